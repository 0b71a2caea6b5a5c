"""The world of the fragment is as large as the book says, and its tables agree with each other."""

from __future__ import annotations

from xling_utils.fragment import concepts as c


def test_the_world_is_large_enough():
    assert sum(map(len, c.NOUNS.values())) >= 120
    assert len(c.VERBS) >= 50
    assert len(c.ADJECTIVES) >= 40
    assert len(c.ADVERBS) >= 15
    assert len(c.ENTITY_TYPE) >= 60
    assert len(c.RELATIONS) >= 10
    assert {"intr", "trans", "ditrans", "comp"} == {verb.frame for verb in c.VERBS.values()}


def test_descriptions_name_classes_or_nouns():
    nouns = {noun for members in c.NOUNS.values() for noun in members}
    descriptions = [verb.subject for verb in c.VERBS.values()]
    descriptions += [verb.object for verb in c.VERBS.values()]
    descriptions += [*c.ADJECTIVES.values(), *c.RELATIONS.values(), *c.WHERE_PEOPLE_ARE.values()]
    for description in descriptions:
        unknown = set(c.members(description)) - nouns - set(c.NAMES)
        assert not unknown, f"{description!r} names {unknown}"


def test_no_concept_is_both_a_noun_and_something_else():
    groups = [
        *c.NOUNS.values(),
        tuple(c.VERBS),
        tuple(c.ADJECTIVES),
        c.ADVERBS,
        tuple(c.ENTITY_TYPE),
        c.NUMERALS,
    ]
    words = [word for group in groups for word in group]
    assert len(words) == len(set(words))


def test_antonyms_are_mutual():
    assert all(c.ANTONYMS[b] == a for a, b in c.ANTONYMS.items())
    assert set(c.ANTONYMS) <= set(c.ADJECTIVES)


def test_digit_numbers_follow_one_rule_in_every_language():
    """Nouns after them stand in the genitive plural in Russian: they end in 05 to 20, in 0 or in 5 to 9."""
    for digits in c.DIGITS:
        last = int(digits) % 100
        assert 5 <= last <= 20 or last % 10 in (0, 5, 6, 7, 8, 9)
