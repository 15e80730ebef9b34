"""What our own feed says beside HSDS (``extension.ndjson``), for a source that comes with it.

It is a stranger's file like any other: each line, path and value is held against the profile before it counts, and
what does not fit gets a line in the report. Nothing in it can name a file outside the directory, and where the feed
itself says something else, the feed counts.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import as_text, tidy, uuid_of
from hereabouts.importers.source import SourceRecord
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import lay_out
from hereabouts.profile.schemas import fits
from hereabouts.schedules import read_notes
from hereabouts.source.document import Data
from hereabouts.source.layout import LONGEST

Record = dict[str, Data]

EXTENSION = "extension"
"""What a source record of this sort has for its kind."""

_NAME = r"[a-z0-9]+(?:-[a-z0-9]+)*"
_PATHS = (
    ("organization", re.compile(rf"organizations/(?P<name>{_NAME})/organization")),
    ("service", re.compile(rf"organizations/(?P<group>{_NAME})/(?P<name>{_NAME})")),
    ("location", re.compile(rf"locations/(?P<name>{_NAME})")),
    ("taxonomy", re.compile(rf"taxonomies/(?P<name>{_NAME})")),
)
_RECORD = ("translations", "formerly", "replaces")
_PARTS = "parts.schema.json#/$defs"
_PLACES: dict[str, tuple[str, tuple[str, ...]]] = {
    "organization": ("organization.schema.json", _RECORD),
    "service": ("service.schema.json", (*_RECORD, "review_every")),
    "location": ("location.schema.json", (*_RECORD, "near")),
    "taxonomy": ("taxonomy.schema.json", (*_RECORD, "applies_to", "link_type", "source")),
    "program": (f"{_PARTS}/program", ("translations",)),
    "service_at_location": (f"{_PARTS}/service_at_location", ("translations",)),
    "place": (f"{_PARTS}/place", ("translations", "near")),
    "taxonomy_term": (
        "taxonomy.schema.json#/properties/terms/additionalProperties",
        ("translations", "synonyms", "sensitive", "expires_after", "formerly"),
    ),
}
"""Kind of thing -> where the profile has it, and which of its lines are taken from here."""

_SAID = {"service": ("status",), "location": ("location_type",), "place": ("location_type",)}
"""Kind of thing -> what its record may have said though the same would have been assumed."""

_INSIDE = {
    ("organization", "programs"): "program",
    ("service", "locations"): "service_at_location",
    ("service_at_location", "place"): "place",
    ("taxonomy", "terms"): "taxonomy_term",
}
_DATES = {"updated": "moment", "expires": "date"}
_NO_FORM = "Records have no such line, or not in this form."
_DEEPEST = 4


@dataclass(slots=True)
class Entry:
    """What is said of one thing: the path of its record or its key, the lines to lay over it, and its closures.

    `said` are the lines that its record had though they say what would have been assumed.
    """

    where: Where
    kind: str
    path: str = ""
    key: str = ""
    fields: Record = field(default_factory=dict)
    said: tuple[str, ...] = ()
    closures: tuple[str, ...] = ()


class Extension:
    """All lines of one source. Everything is found by the id of the thing it is about."""

    def __init__(self, report: Report) -> None:
        self.report = report
        self.places: list[SourceRecord] = []
        """Places that are nowhere else in the source."""
        self._entries: dict[str, Entry] = {}
        self._paths: set[str] = set()
        self._dates: dict[str, dict[str, str]] = {}

    def take(self, record: SourceRecord) -> None:
        """Take in one line of the file."""
        where = Where(record.label)
        if record.error:
            self.report.add(where, "record", Action.DROPPED, record.label, record.error)
            return
        said = record.data if isinstance(record.data, dict) else {}
        path = said["record"] if isinstance(said.get("record"), str) else ""
        kind = _kind(path)
        if not kind or path in self._paths:
            why = "Another line has the same path." if kind else "It does not say which record it is about."
            self.report.add(where, EXTENSION, Action.DROPPED, record.data, why)
            return
        self._paths.add(path)
        self._read(kind, said, where, path)
        if isinstance(said.get("location"), dict):
            self.places.append(SourceRecord(record.label, record.scope, said["location"], "locations"))

    # What is asked of it.

    def __bool__(self) -> bool:
        """Whether the source has any such line."""
        return bool(self._entries)

    def path(self, thing: Thing) -> str:
        """The path of the record that a thing was; empty where nothing says so."""
        entry = self._entry(thing.kind, thing.id)
        return entry.path if entry is not None else ""

    def key(self, kind: str, own_id: str) -> str:
        """The key that a program or a term had; empty where nothing says so."""
        entry = self._entry(kind, own_id)
        return entry.key if entry is not None else ""

    def knows(self, thing: Thing) -> bool:
        """Whether anything is said of a thing that is a record."""
        return bool(self.path(thing))

    def fields(self, kind: str, own_id: str) -> Record:
        """The lines to lay over a thing."""
        entry = self._entry(kind, own_id)
        return dict(entry.fields) if entry is not None else {}

    def says(self, thing: Thing, name: str) -> bool:
        """Whether the record of a thing had this line, though it says what would have been assumed."""
        entry = self._entry(thing.kind, thing.id)
        return entry is not None and name in entry.said

    def closures(self, thing: Thing) -> tuple[str, ...]:
        """The fixed sentences that were said once for a whole list of times."""
        entry = self._entry(thing.kind, thing.id)
        return entry.closures if entry is not None else ()

    def dates(self, thing: Thing) -> dict[str, str] | None:
        """`updated` and `expires` as the record of a thing had them; None where HSDS says them as they were."""
        return self._dates.get(thing.id)

    def refuse(self, thing: Thing, why: str) -> None:
        """Say that a path or a key cannot be had back."""
        entry = self._entry(thing.kind, thing.id)
        if entry is not None:
            self.report.add(entry.where, "record", Action.MENDED, entry.path or entry.key, why)

    def _entry(self, kind: str, own_id: str) -> Entry | None:
        entry = self._entries.get(own_id) if own_id else None
        fitting = entry is not None and (entry.kind == kind or (kind == "location" and entry.kind == "place"))
        return entry if fitting else None

    # Reading a line.

    def _read(self, kind: str, said: dict[str, Any], where: Where, path: str = "") -> None:
        own_id = uuid_of(said.get("id"))
        if not own_id or own_id in self._entries:
            why = "Another line is about the same thing." if own_id else "It does not say which thing it is about."
            self.report.add(where, EXTENSION, Action.DROPPED, said, why)
            return
        entry = self._entries[own_id] = Entry(where, kind, path)
        for name, value in said.items():
            if name not in ("id", "record", "location"):
                self._read_line(entry, name, value)

    def _read_line(self, entry: Entry, name: str, value: Any) -> None:
        inside = _INSIDE.get((entry.kind, name))
        listed = value if isinstance(value, list) else [value]
        if inside and all(isinstance(item, dict) for item in listed):
            for index, item in enumerate(listed):
                self._read(inside, item, entry.where / name / index)
        elif name == "key" and isinstance(value, str) and re.fullmatch(_NAME, value) and len(value) <= LONGEST:
            entry.key = value
        elif name == "said" and all(item in _SAID.get(entry.kind, ()) for item in listed):
            entry.said = tuple(listed)
        elif name == "closures" and all(isinstance(item, str) and _is_closure(item) for item in listed):
            entry.closures = tuple(dict.fromkeys(listed))
        elif name == "dates" and all(_is_dated(item) for item in listed):
            for item in listed:
                self._dates[uuid_of(item["id"])] = {key: item[key] for key in _DATES if key in item}
        else:
            self._read_field(entry, name, value)

    def _read_field(self, entry: Entry, name: str, value: Any) -> None:
        home, names = _PLACES[entry.kind]
        data = _data(value)
        beside = "" if "#" in home else "#"
        if name in names and data is not None and fits(f"{home}{beside}/properties/{name}").is_valid(data):
            entry.fields[name] = data
        else:
            self.report.add(entry.where / name, name, Action.DROPPED, value, _NO_FORM)


def _kind(path: str) -> str:
    """What kind of record may stand at a path; empty for a path that none may be at."""
    for kind, form in _PATHS:
        found = form.fullmatch(path)
        if found and all(len(name) <= LONGEST for name in found.groups()):
            return kind
    return ""


def _is_dated(item: Any) -> bool:
    """Whether this says the dates of one thing, in a form that records have."""
    if not isinstance(item, dict) or not uuid_of(item.get("id")) or not item.keys() <= {"id", *_DATES}:
        return False
    return all(fits(f"{_PARTS}/{form}").is_valid(item[key]) for key, form in _DATES.items() if key in item)


def _is_closure(sentence: str) -> bool:
    return read_notes(sentence) == ([sentence], "")


def _data(value: Any, depth: int = 0) -> Data | None:
    """A JSON value as a record has it; None for what no record could say."""
    if isinstance(value, dict | list) and depth > _DEEPEST:
        return None
    if isinstance(value, dict):
        made = {str(name): _data(inner, depth + 1) for name, inner in value.items()}
        return None if None in made.values() else {name: inner for name, inner in made.items() if inner is not None}
    if isinstance(value, list):
        items = [_data(inner, depth + 1) for inner in value]
        return None if None in items else [item for item in items if item is not None]
    return None if value is None else lay_out(tidy(as_text(value)))
