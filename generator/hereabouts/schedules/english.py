"""Schedules said in English: the words that a line comes back in, and that it can be written in again."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hereabouts.schedules.session import (
    ALL_DAY,
    END_OF_DAY,
    EVERY_DAY,
    Closure,
    Condition,
    DayMonth,
    MonthlyDates,
    MonthlyWeekdays,
    OnDate,
    Season,
    Span,
    Weekly,
)
from hereabouts.schedules.words import DAY_NAMES, MONTH_NAMES

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hereabouts.schedules.session import Pattern, Rule

_NTHS: Final = {
    1: "first",
    2: "second",
    3: "third",
    4: "fourth",
    5: "fifth",
    -1: "last",
    0: "every",
    -2: "second to last",
    -3: "third to last",
    -4: "fourth to last",
    -5: "fifth to last",
}

ALWAYS: Final = "24 hours"
DAYS_NOT_GIVEN: Final = "days not given"


def series(items: Sequence[str]) -> str:
    """Join items as in "a, b and c"."""
    return f"{', '.join(items[:-1])} and {items[-1]}" if len(items) > 1 else "".join(items)


def run_of_days(days: Sequence[int]) -> tuple[int, int] | None:
    """The first and last of three or more days that follow each other; a run may pass Sunday."""
    if len(days) < 3:
        return None
    if len(days) == 7:
        return 0, 6
    chosen = set(days)
    starts = [day for day in days if (day - 1) % 7 not in chosen]
    return (starts[0], (starts[0] + len(days) - 1) % 7) if len(starts) == 1 else None


def single_days(days: Sequence[int]) -> str:
    """Days as after "every 2 weeks on": Monday and Thursday."""
    run = run_of_days(days)
    if run:
        return f"{DAY_NAMES[run[0]]} to {DAY_NAMES[run[1]]}"
    return series([DAY_NAMES[day] for day in days])


def weekly_days(days: Sequence[int]) -> str:
    """Days as they stand alone: Mondays and Thursdays."""
    if tuple(days) == EVERY_DAY:
        return "Every day"
    run = run_of_days(days)
    if len(days) == 6 and run and run[0] not in {0, 1}:
        missing = next(day for day in EVERY_DAY if day not in days)
        return f"Every day except {DAY_NAMES[missing]}s"
    return single_days(days) if run else series([f"{DAY_NAMES[day]}s" for day in days])


def nth(number: int) -> str:
    """Say which in the month, as in "first" or "last"; 1 to 5 and -1 to -5."""
    return _NTHS.get(number, str(number))


def ordinal(number: int) -> str:
    """A day of the month: 1st, 2nd, 15th."""
    ending = "th" if 10 < number % 100 < 14 else {1: "st", 2: "nd", 3: "rd"}.get(number % 10, "th")
    return f"{number}{ending}"


def _day_of_month(number: int) -> str:
    if number > 0:
        return ordinal(number)
    return "last" if number == -1 else f"{ordinal(-number)} to last"


def nth_days(pairs: Sequence[tuple[int, int]]) -> str:
    """The nth days of a month: "first and third Monday and Tuesday", or "first Monday and third Tuesday"."""
    days_of: dict[int, tuple[int, ...]] = {}
    for number, day in pairs:
        days_of[number] = (*days_of.get(number, ()), day)
    numbers_of: dict[tuple[int, ...], list[int]] = {}
    for number, days in days_of.items():
        numbers_of.setdefault(days, []).append(number)
    return " and ".join(
        f"{series([nth(number) for number in numbers])} {single_days(days)}" for days, numbers in numbers_of.items()
    )


def _of_the_month(interval: int) -> str:
    return "of the month" if interval == 1 else f"of every {interval} months"


def pattern(item: Pattern) -> str:
    """The days of a schedule."""
    match item:
        case OnDate(day):
            return full_date(day)
        case Weekly((), interval):
            return "Every week" if interval == 1 else f"Every {interval} weeks"
        case Weekly(days, 1):
            return weekly_days(days)
        case Weekly(days, interval):
            return f"Every {interval} weeks on {single_days(days)}"
        case MonthlyWeekdays(pairs, interval):
            return f"{nth_days(pairs)} {_of_the_month(interval)}"
        case MonthlyDates((), interval):
            return "Every month" if interval == 1 else f"Every {interval} months"
        case MonthlyDates((*numbers, -1), interval) | MonthlyDates((-1, *numbers), interval):
            return f"{series([*map(_day_of_month, numbers), 'last day'])} {_of_the_month(interval)}"
        case MonthlyDates(numbers, interval):
            return f"{series([_day_of_month(number) for number in numbers])} {_of_the_month(interval)}"


def clock(minutes: int, *, end: bool = False) -> str:
    """A time of day: 10:30am, 2pm, midday, midnight. 23:59 at the end of something is midnight."""
    if minutes == 0 or (end and minutes == END_OF_DAY):
        return "midnight"
    if minutes == 12 * 60:
        return "midday"
    hour, minute = divmod(minutes, 60)
    shown = f":{minute:02}" if minute else ""
    return f"{(hour - 1) % 12 + 1}{shown}{'am' if hour < 12 else 'pm'}"


def span(item: Span) -> str:
    """From when to when."""
    if item == ALL_DAY:
        return "all day"
    if item.closes is None:
        return clock(item.opens)
    ending = " next day" if item.overnight and item.closes else ""
    return f"{clock(item.opens)} to {clock(item.closes, end=True)}{ending}"


def full_date(day: date) -> str:
    """A date as in 9 January 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def day_of_year(day: date | DayMonth) -> str:
    """A date with its year, or a day of any year without."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]}" if isinstance(day, DayMonth) else full_date(day)


def first(day: date) -> str:
    """When it starts."""
    return f"from {full_date(day)}"


def last(day: date) -> str:
    """When it ends."""
    return f"until {full_date(day)}"


def times(count: int) -> str:
    """How many times in all."""
    return "once" if count == 1 else f"{count} times"


def attending(text: str) -> str:
    """How to attend, in the middle of a sentence; the text is HSDS `attending_type`."""
    return text[:1].lower() + text[1:] if text[1:2].islower() else text


def rule(item: Rule) -> str:
    """A fixed sentence in the middle of another, without a full stop."""
    match item:
        case Condition():
            return item.value[:1].lower() + item.value[1:-1]
        case Season(begin, end):
            return f"{day_of_year(begin)} to {day_of_year(end)} each year"
        case Closure(begin, end) if begin == end:
            return f"closed {day_of_year(begin)}"
        case Closure(begin, end):
            return f"closed {day_of_year(begin)} to {day_of_year(end)}"
