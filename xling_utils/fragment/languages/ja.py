"""Japanese: SOV, head-final, agglutinative; particles after nouns, no agreement, two styles of speech.

The annotation follows UD Japanese: inflected words are cut into short units (``読み/VERB まし/AUX た/AUX``),
every dependent but particles and auxiliaries stands before its head, and ``advcl`` and ``nmod`` join clauses
and nouns, not ``conj``. Where the treebanks differ, GSD is followed: いる after て is a VERB, ``fixed``.
すぎる, for which GSD has ``advcl``, is a ``compound``.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.ja_lexicon import LEXICON
from xling_utils.fragment.languages.ja_morphology import (
    Token,
    acted,
    attributive,
    copula,
    described,
    existence,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node, fix
from xling_utils.fragment.sentence import Sentence

# "well" is よく with verbs that need no skill.
WELL = "sleep work eat drink play laugh cry smile dream_v read see watch wash help return visit"

CLASSIFIERS = {
    "person": "人",
    "animal": "匹",
    "item_of_food": "個",
    "vehicle": "台",
    "thing": "個",
    "clothing": "枚",
    "event": "回",
}
"""Class of nouns -> classifier; つ for all others, which stands only with the numbers below ten."""
BELOW_TEN = frozenset(("three", "four", "five", "six", "seven"))
RELATIONAL_NOUNS = {
    "near": "近く",
    "on": "上",
    "under": "下",
    "behind": "後ろ",
    "for": "ため",
    "after": "後",
    "before": "前",
}
PLACED_WITH_NI = frozenset("住む 到着 戻る 落ちる 隠す 駐車 建てる".split())
"""Verbs whose place is a goal or a state (に); all others have で."""
STACKED = frozenset("red white black green blue empty full sick tired".split())
"""Adjectives that follow another one without て."""
JUDGEMENTS = frozenset(("good", "bad"))
"""Adjectives that stand next to the noun."""
DAYS = frozenset(("today", "yesterday", "now"))
TOPICAL = frozenset(("main", "question", "and", "tense", "but"))
"""Kinds of clauses that have a topic; the others mark every subject with が."""
STYLES = {
    "and": "te",
    "rel": "adnominal",
    "when": "adnominal",
    "koto": "adnominal",
    "comp": "plain",
    "because": "plain",
}
"""Kind of clause -> form of its predicate; the others have the style of the text."""


def node_of(
    tokens: tuple[Token, ...], *, concept: str | None = None, deprel: str = "dep", slot: str = ""
) -> Node:
    """The first unit as a node, with the others below it in the slot ``aux``."""
    first, *rest = tokens
    node = Node(first.form, first.upos, deprel, slot, first.lemma, concept=concept, order="before HEAD aux")
    last = node
    for token in rest:
        feats = {"Polarity": "Neg"} if token.lemma in ("ない", "ず") else {}
        unit = Node(token.form, token.upos, token.deprel, "aux", token.lemma, feats, order="HEAD aux")
        if token.deprel == "fixed":
            last.add(unit)
        else:
            node.add(unit)
            last = unit
    return node


class Japanese(Language):
    """Plain style, as in news and stories. See the module."""

    code, name, family, script = "ja", "Japanese", "Japonic", "Kanji and kana"
    style: ClassVar[str] = "plain"
    simplifications = (
        "Main clauses are polite (です, ます) in dialogues, plain in news and stories.",
        "は marks definite and negated subjects of main clauses, が all other subjects.",
        "Only people in definite phrases show the plural (たち).",
        "Only verbs of state and sentences with 今 use the progressive ている.",
        "Long nouns such as 図書館 are one word, where the treebank GSD cuts them into short units.",
        "Names have さん only where somebody is addressed, and personal pronouns (彼女, あなた) are kept "
        "where a speaker would drop them; only あなた as the subject of a question is left out.",
        "いつも with a negation stands for 'not always', where わけではない would be clear.",
    )
    lexicon = LEXICON
    function_words = {"and": "し", "but": "が", "because": "から", "when": "とき", "that": "と"}
    markers = {
        "object": Marker(after=("を",), deprel="obj", slot="obj"),
        "recipient": Marker(after=("に",), slot="iobj"),
        "possessor": Marker(after=("の",), deprel="nmod", slot="poss"),
        "with": Marker(after=("と",), slot="mate"),
        "from": Marker(after=("から",)),
    }
    clause_orders = {
        "main": "advcl subj time freq event mate place iobj obj manner comp HEAD mark comma_end",
        "new": "advcl time event subj freq mate place iobj obj manner comp HEAD mark comma_end",
        "exist": "advcl place subj HEAD mark comma_end",
    }
    """``new`` has a subject with が, which follows the time; ``exist`` says what there is in a place."""
    noun_order = "coord rel poss det count adj before HEAD case_after"
    comma, stop, question_mark = "、", "。", "。"
    spaces = capitals = False

    vocative_marker = Marker(deprel="vocative", slot="vocative")

    def linearise(self, meaning: Clause, sent_id: str = "") -> Sentence:
        speaker = POLITE if meaning.register == "dialogue" else LANGUAGE
        return super(Japanese, speaker).linearise(meaning, sent_id)

    def vocative(self, phrase: NounPhrase | None) -> Node | None:
        """A name with さん, which is the head."""
        if phrase is None:
            return None
        name = self.noun_phrase(phrase, Marker(deprel="compound", slot="before"))
        node = Node("さん", "NOUN", "vocative", "vocative", order="before HEAD comma").add(name)
        return node.add(Node(self.comma, "PUNCT", "punct", "comma"))

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        link, second = clause.link or ("", clause)
        if link in ("and", "but"):  # the last clause is the head
            joined = "tense" if link == "and" and clause.tense != second.tense else link
            return self.clause(second).add(self.coordinate(replace(clause, link=None), joined))
        head = super().clause(clause, kind)
        if kind != "question":
            return head
        head.children = [
            n for n in head.children if (n.form, n.lemma) != ("だ", "だ")
        ]  # 医者か, not 医者だか
        return head.add(Node("か", "PART", "mark", "mark"))

    def clause_order(self, clause: Clause, kind: str) -> str:
        new = kind in TOPICAL and clause.subject.head != c.WHO and self.particle(clause, kind) == "が"
        return self.clause_orders[("exist" if clause.kind == "place" else "new") if new else "main"]

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        """The time goes before everything but another clause."""
        return "advcl time " + " ".join(slot for slot in order.split() if slot not in ("advcl", "time"))

    def drops(self, clause: Clause, kind: str) -> bool:
        return self.style == "polite" and kind == "question" and clause.subject.head == "you"

    def predicate(self, clause: Clause, kind: str) -> Node:
        style = STYLES.get(kind, self.style)
        if clause.kind == "noun":
            assert clause.noun is not None
            units = node_of((Token("", ""), *copula(True, clause.tense, clause.negated, style)))
            head = self.noun_phrase(clause.noun, Marker()).add(*units.children)
            head.order += " aux"
        else:
            head = self.inflected(clause, style)
        if style == "te" and head.children and head.children[-1].upos == "SCONJ":
            head.children[-1].concept = "and"
        order = self.clause_order(clause, kind)
        order = self.fronted_order(order, clause, kind) if clause.fronted else order
        head.order = order.replace("HEAD", head.order)
        return head.add(self.adjunct(clause.place, clause) if clause.place else None)

    def inflected(self, clause: Clause, style: str) -> Node:
        """A predicate that is not a noun phrase: a verb, an adjective, or いる and ある for a place."""
        tense, negated = clause.tense, clause.negated
        if clause.kind == "place":
            return node_of(existence(clause.subject.animate, tense, negated, style))
        if clause.kind == "adjective":
            too = clause.degree == "too"
            lemma, row = self.adjective_of(clause.predicate, clause.subject, clause.degree, predicative=True)
            node = node_of(described(lemma, row, tense, negated, style, too=too), concept=clause.predicate)
            for unit in node.children:
                unit.concept = "too" if unit.lemma == "すぎる" else None
            if clause.degree and not too:
                node.add(self.degree(clause.degree, negated=negated))
            return node
        if self.wishes(clause):
            return node_of(described("欲しい", "i", tense, negated, style), concept=clause.predicate)
        units = acted(*self.verb_of(clause), self.continuous(clause), tense, negated, style)
        return node_of(units, concept=clause.predicate)

    def continuous(self, clause: Clause) -> bool:
        """Whether the verb has ている."""
        aspect = self.lexicon[clause.predicate].get("asp")
        if clause.tense == "Pres" and (aspect == "present" or (clause.time == "now" and not aspect)):
            return True
        return aspect == "always" and not (clause.predicate == "know" and clause.negated)

    def wishes(self, clause: Clause) -> bool:
        """Whether the clause states or asks for the wish of speaker or hearer: 欲しい, not 欲しがる."""
        return clause.predicate == "want" and clause.subject.head in ("i", "we", "you")

    def verb_of(self, clause: Clause) -> tuple[str, str]:
        """Lemma and row of the verb, which can depend on its object or subject."""
        phrase = clause.object or clause.subject
        return variant(self.lexicon[clause.predicate], phrase.head, phrase.semantic_class)

    def subject(self, clause: Clause, kind: str) -> Node:
        """The subject as topic (は) or with が. Before a that-clause it ends in a comma."""
        deprel = "nsubj:outer" if self.wishes(clause) else "nsubj"
        marker = Marker(after=(self.particle(clause, kind),), deprel=deprel, slot="subj")
        node = self.noun_phrase(clause.subject, marker)
        node.order += " topic_comma"
        return node.add(Node(self.comma, "PUNCT", "punct", "topic_comma") if clause.complement else None)

    def particle(self, clause: Clause, kind: str) -> str:
        """は or が: new information, the question word and subjects of subordinate clauses have が."""
        subject = clause.subject
        if kind not in TOPICAL or subject.head == c.WHO:
            return "が"
        new = subject.kind == "noun" and subject.determiner in ("indef", "many", "every")
        told = clause.kind in ("verb", "place") and not clause.negated and clause.complement is None
        return "が" if new and told else "は"

    def object(self, clause: Clause) -> Node | None:
        """The object with を (が before 欲しい, に before 負ける). One hears a voice or a sound."""
        phrase, marker = clause.object, self.markers["object"]
        if phrase is None:
            return None
        if clause.predicate == "hear" and phrase.semantic_class in ("person", "animal", "vehicle"):
            return self.related(phrase, "声" if phrase.animate else "音", marker)
        if self.wishes(clause):
            marker = Marker(after=("が",), deprel="nsubj", slot="obj")
        elif self.verb_of(clause)[0] == "負ける":
            marker = Marker(after=("に",), slot="obj")
        return self.noun_phrase(phrase, marker)

    def complement_clause(self, clause: Clause) -> Node:
        """A clause with と; after verbs of knowing and wishing the noun こと with an adnominal clause."""
        assert clause.complement is not None
        if self.lexicon[clause.predicate].get("that") == "こと":
            node = self.mark(Node("こと", "NOUN", order="rel HEAD case_after"), self.markers["object"])
            node.slot = "comp"
            return node.add(self.adnominal(clause.complement, "koto"))
        node = self.clause(clause.complement, "comp")
        node.deprel, node.slot = "ccomp", "comp"
        return node.add(Node(self.function_words["that"], "ADP", "case", "mark"))

    def adnominal(self, clause: Clause, kind: str) -> Node:
        """A clause before a noun."""
        node = self.clause(clause, kind)
        node.deprel, node.slot = "acl", "rel"
        return node

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link == "when":
            node = Node(self.function_words[link], "NOUN", concept=link, order="rel HEAD comma_end")
            node.add(self.adnominal(clause, "when"))
        else:
            mark = Node(self.function_words[link], "SCONJ", "mark", "mark", concept=link)
            node = self.clause(clause, link).add(mark)
        node.deprel, node.slot = "obl" if link == "when" else "advcl", "advcl"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma_end"))

    def coordinate(self, clause: Clause, kind: str) -> Node:
        """The first of two clauses: in the te-form, or polite with し (the tenses differ) or が (but)."""
        node = self.clause(clause, kind)
        if kind != "and":
            link = "and" if kind == "tense" else kind
            node.add(Node(self.function_words[link], "SCONJ", "mark", "mark", concept=link))
        node.deprel, node.slot = "advcl", "advcl"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma_end"))

    # ---- adverbials

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        """A phrase in a relation; many relations are nouns (近く, 上) that the phrase modifies."""
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation == "about":
            return self.about(phrase)
        if relation == "to":
            return self.noun_phrase(phrase, Marker(after=(self.lexicon[clause.predicate].get("goal", "へ"),)))
        if relation == "without":
            return self.related(phrase, "なし", Marker(after=("で",), slot="mate"), inner="")
        if relation == "with" and clause.manner != "together":
            return self.related(phrase, "一緒", Marker(after=("に",), slot="mate"), inner="と")
        if relation in ("with", "from"):
            return self.noun_phrase(phrase, self.markers[relation])
        if relation in ("for", *c.EVENT_RELATIONS):
            slot = "mate" if relation == "for" else "event"
            return self.related(phrase, RELATIONAL_NOUNS[relation], Marker(after=("に",), slot=slot))
        marker = Marker(after=(self.locative(clause),))
        if relation == "in" or (relation == "on" and phrase.semantic_class == "area"):
            return self.noun_phrase(phrase, marker)
        return self.related(phrase, RELATIONAL_NOUNS[relation], marker)

    def locative(self, clause: Clause) -> str:
        """に for where something is or gets to, で for where something happens."""
        if clause.kind == "place" or self.verb_of(clause)[0] in PLACED_WITH_NI:
            return "に"
        return "で"

    def related(self, phrase: NounPhrase, noun: str, marker: Marker, *, inner: str = "の") -> Node:
        """A noun without concept (上, ため, 一緒, 声) that the phrase modifies by the particle ``inner``."""
        modifier = self.noun_phrase(phrase, Marker(after=tuple(inner), deprel="nmod", slot="poss"))
        return self.mark(Node(noun, "NOUN", order=self.noun_order), marker).add(modifier)

    def about(self, phrase: NounPhrase) -> Node:
        """The compound particle について."""
        node = self.noun_phrase(phrase, Marker(after=("に",), slot="iobj"))
        fix(node.children[-1], Node("つい", "VERB", lemma="つく"), Node("て", "SCONJ"))
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        node = Node("年", "NOUN", order="count HEAD case_after")
        node.add(Node(year, "NUM", "nummod", "count", concept=year))
        return self.mark(node, Marker(after=("に",), slot="time"))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        return [self.time(clause), self.where(clause), self.manner(clause)]

    def time(self, clause: Clause) -> Node | None:
        """An adverb of time; days, 今 and what opens a sentence end in a comma. その後 is a noun."""
        concept = clause.time
        node = self.adverb(concept, "freq" if concept in (*c.FREQUENCY_ADVERBS, "again") else "time")
        if node is None or concept is None:
            return None
        if clause.negated:  # "not often" is あまり
            node.form = node.lemma = self.lexicon[concept].get("negated") or node.form
        if not (clause.fronted or concept in DAYS):
            return node
        if concept == "then":
            node.upos, node.deprel = "NOUN", "obl"
        node.order = "HEAD comma"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma"))

    def where(self, clause: Clause) -> Node | None:
        """ここ and そこ are pronouns."""
        if clause.where is None:
            return None
        node = Node(self.lexicon[clause.where].lemma, "PRON", concept=clause.where, order="HEAD case_after")
        return self.mark(node, Marker(after=(self.locative(clause),)))

    def manner(self, clause: Clause) -> Node | None:
        """An adverb of manner: an adverb, an adjective in its adverbial form, or a noun with に."""
        if clause.manner is None:
            return None
        lemma, kind = variant(self.lexicon[clause.manner], clause.predicate)
        if clause.manner == "well" and clause.predicate in WELL.split():
            lemma, kind = "よく", ""
        if kind == "no":
            node = Node(lemma, "NOUN", concept=clause.manner, order="HEAD case_after")
            return self.mark(node, Marker(after=("に",), slot="manner"))
        if not kind:
            return Node(lemma, "ADV", "advmod", "manner", concept=clause.manner)
        form = lemma if kind == "na" else lemma[:-1] + "く"
        node = Node(form, "ADJ", "advcl", "manner", lemma, concept=clause.manner, order="HEAD aux")
        return node.add(Node("に", "AUX", "aux", "aux", "だ") if kind == "na" else None)

    def degree(self, concept: str, *, negated: bool = False) -> Node:
        """An adverb of degree; "not very" has another one than "very"."""
        lemma, _ = variant(self.lexicon[concept], "negated" * negated)
        return Node(lemma, "ADV", "advmod", "before", concept=concept)

    # ---- noun phrases

    def noun_phrase(self, phrase: NounPhrase, marker: Marker) -> Node:
        if phrase.other is None:
            return super().noun_phrase(phrase, marker)
        joined = Marker(after=("と",), deprel="nmod", slot="coord")
        first = super().noun_phrase(replace(phrase, other=None), joined)
        return super().noun_phrase(phrase.other, marker).add(first)

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.feats = {}
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name; between given name and surname stands a dot, but Japanese surnames come first."""
        kind = c.ENTITY_TYPE[phrase.head]
        if phrase.surname is None:
            return self.word(phrase.head, "PROPN", {}, ner=f"B-{kind}")
        native = (phrase.head, phrase.surname) == ("Kenji", "Tanaka")
        names = (phrase.surname, phrase.head) if native else (phrase.head, phrase.surname)
        first = self.word(names[0], "PROPN", {}, deprel="compound", slot="before", ner=f"B-{kind}")
        dot = None if native else Node("・", "SYM", "compound", "before", ner=f"I-{kind}")
        return self.word(names[1], "PROPN", {}, ner=f"I-{kind}").add(first, dot)

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A noun with all that stands before it; たち makes people plural and is then the head."""
        node = self.word(phrase.head, "NOUN", {})
        if self.has_tachi(phrase):
            node.deprel, node.slot = "compound", "before"
            node = Node("たち", "NOUN").add(node)
        node.add(*self.determiners(phrase, marker), self.numeral(phrase, marker) if phrase.count else None)
        node.add(*self.attributes(phrase))
        if phrase.owner is not None:
            node.add(self.noun_phrase(phrase.owner, self.markers["possessor"]))
        return node.add(self.adnominal(phrase.relative, "rel") if phrase.relative else None)

    def has_tachi(self, phrase: NounPhrase) -> bool:
        """Whether the phrase shows that it speaks of several people."""
        several = phrase.number == "Plur" and phrase.count is None
        return several and phrase.semantic_class == "person" and phrase.determiner in ("def", "this", "that")

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        plain = phrase.determiner == "def" and phrase.relative is None and phrase.owner is None
        if phrase.head == "person_n" and plain and phrase.number == "Sing":  # 人 alone is people in general
            phrase = replace(phrase, determiner="that")
        if phrase.owner is not None or phrase.count is not None or phrase.determiner in ("def", "indef"):
            return []
        form = {"this": "この", "that": "その", "many": "多く", "every": "すべて"}[phrase.determiner]
        if form[-1] == "の" and (phrase.number == "Sing" or self.has_tachi(phrase)):
            return [Node(form, "DET", "det", "det")]
        form, upos = (form[:-1] + "れら", "PRON") if form[-1] == "の" else (form, "NOUN")
        node = Node(form, upos, order="HEAD case_after")
        return [self.mark(node, Marker(after=("の",), deprel="nmod", slot="det"))]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A number with its classifier and の; large numbers go without つ."""
        assert phrase.count is not None
        word = self.lexicon.get(phrase.count)
        number = Node(word.lemma if word else phrase.count, "NUM", concept=phrase.count)
        classifier = self.lexicon[phrase.head].get("c") or CLASSIFIERS.get(phrase.semantic_class, "つ")
        if classifier == "つ" and phrase.count not in BELOW_TEN:
            node = number
        else:
            number.deprel, number.slot = "nummod", "before"
            node = Node(classifier, "NOUN").add(number)
        node.order = "before HEAD case_after"
        return self.mark(node, Marker(after=("の",), deprel="nmod", slot="count"))

    def adjective_of(
        self, concept: str, phrase: NounPhrase, degree: str | None, *, predicative: bool
    ) -> tuple[str, str]:
        """Lemma and kind of an adjective, which can depend on what it describes."""
        keys = ["degree"] * bool(degree) + [f"pred_{phrase.semantic_class}"] * predicative
        lemma, kind = variant(self.lexicon[concept], *keys, phrase.head, phrase.semantic_class)
        return lemma, kind or "i"

    def attributes(self, phrase: NounPhrase) -> list[Node]:
        """Adjectives before the noun. The first of two takes て (大きくて古い), but not before `STACKED`."""
        nodes: list[Node] = []
        adjectives = sorted(phrase.adjectives, key=JUDGEMENTS.__contains__)
        for concept, following in zip(adjectives, [*adjectives[1:], None], strict=False):
            lemma, kind = self.adjective_of(concept, phrase, phrase.degree, predicative=False)
            joined = following is not None and following not in STACKED and kind in ("i", "na")
            node = node_of(attributive(lemma, kind, joined=joined), concept=concept, slot="adj")
            node.deprel = "advcl" if joined else "nmod" if kind == "no" else "acl"
            if nodes and nodes[-1].deprel == "advcl":
                nodes[-1].slot = "before"
                node.add(nodes.pop())
            nodes.append(node.add(self.degree(phrase.degree) if phrase.degree else None))
        return nodes


def variant(lexeme: Lexeme, *keys: str) -> tuple[str, str]:
    """Lemma and kind of a lexeme, or those that it has for the first of the keys that it knows."""
    for key in keys:
        if lexeme.get(key):
            lemma, _, kind = lexeme.get(key).partition("/")
            return lemma, kind
    return lexeme.lemma, lexeme.get("k")


class PoliteJapanese(Japanese):
    """Polite style (です, ます), as in dialogues."""

    style = "polite"


LANGUAGE = Japanese()
POLITE = PoliteJapanese()
