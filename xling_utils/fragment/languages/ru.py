"""Russian: SVO, no articles, six cases, three genders, animacy, verbal aspect, no copula in the present."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.ru_lexicon import LEXICON
from xling_utils.fragment.languages.ru_morphology import (
    DETERMINER_STEMS,
    adjective_form,
    decline,
    determiner_form,
    noun_gender,
    past_form,
    present,
    short_form,
    with_vowel,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node, fix

TO_THERE = {"here": "сюда", "there": "туда"}
GOAL = {"in": "to", "on": "onto"}


class Russian(Language):
    """See the module."""

    code, name, family, script = "ru", "Russian", "Slavic", "Cyrillic"
    simplifications = (
        "The letter ё is written е, as in most print.",
        "The present is imperfective; the past is perfective, unless it is a state, an activity or repeated.",
        'A negated verb keeps its object in the accusative; absence is impersonal ("Анны нет в Париже").',
        "Predicate adjectives are long (in the past instrumental); some are short, always or after слишком.",
        'A verb is plural after all numerals; "many" is многие, but много as an object.',
        "Speakers, hearers whose name is unsaid and surnames alone are masculine.",
    )
    hearer_shows_gender = True
    lexicon = LEXICON
    function_words = {"and": "и", "but": "но", "because": "потому", "when": "когда", "that": "что"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "dative": Marker("Dat", deprel="iobj", slot="obj"),
        "instrument": Marker("Ins", deprel="iobj", slot="obj"),
        "gaze": Marker("Acc", before=("на",)),
        "recipient": Marker("Dat", deprel="iobj", slot="iobj"),
        "possessor": Marker("Gen", deprel="nmod", slot="owner"),
        "in": Marker("Loc", before=("в",)),
        "to": Marker("Acc", before=("в",)),
        "onto": Marker("Acc", before=("на",)),
        "from": Marker("Gen", before=("из",)),
        **{
            relation: Marker(case, before=(word,))
            for relation, word, case in (
                ("with", "с", "Ins"),
                ("near", "около", "Gen"),
                ("for", "для", "Gen"),
                ("on", "на", "Loc"),
                ("after", "после", "Gen"),
                ("without", "без", "Gen"),
                ("under", "под", "Ins"),
                ("before", "перед", "Ins"),
                ("behind", "за", "Ins"),
                ("about", "о", "Loc"),
            )
        },
    }
    clause_orders = {
        "main": "subj dash time where manner neg aux HEAD late iobj obj place year comp advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat owner rel other"
    comma_before = frozenset({"and", "but", "because", "when", "comp", "rel"})

    # ---- clauses

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        return "time year " + " ".join(slot for slot in order.split() if slot not in ("time", "year"))

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        """The verb, chosen by its goal, its object or its subject."""
        goal = ["goal"] * any(adjunct.relation in ("to", "from") for adjunct in clause.adjuncts)
        kinds = clause.object.kinds if clause.object else ()
        agent = [clause.subject.semantic_class] * (clause.object is None or clause.predicate == "carry")
        return self.choose(clause.predicate, *goal, *kinds, *agent)

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.verb_lexeme(clause), self.agreement(clause.subject)
        past = clause.tense == "Past"
        once = lexeme.get("once") if past and clause.time == "suddenly" else ""  # "вдруг заснул"
        partner = lexeme.get("pf") or once
        perfective = bool(partner) and clause.time not in c.FREQUENCY_ADVERBS
        lemma = partner if past and perfective else lexeme.lemma
        irregular = "op" if once else "pp" if perfective else "ip"
        form = past_form(lemma, lexeme.get(irregular), agreement) if past else present(lexeme, agreement)
        feats = {
            "Aspect": "Perf" if past and perfective else "Imp",
            "Mood": "Ind",
            "Number": agreement["Number"],
            "Tense": clause.tense,
            "VerbForm": "Fin",
            "Voice": "Mid" if lemma.endswith("ся") else "Act",
        }
        if not past:
            feats["Person"] = agreement["Person"]
        elif agreement["Number"] == "Sing":
            feats["Gender"] = agreement["Gender"]
        head = Node(form, "VERB", lemma=lemma, feats=feats, concept=clause.predicate)
        denied_adverb = clause.time in ("often", "always")
        return head, [negation("neg")] if clause.negated and not denied_adverb else []

    def adverbs(self, clause: Clause) -> list[Node | None]:
        adverbs = super().adverbs(clause)
        for node in filter(None, adverbs):
            if node.concept in TO_THERE and clause.predicate in ("arrive", "return"):
                node.form = node.lemma = TO_THERE[node.concept]
            elif node.slot == "place" and (clause.object or clause.negated):
                node.slot = "where"
            elif clause.negated and node.slot == "manner":
                node.slot = "late"
            elif clause.negated and node.concept in ("often", "always"):  # "не всегда"
                node.order = "neg HEAD"
                node.add(negation("neg"))
        return adverbs

    def predicate(self, clause: Clause, kind: str) -> Node:
        """An absence is impersonal: "Анны нет в Париже", "Анны не было в Париже"."""
        if clause.kind != "place" or not clause.negated:
            return super().predicate(clause, kind)
        assert clause.place is not None
        feats = {"Aspect": "Imp", "Mood": "Ind", "Number": "Sing", "Tense": clause.tense, "VerbForm": "Fin"}
        if clause.tense == "Pres":
            head = Node("нет", "VERB", lemma="нет", feats=feats | {"Polarity": "Neg"})
        else:
            head = Node("было", "VERB", lemma="быть", feats=feats | {"Gender": "Neut"}).add(negation("neg"))
        head.order = self.clause_order(clause, kind)
        return head.add(self.adjunct(clause.place, clause))

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        marker = self.markers["subject"]
        return replace(marker, case="Gen") if clause.kind == "place" and clause.negated else marker

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        """The past has "быть", the present nothing, or a dash between two nouns."""
        denial = [negation("neg")] if clause.negated else []
        if clause.tense == "Pres":
            dash = clause.kind == "noun" and not clause.negated and clause.subject.kind != "pronoun"
            return denial + ([Node("—", "PUNCT", "punct", "dash")] if dash else [])
        agreement = self.agreement(clause.subject)
        feats = {
            "Aspect": "Imp",
            "Mood": "Ind",
            "Number": agreement["Number"],
            "Tense": "Past",
            "VerbForm": "Fin",
            "Voice": "Act",
        }
        if agreement["Number"] == "Sing":
            feats["Gender"] = agreement["Gender"]
        return [Node(past_form("быть", "", agreement), "AUX", "cop", "aux", "быть", feats), *denial]

    def copular_head(self, clause: Clause) -> Node:
        """Nominative in the present, instrumental in the past; some adjectives are short."""
        case = "Ins" if clause.tense == "Past" else "Nom"
        if clause.kind == "noun":
            assert clause.noun is not None
            return self.noun_phrase(clause.noun, Marker(case))
        if clause.kind == "place":
            return super().copular_head(clause)
        agreement = self.agreement(clause.subject) | {"Case": case}
        return self.adjective(clause.predicate, clause.subject, agreement, clause.degree, predicative=True)

    def linked_clause(self, link: str, clause: Clause) -> Node:
        node = super().linked_clause(link, clause)
        if link == "because":  # "потому что" is one conjunction
            mark = next(child for child in node.children if child.deprel == "mark")
            mark.upos, mark.feats = "ADV", {"Degree": "Pos"}
            fix(mark, Node("что", "SCONJ"))
        return node

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        node = super().adverb(concept, slot)
        if node is not None:
            node.feats = {"Degree": "Pos"}
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Animacy": "Inan", "Case": "Loc", "Gender": "Masc", "Number": "Sing"}
        node = Node("году", "NOUN", "obl", "year", "год", feats, order="case number HEAD")
        number = Node(year, "ADJ", "amod", "number", feats={"NumForm": "Digit"}, concept=year)
        return node.add(Node("в", "ADP", "case", "case"), number)

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, place = adjunct.relation, self.lexicon[adjunct.phrase.head]
        if clause.predicate in ("arrive", "return"):  # "приехал в Париж": a goal, not a place
            relation = GOAL.get(relation, relation)
        marker = self.markers[relation]
        if relation in ("in", "to", "from") and place.get("at"):
            marker = replace(marker, before=("с" if relation == "from" else "на",))
        return self.noun_phrase(adjunct.phrase, marker)

    def gender(self, phrase: NounPhrase) -> str:
        gender = super().gender(phrase)
        known = phrase.kind == "pronoun" or is_person_name(phrase) or (phrase.sex == gender == "Fem")
        return gender if known else noun_gender(self.entry(phrase))

    def pronoun_form(self, concept: str, case: str) -> str:
        return super().pronoun_form(concept, case or "Nom")

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        if phrase.head == c.WHO:
            node.feats = {"Animacy": "Anim", "Case": marker.case, "Gender": "Masc", "Number": "Sing"}
        else:
            gendered = node.feats["Person"] == "3" and node.feats["Number"] == "Sing"
            node.feats = {
                k: v for k, v in node.feats.items() if k != "PronType" and (k != "Gender" or gendered)
            }
            node.feats["Case"] = marker.case
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        kind = c.ENTITY_TYPE[phrase.head]
        feats = noun_feats(marker.case, self.gender(phrase), "Sing", is_person_name(phrase))
        node = self.word(phrase.head, "PROPN", feats, ner=f"B-{kind}")
        if phrase.surname:
            node.add(
                self.word(
                    phrase.surname, "PROPN", dict(feats), deprel="flat:name", slot="flat", ner=f"I-{kind}"
                )
            )
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        lexeme, gender, case = self.entry(phrase), self.gender(phrase), marker.case or "Nom"
        number, counted, governed = phrase.number, phrase.count is not None, False
        many = phrase.determiner == "many" and case == "Acc"
        small = phrase.count in ("three", "four")
        children: list[Node] = []
        if counted or many:
            governed = case == "Nom" or (case == "Acc" and not (small and phrase.animate))
            children.append(self.quantity(phrase, case, governed))
        elif word := self.demonstrative(phrase, gender, case):
            children.append(word)
        noun_case = "Gen" if governed else case
        noun_number = "Sing" if governed and small and lexeme.get("decl") != "adj" else number
        node = self.word(
            phrase.head, "NOUN", noun_feats(noun_case, gender, noun_number, phrase.animate), lexeme=lexeme
        )
        if governed and noun_number == "Plur" and counted and not phrase.adjectives:  # "пять человек"
            node.form = lexeme.get("cp") or node.form
        if case == "Loc" and noun_number == "Sing" and marker.before[:1] in (("в",), ("на",)):
            node.form = lexeme.get("l2") or node.form
        agreement = {
            "Animacy": "Anim" if phrase.animate else "Inan",
            "Case": noun_case,
            "Gender": gender,
            "Number": number,
        }
        if governed and small and gender == "Fem":  # "три большие сумки", but "три больших дома"
            agreement["Case"] = case
        for i, adjective in enumerate(phrase.adjectives):
            degree = phrase.degree if i == 0 else None
            children.append(self.adjective(adjective, phrase, agreement, degree))
        if phrase.owner is not None and phrase.owner.kind == "pronoun":
            children.append(self.owner_word(phrase.owner.head, agreement))
        elif phrase.owner is not None:
            children.append(self.noun_phrase(phrase.owner, self.markers["possessor"]))
        if phrase.relative is not None:
            children.append(self.relative_clause(phrase, phrase.relative))
        return node.add(*children)

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        node = super().adjective(concept, phrase, agreement, degree)
        node.feats = agreeing(agreement) | {"Degree": "Pos"}
        lexeme = self.choose(concept, *phrase.kinds)
        short = lexeme.get("short") or (lexeme.get("too") if degree == "too" else "")
        if predicative and short:
            node.form = short_form(short, agreement)
            node.feats = {k: v for k, v in node.feats.items() if k != "Case"} | {"Variant": "Short"}
        return node

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return adjective_form(lexeme.lemma, agreement)

    def degree(self, concept: str) -> Node:
        node = super().degree(concept)
        node.feats = {"Degree": "Pos"}
        return node

    def quantity(self, phrase: NounPhrase, case: str, governed: bool) -> Node:
        """A numeral or "много". As nominative or accusative it governs the genitive, elsewhere it agrees."""
        deprel = "nummod:gov" if governed else "nummod"
        if phrase.count is None:
            return Node("много", "NUM", deprel, "count", "много", {"Case": case})
        lexeme = self.lexicon.get(phrase.count)
        if lexeme is None:
            return Node(
                phrase.count, "NUM", deprel, "count", feats={"NumForm": "Digit"}, concept=phrase.count
            )
        form = lexeme.lemma if governed else lexeme.get(case) or lexeme.get("Obl")
        return Node(form, "NUM", deprel, "count", lexeme.lemma, {"Case": case}, phrase.count)

    def demonstrative(self, phrase: NounPhrase, gender: str, case: str) -> Node | None:
        """The word "этот", "тот", "каждый" or "многие", if any."""
        lemma = {"this": "этот", "that": "тот", "every": "каждый", "many": "многий"}.get(phrase.determiner)
        if lemma is None:
            return None
        agreement = {
            "Animacy": "Anim" if phrase.animate else "Inan",
            "Case": case,
            "Gender": gender,
            "Number": phrase.number,
        }
        form = (
            determiner_form(lemma, agreement)
            if lemma in DETERMINER_STEMS
            else adjective_form(lemma, agreement)
        )
        upos, deprel = ("ADJ", "amod") if lemma == "многий" else ("DET", "det")
        return Node(form, upos, deprel, "det", lemma, agreeing(agreement))

    def owner_word(self, owner: str, agreement: Feats) -> Node:
        """A possessive: "мой", "твой" and "наш" agree; "его", "ее" and "их" do not."""
        lemma = self.lexicon[owner].get("poss")
        if lemma in DETERMINER_STEMS:
            return Node(
                determiner_form(lemma, agreement), "DET", "det", "poss", lemma, agreeing(agreement), owner
            )
        return Node(lemma, "DET", "det", "poss", lemma, {}, owner)

    def relative_word(self, phrase: NounPhrase) -> Node:
        agreement = {"Case": "Nom", "Number": phrase.number, "Gender": self.gender(phrase)}
        return Node(adjective_form("который", agreement), "PRON", lemma="который", feats=agreeing(agreement))

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        if lexeme.get("decl") == "adj":
            return adjective_form(lexeme.lemma, feats)
        return decline(lexeme, feats["Case"], feats["Number"], feats["Gender"], feats["Animacy"] == "Anim")

    # ---- sound and print

    def sandhi(self, line: Line) -> Line:
        for (node, _), (following, _) in pairwise(line):
            if node.upos == "ADP":
                node.lemma, node.form = node.form, with_vowel(node.form, following.form.lower())
        return line

    def tidy(self, line: Line) -> Line:
        kept = super().tidy(line)
        for (node, _), (following, _) in pairwise(kept):
            if following.form == "—":
                node.space_after = True
        return kept


def is_person_name(phrase: NounPhrase) -> bool:
    """Whether a phrase is a given name or a surname; a surname alone is a man's."""
    return c.ENTITY_TYPE.get(phrase.head) == "PER"


def negation(slot: str) -> Node:
    """The particle "не"."""
    return Node("не", "PART", "advmod", slot, feats={"Polarity": "Neg"})


def noun_feats(case: str, gender: str, number: str, animate: bool) -> dict[str, str]:
    """Features of a noun."""
    return {"Animacy": "Anim" if animate else "Inan", "Case": case, "Gender": gender, "Number": number}


def agreeing(agreement: Feats) -> dict[str, str]:
    """Features that an adjective or determiner shows."""
    feats = {"Case": agreement["Case"], "Number": agreement["Number"]}
    if agreement["Number"] == "Sing":
        feats["Gender"] = agreement["Gender"]
    if agreement["Case"] == "Acc" and (agreement["Number"] == "Plur" or agreement["Gender"] == "Masc"):
        feats["Animacy"] = agreement.get("Animacy", "Inan")
    return feats


LANGUAGE = Russian()
