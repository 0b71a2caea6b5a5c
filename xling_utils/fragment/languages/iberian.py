"""What Spanish and Portuguese share: aspect, mood, two verbs "to be", unsaid subjects, phrases as adverbs."""

from __future__ import annotations

from abc import abstractmethod
from dataclasses import replace
from typing import ClassVar, Literal

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node

Tense = Literal["Pres", "Past", "Imp", "SubPres", "SubImp"]
"""Present, preterite and imperfect indicative; present and imperfect subjunctive."""

PERSONS = {("1", "Sing"): 0, ("2", "Sing"): 1, ("3", "Sing"): 2, ("1", "Plur"): 3, ("3", "Plur"): 4}
STATES = frozenset("want love know think believe hope live".split())
"""Verbs whose past is the imperfect."""
TENSE_FEATS: dict[Tense, Feats] = {
    "Pres": {"Mood": "Ind", "Tense": "Pres"},
    "Past": {"Mood": "Ind", "Tense": "Past"},
    "Imp": {"Mood": "Ind", "Tense": "Imp"},
    "SubPres": {"Mood": "Sub", "Tense": "Pres"},
    "SubImp": {"Mood": "Sub", "Tense": "Imp"},
}
PERFECT = "comp SubPerf"
"""Kind of a that-clause in the perfect subjunctive; ``comp SubPres`` and ``comp SubImp`` are its sisters."""


class Iberian(Language):
    """Grammar common to Spanish and Portuguese."""

    hearer_shows_gender = True

    doubted: ClassVar[frozenset[str]]
    """Verbs whose that-clause is in the subjunctive when they are negated."""
    have: ClassVar[Lexeme]
    """Auxiliary of the perfect."""
    be: ClassVar[dict[str, Lexeme]]
    """The two verbs "to be": ``ser`` and ``estar``."""
    near_adverbs: ClassVar[frozenset[str]] = frozenset((*c.MANNER_ADVERBS, "often", "again"))
    """Adverbs that stand beside the verb, before the object."""
    dropped_pronouns: ClassVar[frozenset[str]]
    """Pronouns that are never said as a subject."""

    noun_order = "case det poss count pre HEAD flat adj owner rel other"
    adjective_order = "degree HEAD degree_after adj_conj"
    adjective_feats = frozenset({"Gender", "Number"})
    compound_prepositions: ClassVar[frozenset[str]]
    """Adverbs that make a preposition together with "de"."""

    # ---- verbs

    @abstractmethod
    def conjugate(self, lexeme: Lexeme, tense: Tense, person: int) -> str:
        """A finite form; persons are counted as in `PERSONS`."""

    @abstractmethod
    def participle(self, lexeme: Lexeme) -> str:
        """Past participle, masculine singular."""

    def tense(self, clause: Clause, kind: str) -> Tense:
        """Tense and mood of a clause."""
        if kind.startswith("comp Sub"):
            return "SubImp" if kind == "comp SubImp" else "SubPres"
        if clause.tense == "Pres":
            return "Pres"
        state = clause.kind != "verb" or clause.predicate in STATES
        habit = clause.time in c.FREQUENCY_ADVERBS
        return "Imp" if habit or (state and clause.time not in c.STORY_ADVERBS) else "Past"

    def finite(self, lexeme: Lexeme, agreement: Feats, tense: Tense) -> tuple[str, dict[str, str]]:
        """A finite form and its features."""
        form = self.conjugate(lexeme, tense, PERSONS[agreement["Person"], agreement["Number"]])
        feats = {key: agreement[key] for key in ("Number", "Person")}
        return form, {**feats, **TENSE_FEATS[tense], "VerbForm": "Fin"}

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = self.verb_lexeme(clause)
        form, feats = self.finite(lexeme, self.agreement(clause.subject), self.tense(clause, kind))
        head = Node(form, "VERB", lemma=lexeme.lemma, feats=feats, concept=clause.predicate)
        if kind != PERFECT:
            return head, self.negation(clause)
        head.form, head.feats = self.participle(lexeme), {"Tense": "Past", "VerbForm": "Part"}
        return head, [self.auxiliary(clause, kind), *self.negation(clause)]

    def auxiliary(self, clause: Clause, kind: str) -> Node:
        """The auxiliary of the perfect."""
        form, feats = self.finite(self.have, self.agreement(clause.subject), self.tense(clause, kind))
        return Node(form, "AUX", "aux", "aux", self.have.lemma, feats)

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        lexeme = self.be[self.being(clause)]
        form, feats = self.finite(lexeme, self.agreement(clause.subject), self.tense(clause, kind))
        node = Node(form, "AUX", "cop", "cop", lexeme.lemma, feats)
        if kind != PERFECT:
            return [node, *self.negation(clause)]
        node.form, node.feats = self.participle(lexeme), {"Tense": "Past", "VerbForm": "Part"}
        return [self.auxiliary(clause, kind), node, *self.negation(clause)]

    def being(self, clause: Clause) -> str:
        """``estar`` for places and passing states (``be=estar`` in the lexicon), else ``ser``."""
        if clause.kind == "adjective":
            return self.choose(clause.predicate, *clause.subject.kinds).get("be", "ser")
        return "estar" if clause.kind == "place" else "ser"

    def negation(self, clause: Clause) -> list[Node]:
        """The negation before the verb."""
        if not clause.negated:
            return []
        return [Node(self.function_words["not"], "ADV", "advmod", "neg", feats={"Polarity": "Neg"})]

    def complement_clause(self, clause: Clause) -> Node:
        """A that-clause: in the subjunctive after a hope, and after what is denied."""
        assert clause.complement is not None
        kind = "comp"
        if clause.predicate == "hope" or (clause.negated and clause.predicate in self.doubted):
            past = "SubPerf" if clause.complement.tense == "Past" else "SubPres"
            kind = "comp SubImp" if clause.tense == "Past" else f"comp {past}"
        return self.subordinate(clause.complement, kind, "ccomp", "comp", self.function_words["that"])

    # ---- subjects

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        head = super().clause(clause, kind)
        for second in (clause.complement, clause.link[1] if clause.link else None):
            if second is not None and self.continues(clause.subject, second.subject):
                for child in head.children:
                    if child.deprel in ("ccomp", "conj", "advcl"):
                        child.children = [node for node in child.children if node.slot != "subj"]
        return head

    def continues(self, first: NounPhrase, second: NounPhrase) -> bool:
        """Whether a pronoun can be left unsaid because it can take up the subject before it."""
        if second.head not in c.PRONOUNS or first.kind == "pronoun":
            return False
        return first.animate and self.agreement(first) == self.agreement(second)

    def drops(self, clause: Clause, kind: str) -> bool:
        """Whether the verb says the person: "yo" is needed where its form could be the third person."""
        if clause.subject.head == "i":
            return self.tense(clause, kind) in ("Pres", "Past")
        return clause.subject.head in self.dropped_pronouns

    # ---- noun phrases

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A noun; two adjectives after it are joined by "and"."""
        node = super().common(phrase, marker)
        after = [child for child in node.children if child.slot == "adj"]
        if len(after) == 2:
            first, second = after
            node.children.remove(second)
            second.deprel, second.slot, second.order = "conj", "adj_conj", f"cc {second.order}"
            first.add(second.add(Node(self.function_words["and"], "CCONJ", "cc", "cc")))
        return node

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        """An adjective; one with an adverb of degree stands after the noun."""
        node = super().adjective(concept, phrase, agreement, degree, predicative=predicative)
        if degree is not None:
            node.slot = "adj"
        return node

    def degree(self, concept: str) -> Node:
        node = super().degree(concept)
        node.slot = "degree_after" if self.lexicon[concept].get("after") else "degree"
        return node

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        return {"Gender": self.gender(phrase), "Number": phrase.number}

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {}

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma if feats["Number"] == "Sing" else lexeme.get("pl") or self.plural(lexeme.lemma)

    @abstractmethod
    def plural(self, word: str) -> str:
        """Regular plural of a noun or adjective."""

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        feminine, plural = agreement["Gender"] == "Fem", agreement["Number"] == "Plur"
        if feminine:
            form = lexeme.get("f") or (lexeme.lemma[:-1] + "a" if lexeme.lemma[-1] == "o" else lexeme.lemma)
            return lexeme.get("fpl") or self.plural(form) if plural else form
        return lexeme.get("pl") or self.plural(lexeme.lemma) if plural else lexeme.lemma

    def mark(self, node: Node, marker: Marker) -> Node:
        super().mark(node, marker)
        for child in node.children:
            if child.deprel == "case" and child.form in self.compound_prepositions:
                child.upos = "ADV"
        return node

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        marker, head = self.markers[adjunct.relation], adjunct.phrase.head
        if adjunct.relation == "on" and head in self.lexicon and self.lexicon[head].get("on"):
            marker = replace(marker, before=(self.lexicon[head].get("on"),))
        return self.noun_phrase(adjunct.phrase, marker)

    def article(self, lemma: str, form: str, gender: str, number: str) -> Node:
        """A definite or indefinite article."""
        definite = "Def" if lemma in ("el", "o") else "Ind"
        feats = {"Definite": definite, "Gender": gender, "Number": number, "PronType": "Art"}
        return Node(form, "DET", "det", "det", lemma, feats)

    def bare(self, phrase: NounPhrase, marker: Marker) -> bool:
        """Whether an indefinite phrase goes without an article: "é médico", "compra manzanas", "sin mapa"."""
        if marker.case in ("Pred", "Lack"):
            return phrase.number == "Plur" or not phrase.adjectives
        return marker.case == "Acc" and phrase.number == "Plur" and not marker.before

    # ---- adverbs

    def adverbs(self, clause: Clause) -> list[Node | None]:
        adverbs = super().adverbs(clause)
        for node in filter(None, adverbs):
            if node.slot == "time" and clause.fronted:
                continue
            if node.concept == "together":
                self.agree_adverb(node, self.agreement(clause.subject))
            if node.concept == "always":
                node.slot = "near" if clause.negated else "always"
            elif node.concept == "sometimes":
                node.slot = "sometimes"
            elif node.concept in self.near_adverbs:
                node.slot = "near"
        return adverbs

    def agree_adverb(self, node: Node, agreement: Feats) -> None:
        """Makes "together" what it is here, an adjective that agrees with the subject."""
        lexeme = self.lexicon["together"]
        node.form = self.adjective_form(lexeme, agreement)
        node.upos, node.deprel, node.lemma = "ADJ", "xcomp", lexeme.lemma
        node.feats = {key: agreement[key] for key in ("Gender", "Number")}

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        """An adverb, or a phrase that serves as one (``case=`` and ``det=`` in the lexicon)."""
        node = super().adverb(concept, slot)
        if node is None or concept is None:
            return node
        lexeme = self.lexicon[concept]
        case, det = lexeme.get("case"), lexeme.get("det")
        if not (case or det):
            return node
        node.upos, node.deprel, node.order = "NOUN", "obl", "case det HEAD"
        node.lemma = lexeme.get("lemma", lexeme.lemma)
        if case:
            node.add(Node(case, "ADP", "case", "case"))
        if det:
            node.add(Node(det, "DET", "det", "det", lexeme.get("det_lemma", det)))
        return node
