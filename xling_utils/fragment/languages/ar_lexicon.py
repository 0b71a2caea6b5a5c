"""Arabic: the lexicon. Belongs to `xling_utils.fragment.languages.ar`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import parse_lexicon

# pl=ون and pl=ات are sound plurals, all others are broken. Nouns in ة are feminine.
# ind= is the indefinite plural of a defective one. unit= marks a collective noun that is counted in pieces.
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
person_n شخص pl=أشخاص
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
animal_n حيوان pl=ات
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
building_n مبنى pl=مباني ind=مبان
city مدينة pl=مدن
village قرية pl=قرى
street شارع pl=شوارع
market سوق pl=أسواق g=Fem
garden حديقة pl=حدائق
park منتزه pl=ات
forest غابة pl=ات
island جزيرة pl=جزر
beach شاطئ pl=شواطئ
car سيارة pl=ات
train قطار pl=ات
ship سفينة pl=سفن
bus حافلة pl=ات
plane طائرة pl=ات
bicycle دراجة pl=ات
vehicle_n مركبة pl=ات
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
famous شهير
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

# by: the adverb is the phrase "with slowness". upos: adverbial accusatives that treebanks call so.
OTHERS = """
well جيدا
slowly بطء by=1
quickly سريعا upos=ADJ
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
then ثم
suddenly فجأة upos=NOUN
yes نعم
no لا
oh آه
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

# concept@kind: the word for a concept next to a noun, or to any noun of a class.
SPECIAL = """
old@person مسن
old@animal مسن
beautiful@man وسيم
beautiful@father وسيم
beautiful@brother وسيم
beautiful@king وسيم
young@animal فتي
young@child صغير pl=صغار
weak@drink خفيف
lose@event خسر
tell@plan شرح
tell@idea شرح
tell@dream روى imp=روي
"""

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES + SPECIAL)
