"""Italian: SVO, articles that join prepositions, gender, dropped pronouns, compound past, subjunctive."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages import it_morphology as m
from xling_utils.fragment.languages.it_lexicon import LEXICON
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

WITH_ARTICLE = c.COUNTRIES | {"Cairo", "NASA", "FIFA", "UNESCO", "Interpol", "BMW", "IBM"}
COLOURS = ("red", "white", "black", "green", "blue")
BARE_AFTER = {"di", "da", "in", "senza", "prima di"}
"""Prepositions after which the partitive article is left out: "in città", but "con degli amici"."""
RELATIONS = {
    "in": "in",
    "with": "con",
    "near": "vicino a",
    "to": "a",
    "for": "per",
    "from": "da",
    "on": "su",
    "after": "dopo",
    "without": "senza",
    "under": "sotto",
    "before": "prima di",
    "behind": "dietro",
    "about": "su",
}


class Italian(Language):
    """See the module."""

    code, name, family, script = "it", "Italian", "Romance", "Latin"
    simplifications = (
        "The past is the compound past, in stories the simple past; states and habits take the imperfect.",
        "Yes-no questions keep the order of statements.",
        "Subject pronouns are dropped unless another clause's subject would be understood.",
        "Of two adjectives one stands before the noun if it can; else both follow it side by side.",
        'New people and things are introduced without "c\'è".',
        "The sequence of tenses is kept in that-clauses only.",
        "A bare plural subject takes the partitive article also where it is generic.",
        'The children of somebody are "bambini", where "figli" is usual.',
    )
    hearer_shows_gender = True
    lexicon = LEXICON
    function_words = {
        "and": "e",
        "but": "ma",
        "because": "perché",
        "when": "quando",
        "that": "che",
        "who_rel": "che",
    }
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Acc", before=("a",), slot="iobj"),
        "predicate": Marker(slot="predicate"),
        "possessor": Marker("Acc", before=("di",), deprel="nmod", slot="owner"),
        "year": Marker(before=("in",)),
        **{relation: Marker("Acc", before=(words,)) for relation, words in RELATIONS.items()},
    }
    clause_orders = {
        "simple": "subj early neg se HEAD inner near obj iobj manner place time comp advcl conj",
        "compound": "subj early neg se aux inner HEAD near obj iobj manner place time comp advcl conj",
    }
    noun_order = "case det poss count pre HEAD flat adj owner rel other"
    adjective_feats = frozenset({"Gender", "Number"})

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        head = super().clause(replace(clause, link=None), kind)
        if clause.link is None:
            return head
        link, second = clause.link
        other = self.stands_out(second, clause)
        word = self.function_words[link]
        if link not in self.coordinators:
            return head.add(self.subordinate(second, "sub" + other, "advcl", "advcl", word, link))
        node = self.clause(second, link + other)
        node.deprel, node.slot = "conj", "conj"
        return head.add(self.introduce(node, Node(word, "CCONJ", "cc", "mark", concept=link), link))

    def complement_clause(self, clause: Clause) -> Node:
        assert clause.complement is not None
        mood = self.lexicon[clause.predicate].get("mood")
        kind = f"comp {'Sub' if mood else 'Ind'} {clause.tense}{self.stands_out(clause.complement, clause)}"
        return self.subordinate(clause.complement, kind, "ccomp", "comp", self.function_words["that"])

    def stands_out(self, clause: Clause, governing: Clause) -> str:
        """Marks the kind of a clause whose dropped subject would be taken for that of the other clause."""
        first, second = self.agreement(governing.subject), self.agreement(clause.subject)
        return " other" if first | {"Gender": ""} == second | {"Gender": ""} and first != second else ""

    def drops(self, clause: Clause, kind: str) -> bool:
        if clause.subject.head not in c.PRONOUNS:
            return False
        agreement = self.agreement(clause.subject)
        if agreement["Person"] == "3":
            return not kind.endswith("other")
        return self.tense_of(clause, kind)[1] == "Ind" or agreement["Number"] == "Plur"

    def tense_of(self, clause: Clause, kind: str) -> tuple[str, str, bool]:
        """Tense and mood of the finite verb, and whether a participle follows it."""
        mood, governing = kind.split()[1:3] if kind.startswith("comp ") else ("Ind", "Pres")
        now = "Imp" if governing == "Past" else "Pres"
        if clause.tense == "Pres":
            return now, mood, False
        if self.is_state(clause):
            return "Imp", mood, False
        if clause.register == "story" and kind[:4] != "comp":
            return "Past", mood, False
        return now, mood, True

    def is_state(self, clause: Clause) -> bool:
        """Whether the past is the imperfect: states and habits, but not what came next in a story."""
        if clause.kind != "verb" or clause.time in c.FREQUENCY_ADVERBS:
            return True
        return bool(self.lexicon[clause.predicate].get("state")) and clause.time not in c.STORY_ADVERBS

    def clause_order(self, clause: Clause, kind: str) -> str:
        compound = clause.kind != "verb" or self.tense_of(clause, kind)[2]
        return self.clause_orders["compound" if compound else "simple"]

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.lexicon[clause.predicate], self.agreement(clause.subject)
        tense, mood, compound = self.tense_of(clause, kind)
        head = Node("", "VERB", lemma=lexeme.lemma, concept=clause.predicate)
        if lexeme.get("refl"):
            head.add(reflexive(agreement))
        if not compound:
            head.form = m.finite(lexeme, tense, mood, agreement)
            head.feats = finite_feats(tense, mood, agreement)
            return head, self.negation(clause)
        to_be = takes_essere(lexeme, clause)
        seen = agreement if to_be else {"Gender": "Masc", "Number": "Sing"}
        head.form = m.agree(m.participle(lexeme), seen)
        head.feats = {k: seen[k] for k in ("Gender", "Number")} | {"Tense": "Past", "VerbForm": "Part"}
        forms, lemma = (m.TO_BE, "essere") if to_be else (m.TO_HAVE, "avere")
        form = forms[tense, mood].split()[m.person(agreement)]
        auxiliary = Node(form, "AUX", "aux", "aux", lemma, finite_feats(tense, mood, agreement))
        return head, [auxiliary, *self.negation(clause)]

    def negation(self, clause: Clause) -> list[Node]:
        """The adverb "non"."""
        return [Node("non", "ADV", "advmod", "neg", feats={"Polarity": "Neg"})] if clause.negated else []

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        tense, mood, _ = self.tense_of(clause, kind)
        agreement = self.agreement(clause.subject)
        form = m.TO_BE[tense, mood].split()[m.person(agreement)]
        be = Node(form, "AUX", "cop", "aux", "essere", finite_feats(tense, mood, agreement))
        return [be, *self.negation(clause)]

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        return replace(super().object_marker(clause, phrase), negated=clause.negated)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        return super().adverb(concept, (concept and self.lexicon[concept].get("slot")) or slot)

    def adverbs(self, clause: Clause) -> list[Node | None]:
        nodes = super().adverbs(clause)
        for node in filter(None, nodes if clause.negated else []):
            node.slot = self.lexicon[node.concept or ""].get("denied") or node.slot
        return nodes

    def year(self, year: str | None) -> Node | None:
        node = super().year(year)
        if node is not None:
            node.order = "case det HEAD"
            node.add(determiner("il", "Masc", "Sing"))
        return node

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        return super().fronted_order(order, clause, kind).replace("time", "time comma_time", 1)

    def predicate(self, clause: Clause, kind: str) -> Node:
        head, comma = super().predicate(clause, kind), Node(self.comma, "PUNCT", "punct", "comma_time")
        return head.add(comma if clause.fronted and clause.year else None)

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        marker, phrase, relation = self.markers[adjunct.relation], adjunct.phrase, adjunct.relation
        if relation in ("in", "to") or (relation == "on" and self.lexicon[phrase.head].get("on")):
            word, phrase = self.locative(relation, phrase)
            marker = replace(marker, before=(word,))
        return self.noun_phrase(phrase, marker)

    def locative(self, relation: str, phrase: NounPhrase) -> tuple[str, NounPhrase]:
        """Preposition of place or goal: "a Parigi", "in Francia", "in cucina", "al mercato"."""
        if phrase.kind == "name":
            return "in" if phrase.head in c.COUNTRIES else "a", phrase
        lexeme = self.lexicon[phrase.head]
        if lexeme.get("bare") and phrase == NounPhrase(phrase.head):
            return lexeme.get("bare"), replace(phrase, determiner="none")
        idiom = lexeme.get(relation) or RELATIONS[relation]
        known = phrase.determiner == "def" and phrase.number == "Sing" and not phrase.adjectives
        return "in" if relation == "in" and idiom == "a" and not known else idiom, phrase

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        bare = marker.before == ("in",) and phrase.head in c.COUNTRIES
        if phrase.head in WITH_ARTICLE and not bare:
            node.add(determiner("il", self.gender(phrase), "Sing"))
        return node

    def mark(self, node: Node, marker: Marker) -> Node:
        super().mark(node, marker)
        for child in node.children:
            if child.form in ("vicino", "prima") and child.deprel == "case":
                child.upos = "ADV"
        return node

    def gender(self, phrase: NounPhrase) -> str:
        plural = phrase.number == "Plur" and self.lexicon[phrase.head].get("gpl")
        return plural or super().gender(phrase)

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        return {"Gender": self.gender(phrase), "Number": phrase.number}

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        if feats["Number"] == "Sing":
            return lexeme.lemma
        return lexeme.get("pl") or m.plural(lexeme.lemma, feats["Gender"])

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {}

    def pronoun_form(self, concept: str, case: str) -> str:
        return self.lexicon[concept].lemma

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        gender, number = self.gender(phrase), phrase.number
        if phrase.count is not None or phrase.determiner == "none" or self.is_my_mother(phrase):
            return []
        if (
            marker.slot == "predicate"
            and not phrase.adjectives
            and phrase.head not in ("friend", "neighbour")
        ):
            return []  # "è medico"
        if phrase.determiner == "every":
            return [Node("ogni", "DET", "det", "det", feats={"Number": "Sing", "PronType": "Ind"})]
        if phrase.determiner == "indef" and number == "Plur":
            bare = marker.negated or marker.slot == "predicate" or set(marker.before) & BARE_AFTER
            return [] if bare else [determiner("di", gender, number)]
        base = {"def": "il", "indef": "uno", "this": "questo", "that": "quello", "many": "molto"}
        return [determiner(base[phrase.determiner], gender, number)]

    def is_my_mother(self, phrase: NounPhrase) -> bool:
        """Whether a possessive stands without an article."""
        close = self.lexicon[phrase.head].get("kin") and phrase.number == "Sing" and not phrase.adjectives
        return bool(close and phrase.owner and phrase.owner.kind == "pronoun" and phrase.owner.head != "they")

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        gender, number = self.gender(phrase), phrase.number
        lemma = self.lexicon[owner].get("poss")
        feats = {"Gender": gender, "Number": number, "Poss": "Yes", "PronType": "Prs"}
        return Node(possessive_form(lemma, feats), "DET", "det:poss", "poss", lemma, feats, owner)

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().common(phrase, marker)
        adjectives = [child for child in node.children if child.deprel == "amod"]
        for child in adjectives:
            if child.children:
                child.slot = "adj"  # "una donna molto bella"
        if len(adjectives) == 2:
            self.place_two(adjectives, phrase)
            colours_first = sorted(adjectives, key=lambda child: child.concept not in COLOURS)
            node.children = [x for x in node.children if x.deprel != "amod"] + colours_first
        return node

    def place_two(self, adjectives: list[Node], phrase: NounPhrase) -> None:
        """Puts one of two adjectives before the noun, if one can stand there: "una lunga storia triste"."""
        ranks = [self.choose(x.concept or "", *phrase.kinds).get("rank", "last") for x in adjectives]
        first = ranks.index(min(ranks))
        for i, child in enumerate(adjectives):
            child.slot = "pre" if i == first and ranks[i] != "last" else "adj"

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return m.agree(lexeme.lemma, agreement, lexeme.get("pl"))

    # ---- sound

    def sandhi(self, line: Line) -> Line:
        for (node, _), (following, _) in pairwise(line):
            variable = node.upos == "DET" or (node.slot == "pre" and node.deprel == "amod")
            if variable and node.lemma in ("il", "uno", "di", "questo", "quello", "bello", "buono"):
                gender, number = node.feats["Gender"], node.feats["Number"]
                node.form = m.before_word(node.lemma, gender, number, following.form)
                node.space_after = not node.form.endswith("'")
            elif node.form in ("e", "a") and following.form[0].lower() == node.form:
                node.lemma, node.form = node.form, node.form + "d"
        return line

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        found = []
        for i, (first, second) in enumerate(pairwise(words), start=1):
            if first.upos == "ADP" and first.lemma in m.JOINED and second.lemma == "il":
                surface = m.joined(first.lemma, second.form)
                found.append((i, i + 1, surface.capitalize() if first.form[0].isupper() else surface))
        return tuple(found)


def finite_feats(tense: str, mood: str, agreement: Feats) -> dict[str, str]:
    """Features of a finite verb."""
    number = {k: agreement[k] for k in ("Number", "Person")}
    return {"Mood": mood, "Tense": tense, "VerbForm": "Fin"} | number


def takes_essere(lexeme: Lexeme, clause: Clause) -> bool:
    """Whether the auxiliary is "essere": "ha corso", but "è corso a scuola"."""
    goal = any(adjunct.relation in ("to", "from") for adjunct in clause.adjuncts)
    return lexeme.get("aux") == "essere" or (lexeme.get("aux") == "goal" and goal)


def reflexive(agreement: Feats) -> Node:
    """The clitic of a reflexive verb."""
    form = m.REFLEXIVE.split()[m.person(agreement)]
    feats = {"Clitic": "Yes", "Number": agreement["Number"], "Person": agreement["Person"], "PronType": "Prs"}
    return Node(form, "PRON", "expl", "se", form, feats)


def determiner(lemma: str, gender: str, number: str) -> Node:
    """An article, a demonstrative or "molti"; `Italian.sandhi` fits it to the next word."""
    kind = {"questo": "Dem", "quello": "Dem", "molto": "Ind", "di": "Ind"}.get(lemma, "Art")
    feats = {"Gender": gender, "Number": number, "PronType": kind}
    if kind == "Art":
        feats["Definite"] = "Def" if lemma == "il" else "Ind"
    return Node(m.agree(lemma, feats), "DET", "det", "det", lemma, feats)


def possessive_form(lemma: str, agreement: Feats) -> str:
    """The form of "mio", "tuo", "suo", "nostro", "loro"."""
    if lemma == "loro":
        return lemma
    if agreement["Gender"] == "Masc" and agreement["Number"] == "Plur" and lemma != "nostro":
        return {"mio": "miei", "tuo": "tuoi", "suo": "suoi"}[lemma]
    return m.agree(lemma, agreement)


LANGUAGE = Italian()
