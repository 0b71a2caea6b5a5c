"""French: SVO, articles, gender, compound past, two-part negation, elision and contraction."""

from __future__ import annotations

from dataclasses import replace

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase
from xling_utils.fragment.sentence import Word

# g=gender, pl=irregular plural, in=preposition for "in" where it is not "dans"
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
kitchen cuisine g=Fem
station gare g=Fem in=à
room chambre g=Fem
city ville g=Fem
village village g=Masc
street rue g=Fem on=dans
market marché g=Masc in=à
garden jardin g=Masc
park parc g=Masc
forest forêt g=Fem
island île g=Fem in=sur
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
song chant g=Masc
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
game jeu g=Masc pl=jeux
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

# p=present of 1s 2s 3s 1p 3p (regular -er verbs need none), pp=participle, aux=être, gov=relation of the object
VERBS = """
sleep dormir p=dors/dors/dort/dormons/dorment pp=dormi
work travailler
live vivre p=vis/vis/vit/vivons/vivent pp=vécu
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
answer_v répondre p=réponds/réponds/répond/répondons/répondent pp=répondu
dream_v rêver
see voir p=vois/vois/voit/voyons/voient pp=vu
read lire p=lis/lis/lit/lisons/lisent pp=lu
find trouver
buy acheter p=achète/achètes/achète/achetons/achètent pp=acheté
love aimer
eat manger p=mange/manges/mange/mangeons/mangent pp=mangé
write écrire p=écris/écris/écrit/écrivons/écrivent pp=écrit
open ouvrir p=ouvre/ouvres/ouvre/ouvrons/ouvrent pp=ouvert
want vouloir p=veux/veux/veut/voulons/veulent pp=voulu
drink boire p=bois/bois/boit/buvons/boivent pp=bu
help aider
visit visiter
hear entendre p=entends/entends/entend/entendons/entendent pp=entendu
build construire p=construis/construis/construit/construisons/construisent pp=construit
lose perdre p=perds/perds/perd/perdons/perdent pp=perdu
close fermer
carry porter
choose choisir p=choisis/choisis/choisit/choisissons/choisissent pp=choisi
drive conduire p=conduis/conduis/conduit/conduisons/conduisent pp=conduit
wash laver
cook cuisiner
forget oublier
watch regarder
hide cacher
break casser
wear mettre p=mets/mets/met/mettons/mettent pp=mis
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
sell vendre p=vends/vends/vend/vendons/vendent pp=vendu
tell raconter
offer offrir p=offre/offres/offre/offrons/offrent pp=offert
say dire p=dis/dis/dit/disons/disent pp=dit
think penser
know savoir p=sais/sais/sait/savons/savent pp=su
believe croire p=crois/crois/croit/croyons/croient pp=cru
hope espérer p=espère/espères/espère/espérons/espèrent pp=espéré
"""

# pos=pre stands before the noun; f=feminine, pl=masculine plural, v=masculine before a vowel
ADJECTIVES = """
good bon pos=pre f=bonne
big grand pos=pre
new nouveau pos=pre f=nouvelle pl=nouveaux v=nouvel
old vieux pos=pre f=vieille pl=vieux v=vieil
small petit pos=pre
beautiful beau pos=pre f=belle pl=beaux v=bel
young jeune pos=pre
long long pos=pre f=longue
red rouge
white blanc f=blanche
black noir
important important
happy heureux f=heureuse
bad mauvais pos=pre
strong fort
cold froid
rich riche
short court
poor pauvre
famous célèbre
green vert
difficult difficile
expensive cher f=chère
clean propre
heavy lourd
interesting intéressant
sad triste
blue bleu
empty vide
tired fatigué
warm chaud
cheap économique
weak faible
dirty sale
full plein
easy facile
fresh frais f=fraîche
dangerous dangereux f=dangereuse
quiet calme
sick malade
fast rapide
slow lent
kind gentil f=gentille
light léger f=légère
"""

OTHERS = """
well bien inner=1
slowly lentement
quickly vite inner=1
together ensemble
quietly doucement
carefully prudemment
badly mal inner=1
today aujourd'hui
now maintenant
often souvent inner=1
always toujours inner=1
yesterday hier
again encore inner=1
sometimes parfois inner=1
here ici
there là
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
PLACE_GENDER = {"Canada": "Masc", "Japan": "Masc", "Cairo": "Masc"}
WITH_ARTICLE = c.COUNTRIES | {"Cairo"}
NAMES = "\n".join(
    f"{name} {FRENCH_NAMES.get(name, name.removesuffix('_s'))} g={PLACE_GENDER.get(name, 'Fem' if name in c.PLACES else 'Masc')}"
    for name in c.ENTITY_TYPE
)

PERSONS = {("1", "Sing"): 0, ("2", "Sing"): 1, ("3", "Sing"): 2, ("1", "Plur"): 3, ("3", "Plur"): 4}
REGULAR = ("e", "es", "e", "ons", "ent")
AVOIR = "ai as a avons ont".split()
ETRE = "suis es est sommes sont".split()
ETAIT = "étais étais était étions étaient".split()
REFLEXIVE = "me te se nous se".split()
POSSESSIVES = {
    "1s": ("mon", "ma", "mes"),
    "2s": ("ton", "ta", "tes"),
    "3s": ("son", "sa", "ses"),
    "1p": ("notre", "notre", "nos"),
    "3p": ("leur", "leur", "leurs"),
}
ELIDED = {
    "le": "l'",
    "la": "l'",
    "ne": "n'",
    "que": "qu'",
    "de": "d'",
    "je": "j'",
    "me": "m'",
    "te": "t'",
    "se": "s'",
}
CONTRACTED = {("de", "le"): "du", ("de", "les"): "des", ("à", "le"): "au", ("à", "les"): "aux"}
VOWELS = "aeiouyhàâéèêëîïôöûüœ"


class French(Language):
    """See the module."""

    code, name, family, script = "fr", "French", "Romance", "Latin"
    simplifications = (
        "The past is the compound past; states in the past take the imperfect.",
        "Yes-no questions keep the order of statements, as in speech.",
        "A that-clause is always in the indicative.",
        "The place of adverbs is fixed: short adverbs stand after the finite verb, the others after the object.",
    )
    lexicon = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
    function_words = {
        "and": "et",
        "but": "mais",
        "because": "car",
        "when": "quand",
        "that": "que",
        "who_rel": "qui",
    }
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Acc", before=("à",), deprel="obl:arg", slot="iobj"),
        "possessor": Marker("Acc", before=("de",), deprel="nmod", slot="owner"),
        "year": Marker(before=("en",)),
        **{
            relation: Marker("Acc", before=tuple(words.split()))
            for relation, words in (
                ("in", "dans"),
                ("with", "avec"),
                ("near", "près de"),
                ("to", "à"),
                ("for", "pour"),
                ("from", "de"),
                ("on", "sur"),
                ("after", "après"),
                ("without", "sans"),
                ("under", "sous"),
                ("before", "avant"),
                ("behind", "derrière"),
                ("about", "sur"),
            )
        },
    }
    clause_orders = {
        "main": "subj ne se HEAD pas inner near obj iobj manner place time comp advcl conj",
        "compound": "subj ne se aux pas inner near HEAD obj iobj manner place time comp advcl conj",
    }
    noun_order = "case det count pre HEAD flat adj owner rel other"
    comma_before = frozenset({"but", "because"})
    adjective_feats = frozenset({"Gender", "Number"})

    # ---- clauses

    def clause_order(self, clause: Clause, kind: str) -> str:
        compound = clause.kind != "verb" or clause.tense == "Past"
        return self.clause_orders["compound" if compound else "main"]

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.lexicon[clause.predicate], self.agreement(clause.subject)
        head = Node("", "VERB", lemma=lexeme.lemma, concept=clause.predicate)
        if lexeme.get("refl"):
            head.add(
                Node(
                    REFLEXIVE[person(agreement)],
                    "PRON",
                    "expl:pv",
                    "se",
                    "se",
                    {"PronType": "Prs", "Reflex": "Yes"},
                )
            )
        if clause.tense == "Pres":
            head.form = present(lexeme, agreement)
            head.feats = {"Tense": "Pres", "VerbForm": "Fin"}
            return head, self.negation(clause)
        to_be = lexeme.get("aux") == "être"
        head.form = agree(participle(lexeme), agreement) if to_be else participle(lexeme)
        head.feats = {"Tense": "Past", "VerbForm": "Part"}
        form = (ETRE if to_be else AVOIR)[person(agreement)]
        lemma = "être" if to_be else "avoir"
        return head, [
            Node(form, "AUX", "aux:tense", "aux", lemma, {"Tense": "Pres", "VerbForm": "Fin"}),
            *self.negation(clause),
        ]

    def negation(self, clause: Clause) -> list[Node]:
        """The two adverbs "ne" and "pas"."""
        if not clause.negated:
            return []
        feats = {"Polarity": "Neg"}
        return [
            Node("ne", "ADV", "advmod", "ne", feats=feats),
            Node("pas", "ADV", "advmod", "pas", feats=dict(feats)),
        ]

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        forms = ETAIT if clause.tense == "Past" else ETRE
        form = forms[person(self.agreement(clause.subject))]
        feats = {"Tense": "Imp" if clause.tense == "Past" else "Pres", "VerbForm": "Fin"}
        return [Node(form, "AUX", "cop", "aux", "être", feats), *self.negation(clause)]

    def object_marker(self, clause: Clause, phrase: NounPhrase) -> Marker:
        marker = super().object_marker(clause, phrase)
        return replace(marker, negated=clause.negated)

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        short = concept is not None and self.lexicon[concept].get("inner")
        return super().adverb(concept, {"manner": "near"}.get(slot, "inner") if short else slot)

    def linked_clause(self, link: str, clause: Clause) -> Node:
        if link != "because":
            return super().linked_clause(link, clause)
        node = self.clause(clause, "main")  # "car" coordinates
        node.deprel, node.slot = "conj", "conj"
        return self.introduce(node, Node("car", "CCONJ", "cc", "mark", concept=link), link)

    # ---- noun phrases

    def adjunct(self, adjunct: Adjunct) -> Node:
        marker, head = self.markers[adjunct.relation], adjunct.phrase.head
        if adjunct.relation in ("in", "to"):
            marker = replace(marker, before=(self.locative(adjunct.relation, adjunct.phrase),))
        elif adjunct.relation == "on" and self.lexicon[head].get("on"):
            marker = replace(marker, before=(self.lexicon[head].get("on"),))
        return self.noun_phrase(adjunct.phrase, marker)

    def locative(self, relation: str, phrase: NounPhrase) -> str:
        """Preposition of place or goal: "à Paris", "en France", "au Japon", "dans la rue", "sur l'île"."""
        if phrase.kind == "name":
            feminine = phrase.head in c.COUNTRIES and self.lexicon[phrase.head].get("g") == "Fem"
            return "en" if feminine else "à"
        if relation == "to":
            return "à"
        idiom = self.lexicon[phrase.head].get("in") or "dans"
        known = phrase.determiner == "def" and phrase.number == "Sing" and phrase.owner is None
        return idiom if known or idiom == "sur" else "dans"

    def proper(self, phrase: NounPhrase, marker: Marker) -> Node:
        node = super().proper(phrase, marker)
        gender = self.lexicon[phrase.head].get("g")
        bare = marker.before in (("en",), ("de",)) and gender == "Fem"  # en France, de Turquie
        if phrase.head in WITH_ARTICLE and not (bare and marker.deprel != "nmod"):
            node.add(
                Node(
                    "la" if gender == "Fem" else "le",
                    "DET",
                    "det",
                    "det",
                    "le",
                    {"Definite": "Def", "PronType": "Art"},
                )
            )
        return node

    def mark(self, node: Node, marker: Marker) -> Node:
        super().mark(node, marker)
        for child in node.children:
            if child.form == "près" and child.deprel == "case":
                child.upos = "ADV"
        return node

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        return lexeme.lemma if feats["Number"] == "Sing" else lexeme.get("pl") or plural(lexeme.lemma)

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {}

    def pronoun_form(self, concept: str, case: str) -> str:
        return self.lexicon[concept].lemma if case in ("", "Nom") else super().pronoun_form(concept, "Acc")

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.count is not None or (phrase.owner is not None and phrase.owner.kind == "pronoun"):
            return []
        index = 2 if phrase.number == "Plur" else int(self.gender(phrase) == "Fem")
        form, lemma = {
            "def": (("le", "la", "les")[index], "le"),
            "indef": (("un", "une", "des")[index], "un"),
            "this": (("ce", "cette", "ces")[index], "ce"),
            "that": (("ce", "cette", "ces")[index], "ce"),
            "every": ("chaque", "chaque"),
            "many": ("plusieurs", "plusieurs"),
        }[phrase.determiner]
        if phrase.determiner == "indef":
            if form == "des" and (marker.before[-1:] == ("de",)):
                return []  # "près de forêts"
            if marker.negated or (
                form == "des" and any(self.lexicon[a].get("pos") for a in phrase.adjectives)
            ):
                form = "de"  # "pas de maison", "de belles maisons"
        return [Node(form, "DET", "det", "det", lemma)]

    def possessive(self, phrase: NounPhrase, owner: str, marker: Marker) -> Node:
        index = 2 if phrase.number == "Plur" else int(self.gender(phrase) == "Fem")
        form = POSSESSIVES[self.lexicon[owner].get("poss")][index]
        return Node(form, "DET", "det", "det", "son", {"Poss": "Yes", "PronType": "Prs"}, owner)

    def adjective_form(self, lexeme: Lexeme, agreement: Feats, *, predicative: bool = False) -> str:
        return agree(lexeme.lemma, agreement, lexeme)

    # ---- sound

    def sandhi(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        for (node, head), (following, _) in zip(line, line[1:], strict=False):
            if following.form[0].lower() not in VOWELS or following.upos == "PUNCT":
                continue
            if node.form in ELIDED:
                node.form, node.space_after = ELIDED[node.form], False
            elif node.form in ("ma", "ta", "sa"):
                node.form = node.form[0] + "on"
            elif node.form == "ce" and node.upos == "DET":
                node.form = "cet"
            elif (
                node.upos == "ADJ"
                and node.deprel == "amod"
                and head is not None
                and following.upos in ("NOUN", "ADJ")
            ):
                singular = node.feats == {"Gender": "Masc", "Number": "Sing"} and node.concept is not None
                if singular and node.slot == "pre":
                    node.form = self.lexicon[node.concept or ""].get("v") or node.form
        return line

    def tidy(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        kept = super().tidy(line)
        if kept[-1][0].form == "?":
            kept[-2][0].space_after = True  # French typography
        return kept

    def contract(self, words: tuple[Word, ...]) -> tuple[tuple[int, int, str], ...]:
        found = []
        for i, (first, second) in enumerate(zip(words, words[1:], strict=False), start=1):
            surface = CONTRACTED.get((first.form.lower(), second.form))
            if surface and first.upos == "ADP" and second.upos == "DET":
                found.append((i, i + 1, surface.capitalize() if first.form[0].isupper() else surface))
        return tuple(found)


def person(agreement: Feats) -> int:
    """Column of a paradigm."""
    return PERSONS[agreement["Person"], agreement["Number"]]


def present(lexeme: Lexeme, agreement: Feats) -> str:
    """Present indicative."""
    forms = lexeme.get("p")
    return forms.split("/")[person(agreement)] if forms else lexeme.lemma[:-2] + REGULAR[person(agreement)]


def participle(lexeme: Lexeme) -> str:
    """Past participle, masculine singular."""
    return lexeme.get("pp") or lexeme.lemma[:-1].removesuffix("e") + "é"


def plural(word: str) -> str:
    """Regular plural."""
    if word.endswith(("s", "x", "z")):
        return word
    return word + "x" if word.endswith(("eau", "eu")) and word not in ("bleu",) else word + "s"


def agree(form: str, agreement: Feats, lexeme: Lexeme | None = None) -> str:
    """Gender and number of an adjective or participle."""
    irregular = lexeme.get if lexeme else (lambda key, default="": default)
    if agreement["Gender"] == "Fem":
        form = irregular("f") or (form if form.endswith("e") else form + "e")
        return form + "s" if agreement["Number"] == "Plur" else form
    return (irregular("pl") or plural(form)) if agreement["Number"] == "Plur" else form


LANGUAGE = French()
