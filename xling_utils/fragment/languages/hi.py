"""Hindi: SOV, postpositions, gender, direct and oblique case, split ergativity (ने in the perfective)."""

from __future__ import annotations

import unicodedata
from dataclasses import replace

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

# g=gender, inv=1: -ा that does not inflect, pl/opl=irregular plural and oblique plural, fem=feminine noun,
# in=postposition for "in" where it is not में, back=postposition after "return to" where there is one
NOUNS = """
man आदमी
woman औरत g=Fem
child बच्चा
teacher शिक्षक fem=शिक्षिका
friend दोस्त fem=दोस्त fem_pl=दोस्त
doctor डॉक्टर fem=डॉक्टर fem_pl=डॉक्टर
student छात्र fem=छात्रा
mother मां g=Fem pl=माताएं opl=माताओं
father पिता inv=1 hon=1
neighbour पड़ोसी fem=पड़ोसन
writer लेखक fem=लेखिका
worker मजदूर fem=मजदूर fem_pl=मजदूर
brother भाई
sister बहन g=Fem
driver चालक fem=चालक fem_pl=चालक
soldier सैनिक fem=सैनिक fem_pl=सैनिक
singer गायक fem=गायिका
king राजा inv=1
farmer किसान fem=किसान fem_pl=किसान
chef रसोइया
guest मेहमान
dog कुत्ता
horse घोड़ा
cat बिल्ली g=Fem
bird पक्षी
fish मछली g=Fem
cow गाय g=Fem
sheep भेड़ g=Fem
wolf भेड़िया
bear भालू
lion शेर
mouse चूहा
bread रोटी g=Fem
meat मांस
rice चावल
soup सूप
cheese पनीर
salt नमक
apple सेब
egg अंडा
cake केक
lemon नींबू
tomato टमाटर
water पानी
milk दूध
coffee कॉफी g=Fem
tea चाय g=Fem
wine शराब g=Fem
juice रस
house घर
school स्कूल
shop दुकान g=Fem
hospital अस्पताल
hotel होटल
church गिरजाघर
station स्टेशन in=पर
museum संग्रहालय
office दफ्तर
library पुस्तकालय
bridge पुल in=पर back=पर
room कमरा back=में
kitchen रसोई g=Fem back=में
city शहर
village गांव
street सड़क g=Fem in=पर back=पर
market बाजार
garden बगीचा back=में
park पार्क
forest जंगल back=में
island द्वीप in=पर back=पर
beach तट in=पर back=पर
car कार g=Fem
train ट्रेन g=Fem
ship जहाज
bus बस g=Fem
plane विमान
bicycle साइकिल g=Fem
phone फोन
key चाबी g=Fem
bag थैला
box डिब्बा
knife चाकू
clock घड़ी g=Fem
bottle बोतल g=Fem
cup प्याला
ball गेंद g=Fem
lamp दीपक
computer कंप्यूटर
camera कैमरा
ring अंगूठी g=Fem
gift उपहार
ticket टिकट
shirt कमीज g=Fem
coat कोट
hat टोपी g=Fem
shoe जूता
dress पोशाक g=Fem
table मेज g=Fem
door दरवाजा
bed बिस्तर
window खिड़की g=Fem
chair कुर्सी g=Fem
book किताब g=Fem
letter पत्र
story कहानी g=Fem
song गाना
newspaper अखबार
poem कविता g=Fem
report रिपोर्ट g=Fem
word शब्द
map नक्शा
tree पेड़
river नदी g=Fem
flower फूल
stone पत्थर
mountain पहाड़
star तारा
lake झील g=Fem
leaf पत्ता
war युद्ध
game खेल
film फिल्म g=Fem
meeting बैठक g=Fem
visit_n यात्रा g=Fem
party दावत g=Fem
dance_n नाच
lesson पाठ
walk_n सैर g=Fem
problem समस्या g=Fem
question सवाल
work_n काम
idea विचार
answer जवाब
law कानून
plan योजना g=Fem
dream सपना
hope_n उम्मीद g=Fem
language भाषा g=Fem
company कंपनी g=Fem
team टीम g=Fem
bank बैंक
government सरकार g=Fem
army सेना g=Fem
"""

# v=light verb (the concept then stands on the noun or adjective before it); lg, ln=gender and number of that
# noun where the verb agrees with it, form=its form, upos=its part of speech, gen=genitive of the object in
# meaning; gov=postposition of the object; near=1: recipient with के पास; ne=no: no ergative;
# bare=1: no को for animals; state=1: imperfective past; vec=vector verb of the perfective;
# "visit.person": the verb for such an object
VERBS = """
sleep सोना
work काम v=करना lg=Masc
live रहना state=1
arrive पहुंचना
run दौड़ना
return लौटना
play खेलना
laugh हंसना
fall गिरना
swim तैरना
cry रोना
dance नाचना
stop रुकना
fly उड़ना
grow बढ़ना
smile मुस्कुराना
walk चलना
answer_v जवाब v=देना lg=Masc
dream_v सपना v=देखना form=सपने lg=Masc ln=Plur
see देखना
read पढ़ना
find ढूंढना
buy खरीदना
love प्यार v=करना lg=Masc gov=से state=1
eat खाना
write लिखना
open खोलना
want चाहना state=1
drink पीना
help मदद v=करना lg=Fem gen=की
visit दौरा v=करना lg=Masc gen=का
visit.person मिलना gov=से ne=no
hear सुनना
build बनाना
lose खोना vec=देना
lose.game हारना
lose.war हारना
close बंद v=करना upos=ADJ
carry उठाना
carry.vehicle ढोना
choose चुनना
drive चलाना
wash धोना
wash.child नहलाना
wash.dog नहलाना
cook पकाना bare=1
forget भूलना ne=no vec=जाना
watch देखना
hide छिपाना
break तोड़ना
wear पहनना
follow पीछा v=करना lg=Masc gen=का
sing गाना
draw चित्र v=बनाना lg=Masc gen=का
cut काटना
use इस्तेमाल v=करना lg=Masc gen=का
plan_v योजना v=बनाना lg=Fem gen=की
park_v पार्क v=करना
give देना
show दिखाना
send भेजना
bring लाना ne=no near=1
sell बेचना
tell बताना
offer पेश v=करना upos=ADJ
say कहना
think सोचना
know जानना state=1
believe मानना state=1
hope उम्मीद v=करना lg=Fem state=1
"""

ADJECTIVES = """
good अच्छा
big बड़ा
new नया
old पुराना
old.person बूढ़ा
old.animal बूढ़ा
small छोटा
beautiful सुंदर
young जवान
long लंबा
red लाल
white सफेद
black काला
important महत्वपूर्ण
happy खुश
bad बुरा
bad.food खराब
strong मजबूत
strong.coffee कड़क
strong.tea कड़क
cold ठंडा
rich अमीर
short छोटा
poor गरीब
famous मशहूर
green हरा
difficult कठिन
expensive महंगा
clean साफ
heavy भारी
interesting दिलचस्प
sad दुखी
sad.text दुखद
blue नीला
empty खाली
tired थका
warm गर्म
cheap सस्ता
weak कमजोर
weak.coffee हल्का
weak.tea हल्का
dirty गंदा
full भरा
easy आसान
fresh ताजा
dangerous खतरनाक
quiet शांत
sick बीमार
fast तेज
slow धीमा
kind दयालु
light हल्का
"""

# upos, rel=what is not ADV and advmod; host=noun that the word describes, post=its postposition,
# before=word before it, redup=1: said twice
OTHERS = """
well अच्छा form=अच्छी host=तरह
badly बुरा form=बुरी host=तरह
slowly धीरे redup=1
quickly जल्दी
together साथ
quietly चुपचाप
carefully सावधानी upos=NOUN rel=obl post=से
today आज upos=NOUN rel=obl:tmod
now अब upos=NOUN rel=obl:tmod
yesterday कल upos=NOUN rel=obl:tmod
often अक्सर
always हमेशा
sometimes कभी redup=1
again फिर post=से
here यहां upos=NOUN rel=obl
there वहां upos=NOUN rel=obl
very बहुत upos=DET
too ज्यादा upos=DET before=बहुत
three तीन
four चार
five पांच
ten दस
seven सात
six छह
hundred सौ
he वह obl=उस को=उसे poss=उसक
she वह obl=उस को=उसे poss=उसक
i मैं obl=मुझ ने=मैंने को=मुझे poss=मेर
they वे obl=उन ने=उन्होंने को=उन्हें poss=उनक
we हम obl=हम को=हमें poss=हमार
you तुम obl=तुम को=तुम्हें poss=तुम्हार
who कौन obl=किस को=किसे poss=किसक
"""

NAMES = """
Maria मारिया
Anna अन्ना
Sara सारा
Laura लौरा
Eva ईवा
Julia जूलिया
Nina नीना
Elena एलेना
Olga ओल्गा
Fatima फातिमा
Emma एमा
Lena लेना
David डेविड
Adam एडम
Omar उमर
Ivan इवान
Thomas थॉमस
Karim करीम
Daniel डैनियल
Martin मार्टिन
Paul पॉल
Ali अली
Kenji केंजी
Oscar ऑस्कर
Smith स्मिथ
Garcia गार्सिया
Martin_s मार्टिन
Rossi रॉसी
Novak नोवाक
Tanaka तनाका
Ivanov इवानोव
Weber वेबर
Silva सिल्वा
Haddad हद्दाद
Kaya काया
Singh सिंह
Paris पेरिस
London लंदन
Berlin बर्लिन
Moscow मॉस्को
Rome रोम
Cairo काहिरा
Tokyo टोक्यो
Istanbul इस्तांबुल
Delhi दिल्ली g=Fem
Madrid मैड्रिड
Vienna वियना
Lisbon लिस्बन
Prague प्राग
Boston बोस्टन
France फ्रांस
India भारत
Japan जापान
Egypt मिस्र
Turkey तुर्की
Canada कनाडा
Google Google
UNESCO यूनेस्को
BMW BMW
NASA नासा
Samsung Samsung
FIFA फीफा
Microsoft Microsoft
Interpol इंटरपोल
IBM IBM
Reuters रॉयटर्स
"""

IRREGULAR_PERFECTIVE = {
    "कर": ("किया", "किए", "की", "कीं"),
    "दे": ("दिया", "दिए", "दी", "दीं"),
    "जा": ("गया", "गए", "गई", "गईं"),
    "पी": ("पिया", "पिए", "पी", "पीं"),
}
DEMONSTRATIVES = {  # near and far: direct singular, direct plural, oblique singular, oblique plural
    "this": ("यह", "ये", "इस", "इन"),
    "that": ("वह", "वे", "उस", "उन"),
}
HABITUAL = frozenset(("often", "always", "sometimes"))
DIRECT_OBJECT = Marker("Nom", deprel="obj", slot="obj")
DEFAULT = {"Person": "3", "Number": "Sing", "Gender": "Masc"}


class Hindi(Language):
    """See the module."""

    code, name, family, script = "hi", "Hindi", "Indo-Aryan", "Devanagari"
    simplifications = (
        "Present habitual and simple perfective only; states and habits in the past take the imperfective.",
        "People always take को as objects, animals when they are definite, things never.",
        "Compound verbs occur with two verbs only (भूल जाना, खो देना).",
        "Respect is marked for fathers only; everybody else is वह, and the listener is तुम.",
        "The reflexive possessive अपना is not needed: no possessor repeats the subject.",
    )
    lexicon = parse_lexicon(unicodedata.normalize("NFC", NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES))
    function_words = {"and": "और", "but": "लेकिन", "because": "क्योंकि", "when": "जब", "that": "कि"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "ergative": Marker("Acc", after=("ने",), deprel="nsubj", slot="subj"),
        "recipient": Marker("Acc", after=("को",), deprel="iobj", slot="iobj"),
        "predicate": Marker("Nom", slot="pred"),
        "year": Marker("Acc", after=("में",), deprel="obl:tmod"),
        **{
            relation: Marker("Acc", after=tuple(words.split()))
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
        "copular": "when then q subj time place HEAD neg aux comp advcl conj",
    }
    noun_order = "poss det count adj HEAD flat other case_after rel"
    comma_before = frozenset({"but", "because", "rel"})
    adjective_feats = frozenset({"Gender", "Number", "Case"})
    stop, capitals = "।", False

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        return self.clause_orders["copular" if clause.kind in ("adjective", "noun") else "main"]

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        if clause.predicate == "return":  # घर लौटना, without a postposition
            back = (replace(a, relation="back") if a.relation == "to" else a for a in clause.adjuncts)
            clause = replace(clause, adjuncts=tuple(back))
        head = super().clause(clause, kind)
        for owner in [n for n in head.children if n.slot == "gen"]:  # X की मदद करना
            noun = next(n for n in head.children if n.slot == "lvc")
            head.children.remove(owner)
            noun.add(owner).deprel = "obj"
        if clause.recipient is not None and self.lexicon[clause.predicate].get("near"):
            head.children = [n for n in head.children if n.slot != "iobj"]
            head.add(self.noun_phrase(clause.recipient, replace(self.markers["near"], slot="iobj")))
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
        be.upos, be.order = "VERB", self.clause_order(clause, kind)
        return be.add(self.adjunct(clause.place), *particles)

    def copular_head(self, clause: Clause) -> Node:
        if clause.kind == "adjective":
            clause = replace(clause, predicate=self.variant(clause.predicate, clause.subject))
        elif clause.noun is not None and self.agreement(clause.subject)["Number"] == "Plur":
            clause = replace(clause, noun=replace(clause.noun, number="Plur"))  # तुम, and respect
        return super().copular_head(clause)

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        return [self.be(clause.tense, self.agreement(clause.subject), "cop"), *self.particles(clause)]

    def be(self, tense: str, agreement: Feats, deprel: str) -> Node:
        """The auxiliary होना."""
        person, number = agreement["Person"], agreement["Number"]
        if tense == "Past":
            form = ending(agreement, ("था", "थे", "थी", "थीं"))
        else:
            form = {"1Sing": "हूं", "2Plur": "हो", "3Sing": "है"}.get(person + number, "हैं")
        feats = {"Tense": tense, "Person": person, "Number": number, "VerbForm": "Fin"}
        return Node(form, "AUX", deprel, "aux", "होना", feats)

    def particles(self, clause: Clause) -> list[Node]:
        """Negation, and क्या of a yes-no question."""
        negation = Node("नहीं", "PART", "advmod", "neg", feats={"Polarity": "Neg"})
        question = Node("क्या", "PRON", "dep", "q", feats={"PronType": "Int"})
        return [negation] * clause.negated + [question] * (clause.question == "polar")

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, perfective = self.verb(clause), self.perfective(clause)
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
        if not perfective:
            head.form = lemma[:-2] + ending(agreement, ("ता", "ते", "ती", "ती"))
            return head, [*particles, self.be(clause.tense, agreement, "aux")]
        if lexeme.get("vec") and not clause.negated:
            vector = lexeme.get("vec")
            head.form, head.feats = lemma[:-2], {}
            return head, [*particles, Node(perfect(vector, agreement), "AUX", "aux", "vec", vector, feats)]
        head.form = perfect(lemma, agreement)
        return head, particles

    def verb(self, clause: Clause) -> Lexeme:
        """The verb, which can depend on the object: one meets a person but visits a town."""
        if clause.predicate == "carry":
            return self.lexicon[self.variant("carry", clause.subject)]
        return self.lexicon[self.variant(clause.predicate, clause.object)]

    def variant(self, concept: str, phrase: NounPhrase | None) -> str:
        """Key of the lexeme that goes with a noun: ``old.person`` is another word than ``old``."""
        keys = (f"{concept}.{phrase.head}", f"{concept}.{phrase.semantic_class}") if phrase else ()
        return next((key for key in keys if key in self.lexicon), concept)

    def perfective(self, clause: Clause) -> bool:
        """Whether the past is an event; states and habits are imperfective."""
        return clause.tense == "Past" and not self.verb(clause).get("state") and clause.time not in HABITUAL

    def ergative(self, clause: Clause) -> bool:
        """Whether the subject takes ने."""
        if clause.kind != "verb" or not self.perfective(clause) or self.verb(clause).get("ne"):
            return False
        return c.VERBS[clause.predicate].frame != "intr" or bool(self.verb(clause).get("v"))

    def verb_agreement(self, clause: Clause) -> dict[str, str]:
        """What the verb agrees with: the subject, or else a bare object, or else nothing."""
        if not self.ergative(clause):
            return self.agreement(clause.subject)
        lexeme = self.verb(clause)
        if lexeme.get("lg"):
            return DEFAULT | {"Gender": lexeme.get("lg"), "Number": lexeme.get("ln") or "Sing"}
        if clause.object is None or self.object_marker(clause, clause.object).after:
            return dict(DEFAULT)
        return self.agreement(clause.object)

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        plural = {"Number": "Plur"} if phrase.head == "you" or self.respected(phrase) else {}
        return super().agreement(phrase) | plural

    def subject_marker(self, clause: Clause) -> Marker:
        marker = self.markers["ergative" if self.ergative(clause) else "subject"]
        if clause.subject.head == c.WHO:  # the question word stands near the verb
            return replace(marker, slot="who")
        return marker

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        lexeme = self.verb(clause)
        if lexeme.get("gen"):
            return Marker("Acc", after=(lexeme.get("gen"),), deprel="nmod:poss", slot="gen")
        if lexeme.get("gov"):
            return Marker("Acc", after=(lexeme.get("gov"),), deprel="obl", slot="obj")
        known = phrase.animate and phrase.determiner not in ("indef", "many")
        marked = (known or phrase.semantic_class == "person") and not lexeme.get("bare")
        if marked and clause.recipient is None:
            return Marker("Acc", after=("को",), deprel="obj", slot="obj")
        return replace(DIRECT_OBJECT, negated=clause.negated)

    def adjunct(self, adjunct: Adjunct) -> Node:
        marker, lexeme = self.markers[adjunct.relation], self.lexicon[adjunct.phrase.head]
        idiom = lexeme.get(adjunct.relation)
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
        node.form = self.fused(phrase.head, marker.after[0])
        return self.mark(node, replace(marker, after=marker.after[1:]))

    def fused(self, concept: str, postposition: str) -> str:
        """A pronoun with its postposition."""
        lexeme = self.lexicon[concept]
        if postposition in ("का", "के", "की"):
            return lexeme.get("poss") + postposition[1:]
        return lexeme.get(postposition) or lexeme.get("obl") + postposition

    def mark(self, node: Node, marker: Marker) -> Node:
        """A compound postposition is a case word with fixed parts."""
        super().mark(node, marker)
        words = [n for n in node.children if n.slot == "case_after"]
        for part in words[1:]:
            node.children.remove(part)
            part.deprel, part.slot = "fixed", "part"
            words[0].order = "HEAD part"
            words[0].add(part)
        return node

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        if self.respected(phrase) and marker.case == "Nom":
            phrase = replace(phrase, number="Plur")
        adjectives = tuple(self.variant(a, phrase) for a in phrase.adjectives)
        return super().common(replace(phrase, adjectives=adjectives), marker)

    def respected(self, phrase: NounPhrase) -> bool:
        """Whether one person counts as many out of respect (मेरे पिता हैं)."""
        return phrase.determiner == "def" and bool(self.lexicon[phrase.head].get("hon"))

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        for surname in node.children:
            surname.deprel = "flat:name"
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return noun(lexeme, feats)

    def word(self, concept: str, upos: str, feats: Feats, **options: object) -> Node:
        """A noun shows its gender; a name does not inflect."""
        lexeme = options.pop("lexeme", None) or self.lexicon[concept]
        assert isinstance(lexeme, Lexeme)
        if upos == "PROPN":
            return super().word(concept, upos, feats, lexeme=Lexeme(lexeme.lemma, {"inv": "1"}), **options)  # type: ignore[arg-type]
        feats = dict(feats) | {"Gender": lexeme.get("g", "Masc")}
        return super().word(concept, upos, feats, lexeme=lexeme, **options)  # type: ignore[arg-type]

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

    def adjective(
        self, concept: str, agreement: Feats, degree: str | None = None, *, predicative: bool = False
    ) -> Node:
        node = super().adjective(concept, agreement, None, predicative=predicative)
        node.concept = concept.split(".")[0]
        if degree:
            word = self.adverbial(degree)
            word.slot = "degree"
            node.add(word)
        return node

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return inflect(lexeme.lemma, agreement)

    def relative_word(self, phrase: NounPhrase) -> Node:
        assert phrase.relative is not None
        form = "जो"
        if self.ergative(phrase.relative):
            form = "जिन्होंने" if self.agreement(phrase)["Number"] == "Plur" else "जिसने"
        return Node(form, "PRON", lemma="जो", feats={"PronType": "Rel"})


def ending(agreement: Feats, forms: tuple[str, str, str, str]) -> str:
    """Picks from masculine singular and plural, feminine singular and plural."""
    return forms[2 * int(agreement["Gender"] == "Fem") + int(agreement["Number"] == "Plur")]


def perfect(verb: str, agreement: Feats) -> str:
    """Perfective participle of an infinitive."""
    stem = verb[:-2]
    if stem in IRREGULAR_PERFECTIVE:
        return ending(agreement, IRREGULAR_PERFECTIVE[stem])
    vowel = stem[-1] in "ाो"
    return stem + ending(agreement, ("या", "ए", "ई", "ईं") if vowel else ("ा", "े", "ी", "ीं"))


def inflect(word: str, agreement: Feats) -> str:
    """An adjective in -ा (or का) agrees; the others have one form."""
    if not word.endswith("ा"):
        return word
    stem, semivowel = word[:-1], word.endswith("या")
    if agreement["Gender"] == "Fem":
        return stem[:-1] + "ई" if semivowel else stem + "ी"
    if agreement["Number"] == "Sing" and agreement.get("Case") != "Acc":
        return word
    return stem[:-1] + "ए" if semivowel else stem + "े"


def noun(lexeme: Lexeme, feats: Feats) -> str:
    """A noun in the direct or oblique case (Nom, Acc)."""
    word, feminine = lexeme.lemma, lexeme.get("g") == "Fem"
    plural, oblique = feats["Number"] == "Plur", feats.get("Case") == "Acc"
    inflects = word.endswith("ा") and not feminine and not lexeme.get("inv")
    if plural and oblique:
        return lexeme.get("opl") or oblique_plural(word, inflects)
    if feminine:
        return (lexeme.get("pl") or feminine_plural(word)) if plural else word
    if inflects and (plural or oblique):
        return word[:-2] + "ए" if word.endswith("या") else word[:-1] + "े"
    return word


def oblique_plural(word: str, inflects: bool) -> str:
    """The form before a postposition."""
    if inflects:
        return word[:-1] + "ों"
    if word[-1] in "ीई":
        return word[:-1] + ("ि" if word[-1] == "ी" else "इ") + "यों"
    if word[-1] == "ू":
        return word[:-1] + "ुओं"
    return word + ("ओं" if word[-1] in "ाुो" else "ों")


def feminine_plural(word: str) -> str:
    """The direct plural."""
    if word[-1] in "ीई":
        return word[:-1] + ("ि" if word[-1] == "ी" else "इ") + "यां"
    return word + ("एं" if word[-1] in "ाुो" else "ें")


LANGUAGE = Hindi()
