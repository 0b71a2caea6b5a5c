"""Where the files of a dataset are: on the Hugging Face hub, in its cache, or in a folder of one's own.

`huggingface_hub` gets the files, so its environment counts: HF_ENDPOINT (a mirror), HF_HOME (the cache),
HF_HUB_OFFLINE, HF_TOKEN. It writes a file under another name and renames it when it is whole; we write none.
"""

from __future__ import annotations

import functools
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

CARD = "README.md"


class Source(Protocol):
    """Something that holds the files of one dataset."""

    @property
    def where(self) -> str:
        """Name for messages."""

    @property
    def remedy(self) -> str:
        """What to do about a file that is missing or damaged."""

    def names(self) -> list[str]:
        """Paths of all files inside the dataset, with slashes, in order."""

    def path(self, name: str) -> Path:
        """A file on this machine; downloads it if need be."""


@dataclass(frozen=True)
class Folder:
    """A copy of the dataset `dataset` below `root`, in a folder that is named as the hub names it."""

    root: Path
    dataset: str

    @property
    def where(self) -> str:
        """The folder."""
        return str(self.root / self.dataset)

    @property
    def remedy(self) -> str:
        """Copy it again."""
        return f"Copy it again: hf download {self.dataset} --repo-type dataset --local-dir {self.where}"

    def names(self) -> list[str]:
        """All files of the folder.

        Raises:
            FileNotFoundError: there is no such folder.
        """
        folder = self.root / self.dataset
        if not folder.is_dir():
            raise FileNotFoundError(f"no folder {folder} with the dataset {self.dataset}. {self.remedy}")
        files = (path for path in folder.rglob("*") if path.is_file())
        return sorted(path.relative_to(folder).as_posix() for path in files)

    def path(self, name: str) -> Path:
        """The file itself."""
        return self.root / self.dataset / name


@dataclass(frozen=True)
class Repository:
    """The dataset `dataset` on the hub; `revision` is a tag, branch or commit, None is the newest state."""

    dataset: str
    revision: str | None = None

    @property
    def where(self) -> str:
        """Id and revision."""
        return f"{self.dataset}, revision {self.revision or 'main'}"

    @property
    def remedy(self) -> str:
        """Get it again."""
        revision = f" --revision {self.revision}" if self.revision else ""
        return f"Get it again: hf download {self.dataset} --repo-type dataset{revision} --force-download"

    @functools.cached_property
    def _snapshot(self) -> Path:
        """The folder in the hub's cache; its name is the commit that the revision stood for."""
        return self._download(CARD, self.revision).parent

    def names(self) -> list[str]:
        """All files of the revision; those in the cache where the hub cannot be asked.

        Raises:
            FileNotFoundError: there is no such dataset or revision, it cannot be had, or it is not in the
                cache and the hub cannot be reached. The message says what to do.
        """
        from huggingface_hub import HfApi

        snapshot = self._snapshot
        try:
            # Without the retries of list_repo_files, which take half a minute where there is no network.
            about = HfApi().dataset_info(self.dataset, revision=snapshot.name, timeout=10)
            found = [sibling.rfilename for sibling in about.siblings or ()]
        except Exception:  # the card came from the cache: the hub is out of reach, whatever the reason
            found = [path.relative_to(snapshot).as_posix() for path in snapshot.rglob("*") if path.is_file()]
        return sorted(found)

    def path(self, name: str) -> Path:
        """The file in the cache, of the commit that the card belongs to.

        Raises:
            FileNotFoundError: it is not in the cache and cannot be downloaded.
        """
        return self._download(name, self._snapshot.name)

    def _download(self, name: str, revision: str | None) -> Path:
        from huggingface_hub import hf_hub_download

        with self._told(name):
            return Path(hf_hub_download(self.dataset, name, repo_type="dataset", revision=revision))

    @contextmanager
    def _told(self, name: str) -> Iterator[None]:
        """Says what went wrong in the words of this package."""
        from huggingface_hub import constants, errors

        try:
            yield
        except errors.GatedRepoError as error:
            why = f"it asks for permission: accept its terms at {constants.ENDPOINT}/datasets/{self.dataset}"
            raise self._error(f"{why}, then log in with 'hf auth login' or set HF_TOKEN") from error
        except errors.RepositoryNotFoundError as error:
            why = f"{constants.ENDPOINT} has no such dataset, or it is private"
            raise self._error(f"{why}. Check HF_ENDPOINT, and HF_TOKEN for a private copy") from error
        except errors.RevisionNotFoundError as error:
            raise self._error(f"{constants.ENDPOINT} has no such revision") from error
        except (errors.LocalEntryNotFoundError, errors.OfflineModeIsEnabled) as error:
            raise self._error(f"{name} is not in the cache, and {self._unreachable()}") from error
        except errors.EntryNotFoundError as error:
            raise self._error(f"there is no file {name}") from error
        except Exception as error:  # errors of the network have other classes in other versions
            why = f"{name} did not come whole ({str(error) or type(error).__name__})"
            raise self._error(
                f"{why}. Check the network and the free space in {constants.HF_HUB_CACHE}, then run again"
            ) from error

    def _unreachable(self) -> str:
        from huggingface_hub import constants

        offline = constants.HF_HUB_OFFLINE
        why = "HF_HUB_OFFLINE is set" if offline else f"{constants.ENDPOINT} cannot be reached"
        revision = f" --revision {self.revision}" if self.revision else ""
        return (
            f"{why}. With a network, run: hf download {self.dataset} --repo-type dataset{revision}; or name "
            f"a folder that holds {self.dataset}, as in 'hub@DIR' (the cache is {constants.HF_HUB_CACHE})"
        )

    def _error(self, why: str) -> FileNotFoundError:
        return FileNotFoundError(f"cannot get {self.where}: {why}")
