"""Properties that every language of the fragment must have."""

from __future__ import annotations

import unicodedata
from collections import Counter, defaultdict
from itertools import islice

import pytest

from xling_utils.fragment import LANGUAGES, SPLITS, generate, language, parallel, sample
from xling_utils.fragment import concepts as c
from xling_utils.fragment.meaning import concepts_of, held_out, split_of
from xling_utils.ud_rules import violations


@pytest.fixture(scope="module", params=LANGUAGES)
def code(request):
    return request.param


@pytest.fixture(scope="module")
def sentences(code):
    return list(generate(code, "raw", 1500))


def test_every_concept_has_a_word(code):
    lexicon = language(code).lexicon
    assert not c.CONTENT - set(lexicon)
    assert all(lexeme.lemma.strip() for lexeme in lexicon.values())


def test_sentences_obey_the_rules_of_ud(sentences):
    for sentence in sentences:
        columns = zip(*((w.upos, w.head, w.deprel) for w in sentence.words), strict=True)
        broken = violations(*map(list, columns))
        assert not broken, f"{broken} in {sentence.conllu()}"


def test_words_are_clean(sentences):
    for sentence in sentences:
        assert sentence.text == unicodedata.normalize("NFC", sentence.text).strip()
        assert "  " not in sentence.text
        for word in sentence.words:
            assert word.form, sentence.text
            assert word.form == word.form.strip(), (word, sentence.text)
            assert " " not in word.form, (word, sentence.text)
            assert word.lemma


def test_text_is_the_words(sentences):
    """Outside contractions the text is the forms and their spaces."""
    for sentence in sentences:
        if not sentence.contractions:
            text = "".join(w.form + " " * w.space_after for w in sentence.words).strip()
            assert sentence.text == text


def test_entities_are_well_formed_and_are_the_names(sentences):
    for sentence in sentences:
        previous = "O"
        for word in sentence.words:
            if word.ner.startswith("I-"):
                assert previous[2:] == word.ner[2:], sentence.text
            if word.concept in c.ENTITY_TYPE:
                assert word.ner[2:] == c.ENTITY_TYPE[word.concept], sentence.text
            previous = word.ner


def test_content_concepts_are_said_once(code):
    """Each content concept has exactly one word; dropped pronouns and some functions have none."""
    may_lack = {*c.PRONOUNS, *c.LINKS, *c.NUMERALS}
    for meaning in islice(sample("raw", stream=code), 1000):
        said = Counter(w.concept for w in language(code).linearise(meaning).words if w.concept)
        assert all(n == 1 for n in said.values()), (said, meaning)
        wanted = set(concepts_of(meaning)) - may_lack
        assert wanted <= set(said), (wanted - set(said), language(code).linearise(meaning).text)


def test_language_is_hard_enough(code, sentences):
    """Some word forms have several parts of speech; a lookup table cannot be perfect."""
    tags = defaultdict(Counter)
    for sentence in generate(code, "raw", 4000):
        for word in sentence.words:
            tags[word.form][word.upos] += 1
    ambiguous = [form for form, counts in tags.items() if len(counts) > 1]
    fewest = 3 if code in ("ru", "pl", "fi", "sv") else 7  # rich endings keep the parts of speech apart
    assert len(ambiguous) >= fewest, ambiguous


def test_conllu_export_reads_back(sentences):
    conllu = pytest.importorskip("conllu")
    for sentence in sentences[:100]:
        (read,) = conllu.parse(sentence.conllu())
        words = [t for t in read if isinstance(t["id"], int)]
        assert [t["form"] for t in words] == [w.form for w in sentence.words]
        assert [t["head"] for t in words] == [w.head for w in sentence.words]
        assert read.metadata["text"] == sentence.text


def test_same_call_same_sentences(code):
    assert list(generate(code, "test", 20)) == list(generate(code, "test", 20))
    assert list(generate(code, "test", 20)) != list(generate(code, "test", 20, seed=1))


def test_splits_share_no_meaning():
    meanings = {split: set(islice(sample(split), 300)) for split in SPLITS}
    for split, members in meanings.items():
        assert all(split_of(m) == split for m in members)
    assert sum(map(len, meanings.values())) == len(set().union(*meanings.values()))


def test_training_lacks_the_held_out_concepts():
    words = {w for m in islice(sample("train"), 500) for w in concepts_of(m)}
    assert not words & held_out()
    assert held_out() & {w for m in islice(sample("test"), 500) for w in concepts_of(m)}


def test_raw_text_is_not_parallel():
    shared = set(islice(sample("raw", stream="en"), 3000)) & set(islice(sample("raw", stream="fr"), 3000))
    assert len(shared) < 300  # one in ten: very short sentences coincide by chance


def test_parallel_rows_mean_the_same():
    for row in parallel(LANGUAGES, 50):
        names = [{w.concept for w in s.words if w.concept in c.ENTITY_TYPE} for s in row]
        assert all(n == names[0] for n in names)


def test_frequencies_are_zipfian():
    counts = Counter(w for m in islice(sample("raw"), 4000) for w in concepts_of(m) if w in c.CLASS_OF)
    ranked = [n for _, n in counts.most_common()]
    assert ranked[0] > 8 * ranked[len(ranked) // 2]


def test_verbs_prefer_their_objects():
    """Selectional preference: the objects of a verb belong to its classes, and are not spread evenly."""
    objects = defaultdict(Counter)
    for meaning in islice(sample("raw"), 6000):
        if meaning.kind == "verb" and meaning.object is not None and meaning.object.kind == "noun":
            objects[meaning.predicate][meaning.object.head] += 1
    for verb, counts in objects.items():
        assert set(counts) <= set(c.members(c.VERBS[verb].object))
    assert objects["read"].most_common(1)[0][1] > 2 * objects["read"].total() / len(c.NOUNS["text"])


@pytest.mark.parametrize(
    "call", [lambda: language("xx"), lambda: next(generate("en", "training")), lambda: next(sample("x"))]
)
def test_wrong_names_are_explained(call):
    with pytest.raises(ValueError, match="choose one of"):
        call()
