"""The fixed sentences at the front of HSDS `notes`: what a schedule obeys that HSDS has no field for.

HSDS has no exceptions and no rule that repeats yearly, so closures, seasons, term time and bank holidays travel as
sentences in one exact form, which is read back here. What follows them is the contributor's own remark.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from hereabouts.schedules import english
from hereabouts.schedules.dates import settle_dates, take_partial
from hereabouts.schedules.refusal import RefusedError
from hereabouts.schedules.session import Closure, Condition, DayMonth, Rule, Season
from hereabouts.schedules.tokens import Cursor, Kind

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST_SENTENCE = 60
_CONDITIONS = {condition.value: condition for condition in Condition}


def sentence(rule: Rule) -> str:
    """The fixed sentence of one rule, as in "Closed 24 December to 2 January."."""
    words = english.rule(rule)
    return f"{words[:1].upper()}{words[1:]}."


def read_notes(notes: str) -> tuple[list[str], str]:
    """Split notes into the fixed sentences at their front and the remark that follows."""
    found: list[str] = []
    rest = notes.strip()
    while True:
        stop = rest.find(".", 0, _LONGEST_SENTENCE) + 1
        follows = rest[stop : stop + 1]
        if not stop or follows.strip() or read_sentence(rest[:stop]) is None:
            return found, rest
        found.append(rest[:stop])
        rest = rest[stop:].lstrip()


@lru_cache(maxsize=4096)
def read_sentence(text: str) -> Rule | None:
    """The rule that a fixed sentence stands for, or None when it is not exactly one."""
    if text in _CONDITIONS:
        return _CONDITIONS[text]
    cursor = Cursor(text.removesuffix("."))
    try:
        closed = cursor.word("closed")
        first = take_partial(cursor)
        last = take_partial(cursor) if first and cursor.to() else first
        if first is None or last is None:
            return None
        begin, end = settle_dates([first, last])
    except RefusedError:
        return None
    rule = _rule(begin, end, cursor, closed=closed)
    return rule if rule and sentence(rule) == text else None


def _rule(begin: object, end: object, cursor: Cursor, *, closed: bool) -> Rule | None:
    if closed and cursor.peek().kind is Kind.END and type(begin) is type(end):
        return Closure(begin, end)  # type: ignore[arg-type]
    yearly = cursor.word("each") and cursor.word("year")
    if yearly and isinstance(begin, DayMonth) and isinstance(end, DayMonth):
        return Season(begin, end)
    return None


def rules_of(sentences: Iterable[str]) -> tuple[Rule, ...]:
    """The rules that these fixed sentences stand for, each once."""
    found = (read_sentence(text) for text in sentences)
    return tuple(dict.fromkeys(rule for rule in found if rule is not None))


def write_notes(sentences: Iterable[str], note: str) -> str:
    """Put fixed sentences in front of a remark; one that is there already is not said twice."""
    inside, rest = read_notes(note)
    front = list(dict.fromkeys((*sentences, *inside)))
    if front == inside:
        return note
    return " ".join(part for part in (*front, rest) if part)


def tidy_note(typed: str) -> str:
    """A remark as a sentence: single spaces, a capital to begin with, a stop at the end; "" when empty."""
    text = " ".join(typed.split())
    stem = text.rstrip(". ")
    if not stem:
        return ""
    trailing_off = text[len(stem) :].count(".") > 1
    first_word = stem.split(" ", 1)[0]
    if first_word.isalpha() and first_word.islower():
        stem = stem[0].upper() + stem[1:]
    if trailing_off:
        return f"{stem}..."
    return stem if stem[-1] in "!?\u2026" else f"{stem}."


def say_note(note: str) -> str:
    """A remark as it stands in brackets, without its full stop."""
    return note if note.endswith("..") else note.removesuffix(".")
