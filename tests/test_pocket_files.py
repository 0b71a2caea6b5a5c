"""What other programs read of the result."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
import torch
from tiny_pretraining import TEXTS, TINY
from transformers import AutoModel, AutoModelForMaskedLM, AutoTokenizer, BertForMaskedLM
from transformers.utils import logging as transformers_logging

from xling_utils.masked_lm import PretrainConfig
from xling_utils.pocket_files import run_fingerprint, save_pocket
from xling_utils.pretraining import pretrain
from xling_utils.wordpieces import hash_texts


@pytest.fixture(scope="module")
def trained():
    return pretrain(TEXTS, TINY, every=10, verbose=False)


@pytest.fixture(scope="module")
def pocket(trained, tmp_path_factory):
    directory = tmp_path_factory.mktemp("pocket")
    log = [{"step": step} for step in range(1, 1001)]
    save_pocket(
        trained.model, trained.tokenizer, directory, config=TINY, log=log, data_hash=hash_texts(TEXTS)
    )
    return directory


@pytest.fixture
def warnings_of_transformers(monkeypatch):
    messages = []
    logger = transformers_logging.get_logger("transformers.modeling_utils")
    monkeypatch.setattr(logger, "warning", lambda message, *rest, **more: messages.append(message))
    return messages


def test_auto_model_reads_the_encoder_without_warnings(trained, pocket, warnings_of_transformers):
    encoder, loading = AutoModel.from_pretrained(pocket, output_loading_info=True)
    assert not any(loading.values())
    assert not warnings_of_transformers
    assert encoder.dtype == torch.float32
    inputs = AutoTokenizer.from_pretrained(pocket)("the Cat sees", return_tensors="pt")
    with torch.inference_mode():
        expected = trained.model.bert(**inputs).last_hidden_state
        torch.testing.assert_close(encoder(**inputs).last_hidden_state, expected, atol=0.02, rtol=0.02)


def test_the_masked_language_model_comes_back_to_half_precision(trained, pocket, warnings_of_transformers):
    model, loading = AutoModelForMaskedLM.from_pretrained(pocket, variant="mlm", output_loading_info=True)
    assert not any(loading.values())
    assert not warnings_of_transformers
    assert isinstance(model, BertForMaskedLM)
    for name, value in trained.model.state_dict().items():
        assert torch.equal(model.state_dict()[name], value.half().float()), name


def test_the_tokenizer_comes_back(trained, pocket):
    tokenizer = AutoTokenizer.from_pretrained(pocket)
    for texts in TEXTS.values():
        assert tokenizer(texts[:20])["input_ids"] == trained.tokenizer(texts[:20])["input_ids"]
    assert tokenizer.model_max_length == TINY.max_position_embeddings


def test_the_record_says_how_it_was_made(pocket):
    record = json.loads((pocket / "pretraining.json").read_text())
    assert PretrainConfig(**(record["config"] | {"languages": tuple(record["config"]["languages"])})) == TINY
    assert record["data_sha256"] == hash_texts(TEXTS)
    assert {"torch", "transformers"} <= set(record["versions"])
    rows = [json.loads(line) for line in (pocket / "log.jsonl").read_text().splitlines()]
    assert len(rows) <= 100
    assert rows[-1]["step"] == 1000


def test_the_record_resolves_auto(trained, tmp_path, monkeypatch):
    monkeypatch.setattr(torch.cpu, "_is_amx_tile_supported", lambda: False)
    config = replace(TINY, precision="auto")
    save_pocket(trained.model, trained.tokenizer, tmp_path, config=config, log=[], data_hash="")
    record = json.loads((tmp_path / "pretraining.json").read_text())
    assert (record["config"]["precision"], record["precision"]) == ("auto", "fp32")


def test_the_fingerprint_is_of_config_and_texts():
    one = run_fingerprint(TINY, TEXTS)
    assert one == run_fingerprint(replace(TINY), dict(TEXTS))
    assert (
        len({one, run_fingerprint(replace(TINY, seed=1), TEXTS), run_fingerprint(TINY, {"en": ["a"]})}) == 3
    )
