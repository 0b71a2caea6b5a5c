"""The Hugging Face hub: is it wanted, may it be asked, does it answer, what is here already."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from xling_utils.doctor.rows import Row, gib, within

PATIENCE = 3.0
"""Seconds to wait for an answer."""


@dataclass(frozen=True)
class Hub:
    """How the hub can be used.

    Attributes:
        offline: the variable that forbids to ask it, or nothing.
        answers: whether it answered; None if it was not asked.
        why: why it did not answer.
    """

    offline: str = ""
    answers: bool | None = None
    why: str = ""


def ask_hub(*, wanted: bool) -> Hub:
    """Looks at the variables, and asks the hub for a sign of life if that is wanted and allowed."""
    from huggingface_hub import constants, get_session

    if constants.HF_HUB_OFFLINE:
        names = [name for name in ("HF_HUB_OFFLINE", "TRANSFORMERS_OFFLINE") if os.environ.get(name)]
        return Hub(offline=" and ".join(names) or "HF_HUB_OFFLINE")
    if not wanted:
        return Hub()
    try:
        within(PATIENCE, lambda: get_session().head(constants.ENDPOINT, timeout=PATIENCE))
    except Exception as error:  # the network has many ways to fail
        return Hub(answers=False, why=(str(error).splitlines() or [""])[0] or type(error).__name__)
    return Hub(answers=True)


def hub_row(hub: Hub, *, asked: bool) -> Row:
    """The hub as a line of the table.

    Args:
        hub: from `ask_hub`.
        asked: whether the user wants to know, rather than a backbone or corpus.
    """
    from huggingface_hub import constants

    place = constants.ENDPOINT
    if hub.offline:
        todo = f"unset {hub.offline} to download" if asked else ""
        return Row("hub", "missing" if asked else "note", f"{hub.offline} is set: only what is cached", todo)
    if hub.answers is None:
        return Row("hub", "note", "not asked; nothing here needs it", "--network asks it")
    if hub.answers:
        return Row("hub", "works", f"{place} answers")
    todo = "check the network; HF_ENDPOINT names a mirror"
    return Row("hub", "missing" if asked else "note", f"{place} does not answer ({hub.why})", todo)


def cached_model(name: str) -> Path | None:
    """The folder of a model in the hub's cache; `#REVISION` may follow the name."""
    place, _, revision = name.partition("#")
    return cached(place, "config.json", revision=revision or None)


def cached(name: str, file: str, *, kind: str = "model", revision: str | None = None) -> Path | None:
    """The folder of a model or dataset in the hub's cache, or None if the file is not there."""
    from huggingface_hub import try_to_load_from_cache

    found = try_to_load_from_cache(name, file, repo_type=kind, revision=revision)
    return Path(found).parent if isinstance(found, str) else None


def command(name: str) -> str:
    """What `hf download` takes for a model."""
    return name.replace("#", " --revision ")


def download_row(what: str, name: str, hub: Hub) -> Row:
    """A model that is not on this machine: can it be had?"""
    if hub.offline:
        todo = f"unset {hub.offline}, or with a network run: hf download {command(name)}"
        return Row(what, "missing", f"{name} is not on this machine, and {hub.offline} is set", todo)
    if not hub.answers:
        todo = f"with a network, run: hf download {command(name)}; or give a folder"
        return Row(
            what, "missing", f"{name} is neither a folder nor cached, and the hub does not answer", todo
        )
    return _offered(what, name)


def _offered(what: str, name: str) -> Row:
    from huggingface_hub import HfApi
    from huggingface_hub.errors import RepositoryNotFoundError

    place, _, revision = name.partition("#")
    api = HfApi()
    try:
        about = within(
            2 * PATIENCE,
            lambda: api.model_info(place, revision=revision or None, timeout=PATIENCE, files_metadata=True),
        )
    except RepositoryNotFoundError:
        todo = "check the name; HF_TOKEN opens private ones"
        return Row(what, "missing", f"{name} is neither a folder nor a model that the hub shows", todo)
    sizes = {file.rfilename: file.size or 0 for file in about.siblings or ()}
    weights = {file: size for file, size in sizes.items() if "/" not in file and "safetensors" in file}
    if not weights:
        todo = "load it in a place you trust, save it with save_pretrained, and give that folder"
        return Row(what, "missing", f"{name} has no safetensors; pickled weights are never read", todo)
    if about.gated:
        fact = f"{name} asks for permission ({gib(sum(weights.values()))})"
        return Row(what, "note", fact, "accept its terms on its page, then: hf auth login")
    fact = f"{name} is on the hub only: {gib(sum(weights.values()))}, safetensors"
    return Row(
        what, "note", fact, f"nothing: it is downloaded when first used. Now: hf download {command(name)}"
    )
