"""Turkish: SOV, agglutinating, vowel harmony, cases and possessive suffixes, no article but "bir", pro-drop.

Suffixes are written with archiphonemes: A is a/e, I is ı/i/u/ü, D is d/t. A letter in brackets is a buffer:
(y), (n) and (s) show up after a vowel, (I) shows up after a consonant. The annotation follows UD_Turkish-IMST
and, where IMST is silent, UD_Turkish-PUD: participles are VERB, copular suffixes are words of their own, and
the noun of a light-verb construction is its head.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.sentence import Word

# ``v`` is the stem before a vowel; ``say`` is how the word sounds, where its spelling would mislead harmony.
NOUNS = """
man adam
woman kadın
child çocuk v=çocuğ
teacher öğretmen
friend arkadaş
doctor doktor
student öğrenci
mother anne
father baba
neighbour komşu
writer yazar
worker işçi
brother ağabey
sister abla
driver sürücü
soldier asker
singer şarkıcı
king kral
farmer çiftçi
chef aşçı
guest misafir
dog köpek v=köpeğ
horse at
cat kedi
bird kuş
fish balık v=balığ
cow inek v=ineğ
sheep koyun
wolf kurt v=kurd
bear ayı
lion aslan
mouse fare
bread ekmek v=ekmeğ
meat et
rice pilav
soup çorba
cheese peynir
salt tuz
apple elma
egg yumurta
cake pasta
lemon limon
tomato domates
water su v=suy say=suy
milk süt
coffee kahve
tea çay
wine şarap v=şarab
juice su v=suy say=suy of=meyve
house ev
school okul
shop mağaza
hospital hastane
hotel otel
church kilise
museum müze
office ofis
library kütüphane
bridge köprü
kitchen mutfak v=mutfağ
station istasyon
room oda
city şehir v=şehr
village köy
street sokak v=sokağ
market pazar
garden bahçe
park park
forest orman
island ada
beach plaj
car araba
train tren
ship gemi
bus otobüs
plane uçak v=uçağ
bicycle bisiklet
phone telefon
key anahtar
bag çanta
box kutu
knife bıçak v=bıçağ
clock saat say=saet
bottle şişe
cup fincan
ball top
lamp lamba
computer bilgisayar
camera kamera
ring yüzük v=yüzüğ
gift hediye
ticket bilet
shirt gömlek v=gömleğ
coat palto
hat şapka
shoe ayakkabı
dress elbise
table masa
door kapı
bed yatak v=yatağ
window pencere
chair sandalye
book kitap v=kitab
letter mektup v=mektub
story öykü
song şarkı
newspaper gazete
poem şiir
report rapor
word kelime
map harita
tree ağaç v=ağac
river nehir v=nehr
flower çiçek v=çiçeğ
stone kaya
mountain dağ
star yıldız
lake göl
leaf yaprak v=yaprağ
war savaş
game oyun
film film
meeting toplantı
visit_n ziyaret
dance_n dans
walk_n yürüyüş
party parti
lesson ders
problem sorun
question soru
work_n iş
hope_n umut v=umud
idea fikir v=fikr
answer yanıt
law yasa
plan plan
dream hayal say=hayel
language dil
company şirket
team takım
bank banka
government hükümet
army ordu
"""

# ``lv`` is the noun of a light-verb construction; ``aor`` is the vowel of an irregular aorist; ``acc`` is the
# kind of indefinite object that still takes the accusative; a ``stative`` verb has its past in -Iyordu.
VERBS = """
sleep uyu
work çalış
live yaşa
arrive gel aor=I
run koş
return dön
play oyna
laugh gül
fall düş
swim yüz
cry ağla
dance et v=ed lv=dans
stop dur aor=I
fly uç
grow büyü
smile gülümse
walk yürü
answer_v ver lv=yanıt aor=I
dream_v kur lv=hayal
see gör aor=I
read oku
find bul aor=I
buy al aor=I
love sev acc=all
eat ye y=yi
write yaz
open aç
want iste
drink iç
help et v=ed lv=yardım gov=to
visit et v=ed lv=ziyaret acc=all
hear duy acc=animal
build yap
lose kaybet v=kaybed aor=A
close kapat acc=all
carry taşı
choose seç
drive sür
wash yıka
cook pişir
forget unut acc=all
watch seyret v=seyred aor=A acc=animal
hide sakla
break kır
wear giy
follow et v=ed lv=takip acc=all
sing söyle
draw çiz
cut kes
use kullan
plan_v planla
park_v et v=ed lv=park acc=all
give ver aor=I
show göster
send gönder
bring getir
sell sat
tell anlat
offer sun
say söyle
think düşün
know bil aor=I stative=yes
believe inan gov=to
hope um
"""

ADJECTIVES = """
good iyi
big büyük
new yeni
old eski being=yaşlı
small küçük
beautiful güzel
young genç v=genc
long uzun
red kırmızı
white beyaz
black siyah
important önemli
happy mutlu
bad kötü
strong güçlü drink=koyu
cold soğuk
rich zengin
short kısa
poor yoksul
famous ünlü
green yeşil
difficult zor
expensive pahalı
clean temiz
heavy ağır
interesting ilginç
sad hüzünlü
blue mavi
empty boş
tired yorgun
warm sıcak
cheap ucuz
weak zayıf drink=açık
dirty kirli
full dolu
easy kolay
fresh taze
dangerous tehlikeli
quiet sessiz
sick hasta
fast hızlı
slow yavaş
kind nazik v=naziğ
light hafif
"""

OTHERS = """
well iyi
slowly yavaş
quickly hızlı
together birlikte
quietly sessizce
carefully dikkatlice
badly kötü
today bugün upos=NOUN
now şimdi
often sık twice=sık
always zaman upos=NOUN of=her
yesterday dün upos=NOUN
again yine
sometimes bazen
here burada upos=PRON lemma=bura
there orada upos=PRON lemma=ora
very çok
too fazla
three üç
four dört
five beş
ten on
seven yedi
six altı
hundred yüz
he o Acc=onu Dat=ona Gen=onun
she o Acc=onu Dat=ona Gen=onun
i ben Acc=beni Dat=bana Gen=benim
they onlar Acc=onları Dat=onlara Gen=onların
we biz Acc=bizi Dat=bize Gen=bizim
you sen Acc=seni Dat=sana Gen=senin
who kim Acc=kimi Dat=kime Gen=kimin
"""

SPECIAL_NAMES = """
Fatima Fatma
Omar Ömer
Ivan İvan
Karim Kerim
Smith Smith say=smit
Martin_s Martin
Ivanov İvanov
London Londra
Moscow Moskova
Rome Roma
Cairo Kahire
Istanbul İstanbul
Vienna Viyana
Lisbon Lizbon
Prague Prag
France Fransa
India Hindistan
Japan Japonya
Egypt Mısır
Turkey Türkiye
Canada Kanada
Google Google say=gugıl
BMW BMW say=beemve
Interpol Interpol say=interpöl
IBM IBM say=aybiem
Reuters Reuters say=röyters
"""

VERB_FOR_OBJECT = {
    ("eat", "soup"): "iç",
    ("wear", "ring"): "tak",
    ("wear", "hat"): "tak",
    ("sing", "poem"): "oku",
}
"""Some objects want another verb: soup is drunk, rings and hats are attached, poems are read."""

DONE_BEAUTIFULLY = frozenset("sing dance draw write cook tell swim".split())
"""Verbs with which "well" is "güzel"."""
BARE_MANNER = frozenset("well badly slowly quickly".split())
"""Adverbs that look like adjectives: they stand next to the verb, so the object takes the accusative."""
HABITUAL = frozenset("often always sometimes".split())
"""With these adverbs, the present is the aorist."""
NEAR_VERB = frozenset("often always again".split())
"""Adverbs that stand closer to the verb than other adverbs of time."""
KIN = frozenset("friend brother sister".split())
"""Nouns that keep "bir" as predicates; professions stand bare."""

VOWELS = "aeıioöuü"
HARMONY = {"A": dict(zip(VOWELS, "aeaeaeae", strict=True)), "I": dict(zip(VOWELS, "ıiıiuüuü", strict=True))}
CASES = {"Nom": "", "Acc": "(y)I", "Dat": "(y)A", "Gen": "(n)In", "Loc": "DA", "Abl": "DAn", "Ins": "(y)lA"}
CASES_AFTER_HIS = {
    "Nom": "",
    "Acc": "nI",
    "Dat": "nA",
    "Gen": "nIn",
    "Loc": "nDA",
    "Abl": "nDAn",
    "Ins": "ylA",
}
POSSESSIVES = {"1Sing": "(I)m", "2Sing": "(I)n", "3Sing": "(s)I", "1Plur": "(I)mIz", "3Plur": "(s)I"}
AFTER_PAST = {"1Sing": "m", "2Sing": "n", "3Sing": "", "1Plur": "k", "3Plur": "lAr"}
AFTER_PRESENT = {"1Sing": "(y)Im", "2Sing": "sIn", "3Sing": "", "1Plur": "(y)Iz", "3Plur": "lAr"}
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
BARE_NOUN = {"Case": "Nom", "Number": "Sing"}

TAIL = "HEAD light cop q conj"
ORDERS = {
    "no object": f"advcl subj pause time freq event place company goal manner comp {TAIL}",
    "definite": f"advcl subj time event place company goal obj iobj freq manner {TAIL}",
    "indefinite": f"advcl subj time freq event place company goal manner iobj obj {TAIL}",
    "who": f"advcl time event place company goal obj iobj comp subj freq manner {TAIL}",
    "place first": f"advcl time event place subj pause freq company goal manner iobj obj comp {TAIL}",
}


# ---- morphology --------------------------------------------------------------------------------------------


@cache
def ending(sound: str, suffix: str) -> str:
    """A suffix as it sounds after a word: ``ending("ev", "DA")`` is "de"."""
    if suffix.startswith("("):
        wanted = (sound[-1] in VOWELS) != (suffix[1] == "I")
        suffix = (suffix[1] if wanted else "") + suffix[3:]
    said = ""
    for letter in suffix:
        before = sound + said
        if letter == "D":
            letter = "t" if before[-1] in "çfhkpsşt" else "d"
        elif letter in HARMONY:
            letter = HARMONY[letter][next(x for x in reversed(before) if x in VOWELS)]
        said += letter
    return said


@cache
def add(word: str, suffix: str, soft: str = "", sound: str = "") -> str:
    """A word with a suffix: ``add("kitap", "(y)I", "kitab")`` is "kitabı"."""
    end = ending(sound or word, suffix)
    return (soft if soft and end[:1] and end[0] in VOWELS else word) + end


@cache
def decline(lemma: str, soft: str, sound: str, number: str, owner: str, case: str) -> str:
    """A noun with its suffixes. The owner is a person and a number ("1Sing") or empty."""
    form, soft, sound = (lemma, soft, sound) if number == "Sing" else (add(lemma, "lAr", sound=sound), "", "")
    if owner:
        form, soft, sound = add(form, POSSESSIVES[owner], soft, sound), "", ""
    cases = CASES_AFTER_HIS if owner.startswith("3") else CASES
    return add(form, cases[case], soft, sound)


def aorist(stem: str, soft: str, vowel: str) -> str:
    """The aorist: -r after a vowel, -Ar after one syllable, -Ir after more, unless the vowel is given."""
    if stem[-1] in VOWELS:
        return stem + "r"
    vowel = vowel or ("A" if sum(x in VOWELS for x in stem) == 1 else "I")
    return add(stem, vowel + "r", soft)


@cache
def conjugate(stem: str, soft: str, vowel: str, tense: str, negated: bool, person: str) -> str:
    """A finite verb in the tense ``Past``, ``Prog`` (-Iyor) or ``Aor``."""
    if tense == "Past":
        return add(add(add(stem, "mA") if negated else stem, "DI"), AFTER_PAST[person])
    if tense == "Aor":
        if not negated:
            return add(aorist(stem, soft, vowel), AFTER_PRESENT[person])
        return add(stem, {"1Sing": "mAm", "1Plur": "mAyIz"}.get(person, "mAz" + AFTER_PRESENT[person]))
    if negated:
        base = add(stem, "mI")
    elif stem[-1] in VOWELS:  # the vowel of the stem gives way: iste-, istiyor
        base = add(stem[:-1], "I") if any(x in VOWELS for x in stem[:-1]) else stem[:-1] + "i"
    else:
        base = add(stem, "I", soft)
    return add(base + "yor", AFTER_PRESENT[person])


@cache
def participle(stem: str, soft: str, before_y: str, negated: bool) -> str:
    """The subject participle in -(y)An: "okuyan"."""
    return add(stem, "mAyAn") if negated else add(before_y or stem, "(y)An", soft)


@cache
def nominalise(stem: str, negated: bool, person: str, case: str) -> str:
    """The participle in -DIK with its subject's person, in a case: "okuduğumu"."""
    base = add(add(stem, "mA") if negated else stem, "DIk")
    if person == "3Plur":
        return decline(base, "", "", "Plur", "3Sing", case)
    return decline(base, base[:-1] + "ğ", "", "Sing", person, case)


# ---- syntax ------------------------------------------------------------------------------------------------


class Turkish(Language):
    """See the module."""

    code, name, family, script = "tr", "Turkish", "Turkic", "Latin"
    simplifications = (
        "The present is -Iyor, but the aorist with often, always and sometimes; no evidential, no future.",
        "Verbs are singular after plural nouns; only a pronoun of the third person plural has a plural verb.",
        "Possessive pronouns are always said, although the suffix alone would often do.",
        "Pronouns of the third person stay where another clause could give them the wrong antecedent.",
        "The present copula of the third person is -DIr after nouns and zero elsewhere.",
    )
    lexicon = (
        parse_lexicon("\n".join(f"{name} {name}" for name in c.ENTITY_TYPE))
        | parse_lexicon(SPECIAL_NAMES)
        | parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS)
    )
    function_words = {"and": "ve", "but": "ama", "because": "çünkü"}
    comma_before = frozenset({"but", "because"})
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "recipient": Marker("Dat", deprel="iobj", slot="iobj"),
        "predicate": Marker("Nom"),
        "possessor": Marker("Gen", deprel="nmod:poss", slot="poss"),
        "in": Marker("Loc"),
        "to": Marker("Dat", slot="goal"),
        "from": Marker("Abl", slot="goal"),
        "with": Marker("Ins", after=("birlikte",), slot="company"),
        "for": Marker("Nom", after=("için",), slot="company"),
        "after": Marker("Abl", after=("sonra",), slot="event"),
        "before": Marker("Abl", after=("önce",), slot="event"),
    }
    clause_orders = {"main": ORDERS["no object"]}
    noun_order = "rel poss det count adj indef of HEAD flat case_after other"
    pro_drop = True

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

    def sandhi(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
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
        head = super().clause(replace(clause, complement=None), kind)
        if kind != "rel" and is_overt(clause, kind):
            genitive = kind.startswith("comp") and not is_existential(clause)
            marker = replace(self.markers["subject"], case="Gen" if genitive else "Nom")
            head.add(self.noun_phrase(clause.subject, marker))
        if clause.manner == "well" and clause.predicate in DONE_BEAUTIFULLY:
            adverb = next(child for child in head.children if child.concept == "well")
            adverb.form = adverb.lemma = "güzel"
        if clause.manner == "together":  # one "birlikte" is enough
            for child in head.children:
                child.children = [x for x in child.children if x.form != "birlikte"]
        if clause.complement is not None:
            governed = "comp_dative" if self.lexicon[clause.predicate].get("gov") else "comp"
            head.add(self.subordinate(clause.complement, governed, "ccomp", "comp", None))
            if clause.question != "who" and is_overt(clause, kind) and is_overt(clause.complement, governed):
                head.add(Node(self.comma, "PUNCT", "punct", "pause"))
        return head

    def drops(self, subject: NounPhrase) -> bool:
        """Always: `clause` adds the subject itself, because its case depends on the kind of clause."""
        return True

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
        return head.add(self.adjunct(clause.place))

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = self.lexicon[clause.predicate]
        if clause.object is not None:
            stem = VERB_FOR_OBJECT.get((clause.predicate, clause.object.head))
            lexeme = Lexeme(stem) if stem else lexeme
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
        tense = "Past" if clause.tense == "Past" else "Aor" if clause.time in HABITUAL else "Prog"
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
        if clause.kind == "adjective":
            return self.adjective(clause.predicate, {"Noun": clause.subject.head}, clause.degree)
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

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link == "when":
            node = self.clause(clause, "sub")
            node.deprel, node.slot = "advcl", "advcl"
            return node
        node = self.clause(clause, link)
        node.deprel, node.slot = "conj", "conj"
        word = Node(self.function_words[link], "CCONJ", "cc", "mark", concept=link)
        return self.introduce(node, word, link)

    # arguments and adjuncts

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        lexeme = self.lexicon[clause.predicate]
        if lexeme.get("gov"):
            return Marker("Dat", deprel="obl", slot="obj")
        always = lexeme.get("acc") in ("all", phrase.semantic_class) or phrase.semantic_class == "person"
        bare = is_indefinite(phrase) and not always and clause.manner not in BARE_MANNER
        return Marker("Nom" if bare else "Acc", deprel="obj", slot="obj")

    def adjunct(self, adjunct: Adjunct) -> Node:
        relation, phrase = adjunct.relation, adjunct.phrase
        if relation == "without":
            feats = {"Polarity": "Neg", "VerbForm": "Conv"}
            node = Node("olmadan", "VERB", "advcl", "company", "ol", feats, order="subj HEAD")
            if phrase.determiner == "indef" and not phrase.adjectives:
                phrase = replace(phrase, determiner="")
            return node.add(self.noun_phrase(phrase, self.markers["subject"]))
        if relation == "on" and phrase.head in ("street", "beach", "island", "mountain"):
            relation = "in"
        if relation in PLACE_NOUNS:
            feats = {"Case": "Loc", "Number": "Sing"} | owner_feats("3Sing")
            lemma, form = PLACE_NOUNS[relation]
            node = Node(form, "NOUN", "obl", "place", lemma, feats, order="poss HEAD")
            case = "Nom" if relation == "about" else "Gen"
            return node.add(self.noun_phrase(phrase, replace(self.markers["possessor"], case=case)))
        if relation == "with" and phrase.kind == "name":
            return self.noun_phrase(phrase, Marker("Nom", after=("ile", "birlikte"), slot="company"))
        return self.noun_phrase(phrase, self.markers[relation])

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Case": "Loc", "Number": "Sing"} | owner_feats("3Sing")
        node = Node("yılında", "NOUN", "obl", "time", "yıl", feats, order="count HEAD")
        return node.add(Node(year, "NUM", "nummod", "count", feats={"NumType": "Card"}, concept=year))

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

    def common(self, phrase: NounPhrase, marker: Marker) -> Node:
        lexeme = self.lexicon[phrase.head]
        feats = {"Case": marker.case, "Number": self.noun_number(phrase)}
        if phrase.owner is not None:
            feats |= owner_feats(person_of_phrase(phrase.owner))
        elif lexeme.get("of"):
            feats |= owner_feats("3Sing")
        node = self.word(phrase.head, "NOUN", feats).add(*self.determiners(phrase, marker))
        if phrase.count is not None:
            node.add(self.numeral(phrase, marker))
        for i, adjective in enumerate(phrase.adjectives):
            node.add(self.adjective(adjective, {"Noun": phrase.head}, phrase.degree if i == 0 else None))
        if phrase.owner is not None:
            node.add(self.possessor(phrase, marker))
        if phrase.relative is not None:
            node.add(self.relative_clause(phrase, phrase.relative))
        if lexeme.get("of"):
            node.add(Node(lexeme.get("of"), "NOUN", "nmod:poss", "of", feats=dict(BARE_NOUN)))
        return node

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

    def adjective(
        self, concept: str, agreement: Feats, degree: str | None = None, *, predicative: bool = False
    ) -> Node:
        lexeme, kind = self.lexicon[concept], c.CLASS_OF[agreement["Noun"]]
        form = lexeme.get("being" if kind in ("person", "animal") else kind) or lexeme.lemma
        node = Node(form, "ADJ", "amod", "adj", concept=concept, order=self.adjective_order)
        if degree:
            node.add(Node(self.lexicon[degree].lemma, "ADV", "advmod", "degree", concept=degree))
        return node

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
