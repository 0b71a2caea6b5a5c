"""Turkish: the lexicon. Belongs to `xling_utils.fragment.languages.tr`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

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
person_n kişi
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
animal_n hayvan
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
building_n bina
city şehir v=şehr
village köy
street sokak v=sokağ
market pazar
garden bahçe
park park
forest orman
island ada
beach sahil
car araba
train tren
ship gemi
bus otobüs
plane uçak v=uçağ
vehicle_n araç v=arac
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
story hikaye
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

# Some objects want another verb: soup is drunk, rings and hats are attached, poems are read.
SPECIAL_VERBS = """
eat@soup iç
wear@ring tak
wear@hat tak
sing@poem oku
"""

ADJECTIVES = """
good iyi
big büyük
new yeni
old eski
old@person yaşlı
old@animal yaşlı
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
strong güçlü
strong@drink koyu
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
sad@person üzgün
blue mavi
empty boş
tired yorgun
warm sıcak
cheap ucuz
weak zayıf
weak@drink açık
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
then sonra
suddenly birden
yes evet
no hayır
oh ah
here burada upos=PRON lemma=bura to=buraya
there orada upos=PRON lemma=ora to=oraya
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

LEXICON = (
    parse_lexicon("\n".join(f"{name} {name}" for name in c.ENTITY_TYPE))
    | parse_lexicon(SPECIAL_NAMES)
    | parse_lexicon(NOUNS + VERBS + SPECIAL_VERBS + ADJECTIVES + OTHERS)
)
