"""Which encoder records are of, how deep it is, and what "lowest pair" or "upper half" mean at that depth.

Muller et al. (2021) speak of 12 blocks. Shares of the depth stand for what they name, and give exactly theirs
for 12. Chapter 4; encoders of other depths in chapter 9.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from xling_utils.records import RunRecord

Group = tuple[int, ...]
"""Numbers of blocks, lowest first."""


def pairs_of(blocks: int) -> tuple[Group, ...]:
    """Pairs of neighbouring blocks, lowest first: six of 12 blocks, eleven of 22.

    Of an odd number the highest pair shares a block with the one below it, so that every pair has two blocks
    and the same number of random weights: 3 blocks have the pairs 0-1 and 1-2.

    Raises:
        ValueError: there are fewer than two blocks.
    """
    if blocks < 2:
        raise ValueError(f"blocks={blocks}: random pairs of layers need an encoder of at least two blocks")
    return tuple((low, low + 1) for low in (*range(0, blocks - 1, 2), *([blocks - 2] if blocks % 2 else [])))


def groups_of(blocks: int) -> tuple[Group, ...]:
    """Larger groups: the lowest quarter, third and half of the blocks, then the highest half, third, quarter.

    Shares are rounded down. A share of two blocks or fewer is no larger group and left out: 6 blocks have the
    two halves only, and fewer than 6 have no group.
    """
    sizes = sorted({blocks // part for part in (4, 3, 2)} - {0, 1, 2})
    lowest = [tuple(range(size)) for size in sizes]
    return (*lowest, *(tuple(range(blocks - size, blocks)) for size in reversed(sizes)))


def halves_of(blocks: int) -> tuple[Group, Group]:
    """The lower and the upper half; the middle block of an odd number is in neither."""
    half = blocks // 2
    return tuple(range(half)), tuple(range(blocks - half, blocks))


def name_of(group: Group) -> str:
    """What a group of neighbouring blocks is called: ``0-5``, or ``0`` for a single block."""
    return f"{group[0]}-{group[-1]}" if len(group) > 1 else str(group[0])


def of_encoder(records: Iterable[RunRecord], backbone: str | None = None) -> list[RunRecord]:
    """Records of one encoder: of the one that is named, or all of them if there is only one.

    Raises:
        ValueError: there are several, and none is named; or none has that name.
    """
    records = list(records)
    counts = Counter(record.spec.backbone for record in records)
    there = ", ".join(f"{name} ({count} runs)" for name, count in counts.items())
    if backbone is not None and backbone not in counts:
        raise ValueError(f"no runs of the encoder {backbone!r}. There is: {there or 'none'}")
    if backbone is None and len(counts) > 1:
        raise ValueError(
            f"these are runs of {len(counts)} encoders: {there}. Take one at a time: report --backbone NAME, "
            "or depth.of_encoder(records, NAME)"
        )
    return [record for record in records if backbone in (None, record.spec.backbone)]


def blocks_of(records: Iterable[RunRecord]) -> int | None:
    """Number of blocks, told by what was measured in every layer or at every cut; None if nothing was.

    Raises:
        ValueError: records speak of different numbers.
    """
    tables = (t for record in records for t in (*record.layers.values(), *record.stitched.values()))
    found = sorted({len(values) - 1 for table in tables for values in table.values()})
    if len(found) > 1:
        numbers = " and of ".join(map(str, found))
        raise ValueError(
            f"these are runs of encoders of {numbers} blocks under one name: keep a store for each"
        )
    return found[0] if found else None
