"""Addresses: where one lacks any of the six fields that HSDS demands, it is kept as words, and nothing is made up."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pycountry

from hereabouts.importers.desk import Desk, Record
from hereabouts.importers.report import Action
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import Fields
from hereabouts.source.document import Data

_WORDS = {
    "address_1": "first line",
    "city": "town",
    "postal_code": "postcode",
    "state_province": "county or state",
    "country": "country",
}
_FIELDS = ("attention", "address_1", "address_2", "city", "region", "state_province", "postal_code")
_POSTCODES = {
    "GB": re.compile(r"(?:[A-Z]{1,2}\d[A-Z\d]?|GIR) ?\d[A-Z]{2}\Z", re.IGNORECASE),
    "US": re.compile(r"\d{5}(?:-\d{4})?\Z"),
}
_NATIONS = ("england", "scotland", "wales", "northern ireland", "uk")


def addresses(things: Iterable[Thing], location_type: str, owner: Fields, desk: Desk) -> list[Data]:
    """The addresses of one place. County and country are left out where they are the directory's own."""
    items: list[Data] = []
    for thing in things:
        fields = owner.within(thing)
        made, written = fields.lines(*_FIELDS), fields.line("country")
        country = _code(written) if written else desk.settings.country
        missing = _missing(made, country, desk)
        if missing:
            _say(fields, made, written, missing)
            continue
        _settle_country(fields, made, country, desk)
        _settle_county(fields, made, desk)
        address_type = fields.choice("address_type", ("physical", "postal", "virtual"))
        if address_type and address_type != location_type:
            made["address_type"] = address_type
        items.append(desk.finish(thing, made))
    return items


def _code(written: str) -> str:
    """A country as its two letters; empty for what is none."""
    try:
        return str(pycountry.countries.lookup(written).alpha_2)
    except LookupError:
        return "GB" if written.lower() in _NATIONS else ""


def _missing(made: Record, country: str, desk: Desk) -> list[str]:
    missing = [name for name in ("address_1", "city", "postal_code") if name not in made]
    form = _POSTCODES.get(country)
    if "postal_code" in made and form is not None and not form.match(str(made["postal_code"])):
        missing.append("postal_code")
    if "state_province" not in made and not desk.settings.state_province:
        missing.append("state_province")
    return missing if country else [*missing, "country"]


def _say(fields: Fields, made: Record, country: str, missing: list[str]) -> None:
    if not made:
        fields.report.add(fields.thing.where, "address", Action.DROPPED, fields.thing.said, "It says where nothing is.")
        return
    words = ", ".join([*map(str, made.values()), *([country] if country else [])])
    why = f"Every address must have a good {' and '.join(_WORDS[name] for name in missing)}."
    fields.keep_whole(f"Address as given: {words}", why)


def _settle_country(fields: Fields, made: Record, country: str, desk: Desk) -> None:
    written = fields.line("country")
    if not written:
        fields.tell("country", Action.DEFAULTED, "", f"directory.yml says {country}.")
    elif written.upper() != country:
        fields.tell("country", Action.MENDED, written, f"It is written as {country}.")
    if country != desk.settings.country:
        made["country"] = country


def _settle_county(fields: Fields, made: Record, desk: Desk) -> None:
    if "state_province" not in made:
        why = f"directory.yml says {desk.settings.state_province}."
        fields.tell("state_province", Action.DEFAULTED, "", why)
    elif made["state_province"] == desk.settings.state_province:
        del made["state_province"]
