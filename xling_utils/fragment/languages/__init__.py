"""The languages of the fragment.

A language is one file, ``<code>.py``: its parameters and the functions that its grammar needs. Beside it lie
its words, ``<code>_lexicon.py``, and, where they need much code, their forms, ``<code>_morphology.py``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from xling_utils.fragment.interventions import Altered
from xling_utils.fragment.lineariser import Language

LANGUAGES: tuple[str, ...] = tuple("en fr de es pt it sv ru pl fi tr ar hi id zh ja ko".split())
"""Codes of the languages (ISO 639-1)."""


@cache
def language(code: str) -> Language | Altered:
    """The grammar of a language.

    Args:
        code: one of `LANGUAGES`, with changes behind it if wanted: ``en@sov`` (see `interventions`).

    Raises:
        ValueError: the fragment has no such language or change.
    """
    base, *changes = code.split("@")
    if base not in LANGUAGES:
        raise ValueError(f"The fragment has no language {base!r}; choose one of {', '.join(LANGUAGES)}.")
    grammar: Language = import_module(f"xling_utils.fragment.languages.{base}").LANGUAGE
    return Altered(grammar, changes) if changes else grammar
