"""What there is to work with: the pocket backbone, the book's records, the chosen backbone and corpus."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from xling_utils.doctor.hub import Hub, cached, cached_model, command, download_row
from xling_utils.doctor.machine import free_memory
from xling_utils.doctor.rows import Row, gib

if TYPE_CHECKING:
    from xling_utils.backbones import Backbone

STUDIES = ("muller", "tanti")
AGAIN = "install the package again, or get the repository again"


def pocket_row() -> Row:
    """Whether the backbone of the book loads, and is the one that the book's records were made with."""
    from xling_utils.backbones import load_backbone
    from xling_utils.records import shipped
    from xling_utils.studies import hash_weights

    try:
        pocket = load_backbone("pocket", device="cpu")
    except (ValueError, OSError) as error:
        return Row("pocket model", "missing", first_line(error), AGAIN)
    known = {record.weights for name in STUDIES for record in shipped(name)}
    here = hash_weights(pocket.model)
    if here in known:
        return Row("pocket model", "works", f"loads; its weights ({here}) are those of the book's records")
    todo = "compare results with this model's own only, or get the book's: " + AGAIN
    return Row("pocket model", "note", f"loads, but its weights ({here}) are not those of the book", todo)


def records_row() -> Row:
    """Whether the results behind the chapters can be read."""
    from xling_utils.records import shipped

    try:
        counts = {name: len(shipped(name)) for name in STUDIES}
    except (ValueError, OSError) as error:
        return Row("book's results", "missing", first_line(error), AGAIN)
    fact = ", ".join(f"{count:,} runs of {name}" for name, count in counts.items())
    return Row("book's results", "works", fact)


def find_backbone(name: str, hub: Hub) -> tuple[Row, Backbone | None]:
    """Whether the chosen backbone is here and loads. Never downloads."""
    from xling_utils.backbones import Backbone, load_backbone

    folder = None if on_disk(name) else cached_model(name)
    if folder is None and not on_disk(name):
        return download_row("backbone", name, hub), None
    place, where = (folder, "cached") if folder else (Path(name).expanduser(), "a folder")
    needs = sum(file.stat().st_size for file in place.glob("*.safetensors"))
    free = free_memory()
    if free is not None and needs > free:
        fact = f"{name} has {gib(needs)} of weights, and {gib(free)} of memory are free"
        return Row("backbone", "missing", fact, "close other programs, or choose a smaller one"), None
    try:
        loaded = load_backbone(folder or name)
    except (ValueError, OSError) as error:
        todo = f"run: hf download {command(name)}" if folder else "give another folder, or an id of the hub"
        return Row("backbone", "missing", first_line(error), todo), None
    backbone = Backbone(name, loaded.model, loaded.tokenizer)
    where = "in the package" if name == "pocket" else where
    return Row("backbone", "works", f"{name} ({where}): {shape(backbone)}"), backbone


def on_disk(name: str) -> bool:
    """Whether a backbone's name is a folder, or can only mean one."""
    place = Path(name).expanduser()
    only_a_path = name.startswith((".", "~")) or place.is_absolute() or name.count("/") > 1
    return name == "pocket" or place.exists() or only_a_path


def shape(backbone: Backbone) -> str:
    """Blocks, width and parameters in words."""
    millions = parameters(backbone) / 1e6
    return (
        f"{backbone.num_layers} blocks, width {backbone.hidden_size}, {millions:.1f} million parameters, "
        f"runs on {backbone.device.type}"
    )


def parameters(backbone: Backbone) -> int:
    """Number of the encoder's weights."""
    return sum(parameter.numel() for parameter in backbone.model.parameters())


def corpus_row(name: str, hub: Hub) -> Row:
    """Whether the chosen corpus opens, and what it has. Of a corpus of the hub, whether it is cached."""
    from xling_utils.corpora import load_corpus

    try:
        corpus = load_corpus(name)
        if datasets := hub_datasets(name):
            return _hub_corpus_row(name, corpus.tasks, datasets, hub)
        languages, tasks = corpus.languages, corpus.tasks
    except (ValueError, OSError) as error:
        return Row("corpus", "missing", first_line(error), "see --corpus in: study muller --help")
    listed = " ".join(languages[:20])
    fact = f"{name}: {len(languages)} languages ({listed}), tasks: {', '.join(tasks) or 'none'}"
    if not tasks:
        return Row("corpus", "note", fact, "it has no annotation: use it for pretrain")
    return Row("corpus", "works", fact)


def hub_datasets(name: str) -> dict[str, str | None]:
    """Datasets of the hub that a corpus reads -> revision; none if its files are on this machine."""
    from xling_utils.corpora.hub import HUB_NAME, UD, UD_REVISION, WIKIANN, XNLI

    match = HUB_NAME.fullmatch(name)
    if not match or match["root"]:
        return {}
    every: dict[str, str | None] = {UD: UD_REVISION, WIKIANN: None, XNLI: None}
    wanted = {"ud": UD, "pud": UD, "wikiann": WIKIANN, "xnli": XNLI}.get(match["kind"])
    return {wanted: every[wanted]} if wanted else every


def _hub_corpus_row(name: str, tasks: Sequence[str], datasets: dict[str, str | None], hub: Hub) -> Row:
    found = {
        dataset: cached(dataset, "README.md", kind="dataset", revision=revision) is not None
        for dataset, revision in datasets.items()
    }
    listed = ", ".join(f"{dataset} ({'cached' if there else 'not here'})" for dataset, there in found.items())
    fact = f"{name}: tasks {', '.join(tasks)}; {listed}"
    if hub.answers:
        return Row("corpus", "note", fact, "nothing: what is asked for is downloaded, once")
    if all(found.values()):
        return Row("corpus", "note", fact, "only the languages that were read before are here")
    todo = "connect to the network, or name a folder of copies: hub@DIR (book/how_to_run.md)"
    return Row("corpus", "missing", fact, todo)


def real_data_row() -> Row:
    """The folder of real files that some tests read."""
    place = os.environ.get("XLING_REAL_DATA")
    if not place:
        return Row("XLING_REAL_DATA", "note", "not set: tests that need real treebanks are skipped")
    folder = Path(place).expanduser()
    if not folder.is_dir():
        todo = "set it to a folder, or unset it"
        return Row("XLING_REAL_DATA", "missing", f"{place} is no folder", todo)
    inside = sorted(path.name for path in folder.iterdir() if path.is_dir())
    if not inside:
        return Row(
            "XLING_REAL_DATA", "missing", f"{place} has no folders in it", "set it to the right folder"
        )
    return Row("XLING_REAL_DATA", "works", f"{place}: {', '.join(inside[:12])}")


def first_line(error: Exception) -> str:
    """The first line of a message."""
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
