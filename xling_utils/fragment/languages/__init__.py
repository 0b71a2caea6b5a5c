"""The languages of the fragment.

A language is one file, ``<code>.py``: its parameters and the functions that its grammar needs. Beside it lie
its words, ``<code>_lexicon.py``, and, where they need much code, their forms, ``<code>_morphology.py``.
"""

from __future__ import annotations

from functools import cache
from importlib import import_module

from xling_utils.fragment.lineariser import Language

LANGUAGES: tuple[str, ...] = ("en", "fr", "de", "ru", "ar", "tr", "hi", "ja")
"""Codes of the languages (ISO 639-1)."""


@cache
def language(code: str) -> Language:
    """The grammar of a language.

    Raises:
        ValueError: the fragment has no such language.
    """
    if code not in LANGUAGES:
        raise ValueError(f"The fragment has no language {code!r}; choose one of {', '.join(LANGUAGES)}.")
    grammar: Language = import_module(f"xling_utils.fragment.languages.{code}").LANGUAGE
    return grammar
