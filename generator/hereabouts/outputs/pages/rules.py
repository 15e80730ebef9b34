"""Schedules as rules that a browser can work out the next date from: see ``assets/javascripts/schedule.js``.

Nothing here depends on the day the page is made, but for the years whose bank holidays are told.
"""

from __future__ import annotations

from datetime import date
from functools import lru_cache

import msgspec

from hereabouts.schedules import bank_holidays
from hereabouts.schedules.session import (
    ALL_DAY,
    EVERY_DAY,
    Closure,
    Condition,
    DayMonth,
    MonthlyDates,
    MonthlyWeekdays,
    OnDate,
    Rule,
    Season,
    Session,
    Weekly,
)
from hereabouts.settings import Settings

Plain = dict[str, object]

_ENCODER = msgspec.json.Encoder()
_CONDITIONS = {
    Condition.TERM_TIME: "term-time",
    Condition.SCHOOL_HOLIDAYS: "school-holidays",
    Condition.NOT_BANK_HOLIDAYS: "not-bank-holidays",
    Condition.NOT_SCHOOL_HOLIDAYS: "not-school-holidays",
}


def to_json(value: object) -> str:
    """Compact JSON, to be escaped where it is put in."""
    return _ENCODER.encode(value).decode()


def rule_of(session: Session, says: str, place: str) -> Plain | None:
    """The rule of a session; None for one that is always on, never said, or repeats from nobody knows when.

    `says` are the hours in words and `place` a name to tell places apart by, both for showing.
    """
    pattern = session.pattern
    if pattern is None or (pattern == Weekly(EVERY_DAY) and session.span == ALL_DAY):
        return None
    rule = _pattern(session)
    if rule is None:
        return None
    if session.first:
        rule["from"] = session.first.isoformat()
    if session.last:
        rule["until"] = session.last.isoformat()
    if session.span is not None:
        rule["opens"] = session.span.opens
        if session.span.closes is not None:
            rule["closes"] = session.span.closes
    if session.rules:
        rule["except"] = [_exception(one) for one in session.rules]
    if says:
        rule["says"] = says
    if place:
        rule["place"] = place
    return rule


def _pattern(session: Session) -> Plain | None:
    pattern = session.pattern
    match pattern:
        case OnDate(day):
            return {"every": "once", "anchor": day.isoformat()}
        case Weekly(days, interval) if days:
            rule: Plain = {"every": "week", "interval": interval, "days": [(0, day) for day in days]}
        case MonthlyWeekdays(pairs, interval) if pairs:
            rule = {"every": "month", "interval": interval, "days": list(pairs)}
        case MonthlyDates(numbers, interval) if numbers:
            rule = {"every": "month", "interval": interval, "numbers": list(numbers)}
        case _:
            return None
    if interval > 1:
        if session.first is None:
            return None
        rule["anchor"] = session.first.isoformat()
    return rule


def _exception(rule: Rule) -> object:
    match rule:
        case Closure(first, last):
            return ["closed", _day(first), _day(last)]
        case Season(first_day, last_day):
            return ["season", _day(first_day), _day(last_day)]
    return _CONDITIONS[rule]


def _day(day: date | DayMonth) -> str:
    return f"{day.month:02}-{day.day:02}" if isinstance(day, DayMonth) else day.isoformat()


def needs_terms(session: Session) -> bool:
    """Whether school terms decide when it is on."""
    conditions = {Condition.TERM_TIME, Condition.SCHOOL_HOLIDAYS, Condition.NOT_SCHOOL_HOLIDAYS}
    return not conditions.isdisjoint(session.rules)


def needs_bank_holidays(session: Session) -> bool:
    """Whether bank holidays decide when it is on."""
    return Condition.NOT_BANK_HOLIDAYS in session.rules


def terms_json(settings: Settings) -> str:
    """The school terms that the directory knows."""
    return to_json(sorted((first.isoformat(), last.isoformat()) for first, last in settings.term_dates))


def bank_holidays_json(settings: Settings, today: date) -> str:
    """The bank holidays of this year and the next; nothing where the directory names no calendar that is known."""
    return _bank_holidays(settings.country, settings.bank_holidays, today.year)


@lru_cache(maxsize=8)
def _bank_holidays(country: str, part: str, year: int) -> str:
    if not part:
        return "{}"
    years = (year, year + 1)
    try:
        days = bank_holidays(country, part, years)
    except ValueError:
        return "{}"
    return to_json({"years": years, "days": sorted(day.isoformat() for day in days)})
