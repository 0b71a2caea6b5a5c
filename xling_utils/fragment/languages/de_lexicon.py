"""German: the lexicon. Belongs to `xling_utils.fragment.languages.de`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# g=gender, pl=plural, weak=ending of the oblique cases, gen=irregular genitive,
# in=preposition for "in" and near=preposition for "near" where it is another one
NOUNS = """
man Mann g=Masc pl=Männer
woman Frau g=Fem pl=Frauen
child Kind g=Neut pl=Kinder
teacher Lehrer g=Masc pl=Lehrer fem=Lehrerin fem_pl=Lehrerinnen
friend Freund g=Masc pl=Freunde fem=Freundin fem_pl=Freundinnen
doctor Arzt g=Masc pl=Ärzte fem=Ärztin fem_pl=Ärztinnen
student Student g=Masc pl=Studenten weak=en fem=Studentin fem_pl=Studentinnen
mother Mutter g=Fem pl=Mütter
father Vater g=Masc pl=Väter
neighbour Nachbar g=Masc pl=Nachbarn weak=n fem=Nachbarin fem_pl=Nachbarinnen
writer Autor g=Masc pl=Autoren fem=Autorin fem_pl=Autorinnen
worker Arbeiter g=Masc pl=Arbeiter fem=Arbeiterin fem_pl=Arbeiterinnen
brother Bruder g=Masc pl=Brüder
sister Schwester g=Fem pl=Schwestern
driver Fahrer g=Masc pl=Fahrer fem=Fahrerin fem_pl=Fahrerinnen
soldier Soldat g=Masc pl=Soldaten weak=en fem=Soldatin fem_pl=Soldatinnen
singer Sänger g=Masc pl=Sänger fem=Sängerin fem_pl=Sängerinnen
king König g=Masc pl=Könige
farmer Bauer g=Masc pl=Bauern weak=n fem=Bäuerin fem_pl=Bäuerinnen
chef Koch g=Masc pl=Köche fem=Köchin fem_pl=Köchinnen
guest Gast g=Masc pl=Gäste
person_n Person g=Fem pl=Personen
animal_n Tier g=Neut pl=Tiere
building_n Gebäude g=Neut pl=Gebäude
vehicle_n Fahrzeug g=Neut pl=Fahrzeuge
dog Hund g=Masc pl=Hunde
horse Pferd g=Neut pl=Pferde
cat Katze g=Fem pl=Katzen
bird Vogel g=Masc pl=Vögel
fish Fisch g=Masc pl=Fische
cow Kuh g=Fem pl=Kühe
sheep Schaf g=Neut pl=Schafe
wolf Wolf g=Masc pl=Wölfe
bear Bär g=Masc pl=Bären weak=en
lion Löwe g=Masc pl=Löwen weak=n
mouse Maus g=Fem pl=Mäuse
bread Brot g=Neut pl=Brote
meat Fleisch g=Neut pl=-
rice Reis g=Masc pl=-
soup Suppe g=Fem pl=Suppen
cheese Käse g=Masc pl=-
salt Salz g=Neut pl=-
apple Apfel g=Masc pl=Äpfel
egg Ei g=Neut pl=Eier
cake Kuchen g=Masc pl=Kuchen
lemon Zitrone g=Fem pl=Zitronen
tomato Tomate g=Fem pl=Tomaten
water Wasser g=Neut pl=-
milk Milch g=Fem pl=-
coffee Kaffee g=Masc pl=-
tea Tee g=Masc pl=-
wine Wein g=Masc pl=Weine
juice Saft g=Masc pl=Säfte
house Haus g=Neut pl=Häuser
school Schule g=Fem pl=Schulen
shop Geschäft g=Neut pl=Geschäfte
hospital Krankenhaus g=Neut pl=Krankenhäuser
hotel Hotel g=Neut pl=Hotels
church Kirche g=Fem pl=Kirchen
museum Museum g=Neut pl=Museen
office Büro g=Neut pl=Büros
library Bibliothek g=Fem pl=Bibliotheken
bridge Brücke g=Fem pl=Brücken in=auf near=an
kitchen Küche g=Fem pl=Küchen
station Bahnhof g=Masc pl=Bahnhöfe in=an
room Zimmer g=Neut pl=Zimmer
city Stadt g=Fem pl=Städte near=nahe
village Dorf g=Neut pl=Dörfer near=nahe
street Straße g=Fem pl=Straßen in=auf near=an
market Markt g=Masc pl=Märkte in=auf near=an
garden Garten g=Masc pl=Gärten near=an
park Park g=Masc pl=Parks near=an
forest Wald g=Masc pl=Wälder near=an
island Insel g=Fem pl=Inseln in=auf near=nahe
beach Strand g=Masc pl=Strände in=an near=an
car Auto g=Neut pl=Autos
train Zug g=Masc pl=Züge
ship Schiff g=Neut pl=Schiffe
bus Bus g=Masc pl=Busse gen=Busses
plane Flugzeug g=Neut pl=Flugzeuge
bicycle Fahrrad g=Neut pl=Fahrräder
phone Telefon g=Neut pl=Telefone
key Schlüssel g=Masc pl=Schlüssel
bag Tasche g=Fem pl=Taschen
box Kiste g=Fem pl=Kisten
knife Messer g=Neut pl=Messer
clock Uhr g=Fem pl=Uhren
bottle Flasche g=Fem pl=Flaschen
cup Tasse g=Fem pl=Tassen
ball Ball g=Masc pl=Bälle
lamp Lampe g=Fem pl=Lampen
computer Computer g=Masc pl=Computer
camera Kamera g=Fem pl=Kameras
ring Ring g=Masc pl=Ringe
gift Geschenk g=Neut pl=Geschenke
ticket Ticket g=Neut pl=Tickets
shirt Hemd g=Neut pl=Hemden
coat Mantel g=Masc pl=Mäntel
hat Hut g=Masc pl=Hüte
shoe Schuh g=Masc pl=Schuhe
dress Kleid g=Neut pl=Kleider
table Tisch g=Masc pl=Tische
door Tür g=Fem pl=Türen
bed Bett g=Neut pl=Betten
window Fenster g=Neut pl=Fenster
chair Stuhl g=Masc pl=Stühle
book Buch g=Neut pl=Bücher
letter Brief g=Masc pl=Briefe
story Geschichte g=Fem pl=Geschichten
song Lied g=Neut pl=Lieder
newspaper Zeitung g=Fem pl=Zeitungen
poem Gedicht g=Neut pl=Gedichte
report Bericht g=Masc pl=Berichte
word Wort g=Neut pl=Wörter
map Karte g=Fem pl=Karten
tree Baum g=Masc pl=Bäume
river Fluss g=Masc pl=Flüsse gen=Flusses near=an
flower Blume g=Fem pl=Blumen
stone Stein g=Masc pl=Steine
mountain Berg g=Masc pl=Berge near=an
star Stern g=Masc pl=Sterne
lake See g=Masc pl=Seen near=an
leaf Blatt g=Neut pl=Blätter
war Krieg g=Masc pl=Kriege
game Spiel g=Neut pl=Spiele
film Film g=Masc pl=Filme
meeting Treffen g=Neut pl=Treffen
visit_n Besuch g=Masc pl=Besuche
party Party g=Fem pl=Partys
dance_n Tanz g=Masc pl=Tänze
lesson Stunde g=Fem pl=Stunden
walk_n Spaziergang g=Masc pl=Spaziergänge
problem Problem g=Neut pl=Probleme
question Frage g=Fem pl=Fragen
work_n Arbeit g=Fem pl=Arbeiten
idea Idee g=Fem pl=Ideen
answer Antwort g=Fem pl=Antworten
law Gesetz g=Neut pl=Gesetze
plan Plan g=Masc pl=Pläne
dream Traum g=Masc pl=Träume
hope_n Hoffnung g=Fem pl=Hoffnungen
language Sprache g=Fem pl=Sprachen
company Unternehmen g=Neut pl=Unternehmen
team Team g=Neut pl=Teams
bank Bank g=Fem pl=Banken
government Regierung g=Fem pl=Regierungen
army Armee g=Fem pl=Armeen
"""

# p=present of the 2nd and 3rd person singular, pt=past (default: -te), pp=participle, aux=sein,
# prt=separable particle, gov=marker of the object, simple=yes: has no perfect here
VERBS = """
sleep schlafen p=schläfst/schläft pt=schlief pp=geschlafen
work arbeiten pp=gearbeitet
live leben pp=gelebt
arrive kommen prt=an pt=kam pp=gekommen aux=sein
run laufen p=läufst/läuft pt=lief pp=gelaufen aux=sein
return kehren prt=zurück pp=gekehrt aux=sein
play spielen pp=gespielt
laugh lachen pp=gelacht
fall fallen p=fällst/fällt pt=fiel pp=gefallen aux=sein
swim schwimmen pt=schwamm pp=geschwommen aux=sein
cry weinen pp=geweint
dance tanzen p=tanzt/tanzt pp=getanzt
stop halten p=hältst/hält prt=an pt=hielt pp=gehalten
fly fliegen pt=flog pp=geflogen aux=sein
grow wachsen p=wächst/wächst pt=wuchs pp=gewachsen aux=sein
smile lächeln p=lächelst/lächelt p1=lächle pp=gelächelt
walk gehen pt=ging pp=gegangen aux=sein
answer_v antworten pp=geantwortet
dream_v träumen pp=geträumt
see sehen p=siehst/sieht pt=sah pp=gesehen
read lesen p=liest/liest pt=las pp=gelesen
find finden pt=fand pp=gefunden
buy kaufen pp=gekauft
love lieben pp=geliebt
eat essen p=isst/isst pt=aß pp=gegessen
write schreiben pt=schrieb pp=geschrieben
open öffnen pp=geöffnet
want wollen p=willst/will p1=will pt=wollte simple=yes
drink trinken pt=trank pp=getrunken
help helfen p=hilfst/hilft pt=half pp=geholfen gov=dative
visit besuchen pp=besucht
hear hören pp=gehört
build bauen pp=gebaut
lose verlieren pt=verlor pp=verloren
close schließen p=schließt/schließt pt=schloss pp=geschlossen
carry tragen p=trägst/trägt pt=trug pp=getragen
choose wählen pp=gewählt
drive fahren p=fährst/fährt pt=fuhr pp=gefahren
wash waschen p=wäschst/wäscht pt=wusch pp=gewaschen
cook kochen pp=gekocht
forget vergessen p=vergisst/vergisst pt=vergaß pp=vergessen
watch beobachten pp=beobachtet
watch@film schauen pp=geschaut
watch@game schauen pp=geschaut
hide verstecken pp=versteckt
break zerbrechen p=zerbrichst/zerbricht pt=zerbrach pp=zerbrochen
wear tragen p=trägst/trägt pt=trug pp=getragen
follow folgen pp=gefolgt aux=sein gov=dative
sing singen pt=sang pp=gesungen
draw zeichnen pp=gezeichnet
cut schneiden pt=schnitt pp=geschnitten
use benutzen p=benutzt/benutzt pp=benutzt
plan_v planen pp=geplant
park_v parken pp=geparkt
give geben p=gibst/gibt pt=gab pp=gegeben
show zeigen pp=gezeigt
send schicken pp=geschickt
bring bringen pt=brachte pp=gebracht
sell verkaufen pp=verkauft
tell erzählen pp=erzählt
offer bieten prt=an pt=bot pp=geboten
say sagen pp=gesagt
think meinen pp=gemeint
know wissen p=weißt/weiß p1=weiß pt=wusste simple=yes
believe glauben pp=geglaubt
hope hoffen pp=gehofft
"""

# stem=form before endings
ADJECTIVES = """
good gut
big groß
new neu
old alt
small klein
beautiful schön
young jung
long lang
red rot
white weiß
black schwarz
important wichtig
happy glücklich
bad schlecht
strong stark
cold kalt
rich reich
short kurz
poor arm
famous berühmt
green grün
difficult schwierig
expensive teuer stem=teur
clean sauber
heavy schwer
interesting interessant
sad traurig
blue blau
empty leer
tired müde stem=müd
warm warm
cheap günstig
weak schwach
dirty schmutzig
full voll
easy einfach
fresh frisch
dangerous gefährlich
quiet ruhig
sick krank
fast schnell
slow langsam
kind freundlich
light leicht
"""

OTHERS = """
well gut
slowly langsam
quickly schnell
together zusammen
quietly leise
carefully vorsichtig
badly schlecht
today heute
now jetzt
often oft
always immer
yesterday gestern
again wieder
sometimes manchmal
then dann
suddenly plötzlich
yes ja
no nein
oh oh
here hier goal=hierher
there dort goal=dorthin
very sehr
too zu
three drei
four vier
five fünf
ten zehn
seven sieben
six sechs
hundred hundert
he er poss=sein
she sie poss=ihr
i ich poss=mein
they sie poss=ihr
we wir poss=unser
you du poss=dein
who wer
"""

GERMAN_NAMES = {
    "Moscow": "Moskau",
    "Rome": "Rom",
    "Cairo": "Kairo",
    "Tokyo": "Tokio",
    "Vienna": "Wien",
    "Lisbon": "Lissabon",
    "Prague": "Prag",
    "France": "Frankreich",
    "India": "Indien",
    "Egypt": "Ägypten",
    "Turkey": "Türkei",
    "Canada": "Kanada",
    "Ivanov": "Iwanow",
}
NAMES = "\n".join(
    f"{name} {GERMAN_NAMES.get(name, name.removesuffix('_s'))} g={'Fem' if name == 'Turkey' else 'Neut'}"
    for name in c.ENTITY_TYPE
)

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
