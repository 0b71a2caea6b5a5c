"""French: the lexicon. Belongs to `xling_utils.fragment.languages.fr`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

# g=gender, pl=irregular plural, in= on= to= prepositions where they are not "dans", "sur", "à"
NOUNS = """
man homme g=Masc
woman femme g=Fem
child enfant g=Masc
teacher professeur g=Masc fem=professeure
friend ami g=Masc fem=amie
doctor médecin g=Masc
student étudiant g=Masc fem=étudiante
mother mère g=Fem
father père g=Masc
neighbour voisin g=Masc fem=voisine
writer écrivain g=Masc fem=écrivaine
worker ouvrier g=Masc fem=ouvrière
brother frère g=Masc
sister sœur g=Fem
driver chauffeur g=Masc fem=chauffeuse
soldier soldat g=Masc fem=soldate
singer chanteur g=Masc fem=chanteuse
king roi g=Masc
farmer agriculteur g=Masc fem=agricultrice
chef cuisinier g=Masc
guest invité g=Masc
person_n personne g=Fem
animal_n animal g=Masc pl=animaux
building_n bâtiment g=Masc
vehicle_n véhicule g=Masc
dog chien g=Masc
horse cheval g=Masc pl=chevaux
cat chat g=Masc
bird oiseau g=Masc
fish poisson g=Masc
cow vache g=Fem
sheep mouton g=Masc
wolf loup g=Masc
bear ours g=Masc
lion lion g=Masc
mouse souris g=Fem
bread pain g=Masc
meat viande g=Fem
rice riz g=Masc
soup soupe g=Fem
cheese fromage g=Masc
salt sel g=Masc
apple pomme g=Fem
egg œuf g=Masc
cake gâteau g=Masc
lemon citron g=Masc
tomato tomate g=Fem
water eau g=Fem
milk lait g=Masc
coffee café g=Masc
tea thé g=Masc
wine vin g=Masc
juice jus g=Masc
house maison g=Fem
school école g=Fem in=à
shop magasin g=Masc
hospital hôpital g=Masc pl=hôpitaux in=à
hotel hôtel g=Masc in=à
church église g=Fem
museum musée g=Masc in=à
office bureau g=Masc in=à
library bibliothèque g=Fem in=à
bridge pont g=Masc in=sur
kitchen cuisine g=Fem to=dans
station gare g=Fem in=à
room chambre g=Fem to=dans
city ville g=Fem
village village g=Masc
street rue g=Fem on=dans to=dans
market marché g=Masc in=à
garden jardin g=Masc to=dans
park parc g=Masc
forest forêt g=Fem to=dans
island île g=Fem in=sur to=sur
beach plage g=Fem in=sur
car voiture g=Fem
train train g=Masc
ship navire g=Masc
bus bus g=Masc
plane avion g=Masc
bicycle vélo g=Masc
phone téléphone g=Masc
key clé g=Fem
bag sac g=Masc
box boîte g=Fem
knife couteau g=Masc
clock montre g=Fem
bottle bouteille g=Fem
cup tasse g=Fem
ball balle g=Fem
lamp lampe g=Fem
computer ordinateur g=Masc
camera caméra g=Fem
ring bague g=Fem
gift cadeau g=Masc
ticket billet g=Masc
shirt chemise g=Fem
coat manteau g=Masc
hat chapeau g=Masc
shoe chaussure g=Fem
dress robe g=Fem
table table g=Fem
door porte g=Fem
bed lit g=Masc
window fenêtre g=Fem
chair chaise g=Fem
book livre g=Masc
letter lettre g=Fem
story histoire g=Fem
song chanson g=Fem
newspaper journal g=Masc pl=journaux
poem poème g=Masc
report rapport g=Masc
word mot g=Masc
map carte g=Fem
tree arbre g=Masc
river rivière g=Fem
flower fleur g=Fem
stone pierre g=Fem
mountain montagne g=Fem
star étoile g=Fem
lake lac g=Masc
leaf feuille g=Fem
war guerre g=Fem
game match g=Masc
film film g=Masc
meeting réunion g=Fem
visit_n visite g=Fem
party fête g=Fem
dance_n danse g=Fem
lesson leçon g=Fem
walk_n marche g=Fem
problem problème g=Masc
question question g=Fem
work_n travail g=Masc pl=travaux
idea idée g=Fem
answer réponse g=Fem
law loi g=Fem
plan plan g=Masc
dream rêve g=Masc
hope_n espoir g=Masc
language langue g=Fem
company entreprise g=Fem
team équipe g=Fem
bank banque g=Fem
government gouvernement g=Masc
army armée g=Fem
"""

# p=present of 1s 2s 3s 1p 3p (regular -er verbs need none), pp=participle, ps=simple past of 3s, aux=être,
# state=imperfect for the past
VERBS = """
sleep dormir p=dors/dors/dort/dormons/dorment pp=dormi
work travailler
live vivre p=vis/vis/vit/vivons/vivent pp=vécu state=1
arrive arriver aux=être
run courir p=cours/cours/court/courons/courent pp=couru
return rentrer aux=être
play jouer
laugh rire p=ris/ris/rit/rions/rient pp=ri
fall tomber aux=être
swim nager p=nage/nages/nage/nageons/nagent pp=nagé
cry pleurer
dance danser
stop arrêter refl=1 aux=être
fly voler
grow grandir p=grandis/grandis/grandit/grandissons/grandissent pp=grandi
smile sourire p=souris/souris/sourit/sourions/sourient pp=souri
walk marcher
answer_v répondre p=réponds/réponds/répond/répondons/répondent pp=répondu ps=répondit
dream_v rêver
see voir p=vois/vois/voit/voyons/voient pp=vu ps=vit
read lire p=lis/lis/lit/lisons/lisent pp=lu
find trouver
buy acheter p=achète/achètes/achète/achetons/achètent pp=acheté
love aimer state=1
eat manger p=mange/manges/mange/mangeons/mangent pp=mangé
write écrire p=écris/écris/écrit/écrivons/écrivent pp=écrit ps=écrivit
open ouvrir p=ouvre/ouvres/ouvre/ouvrons/ouvrent pp=ouvert ps=ouvrit
want vouloir p=veux/veux/veut/voulons/veulent pp=voulu state=1
drink boire p=bois/bois/boit/buvons/boivent pp=bu
help aider
visit visiter
hear entendre p=entends/entends/entend/entendons/entendent pp=entendu ps=entendit
build construire p=construis/construis/construit/construisons/construisent pp=construit ps=construisit
lose perdre p=perds/perds/perd/perdons/perdent pp=perdu ps=perdit
close fermer
carry porter
choose choisir p=choisis/choisis/choisit/choisissons/choisissent pp=choisi
drive conduire p=conduis/conduis/conduit/conduisons/conduisent pp=conduit ps=conduisit
wash laver
cook cuisiner
forget oublier
watch regarder
hide cacher
break casser
wear porter state=1
follow suivre p=suis/suis/suit/suivons/suivent pp=suivi
sing chanter
draw dessiner
cut couper
use utiliser
plan_v préparer
park_v garer
give donner
show montrer
send envoyer p=envoie/envoies/envoie/envoyons/envoient pp=envoyé
bring apporter
sell vendre p=vends/vends/vend/vendons/vendent pp=vendu ps=vendit
tell raconter
offer offrir p=offre/offres/offre/offrons/offrent pp=offert ps=offrit
say dire p=dis/dis/dit/disons/disent pp=dit ps=dit
think penser state=1
know savoir p=sais/sais/sait/savons/savent pp=su state=1
believe croire p=crois/crois/croit/croyons/croient pp=cru state=1
hope espérer p=espère/espères/espère/espérons/espèrent pp=espéré state=1
"""

# pos=pre stands before the noun; rank=who goes first of two that can;
# f=feminine, pl=masculine plural, v=masculine before a vowel
ADJECTIVES = """
good bon pos=pre rank=1 f=bonne
big grand pos=pre rank=5
new nouveau pos=pre rank=4 f=nouvelle pl=nouveaux v=nouvel
old vieux pos=pre rank=6 f=vieille pl=vieux v=vieil
small petit pos=pre rank=5
beautiful beau pos=pre rank=0 f=belle pl=beaux v=bel
young jeune pos=pre rank=6
long long pos=pre rank=5 f=longue
red rouge
white blanc f=blanche
black noir
important important rank=3
happy heureux rank=9 f=heureuse
bad mauvais pos=pre rank=1
strong fort rank=9
cold froid
rich riche rank=7
short court rank=8
poor pauvre
famous célèbre rank=2
green vert
difficult difficile rank=8
expensive cher f=chère
clean propre
heavy lourd rank=8
interesting intéressant rank=7
sad triste rank=8
blue bleu
empty vide
tired fatigué
warm chaud rank=9
cheap économique
weak faible rank=9
dirty sale
full plein
easy facile
fresh frais f=fraîche
dangerous dangereux rank=7 f=dangereuse
quiet calme rank=9
sick malade
fast rapide rank=9
slow lent rank=9
kind gentil rank=7 f=gentille
light léger rank=8 f=légère
"""

OTHERS = """
well bien inner=1
slowly lentement inner=1
quickly vite inner=1
together ensemble
quietly tranquillement inner=1
carefully prudemment inner=1
badly mal inner=1
today aujourd'hui
now maintenant
often souvent inner=1
always toujours inner=1
yesterday hier
again nouveau with=de inner=1
sometimes parfois inner=1 denied=early
then ensuite
suddenly soudain
yes oui
no non
oh oh
here ici
there là-bas
very très
too trop
three trois
four quatre
five cinq
ten dix
seven sept
six six
hundred cent
he il Acc=lui poss=3s
she elle Acc=elle poss=3s
i je Acc=moi poss=1s
they ils Acc=eux poss=3p
we nous poss=1p
you tu Acc=toi poss=2s
who qui
"""

FRENCH_NAMES = {
    "London": "Londres",
    "Moscow": "Moscou",
    "Cairo": "Caire",
    "Vienna": "Vienne",
    "Lisbon": "Lisbonne",
    "India": "Inde",
    "Japan": "Japon",
    "Egypt": "Égypte",
    "Turkey": "Turquie",
}
OTHER_GENDER = dict.fromkeys(("Canada", "Japan", "Cairo"), "Masc") | dict.fromkeys(
    ("NASA", "FIFA", "UNESCO"), "Fem"
)
GENDER = dict.fromkeys(c.ENTITY_TYPE, "Masc") | dict.fromkeys(c.PLACES, "Fem") | OTHER_GENDER
NAMES = "\n".join(
    f"{name} {FRENCH_NAMES.get(name, name.removesuffix('_s'))} g={GENDER[name]}" for name in c.ENTITY_TYPE
)

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
