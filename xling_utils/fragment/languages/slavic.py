"""What Russian and Polish share."""

from __future__ import annotations

from dataclasses import replace

from xling_utils.fragment.meaning import Clause


def to_a_woman(clause: Clause) -> Clause:
    """The same meaning, with the feminine "you" where it is a subject."""
    link, complement, subject, noun = clause.link, clause.complement, clause.subject, clause.noun
    you = subject.head == "you"
    return replace(
        clause,
        subject=replace(subject, sex="Fem") if you else subject,
        noun=replace(noun, sex="Fem") if you and noun else noun,
        complement=to_a_woman(complement) if complement else None,
        link=(link[0], to_a_woman(link[1])) if link else None,
    )
