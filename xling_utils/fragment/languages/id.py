"""Indonesian: SVO, no inflection, reduplicated plurals, noun before adjective, possessor and demonstrative.

Words and lemmas are those of UD_Indonesian-PUD and -GSD: the lemma of a derived word is its root ("membaca"
has "baca"), and -nya, -kah are words of their own inside a multiword token.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.id_lexicon import LEXICON
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Line, Marker, Node
from xling_utils.fragment.sentence import Word

CLASSIFIERS = {"person": "orang", "animal": "ekor"}
"""Semantic class -> what counts its nouns; everything else has "buah", which only "sebuah" keeps."""
POSITIONS = {"on": "atas", "under": "bawah", "behind": "belakang", "near": "dekat"}
"""Relations that a word says after "di": "di atas meja", at the top of the table."""
SHORT = frozenset(("dalam", "dekat"))
"""Positions that are prepositions without "di" when one talks."""
OPEN_PLACES = frozenset("street bridge mountain beach island".split())
"""Nouns on which one is just "di"."""
BARE_AFTER = frozenset(("di", "ke", "dari", "dekat", "dalam", "tanpa"))
"""Prepositions after which a known singular noun needs no "itu"."""
COMPLETED = {"news": "telah", "dialogue": "sudah"}
"""The auxiliary of completed events in a register; stories do without."""
CLITICS = frozenset((("PRON", "nya"), ("DET", "nya"), ("PART", "kah")))


class Indonesian(Language):
    """See the module."""

    code, name, family, script = "id", "Indonesian", "Austronesian", "Latin"
    simplifications = (
        'Dialogue is only a little spoken: "dia" (else "ia"), "mobilnya" for the car, "kerja" for "bekerja".',
        'Tense is mostly left unsaid: news says "telah" and dialogue "sudah" of completed events.',
        'A known noun has "itu", except for places, substances and what is unique; "that" is "itu" too.',
        '"A house is big" says "the house": "sebuah rumah besar" would be a phrase, not a sentence.',
        "All verbs are active; the frequent passives in di- are left out.",
        "Kinship words say the gender (saudara, saudari), not who is older, as everyday kakak and adik do.",
        'Things are counted without a classifier, people with "orang", animals with "ekor".',
        'A bare adjective after an owner can look like its attribute ("pulau guru saya besar").',
    )
    lexicon = LEXICON
    function_words = {
        "and": "dan",
        "but": "tetapi",
        "because": "karena",
        "when": "ketika",
        "that": "bahwa",
        "who_rel": "yang",
    }
    markers = {
        "subject": Marker(deprel="nsubj", slot="subj"),
        "object": Marker(deprel="obj", slot="obj"),
        "inside": Marker(before=("dalam",)),
        "recipient": Marker(before=("kepada",), slot="iobj"),
        "possessor": Marker(deprel="nmod:poss", slot="poss"),
        "predicate": Marker(slot="predicate"),
        **{
            relation: Marker(before=(word,))
            for relation, word in zip(
                "in with near to for from on after without under before behind about".split(),
                "di bersama di ke untuk dari di setelah tanpa di sebelum di tentang".split(),
                strict=True,
            )
        },
    }
    clause_orders = {
        "main": "q subj sometimes neg aux freq HEAD obj iobj manner place time comp advcl conj",
        "existential": "q neg HEAD subj place time comp advcl conj",
    }
    noun_order = "case loc det count clf HEAD flat mod adj poss yang rel dem other"

    # ---- clauses

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        if clause.question == "who" and kind != "rel":  # who is it that ...?
            who = self.pronoun(clause.subject, Marker())
            who.order = "HEAD rel"
            return who.add(self.relative_clause(clause.subject, clause))
        node = super().clause(with_known_subject(clause), kind)
        if clause.fronted and clause.year is not None:
            year = next(child for child in node.children if child.slot == "time")
            year.add(Node(self.comma, "PUNCT", "punct", "comma"))
        return node

    def clause_order(self, clause: Clause, kind: str) -> str:
        return self.clause_orders["existential" if is_existential(clause) else "main"]

    def predicate(self, clause: Clause, kind: str) -> Node:
        if clause.kind != "place":
            return super().predicate(clause, kind)
        assert clause.place is not None
        known = "ada" if clause.register == "dialogue" else "berada"
        verb = Lexeme("ada") if is_existential(clause) else Lexeme(known, {"root": "ada"})
        head = self.derived(verb, "VERB", {"Mood": "Ind", "Voice": "Act"})
        head.order = self.clause_order(clause, kind)
        return head.add(self.adjunct(clause.place, clause), *self.particles(clause))

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = self.verb_lexeme(clause)
        head = self.derived(lexeme, "VERB", {"Mood": "Ind", "Voice": "Act"})
        head.concept = clause.predicate
        if clause.register == "dialogue":
            head.form = lexeme.get("talk") or head.form
        particles = self.particles(clause)
        done = COMPLETED.get(clause.register)
        simple = clause.time is None and clause.year is None and kind not in ("sub", "rel")
        if done and simple and clause.tense == "Past" and not clause.negated and not lexeme.get("state"):
            particles.append(Node(done, "AUX", "aux", "aux"))
        return head, particles

    def derived(self, lexeme: Lexeme, upos: str, feats: dict[str, str]) -> Node:
        """A word whose lemma is its root."""
        return Node(lexeme.lemma, upos, lemma=lexeme.get("root") or lexeme.lemma, feats=feats)

    def particles(self, clause: Clause) -> list[Node]:
        """The question word "apa" + "kah", and the negation: "bukan" for nouns, else "tidak"."""
        nodes = []
        if clause.question == "polar":
            what = Node("apa", "ADV", "advmod", "q", feats={"PronType": "Int"}, order="HEAD kah")
            nodes.append(what.add(Node("kah", "PART", "advmod:emph", "kah")))
        if clause.negated:
            form = "bukan" if clause.kind == "noun" else "tidak"
            nodes.append(Node(form, "PART", "advmod", "neg", feats={"Polarity": "Neg"}))
        return nodes

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        particles = self.particles(clause)
        she_is_a = clause.subject.kind == "pronoun" and clause.subject.number == "Sing"
        if clause.kind != "noun" or particles or she_is_a:
            return particles
        return [Node("adalah", "AUX", "cop", "aux")]

    def subject(self, clause: Clause, kind: str) -> Node:
        node = super().subject(clause, kind)
        talk, phrase = clause.register == "dialogue", clause.subject
        if node.form == "dia" and not talk:
            node.form = node.lemma = "ia"
        if talk and phrase.determiner == "def" and phrase.number == "Sing" and not phrase.animate:
            for child in node.children:
                if child.form == "itu" and child.deprel == "det":  # "mobilnya" for "mobil itu"
                    child.form = child.lemma = "nya"
                    child.slot, child.feats = "poss", {"Definite": "Def", "PronType": "Art"}
        return node

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        return replace(self.markers["subject"], negated=clause.negated and is_existential(clause))

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        return replace(super().object_marker(clause, phrase), negated=clause.negated)

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        if clause.predicate == "return" and adjunct.relation == "in":
            adjunct = Adjunct("to", adjunct.phrase)
        elif (
            clause.manner == "together" and adjunct.relation == "with"
        ):  # "bersama dengan", not twice "bersama"
            return self.noun_phrase(adjunct.phrase, Marker(before=("dengan",)))
        relation, phrase = adjunct.relation, adjunct.phrase
        position = POSITIONS.get(relation)
        if relation == "on" and phrase.head in OPEN_PLACES:
            position = None
        elif clause.kind == "place" and relation == "in" and phrase.semantic_class == "building":
            position = "dalam"
        returns = clause.predicate == "return" and relation in POSITIONS  # "kembali ke bawah jembatan"
        if clause.register == "dialogue" and position in SHORT and not returns:
            return self.noun_phrase(phrase, Marker(before=(position,)))
        node = self.noun_phrase(phrase, self.markers["to"]) if returns else super().adjunct(adjunct, clause)
        if position == "dekat":  # an adjective in UD_Indonesian-GSD
            node.add(Node(position, "ADJ", "amod", "loc"))
        elif position:
            node.add(Node(position, "NOUN", "nmod:lmod", "loc", feats={"Number": "Sing"}))
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        node = Node("tahun", "NOUN", feats={"Number": "Sing"}, order="case HEAD count comma")
        node.add(Node(year, "NUM", "nummod", "count", feats={"NumType": "Card"}, concept=year))
        return self.mark(node, Marker(before=("pada",), deprel="obl:tmod", slot="time"))

    def adverbs(self, clause: Clause) -> list[Node | None]:
        """The adverbs; news says "kembali" for "again", others "lagi"."""
        manner, time, where = super().adverbs(clause)
        if clause.time == "again" and clause.register == "news" and clause.predicate != "return":
            time = Node("kembali", "ADV", "advmod", "freq", concept="again")
        if where and clause.predicate == "return":
            where.children[0].form = where.children[0].lemma = "ke"
        return [manner, time, where]

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        if concept is None:
            return None
        lexeme = self.lexicon[concept]
        if concept in c.FREQUENCY_ADVERBS:
            slot = "sometimes" if concept == "sometimes" else "freq"
        node = Node(lexeme.lemma, "ADV", "advmod", slot, lexeme.get("root"), concept=concept)
        if lexeme.get("by"):  # "with quick"
            node.upos, node.order = "ADJ", "case HEAD"
            return node.add(Node(lexeme.get("by"), "ADP", "case:adv", "case"))
        if lexeme.get("place"):
            node.upos, node.deprel, node.order = "PRON", "obl", "case HEAD"
            node.feats = {"PronType": "Dem"}
            return node.add(Node("di", "ADP", "case", "case"))
        if lexeme.get("day"):  # "this day"
            node.upos, node.deprel, node.order = "NOUN", "obl:tmod", "HEAD dem"
            node.feats = {"Number": "Sing"}
            return node.add(demonstrative(lexeme.get("day")))
        return node

    # ---- noun phrases

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        node.feats.pop("Gender", None)
        info = self.lexicon[phrase.head].info
        node.feats |= {k: v for k, v in info.items() if k in ("Polite", "Clusivity")}
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        for word in (node, *node.children):
            word.feats = {}
            word.deprel = "flat:name"  # of the surname; the name itself gets its relation later
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().common(phrase, marker)
        lexeme = self.lexicon[phrase.head]
        node.lemma = lexeme.get("root") or lexeme.lemma
        if lexeme.get("mod"):
            node.add(Node(lexeme.get("mod"), "ADJ", "amod", "mod"))
        if phrase.count is not None and phrase.semantic_class in CLASSIFIERS and phrase.head != "person_n":
            form = CLASSIFIERS[phrase.semantic_class]
            node.add(Node(form, "NOUN", "clf", "clf", feats={"Number": "Sing"}))
        return self.with_one_yang(node)

    def with_one_yang(self, noun: Node) -> Node:
        """Joins two adjectives that need "yang" ("yang besar dan tenang")."""
        for first, second in pairwise([child for child in noun.children if child.slot == "yang"]):
            noun.children.remove(second)
            second.children = []
            second.deprel, second.slot, second.order = "conj", "conj", "cc HEAD"
            second.add(Node(self.function_words["and"], "CCONJ", "cc", "cc"))
            first.order += " conj"
            first.add(second)
        return noun

    def noun_number(self, phrase: NounPhrase) -> str:
        """Plural if the noun is reduplicated: known, not counted, and no person with "para"."""
        counted = phrase.count is not None or phrase.determiner in ("indef", "many", "every", "most", "all")
        fixed = self.lexicon[phrase.head].get("redup") == "no" or self.takes_para(phrase)
        return "Sing" if counted or fixed else phrase.number

    def takes_para(self, phrase: NounPhrase) -> bool:
        """Whether a plural is said by "para" before people."""
        people = phrase.semantic_class == "person" and self.lexicon[phrase.head].get("para") != "no"
        uncounted = phrase.owner is None and phrase.count is None
        return people and uncounted and phrase.number == "Plur" and phrase.determiner == "def"

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return f"{lexeme.lemma}-{lexeme.lemma}" if feats.get("Number") == "Plur" else lexeme.lemma

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        kind = phrase.determiner
        if kind == "indef":
            return self.indefinite(phrase, marker)
        if kind in ("every", "many"):
            form = {"every": "setiap", "many": "banyak"}[kind]
            feats = {"PronType": "Tot" if kind == "every" else "Ind"}
            return [Node(form, "DET", "det", "det", feats=feats)]
        if kind in ("most", "all"):  # of the
            form, root = ("kebanyakan", "banyak") if kind == "most" else ("semua", "semua")
            feats = {"PronType": "Ind" if kind == "most" else "Tot"}
            return [Node(form, "DET", "det", "det", root, feats), demonstrative("itu")]
        if self.takes_para(phrase):
            people = Node("para", "DET", "det", "det", feats={"Number": "Plur", "PronType": "Ind"})
            return [people, demonstrative("itu")] if marker.slot == "subj" else [people]
        if kind == "this":
            return [demonstrative("ini")]
        return [demonstrative("itu")] if kind == "that" or self.is_marked(phrase, marker) else []

    def indefinite(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        """Article or "beberapa"; nothing before a number, after "not" and "without"."""
        if phrase.count is not None or marker.negated or marker.before == ("tanpa",):
            return []
        if phrase.number == "Sing":
            classifier = CLASSIFIERS.get(phrase.semantic_class, "buah")
            feats = {"Definite": "Ind", "PronType": "Art"}
            return [Node("se" + classifier, "DET", "det", "det", classifier, feats)]
        if marker.slot == "predicate":
            return []
        return [Node("beberapa", "DET", "det", "det", "berapa", {"Number": "Plur", "PronType": "Ind"})]

    def is_marked(self, phrase: NounPhrase, marker: Marker) -> bool:
        """Whether a known noun has "itu"."""
        if phrase.owner is not None or self.lexicon[phrase.head].get("bare"):
            return False
        if phrase.head in c.MASS:
            return marker.slot == "subj"
        in_place = bool(marker.before) and marker.before[0] in BARE_AFTER
        return not (in_place and phrase.number == "Sing")

    def adjective(
        self,
        concept: str,
        phrase: NounPhrase,
        agreement: Feats,
        degree: str | None = None,
        *,
        predicative: bool = False,
    ) -> Node:
        node = super().adjective(concept, phrase, {}, degree, predicative=predicative)
        lexeme = self.choose(concept, *phrase.kinds)
        node.lemma = lexeme.get("root") or node.lemma
        outer = len(phrase.adjectives) > 1 and concept == phrase.adjectives[0]
        apart = outer or degree or (lexeme.get("yang") and phrase.relative is None)
        if not predicative and apart:  # "which is big"
            node.deprel, node.slot, node.order = "acl:relcl", "yang", "subj degree HEAD"
            which = self.relative_word(phrase)
            assert which is not None
            which.deprel, which.slot = "nsubj", "subj"
            node.add(which)
        return node

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        node = self.pronoun(NounPhrase(owner, c.PRONOUNS[owner].number), Marker())
        node.deprel, node.slot = "nmod:poss", "poss"
        if node.form == "dia":
            node.form = "nya"
        return node

    # ---- forms

    def sandhi(self, line: Line) -> Line:
        """One "itu" is enough where two phrases end."""
        return [pair for i, pair in enumerate(line) if not (i and repeats(line[i - 1][0], pair[0]))]

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        return tuple(
            (i, i + 1, first.form + second.form)
            for i, (first, second) in enumerate(pairwise(words), start=1)
            if (second.upos, second.form) in CLITICS
        )


def demonstrative(form: str) -> Node:
    """The word for "this" or "that" after the noun."""
    return Node(form, "DET", "det", "dem", feats={"PronType": "Dem"})


def repeats(first: Node, second: Node) -> bool:
    """Whether a demonstrative stands twice."""
    return first.form == second.form == "itu"


def is_existential(clause: Clause) -> bool:
    """Whether a clause introduces something at a place: "there is a key on the table"."""
    subject = clause.subject
    return clause.kind == "place" and subject.kind == "noun" and subject.determiner in ("indef", "many")


def with_known_subject(clause: Clause) -> Clause:
    """Makes the subject of an adjective, or its owner, a known one: "the", "most of the", "all of the"."""
    if clause.kind != "adjective":
        return clause
    subject, owner = clause.subject, clause.subject.owner
    if owner is not None and owner.kind == "noun" and owner.determiner == "indef":
        return replace(clause, subject=replace(subject, owner=replace(owner, determiner="def")))
    known = {"indef": "def", "many": "most", "every": "all"}.get(subject.determiner)
    return replace(clause, subject=replace(subject, determiner=known)) if known else clause


LANGUAGE = Indonesian()
