"""The whole of a line weighed up: what is missing, what contradicts itself, and the sessions it makes."""

from __future__ import annotations

from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from hereabouts.schedules import english
from hereabouts.schedules.dates import refuse_weekday
from hereabouts.schedules.days import MOST_DATES
from hereabouts.schedules.grammar import read_line
from hereabouts.schedules.near import EXAMPLE_DAY, example_date
from hereabouts.schedules.notes import read_notes, rules_of, sentence, tidy_note, write_notes
from hereabouts.schedules.periods import check_order
from hereabouts.schedules.recurrence import first_session
from hereabouts.schedules.refusal import Refusal, RefusedError, refuse
from hereabouts.schedules.session import (
    ALL_DAY,
    EVERY_DAY,
    MonthlyDates,
    MonthlyWeekdays,
    OnDate,
    Rule,
    Session,
    Weekly,
)
from hereabouts.schedules.suggesting import suggest
from hereabouts.schedules.words import DAY_NAMES

if TYPE_CHECKING:
    from hereabouts.schedules.line import Line
    from hereabouts.schedules.session import Pattern, Span

Understood = tuple[tuple[Session, ...], tuple[Rule, ...]]


@lru_cache(maxsize=16384)
def understand(text: str) -> Understood | Refusal:
    """The sessions of a line and, of one that only says what does not take place, its rules; or why not."""
    understood = _try(text)
    if isinstance(understood, Refusal):
        return suggest(text, understood, lambda line: not isinstance(_try(line), Refusal))
    return understood


def _try(text: str) -> Understood | Refusal:
    try:
        return _finish(read_line(text))
    except RefusedError as refused:
        return refused.refusal


def _finish(line: Line) -> Understood:
    note = tidy_note(line.note)
    rules = tuple(dict.fromkeys(line.rules))
    if not (line.opening or line.always or line.spans or line.first or line.last or line.attending):
        if not rules:
            _refuse_nothing(line, note)
        if note:
            refuse("schedule-remark-on-closure", line.text.rindex("("))
        return (), rules
    patterns = _patterns(line)
    for pattern in patterns:
        _check_period(line, pattern)
    spans = _spans(line)
    if len(patterns) * len(spans) > MOST_DATES:
        refuse("schedule-too-many", 0, most=MOST_DATES)
    sentences, rest = read_notes(write_notes(map(sentence, rules), note))
    attending = ", ".join(line.attending)
    made = Session(
        first=line.first,
        last=line.last,
        attending=attending[:1].upper() + attending[1:],
        rules=rules_of(sentences),
        note=rest,
    )
    sessions = (replace(made, pattern=pattern, span=span) for pattern in patterns for span in spans)
    return tuple(sessions), ()


def _refuse_nothing(line: Line, note: str) -> NoReturn:
    if note:
        refuse("schedule-only-a-remark", line.text.index("("))
    typed = line.text.strip()
    if typed.strip(" .,;:()"):
        refuse("schedule-unknown", line.text.index(typed), typed=typed)
    refuse("schedule-empty", 0)


def _spans(line: Line) -> tuple[Span | None, ...]:
    always = [ALL_DAY] if line.always and ALL_DAY not in line.spans else []
    return (*line.spans, *always) or (None,)


def _patterns(line: Line) -> tuple[Pattern | None, ...]:
    if line.opening is not None:
        return line.opening.patterns
    if line.always:
        return (Weekly(EVERY_DAY),)
    if line.spans:
        refuse("schedule-which-days", line.times_column, times=line.times)
    if not line.attending:
        refuse("schedule-which-days", min(line.first_column, line.last_column), times="10am to 12pm")
    return (None,)


def _check_period(line: Line, pattern: Pattern | None) -> None:
    """Check the first and last day against each other and against the days of the week."""
    first, last = line.first, line.last
    if isinstance(pattern, OnDate) and (first or last):
        refuse("schedule-date-and-period", line.first_column if first else line.last_column)
    if pattern is not None and not isinstance(pattern, OnDate) and pattern.interval > 1:
        _check_anchor(line, pattern)
    if first is None or last is None:
        return
    check_order(first, last, line.last_column)
    if pattern is not None and first_session(pattern, first, last) is None:
        refuse(
            "schedule-no-session",
            line.last_column,
            first=english.full_date(first),
            last=english.full_date(last),
        )


def _check_anchor(line: Line, pattern: Weekly | MonthlyWeekdays | MonthlyDates) -> None:
    """What comes round every few weeks or months needs one date on which it really is."""
    column = line.opening.column if line.opening else 0
    first = line.first
    if first is None:
        _refuse_unanchored(pattern, column)
    every = replace(pattern, interval=1)
    if first_session(every, first, first) is not None:
        return
    if isinstance(pattern, Weekly):
        refuse_weekday(first, pattern.days, line.first_column)
    refuse(
        "schedule-wrong-day-of-month",
        line.first_column,
        date=english.full_date(first),
        days=_lower_first(english.pattern(every)),
        suggestion=english.full_date(first_session(every, first.replace(day=1)) or first),
    )


def _refuse_unanchored(pattern: Weekly | MonthlyWeekdays | MonthlyDates, column: int) -> NoReturn:
    if not isinstance(pattern, Weekly):
        words = _lower_first(english.pattern(pattern))
        anchor = first_session(replace(pattern, interval=1), EXAMPLE_DAY)
        refuse("schedule-which-months", column, words=words, date=english.full_date(anchor or EXAMPLE_DAY))
    days = english.single_days(pattern.days)
    values = {
        "days": english.series([f"{DAY_NAMES[day]}s" for day in pattern.days]),
        "words": f"every {pattern.interval} weeks on {days}",
        "date": example_date(pattern.days[0]),
    }
    if pattern.interval > 5:
        refuse("schedule-which-weeks", column, hint="date", **values)
    values["monthly"] = f"{english.nth(pattern.interval)} {days} of the month"
    refuse("schedule-which-weeks", column, **values)


def _lower_first(words: str) -> str:
    return words[:1].lower() + words[1:]
