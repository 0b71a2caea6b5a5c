"""The four tasks: part-of-speech tagging, dependency parsing, named entities, natural language inference.

A task says what differs around the one training loop: make a head, read gold labels, compute a loss, decode,
score. A further task is one more class in `TASKS`.
"""

from __future__ import annotations

from xling_utils.tasks.base import (
    UNLABELLED,
    Example,
    Scores,
    SentenceSource,
    Table,
    Task,
    collate,
    part_for,
)
from xling_utils.tasks.inference import Inference, PairClassifier
from xling_utils.tasks.parsing import BiaffineParser, Parsing
from xling_utils.tasks.words import BIO, NamedEntities, PartOfSpeech, WordTagger

__all__ = [
    "BIO",
    "TASKS",
    "UNLABELLED",
    "BiaffineParser",
    "Example",
    "Inference",
    "NamedEntities",
    "PairClassifier",
    "Parsing",
    "PartOfSpeech",
    "Scores",
    "SentenceSource",
    "Table",
    "Task",
    "WordTagger",
    "collate",
    "get_task",
    "part_for",
]

TASKS: dict[str, Task] = {
    task.name: task for task in (PartOfSpeech(), Parsing(), NamedEntities(), Inference())
}
"""Name -> task."""


def get_task(task: str | Task) -> Task:
    """A task by its name: ``pos``, ``parsing``, ``ner`` or ``nli``.

    Raises:
        ValueError: there is no such task.
    """
    if isinstance(task, Task):
        return task
    if task not in TASKS:
        raise ValueError(f"unknown task {task!r}: choose one of {', '.join(TASKS)}")
    return TASKS[task]
