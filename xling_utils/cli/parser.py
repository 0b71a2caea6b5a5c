"""A parser whose help has examples, and whose refusals are one line that names what is near."""

from __future__ import annotations

import argparse
import difflib
import textwrap
from collections.abc import Iterable, Sequence
from typing import Any, NoReturn


class Help(argparse.ArgumentDefaultsHelpFormatter):
    """Help that shows defaults where there is something to show, and keeps indented lines as they are."""

    def _get_help_string(self, action: argparse.Action) -> str | None:
        default = action.default
        if default in (None, (), []) or default is False:
            return action.help
        if isinstance(default, list | tuple):
            return f"{action.help} (default: {' '.join(default)})"
        return super()._get_help_string(action)

    def _fill_text(self, text: str, width: int, indent: str) -> str:
        blocks = (block if block.startswith(" ") else textwrap.fill(block, width) for block in _blocks(text))
        return textwrap.indent("\n".join(blocks), indent)


def _blocks(text: str) -> list[str]:
    """Paragraphs, and lines that start with a space."""
    return text.strip("\n").split("\n")


class Parser(argparse.ArgumentParser):
    """A parser that knows near names, and takes no abbreviations: ``--seed`` must not mean ``--seeds``."""

    def __init__(self, **options: Any) -> None:
        settings: dict[str, Any] = {"formatter_class": Help, "allow_abbrev": False} | options
        super().__init__(**settings)
        self.set_defaults(parser=self)

    def error(self, message: str) -> NoReturn:
        """Says in one line what is wrong, and ends with exit code 2."""
        stop = "" if message.endswith(("?", ".")) else "."
        self.exit(2, f"{self.prog}: {message}{stop} For help: {self.prog} --help\n")

    def refuse_options(self, unknown: Sequence[str]) -> NoReturn:
        """Says which words are no options here, and which options are near."""
        known = [name for action in self._actions for name in action.option_strings]
        self.error(f"there is no option {' '.join(unknown)!r}{did_you_mean(unknown[0].split('=')[0], known)}")

    def _check_value(self, action: argparse.Action, value: Any) -> None:
        if action.choices is not None and value not in action.choices:
            names = list(map(str, action.choices))
            raise argparse.ArgumentError(
                action,
                f"there is no {str(value)!r}. There is: {', '.join(names)}{did_you_mean(str(value), names)}",
            )


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """``. Did you mean 'study'?``, or nothing."""
    near = difflib.get_close_matches(name, list(known), n=2)
    return f". Did you mean {' or '.join(map(repr, near))}?" if near else ""
