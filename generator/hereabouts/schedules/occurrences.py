"""The dates on which a schedule really takes place, from its rule and from its fixed sentences.

Counting is dateutil's. Closures, seasons, term time, school and bank holidays come from the sentences at the front of
`notes`, since HSDS has no field for them, and from calendars that are passed in. All times are local.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache, partial
from itertools import islice
from typing import TYPE_CHECKING, Any

from dateutil.rrule import MONTHLY, WEEKLY, rrule

from hereabouts.schedules.hsds import (
    CODES,
    read_byday,
    read_date,
    read_interval,
    read_numbers,
    read_time,
)
from hereabouts.schedules.notes import read_notes, rules_of
from hereabouts.schedules.recurrence import WEEKDAYS
from hereabouts.schedules.session import END_OF_DAY, Closure, Condition, DayMonth, Season

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from hereabouts.model.objects import Schedule


@dataclass(frozen=True, slots=True)
class Calendars:
    """What else decides whether something takes place.

    `bank_holidays` tells whether a date is one, as a function or a set of dates; None where nobody knows.
    `terms` are the school terms as (first day, last day) pairs; what lies before the first and after the last is
    not known.
    """

    bank_holidays: Callable[[date], bool] | frozenset[date] | None = None
    terms: tuple[tuple[date, date], ...] = ()

    def is_bank_holiday(self, day: date) -> bool | None:
        """Whether this is a bank holiday; None when not known."""
        if self.bank_holidays is None:
            return None
        return day in self.bank_holidays if isinstance(self.bank_holidays, frozenset) else self.bank_holidays(day)

    def is_term_time(self, day: date) -> bool | None:
        """Whether this lies in a school term; None when no terms are known around it."""
        if not self.terms or not min(self.terms)[0] <= day <= max(last for _, last in self.terms):
            return None
        return any(first <= day <= last for first, last in self.terms)


@dataclass(frozen=True, slots=True)
class Occurrence:
    """One time that it takes place.

    `start` is a date when no time is given; `end` is None when it is not said. Midnight at the end is the first
    moment of the next day. `unsure` holds the fixed sentences that the calendars could not decide.
    """

    start: datetime | date
    end: datetime | None = None
    unsure: tuple[str, ...] = ()


@lru_cache(maxsize=256)
def bank_holidays(country: str, subdivision: str = "", years: tuple[int, ...] = ()) -> frozenset[date]:
    """The public holidays of a country or part of it ("GB", "ENG"; also WLS, SCT, NIR) in these years.

    Raises ValueError when the `holidays` library does not know the country or the part.
    """
    import holidays  # noqa: PLC0415 - slow to import, and a check needs none

    try:
        found = holidays.country_holidays(country.upper(), subdiv=subdivision.upper() or None, years=years)
    except NotImplementedError as error:
        raise ValueError(f"no calendar of public holidays for {country} {subdivision}".rstrip()) from error
    return frozenset(found)


def occurrences(schedule: Schedule, start: date, end: date, calendars: Calendars | None = None) -> Iterator[Occurrence]:
    """When the schedule takes place, of what begins on `start` or later and on `end` at the latest, in order.

    A schedule with no days gives nothing, and so does one that repeats every few weeks from nobody knows when.
    """
    doubts = doubts_of(schedule, calendars or Calendars())
    for day in days_of_rule(schedule, start, end):
        unsure = doubts(day)
        if unsure is not None:
            yield occurrence_on(schedule, day, unsure)


def occurrence_on(schedule: Schedule, day: date, unsure: tuple[str, ...]) -> Occurrence:
    """The times of a schedule on a day on which it takes place."""
    opens, closes = read_time(schedule.opens_at), read_time(schedule.closes_at)
    if opens is None:
        return Occurrence(day, None, unsure)
    midnight = datetime.combine(day, time())
    start = midnight + timedelta(minutes=opens)
    if closes is None:
        return Occurrence(start, None, unsure)
    minutes = closes + (1 if closes == END_OF_DAY else 0) + (24 * 60 if closes <= opens else 0)
    return Occurrence(start, midnight + timedelta(minutes=minutes), unsure)


def days_of_rule(schedule: Schedule, start: date, end: date) -> Iterator[date]:
    """The days of the rule itself, before anything is closed."""
    anchor = read_date(schedule.dtstart) or read_date(schedule.valid_from)
    if not schedule.freq:
        single = schedule.dtstart or schedule.valid_from == schedule.valid_to
        if anchor is not None and single and start <= anchor <= end:
            yield anchor
        return
    first = max(day for day in (start, anchor, read_date(schedule.valid_from)) if day)
    last = min(day for day in (end, read_date(schedule.valid_to), read_date(schedule.until)) if day)
    if first <= last:
        found = (moment.date() for moment in _rule(schedule, anchor, first, last))
        yield from (day for day in found if day >= first)


def _rule(schedule: Schedule, anchor: date | None, first: date, last: date) -> Iterable[datetime]:
    """The moments of the rule up to `last`.

    Fields that narrow each other are counted one by one and compared: dateutil, given fields that never agree, looks
    for a match until the year 9999, whatever its `until`.
    """
    interval = read_interval(schedule)
    counted = int(schedule.count) if schedule.count else None
    options = _options(schedule)
    if options is None or (anchor is None and (interval > 1 or counted or not options)):
        return ()
    begin = anchor or first
    if counted is None and options:
        begin = _nearer(begin, first, schedule.freq, interval)
    code = schedule.wkst.upper()
    make = partial(
        rrule,
        MONTHLY if schedule.freq == "MONTHLY" else WEEKLY,
        datetime.combine(begin, time()),
        interval,
        until=datetime.combine(last, time()),
        wkst=WEEKDAYS[CODES.index(code)] if code in CODES else None,
    )
    moments, *others = [make(**{name: value}) for name, value in options.items()] or [make()]
    agreed = [set(other) for other in others]
    return islice((moment for moment in moments if all(moment in other for other in agreed)), counted)


def _nearer(begin: date, first: date, freq: str, interval: int) -> date:
    """A day nearer to `first` from which the rule counts just the same, so that old rules cost no more."""
    if interval == 1:
        return max(begin, first)
    if freq == "MONTHLY":
        return begin
    return begin + timedelta(days=max(0, (first - begin).days // (7 * interval)) * 7 * interval)


def _options(schedule: Schedule) -> dict[str, Any] | None:
    """What rrule has to keep to; None when a field makes no sense."""
    options: dict[str, Any] = {}
    for name in ("bymonthday", "byweekno", "byyearday"):
        text = getattr(schedule, name)
        if text:
            options[name] = read_numbers(text)
    if schedule.byday:
        pairs = read_byday(schedule.byday)
        monthly = schedule.freq == "MONTHLY"
        options["byweekday"] = pairs and [
            WEEKDAYS[day](nth) if nth and monthly else WEEKDAYS[day] for nth, day in pairs
        ]
    elif schedule.freq == "DAILY":
        options["byweekday"] = WEEKDAYS
    return options if all(options.values()) else None


def doubts_of(schedule: Schedule, known: Calendars) -> Callable[[date], tuple[str, ...] | None]:
    """What tells of a day the sentences that nobody can decide for it; None when one of them says that it is closed."""
    rules = rules_of(read_notes(schedule.notes)[0])
    seasons = [rule for rule in rules if isinstance(rule, Season)]
    closures = [rule for rule in rules if isinstance(rule, Closure)]
    conditions = [rule for rule in rules if isinstance(rule, Condition)]

    def doubts(day: date) -> tuple[str, ...] | None:
        if seasons and not any(_covers(season, day) for season in seasons):
            return None
        if any(_covers(closure, day) for closure in closures):
            return None
        kept = {condition: _keeps(condition, day, known) for condition in conditions}
        if False in kept.values():
            return None
        return tuple(condition.value for condition, answer in kept.items() if answer is None)

    return doubts


def _keeps(condition: Condition, day: date, known: Calendars) -> bool | None:
    """Whether a day meets a condition; None when not known."""
    if condition is Condition.NOT_BANK_HOLIDAYS:
        answer = known.is_bank_holiday(day)
        return None if answer is None else not answer
    term = known.is_term_time(day)
    if condition is Condition.SCHOOL_HOLIDAYS:
        return None if term is None else not term
    return term


def _covers(rule: Season | Closure, day: date) -> bool:
    first, last = rule.first, rule.last
    if isinstance(first, DayMonth) and isinstance(last, DayMonth):
        here = DayMonth(day.month, day.day)
        return first <= here <= last if first <= last else here >= first or here <= last
    if isinstance(first, DayMonth) or isinstance(last, DayMonth):
        return False
    return first <= day <= last
