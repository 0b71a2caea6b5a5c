from __future__ import annotations

from pathlib import Path

import conllu
import pytest

from xling_utils.conllu_files import MultiwordToken, read_conllu

TAB = "\t"


def row(
    identifier: object, form: str = "word", upos: str = "NOUN", head: object = 0, deprel: str = "dep"
) -> str:
    return TAB.join([str(identifier), form, "_", upos, "_", "_", str(head), deprel, "_", "_"])


def sentence(*rows: str) -> str:
    return "\n".join(["# sent_id = s1", "# text = some words", *rows]) + "\n\n"


GOOD = sentence(row(1, "a"), row(2, "b", head=1))  # lines 1 to 5


@pytest.fixture
def write(tmp_path: Path):
    def write(content: str | bytes) -> Path:
        path = tmp_path / "xx_made-ud-test.conllu"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return path

    return write


ODD = sentence(
    "0.1\tghost\t_\tPRON\t_\t_\t_\t_\t2:nsubj\t_",
    "1-2\tdu\t_\t_\t_\t_\t_\t_\t_\t_",
    row(1, "de", "ADP", 3),
    row(2, "le", "DET", 3),
    row(3, "25 000", "NUM", 0, "root"),
    "3.1\tghost\t_\t_\t_\t_\t_\t_\t_\t_",
    row(4, "_", "SYM", 3),
    row(5, "#tag", "X", 3),
    row(6, ": )", "SYM", 3),
).replace("# text", "# newpar\n# text")


def test_words_are_kept_as_they_are(write):
    (found,) = read_conllu(write(ODD))
    assert found.tokens == ["de", "le", "25 000", "_", "#tag", ": )"]
    assert found.upos == ["ADP", "DET", "NUM", "SYM", "X", "SYM"]
    assert found.head == [3, 3, 0, 3, 3, 3]
    assert found.deprel == ["dep", "dep", "root", "dep", "dep", "dep"]
    assert (found.sent_id, found.text) == ("s1", "some words")


def test_multiword_tokens_and_empty_nodes_survive(write):
    (found,) = read_conllu(write(ODD))
    assert found.multiword == (MultiwordToken(1, 2, "du"),)
    assert found.empty_nodes == ("0.1", "3.1")


def test_agrees_with_the_conllu_library(write):
    path = write(GOOD + ODD)
    ours = [(s.sent_id, s.tokens, s.upos, s.head, s.deprel) for s in read_conllu(path)]
    theirs = []
    for tree in conllu.parse(path.read_text(encoding="utf-8")):
        words = [word for word in tree if isinstance(word["id"], int)]
        columns = [[word[name] for word in words] for name in ("form", "upos", "head", "deprel")]
        theirs.append((tree.metadata["sent_id"], *columns))
    assert ours == theirs


def test_absent_columns_and_comments_are_none(write):
    (found,) = read_conllu(write(row(1, "_", "_", "_", "_") + "\n\n"))
    assert found.tokens == ["_"]
    assert (found.sent_id, found.text) == (None, None)
    assert (found.upos, found.head, found.deprel) == (None, None, None)


def test_absent_annotation_is_decided_sentence_by_sentence(write):
    bare, full = read_conllu(write(sentence(row(1, head="_", deprel="_")) + GOOD))
    assert bare.head is None
    assert full.head == [0, 1]


def test_windows_line_ends_and_byte_order_mark_change_nothing(write):
    plain = list(read_conllu(write(GOOD + ODD)))
    assert list(read_conllu(write("\ufeff" + (GOOD + ODD).replace("\n", "\r\n")))) == plain


def test_only_a_line_feed_ends_a_line(write):
    forms = ["a\u2028b", "c\x85d", "e\x0bf"]
    (found,) = read_conllu(
        write(sentence(row(1, forms[0]), row(2, forms[1], head=1), row(3, forms[2], head=1)))
    )
    assert found.tokens == forms


def test_a_deep_tree_is_not_a_cycle(write):
    rows = [row(i, head=i - 1) for i in range(1, 3000)]
    (found,) = read_conllu(write(sentence(*rows)))
    assert found.head == list(range(2999))


def test_reading_is_lazy(write):
    reader = read_conllu(write(GOOD + "broken\n\n"))
    assert next(reader).tokens == ["a", "b"]
    with pytest.raises(ValueError, match="columns"):
        next(reader)


FAULTS = {
    "nine columns": (GOOD + sentence(row(1).rsplit(TAB, 1)[0]), 8, "9 columns"),
    "eleven columns": (GOOD + sentence(row(1) + "\t_"), 8, "11 columns"),
    "spaces for tabs": (GOOD + sentence(row(1).replace(TAB, "  ")), 8, "1 columns"),
    "blank with spaces": (GOOD.rstrip("\n") + "\n  \n\n", 5, "1 columns"),
    "empty column": (GOOD + sentence(row(1, form="")), 8, "FORM is empty"),
    "head is a word": (GOOD + sentence(row(1), row(2, head="one")), 9, "HEAD 'one'"),
    "head is negative": (GOOD + sentence(row(1), row(2, head=-1)), 9, "HEAD '-1'"),
    "head is a foreign digit": (GOOD + sentence(row(1), row(2, head="١")), 9, "HEAD '١'"),
    "head out of range": (GOOD + sentence(row(1), row(2, head=3)), 9, "HEAD 3 is out of range"),
    "heads half absent": (GOOD + sentence(row(1), row(2, head="_")), 9, "HEAD is '_'"),
    "cycle": (
        GOOD + sentence(row(1), row(2, head=1), row(3, head=4), row(4, head=5), row(5, head=3)),
        10,
        "3 -> 4 -> 5 -> 3",
    ),
    "own head": (GOOD + sentence(row(1), row(2, head=2)), 9, "2 -> 2"),
    "two roots": (GOOD + sentence(row(1), row(2)), 9, "2 roots"),
    "no root": (GOOD + sentence(row(1, head=2), row(2, head=1)), 8, "0 roots"),
    "id left out": (GOOD + sentence(row(1), row(3, head=1)), 9, "id '3'"),
    "id twice": (GOOD + sentence(row(1), row(1, head=1)), 9, "id '1'"),
    "id from zero": (GOOD + sentence(row(0)), 8, "id '0'"),
    "id is no number": (GOOD + sentence(row("a")), 8, "id 'a'"),
    "no empty line between": (GOOD.rstrip("\n") + "\n" + GOOD, 7, "id '1'"),
    "range out of place": (GOOD + sentence(row(1), row("1-2", head="_"), row(2, head=1)), 9, "id '1-2'"),
    "ranges overlap": (
        GOOD + sentence(row("1-2"), row(1), row("2-3"), row(2, head=1), row(3, head=1)),
        10,
        "id '2-3'",
    ),
    "range too long": (GOOD + sentence(row("1-3"), row(1), row(2, head=1)), 8, "beyond the last word"),
    "empty node out of place": (GOOD + sentence(row(1), row("3.1"), row(2, head=1)), 9, "id '3.1'"),
    "unknown upos": (GOOD + sentence(row(1), row(2, upos="NN", head=1)), 9, "UPOS 'NN'"),
    "upos half absent": (GOOD + sentence(row(1), row(2, upos="_", head=1)), 9, "UPOS is '_'"),
    "deprel half absent": (GOOD + sentence(row(1), row(2, head=1, deprel="_")), 9, "DEPREL is '_'"),
    "no words": (GOOD + "# text = nothing\n\n", 6, "without words"),
    "not UTF-8": (
        GOOD.encode() + sentence(row(1, "é")).encode("latin-1"),
        8,
        "byte 3 of this line is not UTF-8",
    ),
    "truncated after a row": (GOOD + sentence(row(1)).rstrip("\n") + "\n", 8, "ends inside a sentence"),
    "truncated in a row": (GOOD + sentence(row(1), row(2, head=1))[:-20], 9, "ends inside a sentence"),
    "truncated in a letter": (GOOD.encode() + b"# text = caf\xc3", 6, "not UTF-8"),
    "empty": ("", 1, "the file is empty"),
    "empty lines only": ("\n\n", 1, "the file is empty"),
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_fault_is_reported_with_file_and_line(write, fault):
    content, line, message = FAULTS[fault]
    path = write(content)
    with pytest.raises(ValueError, match="conllu") as caught:
        list(read_conllu(path))
    told = str(caught.value)
    assert told.startswith(f"{path}:{line}: ")
    assert message in told
    assert told.count(". ") >= 1, "the message says what to do"


def test_the_good_sentence_of_the_fault_tests_is_good(write):
    assert len(list(read_conllu(write(GOOD * 2)))) == 2


def test_missing_file(tmp_path):
    with pytest.raises(FileNotFoundError):
        next(read_conllu(tmp_path / "xx_none-ud-test.conllu"))
