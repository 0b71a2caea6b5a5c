"""A model or a dataset on the Hugging Face hub: which commit it is, which files it has, and the files.

`huggingface_hub` gets the files, so its environment counts: HF_ENDPOINT (a mirror), HF_HOME (the cache),
HF_HUB_OFFLINE, HF_TOKEN, HF_HUB_ETAG_TIMEOUT (seconds to wait for an answer, 10). It writes a file under
another name and renames it when it is whole; we write none.

The hub is asked once what a revision stands for, without retries: with the network down the cache answers at
once. Only a network that breaks during a download is tried again, for up to half a minute.
"""

from __future__ import annotations

import errno
import functools
import os
import shutil
import sys
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

FIRST = {"model": "config.json", "dataset": "README.md"}
"""The file that is read first: where the cache has it, it knows the revision."""


@dataclass(frozen=True)
class Snapshot:
    """What a revision stands for.

    Attributes:
        commit: The commit.
        names: Its files; only those in the cache where the hub could not be asked.
        refused: Why the hub could not be asked, if it could not.
    """

    commit: str
    names: tuple[str, ...]
    refused: Exception | None = None


@dataclass(frozen=True)
class Repository:
    """A model or dataset on the hub; `revision` is a tag, branch or commit, None is the newest state."""

    name: str
    revision: str | None = None
    kind: Literal["model", "dataset"] = "dataset"

    @property
    def where(self) -> str:
        """Id and revision."""
        return f"{self.name}, revision {self.revision or 'main'}"

    @property
    def remedy(self) -> str:
        """Get it again."""
        return f"Get it again: {self._command} --force-download"

    @property
    def _command(self) -> str:
        kind = " --repo-type dataset" if self.kind == "dataset" else ""
        return f"hf download {self.name}{kind}" + (f" --revision {self.revision}" if self.revision else "")

    @property
    def commit(self) -> str:
        """The commit that is read; errors as for `names`."""
        return self._snapshot.commit

    def names(self) -> list[str]:
        """All files of the revision; those in the cache where the hub cannot be asked.

        Raises:
            OSError: there is no such repository or revision, it cannot be had, or it is not in the cache and
                the hub cannot be reached: a FileNotFoundError. Or the disk is full. The message says what
                to do.
        """
        return list(self._snapshot.names)

    def lacks(self, name: str) -> bool:
        """Whether the hub itself says that there is no such file; errors as for `names`."""
        return self._snapshot.refused is None and name not in self._snapshot.names

    def path(self, name: str) -> Path:
        """A file in the cache, all of one commit; it is downloaded if need be. Errors as for `names`."""
        return self._download(name, self.commit, self._snapshot.refused)

    @functools.cached_property
    def _snapshot(self) -> Snapshot:
        from huggingface_hub import HfApi, constants

        ask = HfApi().dataset_info if self.kind == "dataset" else HfApi().model_info
        try:
            with quiet_hub():
                # Without the retries of other calls, which take half a minute where there is no network.
                about = ask(self.name, revision=self.revision, timeout=constants.HF_HUB_ETAG_TIMEOUT)
        except Exception as error:  # whatever the reason, what the cache has can be read
            if cached := self._cached(error):
                return cached
            raise self._told(error, self._out_of_reach(FIRST[self.kind], error)) from error
        snapshot = Snapshot(str(about.sha), tuple(sorted(file.rfilename for file in about.siblings or ())))
        if FIRST[self.kind] in snapshot.names:
            self._download(FIRST[self.kind], self.revision, None)  # the cache notes what the revision is
        return snapshot

    def _cached(self, refused: Exception) -> Snapshot | None:
        from huggingface_hub import errors, try_to_load_from_cache

        try:
            first = try_to_load_from_cache(
                self.name, FIRST[self.kind], revision=self.revision, repo_type=self.kind
            )
        except errors.HFValidationError:
            return None
        if not isinstance(first, str):
            return None
        folder = Path(first).parent
        files = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
        return Snapshot(folder.name, tuple(files), refused)

    def _download(self, name: str, revision: str | None, refused: Exception | None) -> Path:
        from huggingface_hub import errors, hf_hub_download

        try:
            with quiet_hub():
                found = hf_hub_download(
                    self.name,
                    name,
                    repo_type=self.kind,
                    revision=revision,
                    local_files_only=refused is not None,
                )
        except errors.RemoteEntryNotFoundError as error:
            raise self._told(error, f"there is no file {name} in it") from error
        except Exception as error:  # errors of the network have other classes in other versions
            if refused:
                raise self._told(refused, self._out_of_reach(name, refused)) from error
            why = f"{name} did not come whole ({_short(error)}). Check the network, then run again"
            raise self._told(error, why) from error
        return Path(found)

    # ---- what went wrong, in the words of this package

    def _told(self, error: Exception, otherwise: str) -> OSError:
        """What the disk or the hub said, or `otherwise`."""
        from huggingface_hub import constants

        cache, start = constants.HF_HUB_CACHE, f"cannot get {self.where}"
        codes = {getattr(each, "errno", None) for each in _causes(error)}
        if codes & {errno.ENOSPC, errno.EDQUOT} or "no space left" in str(error).lower():
            return OSError(
                errno.ENOSPC,
                f"{start}: the disk is full{_free(cache)}. Free some space where the cache {cache} is, or "
                "set HF_HOME to a folder on another disk; then run again",
            )
        if codes & {errno.EACCES, errno.EPERM, errno.EROFS}:
            return PermissionError(
                errno.EACCES,
                f"{start}: the cache {cache} cannot be written. Set HF_HOME to a folder of your own",
            )
        return FileNotFoundError(f"{start}: {self._answer(error) or otherwise}")

    def _answer(self, error: Exception) -> str | None:
        """What the hub says about the repository, if it says anything."""
        from huggingface_hub import constants, errors

        hub, status = constants.ENDPOINT, getattr(getattr(error, "response", None), "status_code", None)
        if isinstance(error, errors.GatedRepoError):
            page = f"{hub}/{'datasets/' if self.kind == 'dataset' else ''}{self.name}"
            login = "then log in with 'hf auth login' or set HF_TOKEN"
            return f"it asks for permission: accept its terms at {page}, {login}"
        if isinstance(error, errors.RepositoryNotFoundError):
            either = "; there is no folder of this name either" if self.kind == "model" else ""
            check = "Check the spelling, HF_ENDPOINT, and HF_TOKEN for a private copy"
            return f"{hub} has no such {self.kind}, or it is private{either}. {check}"
        if isinstance(error, errors.HFValidationError):
            return "this can be no id of the hub: ids look like 'owner/name'"
        if isinstance(error, errors.RevisionNotFoundError):
            return f"{hub} has no such revision"
        if isinstance(error, errors.EntryNotFoundError):
            return None
        if status == 401:
            return f"{hub} refuses your token. Log in again with 'hf auth login', or unset HF_TOKEN"
        return f"{hub} answers with error {status}. Try again later" if status else None

    def _out_of_reach(self, name: str, error: Exception) -> str:
        from huggingface_hub import constants, errors

        why = f"{constants.ENDPOINT} cannot be reached ({_short(error)})"
        if isinstance(error, errors.OfflineModeIsEnabled):
            why = "HF_HUB_OFFLINE is set"
        other = {
            "dataset": f"name a folder that holds {self.name}, as in 'hub@DIR'",
            "model": "give the folder of a saved model, or 'pocket'",
        }
        return (
            f"{name} is not in the cache {constants.HF_HUB_CACHE}, and {why}. With a network, run: "
            f"{self._command}; or {other[self.kind]}"
        )


def _causes(error: BaseException | None) -> Iterator[BaseException]:
    """The error and those that led to it."""
    while error is not None:
        yield error
        error = error.__cause__ or error.__context__


def _short(error: BaseException) -> str:
    return (str(error).strip() or type(error).__name__).splitlines()[0][:200]


def _free(folder: str) -> str:
    """Free space of the disk that holds a folder, for messages."""
    there = next((path for path in (Path(folder), *Path(folder).parents) if path.is_dir()), None)
    return f" ({shutil.disk_usage(there).free / 1e6:.0f} MB left)" if there else ""


@contextmanager
def quiet_hub() -> Iterator[None]:
    """No warnings, and progress bars on a terminal only: what matters is in our errors."""
    from huggingface_hub.utils import logging
    from huggingface_hub.utils.tqdm import (
        are_progress_bars_disabled,
        disable_progress_bars,
        enable_progress_bars,
    )

    level, hidden = logging.get_verbosity(), are_progress_bars_disabled()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        logging.set_verbosity_error()
        if not (sys.stderr.isatty() and "PYTEST_CURRENT_TEST" not in os.environ):
            disable_progress_bars()
        try:
            yield
        finally:
            logging.set_verbosity(level)
            if not hidden:
                enable_progress_bars()
