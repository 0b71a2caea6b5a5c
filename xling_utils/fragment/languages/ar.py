"""Arabic (Modern Standard): VSO and SVO, pro-drop, zero copula, article inside the word, construct state.

The spelling is unvocalised. Words follow UD_Arabic-PUD: the article stays inside its noun, other clitics are
words of their own that are written without a space (``SpaceAfter=No``). "للبيت" is ``ل`` + ``لبيت``.
"""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from itertools import pairwise

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

# pl=ون and pl=ات are sound plurals, all others are broken. Nouns in ة are feminine.
# unit= marks a collective noun that is counted in pieces.
NOUNS = """
man رجل pl=رجال
woman امرأة pl=نساء def=المرأة
child طفل pl=أطفال
teacher معلم pl=ون
friend صديق pl=أصدقاء
doctor طبيب pl=أطباء
student طالب pl=طلاب
mother أم pl=أمهات g=Fem
father أب pl=آباء five=1
neighbour جار pl=جيران
writer كاتب pl=كتاب
worker عامل pl=عمال
brother أخ pl=إخوة five=1
sister أخت pl=أخوات g=Fem
driver سائق pl=ون
soldier جندي pl=جنود
singer مطرب pl=ون
king ملك pl=ملوك
farmer مزارع pl=ون
chef طباخ pl=ون
guest ضيف pl=ضيوف
dog كلب pl=كلاب
horse حصان pl=أحصنة
cat قطة pl=قطط
bird طائر pl=طيور
fish سمكة pl=أسماك
cow بقرة pl=أبقار
sheep خروف pl=خراف
wolf ذئب pl=ذئاب
bear دب pl=دببة
lion أسد pl=أسود
mouse فأر pl=فئران
bread خبز
meat لحم
rice أرز
soup حساء
cheese جبن
salt ملح
apple تفاحة pl=ات
egg بيضة pl=ات
cake كعكة pl=ات
lemon ليمونة pl=ات
tomato طماطم pl=طماطم g=Fem unit=1
water ماء
milk حليب
coffee قهوة
tea شاي
wine نبيذ
juice عصير
house بيت pl=بيوت
school مدرسة pl=مدارس
shop متجر pl=متاجر
hospital مستشفى pl=مستشفيات
hotel فندق pl=فنادق
church كنيسة pl=كنائس
station محطة pl=ات
museum متحف pl=متاحف
office مكتب pl=مكاتب
library مكتبة pl=ات
bridge جسر pl=جسور
room غرفة pl=غرف
kitchen مطبخ pl=مطابخ
city مدينة pl=مدن
village قرية pl=قرى
street شارع pl=شوارع
market سوق pl=أسواق g=Fem
garden حديقة pl=حدائق
park متنزه pl=ات
forest غابة pl=ات
island جزيرة pl=جزر
beach شاطئ pl=شواطئ
car سيارة pl=ات
train قطار pl=ات
ship سفينة pl=سفن
bus حافلة pl=ات
plane طائرة pl=ات
bicycle دراجة pl=ات
phone هاتف pl=هواتف
key مفتاح pl=مفاتيح
bag حقيبة pl=حقائب
box صندوق pl=صناديق
knife سكين pl=سكاكين
clock ساعة pl=ات
bottle زجاجة pl=ات
cup كوب pl=أكواب
ball كرة pl=ات
lamp مصباح pl=مصابيح
computer حاسوب pl=حواسيب
camera كاميرا pl=كاميرات g=Fem
ring خاتم pl=خواتم
gift هدية pl=هدايا
ticket تذكرة pl=تذاكر
shirt قميص pl=قمصان
coat معطف pl=معاطف
hat قبعة pl=ات
shoe حذاء pl=أحذية
dress فستان pl=فساتين
table طاولة pl=ات
door باب pl=أبواب
bed سرير pl=أسرة
window نافذة pl=نوافذ
chair كرسي pl=كراسي
book كتاب pl=كتب
letter رسالة pl=رسائل
story قصة pl=قصص
song أغنية pl=أغنيات
newspaper صحيفة pl=صحف
poem قصيدة pl=قصائد
report تقرير pl=تقارير
word كلمة pl=ات
map خريطة pl=خرائط
tree شجرة pl=أشجار
river نهر pl=أنهار
flower زهرة pl=زهور
stone حجر pl=حجارة
mountain جبل pl=جبال
star نجم pl=نجوم
lake بحيرة pl=ات
leaf ورقة pl=أوراق
war حرب pl=حروب g=Fem
game مباراة pl=مباريات
film فيلم pl=أفلام
meeting اجتماع pl=ات
visit_n زيارة pl=ات
party حفلة pl=ات
dance_n رقصة pl=ات
lesson درس pl=دروس
walk_n نزهة pl=ات
problem مشكلة pl=ات
question سؤال pl=أسئلة
work_n عمل
idea فكرة pl=أفكار
answer رد pl=ردود
law قانون pl=قوانين
plan خطة pl=خطط
dream حلم pl=أحلام
hope_n أمل pl=آمال
language لغة pl=ات
company شركة pl=ات
team فريق pl=فرق
bank بنك pl=بنوك
government حكومة pl=ات
army جيش pl=جيوش
"""

# past: stem before a consonant, imp: imperfect stem,
# short: imperfect stem before a consonant and in the jussive,
# pl: imperfect stem of a doubled verb before a consonant.
VERBS = """
sleep نام past=نم imp=نام short=نم
work عمل
live عاش past=عش imp=عيش short=عش
arrive وصل imp=صل
run ركض
return عاد past=عد imp=عود short=عد
play لعب
laugh ضحك
fall سقط
swim سبح
cry بكى imp=بكي
dance رقص
stop توقف
fly طار past=طر imp=طير short=طر
grow نما imp=نمو
smile ابتسم imp=بتسم
walk مشى imp=مشي
answer_v رد past=ردد pl=ردد
dream_v حلم
see رأى imp=رى
read قرأ
find وجد imp=جد
buy اشترى imp=شتري
love أحب past=أحبب imp=حب pl=حبب
eat أكل
write كتب
open فتح
want أراد past=أرد imp=ريد short=رد
drink شرب
help ساعد
visit زار past=زر imp=زور short=زر
hear سمع
build بنى imp=بني
lose فقد
close أغلق imp=غلق
carry حمل
choose اختار past=اختر imp=ختار short=ختر
drive قاد past=قد imp=قود short=قد
wash غسل
cook طبخ
forget نسي imp=نسى
watch شاهد
hide أخفى imp=خفي
break كسر
wear لبس
follow تبع
sing غنى imp=غني
draw رسم
cut قطع
use استخدم imp=ستخدم
plan_v خطط gov=for
park_v ركن
give أعطى imp=عطي
show عرض to=على
send أرسل imp=رسل to=إلى
bring أحضر imp=حضر
sell باع past=بع imp=بيع short=بع
tell روى imp=روي
offer قدم
say قال past=قل imp=قول short=قل
think ظن past=ظنن pl=ظنن
know عرف
believe اعتقد imp=عتقد
hope أمل
"""

# f: feminine, pl: broken plural of persons, fd: stem of the feminine dual,
# ind: indefinite form of a defective adjective, acc: stem before an ending.
ADJECTIVES = """
good جيد
big كبير
new جديد
old قديم
small صغير
beautiful جميل
young شاب pl=شبان
long طويل
red أحمر f=حمراء fd=حمراو
white أبيض f=بيضاء fd=بيضاو
black أسود f=سوداء fd=سوداو
important مهم
happy سعيد pl=سعداء
bad سيئ
strong قوي pl=أقوياء
cold بارد
rich غني pl=أغنياء
short قصير
poor فقير pl=فقراء
famous مشهور
green أخضر f=خضراء fd=خضراو
difficult صعب
expensive غالي ind=غال
clean نظيف
heavy ثقيل
interesting شيق
sad حزين
blue أزرق f=زرقاء fd=زرقاو
empty فارغ
tired متعب
warm دافئ
cheap رخيص
weak ضعيف pl=ضعفاء
dirty متسخ
full ممتلئ
easy سهل
fresh طازج
dangerous خطير
quiet هادئ
sick مريض pl=مرضى
fast سريع
slow بطيء acc=بطيئ
kind لطيف pl=لطفاء
light خفيف
"""

# by: the adverb is the phrase "with slowness".
OTHERS = """
well جيدا
slowly بطء by=1
quickly سريعا
together معا
quietly هدوء by=1
carefully حذر by=1
badly سيئ
today اليوم
now الآن
often غالبا
always دائما
yesterday أمس
again مجددا
sometimes أحيانا
here هنا
there هناك
very جدا
too أكثر
three ثلاث
four أربع
five خمس
ten عشر
seven سبع
six ست
hundred مئة
he هو Acc=ه Gen=ه
she هي Acc=ها Gen=ها
i أنا Acc=ني Gen=ي
they هم Acc=هم Gen=هم
we نحن Acc=نا Gen=نا
you أنت Acc=ك Gen=ك
who من
"""

# tn: the accusative is written with alif. Places are feminine.
NAMES = """
Maria ماريا
Anna آنا
Sara سارة
Laura لورا
Eva إيفا
Julia جوليا
Nina نينا
Elena إيلينا
Olga أولغا
Fatima فاطمة
Emma إيما
Lena لينا
David ديفيد
Adam آدم
Omar عمر
Ivan إيفان
Thomas توماس
Karim كريم tn=1
Daniel دانيال
Martin مارتن
Paul بول
Ali علي tn=1
Kenji كينجي
Oscar أوسكار
Smith سميث
Garcia غارسيا
Martin_s مارتن
Rossi روسي
Novak نوفاك
Tanaka تاناكا
Ivanov إيفانوف
Weber فيبر
Silva سيلفا
Haddad حداد
Kaya كايا
Singh سينغ
Paris باريس
London لندن
Berlin برلين
Moscow موسكو
Rome روما
Cairo القاهرة
Tokyo طوكيو
Istanbul إسطنبول
Delhi دلهي
Madrid مدريد
Vienna فيينا
Lisbon لشبونة
Prague براغ
Boston بوسطن
France فرنسا
India الهند
Japan اليابان
Egypt مصر
Turkey تركيا
Canada كندا
Google Google
UNESCO اليونسكو
BMW BMW
NASA ناسا
Samsung Samsung
FIFA الفيفا g=Masc
Microsoft Microsoft
Interpol الإنتربول g=Masc
IBM IBM
Reuters رويترز
"""

VARIANTS = {
    ("old", "person"): Lexeme("مسن"),
    ("old", "animal"): Lexeme("مسن"),
    ("young", "animal"): Lexeme("فتي"),
    ("young", "child"): Lexeme("صغير", {"pl": "صغار"}),
    ("weak", "drink"): Lexeme("خفيف"),
    ("lose", "event"): Lexeme("خسر"),
    ("tell", "plan"): Lexeme("شرح"),
    ("tell", "idea"): Lexeme("شرح"),
    ("in", "bridge"): Lexeme("على"),
    ("in", "beach"): Lexeme("على"),
    ("on", "street"): Lexeme("في"),
}
"""The word for a concept next to a noun, or to any noun of a class."""

UNIT = Lexeme("حبة", {"pl": "ات"})
"""Counts what has no singular: "three pieces of tomato"."""
TO_BE = Lexeme("كان", {"past": "كن", "imp": "كون", "short": "كن"})
OFTEN = frozenset(("often", "always", "sometimes"))
WHEN = frozenset(("today", "now", "yesterday"))
SUBJECT_FIRST = frozenset(("comp", "because", "but", "rel"))
"""Kinds of clause with the order SVO; all but the relative clause have a subject in the accusative."""
THIS = {"Plur": "هؤلاء", "Fem": "هذه", "Masc": "هذا"}
THAT = {"Plur": "أولئك", "Fem": "تلك", "Masc": "ذلك"}
WHICH = {
    ("Plur", "Masc"): "الذين",
    ("Plur", "Fem"): "اللواتي",
    ("Sing", "Masc"): "الذي",
    ("Sing", "Fem"): "التي",
}
QUANTIFIERS = {"every": "كل", "all": "كل", "some": "بعض", "one": "أحد"}
CLITICS = frozenset("لبوأ")
SUFFIXES = frozenset(("Acc", "Gen"))
TAIL = "early obj iobj manner place time comp advcl conj"


class Arabic(Language):
    """See the module."""

    code, name, family, script = "ar", "Arabic", "Semitic", "Arabic"
    simplifications = (
        "No vowel signs; lemmas are unvocalised too, where treebanks have vocalised ones.",
        "Words are those of UD_Arabic-PUD: clitics are separate words without a space, not multiword tokens.",
        "Demonstratives are DET, conjunctions SCONJ or CCONJ, as in UD's guidelines; UD_Arabic-PUD differs.",
        'Where style forbids an indefinite subject it becomes "one of the", "some of the" or "all the".',
        "Verbs come first in main clauses and after 'when'; subjects come first after 'that', "
        "'because' and 'but', and where a relative clause makes them long.",
        "A past copula after 'hope that' is not told from a present one; there is no future.",
    )
    lexicon = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
    function_words = {"and": "و", "but": "لكن", "because": "ل", "when": "عندما", "that": "أن"}
    markers = {
        "recipient": Marker("Gen", before=("ل",), slot="iobj"),
        "sake": Marker("Gen", before=("من",)),
        "possessor": Marker("Gen", deprel="nmod", slot="poss"),
        **{
            relation: Marker("Gen", before=(word,))
            for relation, word in zip(
                "in with near to for from on after without under before behind about".split(),
                "في مع قرب إلى ل من على بعد دون تحت قبل خلف عن".split(),
                strict=True,
            )
        },
    }
    clause_orders = {
        "verb first": f"mark part neg aux HEAD verb_next subj {TAIL}",
        "subject first": f"mark subj neg aux HEAD verb_next {TAIL}",
        "perfect": f"mark neg aux subj part HEAD verb_next {TAIL}",
        "copula": f"mark part neg aux subj HEAD {TAIL}",
        "place first": f"mark part neg aux HEAD subj {TAIL}",
    }
    noun_order = "case det count HEAD of poss flat adj rel other"
    adjective_order = "HEAD degree"
    comma, question_mark, capitals = "،", "؟", False

    # ---- clauses ---------------------------------------------------------------------------------------

    def clause(self, clause: Clause, kind: str = "main") -> Node:
        clause = with_definite_topic(clause, kind)
        head = self.predicate(clause, kind)
        if kind != "rel" and not self.unsaid(clause, kind):
            case = "Acc" if kind in SUBJECT_FIRST else "Nom"
            head.add(self.noun_phrase(clause.subject, Marker(case, deprel="nsubj", slot="subj")))
        if clause.object is not None:
            head.add(self.noun_phrase(clause.object, self.object_marker(clause, clause.object)))
        if clause.recipient is not None:
            to = self.lexicon[clause.predicate].get("to", "ل")
            head.add(self.noun_phrase(clause.recipient, replace(self.markers["recipient"], before=(to,))))
        head.add(
            *(self.adjunct(fitting(adjunct, clause)) for adjunct in clause.adjuncts), self.year(clause.year)
        )
        head.add(*self.adverbs(clause))
        if clause.complement is not None:
            head.add(self.content_clause(clause.predicate, clause.complement))
        if clause.link is not None:
            head.add(self.linked_clause(*clause.link))
        return head

    def adverbs(self, clause: Clause) -> list[Node | None]:
        """Adverbs, kept away from the indefinite nouns that they would seem to describe."""
        nominal = clause.manner in ("well", "quickly") and any(
            map(is_indefinite, filter(None, (clause.object, clause.recipient)))
        )
        open_ended = (
            is_indefinite(clause.subject)
            or clause.subject.determiner == "every"
            or clause.subject.relative is not None
        )
        early = "verb_next" if open_ended else "early"
        manner = self.adverb(clause.manner, early if nominal else "manner")
        time = self.adverb(clause.time, early if clause.time in OFTEN | WHEN else "time")
        return [time, manner, self.adverb(clause.where, "place")]

    def unsaid(self, clause: Clause, kind: str) -> bool:
        """Pronouns are dropped after a finite verb; after the word for "that" they are suffixes."""
        verbless = (
            clause.kind != "verb"
            and clause.tense == "Pres"
            and not clause.negated
            and kind in ("main", "question")
        )
        return clause.subject.head in c.PRONOUNS and kind not in SUBJECT_FIRST and not verbless

    def clause_order(self, clause: Clause, kind: str) -> str:
        if clause.kind == "verb":
            if kind == "hope" and clause.tense == "Past":
                return self.clause_orders["perfect"]
            return self.clause_orders["subject first" if is_subject_first(clause, kind) else "verb first"]
        if is_place_first(clause, kind):
            return self.clause_orders["place first"]
        return self.clause_orders["subject first" if is_subject_first(clause, kind) else "copula"]

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme = variant(clause.predicate, clause.object) or self.lexicon[clause.predicate]
        agreement, particles = self.verb_agreement(clause, kind), self.particles(clause, kind)
        past, mood = clause.tense == "Past", "Ind"
        if kind == "hope" and past:
            particles += [self.verb(TO_BE, "AUX", "Sub", agreement, deprel="aux"), particle("قد")]
            agreement, mood = self.agreement(clause.subject), "Past"
        elif kind == "hope":
            mood = "Sub"
        elif past:
            mood = "Jus" if clause.negated else "Past"
        head = self.verb(lexeme, "VERB", mood, agreement)
        head.concept = clause.predicate
        return head, particles

    def verb(self, lexeme: Lexeme, upos: str, mood: str, agreement: Feats, *, deprel: str = "dep") -> Node:
        """A verb in the perfect ("Past") or in a mood of the imperfect."""
        form = conjugate(lexeme.lemma, mood, person_of(agreement), **lexeme.info)
        feats = {k: v for k, v in agreement.items() if k != "Gender" or agreement["Person"] != "1"}
        if mood == "Past":
            feats |= {"Aspect": "Perf", "Tense": "Past", "Voice": "Act"}
        else:
            feats |= {
                "Aspect": "Imp",
                "Mood": mood,
                "Tense": "Past" if mood == "Jus" else "Pres",
                "Voice": "Act",
            }
        return Node(form, upos, deprel, "aux", lexeme.lemma, feats)

    def particles(self, clause: Clause, kind: str) -> list[Node]:
        """The question word and the negation before a verb."""
        nodes = []
        if clause.question == "polar":
            nodes.append(particle("أ" if clause.negated else "هل"))
        if clause.negated:
            past = clause.tense == "Past" and kind != "hope"
            nodes.append(Node("لم" if past else "لا", "PART", "advmod", "neg", feats={"Polarity": "Neg"}))
        return nodes

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        agreement, particles = self.verb_agreement(clause, kind), self.particles(clause, kind)
        if kind == "hope":
            return [*particles, self.verb(TO_BE, "AUX", "Sub", agreement, deprel="cop")]
        if clause.tense == "Past":
            return [
                *particles,
                self.verb(TO_BE, "AUX", "Jus" if clause.negated else "Past", agreement, deprel="cop"),
            ]
        if kind == "sub":
            return [*particles, self.verb(TO_BE, "AUX", "Ind", agreement, deprel="cop")]
        if not clause.negated:
            return particles
        feats = {"Polarity": "Neg"} | {
            k: v for k, v in agreement.items() if k != "Gender" or agreement["Person"] != "1"
        }
        is_not = Node(
            conjugate("ليس", "Past", person_of(agreement), past="لس"), "AUX", "cop", "aux", "ليس", feats
        )
        return [*(p for p in particles if p.slot == "part"), is_not]

    def predicate(self, clause: Clause, kind: str) -> Node:
        head = super().predicate(clause, kind)
        if clause.kind in ("adjective", "noun"):
            self.set_predicate(
                head, clause, "Acc" if any(n.deprel == "cop" for n in head.children) else "Nom"
            )
        return head

    def copular_head(self, clause: Clause) -> Node:
        if clause.kind == "place":
            assert clause.place is not None
            return self.adjunct(fitting(clause.place, clause))
        if clause.kind == "noun":
            assert clause.noun is not None
            role = Marker("Nom")
            node = self.common(clause.noun, role, gender=self.agreement(clause.subject)["Gender"])
            node.order = self.noun_order
            return node
        return self.describe(clause.predicate, clause.subject, self.agreement(clause.subject), clause.degree)

    def set_predicate(self, head: Node, clause: Clause, case: str) -> None:
        """Puts a predicate and its adjectives in a case: the accusative after a form of "to be"."""
        for node in (head, *(child for child in head.children if child.deprel == "amod")):
            node.feats["Case"] = case
            gender, number = node.feats["Gender"], node.feats["Number"]
            if node.upos == "ADJ":
                subject = clause.subject if node is head else clause.noun
                assert node.concept is not None
                lexeme = variant(node.concept, subject) or self.lexicon[node.concept]
                node.form = inflect_adjective(lexeme.lemma, number, gender, case, False, **lexeme.info)
            else:
                node.form = self.noun_of(self.lexicon[head.concept or ""], node.feats, "ind", clause.noun)

    def verb_agreement(self, clause: Clause, kind: str) -> dict[str, str]:
        """A verb before its subject is singular and sees the first member of a coordination only."""
        if is_subject_first(clause, kind) or clause.subject.kind == "pronoun":
            return self.agreement(clause.subject)
        phrase = replace(clause.subject, other=None)
        gender = (
            self.gender(phrase)
            if phrase.count in c.DIGITS or phrase.count == "hundred"
            else self.agreement(phrase)["Gender"]
        )
        return {"Person": "3", "Number": "Sing", "Gender": gender}

    def agreement(self, phrase: NounPhrase) -> dict[str, str]:
        """What a word after the phrase agrees with: things in the plural count as feminine singular."""
        if phrase.kind == "pronoun" and phrase.head != c.WHO:
            return super().agreement(phrase)
        number, gender, person = phrase.number, self.gender(phrase), phrase.semantic_class == "person"
        if phrase.other is not None:
            gender = "Fem" if gender == self.gender(phrase.other) == "Fem" else "Masc"
            number = "Plur" if "Plur" in (number, phrase.other.number) else "Dual"
        if number == "Plur" and not person:
            number, gender = "Sing", "Fem"
        return {"Person": "3", "Number": number, "Gender": gender}

    def gender(self, phrase: NounPhrase) -> str:
        if phrase.kind == "noun":
            lexeme = self.lexicon[phrase.head]
            return lexeme.get("g") or ("Fem" if lexeme.lemma.endswith("ة") else "Masc")
        if phrase.kind == "name" and phrase.semantic_class != "person":
            return self.lexicon[phrase.head].get("g", "Fem")
        return super().gender(phrase)

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        governed = self.lexicon[clause.predicate].get("gov")
        return (
            replace(self.markers[governed], slot="obj")
            if governed
            else Marker("Acc", deprel="obj", slot="obj")
        )

    def adjunct(self, adjunct: Adjunct) -> Node:
        marker, other = self.markers[adjunct.relation], variant(adjunct.relation, adjunct.phrase)
        node = self.noun_phrase(adjunct.phrase, replace(marker, before=(other.lemma,)) if other else marker)
        if adjunct.relation == "sake":
            of = next(child for child in node.children if child.slot == "case")
            of.order = "HEAD fixed"
            of.add(Node("أجل", "ADP", "fixed", "fixed"))
        return node

    def year(self, year: str | None) -> Node | None:
        if year is None:
            return None
        feats = {"Case": "Gen", "Definite": "Def", "Gender": "Masc", "Number": "Sing"}
        node = Node("عام", "NOUN", feats=feats, order="case HEAD count")
        number = Node(year, "NUM", "nmod", "count", feats={"NumType": "Card"}, concept=year)
        return self.mark(node, Marker("Gen", before=("في",), slot="time")).add(number)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        node = super().adverb(concept, slot)
        if node is None or concept is None:
            return None
        if concept in WHEN:
            node.deprel = "obl:tmod"
        feats = {"Case": "Gen", "Definite": "Ind", "Gender": "Masc", "Number": "Sing"}
        if concept == "badly":  # "in a bad way"
            way = Node("شكل", "NOUN", "obl", slot, feats=feats, order="case HEAD adj")
            node.upos, node.deprel, node.slot, node.feats = "ADJ", "amod", "adj", dict(feats)
            return way.add(Node("ب", "ADP", "case", "case"), node)
        if self.lexicon[concept].get("by"):
            node.upos, node.deprel, node.feats, node.order = "NOUN", "obl", feats, "case HEAD"
            node.add(Node("ب", "ADP", "case", "case"))
        return node

    def content_clause(self, verb: str, clause: Clause) -> Node:
        """A that-clause. Hopes take the subjunctive, words of saying their own conjunction."""
        kind = "hope" if verb == "hope" else "comp"
        word = "إن" if verb == "say" else "أ" if kind == "hope" and clause.negated else "أن"
        node = self.subordinate(clause, kind, "ccomp", "comp", word)
        for child in node.children:
            if child.slot == "mark" and word == "أ":
                child.lemma = "أن"
        return node

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link == "but":
            node = self.clause(clause, "but")
            node.deprel, node.slot = "conj", "conj"
            return self.introduce(node, Node("لكن", "CCONJ", "cc", "mark", concept=link), link)
        if link == "because":
            node = self.clause(clause, "because")
            node.deprel, node.slot = "advcl", "advcl"
            node = self.introduce(node, Node("ل", "ADP", "mark", "mark", concept=link), link)
            return node.add(Node("أن", "SCONJ", "mark", "mark"))
        return super().linked_clause(link, clause)

    # ---- noun phrases ----------------------------------------------------------------------------------

    def pronoun(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().pronoun(phrase, marker)
        if phrase.head != c.WHO:
            node.feats = without_gender_of_first(node.feats) | {"Case": marker.case or "Nom"}
        return node

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        node.feats["Gender"] = self.gender(phrase)
        if marker.case == "Acc" and not phrase.surname and self.lexicon[phrase.head].get("tn"):
            node.form += "ا"
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma

    def common(self, phrase: NounPhrase, marker: Marker, gender: str | None = None) -> Node:
        """A noun phrase; ``gender`` is that of a person of whom the noun is said ("she is a teacher")."""
        number, case, definite = shape(phrase, marker.case)
        node = self.described_noun(phrase, number, case, definite, gender)
        node.order = self.noun_order
        quantity = Marker("Gen", before=("من",), deprel="nmod", slot="of")
        if phrase.determiner == "many":
            many = Node("العديد", "NOUN", lemma="عديد", feats={"Case": marker.case, "Definite": "Def"})
            return many.add(self.mark(node, quantity))
        if phrase.count is not None:
            count = self.numeral(phrase, marker)
            return count.add(self.mark(node, quantity)) if phrase.determiner == "of" else node.add(count)
        return node.add(*self.determiners(phrase, marker))

    def described_noun(
        self, phrase: NounPhrase, number: str, case: str, definite: bool, gender: str | None
    ) -> Node:
        """The noun with its possessor, adjectives and relative clause."""
        lexeme, owner = self.lexicon[phrase.head], phrase.owner
        if owner is not None:
            definite = owner.kind != "noun" or (owner.count is None and owner.determiner != "every")
        gender = gender if gender and phrase.head not in c.NATURAL_GENDER else self.gender(phrase)
        feats = {"Case": case, "Definite": "Def" if definite else "Ind", "Gender": gender, "Number": number}
        state = "def" if definite else "ind"
        if owner is not None:
            state = "construct" if owner.kind != "pronoun" else "i" if owner.head == "i" else "suffix"
        node = Node(
            self.noun_of(lexeme, feats, state, phrase),
            "NOUN",
            lemma=lexeme.lemma,
            feats=feats,
            concept=phrase.head,
        )
        if lexeme.get("unit") and (
            phrase.count or phrase.determiner in ("every", "one", "many") or is_one(phrase)
        ):
            node = self.unit(node, feats, "construct" if owner is None else state)
        agreement = feats | (
            {"Number": "Sing", "Gender": "Fem"}
            if number == "Plur" and phrase.semantic_class != "person"
            else {}
        )
        for adjective in reversed(phrase.adjectives):
            node.add(self.describe(adjective, phrase, agreement, phrase.degree))
        if owner is not None:
            node.add(self.possessor(phrase, marker=Marker()))
        if phrase.relative is not None:
            node.add(self.relative_clause(phrase, phrase.relative))
        return node

    def unit(self, noun: Node, feats: dict[str, str], state: str) -> Node:
        """The word for a piece, with the noun as its possessor."""
        node = Node(self.noun_of(UNIT, feats, state, None), "NOUN", lemma=UNIT.lemma, feats=dict(feats))
        whole = feats | {"Case": "Gen", "Number": "Sing"}
        lexeme = self.lexicon[noun.concept or ""]
        noun.form = self.noun_of(lexeme, whole, "def" if feats["Definite"] == "Def" else "ind", None)
        noun.feats, noun.deprel, noun.slot, noun.order = whole, "nmod", "poss", self.noun_order
        return node.add(noun)

    def noun_of(self, lexeme: Lexeme, feats: Feats, state: str, phrase: NounPhrase | None) -> str:
        """Form of a noun; a feminine form is made for a woman of a profession."""
        lemma, info = lexeme.lemma, lexeme.info
        if phrase is not None and feats["Gender"] == "Fem" and self.gender(phrase) == "Masc":
            lemma, info = lemma + "ة", {"pl": "ات"}
        return inflect_noun(lemma, feats["Number"], feats["Case"], state, **info)

    def describe(self, concept: str, phrase: NounPhrase, agreement: Feats, degree: str | None) -> Node:
        """An adjective for a phrase; without ``Definite`` in the agreement it is a predicate."""
        lexeme = variant(concept, phrase) or self.lexicon[concept]
        feats = {
            k: agreement.get(k, d)
            for k, d in (("Case", "Nom"), ("Definite", "Ind"), ("Gender", ""), ("Number", ""))
        }
        definite = feats["Definite"] == "Def"
        form = inflect_adjective(
            lexeme.lemma, feats["Number"], feats["Gender"], feats["Case"], definite, **lexeme.info
        )
        node = Node(
            form,
            "ADJ",
            "amod",
            "adj",
            lexeme.get("ind") or lexeme.lemma,
            feats,
            concept,
            order=self.adjective_order,
        )
        if degree is None:
            return node
        adverb = Node(
            self.lexicon[degree].lemma, "ADV", "advmod", "degree", concept=degree, order="HEAD than"
        )
        if degree == "too":  # "more than the necessary"
            necessary = {"Case": "Gen", "Definite": "Def", "Gender": "Masc", "Number": "Sing"}
            than = Node("اللازم", "NOUN", "obl", "than", "لازم", necessary, order="case HEAD")
            adverb.add(than.add(Node("من", "ADP", "case", "case")))
        return node.add(adverb)

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        word, feats = QUANTIFIERS.get(phrase.determiner), {"Case": marker.case}
        if word is not None:
            form = "إحدى" if word == "أحد" and self.gender(phrase) == "Fem" else word
            return [Node(form, "DET", "det", "det", word, feats)]
        table = {"this": THIS, "that": THAT}.get(phrase.determiner)
        if table is None:
            return []
        agreement = self.agreement(replace(phrase, other=None))
        form = table["Plur" if agreement["Number"] == "Plur" else agreement["Gender"]]
        feats |= {"PronType": "Dem", "Gender": agreement["Gender"], "Number": agreement["Number"]}
        return [Node(form, "DET", "det", "det", table["Masc"], feats)]

    def numeral(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().numeral(phrase, marker)
        if (
            phrase.count not in c.DIGITS and phrase.count != "hundred"
        ):  # the gender is the opposite of the noun's
            masculine = self.gender(phrase) == "Masc"
            node.form += "ة" if masculine else ""
            node.lemma = self.lexicon[phrase.count or ""].lemma + "ة"
            node.feats |= {"Case": marker.case, "Gender": "Fem" if masculine else "Masc"}
        return node

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        owner = phrase.owner
        assert owner is not None
        if owner.kind == "noun" and owner.determiner == "indef" and owner.count is None:
            owner = replace(owner, determiner="one" if owner.number == "Sing" else "some")
        return self.noun_phrase(owner, self.markers["possessor"])

    def relative_word(self, phrase: NounPhrase) -> Node:
        agreement = self.agreement(phrase)
        number, gender = agreement["Number"], agreement["Gender"]
        return Node(
            WHICH[number, gender],
            "PRON",
            lemma="الذي",
            feats={"Gender": gender, "Number": number, "PronType": "Rel"},
        )

    def sandhi(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        for (node, _), (following, _) in pairwise(line):
            if node.form in CLITICS and node.upos != "PRON":
                node.space_after = following.form[0].isascii()
                if node.form == "ل" and following.form.startswith("ال"):  # two lams are written, never three
                    following.form = following.form[2 if following.form.startswith("الل") else 1 :]
            if following.feats.get("PronType") == "Prs" and following.feats["Case"] in SUFFIXES:
                node.space_after = False
        return line


def particle(form: str) -> Node:
    """A particle before the verb; the treebank calls its relation compound:prt."""
    return Node(form, "PART", "compound:prt", "part")


def variant(concept: str, phrase: NounPhrase | None) -> Lexeme | None:
    """Another word for a concept that a phrase asks for."""
    if phrase is None:
        return None
    if (concept, phrase.head) == ("tell", "dream"):
        return None
    return VARIANTS.get((concept, phrase.head)) or VARIANTS.get((concept, phrase.semantic_class))


def fitting(adjunct: Adjunct, clause: Clause) -> Adjunct:
    """One arrives "to" a place; "for" is longer next to a recipient, which has the same preposition."""
    if clause.predicate == "arrive" and adjunct.relation in ("in", "on"):
        return replace(adjunct, relation="to")
    return (
        replace(adjunct, relation="sake")
        if clause.recipient is not None and adjunct.relation == "for"
        else adjunct
    )


def without_gender_of_first(feats: dict[str, str]) -> dict[str, str]:
    """First persons have no gender."""
    return {k: v for k, v in feats.items() if k != "Gender" or feats["Person"] != "1"}


def is_subject_first(clause: Clause, kind: str) -> bool:
    """Whether the subject stands before the verb."""
    described = kind == "main" and clause.kind == "verb" and clause.subject.relative is not None
    return kind in SUBJECT_FIRST or clause.subject.head == c.WHO or described


def is_indefinite(phrase: NounPhrase) -> bool:
    """Whether a noun phrase may not open a clause."""
    return phrase.kind == "noun" and phrase.determiner == "indef" and phrase.owner is None


def is_one(phrase: NounPhrase) -> bool:
    """Whether a phrase is about one thing, no matter which."""
    return is_indefinite(phrase) and phrase.number == "Sing"


def is_place_first(clause: Clause, kind: str) -> bool:
    """Whether the place opens the clause: "on the table is a key"."""
    plain = clause.tense == "Pres" and not clause.negated
    return clause.kind == "place" and is_indefinite(clause.subject) and (kind not in SUBJECT_FIRST or plain)


def runs_into_object(clause: Clause, kind: str) -> bool:
    """Whether an indefinite subject before a definite object would read as its possession."""
    subject, thing = clause.subject, clause.object
    if thing is None or kind in SUBJECT_FIRST or subject.adjectives or clause.time in OFTEN:
        return False
    return subject.count not in c.DIGITS and (thing.determiner == "def" or thing.owner is not None)


def with_definite_topic(clause: Clause, kind: str) -> Clause:
    """Makes a subject definite where a bare one will not do: "one of the", "some of the", "all the"."""
    subject = clause.subject
    if subject.kind != "noun" or (clause.kind == "verb" and not runs_into_object(clause, kind)):
        return clause
    if subject.determiner == "every":
        return replace(clause, subject=replace(subject, determiner="all", number="Plur"))
    if not is_indefinite(subject) or is_place_first(clause, kind):
        return clause
    determiner = "of" if subject.count else "one" if subject.number == "Sing" else "some"
    return replace(clause, subject=replace(subject, determiner=determiner))


def shape(phrase: NounPhrase, case: str) -> tuple[str, str, bool]:
    """Number, case and definiteness of a noun after what quantifies it."""
    if phrase.determiner in ("many", "one", "some", "all", "of"):
        return "Plur", "Gen", True
    if phrase.determiner == "every":
        return "Sing", "Gen", False
    if phrase.count in c.DIGITS:
        return "Sing", "Acc", False
    if phrase.count is not None:
        return "Sing" if phrase.count == "hundred" else "Plur", "Gen", False
    return phrase.number, case, phrase.determiner != "indef"


def person_of(agreement: Feats) -> str:
    """For example "3PlurFem"; only third persons have a gender here."""
    person, number = agreement["Person"], agreement["Number"]
    return person + number + (agreement["Gender"] if person == "3" else "")


@cache
def inflect_noun(
    lemma: str,
    number: str,
    case: str,
    state: str,
    *,
    pl: str = "",
    five: str = "",
    unit: str = "",
    **special: str,
) -> str:
    """A noun in a state: ``ind``, ``def``, ``construct``, ``suffix`` or ``i`` (before "my")."""
    if number == "Sing" and "def" in special and state == "def":
        return special["def"]
    stem = lemma.removesuffix("ة")
    if number == "Plur" and pl == "ون":
        ending = (
            "" if state == "i" else ("و" if case == "Nom" else "ي") + ("ن" if state in ("ind", "def") else "")
        )
        return ("ال" if state == "def" else "") + stem + ending
    form = lemma if number == "Sing" else stem + pl if pl == "ات" else pl
    if state == "def":
        return "ال" + form
    if state == "ind":
        return (
            form + "ا" if case == "Acc" and takes_alif(form, plural=bool(unit) or number == "Plur") else form
        )
    if five and number == "Sing" and state != "i":
        return form + {"Nom": "و", "Acc": "ا", "Gen": "ي"}[case]
    return form if state == "construct" else before_suffix(form, "Gen" if state == "i" else case)


def takes_alif(form: str, *, plural: bool) -> bool:
    """Whether the indefinite accusative is written with alif. Plurals such as "مدارس" have no such ending."""
    pattern = plural and len(form) >= 5 and form[2] == "ا"
    return not pattern and not form.endswith(("ة", "اء", "ى", "ا", "ات" if plural else "ة"))


def before_suffix(form: str, case: str) -> str:
    """Spelling of the end of a noun before a possessive suffix."""
    if form.endswith("ة"):
        return form[:-1] + "ت"
    if form.endswith("ى"):
        return form[:-1] + "ا"
    if form.endswith("اء"):
        return form[:-1] + {"Nom": "ؤ", "Acc": "ء", "Gen": "ئ"}[case]
    return form


@cache
def inflect_adjective(
    lemma: str,
    number: str,
    gender: str,
    case: str,
    definite: bool,
    *,
    f: str = "",
    pl: str = "",
    fd: str = "",
    ind: str = "",
    acc: str = "",
) -> str:
    """An adjective; ``Dual`` is used of two coordinated nouns only."""
    base, article = acc or lemma, "ال" if definite else ""
    if number == "Sing" and gender == "Fem":
        return article + (f or base + "ة")
    if number == "Sing":
        if definite or case != "Acc":
            return article + (lemma if definite else ind or lemma)
        return base if f else base + "ا"
    oblique = case != "Nom"
    if number == "Dual":
        return article + ((fd or base + "ت") if gender == "Fem" else base) + ("ين" if oblique else "ان")
    if gender == "Fem":
        return article + base + "ات"
    if pl:
        return article + pl + ("ا" if case == "Acc" and not definite and takes_alif(pl, plural=True) else "")
    return article + base + ("ين" if oblique else "ون")


@cache
def conjugate(
    lemma: str,
    mood: str,
    person: str,
    *,
    past: str = "",
    imp: str = "",
    short: str = "",
    pl: str = "",
    **_other: str,
) -> str:
    """A form of the perfect (``Past``) or of the imperfect (``Ind``, ``Sub``, ``Jus``)."""
    if mood == "Past":
        return perfect(lemma, past, person)
    return imperfect(imp or lemma, short, pl, mood, person)


CONSONANTAL = {"1Sing": "ت", "2Sing": "ت", "1Plur": "نا", "3PlurFem": "ن"}
VOCALIC = {"3SingFem": "ت", "3PlurMasc": "وا", "3DualMasc": "ا", "3DualFem": "تا"}
PREFIXES = {"1Sing": "أ", "2Sing": "ت", "1Plur": "ن", "3SingFem": "ت", "3DualFem": "ت"}


def perfect(lemma: str, before_consonant: str, person: str) -> str:
    """A form of the perfect."""
    if person == "3SingMasc":
        return lemma
    weak = lemma[-1] if lemma[-1] in "ىيا" else ""
    if person in CONSONANTAL:
        stem = before_consonant or (lemma[:-1] + {"ى": "ي", "ي": "ي", "ا": "و"}[weak] if weak else lemma)
        return join(stem, CONSONANTAL[person])
    if not weak:
        return join(lemma, VOCALIC[person])
    keep = (
        {"ى": "", "ي": "ي", "ا": ""}[weak] if person != "3DualMasc" else {"ى": "ي", "ي": "ي", "ا": "و"}[weak]
    )
    return lemma[:-1] + ("" if person == "3PlurMasc" else keep) + VOCALIC[person]


def imperfect(stem: str, short: str, doubled: str, mood: str, person: str) -> str:
    """A form of the imperfect."""
    weak = stem[-1] if stem[-1] in "ىيو" else ""
    prefix = PREFIXES.get(person, "ي")
    if person == "3PlurMasc":
        form = join(stem[:-1] if weak else stem, "ون" if mood == "Ind" else "وا")
    elif "Dual" in person:
        form = join(stem[:-1] + "ي" if weak == "ى" else stem, "ان" if mood == "Ind" else "ا")
    elif person == "3PlurFem":
        form = join(short or doubled or (stem[:-1] + "ي" if weak == "ى" else stem), "ن")
    elif mood == "Jus":
        form = short or (stem[:-1] if weak else stem)
    else:
        form = stem
    return "آ" + form[1:] if prefix == "أ" and form[0] == "أ" else prefix + form


def join(stem: str, ending: str) -> str:
    """A stem and an ending: hamza gets its seat, a double n or t is written once."""
    if stem[-1] == "أ" and ending[0] in "وا":
        return stem[:-1] + ("آ" + ending[1:] if ending[0] == "ا" else "ؤ" + ending)
    return stem + (ending[1:] if stem[-1] == ending[0] and ending[0] in "نت" else ending)


LANGUAGE = Arabic()
