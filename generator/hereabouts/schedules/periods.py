"""When a line begins and ends, and the seasons it keeps to."""

from __future__ import annotations

from calendar import monthrange
from datetime import date
from typing import TYPE_CHECKING, NoReturn

from hereabouts.schedules import english
from hereabouts.schedules.dates import Partial, is_month, settle_dates, take_full_date, take_partial
from hereabouts.schedules.near import EXAMPLE_DAY
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import DayMonth, Season
from hereabouts.schedules.tokens import Kind
from hereabouts.schedules.words import FROM, MONTH_LENGTHS, MONTH_NAMES, MONTHS, UNTIL

if TYPE_CHECKING:
    from hereabouts.schedules.line import Line
    from hereabouts.schedules.tokens import Cursor


def take_period(cursor: Cursor, line: Line) -> bool:
    """Read "from" a date, a range of dates, or a season, into the line; False when none comes next."""
    begin = cursor.at
    starting = cursor.one_of(FROM)
    between = not starting and cursor.word("between")
    during = not starting and not between and cursor.word("in", "during")
    first = None if during else take_partial(cursor)
    if first is None and is_month(cursor.peek()) and (months := take_months(cursor)):
        if starting and months[0] == months[1]:
            _refuse_month(cursor, begin, months[0], 1)
        _each_year(cursor)
        line.rules.append(whole_months(*months))
        return True
    if first is None:
        cursor.at = begin
        return False
    last = take_range_end(cursor, between=between)
    _set_period(line, first, last, cursor)
    return True


def _refuse_month(cursor: Cursor, begin: int, month: int, day: int) -> NoReturn:
    """Refuse a month where a day is needed, with its first or last day for an example."""
    token = next(token for token in cursor.tokens[begin:] if is_month(token))
    example = english.full_date(date(EXAMPLE_DAY.year, month, day))
    refuse("schedule-which-day", token.start, typed=MONTH_NAMES[month - 1], example=example)


def take_range_end(cursor: Cursor, *, between: bool = False) -> Partial | None:
    """The date after "to" or "until", or None when no date follows."""
    begin = cursor.at
    if cursor.to() or cursor.one_of(UNTIL) or (between and cursor.separators()):
        last = take_partial(cursor)
        if last is not None:
            return last
    cursor.at = begin
    return None


def _set_period(line: Line, first: Partial, last: Partial | None, cursor: Cursor) -> None:
    begin, *rest = settle_dates([first] if last is None else [first, last])
    end = rest[0] if rest else None
    if isinstance(begin, date) and (end is None or isinstance(end, date)):
        line.start(begin, first.column)
        if end is not None and last is not None:
            check_order(begin, end, last.column)
            line.end(end, last.column)
    elif isinstance(begin, DayMonth) and isinstance(end, DayMonth):
        _each_year(cursor)
        line.rules.append(Season(begin, end))
    else:
        day = begin if isinstance(begin, DayMonth) else DayMonth(begin.month, begin.day)
        refuse("schedule-which-year", first.column, typed=english.day_of_year(day))


def check_order(first: date, last: date, column: int) -> None:
    """Refuse an end before its beginning."""
    if last < first:
        refuse("schedule-dates-order", column, first=english.full_date(first), last=english.full_date(last))


def take_months(cursor: Cursor) -> tuple[int, int] | None:
    """The first and last of the whole months that come next; None when a day or nothing of the kind follows."""
    begin = cursor.at
    token = cursor.take()
    if not is_month(token):
        cursor.at = begin
        return None
    first = last = MONTHS[token.text]
    following = cursor.peek()
    if following.kind is Kind.NUMBER and len(following.text) == 4:
        name = MONTH_NAMES[first - 1]
        refuse(
            "schedule-which-day",
            token.start,
            typed=f"{name} {following.text}",
            example=f"1 {name} {following.text}",
        )
    end = cursor.at
    joined = cursor.separators()
    if (joined or cursor.to() or cursor.one_of(UNTIL)) and is_month(cursor.peek()):
        last = MONTHS[cursor.take().text]
        if joined and last != first % 12 + 1:
            cursor.at, last = end, first
    else:
        cursor.at = end
    return first, last


def whole_months(first: int, last: int) -> Season:
    """From the first day of one month to the last of another, leap day and all."""
    return Season(DayMonth(first, 1), DayMonth(last, MONTH_LENGTHS[last - 1]))


def _each_year(cursor: Cursor) -> None:
    begin = cursor.at
    if not (cursor.word("each", "every") and cursor.word("year")):
        cursor.at = begin


def take_until(cursor: Cursor, line: Line) -> bool:
    """Read "until" a date into the line; False when no date follows."""
    begin = cursor.at
    if not cursor.one_of(UNTIL):
        return False
    column = cursor.peek().start
    day = take_full_date(cursor)
    if day is None:
        if is_month(cursor.peek()) and take_months(cursor):
            month = MONTHS[cursor.tokens[begin + 1].text]
            _refuse_month(cursor, begin, month, monthrange(EXAMPLE_DAY.year, month)[1])
        cursor.at = begin
        return False
    line.end(day, column)
    return True
