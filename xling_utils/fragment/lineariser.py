"""Concrete syntax: the part that all languages share.

A language is a subclass of `Language`: parameters (word orders, articles, cases, markers), a lexicon, and the few
functions that its morphology needs. This module builds a dependency tree from a meaning, asks the language for forms,
orders every head and its dependents by the language's templates, and reads the words off.

An order template names slots, for example ``"subj neg HEAD obj place time"``. Each dependent sits in one slot; ``HEAD``
is the head's own place. Word order is therefore data, and an intervention on it is another string.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import ClassVar

from xling_utils.fragment import concepts as c
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.sentence import Sentence, Word

Feats = Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Lexeme:
    """One entry of a lexicon.

    Attributes:
        lemma: dictionary form.
        info: what the language's morphology wants to know (gender, class, irregular forms), by short keys.
    """

    lemma: str
    info: Mapping[str, str] = field(default_factory=dict)

    def get(self, key: str, default: str = "") -> str:
        """The value of a key, or the default."""
        return self.info.get(key, default)


def parse_lexicon(table: str) -> dict[str, Lexeme]:
    """Reads lines ``concept lemma key=value key=value``; ``_`` in a value stands for a space."""
    lexicon: dict[str, Lexeme] = {}
    for line in filter(None, (line.split("#")[0].strip() for line in table.splitlines())):
        concept, lemma, *pairs = line.split()
        if concept in lexicon:
            raise ValueError(
                f"The lexicon has two entries for {concept!r}: {lexicon[concept].lemma!r} and {lemma!r}."
            )
        info = dict(pair.split("=", 1) for pair in pairs)
        lexicon[concept] = Lexeme(lemma, {k: v.replace("_", " ") for k, v in info.items()})
    return lexicon


@dataclass(frozen=True, slots=True)
class Marker:
    """How a language marks the role of a noun phrase: by case, by adpositions, or both.

    Attributes:
        case: value of the feature Case, or "" where nouns have none.
        before, after: adpositions before and after the phrase.
        deprel: relation of the phrase to its head.
        slot: slot of the phrase in its head's template.
        negated: whether the phrase stands in the scope of a negation ("kein Buch", "pas de livre").
    """

    case: str = ""
    before: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    deprel: str = "obl"
    slot: str = "place"
    negated: bool = False


@dataclass(slots=True)
class Node:
    """A word with its dependents, not yet in line.

    ``order`` is the template of this head; dependents without a slot in it are an error of the language file.
    """

    form: str
    upos: str
    deprel: str = "dep"
    slot: str = ""
    lemma: str = ""
    feats: dict[str, str] = field(default_factory=dict)
    concept: str | None = None
    ner: str = "O"
    space_after: bool = True
    order: str = "HEAD"
    children: list[Node] = field(default_factory=list)

    def add(self, *nodes: Node | None) -> Node:
        """Appends dependents (None is skipped) and returns this node."""
        self.children.extend(n for n in nodes if n is not None)
        return self


def walk(node: Node) -> Iterator[tuple[Node, Node | None]]:
    """Words of a tree in line, each with its head."""
    slots = node.order.split()
    stray = {child.slot for child in node.children} - set(slots)
    assert not stray, f"{node.form!r}: no slot {sorted(stray)} in the order {node.order!r}"
    for slot in slots:
        if slot == "HEAD":
            yield node, None
            continue
        for child in node.children:
            if child.slot == slot:
                for word, head in walk(child):
                    yield word, head or node


class Language:
    """A concrete syntax. Subclasses set the class attributes and override the hooks that differ.

    The hooks that almost every language overrides: `noun_form`, `adjective_form`, `verb_group`, `copula`,
    `determiners`, `pronoun_form`. Those that some override: `subject_marker`, `object_marker`, `possessor`,
    `relative_clause`, `complement_clause`, `linked_clause`, `sandhi`.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    family: ClassVar[str]
    script: ClassVar[str]
    simplifications: ClassVar[tuple[str, ...]] = ()
    """What this grammar leaves out or makes simpler than the language is."""

    lexicon: ClassVar[dict[str, Lexeme]]
    """A word for each of `concepts.CONTENT`."""
    function_words: ClassVar[dict[str, str]]
    """Conjunctions by concept, and ``that`` and ``who_rel`` (relative word) where the language has them."""
    markers: ClassVar[dict[str, Marker]]
    """How each of `concepts.RELATIONS` is marked, and ``subject object recipient possessor year agent``."""

    clause_orders: ClassVar[dict[str, str]]
    """Templates ``main``, ``sub`` (after a conjunction), ``rel``, ``comp`` and ``question``; only main is needed."""
    noun_order: ClassVar[str] = "comma case det poss count adj HEAD flat case_after rel other comma_end"
    adjective_order: ClassVar[str] = "degree HEAD"
    pro_drop: ClassVar[bool] = False
    """Whether subject pronouns are left out."""
    comma_before: ClassVar[frozenset[str]] = frozenset({"but"})
    """Links before which a comma stands: conjunction concepts, ``rel`` and ``comp``."""
    comma: ClassVar[str] = ","
    stop: ClassVar[str] = "."
    question_mark: ClassVar[str] = "?"
    spaces: ClassVar[bool] = True
    """Whether words are separated by spaces."""
    capitals: ClassVar[bool] = True
    """Whether a sentence starts with a capital letter."""

    # ---- sentences ---------------------------------------------------------------------------------------------

    def linearise(self, meaning: Clause, sent_id: str = "") -> Sentence:
        """Says a meaning in this language.

        Args:
            meaning: what to say.
            sent_id: identifier that the sentence gets.

        Returns:
            The sentence with gold annotation. The same meaning always gives the same sentence.
        """
        root = self.clause(meaning, "question" if meaning.question else "main")
        root.deprel = "root"
        mark = self.question_mark if meaning.question else self.stop
        root.add(Node(mark, "PUNCT", "punct", "stop"))
        root.order += " stop"
        line = self.tidy(self.sandhi(list(walk(root))))
        return self.read_off(line, sent_id)

    def tidy(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        """Drops a comma that stands first, or before another punctuation mark; sets capitals and spacing."""
        kept = [
            (node, head)
            for i, (node, head) in enumerate(line)
            if not (node.form == self.comma and (i == 0 or line[i + 1][0].upos == "PUNCT"))
        ]
        for (node, _), (following, _) in zip(kept, kept[1:], strict=False):
            if following.upos == "PUNCT" or not self.spaces:
                node.space_after = False
        if self.capitals:
            first = kept[0][0]
            first.form = self.capitalise(first.form)
        return kept

    def capitalise(self, form: str) -> str:
        """First letter in upper case."""
        return form[:1].upper() + form[1:]

    def sandhi(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        """Changes of form between neighbours ("a apple" to "an apple"). Edits nodes in place."""
        return line

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        """Multiword tokens: ``(first, last, surface)``, 1-based and inclusive."""
        return ()

    def read_off(self, line: list[tuple[Node, Node | None]], sent_id: str) -> Sentence:
        """Numbers the words and writes the text."""
        position = {id(node): i for i, (node, _) in enumerate(line, start=1)}
        words = tuple(
            Word(
                n.form,
                n.lemma or n.form,
                n.upos,
                n.feats,
                position[id(h)] if h else 0,
                n.deprel,
                n.concept,
                n.ner,
                n.space_after,
            )
            for n, h in line
        )
        contractions = self.contract(words)
        return Sentence(sent_id, surface_text(words, contractions), words, contractions)

    # ---- clauses -----------------------------------------------------------------------------------------------

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        """A finite clause of the kind ``main``, ``question``, ``sub``, ``rel`` or ``comp``; its root has no relation yet.

        A clause of the kind ``rel`` has no subject: the phrase that it describes takes its place.
        """
        head = self.predicate(clause, kind)
        if kind != "rel" and not self.drops(clause.subject):
            head.add(self.noun_phrase(clause.subject, self.subject_marker(clause)))
        if clause.object is not None:
            head.add(self.noun_phrase(clause.object, self.object_marker(clause, clause.object)))
        if clause.recipient is not None:
            head.add(self.noun_phrase(clause.recipient, self.markers["recipient"]))
        head.add(*map(self.adjunct, clause.adjuncts), self.year(clause.year))
        head.add(
            self.adverb(clause.manner, "manner"),
            self.adverb(clause.time, "time"),
            self.adverb(clause.where, "place"),
        )
        if clause.complement is not None:
            head.add(self.complement_clause(clause.complement))
        if clause.link is not None:
            head.add(self.linked_clause(*clause.link))
        return head

    def clause_order(self, clause: Clause, kind: str) -> str:
        """The template of a clause."""
        orders = self.clause_orders
        return orders.get(kind) or orders["sub" if kind in ("rel", "comp") and "sub" in orders else "main"]

    def predicate(self, clause: Clause, kind: str) -> Node:
        """Head of a clause with its auxiliaries, negation and particles."""
        order = self.clause_order(clause, kind)
        if clause.kind == "verb":
            head, particles = self.verb_group(clause, kind)
            head.order = order
            return head.add(*particles)
        head = self.copular_head(clause)
        head.order = order.replace("HEAD", head.order)
        return head.add(*self.copula(clause, kind))

    def copular_head(self, clause: Clause) -> Node:
        """Predicate of a copular clause: an adjective, a noun phrase or a phrase of place."""
        if clause.kind == "place":
            assert clause.place is not None
            return self.adjunct(clause.place)
        if clause.kind == "noun":
            assert clause.noun is not None
            return self.noun_phrase(clause.noun, self.markers.get("predicate", Marker()))
        return self.adjective(
            clause.predicate, self.agreement(clause.subject), clause.degree, predicative=True
        )

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        """The verb and its function words, each with its slot. See `agreement` for the subject's features."""
        raise NotImplementedError

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        """Function words of a copular clause: the copula, negation, question words."""
        raise NotImplementedError

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        """Person, Number and Gender that a verb or predicate sees. A coordination is plural."""
        if phrase.head in c.PRONOUNS:
            person, number, gender = c.PRONOUNS[phrase.head]
        else:
            person, number, gender = "3", "Plur" if phrase.plural else "Sing", self.gender(phrase)
        if phrase.other is not None and self.gender(phrase.other) != gender:
            gender = "Masc"
        return {"Person": person, "Number": number, "Gender": gender}

    def gender(self, phrase: NounPhrase) -> str:
        """Grammatical gender: of a person's name and of a pronoun from the meaning, otherwise from the lexicon."""
        if phrase.head == c.WHO:
            return "Masc"
        if phrase.head in c.PRONOUNS:
            return c.PRONOUNS[phrase.head].gender
        if phrase.sex == "Fem" and self.lexicon[phrase.head].get("fem"):
            return "Fem"
        return c.GIVEN_NAMES.get(phrase.head) or self.lexicon[phrase.head].get("g", "Masc")

    def drops(self, subject: NounPhrase) -> bool:
        """Whether the subject is left unsaid."""
        return self.pro_drop and subject.head in c.PRONOUNS

    def subject_marker(self, clause: Clause) -> Marker:
        """Marking of the subject."""
        return self.markers.get("subject", Marker(deprel="nsubj", slot="subj"))

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        """Marking of the object. A verb can govern another marker: ``gov=relation`` in the lexicon."""
        governed = self.lexicon[clause.predicate].get("gov")
        if governed:
            return replace(self.markers[governed], slot="obj")
        return self.markers.get("object", Marker(deprel="obj", slot="obj"))

    def adjunct(self, adjunct: Adjunct) -> Node:
        """A phrase in a relation."""
        return self.noun_phrase(adjunct.phrase, self.markers[adjunct.relation])

    def year(self, year: str | None) -> Node | None:
        """A year as an adjunct of time."""
        if year is None:
            return None
        node = Node(
            year, "NUM", slot="time", feats={"NumType": "Card"}, concept=year, order="case HEAD case_after"
        )
        return self.mark(node, replace(self.markers["year"], slot="time"))

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        """An adverb in a slot."""
        return (concept and Node(self.lexicon[concept].lemma, "ADV", "advmod", slot, concept=concept)) or None

    def complement_clause(self, clause: Clause) -> Node:
        """A that-clause."""
        return self.subordinate(clause, "comp", "ccomp", "comp", self.function_words.get("that"))

    def linked_clause(self, link: str, clause: Clause) -> Node:
        """A second clause: coordinated (``and``, ``but``) or adverbial (``because``, ``when``)."""
        word = self.function_words[link]
        if link in ("and", "but"):
            node = self.clause(clause, "main")
            node.deprel, node.slot = "conj", "conj"
            return self.introduce(node, Node(word, "CCONJ", "cc", "mark", concept=link), link)
        node = self.subordinate(clause, "sub", "advcl", "advcl", word, link)
        return node

    def subordinate(
        self, clause: Clause, kind: str, deprel: str, slot: str, word: str | None, link: str | None = None
    ) -> Node:
        """A clause introduced by a subordinating conjunction (or by none)."""
        node = self.clause(clause, kind)
        node.deprel, node.slot = deprel, slot
        mark = Node(word, "SCONJ", "mark", "mark", concept=link) if word else None
        return self.introduce(node, mark, link or kind)

    def introduce(self, node: Node, mark: Node | None, link: str) -> Node:
        """Puts a conjunction, and a comma on each side where the language wants it, at the edge of a clause."""
        node.order = (
            f"comma {node.order} comma_end"
            if "mark" in node.order.split()
            else f"comma mark {node.order} comma_end"
        )
        if link in self.comma_before:
            node.add(
                Node(self.comma, "PUNCT", "punct", "comma"), Node(self.comma, "PUNCT", "punct", "comma_end")
            )
        return node.add(mark)

    # ---- noun phrases ------------------------------------------------------------------------------------------

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
        node.add(*(Node(word, "ADP", "case", "case") for word in marker.before))
        return node.add(*(Node(word, "ADP", "case", "case_after") for word in marker.after))

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
        node = self.word(phrase.head, "PROPN", {"Number": "Sing"} | self.case_of(marker), ner=f"B-{kind}")
        if phrase.surname:
            feats = {"Number": "Sing"} | self.case_of(marker) | {"Gender": self.gender(phrase)}
            node.add(self.word(phrase.surname, "PROPN", feats, deprel="flat", slot="flat", ner=f"I-{kind}"))
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A common noun with determiners, number, adjectives, possessor and relative clause."""
        feats = {"Number": self.noun_number(phrase)} | self.case_of(marker)
        node = self.word(phrase.head, "NOUN", feats, lexeme=self.entry(phrase))
        node.add(*self.determiners(phrase, marker))
        if phrase.count is not None:
            node.add(self.numeral(phrase, marker))
        agreement = feats | {"Gender": self.gender(phrase), "Definite": phrase.determiner}
        for i, adjective in enumerate(phrase.adjectives):
            node.add(self.adjective(adjective, agreement, phrase.degree if i == 0 else None))
        if phrase.owner is not None:
            node.add(self.possessor(phrase, marker))
        if phrase.relative is not None:
            node.add(self.relative_clause(phrase, phrase.relative))
        return node

    def case_of(self, marker: Marker) -> dict[str, str]:
        """The feature Case, where the language has it."""
        return {"Case": marker.case} if marker.case else {}

    def noun_number(self, phrase: NounPhrase) -> str:
        """Number that shows on the noun; languages with singular nouns after numerals override this."""
        return phrase.number

    def entry(self, phrase: NounPhrase) -> Lexeme:
        """The lexeme of a noun; for a woman the feminine one, if the lexicon has it (``fem=``, with ``fem_KEY=`` for keys)."""
        lexeme = self.lexicon[phrase.head]
        if phrase.sex != "Fem" or not lexeme.get("fem"):
            return lexeme
        return Lexeme(
            lexeme.get("fem"),
            {"g": "Fem"} | {k[4:]: v for k, v in lexeme.info.items() if k.startswith("fem_")},
        )

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

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        """Inflects a noun or name for Number and Case (and Gender for surnames)."""
        raise NotImplementedError

    def adjective(
        self, concept: str, agreement: Feats, degree: str | None = None, *, predicative: bool = False
    ) -> Node:
        """An adjective that agrees with its noun; prenominal or postnominal by template (or ``pos=`` in the lexicon)."""
        lexeme = self.lexicon[concept]
        form = self.adjective_form(lexeme, agreement, predicative=predicative)
        feats = {k: v for k, v in agreement.items() if k in self.adjective_feats}
        node = Node(
            form,
            "ADJ",
            "amod",
            lexeme.get("pos", "adj"),
            lexeme.lemma,
            feats,
            concept,
            order=self.adjective_order,
        )
        if degree:
            node.add(Node(self.lexicon[degree].lemma, "ADV", "advmod", "degree", concept=degree))
        return node

    adjective_feats: ClassVar[frozenset[str]] = frozenset()
    """Features that adjectives show."""

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        """Inflects an adjective. ``agreement`` holds Number, Gender, Case and, in a phrase, Definite (the determiner)."""
        return lexeme.lemma

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        """Articles, demonstratives and quantifiers: for `concepts.DETERMINERS`, when no owner or count replaces them."""
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
        """A possessive word for a pronoun concept ("my", "mon", "mein"). The lexeme's ``poss`` is its stem."""
        form = self.lexicon[owner].get("poss")
        feats = {"Poss": "Yes", "PronType": "Prs"}
        return Node(form, "PRON", "nmod", "poss", feats=feats, concept=owner)

    def relative_clause(self, phrase: NounPhrase, clause: Clause) -> Node:
        """A clause about the phrase; the relative word is its subject."""
        node = self.clause(clause, "rel")
        node.deprel, node.slot = "acl:relcl", "rel"
        word = self.relative_word(phrase)
        if word is not None:
            word.deprel, word.slot = "nsubj", "subj"
        return self.introduce(node.add(word), None, "rel")

    def relative_word(self, phrase: NounPhrase) -> Node | None:
        """The relative pronoun, or None."""
        word = self.function_words.get("who_rel")
        return Node(word, "PRON", feats={"PronType": "Rel"}) if word else None


def surface_text(words: tuple[Word, ...], contractions: tuple[tuple[int, int, str], ...]) -> str:
    """The text of a sentence, with contractions written as one."""
    merged = {first: (last, form) for first, last, form in contractions}
    pieces, position = [], 1
    while position <= len(words):
        last, form = merged.get(position, (position, words[position - 1].form))
        pieces.append(form + (" " if words[last - 1].space_after else ""))
        position = last + 1
    return "".join(pieces).strip()
