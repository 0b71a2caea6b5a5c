"""French: SVO, articles, gender, compound past, two-part negation, elision and contraction."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.fr_lexicon import LEXICON
from xling_utils.fragment.languages.fr_morphology import (
    AVAIT,
    AVOIR,
    ETAIT,
    ETRE,
    FINITE,
    agree,
    finite_feats,
    participle,
    person,
    plural,
)
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

WITH_ARTICLE = c.COUNTRIES | {"Cairo", "NASA", "FIFA", "UNESCO"}

COLOURS = ("red", "white", "black", "green", "blue")
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
        "The past is the compound past, in told stories the simple past; states and habits the imperfect.",
        "Yes-no questions keep the order of statements, as in speech.",
        "A that-clause is always in the indicative; only that-clauses keep the sequence of tenses.",
        "Of two adjectives one stands before the noun if it can; else both follow it side by side.",
        "Adverbs of manner and frequency always stand after the finite verb, all others after the object.",
        'A bare plural takes "des" also as a generic subject; "elle est une amie" is kept for "c\'est".',
        'Two adjectives before or after a noun can come in an unusual order ("un fort professeur pauvre").',
    )
    hearer_shows_gender = True
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
        "predicate": Marker(slot="predicate"),
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
        "main": "subj ne se HEAD early pas inner near obj iobj manner place time comp advcl conj",
        "compound": "subj ne se aux early pas inner near HEAD obj iobj manner place time comp advcl conj",
    }
    noun_order = "case det count pre HEAD flat adj owner rel other"
    comma_before = frozenset({"but", "because"})
    coordinators = frozenset({"and", "but", "because"})  # "car" coordinates
    adjective_feats = frozenset({"Gender", "Number"})

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        compound = clause.kind != "verb" or self.tense_of(clause, kind)[1]
        return self.clause_orders["compound" if compound else "main"]

    def fronted_order(self, order: str, clause: Clause, kind: str) -> str:
        return super().fronted_order(order, clause, kind).replace("time", "time comma_time", 1)

    def predicate(self, clause: Clause, kind: str) -> Node:
        head = super().predicate(clause, kind)
        return head.add(Node(self.comma, "PUNCT", "punct", "comma_time") if clause.fronted else None)

    def complement_clause(self, clause: Clause) -> Node:
        assert clause.complement is not None
        that = self.function_words["that"]
        return self.subordinate(clause.complement, f"comp {clause.tense}", "ccomp", "comp", that)

    def tense_of(self, clause: Clause, kind: str) -> tuple[str, bool]:
        """Tense of the finite verb (``Pres``, ``Imp``, ``Past``), and whether a participle follows it."""
        now = "Imp" if kind == "comp Past" else "Pres"
        if clause.tense == "Pres":
            return now, False
        if self.is_state(clause):
            return "Imp", False
        if clause.register == "story" and not clause.question and not kind.startswith("comp"):
            return "Past", False
        return now, True

    def is_state(self, clause: Clause) -> bool:
        """Whether the past is the imperfect: states and habits, but not what came next in a story."""
        if clause.kind != "verb" or clause.time in c.FREQUENCY_ADVERBS:
            return True
        return bool(self.lexicon[clause.predicate].get("state")) and clause.time not in c.STORY_ADVERBS

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
        tense, compound = self.tense_of(clause, kind)
        if not compound:
            head.form = FINITE[tense](lexeme, agreement)
            head.feats = finite_feats(tense, agreement)
            return head, self.negation(clause)
        to_be = lexeme.get("aux") == "être"
        head.form = agree(participle(lexeme), agreement) if to_be else participle(lexeme)
        head.feats = {"Tense": "Past", "VerbForm": "Part"}
        forms = {("Pres", True): ETRE, ("Pres", False): AVOIR, ("Imp", True): ETAIT, ("Imp", False): AVAIT}
        form, lemma = forms[tense, to_be][person(agreement)], "être" if to_be else "avoir"
        auxiliary = Node(form, "AUX", "aux:tense", "aux", lemma, finite_feats(tense, agreement))
        return head, [auxiliary, *self.negation(clause)]

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
        tense, agreement = self.tense_of(clause, kind)[0], self.agreement(clause.subject)
        form = (ETAIT if tense == "Imp" else ETRE)[person(agreement)]
        be = Node(form, "AUX", "cop", "aux", "être", finite_feats(tense, agreement))
        return [be, *self.negation(clause)]

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        marker = super().object_marker(clause, phrase)
        return replace(marker, negated=clause.negated)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        lexeme = self.lexicon[concept] if concept else None
        short = lexeme is not None and lexeme.get("inner")
        node = super().adverb(concept, {"manner": "near"}.get(slot, "inner") if short else slot)
        if node is None or lexeme is None or not lexeme.get("with"):
            return node
        node.upos, node.deprel, node.order = "ADJ", "obl", "case HEAD"  # "de nouveau"
        return node.add(Node(lexeme.get("with"), "ADP", "case", "case"))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        nodes = super().adverbs(clause)
        for node in filter(None, nodes if clause.negated else []):
            node.slot = self.lexicon[node.concept or ""].get("denied") or node.slot
        return nodes

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
            return self.lexicon[phrase.head].get("to") or "à"
        idiom = self.lexicon[phrase.head].get("in") or "dans"
        known = phrase.determiner == "def" and phrase.number == "Sing" and phrase.owner is None
        return idiom if known or idiom == "sur" else "dans"

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        gender = self.lexicon[phrase.head].get("g")
        country = phrase.head in c.COUNTRIES and gender == "Fem"
        bare = marker.before in (("en",), ("de",)) and country  # en France, de Turquie
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
        if (
            marker.slot == "predicate"
            and not phrase.adjectives
            and phrase.head not in ("friend", "neighbour")
        ):
            return []  # "elle est professeure"
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
            if marker.before == ("sans",) and not (phrase.adjectives and phrase.number == "Sing"):
                return []  # "sans couteau"
            if marker.negated or (
                form == "des" and any(self.lexicon[a].get("pos") for a in phrase.adjectives)
            ):
                form = "de"  # "pas de maison", "de belles maisons"
        return [Node(form, "DET", "det", "det", lemma)]

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        index = 2 if phrase.number == "Plur" else int(self.gender(phrase) == "Fem")
        form = POSSESSIVES[self.lexicon[owner].get("poss")][index]
        return Node(form, "DET", "det", "det", "son", {"Poss": "Yes", "PronType": "Prs"}, owner)

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().common(phrase, marker)
        adjectives = [child for child in node.children if child.deprel == "amod" and child.concept]
        if len(adjectives) == 2:
            adjectives.sort(key=lambda child: self.rank(child, phrase))
            others = [child for child in node.children if child not in adjectives]
            node.children = others + adjectives
            if all(child.slot == "adj" for child in adjectives) and self.rank(adjectives[0], phrase) < "last":
                adjectives[0].slot = "pre"  # "un célèbre enfant heureux"
        return node

    def rank(self, adjective: Node, phrase: NounPhrase) -> str:
        """Order of two adjectives: those that can precede the noun, then colours, then the others."""
        default = "last colour" if adjective.concept in COLOURS else "last other"
        return self.choose(adjective.concept or "", *phrase.kinds).get("rank", default)

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


LANGUAGE = French()
