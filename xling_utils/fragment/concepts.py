"""The concepts that the fragment can talk about, and who does what to what.

A concept is a language-independent id such as ``teacher`` or ``read``. The tables below say to which semantic
class a noun belongs and which classes a verb, an adjective or a preposition accepts. Within a class, the
order of the table is the frequency order: rank r gets a Zipfian weight 1 / r ** 0.9.

Nothing here belongs to one language. The words live in `xling_utils.fragment.languages`.
"""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

NOUNS: dict[str, tuple[str, ...]] = {
    "person": tuple(
        "man woman child teacher friend doctor student mother father neighbour writer worker brother sister "
        "driver soldier singer king farmer chef guest person_n".split()
    ),
    "animal": tuple("dog horse cat bird fish cow sheep wolf bear lion mouse animal_n".split()),
    "food": tuple("bread meat rice soup cheese salt".split()),
    "item_of_food": tuple("apple egg cake lemon tomato".split()),
    "drink": tuple("water milk coffee tea wine juice".split()),
    "building": tuple(
        "house school shop hospital hotel church station museum office library room kitchen "
        "building_n".split()
    ),
    "crossing": ("bridge",),
    "area": tuple("city village street market garden park forest island beach".split()),
    "vehicle": tuple("car train ship bus plane bicycle vehicle_n".split()),
    "thing": tuple(
        "phone key bag box knife clock bottle cup ball lamp computer camera ring gift ticket".split()
    ),
    "clothing": tuple("shirt coat hat shoe dress".split()),
    "furniture": tuple("table door bed window chair".split()),
    "text": tuple("book letter story song newspaper poem report word map".split()),
    "nature": tuple("tree river flower stone mountain star lake leaf".split()),
    "event": tuple("war game film meeting visit_n party dance_n lesson walk_n".split()),
    "idea": tuple("problem question work_n idea answer law plan dream hope_n language".split()),
    "group": tuple("company team bank government army".split()),
}
"""Semantic class -> noun concepts, most frequent first."""

HYPERNYMS: dict[str, str] = {
    "person": "person_n",
    "animal": "animal_n",
    "building": "building_n",
    "vehicle": "vehicle_n",
}
"""Semantic class -> the noun that covers all of its nouns. Entailment needs it: a dog is an animal."""

MASS: frozenset[str] = frozenset((*NOUNS["food"], *NOUNS["drink"], "work_n"))
"""Nouns that are not counted: always singular, and definite or possessed."""

NATURAL_GENDER: dict[str, str] = {
    **dict.fromkeys(("man", "father", "brother", "king"), "Masc"),
    **dict.fromkeys(("woman", "mother", "sister"), "Fem"),
}
"""Person nouns whose gender is part of the meaning; a language is free for all others."""

ROLES: tuple[str, ...] = tuple(
    "teacher friend doctor student neighbour writer worker driver soldier singer farmer".split()
)
"""Person nouns that say what somebody is."""

GIVEN_NAMES: dict[str, str] = {
    **dict.fromkeys("Maria Anna Sara Laura Eva Julia Nina Elena Olga Fatima Emma Lena".split(), "Fem"),
    **dict.fromkeys("David Adam Omar Ivan Thomas Karim Daniel Martin Paul Ali Kenji Oscar".split(), "Masc"),
}
"""Given names and the gender of their bearers."""

SURNAMES: tuple[str, ...] = tuple(
    "Smith Garcia Martin_s Rossi Novak Tanaka Ivanov Weber Silva Haddad Kaya Singh".split()
)
"""Family names. ``Martin_s`` is the surname Martin; the given name of the same form is another concept."""

PLACES: tuple[str, ...] = tuple(
    "Paris London Berlin Moscow Rome Cairo Tokyo Istanbul Delhi Madrid Vienna Lisbon Prague Boston "
    "France India Japan Egypt Turkey Canada".split()
)
"""Cities, then countries."""

COUNTRIES: frozenset[str] = frozenset("France India Japan Egypt Turkey Canada".split())

NAMED_AFTER: dict[str, str] = {
    "Weber_o": "Weber",
    "Madrid_o": "Madrid",
    "Kaya_o": "Kaya",
    "Berlin_o": "Berlin",
    "Silva_o": "Silva",
    "Boston_o": "Boston",
}
"""Companies named like a family, and teams named like a city: only the context tells which is meant."""

ORGANISATIONS: tuple[str, ...] = tuple(
    "Google Weber_o UNESCO Madrid_o BMW Kaya_o NASA Samsung Berlin_o FIFA Silva_o Microsoft Boston_o "
    "Interpol IBM Reuters".split()
)
"""Organisations. Company brands keep the Latin script in every language of the fragment."""

ENTITY_TYPE: dict[str, str] = {
    **dict.fromkeys(GIVEN_NAMES, "PER"),
    **dict.fromkeys(SURNAMES, "PER"),
    **dict.fromkeys(PLACES, "LOC"),
    **dict.fromkeys(ORGANISATIONS, "ORG"),
}
"""Name concept -> PER, LOC or ORG."""

NAMES: dict[str, tuple[str, ...]] = {"person": tuple(GIVEN_NAMES), "area": PLACES, "group": ORGANISATIONS}
"""Semantic class -> names that can stand for a noun of that class."""


class Pronoun(NamedTuple):
    """A personal pronoun as features."""

    person: str
    number: str
    gender: str


PRONOUNS: dict[str, Pronoun] = {
    "he": Pronoun("3", "Sing", "Masc"),
    "she": Pronoun("3", "Sing", "Fem"),
    "i": Pronoun("1", "Sing", "Masc"),
    "they": Pronoun("3", "Plur", "Masc"),
    "we": Pronoun("1", "Plur", "Masc"),
    "you": Pronoun("2", "Sing", "Masc"),
}
WHO = "who"
"""The question word for a person, used as a subject only."""

PEOPLE = "person"
BEINGS = "person animal"
THINGS = "thing clothing furniture text item_of_food"
PLACE = "building area"


class Verb(NamedTuple):
    """Frame and selectional classes of a verb.

    Attributes:
        frame: ``intr``, ``trans``, ``ditrans`` or ``comp`` (takes a that-clause).
        subject: classes of the subject.
        object: classes of the object.
        to_place: whether the verb can take a goal ("run to the school").
    """

    frame: str
    subject: str
    object: str = ""
    to_place: bool = False


VERBS: dict[str, Verb] = {
    "sleep": Verb("intr", BEINGS),
    "work": Verb("intr", "person group"),
    "live": Verb("intr", BEINGS),
    "arrive": Verb("intr", "person vehicle"),
    "run": Verb("intr", BEINGS, to_place=True),
    "return": Verb("intr", "person group vehicle", to_place=True),
    "play": Verb("intr", BEINGS),
    "laugh": Verb("intr", PEOPLE),
    "fall": Verb("intr", "person thing tree leaf stone star"),
    "swim": Verb("intr", BEINGS),
    "cry": Verb("intr", PEOPLE),
    "dance": Verb("intr", PEOPLE),
    "stop": Verb("intr", "vehicle person"),
    "fly": Verb("intr", "bird plane", to_place=True),
    "grow": Verb("intr", "tree flower child leaf"),
    "smile": Verb("intr", PEOPLE),
    "walk": Verb("intr", BEINGS, to_place=True),
    "answer_v": Verb("intr", "person group"),
    "dream_v": Verb("intr", PEOPLE),
    "see": Verb("trans", BEINGS, "person animal building vehicle thing nature film"),
    "read": Verb("trans", PEOPLE, "text"),
    "find": Verb("trans", BEINGS, "thing clothing text item_of_food idea animal"),
    "buy": Verb("trans", "person group", "item_of_food food drink clothing vehicle thing furniture"),
    "love": Verb("trans", PEOPLE, "person animal food drink area game film work_n dance_n"),
    "eat": Verb("trans", BEINGS, "food item_of_food"),
    "write": Verb("trans", PEOPLE, "text"),
    "open": Verb("trans", PEOPLE, "door window box bag bottle letter shop museum book"),
    "want": Verb("trans", "person group", "thing vehicle food drink clothing furniture"),
    "drink": Verb("trans", PEOPLE, "drink"),
    "help": Verb("trans", "person group", "person group"),
    "visit": Verb("trans", PEOPLE, "person building area"),
    "hear": Verb("trans", BEINGS, "person animal song story train bus"),
    "build": Verb(
        "trans", "person group", "house school bridge ship hospital museum church station hotel library plane"
    ),
    "lose": Verb("trans", "person group", "thing clothing text game war"),
    "close": Verb("trans", PEOPLE, "door window box bag bottle shop book"),
    "carry": Verb("trans", "person animal vehicle", "thing furniture item_of_food clothing"),
    "choose": Verb("trans", "person group", "clothing thing text idea person"),
    "drive": Verb("trans", PEOPLE, "car bus train"),
    "wash": Verb("trans", PEOPLE, "clothing cup bottle car window dog child item_of_food"),
    "cook": Verb("trans", PEOPLE, "meat rice soup egg fish"),
    "forget": Verb("trans", PEOPLE, "thing clothing text idea person"),
    "watch": Verb("trans", PEOPLE, "game film animal star"),
    "hide": Verb("trans", BEINGS, "thing letter map gift food"),
    "break": Verb("trans", BEINGS, "cup bottle lamp clock phone window chair camera"),
    "wear": Verb("trans", PEOPLE, "clothing ring"),
    "follow": Verb("trans", BEINGS, "person animal vehicle"),
    "sing": Verb("trans", PEOPLE, "song poem"),
    "draw": Verb("trans", PEOPLE, "map animal nature building"),
    "cut": Verb("trans", PEOPLE, "bread meat cheese item_of_food tree flower dress"),
    "use": Verb("trans", "person group", "phone computer camera knife map key bicycle language"),
    "plan_v": Verb("trans", "person group", "meeting visit_n party lesson film game dance_n"),
    "park_v": Verb("trans", PEOPLE, "vehicle"),
    "give": Verb("ditrans", "person group", "thing clothing text item_of_food animal"),
    "show": Verb("ditrans", PEOPLE, "text thing building film plan"),
    "send": Verb("ditrans", "person group", "letter gift ticket book report bottle"),
    "bring": Verb("ditrans", PEOPLE, "food drink item_of_food thing furniture"),
    "sell": Verb("ditrans", "person group", "vehicle animal item_of_food furniture building clothing"),
    "tell": Verb("ditrans", PEOPLE, "story dream plan idea"),
    "offer": Verb("ditrans", "person group", "drink item_of_food gift flower ring"),
    "say": Verb("comp", "person group"),
    "think": Verb("comp", PEOPLE),
    "know": Verb("comp", PEOPLE),
    "believe": Verb("comp", PEOPLE),
    "hope": Verb("comp", PEOPLE),
}
"""Verb concept -> frame and selectional classes, most frequent first within a frame."""

ADJECTIVES: dict[str, str] = {
    "good": "person text food drink event idea group",
    "big": "animal building bridge area vehicle thing furniture nature",
    "new": "building bridge vehicle thing clothing furniture text event idea",
    "old": "person animal building bridge area vehicle thing clothing furniture text nature",
    "small": "animal building area vehicle thing furniture nature item_of_food",
    "beautiful": "person animal building bridge area clothing text nature",
    "young": "person animal",
    "long": "street bridge text event river dress",
    "red": "vehicle thing clothing furniture flower item_of_food leaf",
    "white": "animal building clothing furniture flower",
    "black": "animal vehicle thing clothing furniture",
    "important": "person text event idea group",
    "happy": "person",
    "bad": "text event idea food",
    "strong": "person animal army coffee tea",
    "cold": "food drink nature room",
    "rich": "person group city",
    "short": "street text event dress",
    "poor": "person city village",
    "famous": "person building area text film",
    "green": "thing clothing furniture garden item_of_food leaf",
    "difficult": "text idea lesson game",
    "expensive": "item_of_food clothing vehicle thing furniture hotel",
    "clean": "building area vehicle clothing furniture water cup",
    "heavy": "thing furniture stone",
    "interesting": "text event idea film",
    "sad": "person text",
    "blue": "vehicle thing clothing furniture flower",
    "empty": "building street bag box bottle cup bus",
    "tired": "person animal",
    "warm": "food drink clothing room",
    "cheap": "item_of_food clothing vehicle thing furniture hotel",
    "weak": "person animal government team coffee tea",
    "dirty": "building street vehicle clothing furniture cup water",
    "full": "building bag box bottle cup bus",
    "easy": "text idea lesson game",
    "fresh": "food item_of_food juice milk flower",
    "dangerous": "animal street area game war",
    "quiet": "person area building",
    "sick": "person animal",
    "fast": "vehicle horse",
    "slow": "vehicle",
    "kind": "person",
    "light": "thing clothing furniture",
}
"""Adjective concept -> nouns and classes of nouns that it can describe. ``light`` means "not heavy"."""

ANTONYMS: dict[str, str] = {
    a: b
    for pair in (
        "good-bad big-small new-old long-short white-black happy-sad rich-poor expensive-cheap clean-dirty "
        "heavy-light difficult-easy strong-weak empty-full cold-warm fast-slow"
    ).split()
    for a, b in (pair.split("-"), pair.split("-")[::-1])
}
"""Adjective -> its opposite."""

MANNER_ADVERBS: tuple[str, ...] = tuple("well slowly quickly together quietly carefully badly".split())
NO_MANNER: frozenset[str] = frozenset(
    "want love forget lose arrive live fall grow see find hear wear know".split()
)
"""Verbs that take no adverb of manner here."""
CALM_VERBS: frozenset[str] = frozenset(
    "sleep hear laugh cry dream_v smile sing help visit play stop answer_v".split()
)
"""Verbs that one does well, badly, quietly or together, but not quickly or carefully."""
CALM_MANNERS: tuple[str, ...] = ("well", "together", "quietly", "badly")
TIME_ADVERBS: dict[str, str] = {
    "today": "Past Pres",
    "now": "Pres",
    "often": "Past Pres",
    "always": "Past Pres",
    "yesterday": "Past",
    "again": "Past Pres",
    "sometimes": "Past Pres",
}
"""Time adverb -> tenses with which it goes."""
FREQUENCY_ADVERBS: frozenset[str] = frozenset("often always sometimes".split())
"""Time adverbs that say how often: what they describe is a habit."""
STORY_ADVERBS: tuple[str, ...] = ("then", "suddenly")
"""Adverbs that open a sentence of a story."""
PLACE_ADVERBS: tuple[str, ...] = ("here", "there")
DEGREE_ADVERBS: tuple[str, ...] = ("very", "too")
ADVERBS: tuple[str, ...] = (
    MANNER_ADVERBS + tuple(TIME_ADVERBS) + STORY_ADVERBS + PLACE_ADVERBS + DEGREE_ADVERBS
)
INTERJECTIONS: tuple[str, ...] = ("yes", "no", "oh")
"""What opens a turn of a dialogue."""

RELATIONS: dict[str, str] = {
    "in": PLACE,
    "with": "person animal",
    "near": "building area river tree mountain lake bridge",
    "to": PLACE,
    "for": "person group",
    "from": PLACE,
    "on": "table bed chair street bridge box mountain beach island",
    "after": "event",
    "without": "thing clothing map",
    "under": "table bed tree bridge chair",
    "before": "event",
    "behind": "building door tree car",
    "about": "person animal war idea area",
}
"""Relation (what many languages say with an adposition) -> nouns and classes of nouns that it takes."""

WHERE_PEOPLE_ARE: dict[str, str] = {
    "in": PLACE,
    "near": RELATIONS["near"],
    "on": "street bridge beach island mountain",
    "under": "tree bridge",
    "behind": "building door tree car",
}
"""The same for what somebody does somewhere: people live on an island, lamps stand on a table."""

PLACES_OF_VERB: dict[str, dict[str, str]] = {
    "swim": {"in": "river lake", "near": "island beach bridge"},
    "live": {"in": "area house hotel", "near": RELATIONS["near"]},
    "fly": {"near": "mountain island forest city"},
}
"""Verbs that go with few places."""

NO_COMPANY: frozenset[str] = frozenset(
    "sleep fall grow stop arrive want love find lose hear forget know wear see break close open hide".split()
)
"""Verbs that one does not do "with" somebody here."""
NO_LACK: frozenset[str] = frozenset("fall grow laugh cry smile stop fly want love see hear know".split())
"""Verbs that one does not do "without" something here."""

PLACE_RELATIONS: tuple[str, ...] = ("in", "near", "on", "under", "behind")
EVENT_RELATIONS: tuple[str, ...] = ("after", "before")

NOT_OWNED: frozenset[str] = frozenset(
    "man woman king soldier star mountain river war law government army".split()
)
"""Nouns that have no possessor here."""

NOT_GRADED: frozenset[str] = frozenset("red white black green blue empty full".split())
"""Adjectives that take no degree adverb."""

NUMERALS: tuple[str, ...] = tuple("three four five ten seven six hundred".split())
"""Numbers that are written as words. Two is left out: some languages have a dual."""

DIGITS: tuple[str, ...] = tuple(
    str(n) for n in (12, 20, 15, 30, 50, 18, 40, 25, 60, 11, 16, 80, 35, 70, 17, 45, 90, 28, 75, 19)
)
"""Numbers that are written in digits, most frequent first."""

YEARS: tuple[str, ...] = tuple(str(y) for y in range(2024, 1964, -1))
"""Years, most frequent first."""

DETERMINERS: tuple[str, ...] = ("def", "indef", "this", "that", "every", "many")
LINKS: tuple[str, ...] = ("and", "but", "because", "when")

CLASS_OF: dict[str, str] = {
    **{noun: name for name, nouns in NOUNS.items() for noun in nouns},
    **{name: cls for cls, names in NAMES.items() for name in names},
    **dict.fromkeys((*PRONOUNS, WHO, *SURNAMES), "person"),
}
"""Noun, name or pronoun -> semantic class."""

CONTENT: frozenset[str] = frozenset(
    (*CLASS_OF, *VERBS, *ADJECTIVES, *ADVERBS, *INTERJECTIONS, *NUMERALS, *SURNAMES)
)
"""Every concept for which a language needs a word."""


def natural_gender(concept: str) -> str | None:
    """``Fem`` or ``Masc`` for names of people and nouns such as ``mother``, else None."""
    return GIVEN_NAMES.get(concept) or NATURAL_GENDER.get(concept)


@cache
def members(description: str) -> tuple[str, ...]:
    """Nouns named by a description such as ``"text river dress"`` (classes and single nouns mixed)."""
    found: dict[str, None] = {}
    for item in description.split():
        for noun in NOUNS.get(item, (item,)):
            found[noun] = None
    return tuple(found)
