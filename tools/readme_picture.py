"""Draw the picture of the README: the headline figure of chapter 4, from the records that are shipped.

Usage::

    python tools/readme_picture.py                  # writes book/assets/readme.png
    python tools/readme_picture.py picture.png      # writes somewhere else
"""

from __future__ import annotations

import sys
from pathlib import Path

from xling_utils.claims import effects
from xling_utils.figures import effects_by_condition
from xling_utils.stats import summarise, summarise_table
from xling_utils.studies import shipped

DEFAULT = Path(__file__).resolve().parent.parent / "book" / "assets" / "readme.png"
WIDTH = 1200  # pixels


def draw(path: Path) -> None:
    """Write the picture to ``path``, without the metadata that would change it on every run."""
    found = effects(shipped("random_init"))
    groups = {
        f"in-language ({found.source})": {p: summarise(found.in_language[p]) for p in found.pairs},
        f"zero-shot (mean of {len(found.targets)} languages)": {
            p: summarise_table(found.zero_shot[p]) for p in found.pairs
        },
    }
    figure = effects_by_condition(
        groups,
        ylabel="change of accuracy (points)",
        xlabel="pair of layers that starts fine-tuning with random weights",
    )
    figure.savefig(path, dpi=WIDTH / figure.get_figwidth(), metadata={"Software": None})
    print(f"{path.name}: {len(found.seeds)} seeds, {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    draw(Path(sys.argv[1]) if len(sys.argv) > 1 else DEFAULT)
