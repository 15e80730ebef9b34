"""One object of the source as HSDS names its fields, with the place each came from.

Whatever the source wrote (other names, one where a list is meant, text where an object is meant) is read here into
one shape, so that the rest of the import need not know. What has no place in HSDS gets a line in the report and goes
no further.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Any

from hereabouts.importers.entities import ENTITIES, Entity
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import as_text, is_empty, straighten, tidy, uuid_of
from hereabouts.importers.source import Entry, Made
from hereabouts.importers.timetables import read_timetable
from hereabouts.model.versions import gather_schedules
from hereabouts.source.text import hidden_in

_WORDS = ("description", "notes", "note", "text", "name")
_NESTED = 12
"""How deep objects may nest in each other before the rest is left out: a full service needs six."""


@dataclass(slots=True, eq=False)
class Thing:
    """One object: its plain fields as text, its parts by field, and the ids of others that it names.

    `id` is its UUID, or empty; `key` is whatever the source calls it by. `checked` marks one that went through our own
    checks before it was published, so that its words are what somebody meant, odd as they may be.
    """

    kind: str
    where: Where
    id: str = ""
    key: str = ""
    fields: dict[str, str] = field(default_factory=dict)
    parts: dict[str, list[Thing]] = field(default_factory=dict)
    links: dict[str, list[str]] = field(default_factory=dict)
    checked: bool = False

    def get(self, name: str) -> str:
        """A plain field, or nothing."""
        return self.fields.get(name, "")

    def part(self, name: str) -> list[Thing]:
        """The parts under a field."""
        return self.parts.get(name, [])

    def within(self) -> Iterator[Thing]:
        """Every part of it, however deep."""
        for parts in self.parts.values():
            for part in parts:
                yield part
                yield from part.within()

    @property
    def said(self) -> str:
        """All that it and its parts say, in one line."""
        inner = [part.said for parts in self.parts.values() for part in parts]
        return "; ".join(part for part in [*self.fields.values(), *inner] if part)

    def link(self, name: str) -> str:
        """The one id under a link field, or nothing."""
        ids = self.links.get(name, [])
        return ids[0] if ids else ""


class Unpacker:
    """Reads the JSON of one source record into things."""

    def __init__(self, report: Report) -> None:
        self.report = report

    def unpack(self, kind: str, raw: Any, where: Where, depth: int = 0) -> Thing | None:
        """One thing of that kind; None for what cannot be one."""
        entity = ENTITIES[kind]
        if is_empty(raw):
            return None
        if not isinstance(raw, dict):
            raw = self._only(kind, raw, where)
        if raw is None or depth > _NESTED:
            return None
        straight = straighten(kind, gather_schedules(raw) if kind == "service" else raw)
        thing = Thing(kind, where, id=uuid_of(straight.get("id")), key=_key(straight.get("id")))
        if thing.key and not thing.id and not isinstance(straight.get("id"), Made):
            self._count_id(where, thing.key)
        for name, value in straight.items():
            if name != "id" and not is_empty(value):
                self._take(thing, entity, name, value, depth)
        return thing

    def drop(self, where: Where, name: str, value: Any, why: str) -> None:
        """Leave something out, and say so."""
        self.report.add(where / name, name, Action.DROPPED, value, why)

    def _count_id(self, where: Where, own_id: str) -> None:
        why = "These ids count in their own source only; new ones are made that stay the same."
        self.report.count(where, "id", Action.DROPPED, own_id, why)

    def _count_name(self, where: Where, written: str, read: str) -> None:
        self.report.count(where, written, Action.MAPPED, written, f"The standard calls it {read}.")

    def _only(self, kind: str, value: Any, where: Where) -> dict[str, Any] | None:
        lead = ENTITIES[kind].lead
        if isinstance(value, list) or not lead:
            self.report.add(where, kind, Action.DROPPED, value, "A list stands where one thing is meant.")
            return None
        return {lead: value}

    def _take(self, thing: Thing, entity: Entity, name: str, value: Any, depth: int) -> None:
        field_name = _READS[thing.kind].get(name, "")
        if not field_name:
            self.drop(thing.where, name, value, f"The standard has no such field in {_article(thing.kind)}.")
            return
        if field_name != name:
            self._count_name(thing.where, name, field_name)
        if field_name == "metadata":
            self.take_changes(thing, value, thing.where)
        elif field_name in entity.parts:
            self._take_parts(thing, entity, field_name, name, value, depth)
        elif field_name in entity.links:
            self._take_links(thing, field_name, value)
        else:
            self._take_scalar(thing, field_name, name, value)

    def _take_parts(self, thing: Thing, entity: Entity, field_name: str, name: str, value: Any, depth: int) -> None:
        kind = entity.parts[field_name]
        listed = isinstance(value, list)
        for index, item in enumerate(value if listed else [value]):
            if is_empty(item):
                continue
            where = _place_of(item, thing.where / name / index if listed else thing.where / name)
            if kind == "location" and not isinstance(item, dict | list) and " " not in as_text(item):
                thing.links.setdefault("location_ids", []).append(as_text(item))
                self._count_id(where, as_text(item))
                continue
            for raw in self._timetable(item, where) if kind == "schedule" else [item]:
                part = self.unpack(kind, raw, where, depth + 1)
                if part is not None and not _is_there(part, thing.parts.get(field_name, [])):
                    thing.parts.setdefault(field_name, []).append(part)

    def _timetable(self, item: Any, where: Where) -> list[Any]:
        if not isinstance(item, dict):
            return [item]
        several, renamed = read_timetable(item)
        for written, read, value in renamed:
            if written == "id":
                self._count_id(where, as_text(value))
            else:
                why = f"The standard has {read} for it."
                self.report.count(where, written, Action.MAPPED, _flat(value), why)
        return several

    def _take_links(self, thing: Thing, name: str, value: Any) -> None:
        ids = value if isinstance(value, list) else [value]
        scalars = [as_text(one) for one in ids if isinstance(one, str | int)]
        if len(scalars) < len(ids):
            self.drop(thing.where, name, value, "It should be an id.")
        thing.links.setdefault(name, []).extend(scalars)
        for one in ids:
            if isinstance(one, str | int) and not uuid_of(as_text(one)) and not isinstance(one, Made):
                self._count_id(thing.where, as_text(one))

    def take_changes(self, thing: Thing | None, value: Any, where: Where) -> None:
        """Count records of change; complete ones are kept as parts of the thing they tell of."""
        why = "The history of the records is what says when each was changed."
        for entry in value if isinstance(value, list) else [value]:
            if thing and isinstance(entry, dict) and uuid_of(entry.get("id")) and all(map(entry.get, _CHANGE)):
                part = self.unpack("metadata", entry, where / "metadata")
                thing.parts.setdefault("metadata", []).extend([part] if part else [])
            elif not is_empty(entry):
                self.report.count(where, "metadata", Action.DROPPED, _flat(entry), why)

    def _take_scalar(self, thing: Thing, field_name: str, name: str, value: Any) -> None:
        raw = self._words(thing, name, value)
        written = tidy(raw)
        if hidden_in(raw.replace("\r", "\n")):
            why = "Characters that cannot be seen are taken out."
            self.report.add(thing.where / name, name, Action.MENDED, raw, why)
        if not written:
            return
        if field_name not in thing.fields:
            thing.fields[field_name] = written
        elif thing.fields[field_name] != written:
            self.drop(thing.where, name, value, f"{field_name} is given already.")

    def _words(self, thing: Thing, name: str, value: Any) -> str:
        if isinstance(value, list):
            flat = [as_text(item) for item in value if not isinstance(item, dict | list) and not is_empty(item)]
            if len(flat) < len(value):
                self.drop(thing.where, name, value, "Text is meant here.")
                return ""
            return ", ".join(dict.fromkeys(flat))
        if not isinstance(value, dict):
            return as_text(value)
        for inner, what in value.items():
            if not is_empty(what) and (inner not in _WORDS or isinstance(what, dict | list)):
                self.drop(thing.where / name, inner, what, "Text is meant here.")
        said = [as_text(value[word]) for word in _WORDS if word in value and isinstance(value[word], str)]
        return "\n".join(dict.fromkeys(text for text in said if text))


_READS: dict[str, dict[str, str]] = {
    kind: {**entity.others, **{name: name for name in (*entity.scalars, *entity.parts, *entity.links)}}
    for kind, entity in ENTITIES.items()
}
"""Kind of thing -> what a source may call a field -> what HSDS calls it."""

_CHANGE = ("last_action_date", "last_action_type", "field_name", "updated_by")
"""What a record of change must say to be worth keeping."""


def _place_of(item: Any, where: Where) -> Where:
    """Where an object stands: in a place of its own, or where it nests."""
    return Where(item.label) if isinstance(item, Entry) else where


def _flat(value: Any) -> str:
    if isinstance(value, dict):
        return ", ".join(_flat(inner) for inner in value.values() if not is_empty(inner))
    if isinstance(value, list):
        return ", ".join(_flat(inner) for inner in value if not is_empty(inner))
    return as_text(value)


def _key(value: Any) -> str:
    return as_text(value) if isinstance(value, str | int) and not isinstance(value, bool) else ""


def _article(kind: str) -> str:
    words = kind.replace("_", " ")
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _is_there(part: Thing, others: Iterable[Thing]) -> bool:
    return any(same(part, other) for other in others)


def same(one: Thing, other: Thing) -> bool:
    """Whether two things say exactly the same, whatever they are called."""
    return (
        one.kind == other.kind
        and one.fields == other.fields
        and (one.key == other.key or not (one.id or other.id))
        and one.parts.keys() == other.parts.keys()
        and all(
            len(parts) == len(other.parts[name]) and all(map(same, parts, other.parts[name]))
            for name, parts in one.parts.items()
        )
    )
