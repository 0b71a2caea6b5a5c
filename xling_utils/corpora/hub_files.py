"""Where the files of a dataset are: on the Hugging Face hub, in its cache, or in a folder of one's own.

The hub is a `Repository`; see there for mirrors, the cache and working without a network.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CARD = "README.md"


class Source(Protocol):
    """Something that holds the files of one dataset."""

    @property
    def name(self) -> str:
        """The id of the dataset."""

    @property
    def where(self) -> str:
        """Name for messages."""

    @property
    def remedy(self) -> str:
        """What to do about a file that is missing or damaged."""

    @property
    def commit(self) -> str | None:
        """The commit of the hub that is read, if that is known."""

    def names(self) -> list[str]:
        """Paths of all files inside the dataset, with slashes, in order."""

    def path(self, name: str) -> Path:
        """A file on this machine; downloads it if need be."""


@dataclass(frozen=True)
class Folder:
    """A copy of the dataset `name` below `root`, in a folder that is named as the hub names it."""

    root: Path
    name: str

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.root / self.name)

    @property
    def remedy(self) -> str:
        """Copy it again."""
        return f"Copy it again: hf download {self.name} --repo-type dataset --local-dir {self.where}"

    @property
    def commit(self) -> str | None:
        """A copy does not say."""
        return None

    def names(self) -> list[str]:
        """All files of the folder.

        Raises:
            FileNotFoundError: there is no such folder.
        """
        folder = self.root / self.name
        if not folder.is_dir():
            raise FileNotFoundError(f"no folder {folder} with the dataset {self.name}. {self.remedy}")
        files = (path for path in folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(folder).as_posix() for path in files)

    def path(self, name: str) -> Path:
        """The file itself."""
        return self.root / self.name / name
