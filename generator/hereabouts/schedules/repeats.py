"""Schedules as calendar programs take them: a first time, a rule, and the days on which the rule does not hold.

The rules are those of RFC 5545. What such a rule cannot say (a closure, a season, school terms) becomes single days,
counted as `occurrences` counts them, so that both always agree.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from itertools import chain
from typing import TYPE_CHECKING

import msgspec

from hereabouts.schedules.hsds import CODES, read_byday, read_date, read_interval, read_numbers
from hereabouts.schedules.notes import read_notes, rules_of
from hereabouts.schedules.occurrences import Occurrence, occurrences

if TYPE_CHECKING:
    from hereabouts.model.objects import Schedule
    from hereabouts.schedules.occurrences import Calendars


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
    sure = (found for found in occurrences(schedule, start, end, calendars) if not found.unsure)
    first = next(sure, None)
    if first is None:
        return None
    rule = _rule(schedule)
    if rule and not (schedule.count or rules_of(read_notes(schedule.notes)[0])):
        last = min(day for day in (end, read_date(schedule.valid_to), read_date(schedule.until)) if day)
        return Repeats(first, last, rule)
    days = [day_of(found) for found in chain([first], sure)]
    if not rule:
        return Repeats(first, days[-1], besides=tuple(days[1:]))
    plain = msgspec.structs.replace(schedule, notes="", count=None)
    counted = map(day_of, occurrences(plain, days[0], days[-1]))
    return Repeats(first, days[-1], rule, without=tuple(sorted(set(counted).difference(days))))


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
