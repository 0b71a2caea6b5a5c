"""Portuguese of Brazil: SVO, gender, many contractions, two verbs "to be", aspect and mood."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment.languages.iberian import Iberian, Tense
from xling_utils.fragment.languages.pt_lexicon import LEXICON
from xling_utils.fragment.languages.pt_morphology import conjugate, participle, plural
from xling_utils.fragment.lexicon import Lexeme, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node
from xling_utils.fragment.sentence import Word

ARTICLES = ("o", "a", "os", "as")
THAT = ("aquele", "aquela", "aqueles", "aquelas")
THIS = ("este", "esta", "estes", "estas")
HE = ("ele", "ela", "eles", "elas")
CONTRACTED = {
    **{("de", word): "d" + word for word in ARTICLES + THIS + THAT + HE},
    **{("em", word): "n" + word for word in ARTICLES + THIS + THAT + HE},
    **{("a", word): "à" + word[1:] for word in ("a", "as", *THAT)},
    ("a", "o"): "ao",
    ("a", "os"): "aos",
}
KIN = frozenset("mother father brother sister".split())
"""Nouns whose possessive goes without an article: "minha mãe"."""
DETERMINERS = {  # masculine, feminine, masculine plural, feminine plural
    "def": ARTICLES,
    "indef": ("um", "uma", "alguns", "algumas"),
    "this": THIS,
    "that": THAT,
    "every": ("cada", "cada"),
    "many": ("", "", "muitos", "muitas"),
}
LEMMAS = {"def": "o", "indef": "um", "this": "este", "that": "aquele", "every": "cada", "many": "muito"}
BEINGS = parse_lexicon(
    """
    ser ser p=sou/é/somos/são t=fui/foi/fomos/foram i=era/era/éramos/eram \
        s=seja/seja/sejamos/sejam pp=sido
    estar estar p=estou/está/estamos/estão t=estive/esteve/estivemos/estiveram \
        s=esteja/esteja/estejamos/estejam
    ter ter p=tenho/tem/temos/têm t=tive/teve/tivemos/tiveram i=tinha/tinha/tínhamos/tinham \
        s=tenha/tenha/tenhamos/tenham
    """.replace("\\\n", "")
)


class Portuguese(Iberian):
    """See the module."""

    code, name, family, script = "pt", "Portuguese", "Romance", "Latin"
    simplifications = (
        "The variety is Brazilian; the only form of address is você, with the verb in the third person.",
        "In statements eu and nós are left out where the verb shows them, others only after a like subject.",
        "Third persons own with dele, dela, deles, never with seu.",
        "Yes-no questions keep the order of statements.",
        "The past is the preterite; states and habits take the imperfect.",
        'A bare plural subject takes "alguns" also where it is generic.',
        "Contractions that a writer may leave out (num, dum, nalgum) are left out.",
        'The children of somebody are "crianças", where "filhos" is usual.',
    )
    lexicon = LEXICON
    function_words = {
        "and": "e",
        "but": "mas",
        "because": "porque",
        "when": "quando",
        "that": "que",
        "who_rel": "que",
        "not": "não",
    }
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "attended": Marker("Dat", before=("a",), deprel="obl", slot="obj"),
        "recipient": Marker("Dat", before=("a",), deprel="obl", slot="iobj"),
        "predicate": Marker("Pred"),
        "possessor": Marker("Gen", before=("de",), deprel="nmod", slot="owner"),
        "year": Marker(before=("em",)),
        **{
            relation: Marker("Lack" if relation == "without" else "Prep", before=(words,))
            for relation, words in (
                ("in", "em"),
                ("with", "com"),
                ("near", "perto de"),
                ("to", "para"),
                ("for", "para"),
                ("from", "de"),
                ("on", "sobre"),
                ("after", "depois de"),
                ("without", "sem"),
                ("under", "sob"),
                ("before", "antes de"),
                ("behind", "atrás de"),
                ("about", "sobre"),
            )
        },
    }
    clause_orders = {
        "main": "subj sometimes neg always aux cop HEAD near obj iobj manner place time comp advcl conj",
    }
    doubted = frozenset({"think", "believe"})
    have, be = BEINGS["ter"], BEINGS
    dropped_pronouns = frozenset({"we"})
    compound_prepositions = frozenset({"perto", "atrás", "depois", "antes"})

    # ---- clauses

    def conjugate(self, lexeme: Lexeme, tense: Tense, person: int) -> str:
        return conjugate(lexeme, tense, person)

    def participle(self, lexeme: Lexeme) -> str:
        return participle(lexeme)

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        if adjunct.relation == "in" and clause.predicate in ("arrive", "return"):
            return self.noun_phrase(adjunct.phrase, replace(self.markers["to"], before=("a",)))
        return super().adjunct(adjunct, clause)

    def drops(self, clause: Clause, kind: str) -> bool:
        return not clause.question and super().drops(clause, kind)

    # ---- noun phrases

    def plural(self, word: str) -> str:
        return plural(word)

    def pronoun_form(self, concept: str, case: str) -> str:
        return super().pronoun_form(concept, "" if case in ("Nom", "Pred") else "Prep")

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        gender = self.lexicon[phrase.head].get("art")
        form = ARTICLES[gender == "Fem"] if gender else ""
        return node.add(self.article("o", form, gender, "Sing") if form else None)

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None or (phrase.determiner == "indef" and self.bare(phrase, marker)):
            return []
        owner = phrase.owner.head if phrase.owner is not None else ""
        if phrase.head in KIN and self.lexicon.get(owner, Lexeme("")).get("poss"):
            return []
        gender = self.gender(phrase)
        form = DETERMINERS[phrase.determiner][(gender == "Fem") + 2 * (phrase.number == "Plur")]
        lemma = LEMMAS[phrase.determiner]
        if form in (*ARTICLES, "um", "uma"):
            return [self.article(lemma, form, gender, phrase.number)]
        kind = {"this": "Dem", "that": "Dem", "every": "Tot"}.get(phrase.determiner, "Ind")
        lemma = "algum" if phrase.determiner == "indef" else lemma
        return [Node(form, "DET", "det", "det", lemma, {"Number": phrase.number, "PronType": kind})]

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        lemma = self.lexicon[owner].get("poss")
        if not lemma:
            return self.noun_phrase(NounPhrase(owner), self.markers["possessor"])
        form = self.adjective_form(
            self.lexicon[f"poss@{owner}"], {"Gender": self.gender(phrase), "Number": phrase.number}
        )
        return Node(form, "DET", "det", "poss", lemma, {"Poss": "Yes", "PronType": "Prs"}, owner)

    # ---- sound

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        found = []
        for i, (first, second) in enumerate(pairwise(words), start=1):
            surface = CONTRACTED.get((first.form.lower(), second.form))
            if surface and first.upos == "ADP" and second.upos in ("DET", "PRON"):
                found.append((i, i + 1, self.capitalise(surface) if first.form[0].isupper() else surface))
        return tuple(found)


LANGUAGE = Portuguese()
