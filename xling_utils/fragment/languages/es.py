"""Spanish: SVO, gender, a personal "a" before people, two verbs "to be", aspect and mood, unsaid subjects."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment.languages.es_lexicon import LEXICON
from xling_utils.fragment.languages.es_morphology import conjugate, participle, plural
from xling_utils.fragment.languages.iberian import Iberian, Tense
from xling_utils.fragment.lexicon import Feats, Lexeme, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

CONTRACTED = {("de", "el"): "del", ("a", "el"): "al"}
TAKEN_AS_PERSONS = frozenset("see find love hear help follow watch wash".split())
"""Verbs whose definite object takes the personal "a" also when it is an animal."""
FOOD_VERBS = frozenset({"cook", "eat"})
"""Verbs that make a fish food: "pescado", not "pez"."""
VERB_PREPOSITIONS = {("return", "from"): "de", ("return", "in"): "a", ("arrive", "in"): "a"}
WITH_ARTICLE = {"UNESCO": "la", "NASA": "la", "FIFA": "la", "Cairo": "El"}
DETERMINERS = {  # by determiner and number: masculine, feminine
    ("def", "Sing"): ("el", "la"),
    ("def", "Plur"): ("los", "las"),
    ("indef", "Sing"): ("un", "una"),
    ("indef", "Plur"): ("unos", "unas"),
    ("this", "Sing"): ("este", "esta"),
    ("this", "Plur"): ("estos", "estas"),
    ("that", "Sing"): ("ese", "esa"),
    ("that", "Plur"): ("esos", "esas"),
    ("every", "Sing"): ("cada", "cada"),
    ("many", "Plur"): ("muchos", "muchas"),
}
LEMMAS = {"def": "el", "indef": "uno", "this": "este", "that": "ese", "every": "cada", "many": "mucho"}
BEINGS = parse_lexicon(
    """
    ser ser p=soy/eres/es/somos/son i=era/eras/era/éramos/eran s=sea/seas/sea/seamos/sean pp=sido \
        t=fui/fuiste/fue/fuimos/fueron
    estar estar p=estoy/estás/está/estamos/están s=esté/estés/esté/estemos/estén pt=estuv
    haber haber p=he/has/ha/hemos/han s=haya/hayas/haya/hayamos/hayan pt=hub
    """.replace("\\\n", "")
)


class Spanish(Iberian):
    """See the module."""

    code, name, family, script = "es", "Spanish", "Romance", "Latin"
    simplifications = (
        "The vocabulary is that of Spain; the singular tú is the only form of address.",
        "Subject pronouns of the first and second person are left out; those of the third person in stories, "
        "and after a subject of the same person, number and gender.",
        "A recipient is not doubled by a clitic (dio la carta a María, without le).",
        "The past is the preterite; states and habits take the imperfect.",
        'A bare plural subject takes "unos" also where it is generic.',
        "The order of questions is fixed: verb, subject, object; an adjective stands before the subject.",
        'The children of somebody are "niños", where "hijos" is usual; a game is always "juego".',
    )
    lexicon = LEXICON
    function_words = {
        "and": "y",
        "but": "pero",
        "because": "porque",
        "when": "cuando",
        "that": "que",
        "who_rel": "que",
        "not": "no",
    }
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Dat", before=("a",), deprel="obl:arg", slot="iobj"),
        "predicate": Marker("Pred"),
        "possessor": Marker("Gen", before=("de",), deprel="nmod", slot="owner"),
        "year": Marker(before=("en",)),
        **{
            relation: Marker("Lack" if relation == "without" else "Prep", before=(words,))
            for relation, words in (
                ("in", "en"),
                ("with", "con"),
                ("near", "cerca de"),
                ("to", "a"),
                ("for", "para"),
                ("from", "desde"),
                ("on", "sobre"),
                ("after", "después de"),
                ("without", "sin"),
                ("under", "bajo"),
                ("before", "antes de"),
                ("behind", "detrás de"),
                ("about", "sobre"),
            )
        },
    }
    clause_orders = {
        "main": "subj sometimes neg always aux cop HEAD near obj iobj manner place time comp advcl conj",
        "ask": "open sometimes neg always HEAD near subj obj iobj manner place time comp advcl conj",
        "ask adjective": "open neg cop HEAD subj advcl conj",
        "ask copula": "open neg cop subj HEAD advcl conj",
    }
    doubted = frozenset({"think", "believe", "say"})
    have, be = BEINGS["haber"], BEINGS
    dropped_pronouns = frozenset({"we", "you"})
    compound_prepositions = frozenset({"cerca", "detrás", "después", "antes"})

    # ---- clauses

    def conjugate(self, lexeme: Lexeme, tense: Tense, person: int) -> str:
        return conjugate(lexeme, tense, person)

    def participle(self, lexeme: Lexeme) -> str:
        return participle(lexeme)

    def clause_order(self, clause: Clause, kind: str) -> str:
        if clause.question == "polar":
            form = {"verb": "ask", "adjective": "ask adjective"}.get(clause.kind, "ask copula")
            return self.clause_orders[form]
        return ("open " if kind == "question" else "") + self.clause_orders["main"]

    def drops(self, clause: Clause, kind: str) -> bool:
        told = clause.register == "story" and kind == "main" and not clause.question
        return super().drops(clause, kind) or (told and clause.subject.kind == "pronoun")

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        head = super().clause(clause, kind)
        for child in head.children if clause.predicate in FOOD_VERBS else ():
            if child.deprel == "obj" and child.concept == "fish":
                child.form = {"pez": "pescado", "peces": "pescados"}.get(child.form, child.form)
                child.lemma = "pescado"
        return head.add(Node("¿", "PUNCT", "punct", "open") if kind == "question" else None)

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        marker = super().object_marker(clause, phrase)
        return replace(marker, before=("a",)) if personal(clause.predicate, phrase) else marker

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        special = VERB_PREPOSITIONS.get((clause.predicate, adjunct.relation))
        if special:
            return self.noun_phrase(adjunct.phrase, replace(self.markers["to"], before=(special,)))
        return super().adjunct(adjunct, clause)

    # ---- noun phrases

    def plural(self, word: str) -> str:
        return plural(word)

    def pronoun_form(self, concept: str, case: str) -> str:
        return super().pronoun_form(concept, "" if case in ("Nom", "Pred") else "Prep")

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        form = WITH_ARTICLE.get(phrase.head)
        gender = "Fem" if form == "la" else "Masc"
        return node.add(self.article("el", form, gender, "Sing") if form else None)

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None or (phrase.owner is not None and phrase.owner.kind == "pronoun"):
            return []
        if phrase.determiner == "indef" and self.bare(phrase, marker):
            return []
        gender = self.gender(phrase)
        form = DETERMINERS[phrase.determiner, phrase.number][gender == "Fem"]
        lemma = LEMMAS[phrase.determiner]
        if phrase.determiner in ("def", "indef"):
            return [self.article(lemma, form, gender, phrase.number)]
        kind = {"this": "Dem", "that": "Dem", "every": "Tot", "many": "Ind"}[phrase.determiner]
        return [Node(form, "DET", "det", "det", lemma, {"Number": phrase.number, "PronType": kind})]

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        lemma = self.lexicon[owner].get("poss")
        form = lemma[:-1] + "a" if lemma.endswith("o") and self.gender(phrase) == "Fem" else lemma
        form += "s" if phrase.number == "Plur" else ""
        return Node(form, "DET", "det", "poss", lemma, {"Poss": "Yes", "PronType": "Prs"}, owner)

    # ---- sound and spelling

    def sandhi(self, line: Line) -> Line:
        for (node, _), (following, _) in pairwise(line):
            after = following.form.lower()
            if node.form == "y" and node.upos == "CCONJ" and after.startswith(("i", "í", "hi")):
                node.form = "e"
            elif node.form in ("la", "una") and after == "agua":
                node.form = {"la": "el", "una": "un"}[node.form]
            elif node.slot == "pre" and short(node.feats):
                node.form = self.lexicon[node.concept or ""].get("short") or node.form
        return line

    def tidy(self, line: Line) -> Line:
        """Sets the opening mark of a question aside, so that the commas and capitals around it come right."""
        opening = {id(line[i + 1][0]): mark for i, mark in enumerate(line) if mark[0].form == "¿"}
        kept: Line = []
        for word in super().tidy([word for word in line if word[0].form != "¿"]):
            if mark := opening.get(id(word[0])):
                mark[0].space_after = False
                kept.append(mark)
            kept.append(word)
        return kept

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        found = []
        for i, (first, second) in enumerate(pairwise(words), start=1):
            surface = CONTRACTED.get((first.form.lower(), second.form))
            if surface and first.upos == "ADP" and second.upos == "DET":
                found.append((i, i + 1, self.capitalise(surface) if first.form[0].isupper() else surface))
        return tuple(found)


def personal(verb: str, phrase: NounPhrase) -> bool:
    """Whether an object takes "a": people and the groups one helps, and animals that a verb treats alike."""
    if phrase.semantic_class in ("person", "group"):
        return True
    definite = phrase.determiner in ("def", "this", "that", "every")
    return phrase.semantic_class == "animal" and verb in TAKEN_AS_PERSONS and definite


def short(agreement: Feats) -> bool:
    """Whether an adjective before a noun loses its last vowel: "un buen amigo"."""
    return agreement == {"Gender": "Masc", "Number": "Sing"}


LANGUAGE = Spanish()
