"""Polish: SVO, pro-drop, seven cases, five genders, verbal aspect, no articles."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import ClassVar

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.pl_lexicon import LEXICON
from xling_utils.fragment.languages.pl_morphology import (
    DETERMINERS,
    GENDERS,
    adjective_form,
    decline,
    determiner_form,
    fuse,
    past_form,
    present,
    with_vowel,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

GOAL = {"in": "to", "on": "onto"}
COLLECTIVE_CASES = ("Nom", "Gen", "Dat", "Ins")
BE = {"1Sing": "jestem", "2Sing": "jesteś", "3Sing": "jest", "1Plur": "jesteśmy", "3Plur": "są"}
ENDINGS = {"1Sing": "em", "2Sing": "eś", "1Plur": "śmy"}
"""Personal endings of the past, words of their own in the treebanks."""
AFTER_PREPOSITION = {
    "go": "niego",
    "mu": "niemu",
    "jej": "niej",
    "ją": "nią",
    "ich": "nich",
    "im": "nim",
    "cię": "ciebie",
}


class Polish(Language):
    """See the module."""

    code, name, family, script = "pl", "Polish", "Slavic", "Latin"
    simplifications = (
        "The present is imperfective; the past is perfective, unless it is a state, an activity or repeated.",
        "Subject pronouns are dropped in main clauses; in others only those of the first and second person.",
        "Speakers, hearers whose name is unsaid, surnames alone and mixed groups are masculine.",
        'Absence is impersonal ("Anny nie ma w Paryżu"); "to" links two nouns in dialogues only.',
        '"się" follows the verb in main clauses and precedes it in the others.',
    )
    hearer_shows_gender = True
    lexicon = LEXICON
    function_words = {"and": "i", "but": "ale", "because": "ponieważ", "when": "kiedy", "that": "że"}
    vocative_marker = Marker("Voc", deprel="vocative", slot="vocative")
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "dative": Marker("Dat", deprel="iobj", slot="obj"),
        "genitive": Marker("Gen", deprel="obj", slot="obj"),
        "topic": Marker("Loc", before=("o",), deprel="obl:arg"),
        "chase": Marker("Ins", before=("za",), deprel="obl:arg"),
        "recipient": Marker("Dat", deprel="iobj", slot="iobj"),
        "possessor": Marker("Gen", deprel="nmod:poss", slot="owner"),
        **{
            relation: Marker(case, before=(word,))
            for relation, word, case in (
                ("in", "w", "Loc"),
                ("to", "do", "Gen"),
                ("onto", "na", "Acc"),
                ("from", "z", "Gen"),
                ("with", "z", "Ins"),
                ("near", "koło", "Gen"),
                ("for", "dla", "Gen"),
                ("on", "na", "Loc"),
                ("after", "po", "Loc"),
                ("without", "bez", "Gen"),
                ("under", "pod", "Ins"),
                ("before", "przed", "Ins"),
                ("behind", "za", "Ins"),
                ("about", "o", "Loc"),
            )
        },
    }
    clause_orders: ClassVar[dict[str, str]] = {
        "main": "czy subj time manner neg HEAD clitic expl often late iobj obj place year comp advcl conj",
        "sub": "subj time manner expl neg HEAD clitic often late iobj obj place year comp advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat owner rel other"
    comma_before = frozenset({"but", "because", "when", "comp", "rel"})

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        order = super().clause_order(clause, kind)
        return order if clause.kind == "verb" else order.replace("HEAD clitic", "aux clitic HEAD")

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        return "time year " + " ".join(slot for slot in order.split() if slot not in ("time", "year"))

    def drops(self, clause: Clause, kind: str) -> bool:
        subject = clause.subject
        if subject.head not in c.PRONOUNS or absent(clause):
            return False
        return c.PRONOUNS[subject.head].person != "3" or kind in ("main", "question")

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        """The verb, chosen by its goal, its object or its subject."""
        goal = ["goal"] * any(adjunct.relation in ("to", "from") for adjunct in clause.adjuncts)
        kinds = clause.object.kinds if clause.object else ()
        agent = clause.subject.kinds if clause.object is None or clause.predicate == "carry" else ()
        return self.choose(clause.predicate, *goal, *kinds, *agent)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.verb_lexeme(clause), self.agreement(clause.subject)
        past = clause.tense == "Past"
        partner = lexeme.get("pf") or (clause.time == "suddenly" and lexeme.get("once"))
        perfective = past and bool(partner) and clause.time not in c.FREQUENCY_ADVERBS
        lemma = partner if partner and perfective else lexeme.lemma
        irregular = lexeme.get("pp" if perfective else "ip")
        form = past_form(lemma, irregular, agreement) if past else present(lexeme, agreement)
        feats = finite(agreement, clause.tense, "Perf" if perfective else "Imp")
        particles = clitic(agreement) if past else []
        if lexeme.get("r"):
            reflexive = {"PronType": "Prs", "Reflex": "Yes"}
            particles.append(Node("się", "PRON", "expl:pv", "expl", feats=reflexive))
        if lexeme.get("light"):
            particles.append(self.light_noun(lexeme.get("light"), clause))
        if clause.negated and clause.time != "always":
            particles.append(negation("neg"))
        head = Node(form, "VERB", lemma=lemma, feats=feats, concept=clause.predicate)
        return head, [*particles, *question(clause)]

    def light_noun(self, lemma: str, clause: Clause) -> Node:
        """The noun of "mieć nadzieję", to which the that-clause belongs."""
        case = "Gen" if clause.negated else "Acc"
        form = decline(Lexeme(lemma), case, "Sing", "f")
        node = Node(form, "NOUN", "obj", "obj", lemma, {"Case": case, "Gender": "Fem", "Number": "Sing"})
        node.order = "HEAD comp"
        return node.add(super().complement_clause(clause))

    def complement_clause(self, clause: Clause) -> Node | None:  # type: ignore[override]
        return None if self.verb_lexeme(clause).get("light") else super().complement_clause(clause)

    def adverbs(self, clause: Clause) -> list[Node | None]:
        adverbs = super().adverbs(clause)
        for node in filter(None, adverbs):
            if clause.negated and node.concept == "often":
                node.slot = "often"
            elif (clause.negated and node.slot == "manner") or (clause.object and node.slot == "place"):
                node.slot = "late"
            elif clause.negated and node.concept == "always":  # "nie zawsze"
                node.order = "neg HEAD"
                node.add(negation("neg"))
        return adverbs

    def predicate(self, clause: Clause, kind: str) -> Node:
        """An absence is impersonal: "Anny nie ma w Paryżu", "Anny nie było w Paryżu"."""
        if not absent(clause):
            return super().predicate(clause, kind)
        assert clause.place is not None
        past = clause.tense == "Past"
        feats = finite({"Person": "3", "Number": "Sing", "Gender": "Neut"}, clause.tense, "Imp")
        head = Node("było" if past else "ma", "VERB", lemma="być" if past else "mieć", feats=feats)
        head.order = super().clause_order(clause, kind)
        return head.add(negation("neg"), self.adjunct(clause.place, clause), *question(clause))

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        marker = self.markers["subject"]
        if not absent(clause):
            return marker
        return replace(marker, case="Gen", slot="late" if clause.subject.kind == "pronoun" else "subj")

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        marker = super().object_marker(clause, phrase)
        return replace(marker, case="Gen") if clause.negated and marker.case == "Acc" else marker

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        denial = [negation("neg")] if clause.negated else []
        if linked_by_to(clause):
            feats = {"Mood": "Ind", "Tense": "Pres", "VerbForm": "Fin", "VerbType": "Quasi"}
            return [Node("to", "AUX", "cop", "aux", feats=feats), *question(clause)]
        agreement, past = self.agreement(clause.subject), clause.tense == "Past"
        form = past_form("być", "", agreement) if past else BE[agreement["Person"] + agreement["Number"]]
        be = Node(form, "AUX", "cop", "aux", "być", finite(agreement, clause.tense, "Imp"))
        return [be, *(clitic(agreement) if past else []), *denial, *question(clause)]

    def copular_head(self, clause: Clause) -> Node:
        """Nouns are instrumental, adjectives nominative, but genitive after "pięć kobiet jest"."""
        if clause.kind == "noun":
            assert clause.noun is not None
            return self.noun_phrase(clause.noun, Marker("Nom" if linked_by_to(clause) else "Ins"))
        if clause.kind == "place":
            return super().copular_head(clause)
        agreement = self.agreement(clause.subject) | {"Case": "Nom"}
        if self.governs(clause.subject, "Nom"):
            agreement |= GENDERS[self.gender_class(clause.subject)] | {"Case": "Gen", "Number": "Plur"}
        return self.adjective(clause.predicate, clause.subject, agreement, clause.degree, predicative=True)

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link == "because" and clause.register != "news":
            return self.subordinate(clause, "sub", "advcl", "advcl", "bo", link)
        return super().linked_clause(link, clause)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        node = super().adverb(concept, slot)
        if node is not None and slot == "manner":
            node.feats = {"Degree": "Pos"}
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = GENDERS["m3"] | {"Case": "Loc", "Number": "Sing"}
        node = Node("roku", "NOUN", "obl", "year", "rok", feats, order="case number HEAD")
        ordinal = feats | {"Degree": "Pos", "NumForm": "Digit", "NumType": "Ord"}
        number = Node(year, "ADJ", "amod:flat", "number", feats=ordinal, concept=year)
        return node.add(Node("w", "ADP", "case", "case"), number)

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, place = adjunct.relation, self.lexicon[adjunct.phrase.head]
        if clause.predicate in ("arrive", "return"):  # "przyjechać do Paryża": a goal, not a place
            relation = GOAL.get(relation, relation)
        if place.get("at"):
            relation = {"in": "on", "to": "onto"}.get(relation, relation)
        return self.noun_phrase(adjunct.phrase, self.markers[relation])

    def gender_class(self, phrase: NounPhrase) -> str:
        """One of the five genders, a key of `GENDERS`."""
        if phrase.kind == "pronoun":
            return "f" if phrase.head == "she" or phrase.sex == "Fem" else "m1"
        if c.ENTITY_TYPE.get(phrase.head) == "PER":  # a surname alone is a man's
            return "f" if c.GIVEN_NAMES.get(phrase.head) == "Fem" else "m1"
        lexeme = self.entry(phrase)
        if lexeme.get("g") == "Fem":
            return "f"
        return lexeme.get("g") or {"a": "f", "o": "n", "e": "n"}.get(lexeme.lemma[-1], "m3")

    def gender(self, phrase: NounPhrase) -> str:
        return GENDERS[self.gender_class(phrase)]["Gender"]

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        """With masculine personal plurals; a phrase under a governing numeral counts as neuter singular."""
        person = c.PRONOUNS[phrase.head].person if phrase.head in c.PRONOUNS else "3"
        if self.governs(phrase, "Nom") and phrase.other is None:
            return {"Person": "3", "Number": "Sing", "Gender": "Neut"}
        plural = phrase.plural or bool(self.lexicon[phrase.head].get("pt"))
        classes = [self.gender_class(p) for p in (phrase, phrase.other) if p is not None]
        gender = GENDERS["m1" if "m1" in classes else classes[0]]
        return {"Person": person, "Number": "Plur" if plural else "Sing"} | gender

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.lemma = self.lexicon["he" if phrase.head in ("she", "they") else phrase.head].lemma
        if marker.before:
            node.form = AFTER_PREPOSITION.get(node.form, node.form)
        kind = "Int" if phrase.head == c.WHO else "Prs"
        node.feats = self.agreement(phrase) | {"Case": marker.case, "PronType": kind}
        if phrase.head == c.WHO:
            del node.feats["Person"]
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        entity, gender = c.ENTITY_TYPE[phrase.head], self.gender_class(phrase)
        number = "Plur" if self.lexicon[phrase.head].get("pt") else "Sing"
        feats = GENDERS[gender] | {"Case": marker.case, "Number": number}
        node = self.word(phrase.head, "PROPN", feats, ner=f"B-{entity}")
        if phrase.surname:
            surname = self.word(phrase.surname, "PROPN", dict(feats), ner=f"I-{entity}")
            surname.deprel = surname.slot = "flat"
            node.add(surname)
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        """A noun or name; of a woman's surnames, those in a consonant or -i do not change."""
        name = lexeme.get("fem") if lexeme.lemma == "Iwanow" else ""
        gender = next(key for key, value in GENDERS.items() if value.items() <= feats.items())
        if gender == "f" and name:
            return adjective_form("Iwanowy", feats)
        if gender == "f" and "g" not in lexeme.info and lexeme.lemma[-1] != "a":
            return lexeme.lemma
        return decline(lexeme, feats["Case"], feats["Number"], gender)

    def governs(self, phrase: NounPhrase, case: str) -> bool:
        """Whether the phrase has a numeral that puts its noun into the genitive."""
        if phrase.count is None and phrase.determiner != "many":
            return False
        if self.collective(phrase):
            return case in ("Nom", "Acc", "Ins")
        small = phrase.count in ("three", "four")
        personal = self.gender_class(phrase) == "m1"
        return case in ("Nom", "Acc") and (not small or (personal and case == "Nom"))

    def collective(self, phrase: NounPhrase) -> list[str]:
        """The cases of "troje", where children (or doors) are counted in words."""
        numeral = self.lexicon.get(phrase.count or "")
        forms = numeral.get("coll") if numeral and self.lexicon[phrase.head].get("coll") else ""
        return forms.split("/") if forms else []

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        lexeme, gender, case = self.entry(phrase), self.gender_class(phrase), marker.case or "Nom"
        number = "Plur" if lexeme.get("pt") else phrase.number
        noun_case = "Gen" if self.governs(phrase, case) else case
        feats = GENDERS[gender] | {"Case": noun_case, "Number": number}
        node = self.word(phrase.head, "NOUN", feats, lexeme=lexeme)
        if phrase.count is not None:
            node.add(self.number_word(phrase, case))
        elif phrase.determiner == "many":
            node.add(self.many(phrase, case))
        else:
            node.add(self.demonstrative(phrase, feats))
        for i, adjective in enumerate(phrase.adjectives):
            node.add(self.adjective(adjective, phrase, feats, phrase.degree if i == 0 else None))
        if phrase.owner is not None and phrase.owner.kind == "pronoun":
            node.add(self.owner_word(phrase.owner, feats))
        elif phrase.owner is not None:
            node.add(self.noun_phrase(phrase.owner, self.markers["possessor"]))
        if phrase.relative is not None:
            node.add(self.relative_clause(phrase, phrase.relative))
        return node

    def number_word(self, phrase: NounPhrase, case: str) -> Node:
        """A numeral. As a subject or object "pięć" governs the genitive; elsewhere all agree."""
        assert phrase.count is not None
        deprel = "nummod:gov" if self.governs(phrase, case) else "nummod"
        gender = GENDERS[self.gender_class(phrase)]
        feats = gender | {"Case": case, "Number": "Plur", "NumForm": "Word"}
        lexeme = self.lexicon.get(phrase.count)
        if lexeme is None:
            feats |= {"NumForm": "Digit", "NumType": "Card"}
            return Node(phrase.count, "NUM", deprel, "count", feats=feats, concept=phrase.count)
        if collective := self.collective(phrase):
            index = COLLECTIVE_CASES.index({"Acc": "Nom", "Loc": "Dat"}.get(case, case))
            form, lemma = collective[index], collective[0]
            return Node(form, "NUM", deprel, "count", lemma, feats, phrase.count)
        oblique = lexeme.get(case) or lexeme.get("Obl")
        direct = case in ("Nom", "Acc") and gender.get("Animacy") != "Hum"
        form = lexeme.lemma if direct else oblique
        return Node(form, "NUM", deprel, "count", lexeme.lemma, feats, phrase.count)

    def many(self, phrase: NounPhrase, case: str) -> Node:
        """The word "wiele"."""
        governs, gender = self.governs(phrase, case), GENDERS[self.gender_class(phrase)]
        direct = governs and gender.get("Animacy") != "Hum"
        form = "wiele" if direct else "wieloma" if case == "Ins" else "wielu"
        feats = gender | {"Case": case, "Number": "Plur", "PronType": "Ind"}
        return Node(form, "DET", "det:numgov" if governs else "det:nummod", "count", "wiele", feats)

    def demonstrative(self, phrase: NounPhrase, feats: Feats) -> Node | None:
        """The word "ten", "tamten" or "każdy", if any."""
        lemma = {"this": "ten", "that": "tamten", "every": "każdy"}.get(phrase.determiner)
        if lemma is None:
            return None
        form = determiner_form(lemma, feats) if lemma in DETERMINERS else adjective_form(lemma, feats)
        kind = {"PronType": "Tot" if lemma == "każdy" else "Dem"}
        return Node(form, "DET", "det", "det", lemma, dict(feats) | kind)

    def owner_word(self, owner: NounPhrase, feats: Feats) -> Node:
        """A possessive: "mój", "twój" and "nasz" agree; "jego", "jej" and "ich" are pronouns."""
        lemma = self.lexicon[owner.head].get("poss")
        person, number, _ = c.PRONOUNS[owner.head]
        own = {"Person": person, "PronType": "Prs"}
        if lemma in DETERMINERS:
            own |= dict(feats) | {"Number[psor]": number, "Poss": "Yes"}
            return Node(determiner_form(lemma, feats), "DET", "det:poss", "poss", lemma, own, owner.head)
        own |= GENDERS[self.gender_class(owner)] | {"Case": "Gen", "Number": number}
        return Node(lemma, "PRON", "nmod:poss", "poss", "on", own, owner.head)

    def relative_word(self, phrase: NounPhrase) -> Node:
        number = "Plur" if self.lexicon[phrase.head].get("pt") else phrase.number
        feats = GENDERS[self.gender_class(phrase)] | {"Case": "Nom", "Number": number}
        form = adjective_form("który", feats)
        return Node(form, "DET", lemma="który", feats=feats | {"PronType": "Rel"})

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        node = super().adjective(concept, phrase, agreement, degree, predicative=predicative)
        node.feats = {k: v for k, v in agreement.items() if k != "Person"} | {"Degree": "Pos"}
        return node

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return adjective_form(lexeme.lemma, agreement, lexeme.get("vp"))

    def degree(self, concept: str) -> Node:
        node = super().degree(concept)
        if concept == "too":
            node.upos = "PART"
        return node

    # ---- sound and print

    def sandhi(self, line: Line) -> Line:
        for (node, _), (following, _) in pairwise(line):
            if node.upos == "ADP":
                node.lemma, node.form = node.form, with_vowel(node.form, following.form.lower())
        return line

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        """The past with its personal ending: "był" and "em" are written "byłem"."""
        return tuple(
            (i, i + 1, fuse(first.form, second.form))
            for i, (first, second) in enumerate(pairwise(words), start=1)
            if second.deprel == "aux:clitic"
        )


def absent(clause: Clause) -> bool:
    """Whether a clause says that something is not somewhere."""
    return clause.kind == "place" and clause.negated


def linked_by_to(clause: Clause) -> bool:
    """Whether "to" stands for the copula: "Anna to nauczycielka"."""
    noun = clause.kind == "noun" and clause.subject.kind != "pronoun"
    return noun and clause.register == "dialogue" and clause.tense == "Pres" and not clause.negated


def question(clause: Clause) -> list[Node]:
    """The particle of a polar question."""
    polar = clause.question == "polar"
    return [Node("czy", "PART", "advmod", "czy", feats={"PartType": "Int"})] if polar else []


def negation(slot: str) -> Node:
    """The particle "nie"."""
    return Node("nie", "PART", "advmod:neg", slot, feats={"Polarity": "Neg"})


def clitic(agreement: Feats) -> list[Node]:
    """The personal ending of the past, if the person has one."""
    person, number = agreement["Person"], agreement["Number"]
    form = ENDINGS.get(person + number)
    if form is None:
        return []
    if agreement["Gender"] == "Fem":  # "byłaś", but "byłeś"
        form = form.removeprefix("e")
    feats = {
        "Aspect": "Imp",
        "Number": number,
        "Person": person,
        "Variant": "Long" if form[0] == "e" else "Short",
    }
    return [Node(form, "AUX", "aux:clitic", "clitic", "być", feats)]


def finite(agreement: Feats, tense: str, aspect: str) -> dict[str, str]:
    """Features of a finite verb: the past shows gender, the present person."""
    shown = ("Number", "Gender", "Animacy") if tense == "Past" else ("Number", "Person")
    feats = {k: v for k, v in agreement.items() if k in shown}
    return feats | {"Aspect": aspect, "Mood": "Ind", "Tense": tense, "VerbForm": "Fin", "Voice": "Act"}


LANGUAGE = Polish()
