"""Arabic (Modern Standard): VSO and SVO, pro-drop, zero copula, article inside the word, construct state.

The spelling is unvocalised. Words follow UD_Arabic-PUD: the article stays inside its noun, other clitics are
words of their own that are written without a space (``SpaceAfter=No``). "للبيت" is ``ل`` + ``لبيت``.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.ar_lexicon import LEXICON
from xling_utils.fragment.languages.ar_morphology import (
    conjugate,
    inflect_adjective,
    inflect_noun,
    person_of,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node

SWAPPED = {("in", "bridge"): "on", ("in", "beach"): "on", ("on", "street"): "in"}
"""Nouns that take another preposition of place than the relation has."""

UNIT = Lexeme("حبة", {"pl": "ات"})
"""Counts what has no singular: "three pieces of tomato"."""
TO_BE = Lexeme("كان", {"past": "كن", "imp": "كون", "short": "كن"})
IS_NOT = Lexeme("ليس", {"past": "لس"})
COPULAS = {"كان": "كَان", "ليس": "لَيس"}
"""Copula -> its lemma, which UD wants in the treebanks' spelling."""
WHEN = frozenset(("today", "now", "yesterday"))
SUBJECT_FIRST = frozenset(("comp", "because", "but", "rel"))
"""Kinds of clause with the order SVO; all but the relative clause have a subject in the accusative."""
THIS = {"Plur": "هؤلاء", "Fem": "هذه", "Masc": "هذا"}
THAT = {"Plur": "أولئك", "Fem": "تلك", "Masc": "ذلك"}
WHICH = {
    ("Plur", "Masc"): "الذين",
    ("Plur", "Fem"): "اللواتي",
    ("Sing", "Masc"): "الذي",
    ("Sing", "Fem"): "التي",
}
QUANTIFIERS = {"every": "كل", "all": "كل", "some": "بعض", "one": "أحد"}
CLITICS = frozenset("لبوأ")
SUFFIXES = frozenset(("Acc", "Gen"))
TAIL = "early obj iobj manner place time comp advcl conj"


class Arabic(Language):
    """See the module."""

    code, name, family, script = "ar", "Arabic", "Semitic", "Arabic"
    simplifications = (
        "No vowel signs; lemmas other than those of the copulas have none either, where treebanks have them.",
        "Words are those of UD_Arabic-PUD: clitics are separate words without a space, not multiword tokens.",
        "Demonstratives are DET, conjunctions SCONJ or CCONJ, as in UD's guidelines; UD_Arabic-PUD differs.",
        'Where style forbids an indefinite subject it becomes "one of the", "some of the" or "all the".',
        "Verbs come first in main clauses and after 'when'; subjects come first after 'that', "
        "'because' and 'but', and where a relative clause makes them long.",
        "A past copula after 'hope that' is not told from a present one; there is no future.",
        "The dual shows only on verbs and adjectives of two coordinated subjects; nouns never need it.",
        "Companies are feminine like the word for company, teams named after a city masculine.",
        "The listener is a man, unless the sentence addresses a woman by name.",
    )
    hearer_shows_gender = True
    lexicon = LEXICON
    function_words = {"and": "و", "but": "لكن", "because": "ل", "when": "عندما", "that": "أن"}
    markers = {
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Gen", before=("ل",), slot="iobj"),
        "sake": Marker("Gen", before=("من أجل",)),
        "possessor": Marker("Gen", deprel="nmod", slot="poss"),
        **{
            relation: Marker("Gen", before=(word,))
            for relation, word in zip(
                "in with near to for from on after without under before behind about".split(),
                "في مع قرب إلى ل من على بعد دون تحت قبل خلف عن".split(),
                strict=True,
            )
        },
    }
    clause_orders = {
        "verb first": f"mark part neg aux HEAD verb_next subj {TAIL}",
        "subject first": f"mark subj neg aux HEAD verb_next {TAIL}",
        "perfect": f"mark neg aux subj part HEAD verb_next {TAIL}",
        "copula": f"mark part neg aux subj HEAD {TAIL}",
        "place first": f"mark part neg aux HEAD subj {TAIL}",
    }
    noun_order = "case det count HEAD of poss flat adj rel other"
    adjective_order = "HEAD degree"
    adjective_feats = frozenset({"Case", "Definite", "Gender", "Number"})
    comma, question_mark, capitals = "،", "؟", False

    def vocative(self, phrase: NounPhrase | None) -> Node | None:
        node = super().vocative(phrase)
        if node is not None:
            node.order = f"part {node.order}"
            node.add(particle("يا"))
        return node

    # ---- clauses ---------------------------------------------------------------------------------------

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        return super().clause(with_definite_topic(clause, kind), kind)

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        return Marker("Acc" if kind in SUBJECT_FIRST else "Nom", deprel="nsubj", slot="subj")

    def recipient_marker(self, clause: Clause) -> Marker:
        to = self.lexicon[clause.predicate].get("to", "ل")
        return replace(self.markers["recipient"], before=(to,))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        """The adverbs, kept away from the indefinite nouns that they would seem to describe."""
        nominal = clause.manner in ("well", "quickly") and any(
            map(is_indefinite, filter(None, (clause.object, clause.recipient)))
        )
        open_ended = (
            is_indefinite(clause.subject)
            or clause.subject.determiner == "every"
            or clause.subject.relative is not None
        )
        early = "verb_next" if open_ended else "early"
        manner = self.adverb(clause.manner, early if nominal else "manner")
        beside_verb = clause.time in c.FREQUENCY_ADVERBS | WHEN and not clause.fronted
        time = self.adverb(clause.time, early if beside_verb else "time")
        return [time, manner, self.adverb(clause.where, "place")]

    def drops(self, clause: Clause, kind: str) -> bool:
        """Pronouns are dropped after a finite verb; after the word for "that" they are suffixes."""
        verbless = (
            clause.kind != "verb"
            and clause.tense == "Pres"
            and not clause.negated
            and kind in ("main", "question", "and")
        )
        return clause.subject.head in c.PRONOUNS and kind not in SUBJECT_FIRST and not verbless

    def clause_order(self, clause: Clause, kind: str) -> str:
        if clause.kind == "verb":
            if kind == "hope" and clause.tense == "Past":
                return self.clause_orders["perfect"]
            return self.clause_orders["subject first" if is_subject_first(clause, kind) else "verb first"]
        if is_place_first(clause, kind):
            return self.clause_orders["place first"]
        return self.clause_orders["subject first" if is_subject_first(clause, kind) else "copula"]

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = self.verb_lexeme(clause)
        agreement, particles = self.verb_agreement(clause, kind), self.particles(clause, kind)
        past, mood = clause.tense == "Past", "Ind"
        if kind == "hope" and past:
            particles += [self.verb(TO_BE, "AUX", "Sub", agreement, deprel="aux"), particle("قد")]
            agreement, mood = self.agreement(clause.subject), "Past"
        elif kind == "hope":
            mood = "Sub"
        elif past:
            mood = "Jus" if clause.negated else "Past"
        head = self.verb(lexeme, "VERB", mood, agreement)
        head.concept = clause.predicate
        return head, particles

    def verb(self, lexeme: Lexeme, upos: str, mood: str, agreement: Feats, *, deprel: str = "dep") -> Node:
        """A verb in the perfect ("Past") or in a mood of the imperfect."""
        form = conjugate(lexeme.lemma, mood, person_of(agreement), **lexeme.info)
        feats = {k: v for k, v in agreement.items() if k != "Gender" or agreement["Person"] != "1"}
        if mood == "Past":
            feats |= {"Aspect": "Perf", "Tense": "Past", "Voice": "Act"}
        else:
            feats |= {
                "Aspect": "Imp",
                "Mood": mood,
                "Tense": "Past" if mood == "Jus" else "Pres",
                "Voice": "Act",
            }
        return Node(form, upos, deprel, "aux", COPULAS.get(lexeme.lemma, lexeme.lemma), feats)

    def particles(self, clause: Clause, kind: str) -> list[Node]:
        """The question word and the negation before a verb."""
        nodes = []
        if clause.question == "polar":
            nodes.append(particle("أ" if clause.negated else "هل"))
        if clause.negated:
            past = clause.tense == "Past" and kind != "hope"
            nodes.append(Node("لم" if past else "لا", "PART", "advmod", "neg", feats={"Polarity": "Neg"}))
        return nodes

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        agreement, particles = self.verb_agreement(clause, kind), self.particles(clause, kind)
        if kind == "hope":
            return [*particles, self.verb(TO_BE, "AUX", "Sub", agreement, deprel="cop")]
        if clause.tense == "Past":
            return [
                *particles,
                self.verb(TO_BE, "AUX", "Jus" if clause.negated else "Past", agreement, deprel="cop"),
            ]
        if kind == "sub":
            return [*particles, self.verb(TO_BE, "AUX", "Ind", agreement, deprel="cop")]
        if not clause.negated:
            return particles
        is_not = self.verb(IS_NOT, "AUX", "Past", agreement, deprel="cop")  # a perfect in form
        return [*(p for p in particles if p.slot == "part"), is_not]

    def predicate(self, clause: Clause, kind: str) -> Node:
        head = super().predicate(clause, kind)
        if clause.kind in ("adjective", "noun"):
            self.set_predicate(
                head, clause, "Acc" if any(n.deprel == "cop" for n in head.children) else "Nom"
            )
        return head

    def copular_head(self, clause: Clause) -> Node:
        if clause.noun is None:
            return super().copular_head(clause)
        node = self.common(clause.noun, Marker("Nom"), gender=self.agreement(clause.subject)["Gender"])
        node.order = self.noun_order
        return node

    def set_predicate(self, head: Node, clause: Clause, case: str) -> None:
        """Puts a predicate and its adjectives in a case: the accusative after a form of "to be"."""
        for node in (head, *(child for child in head.children if child.deprel == "amod")):
            node.feats["Case"] = case
            if node.upos == "ADJ":
                subject = clause.subject if node is head else clause.noun
                assert node.concept is not None
                assert subject is not None
                node.form = self.adjective_form(self.choose(node.concept, *subject.kinds), node.feats)
            else:
                node.form = self.noun_of(self.lexicon[head.concept or ""], node.feats, "ind", clause.noun)

    def verb_agreement(self, clause: Clause, kind: str) -> dict[str, str]:
        """A verb before its subject is singular and sees the first member of a coordination only."""
        if is_subject_first(clause, kind) or clause.subject.kind == "pronoun":
            return self.agreement(clause.subject)
        phrase = replace(clause.subject, other=None)
        gender = (
            self.gender(phrase)
            if (phrase.count in c.DIGITS or phrase.count == "hundred") and phrase.determiner != "of"
            else self.agreement(phrase)["Gender"]
        )
        return {"Person": "3", "Number": "Sing", "Gender": gender}

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        """What a word after the phrase agrees with: things in the plural count as feminine singular."""
        if phrase.kind == "pronoun" and phrase.head != c.WHO:
            return super().agreement(phrase)
        number, gender, person = phrase.number, self.gender(phrase), phrase.semantic_class == "person"
        if phrase.other is not None:
            gender = "Fem" if gender == self.gender(phrase.other) == "Fem" else "Masc"
            number = "Plur" if "Plur" in (number, phrase.other.number) else "Dual"
        if number == "Plur" and not person:
            number, gender = "Sing", "Fem"
        return {"Person": "3", "Number": number, "Gender": gender}

    def gender(self, phrase: NounPhrase) -> str:
        if phrase.kind == "noun":
            lexeme = self.lexicon[phrase.head]
            return lexeme.get("g") or ("Fem" if lexeme.lemma.endswith("ة") else "Masc")
        if phrase.kind == "name" and phrase.semantic_class != "person":
            team = c.NAMED_AFTER.get(phrase.head) in c.PLACES  # "Madrid won": the word for team is masculine
            return "Masc" if team else self.lexicon[phrase.head].get("g", "Fem")
        return super().gender(phrase)

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation = SWAPPED.get((adjunct.relation, adjunct.phrase.head), adjunct.relation)
        if clause.predicate == "arrive" and relation in ("in", "on"):
            relation = "to"
        elif clause.recipient is not None and relation == "for":  # the recipient has the same preposition
            relation = "sake"
        return self.noun_phrase(adjunct.phrase, self.markers[relation])

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Case": "Gen", "Definite": "Def", "Gender": "Masc", "Number": "Sing"}
        node = Node("عام", "NOUN", feats=feats, order="case HEAD count")
        number = Node(year, "NUM", "nmod", "count", concept=year)
        return self.mark(node, Marker("Gen", before=("في",), slot="time")).add(number)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        node = super().adverb(concept, slot)
        if node is None or concept is None:
            return None
        if concept in WHEN:
            node.deprel = "obl:tmod"
        feats = {"Case": "Gen", "Definite": "Ind", "Gender": "Masc", "Number": "Sing"}
        if concept == "badly":  # "in a bad way"
            way = Node("شكل", "NOUN", "obl", slot, feats=feats, order="case HEAD adj")
            node.upos, node.deprel, node.slot, node.feats = "ADJ", "amod", "adj", dict(feats)
            return way.add(Node("ب", "ADP", "case", "case"), node)
        node.upos = self.lexicon[concept].get("upos") or node.upos
        if concept == "suddenly":  # a noun in the accusative
            node.deprel, node.feats = "obl", feats | {"Case": "Acc", "Gender": "Fem"}
        if self.lexicon[concept].get("by"):
            node.upos, node.deprel, node.feats, node.order = "NOUN", "obl", feats, "case HEAD"
            node.add(Node("ب", "ADP", "case", "case"))
        return node

    def complement_clause(self, clause: Clause) -> Node:
        """Hopes take the subjunctive, words of saying their own conjunction."""
        assert clause.complement is not None
        kind = "hope" if clause.predicate == "hope" else "comp"
        melted = kind == "hope" and clause.complement.negated
        word = "إن" if clause.predicate == "say" else "أ" if melted else "أن"
        node = self.subordinate(clause.complement, kind, "ccomp", "comp", word)
        for child in node.children:
            if child.slot == "mark" and melted:
                child.lemma = "أن"
            elif child.slot == "mark" and word == "إن":
                child.upos = "PART"
        return node

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link != "because":
            return super().linked_clause(link, clause)
        node = self.clause(clause, link)
        node.deprel, node.slot = "advcl", "advcl"
        node = self.introduce(node, Node("ل", "ADP", "mark", "mark", concept=link), link)
        return node.add(Node("أن", "SCONJ", "mark", "mark"))

    # ---- noun phrases ----------------------------------------------------------------------------------

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        if phrase.head != c.WHO:
            node.feats = without_gender_of_first(node.feats) | {"Case": marker.case or "Nom"}
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        node.feats["Gender"] = self.gender(phrase)
        if marker.case == "Acc" and not phrase.surname and self.lexicon[phrase.head].get("tn"):
            node.form += "ا"
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma

    def common(self, phrase: NounPhrase, marker: Marker, gender: str | None = None) -> Node:
        """A noun phrase; ``gender`` is that of a person of whom the noun is said ("she is a teacher")."""
        number, case, definite = shape(phrase, marker.case)
        node = self.described_noun(phrase, number, case, definite, gender)
        node.order = self.noun_order
        quantity = Marker("Gen", before=("من",), deprel="nmod", slot="of")
        if phrase.determiner == "many":
            many = Node("العديد", "NOUN", lemma="عديد", feats={"Case": marker.case, "Definite": "Def"})
            return many.add(self.mark(node, quantity))
        if phrase.count is not None:
            count = self.numeral(phrase, marker)
            return count.add(self.mark(node, quantity)) if phrase.determiner == "of" else node.add(count)
        return node.add(*self.determiners(phrase, marker))

    def described_noun(
        self, phrase: NounPhrase, number: str, case: str, definite: bool, gender: str | None
    ) -> Node:
        """The noun with its possessor, adjectives and relative clause."""
        lexeme, owner = self.lexicon[phrase.head], phrase.owner
        if owner is not None:
            definite = owner.kind != "noun" or (owner.count is None and owner.determiner != "every")
        gender = gender if gender and phrase.head not in c.NATURAL_GENDER else self.gender(phrase)
        feats = {"Case": case, "Definite": "Def" if definite else "Ind", "Gender": gender, "Number": number}
        state = "def" if definite else "ind"
        if owner is not None:
            state = "construct" if owner.kind != "pronoun" else "i" if owner.head == "i" else "suffix"
        node = Node(
            self.noun_of(lexeme, feats, state, phrase),
            "NOUN",
            lemma=lexeme.lemma,
            feats=feats,
            concept=phrase.head,
        )
        if lexeme.get("unit") and (
            phrase.count or phrase.determiner in ("every", "one", "many") or is_one(phrase)
        ):
            node = self.unit(node, feats, "construct" if owner is None else state)
        agreement = feats | (
            {"Number": "Sing", "Gender": "Fem"}
            if number == "Plur" and phrase.semantic_class != "person"
            else {}
        )
        for adjective in reversed(phrase.adjectives):
            node.add(self.adjective(adjective, phrase, agreement, phrase.degree))
        if owner is not None:
            node.add(self.possessor(phrase, marker=Marker()))
        if phrase.relative is not None:
            node.add(self.relative_clause(phrase, phrase.relative))
        return node

    def unit(self, noun: Node, feats: dict[str, str], state: str) -> Node:
        """The word for a piece, with the noun as its possessor."""
        node = Node(self.noun_of(UNIT, feats, state, None), "NOUN", lemma=UNIT.lemma, feats=dict(feats))
        whole = feats | {"Case": "Gen", "Number": "Sing"}
        lexeme = self.lexicon[noun.concept or ""]
        noun.form = self.noun_of(lexeme, whole, "def" if feats["Definite"] == "Def" else "ind", None)
        noun.feats, noun.deprel, noun.slot, noun.order = whole, "nmod", "poss", self.noun_order
        return node.add(noun)

    def noun_of(self, lexeme: Lexeme, feats: Feats, state: str, phrase: NounPhrase | None) -> str:
        """Form of a noun; a feminine form is made for a woman of a profession."""
        lemma, info = lexeme.lemma, lexeme.info
        if phrase is not None and feats["Gender"] == "Fem" and self.gender(phrase) == "Masc":
            lemma, info = lemma + "ة", {"pl": "ات"}
        return inflect_noun(lemma, feats["Number"], feats["Case"], state, **info)

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        feats = {"Case": "Nom", "Definite": "Ind"} | dict(agreement)
        node = super().adjective(concept, phrase, feats, degree, predicative=predicative)
        node.lemma = self.choose(concept, *phrase.kinds).get("ind") or node.lemma
        return node

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        number, gender, case = agreement["Number"], agreement["Gender"], agreement["Case"]
        return inflect_adjective(
            lexeme.lemma, number, gender, case, agreement["Definite"] == "Def", **lexeme.info
        )

    def degree(self, concept: str) -> Node:
        node = super().degree(concept)
        if concept == "too":  # "more than the necessary"
            necessary = {"Case": "Gen", "Definite": "Def", "Gender": "Masc", "Number": "Sing"}
            than = Node("اللازم", "NOUN", "obl", "than", "لازم", necessary, order="case HEAD")
            node.order = "HEAD than"
            node.add(than.add(Node("من", "ADP", "case", "case")))
        return node

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        word, feats = QUANTIFIERS.get(phrase.determiner), {"Case": marker.case}
        if word is not None:
            form = "إحدى" if word == "أحد" and self.gender(phrase) == "Fem" else word
            return [Node(form, "DET", "det", "det", word, feats)]
        table = {"this": THIS, "that": THAT}.get(phrase.determiner)
        if table is None:
            return []
        agreement = self.agreement(replace(phrase, other=None))
        form = table["Plur" if agreement["Number"] == "Plur" else agreement["Gender"]]
        feats |= {"PronType": "Dem", "Gender": agreement["Gender"], "Number": agreement["Number"]}
        return [Node(form, "DET", "det", "det", table["Masc"], feats)]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().numeral(phrase, marker)
        node.feats = {}
        if (
            phrase.count not in c.DIGITS and phrase.count != "hundred"
        ):  # the gender is the opposite of the noun's
            masculine = self.gender(phrase) == "Masc"
            node.form += "ة" if masculine else ""
            node.lemma = self.lexicon[phrase.count or ""].lemma + "ة"
            node.feats = {"Case": marker.case, "Gender": "Fem" if masculine else "Masc"}
        return node

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        owner = phrase.owner
        assert owner is not None
        if owner.kind == "noun" and owner.determiner == "indef" and owner.count is None:
            owner = replace(owner, determiner="one" if owner.number == "Sing" else "some")
        return self.noun_phrase(owner, self.markers["possessor"])

    def relative_word(self, phrase: NounPhrase) -> Node:
        agreement = self.agreement(phrase)
        number, gender = agreement["Number"], agreement["Gender"]
        return Node(
            WHICH[number, gender],
            "PRON",
            lemma="الذي",
            feats={"Gender": gender, "Number": number, "PronType": "Rel"},
        )

    def sandhi(self, line: Line) -> Line:
        for (node, _), (following, _) in pairwise(line):
            if node.form in CLITICS and node.upos != "PRON":
                node.space_after = following.form[0].isascii()
                if node.form == "ل" and following.form.startswith("ال"):  # two lams are written, never three
                    following.form = following.form[2 if following.form.startswith("الل") else 1 :]
            if following.feats.get("PronType") == "Prs" and following.feats["Case"] in SUFFIXES:
                node.space_after = False
        return line


def particle(form: str) -> Node:
    """A particle before the verb or a name; the treebank calls its relation compound:prt."""
    return Node(form, "PART", "compound:prt", "part")


def without_gender_of_first(feats: dict[str, str]) -> dict[str, str]:
    """First persons have no gender."""
    return {k: v for k, v in feats.items() if k != "Gender" or feats["Person"] != "1"}


def is_subject_first(clause: Clause, kind: str) -> bool:
    """Whether the subject stands before the verb."""
    described = clause.kind == "verb" and clause.subject.relative is not None and not clause.fronted
    return kind in SUBJECT_FIRST or clause.subject.head == c.WHO or (described and kind in ("main", "and"))


def is_indefinite(phrase: NounPhrase) -> bool:
    """Whether a noun phrase may not open a clause."""
    return phrase.kind == "noun" and phrase.determiner == "indef" and phrase.owner is None


def is_one(phrase: NounPhrase) -> bool:
    """Whether a phrase is about one thing, no matter which."""
    return is_indefinite(phrase) and phrase.number == "Sing"


def is_place_first(clause: Clause, kind: str) -> bool:
    """Whether the place opens the clause: "on the table is a key"."""
    plain = clause.tense == "Pres" and not clause.negated
    return clause.kind == "place" and is_indefinite(clause.subject) and (kind not in SUBJECT_FIRST or plain)


def runs_into_object(clause: Clause, kind: str) -> bool:
    """Whether an indefinite subject before a definite object would read as its possession."""
    subject, thing = clause.subject, clause.object
    if thing is None or kind in SUBJECT_FIRST or subject.adjectives or clause.time in c.FREQUENCY_ADVERBS:
        return False
    return subject.count not in c.DIGITS and (thing.determiner == "def" or thing.owner is not None)


def with_definite_topic(clause: Clause, kind: str) -> Clause:
    """Makes a subject definite where a bare one will not do: "one of the", "some of the", "all the"."""
    subject = clause.subject
    if subject.kind != "noun" or (clause.kind == "verb" and not runs_into_object(clause, kind)):
        return clause
    if subject.determiner == "every":
        return replace(clause, subject=replace(subject, determiner="all", number="Plur"))
    if not is_indefinite(subject) or is_place_first(clause, kind):
        return clause
    determiner = "of" if subject.count else "one" if subject.number == "Sing" else "some"
    return replace(clause, subject=replace(subject, determiner=determiner))


def shape(phrase: NounPhrase, case: str) -> tuple[str, str, bool]:
    """Number, case and definiteness of a noun after what quantifies it."""
    if phrase.determiner in ("many", "one", "some", "all", "of"):
        return "Plur", "Gen", True
    if phrase.determiner == "every":
        return "Sing", "Gen", False
    if phrase.count in c.DIGITS:
        return "Sing", "Acc", False
    if phrase.count is not None:
        return "Sing" if phrase.count == "hundred" else "Plur", "Gen", False
    return phrase.number, case, phrase.determiner != "indef"


LANGUAGE = Arabic()
