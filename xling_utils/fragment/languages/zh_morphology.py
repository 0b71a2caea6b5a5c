"""Mandarin Chinese: the form of the verb and its aspect. Belongs to `xling_utils.fragment.languages.zh`."""

from __future__ import annotations

from xling_utils.fragment import concepts as c
from xling_utils.fragment.lexicon import Lexeme
from xling_utils.fragment.meaning import Clause

GOAL_VERBS = frozenset(("arrive", "return"))
PLACES = frozenset(c.PLACE_RELATIONS)
INDEFINITE = frozenset(("indef", "many"))
WITHOUT_BA = frozenset(("help", "visit", "follow", "carry"))


def relations_of(clause: Clause) -> set[str]:
    """Relations of the adjuncts; "here" and "there" count as ``in``."""
    return {a.relation for a in clause.adjuncts} | ({"in"} if clause.where else set())


def has_goal(clause: Clause) -> bool:
    """Whether a place follows the verb as its object; the place of an arrival or a return does."""
    relations = relations_of(clause)
    return "to" in relations or (clause.predicate in GOAL_VERBS and bool(relations & PLACES))


def verb_form(clause: Clause, verb: Lexeme) -> tuple[str, str]:
    """The verb and the kind of its aspect; both depend on a goal, a source and a recipient."""
    if has_goal(clause):
        return verb.get("to") or verb.lemma, "event"
    if "from" in relations_of(clause):
        return verb.get("from"), "event"
    if verb.get("via") == "给" and clause.predicate != "give":
        return verb.lemma + "给", ""
    past = clause.tense == "Past" and not clause.negated and clause.time not in c.FREQUENCY_ADVERBS
    return (past and verb.get("past")) or verb.lemma, verb.get("asp")


def negation(clause: Clause, aspect: str) -> str:
    """没有 (没 when people talk) for what did not happen, 不 for states and habits."""
    happens = aspect == "event" or (clause.tense == "Past" and aspect != "state")
    happens = happens or "without" in relations_of(clause)  # 不 and 不带 clash
    if not happens or clause.time in c.FREQUENCY_ADVERBS:
        return "不"
    return "没" if clause.register == "dialogue" else "没有"


def progressive(clause: Clause, aspect: str) -> str:
    """在 before an activity of the present, or nothing; a phrase with 在 makes it superfluous."""
    if aspect != "act" or clause.tense == "Past" or clause.time in c.FREQUENCY_ADVERBS:
        return ""
    if relations_of(clause) & {*PLACES, *c.EVENT_RELATIONS, "without"}:
        return ""
    return "正在" if clause.time == "now" else "在"


def aspect_mark(clause: Clause, kind: str, aspect: str, verb: Lexeme) -> str:
    """了 or 着 after the verb, or nothing."""
    if aspect == "dur":
        return "着"
    if aspect in ("state", "stay", "said") or clause.time in c.FREQUENCY_ADVERBS:
        return ""
    final = clause.object is None and not has_goal(clause)
    if final and kind in ("rel", "when"):
        return ""
    if clause.tense == "Past":
        marked = not (final and aspect == "act" and framed(clause, verb))
    else:
        marked = final and aspect == "event" and c.VERBS[clause.predicate].frame == "intr"
    return "了" if marked else ""


def framed(clause: Clause, verb: Lexeme) -> bool:
    """Whether a long action has a frame that makes 了 superfluous (在公园里散步)."""
    frame = clause.adjuncts or clause.year or clause.where or clause.manner
    return bool(frame) and not verb.get("le") and clause.time not in c.STORY_ADVERBS


def fronts_object(clause: Clause, verb: Lexeme) -> bool:
    """Whether 把 puts the object before the verb."""
    if clause.object is None:
        return False
    if clause.recipient is not None:
        return verb.get("via") == "给" and clause.object.determiner not in INDEFINITE
    return clause.manner == "badly" and clause.predicate not in WITHOUT_BA


def has_extent(clause: Clause, verb: Lexeme) -> bool:
    """Whether "well" and "badly" follow the verb: 睡得很好, 把信写得很差."""
    if clause.manner not in ("well", "badly") or verb.get("deg") == "-":
        return False
    if c.VERBS[clause.predicate].frame == "intr":
        return not has_goal(clause) and "from" not in relations_of(clause)
    return clause.manner == "badly" and clause.recipient is None and fronts_object(clause, verb)
