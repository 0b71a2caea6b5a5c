"""Turkish: SOV, agglutinating, vowel harmony, cases and possessive suffixes, no article but "bir", pro-drop.

Suffixes are written with archiphonemes: A is a/e, I is ı/i/u/ü, D is d/t. A letter in brackets is a buffer:
(y), (n) and (s) show up after a vowel, (I) shows up after a consonant. The annotation follows UD_Turkish-IMST
and, where IMST is silent, UD_Turkish-PUD: participles are VERB, copular suffixes are words of their own, and
the noun of a light-verb construction is its head.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.tr_lexicon import LEXICON
from xling_utils.fragment.languages.tr_morphology import (
    AFTER_PAST,
    AFTER_PRESENT,
    CASES,
    VOWELS,
    add,
    conjugate,
    decline,
    ending,
    nominalise,
    participle,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

DONE_BEAUTIFULLY = frozenset("sing dance draw write cook tell swim".split())
"""Verbs with which "well" is "güzel"."""
BARE_MANNER = frozenset("well badly slowly quickly".split())
"""Adverbs that look like adjectives: they stand next to the verb, so the object takes the accusative."""
NEAR_VERB = frozenset("often always again".split())
"""Adverbs that stand closer to the verb than other adverbs of time."""
KIN = frozenset("friend brother sister".split())
"""Nouns that keep "bir" as predicates; professions stand bare."""
NOMINALISED = {"comp": "Acc", "comp_dative": "Dat", "sub": "Loc"}
"""Kind of a clause whose predicate is a participle in -DIK -> its case."""
PLACE_NOUNS = {
    "near": ("yakın", "yakınında"),
    "under": ("alt", "altında"),
    "behind": ("arka", "arkasında"),
    "about": ("hak", "hakkında"),
    "on": ("üzeri", "üzerinde"),
}
"""Relations said with a noun and its possessor ("at the table's underside"): lemma and form."""
TOWARDS = frozenset("arrive return hide bring park_v".split())
"""Verbs that say where something gets to: they take the dative of a place, not the locative."""
BARE_NOUN = {"Case": "Nom", "Number": "Sing"}

TAIL = "HEAD light cop q conj"
ORDERS = {
    "no object": f"advcl subj pause time freq event place company goal manner comp {TAIL}",
    "definite": f"advcl subj time event place company goal obj iobj freq manner {TAIL}",
    "indefinite": f"advcl subj time freq event place company goal manner iobj obj {TAIL}",
    "who": f"advcl time event place company goal obj iobj comp subj freq manner {TAIL}",
    "place first": f"advcl time event place subj pause freq company goal manner iobj obj comp {TAIL}",
}


class Turkish(Language):
    """See the module."""

    code, name, family, script = "tr", "Turkish", "Turkic", "Latin"
    simplifications = (
        "The present is -Iyor, but the aorist with often, always and sometimes; no evidential, no future.",
        "Verbs are singular after plural nouns; only a pronoun of the third person plural has a plural verb.",
        "Possessive pronouns are always said, although the suffix alone would often do.",
        "Pronouns of the third person stay where another clause could give them the wrong antecedent.",
        "The words for yes and no are INTJ; IMST has them as NOUN, and kadın as ADJ.",
        "The present copula of the third person is -DIr after nouns and zero elsewhere.",
        '"Güzel" is said of men too, and "her zaman" can follow a definite object.',
    )
    lexicon = LEXICON
    function_words = {"and": "ve", "but": "ama", "because": "çünkü"}
    comma_before = frozenset({"but", "because"})
    coordinators = frozenset({"and", "but", "because"})
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "recipient": Marker("Dat", deprel="iobj", slot="iobj"),
        "predicate": Marker("Nom"),
        "possessor": Marker("Gen", deprel="nmod:poss", slot="poss"),
        "in": Marker("Loc"),
        "to": Marker("Dat", slot="goal"),
        "from": Marker("Abl", slot="goal"),
        "for": Marker("Nom", after=("için",), slot="company"),
        "after": Marker("Abl", after=("sonra",), slot="event"),
        "before": Marker("Abl", after=("önce",), slot="event"),
    }
    clause_orders = {"main": ORDERS["no object"]}
    noun_order = "rel poss det count adj indef of HEAD flat case_after other"

    def capitalise(self, form: str) -> str:
        return {"i": "İ", "ı": "I"}.get(form[0], form[0].upper()) + form[1:]

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        return tuple(
            (i, i + 1, self.before_suffix(host, suffix.form) + suffix.form)
            for i, (host, suffix) in enumerate(pairwise(words), start=1)
            if suffix.lemma == "i" and suffix.upos == "AUX"
        )

    def before_suffix(self, host: Word, suffix: str) -> str:
        """Form of a predicate before a copular suffix: "nazik" becomes "naziğ" before a vowel."""
        soft = self.lexicon[host.concept].get("v") if host.concept in self.lexicon else ""
        softens = soft and suffix[0] in VOWELS and host.form[1:] == host.lemma[1:]
        return host.form[0] + soft[1:] if softens else host.form

    def sandhi(self, line: Line) -> Line:
        """Makes copular suffixes harmonise; a comma keeps the pronoun "o" apart from the demonstrative."""
        result = line[:1]
        for (host, _), (node, head) in pairwise(line):
            if node.upos == "AUX" and node.lemma in ("i", "mi"):
                node.form = ending(host.form, node.form)
            if host.form == "o" and host.upos == "PRON" and looks_nominal(node):
                result.append((Node(self.comma, "PUNCT", "punct"), host))
            result.append((node, head))
        return result

    # clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        head = super().clause(clause, kind)
        if clause.complement is None or clause.question == "who" or self.drops(clause, kind):
            return head
        return head.add(Node(self.comma, "PUNCT", "punct", "pause"))

    def complement_kind(self, clause: Clause) -> str:
        """Kind of a that-clause: some verbs want the dative."""
        return "comp_dative" if self.lexicon[clause.predicate].get("gov") else "comp"

    def complement_clause(self, clause: Clause) -> Node:
        assert clause.complement is not None
        return self.subordinate(clause.complement, self.complement_kind(clause), "ccomp", "comp", None)

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        genitive = kind.startswith("comp") and not is_existential(clause)
        return replace(self.markers["subject"], case="Gen" if genitive else "Nom")

    def drops(self, clause: Clause, kind: str) -> bool:
        return not is_overt(clause, kind)

    def clause_order(self, clause: Clause, kind: str) -> str:
        if clause.question == "who":
            return ORDERS["place first" if self.has_bare_object(clause) else "who"]
        if clause.object is None:
            new = is_existential(clause) or (clause.kind == "verb" and is_indefinite(clause.subject))
            return ORDERS["place first" if new else "no object"]
        return ORDERS["indefinite" if self.has_bare_object(clause) else "definite"]

    def has_bare_object(self, clause: Clause) -> bool:
        """Whether the object is without a case suffix, so that nothing may come between it and the verb."""
        return clause.object is not None and self.object_marker(clause, clause.object).case == "Nom"

    def predicate(self, clause: Clause, kind: str) -> Node:
        if not is_existential(clause):
            return super().predicate(clause, kind)
        assert clause.place is not None
        if kind in NOMINALISED:
            head = self.nominal_verb(Lexeme("ol"), clause, "3Sing", kind)
        else:
            head = Node("yok" if clause.negated else "var", "ADJ")
            head.add(*copular_words(clause, "3Sing", negated=False))
        head.order = self.clause_order(clause, kind)
        return head.add(self.adjunct(clause.place, clause))

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = self.verb_lexeme(clause)
        verb, particles = self.verb(lexeme, clause, kind)
        if not lexeme.get("lv"):
            verb.concept = clause.predicate
            return verb, particles
        verb.deprel, verb.slot = "compound:lvc", "light"
        head = Node(lexeme.get("lv"), "NOUN", feats=dict(BARE_NOUN), concept=clause.predicate)
        return head, [verb, *particles]

    def verb(self, lexeme: Lexeme, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        """The inflected verb, and the question particle."""
        person, soft = person_of(clause), lexeme.get("v")
        if kind == "rel":
            form = participle(lexeme.lemma, soft, lexeme.get("y"), clause.negated)
            feats = {"Polarity": polarity(clause), "Tense": "Pres", "VerbForm": "Part"}
            return Node(form, "VERB", lemma=lexeme.lemma, feats=feats), []
        if kind in NOMINALISED:
            return self.nominal_verb(lexeme, clause, person, kind), []
        tense = "Past" if clause.tense == "Past" else "Aor" if clause.time in c.FREQUENCY_ADVERBS else "Prog"
        aspect = {"Past": "Perf", "Aor": "Hab", "Prog": "Prog"}[tense]
        asked, last = clause.question == "polar", ""
        on_particle = asked and tense != "Past" and person != "3Plur"
        if tense == "Past" and lexeme.get("stative"):
            tense, aspect, on_particle = "Prog", "Prog", asked and person != "3Plur"
            last = "" if asked else "DI" + (AFTER_PAST[person] if person != "3Plur" else "")
        shown = "3Sing" if (on_particle or last) and person != "3Plur" else person
        form = conjugate(lexeme.lemma, soft, lexeme.get("aor"), tense, clause.negated, shown)
        feats = person_feats(person) | {"Aspect": aspect, "Mood": "Ind", "Tense": clause.tense}
        feats["Polarity"] = polarity(clause)
        asked_tense = clause.tense if aspect == "Prog" else "Pres"
        particles = [question(person if on_particle else "3Sing", asked_tense)] if asked else []
        return Node(add(form, last), "VERB", lemma=lexeme.lemma, feats=feats), particles

    def nominal_verb(self, lexeme: Lexeme, clause: Clause, person: str, kind: str) -> Node:
        """The predicate of a complement or of a when-clause."""
        form = nominalise(lexeme.lemma, clause.negated, person, NOMINALISED[kind])
        feats = {"Case": NOMINALISED[kind], "Polarity": polarity(clause), "Tense": "Past", "VerbForm": "Part"}
        return Node(form, "VERB", lemma=lexeme.lemma, feats=feats | owner_feats(person))

    def copular_head(self, clause: Clause) -> Node:
        if clause.kind == "noun" and clause.noun is not None and not clause.noun.adjectives:
            bare = replace(clause.noun, number="Sing", determiner="indef" if clause.noun.head in KIN else "")
            return self.noun_phrase(bare, Marker("Nom"))
        return super().copular_head(clause)

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        person = person_of(clause)
        if kind in NOMINALISED:
            node = self.nominal_verb(Lexeme("ol"), clause, person, kind)
            node.upos, node.deprel, node.slot = "AUX", "cop", "cop"
            return [node]
        return copular_words(clause, "3Sing" if person == "3Plur" else person, negated=clause.negated)

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        lexeme = self.lexicon[clause.predicate]
        if lexeme.get("gov"):
            return Marker("Dat", deprel="obl", slot="obj")
        always = lexeme.get("acc") in ("all", phrase.semantic_class) or phrase.semantic_class == "person"
        bare = is_indefinite(phrase) and not always and clause.manner not in BARE_MANNER
        return Marker("Nom" if bare else "Acc", deprel="obj", slot="obj")

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation == "without":
            feats = {"Polarity": "Neg", "VerbForm": "Conv"}
            node = Node("olmadan", "VERB", "advcl", "company", "ol", feats, order="subj HEAD")
            if phrase.determiner == "indef" and not phrase.adjectives:
                phrase = replace(phrase, determiner="")
            return node.add(self.noun_phrase(phrase, self.markers["subject"]))
        if relation == "on" and phrase.head in ("street", "beach", "island", "mountain"):
            relation = "in"
        towards = relation != "about" and gets_there(clause)
        if relation in PLACE_NOUNS:
            feats = {"Case": "Dat" if towards else "Loc", "Number": "Sing"} | owner_feats("3Sing")
            lemma, form = PLACE_NOUNS[relation]
            form = form[:-2] + form[-1] if towards else form
            node = Node(form, "NOUN", "obl", "place", lemma, feats, order="poss HEAD")
            case = "Nom" if relation == "about" else "Gen"
            return node.add(self.noun_phrase(phrase, replace(self.markers["possessor"], case=case)))
        if relation == "with":
            together = () if clause.manner == "together" else ("birlikte",)  # one "birlikte" is enough
            case, after = ("Nom", ("ile", *together)) if phrase.kind == "name" else ("Ins", together)
            return self.noun_phrase(phrase, Marker(case, after=after, slot="company"))
        if relation == "in" and towards:
            return self.noun_phrase(phrase, replace(self.markers["in"], case="Dat"))
        return self.noun_phrase(phrase, self.markers[relation])

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Case": "Loc", "Number": "Sing"} | owner_feats("3Sing")
        node = Node("yılında", "NOUN", "obl", "time", "yıl", feats, order="count HEAD")
        return node.add(Node(year, "NUM", "nummod", "count", feats={"NumType": "Card"}, concept=year))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        adverbs = super().adverbs(clause)
        for adverb in filter(None, adverbs):
            if adverb.concept == "well" and clause.predicate in DONE_BEAUTIFULLY:
                adverb.form = adverb.lemma = "güzel"
            if adverb.concept in c.PLACE_ADVERBS and gets_there(clause):
                adverb.form, adverb.feats["Case"] = self.lexicon[adverb.concept].get("to"), "Dat"
        return adverbs

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        if concept is None:
            return None
        lexeme, slot = self.lexicon[concept], "freq" if concept in NEAR_VERB else slot
        upos = lexeme.get("upos", "ADV")
        feats = {"PRON": {"Case": "Loc", "PronType": "Dem"}, "NOUN": BARE_NOUN}.get(upos, {})
        deprel = "advmod" if upos == "ADV" else "obl"
        node = Node(lexeme.lemma, upos, deprel, slot, lexeme.get("lemma"), dict(feats), concept)
        if lexeme.get("of"):
            node.order = "det HEAD"
            node.add(Node(lexeme.get("of"), "DET", "det", "det"))
        if lexeme.get("twice"):
            node.order = "HEAD twice"
            node.add(Node(lexeme.get("twice"), "ADV", "compound:redup", "twice"))
        return node

    # noun phrases

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        soft, sound = lexeme.get("v"), lexeme.get("say")
        owner = feats.get("Person[psor]", "") + feats.get("Number[psor]", "")
        return decline(lexeme.lemma, soft, sound, feats["Number"], owner, feats["Case"])

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        feats = super().noun_feats(phrase, marker)
        if phrase.owner is not None:
            return feats | owner_feats(person_of_phrase(phrase.owner))
        return feats | (owner_feats("3Sing") if self.lexicon[phrase.head].get("of") else {})

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        node, first = super().common(phrase, marker), self.lexicon[phrase.head].get("of")
        return node.add(Node(first, "NOUN", "nmod:poss", "of", feats=dict(BARE_NOUN)) if first else None)

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        kind, feats = c.ENTITY_TYPE[phrase.head], {"Case": marker.case, "Number": "Sing"}
        if not phrase.surname:
            return self.name_word(phrase.head, feats, ner=f"B-{kind}")
        node = self.name_word(phrase.head, feats | {"Case": "Nom"}, ner=f"B-{kind}")
        return node.add(self.name_word(phrase.surname, feats, deprel="flat", slot="flat", ner=f"I-{kind}"))

    def name_word(self, concept: str, feats: Feats, *, deprel: str = "dep", slot: str = "", ner: str) -> Node:
        """A name; an apostrophe stands before its suffix."""
        lexeme = self.lexicon[concept]
        end = ending(lexeme.get("say") or lexeme.lemma.lower(), CASES[feats["Case"]])
        form = f"{lexeme.lemma}'{end}" if end else lexeme.lemma
        return Node(form, "PROPN", deprel, slot, lexeme.lemma, dict(feats), concept, ner)

    def noun_number(self, phrase: NounPhrase) -> str:
        return "Sing" if phrase.count is not None or phrase.determiner == "many" else phrase.number

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.owner is not None or phrase.count is not None:
            return []
        form = {"this": "bu", "that": "o", "every": "her", "many": "birçok"}.get(phrase.determiner)
        if form:
            return [Node(form, "DET", "det", "det")]
        if phrase.determiner == "indef" and phrase.number == "Sing":
            return [Node("bir", "DET", "det", "indef", feats={"Definite": "Ind"})]
        return []

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.feats["Case"] = marker.case
        return node

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        return person_feats(person_of_phrase(phrase))

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        assert phrase.owner is not None
        return self.mark(self.pronoun(phrase.owner, self.markers["possessor"]), self.markers["possessor"])

    def coordinated(self, phrase: NounPhrase, marker: Marker) -> Node:
        """The second member: after "ile" if the phrase is a plain subject, otherwise after "ve"."""
        node = super().coordinated(phrase, marker)
        if marker.case == "Nom" and phrase.kind == "name":
            node.children[-1].form = "ile"
        return node

    def relative_clause(self, phrase: NounPhrase, clause: Clause) -> Node:
        node = self.clause(clause, "rel")
        node.deprel, node.slot = "acl", "rel"
        return node


def looks_nominal(node: Node) -> bool:
    """Whether a word could be the noun, or the start of the noun phrase, of a demonstrative before it."""
    if node.concept in c.DEGREE_ADVERBS:
        return True
    other = node.concept in c.VERBS or node.concept in c.ADVERBS or node.concept in c.YEARS
    return node.upos in ("NOUN", "ADJ", "NUM") and not other


def is_indefinite(phrase: NounPhrase) -> bool:
    """Whether a phrase is new to the hearer: "a book", "books", "three books", "many books"."""
    return phrase.kind == "noun" and phrase.owner is None and phrase.determiner in ("indef", "many", "")


def is_existential(clause: Clause) -> bool:
    """Whether "X is in Y" is said as "in Y there is X"."""
    return clause.kind == "place" and is_indefinite(clause.subject)


def gets_there(clause: Clause) -> bool:
    """Whether the place of a clause is where something gets to."""
    falls = clause.predicate == "fall" and not clause.subject.animate
    return clause.kind == "verb" and (falls or clause.predicate in TOWARDS)


def is_overt(clause: Clause, kind: str) -> bool:
    """Whether the subject is said: pronouns only where they are needed."""
    if clause.subject.head not in c.PRONOUNS or clause.kind == "noun":
        return True
    if kind in ("and", "but"):
        return True
    person = c.PRONOUNS[clause.subject.head].person
    if kind in NOMINALISED:  # the suffixes of the second and third person look the same before a case
        return person != "1"
    return person == "3" and (clause.kind != "verb" or kind == "because" or clause.link is not None)


def person_of_phrase(phrase: NounPhrase) -> str:
    """Person and number that a suffix shows, such as "1Sing"; plural nouns count as singular."""
    pronoun = c.PRONOUNS.get(phrase.head)
    return pronoun.person + pronoun.number if pronoun else "3Sing"


def person_of(clause: Clause) -> str:
    """Person and number of the predicate."""
    return person_of_phrase(clause.subject)


def person_feats(person: str) -> dict[str, str]:
    """UD features of a person and number."""
    return {"Person": person[0], "Number": person[1:]}


def owner_feats(person: str) -> dict[str, str]:
    """UD features of a possessive suffix."""
    return {"Person[psor]": person[0], "Number[psor]": person[1:]}


def polarity(clause: Clause) -> str:
    """Value of the feature Polarity."""
    return "Neg" if clause.negated else "Pos"


def question(person: str, tense: str = "Pres") -> Node:
    """The question particle with the endings that it carries; `Turkish.sandhi` makes them harmonise."""
    suffix = "yDI" + AFTER_PAST[person] if tense == "Past" else AFTER_PRESENT[person].replace("(y)", "y")
    return Node("mI" + suffix, "AUX", "aux:q", "q", "mi", person_feats(person) | {"Tense": tense})


def copular_words(clause: Clause, person: str, *, negated: bool) -> list[Node]:
    """What follows a nominal predicate: "değil" or a suffix in archiphonemes, then the question particle."""
    asked = clause.question == "polar"
    past = "(y)DI" + AFTER_PAST[person] if clause.tense == "Past" else ""
    suffix = "" if asked else past or AFTER_PRESENT[person]  # in a question, the particle takes the suffix
    feats = person_feats(person) | {"Mood": "Ind", "Tense": clause.tense}
    if clause.kind == "noun" and not (suffix or negated or asked):
        suffix, feats["Mood"] = "DIr", "Gen"
    words = []
    if negated:
        words.append(Node(add("değil", suffix), "AUX", "cop", "cop", "değil", feats | {"Polarity": "Neg"}))
    elif suffix:
        words.append(Node(suffix, "AUX", "cop", "cop", "i", feats))
    if asked:
        words.append(question(person, clause.tense))
    return words


LANGUAGE = Turkish()
