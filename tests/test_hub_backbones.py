"""Backbones of the hub, on stand-ins of each family that a server on loopback gives."""

from __future__ import annotations

import errno
import json
import os
import shutil
import subprocess
import sys
import threading
import time
from pathlib import Path

import huggingface_hub
import pyarrow as pa
import pytest
import torch
from encoder_families import FAMILIES, write_family
from hub_server import COMMIT, OLDER, TOKEN, LoopbackHub, files_below, half_files, small_disk, use_hub
from pyarrow import parquet
from transformers import AutoModelForMaskedLM, GPT2Config

import xling_utils
from xling_utils import load_backbone, load_corpus
from xling_utils.corpora.hub import XNLI
from xling_utils.hub_repository import Repository
from xling_utils.pretrained import weight_files

IDS = {
    "bert": "google-bert/bert-base-multilingual-cased",
    "xlm-roberta": "FacebookAI/xlm-roberta-base",
    "modernbert": "answerdotai/ModernBERT-base",
    "mmbert": "jhu-clsp/mmBERT-base",
}
MODEL = IDS["bert"]
WEIGHTS = "model.safetensors"
QUICK = 15.0
"""Seconds, on a busy machine; the library's own retries sleep for 23."""
NOT_WANTED = ("pytorch_model.bin", "tf_model.h5", "onnx/model.onnx", "onnx/config.json")


@pytest.fixture(scope="module")
def models(tmp_path_factory) -> Path:
    """All families under their ids, with files beside them that nobody here reads."""
    corpus, root = load_corpus("fragment"), tmp_path_factory.mktemp("models")
    texts = [text for code in ("en", "zh") for text in corpus.sentences(code, "raw", limit=40)[:]["text"]]
    for family in FAMILIES:
        folder = write_family(family, root / IDS[family], texts)
        for name in NOT_WANTED:
            (folder / name).parent.mkdir(exist_ok=True)
            (folder / name).write_bytes(b"not for us")
    return root


@pytest.fixture
def root(models, tmp_path) -> Path:
    """One model to break."""
    shutil.copytree(models / MODEL, tmp_path / "hub" / MODEL)
    return tmp_path / "hub"


@pytest.fixture
def cache(tmp_path) -> Path:
    (tmp_path / "cache").mkdir()
    return tmp_path / "cache"


@pytest.fixture
def hub(root, cache, monkeypatch):
    with LoopbackHub(root, revisions={"v1": OLDER}).running() as running:
        use_hub(monkeypatch, running.address, cache)
        yield running
    huggingface_hub.close_session()


def load(name=MODEL):
    return load_backbone(name, device="cpu")


def refused(kind=FileNotFoundError, name=MODEL) -> str:
    """What a user is told."""
    with pytest.raises(kind) as caught:
        load(name)
    return str(caught.value)


def weights(model) -> dict[str, torch.Tensor]:
    return dict(model.named_parameters())


def same(one, other) -> bool:
    one, other = weights(one), weights(other)
    return one.keys() == other.keys() and all(torch.equal(one[name], other[name]) for name in one)


# --- what works


@pytest.mark.parametrize("family", FAMILIES)
def test_a_family_is_downloaded_once_and_read_again_offline(family, models, cache, monkeypatch, capfd):
    name = IDS[family]
    with LoopbackHub(models).running() as hub:
        use_hub(monkeypatch, hub.address, cache)
        first = load(name)
        got = hub.got()
        load(name)
        assert hub.got() == got, "the second time nothing is downloaded"
    expected = AutoModelForMaskedLM.from_pretrained(models / name).base_model
    capfd.readouterr()
    assert first.name == name
    assert same(first.model, expected)
    assert got[0] == "config.json", "is it an encoder at all?"
    assert got[-1] == WEIGHTS, "where the weights are, all is"
    assert set(got) == set(files_below(models / name)) - set(NOT_WANTED)

    closed = load(name)
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    offline = load(name)
    for again in (closed, offline):
        assert same(first.model, again.model)
        assert again.encode(["No village ."]) == first.encode(["No village ."])
    assert capfd.readouterr() == ("", "")


def test_weights_in_parts(root, hub):
    folder = root / MODEL
    whole = AutoModelForMaskedLM.from_pretrained(folder)
    (folder / WEIGHTS).unlink()
    whole.save_pretrained(folder, max_shard_size="30kB")
    parts = sorted(path.name for path in folder.glob("model-*"))
    assert len(parts) > 1
    assert same(load().model, whole.base_model)
    assert hub.got()[-len(parts) :] == parts


def test_one_part_tells_of_all():
    assert weight_files(["b.json", "model-00002-of-00003.safetensors"]) == [
        f"model-0000{i}-of-00003.safetensors" for i in (1, 2, 3)
    ]
    assert weight_files(["model.fp16.safetensors", "pytorch_model.bin"]) == []


def test_a_revision_can_be_named(hub, monkeypatch):
    assert load(f"{MODEL}#v1").name == f"{MODEL}#v1"
    assert Repository(MODEL, "v1", kind="model").commit == OLDER
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert load(f"{MODEL}#v1").num_layers == load(f"{MODEL}#{OLDER}").num_layers == 4
    assert "revision main: config.json is not in the cache" in refused()


def test_a_model_from_the_cache_of_other_programs(hub, cache):
    """`hf download` and transformers itself fill the same cache."""
    folder = Path(huggingface_hub.snapshot_download(MODEL, cache_dir=cache))
    assert load().num_layers == 4
    hub.asked.clear()
    load()
    assert hub.got() == []
    assert folder.name == COMMIT


# --- what the hub refuses


@pytest.mark.parametrize("token", [None, TOKEN], ids=["401", "404"])
def test_a_wrong_id(hub, monkeypatch, token):
    if token:
        monkeypatch.setenv("HF_TOKEN", token)
    assert refused(name="google-bert/mbert") == (
        f"cannot get google-bert/mbert, revision main: {hub.address} has no such model, or it is private; "
        "there is no folder of this name either. Check the spelling, HF_ENDPOINT, and HF_TOKEN for a private "
        "copy"
    )
    assert "has no such revision" in refused(name=f"{MODEL}#v2")


@pytest.mark.parametrize("name", ["mBERT base", "a--b/c", "models:mbert"])
def test_what_can_be_no_id(hub, name):
    assert f"cannot get {name}, revision main: this can be no id of the hub" in refused(name=name)
    assert not hub.asked


@pytest.mark.parametrize("token", [None, TOKEN], ids=["401", "403"])
def test_a_gated_model(hub, cache, monkeypatch, token):
    hub.gated.add(MODEL)
    if token:
        monkeypatch.setenv("HF_TOKEN", token)
    told = refused()
    assert f"it asks for permission: accept its terms at {hub.address}/{MODEL}, then log in with" in told
    hub.gated.clear()
    assert load().num_layers == 4


def test_a_token_that_is_not_valid(hub, monkeypatch):
    monkeypatch.setenv("HF_TOKEN", "hf_old")
    assert f"{hub.address} refuses your token. Log in again with 'hf auth login', or unset" in refused()


@pytest.mark.parametrize("status", [429, 500, 503])
def test_a_hub_with_troubles(hub, status):
    hub.status = status
    assert f"cannot get {MODEL}, revision main: {hub.address} answers with error {status}. Try" in refused()
    hub.status = None
    load()
    hub.status = status
    assert load().num_layers == 4, "from the cache"


# --- what a model lacks


def test_a_missing_config(root, hub):
    (root / MODEL / "config.json").unlink()
    assert refused() == f"{MODEL}, revision main has no config.json: it is no transformers model"
    assert hub.got() == []


def test_only_pickled_weights(root, hub):
    (root / MODEL / WEIGHTS).unlink()
    assert "has no model.safetensors. Pickled weights (.bin, .pt) are not read: load them in" in refused()
    assert hub.got() == ["config.json"]


def test_what_is_no_encoder_costs_no_download(root, hub):
    GPT2Config().save_pretrained(root / MODEL)
    assert f"{MODEL} is a gpt2 model, no masked language model" in refused(ValueError)
    assert hub.got() == ["config.json"]


def test_code_of_a_model_is_never_run(root, hub):
    config = {"model_type": "my-bert", "auto_map": {"AutoConfig": "mine.Mine"}}
    (root / MODEL / "config.json").write_text(json.dumps(config))
    (root / MODEL / "mine.py").write_text("raise SystemExit('it ran')")
    assert f"{MODEL} is no model that transformers has code for" in refused(ValueError)
    assert hub.got() == ["config.json"]


# --- no network


def test_no_hub_and_an_empty_cache(hub, cache, monkeypatch):
    with LoopbackHub(hub.root).running() as gone:
        pass
    use_hub(monkeypatch, gone.address, cache)
    start = time.monotonic()
    told = refused()
    assert time.monotonic() - start < QUICK, "without the library's retries"
    assert f"config.json is not in the cache {cache}, and {gone.address} cannot be reached (" in told
    assert f"run: hf download {MODEL}; or give the folder of a saved model, or 'pocket'" in told
    assert files_below(cache) == []
    use_hub(monkeypatch, hub.address, cache)
    assert load().num_layers == 4


def test_no_hub_and_half_of_a_model_in_the_cache(root, cache, monkeypatch):
    with LoopbackHub(root).running() as gone:
        use_hub(monkeypatch, gone.address, cache)
        Repository(MODEL, kind="model").path("tokenizer.json")
    start = time.monotonic()
    told = refused()
    assert time.monotonic() - start < QUICK
    assert f"{WEIGHTS} is not in the cache {cache}, and {gone.address} cannot be reached (" in told


def test_a_hub_that_never_answers(hub, monkeypatch):
    over = threading.Event()
    monkeypatch.setattr("hub_server.Handler.answer", lambda self: over.wait(60))
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_ETAG_TIMEOUT", 0.2)
    start = time.monotonic()
    assert f"{hub.address} cannot be reached (timed out)" in refused()
    assert time.monotonic() - start < QUICK
    over.set()


def test_offline_with_an_empty_cache(hub, monkeypatch):
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    start = time.monotonic()
    told = refused()
    assert time.monotonic() - start < QUICK
    assert "config.json is not in the cache" in told
    assert f"and HF_HUB_OFFLINE is set. With a network, run: hf download {MODEL}; or give" in told
    assert not hub.asked


# --- downloads that break


@pytest.mark.parametrize("file", ["config.json", "tokenizer.json", WEIGHTS])
@pytest.mark.parametrize("fault", ["cut", "short"])
def test_a_download_that_breaks(hub, cache, monkeypatch, fault, file):
    faulty = getattr(hub, fault)
    faulty.add(file)
    told = refused()
    assert f"cannot get {MODEL}, revision main: {file} did not come whole (" in told
    assert "Check the network, then run again" in told
    snapshot = cache / f"models--{MODEL.replace('/', '--')}/snapshots/{COMMIT}"
    assert not (snapshot / file).exists(), "half a file never has the name of a file"
    assert half_files(cache) == []
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", True)
    assert f"{file if file == 'config.json' else WEIGHTS} is not in the cache" in refused()
    monkeypatch.setattr(huggingface_hub.constants, "HF_HUB_OFFLINE", False)
    faulty.clear()
    assert same(load().model, load(str(hub.root / MODEL)).model), "mended by a new try"


def test_a_connection_that_breaks_once_is_no_fault(hub, monkeypatch):
    from hub_server import Handler

    send = Handler.send

    def once(self, path, file, more):
        send(self, path, file, more)
        if self.command == "GET":
            hub.cut.discard(file)

    monkeypatch.setattr(Handler, "send", once)
    hub.cut.add(WEIGHTS)
    assert same(load().model, load(str(hub.root / MODEL)).model), "it went on where it was cut"
    assert hub.got().count(WEIGHTS) == 2


def test_a_damaged_file_in_the_cache(hub, cache):
    load()
    file = cache / f"models--{MODEL.replace('/', '--')}/snapshots/{COMMIT}" / WEIGHTS
    file.write_bytes(file.read_bytes()[:1000])
    told = refused(ValueError)
    assert f"a file of {MODEL} is damaged, perhaps cut off" in told
    assert f"Get it again: hf download {MODEL} --force-download" in told


# --- the disk


def check_full(told: str, cache: Path) -> None:
    assert f"cannot get {MODEL}, revision main: the disk is full (" in told
    assert f"Free some space where the cache {cache} is, or set HF_HOME to a folder on another disk" in told
    assert "no such model" not in told
    assert half_files(cache) == []


def test_a_full_disk(hub, cache, monkeypatch, capfd):
    assert (hub.root / MODEL / WEIGHTS).stat().st_size > 64_000
    with small_disk(cache, "100k"):
        check_full(refused(OSError), cache)
        assert capfd.readouterr() == ("", "")
        subprocess.run(["mount", "-o", "remount,size=1m", str(cache)], check=True)
        assert load().num_layers == 4, "with more space the same call goes on"


def test_a_disk_that_says_it_is_full(hub, cache, monkeypatch):
    """The same without a disk of its own, for those who are not root."""

    def full(*_args, **_options):
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("huggingface_hub.file_download.http_get", full)
        check_full(refused(OSError), cache)
    assert load().num_layers == 4


def test_a_cache_that_cannot_be_written(hub, cache):
    with small_disk(cache, "1m", "ro"):
        told = refused(PermissionError)
    assert f"the cache {cache} cannot be written. Set HF_HOME to a folder of your own" in told


# --- a program of its own


PROGRAM = """
import sys
def refuse(event, arguments):
    if event == "socket.connect" and arguments[1][0] != "127.0.0.1":
        raise AssertionError(f"a connection to {arguments[1]}")
sys.addaudithook(refuse)
from xling_utils import load_backbone, load_corpus
load_backbone(sys.argv[1], device="cpu")
load_corpus("hub:xnli").pairs("en", "test")
"""


def test_a_program_hears_nothing(hub, cache):
    """The environment of a user, not that of the tests: bars and warnings would come out here."""
    pairs = pa.table({"premise": ["a"], "hypothesis": ["b"], "label": [0]})
    (hub.root / XNLI / "en").mkdir(parents=True)
    parquet.write_table(pairs, hub.root / XNLI / "en/test.parquet")
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("HF_", "PYTEST"))}
    package = str(Path(xling_utils.__file__).parents[1])
    ours = {"HF_ENDPOINT": hub.address, "HF_HOME": str(cache), "NO_PROXY": "127.0.0.1", "PYTHONPATH": package}
    ours["TQDM_POSITION"] = "-1"  # bars of the hub's library also where there is no terminal
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM, MODEL], env=kept | ours, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")
    assert hub.got()[-2:] == [WEIGHTS, "en/test.parquet"]
