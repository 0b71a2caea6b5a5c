"""Concrete syntax, the lower half: noun phrases and what stands inside them."""

from __future__ import annotations

from abc import ABC, abstractmethod
from typing import ClassVar

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.meaning import Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node, adposition


class NounPhrases(ABC):
    """How a language builds noun phrases; `Language` adds clauses and sentences.

    Almost every language overrides `noun_form`, `adjective_form`, `determiners` and `pronoun_form`; some
    override `noun_feats`, `possessor` and `coordinated`.
    """

    lexicon: ClassVar[dict[str, Lexeme]]
    """A word for each of `concepts.CONTENT`, and ``concept@kind`` for a word beside a noun (see `choose`)."""
    function_words: ClassVar[dict[str, str]]
    """Conjunctions by concept, and ``that`` and ``who_rel`` (relative word) where the language has them."""
    markers: ClassVar[dict[str, Marker]]
    """How each of `concepts.RELATIONS` is marked, and ``subject object recipient possessor year``."""
    noun_order: ClassVar[str] = "comma case det poss count adj HEAD flat case_after rel other comma_end"
    adjective_order: ClassVar[str] = "degree HEAD"
    adjective_feats: ClassVar[frozenset[str]] = frozenset()
    """Features that adjectives show."""
    names_have_gender: ClassVar[bool] = True
    """Whether surnames have the feature Gender."""

    def noun_phrase(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A noun phrase in a role."""
        if phrase.kind == "pronoun":
            return self.mark(self.pronoun(phrase, marker), marker)
        node = self.proper(phrase, marker) if phrase.kind == "name" else self.common(phrase, marker)
        node.order = self.noun_order
        if phrase.other is not None:
            node.add(self.coordinated(phrase.other, marker))
        return self.mark(node, marker)

    def mark(self, node: Node, marker: Marker) -> Node:
        """Gives a phrase its relation, its slot and its adpositions."""
        node.deprel, node.slot = marker.deprel, marker.slot
        node.add(*(adposition(words, "case") for words in marker.before))
        return node.add(*(adposition(words, "case_after") for words in marker.after))

    def coordinated(self, phrase: NounPhrase, marker: Marker) -> Node:
        """The second member of a coordination, in the same case and without the adposition."""
        node = self.noun_phrase(phrase, Marker(case=marker.case, deprel="conj", slot="other"))
        node.order = "mark " + node.order
        return node.add(Node(self.function_words["and"], "CCONJ", "cc", "mark"))

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A personal pronoun, or the question word for a person."""
        feats = {"PronType": "Int"} if phrase.head == c.WHO else self.agreement(phrase) | {"PronType": "Prs"}
        form = self.pronoun_form(phrase.head, marker.case)
        lemma = self.pronoun_form(phrase.head, "")
        return Node(form, "PRON", lemma=lemma, feats=feats, concept=phrase.head, order="case HEAD case_after")

    def pronoun_form(self, concept: str, case: str) -> str:
        """Form of a pronoun concept (or ``who``) in a case."""
        return self.lexicon[concept].get(case) or self.lexicon[concept].lemma

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name, with its entity tag and its surname."""
        kind = c.ENTITY_TYPE[phrase.head]
        feats = {"Number": "Sing"} | self.case_of(marker)
        gender = "Masc" if c.NAMED_AFTER.get(phrase.head, phrase.head) in c.SURNAMES else ""
        node = self.word(phrase.head, "PROPN", feats | self.surname_feats(gender), ner=f"B-{kind}")
        if phrase.surname:
            feats |= self.surname_feats(self.gender(phrase))
            node.add(self.word(phrase.surname, "PROPN", feats, deprel="flat", slot="flat", ner=f"I-{kind}"))
        return node

    def surname_feats(self, gender: str) -> dict[str, str]:
        """The feature Gender of a surname, whose form can depend on it; "" for other names."""
        return {"Gender": gender} if gender and self.names_have_gender else {}

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A common noun with determiners, number, adjectives, possessor and relative clause."""
        feats = self.noun_feats(phrase, marker)
        node = self.word(phrase.head, "NOUN", feats, lexeme=self.entry(phrase))
        node.add(*self.determiners(phrase, marker))
        if phrase.count is not None:
            node.add(self.numeral(phrase, marker))
        agreement = feats | {"Gender": self.gender(phrase), "Definite": phrase.determiner}
        for i, adjective in enumerate(phrase.adjectives):
            node.add(self.adjective(adjective, phrase, agreement, phrase.degree if i == 0 else None))
        if phrase.owner is not None:
            node.add(self.possessor(phrase, marker))
        if phrase.relative is not None:
            node.add(self.relative_clause(phrase, phrase.relative))
        return node

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        """Features of a common noun."""
        return {"Number": self.noun_number(phrase)} | self.case_of(marker)

    def case_of(self, marker: Marker) -> dict[str, str]:
        """The feature Case, where the language has it."""
        return {"Case": marker.case} if marker.case else {}

    def noun_number(self, phrase: NounPhrase) -> str:
        """Number that shows on the noun; languages with singular nouns after numerals override this."""
        return phrase.number

    def entry(self, phrase: NounPhrase) -> Lexeme:
        """The lexeme of a noun; for a woman the feminine one of ``fem=`` and ``fem_KEY=``, if any."""
        lexeme = self.lexicon[phrase.head]
        if phrase.sex != "Fem" or not lexeme.get("fem"):
            return lexeme
        info = {key.removeprefix("fem_"): v for key, v in lexeme.info.items() if key.startswith("fem_")}
        return Lexeme(lexeme.get("fem"), {"g": "Fem"} | info)

    def choose(self, concept: str, *kinds: str) -> Lexeme:
        """The word for a concept beside a noun: ``concept@kind`` for the first kind that has one."""
        special = (self.lexicon.get(f"{concept}@{kind}") for kind in kinds)
        return next((lexeme for lexeme in special if lexeme), self.lexicon[concept])

    def word(
        self,
        concept: str,
        upos: str,
        feats: Feats,
        *,
        deprel: str = "dep",
        slot: str = "",
        ner: str = "O",
        lexeme: Lexeme | None = None,
    ) -> Node:
        """A noun or name in the form that its features ask for."""
        lexeme = lexeme or self.lexicon[concept]
        form = self.noun_form(lexeme, feats)
        return Node(form, upos, deprel, slot, lexeme.lemma, dict(feats), concept, ner)

    @abstractmethod
    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        """Inflects a noun or name for Number and Case (and Gender for surnames)."""

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        """An adjective that describes a phrase; its slot is ``adj`` or what ``pos=`` in the lexicon says."""
        lexeme = self.choose(concept, *phrase.kinds)
        form = self.adjective_form(lexeme, agreement, predicative=predicative)
        feats = {k: v for k, v in agreement.items() if k in self.adjective_feats}
        node = Node(form, "ADJ", "amod", lexeme.get("pos", "adj"), lexeme.lemma, feats, concept)
        node.order = self.adjective_order
        return node.add(self.degree(degree) if degree else None)

    def degree(self, concept: str) -> Node:
        """An adverb of degree."""
        return Node(self.lexicon[concept].lemma, "ADV", "advmod", "degree", concept=concept)

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        """Inflects an adjective.

        Args:
            lexeme: the adjective.
            agreement: Number, Gender, Case and, in a phrase, Definite (the determiner).
            predicative: whether it is the predicate of a clause.
        """
        return lexeme.lemma

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        """Words for `concepts.DETERMINERS`, where no owner or count replaces them."""
        return []

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A number in words or digits."""
        assert phrase.count is not None
        form = self.lexicon[phrase.count].lemma if phrase.count in self.lexicon else phrase.count
        return Node(form, "NUM", "nummod", "count", feats={"NumType": "Card"}, concept=phrase.count)

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        """Who owns the phrase: a pronoun (possessive word) or a noun phrase."""
        assert phrase.owner is not None
        if phrase.owner.kind == "pronoun":
            return self.possessive(phrase, phrase.owner.head, marker)
        return self.noun_phrase(phrase.owner, self.markers["possessor"])

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        """A possessive word for a pronoun concept ("my", "mon", "mein"); ``poss=`` is its stem."""
        form = self.lexicon[owner].get("poss")
        feats = {"Poss": "Yes", "PronType": "Prs"}
        return Node(form, "PRON", "nmod", "poss", feats=feats, concept=owner)

    @abstractmethod
    def relative_clause(self, phrase: NounPhrase, clause: Clause) -> Node:
        """A clause about the phrase."""

    # ---- agreement

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        """Person, Number and Gender that a verb or predicate sees. A coordination is plural."""
        if phrase.head in c.PRONOUNS:
            person, number, _ = c.PRONOUNS[phrase.head]
            gender = self.gender(phrase)
        else:
            person, number, gender = "3", "Plur" if phrase.plural else "Sing", self.gender(phrase)
        if phrase.other is not None and self.gender(phrase.other) != gender:
            gender = "Masc"
        return {"Person": person, "Number": number, "Gender": gender}

    def gender(self, phrase: NounPhrase) -> str:
        """Grammatical gender, from the meaning (names of people, pronouns) or from the lexicon."""
        if phrase.head == c.WHO:
            return "Masc"
        if phrase.head in c.PRONOUNS:
            return phrase.sex or c.PRONOUNS[phrase.head].gender
        if phrase.sex == "Fem" and self.lexicon[phrase.head].get("fem"):
            return "Fem"
        if phrase.head in c.SURNAMES:
            return "Masc"
        return c.GIVEN_NAMES.get(phrase.head) or self.lexicon[phrase.head].get("g", "Masc")
