"""English: the lexicon. Belongs to `xling_utils.fragment.languages.en`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import parse_lexicon

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
person_n person pl=people
animal_n animal
building_n building
vehicle_n vehicle
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
clock watch pl=watches
bottle bottle
cup cup
ball ball
lamp lamp
computer computer
camera camera
ring ring
gift present
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
then then
suddenly suddenly
yes yes
no no
oh oh
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

LEXICON = parse_lexicon(NOUNS + VERBS + ADJECTIVES + OTHERS + NAMES)
