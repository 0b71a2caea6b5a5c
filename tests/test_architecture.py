"""The house has floors: a room imports from the floors below, and the front door costs nothing."""

from __future__ import annotations

import ast
import subprocess
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import pytest
from book_tools import ROOT

PACKAGE = ROOT / "xling_utils"
FRONT_DOOR = "__init__"
FLOORS = {
    1: "fragment stats conllu_files treebanks tables encoding blocks pretrained wordpieces hsic labelled "
    "readers bare_tags published measurements hub_repository",
    2: "corpora backbones masking cloze typology ud_rules costs",
    3: "tasks training masked_lm hidden_states",
    4: "finetuning evaluation similarity baselines pocket_files probing code_length clustering erasure texts "
    "released_probe worker_processes",
    5: "tagging records adversaries unlearned depth",
    6: "studies grids layer_measures effects unlearning verdicts language_measures conditions items "
    "clusters scheduling budgets",
    7: "claims figures model_card boundaries",
    8: "drawings language_cards transfer_figures layer_figures ablation_figures encoder_figures interactive "
    "language_figures unlearning_figures unlearning_drawings scaling_figures",
    9: "reports doctor",
    10: "exercises pretraining cli",
    11: "__main__ __init__",
}
SAME_FLOOR = {
    ("finetuning", "evaluation"),
    ("language_measures", "items"),
    ("conditions", "effects"),
    ("conditions", "grids"),
    ("language_measures", "layer_measures"),
    ("studies", "language_measures"),
    ("studies", "unlearning"),
    ("cli", "pretraining"),
    ("language_cards", "drawings"),
    ("studies", "layer_measures"),
    ("scheduling", "clusters"),
    ("scheduling", "studies"),
    ("effects", "layer_measures"),
    ("encoder_figures", "layer_figures"),
    ("language_figures", "layer_figures"),
    ("unlearning_figures", "layer_figures"),
    ("unlearning_drawings", "layer_figures"),
    ("scaling_figures", "ablation_figures"),
    ("pretrained", "hub_repository"),
    ("depth", "records"),
}
FLOOR_OF = {room: floor for floor, rooms in FLOORS.items() for room in rooms.split()}


def imported_modules(source: str) -> Iterator[str]:
    """Full names of all that a module imports, also inside functions and for type checkers only."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            module = "." * node.level + (node.module or "")
            yield from (f"{module}.{alias.name}" for alias in node.names)


def imported_rooms(source: str) -> set[str]:
    """Rooms that a module imports from. A public name of the package comes through the front door."""
    inside = [name.split(".") for name in imported_modules(source) if name.split(".")[0] == "xling_utils"]
    return {parts[1] if len(parts) > 1 and parts[1] in FLOOR_OF else FRONT_DOOR for parts in inside}


def rooms() -> dict[str, set[str]]:
    """Each room and the rooms that it imports from."""
    found: dict[str, set[str]] = {}
    for path in sorted(PACKAGE.rglob("*.py")):
        room = path.relative_to(PACKAGE).with_suffix("").parts[0]
        found.setdefault(room, set()).update(imported_rooms(path.read_text(encoding="utf-8")) - {room})
    return found


def run(program: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, cwd=ROOT, check=False
    )


def test_imports_are_found_wherever_they_stand():
    source = """
import os, xling_utils.stats
from xling_utils import corpora, load_backbone
def late():
    from xling_utils.fragment.languages import LANGUAGES
"""
    assert imported_rooms(source) == {"stats", "corpora", FRONT_DOOR, "fragment"}


def test_every_room_has_one_floor():
    assert sum(len(rooms.split()) for rooms in FLOORS.values()) == len(FLOOR_OF), "a room on two floors"
    assert set(rooms()) == set(FLOOR_OF), "a new module needs a floor in this table, and a gone one leaves it"


def test_a_room_imports_only_from_lower_floors():
    imports = {(room, other) for room, others in rooms().items() for other in others}
    upwards = {(room, other) for room, other in imports if FLOOR_OF.get(other, 0) >= FLOOR_OF.get(room, 99)}
    assert upwards <= SAME_FLOOR


def test_no_cycles():
    try:
        list(TopologicalSorter(rooms()).static_order())
    except CycleError as error:
        pytest.fail(f"these import each other: {error.args[1]}")


def test_no_relative_imports():
    for path in PACKAGE.rglob("*.py"):
        names = imported_modules(path.read_text(encoding="utf-8"))
        assert not [name for name in names if name.startswith(".")], path.name


def test_the_front_door_loads_nothing_heavy():
    heavy = "torch transformers tokenizers datasets numpy scipy sklearn matplotlib"
    program = f"import sys, xling_utils; dir(xling_utils); print(*sys.modules.keys() & set({heavy.split()}))"
    done = run(program)
    assert (done.returncode, done.stdout.split()) == (0, []), done.stderr


WATCH = """
import importlib, sys
def refuse(event, arguments):
    if event in ("socket.connect", "socket.getaddrinfo", "socket.sendto") or event == OPENING:
        raise AssertionError(event)
sys.addaudithook(refuse)
"""


def test_importing_the_package_opens_no_socket():
    done = run(f"OPENING = 'socket.__new__'{WATCH}import xling_utils")
    assert done.returncode == 0, done.stderr
    done = run(f"OPENING = 'socket.__new__'{WATCH}import socket; socket.socket()")
    assert "AssertionError" in done.stderr, "the watch sleeps"


def test_no_room_reaches_for_the_network():
    names = [f"xling_utils.{room}" for room in rooms() if not room.startswith("__")]
    done = run(f"OPENING = None{WATCH}for name in {names}: importlib.import_module(name)")
    assert done.returncode == 0, done.stderr
