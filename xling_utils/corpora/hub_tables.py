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
from xling_utils.hub_repository import quiet_hub

if TYPE_CHECKING:
    import pyarrow
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
            ValueError: the card is damaged.
        """
        names = self.source.names()
        parquet = [name for name in names if name.endswith(".parquet")]
        listed = _listed(self._card(), parquet) if CARD in names else {}
        if found := listed or _guessed(parquet):
            return found
        raise FileNotFoundError(
            f"no parquet file of any split in {self.source.where}: wanted CONFIG/SPLIT.parquet or "
            f"CONFIG/SPLIT-*.parquet. {self.source.remedy}"
        )

    def _card(self) -> Mapping[str, Any]:
        """The data at the top of the card; empty where it has none."""
        from huggingface_hub import DatasetCard

        path = self.source.path(CARD)
        try:
            with quiet_hub():
                return DatasetCard.load(path).data.to_dict()
        except Exception as error:  # YAML has errors of its own
            raise self._damaged(path, "no card", error) from error

    def table(self, config: str, split: str, columns: Sequence[str]) -> Dataset:
        """The rows of one split, with these columns. They are read into memory: nothing is written.

        Raises:
            FileNotFoundError: a file cannot be had.
            ValueError: a part is missing, a file is damaged, or it lacks a column.
        """
        from datasets import Dataset, concatenate_datasets

        names = self.files[config][split]
        self._check_parts(names)
        parts = [self._part(self.source.path(name), columns) for name in names]
        return concatenate_datasets([Dataset(part) for part in parts])

    def _check_parts(self, names: Sequence[str]) -> None:
        """An interrupted download can leave some parts of a split."""
        parts = [match for name in names if (match := _SHARD.fullmatch(name))]
        if parts and len(parts) != int(parts[0]["count"]):
            raise ValueError(
                f"{self.source.where}: only {len(parts)} of {int(parts[0]['count'])} parts are there "
                f"({', '.join(names)}). {self.source.remedy}"
            )

    def _part(self, path: Path, columns: Sequence[str]) -> pyarrow.Table:
        import pyarrow
        from pyarrow.parquet import ParquetFile

        try:
            with ParquetFile(path) as file:
                there = file.schema_arrow.names
                if not (missing := [name for name in columns if name not in there]):
                    return file.read(columns=list(columns))
        except (pyarrow.ArrowException, OSError) as error:
            raise self._damaged(path, "no parquet", error) from error
        raise ValueError(
            f"{path} of {self.source.where} has no column {', '.join(missing)}; it has "
            f"{', '.join(there)}. Use a revision with the documented columns"
        )

    def _damaged(self, path: Path, kind: str, error: Exception) -> ValueError:
        reason = " ".join(str(error).split())
        return ValueError(
            f"{path} of {self.source.where} cannot be read: cut off, or {kind} ({reason}). "
            f"{self.source.remedy}"
        )


def _listed(card: Mapping[str, Any], names: Sequence[str]) -> Files:
    """The configurations that the card lists and that have files."""
    found: Files = {}
    for config in card.get("configs") or ():
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
