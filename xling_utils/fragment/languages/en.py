"""English: SVO, articles, no case on nouns, do-support in negation and questions."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lineariser import Feats, Language, Lexeme, Marker, Node, parse_lexicon
from xling_utils.fragment.meaning import Adjunct, Clause, NounPhrase

NOUNS = """
man man pl=men
woman woman pl=women
child child pl=children
teacher teacher
friend friend
doctor doctor
student student
mother mother
father father
neighbour neighbour
writer writer
worker worker
brother brother
sister sister
driver driver
soldier soldier
singer singer
king king
farmer farmer
chef cook
guest guest
dog dog
horse horse
cat cat
bird bird
fish fish pl=fish
cow cow
sheep sheep pl=sheep
wolf wolf pl=wolves
bear bear
lion lion
mouse mouse pl=mice
bread bread
meat meat
rice rice
soup soup
cheese cheese
salt salt
apple apple
egg egg
cake cake
lemon lemon
tomato tomato pl=tomatoes
water water
milk milk
coffee coffee
tea tea
wine wine
juice juice
house house
school school
shop shop
hospital hospital
hotel hotel
church church
museum museum
office office
library library
bridge bridge
kitchen kitchen
station station
room room
city city
village village
street street
market market
garden garden
park park
forest forest
island island
beach beach
car car
train train
ship ship
bus bus
plane plane
bicycle bicycle
phone phone
key key
bag bag
box box
knife knife pl=knives
clock clock
bottle bottle
cup cup
ball ball
lamp lamp
computer computer
camera camera
ring ring
gift gift
ticket ticket
shirt shirt
coat coat
hat hat
shoe shoe
dress dress
table table
door door
bed bed
window window
chair chair
book book
letter letter
story story
song song
newspaper newspaper
poem poem
report report
word word
map map
tree tree
river river
flower flower
stone stone
mountain mountain
star star
lake lake
leaf leaf pl=leaves
war war
game game
film film
meeting meeting
visit_n visit
dance_n dance
walk_n walk
party party
lesson lesson
problem problem
question question
work_n work
hope_n hope
idea idea
answer answer
law law
plan plan
dream dream
language language
company company
team team
bank bank
government government
army army
"""

VERBS = """
sleep sleep past=slept
work work
live live
arrive arrive
run run past=ran
return return
play play
laugh laugh
fall fall past=fell
swim swim past=swam
cry cry
dance dance
stop stop past=stopped
fly fly past=flew
grow grow past=grew
smile smile
walk walk
answer_v answer
dream_v dream
see see past=saw
read read past=read
find find past=found
buy buy past=bought
love love
eat eat past=ate
write write past=wrote
open open
want want
drink drink past=drank
help help
visit visit
hear hear past=heard
build build past=built
lose lose past=lost
close close
carry carry
choose choose past=chose
drive drive past=drove
wash wash
cook cook
forget forget past=forgot
watch watch
hide hide past=hid
break break past=broke
wear wear past=wore
follow follow
sing sing past=sang
draw draw past=drew
cut cut past=cut
use use
plan_v plan past=planned
park_v park
give give past=gave
show show
send send past=sent
bring bring past=brought
sell sell past=sold
tell tell past=told
offer offer
say say past=said
think think past=thought
know know past=knew
believe believe
hope hope
"""

ADJECTIVES = """
good good
big big
new new
old old
small small
beautiful beautiful
young young
long long
red red
white white
black black
important important
happy happy
bad bad
strong strong
cold cold
rich rich
short short
poor poor
famous famous
green green
difficult difficult
expensive expensive
clean clean
heavy heavy
interesting interesting
sad sad
blue blue
empty empty
tired tired
warm warm
cheap cheap
weak weak
dirty dirty
full full
easy easy
fresh fresh
dangerous dangerous
quiet quiet
sick sick
fast fast
slow slow
kind kind
light light
"""

OTHERS = """
well well
slowly slowly
quickly fast
together together
quietly quietly
carefully carefully
badly badly
today today
now now
often often
always always
yesterday yesterday
again again
sometimes sometimes
here here
there there
very very
too too
three three
four four
five five
ten ten
seven seven
six six
hundred hundred
he he Acc=him poss=his
she she Acc=her poss=her
i I Acc=me poss=my
they they Acc=them poss=their
we we Acc=us poss=our
you you poss=your
who who
"""

NAMES = "\n".join(f"{name} {name.removesuffix('_s')}" for name in c.ENTITY_TYPE)

PRONOMINAL_BE = {("1", "Sing"): ("am", "was"), ("3", "Sing"): ("is", "was")}
OFTEN = frozenset(("often", "always", "sometimes"))


class English(Language):
    """See the module."""

    code, name, family, script = "en", "English", "Germanic", "Latin"
    simplifications = (
        "Only the simple present and the simple past.",
        "Adverbs of frequency stand before the verb, all other adverbs at the end.",
    )
    lexicon = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
    function_words = {"and": "and", "but": "but", "because": "because", "when": "when", "that": "that"}
    markers = {
        "subject": Marker("Nom", deprel="nsubj", slot="subj"),
        "object": Marker("Acc", deprel="obj", slot="obj"),
        "recipient": Marker("Acc", before=("to",), slot="iobj"),
        "year": Marker(before=("in",)),
        **{relation: Marker("Acc", before=(relation,)) for relation in c.RELATIONS},
    }
    clause_orders = {
        "main": "subj aux neg freq HEAD obj iobj manner place time comp advcl conj",
        "question": "aux subj neg freq HEAD obj iobj manner place time comp advcl conj",
    }
    noun_order = "case det poss count adj HEAD flat rel other"

    def verb_group(self, clause: Clause, kind: str) -> tuple[Node, list[Node]]:
        lexeme, agreement = self.lexicon[clause.predicate], self.agreement(clause.subject)
        support = clause.negated or clause.question == "polar"
        form = lexeme.lemma if support else self.finite(lexeme, clause.tense, agreement)
        feats = {"VerbForm": "Inf"} if support else {"Tense": clause.tense, "VerbForm": "Fin"}
        head = Node(form, "VERB", lemma=lexeme.lemma, feats=feats, concept=clause.predicate)
        if not support:
            return head, []
        do = "did" if clause.tense == "Past" else "does" if is_third_singular(agreement) else "do"
        auxiliary = Node(do, "AUX", "aux", "aux", "do", {"Tense": clause.tense, "VerbForm": "Fin"})
        return head, [auxiliary, *self.negation(clause)]

    def negation(self, clause: Clause) -> list[Node]:
        """The particle "not"."""
        return [Node("not", "PART", "advmod", "neg", feats={"Polarity": "Neg"})] if clause.negated else []

    def copula(self, clause: Clause, kind: str) -> list[Node]:
        agreement = self.agreement(clause.subject)
        present, past = PRONOMINAL_BE.get((agreement["Person"], agreement["Number"]), ("are", "were"))
        form = past if clause.tense == "Past" else present
        be = Node(form, "AUX", "cop", "aux", "be", {"Tense": clause.tense, "VerbForm": "Fin"})
        return [be, *self.negation(clause)]

    def clause_order(self, clause: Clause, kind: str) -> str:
        return self.clause_orders["question" if clause.question == "polar" else "main"]

    def adjunct(self, adjunct: Adjunct) -> Node:
        if adjunct.relation == "in" and adjunct.phrase.head in ("beach", "island"):
            adjunct = Adjunct("on", adjunct.phrase)
        return super().adjunct(adjunct)

    def finite(self, lexeme: Lexeme, tense: str, agreement: Feats) -> str:
        """Present or past form of a verb."""
        if tense == "Past":
            return lexeme.get("past") or regular_past(lexeme.lemma)
        return add_s(lexeme.lemma) if is_third_singular(agreement) else lexeme.lemma

    def adverb(self, concept: str | None, slot: str) -> Node | None:
        return super().adverb(concept, "freq" if concept in OFTEN else slot)

    def noun_form(self, lexeme: Lexeme, feats: Feats) -> str:
        if feats["Number"] == "Sing":
            return lexeme.lemma
        return lexeme.get("pl") or add_s(lexeme.lemma)

    def case_of(self, marker: Marker) -> dict[str, str]:
        return {}

    def determiners(self, phrase: NounPhrase, marker: Marker) -> list[Node]:
        if phrase.owner is not None or phrase.count is not None:
            return []
        plural = phrase.number == "Plur"
        form = {
            "def": "the",
            "indef": "" if plural else "a",
            "this": "these" if plural else "this",
            "that": "those" if plural else "that",
            "every": "every",
            "many": "many",
        }[phrase.determiner]
        upos, deprel = ("ADJ", "amod") if form == "many" else ("DET", "det")
        return (
            [Node(form, upos, deprel, "det", lemma={"these": "this", "those": "that"}.get(form, form))]
            if form
            else []
        )

    def possessor(self, phrase: NounPhrase, marker: Marker) -> Node:
        assert phrase.owner is not None
        if phrase.owner.kind == "pronoun":
            node = self.possessive(phrase, phrase.owner.head, marker)
            node.deprel = "nmod:poss"
            return node
        plural = phrase.owner.number == "Plur" and not self.noun_form(
            self.lexicon[phrase.owner.head], {"Number": "Plur"}
        ).endswith(("men", "ren", "ice"))
        node = self.noun_phrase(phrase.owner, Marker(deprel="nmod:poss", slot="poss"))
        node.order += " genitive"
        last = node.children[-1] if phrase.owner.surname else node
        last.space_after = False
        return node.add(Node("'" if plural else "'s", "PART", "case", "genitive", "'s"))

    def relative_word(self, phrase: NounPhrase) -> Node:
        human = phrase.semantic_class == "person"
        return Node("who" if human else "that", "PRON", feats={"PronType": "Rel"})

    def sandhi(self, line: list[tuple[Node, Node | None]]) -> list[tuple[Node, Node | None]]:
        for (node, _), (following, _) in zip(line, line[1:], strict=False):
            if (
                node.form == "a"
                and following.form[0].lower() in "aeiou"
                and not following.form.startswith("use")
            ):
                node.form = "an"
        return line


def is_third_singular(agreement: Feats) -> bool:
    """Whether the present tense takes -s."""
    return agreement["Person"] == "3" and agreement["Number"] == "Sing"


def add_s(word: str) -> str:
    """Plural of a noun, third person of a verb."""
    if word.endswith(("s", "x", "ch", "sh")) or word in ("go", "tomato"):
        return word + "es"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ies"
    return word + "s"


def regular_past(word: str) -> str:
    """Past of a regular verb."""
    if word.endswith("e"):
        return word + "d"
    if word.endswith("y") and word[-2] not in "aeiou":
        return word[:-1] + "ied"
    return word + "ed"


LANGUAGE = English()
