"""Korean: SOV, head-final, agglutinative; particles are part of the word, no agreement, two styles of speech.

A word is what stands between spaces (eojeol). The annotation follows UD_Korean-PUD: the copula 이다 and the
counters after digits are words of their own, phrases of place are nouns with a compound (탁자 위에), clauses
in -고 and -지만 are ``advcl`` of the last one. Verbs in 하다 and -기 때문에 follow UD_Korean-GSD: VERB, and
``case``. The lemma of the copula and of auxiliaries is the bare stem (이, 있, 않), as in both treebanks.
"""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.ko_lexicon import LEXICON
from xling_utils.fragment.languages.ko_morphology import Ending, Kind, Unit, copula, particle, predicate
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node
from xling_utils.fragment.sentence import Sentence

COUNTERS = {
    "person": "명",
    "animal": "마리",
    "vehicle": "대",
    "clothing": "벌",
    "event": "번",
}
"""Class of nouns -> counter; 개 for all others."""
PLACE_NOUNS = {"near": "근처", "on": "위", "under": "아래", "behind": "뒤", "after": "후", "before": "전"}
STACKED = frozenset("red white black green blue empty full old".split())
"""Adjectives that follow another one without -고, and that take none themselves."""
JUDGEMENTS = frozenset(("good", "bad"))
"""Adjectives that stand next to the noun."""
TOPICAL = frozenset(("main", "question", "and", "but"))
"""Kinds of clauses that have a topic; the others mark every subject with 이/가."""
ENDINGS: dict[str, Ending] = {
    "main": "final",
    "question": "question",
    "and": "고",
    "but": "지만",
    "because": "기",
    "when": "ㄹ",
    "comp": "다고",
    "fact": "다는",
    "hope": "기를",
    "rel": "adnominal",
}
"""Kind of clause -> ending of its predicate."""
TAIL = "manner comp neg degree HEAD aux mark comma_end"


class Korean(Language):
    """Plain style (한다), as in news and stories. See the module."""

    code, name, family, script = "ko", "Korean", "Koreanic", "Hangul"
    polite: ClassVar[bool] = False
    simplifications = (
        "Plain style (한다) in news and stories, 해요 style in dialogues; no honorific forms (-시-, 께서).",
        "은/는 marks definite and negated subjects of main clauses, 이/가 all other subjects.",
        "Personal pronouns are kept (그녀, 당신) where a speaker would often drop them or use a name; only "
        "당신 as the subject of a question is left out.",
        "-들 marks people and animals, and things only after 이 and 그.",
        "and and but are the endings -고 and -지만, and have no word of their own.",
        "항상, 자주 and 모든 with a negation leave open which has the wider scope.",
        "A brother is 남동생 and a sister 여동생, as Korean has no word without relative age.",
    )
    lexicon = LEXICON
    function_words = {"because": "때문에", "when": "때"}
    markers = {
        "object": Marker("obj", deprel="obj", slot="obj"),
        "recipient": Marker("dat", slot="iobj"),
        "possessor": Marker("gen", deprel="nmod:poss", slot="poss"),
        "inner": Marker(deprel="compound", slot="poss"),
    }
    vocative_marker = Marker(deprel="vocative", slot="vocative")
    clause_orders = {
        "main": f"advcl subj time freq event place mate goal iobj obj {TAIL}",
        "new": f"advcl time event subj freq place mate goal iobj obj {TAIL}",
        "exist": f"advcl place subj {TAIL}",
    }
    """``new`` has a subject with 이/가, which follows the time; ``exist`` says what there is in a place."""
    noun_order = "rel poss det count adj before HEAD flat other"
    adjective_order = "degree HEAD conj"
    capitals = False

    def linearise(self, meaning: Clause, sent_id: str = "") -> Sentence:
        speaker = POLITE if meaning.register == "dialogue" else LANGUAGE
        return super(Korean, speaker).linearise(meaning, sent_id)

    def vocative(self, phrase: NounPhrase | None) -> Node | None:
        """A name with 씨."""
        node = super().vocative(phrase)
        return node.add(Node("씨", "NOUN", "flat", "flat")) if node else None

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        link, second = clause.link or ("", clause)
        if link not in ("and", "but"):
            return super().clause(clause, kind)
        first = self.clause(replace(clause, link=None), link)  # the last clause is the head
        first.deprel, first.slot = "advcl", "advcl"
        first.add(Node(self.comma, "PUNCT", "punct", "comma_end"))
        return self.clause(second).add(first)

    def clause_order(self, clause: Clause, kind: str) -> str:
        new = kind in TOPICAL and clause.subject.head != c.WHO and self.subject_case(clause, kind) == "subj"
        return self.clause_orders[("exist" if clause.kind == "place" else "new") if new else "main"]

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        """The time goes before everything but another clause."""
        return "advcl time " + " ".join(slot for slot in order.split() if slot not in ("advcl", "time"))

    def drops(self, clause: Clause, kind: str) -> bool:
        return self.polite and kind == "question" and clause.subject.head == "you"

    def predicate(self, clause: Clause, kind: str) -> Node:
        ending = ENDINGS[kind]
        if clause.kind == "noun":
            head = self.identity(clause, ending)
        elif clause.kind == "adjective":
            head = self.described(clause, ending)
        elif clause.kind == "place":
            lemma = "없다" if clause.negated else "있다"
            head = self.units(
                predicate(lemma, "", "existence", clause.tense, ending, polite=self.polite), "ADJ"
            )
        else:
            head = self.acted(clause, ending)
        order = self.clause_order(clause, kind)
        order = self.fronted_order(order, clause, kind) if clause.fronted else order
        head.order = order.replace("HEAD", head.order)
        return head.add(self.adjunct(clause.place, clause) if clause.place else None)

    def units(self, words: tuple[Unit, ...], upos: str, concept: str | None = None) -> Node:
        """The first word as a node, with the auxiliaries below it."""
        first, *rest = words
        node = Node(first.form, upos, lemma=first.lemma, concept=concept)
        for unit in rest:
            node.add(Node(unit.form, "AUX", "aux", "aux", unit.lemma.removesuffix("다")))
        return node

    def identity(self, clause: Clause, ending: Ending) -> Node:
        """A noun with 이다; the negative is the adjective 아니다."""
        assert clause.noun is not None
        phrase = replace(clause.noun, number="Sing")
        if not clause.negated:
            return self.with_copula(self.noun_phrase(phrase, Marker()), clause.tense, ending)
        head = self.units(
            predicate("아니다", "", "adjective", clause.tense, ending, polite=self.polite), "ADJ"
        )
        return head.add(self.noun_phrase(phrase, Marker("subj", deprel="compound:lvc", slot="comp")))

    def with_copula(self, noun: Node, tense: str, ending: Ending) -> Node:
        """A noun and the copula, which is written with it."""
        noun.space_after = False
        form = copula(noun.form, tense, ending, polite=self.polite)
        return noun.add(Node(form, "AUX", "cop", "aux", "이"))

    def described(self, clause: Clause, ending: Ending) -> Node:
        """A predicate adjective."""
        concept, tense = clause.predicate, clause.tense
        lemma, sort = self.adjective_of(concept, clause.subject, predicative=True)
        if sort == "n" and not clause.negated:
            return self.with_copula(Node(lemma, "NOUN", concept=concept), tense, ending)
        if sort == "n":
            head = self.units(predicate("아니다", "", "adjective", tense, ending, polite=self.polite), "ADJ")
            mark = particle(lemma, "subj")
            return head.add(Node(lemma + mark, "NOUN", "compound:lvc", "comp", lemma, concept=concept))
        tense = "Past" if sort == "v" else tense
        short = self.short_negation(clause, lemma) and sort != "state"
        words = predicate(
            lemma,
            "" if sort in ("v", "state") else sort,
            kind_of(lemma, sort),
            tense,
            ending,
            polite=self.polite,
            negated=clause.negated and not short,
            auxiliary="아" if sort == "state" else "",
        )
        head = self.units(words, "ADJ", concept).add(self.fullness(concept), self.negation(short))
        return head.add(self.degree(clause.degree, negated=clause.negated) if clause.degree else None)

    def acted(self, clause: Clause, ending: Ending) -> Node:
        """A verb."""
        lemma, irregular = self.verb_of(clause)
        negated = clause.negated and lemma != "모르다"
        short = negated and self.short_negation(clause, lemma)
        words = predicate(
            lemma,
            irregular,
            "verb",
            clause.tense,
            ending,
            polite=self.polite,
            negated=negated and not short,
            auxiliary="고" if self.continuous(clause) else "",
        )
        head = self.units(words, "VERB", clause.predicate).add(self.negation(short))
        light = self.lexicon[clause.predicate].get("obj")
        return head.add(Node(light, "NOUN", "obj", "comp", light[:-1]) if light else None)

    def short_negation(self, clause: Clause, lemma: str) -> bool:
        """Whether 안 negates: in speech, before verbs without 하다 and short adjectives."""
        short = clause.kind == "verb" or (len(lemma) < 4 and clause.degree is None)
        return self.polite and clause.negated and short and not lemma.endswith(("하다", "있다"))

    def negation(self, short: bool) -> Node | None:
        """The adverb 안."""
        return Node("안", "ADV", "advmod", "neg", feats={"Polarity": "Neg"}) if short else None

    def continuous(self, clause: Clause) -> bool:
        """Whether the verb has -고 있다."""
        aspect = self.lexicon[clause.predicate].get("asp")
        if aspect == "always":
            return True
        return clause.tense == "Pres" and (aspect == "present" or (clause.time == "now" and not aspect))

    def verb_of(self, clause: Clause) -> tuple[str, str]:
        """Lemma and irregular class of the verb, which depends on object, subject, goal and polarity."""
        phrase = clause.object or clause.subject
        goals = [a.relation for a in clause.adjuncts if a.relation in ("to", "from")]
        keys = (*["negated"] * clause.negated, *goals, f"by_{clause.subject.semantic_class}", *phrase.kinds)
        return variant(self.lexicon[clause.predicate], *keys)

    def subject(self, clause: Clause, kind: str) -> Node:
        return self.noun_phrase(
            clause.subject, Marker(self.subject_case(clause, kind), deprel="nsubj", slot="subj")
        )

    def subject_case(self, clause: Clause, kind: str) -> str:
        """은/는 or 이/가: what is new, the question word and subjects of subordinate clauses have 이/가."""
        subject = clause.subject
        if kind not in TOPICAL or subject.head == c.WHO:
            return "subj"
        new = subject.kind == "noun" and subject.determiner in ("indef", "many", "every")
        told = clause.kind in ("verb", "place") and not clause.negated and clause.complement is None
        return "subj" if new and told else "topic"

    def object(self, clause: Clause) -> Node | None:
        """The object with 을/를 (에서 with 지다). One hears a voice or a sound."""
        phrase, marker = clause.object, self.markers["object"]
        if phrase is None:
            return None
        if clause.predicate == "hear" and phrase.semantic_class in ("person", "animal", "vehicle"):
            noun = "목소리" if phrase.semantic_class == "person" else "소리"
            node = Node(noun + particle(noun, "obj"), "NOUN", "obj", "obj", noun, order=self.noun_order)
            return node.add(self.noun_phrase(phrase, self.markers["possessor"]))
        if self.verb_of(clause)[0] == "지다":
            marker = Marker("in", slot="obj")
        return self.noun_phrase(phrase, marker)

    def complement_clause(self, clause: Clause) -> Node:
        """A clause in -다고; -다는 것을 with "know", -기를 with "hope"."""
        assert clause.complement is not None
        if clause.predicate == "know":
            node = Node("것을", "NOUN", "obj", "comp", "것", order="rel HEAD")
            return node.add(self.adnominal(clause.complement, "fact"))
        node = self.clause(clause.complement, "hope" if clause.predicate == "hope" else "comp")
        node.deprel, node.slot = "ccomp", "comp"
        return node

    def adnominal(self, clause: Clause, kind: str) -> Node:
        """A clause before a noun."""
        node = self.clause(clause, kind)
        node.deprel, node.slot = "acl:relcl", "rel"
        return node

    def linked_clause(self, link: str, clause: Clause) -> Node:
        """A clause with -기 때문에 or -(으)ㄹ 때 and a comma."""
        word = self.function_words[link]
        if link == "when":
            node = Node(word, "NOUN", concept=link, order="rel HEAD comma_end").add(
                self.adnominal(clause, link)
            )
        else:
            node = self.clause(clause, link).add(Node(word, "ADP", "case", "mark", concept=link))
        node.deprel, node.slot = "obl" if link == "when" else "advcl", "advcl"
        return node.add(Node(self.comma, "PUNCT", "punct", "comma_end"))

    # ---- adverbials

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        """A phrase in a relation: a particle, a noun such as 위, or a word such as 위해 and 없이."""
        relation, phrase = adjunct.relation, adjunct.phrase
        match relation:
            case "to" | "from":
                return self.noun_phrase(phrase, Marker(self.goal_case(relation, clause), slot="goal"))
            case "with" if clause.manner == "together":
                return self.noun_phrase(phrase, Marker("with", slot="mate"))
            case "with":
                return self.governed(phrase, Marker("with"), Node("함께", "ADV", "advcl", "mate"))
            case "without":
                return self.governed(phrase, Marker(deprel="nsubj"), Node("없이", "ADV", "advcl", "mate"))
            case "for":
                marker = Marker("obj", deprel="obj")
                return self.governed(phrase, marker, Node("위해", "VERB", "advcl", "mate", "위하다"))
            case "about":
                return self.governed(phrase, Marker("at"), Node("대해", "VERB", "advcl", "obj", "대하다"))
            case "after" | "before":
                return self.related(phrase, PLACE_NOUNS[relation], "at", "event")
        case_ = self.locative(clause)
        if relation == "in" or (relation == "on" and phrase.semantic_class == "area"):
            return self.noun_phrase(phrase, Marker(case_))
        return self.related(phrase, PLACE_NOUNS[relation], case_, "place")

    def goal_case(self, relation: str, clause: Clause) -> str:
        """Particle of a goal or a source; 달리다 goes up to it."""
        if clause.predicate == "run":
            return {"to": "until", "from": "starting"}[relation]
        return {"to": "to", "from": "in"}[relation]

    def locative(self, clause: Clause) -> str:
        """에 for where something is or gets to, 에서 for where something happens."""
        at = clause.kind == "place" or self.lexicon[clause.predicate].get("at")
        return "at" if at else "in"

    def related(self, phrase: NounPhrase, noun: str, case_: str, slot: str) -> Node:
        """A noun without concept (위, 후) that the phrase modifies."""
        node = Node(noun + particle(noun, case_), "NOUN", "obl", slot, noun, order=self.noun_order)
        return node.add(self.noun_phrase(phrase, self.markers["inner"]))

    def governed(self, phrase: NounPhrase, marker: Marker, governor: Node) -> Node:
        """A phrase below a word such as 위해."""
        governor.order = "inner HEAD"
        return governor.add(self.noun_phrase(phrase, replace(marker, slot="inner")))

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        number = Node(year, "NUM", "nummod", "before", concept=year, space_after=False)
        return Node("년에", "NOUN", "obl", "time", "년", order="before HEAD").add(number)

    def adverbs(self, clause: Clause) -> list[Node | None]:
        """Adverbs; some depend on the verb (여기에 산다, 서투르게 부른다)."""
        nodes = []
        for concept, slot in ((clause.manner, "manner"), (clause.time, "time"), (clause.where, "place")):
            node = self.adverb(concept, "freq" if concept in (*c.FREQUENCY_ADVERBS, "again") else slot)
            if node and concept:
                verb = self.lexicon.get(clause.predicate)
                special = verb and (verb.get(concept) or (verb.get("at") and self.lexicon[concept].get("at")))
                node.form = node.lemma = special or node.form
            nodes.append(node)
        return nodes

    def degree(self, concept: str, *, negated: bool = False) -> Node:
        """An adverb of degree; "not very" and speech have others than "very"."""
        keys = [k for k, yes in (("polite_negated", self.polite and negated), ("negated", negated)) if yes]
        form, _ = variant(self.lexicon[concept], *keys, *["polite"] * self.polite)
        return Node(form, "ADV", "advmod", "degree", concept=concept)

    def fullness(self, concept: str) -> Node | None:
        """가득, which goes with 차다."""
        form = self.lexicon[concept].get("full")
        return Node(form, "ADV", "advmod", "degree") if form else None

    # ---- noun phrases

    def noun_phrase(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A phrase whose last word carries the particle; a first member of two has 과/와."""
        if phrase.other is None:
            return super().noun_phrase(phrase, marker)
        first = super().noun_phrase(replace(phrase, other=None), replace(marker, case="with"))
        return first.add(self.noun_phrase(phrase.other, Marker(marker.case, deprel="conj", slot="other")))

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.feats, node.order = {}, self.noun_order
        return node

    def pronoun_form(self, concept: str, case: str) -> str:
        lexeme = self.lexicon[concept]
        return lexeme.get(case) or lexeme.lemma + particle(lexeme.lemma, case)

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        return self.noun_phrase(NounPhrase(owner), self.markers["possessor"])

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        base = lexeme.lemma + feats.get("plural", "")
        return base + particle(lexeme.get("sound") or base, feats.get("case", ""))

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name; Japanese surnames come first. The particle is part of the entity's last word."""
        kind, case_ = c.ENTITY_TYPE[phrase.head], {"case": marker.case}
        if phrase.surname is None:
            node = self.word(phrase.head, "PROPN", case_, ner=f"B-{kind}")
        else:
            native = (phrase.head, phrase.surname) == ("Kenji", "Tanaka")
            first, last = (phrase.surname, phrase.head) if native else (phrase.head, phrase.surname)
            node = self.word(first, "PROPN", {}, ner=f"B-{kind}")
            node.add(self.word(last, "PROPN", case_, deprel="flat", slot="flat", ner=f"I-{kind}"))
        for word in (node, *node.children):
            word.feats = {}
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        plural = "들" if self.has_plural(phrase) else ""
        node = self.word(phrase.head, "NOUN", {"case": marker.case, "plural": plural})
        node.feats = {"Number": "Plur"} if plural else {}
        node.add(*self.determiners(phrase, marker), self.numeral(phrase, marker) if phrase.count else None)
        node.add(*self.attributes(phrase), self.possessor(phrase, marker) if phrase.owner else None)
        return node.add(self.adnominal(phrase.relative, "rel") if phrase.relative else None)

    def has_plural(self, phrase: NounPhrase) -> bool:
        """Whether the noun has -들."""
        several = phrase.number == "Plur" and phrase.count is None
        return several and (phrase.animate or phrase.determiner in ("this", "that"))

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        plain = phrase.determiner == "def" and phrase.relative is None and phrase.owner is None
        if phrase.head == "person_n" and plain and phrase.number == "Sing":  # 사람 alone is people in general
            phrase = replace(phrase, determiner="that")
        if phrase.owner is not None or phrase.count is not None or phrase.determiner in ("def", "indef"):
            return []
        if phrase.determiner == "many":
            return [Node("많은", "ADJ", "amod", "det", "많다")]
        form = {"this": "이", "that": "그", "every": "모든"}[phrase.determiner]
        return [Node(form, "DET", "det", "det")]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A number with its counter and 의; digits and counter are written together."""
        assert phrase.count is not None
        word = self.lexicon.get(phrase.count)
        number = Node(word.lemma if word else phrase.count, "NUM", "nummod", "before", concept=phrase.count)
        number.space_after = word is not None
        counter = self.lexicon[phrase.head].get("c") or COUNTERS.get(phrase.semantic_class, "개")
        return Node(counter + "의", "NOUN", "nmod:poss", "count", counter, order="before HEAD").add(number)

    def adjective_of(self, concept: str, phrase: NounPhrase, *, predicative: bool) -> tuple[str, str]:
        """Lemma and sort of an adjective, which can depend on what it describes."""
        keys = [f"pred_{phrase.semantic_class}"] * predicative
        return variant(self.lexicon[concept], *keys, *phrase.kinds)

    def attributes(self, phrase: NounPhrase) -> list[Node]:
        """Adjectives before the noun; two join as in 크고 무거운, but a colour or state has no -고."""
        concepts = sorted(phrase.adjectives, key=JUDGEMENTS.__contains__)
        joined = len(concepts) == 2 and STACKED.isdisjoint(concepts)
        nodes = [
            self.attribute(concept, phrase, "고" if joined and concept == concepts[0] else "adnominal")
            for concept in concepts
        ]
        if nodes and phrase.degree:
            nodes[0].add(self.degree(phrase.degree))
        if not joined:
            return nodes
        first, second = nodes
        second.deprel, second.slot = "conj", "conj"
        return [first.add(second)]

    def attribute(self, concept: str, phrase: NounPhrase, ending: Ending) -> Node:
        """One adjective before the noun. 새 is a determiner."""
        lemma, sort = self.adjective_of(concept, phrase, predicative=False)
        determiner = self.lexicon[concept].get("attr")
        if determiner and len(phrase.adjectives) == 1 and phrase.degree is None:
            return Node(determiner, "DET", "det", "adj", concept=concept)
        if sort == "n":
            return Node(lemma, "NOUN", "compound", "adj", concept=concept, order=self.adjective_order)
        verbal = sort in ("v", "state")
        tense, irregular = ("Past", "") if verbal else ("Pres", sort)
        words = predicate(lemma, irregular, kind_of(lemma, sort), tense, ending, polite=False)
        node = self.units(words, "ADJ", concept).add(self.fullness(concept))
        node.deprel, node.slot, node.order = "amod", "adj", self.adjective_order
        return node

    def relative_clause(self, phrase: NounPhrase, clause: Clause) -> Node:
        return self.adnominal(clause, "rel")


class PoliteKorean(Korean):
    """해요 style, as in dialogues; the humble 저 for "I"."""

    polite = True
    lexicon = {**LEXICON, "i": Lexeme("저", {"subj": "제가", "gen": "제"})}


def kind_of(lemma: str, sort: str) -> Kind:
    """What an adjective inflects like."""
    if sort in ("v", "state"):
        return "verb"
    return "existence" if lemma.endswith("있다") else "adjective"


def variant(lexeme: Lexeme, *keys: str) -> tuple[str, str]:
    """Lemma and class of a lexeme, or those that it has for the first of the keys that it knows."""
    for key in keys:
        if lexeme.get(key):
            lemma, _, sort = lexeme.get(key).partition("/")
            return lemma, sort
    return lexeme.lemma, lexeme.get("k")


LANGUAGE = Korean()
POLITE = PoliteKorean()
