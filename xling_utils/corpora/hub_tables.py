"""Datasets in the hub's layout: which configurations and splits they have, and parquet files as tables."""

from __future__ import annotations

import functools
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from fnmatch import fnmatchcase
from pathlib import Path
from typing import TYPE_CHECKING, Any

from xling_utils.corpora.hub_files import CARD, Source

if TYPE_CHECKING:
    from datasets import Dataset

Files = dict[str, dict[str, tuple[str, ...]]]
"""Configuration -> split -> names of its files."""

_SPLITS = {"train": "train", "validation": "dev", "dev": "dev", "test": "test"}
_LAYOUT = re.compile(r"(.*/)?(?P<config>[^/]+)/(?P<split>train|validation|dev|test)([-./].*)?\.parquet")
"""en_ewt/dev.parquet, fr/test-00000-of-00001.parquet, fr/test/0000.parquet."""
_SHARD = re.compile(r".*-(?P<number>\d{5})-of-(?P<count>\d{5})\.parquet")


@dataclass(frozen=True)
class HubDataset:
    """A dataset of parquet files.

    Attributes:
        source: Where its files are.
    """

    source: Source

    @functools.cached_property
    def files(self) -> Files:
        """What there is: as the card of the dataset lists it, or else as the names of the files tell.

        Raises:
            FileNotFoundError: there are no parquet files, or they cannot be listed.
        """
        names = self.source.names()
        parquet = [name for name in names if name.endswith(".parquet")]
        listed = _listed(self.source.path(CARD), parquet) if CARD in names else {}
        if found := listed or _guessed(parquet):
            return found
        raise FileNotFoundError(
            f"no parquet file of any split in {self.source.where}: wanted CONFIG/SPLIT.parquet or "
            f"CONFIG/SPLIT-*.parquet. {self.source.remedy}"
        )

    def table(self, config: str, split: str, columns: Sequence[str]) -> Dataset:
        """The rows of one split, with these columns.

        Raises:
            FileNotFoundError: a file cannot be had.
            ValueError: a part is missing, a file is damaged, or it lacks a column.
        """
        from datasets import Dataset
        from datasets.exceptions import DatasetGenerationError

        names = self.files[config][split]
        self._check_parts(names)
        paths = [self.source.path(name) for name in names]
        for path in paths:
            self._check_columns(path, columns)
        try:
            return Dataset.from_parquet([str(path) for path in paths], columns=list(columns))
        except DatasetGenerationError as error:
            raise self._damaged(", ".join(map(str, paths)), error.__cause__ or error) from error

    def _check_parts(self, names: Sequence[str]) -> None:
        """An interrupted download can leave some parts of a split."""
        parts = [match for name in names if (match := _SHARD.fullmatch(name))]
        if parts and len(parts) != int(parts[0]["count"]):
            raise ValueError(
                f"{self.source.where}: only {len(parts)} of {int(parts[0]['count'])} parts are there "
                f"({', '.join(names)}). {self.source.remedy}"
            )

    def _check_columns(self, path: Path, columns: Sequence[str]) -> None:
        import pyarrow
        from pyarrow import parquet

        try:
            there = parquet.read_schema(path).names
        except (pyarrow.ArrowException, OSError) as error:
            raise self._damaged(str(path), error) from error
        if missing := [name for name in columns if name not in there]:
            raise ValueError(
                f"{path} of {self.source.where} has no column {', '.join(missing)}; it has "
                f"{', '.join(there)}. Use a revision with the documented columns"
            )

    def _damaged(self, files: str, why: BaseException) -> ValueError:
        reason = " ".join(str(why).split())
        return ValueError(
            f"{files} of {self.source.where} cannot be read: cut off, or no parquet ({reason}). "
            f"{self.source.remedy}"
        )


def _listed(card: Path, names: Sequence[str]) -> Files:
    """The configurations that the card lists and that have files."""
    from huggingface_hub import DatasetCard

    found: Files = {}
    configs = DatasetCard.load(card).data.to_dict().get("configs") or ()
    for config in configs:
        splits = {
            _SPLITS[split]: tuple(name for name in names if any(fnmatchcase(name, p) for p in patterns))
            for split, patterns in _patterns(config.get("data_files"))
            if split in _SPLITS
        }
        if there := {split: files for split, files in splits.items() if files}:
            found[config["config_name"]] = there
    return found


def _patterns(data_files: Any) -> Iterator[tuple[str, list[str]]]:
    """Split and patterns, from a list of splits and paths or from a mapping."""
    if isinstance(data_files, Mapping):
        data_files = [{"split": split, "path": path} for split, path in data_files.items()]
    for item in data_files if isinstance(data_files, list) else ():
        if isinstance(item, Mapping) and "split" in item and "path" in item:
            yield item["split"], [item["path"]] if isinstance(item["path"], str) else list(item["path"])


def _guessed(names: Sequence[str]) -> Files:
    found: defaultdict[str, defaultdict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    for name in names:
        if match := _LAYOUT.fullmatch(name):
            found[match["config"]][_SPLITS[match["split"]]].append(name)
    return {
        config: {split: tuple(files) for split, files in splits.items()} for config, splits in found.items()
    }
