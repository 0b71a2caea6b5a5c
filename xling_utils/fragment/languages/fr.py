"""French: SVO, articles, gender, compound past, two-part negation, elision and contraction."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.fr_lexicon import LEXICON
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

WITH_ARTICLE = c.COUNTRIES | {"Cairo"}

PERSONS = {("1", "Sing"): 0, ("2", "Sing"): 1, ("3", "Sing"): 2, ("1", "Plur"): 3, ("3", "Plur"): 4}
REGULAR = ("e", "es", "e", "ons", "ent")
AVOIR = "ai as a avons ont".split()
ETRE = "suis es est sommes sont".split()
ETAIT = "étais étais était étions étaient".split()
REFLEXIVE = "me te se nous se".split()
POSSESSIVES = {
    "1s": ("mon", "ma", "mes"),
    "2s": ("ton", "ta", "tes"),
    "3s": ("son", "sa", "ses"),
    "1p": ("notre", "notre", "nos"),
    "3p": ("leur", "leur", "leurs"),
}
ELIDED = {
    "le": "l'",
    "la": "l'",
    "ne": "n'",
    "que": "qu'",
    "de": "d'",
    "je": "j'",
    "me": "m'",
    "te": "t'",
    "se": "s'",
}
CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
VOWELS = "aeiouyhàâéèêëîïôöûüœ"


class French(Language):
    """See the module."""

    code, name, family, script = "fr", "French", "Romance", "Latin"
    simplifications = (
        "The past is the compound past; states in the past take the imperfect.",
        "Yes-no questions keep the order of statements, as in speech.",
        "A that-clause is always in the indicative.",
        "Short adverbs always stand after the finite verb, all others after the object.",
    )
    lexicon = LEXICON
    function_words = {
        "and": "et",
        "but": "mais",
        "because": "car",
        "when": "quand",
        "that": "que",
        "who_rel": "qui",
    }
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Acc", before=("à",), deprel="obl:arg", slot="iobj"),
        "possessor": Marker("Acc", before=("de",), deprel="nmod", slot="owner"),
        "year": Marker(before=("en",)),
        **{
            relation: Marker("Acc", before=tuple(words.split()))
            for relation, words in (
                ("in", "dans"),
                ("with", "avec"),
                ("near", "près de"),
                ("to", "à"),
                ("for", "pour"),
                ("from", "de"),
                ("on", "sur"),
                ("after", "après"),
                ("without", "sans"),
                ("under", "sous"),
                ("before", "avant"),
                ("behind", "derrière"),
                ("about", "sur"),
            )
        },
    }
    clause_orders = {
        "main": "subj ne se HEAD pas inner near obj iobj manner place time comp advcl conj",
        "compound": "subj ne se aux pas inner near HEAD obj iobj manner place time comp advcl conj",
    }
    noun_order = "case det count pre HEAD flat adj owner rel other"
    comma_before = frozenset({"but", "because"})
    coordinators = frozenset({"and", "but", "because"})  # "car" coordinates
    adjective_feats = frozenset({"Gender", "Number"})

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        compound = clause.kind != "verb" or clause.tense == "Past"
        return self.clause_orders["compound" if compound else "main"]

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.lexicon[clause.predicate], self.agreement(clause.subject)
        head = Node("", "VERB", lemma=lexeme.lemma, concept=clause.predicate)
        if lexeme.get("refl"):
            head.add(
                Node(
                    REFLEXIVE[person(agreement)],
                    "PRON",
                    "expl:pv",
                    "se",
                    "se",
                    {"PronType": "Prs", "Reflex": "Yes"},
                )
            )
        if clause.tense == "Pres":
            head.form = present(lexeme, agreement)
            head.feats = {"Tense": "Pres", "VerbForm": "Fin"}
            return head, self.negation(clause)
        to_be = lexeme.get("aux") == "être"
        head.form = agree(participle(lexeme), agreement) if to_be else participle(lexeme)
        head.feats = {"Tense": "Past", "VerbForm": "Part"}
        form = (ETRE if to_be else AVOIR)[person(agreement)]
        lemma = "être" if to_be else "avoir"
        return head, [
            Node(form, "AUX", "aux:tense", "aux", lemma, {"Tense": "Pres", "VerbForm": "Fin"}),
            *self.negation(clause),
        ]

    def negation(self, clause: Clause) -> list[Node]:
        """The two adverbs "ne" and "pas"."""
        if not clause.negated:
            return []
        feats = {"Polarity": "Neg"}
        return [
            Node("ne", "ADV", "advmod", "ne", feats=feats),
            Node("pas", "ADV", "advmod", "pas", feats=dict(feats)),
        ]

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        forms = ETAIT if clause.tense == "Past" else ETRE
        form = forms[person(self.agreement(clause.subject))]
        feats = {"Tense": "Imp" if clause.tense == "Past" else "Pres", "VerbForm": "Fin"}
        return [Node(form, "AUX", "cop", "aux", "être", feats), *self.negation(clause)]

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        marker = super().object_marker(clause, phrase)
        return replace(marker, negated=clause.negated)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        short = concept is not None and self.lexicon[concept].get("inner")
        return super().adverb(concept, {"manner": "near"}.get(slot, "inner") if short else slot)

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        marker, head = self.markers[adjunct.relation], adjunct.phrase.head
        if adjunct.relation in ("in", "to"):
            marker = replace(marker, before=(self.locative(adjunct.relation, adjunct.phrase),))
        elif adjunct.relation == "on" and self.lexicon[head].get("on"):
            marker = replace(marker, before=(self.lexicon[head].get("on"),))
        return self.noun_phrase(adjunct.phrase, marker)

    def locative(self, relation: str, phrase: NounPhrase) -> str:
        """Preposition of place or goal: "à Paris", "en France", "au Japon", "dans la rue", "sur l'île"."""
        if phrase.kind == "name":
            feminine = phrase.head in c.COUNTRIES and self.lexicon[phrase.head].get("g") == "Fem"
            return "en" if feminine else "à"
        if relation == "to":
            return "à"
        idiom = self.lexicon[phrase.head].get("in") or "dans"
        known = phrase.determiner == "def" and phrase.number == "Sing" and phrase.owner is None
        return idiom if known or idiom == "sur" else "dans"

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        gender = self.lexicon[phrase.head].get("g")
        bare = marker.before in (("en",), ("de",)) and gender == "Fem"  # en France, de Turquie
        if phrase.head in WITH_ARTICLE and not (bare and marker.deprel != "nmod"):
            node.add(
                Node(
                    "la" if gender == "Fem" else "le",
                    "DET",
                    "det",
                    "det",
                    "le",
                    {"Definite": "Def", "PronType": "Art"},
                )
            )
        return node

    def mark(self, node: Node, marker: Marker) -> Node:
        super().mark(node, marker)
        for child in node.children:
            if child.form == "près" and child.deprel == "case":
                child.upos = "ADV"
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma if feats["Number"] == "Sing" else lexeme.get("pl") or plural(lexeme.lemma)

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {}

    def pronoun_form(self, concept: str, case: str) -> str:
        return self.lexicon[concept].lemma if case in ("", "Nom") else super().pronoun_form(concept, "Acc")

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None or (phrase.owner is not None and phrase.owner.kind == "pronoun"):
            return []
        index = 2 if phrase.number == "Plur" else int(self.gender(phrase) == "Fem")
        form, lemma = {
            "def": (("le", "la", "les")[index], "le"),
            "indef": (("un", "une", "des")[index], "un"),
            "this": (("ce", "cette", "ces")[index], "ce"),
            "that": (("ce", "cette", "ces")[index], "ce"),
            "every": ("chaque", "chaque"),
            "many": ("plusieurs", "plusieurs"),
        }[phrase.determiner]
        if phrase.determiner == "indef":
            if form == "des" and (marker.before[-1:] == ("de",)):
                return []  # "près de forêts"
            if marker.negated or (
                form == "des" and any(self.lexicon[a].get("pos") for a in phrase.adjectives)
            ):
                form = "de"  # "pas de maison", "de belles maisons"
        return [Node(form, "DET", "det", "det", lemma)]

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        index = 2 if phrase.number == "Plur" else int(self.gender(phrase) == "Fem")
        form = POSSESSIVES[self.lexicon[owner].get("poss")][index]
        return Node(form, "DET", "det", "det", "son", {"Poss": "Yes", "PronType": "Prs"}, owner)

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return agree(lexeme.lemma, agreement, lexeme)

    # ---- sound

    def sandhi(self, line: Line) -> Line:
        for (node, head), (following, _) in pairwise(line):
            if following.form[0].lower() not in VOWELS or following.upos == "PUNCT":
                continue
            if node.form in ELIDED:
                node.form, node.space_after = ELIDED[node.form], False
            elif node.form in ("ma", "ta", "sa"):
                node.form = node.form[0] + "on"
            elif node.form == "ce" and node.upos == "DET":
                node.form = "cet"
            elif (
                node.upos == "ADJ"
                and node.deprel == "amod"
                and head is not None
                and following.upos in ("NOUN", "ADJ")
            ):
                singular = node.feats == {"Gender": "Masc", "Number": "Sing"} and node.concept is not None
                if singular and node.slot == "pre":
                    node.form = self.lexicon[node.concept or ""].get("v") or node.form
        return line

    def tidy(self, line: Line) -> Line:
        kept = super().tidy(line)
        if kept[-1][0].form == "?":
            kept[-2][0].space_after = True  # French typography
        return kept

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        found = []
        for i, (first, second) in enumerate(pairwise(words), start=1):
            surface = CONTRACTED.get((first.form.lower(), second.form))
            if surface and first.upos == "ADP" and second.upos == "DET":
                found.append((i, i + 1, surface.capitalize() if first.form[0].isupper() else surface))
        return tuple(found)


def person(agreement: Feats) -> int:
    """Column of a paradigm."""
    return PERSONS[agreement["Person"], agreement["Number"]]


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present indicative."""
    forms = lexeme.get("p")
    return forms.split("/")[person(agreement)] if forms else lexeme.lemma[:-2] + REGULAR[person(agreement)]


def participle(lexeme: Lexeme) -> str:
    """Past participle, masculine singular."""
    return lexeme.get("pp") or lexeme.lemma[:-1].removesuffix("e") + "é"


def plural(word: str) -> str:
    """Regular plural."""
    if word.endswith(("s", "x", "z")):
        return word
    return word + "x" if word.endswith(("eau", "eu")) and word not in ("bleu",) else word + "s"


def agree(form: str, agreement: Feats, lexeme: Lexeme | None = None) -> str:
    """Gender and number of an adjective or participle."""
    irregular = lexeme.get if lexeme else (lambda key, default="": default)
    if agreement["Gender"] == "Fem":
        form = irregular("f") or (form if form.endswith("e") else form + "e")
        return form + "s" if agreement["Number"] == "Plur" else form
    return (irregular("pl") or plural(form)) if agreement["Number"] == "Plur" else form


LANGUAGE = French()
