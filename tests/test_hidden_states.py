"""Hidden states: in a file as in memory, some of them as all of them, and no more in memory than wanted."""

from __future__ import annotations

import errno
import gc
import threading
from pathlib import Path

import pytest
import torch

from xling_utils import hidden_states
from xling_utils.hidden_states import Wanted, layer_states, read_states, window_states

SENTENCES = [
    ["ul", "kato", "vidas", "."],
    ["un"],
    ["zi", "hundovidas", "mod", "sunda", "."],
    ["kato", "vidas"] * 40,
    ["mirka", "."],
]
LEVELS = ("sentence", "word")


@pytest.fixture(scope="module")
def windows(tiny_backbone):
    found = tiny_backbone.encode(SENTENCES)
    assert len(found) > len(SENTENCES), "one sentence has several windows"
    return found


# In a file


@pytest.mark.parametrize("level", LEVELS)
def test_a_file_holds_the_same_states(tiny_backbone, tmp_path, level):
    in_memory = layer_states(tiny_backbone, SENTENCES, level=level)
    in_file = layer_states(tiny_backbone, SENTENCES, level=level, file=tmp_path / "states")
    assert torch.equal(in_file, in_memory)
    assert (tmp_path / "states").stat().st_size == 4 * in_memory.numel()
    raw = torch.frombuffer(bytearray((tmp_path / "states").read_bytes()), dtype=torch.float32)
    assert torch.equal(raw.view_as(in_memory), in_memory)


def test_a_file_is_replaced_and_older_states_stay(tiny_backbone, tmp_path):
    first = layer_states(tiny_backbone, SENTENCES, file=tmp_path / "states")
    kept = first.clone()
    second = layer_states(tiny_backbone, SENTENCES[:2], file=str(tmp_path / "states"))
    assert torch.equal(first, kept)
    assert torch.equal(second, layer_states(tiny_backbone, SENTENCES[:2]))
    (tmp_path / "states").unlink()
    assert torch.equal(first, kept), "nobody needs its name any more"


def test_a_full_disk_is_an_error_and_leaves_nothing(tiny_backbone, tmp_path, monkeypatch):
    def full(*_):
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(hidden_states.os, "posix_fallocate", full)
    with pytest.raises(OSError, match=r"no room for 0\.0 GB of hidden states"):
        layer_states(tiny_backbone, SENTENCES, file=tmp_path / "states")
    assert not list(tmp_path.iterdir())


def test_a_file_needs_no_help_of_the_system(tiny_backbone, tmp_path, monkeypatch):
    monkeypatch.delattr(hidden_states.os, "posix_fallocate")
    states = layer_states(tiny_backbone, SENTENCES, file=tmp_path / "states")
    assert torch.equal(states, layer_states(tiny_backbone, SENTENCES))


def test_a_file_is_not_on_a_gpu(tiny_backbone, tmp_path):
    with pytest.raises(ValueError, match="cannot lie on meta"):
        layer_states(tiny_backbone, SENTENCES, device="meta", file=tmp_path / "states")


def test_no_sentences_need_no_file(tiny_backbone, tmp_path):
    assert layer_states(tiny_backbone, [], file=tmp_path / "states").shape == (5, 0, 16)


# Some of them


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("token_budget", [64, 4096])
def test_some_items_are_those_of_all(tiny_backbone, windows, level, token_budget):
    whole = window_states(tiny_backbone, windows, level=level, token_budget=token_budget)
    items = [3, 0, whole.shape[1] - 1]
    wanted = [Wanted(level, items), Wanted(level, []), Wanted(level, items, last=True), Wanted(level)]
    found = read_states(tiny_backbone, windows, wanted, token_budget=token_budget)
    assert torch.equal(found[0], whole[:, items])
    assert found[1].shape == (5, 0, 16)
    assert torch.equal(found[2], whole[-1:, items])
    assert torch.equal(found[3], whole)


def test_one_pass_gives_everything(tiny_backbone, windows):
    read = []
    hook = tiny_backbone.model.register_forward_hook(lambda *_: read.append(1))
    found = read_states(tiny_backbone, windows, [Wanted(level) for level in LEVELS], token_budget=64)
    passes = len(read)
    apart = [window_states(tiny_backbone, windows, level=level, token_budget=64) for level in LEVELS]
    hook.remove()
    assert len(read) == 3 * passes > 3
    assert all(map(torch.equal, found, apart))


@pytest.mark.parametrize("items", [[0, 0], [-1], [len(SENTENCES)]])
def test_items_are_different_and_there(tiny_backbone, windows, items):
    with pytest.raises(ValueError, match="different numbers from 0 to 4"):
        read_states(tiny_backbone, windows, [Wanted("sentence", items)])


# In little memory


class Watch:
    """The most anonymous memory that this process had since it was made, in bytes."""

    def __init__(self):
        self.before = self.most = anonymous()
        self.stop = threading.Event()
        self.thread = threading.Thread(target=self.look, daemon=True)
        self.thread.start()

    def look(self):
        while not self.stop.wait(0.002):
            self.most = max(self.most, anonymous())

    def growth(self):
        self.stop.set()
        self.thread.join()
        return max(self.most, anonymous()) - self.before


def anonymous():
    for line in Path("/proc/self/status").read_text().splitlines():
        if line.startswith("RssAnon:"):
            return 1024 * int(line.split()[1])
    return 0


@pytest.mark.skipif(not Path("/proc/self/status").is_file(), reason="memory is read from Linux's /proc")
def test_states_in_a_file_or_drawn_before_reading_are_not_in_memory(make_backbone, tmp_path):
    deep = make_backbone(hidden_size=128, num_hidden_layers=24, intermediate_size=8)
    windows = deep.encode([["kato", "vidas"] * 20] * 150)
    size = 25 * 150 * 40 * 128 * 4
    few = list(range(0, 6000, 100))

    def grown(**options):
        gc.collect()
        watch = Watch()
        [states] = read_states(deep, windows, [Wanted("word", **options)], token_budget=512, precision="fp32")
        assert all(layer.isfinite().all() for layer in states)
        return watch.growth()

    layer_states(deep, [["kato", "vidas"] * 20] * 12)  # what the library keeps for itself from now on
    assert grown(items=few) < size / 2
    assert grown(file=tmp_path / "states") < size / 2
    assert grown() > 0.9 * size, "the watch sleeps"
