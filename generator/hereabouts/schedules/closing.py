"""When a service is closed, though its days say that it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hereabouts.schedules.dates import is_month, names_day, settle_dates, take_partial
from hereabouts.schedules.periods import check_order, take_months, take_range_end, whole_months
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import Closure, DayMonth
from hereabouts.schedules.tokens import Kind, by_first_word
from hereabouts.schedules.words import CLOSED_CONDITIONS, SETS_OF_DAYS

if TYPE_CHECKING:
    from hereabouts.schedules.line import Line
    from hereabouts.schedules.session import Rule
    from hereabouts.schedules.tokens import Cursor

_CONDITIONS: Final = by_first_word(CLOSED_CONDITIONS)


def take_closure(cursor: Cursor, line: Line) -> bool:
    """Read "closed" and what follows into the line; False when something else comes next."""
    begin = cursor.at
    if not cursor.word("closed", "shut"):
        return False
    rule = _take_item(cursor)
    if rule is None:
        _refuse_days(cursor, line, begin)
        cursor.at = begin
        return False
    while rule is not None:
        line.rules.append(rule)
        end = cursor.at
        rule = _take_item(cursor) if cursor.peek().text in {"and", "&"} and cursor.separators() else None
        if rule is None:
            cursor.at = end
    return True


def _take_item(cursor: Cursor) -> Rule | None:
    condition = cursor.phrase(_CONDITIONS)
    if condition is not None:
        return condition
    begin = cursor.at
    cursor.word("in", "during", "from", "between")
    if is_month(cursor.peek()) and (months := take_months(cursor)):
        season = whole_months(*months)
        return Closure(season.first, season.last)
    first = take_partial(cursor)
    if first is None:
        cursor.at = begin
        return None
    last = take_range_end(cursor, between=True)
    start, end = settle_dates([first, last or first])
    if not isinstance(start, DayMonth) and not isinstance(end, DayMonth):
        check_order(start, end, first.column)
    return Closure(start, end)


def _refuse_days(cursor: Cursor, line: Line, begin: int) -> None:
    """Refuse days on which it is closed, and "closed" alone."""
    column = cursor.tokens[begin].start
    token = cursor.peek()
    if names_day(token) or token.text in SETS_OF_DAYS or token.text == "every":
        refuse("schedule-closed-days", column, typed=cursor.line[token.start : token.end])
    if token.kind not in {Kind.END, Kind.SEPARATOR}:
        return
    if line.opening is not None and not line.spans:
        typed = cursor.line[line.opening.column : column].strip(" :,-\u2013\u2014")
        refuse("schedule-closed-days", column, typed=typed)
    refuse("schedule-closed-when", column)
