"""Polish: the lexicon. Belongs to `xling_utils.fragment.languages.pl`."""

from __future__ import annotations

from xling_utils.fragment.lexicon import parse_lexicon

# g=gender: m1 (people) m2 (animals) m3 (things) f n; shown by the ending, and m3, where not given.
# st=stem before endings, pls=stem of the plural, gen=a for a genitive in -a of m3, ii=genitive in -ii,
# gs ds as is ls vs / np gp dp ip lp=irregular forms, at=na (not "w"), coll=collective numerals ("troje"),
# pt=plural only, decl=no (not declined)
NOUNS = """
man mężczyzna g=m1 gp=mężczyzn
woman kobieta
child dziecko pls=dzieci np=dzieci gp=dzieci ip=dziećmi coll=1
teacher nauczyciel g=m1 np=nauczyciele gp=nauczycieli fem=nauczycielka
friend przyjaciel g=m1 pls=przyjacioł np=przyjaciele gp=przyjaciół ip=przyjaciółmi fem=przyjaciółka
doctor lekarz g=m1 np=lekarze gp=lekarzy fem=lekarka
student student g=m1 fem=studentka
mother matka
father ojciec g=m1 st=ojc ds=ojcu np=ojcowie vs=ojcze
neighbour sąsiad g=m1 ls=sąsiedzie np=sąsiedzi fem=sąsiadka
writer pisarz g=m1 np=pisarze gp=pisarzy fem=pisarka
worker pracownik g=m1 fem=pracownica
brother brat g=m1 ds=bratu pls=braci np=bracia gp=braci ip=braćmi
sister siostra gp=sióstr
driver kierowca g=m1 np=kierowcy gp=kierowców
soldier żołnierz g=m1 np=żołnierze gp=żołnierzy
singer piosenkarz g=m1 np=piosenkarze gp=piosenkarzy fem=piosenkarka
king król g=m1 np=królowie
farmer rolnik g=m1 fem=rolniczka
chef kucharz g=m1 np=kucharze gp=kucharzy
guest gość g=m1 st=gości np=goście gp=gości ip=gośćmi
person_n człowiek g=m1 pls=ludzi np=ludzie gp=ludzi ip=ludźmi
dog pies g=m2 st=ps ds=psu
horse koń g=m2 st=koni gp=koni ip=końmi
cat kot g=m2 ds=kotu
bird ptak g=m2
fish ryba
cow krowa gp=krów
sheep owca gp=owiec
wolf wilk g=m2
bear niedźwiedź g=m2 st=niedźwiedzi gp=niedźwiedzi
lion lew g=m2 st=lw ds=lwu
mouse mysz g=f
animal_n zwierzę g=n st=zwierzęci pls=zwierzęt gp=zwierząt
bread chleb gen=a
meat mięso
rice ryż
soup zupa
cheese ser gen=a
salt sól g=f st=sol
apple jabłko
egg jajko
cake tort
lemon cytryna
tomato pomidor gen=a
water woda
milk mleko
coffee kawa
tea herbata
wine wino
juice sok
house dom ls=domu
school szkoła gp=szkół
shop sklep
hospital szpital gen=a gp=szpitali
hotel hotel gp=hoteli
church kościół st=kościoł gen=a ls=kościele
station stacja gp=stacji at=na
museum muzeum g=n pls=muze np=muzea gp=muzeów
office biuro
library biblioteka
bridge most at=na
room pokój st=pokoj gp=pokoi
kitchen kuchnia gp=kuchni
building_n budynek st=budynk
city miasto ls=mieście
village wioska
street droga gp=dróg at=na
market rynek st=rynk at=na
garden ogród st=ogrod
park park
forest las ls=lesie
island wyspa at=na
beach plaża at=na
car samochód st=samochod
train pociąg
ship statek st=statk
bus autobus
plane samolot
bicycle rower
vehicle_n pojazd ls=pojeździe
phone telefon
key klucz gen=a gp=kluczy
bag torba gp=toreb
box pudełko
knife nóż st=noż gen=a gp=noży
clock zegarek st=zegark gen=a
bottle butelka
cup kubek st=kubk gen=a
ball piłka
lamp lampa
computer komputer gen=a
camera kamera
ring pierścionek st=pierścionk gen=a
gift prezent
ticket bilet
shirt koszula
coat płaszcz gen=a gp=płaszczy
hat kapelusz gen=a gp=kapeluszy
shoe but gen=a
dress sukienka
table stół st=stoł
door drzwi g=n st=drzwi np=drzwi gp=drzwi pt=1 coll=1
bed łóżko
window okno gp=okien
chair krzesło gp=krzeseł
book książka
letter list
story historia ii=1 gp=historii
song piosenka
newspaper gazeta
poem wiersz gen=a gp=wierszy
report raport
word słowo gp=słów
map mapa
tree drzewo
river rzeka
flower kwiat ls=kwiecie
stone kamień st=kamieni gen=a gp=kamieni
mountain góra
star gwiazda ds=gwieździe ls=gwieździe
lake jezioro
leaf liść st=liści gen=a gp=liści ip=liśćmi
war wojna gp=wojen
game gra gp=gier
film film
meeting spotkanie gp=spotkań
visit_n wizyta
party przyjęcie gp=przyjęć
dance_n taniec st=tańc gen=a
lesson lekcja gp=lekcji
walk_n spacer
problem problem
question pytanie gp=pytań
work_n praca
idea pomysł
answer odpowiedź g=f st=odpowiedzi
law prawo
plan plan
dream sen st=sn
hope_n nadzieja gp=nadziei
language język gen=a
company firma
team drużyna
bank bank
government rząd
army armia ii=1 gp=armii
"""

# p=present (1st and 2nd singular, 3rd plural), pf=perfective that makes the past, ip/pp=irregular past
# (masculine, feminine, personal plural) of the imperfective and the perfective, r=1 for "się",
# once=perfective after "suddenly", gov=marker of the object, light=noun beside a light verb
VERBS = """
sleep spać once=zasnąć p=śpię/śpisz/śpią
work pracować
live mieszkać
arrive przyjeżdżać pf=przyjechać
run biegać once=pobiec pp=pobiegł/pobiegła/pobiegli
return wracać pf=wrócić
play grać
laugh śmiać once=roześmiać r=1 p=śmieję/śmiejesz/śmieją
fall upadać pf=upaść pp=upadł/upadła/upadli
swim pływać once=popłynąć
cry płakać once=zapłakać p=płaczę/płaczesz/płaczą
dance tańczyć once=zatańczyć p=tańczę/tańczysz/tańczą
stop zatrzymywać r=1 p=zatrzymuję/zatrzymujesz/zatrzymują pf=zatrzymać
fly latać once=polecieć
grow rosnąć p=rosnę/rośniesz/rosną ip=rósł/rosła/rośli
smile uśmiechać r=1 pf=uśmiechnąć
walk spacerować once=pójść pp=poszedł/poszła/poszli
answer_v odpowiadać pf=odpowiedzieć
dream_v marzyć p=marzę/marzysz/marzą
see widzieć p=widzę/widzisz/widzą pf=zobaczyć
read czytać pf=przeczytać
find znajdować pf=znaleźć pp=znalazł/znalazła/znaleźli
buy kupować pf=kupić
love kochać
eat jeść p=jem/jesz/jedzą ip=jadł/jadła/jedli pf=zjeść pp=zjadł/zjadła/zjedli
write pisać p=piszę/piszesz/piszą pf=napisać
open otwierać pf=otworzyć
want chcieć p=chcę/chcesz/chcą
drink pić p=piję/pijesz/piją pf=wypić
help pomagać pf=pomóc pp=pomógł/pomogła/pomogli gov=dative
visit odwiedzać pf=odwiedzić
hear słyszeć p=słyszę/słyszysz/słyszą pf=usłyszeć
build budować pf=zbudować
lose gubić p=gubię/gubisz/gubią pf=zgubić
close zamykać pf=zamknąć
carry nieść p=niosę/niesiesz/niosą ip=niósł/niosła/nieśli
choose wybierać pf=wybrać
drive prowadzić once=poprowadzić p=prowadzę/prowadzisz/prowadzą
wash myć p=myję/myjesz/myją pf=umyć
cook gotować pf=ugotować
forget zapominać pf=zapomnieć gov=topic
watch oglądać pf=obejrzeć
hide chować p=chowam/chowasz/chowają pf=schować
break psuć p=psuję/psujesz/psują pf=zepsuć
wear nosić p=noszę/nosisz/noszą
follow podążać once=podążyć gov=chase
sing śpiewać pf=zaśpiewać
draw rysować pf=narysować
cut kroić p=kroję/kroisz/kroją pf=pokroić
use używać pf=użyć gov=genitive
plan_v planować pf=zaplanować
park_v parkować pf=zaparkować
give dawać p=daję/dajesz/dają pf=dać
show pokazywać p=pokazuję/pokazujesz/pokazują pf=pokazać
send wysyłać pf=wysłać
bring przynosić p=przynoszę/przynosisz/przynoszą pf=przynieść pp=przyniósł/przyniosła/przynieśli
sell sprzedawać p=sprzedaję/sprzedajesz/sprzedają pf=sprzedać
tell opowiadać pf=opowiedzieć
offer oferować pf=zaoferować
say mówić p=mówię/mówisz/mówią pf=powiedzieć
think myśleć once=pomyśleć p=myślę/myślisz/myślą
know wiedzieć p=wiem/wiesz/wiedzą
believe wierzyć once=uwierzyć p=wierzę/wierzysz/wierzą
hope mieć p=mam/masz/mają ip=miał/miała/mieli light=nadzieja
"""

# The word where the goal, the object, the subject or the noun is of a certain kind: concept@kind.
SPECIAL = """
want@food chcieć p=chcę/chcesz/chcą gov=genitive
want@drink chcieć p=chcę/chcesz/chcą gov=genitive
arrive@ship przypływać pf=przypłynąć
arrive@plane przylatywać p=przylatuję/przylatujesz/przylatują pf=przylecieć
run@goal biec p=biegnę/biegniesz/biegną ip=biegł/biegła/biegli pf=przybiec pp=przybiegł/przybiegła/przybiegli
fly@goal lecieć p=lecę/lecisz/lecą pf=przylecieć
walk@goal iść p=idę/idziesz/idą ip=szedł/szła/szli pf=przyjść pp=przyszedł/przyszła/przyszli
play@child bawić r=1 p=bawię/bawisz/bawią
play@animal bawić r=1 p=bawię/bawisz/bawią
fall@thing spadać pf=spaść pp=spadł/spadła/spadli
fall@leaf spadać pf=spaść pp=spadł/spadła/spadli
fall@star spadać pf=spaść pp=spadł/spadła/spadli
fall@stone spadać pf=spaść pp=spadł/spadła/spadli
fall@tree przewracać r=1 pf=przewrócić
love@food uwielbiać
love@drink uwielbiać
love@game uwielbiać
love@film uwielbiać
love@dance_n uwielbiać
lose@game przegrywać pf=przegrać
lose@war przegrywać pf=przegrać
carry@vehicle wieźć p=wiozę/wieziesz/wiozą ip=wiózł/wiozła/wieźli
wash@clothing prać p=piorę/pierzesz/piorą pf=wyprać
break@cup tłuc p=tłukę/tłuczesz/tłuką ip=tłukł/tłukła/tłukli pf=stłuc pp=stłukł/stłukła/stłukli
break@bottle tłuc p=tłukę/tłuczesz/tłuką ip=tłukł/tłukła/tłukli pf=stłuc pp=stłukł/stłukła/stłukli
break@lamp tłuc p=tłukę/tłuczesz/tłuką ip=tłukł/tłukła/tłukli pf=stłuc pp=stłukł/stłukła/stłukli
break@window wybijać pf=wybić
break@chair łamać p=łamię/łamiesz/łamią pf=złamać
tell@idea opowiadać pf=opowiedzieć gov=topic
write@map rysować pf=narysować
cut@tree ścinać pf=ściąć
cut@flower ścinać pf=ściąć
cut@dress ciąć p=tnę/tniesz/tną pf=pociąć
watch@animal obserwować
watch@star obserwować
strong@drink mocny
"""

# vp=irregular nominative of the masculine personal plural
ADJECTIVES = """
good dobry
big duży
new nowy
old stary
small mały
beautiful piękny
young młody
long długi
red czerwony
white biały
black czarny
important ważny
happy szczęśliwy
bad zły
strong silny
cold zimny
rich bogaty
short krótki
poor biedny
famous słynny
green zielony
difficult trudny
expensive drogi
clean czysty
heavy ciężki
interesting ciekawy
sad smutny
blue niebieski
empty pusty
tired zmęczony vp=zmęczeni
warm ciepły
cheap tani
weak słaby
dirty brudny
full pełny
easy łatwy
fresh świeży
dangerous niebezpieczny
quiet cichy
sick chory
fast szybki
slow powolny
kind miły
light lekki
"""

# coll=collective numeral with its genitive, dative (and locative) and instrumental
OTHERS = """
well dobrze
slowly powoli
quickly szybko
together razem
quietly cicho
carefully ostrożnie
badly źle
today dzisiaj
now teraz
often często
always zawsze
yesterday wczoraj
again znów
sometimes czasami
then potem
suddenly nagle
yes tak
no nie
oh o
here tutaj
there tam
very bardzo
too za
three trzy Obl=trzech Dat=trzem Ins=trzema coll=troje/trojga/trojgu/trojgiem
four cztery Obl=czterech Dat=czterem Ins=czterema coll=czworo/czworga/czworgu/czworgiem
five pięć Obl=pięciu Ins=pięcioma coll=pięcioro/pięciorga/pięciorgu/pięciorgiem
six sześć Obl=sześciu Ins=sześcioma coll=sześcioro/sześciorga/sześciorgu/sześciorgiem
seven siedem Obl=siedmiu Ins=siedmioma coll=siedmioro/siedmiorga/siedmiorgu/siedmiorgiem
ten dziesięć Obl=dziesięciu Ins=dziesięcioma coll=dziesięcioro/dziesięciorga/dziesięciorgu/dziesięciorgiem
hundred sto Obl=stu
he on Gen=go Dat=mu Acc=go Ins=nim Loc=nim poss=jego
she ona Gen=jej Dat=jej Acc=ją Ins=nią Loc=niej poss=jej
i ja Gen=mnie Dat=mi Acc=mnie Ins=mną Loc=mnie poss=mój
they oni Gen=ich Dat=im Acc=ich Ins=nimi Loc=nich poss=ich
we my Gen=nas Dat=nam Acc=nas Ins=nami Loc=nas poss=nasz
you ty Gen=cię Dat=ci Acc=cię Ins=tobą Loc=tobie poss=twój
who kto Gen=kogo Dat=komu Acc=kogo Ins=kim Loc=kim
"""

NAMES = """
Maria Maria ii=1
Anna Anna
Sara Sara
Laura Laura
Eva Ewa
Julia Julia ii=1
Nina Nina
Elena Elena
Olga Olga
Fatima Fatima
Emma Emma
Lena Lena
David Dawid
Adam Adam
Omar Omar
Ivan Iwan
Thomas Tomasz
Karim Karim
Daniel Daniel
Martin Martin
Paul Paweł st=Pawł
Ali Ali gs=Alego ds=Alemu is=Alim ls=Alim vs=Ali
Kenji Kenji gs=Kenjiego ds=Kenjiemu is=Kenjim ls=Kenjim vs=Kenji
Oscar Oskar
Smith Smith ls=Smicie
Garcia Garcia ii=1
Martin_s Martin
Rossi Rossi gs=Rossiego ds=Rossiemu is=Rossim ls=Rossim
Novak Nowak
Tanaka Tanaka
Ivanov Iwanow fem=Iwanowa
Weber Weber gen=a
Silva Silva ds=Silvie ls=Silvie
Haddad Haddad
Kaya Kaya gs=Kai ds=Kai ls=Kai
Singh Singh
Paris Paryż gen=a
London Londyn
Berlin Berlin gen=a
Moscow Moskwa
Rome Rzym
Cairo Kair
Tokyo Tokio decl=no g=n
Istanbul Stambuł
Delhi Delhi decl=no g=n
Madrid Madryt
Vienna Wiedeń st=Wiedni gen=a
Lisbon Lizbona
Prague Praga
Boston Boston
France Francja
India Indie g=n pls=Indi np=Indie gp=Indii pt=1
Japan Japonia ii=1
Egypt Egipt
Turkey Turcja
Canada Kanada
Google Google decl=no g=m3
UNESCO UNESCO decl=no g=n
BMW BMW decl=no g=n
NASA NASA decl=no g=f
Samsung Samsung gen=a
FIFA FIFA decl=no g=f
Microsoft Microsoft
Interpol Interpol
IBM IBM decl=no g=m3
Reuters Reuters gen=a
"""

LEXICON = parse_lexicon(NOUNS + VERBS + SPECIAL + ADJECTIVES + OTHERS + NAMES)
