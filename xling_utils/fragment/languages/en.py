"""English: SVO, articles, no case on nouns, do-support in negation and questions."""

from __future__ import annotations

from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.en_lexicon import LEXICON
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node

PRONOMINAL_BE = {("1", "Sing"): ("am", "was"), ("3", "Sing"): ("is", "was")}


class English(Language):
    """See the module."""

    code, name, family, script = "en", "English", "Germanic", "Latin"
    simplifications = (
        "Only the simple present and the simple past.",
        "Adverbs of frequency stand before the verb, all other adverbs at the end.",
    )
    lexicon = LEXICON
    names_have_gender = False
    function_words = {"and": "and", "but": "but", "because": "because", "when": "when", "that": "that"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Acc", before=("to",), slot="iobj"),
        "year": Marker(before=("in",)),
        **{relation: Marker("Acc", before=(relation,)) for relation in c.RELATIONS},
    }
    clause_orders = {
        "main": "subj aux neg freq HEAD obj iobj manner place time comp advcl conj",
        "question": "aux subj neg freq HEAD obj iobj manner place time comp advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat rel other"

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.lexicon[clause.predicate], self.agreement(clause.subject)
        support = clause.negated or clause.question == "polar"
        form = lexeme.lemma if support else self.finite(lexeme, clause.tense, agreement)
        feats = {"VerbForm": "Inf"} if support else {"Tense": clause.tense, "VerbForm": "Fin"}
        head = Node(form, "VERB", lemma=lexeme.lemma, feats=feats, concept=clause.predicate)
        if not support:
            return head, []
        do = "did" if clause.tense == "Past" else "does" if is_third_singular(agreement) else "do"
        auxiliary = Node(do, "AUX", "aux", "aux", "do", {"Tense": clause.tense, "VerbForm": "Fin"})
        return head, [auxiliary, *self.negation(clause)]

    def negation(self, clause: Clause) -> list[Node]:
        """The particle "not"."""
        return [Node("not", "PART", "advmod", "neg", feats={"Polarity": "Neg"})] if clause.negated else []

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        agreement = self.agreement(clause.subject)
        present, past = PRONOMINAL_BE.get((agreement["Person"], agreement["Number"]), ("are", "were"))
        form = past if clause.tense == "Past" else present
        be = Node(form, "AUX", "cop", "aux", "be", {"Tense": clause.tense, "VerbForm": "Fin"})
        return [be, *self.negation(clause)]

    def clause_order(self, clause: Clause, kind: str) -> str:
        return self.clause_orders["question" if clause.question == "polar" else "main"]

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        if adjunct.relation == "in" and adjunct.phrase.head in ("beach", "island"):
            adjunct = Adjunct("on", adjunct.phrase)
        return super().adjunct(adjunct, clause)

    def finite(self, lexeme: Lexeme, tense: str, agreement: Feats) -> str:
        """Present or past form of a verb."""
        if tense == "Past":
            return lexeme.get("past") or regular_past(lexeme.lemma)
        return add_s(lexeme.lemma) if is_third_singular(agreement) else lexeme.lemma

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        return super().adverb(concept, "freq" if concept in c.FREQUENCY_ADVERBS else slot)

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        if feats["Number"] == "Sing":
            return lexeme.lemma
        return lexeme.get("pl") or add_s(lexeme.lemma)

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {}

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.owner is not None or phrase.count is not None:
            return []
        plural = phrase.number == "Plur"
        form = {
            "def": "the",
            "indef": "" if plural else "a",
            "this": "these" if plural else "this",
            "that": "those" if plural else "that",
            "every": "every",
            "many": "many",
        }[phrase.determiner]
        upos, deprel = ("ADJ", "amod") if form == "many" else ("DET", "det")
        return (
            [Node(form, upos, deprel, "det", lemma={"these": "this", "those": "that"}.get(form, form))]
            if form
            else []
        )

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        assert phrase.owner is not None
        if phrase.owner.kind == "pronoun":
            node = self.possessive(phrase, phrase.owner.head, marker)
            node.deprel = "nmod:poss"
            return node
        plural = phrase.owner.number == "Plur" and not self.noun_form(
            self.lexicon[phrase.owner.head], {"Number": "Plur"}
        ).endswith(("men", "ren", "ice", "people"))
        node = self.noun_phrase(phrase.owner, Marker(deprel="nmod:poss", slot="poss"))
        node.order += " genitive"
        last = node.children[-1] if phrase.owner.surname else node
        last.space_after = False
        return node.add(Node("'" if plural else "'s", "PART", "case", "genitive", "'s"))

    def relative_word(self, phrase: NounPhrase) -> Node:
        human = phrase.semantic_class == "person"
        return Node("who" if human else "that", "PRON", feats={"PronType": "Rel"})

    def sandhi(self, line: Line) -> Line:
        for (node, _), (following, _) in pairwise(line):
            if (
                node.form == "a"
                and following.form[0].lower() in "aeiou"
                and not following.form.startswith("use")
            ):
                node.form = "an"
        return line


def is_third_singular(agreement: Feats) -> bool:
    """Whether the present tense takes -s."""
    return agreement["Person"] == "3" and agreement["Number"] == "Sing"


def add_s(word: str) -> str:
    """Plural of a noun, third person of a verb."""
    if word.endswith(("s", "x", "ch", "sh")) or word in ("go", "tomato"):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def regular_past(word: str) -> str:
    """Past of a regular verb."""
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ied"
    return word + "ed"


LANGUAGE = English()
