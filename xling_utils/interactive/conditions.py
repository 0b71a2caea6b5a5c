"""The same items under several conditions; the points travel from one to the next. Chapters 6 and 7."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any, ClassVar

import numpy as np
from jaxtyping import Float

from xling_utils.interactive.controls import choice
from xling_utils.interactive.frame import Interactive, table
from xling_utils.interactive.groups import GroupedMap, grouped_map


def condition_clouds(
    points: Mapping[str, Float[np.ndarray, "item 2"]],
    groups: Mapping[str, Sequence[str]],
    texts: Sequence[str],
    *,
    name: str,
    alt: str,
    notes: Mapping[str, str] | None = None,
) -> ConditionClouds:
    """A map of items for every condition; one switch chooses the condition, one what the colours mean.

    Each map is moved, turned and mirrored so that its points travel little from the condition before, and
    scaled to fill the frame: the shape of the clouds is shown, not their size.

    Args:
        points: condition -> places of the same items in two dimensions, in any unit. 300 to 2,600 items;
            their last digits need not be the same on all computers.
        groups: name of a grouping, such as "language" -> group of every item. At most 17 groups; the first
            eight that occur get a colour and a mark, the others are grey.
        texts: what an item is called: a word, a sentence.
        name: identifies the figure on its page.
        alt: what the figure shows, in at least 40 characters.
        notes: condition -> a short remark, for instance how well the clusters agree with the languages.

    Raises:
        ValueError: points, groups and texts do not fit each other.
    """
    shapes = {condition: np.shape(places) for condition, places in points.items()}
    if len(set(shapes.values())) != 1:
        raise ValueError(f"points have the shapes {shapes}: give the same items in every condition")
    if strange := [condition for condition in notes or {} if condition not in points]:
        raise ValueError(f"notes speaks of {strange}: the conditions are {list(points)}")
    drawn = grouped_map(name, np.stack(list(points.values())), groups)
    if len(texts) != drawn.places.shape[1]:
        raise ValueError(f"texts holds {len(texts)} texts for {drawn.places.shape[1]} items: give one each")
    remarks = tuple((notes or {}).get(condition, "") for condition in points)
    return ConditionClouds(
        name=name, alt=alt, conditions=tuple(points), map=drawn, texts=tuple(texts), notes=remarks
    )


@dataclass(frozen=True, eq=False)
class ConditionClouds(Interactive):
    """See `condition_clouds`."""

    conditions: tuple[str, ...]
    map: GroupedMap
    texts: tuple[str, ...]
    notes: tuple[str, ...]
    kind: ClassVar[str] = "conditions"
    scripts: ClassVar[tuple[str, ...]] = ("shared", "points", "groups")
    styles: ClassVar[tuple[str, ...]] = ("style", "groups")

    def __repr__(self) -> str:
        return (
            f"Interactive figure {self.name}: {len(self.texts)} items under {len(self.conditions)} "
            f"conditions. {self.alt}"
        )

    def _controls(self) -> str:
        switches = choice(f"{self.name}-condition", "condition", self.conditions)
        if len(self.map.groups) > 1:
            switches += choice(f"{self.name}-grouping", "colours", list(self.map.groups))
        return switches

    def _drawing(self) -> str:
        label = "Map of the items; the arrow keys go to the next point in their direction"
        ring = '<circle class="xl-ring" r="14" style="display:none"/>'
        return (
            f'<p class="xl-note" aria-live="polite"><b class="xl-condition">{escape(self.conditions[0])}</b>'
            f'<span class="xl-remark">{escape(self.notes[0])}</span></p>'
            f'<div class="xl-columns">{self.map.drawing(0, label, ring)}<div class="xl-panel">'
            f'<p class="xl-item xl-js" aria-live="polite"><b dir="auto"></b><span>Point at a dot, or press '
            f"the arrow keys on the map.</span></p>{self.map.legends()}</div></div>"
        )

    def _tables(self) -> str:
        items = zip(self.texts, zip(*self.map.groups.values(), strict=True), strict=True)
        remarks = ((name, [note]) for name, note in zip(self.conditions, self.notes, strict=True))
        shown = table("The conditions", ["condition", "remark"], remarks) if any(self.notes) else ""
        return f'{shown}<div class="xl-items">{table("The items", ["item", *self.map.groups], items)}</div>'

    def _data(self) -> dict[str, Any]:
        return {"start": 0, "conditions": self.conditions, "notes": self.notes, **self.map.data()}
