"""A map of points in groups: several states of the same points, a legend per grouping."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from html import escape
from typing import Any

import numpy as np
from jaxtyping import Float

from xling_utils.interactive.marks import MOST_COLOURED, dots, mark, swatch
from xling_utils.interactive.places import DIGITS, HEIGHT, WIDTH, fit, follow, packed

MOST_GROUPS = 17
CROWD = 800
"""From this many points on the dots are smaller."""


def grouped_map(
    name: str, points: Float[np.ndarray, "state item 2"], groups: Mapping[str, Sequence[str]]
) -> GroupedMap:
    """Turns each state towards the one before, scales it to fill the frame.

    Args:
        name: of the figure.
        points: places in two dimensions, in any unit.
        groups: name of a grouping -> group of every item.

    Raises:
        ValueError: shapes and groups do not fit each other, or there are too many groups.
    """
    points = np.asarray(points, dtype=float)
    if points.ndim != 3 or points.shape[2] != 2 or not points.size:
        raise ValueError(f"points have shape {points.shape}: (state, item, 2) is needed")
    if not np.isfinite(points).all():
        raise ValueError("points hold values that are not numbers: leave those items out")
    if not groups:
        raise ValueError("groups is empty: give at least one grouping")
    for grouping, members in groups.items():
        if len(members) != points.shape[1]:
            raise ValueError(
                f"groups[{grouping!r}] names {len(members)} groups for {points.shape[1]} items: give one each"
            )
        if (count := len(set(members))) > MOST_GROUPS:
            raise ValueError(
                f"groups[{grouping!r}] has {count} groups, {MOST_GROUPS} fit: join the rare ones"
            )
    places = fit(follow(points[:, None]))[:, 0]
    return GroupedMap(name, places, {grouping: tuple(members) for grouping, members in groups.items()})


@dataclass(frozen=True, eq=False)
class GroupedMap:
    """See `grouped_map`; the first groups of a grouping have a colour and a mark, the others are grey.

    Attributes:
        name: of the figure.
        places: whole numbers of shape (state, item, 2).
        groups: name of a grouping -> group of every item.
    """

    name: str
    places: np.ndarray
    groups: Mapping[str, tuple[str, ...]]

    def drawing(self, state: int, label: str, over: str = "") -> str:
        """A state, coloured by the first grouping; the script fills the clouds that are empty.

        Args:
            state: which one.
            label: what the map is, for those who do not see it.
            over: what is drawn above the points.
        """
        size = 24 if self.places.shape[1] < CROWD else 18
        marks = range(min(self._most, MOST_COLOURED + 1))
        defined = "".join(_mark(self._mark(place), place) + dots(self._mark(place), size) for place in marks)
        members = self._members(next(iter(self.groups)))
        clouds = "".join(self._cloud(state, group, members == group) for group in reversed(range(self._most)))
        return (
            f'<svg class="xl-map" viewBox="0 0 {WIDTH} {HEIGHT}" role="group" aria-label="{escape(label)}">'
            f"<defs>{defined}</defs>{clouds}{over}</svg>"
        )

    def legends(self) -> str:
        """A list of buttons per grouping; only the first one shows."""
        return "".join(self._legend(number, grouping) for number, grouping in enumerate(self.groups))

    def data(self) -> dict[str, Any]:
        """What the script needs."""
        return {
            "places": [packed(state) for state in self.places],
            "groups": ["".join(DIGITS[g] for g in self._members(grouping)) for grouping in self.groups],
        }

    @property
    def _most(self) -> int:
        return max(len(self._names(grouping)) for grouping in self.groups)

    def _names(self, grouping: str) -> list[str]:
        return list(dict.fromkeys(self.groups[grouping]))

    def _members(self, grouping: str) -> np.ndarray:
        place = {name: number for number, name in enumerate(self._names(grouping))}
        return np.array([place[name] for name in self.groups[grouping]])

    def _mark(self, group: int) -> str:
        return f"{self.name}-mark-{min(group, MOST_COLOURED)}"

    def _cloud(self, state: int, group: int, inside: np.ndarray) -> str:
        points = " ".join(f"{x} {y}" for x, y in self.places[state, inside])
        return (
            f'<polyline class="xl-cloud" data-group="{group}" points="{points}" '
            f'style="marker:url(#{self._mark(group)}-dot)" fill="none"/>'
        )

    def _legend(self, number: int, grouping: str) -> str:
        buttons = "".join(
            f'<li><button type="button" aria-pressed="false">{swatch(self._mark(group))}'
            f"{escape(name)}</button></li>"
            for group, name in enumerate(self._names(grouping))
        )
        hidden = " hidden" if number else ""
        return f'<ul class="xl-groups" aria-label="{escape(grouping)}"{hidden}>{buttons}</ul>'


def _mark(id_: str, place: int) -> str:
    coloured = [str(number) for number in range(MOST_COLOURED)]
    return mark(id_, str(place), coloured)
