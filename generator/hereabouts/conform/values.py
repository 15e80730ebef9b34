"""What a value says that no reader can use: empty, out of this world, backwards, out of date, dangerous to follow."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Final

from hereabouts.conform.fault import Faults, Spot
from hereabouts.conform.kind import kind_of
from hereabouts.conform.moment import begins_with_date, read_date
from hereabouts.web import Json, Parts

_FROM_TO: Final = (("valid_from", "valid_to"), ("minimum_age", "maximum_age"), ("dtstart", "until"))
_RANGES: Final = {"latitude": 90, "longitude": 180}
_LINKS: Final = frozenset({"url", "website", "uri", "term_uri", "schedule_link", "logo"})
_WEB: Final = re.compile(r"[a-z][a-z0-9+.-]*:", re.IGNORECASE)
_UNSAFE: Final = {"javascript", "data", "vbscript", "file", "blob"}
_BYDAY: Final = re.compile(r"([+-]?([1-9]|[1-4][0-9]|5[0-3]))?(MO|TU|WE|TH|FR|SA|SU)")


@dataclass(frozen=True, slots=True)
class Thing:
    """One object of a document: a service, or a phone inside it. `kind` is the standard's name for it."""

    kind: str
    fields: dict[str, Json]
    spot: Spot

    @property
    def id(self) -> str:
        """Its id; empty when it has none that is text."""
        found = self.fields.get("id")
        return found if isinstance(found, str) else ""

    def subject(self, name: str) -> object:
        """What a fault of one field is about, wherever the object is repeated."""
        return self.kind, self.id or self.spot, name, str(self.fields.get(name))


def things(kind: str, value: Json, spot: Spot) -> Iterator[Thing]:
    """Every object of a document, outermost first."""
    if not isinstance(value, dict):
        return
    yield Thing(kind, value, spot)
    for key, inner in value.items():
        if isinstance(inner, dict):
            yield from things(kind_of(key), inner, spot.within(key))
        elif isinstance(inner, list):
            for index, one in enumerate(inner):
                if isinstance(one, dict):
                    yield from things(kind_of(key), one, spot.within(key, index))


def check_values(thing: Thing, faults: Faults, told: set[Parts]) -> None:
    """Look at each field of one object. `told` are the places where the schema has found fault already."""
    for name, value in thing.fields.items():
        code = _find_fault(name, value)
        if code and (*thing.spot.parts, name) not in told:
            said = {"name": name, "value": value, "most": _RANGES.get(name, "")}
            faults.add_once(code, thing.spot.within(name), thing.subject(name), **said)
    _check_order(thing, faults)
    _check_days(thing, faults)


def _find_fault(name: str, value: Json) -> str:
    """The code of what is wrong with one value; empty when nothing is."""
    if isinstance(value, str):
        if not value or value.isspace():
            return "empty-text"
        return "link-unsafe" if name in _LINKS and _scheme(value) in _UNSAFE else ""
    if isinstance(value, list | dict):
        return "" if value else "empty-list"
    off = name in _RANGES and isinstance(value, int | float) and abs(value) > _RANGES[name]
    return "coordinate-off" if off else ""


def _scheme(address: str) -> str:
    found = _WEB.match(re.sub(r"[\x00-\x20]", "", address))
    return found[0][:-1].lower() if found else ""


def _check_order(thing: Thing, faults: Faults) -> None:
    for start, end in _FROM_TO:
        first, last = thing.fields.get(start), thing.fields.get(end)
        if first is None or last is None:
            continue
        if read_date(first) and read_date(last):
            backwards = str(last) < str(first)
        else:
            backwards = isinstance(first, int | float) and isinstance(last, int | float) and last < first
        if backwards:
            said = {"start": start, "first": first, "end": end, "last": last}
            faults.add_once("range-backwards", thing.spot.within(end), thing.subject(end), **said)


def _check_days(thing: Thing, faults: Faults) -> None:
    days = thing.fields.get("byday")
    if isinstance(days, str) and days.strip() and not all(_BYDAY.fullmatch(day) for day in days.split(",")):
        faults.add_once("days-unknown", thing.spot.within("byday"), thing.subject("byday"), value=days)


def check_assurance(thing: Thing, faults: Faults, today: date, within: int) -> None:
    """Whether somebody has confirmed a service in the last `within` days."""
    said = thing.fields.get("assured_date")
    spot, subject = thing.spot.within("assured_date"), ("service", thing.id or thing.spot)
    if said is None:
        faults.add_once("assurance-missing", thing.spot, subject)
        return
    day = read_date(str(said)[:10])
    if day is None:
        return
    age = (today - day).days
    if age < 0:
        faults.add_once("assurance-ahead", spot, subject, date=day)
    elif age > within:
        faults.add_once("assurance-stale", spot, subject, date=day, days=age, within=within)


def add_mismatch_of_date(spot: Spot, faults: Faults, value: Json) -> None:
    """A date field that holds something else; a date with a time behind it is read by most, so it is a warning."""
    if begins_with_date(value):
        faults.add("date-with-time", spot, value=value)
    else:
        faults.add("date-none", spot, value=value)
