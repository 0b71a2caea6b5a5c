"""Hindi: SOV, postpositions, gender, direct and oblique case, split ergativity (ने in the perfective)."""

from __future__ import annotations

from dataclasses import replace

from xling_utils.fragment import concepts as c
from xling_utils.fragment.languages.hi_lexicon import LEXICON
from xling_utils.fragment.languages.hi_morphology import ending, inflect, noun, perfect
from xling_utils.fragment.lexicon import Feats, Lexeme
from xling_utils.fragment.lineariser import Language
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.nodes import Marker, Node

DEMONSTRATIVES = {  # near and far: direct singular, direct plural, oblique singular, oblique plural
    "this": ("यह", "ये", "इस", "इन"),
    "that": ("वह", "वे", "उस", "उन"),
}
DIRECT_OBJECT = Marker("Nom", deprel="obj", slot="obj")
IMPERFECTIVE = ("ता", "ते", "ती", "ती")
AUXILIARIES = frozenset(("जाना", "पाना"))
"""Second verbs that UD counts as auxiliaries; लेना and देना it does not."""
DEFAULT = {"Person": "3", "Number": "Sing", "Gender": "Masc"}


class Hindi(Language):
    """See the module."""

    code, name, family, script = "hi", "Hindi", "Indo-Aryan", "Devanagari"
    simplifications = (
        "Present habitual and simple perfective only; states and habits in the past take the imperfective.",
        "People always take को as objects, animals when they are definite, things never.",
        "Compound verbs occur with ten verbs only (सो जाना, ढूंढ लेना, खो देना), mostly in the perfective. "
        "The first verb is the head throughout; UD_Hindi-PUD puts लेना and देना above it.",
        "Respect is marked for fathers only; everybody else is वह, and the listener is तुम, "
        "a man unless a woman is addressed by name.",
        "After 'hope' the verb is in the indicative, where a speaker would often say the subjunctive (ढूंढ ले).",
        "The adjectives थका and भरा stand without हुआ.",
        "Companies, teams and organisations known by a name are masculine.",
        "The reflexive possessive अपना is not needed: no possessor repeats the subject.",
    )
    hearer_shows_gender = True
    lexicon = LEXICON
    function_words = {"and": "और", "but": "लेकिन", "because": "क्योंकि", "when": "जब", "that": "कि"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "ergative": Marker("Acc", after=("ने",), deprel="nsubj", slot="subj"),
        "recipient": Marker("Acc", after=("को",), deprel="iobj", slot="iobj"),
        "predicate": Marker("Nom", slot="pred"),
        "year": Marker("Acc", after=("में",), deprel="obl:tmod"),
        **{
            relation: Marker("Acc", after=(words,) if words else ())
            for relation, words in (
                ("in", "में"),
                ("with", "के साथ"),
                ("near", "के पास"),
                ("to", "तक"),
                ("for", "के लिए"),
                ("from", "से"),
                ("on", "पर"),
                ("after", "के बाद"),
                ("without", "के बिना"),
                ("under", "के नीचे"),
                ("before", "से पहले"),
                ("behind", "के पीछे"),
                ("about", "के बारे में"),
                ("back", ""),
            )
        },
    }
    clause_orders = {
        "main": "when then q subj time place iobj obj who manner lvc neg HEAD vec aux comp advcl conj",
        "exist": "when then q time place subj neg HEAD aux comp advcl conj",
        "copular": "when then q subj time place HEAD neg aux comp advcl conj",
    }
    noun_order = "poss det count adj HEAD flat other case_after rel"
    comma_before = frozenset({"but", "because", "rel"})
    adjective_feats = frozenset({"Gender", "Number", "Case"})
    stop, capitals = "।", False

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        if self.existential(clause):
            return self.clause_orders["exist"]
        return self.clause_orders["copular" if clause.kind in ("adjective", "noun") else "main"]

    def existential(self, clause: Clause) -> bool:
        """Whether the clause says what there is in a place (मेज पर एक किताब है)."""
        return clause.kind == "place" and clause.subject.determiner in ("indef", "many")

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        head = super().clause(clause, kind)
        for owner in [n for n in head.children if n.slot == "gen"]:  # X की मदद करना
            noun = next(n for n in head.children if n.slot == "lvc")
            head.children.remove(owner)
            noun.add(owner).deprel = "obj"
        if clause.link is not None and clause.link[0] == "when":
            head.add(Node("तो", "SCONJ", "mark", "then"))
        return head

    def linked_clause(self, link: str, clause: Clause) -> Node:
        node = super().linked_clause(link, clause)
        node.slot = "when" if link == "when" else node.slot
        return node

    def predicate(self, clause: Clause, kind: str) -> Node:
        if clause.kind != "place":
            return super().predicate(clause, kind)
        assert clause.place is not None  # the treebank has the verb होना as head here
        be, *particles = self.copula(clause, kind)
        be.upos, be.lemma, be.order = "VERB", "होना", self.clause_order(clause, kind)
        return be.add(self.adjunct(clause.place, clause), *particles)

    def copular_head(self, clause: Clause) -> Node:
        addressed = (
            clause.subject.head == "you" and clause.subject.sex == "Fem"
        )  # तुम लेखिका हो, but तुम लेखक हो like ये लेखक हैं
        if clause.noun is not None and self.agreement(clause.subject)["Number"] == "Plur" and not addressed:
            clause = replace(clause, noun=replace(clause.noun, number="Plur"))  # तुम, and respect
        return super().copular_head(clause)

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        return [self.be(clause.tense, self.agreement(clause.subject), "cop"), *self.particles(clause)]

    def be(self, tense: str, agreement: Feats, deprel: str) -> Node:
        """The auxiliary होना, whose lemma is है in the present and था in the past, as in the treebank."""
        person, number = agreement["Person"], agreement["Number"]
        if tense == "Past":
            form = ending(agreement, ("था", "थे", "थी", "थीं"))
        else:
            form = {"1Sing": "हूं", "2Plur": "हो", "3Sing": "है"}.get(person + number, "हैं")
        feats = {"Tense": tense, "Person": person, "Number": number, "VerbForm": "Fin"}
        return Node(form, "AUX", deprel, "aux", "था" if tense == "Past" else "है", feats)

    def particles(self, clause: Clause) -> list[Node]:
        """Negation, and क्या of a yes-no question."""
        negation = Node("नहीं", "PART", "advmod", "neg", feats={"Polarity": "Neg"})
        question = Node("क्या", "PRON", "dep", "q", feats={"PronType": "Int"})
        return [negation] * clause.negated + [question] * (clause.question == "polar")

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, perfective = self.verb_lexeme(clause), self.perfective(clause)
        agreement = self.verb_agreement(clause)
        lemma = lexeme.get("v") or lexeme.lemma
        feats = {"Aspect": "Perf" if perfective else "Imp"} | {k: agreement[k] for k in ("Gender", "Number")}
        head = Node("", "VERB", lemma=lemma, feats=feats, concept=clause.predicate)
        particles = self.particles(clause)
        if lexeme.get("v"):
            form, upos = lexeme.get("form", lexeme.lemma), lexeme.get("upos", "NOUN")
            word = Node(form, upos, "compound:lvc", "lvc", lexeme.lemma, order="gen HEAD")
            word.concept, head.concept = clause.predicate, None
            particles.append(word)
        vector = self.vector(clause, lexeme, perfective=perfective)
        if vector:
            head.form, head.feats = lemma[:-2], {}
            particles.append(second_verb(vector, agreement, feats))
            return head, particles if perfective else [*particles, self.be(clause.tense, agreement, "aux")]
        if not perfective:
            head.form = lemma[:-2] + ending(agreement, IMPERFECTIVE)
            return head, [*particles, self.be(clause.tense, agreement, "aux")]
        head.form = perfect(lemma, agreement)
        return head, particles

    def vector(self, clause: Clause, lexeme: Lexeme, *, perfective: bool) -> str:
        """The second verb of a compound verb, if any (ढूंढ लिया, नहीं ढूंढ पाया)."""
        if clause.negated:
            return lexeme.get("neg")
        graded = clause.manner in ("well", "badly")
        return lexeme.get("vec") if (perfective and not graded) or lexeme.get("always") else ""

    def verb_lexeme(self, clause: Clause) -> Lexeme:
        if clause.predicate == "carry":
            return self.choose("carry", *clause.subject.kinds)
        return super().verb_lexeme(clause)

    def perfective(self, clause: Clause) -> bool:
        """Whether the past is an event; states and habits are imperfective."""
        imperfective = self.verb_lexeme(clause).get("state") or clause.time in c.FREQUENCY_ADVERBS
        return clause.tense == "Past" and not imperfective

    def ergative(self, clause: Clause) -> bool:
        """Whether the subject takes ने."""
        if clause.kind != "verb" or not self.perfective(clause) or self.verb_lexeme(clause).get("ne"):
            return False
        if clause.negated and self.verb_lexeme(clause).get("neg"):  # पाना has no ergative
            return False
        return c.VERBS[clause.predicate].frame != "intr" or bool(self.verb_lexeme(clause).get("v"))

    def verb_agreement(self, clause: Clause) -> dict[str, str]:
        """What the verb agrees with: the subject, or else a bare object, or else nothing."""
        if not self.ergative(clause):
            return self.agreement(clause.subject)
        lexeme = self.verb_lexeme(clause)
        if lexeme.get("lg"):
            return DEFAULT | {"Gender": lexeme.get("lg"), "Number": lexeme.get("ln") or "Sing"}
        if clause.object is None or self.object_marker(clause, clause.object).after:
            return dict(DEFAULT)
        return self.agreement(clause.object)

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        plural = {"Number": "Plur"} if phrase.head == "you" or self.respected(phrase) else {}
        return super().agreement(phrase) | plural

    def subject_marker(self, clause: Clause, kind: str) -> Marker:
        marker = self.markers["ergative" if self.ergative(clause) else "subject"]
        if clause.subject.head == c.WHO:  # the question word stands near the verb
            return replace(marker, slot="who")
        return replace(marker, negated=clause.negated and self.existential(clause))

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        lexeme = self.verb_lexeme(clause)
        if lexeme.get("gen"):
            return Marker("Acc", after=(lexeme.get("gen"),), deprel="nmod:poss", slot="gen")
        if lexeme.get("gov"):
            return Marker("Acc", after=(lexeme.get("gov"),), deprel="obl", slot="obj")
        known = phrase.animate and phrase.determiner not in ("indef", "many")
        marked = (known or phrase.semantic_class == "person") and not lexeme.get("bare")
        if marked and clause.recipient is None:
            return Marker("Acc", after=("को",), deprel="obj", slot="obj")
        return replace(DIRECT_OBJECT, negated=clause.negated)

    def recipient_marker(self, clause: Clause) -> Marker:
        near = self.lexicon[clause.predicate].get("near")
        return replace(self.markers["near"], slot="iobj") if near else self.markers["recipient"]

    def adjunct(self, adjunct: Adjunct, clause: Clause) -> Node:
        relation, lexeme = adjunct.relation, self.lexicon[adjunct.phrase.head]
        if clause.predicate == "return" and relation == "to":  # घर लौटना, without a postposition
            relation = "back"
        marker, idiom = self.markers[relation], lexeme.get(relation)
        return self.noun_phrase(adjunct.phrase, replace(marker, after=(idiom,)) if idiom else marker)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        if concept is None:
            return None
        node = self.adverbial(concept)
        node.slot = slot
        return node

    def adverbial(self, concept: str) -> Node:
        """An adverb, or a noun in its place."""
        word = self.lexicon[concept]
        form, upos = word.get("form", word.lemma), word.get("upos", "ADV")
        if word.get("host"):
            host = Node(word.get("host"), "NOUN", "obl", order="adj HEAD")
            return host.add(Node(form, "ADJ", "amod", "adj", word.lemma, {"Gender": "Fem"}, concept))
        node = Node(form, upos, word.get("rel", "advmod"), lemma=word.lemma, concept=concept)
        node.order = "first before HEAD post"
        if word.get("post"):
            node.add(Node(word.get("post"), "ADP", "case", "post"))
        if word.get("before"):
            node.add(Node(word.get("before"), "DET", "advmod", "before"))
        if word.get("redup"):
            hyphen = Node("-", "PUNCT", "punct", "before", space_after=False)
            node.add(Node(form, upos, "compound:redup", "first"), hyphen)
        return node

    # ---- noun phrases

    def noun_phrase(self, phrase: NounPhrase, marker: Marker) -> Node:
        if phrase.kind != "pronoun" or not marker.after:
            return super().noun_phrase(phrase, marker)
        node = self.pronoun(phrase, marker)  # the first postposition is a part of the word: उसने, मुझे, मेरे
        first, _, others = marker.after[0].partition(" ")
        node.form = self.fused(phrase.head, first)
        return self.mark(node, replace(marker, after=(others,) if others else ()))

    def fused(self, concept: str, postposition: str) -> str:
        """A pronoun with its postposition."""
        lexeme = self.lexicon[concept]
        if postposition in ("का", "के", "की"):
            return lexeme.get("poss") + postposition[1:]
        return lexeme.get(postposition) or lexeme.get("obl") + postposition

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        if self.respected(phrase) and marker.case == "Nom":
            phrase = replace(phrase, number="Plur")
        return super().common(phrase, marker)

    def noun_feats(self, phrase: NounPhrase, marker: Marker) -> dict[str, str]:
        return super().noun_feats(phrase, marker) | {"Gender": self.entry(phrase).get("g", "Masc")}

    def respected(self, phrase: NounPhrase) -> bool:
        """Whether one person counts as many out of respect (मेरे पिता हैं)."""
        return phrase.determiner == "def" and bool(self.lexicon[phrase.head].get("hon"))

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        """A name; it does not inflect."""
        node = super().proper(phrase, marker)
        node.form = node.lemma
        for surname in node.children:
            surname.form, surname.deprel = surname.lemma, "flat:name"
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return noun(lexeme, feats)

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None:
            return []
        kind = "that" if phrase.relative is not None else phrase.determiner
        if kind in DEMONSTRATIVES:
            index = int(phrase.number == "Plur") + 2 * int(marker.case == "Acc")
            forms = DEMONSTRATIVES[kind]
            return [Node(forms[index], "DET", "det", "det", forms[0], {"PronType": "Dem"})]
        bare = phrase.number == "Plur" or marker.negated or marker.slot == "pred"
        form = {"every": "हर", "many": "कई", "indef": "" if bare else "एक"}.get(kind)
        return [Node(form, "DET", "det", "det")] if form else []

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        assert phrase.owner is not None
        agreement = {"Gender": self.gender(phrase), "Number": phrase.number, "Case": marker.case}
        word = inflect("का", agreement)
        return self.noun_phrase(phrase.owner, Marker("Acc", after=(word,), deprel="nmod:poss", slot="poss"))

    def degree(self, concept: str) -> Node:
        node = self.adverbial(concept)
        node.slot = "degree"
        return node

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return lexeme.lemma if lexeme.get("inv") else inflect(lexeme.lemma, agreement)

    def relative_word(self, phrase: NounPhrase) -> Node:
        assert phrase.relative is not None
        form = "जो"
        if self.ergative(phrase.relative):
            form = "जिन्होंने" if self.agreement(phrase)["Number"] == "Plur" else "जिसने"
        return Node(form, "PRON", lemma="जो", feats={"PronType": "Rel"})


def second_verb(lemma: str, agreement: Feats, feats: dict[str, str]) -> Node:
    """The verb after a stem (ढूंढ लिया): an auxiliary if UD counts it as one, else a part of a compound."""
    perfective = feats["Aspect"] == "Perf"
    form = perfect(lemma, agreement) if perfective else lemma[:-2] + ending(agreement, IMPERFECTIVE)
    upos, deprel = ("AUX", "aux") if lemma in AUXILIARIES else ("VERB", "compound")
    return Node(form, upos, deprel, "vec", lemma, feats)


LANGUAGE = Hindi()
