"""Swedish: verb second, a definite suffix beside articles, two genders, particle verbs, genitive -s.

Annotation follows UD_Swedish-Talbanken: the suffix is the feature Definite, "inte" is a PART with advmod,
"som" a PRON, "att", "när" and "eftersom" are SCONJ with mark, "många" is an ADJ with amod, "där" in "den där"
an ADV with advmod, possessives are PRON with nmod:poss (lemma: the personal pronoun), a particle is an ADV or
ADP with compound:prt, a surname flat:name.
"""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.sv_lexicon import LEXICON
from xling_utils.fragment.languages.sv_morphology import (
    definite_plural,
    definite_singular,
    genitive,
    neuter,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node

REST = "prt iobj obj about manner to place time comp advcl conj"
"""What follows the verb and the sentence adverbs in every clause."""
FREE_ARTICLE = {"Com": "den", "Neut": "det", "Plur": "de"}
DETERMINER = {
    "indef": {"Com": "en", "Neut": "ett"},
    "any": {"Com": "någon", "Neut": "något", "Plur": "några"},
    "this": {"Com": "denna", "Neut": "detta", "Plur": "dessa"},
    "every": {"Com": "varje", "Neut": "varje"},
}
PRON_TYPE = {"indef": "Art", "any": "Ind", "this": "Dem", "every": "Tot"}
REFLEXIVE = "reflexive"
"""Mark of an owner that is the subject of the clause."""
ADVERBIAL_PARTICLES = frozenset({"fram", "tillbaka", "bort", "sönder"})


class Swedish(Language):
    """See the module."""

    code, name, family, script = "sv", "Swedish", "Germanic", "Latin"
    simplifications = (
        "Past events are in the simple past; there is no perfect.",
        'A possessive that can refer to the subject does: "sin", never "hans" or "hennes".',
        'Things simply "are" in a place, where Swedes often say that they stand, lie or sit.',
        "Adverbs of frequency stand after the finite verb, all other adverbs at the end or in front.",
        'A denied indefinite object is "inte någon bok", never "ingen bok".',
        'An indefinite subject stands like any other; there is no "det bor en man här".',
        '"This" is the written "denna bil", not the spoken "den här bilen".',
        '"Utan" drops the article even before an adjective.',
    )
    lexicon = LEXICON
    function_words = {
        "and": "och",
        "but": "men",
        "because": "eftersom",
        "when": "när",
        "that": "att",
        "who_rel": "som",
    }
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Acc", deprel="iobj", slot="iobj"),
        "predicate": Marker("Nom", slot="predicate"),
        "possessor": Marker("Gen", deprel="nmod:poss", slot="poss"),
        "year": Marker(),
        **{
            relation: Marker("Acc", before=(word,))
            for relation, word in (
                ("in", "i"),
                ("with", "med"),
                ("near", "nära"),
                ("to", "till"),
                ("for", "för"),
                ("from", "från"),
                ("on", "på"),
                ("after", "efter"),
                ("without", "utan"),
                ("under", "under"),
                ("before", "före"),
                ("behind", "bakom"),
                ("about", "om"),
            )
        },
    }
    clause_orders = {
        "main": f"subj HEAD neg freq {REST}",
        "main compound": f"subj aux neg freq HEAD {REST}",
        "question": f"HEAD subj neg freq {REST}",
        "question compound": f"aux subj neg freq HEAD {REST}",
        "sub": f"subj neg freq HEAD {REST}",
        "sub compound": f"subj neg freq aux HEAD {REST}",
    }
    noun_order = "case det here poss count adj HEAD flat rel other"

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        base = (
            "sub" if kind in ("sub", "rel", "comp") else "question" if clause.question == "polar" else "main"
        )
        compound = clause.kind != "verb" or bool(self.verb_lexeme(clause).get("aux"))
        return self.clause_orders[f"{base} compound" if compound else base]

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        """The time, then the clause as in a question: the verb stays second."""
        return super().fronted_order(self.clause_order(replace(clause, question="polar"), kind), clause, kind)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = self.verb_lexeme(clause)
        past = clause.tense == "Past"
        form = lexeme.get("p", lexeme.lemma + "de") if past else lexeme.get("r", lexeme.lemma + "r")
        head = Node(form, "VERB", lemma=lexeme.lemma, feats=finite(clause), concept=clause.predicate)
        words = self.negation(clause)
        if auxiliary := lexeme.get("aux"):
            head.feats = {"VerbForm": "Inf", "Voice": "Act"}
            present, preterite = auxiliary.split("/")
            words.append(Node(preterite if past else present, "AUX", "aux", "aux", "vilja", finite(clause)))
        if particle := lexeme.get("prt"):
            upos = "ADV" if particle in ADVERBIAL_PARTICLES else "ADP"
            words.append(Node(particle, upos, "compound:prt", "prt"))
        return head, words

    def negation(self, clause: Clause) -> list[Node]:
        """The particle "inte"."""
        return [Node("inte", "PART", "advmod", "neg", feats={"Polarity": "Neg"})] if clause.negated else []

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        """A clause in which the owners that can be its subject are marked as reflexive."""
        own = partial(reflexive, subject=clause.subject)
        clause = replace(
            clause,
            object=clause.object and own(clause.object),
            recipient=clause.recipient and own(clause.recipient),
            place=clause.place and replace(clause.place, phrase=own(clause.place.phrase)),
            adjuncts=tuple(replace(adjunct, phrase=own(adjunct.phrase)) for adjunct in clause.adjuncts),
        )
        return super().clause(clause, kind)

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        form = "var" if clause.tense == "Past" else "är"
        return [Node(form, "AUX", "cop", "aux", "vara", finite(clause)), *self.negation(clause)]

    def copular_head(self, clause: Clause) -> Node:
        if clause.noun is None:
            return super().copular_head(clause)
        return self.noun_phrase(clause.noun, replace(self.markers["predicate"], negated=clause.negated))

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        return replace(super().object_marker(clause, phrase), negated=clause.negated)

    def recipient_marker(self, clause: Clause) -> Marker:
        """Some verbs have a bare recipient before the object, others a preposition after it."""
        governed = self.verb_lexeme(clause).get("to")
        return replace(self.markers[governed], slot="to") if governed else self.markers["recipient"]

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        marker, phrase, relation = self.markers[adjunct.relation], adjunct.phrase, adjunct.relation
        word = marker.before[0]
        if clause.predicate in ("arrive", "return") and relation in ("in", "on"):
            word = "till"
        elif relation == "in":
            word = self.lexicon[phrase.head].get("in") or word
        elif relation == "for":
            word = self.verb_lexeme(clause).get("for") or word
        elif relation == "without" and phrase.determiner == "indef" and phrase.number == "Sing":
            phrase = replace(phrase, determiner="bare")
        slot = "about" if relation == "about" else marker.slot
        return self.noun_phrase(phrase, replace(marker, before=(word,), slot=slot))

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        return super().adverb(concept, "freq" if concept in c.FREQUENCY_ADVERBS else slot)

    def adverbs(self, clause: Clause) -> list[Node | None]:
        found = super().adverbs(clause)
        if clause.where and clause.predicate in ("arrive", "return") and found[-1]:
            found[-1].form = found[-1].lemma = self.lexicon[clause.where].get("goal")
        return found

    # ---- noun phrases

    def gender(self, phrase: NounPhrase) -> str:
        return self.lexicon[phrase.head].get("g") or "Com"

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        if phrase.head != c.WHO:
            case = {"Case": marker.case, "Definite": "Def"}
            node.feats = case | {key: node.feats[key] for key in ("Gender", "Number", "PronType")}
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name; -s of the genitive stands on its last word."""
        node = super().proper(phrase, Marker())
        node.feats = {"Case": "Nom"}
        last = node
        for last in node.children:
            last.deprel, last.feats = "flat:name", {"Case": "Nom"}
        if marker.case == "Gen":
            last.form, last.feats = genitive(last.form), {"Case": "Gen"}
        return node

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        suffix = phrase.determiner in ("def", "that") and phrase.owner is None and phrase.count is None
        return {
            "Case": "Gen" if marker.case == "Gen" else "Nom",
            "Definite": "Def" if suffix else "Ind",
            "Gender": self.gender(phrase),
            "Number": phrase.number,
        }

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        if "pl" not in lexeme.info:
            return lexeme.lemma  # names
        form = lexeme.get("pl") if feats["Number"] == "Plur" else lexeme.lemma
        if feats["Definite"] == "Def":
            form = definite_plural(lexeme) if feats["Number"] == "Plur" else definite_singular(lexeme)
        return genitive(form) if feats["Case"] == "Gen" else form

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None or phrase.owner is not None or phrase.determiner == "bare":
            return []
        number, gender = {"Number": phrase.number}, self.gender(phrase)
        column = "Plur" if phrase.number == "Plur" else gender
        shown = number | ({"Gender": gender} if phrase.number == "Sing" else {})
        kind = phrase.determiner
        if kind == "many":
            feats = {"Case": "Nom", "Degree": "Pos"} | number
            return [Node("många", "ADJ", "amod", "det", "mången", feats)]
        if kind in ("def", "that"):
            if kind == "def" and not phrase.adjectives:
                return []
            feats = {"Definite": "Def", "PronType": "Art" if kind == "def" else "Dem"} | shown
            article = Node(FREE_ARTICLE[column], "DET", "det", "det", "den", feats)
            return [article] if kind == "def" else [article, Node("där", "ADV", "advmod", "here")]
        if kind == "indef":
            bare_role = (
                marker.slot == "predicate" and not phrase.adjectives and not self.entry(phrase).get("art")
            )
            if bare_role or (phrase.number == "Plur" and not marker.negated):
                return []
            kind = "any" if marker.negated else "indef"
        feats = {"Definite": "Def" if kind == "this" else "Ind", "PronType": PRON_TYPE[kind]} | shown
        return [Node(DETERMINER[kind][column], "DET", "det", "det", DETERMINER[kind]["Com"], feats)]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().numeral(phrase, marker)
        node.feats = {"Case": "Nom", "NumType": "Card"}
        return node

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        assert phrase.owner is not None
        if phrase.owner.sex == REFLEXIVE:
            forms, lemma = ["sin", "sitt", "sina"], "sig"
        else:
            forms, lemma = self.lexicon[owner].get("poss").split("/"), self.lexicon[owner].lemma
        column = 2 if phrase.number == "Plur" else int(self.gender(phrase) == "Neut")
        feats = {"Definite": "Def", "Poss": "Yes", "PronType": "Prs"}
        if len(forms) == 1:
            return Node(forms[0], "PRON", "nmod:poss", "poss", lemma, feats, owner)
        feats |= {"Number": phrase.number}
        return Node(forms[column], "PRON", "nmod:poss", "poss", lemma, feats, owner)

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        """An adjective: weak after articles, demonstratives and owners, else strong."""
        definite = phrase.count is None and phrase.determiner in ("def", "this", "that")
        weak = not predicative and (definite or phrase.owner is not None)
        agreement = {**agreement, "Definite": "Def" if weak else "Ind"}
        node = super().adjective(concept, phrase, agreement, degree, predicative=predicative)
        node.feats = {"Case": "Nom", "Degree": "Pos", "Number": agreement["Number"]}
        if agreement["Number"] == "Sing":
            node.feats |= {"Definite": "Def"} if weak else {"Definite": "Ind", "Gender": agreement["Gender"]}
        return node

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        plural = lexeme.get("a", lexeme.lemma + "a")
        if agreement["Number"] == "Plur":
            return plural
        if agreement["Definite"] == "Def":
            return lexeme.get("def", plural)
        return neuter(lexeme) if agreement["Gender"] == "Neut" else lexeme.lemma


def reflexive(phrase: NounPhrase, subject: NounPhrase) -> NounPhrase:
    """Marks the owner of a phrase that can be the subject of its clause: "sin", not "hans"."""
    owner = phrase.owner
    if owner is None or owner.head not in ("he", "she", "they") or subject.kind == "pronoun":
        return phrase
    if owner.head == "they":
        fits = subject.semantic_class == "group" or (subject.plural and subject.semantic_class == "person")
    else:
        genders = (None, c.PRONOUNS[owner.head].gender)
        person = subject.semantic_class == "person" and not subject.plural
        fits = person and c.natural_gender(subject.head) in genders
    return replace(phrase, owner=replace(owner, sex=REFLEXIVE)) if fits else phrase


def finite(clause: Clause) -> dict[str, str]:
    """Features of the finite verb."""
    return {"Mood": "Ind", "Tense": clause.tense, "VerbForm": "Fin", "Voice": "Act"}


LANGUAGE = Swedish()
