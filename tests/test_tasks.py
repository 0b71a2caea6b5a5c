from __future__ import annotations

import pytest
import torch

from xling_utils.conllu_files import UPOS
from xling_utils.tasks import UNLABELLED, collate, get_task

POS = get_task("pos")
CPU = torch.device("cpu")


def table(*sentences):
    """Sentences written as "kato/NOUN vidas/VERB"."""
    split = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    return {
        "sent_id": [f"s{i}" for i in range(len(split))],
        "tokens": [[word for word, _ in sentence] for sentence in split],
        "upos": [[tag for _, tag in sentence] for sentence in split],
    }


def test_there_are_seventeen_tags():
    assert len(set(UPOS)) == 17


def test_gold_classes_are_tags():
    assert POS.gold(table("kato/NOUN vidas/VERB x/_")) == [
        [UPOS.index("NOUN"), UPOS.index("VERB"), UNLABELLED]
    ]


@pytest.mark.parametrize(
    ("upos", "message"),
    [(None, "no UPOS annotation"), (["NOUN", "NOUN"], "1 words but 2"), (["NN"], "outside UPOS: NN")],
)
def test_bad_annotation_names_the_sentence(upos, message):
    rows = {"sent_id": ["s1"], "tokens": [["kato"]], "upos": [upos]}
    for use in (POS.gold, lambda rows: POS.score(rows, [["NOUN"]])):
        with pytest.raises(ValueError, match=f"'s1'.*{message}"):
            use(rows)


def test_accuracy_counts_words_not_sentences():
    rows = table("a/NOUN b/VERB c/ADJ", "d/NOUN", "e/_ f/DET")
    scores = POS.score(rows, [["NOUN", "VERB", "X"], ["X"], ["X", "DET"]])
    assert scores == {"accuracy": pytest.approx(3 / 5)}
    assert POS.score(rows, [["NOUN", "VERB", "ADJ"], ["NOUN"], ["X", "DET"]]) == {"accuracy": 1.0}


def test_nothing_to_score_is_an_error():
    with pytest.raises(ValueError, match="nothing to score"):
        POS.score(table("a/_"), [["X"]])


def test_the_head_reads_the_first_piece_of_each_word(tiny_backbone):
    rows = table("ul/DET hundovidas/VERB", "kato/NOUN")
    batch, gold = collate(POS.examples(tiny_backbone, rows), 0, CPU)
    head = POS.make_head(4, 0.0)
    states = torch.randn(*batch.ids.shape, 4, generator=torch.Generator().manual_seed(0))
    output = head(states, batch)
    by_hand = [states[0, 1], states[0, 2], states[1, 1]]
    assert torch.allclose(output, head.linear(torch.stack(by_hand)))
    assert gold.tolist() == [UPOS.index(tag) for tag in ("DET", "VERB", "NOUN")]
    assert [len(tags) for tags in POS.decode(output, batch)] == [2, 1]


def test_gold_follows_its_words_into_windows(tiny_backbone):
    tags = [UPOS[i % 17] for i in range(60)]
    rows = {"sent_id": ["s"], "tokens": [["kato"] * 60], "upos": [tags]}
    examples = POS.examples(tiny_backbone, rows)
    assert len(examples) > 1
    assert [label for example in examples for label in example.gold] == [UPOS.index(tag) for tag in tags]


def test_decoding_is_the_largest_logit(tiny_backbone):
    batch, gold = collate(POS.examples(tiny_backbone, table("ul/DET un/X", "kato/NOUN")), 0, CPU)
    logits = torch.nn.functional.one_hot(gold, 17).float()
    assert POS.decode(logits, batch) == [["DET", "X"], ["NOUN"]]


def test_unlabelled_words_have_no_loss():
    logits = torch.randn(3, 17, generator=torch.Generator().manual_seed(0))
    gold = torch.tensor([4, UNLABELLED, 2])
    expected = torch.nn.functional.cross_entropy(logits[[0, 2]], gold[[0, 2]])
    assert torch.allclose(POS.loss(logits, gold), expected)
    assert POS.loss(logits, torch.full((3,), UNLABELLED)).item() == 0


def test_unknown_tasks_are_refused():
    assert get_task(POS) is POS
    with pytest.raises(ValueError, match="one of pos, parsing, ner, nli"):
        get_task("chunking")
