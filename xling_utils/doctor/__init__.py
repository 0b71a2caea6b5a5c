"""What this machine can run: checks that give rows, and what they mean. Nothing here prints or downloads.

`examine` makes all checks. A broken piece is a row, never an exception. ``python -m xling_utils doctor``
shows them.
"""

from __future__ import annotations

import os
from dataclasses import asdict, dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xling_utils.doctor import contents, machine
from xling_utils.doctor.hub import Hub, ask_hub, cached_model, hub_row
from xling_utils.doctor.rows import Mark, Row, checked
from xling_utils.doctor.rungs import Rung, rungs
from xling_utils.doctor.speed import speed_row

if TYPE_CHECKING:
    from xling_utils.backbones import Backbone

__all__ = ["Diagnosis", "Mark", "Row", "Rung", "examine"]


@dataclass(frozen=True)
class Diagnosis:
    """All that was found.

    Attributes:
        rows: a fact each.
        rungs: what runs here.
    """

    rows: tuple[Row, ...]
    rungs: tuple[Rung, ...]

    @property
    def missing(self) -> tuple[str, ...]:
        """What was asked for and is not there."""
        return tuple(row.what for row in self.rows if row.mark == "missing")

    def to_dict(self) -> dict[str, Any]:
        """For JSON."""
        return asdict(self) | {"missing": list(self.missing)}


def examine(
    backbone: str | None = None,
    corpus: str | None = None,
    *,
    store: Path = Path("records"),
    network: bool = False,
    quick: bool = False,
) -> Diagnosis:
    """Makes all checks.

    Args:
        backbone: a name for `load_backbone`; None takes XLING_BACKBONE, or "pocket".
        corpus: a name for `load_corpus`; None takes XLING_CORPUS, or "fragment".
        store: where records would go.
        network: whether to ask the hub even if nothing here needs it.
        quick: whether to leave out the measurement of speed, which takes seconds.
    """
    backbone = backbone or os.environ.get("XLING_BACKBONE") or "pocket"
    corpus = corpus or os.environ.get("XLING_CORPUS") or "fragment"
    hub, hub_line = _hub(backbone, corpus, asked=network)
    backbone_line, loaded = _backbone(backbone, hub)
    rows = [
        checked("Python", machine.python_row),
        checked("packages", machine.packages_row),
        checked("processor", machine.processor_row, needed=False),
        checked("GPU", machine.gpu_row, needed=False),
        checked("disk", partial(machine.disk_row, store, _cache()), needed=False),
        checked("pocket model", contents.pocket_row),
        checked("book's results", contents.records_row),
        backbone_line,
        checked("corpus", lambda: contents.corpus_row(corpus, hub)),
        hub_line,
        checked("extras", machine.extras_row, needed=False),
        checked("XLING_REAL_DATA", contents.real_data_row),
    ]
    if loaded is not None and not quick:
        count = contents.parameters(loaded)
        rows.append(checked("speed", lambda: speed_row(loaded, count), needed=False))
    return Diagnosis(tuple(rows), tuple(rungs(rows, gpu_memory=_gpu_memory())))


def _hub(backbone: str, corpus: str, *, asked: bool) -> tuple[Hub, Row]:
    """Asks the hub if the user wants that, or if backbone or corpus are not on this machine."""
    hub = Hub()

    def check() -> Row:
        nonlocal hub
        model = not contents.on_disk(backbone) and cached_model(backbone) is None
        hub = ask_hub(wanted=asked or model or bool(contents.hub_datasets(corpus)))
        return hub_row(hub, asked=asked)

    row = checked("hub", check, needed=asked)
    return hub, row


def _backbone(name: str, hub: Hub) -> tuple[Row, Backbone | None]:
    loaded: Backbone | None = None

    def check() -> Row:
        nonlocal loaded
        row, loaded = contents.find_backbone(name, hub)
        return row

    row = checked("backbone", check)
    return row, loaded


def _cache() -> Path:
    """Where downloads go."""
    try:
        from huggingface_hub import constants
    except ImportError:
        return Path.home()
    return Path(constants.HF_HUB_CACHE)


def _gpu_memory() -> int | None:
    try:
        import torch

        return int(torch.cuda.get_device_properties(0).total_memory) if torch.cuda.is_available() else None
    except Exception:  # a broken torch or driver has a row already
        return None
