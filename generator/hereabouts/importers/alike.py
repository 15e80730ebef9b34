"""Records that may be here already under another name: told to a person, never merged.

Two records are alike when their names nearly are and something else agrees: a telephone number, an e-mail or web
address, a postcode, a point on the map. How near the names must be depends on what else agrees.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import cos, hypot, radians

from rapidfuzz import fuzz, utils

from hereabouts.importers.hsds_json import kind_of
from hereabouts.records import Kind
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data

Record = Mapping[str, Data]
Records = Mapping[str, Record]

_MOST = 3
"""How many likenesses of one record are told, the closest first."""
_COMMON = 200
"""A word or a number that so many records share says nothing."""
_NEAR = 150
"""Metres."""
_SAID = {"phone": "telephone number", "email": "e-mail address", "url": "web address", "postcode": "postcode"}
_ENOUGH = {"phone": 65, "email": 65, "url": 65, "point": 75, "postcode": 80}
_NAME_ALONE = {Kind.ORGANIZATION: 93, Kind.LOCATION: 97}
"""How alike names must be where nothing else agrees; a service is never told by its name alone."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """A new record, the one it is like, and why somebody should look: in words for the report."""

    path: str
    other: str
    why: str
    score: float


@dataclass(slots=True)
class _Face:
    """What a record is known by: its name made plain, and the numbers and addresses it has."""

    path: str
    kind: Kind
    name: str
    shown: str
    marks: set[tuple[str, str]] = field(default_factory=set)
    point: tuple[float, float] | None = None


def find_alike(new: Records, here: Records) -> Iterator[Likeness]:
    """For each new record the records here that it may be, at most three, the closest first."""
    known = [_face(path, data, here) for path, data in here.items() if kind_of(path) is not Kind.TAXONOMY]
    index = _index(known)
    everything = {**here, **new}
    for path in sorted(new):
        if kind_of(path) is Kind.TAXONOMY:
            continue
        face = _face(path, new[path], everything)
        found = [likeness for other in _candidates(face, index) if (likeness := _compare(face, other)) is not None]
        yield from sorted(found, key=lambda one: (-one.score, one.other))[:_MOST]


def _index(faces: list[_Face]) -> dict[tuple[str, str], list[_Face]]:
    index: dict[tuple[str, str], list[_Face]] = defaultdict(list)
    for face in faces:
        for key in _keys(face):
            index[key].append(face)
    return index


def _keys(face: _Face) -> set[tuple[str, str]]:
    """Under what a record is looked up: whatever it has, its name, and each longer word of that."""
    words = {("word", word) for word in face.name.split() if len(word) > 3}
    return {(f"{face.kind}:{kind}", value) for kind, value in {*face.marks, *words, ("name", face.name)}}


def _candidates(face: _Face, index: Mapping[tuple[str, str], list[_Face]]) -> Iterator[_Face]:
    seen = {face.path}
    for key in sorted(_keys(face)):
        several = index.get(key, [])
        if len(several) <= _COMMON or key[0].endswith(":name"):
            for other in several:
                if other.path not in seen:
                    seen.add(other.path)
                    yield other


def _compare(one: _Face, other: _Face) -> Likeness | None:
    score = fuzz.token_sort_ratio(one.name, other.name)
    shared = [(kind, "") for kind in ["point"] if _is_near(one.point, other.point)]
    shared += sorted(one.marks & other.marks)
    enough = min((_ENOUGH[kind] for kind, _ in shared), default=_NAME_ALONE.get(one.kind, 101))
    if score < enough:
        return None
    nearly = "the same name" if score == 100 else "nearly the same name"
    agree = [_SAID[kind] for kind in _SAID if any(kind == mark for mark, _ in shared)]
    also = [f"the same {', '.join(agree)}"] if agree else []
    also += ["the same place on the map"] if ("point", "") in shared else []
    why = f"It has {' and '.join([nearly, *also])} as {other.shown}. Look at both; if they are one, delete one file."
    return Likeness(one.path, other.path, why, score + 10 * len(shared))


def _face(path: str, data: Record, records: Records) -> _Face:
    name = text(data.get("name"))
    face = _Face(path, kind_of(path), utils.default_process(name), name)
    face.marks |= set(_marks(data))
    for place in _places(data, records):
        face.marks |= {mark for mark in _marks(place) if mark[0] == "postcode"}
    face.point = _point(data)
    return face


def _marks(data: Record) -> Iterator[tuple[str, str]]:
    for phone in items(data.get("phones")):
        digits = re.sub(r"\D", "", text(phone) or text(table(phone).get("number")))
        if len(digits) >= 7:
            yield "phone", digits[-9:]
    if text(data.get("email")):
        yield "email", text(data.get("email")).lower()
    for key in ("url", "website"):
        address = re.sub(r"^https?://(www\.)?", "", text(data.get(key)).lower()).rstrip("/")
        if address:
            yield "url", address
    for address_ in items(data.get("addresses")):
        postcode = re.sub(r"\W", "", text(table(address_).get("postal_code"))).upper()
        if postcode:
            yield "postcode", postcode


def _places(data: Record, records: Records) -> Iterator[Record]:
    """The places that a service or a group names."""
    for place in items(data.get("locations")):
        name = text(place) or text(table(place).get("at"))
        yield records.get(f"locations/{name}", {}) if name else table(table(place).get("place"))


def _point(data: Record) -> tuple[float, float] | None:
    try:
        return float(text(data.get("latitude"))), float(text(data.get("longitude")))
    except ValueError:
        return None


def _is_near(one: tuple[float, float] | None, other: tuple[float, float] | None) -> bool:
    if one is None or other is None:
        return False
    north = (one[0] - other[0]) * 111_320
    east = (one[1] - other[1]) * 111_320 * cos(radians(one[0]))
    return hypot(north, east) <= _NEAR
