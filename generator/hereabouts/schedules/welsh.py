"""Schedules said in Welsh, from their structure and not by translating the English.

The mutations that days and numbers cause are written out: i and ar soften dydd to ddydd, ail softens what it
counts, a makes trydydd thrydydd, and yr stands before a vowel. Times are written 10.30am, as Welsh public bodies
write them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from hereabouts.schedules import english
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

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    from hereabouts.schedules.session import Pattern, Rule

ALWAYS: Final = "24 awr"
DAYS_NOT_GIVEN: Final = "dyddiau heb eu nodi"

DAY_NAMES: Final = (
    "dydd Llun",
    "dydd Mawrth",
    "dydd Mercher",
    "dydd Iau",
    "dydd Gwener",
    "dydd Sadwrn",
    "dydd Sul",
)
MONTH_NAMES: Final = (
    "Ionawr",
    "Chwefror",
    "Mawrth",
    "Ebrill",
    "Mai",
    "Mehefin",
    "Gorffennaf",
    "Awst",
    "Medi",
    "Hydref",
    "Tachwedd",
    "Rhagfyr",
)
_ATTENDING: Final = {
    "by appointment": "drwy apwyntiad",
    "booking needed": "rhaid archebu lle",
    "drop in": "galw heibio",
    "online": "ar-lein",
    "by phone": "dros y ffôn",
}
_CONDITIONS: Final = {
    Condition.TERM_TIME: "yn ystod y tymor yn unig",
    Condition.SCHOOL_HOLIDAYS: "yn ystod gwyliau'r ysgol yn unig",
    Condition.NOT_BANK_HOLIDAYS: "ddim ar wyliau banc",
    Condition.NOT_SCHOOL_HOLIDAYS: "ar gau yn ystod gwyliau'r ysgol",
}
_ORDINAL_ENDINGS: Final = (
    *("af", "il", "ydd", "ydd", "ed", "ed", "fed", "fed", "fed", "fed"),
    *("eg", "fed", "eg", "eg", "fed", "eg", "eg", "fed", "eg", "fed"),
    *("ain",) * 11,
)
_VOWEL_ORDINALS: Final = frozenset({2, 8, 11, 16, 17, 20, 21, 22, 28, 31})  # ail, wythfed, unfed, ugeinfed ...


def _soft(words: str) -> str:
    """What follows `i`, `ar` or `ail`: dydd becomes ddydd."""
    return f"d{words}" if words.startswith("dydd") else words


def _with_and(words: str) -> str:
    """`a` or `ac` and what follows it: a thrydydd, a phedwerydd, ac ail."""
    mutated = {"t": "th", "p": "ph", "c": "ch"}.get(words[:1])
    if mutated:
        return f"a {mutated}{words[1:]}"
    return f"{'ac' if words[:1] in 'aeiouwy' else 'a'} {words}"


def series(items: Sequence[str]) -> str:
    """Join items as in "dydd Llun, dydd Mawrth a dydd Iau"."""
    return f"{', '.join(items[:-1])} {_with_and(items[-1])}" if len(items) > 1 else "".join(items)


def _days(days: Sequence[int]) -> str:
    run = english.run_of_days(days)
    if run:
        return f"{DAY_NAMES[run[0]]} i {_soft(DAY_NAMES[run[1]])}"
    return series([DAY_NAMES[day] for day in days])


def _weekly(days: Sequence[int]) -> str:
    if tuple(days) == EVERY_DAY:
        return "bob dydd"
    run = english.run_of_days(days)
    if len(days) == 6 and run and run[0] not in {0, 1}:
        missing = next(day for day in EVERY_DAY if day not in days)
        return f"bob dydd heblaw {DAY_NAMES[missing]}"
    return _days(days)


def _nth_day(number: int, day: int) -> str:
    name = DAY_NAMES[day]
    match number:
        case 0:
            return f"bob {name}"
        case 1:
            return f"{name} cyntaf"
        case 2:
            return f"ail {_soft(name)}"
        case -1:
            return f"{name} olaf"
        case 3 | 4 | 5:
            return f"{('trydydd', 'pedwerydd', 'pumed')[number - 3]} {name}"
    return f"{name} olaf ond {-number - 1}"


def _every(interval: int, weekly: str, *, one: str, two: str) -> str:
    return {1: one, 2: two}.get(interval, f"bob {interval} {weekly}")


def _months(interval: int) -> str:
    return "" if interval == 1 else f", bob {interval} {'fis' if interval == 2 else 'mis'},"


def _day_of_month(number: int) -> str:
    if number < 0:
        return "diwrnod olaf" if number == -1 else f"diwrnod olaf ond {-number - 1}"
    article = "yr" if number in _VOWEL_ORDINALS else "y"
    return f"{article} {number}{_ORDINAL_ENDINGS[min(number, 31) - 1]}"


def _days_of_month(numbers: Sequence[int]) -> str:
    if all(number < 0 for number in numbers):
        return f"{series([_day_of_month(number) for number in numbers])} y mis"
    said = [_day_of_month(number) for number in numbers]
    *before, last = said
    if not before:
        return f"{last} o'r mis"
    joined = f"a'r {last.split(' ', 1)[1]}" if numbers[-1] > 0 else f"a'r {last}"
    return f"{', '.join(before)} {joined} o'r mis"


def pattern(item: Pattern) -> str:
    """The days of a schedule."""
    match item:
        case OnDate(day):
            return full_date(day)
        case Weekly((), interval):
            return _every(interval, "wythnos", one="bob wythnos", two="bob pythefnos")
        case Weekly(days, 1):
            return _weekly(days)
        case Weekly(days, interval):
            return f"{_every(interval, 'wythnos', one='', two='bob pythefnos')} ar {_soft(_days(days))}"
        case MonthlyWeekdays(pairs, interval):
            return f"{series([_nth_day(nth, day) for nth, day in pairs])} y mis{_months(interval)}"
        case MonthlyDates((), interval):
            return _every(interval, "mis", one="bob mis", two="bob 2 fis")
        case MonthlyDates(numbers, interval):
            return f"{_days_of_month(numbers)}{_months(interval)}"


def clock(minutes: int, *, end: bool = False) -> str:
    """A time of day: 10.30am, 2pm, hanner dydd, hanner nos."""
    if minutes == 0 or (end and minutes == END_OF_DAY):
        return "hanner nos"
    if minutes == 12 * 60:
        return "hanner dydd"
    return english.clock(minutes).replace(":", ".")


def span(item: Span) -> str:
    """From when to when."""
    if item == ALL_DAY:
        return "drwy'r dydd"
    if item.closes is None:
        return clock(item.opens)
    ending = " drannoeth" if item.overnight and item.closes else ""
    return f"{clock(item.opens)} i {clock(item.closes, end=True)}{ending}"


def full_date(day: date) -> str:
    """A date as in 9 Ionawr 2026."""
    return f"{day.day} {MONTH_NAMES[day.month - 1]} {day.year}"


def _day_of_year(day: date | DayMonth) -> str:
    return f"{day.day} {MONTH_NAMES[day.month - 1]}" if isinstance(day, DayMonth) else full_date(day)


def first(day: date) -> str:
    """When it starts."""
    return f"o {full_date(day)}"


def last(day: date) -> str:
    """When it ends."""
    return f"tan {full_date(day)}"


def times(count: int) -> str:
    """How many times in all."""
    return "unwaith" if count == 1 else f"{count} gwaith"


def attending(text: str) -> str:
    """How to attend. Ways that we do not know stay as they were written."""
    ways = text.lower().split(", ")
    return ", ".join(_ATTENDING[way] for way in ways) if all(way in _ATTENDING for way in ways) else text


def rule(item: Rule) -> str:
    """A fixed sentence in the middle of another, without a full stop."""
    match item:
        case Condition():
            return _CONDITIONS[item]
        case Season(begin, end):
            return f"{_day_of_year(begin)} i {_day_of_year(end)} bob blwyddyn"
        case Closure(begin, end) if begin == end:
            return f"ar gau {_day_of_year(begin)}"
        case Closure(begin, end):
            return f"ar gau {_day_of_year(begin)} i {_day_of_year(end)}"
