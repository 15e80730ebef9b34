"""What a schema cannot say: names that must lead somewhere, dates that must exist, places that must not be told.

Each module is one theme with a `check` of its own; this one only calls them in order.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hereabouts.finding import Finding, is_error
from hereabouts.records import Records
from hereabouts.rules import contacts, dates, names, places, references, values
from hereabouts.rules.parts import take_apart
from hereabouts.settings import Settings, read_settings

__all__ = ["check"]


def check(records: Records, today: date) -> list[Finding]:
    """Check records that are each well formed, across each other; `today` is for dates that can't lie ahead.

    A record whose data is empty (because it has an error of its own) is not checked, but its name counts.
    """
    settings = read_settings(records.settings.data)
    found = list(_check_settings(records, settings, today))
    if any(is_error(item) for item in found):
        return found  # with a wrong country, say, every telephone number would look wrong
    return [*found, *_check_records(records, settings, today), *names.check(records)]


def _check_settings(records: Records, settings: Settings, today: date) -> Iterator[Finding]:
    parts = take_apart(records.settings)
    yield from values.check_settings(parts, records, settings.example)
    yield from dates.check(parts, today)
    yield from contacts.check(parts, settings)


def _check_records(records: Records, settings: Settings, today: date) -> Iterator[Finding]:
    for record in records.by_path.values():
        if not record.data:
            continue
        parts = take_apart(record)
        yield from references.check(parts, records)
        yield from contacts.check(parts, settings)
        yield from dates.check(parts, today)
        yield from places.check(parts, settings)
        yield from values.check(parts)
        yield from values.check_languages(parts, settings.languages)
