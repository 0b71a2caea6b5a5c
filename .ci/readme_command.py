"""Print one of the README's commands, so that CI and readers run the same line.

Usage::

    python3 .ci/readme_command.py test

A command is the one line of the fenced block right after ``<!-- NAME-command -->``.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

README = Path(__file__).resolve().parent.parent / "README.md"


def readme_command(name: str, text: str) -> str:
    """Return the command marked ``name`` in ``text``.

    Raises:
        ValueError: There is no such block, more than one, or it does not hold exactly one line.
    """
    blocks = re.findall(rf"<!-- {re.escape(name)}-command -->\s*```\w*\n(.*?)\n```", text, flags=re.DOTALL)
    if len(blocks) != 1:
        raise ValueError(f"README.md: expected one block after <!-- {name}-command -->, found {len(blocks)}")
    if len(blocks[0].splitlines()) != 1:
        raise ValueError(f"README.md: the {name} command must be one line, not {len(blocks[0].splitlines())}")
    return str(blocks[0]).strip()


if __name__ == "__main__":
    print(readme_command(sys.argv[1], README.read_text(encoding="utf-8")))
