"""A hub on loopback: it answers what `huggingface_hub` asks about models and datasets, from a folder.

The answers are those of the real hub: what a revision is with the list of its files, small files themselves,
large ones by way of another address that can go on in the middle of a file, and its codes for refusals.
"""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import unquote, urlsplit

import huggingface_hub
import pytest

COMMIT = "0123456789abcdef0123456789abcdef01234567"
OLDER = COMMIT[::-1]
TOKEN = "hf_good"
"""The only one that the hub knows."""
LARGE = (".parquet", ".safetensors", ".bin")
"""Files that come from another address."""

_ID = r"(?P<name>[^/]+/[^/]+)"
_ABOUT = re.compile(rf"/api/(models|datasets)/{_ID}(/(?P<what>revision|tree)/(?P<revision>[^/]+))?")
_FILE = re.compile(rf"/(datasets/)?{_ID}/resolve/(?P<revision>[^/]+)/(?P<file>.+)")
_STORE = re.compile(rf"/store/(?P<commit>[0-9a-f]+)/{_ID}/(?P<file>.+)")


@dataclass
class LoopbackHub:
    """What the hub has, what it was asked, and what is wrong with it.

    Attributes:
        root: Holds models and datasets under their ids.
        revisions: Tags and their commits, beside `main`; all have the same files.
        asked: "GET about ID", "HEAD file ID FILE", "GET store ID FILE" ...
        gated: Ids whose files need a permission that nobody has.
        cut: Files of which the second half never comes.
        short: Files of which a half comes as if it were all.
        status: Answers every question with this error.
        address: Where it is.
    """

    root: Path
    revisions: dict[str, str] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    gated: set[str] = field(default_factory=set)
    cut: set[str] = field(default_factory=set)
    short: set[str] = field(default_factory=set)
    status: int | None = None
    address: str = ""

    @contextmanager
    def running(self) -> Iterator[LoopbackHub]:
        """The hub answers; afterwards its address cannot be reached."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Handler, self))
        self.address = f"http://127.0.0.1:{server.server_port}"
        thread = threading.Thread(target=server.serve_forever, args=[0.01], daemon=True)
        thread.start()
        try:
            yield self
        finally:
            server.shutdown()
            server.server_close()
            thread.join()

    def commit(self, revision: str | None) -> str | None:
        """What a revision stands for, if there is such a one."""
        known = {None: COMMIT, "main": COMMIT} | self.revisions
        return known.get(revision, revision if revision in known.values() else None)

    def got(self) -> list[str]:
        """Files whose content was asked for, in order."""
        questions = (question.split() for question in self.asked)
        return [words[-1] for words in questions if words[0] == "GET" and words[1] != "about"]


class Handler(BaseHTTPRequestHandler):
    """One question."""

    def __init__(self, hub: LoopbackHub, *rest: Any) -> None:
        self.hub = hub
        super().__init__(*rest)

    def do_HEAD(self) -> None:
        self.answer()

    def do_GET(self) -> None:
        self.answer()

    def log_message(self, *parts: Any) -> None:
        pass

    def answer(self) -> None:
        path, token = unquote(urlsplit(self.path).path), self.headers.get("Authorization")
        if self.hub.status:
            self.refuse(self.hub.status)
        elif token and token != f"Bearer {TOKEN}":
            self.refuse(401, message="Invalid credentials in Authorization header")
        elif match := _STORE.fullmatch(path):
            self.hub.asked.append(f"{self.command} store {match['name']} {match['file']}")
            commit = {"X-Repo-Commit": match["commit"]}  # this store has the hub's own address
            self.send(self.hub.root / match["name"] / match["file"], match["file"], commit)
        elif match := _ABOUT.fullmatch(path):
            self.hub.asked.append(f"{self.command} about {match['name']}")
            self.about(**match.groupdict())
        elif match := _FILE.fullmatch(path):
            self.hub.asked.append(f"{self.command} file {match['name']} {match['file']}")
            self.file(**match.groupdict())
        else:
            self.refuse(404)

    def is_there(self, name: str, revision: str | None) -> bool:
        if not (self.hub.root / name).is_dir():
            # Who is not logged in is not told whether it is private.
            self.refuse(404 if self.headers.get("Authorization") else 401, "RepoNotFound")
            return False
        if not self.hub.commit(revision):
            self.refuse(404, "RevisionNotFound")
            return False
        return True

    def about(self, name: str, what: str | None, revision: str | None) -> None:
        """Also of a gated repository."""
        if not self.is_there(name, revision):
            return
        folder = self.hub.root / name
        files = [{"rfilename": file} for file in files_below(folder)]
        answer: Any = {"id": name, "sha": self.hub.commit(revision), "siblings": files}
        if what == "tree":
            answer = [
                {"type": "file", "path": file, "size": (folder / file).stat().st_size, "oid": file}
                for file in files_below(folder)
            ]
        content = json.dumps(answer).encode()
        self.start(200, {"Content-Type": "application/json", "Content-Length": len(content)})
        self.wfile.write(content)

    def file(self, name: str, revision: str, file: str) -> None:
        path = self.hub.root / name / file
        if not self.is_there(name, revision):
            return
        commit = {"X-Repo-Commit": self.hub.commit(revision)}
        if name in self.hub.gated:
            self.refuse(403 if self.headers.get("Authorization") else 401, "GatedRepo")
        elif not path.is_file():
            self.refuse(404, "EntryNotFound", commit)
        elif file.endswith(LARGE):
            content = path.read_bytes()
            linked = {"X-Linked-Size": len(content), "X-Linked-Etag": f'"{digest(content)}"'}
            store = f"{self.hub.address}/store/{self.hub.commit(revision)}/{name}/{file}"
            self.start(302, linked | commit | {"Location": store, "Content-Length": 0})
        else:
            self.send(path, file, commit)

    def send(self, path: Path, file: str, more: dict[str, Any]) -> None:
        content = path.read_bytes()
        half, whole = len(content) // 2, len(content)
        if file in self.hub.short and self.command == "GET":
            content = content[:half]
        end = half if file in self.hub.cut else len(content)
        begin = int((self.headers.get("Range") or "bytes=0-")[6:].partition("-")[0])
        headers = more | {"ETag": f'"{digest(path.read_bytes())}"'}
        if begin:
            headers["Content-Range"] = f"bytes {begin}-{whole - 1}/{whole}"
        self.start(206 if begin else 200, headers | {"Content-Length": len(content) - begin})
        if self.command == "GET":
            self.wfile.write(content[begin:end])

    def refuse(
        self, status: int, code: str = "", more: dict[str, Any] | None = None, message: str = ""
    ) -> None:
        told = {"X-Error-Code": code, "X-Error-Message": message} | (more or {})
        self.start(status, {name: value for name, value in told.items() if value} | {"Content-Length": 0})

    def start(self, status: int, headers: dict[str, Any]) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, str(value))
        self.end_headers()


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def files_below(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def use_hub(monkeypatch: pytest.MonkeyPatch, address: str, cache: Path) -> None:
    """Let this process ask the hub at an address, with an empty cache and without a token."""
    constants = huggingface_hub.constants
    for name, value in {
        "ENDPOINT": address,
        "HUGGINGFACE_CO_URL_TEMPLATE": address + "/{repo_id}/resolve/{revision}/{filename}",
        "HF_HUB_CACHE": str(cache),
        "HF_HUB_OFFLINE": False,
        "HF_TOKEN_PATH": str(cache / "token"),
    }.items():
        monkeypatch.setattr(constants, name, value)
    for name in ("HF_TOKEN", "HUGGING_FACE_HUB_TOKEN"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    # It waits a second before each of five new tries of a download that was cut.
    monkeypatch.setattr("huggingface_hub.file_download.time", SimpleNamespace(sleep=lambda seconds: None))
    huggingface_hub.close_session()


def half_files(cache: Path) -> list[str]:
    """What a download left that did not end."""
    return [file for file in files_below(cache) if file.endswith(".incomplete")]


@contextmanager
def small_disk(folder: Path, size: str, *options: str) -> Iterator[Path]:
    """A disk of its own, such as "64k"; skips where we may not mount one."""
    folder.mkdir(exist_ok=True)
    command = ["mount", "-t", "tmpfs", "-o", ",".join([f"size={size}", *options]), "tmpfs", str(folder)]
    root = os.name == "posix" and os.geteuid() == 0
    if not root or subprocess.run(command, capture_output=True, check=False).returncode:
        pytest.skip("mounting a small disk needs root")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)
