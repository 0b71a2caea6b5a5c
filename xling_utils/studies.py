"""Runs: `run` carries out one.

What a run needs and what it gives is in `records`; which runs a study has is in `grids`; how many of them are
carried out on several processes or machines is in `scheduling`.
"""

from __future__ import annotations

import hashlib
import os
import platform
import time
from dataclasses import replace
from functools import cache, lru_cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from xling_utils.records import ByLayer, RunRecord, RunSpec

if TYPE_CHECKING:
    from torch import Tensor

    from xling_utils.backbones import Backbone
    from xling_utils.corpora import Corpus
    from xling_utils.evaluation import EvaluationSet
    from xling_utils.finetuning import FineTuned


def run(spec: RunSpec) -> RunRecord:
    """Carries out one run: load, re-initialise, fine-tune, evaluate, measure.

    What many runs share is read once per process: the backbone, the corpus, tokenized test sentences and the
    hidden states of the untouched backbone.
    """
    from xling_utils.backbones import reinit

    started = time.perf_counter()
    pretrained = _backbone(spec.backbone)
    start = pretrained
    if spec.reinit:
        start = reinit(
            pretrained,
            spec.reinit,  # type: ignore[arg-type]
            seed=spec.seed,
            init=spec.init,  # type: ignore[arg-type]
            scattered=spec.scattered,
        )
    tuned = _tune(spec, start) if spec.epochs else None
    results: dict[str, Any] = {"scores": {}} if tuned is None else _scores(spec, tuned, start)
    results["layers"] = _similarity(spec, tuned.backbone if tuned else start) if spec.similarity else {}
    if spec.probe and tuned:
        layers, results["top"] = _languages_told(spec, tuned)
        results["layers"] |= layers
    seconds = round(time.perf_counter() - started, 2)
    weights = hash_weights(pretrained.model)
    precision = spec.precision or pretrained.precision
    if precision != "fp32":
        results["precision"] = precision
    return RunRecord(
        spec, seconds=seconds, versions=_versions(), machine=_machine(), weights=weights, **results
    )


def _tune(spec: RunSpec, start: Backbone) -> FineTuned:
    from xling_utils.finetuning import finetune
    from xling_utils.unlearning import CLOSED_FORM, unlearn

    recipe: dict[str, Any] = {
        "seed": spec.seed,
        "sentences": spec.sentences,
        "domain": spec.domain,
        "epochs": spec.epochs,
        "batch_size": spec.batch_size,
        "learning_rate": spec.learning_rate,
        "head_rate": spec.head_rate,
        "head_std": spec.head_std,
        "frozen": spec.frozen,
        "precision": _precision(spec),
        "accumulate": spec.accumulate,
        "progress": False,
    }
    if spec.steady:
        recipe |= {"warmup": 0.0, "decay": False}
    if not spec.method:
        return finetune(start, _corpus(spec.corpus), spec.task, spec.source, **recipe)
    return unlearn(
        start,
        _corpus(spec.corpus),
        spec.task,
        spec.source,
        method=spec.method,  # type: ignore[arg-type]
        strength=spec.strength,
        schedule=spec.schedule,  # type: ignore[arg-type]
        paper=spec.paper_loss,
        adversary_rate=spec.adversary_rate,
        languages=_languages(spec),
        text=spec.text,
        texts=spec.texts,
        tuned=_plainly_tuned(spec) if spec.method in CLOSED_FORM and not spec.reinit else None,
        **recipe,
    )


def _plainly_tuned(spec: RunSpec) -> FineTuned:
    """What erasers of one seed share: the fine-tuned model that they work on."""
    return _last_tuned(replace(spec, method="", strength=None, probe=0))


@lru_cache(maxsize=2)
def _last_tuned(spec: RunSpec) -> FineTuned:
    return _tune(spec, _backbone(spec.backbone))


def _scores(spec: RunSpec, tuned: FineTuned, untuned: Backbone) -> dict[str, Any]:
    """The scores of a record: by language, by domain, and after cuts."""
    from xling_utils.layer_measures import scores_by_cut

    def scores(languages: tuple[str, ...], domain: str | None) -> dict[str, dict[str, float]]:
        found = tuned.score(_test_set(spec, languages, domain), _precision(spec))
        return {code: {name: round(value, 5) for name, value in row.items()} for code, row in found.items()}

    found: dict[str, Any] = {"scores": scores(_languages(spec), spec.domain)}
    found["domains"] = {domain: scores((spec.source,), domain)[spec.source] for domain in spec.other_domains}
    if spec.stitch:
        few = replace(spec, test_sentences=spec.stitch)
        test = _test_set(few, _languages(spec), spec.domain)
        found["stitched"] = scores_by_cut(tuned, untuned, test, _precision(spec))
    return found


def _similarity(spec: RunSpec, model: Backbone) -> dict[str, ByLayer]:
    """Similarity of the languages in a model, and of the model to the untouched backbone."""
    from xling_utils.layer_measures import similarity_by_layer, similarity_to

    languages = _languages(spec)
    states = _states(model, spec.corpus, languages, spec.similarity, spec.precision)
    measured = similarity_by_layer(states, languages, spec.source)
    before = _pretrained_states(spec.backbone, spec.corpus, languages, spec.similarity, spec.precision)
    return measured | {"to_pretrained": similarity_to(before, states, languages)}


def _languages_told(spec: RunSpec, tuned: FineTuned) -> tuple[dict[str, ByLayer], dict[str, float]]:
    """How well languages can be told apart in a model, in text that no adversary or eraser has seen."""
    from xling_utils.language_measures import language_measures

    few = replace(spec, test_sentences=max(1, spec.probe // 2))
    task_text = _test_set(few, _languages(spec), spec.domain)
    train, test = _general_text(spec.corpus, spec.text, _languages(spec), spec.texts, spec.probe)
    return language_measures(
        tuned,
        train,
        test,
        task_text,
        paper_rate=spec.head_rate,
        seed=spec.seed,
        precision=_precision(spec),
    )


def _precision(spec: RunSpec) -> Any:
    """What `finetune` and the measures are told: None leaves it to them."""
    return spec.precision or None


@cache
def _general_text(
    corpus: str, split: str, languages: tuple[str, ...], skip: int, count: int
) -> tuple[dict[str, list[list[str]]], dict[str, list[list[str]]]]:
    """Language -> sentences of general text: `count` to learn from, and half as many to test on."""
    cut, stop = skip + count, skip + count + max(1, count // 2)
    read = {code: _corpus(corpus).sentences(code, split, limit=stop)[:]["tokens"] for code in languages}
    short = [code for code, text in read.items() if len(text) < stop]
    if short:
        raise ValueError(
            f"{', '.join(short)}: fewer than {stop} sentences of {split} text, of which {skip} are to "
            f"unlearn from and {stop - skip} to probe on: make RunSpec.texts and RunSpec.probe smaller"
        )
    return {c: t[skip:cut] for c, t in read.items()}, {c: t[cut:] for c, t in read.items()}


def _languages(spec: RunSpec) -> tuple[str, ...]:
    return tuple(dict.fromkeys((spec.source, *(spec.targets or _corpus(spec.corpus).languages))))


def _test_set(spec: RunSpec, languages: tuple[str, ...], domain: str | None) -> EvaluationSet:
    return _shared_test_set(
        spec.backbone, spec.corpus, spec.task, tuple(languages), spec.split, domain, spec.test_sentences
    )


@cache
def _shared_test_set(
    backbone: str,
    corpus: str,
    task: str,
    languages: tuple[str, ...],
    split: str,
    domain: str | None,
    limit: int | None,
) -> EvaluationSet:
    from xling_utils.evaluation import evaluation_set

    return evaluation_set(_backbone(backbone), _corpus(corpus), task, languages, split, domain, limit)


@cache
def _pretrained_states(
    backbone: str, corpus: str, languages: tuple[str, ...], limit: int, precision: str
) -> Tensor:
    return _states(_backbone(backbone), corpus, languages, limit, precision)


def _states(model: Backbone, corpus: str, languages: tuple[str, ...], limit: int, precision: str) -> Tensor:
    """Sentence vectors of parallel sentences: language x layer x sentence x hidden.

    They lie in a file without a name, which goes when they do: the system takes their memory when it must.
    """
    from xling_utils.encoding import TOKEN_BUDGET
    from xling_utils.hidden_states import layer_states

    tables = _corpus(corpus).parallel(sorted(languages), limit=limit)
    sentences = [tokens for code in languages for tokens in tables[code]["tokens"]]
    with TemporaryDirectory(ignore_cleanup_errors=True) as folder:
        states = layer_states(
            model,
            sentences,
            token_budget=TOKEN_BUDGET,
            precision=precision or None,  # type: ignore[arg-type]
            file=Path(folder) / "states",
        )
    return states.unflatten(1, (len(languages), -1)).transpose(0, 1)


@cache
def _backbone(name: str) -> Backbone:
    from xling_utils.backbones import load_backbone

    return load_backbone(name)


@cache
def _corpus(name: str) -> Corpus:
    from xling_utils.corpora import load_corpus

    return load_corpus(name)


def hash_weights(model: Any) -> str:
    """Hash of all parameters of a model, as 20 hexadecimal digits."""
    digest = hashlib.blake2b(digest_size=10)
    for name, parameter in model.named_parameters():
        digest.update(name.encode())
        digest.update(parameter.detach().cpu().float().numpy().tobytes())
    return digest.hexdigest()


def _versions() -> dict[str, str]:
    from importlib.metadata import version

    return {"python": platform.python_version()} | {name: version(name) for name in ("torch", "transformers")}


def _machine() -> str:
    return f"{platform.machine()}, {os.cpu_count()} cores"
