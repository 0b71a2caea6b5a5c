"""Mandarin Chinese: SVO, isolating; aspect instead of tense, classifiers, all modifiers before their noun.

The annotation follows UD Chinese PUD and GSD, which are written in traditional characters; this fragment is
written in simplified ones. A classifier depends on its numeral or determiner, as the guidelines have it. 没有
before a verb is ADV here; the treebanks make it a verb with the main verb as its complement.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.zh_lexicon import LEXICON
from xling_utils.fragment.languages.zh_morphology import (
    GOAL_VERBS,
    INDEFINITE,
    PLACES,
    aspect_mark,
    fronts_object,
    has_extent,
    negation,
    progressive,
    verb_form,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node

LOCALISERS = {"on": "上", "under": "下"}
RELATIONAL_NOUNS = {"near": "附近", "behind": "后面"}
EVENTS = {"after": "之后", "before": "之前"}
OBJECT = Marker(deprel="obj", slot="obj")
PATIENT = Marker(before=("把",), deprel="obl:patient", slot="ba")


def particle(form: str, deprel: str, slot: str) -> Node:
    """的, 地, 得, 吗 and 了 at the end of a sentence."""
    return Node(form, "PART", deprel, slot)


def adverb(form: str, slot: str, concept: str | None = None) -> Node:
    """An adverb; 不 and 没有 are adverbs too."""
    feats = {"Polarity": "Neg"} if form in ("不", "没", "没有") else {}
    return Node(form, "ADV", "advmod", slot, feats=feats, concept=concept)


class Chinese(Language):
    """See the module."""

    code, name, family, script = "zh", "Mandarin Chinese", "Sinitic", "Simplified Han"
    simplifications = (
        "Tense shows in 了, 没有, 在 and words of time only: states, habits and long actions have none.",
        "Definite nouns are bare; 们 shows the plural of people only, 一些 that of indefinite nouns.",
        "很 before a predicate adjective is grammar and has no concept; `very` is 非常, negated 不是很.",
        "把 stands before a definite object that has a recipient after the verb, and before the object of "
        "something done badly; elsewhere the object follows the verb.",
        "Aspect has no other forms than 在, 着 and 了; 过 and the potential forms (看不见) are left out.",
        "Reasons (因为) and times (当 ... 时) open the sentence; 所以 and 就 are left out.",
        "An event of the present has a bare verb (弄丢一个箱子), where 会 or 了 would be commoner, an "
        "indefinite subject no 有, and an owner always 的, also before another 的 (你的贫穷的医生).",
    )
    lexicon = LEXICON
    function_words = {"and": "和", "because": "因为", "when": "当"}
    markers = {
        "subject": Marker(deprel="nsubj", slot="subj"),
        "possessor": Marker(after=("的",), deprel="nmod", slot="poss"),
        "predicate": Marker(slot="pred"),
    }
    clause_orders = {
        "main": "advcl subj time event dou neg freq prog from place mate mate_end manner toward ba all cop "
        "HEAD asp iobj obj extent comp sp conj",
        "exist": "advcl time place dou neg freq HEAD obj sp conj",
    }
    """``from`` is a source, ``toward`` a recipient with 向, ``extent`` follows 得, ``sp`` ends the clause."""
    noun_order = "case rel poss det count about adj HEAD flat other case_after"
    comma, stop, question_mark = "，", "。", "？"
    spaces = capitals = False

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        topics = [a for a in clause.adjuncts if a.relation == "about"]
        others = tuple(a for a in clause.adjuncts if a not in topics)
        head = super().clause(replace(clause, adjuncts=others), kind)
        for topic in topics:  # a book about the war is 关于战争的书
            marker = Marker(before=("关于",), after=("的",), deprel="nmod", slot="about")
            goal = next(node for node in head.children if node.slot in ("obj", "ba"))
            goal.add(self.noun_phrase(topic.phrase, marker))
        for node in head.children:
            if node.slot == "time":
                self.finish_time(node, clause)
        return head.add(*self.particles(clause, kind))

    def particles(self, clause: Clause, kind: str) -> Iterator[Node]:
        """都 after what has 每 and stands before the verb, 一起 after 和, and 吗 of a yes-no question."""
        if clause.subject.determiner == "every" and kind != "rel":
            yield adverb("都", "dou")
        every = clause.object is not None and clause.object.determiner == "every"
        if every and fronts_object(clause, self.verb_lexeme(clause)):
            yield adverb("都", "all")
        if clause.manner != "together" and any(a.relation == "with" for a in clause.adjuncts):
            yield Node("一起", "NOUN", "obl", "mate_end")
        if clause.question == "polar":
            yield particle("吗", "discourse:sp", "sp")

    def finish_time(self, node: Node, clause: Clause) -> None:
        """Gives a year 于 in the news, and what opens the sentence its comma."""
        formal = clause.register == "news" or self.in_latin(clause.subject)
        if clause.year and formal and not clause.fronted:
            node.add(Node("于", "ADP", "case", "case"))
        if clause.fronted and (clause.year or clause.time == "suddenly" or self.has_clause_before(clause)):
            node.add(Node(self.comma, "PUNCT", "punct", "comma"))

    def in_latin(self, phrase: NounPhrase) -> bool:
        """Whether a phrase ends in Latin letters, next to which digits read badly."""
        return self.lexicon[(phrase.other or phrase).head].lemma.isascii()

    def has_clause_before(self, clause: Clause) -> bool:
        """Whether a subordinate clause stands before the subject."""
        return clause.link is not None and clause.link[0] not in self.coordinators

    def clause_order(self, clause: Clause, kind: str) -> str:
        return self.clause_orders["exist" if self.existential(clause) else "main"]

    def existential(self, clause: Clause) -> bool:
        """Whether the clause says what there is in a place (桌子上有一本书)."""
        return clause.kind == "place" and clause.subject.determiner in INDEFINITE

    def predicate(self, clause: Clause, kind: str) -> Node:
        if clause.kind != "place":
            return super().predicate(clause, kind)
        assert clause.place is not None
        exists = self.existential(clause)
        head = Node(("没有" if clause.negated else "有") if exists else "在", "VERB")
        head.order = self.clause_order(clause, kind)
        marker = Marker(deprel="nsubj", slot="place") if exists else OBJECT
        head.add(self.located(clause.place, marker))
        return head.add(adverb("不", "neg") if clause.negated and not exists else None)

    def subject(self, clause: Clause, kind: str) -> Node:
        if self.existential(clause):
            return self.noun_phrase(clause.subject, replace(OBJECT, negated=clause.negated))
        return super().subject(clause, kind)

    def copular_head(self, clause: Clause) -> Node:
        if clause.kind == "noun":
            assert clause.noun is not None
            marker = Marker(slot="pred", negated=clause.negated or clause.noun.number == "Plur")
            return self.noun_phrase(clause.noun, marker)
        lexeme = self.choose(clause.predicate, *clause.subject.kinds)
        if lexeme.get("k") == "ill":
            return self.ill(clause.degree, negated=clause.negated)
        upos = "NOUN" if lexeme.get("k") == "colour" else "ADJ"
        form = lexeme.get("pred") or lexeme.lemma
        return Node(form, upos, concept=clause.predicate, order="degree HEAD")

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        be = Node("是", "AUX", "cop", "cop")
        negation = [adverb("不", "neg")] * clause.negated
        if clause.kind == "noun":
            return [*negation, be]
        lexeme = self.choose(clause.predicate, *clause.subject.kinds)
        if lexeme.get("k") == "ill":
            return self.ill_particles(clause, kind)
        if lexeme.get("k"):
            return [*negation, be, particle("的", "discourse:sp", "asp")]
        if clause.degree == "very" and clause.negated:
            return [*negation, be, adverb("很", "degree", "very")]
        return [*negation, *self.degrees(clause.degree, clause.negated, bool(clause.question))]

    def degrees(self, degree: str | None, negated: bool, bare: bool = False) -> list[Node]:
        """What stands around a predicate adjective: 很 where nothing else does."""
        if degree is None:
            return [] if negated or bare else [adverb("很", "degree")]
        end = particle("了", "discourse:sp", "asp")
        word = "很" if degree == "very" and negated else self.lexicon[degree].lemma
        return [adverb(word, "degree", degree), *([end] if degree == "too" and not negated else [])]

    def ill(self, degree: str | None, *, negated: bool = False) -> Node:
        """生病, or with a degree 病得非常厉害."""
        if degree is None:
            return Node("生病", "VERB", concept="sick", order="HEAD")
        extent = Node("厉害", "ADJ", "xcomp", "extent", order="neg degree HEAD asp")
        extent.add(*self.degrees(degree, negated), adverb("不", "neg") if negated else None)
        head = Node("病", "VERB", concept="sick", order="HEAD")
        return head.add(particle("得", "mark:prt", "asp"), extent)

    def ill_particles(self, clause: Clause, kind: str) -> list[Node]:
        """没有生病 or 生病了."""
        if clause.degree is not None:
            return []
        if clause.negated:
            return [adverb(negation(clause, "event"), "neg")]
        return [] if kind == "when" else [Node("了", "AUX", "aux", "asp")]

    # ---- verbs

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        phrase = clause.object or clause.subject
        if clause.predicate == "carry" and clause.subject.semantic_class == "vehicle":
            phrase = clause.subject
        return self.choose(clause.predicate, *phrase.kinds)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        verb = self.verb_lexeme(clause)
        form, aspect = verb_form(clause, verb)
        head = Node(form, "VERB", concept=clause.predicate)
        if has_extent(clause, verb):
            head.form = verb.get("deg") or verb.lemma
            return head, [particle("得", "mark:prt", "asp"), self.extent(clause)]
        if clause.negated:
            return head, [adverb(negation(clause, aspect), "neg")]
        before, after = progressive(clause, aspect), aspect_mark(clause, kind, aspect, verb)
        particles = [adverb(before, "prog")] if before else []
        return head, particles + ([Node(after, "AUX", "aux", "asp")] if after else [])

    def extent(self, clause: Clause) -> Node:
        """What follows 得."""
        assert clause.manner is not None
        node = Node(self.lexicon[clause.manner].get("deg"), "ADJ", "xcomp", "extent", concept=clause.manner)
        node.order = "neg degree HEAD"
        asked = bool(clause.question) and clause.manner == "well"
        node.add(*self.degrees(None, clause.negated, asked))
        return node.add(adverb("不", "neg") if clause.negated else None)

    # ---- arguments and adjuncts

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        return (
            PATIENT
            if fronts_object(clause, self.verb_lexeme(clause))
            else replace(OBJECT, negated=clause.negated)
        )

    def recipient_marker(self, clause: Clause) -> Marker:
        if self.verb_lexeme(clause).get("via") == "向":
            return Marker(before=("向",), slot="toward")
        return Marker(deprel="iobj", slot="iobj")

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation == "to":
            return self.noun_phrase(phrase, OBJECT)
        if relation in EVENTS:
            marker = Marker(before=("在",), after=(EVENTS[relation],), slot="event")
            return self.noun_phrase(phrase, marker)
        if relation == "without":
            node = Node("带", "VERB", "advcl", "manner", order="neg HEAD obj")
            return node.add(adverb("不", "neg"), self.noun_phrase(phrase, OBJECT))
        if relation not in PLACES:
            word, slot = {"with": ("和", "mate"), "for": ("为", "mate"), "from": ("从", "from")}[relation]
            return self.noun_phrase(phrase, Marker(before=(word,), slot=slot))
        bare = clause.predicate in GOAL_VERBS and relation == "in"
        return self.located(adjunct, self.place_marker(clause), bare=bare)

    def place_marker(self, clause: Clause) -> Marker:
        """在 before the verb; after 住; the place of an arrival is an object."""
        if clause.predicate in GOAL_VERBS:
            return OBJECT
        return Marker(before=("在",), slot="obj" if clause.predicate == "live" else "place")

    def located(self, adjunct: Adjunct, marker: Marker, *, bare: bool = False) -> Node:
        """A place with its localiser (桌子上), or a noun such as 附近 that it modifies."""
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation in RELATIONAL_NOUNS:
            place = self.noun_phrase(phrase, Marker(deprel="nmod", slot="poss"))
            node = Node(RELATIONAL_NOUNS[relation], "NOUN", order=self.noun_order).add(place)
            return self.mark(node, marker)
        word = LOCALISERS.get(relation) or self.lexicon[phrase.head].get("loc", "里")
        bare = bare or phrase.kind == "name"
        return self.noun_phrase(phrase, marker if bare else replace(marker, after=(word,)))

    def mark(self, node: Node, marker: Marker) -> Node:
        super().mark(node, marker)
        for child in node.children:
            if child.slot == "case_after" and child.deprel == "case":
                if child.form == "的":
                    child.upos = "PART"
                else:
                    child.deprel = "case:loc"
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        node = Node("年", "NOUN", "obl:tmod", "time", order="case count HEAD comma")
        return node.add(Node(year, "NUM", "nummod", "count", feats={"NumType": "Card"}, concept=year))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        return [self.time(clause), self.where(clause), self.manner(clause)]

    def time(self, clause: Clause) -> Node | None:
        """An adverb or noun of time. 又 is 再 after a negation."""
        concept = clause.time
        if concept is None:
            return None
        lexeme = self.lexicon[concept]
        negated = clause.negated and not has_extent(clause, self.verb_lexeme(clause))
        form = (negated and lexeme.get("neg")) or lexeme.lemma
        slot = "freq" if concept in ("often", "always", "again") else "time"
        return Node(
            form,
            lexeme.get("u", "ADV"),
            lexeme.get("rel", "advmod"),
            slot,
            concept=concept,
            order="HEAD comma",
        )

    def where(self, clause: Clause) -> Node | None:
        """这里 and 那里 are pronouns."""
        if clause.where is None:
            return None
        node = Node(self.lexicon[clause.where].lemma, "PRON", concept=clause.where, order="case HEAD")
        return self.mark(node, self.place_marker(clause))

    def manner(self, clause: Clause) -> Node | None:
        """An adverb of manner with 地."""
        if clause.manner is None or has_extent(clause, self.verb_lexeme(clause)):
            return None
        lexeme = self.lexicon[clause.manner]
        slot = "mate_end" if clause.manner == "together" else "manner"
        upos, deprel = lexeme.get("u", "ADV"), lexeme.get("rel", "advmod")
        node = Node(lexeme.lemma, upos, deprel, slot, concept=clause.manner, order="HEAD de")
        return node.add(particle("地", "mark:adv", "de") if slot == "manner" else None)

    # ---- clauses in clauses

    def linked_clause(self, link: str, clause: Clause) -> Node:
        node = self.clause(clause, link)
        comma = Node(self.comma, "PUNCT", "punct", "comma")
        if link in self.coordinators:
            upos, deprel = ("CCONJ", "cc") if link == "and" else ("ADV", "advmod")
            word = Node("而" if link == "and" else "但是", upos, deprel, "mark", concept=link)
            node.deprel, node.slot, node.order = "conj", "conj", f"comma mark {node.order}"
            return node.add(comma, word)
        node.deprel, node.slot, node.order = "advcl", "advcl", f"mark {node.order} mark_end comma"
        node.add(Node(self.function_words[link], "ADP", "mark", "mark", concept=link))
        return node.add(Node("时", "ADP", "mark", "mark_end") if link == "when" else None, comma)

    def relative_clause(self, phrase: NounPhrase, clause: Clause) -> Node:
        node = self.clause(clause, "rel")
        node.deprel, node.slot = "acl:relcl", "rel"
        node.order += " de"
        return node.add(particle("的", "mark:rel", "de"))

    # ---- noun phrases

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        return {}

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        if phrase.head in c.PRONOUNS:
            person, number, _ = c.PRONOUNS[phrase.head]
            node.feats = {"Person": person} | ({"Number": number} if number == "Plur" else {})
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name. A dot divides a foreign given name from its surname; a Japanese surname comes first."""
        names = [phrase.head, *([phrase.surname] if phrase.surname else [])]
        native = names == ["Kenji", "Tanaka"]
        kind = c.ENTITY_TYPE[phrase.head]
        first, *rest = reversed(names) if native else names
        node = self.word(first, "PROPN", {}, ner=f"B-{kind}")
        for name in rest:
            surname = self.word(name, "PROPN", {}, deprel="flat:name", slot="flat", ner=f"I-{kind}")
            surname.order = "dot HEAD"
            dot = None if native else Node("·", "PUNCT", "punct", "dot", ner=f"I-{kind}")
            node.add(surname.add(dot))
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = self.word(phrase.head, "NOUN", {})
        if self.shows_plural(phrase):
            node.form += "们"
            node.feats = {"Number": "Plur"}
        node.add(*self.determiners(phrase, marker), *self.attributes(phrase))
        node.add(self.numeral(phrase, marker) if phrase.count else None)
        node.add(self.possessor(phrase, marker) if phrase.owner else None)
        return node.add(self.relative_clause(phrase, phrase.relative) if phrase.relative else None)

    def shows_plural(self, phrase: NounPhrase) -> bool:
        """Whether the noun takes 们."""
        several = phrase.number == "Plur" and phrase.count is None and phrase.determiner == "def"
        return several and phrase.semantic_class == "person"

    def with_classifier(self, node: Node, phrase: NounPhrase) -> Node:
        """A numeral or determiner with the classifier of the noun."""
        node.order = "HEAD clf"
        return node.add(Node(self.lexicon[phrase.head].get("c", "个"), "NOUN", "clf", "clf"))

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        several = phrase.number == "Plur"
        plain = phrase.determiner == "def" and phrase.relative is None and phrase.owner is None
        if phrase.head == "person_n" and plain and not several:  # 人 alone means people in general
            phrase = replace(phrase, determiner="that")
        if phrase.owner is not None or phrase.count is not None or phrase.determiner == "def":
            return []
        if phrase.determiner == "indef":
            if marker.negated:
                return []
            if several:
                return [Node("一些", "ADJ", "amod", "det")]
            return [self.with_classifier(Node("一", "NUM", "nummod", "count"), phrase)]
        if phrase.determiner == "many":
            return [Node("许多", "NUM", "nummod", "count")]
        form = {"this": "这", "that": "那", "every": "每"}[phrase.determiner]
        if several and form != "每":
            return [Node(form + "些", "DET", "det", "det")]
        return [self.with_classifier(Node(form, "DET", "det", "det"), phrase)]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        return self.with_classifier(super().numeral(phrase, marker), phrase)

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        assert phrase.owner is not None
        return self.noun_phrase(phrase.owner, self.markers["possessor"])

    def attributes(self, phrase: NounPhrase) -> list[Node]:
        """Adjectives. Those without 的 stand next to the noun; of two long ones only the last takes 的."""
        words = [(concept, self.choose(concept, *phrase.kinds)) for concept in phrase.adjectives]
        words.sort(key=lambda word: is_bare(word[1]))
        nodes = []
        for i, (concept, lexeme) in enumerate(words):
            last = i + 1 == len(words)
            following = None if last else words[i + 1][1]
            next_to_noun = is_bare(lexeme) or (lexeme.get("k") == "colour" and i > 0)
            bare = next_to_noun and last and phrase.degree is None
            joined = following is not None and not lexeme.get("k") and is_long(lexeme) and is_long(following)
            joined = joined and following is not None and not following.get("k")
            nodes.append(self.attribute(concept, lexeme, phrase.degree, bare or joined))
        return nodes

    def attribute(self, concept: str, lexeme: Lexeme, degree: str | None, bare: bool) -> Node:
        """One adjective (a noun of colour, or the verb 生病) with its degree and 的."""
        kind = lexeme.get("k")
        if kind == "ill":
            node = self.ill(degree)
            node.deprel, node.order = "acl:relcl", "HEAD asp extent end"
        else:
            noun = "NOUN", "compound" if bare else "nmod"
            upos, deprel = noun if kind == "colour" else ("ADJ", "amod")
            node = Node(lexeme.lemma, upos, deprel, concept=concept, order="degree HEAD end")
            node.add(adverb(self.lexicon[degree].lemma, "degree", degree) if degree else None)
        node.slot = "adj"
        return node.add(None if bare else particle("的", "case" if kind == "colour" else "mark:rel", "end"))


def is_long(lexeme: Lexeme) -> bool:
    """Whether an adjective has two syllables."""
    return len(lexeme.lemma) > 1


def is_bare(lexeme: Lexeme) -> bool:
    """Whether an adjective can do without 的 (大房子)."""
    return not is_long(lexeme) and not lexeme.get("de")


LANGUAGE = Chinese()
