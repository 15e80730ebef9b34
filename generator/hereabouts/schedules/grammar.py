"""One line of opening times, read from left to right.

    line    = closure | days, { part }, [ "(" remark ")" ]
    part    = times | "24 hours" | from | until | range | season | closure | attending | condition

Parts may stand in any order and commas are optional. What cannot be taken is refused where it stands.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Final

from hereabouts.schedules.closing import refuse_closed_days, take_closure
from hereabouts.schedules.days import Opening, starts_opening, take_dates, take_interval, take_opening
from hereabouts.schedules.line import Line
from hereabouts.schedules.periods import take_period, take_until
from hereabouts.schedules.puzzling import refuse_puzzle, refuse_two_lines
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import ALL_DAY, EVERY_DAY, Weekly
from hereabouts.schedules.times import take_spans
from hereabouts.schedules.tokens import Cursor, Kind, by_first_word
from hereabouts.schedules.words import ATTENDING, CONDITIONS, HOURS

if TYPE_CHECKING:
    from collections.abc import Callable

_ATTENDING: Final = by_first_word(ATTENDING)
_CONDITIONS: Final = by_first_word(CONDITIONS)


def read_line(text: str) -> Line:
    """Take a line apart. Raises RefusedError where it cannot be understood."""
    body, note = split_note(text)
    cursor, line = Cursor(body), Line(note=note, text=text)
    while True:
        cursor.separators()
        if cursor.peek().kind is Kind.END:
            return line
        if not any(take(cursor, line) for take in _TAKERS):
            refuse_puzzle(cursor, line)


def split_note(text: str) -> tuple[str, str]:
    """Cut the remark in brackets off the end of a line. Refuses brackets anywhere else, or without a partner."""
    body = text.rstrip(" .\t\r\n")
    note = ""
    if body.endswith(")"):
        begin = _partner(body)
        note, body = body[begin + 1 : -1], body[:begin]
    for mark in "()":
        if mark in body:
            refuse("schedule-bracket", body.index(mark))
    return body, note


def _partner(body: str) -> int:
    depth = 0
    for place in range(len(body) - 1, -1, -1):
        depth += (body[place] == ")") - (body[place] == "(")
        if depth == 0:
            return place
    return refuse("schedule-bracket", len(body) - 1)


def _take_attending(cursor: Cursor, line: Line) -> bool:
    way = cursor.phrase(_ATTENDING)
    if way is not None and way not in line.attending:
        line.attending.append(way)
    return way is not None


def _take_condition(cursor: Cursor, line: Line) -> bool:
    condition = cursor.phrase(_CONDITIONS)
    if condition is not None:
        line.rules.append(condition)
    return condition is not None


def _take_always(cursor: Cursor, line: Line) -> bool:
    begin = cursor.at
    if cursor.peek().kind is Kind.ALWAYS:
        cursor.at += 1
    elif cursor.peek().text in {"24", "twentyfour"} and cursor.peek(1).text in HOURS:
        cursor.at += 2
        if cursor.peek().text in {"a", "per"} and cursor.peek(1).text == "day":
            cursor.at += 2
    elif not (cursor.word("all") and cursor.word("day")):
        cursor.at = begin
        return False
    else:
        line.add_spans([ALL_DAY], cursor.typed(begin), cursor.tokens[begin].start)
        return True
    line.always = True
    return True


def _take_times(cursor: Cursor, line: Line) -> bool:
    begin = cursor.at
    spans = take_spans(cursor)
    if spans:
        line.add_spans(spans, cursor.typed(begin), cursor.tokens[begin].start)
    return bool(spans)


def _take_days(cursor: Cursor, line: Line) -> bool:
    begin = cursor.at
    opening = _take_whole_week(cursor) or take_dates(cursor)
    if opening is None and starts_opening(cursor.peek()):
        opening = take_opening(cursor)
    if opening is None:
        return False
    if cursor.peek().text in {"closed", "shut"} and cursor.peek(1).kind in {Kind.END, Kind.SEPARATOR}:
        refuse_closed_days(cursor.typed(begin), cursor.tokens[begin].start)
    if line.opening is not None:
        refuse_two_lines(cursor, begin)
    line.opening = opening
    return True


def _take_rhythm(cursor: Cursor, line: Line) -> bool:
    """Read "every 2 weeks" where it follows the days it is about."""
    pattern = line.opening.patterns[0] if line.opening else None
    if not isinstance(pattern, Weekly) or line.opening is None or pattern.interval != 1:
        return False
    interval = take_interval(cursor)
    if interval > 1:
        line.opening = replace(line.opening, patterns=(replace(pattern, interval=interval),))
    return interval > 1


def _take_whole_week(cursor: Cursor) -> Opening | None:
    if cursor.peek().text not in {"7", "seven"} or cursor.peek(1).text != "days":
        return None
    if cursor.peek(2).text not in {"a", "per"} or cursor.peek(3).text != "week":
        return None
    column = cursor.peek().start
    cursor.at += 4
    return Opening((Weekly(EVERY_DAY),), column)


_TAKERS: Final[tuple[Callable[[Cursor, Line], bool], ...]] = (
    _take_days,
    _take_rhythm,
    _take_always,
    _take_times,
    take_period,
    take_until,
    take_closure,
    _take_condition,
    _take_attending,
)
