"""Swedish: the lexicon. Belongs to `xling_utils.fragment.languages.sv`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# g=gender (Com or Neut), pl=plural, d=definite singular and dpl=definite plural where irregular,
# in=preposition for "in" where it is another one, art=yes: keeps its article as a predicate
NOUNS = """
man man g=Com d=mannen pl=män dpl=männen
woman kvinna g=Com pl=kvinnor
child barn g=Neut pl=barn
teacher lärare g=Com pl=lärare
friend vän g=Com d=vännen pl=vänner art=yes
doctor läkare g=Com pl=läkare
student student g=Com pl=studenter
mother mamma g=Com pl=mammor
father pappa g=Com pl=pappor
neighbour granne g=Com pl=grannar art=yes
writer författare g=Com pl=författare
worker arbetare g=Com pl=arbetare
brother bror g=Com d=brodern pl=bröder
sister syster g=Com pl=systrar
driver förare g=Com pl=förare
soldier soldat g=Com pl=soldater
singer sångare g=Com pl=sångare
king kung g=Com pl=kungar
farmer bonde g=Com pl=bönder
chef kock g=Com pl=kockar
guest gäst g=Com pl=gäster
person_n person g=Com pl=personer
animal_n djur g=Neut pl=djur
building_n byggnad g=Com pl=byggnader
vehicle_n fordon g=Neut pl=fordon
dog hund g=Com pl=hundar
horse häst g=Com pl=hästar
cat katt g=Com pl=katter
bird fågel g=Com pl=fåglar
fish fisk g=Com pl=fiskar
cow ko g=Com pl=kor
sheep får g=Neut pl=får
wolf varg g=Com pl=vargar
bear björn g=Com pl=björnar
lion lejon g=Neut pl=lejon
mouse mus g=Com pl=möss dpl=mössen
bread bröd g=Neut pl=-
meat kött g=Neut pl=-
rice ris g=Neut pl=-
soup soppa g=Com pl=-
cheese ost g=Com pl=-
salt salt g=Neut pl=-
apple äpple g=Neut pl=äpplen
egg ägg g=Neut pl=ägg
cake kaka g=Com pl=kakor
lemon citron g=Com pl=citroner
tomato tomat g=Com pl=tomater
water vatten g=Neut d=vattnet pl=-
milk mjölk g=Com pl=-
coffee kaffe g=Neut pl=-
tea te g=Neut d=teet pl=-
wine vin g=Neut pl=-
juice juice g=Com pl=-
house hus g=Neut pl=hus
school skola g=Com pl=skolor
shop affär g=Com pl=affärer
hospital sjukhus g=Neut pl=sjukhus in=på
hotel hotell g=Neut pl=hotell in=på
church kyrka g=Com pl=kyrkor
museum museum g=Neut d=museet pl=museer in=på
office kontor g=Neut pl=kontor in=på
library bibliotek g=Neut pl=bibliotek in=på
bridge bro g=Com pl=broar
kitchen kök g=Neut pl=kök
station station g=Com pl=stationer in=på
room rum g=Neut d=rummet pl=rum dpl=rummen
city stad g=Com pl=städer d=staden
village by g=Com d=byn pl=byar
street gata g=Com pl=gator in=på
market marknad g=Com pl=marknader in=på
garden trädgård g=Com pl=trädgårdar
park park g=Com pl=parker
forest skog g=Com pl=skogar
island ö g=Com pl=öar in=på
beach strand g=Com pl=stränder in=på
car bil g=Com pl=bilar
train tåg g=Neut pl=tåg
ship skepp g=Neut pl=skepp
bus buss g=Com pl=bussar
plane flygplan g=Neut pl=flygplan
bicycle cykel g=Com pl=cyklar
phone telefon g=Com pl=telefoner
key nyckel g=Com pl=nycklar
bag väska g=Com pl=väskor
box låda g=Com pl=lådor
knife kniv g=Com pl=knivar
clock klocka g=Com pl=klockor
bottle flaska g=Com pl=flaskor
cup kopp g=Com pl=koppar
ball boll g=Com pl=bollar
lamp lampa g=Com pl=lampor
computer dator g=Com pl=datorer
camera kamera g=Com pl=kameror
ring ring g=Com pl=ringar
gift present g=Com pl=presenter
ticket biljett g=Com pl=biljetter
shirt skjorta g=Com pl=skjortor
coat kappa g=Com pl=kappor
hat hatt g=Com pl=hattar
shoe sko g=Com pl=skor
dress klänning g=Com pl=klänningar
table bord g=Neut pl=bord
door dörr g=Com pl=dörrar
bed säng g=Com pl=sängar
window fönster g=Neut d=fönstret pl=fönster dpl=fönstren
chair stol g=Com pl=stolar
book bok g=Com pl=böcker
letter brev g=Neut pl=brev
story historia g=Com d=historien pl=historier
song sång g=Com pl=sånger
newspaper tidning g=Com pl=tidningar
poem dikt g=Com pl=dikter
report rapport g=Com pl=rapporter
word ord g=Neut pl=ord
map karta g=Com pl=kartor
tree träd g=Neut pl=träd
river flod g=Com pl=floder
flower blomma g=Com pl=blommor
stone sten g=Com pl=stenar
mountain berg g=Neut pl=berg
star stjärna g=Com pl=stjärnor
lake sjö g=Com pl=sjöar
leaf löv g=Neut pl=löv
war krig g=Neut pl=krig
game match g=Com pl=matcher
film film g=Com pl=filmer
meeting möte g=Neut pl=möten
visit_n besök g=Neut pl=besök
party fest g=Com pl=fester
dance_n dans g=Com pl=danser
lesson lektion g=Com pl=lektioner
walk_n promenad g=Com pl=promenader
problem problem g=Neut pl=problem
question fråga g=Com pl=frågor
work_n arbete g=Neut pl=-
idea idé g=Com d=idén pl=idéer
answer svar g=Neut pl=svar
law lag g=Com pl=lagar
plan plan g=Com pl=planer
dream dröm g=Com d=drömmen pl=drömmar
hope_n förhoppning g=Com pl=förhoppningar
language språk g=Neut pl=språk
company företag g=Neut pl=företag
team lag g=Neut pl=lag
bank bank g=Com pl=banker
government regering g=Com pl=regeringar
army armé g=Com d=armén pl=arméer
"""

# r=present, p=past (default: -r and -de added to the infinitive), prt=particle, aux=auxiliary (present/past)
# that the verb needs, gov=marker of the object, to=marker of the recipient, for=preposition of "for"
VERBS = """
sleep sova r=sover p=sov
work arbeta
live bo r=bor p=bodde
arrive komma r=kommer p=kom prt=fram
run springa r=springer p=sprang
return komma r=kommer p=kom prt=tillbaka
play leka r=leker p=lekte
laugh skratta
fall falla r=faller p=föll
swim simma
cry gråta r=gråter p=grät
dance dansa
stop stanna
fly flyga r=flyger p=flög
grow växa r=växer p=växte
smile le r=ler p=log
walk gå r=går p=gick
answer_v svara
dream_v drömma r=drömmer p=drömde
see se r=ser p=såg
read läsa r=läser p=läste
find hitta for=åt
buy köpa r=köper p=köpte for=till
love älska
eat äta r=äter p=åt
write skriva r=skriver p=skrev for=till
open öppna for=åt
want ha r=ha p=ha aux=vill/ville
drink dricka r=dricker p=drack
help hjälpa r=hjälper p=hjälpte
visit besöka r=besöker p=besökte
hear höra r=hör p=hörde
build bygga r=bygger p=byggde for=åt
lose förlora
lose@thing tappa prt=bort
lose@clothing tappa prt=bort
lose@text tappa prt=bort
close stänga r=stänger p=stängde for=åt
carry bära r=bär p=bar for=åt
choose välja r=väljer p=valde for=åt
drive köra r=kör p=körde
wash tvätta for=åt
cook laga for=åt
cook@egg koka for=åt
cook@rice koka for=åt
forget glömma r=glömmer p=glömde
watch titta gov=on
hide gömma r=gömmer p=gömde for=åt
break slå r=slår p=slog prt=sönder
wear bära r=bär p=bar
follow följa r=följer p=följde
sing sjunga r=sjunger p=sjöng
draw rita for=åt
cut skära r=skär p=skar for=åt
cut@nature klippa r=klipper p=klippte for=åt
cut@clothing klippa r=klipper p=klippte for=åt
use använda r=använder p=använde
plan_v planera
park_v parkera for=åt
give ge r=ger p=gav
show visa
send skicka to=to
bring ta r=tar p=tog prt=med to=to
sell sälja r=säljer p=sålde to=to
tell berätta to=for
offer erbjuda r=erbjuder p=erbjöd
say säga r=säger p=sa
think tycka r=tycker p=tyckte
know veta r=vet p=visste
believe tro r=tror p=trodde
hope hoppas r=hoppas p=hoppades
"""

# t=neuter, a=weak and plural, def=weak singular where it is another form than the plural
ADJECTIVES = """
good bra t=bra a=bra
good@food god t=gott
good@drink god t=gott
good@item_of_food god t=gott
big stor
new ny
old gammal a=gamla
small liten t=litet a=små def=lilla
beautiful vacker a=vackra
young ung
long lång
red röd t=rött
white vit t=vitt
black svart
important viktig
happy glad t=glatt
bad dålig
strong stark
cold kall
rich rik
short kort
poor fattig
famous berömd t=berömt
green grön
difficult svår
expensive dyr
clean ren
heavy tung
interesting intressant
sad sorglig
sad@person ledsen t=ledset a=ledsna
blue blå a=blå
empty tom a=tomma
tired trött
warm varm
cheap billig
weak svag
dirty smutsig
full full
easy enkel a=enkla
fresh färsk
dangerous farlig
quiet tyst
quiet@area lugn
sick sjuk
fast snabb
slow långsam a=långsamma
kind snäll
light lätt
"""

OTHERS = """
well bra
slowly långsamt
quickly snabbt
together tillsammans
quietly tyst
carefully försiktigt
badly dåligt
today idag
now nu
often ofta
always alltid
yesterday igår
again igen
sometimes ibland
then sedan
suddenly plötsligt
here här goal=hit
there där goal=dit
very mycket
too för
yes ja
no nej
oh åh
three tre
four fyra
five fem
ten tio
seven sju
six sex
hundred hundra
he han Acc=honom poss=hans
she hon Acc=henne poss=hennes
i jag Acc=mig poss=min/mitt/mina
they de Acc=dem poss=deras
we vi Acc=oss poss=vår/vårt/våra
you du Acc=dig poss=din/ditt/dina
who vem
"""

SWEDISH_NAMES = {
    "Moscow": "Moskva",
    "Rome": "Rom",
    "Cairo": "Kairo",
    "Vienna": "Wien",
    "Lisbon": "Lissabon",
    "Prague": "Prag",
    "France": "Frankrike",
    "India": "Indien",
    "Egypt": "Egypten",
    "Turkey": "Turkiet",
    "Canada": "Kanada",
    "UNESCO": "Unesco",
    "NASA": "Nasa",
    "FIFA": "Fifa",
}
NAMES = "\n".join(
    f"{name} {SWEDISH_NAMES.get(name, name.removesuffix('_s'))} g=Com" for name in c.ENTITY_TYPE
)

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
