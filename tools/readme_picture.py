"""Draw the picture of the README: the headline of chapter 4, from the records that are shipped.

Usage::

    python tools/readme_picture.py                  # writes book/assets/readme.png
    python tools/readme_picture.py picture.png      # writes somewhere else
"""

from __future__ import annotations

import sys
from pathlib import Path

from xling_utils.effects import over_settings, settings
from xling_utils.figures import effects_by_condition
from xling_utils.records import shipped
from xling_utils.stats import summarise

DEFAULT = Path(__file__).resolve().parent.parent / "book" / "assets" / "readme.png"
WIDTH = 1200  # pixels


def draw(path: Path) -> None:
    """Write the picture to ``path``, without the metadata that would change it on every run."""
    found = settings(shipped("muller"))
    changes = {pair: [s.change(pair) for s in found] for pair in found[0].pairs}
    groups = {
        "in-language": {
            pair: summarise([change.in_language.mean() for change in row]) for pair, row in changes.items()
        },
        f"zero-shot ({len(found[0].targets)} other languages)": {
            pair: over_settings([change.zero_shot for change in row]) for pair, row in changes.items()
        },
    }
    figure = effects_by_condition(
        groups,
        ylabel=f"change of score (points,\nmean of {len(found)} settings)",
        xlabel="pair of layers that starts fine-tuning with random weights",
    )
    figure.savefig(path, dpi=WIDTH / figure.get_figwidth(), metadata={"Software": None})
    print(f"{path.name}: {len(found)} settings, {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
