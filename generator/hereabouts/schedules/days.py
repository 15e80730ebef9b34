"""The days of a schedule in words: weekly, every few weeks, monthly, or on dates."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from hereabouts.schedules import english
from hereabouts.schedules.dates import Partial, is_month, names_day, settle_dates, take_partial
from hereabouts.schedules.near import example_date
from hereabouts.schedules.refusal import refuse
from hereabouts.schedules.session import (
    EVERY_DAY,
    DayMonth,
    MonthlyDates,
    MonthlyWeekdays,
    OnDate,
    Pattern,
    Weekly,
)
from hereabouts.schedules.tokens import Kind
from hereabouts.schedules.words import (
    DAYS,
    MONTHS_WORD,
    NTHS,
    NUMBERS,
    SETS_OF_DAYS,
    SINGLE_DAYS,
    UNTIL,
    WEEKS,
)

if TYPE_CHECKING:
    from collections.abc import Sequence

    from hereabouts.schedules.tokens import Cursor, Token

MOST_DATES: Final = 60
MOST_WEEKS, MOST_MONTHS = 52, 24


@dataclass(frozen=True, slots=True)
class Opening:
    """Which days, and where in the line they stand. `named` is how they were said, for messages."""

    patterns: tuple[Pattern, ...]
    column: int


def starts_opening(token: Token) -> bool:
    """Tell whether days begin at this token."""
    if token.kind is Kind.WORD:
        return token.text in _STARTS
    return token.kind is Kind.ORDINAL


_STARTS: Final = (
    frozenset(DAYS)
    | frozenset(SETS_OF_DAYS)
    | frozenset(NTHS)
    | {"every", "each", "alternate", "fortnightly", "weekly", "monthly"}
)


def take_dates(cursor: Cursor) -> Opening | None:
    """One or more dates that stand for themselves, up to any range; None when none comes next."""
    begin = cursor.at
    parts: list[Partial] = []
    column = cursor.peek().start
    end = begin
    while (part := take_partial(cursor)) is not None and not _runs_on(cursor):
        parts.append(part)
        end = cursor.at
        if len(parts) > MOST_DATES:
            refuse("schedule-too-many", column, most=MOST_DATES)
        cursor.separators()
    cursor.at = end
    if not parts or (len(parts) == 1 and parts[0].year is None):
        cursor.at = begin
        return None
    days = settle_dates(parts)
    for part, day in zip(parts, days, strict=True):
        if isinstance(day, DayMonth):
            refuse("schedule-which-year", part.column, typed=english.day_of_year(day))
    patterns = dict.fromkeys(OnDate(day) for day in days if not isinstance(day, DayMonth))
    return Opening(tuple(patterns), column)


def _runs_on(cursor: Cursor) -> bool:
    """Whether the dates just read are the start of a range."""
    begin = cursor.at
    found = (cursor.to() or cursor.one_of(UNTIL)) and take_partial(cursor) is not None
    cursor.at = begin
    return found


def take_opening(cursor: Cursor) -> Opening | None:
    """The days that come next, or None when something else does."""
    begin, column = cursor.at, cursor.peek().start
    if not starts_opening(cursor.peek()):
        return None
    cursor.word("weekly")
    monthly = cursor.word("monthly")
    pattern = _take_pattern(cursor, monthly=monthly)
    if pattern is None:
        cursor.at = begin
        return None
    return Opening((pattern,), column)


def _take_pattern(cursor: Cursor, *, monthly: bool) -> Pattern | None:
    begin = cursor.at
    if cursor.word("alternate", "fortnightly"):
        return _every_n(cursor, 2)
    every = cursor.word("every", "each")
    if every and cursor.word("other"):
        return _every_n(cursor, 2)
    if every and _counts_weeks(cursor):
        return _every_n_weeks(cursor)
    if every and (cursor.word("day") or cursor.word("week")):
        return _weekly(cursor) if cursor.peek(-1).text == "week" else _except(cursor, EVERY_DAY)
    if _nth(cursor.peek()) is not None:
        return _monthly(cursor, begin, every=every, named=monthly)
    pattern = _weekly(cursor)
    if pattern is None:
        cursor.at = begin
    return pattern


def _counts_weeks(cursor: Cursor) -> bool:
    token = cursor.peek()
    return (token.kind is Kind.NUMBER or token.text in NUMBERS) and cursor.peek(1).text in WEEKS


def _take_number(cursor: Cursor) -> int:
    token = cursor.take()
    return int(token.text) if token.kind is Kind.NUMBER else NUMBERS[token.text]


def _every_n_weeks(cursor: Cursor) -> Pattern | None:
    column = cursor.peek().start
    number = _take_number(cursor)
    cursor.at += 1
    if not 2 <= number <= MOST_WEEKS:
        days = _days(cursor) or (0,)
        refuse("schedule-every-how-many-weeks", column, most=MOST_WEEKS, days=english.weekly_days(days))
    return _every_n(cursor, number)


def _every_n(cursor: Cursor, interval: int) -> Pattern | None:
    days = _days(cursor)
    return Weekly(days, interval) if days else None


def _weekly(cursor: Cursor) -> Pattern | None:
    days = _days(cursor)
    return _except(cursor, days) if days else None


def take_interval(cursor: Cursor) -> int:
    """Read "every 2 weeks" and the like where it stands behind its days; 1 when nothing of the kind comes next."""
    begin = cursor.at
    if cursor.word("fortnightly"):
        return 2
    if cursor.word("alternate") and cursor.one_of(WEEKS):
        return 2
    cursor.at = begin
    if cursor.word("every"):
        if (cursor.word("other", "second") or cursor.peek().text == "2nd") and cursor.one_of(WEEKS):
            return 2
        if _counts_weeks(cursor):
            number = _take_number(cursor)
            cursor.at += 1
            if 2 <= number <= MOST_WEEKS:
                return number
    cursor.at = begin
    return 1


def _except(cursor: Cursor, days: tuple[int, ...]) -> Weekly:
    begin = cursor.at
    cursor.separators()
    column = cursor.peek().start
    if cursor.word("except", "excluding"):
        cursor.word("for")
        left_out = _days(cursor)
        if left_out:
            left = tuple(day for day in days if day not in left_out)
            if not left:
                refuse("schedule-no-days-left", column)
            return Weekly(left)
    cursor.at = begin
    return Weekly(days)


def _days(cursor: Cursor) -> tuple[int, ...]:
    """Days of the week, in the order of the week, each once; empty when none comes next."""
    chosen: set[int] = set()
    while True:
        begin = cursor.at
        if chosen:
            cursor.separators()
        found = _some_days(cursor)
        if not found:
            cursor.at = begin
            return tuple(sorted(chosen))
        chosen |= found


def _some_days(cursor: Cursor) -> set[int]:
    token = cursor.peek()
    if token.kind is not Kind.WORD:
        return set()
    if token.text == "every" and cursor.peek(1).text == "day":
        cursor.at += 2
        return set(EVERY_DAY)
    if token.text in SETS_OF_DAYS:
        cursor.at += 1
        return set(SETS_OF_DAYS[token.text])
    if token.text not in DAYS or _dates_itself(cursor):
        return set()
    first = DAYS[cursor.take().text]
    begin = cursor.at
    if cursor.to() and names_day(cursor.peek()) and not _dates_itself(cursor):
        last = DAYS[cursor.take().text]
        return {(first + step) % 7 for step in range((last - first) % 7 + 1)}
    cursor.at = begin
    return {first}


def _dates_itself(cursor: Cursor) -> bool:
    """Whether the day that comes next belongs to a date, as in "Friday 9 January 2026"."""
    if cursor.peek().text not in SINGLE_DAYS:
        return False
    following, after = cursor.peek(1), cursor.peek(2)
    if following.kind is Kind.DATE:
        return True
    numbered = following.kind in {Kind.NUMBER, Kind.ORDINAL}
    return numbered and (is_month(after) or after.text == "of")


def _nth(token: Token) -> int | None:
    if token.kind is Kind.ORDINAL:
        return int(token.text[:-2])
    return NTHS.get(token.text) if token.kind is Kind.WORD else None


def _nths(cursor: Cursor) -> list[int]:
    numbers: list[int] = []
    while True:
        begin = cursor.at
        if numbers:
            cursor.separators()
        number = _nth(cursor.peek())
        if number is None:
            cursor.at = begin
            return numbers
        cursor.at += 1
        numbers.append(number)


def _monthly(cursor: Cursor, begin: int, *, every: bool, named: bool) -> Pattern | None:
    column = cursor.tokens[begin].start
    numbers = _nths(cursor)
    if cursor.word("day") or not _names_days(cursor.peek()):
        return _monthly_dates(cursor, begin, numbers, named=named)
    pairs: set[tuple[int, int]] = set()
    days: tuple[int, ...] = ()
    while numbers:
        for number in numbers:
            if not -1 <= number <= 5 or number == 0:
                refuse("schedule-no-such-week", column, nth=english.ordinal(number))
        days = _days(cursor)
        pairs |= {(number, day) for number in numbers for day in days}
        numbers = _more_nths(cursor)
    in_order = tuple(sorted(pairs, key=lambda pair: (pair[0] % 7, pair[1])))
    interval = 1 if named else _months(cursor)
    if interval is None:
        return Weekly(days, _months_missing(in_order, days, column, every=every))
    return MonthlyWeekdays(in_order, interval)


def _names_days(token: Token) -> bool:
    return names_day(token) or (token.kind is Kind.WORD and token.text in SETS_OF_DAYS)


def _more_nths(cursor: Cursor) -> list[int]:
    """Further nths with days of their own, as in "first Monday and third Friday"."""
    begin = cursor.at
    cursor.separators()
    numbers = _nths(cursor)
    if numbers and _names_days(cursor.peek()):
        return numbers
    cursor.at = begin
    return []


def _months_missing(pairs: Sequence[tuple[int, int]], days: Sequence[int], column: int, *, every: bool) -> int:
    """Without "of the month", only "every second Friday" means something: every two weeks."""
    numbers = sorted({number for number, _ in pairs})
    if every and numbers == [2]:
        return 2
    if every and len(numbers) == 1 and numbers[0] > 2:
        refuse(
            "schedule-every-nth",
            column,
            count=next(name for name, number in NUMBERS.items() if number == numbers[0]),
            number=numbers[0],
            nth=english.nth(numbers[0]),
            day=english.single_days(days),
            date=example_date(days[0]),
        )
    said = english.nth_days(pairs)
    return refuse("schedule-of-what", column, typed=said, what=said[:1].upper() + said[1:])


def _months(cursor: Cursor) -> int | None:
    """Read "of the month", "of every 2 months", "each month"; None when nothing of the kind comes next."""
    begin = cursor.at
    if cursor.word("monthly"):
        return 1
    named = cursor.word("of", "in")
    every = cursor.word("each", "every", "a", "per")
    if every and (cursor.peek().kind is Kind.NUMBER or cursor.peek().text in NUMBERS):
        column = cursor.peek().start
        number = _take_number(cursor)
        if cursor.one_of(MONTHS_WORD):
            if not 2 <= number <= MOST_MONTHS:
                refuse("schedule-every-how-many-months", column, most=MOST_MONTHS)
            return number
    elif (named or every) and cursor.one_of(MONTHS_WORD):
        return 1
    cursor.at = begin
    return None


def _monthly_dates(cursor: Cursor, begin: int, numbers: list[int], *, named: bool) -> Pattern | None:
    column = cursor.tokens[begin].start
    interval = 1 if named else _months(cursor)
    if interval is None:
        if all(token.kind is not Kind.WORD for token in cursor.tokens[begin : cursor.at]):
            typed = cursor.typed(begin).lower()
            refuse("schedule-of-what", column, typed=typed, what=typed)
        return None
    for number in numbers:
        if number != -1 and not 1 <= number <= 31:
            refuse("schedule-no-such-day", column, nth=english.ordinal(number))
    return MonthlyDates(tuple(sorted(set(numbers), key=lambda number: (number < 0, number))), interval)
