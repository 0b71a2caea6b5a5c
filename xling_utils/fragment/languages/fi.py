"""Finnish: SVO with free order, agglutinating, fifteen cases, no articles, no gender, a verb of negation.

Objects are total (genitive or nominative) or partial (partitive); relations are cases or postpositions.
The annotation follows UD_Finnish-TDT and UD_Finnish-PUD: "olla" is a copula with every nominal and local
predicate, determiners are PRON, and suffixes (owner, question) are features of their word.
"""

from __future__ import annotations

from dataclasses import replace

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.fi_lexicon import LEXICON
from xling_utils.fragment.languages.fi_morphology import conjugate, connegative, decline, is_front
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node

BE = {
    "Pres": {"1Sing": "olen", "2Sing": "olet", "3Sing": "on", "1Plur": "olemme", "3Plur": "ovat"},
    "Past": {"1Sing": "olin", "2Sing": "olit", "3Sing": "oli", "1Plur": "olimme", "3Plur": "olivat"},
}
NOT = {"1Sing": "en", "2Sing": "et", "3Sing": "ei", "1Plur": "emme", "3Plur": "eivät"}
NOT_BEING = {"PresSing": "ole", "PresPlur": "ole", "PastSing": "ollut", "PastPlur": "olleet"}

CASES = ("Nom", "Gen", "Par", "Ine", "Ela", "Ill", "Ade", "Abl", "All")
THIS = {
    "tämä": {
        "Sing": "tämä tämän tätä tässä tästä tähän tällä tältä tälle",
        "Plur": "nämä näiden näitä näissä näistä näihin näillä näiltä näille",
    },
    "tuo": {
        "Sing": "tuo tuon tuota tuossa tuosta tuohon tuolla tuolta tuolle",
        "Plur": "nuo noiden noita noissa noista noihin noilla noilta noille",
    },
}
DETERMINERS = {"this": "tämä", "that": "tuo", "every": "jokainen", "many": "moni"}
DECLINED = {"jokainen": Lexeme("jokainen", {"cl": "hevonen"}), "moni": Lexeme("moni", {"cl": "kieli"})}

INSIDE = {"at": "Ine", "to": "Ill", "from": "Ela"}
OUTSIDE = {"at": "Ade", "to": "All", "from": "Abl"}
POSTPOSITIONS = {
    "near": {"at": "lähellä", "to": "lähelle", "from": "läheltä"},
    "under": {"at": "alla", "to": "alle", "from": "alta"},
    "behind": {"at": "takana", "to": "taakse", "from": "takaa"},
    "on": {"at": "päällä", "to": "päälle", "from": "päältä"},
}
"""Where something is, gets to, comes from."""
FOR_SOMEBODY = frozenset(
    "work buy read write open build carry choose wash cook sing draw cut find plan_v dance".split()
)
"""Verbs whose beneficiary is in the allative; that of the others is "for the sake of" somebody."""


REST = "late time where manner iobj obj quality place year comp advcl conj"
"""What follows the verb."""


class Finnish(Language):
    """See the module."""

    code, name, family, script = "fi", "Finnish", "Uralic", "Latin"
    simplifications = (
        "Ten cases occur; the translative, abessive, comitative, instructive and accusative do not.",
        "Tenses are the present and the imperfect; no passive, and no participles instead of clauses.",
        "Subject pronouns of the first and second person are left unsaid, except after ja and mutta.",
        "Whether an object is total depends on verb, tense and negation, not on the single event.",
        "The possessive pronoun is always said beside the possessive suffix (minun kirjani).",
        "Bare plural subjects are nominative, except where something is somewhere (pöydällä on kirjoja).",
        '"Hyvin" (well) before a numeral or an adjective can be read as "very".',
    )
    lexicon = LEXICON
    names_have_gender = False
    function_words = {"and": "ja", "but": "mutta", "because": "koska", "when": "kun", "that": "että"}
    comma_before = frozenset({"and", "but", "because", "when", "comp", "rel"})
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "recipient": Marker("All", slot="iobj"),
        "possessor": Marker("Gen", deprel="nmod:poss", slot="poss"),
        "predicate": Marker("Nom"),
        "year": Marker(slot="year"),
        "with": Marker("Gen", after=("kanssa",)),
        "for": Marker("Gen", after=("vuoksi",)),
        "after": Marker("Gen", after=("jälkeen",)),
        "before": Marker("Par", before=("ennen",)),
        "without": Marker("Par", before=("ilman",)),
        "about": Marker("Ela"),
    }
    clause_orders = {
        "main": f"first subj aux cop freq HEAD {REST}",
        "question": f"aux cop HEAD subj freq {REST}",
        "negative question": f"aux subj cop freq HEAD {REST}",
        "copular question": "aux cop subj HEAD time year advcl conj",
        "negative copular question": "aux subj cop HEAD time year advcl conj",
        "existential": "HEAD aux cop subj advcl conj",
        "existential question": "aux cop HEAD subj advcl conj",
        "negative existential question": "aux HEAD cop subj advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat case_after rel other"
    adjective_feats = frozenset({"Case", "Number"})

    # ---- clauses

    def drops(self, clause: Clause, kind: str) -> bool:
        pronoun = c.PRONOUNS.get(clause.subject.head)
        return pronoun is not None and pronoun.person != "3" and kind not in ("and", "but")

    def clause_order(self, clause: Clause, kind: str) -> str:
        name = "existential" if is_existential(clause) else "copular" if clause.kind != "verb" else ""
        if clause.question != "polar":
            return self.clause_orders.get(name) or self.clause_orders["main"]
        words = ("negative" * clause.negated, name, "question")
        return self.clause_orders[" ".join(filter(None, words))]

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        marker = self.markers["subject"]
        if clause.kind == "verb":
            return marker
        case = "Nom"
        if is_existential(clause):
            several = clause.subject.determiner == "many"
            partial = clause.negated or is_bare_plural(clause.subject)
            case = "Acc" if several else "Par" if partial else "Nom"
        return replace(marker, deprel="nsubj:cop", case=case)

    def relative_clause(self, phrase: NounPhrase, clause: Clause) -> Node:
        node = self.clause(clause, "rel")
        node.deprel, node.slot = "acl:relcl", "rel"
        number = "Plur" if phrase.number == "Plur" else "Sing"
        feats = {"Case": "Nom", "Number": number, "PronType": "Rel"}
        word = Node("jotka" if number == "Plur" else "joka", "PRON", "nsubj", "subj", "joka", feats)
        return self.introduce(node.add(word), None, "rel")

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        """The verb, chosen by its object, or by its subject if it has none."""
        phrase = clause.object or clause.subject
        return self.choose(clause.predicate, *phrase.kinds)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, person = self.verb_lexeme(clause), person_of(clause)
        head = Node("", "VERB", lemma=lexeme.lemma, concept=clause.predicate)
        if clause.negated:
            head.form = connegative(lexeme, clause.tense, person[1:])
            head.feats = connegative_feats(clause.tense, person[1:])
            return head, [negation(person, asked=clause.question == "polar")]
        head.form = conjugate(lexeme, clause.tense, person)
        head.feats = finite_feats(clause.tense, person)
        return (with_ko(head) if clause.question == "polar" else head), []

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        person = "3Sing" if is_existential(clause) else person_of(clause)
        be = Node("", "AUX", "cop", "cop", "olla")
        if clause.negated:
            be.form = NOT_BEING[clause.tense + person[1:]]
            be.feats = connegative_feats(clause.tense, person[1:])
            return [negation(person, asked=clause.question == "polar"), be]
        be.form, be.feats = BE[clause.tense][person], finite_feats(clause.tense, person)
        return [with_ko(be) if clause.question == "polar" else be]

    def copular_head(self, clause: Clause) -> Node:
        """The predicate: partitive where it describes several, or a mass."""
        several, mass = clause.subject.plural, clause.subject.head in c.MASS
        feats = {"Case": "Par" if several or mass else "Nom", "Number": "Plur" if several else "Sing"}
        if clause.kind == "adjective":
            return self.adjective(clause.predicate, clause.subject, feats, clause.degree, predicative=True)
        if clause.kind == "noun" and clause.noun is not None:
            return self.noun_phrase(clause.noun, Marker(feats["Case"]))
        return super().copular_head(clause)

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        lexeme, tense = self.verb_lexeme(clause), clause.tense
        if clause.predicate == "visit":
            if phrase.animate:
                return Marker("Gen", after=("luona",), slot="obj")
            return replace(self.place(phrase, "in", "at"), slot="obj")
        if lexeme.get("gov"):
            return Marker(lexeme.get("gov"), slot="obj")
        often = tense == "Pres" or clause.time in c.FREQUENCY_ADVERBS
        partial = {"par": True, "proc": often, "mass": phrase.head in c.MASS}.get(lexeme.get("obj"), False)
        partial = partial or clause.negated or is_bare_plural(phrase)
        return Marker("Par" if partial else "Acc", deprel="obj", slot="obj")

    # ---- adjuncts

    def place(self, phrase: NounPhrase, relation: str, way: str) -> Marker:
        """Where: a local case or a postposition; ``way`` is ``at``, ``to`` or ``from``."""
        if relation in POSTPOSITIONS and (relation != "on" or phrase.head == "box"):
            return Marker("Gen", after=(POSTPOSITIONS[relation][way],))
        outside = relation == "on" or self.lexicon[phrase.head].get("loc")
        return Marker((OUTSIDE if outside else INSIDE)[way])

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation in ("to", "from"):
            return self.noun_phrase(phrase, self.place(phrase, "in", relation))
        if relation in c.WHERE_PEOPLE_ARE:
            return self.noun_phrase(phrase, self.place(phrase, relation, self.way(clause)))
        if relation == "for" and clause.predicate in FOR_SOMEBODY:
            return self.noun_phrase(phrase, Marker("All"))
        return self.noun_phrase(phrase, self.markers[relation])

    def way(self, clause: Clause) -> str:
        """Whether something happens ``at`` a place, gets ``to`` it or comes ``from`` it."""
        return (clause.kind == "verb" and self.verb_lexeme(clause).get("dir")) or "at"

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Case": "Ess", "Number": "Sing"}
        node = Node("vuonna", "NOUN", "obl", "year", "vuosi", feats, order="HEAD count")
        return node.add(Node(year, "NUM", "nummod", "count", feats={"NumType": "Card"}, concept=year))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        adverbs = super().adverbs(clause)
        for node in filter(None, adverbs):
            if node.concept in c.PLACE_ADVERBS:
                node.slot = "where"
                lexeme = self.choose(clause.where or "", clause.register)
                node.form = node.lemma = lexeme.get(self.way(clause)) or lexeme.lemma
            elif node.concept in c.FREQUENCY_ADVERBS:
                node.slot = (
                    "late"
                    if not clause.negated
                    else "first"
                    if node.concept == "sometimes" and not clause.question
                    else "freq"
                )
            elif node.concept in ("well", "badly"):
                node.slot = "quality"
        return adverbs

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        """A time opens the clause, and a year comes before the subject as well."""
        return super().fronted_order(order.replace(" year", ""), clause, kind).replace("time", "time year", 1)

    # ---- noun phrases

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {"Case": "Gen" if marker.case == "Acc" else marker.case}

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        """Number and case; after a numeral the singular, partitive in subjects and objects."""
        number, case = phrase.number, marker.case
        if phrase.count is not None or (phrase.determiner == "many" and case == "Acc"):
            number, case = "Sing", "Par" if case in ("Nom", "Acc") else case
        elif case == "Acc":
            case = "Nom" if number == "Plur" else "Gen"
        return {"Case": case, "Number": number} | owner_feats(phrase)

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        owner = feats.get("Person[psor]", "") + feats.get("Number[psor]", "")
        return decline(lexeme, feats["Number"], feats["Case"], owner)

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return decline(lexeme, agreement["Number"], agreement["Case"])

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name; only the last part of it shows the case."""
        if not phrase.surname:
            return super().proper(phrase, marker)
        node = super().proper(replace(phrase, surname=None), Marker("Nom"))
        feats = {"Number": "Sing"} | self.case_of(marker)
        return node.add(
            self.word(phrase.surname, "PROPN", feats, deprel="flat:name", slot="flat", ner="I-PER")
        )

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        lemma = DETERMINERS.get(phrase.determiner)
        if lemma is None or phrase.owner is not None or phrase.count is not None:
            return []
        feats = {k: v for k, v in self.noun_feats(phrase, marker).items() if k in ("Case", "Number")}
        if lemma in THIS:
            form = THIS[lemma][feats["Number"]].split()[CASES.index(feats["Case"])]
        else:
            form = decline(DECLINED[lemma], feats["Number"], feats["Case"])
        feats["PronType"] = "Dem" if lemma in THIS else "Ind"
        return [Node(form, "PRON", "det", "det", lemma, feats)]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().numeral(phrase, marker)
        if phrase.count in self.lexicon:
            case = "Nom" if marker.case == "Acc" else marker.case
            node.lemma, node.form = node.form, decline(self.lexicon[phrase.count], "Sing", case)
            node.feats |= {"Case": case, "Number": "Sing"}
        return node

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.lemma = self.lexicon[phrase.head].get("lemma") or node.lemma
        node.feats["Case"] = marker.case
        node.feats.setdefault("Number", "Sing")
        return node

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        assert phrase.owner is not None
        return self.noun_phrase(phrase.owner, self.markers["possessor"])

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        feats = super().agreement(phrase)
        return {"Person": feats["Person"], "Number": feats["Number"] if phrase.count is None else "Sing"}


def is_bare_plural(phrase: NounPhrase) -> bool:
    """Whether a phrase is some of a kind: "books", but not "three books" or "many books"."""
    return phrase.number == "Plur" and phrase.determiner == "indef" and phrase.count is None


def is_existential(clause: Clause) -> bool:
    """Whether "X is in Y" is said as "in Y is X", because X is new."""
    return clause.kind == "place" and clause.subject.determiner in ("indef", "many")


def person_of(clause: Clause) -> str:
    """Person and number of the verb; a phrase with a numeral is singular."""
    phrase = clause.subject
    if phrase.head in c.PRONOUNS:
        return c.PRONOUNS[phrase.head].person + c.PRONOUNS[phrase.head].number
    return "3Plur" if phrase.plural and phrase.count is None else "3Sing"


def owner_feats(phrase: NounPhrase) -> dict[str, str]:
    """UD features of a possessive suffix, which shows owners that are pronouns."""
    pronoun = c.PRONOUNS.get(phrase.owner.head) if phrase.owner else None
    if pronoun is None:
        return {}
    number = {} if pronoun.person == "3" else {"Number[psor]": pronoun.number}
    return {"Person[psor]": pronoun.person} | number


def finite_feats(tense: str, person: str) -> dict[str, str]:
    """UD features of a finite verb."""
    return {
        "Mood": "Ind",
        "Number": person[1:],
        "Person": person[0],
        "Tense": tense,
        "VerbForm": "Fin",
        "Voice": "Act",
    }


def connegative_feats(tense: str, number: str) -> dict[str, str]:
    """UD features of the form beside the verb of negation."""
    if tense == "Pres":
        return {"Connegative": "Yes", "Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin"}
    return {"Case": "Nom", "Number": number, "PartForm": "Past", "VerbForm": "Part", "Voice": "Act"}


def negation(person: str, *, asked: bool) -> Node:
    """The verb of negation."""
    feats = {
        "Number": person[1:],
        "Person": person[0],
        "Polarity": "Neg",
        "VerbForm": "Fin",
        "Voice": "Act",
    }
    node = Node(NOT[person], "AUX", "aux", "aux", "ei", feats)
    return with_ko(node) if asked else node


def with_ko(node: Node) -> Node:
    """A verb with the clitic of questions."""
    node.form += "kö" if is_front(node.form) else "ko"
    node.feats["Clitic"] = "Ko"
    return node


LANGUAGE = Finnish()
