"""One spelling for what a record may say in several: so that two records can be held against each other.

Nothing is left out here. Only what means the same to every reader is written the same: ``2pm`` and ``14:00``, one item
alone and a list of one, ``£2`` and ``£2.00``, ``yes`` and ``true``, a number with or without its spaces.
"""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

from hereabouts.assembly.hours import read_lines
from hereabouts.assembly.parts import web_uri
from hereabouts.kind import Kind
from hereabouts.phones import read_number
from hereabouts.records import Records
from hereabouts.schedules.hsds import timing
from hereabouts.settings import Settings, is_yes, items, table
from hereabouts.shorthand import long_form, read_area, read_cost, read_identifier, read_language
from hereabouts.source.document import Data

_ADDRESSES = ("url", "website", "uri", "logo", "term_uri", "schedule_link")
_LEADS = {
    "phones": "number",
    "contacts": "title",
    "unit": "name",
    "funding": "source",
    "additional_urls": "url",
    "additional_websites": "url",
    "required_documents": "document",
}
_FIGURES = ("latitude", "longitude", "amount", "available", "maximum", "minimum_age", "maximum_age")


class Spelling:
    """The one spelling of a directory, whose settings say what a bare number or price means."""

    def __init__(self, settings: Settings) -> None:
        self.settings = settings
        self._short: dict[str, Callable[[Data], Data]] = {
            "addresses": self._address,
            "cost_options": self._cost,
            "service_areas": lambda item: dict(read_area(item, settings.areas)),
            "languages": read_language,
            "organization_identifiers": read_identifier,
            **{name: partial(long_form, field=field) for name, field in _LEADS.items()},
        }

    def of(self, records: Records) -> dict[str, Any]:
        """Every record by path, but for directory.yml."""
        found = records.by_path.values()
        return {one.path: self.value("", one.data) for one in found if one.kind is not Kind.DIRECTORY}

    def value(self, key: str, data: Data) -> Any:
        """What stands under a key."""
        if key == "schedules":
            return self._hours(data)
        if isinstance(data, dict) and key not in self._short:
            return self._fields(key, {name: self.value(name, inner) for name, inner in data.items()})
        if isinstance(data, list):
            made = [self._item(key, item) for item in data]
            if key == "locations" and all(isinstance(item, str) for item in made):
                made = list(dict.fromkeys(made))
            return made[0] if len(made) == 1 else made
        return self._item(key, data)

    def _fields(self, key: str, fields: dict[str, Any]) -> Any:
        """The lines of a mapping, but for those that say what would be assumed."""
        if key == "terms":
            return {name: {"sensitive": False, **term} for name, term in fields.items()}
        if fields.keys() == {"term"}:
            return fields["term"]
        return fields

    def _item(self, key: str, item: Data) -> Any:
        item = self._short[key](item) if key in self._short else item
        return self._text(key, item) if isinstance(item, str) else self.value("", item)

    def _text(self, key: str, item: str) -> Any:
        written = item.strip()
        if key in _FIGURES:
            return float(written)
        if key == "number":
            read = read_number(written, self.settings.country)
            return (read.dialled, read.extension) if read else written
        if key in _ADDRESSES:
            return web_uri(written)
        if key == "id":
            return written.lower()
        return is_yes(written) if key == "sensitive" else written

    def _address(self, item: Data) -> dict[str, Data]:
        fields = dict(table(item))
        assumed = {"country": self.settings.country, "state_province": self.settings.state_province}
        return {**assumed, "address_type": "physical", **fields}

    def _cost(self, item: Data) -> dict[str, Data]:
        fields = dict(read_cost(item, self.settings.currency))
        if fields.get("currency") == self.settings.currency:
            del fields["currency"]
        return fields

    def _hours(self, data: Data) -> Any:
        """Each schedule of a list with the words beside its times, then what the list says of being closed."""
        lines = read_lines(data)
        made = [
            {**timing(one), "description": one.description, **(self._beside(fields) if index == 0 else {})}
            for hours, fields in zip(lines.hours, lines.fields, strict=True)
            for index, one in enumerate(hours.schedules)
        ]
        assert len(lines.hours) == len(items(data))
        return made, set(lines.closures)

    def _beside(self, fields: dict[str, Data]) -> dict[str, Any]:
        beside = {name: fields[name] for name in ("id", "attributes", "hsds") if name in fields}
        return {name: self.value(name, inner) for name, inner in beside.items()}


def differences(one: Any, other: Any, path: tuple[str, ...] = ()) -> dict[tuple[str, ...], tuple[Any, Any]]:
    """Where two values differ, by the way there; lists of different lengths differ as a whole."""
    if isinstance(one, dict) and isinstance(other, dict):
        found: dict[tuple[str, ...], tuple[Any, Any]] = {}
        for key in sorted(one.keys() | other.keys()):
            found |= differences(one.get(key), other.get(key), (*path, key))
        return found
    if isinstance(one, list) and isinstance(other, list) and len(one) == len(other):
        return {
            way: pair
            for index, (left, right) in enumerate(zip(one, other, strict=True))
            for way, pair in differences(left, right, (*path, str(index))).items()
        }
    return {} if one == other else {path: (one, other)}
