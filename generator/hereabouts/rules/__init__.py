"""What a schema cannot say: names that must lead somewhere, dates that must exist, places that must not be told.

Each module is one theme with a `check` of its own; this one only calls them in order.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

from hereabouts.finding import Finding, is_error
from hereabouts.records import Record, Records
from hereabouts.rules import (
    contacts,
    dates,
    identifiers,
    missing,
    names,
    places,
    prices,
    references,
    repeats,
    values,
    words,
)
from hereabouts.rules.parts import Parts, take_apart
from hereabouts.settings import Settings, read_settings

__all__ = ["check", "check_alone", "check_some"]


Spread = Callable[[Callable[[int], list[Finding]], int], Iterable[list[Finding]]]
"""How to do one thing for each of so many records: ``map`` over a range, or something quicker."""


def _in_turn(work: Callable[[int], list[Finding]], count: int) -> Iterable[list[Finding]]:
    return map(work, range(count))


def check(records: Records, today: date, spread: Spread = _in_turn, rest: Iterable[Record] = ()) -> list[Finding]:
    """Check records that are each well formed, across each other; `today` is for dates that can't lie ahead.

    A record whose data is empty (because it has an error of its own) is not checked, but its name counts. `rest` has
    the sound lines of such records, to be checked as well.
    """
    settings = read_settings(records.settings.data)
    found = list(_check_settings(records, settings, today))
    if any(is_error(item) for item in found):
        return found  # with a wrong country, say, every telephone number would look wrong
    sound = [*(record for record in records.by_path.values() if record.data), *rest]
    for those in spread(lambda at: list(_check_record(sound[at], records, settings, today)), len(sound)):
        found += those
    return [*missing.settle(found, records), *names.check(records)]


def _check_settings(records: Records, settings: Settings, today: date) -> Iterator[Finding]:
    parts = take_apart(records.settings)
    yield from values.check_settings(parts, records, settings.example)
    yield from dates.check(parts, today)
    yield from contacts.check(parts, settings)


def _check_record(record: Record, records: Records, settings: Settings, today: date) -> Iterator[Finding]:
    parts = take_apart(record)
    yield from references.check(parts, records)
    yield from _check_parts(parts, settings, today)


def check_some(some: Iterable[Record], records: Records, today: date) -> list[Finding]:
    """What is wrong with these, beside all the others; nothing of whether two of them have one name."""
    settings = read_settings(records.settings.data)
    return missing.settle((item for one in some for item in _check_record(one, records, settings, today)), records)


def check_alone(record: Record, settings: Settings, today: date) -> Iterator[Finding]:
    """What can be said of one record without the others: nothing of what it refers to."""
    yield from _check_parts(take_apart(record), settings, today)


def _check_parts(parts: Parts, settings: Settings, today: date) -> Iterator[Finding]:
    yield from contacts.check(parts, settings)
    yield from dates.check(parts, today)
    yield from places.check(parts, settings)
    yield from prices.check(parts, settings)
    yield from identifiers.check(parts, settings)
    yield from repeats.check(parts)
    yield from words.check(parts)
    yield from values.check(parts)
    yield from values.check_languages(parts, settings.languages)
