"""What a language looks like, measured on its sentences: word order, adpositions, articles, cases, agreement.

Nothing here reads a grammar's settings. Orders and cases come from annotated sentences and would come from a
treebank too; the rest are experiments that compare versions of one sentence. Introduced in chapter 2.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice, product

from xling_utils.fragment import Sentence, Word, generate, language
from xling_utils.fragment.meaning import Clause, NounPhrase

DOG = NounPhrase("dog")


@dataclass(frozen=True)
class Profile:
    """The shape of one language.

    Attributes:
        code, name, family, script: which language it is.
        orders: share of each order of subject, verb and object, such as ``SVO``, most frequent first.
        adpositions_before: share of adpositions that stand before their noun.
        adjectives_before: share of adjectives that stand before their noun.
        definite, indefinite: how nouns show it: ``word``, ``in the noun`` or ``no``.
        cases: number of cases that nouns show in the annotation.
        possessor, possessive: where a possessor stands that is a noun, or a pronoun: ``before`` the noun,
            ``after`` it, or ``in the noun``.
        relative: where a relative clause stands.
        verb_agrees: in what a verb agrees with its subject: any of ``person``, ``number``, ``gender``.
        adjective_agrees: in what an adjective agrees with its noun: any of ``number``, ``gender``, ``case``.
    """

    code: str
    name: str
    family: str
    script: str
    orders: Mapping[str, float]
    adpositions_before: float
    adjectives_before: float
    definite: str
    indefinite: str
    cases: int
    possessor: str
    possessive: str
    relative: str
    verb_agrees: tuple[str, ...]
    adjective_agrees: tuple[str, ...]

    @property
    def order(self) -> str:
        """The most frequent order of subject, verb and object."""
        return next(iter(self.orders))

    def row(self) -> dict[str, str]:
        """What a table shows: name of a column -> its entry."""
        return {
            "language": f"{self.name} ({self.code})",
            "orders": ", ".join(f"{order} {share:.0%}" for order, share in self.orders.items()),
            "adposition first": f"{self.adpositions_before:.0%}",
            "adjective first": f"{self.adjectives_before:.0%}",
            "definite": self.definite,
            "indefinite": self.indefinite,
            "cases": str(self.cases),
            "family": self.family,
            "script": self.script,
        }


def profile(code: str, sentences: int = 300) -> Profile:
    """Measure a language of the fragment on its first parallel sentences."""
    grammar = language(code)
    sample = list(islice(generate(code, "parallel"), sentences))
    return Profile(
        code, grammar.name, grammar.family, grammar.script,
        orders=word_orders(sample),
        adpositions_before=share_before(sample, lambda word: word.deprel == "case"),
        adjectives_before=share_before(sample, _is_attribute),
        definite=article(code, "def"),
        indefinite=article(code, "indef"),
        cases=len({w.feats.get("Case") for s in sample for w in s.words if w.upos == "NOUN"} - {None}),
        possessor=side(code, replace(DOG, owner=NounPhrase("teacher")), "teacher"),
        possessive=side(code, replace(DOG, owner=NounPhrase("he")), "he"),
        relative=side(code, replace(DOG, relative=Clause("verb", "cry", DOG, "Past")), "cry"),
        verb_agrees=verb_agreement(code),
        adjective_agrees=adjective_agreement(code),
    )  # fmt: skip


def _is_attribute(word: Word) -> bool:
    return word.upos == "ADJ" and word.deprel in ("amod", "acl")


def word_orders(sentences: Iterable[Sentence]) -> dict[str, float]:
    """Share of each order of subject, verb and object among main clauses that have all three."""
    counts = Counter(filter(None, map(word_order, sentences)))
    return {order: count / counts.total() for order, count in counts.most_common()}


def word_order(sentence: Sentence) -> str:
    """``SVO``, ``VSO``, ... of the main clause; empty where it lacks a verb, a subject or an object."""
    root = next(i for i, word in enumerate(sentence.words, start=1) if word.head == 0)
    if sentence.words[root - 1].upos != "VERB":
        return ""
    places = {"V": root}
    for i, word in enumerate(sentence.words, start=1):
        if word.head == root and word.deprel in ("nsubj", "obj"):
            places["S" if word.deprel == "nsubj" else "O"] = i
    return "".join(sorted(places, key=places.__getitem__)) if len(places) == 3 else ""


def share_before(sentences: Sequence[Sentence], chosen: Callable[[Word], bool]) -> float:
    """Share of the chosen words that stand before their head; not a number where there are none."""
    sides = [i < word.head for s in sentences for i, word in enumerate(s.words, start=1) if chosen(word)]
    return sum(sides) / len(sides) if sides else float("nan")


# --- experiments: one sentence in two versions


def article(code: str, determiner: str) -> str:
    """How a noun shows that it is definite or indefinite: an experiment with the subject of one sentence.

    Returns:
        ``word`` if a determiner is added, ``in the noun`` if the noun gets longer, else ``no``.
    """
    nouns = {}
    for value in ("def", "indef"):
        words = language(code).linearise(Clause("verb", "sleep", replace(DOG, determiner=value))).words
        place = next(i for i, word in enumerate(words, start=1) if word.concept == "dog")
        nouns[value] = (words[place - 1].form, any(w.head == place and w.deprel == "det" for w in words))
    other = nouns["indef" if determiner == "def" else "def"]
    form, has_word = nouns[determiner]
    return "word" if has_word else "in the noun" if len(form) > len(other[0]) else "no"


def side(code: str, phrase: NounPhrase, part: str) -> str:
    """Where a part of a noun phrase stands, named by its concept: ``before`` or ``after`` the noun.

    A part without a word of its own is ``in the noun``.
    """
    sentence = language(code).linearise(Clause("verb", "sleep", phrase, "Past"))
    concepts = [word.concept for word in sentence.words]
    if part not in concepts:
        return "in the noun"
    return "before" if concepts.index(part) < concepts.index(phrase.head) else "after"


def verb_agreement(code: str) -> tuple[str, ...]:
    """In what a verb, with its auxiliaries, agrees with a subject that is a pronoun."""

    def forms(pronoun: str) -> list[str]:
        subject = NounPhrase(pronoun, "Plur" if pronoun == "they" else "Sing")
        clauses = [
            Clause("verb", verb, subject, tense) for verb in ("sleep", "arrive") for tense in ("Past", "Pres")
        ]
        return [" ".join(_verb_group(language(code).linearise(clause))) for clause in clauses]

    others = {"person": "i", "number": "they", "gender": "she"}
    return tuple(feature for feature, pronoun in others.items() if forms(pronoun) != forms("he"))


def _verb_group(sentence: Sentence) -> list[str]:
    root = next(i for i, word in enumerate(sentence.words, start=1) if word.head == 0)
    return [
        word.form.casefold()
        for i, word in enumerate(sentence.words, start=1)
        if i == root or (word.head == root and word.deprel.startswith("aux"))
    ]


def adjective_agreement(code: str) -> tuple[str, ...]:
    """In what "black" and "white" agree with their noun: number, gender (which noun it is) or case."""

    def forms(noun: str = "dog", number: str = "Sing", role: str = "subject") -> list[str]:
        found = []
        for colour, determiner in product(("black", "white"), ("def", "indef")):
            phrase = NounPhrase(noun, number, determiner, (colour,))
            clause = Clause("verb", "see", NounPhrase("he") if role == "object" else phrase)
            clause = replace(clause, object=phrase if role == "object" else None)
            words = language(code).linearise(clause).words
            found += [word.form.casefold() for word in words if word.concept == colour]
        return found

    nouns = ("horse", "cat", "shirt", "dress", "table", "bed")
    shown = {
        "number": forms(number="Plur") != forms(),
        "gender": any(forms(noun) != forms() for noun in nouns),
        "case": forms(role="object") != forms(),
    }
    return tuple(feature for feature, differs in shown.items() if differs)


# --- two languages, compared


def head_directions(sentences: Iterable[Sentence]) -> dict[str, tuple[int, int]]:
    """How many dependents stand before their head, and how many there are, for each universal relation.

    Subtypes count with their relation. The root has no head, and where punctuation stands is a matter of
    writing: both are left out.
    """
    before, count = Counter[str](), Counter[str]()
    for sentence in sentences:
        for place, word in enumerate(sentence.words, start=1):
            relation = word.deprel.partition(":")[0]
            if relation not in ("root", "punct"):
                before[relation] += place < word.head
                count[relation] += 1
    return {relation: (before[relation], count[relation]) for relation in count}


def head_direction_distance(a: Iterable[Sentence], b: Iterable[Sentence]) -> float:
    """How differently two languages order heads and dependents: from 0, the same order, to 1, all reversed.

    For each relation that both use: the difference between the two shares of dependents that stand before
    their head. The distance is the mean of these differences; a relation weighs as much as its share among
    the relations that both use, mean over the two languages. Best measured on parallel sentences, where the
    same things are said. Liu (2010) places languages by such shares; the distance is ours. Chapter 2.

    Raises:
        ValueError: no relation occurs in both.
    """
    first, second = head_directions(a), head_directions(b)
    shared = first.keys() & second.keys()
    if not shared:
        raise ValueError("the two samples share no relation: give annotated sentences of both languages")
    totals = [sum(table[relation][1] for relation in shared) for table in (first, second)]
    distance = 0.0
    for relation in sorted(shared):
        (before_a, count_a), (before_b, count_b) = first[relation], second[relation]
        weight = (count_a / totals[0] + count_b / totals[1]) / 2
        distance += weight * abs(before_a / count_a - before_b / count_b)
    return distance
