"""Schedules as calendar programs take them: a first time, a rule, and the days on which the rule does not hold.

The rules are those of RFC 5545. What such a rule cannot say (a closure, a season, school terms) becomes single days,
counted as `occurrences` counts them, so that both always agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from hereabouts.model.objects import Schedule
from hereabouts.schedules.hsds import CODES, read_byday, read_date, read_interval, read_numbers
from hereabouts.schedules.notes import read_notes, rules_of
from hereabouts.schedules.occurrences import Occurrence, days_of_rule, doubts_of, occurrence_on

if TYPE_CHECKING:
    from hereabouts.schedules.occurrences import Calendars

_TIMING = (
    *("freq", "interval", "count", "byday", "bymonthday", "byweekno", "byyearday", "wkst"),
    *("dtstart", "valid_from", "valid_to", "until", "opens_at", "closes_at", "notes"),
)
"""The fields that decide when something takes place."""


@dataclass(frozen=True, slots=True)
class Repeats:
    """The times of a schedule from `first` on.

    `rule` is a recurrence rule without its end, like ``FREQ=WEEKLY;BYDAY=TU``; it holds up to the day `last`, except on
    the days in `without`. Where no rule can say it, `rule` is empty and the other days stand in `besides`.
    """

    first: Occurrence
    last: date
    rule: str = ""
    without: tuple[date, ...] = ()
    besides: tuple[date, ...] = ()


def repeats(schedule: Schedule, start: date, end: date, calendars: Calendars) -> Repeats | None:
    """What is sure of a schedule from `start` to `end`; None when that is nothing."""
    return _repeats(tuple(getattr(schedule, name) for name in _TIMING), start, end, calendars)


@lru_cache(maxsize=4096)
def _repeats(timing: tuple[Any, ...], start: date, end: date, calendars: Calendars) -> Repeats | None:
    """As `repeats`, worked out once: the same times stand in many records, and in every language."""
    schedule = Schedule(id="", **dict(zip(_TIMING, timing, strict=True)))
    days, rule = days_of_rule(schedule, start, end), _rule(schedule)
    if rule and not (schedule.count or rules_of(read_notes(schedule.notes)[0])):
        last = min(day for day in (end, read_date(schedule.valid_to), read_date(schedule.until)) if day)
        return next((Repeats(occurrence_on(schedule, day, ()), last, rule) for day in days), None)
    doubts, counted = doubts_of(schedule, calendars), list(days)
    sure = [day for day in counted if doubts(day) == ()]
    if not sure:
        return None
    first = occurrence_on(schedule, sure[0], ())
    if not rule:
        return Repeats(first, sure[-1], besides=tuple(sure[1:]))
    without = sorted(day for day in set(counted).difference(sure) if sure[0] < day < sure[-1])
    return Repeats(first, sure[-1], rule, tuple(without))


def day_of(found: Occurrence) -> date:
    """The day on which something begins."""
    return found.start.date() if isinstance(found.start, datetime) else found.start


def _rule(schedule: Schedule) -> str:
    """The rule of RFC 5545; empty when it does not repeat, or narrows itself as rules of the standard may not."""
    monthly = schedule.freq == "MONTHLY"
    narrower = schedule.byweekno or schedule.byyearday or (schedule.bymonthday and (schedule.byday or not monthly))
    if not schedule.freq or narrower:
        return ""
    parts = ["FREQ=MONTHLY" if monthly else "FREQ=WEEKLY"]
    interval = read_interval(schedule)
    if interval > 1:
        parts.append(f"INTERVAL={interval}")
    if schedule.byday:
        pairs = read_byday(schedule.byday) or []
        parts.append("BYDAY=" + ",".join(f"{(monthly and nth) or ''}{CODES[day]}" for nth, day in pairs))
    elif schedule.freq == "DAILY":
        parts.append("BYDAY=" + ",".join(CODES))
    if schedule.bymonthday:
        parts.append("BYMONTHDAY=" + ",".join(map(str, read_numbers(schedule.bymonthday) or [])))
    week_start = schedule.wkst.upper()
    if week_start in CODES[1:]:
        parts.append(f"WKST={week_start}")
    return ";".join(parts)
