"""Which encoder families were tried on which tasks, and what was checked: counted while the tests run.

The models are random and tiny, built from the config of their family with a tokenizer of their own
(`tests/encoder_families.py`); the hub is a server on loopback (`tests/hub_server.py`). So this shows that the
code handles a family, not how well a model of it does.

    python benchmarks/families.py --output xling_utils/records/scaling_families.json
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import sys
from collections import defaultdict
from importlib.metadata import version
from pathlib import Path
from typing import Any

import pytest

FILES = ("tests/test_encoder_families.py", "tests/test_hub_backbones.py")
COLUMNS = ("hub", "encoder", "pos", "parsing", "ner", "nli")
"""Downloaded from the hub and read offline; anything without a task; the tasks."""


class Counter:
    """A plugin of pytest that counts the checks of each family."""

    def __init__(self) -> None:
        self.passed: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.all: defaultdict[tuple[str, str], int] = defaultdict(int)
        self.checks: defaultdict[str, dict[str, None]] = defaultdict(dict)

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(self, item: Any, call: Any) -> Any:
        """Note the outcome of a test that has a family."""
        report = yield
        params = item.callspec.params if hasattr(item, "callspec") else {}
        if report.when == "call" and "family" in params:
            hub = "hub" if "hub" in item.path.name else "encoder"
            column = params.get("tuned", params.get("task", hub))
            self.all[params["family"], column] += 1
            self.passed[params["family"], column] += report.passed
            kind = column if column in ("hub", "encoder") else "task"
            self.checks[kind][item.originalname.removeprefix("test_").replace("_", " ")] = None
        return report

    def rows(self) -> list[dict[str, Any]]:
        """A family in each: column -> checks passed, and checks made."""
        families = dict.fromkeys(family for family, _ in self.all)
        return [
            {"family": family}
            | {name: [self.passed[family, name], self.all[family, name]] for name in COLUMNS}
            for family in families
        ]


def as_markdown(record: dict[str, Any]) -> str:
    """The table: "12" means that all of twelve checks passed, "11 of 12" that one did not."""
    lines = [["family", *COLUMNS], ["---"] * (1 + len(COLUMNS))]
    for row in record["rows"]:
        cells = [
            str(passed) if passed == made else f"{passed} of {made}"
            for passed, made in (row[name] for name in COLUMNS)
        ]
        lines.append([row["family"], *cells])
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def main() -> None:
    """Run the tests, write the record and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--output", type=Path, help="where to write the record")
    options = parser.parse_args()
    counter = Counter()
    failed = pytest.main([*FILES, "-q", "-p", "no:cacheprovider"], plugins=[counter])
    record = {
        "machine": f"{platform.machine()}, {os.cpu_count()} cores",
        "versions": {
            name: version(name) for name in ("torch", "transformers", "tokenizers", "huggingface-hub")
        },
        "command": "python benchmarks/families.py",
        "checks": {kind: list(names) for kind, names in counter.checks.items()},
        "rows": counter.rows(),
    }
    if options.output:
        options.output.write_text(json.dumps(record, indent=2) + "\n", encoding="utf-8")
    print(as_markdown(record))
    sys.exit(int(failed))


if __name__ == "__main__":
    main()
