"""The three registers differ in words, length and constructions, but not in the split of a meaning."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from itertools import islice
from statistics import mean

import pytest

from xling_utils.fragment import REGISTERS, generate, sample
from xling_utils.fragment import concepts as c
from xling_utils.fragment.meaning import concepts_of, split_of


@pytest.fixture(scope="module")
def meanings():
    return {name: list(islice(sample("raw", register=name), 1500)) for name in REGISTERS}


def test_registers_name_concepts():
    known = c.CONTENT | set(c.PRONOUNS)
    for register in REGISTERS.values():
        assert register.liked | register.avoided <= known
        assert not register.liked & register.avoided


def test_news_is_long_and_dialogue_is_short():
    length = {
        name: mean(len(s.words) for s in generate("en", "raw", 800, register=name)) for name in REGISTERS
    }
    assert length["news"] > length["story"] + 1 > length["dialogue"] + 2


def test_constructions_belong_to_registers(meanings):
    def share(name, test):
        return mean(bool(test(m)) for m in meanings[name])

    assert share("dialogue", lambda m: m.question) > 0.2 > share("news", lambda m: m.question)
    assert share("dialogue", lambda m: m.opener or m.vocative) > 0.2
    assert share("news", lambda m: m.opener or m.vocative) == share("story", lambda m: m.opener) == 0
    assert share("story", lambda m: m.time in c.STORY_ADVERBS) > 0.1
    assert share("news", lambda m: m.time in c.STORY_ADVERBS) == 0
    assert share("story", lambda m: m.tense == "Past") > 0.8 > share("dialogue", lambda m: m.tense == "Past")
    assert share("news", lambda m: m.year) > 2 * share("dialogue", lambda m: m.year)


def test_words_belong_to_registers(meanings):
    counts = {name: Counter(w for m in ms for w in concepts_of(m)) for name, ms in meanings.items()}
    for word, register in (
        ("government", "news"),
        ("you", "dialogue"),
        ("king", "story"),
        ("kitchen", "dialogue"),
    ):
        others = [counts[name][word] / counts[name].total() for name in REGISTERS if name != register]
        assert counts[register][word] / counts[register].total() > 2 * max(others), word


def test_without_a_register_all_three_come_in_equal_parts():
    counts = Counter(m.register for m in islice(sample("raw"), 3000))
    assert set(counts) == set(REGISTERS)
    assert min(counts.values()) > 800


def test_the_register_is_no_part_of_what_is_meant():
    for meaning in islice(sample("test"), 100):
        assert split_of(replace(meaning, register="story")) == "test"


def test_every_clause_of_a_meaning_has_its_register(meanings):
    for name, sampled in meanings.items():
        for meaning in sampled:
            linked = [meaning.link[1]] if meaning.link else []
            assert {x.register for x in (meaning, meaning.complement, *linked) if x} == {name}


def test_an_unknown_register_is_explained():
    with pytest.raises(ValueError, match="choose one of news, dialogue, story"):
        next(sample("raw", register="poetry"))
