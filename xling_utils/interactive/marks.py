"""Marks: a colour and a shape for each of several names, and grey dots for those beyond them."""

from __future__ import annotations

from collections.abc import Sequence

from xling_utils.figures import colour_of, marker_of

MOST_COLOURED = 8
STAR = "M0-11 2.6-3.6 10.5-3.4 4.2 1.4 6.5 8.9 0 4.4-6.5 8.9-4.2 1.4-10.5-3.4-2.6-3.6z"
SHAPES = {
    "o": "M-8 0a8 8 0 1 0 16 0a8 8 0 1 0-16 0z",
    "s": "M-7-7h14v14h-14z",
    "D": "M0-10 10 0 0 10-10 0z",
    "^": "M0-10 9 7h-18z",
    "v": "M0 10 9-7h-18z",
    "P": "M-3.5-9h7v5.5h5.5v7h-5.5v5.5h-7v-5.5h-5.5v-7h5.5z",
    "X": "M-8-4-4-8 0-4 4-8 8-4 4 0 8 4 4 8 0 4-4 8-8 4-4 0z",
    "*": STAR,
    "": "M-6 0a6 6 0 1 0 12 0a6 6 0 1 0-12 0z",
}
"""The markers of matplotlib as paths around 0; the last one is for names without a colour."""


def ink(name: str, shown: Sequence[str]) -> str:
    """The colour of a name among those that have one; grey for others."""
    colour = colour_of(name, shown) if name in shown else "var(--xl-grey)"
    return "currentColor" if colour == "#000000" else colour  # black would vanish on a dark page


def mark(id_: str, name: str, shown: Sequence[str]) -> str:
    """The mark of a name as a path to be used again."""
    shape = SHAPES[marker_of(name, shown) if name in shown else ""]
    return f'<path id="{id_}" d="{shape}" style="fill:{ink(name, shown)}"/>'


def dots(id_: str, size: int = 24) -> str:
    """A mark as marker of lines: `url(#<id>-dot)` draws it at each of their points.

    Args:
        id_: of the mark.
        size: of the dots; 24 draws them as large as the mark.
    """
    return (
        f'<marker id="{id_}-dot" viewBox="-12 -12 24 24" markerWidth="{size}" markerHeight="{size}" '
        f'markerUnits="userSpaceOnUse"><use href="#{id_}"/></marker>'
    )


def swatch(id_: str) -> str:
    """A mark inside a legend."""
    return f'<svg viewBox="-13 -13 26 26" aria-hidden="true"><use href="#{id_}"/></svg>'
