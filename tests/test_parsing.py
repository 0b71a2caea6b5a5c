"""The parser: gold arcs, the biaffine head, trees for whatever scores, and UAS and LAS."""

from __future__ import annotations

import dataclasses
import random

import pytest
import torch
from datasets import Dataset

from xling_utils.encoding import Window, pad
from xling_utils.finetuning import finetune
from xling_utils.tasks import UNLABELLED, collate, get_task
from xling_utils.tasks.parsing import RELATIONS, Arcs, BiaffineParser
from xling_utils.ud_rules import plain_relation, violations

PARSING = get_task("parsing")
CPU = torch.device("cpu")
NSUBJ, ROOT, OBJ = (RELATIONS.index(name) for name in ("nsubj", "root", "obj"))


def table(*sentences):
    """Sentences written as "ul/2/det kato/3/nsubj vidas/0/root"."""
    split = [[word.split("/") for word in sentence.split()] for sentence in sentences]
    return {
        "sent_id": [f"s{i}" for i in range(len(split))],
        "tokens": [[word for word, *_ in sentence] for sentence in split],
        "head": [[int(head) for _, head, _ in sentence] for sentence in split],
        "deprel": [[relation for *_, relation in sentence] for sentence in split],
    }


def one_root_tree(heads):
    """Whether every word leads to one root."""
    rules = violations(["X"] * len(heads), heads, ["root" if head == 0 else "dep" for head in heads])
    return not rules


# --- gold


def test_gold_cuts_subtypes_and_knows_what_is_unlabelled():
    rows = table("kato/2/nsubj:pass vidas/0/root domo/2/_")
    assert PARSING.gold(rows) == [[(2, NSUBJ), (0, ROOT), (UNLABELLED, UNLABELLED)]]
    rows["head"][0][0] = None
    assert PARSING.gold(rows)[0][0] == (UNLABELLED, UNLABELLED)
    assert len(RELATIONS) == 37


@pytest.mark.parametrize(
    ("head", "deprel", "message"),
    [
        (None, ["root", "obj"], "has no tree"),
        ([0, 1], None, "has no tree"),
        ([0], ["root", "obj"], "2 words, 1 heads and 2 relations"),
        ([0, 1], ["root"], "2 words, 2 heads and 1 relations"),
        ([0, 1], ["root", "object:x"], "outside UD: object:x"),
        ([0, 3], ["root", "obj"], "2 words but the head of word 2 is 3"),
        ([0, -1], ["root", "obj"], "head of word 2 is -1"),
        ([0, 2], ["root", "obj"], "head of word 2 is 2"),
    ],
)
def test_bad_annotation_names_the_sentence(head, deprel, message):
    rows = {"sent_id": ["s7"], "tokens": [["a", "b"]], "head": [head], "deprel": [deprel]}
    for use in (PARSING.gold, lambda rows: PARSING.score(rows, [[(0, "root"), (1, "obj")]])):
        with pytest.raises(ValueError, match=f"'s7'.*{message}"):
            use(rows)


# --- the head


@pytest.fixture
def batch(tiny_backbone):
    rows = table("ul/2/det hundovidas/0/root kato/2/obj ./2/punct", "kato/0/root un/1/det")
    return collate(PARSING.examples(tiny_backbone, rows), 0, CPU)


def states_of(batch, size=8):
    return torch.randn(*batch.ids.shape, size, generator=torch.Generator().manual_seed(0))


def make_parser(size=8):
    with torch.random.fork_rng():
        torch.manual_seed(0)
        return BiaffineParser(size, 0.0)


def test_scores_of_all_arcs_and_none_to_padding(batch):
    batch, gold = batch
    output = make_parser()(states_of(batch), batch)
    assert output.heads.shape == (2, 4, 5)
    assert output.relations.shape == (2, 4, 5, 37)
    assert output.real.tolist() == [[True] * 4, [True, True, False, False]]
    assert gold.shape == (6, 2)
    chances = output.heads.softmax(-1)
    assert (chances[1, :, 3:] == 0).all()
    assert (chances[0] > 0).all()
    assert (chances[1, :, :3] > 0).all()


def test_the_parser_reads_first_pieces_and_the_first_special_token(batch):
    batch, _ = batch
    states = states_of(batch)
    parser = make_parser()
    before = parser(states, batch)
    used = torch.zeros_like(batch.mask)
    used[batch.rows, batch.columns] = True
    used[:, 0] = True
    changed = states.masked_fill(~used[..., None], 9.0)
    assert torch.equal(before.heads, parser(changed, batch).heads)
    other_root = states.clone()
    other_root[:, 0] += 1
    after = parser(other_root, batch).heads
    assert not torch.allclose(before.heads[..., 0], after[..., 0])
    assert torch.equal(before.heads[..., 1:], after[..., 1:])


def test_arcs_by_hand(batch):
    """Dozat & Manning 2017, equations 4 to 6: d U h, with a 1 behind d (and, for relations, behind h)."""
    batch, _ = batch
    states, parser = states_of(batch), make_parser()
    output = parser(states, batch)
    word, head = states[0, batch.columns[2]], states[0, batch.columns[0]]
    one = torch.ones(1)
    dependent, governor, labelled, labelling = (
        view(x) for view, x in zip(parser.views, (word, head, word, head), strict=True)
    )
    arc = torch.cat([dependent, one]) @ parser.arc @ governor
    assert torch.allclose(output.heads[0, 2, 1], arc, atol=1e-6)
    left, right = torch.cat([labelled, one]), torch.cat([labelling, one])
    assert torch.allclose(output.relations[0, 2, 1], parser.label @ right @ left, atol=1e-6)


def test_padding_changes_nothing(tiny_backbone):
    parser = make_parser(tiny_backbone.hidden_size)
    rows = table("ul/2/det kato/0/root ./2/punct", "kato/0/root un/1/det domo/1/obj vidas/1/dep ./1/punct")
    together, alone = PARSING.examples(tiny_backbone, rows), PARSING.examples(tiny_backbone, rows)[:1]
    answers = []
    for examples in (together, alone):
        batch, _ = collate(examples, 0, CPU)
        torch.manual_seed(0)
        states = torch.randn(1, 20, tiny_backbone.hidden_size)[:, : batch.ids.shape[1]]
        answers.append(parser(states.expand(len(examples), -1, -1), batch))
    assert torch.allclose(answers[0].heads[0, :3, :4], answers[1].heads[0], atol=1e-6)


# --- loss


def arcs(heads, relations, real=None):
    real = torch.ones(heads.shape[:2], dtype=torch.bool) if real is None else real
    return Arcs(heads, relations, real)


def test_loss_is_that_of_heads_plus_that_of_relations_at_gold_heads():
    draw = torch.Generator().manual_seed(0)
    output = arcs(torch.randn(1, 2, 3, generator=draw), torch.randn(1, 2, 3, 37, generator=draw))
    gold = torch.tensor([[2, NSUBJ], [0, ROOT]])
    heads = torch.nn.functional.cross_entropy(output.heads[0], gold[:, 0])
    chosen = torch.stack([output.relations[0, 0, 2], output.relations[0, 1, 0]])
    expected = heads + torch.nn.functional.cross_entropy(chosen, gold[:, 1])
    assert torch.allclose(PARSING.loss(output, gold), expected)


def test_unlabelled_words_have_no_loss(batch):
    batch, gold = batch
    parser = make_parser()
    output = parser(states_of(batch), batch)
    without = gold.clone()
    without[[1, 5]] = UNLABELLED
    heads, relations = output.heads[output.real], output.relations[output.real]
    kept = [0, 2, 3, 4]
    assert torch.allclose(
        PARSING.loss(output, without),
        PARSING.loss(arcs(heads[None, kept], relations[None, kept]), gold[kept]),
    )
    nothing = PARSING.loss(output, torch.full_like(gold, UNLABELLED))
    assert nothing.item() == 0
    nothing.backward()
    assert all(p.grad is None or not p.grad.any() for p in parser.parameters())


# --- decoding


def test_any_scores_give_trees_with_one_root():
    draw = torch.Generator().manual_seed(0)
    counts = [1, 2, 5, 9]
    for scale in (0.0, 1.0, 100.0):
        heads = scale * torch.randn(4, 9, 10, generator=draw)
        real = torch.tensor([[place < count for place in range(9)] for count in counts])
        for row, count in enumerate(counts):
            heads[row, :, count + 1 :] = torch.finfo(heads.dtype).min
        relations = torch.randn(4, 9, 10, 37, generator=draw)
        window = Window(0, 0, [0] * 11, [1], (1, 10))
        windows = [dataclasses.replace(window, firsts=list(range(1, count + 1))) for count in counts]
        trees = PARSING.decode(arcs(heads, relations, real), pad(windows, 0, CPU))
        assert [len(tree) for tree in trees] == counts
        for tree in trees:
            assert one_root_tree([head for head, _ in tree])
            assert all((relation == "root") == (head == 0) for head, relation in tree)


def test_decoding_finds_the_gold_tree(batch):
    batch, gold = batch
    heads, relations = torch.zeros(2, 4, 5), torch.zeros(2, 4, 5, 37)
    real = torch.tensor([[True] * 4, [True, True, False, False]])
    places = [(window, word) for window in (0, 1) for word in range(batch.words[window])]
    for (window, word), (head, relation) in zip(places, gold.tolist(), strict=True):
        heads[window, word, head] = 5.0
        relations[window, word, head, relation] = 5.0
    trees = PARSING.decode(arcs(heads, relations, real), batch)
    assert trees == [
        [(2, "det"), (0, "root"), (2, "obj"), (2, "punct")],
        [(0, "root"), (1, "det")],
    ]


# --- long sentences


def test_heads_outside_a_window_are_unlabelled_and_the_others_are_moved(tiny_backbone):
    count = 60
    chain = [0, *range(1, count)]  # every word hangs on the one before
    far = [0] + [1] * (count - 1)  # every word hangs on the first
    rows = {
        "sent_id": ["chain", "far"],
        "tokens": [["kato"] * count] * 2,
        "head": [chain, far],
        "deprel": [["root"] + ["obj"] * (count - 1)] * 2,
    }
    examples = PARSING.examples(tiny_backbone, rows)
    assert len(examples) > 3
    for example in examples:
        start, gold = example.window.start, example.gold
        if example.window.sentence == 1 and start:
            assert set(gold) == {(UNLABELLED, UNLABELLED)}
        elif start:
            assert gold[0] == (UNLABELLED, UNLABELLED)
            assert gold[1:] == [(i, OBJ) for i in range(1, len(gold))]
        else:
            assert gold[0] == (0, ROOT)
    batch, gold = collate(examples, 0, CPU)
    loss = PARSING.loss(make_parser()(states_of(batch), batch), gold)
    assert loss.isfinite()


def test_trees_of_windows_become_one():
    joined = PARSING.join([[(2, "nsubj"), (0, "root")], [(0, "root"), (1, "obj")], [(0, "root")]])
    assert joined == [(2, "nsubj"), (0, "root"), (2, "parataxis"), (3, "obj"), (2, "parataxis")]
    assert one_root_tree([head for head, _ in joined])
    single = [(2, "nsubj"), (0, "root")]
    assert PARSING.join([single]) == single


# --- scores


def test_scores_by_hand():
    rows = table("a/2/nsubj:pass b/0/root c/2/obj ./2/punct", "d/0/root e/1/_")
    answers = [
        [(2, "nsubj"), (0, "root"), (2, "iobj"), (1, "punct")],
        [(0, "root"), (1, "obj")],
    ]
    # Five annotated words; the head of "." is wrong, the relation of "c" too.
    assert PARSING.score(rows, answers) == {"uas": 4 / 5, "las": 3 / 5}


def test_subtypes_of_answers_are_not_looked_at_either():
    rows = table("a/2/nsubj b/0/root")
    assert PARSING.score(rows, [[(2, "nsubj:pass"), (0, "root")]]) == {"uas": 1.0, "las": 1.0}


def test_the_definitions_of_the_conll_2018_scorer():
    """Words count one by one over all sentences, punctuation too; LAS wants head and universal relation."""
    draw = random.Random(0)
    relations = ["nsubj", "nsubj:pass", "obj", "punct", "obl:tmod", "aux"]
    gold, answers = {"sent_id": [], "tokens": [], "head": [], "deprel": []}, []
    right_head = right = words = 0
    for number in range(30):
        size = draw.randint(2, 8)
        heads = [0, *(draw.randint(1, word) for word in range(1, size))]
        deprels = ["root", *draw.choices(relations, k=size - 1)]
        answer = [
            (head, label) if draw.random() < 0.6 else (draw.randint(0, size), draw.choice(relations))
            for head, label in zip(heads, deprels, strict=True)
        ]
        for column, value in zip(gold.values(), (str(number), ["x"] * size, heads, deprels), strict=True):
            column.append(value)
        answers.append(answer)
        for head, label, (said, relation) in zip(heads, deprels, answer, strict=True):
            words += 1
            right_head += head == said
            right += head == said and plain_relation(label) == plain_relation(relation)
    assert PARSING.score(gold, answers) == {"uas": right_head / words, "las": right / words}
    assert 0.3 < right / words < right_head / words < 0.9


def test_nothing_to_score_is_an_error():
    with pytest.raises(ValueError, match="nothing to score"):
        PARSING.score(table("a/0/_"), [[(0, "root")]])


# --- learning


class TreeCorpus:
    """Two orders of the same three words: only the order tells subject from object."""

    languages = ("aa",)

    def sentences(self, language, split, domain=None, limit=None):
        draw = random.Random(split)
        rows = []
        for number in range({"train": 96, "test": 30}[split]):
            first, second = draw.sample(["kato", "hundo", "domo", "arbo"], 2)
            words = [("ul", 2, "det"), (first, 3, "nsubj"), ("vidas", 0, "root")]
            words += [("granda", 5, "amod"), (second, 3, "obj"), (".", 3, "punct")]
            if draw.random() < 0.5:
                words = [("un", 2, "det"), (first, 4, "nsubj"), (second, 4, "obj"), ("havas", 0, "root")]
            tokens, heads, deprels = map(list, zip(*words, strict=True))
            rows.append({"sent_id": f"{split}-{number}", "tokens": tokens, "head": heads, "deprel": deprels})
        return Dataset.from_list(rows[:limit])


def test_a_parser_learns(make_backbone):
    backbone = make_backbone(num_hidden_layers=2)
    tuned = finetune(backbone, TreeCorpus(), "parsing", "aa", epochs=12, batch_size=8, learning_rate=5e-3)
    scores = tuned.evaluate(TreeCorpus())["aa"]
    assert scores["uas"] >= scores["las"] > 0.95
    words = ["ul", "domo", "vidas", "granda", "kato", "."]
    (tree,) = tuned.predict([words])
    assert tree == [(2, "det"), (3, "nsubj"), (0, "root"), (5, "amod"), (3, "obj"), (3, "punct")]
    (long,) = tuned.predict([words * 15])
    assert len(long) == 90
    assert one_root_tree([head for head, _ in long])


def test_a_corpus_without_trees_is_explained(tiny_backbone, toy_corpus):
    with pytest.raises(ValueError, match="'aa-train-0' has no tree"):
        finetune(tiny_backbone, toy_corpus, "parsing", "aa", max_steps=1)
