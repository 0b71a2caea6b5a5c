"""German: verb second, verb last in subordinate clauses, four cases, three genders, separable verbs."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.de_lexicon import LEXICON
from xling_utils.fragment.languages.de_morphology import (
    ARTICLE,
    ENDINGS,
    GENDERS,
    HABEN,
    SEIN,
    WAR,
    adjective_ending,
    genitive,
    like_ein,
    past,
    present,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node
from xling_utils.fragment.sentence import Word

CONTRACTED = {
    ("in", "dem"): "im",
    ("an", "dem"): "am",
    ("zu", "dem"): "zum",
    ("zu", "der"): "zur",
    ("von", "dem"): "vom",
    ("bei", "dem"): "beim",
}
MIDDLE = "time event here iobj obj about neg often manner with place"
"""The middle field of a denied clause; see `German.middle`."""
SLOTS = {
    **dict.fromkeys(("after", "before"), "event"),
    **dict.fromkeys(("with", "for", "without"), "with"),
    "about": "about",
}
"""Slots of adjuncts that stand before the place."""


class German(Language):
    """See the module."""

    code, name, family, script = "de", "German", "Germanic", "Latin"
    simplifications = (
        'News and stories tell in the simple past, dialogues in the perfect; "du" always has the perfect.',
        "The middle field has one order: time, recipient, object, negation, manner, company, place.",
        '"That" is the bookish "jener".',
        "Names form a genitive with -s before the noun; all other possessors follow it.",
        "Reported speech stays in the indicative.",
        "UNESCO, NASA and FIFA stand without the article that they usually have.",
        'A role does not agree with "die Person" ("die Person war Autor").',
    )
    lexicon = LEXICON
    function_words = {"and": "und", "but": "aber", "because": "weil", "when": "wenn", "that": "dass"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "dative": Marker("Dat", deprel="obl:arg", slot="obj"),
        "recipient": Marker("Dat", deprel="obl:arg", slot="iobj"),
        "predicate": Marker("Nom", slot="predicate"),
        "possessor": Marker("Gen", deprel="nmod", slot="owner"),
        "possessor_of": Marker("Dat", before=("von",), deprel="nmod", slot="owner"),
        "year": Marker(deprel="obl:tmod"),
        **{
            relation: Marker(case, before=(word,))
            for relation, word, case in (
                ("in", "in", "Dat"),
                ("with", "mit", "Dat"),
                ("near", "bei", "Dat"),
                ("to", "zu", "Dat"),
                ("for", "für", "Acc"),
                ("from", "von", "Dat"),
                ("on", "auf", "Dat"),
                ("after", "nach", "Dat"),
                ("without", "ohne", "Acc"),
                ("under", "unter", "Dat"),
                ("before", "vor", "Dat"),
                ("behind", "hinter", "Dat"),
                ("about", "über", "Acc"),
            )
        },
    }
    clause_orders = {
        "main": "subj HEAD MIDDLE prt comp advcl conj",
        "main perfect": "subj aux MIDDLE HEAD comp advcl conj",
        "question": "HEAD subj MIDDLE prt comp advcl conj",
        "question perfect": "aux subj MIDDLE HEAD comp advcl conj",
        "sub": "subj MIDDLE HEAD comp advcl conj",
        "sub perfect": "subj MIDDLE HEAD aux comp advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat owner rel other"
    comma_before = frozenset({"but", "because", "when", "comp", "rel"})
    adjective_feats = frozenset({"Gender", "Number", "Case"})

    # ---- clauses

    def opener(self, concept: str | None) -> Node | None:
        """An interjection; treebanks tag the answers "ja" and "nein" as particles."""
        node = super().opener(concept)
        if node and concept in ("yes", "no"):
            node.upos = "PART"
        return node

    def clause_order(self, clause: Clause, kind: str) -> str:
        base = (
            "sub" if kind in ("sub", "rel", "comp") else "question" if clause.question == "polar" else "main"
        )
        compound = clause.kind != "verb" or self.in_perfect(clause)
        order = self.clause_orders[f"{base} perfect" if compound else base]
        return order.replace("MIDDLE", self.middle(clause))

    def middle(self, clause: Clause) -> str:
        """The middle field: "nicht" stands before a quantity that it denies, else after the objects."""
        if not clause.negated:
            return "time event here often iobj obj about manner with place"
        arguments = (("iobj", clause.recipient), ("obj", clause.object))
        denied = next((slot for slot, phrase in arguments if phrase and quantified(phrase)), None)
        if denied is None:
            return MIDDLE
        return MIDDLE.replace(" neg", "").replace(f" {denied}", f" neg {denied}")

    def in_perfect(self, clause: Clause) -> bool:
        """Whether the past is the perfect: in dialogues, and wherever somebody says "du"."""
        if clause.tense != "Past" or self.verb_lexeme(clause).get("simple"):
            return False
        return clause.register == "dialogue" or self.agreement(clause.subject)["Person"] == "2"

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        """The time, then the clause as in a question: the verb stays second."""
        return super().fronted_order(self.clause_order(replace(clause, question="polar"), kind), clause, kind)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.verb_lexeme(clause), self.agreement(clause.subject)
        lemma, particle = lexeme.lemma, lexeme.get("prt")
        head = Node("", "VERB", lemma=particle + lemma, concept=clause.predicate)
        negation = self.negation(clause)
        if self.in_perfect(clause):
            head.form, head.feats = particle + lexeme.get("pp"), {"VerbForm": "Part"}
            forms, auxiliary = (SEIN, "sein") if lexeme.get("aux") else (HABEN, "haben")
            return head, [finite(forms, auxiliary, agreement, "aux", "Pres"), *negation]
        head.form = (past if clause.tense == "Past" else present)(lexeme, agreement)
        head.feats = {"Tense": clause.tense, "VerbForm": "Fin"}
        if not particle:
            return head, negation
        if kind in ("sub", "rel", "comp"):
            head.form = particle + head.form
            return head, negation
        upos = "ADV" if particle == "zurück" else "ADP"
        return head, [Node(particle, upos, "compound:prt", "prt"), *negation]

    def negation(self, clause: Clause) -> list[Node]:
        """The particle "nicht", unless "kein" says it."""
        if not clause.negated or takes_kein(clause.object) or takes_kein(clause.noun):
            return []
        return [Node("nicht", "PART", "advmod", "neg", feats={"Polarity": "Neg"})]

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        be = finite(
            WAR if clause.tense == "Past" else SEIN,
            "sein",
            self.agreement(clause.subject),
            "cop",
            clause.tense,
        )
        return [be, *self.negation(clause)]

    def copular_head(self, clause: Clause) -> Node:
        if clause.noun is None:
            return super().copular_head(clause)
        return self.noun_phrase(clause.noun, replace(self.markers["predicate"], negated=clause.negated))

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        return replace(super().object_marker(clause, phrase), negated=clause.negated)

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link == "when" and clause.tense == "Past":
            return self.subordinate(clause, "sub", "advcl", "advcl", "als", link)
        return super().linked_clause(link, clause)

    def relative_word(self, phrase: NounPhrase) -> Node:
        gender = "Plur" if phrase.number == "Plur" else self.gender(phrase)
        return Node(
            ARTICLE["Nom"][GENDERS.index(gender)],
            "PRON",
            lemma="der",
            feats={"Case": "Nom", "PronType": "Rel"},
        )

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, phrase = adjunct.relation, adjunct.phrase
        if clause.predicate == "return" and relation in ("in", "on"):
            relation = "to"
        marker = self.markers[relation]
        word, case = marker.before[0], marker.case
        lexeme = self.lexicon[phrase.head]
        if phrase.kind == "name":
            if relation == "to":
                word, case = ("in", "Acc") if phrase.head == "Turkey" else ("nach", "Dat")
            elif relation == "from":
                word = "aus"
            elif relation == "near" and phrase.head in c.COUNTRIES:
                word = "nahe"
        elif relation in ("in", "near"):
            word = lexeme.get(relation) or word
        elif phrase.head == "beach" and relation == "on":
            word = "an"
        slot = SLOTS.get(relation, marker.slot)
        return self.noun_phrase(phrase, replace(marker, before=(word,), case=case, slot=slot))

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        if concept in ("again", *c.FREQUENCY_ADVERBS):
            slot = "often"
        return super().adverb(concept, "here" if slot == "place" else slot)

    def adverbs(self, clause: Clause) -> list[Node | None]:
        found = super().adverbs(clause)
        if clause.where and clause.predicate == "return" and found[-1]:
            found[-1].form = found[-1].lemma = self.lexicon[clause.where].get("goal")
            found[-1].slot = "place"
        return found

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        if phrase.head == "Turkey":
            node.add(self.determiner(ARTICLE[marker.case or "Nom"][1], "der", marker, "Sing", "Fem"))
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        case = feats.get("Case", "Nom")
        if feats["Number"] == "Plur":
            plural = lexeme.get("pl")
            return plural + "n" if case == "Dat" and not plural.endswith(("n", "s")) else plural
        if "pl" not in lexeme.info or case == "Nom":
            return lexeme.lemma  # names
        if weak := lexeme.get("weak"):
            return lexeme.lemma + weak
        if case != "Gen" or lexeme.get("g") == "Fem":
            return lexeme.lemma
        return lexeme.get("gen") or genitive(lexeme.lemma)

    def determiner(self, form: str, lemma: str, marker: Marker, number: str, gender: str) -> Node:
        """A determiner with its features."""
        feats = {"Case": marker.case or "Nom", "Number": number} | (
            {"Gender": gender} if number == "Sing" else {}
        )
        return Node(form, "DET", "det", "det", lemma, feats)

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None or (phrase.owner is not None and phrase.owner.kind != "noun"):
            return []
        number, gender = phrase.number, self.gender(phrase)
        column, case = GENDERS.index("Plur" if number == "Plur" else gender), marker.case or "Nom"
        dieser = ENDINGS[case][column]
        if phrase.determiner == "indef":
            bare_role = (
                marker.slot == "predicate"
                and not phrase.adjectives
                and phrase.head not in ("friend", "neighbour")
            )
            if not marker.negated and (number == "Plur" or bare_role):
                return []
            form = ("kein" if marker.negated else "ein") + like_ein(case, column)
            return [self.determiner(form, "kein" if marker.negated else "ein", marker, number, gender)]
        form, lemma = {
            "def": (ARTICLE[case][column], "der"),
            "this": ("dies" + dieser, "dieser"),
            "that": ("jen" + dieser, "jener"),
            "every": ("jed" + dieser, "jeder"),
            "many": ("viel" + dieser, "viel"),
        }[phrase.determiner]
        return [self.determiner(form, lemma, marker, number, gender)]

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        owner = phrase.owner
        assert owner is not None
        if owner.kind == "noun":
            plain = owner.number == "Plur" and owner.determiner in ("indef", "many")
            return self.noun_phrase(owner, self.markers["possessor_of" if plain else "possessor"])
        if owner.kind == "pronoun":
            return self.possessive(phrase, owner.head, marker)
        node = self.noun_phrase(owner, Marker("Gen", deprel="nmod", slot="poss"))
        last = node.children[-1] if owner.surname else node
        last.form += "’" if last.form.endswith(("s", "x", "z")) else "s"
        return node

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        case = marker.case or "Nom"
        column = GENDERS.index("Plur" if phrase.number == "Plur" else self.gender(phrase))
        stem = self.lexicon[owner].get("poss")
        feats = {"Case": case, "Number": phrase.number, "Poss": "Yes", "PronType": "Prs"}
        return Node(stem + like_ein(case, column), "DET", "det:poss", "poss", stem, feats, owner)

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().common(phrase, marker)
        declension = self.declension(phrase, marker)
        for child in node.children:
            if child.upos == "ADJ" and child.deprel == "amod":
                gender = "Plur" if phrase.number == "Plur" else self.gender(phrase)
                ending = adjective_ending(declension, marker.case or "Nom", GENDERS.index(gender))
                stem = self.lexicon[child.concept or ""].get("stem") or child.lemma
                child.form = stem + ending
        return node

    def declension(self, phrase: NounPhrase, marker: Marker) -> str:
        """Weak after "der", mixed after "ein", strong without a determiner that shows the case."""
        if phrase.owner is not None and phrase.owner.kind != "noun":
            return "mixed" if phrase.owner.kind == "pronoun" else "strong"
        if phrase.count is not None or phrase.determiner == "many":
            return "strong"
        if phrase.determiner == "indef":
            return "mixed" if marker.negated or phrase.number == "Sing" else "strong"
        return "weak"

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        return tuple(
            (i, i + 1, CONTRACTED[first.form, second.form])
            for i, (first, second) in enumerate(pairwise(words), start=1)
            if (first.form, second.form) in CONTRACTED
            and first.upos == "ADP"
            and second.lemma == "der"
            and second.upos == "DET"
        )


def finite(forms: Feats, lemma: str, agreement: Feats, deprel: str, tense: str) -> Node:
    """A finite form of an auxiliary."""
    form = forms[agreement["Person"] + agreement["Number"]]
    return Node(form, "AUX", deprel, "aux", lemma, {"Tense": tense, "VerbForm": "Fin"})


def takes_kein(phrase: NounPhrase | None) -> bool:
    """Whether a negation shows on the determiner."""
    return phrase is not None and phrase.kind == "noun" and phrase.determiner == "indef" and not phrase.count


def quantified(phrase: NounPhrase) -> bool:
    """Whether a phrase says how many."""
    return phrase.count is not None or phrase.determiner in ("every", "many")


LANGUAGE = German()
