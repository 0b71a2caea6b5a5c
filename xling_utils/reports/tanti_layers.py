"""Tables of the Tanti study by layer, and of clusters beside those of the paper. Chapter 6."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from xling_utils.effects import Setting
from xling_utils.reports.table import Table
from xling_utils.reports.tanti_conditions import HALF, half_cell, percent, reader_name, stored


def probe_layers_table(found: Sequence[Setting], level: Literal["word", "sentence"]) -> Table:
    """Accuracy of the linear language probe in every layer, on general text.

    Args:
        found: see `conditions`.
        level: what it tells the language of.
    """
    names = list(found[0].runs)
    rows = []
    for s in found:
        curves = [s.layers(condition, f"{level} general") for condition in names]
        rows += [
            (s.task, str(layer), *(percent(curve[:, layer]) for curve in curves))
            for layer in range(curves[0].shape[1])
        ]
    return Table(
        f"Language probe by layer: {level}s",
        ("task", "layer", *map(reader_name, names)),
        tuple(rows),
        "Accuracy of the linear probe on general text, in per cent; layer 0 are the embeddings, and the last "
        f"layer is what the head sees. {HALF}.",
    )


CLUSTERED = {
    "task text by language": "v language",
    "task text by label": "v label",
    "general text by language": "v general",
}
"""What is clustered, and against what -> its measure."""


def clusters_table(found: Sequence[Setting]) -> Table:
    """V-measure by the recipe of the paper, with its chance, beside what the paper's code stored.

    Args:
        found: see `conditions`.
    """
    rows = [
        (
            s.task,
            reader_name(condition),
            *(cell for measure in CLUSTERED.values() for cell in _clusters(s, condition, measure)),
        )
        for s in found
        for condition in s.runs
    ]
    columns = (f"{name}{more}" for name in CLUSTERED for more in ("", ", chance", ", stored"))
    return Table(
        "V-measure by the paper's recipe",
        ("task", "condition", *columns),
        tuple(rows),
        "V-measure of k-means clusters in the last layer. It rises with the number of clusters even where "
        "clusters mean nothing: chance is that of random ones. Stored: what the code released with the paper "
        "keeps of mBERT, one seed; for nli above its pooler, and for pos of 33 languages, not 17. "
        f"{HALF}.",
    )


def _clusters(found: Setting, condition: str, measure: str) -> tuple[str, str, str]:
    return (
        half_cell(found.top(condition, measure), 2),
        f"{found.top(condition, f'{measure} chance').mean():.2f}",
        stored(found.task, measure, condition, 2),
    )
