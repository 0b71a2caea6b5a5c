"""What encoders and studies cost: formulas against counts, and against real tensors."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from transformers import AutoConfig, AutoModel, PreTrainedConfig

from xling_utils.budgets import CorpusSize, Machine, cpu, gpu, study_cost
from xling_utils.costs import (
    KNOWN,
    checkpoint_bytes,
    count_parameters,
    counted_flops,
    empty_model,
    forward_flops,
    kept_bytes,
    known_config,
    states_bytes,
    training_flops,
    training_memory,
)
from xling_utils.grids import muller
from xling_utils.measurements import Measurement, measurement
from xling_utils.records import RunSpec

ENCODERS = ("pocket", *KNOWN)
SMALL = {"hidden_size": 32, "intermediate_size": 48, "num_hidden_layers": 3, "num_attention_heads": 4}


def small(family: str, **fields: int) -> PreTrainedConfig:
    special = dict.fromkeys(("bos_token_id", "eos_token_id", "cls_token_id", "sep_token_id"))
    return AutoConfig.for_model(family, pad_token_id=0, **SMALL | special | {"vocab_size": 60} | fields)


@pytest.mark.parametrize("name", ENCODERS)
@pytest.mark.parametrize("length", [12, 40])
def test_the_formula_is_what_torch_counts(name: str, length: int) -> None:
    config = known_config(name)
    assert forward_flops(config, length) == counted_flops(config, length)


@pytest.mark.parametrize("name", ENCODERS)
def test_a_training_step_is_three_forward_passes(name: str) -> None:
    config = known_config(name)
    assert training_flops(config, 40) == counted_flops(config, 40, training=True)


@pytest.mark.parametrize("family", ["bert", "xlm-roberta", "modernbert"])
def test_parameters_are_those_of_a_real_model(family: str) -> None:
    config = small(family)
    model = AutoModel.from_config(config)
    pooler = getattr(model, "pooler", None)
    more = sum(p.numel() for p in pooler.parameters()) if pooler is not None else 0
    counts = count_parameters(config)
    assert counts.total == sum(p.numel() for p in model.parameters()) - more
    assert counts.embeddings == sum(p.numel() for p in model.embeddings.parameters())
    assert counts.matrices < counts.blocks


def test_empty_models_hold_nothing() -> None:
    model = empty_model(known_config("mBERT"))
    assert {parameter.device.type for parameter in model.parameters()} == {"meta"}


def test_a_larger_vocabulary_costs_parameters_and_no_operations() -> None:
    few, many = small("bert", vocab_size=60), small("bert", vocab_size=600)
    assert count_parameters(many).embeddings - count_parameters(few).embeddings == 540 * 32
    assert forward_flops(few, 20) == forward_flops(many, 20)


def test_mmbert_has_the_size_that_its_authors_state() -> None:
    counts = count_parameters(known_config("mmBERT"))
    assert round(counts.total / 1e6) == 307
    assert round((counts.blocks + counts.after) / 1e6) == 110


def test_unknown_encoder() -> None:
    with pytest.raises(ValueError, match="there is pocket, mBERT"):
        known_config("GPT")


def kept_by_a_real_model(config: PreTrainedConfig, sentences: int, length: int) -> int:
    model = AutoModel.from_config(config, attn_implementation="eager").train()
    if getattr(model, "pooler", None) is not None:
        model.pooler = None
    own = {parameter.untyped_storage().data_ptr() for parameter in model.parameters()}
    kept = {}

    def keep(tensor: torch.Tensor) -> torch.Tensor:
        storage = tensor.untyped_storage()
        if storage.data_ptr() not in own:
            kept[storage.data_ptr()] = storage
        return tensor

    with torch.autograd.graph.saved_tensors_hooks(keep, lambda tensor: tensor):
        model(input_ids=torch.ones(sentences, length, dtype=torch.long))
    return sum(storage.nbytes() for storage in kept.values())


@pytest.mark.parametrize("family", ["bert", "modernbert"])
def test_kept_bytes_are_those_of_a_real_step(family: str) -> None:
    config = small(family)
    assert kept_bytes(config, 4, 10) == pytest.approx(kept_by_a_real_model(config, 4, 10), rel=0.02)


def test_memory_of_a_step() -> None:
    config = small("bert")
    whole = training_memory(config, sentences=32, length=20)
    assert whole.weights == checkpoint_bytes(config) == 4 * count_parameters(config).total
    assert (whole.gradients, whole.optimiser) == (whole.weights, 2 * whole.weights)
    parts = training_memory(config, sentences=32, length=20, accumulate=4)
    assert parts.activations == pytest.approx(whole.activations / 4, rel=0.02)
    assert parts.weights == whole.weights
    half = training_memory(config, sentences=32, length=20, precision="bf16")
    assert whole.activations / 2 < half.activations < whole.activations
    assert whole.total == whole.weights * 4 + whole.activations


def test_bytes_of_states() -> None:
    states = torch.zeros(4, 7, 32)
    assert states_bytes(small("bert"), 7) == states.nbytes


SIZE = CorpusSize(train=1000, test=100, languages=5, length=20)


def test_the_cost_of_one_run() -> None:
    config = known_config("mBERT")
    spec = RunSpec(sentences=320, epochs=2, batch_size=32)
    cost = study_cost([spec], config, SIZE)
    assert (cost.runs, cost.steps, cost.trained, cost.read) == (1, 20, 12_800, 10_000)
    assert cost.flops_trained == 12_800 * training_flops(config, 20)
    assert cost.flops_read == 10_000 * forward_flops(config, 20)


def test_costs_add_up_and_grow() -> None:
    config, specs = known_config("pocket"), list(muller(seeds=range(1), control_seeds=range(1)).specs)
    whole = study_cost(specs, config, SIZE)
    parts = [study_cost(some, config, SIZE) for some in (specs[:7], specs[7:])]
    assert whole.flops == pytest.approx(sum(part.flops for part in parts))
    assert whole.steps == sum(part.steps for part in parts)
    longer = study_cost(specs, config, replace(SIZE, length=40))
    assert longer.trained == 2 * whole.trained
    assert longer.flops > 2 * whole.flops, "attention grows with the square of the length"


def test_more_data_than_there_is_costs_nothing() -> None:
    config = known_config("pocket")
    all_of_it, more = RunSpec(epochs=1), RunSpec(epochs=1, sentences=9999)
    assert study_cost([all_of_it], config, SIZE) == study_cost([more], config, SIZE)


def test_a_run_without_training_only_reads() -> None:
    cost = study_cost([RunSpec(epochs=0, similarity=50)], known_config("pocket"), SIZE)
    assert (cost.steps, cost.trained, cost.read) == (0, 0, 50 * 5 * 20)


def test_no_runs() -> None:
    with pytest.raises(ValueError, match="no runs"):
        study_cost([], known_config("pocket"), SIZE)


def test_hours() -> None:
    cost = study_cost([RunSpec(sentences=320, epochs=2)], known_config("mBERT"), SIZE)
    machine = Machine("a", cost.flops_trained / 3600, cost.flops_read / 3600, 0.0, "computed")
    assert cost.hours(machine) == pytest.approx(2)
    slow = replace(machine, overhead=36.0)
    batches = cost.steps + cost.read / 4096
    assert cost.hours(slow) == pytest.approx(2 + batches / 100)
    assert gpu().basis == "computed"
    assert cost.hours(gpu(share=0.6)) < cost.hours(gpu(share=0.3))


ROWS = [
    {"model": "mBERT", "work": work, "precision": "fp32", "threads": 1, "length": 40, "pieces_per_second": v}
    for work, v in (("training", 100.0), ("reading", 400.0))
]


def test_a_measured_processor() -> None:
    speed = Measurement("speed", "x86_64, 2 cores", {}, "", tuple(ROWS))
    machine = cpu(speed, "mBERT")
    config = known_config("mBERT")
    assert machine.training == 100 * training_flops(config, 40)
    assert machine.reading == 400 * forward_flops(config, 40)
    assert machine.basis == "measured"
    with pytest.raises(ValueError, match="has 0 rows with model=mBERT, work=training, precision=bf16"):
        cpu(speed, "mBERT", precision="bf16")


def test_a_measurement_is_read(tmp_path: Path) -> None:
    content = {"machine": "x86_64, 2 cores", "versions": {"torch": "2"}, "command": "python x", "rows": ROWS}
    (tmp_path / "scaling_speed.json").write_text(json.dumps(content), encoding="utf-8")
    found = measurement("speed", tmp_path)
    assert found.find(work="reading")["pieces_per_second"] == 400
    with pytest.raises(ValueError, match="2 rows with model=mBERT, not one"):
        found.find(model="mBERT")


def test_a_table_of_rows() -> None:
    rows = ({"name": "a", "share": 0.5, "count": 1200, "done": True}, {"name": "long", "count": 3})
    found = Measurement("x", "", {}, "", rows)
    columns = {"name": "", "count": "runs", "share": "share", "done": "done"}
    assert found.table(columns).splitlines() == [
        "       runs  share  done",
        "a     1,200    0.5   yes",
        "long      3",
    ]


def test_a_missing_or_broken_measurement(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"python benchmarks/speed.py --output scaling_speed.json"):
        measurement("speed", tmp_path)
    (tmp_path / "scaling_speed.json").write_text('{"rows": 3}', encoding="utf-8")
    with pytest.raises(ValueError, match="Run it again"):
        measurement("speed", tmp_path)
