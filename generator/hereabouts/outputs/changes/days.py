"""The history as JSON: a line for each thing that happened, all together and day by day."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from hashlib import sha256
from itertools import groupby

from hereabouts.changes.event import Event, Happened
from hereabouts.changes.fact import Change
from hereabouts.changes.wording import Wording
from hereabouts.directory import LocationListing, OrganizationListing, ServiceListing, page_of
from hereabouts.kind import Kind
from hereabouts.model.objects import encode
from hereabouts.outputs.changes.book import Book

WHOLE = "api/changes.ndjson"
FOLDER = "api/changes/"

Json = dict[str, object]

_COLLECTIONS = {Kind.SERVICE: "services", Kind.ORGANIZATION: "organizations", Kind.TAXONOMY: "taxonomies"}
_HSDS = {
    "parent_organization": "parent_organization_id",
    "program": "program_id",
    "organization": "organization_id",
    "source": "attributes",
    "capacities": "capacities",
}
"""Lines of a record that HSDS has under another name; all others are called the same."""


def day_files(book: Book) -> Iterator[tuple[str, bytes]]:
    """All lines in one file, the lines of each day in one, and a list of the days."""
    days = {day: _lines(book, list(events)) for day, events in groupby(book.events, key=lambda event: event.day)}
    counts = {day: Counter(event.happened for event in events) for day, events in _by_day(book.events)}
    yield WHOLE, b"".join(days.values())
    for day, content in days.items():
        yield f"{FOLDER}{day}.ndjson", content
    told = [_entry(day, content, counts[day]) for day, content in days.items()]
    yield f"{FOLDER}index.json", encode({"days": told})


def _by_day(events: list[Event]) -> Iterator[tuple[str, list[Event]]]:
    for day, those in groupby(events, key=lambda event: event.day):
        yield day, list(those)


def _entry(day: str, content: bytes, counts: Counter[Happened]) -> Json:
    return {
        "day": day,
        "file": f"{day}.ndjson",
        "lines": counts.total(),
        **{str(happened): counts[happened] for happened in Happened if counts[happened]},
        "size": len(content),
        "sha256": sha256(content).hexdigest(),
    }


def _lines(book: Book, events: list[Event]) -> bytes:
    return b"".join(encode(_line(book, event)) + b"\n" for event in events)


def _line(book: Book, event: Event) -> Json:
    line: Json = {"at": event.moment, "what": event.happened, "object": event.kind, "id": event.id}
    if event.happened is Happened.REMOVED:
        return line | {"reason": event.reason} | ({"into": event.into} if event.into else {})
    line |= _where(book, event)
    if event.happened is not Happened.ADDED and (services := _services(book, event)):
        line["services"] = services
    if event.changes:
        words = book.words(event)
        line["changes"] = [_change(words, event.kind, change) for change in event.changes]
    return line


def _where(book: Book, event: Event) -> Json:
    """What it is called, and where its page and its file in the feed are; nothing for what is gone or secret."""
    listing = book.listing(event)
    if listing is None:
        return {}
    found: Json = {"name": listing.hsds.name}
    if event.kind in _COLLECTIONS:
        found["file"] = f"{_COLLECTIONS[event.kind]}/{event.id}.json"
    if event.kind is not Kind.TAXONOMY:
        found["page"] = page_of(listing.path)
        if event.before:
            found["before"] = page_of(event.before)
    return found


def _services(book: Book, event: Event) -> list[str]:
    """The services whose files say this record's words too: they have to be read again as well."""
    match book.listings.get(event.id):
        case LocationListing() as location:
            return sorted({place.service.hsds.id for place in location.places})
        case OrganizationListing() as group:
            return sorted(service.hsds.id for service in group.services)
        case ServiceListing() | None:
            return []
    return []


def _change(words: Wording, kind: Kind, change: Change) -> Json:
    old, new = words.both(change)
    return {
        "field": field_name(kind, change.path),
        "title": words.title(kind, change.path),
        "how": "added" if change.old is None else "removed" if change.new is None else "changed",
        **({"old": old.words} if old.words else {}),
        **({"new": new.words} if new.words else {}),
        "words": words.sentence(kind, change).plain,
    }


def field_name(kind: Kind, path: tuple[str, ...]) -> str:
    """The HSDS field that a change is about, from the record: ``service_at_locations.schedules``.

    A translation is the field of that name in the feed of its language.
    """
    if path[0] == "translations":
        return path[2]
    if path[0] == "locations" and kind is Kind.SERVICE:
        inside = ["location", *path[2:]] if path[1:2] == ("place",) else list(path[1:])
        path = ("service_at_locations", *inside)
    names = [_HSDS.get(name, name) for name in path]
    return ".".join(names[: names.index("attributes") + 1] if "attributes" in names else names)
