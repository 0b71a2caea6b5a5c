"""Concrete syntax, the upper half: clauses and sentences.

A language is a subclass of `Language`: parameters (word orders, articles, cases, markers), a lexicon, and the
few functions that its morphology needs. This module and `noun_phrases` build a dependency tree from a meaning
and ask the language for forms; `nodes` puts every head and its dependents into the order of the templates.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import ClassVar

from xling_utils.fragment.lexicon import Lexeme
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase, to_a_woman
from xling_utils.fragment.nodes import Line, Marker, Node, surface_text, walk, words_of
from xling_utils.fragment.noun_phrases import NounPhrases
from xling_utils.fragment.sentence import Sentence, Word


class Language(NounPhrases):
    """A concrete syntax. Subclasses set the class attributes and override the hooks that differ.

    Every language overrides `verb_group` and `copula`, or, where verbs and adjectives are built alike
    (Japanese, Korean), `predicate` as a whole. Some override `verb_lexeme`, `subject_marker`,
    `object_marker`, `adjunct`, `adverbs`, `complement_clause`, `linked_clause` and `sandhi`.
    """

    code: ClassVar[str]
    name: ClassVar[str]
    family: ClassVar[str]
    script: ClassVar[str]
    simplifications: ClassVar[tuple[str, ...]] = ()
    """What this grammar leaves out or makes simpler than the language is."""

    vocative_marker: ClassVar[Marker] = Marker("Nom", deprel="vocative", slot="vocative")
    """How a name is marked that addresses somebody."""
    hearer_shows_gender: ClassVar[bool] = False
    """Whether a word that agrees with "you" shows if a woman is addressed."""
    clause_orders: ClassVar[dict[str, str]]
    """Templates by kind of clause (see `clause`); only ``main`` is needed."""
    comma_before: ClassVar[frozenset[str]] = frozenset({"but"})
    """Links before which a comma stands: conjunction concepts, ``rel`` and ``comp``."""
    coordinators: ClassVar[frozenset[str]] = frozenset({"and", "but"})
    """Links that add a clause on the same footing; the others subordinate it."""
    comma: ClassVar[str] = ","
    stop: ClassVar[str] = "."
    question_mark: ClassVar[str] = "?"
    spaces: ClassVar[bool] = True
    """Whether words are separated by spaces."""
    capitals: ClassVar[bool] = True
    """Whether a sentence starts with a capital letter."""

    # ---- sentences

    def linearise(self, meaning: Clause, sent_id: str = "") -> Sentence:
        """Says a meaning in this language.

        Args:
            meaning: what to say.
            sent_id: identifier that the sentence gets.

        Returns:
            The sentence with gold annotation. The same meaning always gives the same sentence.
        """
        hearer = meaning.vocative
        if self.hearer_shows_gender and hearer is not None and self.gender(hearer) == "Fem":
            meaning = to_a_woman(meaning)
        root = self.clause(meaning, "question" if meaning.question else "main")
        root.deprel = "root"
        root.add(self.opener(meaning.opener), self.vocative(meaning.vocative))
        mark = self.question_mark if meaning.question else self.stop
        root.add(Node(mark, "PUNCT", "punct", "stop"))
        root.order = f"opener vocative {root.order} stop"
        words = words_of(self.tidy(self.sandhi(list(walk(root)))))
        contractions = self.contract(words)
        return Sentence(sent_id, surface_text(words, contractions), words, contractions)

    def opener(self, concept: str | None) -> Node | None:
        """An interjection before the sentence, with its comma."""
        if concept is None:
            return None
        node = Node(self.lexicon[concept].lemma, "INTJ", "discourse", "opener", concept=concept)
        node.order = "HEAD comma"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma"))

    def vocative(self, phrase: NounPhrase | None) -> Node | None:
        """Who is addressed, before the sentence, with its comma."""
        if phrase is None:
            return None
        node = self.noun_phrase(phrase, self.vocative_marker)
        node.order += " comma_vocative"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma_vocative"))

    def tidy(self, line: Line) -> Line:
        """Drops a comma that stands first, or before another punctuation mark; sets capitals and spacing."""
        kept = [
            (node, head)
            for i, (node, head) in enumerate(line)
            if not (node.form == self.comma and (i == 0 or line[i + 1][0].upos == "PUNCT"))
        ]
        for (node, _), (following, _) in pairwise(kept):
            if following.upos == "PUNCT" or not self.spaces:
                node.space_after = False
        if self.capitals:
            first = kept[0][0]
            first.lemma = first.lemma or first.form
            first.form = self.capitalise(first.form)
        return kept

    def capitalise(self, form: str) -> str:
        """First letter in upper case."""
        return form[:1].upper() + form[1:]

    def sandhi(self, line: Line) -> Line:
        """Changes of form between neighbours ("a apple" to "an apple"). Edits nodes in place."""
        return line

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        """Multiword tokens: ``(first, last, surface)``, 1-based and inclusive."""
        return ()

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        """A finite clause; its root has no relation yet.

        Args:
            clause: what to say.
            kind: ``main``, ``question``, ``sub`` (after a conjunction), ``comp``, ``rel`` (whose subject is
                the phrase that it describes), or the conjunction that coordinates it.
        """
        head = self.predicate(clause, kind)
        if kind != "rel" and not self.drops(clause, kind):
            head.add(self.subject(clause, kind))
        head.add(self.object(clause), self.recipient(clause))
        head.add(*(self.adjunct(adjunct, clause) for adjunct in clause.adjuncts), self.year(clause.year))
        head.add(*self.adverbs(clause))
        if clause.complement is not None:
            head.add(self.complement_clause(clause))
        if clause.link is not None:
            head.add(self.linked_clause(*clause.link))
        return head

    def clause_order(self, clause: Clause, kind: str) -> str:
        """The template of a clause."""
        orders = self.clause_orders
        return orders.get(kind) or orders["sub" if kind in ("rel", "comp") and "sub" in orders else "main"]

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        """The template of a clause that a time opens; languages that put the verb second override this."""
        return "time " + " ".join(slot for slot in order.split() if slot != "time")

    def predicate(self, clause: Clause, kind: str) -> Node:
        """Head of a clause with its auxiliaries, negation and particles."""
        order = self.clause_order(clause, kind)
        if clause.fronted:
            order = self.fronted_order(order, clause, kind)
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
            return self.adjunct(clause.place, clause)
        if clause.kind == "noun":
            assert clause.noun is not None
            return self.noun_phrase(clause.noun, self.markers.get("predicate", Marker()))
        agreement = self.agreement(clause.subject)
        return self.adjective(clause.predicate, clause.subject, agreement, clause.degree, predicative=True)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        """The verb and its function words, each with its slot. See `agreement` for the subject's features."""
        raise NotImplementedError

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        """Function words of a copular clause: the copula, negation, question words."""
        raise NotImplementedError

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        """The verb, which can depend on its object (see `choose`)."""
        return self.choose(clause.predicate, *(clause.object.kinds if clause.object else ()))

    # ---- arguments and adjuncts

    def subject(self, clause: Clause, kind: str) -> Node:
        """The subject."""
        return self.noun_phrase(clause.subject, self.subject_marker(clause, kind))

    def object(self, clause: Clause) -> Node | None:
        """The object, if any."""
        phrase = clause.object
        return self.noun_phrase(phrase, self.object_marker(clause, phrase)) if phrase else None

    def recipient(self, clause: Clause) -> Node | None:
        """The recipient, if any."""
        phrase = clause.recipient
        return self.noun_phrase(phrase, self.recipient_marker(clause)) if phrase else None

    def drops(self, clause: Clause, kind: str) -> bool:
        """Whether the subject is left unsaid."""
        return False

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        """Marking of the subject."""
        return self.markers["subject"]

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        """Marking of the object. A verb can govern another marker: ``gov=relation`` in the lexicon."""
        governed = self.verb_lexeme(clause).get("gov")
        return replace(self.markers[governed], slot="obj") if governed else self.markers["object"]

    def recipient_marker(self, clause: Clause) -> Marker:
        """Marking of the recipient."""
        return self.markers["recipient"]

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        """A phrase in a relation to a clause."""
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

    def adverbs(self, clause: Clause) -> list[Node | None]:
        """The adverbs of manner, time and place."""
        slots = ((clause.manner, "manner"), (clause.time, "time"), (clause.where, "place"))
        return [self.adverb(concept, slot) for concept, slot in slots]

    # ---- clauses in clauses

    def complement_clause(self, clause: Clause) -> Node:
        """The that-clause of a clause."""
        assert clause.complement is not None
        return self.subordinate(clause.complement, "comp", "ccomp", "comp", self.function_words.get("that"))

    def linked_clause(self, link: str, clause: Clause) -> Node:
        """A second clause: coordinated (``and``, ``but``) or adverbial (``because``, ``when``)."""
        word = self.function_words.get(link)
        if link not in self.coordinators:
            return self.subordinate(clause, "sub", "advcl", "advcl", word, link)
        assert word is not None
        node = self.clause(clause, link)
        node.deprel, node.slot = "conj", "conj"
        return self.introduce(node, Node(word, "CCONJ", "cc", "mark", concept=link), link)

    def subordinate(
        self, clause: Clause, kind: str, deprel: str, slot: str, word: str | None, link: str | None = None
    ) -> Node:
        """A clause introduced by a subordinating conjunction (or by none)."""
        node = self.clause(clause, kind)
        node.deprel, node.slot = deprel, slot
        mark = Node(word, "SCONJ", "mark", "mark", concept=link) if word else None
        return self.introduce(node, mark, link or kind)

    def introduce(self, node: Node, mark: Node | None, link: str) -> Node:
        """Puts a conjunction before a clause, and commas around both where the language wants them."""
        order = node.order if "mark" in node.order.split() else f"mark {node.order}"
        node.order = f"comma {order} comma_end"
        if link in self.comma_before:
            node.add(*(Node(self.comma, "PUNCT", "punct", slot) for slot in ("comma", "comma_end")))
        return node.add(mark)

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
