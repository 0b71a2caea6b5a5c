"""Finnish: the lexicon. Belongs to `xling_utils.fragment.languages.fi`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# ``cl`` is the class of a noun (an example from `fi_morphology.CLASSES`), ``w`` its weak stem, ``s`` the base
# of its endings, ``par`` the partitive, ``gp`` the genitive plural; ``loc=out`` marks places one is "on".
NOUNS = """
man mies cl=kieli s=mieh par=miestä gp=miesten
woman nainen cl=hevonen
child lapsi cl=ovi par=lasta gp=lasten
teacher opettaja cl=koira
friend ystävä cl=koira
doctor lääkäri cl=lääkäri
student opiskelija cl=omena
mother äiti cl=risti w=äidi
father isä cl=koira
neighbour naapuri cl=lääkäri
writer kirjailija cl=omena
worker työntekijä cl=omena
brother veli cl=ovi s=velj
sister sisar cl=kieli s=sisar
driver kuljettaja cl=koira
soldier sotilas cl=vieras
singer laulaja cl=koira
king kuningas cl=vieras s=kuninka par=kuningasta
farmer viljelijä cl=omena
chef kokki cl=risti w=koki
guest vieras cl=vieras
person_n henkilö cl=museo par=henkilöä
dog koira cl=koira
horse hevonen cl=hevonen
cat kissa cl=kirja
bird lintu cl=talo w=linnu
fish kala cl=kirja
cow lehmä cl=koira
sheep lammas cl=vieras s=lampa par=lammasta
wolf susi cl=vesi w=sude
bear karhu cl=talo
lion leijona cl=koira
mouse hiiri cl=kieli
animal_n eläin cl=puhelin
bread leipä cl=koira w=leivä
meat liha cl=kirja
rice riisi cl=risti
soup keitto cl=talo w=keito
cheese juusto cl=talo
salt suola cl=kirja
apple omena cl=omena
egg muna cl=koira
cake kakku cl=talo w=kaku
lemon sitruuna cl=omena
tomato tomaatti cl=risti w=tomaati
water vesi cl=vesi w=vede
milk maito cl=talo w=maido
coffee kahvi cl=risti
tea tee cl=puu
wine viini cl=risti
juice mehu cl=talo
house talo cl=talo
school koulu cl=talo
shop kauppa cl=kirja w=kaupa
hospital sairaala cl=omena
hotel hotelli cl=lääkäri
church kirkko cl=talo w=kirko
station asema cl=koira loc=out
museum museo cl=museo
office toimisto cl=talo
library kirjasto cl=talo
room huone cl=huone
kitchen keittiö cl=museo
building_n rakennus cl=vastaus
bridge silta cl=kirja w=silla loc=out
city kaupunki cl=risti w=kaupungi
village kylä cl=koira
street katu cl=talo w=kadu loc=out
market tori cl=risti loc=out
garden puutarha cl=kirja
park puisto cl=talo
forest metsä cl=koira
island saari cl=kieli loc=out
beach ranta cl=kirja w=ranna loc=out
car auto cl=talo
train juna cl=koira
ship laiva cl=kirja
bus bussi cl=risti
plane lentokone cl=huone
bicycle polkupyörä cl=koira
vehicle_n ajoneuvo cl=talo
phone puhelin cl=puhelin
key avain cl=puhelin
bag laukku cl=talo w=lauku
box laatikko cl=talo w=laatiko
knife veitsi cl=ovi par=veistä
clock kello cl=talo
bottle pullo cl=talo
cup kuppi cl=risti w=kupi
ball pallo cl=talo
lamp lamppu cl=talo w=lampu
computer tietokone cl=huone
camera kamera cl=omena
ring sormus cl=vastaus
gift lahja cl=kirja
ticket lippu cl=talo w=lipu
shirt paita cl=kirja w=paida
coat takki cl=risti w=taki
hat hattu cl=talo w=hatu
shoe kenkä cl=koira w=kengä
dress asu cl=talo
table pöytä cl=koira w=pöydä
door ovi cl=ovi
bed sänky cl=talo w=sängy
window ikkuna cl=omena
chair tuoli cl=risti
book kirja cl=kirja
letter kirje cl=huone
story tarina cl=omena
song laulu cl=talo
newspaper sanomalehti cl=ovi w=sanomalehde say=lehti
poem runo cl=talo
report raportti cl=risti w=raporti
word sana cl=kirja
map kartta cl=kirja w=karta
tree puu cl=puu
river joki cl=ovi w=joe
flower kukka cl=koira w=kuka
stone kivi cl=ovi
mountain vuori cl=kieli loc=out
star tähti cl=ovi w=tähde
lake järvi cl=ovi
leaf lehti cl=ovi w=lehde
war sota cl=koira w=soda
game peli cl=risti
film elokuva cl=koira
meeting kokous cl=vastaus
visit_n vierailu cl=talo
party juhla cl=koira
dance_n tanssi cl=risti
lesson oppitunti cl=risti w=oppitunni
walk_n kävely cl=talo
problem ongelma cl=koira
question kysymys cl=vastaus
work_n työ cl=työ
idea ajatus cl=vastaus
answer vastaus cl=vastaus
law laki cl=risti w=lai
plan suunnitelma cl=koira
dream unelma cl=koira
hope_n toivo cl=talo
language kieli cl=kieli
company yritys cl=vastaus
team joukkue cl=huone
bank pankki cl=risti w=panki
government hallitus cl=vastaus
army armeija cl=omena
"""

# ``s`` is the strong present stem, ``w`` the weak one, ``p`` and ``pw`` the past, ``pp`` the participle.
# ``obj``: ``par`` always takes a partitive, ``proc`` does in the present, ``mass`` does with mass nouns.
# ``dir``: where something happens is said as where it gets to, or where it comes from.
VERBS = """
sleep nukkua w=nuku
work työskennellä s=työskentele pp=työskennellyt
live asua
live@animal elää p=eli pp=elänyt
arrive saapua w=saavu dir=to
run juosta s=juokse pp=juossut
return palata s=palaa p=palasi pp=palannut dir=to
play leikkiä w=leiki
laugh nauraa p=nauroi
fall pudota s=putoa p=putosi pp=pudonnut dir=to
fall@person kaatua w=kaadu dir=to
fall@tree kaatua w=kaadu dir=to
swim uida s=ui p=ui pp=uinut
cry itkeä
dance tanssia
stop pysähtyä w=pysähdy dir=to
fly lentää w=lennä p=lensi
grow kasvaa p=kasvoi
smile hymyillä s=hymyile pp=hymyillyt
walk kävellä s=kävele pp=kävellyt
answer_v vastata s=vastaa p=vastasi pp=vastannut
dream_v unelmoida s=unelmoi p=unelmoi pp=unelmoinut
see nähdä s=näke w=näe p=näki pw=näi pp=nähnyt
read lukea w=lue obj=proc
find löytää w=löydä p=löysi dir=from
buy ostaa p=osti dir=from
love rakastaa p=rakasti obj=par
eat syödä s=syö p=söi pp=syönyt obj=proc
write kirjoittaa w=kirjoita p=kirjoitti pw=kirjoiti obj=proc
open avata s=avaa p=avasi pp=avannut
want haluta s=halua p=halusi pp=halunnut obj=mass
drink juoda s=juo p=joi pp=juonut obj=proc
help auttaa w=auta p=auttoi pw=autoi obj=par
visit vierailla s=vieraile pp=vieraillut
hear kuulla s=kuule pp=kuullut
build rakentaa w=rakenna p=rakensi obj=proc dir=to
lose kadottaa w=kadota p=kadotti pw=kadoti dir=to
lose@game hävitä s=häviä p=hävisi pp=hävinnyt
lose@war hävitä s=häviä p=hävisi pp=hävinnyt
close sulkea w=sulje
carry kantaa w=kanna p=kantoi pw=kannoi obj=par
choose valita s=valitse pp=valinnut
drive ajaa p=ajoi obj=par
wash pestä s=pese pp=pessyt obj=proc
cook keittää w=keitä p=keitti pw=keiti obj=proc
cook@meat paistaa p=paistoi obj=proc
cook@fish paistaa p=paistoi obj=proc
forget unohtaa w=unohda p=unohti pw=unohdi dir=to
watch katsoa obj=par
hide piilottaa w=piilota p=piilotti pw=piiloti dir=to
break rikkoa w=riko
wear käyttää w=käytä p=käytti pw=käyti obj=par
follow seurata s=seuraa p=seurasi pp=seurannut obj=par
sing laulaa p=lauloi obj=proc
sing@poem lausua obj=proc
draw piirtää w=piirrä p=piirsi obj=proc
cut leikata s=leikkaa p=leikkasi pp=leikannut obj=proc
cut@tree kaataa w=kaada p=kaatoi pw=kaadoi obj=proc
use käyttää w=käytä p=käytti pw=käyti obj=par
plan_v suunnitella s=suunnittele pp=suunnitellut obj=par
park_v pysäköidä s=pysäköi p=pysäköi pp=pysäköinyt dir=to
give antaa w=anna p=antoi pw=annoi
show näyttää w=näytä p=näytti pw=näyti
send lähettää w=lähetä p=lähetti pw=läheti
bring tuoda s=tuo p=toi pp=tuonut dir=to
sell myydä s=myy p=myi pp=myynyt
tell kertoa w=kerro
tell@idea kertoa w=kerro gov=Ela
offer tarjota s=tarjoa p=tarjosi pp=tarjonnut obj=mass
say sanoa
think ajatella s=ajattele pp=ajatellut
know tietää w=tiedä p=tiesi pp=tiennyt
believe uskoa
hope toivoa
"""

ADJECTIVES = """
good hyvä cl=koira
big suuri cl=kieli
new uusi cl=vesi w=uude
old vanha cl=kirja
small pieni cl=kieli
beautiful kaunis cl=vieras
young nuori cl=kieli
long pitkä cl=koira
red punainen cl=hevonen
white valkoinen cl=hevonen
black musta cl=koira
important tärkeä cl=vihreä
happy onnellinen cl=hevonen
bad huono cl=talo
strong vahva cl=kirja
cold kylmä cl=koira
rich rikas cl=vieras s=rikka par=rikasta
short lyhyt cl=kevyt
poor köyhä cl=koira
famous kuuluisa cl=koira
green vihreä cl=vihreä
difficult vaikea cl=vihreä
expensive kallis cl=vieras
clean puhdas cl=vieras s=puhta par=puhdasta
heavy raskas cl=vieras
interesting kiinnostava cl=koira
sad surullinen cl=hevonen
blue sininen cl=hevonen
empty tyhjä cl=koira
tired väsynyt cl=väsynyt
warm lämmin cl=koira s=lämpim par=lämmintä
cheap halpa cl=kirja w=halva
weak heikko cl=talo w=heiko
dirty likainen cl=hevonen
full täysi cl=vesi w=täyde
easy helppo cl=talo w=helpo
fresh tuore cl=huone
dangerous vaarallinen cl=hevonen
quiet hiljainen cl=hevonen
sick sairas cl=vieras
fast nopea cl=vihreä
slow hidas cl=vieras s=hita par=hidasta
kind ystävällinen cl=hevonen
light kevyt cl=kevyt
"""

OTHERS = """
well hyvin
slowly hitaasti
quickly nopeasti
together yhdessä
quietly hiljaa
carefully varovasti
badly huonosti
today tänään
now nyt
often usein
always aina
yesterday eilen
again taas
sometimes joskus
then sitten
suddenly yhtäkkiä
here täällä to=tänne from=täältä
there siellä to=sinne from=sieltä
there@dialogue tuolla to=tuonne from=tuolta
very hyvin
too liian
yes joo
no ei
oh oi
three kolme cl=talo
four neljä cl=koira
five viisi cl=vesi w=viide
six kuusi cl=vesi w=kuude
seven seitsemän cl=koira s=seitsem
ten kymmenen cl=kieli s=kymmen
hundred sata cl=kirja w=sada
he hän Gen=hänen
she hän Gen=hänen
i minä Gen=minun
they he Gen=heidän lemma=hän
we me Gen=meidän lemma=minä
you sinä Gen=sinun
who kuka
"""

NAMES = """
Maria Maria cl=koira
Anna Anna cl=koira
Sara Sara cl=koira
Laura Laura cl=koira
Eva Eva cl=koira
Julia Julia cl=koira
Nina Nina cl=koira
Elena Elena cl=koira
Olga Olga cl=koira
Fatima Fatima cl=koira
Emma Emma cl=koira
Lena Lena cl=koira
Ali Ali cl=risti
Kenji Kenji cl=risti
Garcia Garcia cl=koira
Martin_s Martin cl=nimi
Rossi Rossi cl=risti
Tanaka Tanaka cl=koira
Silva Silva cl=koira
Kaya Kaya cl=koira
Paris Pariisi cl=risti
London Lontoo cl=Lontoo
Berlin Berliini cl=risti
Moscow Moskova cl=koira
Rome Rooma cl=koira
Cairo Kairo cl=talo
Tokyo Tokio cl=talo
Istanbul Istanbul cl=nimi
Delhi Delhi cl=risti
Madrid Madrid cl=nimi
Vienna Wien cl=nimi
Lisbon Lissabon cl=nimi
Prague Praha cl=koira
Boston Boston cl=nimi
France Ranska cl=koira
India Intia cl=koira
Japan Japani cl=risti
Egypt Egypti cl=risti
Turkey Turkki cl=risti w=Turki
Canada Kanada cl=koira
Google Google cl=talo
UNESCO Unesco cl=talo
BMW BMW cl=BMW say=vee
NASA Nasa cl=koira
FIFA Fifa cl=koira
IBM IBM cl=IBM say=äm
"""

LEXICON = (
    parse_lexicon("\n".join(f"{name} {name} cl=nimi" for name in c.ENTITY_TYPE))
    | parse_lexicon(NAMES)
    | parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS)
)
