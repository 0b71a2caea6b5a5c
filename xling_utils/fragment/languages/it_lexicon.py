"""Italian: the lexicon. Belongs to `xling_utils.fragment.languages.it`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# g=gender, gpl=gender of the plural, pl=irregular plural, fem=word for a woman, kin=no article by my, your,
# in= and to= preposition for the relation where it is not the usual one, bare=the same without an article
NOUNS = """
man uomo g=Masc pl=uomini
woman donna g=Fem
child bambino g=Masc
teacher insegnante g=Masc fem=insegnante
friend amico g=Masc pl=amici fem=amica
doctor medico g=Masc pl=medici
student studente g=Masc fem=studentessa
mother madre g=Fem kin=1
father padre g=Masc kin=1
neighbour vicino g=Masc fem=vicina
writer scrittore g=Masc fem=scrittrice
worker lavoratore g=Masc fem=lavoratrice
brother fratello g=Masc kin=1
sister sorella g=Fem kin=1
driver autista g=Masc pl=autisti fem=autista
soldier soldato g=Masc fem=soldatessa
singer cantante g=Masc fem=cantante
king re g=Masc pl=re
farmer contadino g=Masc fem=contadina
chef cuoco g=Masc
guest ospite g=Masc
person_n persona g=Fem
animal_n animale g=Masc
building_n edificio g=Masc
vehicle_n veicolo g=Masc
dog cane g=Masc
horse cavallo g=Masc
cat gatto g=Masc
bird uccello g=Masc
fish pesce g=Masc
cow mucca g=Fem
sheep pecora g=Fem
wolf lupo g=Masc
bear orso g=Masc
lion leone g=Masc
mouse topo g=Masc
bread pane g=Masc
meat carne g=Fem
rice riso g=Masc
soup zuppa g=Fem
cheese formaggio g=Masc
salt sale g=Masc
apple mela g=Fem
egg uovo g=Masc gpl=Fem pl=uova
cake torta g=Fem
lemon limone g=Masc
tomato pomodoro g=Masc
water acqua g=Fem
milk latte g=Masc
coffee caffè g=Masc
tea tè g=Masc
wine vino g=Masc
juice succo g=Masc
house casa g=Fem
school scuola g=Fem bare=a
shop negozio g=Masc
hospital ospedale g=Masc bare=in
hotel hotel g=Masc pl=hotel bare=in
church chiesa g=Fem bare=in
museum museo g=Masc in=a
office ufficio g=Masc bare=in
library biblioteca g=Fem bare=in
bridge ponte g=Masc in=su
kitchen cucina g=Fem bare=in to=in
station stazione g=Fem in=a
room stanza g=Fem to=in
city città g=Fem bare=in to=in
village villaggio g=Masc to=in
street strada g=Fem bare=in to=in on=in
market mercato g=Masc in=a
garden giardino g=Masc bare=in to=in
park parco g=Masc
forest bosco g=Masc to=in
island isola g=Fem in=su to=su
beach spiaggia g=Fem pl=spiagge in=su to=su
car macchina g=Fem
train treno g=Masc
ship nave g=Fem
bus autobus g=Masc pl=autobus
plane aereo g=Masc
bicycle bicicletta g=Fem
phone telefono g=Masc
key chiave g=Fem
bag borsa g=Fem
box scatola g=Fem
knife coltello g=Masc
clock orologio g=Masc
bottle bottiglia g=Fem
cup tazza g=Fem
ball palla g=Fem
lamp lampada g=Fem
computer computer g=Masc pl=computer
camera telecamera g=Fem
ring anello g=Masc
gift regalo g=Masc
ticket biglietto g=Masc
shirt camicia g=Fem pl=camicie
coat cappotto g=Masc
hat cappello g=Masc
shoe scarpa g=Fem
dress vestito g=Masc
table tavolo g=Masc
door porta g=Fem
bed letto g=Masc
window finestra g=Fem
chair sedia g=Fem
book libro g=Masc
letter lettera g=Fem
story storia g=Fem
song canzone g=Fem
newspaper giornale g=Masc
poem poesia g=Fem
report rapporto g=Masc
word parola g=Fem
map mappa g=Fem
tree albero g=Masc
river fiume g=Masc
flower fiore g=Masc
stone pietra g=Fem
mountain montagna g=Fem
star stella g=Fem
lake lago g=Masc
leaf foglia g=Fem
war guerra g=Fem
game partita g=Fem
film film g=Masc pl=film
meeting riunione g=Fem
visit_n visita g=Fem
party festa g=Fem
dance_n danza g=Fem
lesson lezione g=Fem
walk_n passeggiata g=Fem
problem problema g=Masc pl=problemi
question domanda g=Fem
work_n lavoro g=Masc
idea idea g=Fem
answer risposta g=Fem
law legge g=Fem
plan piano g=Masc
dream sogno g=Masc
hope_n speranza g=Fem
language lingua g=Fem
company azienda g=Fem
team squadra g=Fem
bank banca g=Fem
government governo g=Masc
army esercito g=Masc
"""

# p=present of 1s 2s 3s 1p 3p, s=present subjunctive of 1p and 3p, i=stem of the imperfect,
# r=stem of the strong simple past, past=its 2s and 1p, sub=past subjunctive of 3s, pp=participle,
# isc=verb in -isco, aux=essere (goal: only with a goal), state=imperfect for the past,
# mood=sub (the that-clause is in the subjunctive)
VERBS = """
sleep dormire
work lavorare
live vivere pp=vissuto r=viss state=1
arrive arrivare aux=essere
run correre pp=corso r=cors aux=goal
return tornare aux=essere
play giocare
laugh ridere pp=riso r=ris
fall cadere aux=essere r=cadd
swim nuotare
cry piangere pp=pianto r=pians
dance danzare
stop fermare refl=1 aux=essere
fly volare aux=goal
grow crescere pp=cresciuto r=crebb aux=essere
smile sorridere pp=sorriso r=sorris
walk camminare
answer_v rispondere pp=risposto r=rispos
dream_v sognare
see vedere pp=visto r=vid
read leggere pp=letto r=less
find trovare
buy comprare
love amare state=1
eat mangiare
write scrivere pp=scritto r=scriss
open aprire pp=aperto
want volere p=voglio/vuoi/vuole/vogliamo/vogliono r=voll state=1
drink bere p=bevo/bevi/beve/beviamo/bevono i=beve pp=bevuto r=bevv
help aiutare
visit visitare
hear sentire
build costruire isc=1
lose perdere pp=perso r=pers
close chiudere pp=chiuso r=chius
carry portare
choose scegliere p=scelgo/scegli/sceglie/scegliamo/scelgono pp=scelto r=scels
drive guidare
wash lavare
cook cucinare
forget dimenticare
watch guardare
hide nascondere pp=nascosto r=nascos
break rompere pp=rotto r=rupp
wear indossare state=1
follow seguire
sing cantare
draw disegnare
cut tagliare
use usare
plan_v organizzare
park_v parcheggiare
give dare p=do/dai/dà/diamo/danno s=diamo/diano r=died past=desti/demmo sub=desse
show mostrare
send mandare
bring portare
sell vendere r=vendett
tell raccontare
offer offrire pp=offerto
say dire p=dico/dici/dice/diciamo/dicono i=dice pp=detto r=diss
think pensare state=1 mood=sub
know sapere p=so/sai/sa/sappiamo/sanno s=sappiamo/sappiano r=sepp state=1
believe credere r=credett state=1 mood=sub
hope sperare state=1 mood=sub
"""

# pos=pre stands before the noun; rank=who goes first of two that can; f=feminine, pl=plurals
ADJECTIVES = """
good buono pos=pre rank=1
big grande pos=pre rank=5
new nuovo pos=pre rank=4
old vecchio pos=pre rank=6
small piccolo pos=pre rank=5
beautiful bello pos=pre rank=0
young giovane pos=pre rank=6
long lungo pos=pre rank=5
red rosso
white bianco
black nero
important importante rank=3
happy felice rank=8
bad cattivo pos=pre rank=1
bad@text brutto pos=pre rank=1
bad@event brutto pos=pre rank=1
strong forte rank=8
cold freddo rank=8
rich ricco rank=7
short breve pos=pre rank=5
short@street corto
short@dress corto
poor povero
famous famoso pos=pre rank=2
green verde
difficult difficile rank=8
expensive caro
clean pulito
heavy pesante rank=8
interesting interessante rank=3
sad triste rank=8
blue blu
empty vuoto
tired stanco
warm caldo rank=9
cheap economico pl=economici
weak debole rank=8
weak@coffee leggero
weak@tea leggero
dirty sporco
full pieno
easy facile rank=8
fresh fresco rank=9
dangerous pericoloso rank=7
quiet tranquillo rank=8
sick malato
fast veloce rank=9
slow lento rank=9
kind gentile rank=7
light leggero rank=9
"""

# slot=place of the adverb in the clause, denied=its place in a negated clause
OTHERS = """
well bene slot=near
slowly lentamente slot=near
quickly rapidamente slot=near
together insieme
quietly tranquillamente slot=near
carefully attentamente slot=near
badly male slot=near
today oggi
now ora
often spesso slot=inner
always sempre slot=inner
yesterday ieri
again nuovamente slot=inner
sometimes talvolta slot=inner denied=early
then poi
suddenly improvvisamente
yes sì
no no
oh oh
here qui
there lì
very molto
too troppo
three tre
four quattro
five cinque
ten dieci
seven sette
six sei
hundred cento
he lui poss=suo
she lei poss=suo
i io Acc=me poss=mio
they loro poss=loro
we noi poss=nostro
you tu Acc=te poss=tuo
who chi
"""

ITALIAN_NAMES = {
    "Paris": "Parigi",
    "London": "Londra",
    "Berlin": "Berlino",
    "Moscow": "Mosca",
    "Rome": "Roma",
    "Cairo": "Cairo",
    "Lisbon": "Lisbona",
    "Prague": "Praga",
    "France": "Francia",
    "Japan": "Giappone",
    "Egypt": "Egitto",
    "Turkey": "Turchia",
}
MASCULINE = {"Cairo", "Japan", "Egypt", "Canada"}
GENDER = (
    dict.fromkeys(c.ENTITY_TYPE, "Fem") | dict.fromkeys(MASCULINE, "Masc") | dict.fromkeys(c.SURNAMES, "Masc")
)
NAMES = "\n".join(
    f"{name} {ITALIAN_NAMES.get(name, name.removesuffix('_s'))} g={GENDER[name]}" for name in c.ENTITY_TYPE
)

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
