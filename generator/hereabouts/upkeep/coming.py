"""When something is on next, from the lines of words that say so."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from heapq import merge
from itertools import islice

from hereabouts.schedules import Calendars, Hours, Occurrence, bank_holidays, combine, occurrences, parse, say
from hereabouts.settings import Settings

_AHEAD = timedelta(days=730)


def said_back(line: str) -> list[str]:
    """How one line was understood, in our words; nothing where it was not."""
    hours = parse(line)
    if not isinstance(hours, Hours):
        return []
    return [*(schedule.description or say(schedule) for schedule in hours.schedules), *hours.closures]


def next_dates(lines: list[str], settings: Settings, today: date, count: int = 5) -> list[str]:
    """The next dates with their times, like ``Tuesday 24 November 2026, 10:30 to 12:00``; fewer where it ends."""
    schedules = combine([hours for hours in map(parse, lines) if isinstance(hours, Hours)])
    calendars = _calendars(settings, today)
    coming = (occurrences(one, today, today + _AHEAD, calendars) for one in schedules)
    return [_words(found) for found in islice(merge(*coming, key=_start), count)]


def _calendars(settings: Settings, today: date) -> Calendars:
    if not settings.bank_holidays:
        return Calendars(None, settings.term_dates)
    years = (today.year, today.year + 1, today.year + 2)
    try:
        return Calendars(bank_holidays(settings.country, settings.bank_holidays, years), settings.term_dates)
    except ValueError:  # the check says so
        return Calendars(None, settings.term_dates)


def _start(found: Occurrence) -> str:
    return found.start.isoformat()


def _words(found: Occurrence) -> str:
    day = f"{found.start:%A} {found.start.day} {found.start:%B %Y}"
    if not isinstance(found.start, datetime):
        return day
    end = f" to {found.end:%H:%M}" if found.end else ""
    unsure = f" ({' '.join(found.unsure)})" if found.unsure else ""
    return f"{day}, {found.start:%H:%M}{end}{unsure}"
