"""When a service is closed, though its days say that it is open."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, NoReturn

from hereabouts.schedules.dates import is_month, names_day, settle_dates, take_partial
from hereabouts.schedules.periods import check_order, take_months, take_range_end, whole_months
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import Closure, DayMonth
from hereabouts.schedules.tokens import Kind, by_first_word
from hereabouts.schedules.words import CLOSED_CONDITIONS, SETS_OF_DAYS, UNTIL

if TYPE_CHECKING:
    from hereabouts.schedules.line import Line
    from hereabouts.schedules.session import Rule
    from hereabouts.schedules.tokens import Cursor

_CONDITIONS: Final = by_first_word(CLOSED_CONDITIONS)


def take_closure(cursor: Cursor, line: Line) -> bool:
    """Read "closed", or "not in", and what follows into the line; False when something else comes next."""
    begin = cursor.at
    closed = cursor.word("closed", "shut")
    if not closed and not cursor.word("not", "except", "excluding"):
        return False
    rule = _take_item(cursor)
    if rule is None:
        if closed:
            _refuse_alone(cursor, line, begin)
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
    between = cursor.word("between")
    cursor.word("in", "during", "from")
    if is_month(cursor.peek()) and (months := take_months(cursor)):
        season = whole_months(*months)
        return Closure(season.first, season.last)
    first = take_partial(cursor)
    if first is None:
        cursor.at = begin
        return None
    last = take_range_end(cursor, between=between)
    start, end = settle_dates([first, last or first])
    if not isinstance(start, DayMonth) and not isinstance(end, DayMonth):
        check_order(start, end, first.column)
    return Closure(start, end)


def _refuse_alone(cursor: Cursor, line: Line, begin: int) -> None:
    """Refuse days on which it is closed, and "closed" alone."""
    column = cursor.tokens[begin].start
    token = cursor.peek()
    if names_day(token) or token.text in SETS_OF_DAYS or token.text == "every":
        refuse_closed_days(cursor.line[token.start : token.end], column)
    if token.kind in {Kind.END, Kind.SEPARATOR} or token.text in UNTIL:
        if line.opening is not None and not line.spans:
            typed = cursor.line[line.opening.column : column].strip(" :,-\u2013\u2014")
            refuse_closed_days(typed, column)
        refuse("schedule-closed-when", column)


def refuse_closed_days(typed: str, column: int) -> NoReturn:
    """Refuse to be told the days on which it is closed."""
    refuse("schedule-closed-days", column, typed=typed)
