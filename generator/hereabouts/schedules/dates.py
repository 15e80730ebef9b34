"""Dates in words: whole, without a year, or lending month and year to each other."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from hereabouts.schedules import english
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import DayMonth
from hereabouts.schedules.tokens import Kind
from hereabouts.schedules.words import DAY_NAMES, DAYS, MONTH_LENGTHS, MONTH_NAMES, MONTHS, SINGLE_DAYS

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hereabouts.schedules.tokens import Cursor, Token

FIRST_YEAR, LAST_YEAR = 1900, 2199
_LONGEST_LOAN = 20


@dataclass(frozen=True, slots=True)
class Partial:
    """A date as far as it was written. `weekday` is the day of the week that was named with it, or None."""

    day: int
    month: int
    year: int | None
    column: int
    weekday: int | None = None


def is_month(token: Token) -> bool:
    """Tell whether this token names a month."""
    return token.kind is Kind.WORD and token.text in MONTHS


def take_partial(cursor: Cursor) -> Partial | None:
    """The date that comes next, with or without a year, or None when none does. Refuses dates in numbers only."""
    begin = cursor.at
    weekday = SINGLE_DAYS.get(cursor.peek().text)
    if weekday is not None:
        cursor.at += 1
        if cursor.peek().text == ",":
            cursor.at += 1
    found = _take_date(cursor)
    if found is None:
        cursor.at = begin
        return None
    return found if weekday is None else replace(found, weekday=weekday)


def _take_date(cursor: Cursor) -> Partial | None:
    token = cursor.peek()
    if token.kind is Kind.DATE:
        cursor.at += 1
        year, month, day = (int(part) for part in token.text.split("-"))
        return Partial(day, month, year, token.start)
    if token.kind is Kind.NUMERIC_DATE:
        _refuse_numbers(token, cursor.line)
    if token.kind in {Kind.NUMBER, Kind.ORDINAL} and len(token.text) < 5:
        return _take_day_month(cursor)
    if is_month(token) and cursor.peek(1).kind in {Kind.NUMBER, Kind.ORDINAL}:
        return _take_month_first(cursor)
    return None


def _take_day_month(cursor: Cursor) -> Partial | None:
    token = cursor.peek()
    begin = cursor.at
    cursor.at += 1
    cursor.word("of")
    if not is_month(cursor.peek()):
        cursor.at = begin
        return _borrow_month(cursor)
    month = MONTHS[cursor.take().text]
    return Partial(_number(token), month, _take_year(cursor), token.start)


def _borrow_month(cursor: Cursor) -> Partial | None:
    """A bare day before another that names the month: the 24 of "24 to 31 December"."""
    ahead = 1
    while ahead < _LONGEST_LOAN and _joins_days(cursor.peek(ahead)):
        following = cursor.peek(ahead + 1)
        if following.kind not in {Kind.NUMBER, Kind.ORDINAL}:
            return None
        named = cursor.peek(ahead + 2)
        if is_month(named):
            token = cursor.take()
            return Partial(_number(token), MONTHS[named.text], None, token.start)
        ahead += 2
    return None


def _joins_days(token: Token) -> bool:
    return token.kind is Kind.DASH or token.text in {"to", "and", "&"}


def _take_month_first(cursor: Cursor) -> Partial | None:
    day, ahead = cursor.peek(1), 2
    if cursor.peek(ahead).text == ",":
        ahead += 1
    if not _is_year(cursor.peek(ahead)):
        return None
    month = cursor.take()
    cursor.at += ahead
    return Partial(_number(day), MONTHS[month.text], int(cursor.peek(-1).text), month.start)


def _number(token: Token) -> int:
    return int(token.text.rstrip("stndrh"))


def _is_year(token: Token) -> bool:
    return token.kind is Kind.NUMBER and len(token.text) == 4


def _take_year(cursor: Cursor) -> int | None:
    ahead = 1 if cursor.peek().text == "," else 0
    token = cursor.peek(ahead)
    if not _is_year(token):
        return None
    cursor.at += ahead + 1
    return int(token.text)


def _refuse_numbers(token: Token, line: str) -> None:
    parts = [int(part) for part in "".join(c if c.isdigit() else " " for c in token.text).split()]
    typed = line[token.start : token.end]
    if parts[0] > 31:
        year, month, day = (*parts, 1)[:3]
    else:
        day, month, year = (*parts, 2026)[:3]
    year += 2000 if year < 100 else 0
    two_ways = day <= 12 and month <= 12 and parts[0] <= 31 and day != month
    if month > 12 and 1 <= day <= 12:
        day, month = month, day
    example = f"{day} {MONTH_NAMES[month - 1]}" if 1 <= month <= 12 and 1 <= day <= 31 else "9 January"
    shown = f"{example} {year}" if len(parts) == 3 else example
    refuse(
        "schedule-date-two-ways" if two_ways else "schedule-date-in-numbers",
        token.start,
        typed=typed,
        example=shown,
    )


def _checked(part: Partial, year: int | None) -> date | DayMonth:
    if not 1 <= part.month <= 12:
        refuse("schedule-no-such-date", part.column, date=f"{year}-{part.month:02}-{part.day:02}")
    shown = f"{part.day} {MONTH_NAMES[part.month - 1]}" + (f" {year}" if year is not None else "")
    if not 1 <= part.day <= MONTH_LENGTHS[part.month - 1]:
        refuse("schedule-no-such-date", part.column, date=shown)
    if year is None:
        return DayMonth(part.month, part.day)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        refuse("schedule-year", part.column, year=year, first=FIRST_YEAR, last=LAST_YEAR)
    try:
        day = date(year, part.month, part.day)
    except ValueError:
        refuse("schedule-no-such-date", part.column, date=shown)
    if part.weekday is not None and day.weekday() != part.weekday:
        refuse_weekday(day, (part.weekday,), part.column)
    return day


def refuse_weekday(day: date, wanted: Sequence[int], column: int) -> None:
    """Refuse a date because it is none of the wanted days of the week, offering the nearest that is."""
    near = min(
        (date.fromordinal(day.toordinal() + step) for step in (-1, 1, -2, 2, -3, 3)),
        key=lambda other: (other.weekday() not in wanted, abs((other - day).days)),
    )
    refuse(
        "schedule-wrong-weekday",
        column,
        date=english.full_date(day),
        weekday=DAY_NAMES[day.weekday()],
        wanted=" or ".join(DAY_NAMES[item] for item in wanted),
        suggestion=english.full_date(near),
    )


def settle_dates(parts: Sequence[Partial]) -> list[date | DayMonth]:
    """Give each date of a list or range its year: its own, or lent by a neighbour; then check that it exists.

    A year is lent so that the dates stay in order: "24 December to 2 January 2027" begins in 2026. Without any
    year at all the result is days of any year.
    """
    years = [part.year for part in parts]
    for place in range(len(parts) - 2, -1, -1):
        later = years[place + 1]
        if years[place] is None and later is not None:
            years[place] = later - (_of_year(parts[place]) > _of_year(parts[place + 1]))
    for place in range(1, len(parts)):
        earlier = years[place - 1]
        if years[place] is None and earlier is not None:
            years[place] = earlier + (_of_year(parts[place]) < _of_year(parts[place - 1]))
    return [_checked(part, year) for part, year in zip(parts, years, strict=True)]


def _of_year(part: Partial) -> tuple[int, int]:
    return part.month, part.day


def take_full_date(cursor: Cursor) -> date | None:
    """The date with a year that comes next, or None when no date does. Refuses one without a year."""
    part = take_partial(cursor)
    if part is None:
        return None
    day = settle_dates([part])[0]
    if isinstance(day, DayMonth):
        refuse("schedule-which-year", part.column, typed=english.day_of_year(day))
    return day


def names_day(token: Token) -> bool:
    """Tell whether this token names a day of the week."""
    return token.kind is Kind.WORD and token.text in DAYS
