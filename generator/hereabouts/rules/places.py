"""Places: coordinates, postcodes, and what must never be said of a place that keeps its address to itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pycountry

from hereabouts.finding import Finding, finding
from hereabouts.rules.parts import Parts
from hereabouts.settings import Settings, table, text
from hereabouts.source.document import Data, Path

POSTCODE = re.compile(r"^(?:[A-Z]{1,2}\d[A-Z\d]?|GIR) ?\d[A-Z]{2}$", re.IGNORECASE)
"""A UK postcode: area, district, sector, unit."""

POSTCODE_IN_TEXT = re.compile(r"\b[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}\b")
_ZIP = re.compile(r"^\d{5}(?:-\d{4})?$")
_FORMS = {"GB": POSTCODE, "US": _ZIP}
TELLING = (
    "addresses",
    "latitude",
    "longitude",
    "external_identifier",
    "external_identifier_type",
    "transportation",
    "url",
    "schedules",
    "hsds",
)
"""What a sensitive place may not have, since each could lead somebody to its door."""


def check(parts: Parts, settings: Settings) -> Iterator[Finding]:
    """Check every place this record is or holds."""
    for path, item in [((), parts.record.data), *parts.under("place")]:
        fields = table(item)
        yield from _check_coordinates(parts, path, fields, settings)
        if text(fields.get("visibility")).strip() in {"confidential", "area-only"}:
            yield from _check_sensitive(parts, path, fields)
    for path, item in parts.under("addresses"):
        yield from _check_address(parts, path, table(item), settings)


def _check_address(parts: Parts, path: Path, fields: dict[str, Data], settings: Settings) -> Iterator[Finding]:
    country = text(fields.get("country")).strip().upper() or settings.country
    if country not in _COUNTRIES:
        yield finding("place-country", parts.place((*path, "country")), country=country)
    postcode = text(fields.get("postal_code")).strip()
    form = _FORMS.get(country)
    if postcode and form is not None and not form.match(postcode):
        yield finding("place-postcode", parts.place((*path, "postal_code")), postcode=postcode)
    if not text(fields.get("state_province")).strip() and not settings.state_province:
        yield finding("place-county", parts.place(path))


_COUNTRIES = frozenset(country.alpha_2 for country in pycountry.countries)


def _check_coordinates(parts: Parts, path: Path, fields: dict[str, Data], settings: Settings) -> Iterator[Finding]:
    written = {name: text(fields.get(name)).strip() for name in ("latitude", "longitude") if name in fields}
    if len(written) == 1:
        (present,) = written
        missing = "longitude" if present == "latitude" else "latitude"
        yield finding("place-half-a-point", parts.place((*path, present)), present=present, missing=missing)
        return
    try:
        point = {name: float(value) for name, value in written.items()}
    except ValueError:
        return
    if not point:
        return
    latitude, longitude = point["latitude"], point["longitude"]
    for name, value, most in (("latitude", latitude, 90), ("longitude", longitude, 180)):
        if not -most <= value <= most:
            yield finding("place-off-the-globe", parts.place((*path, name)), name=name, value=value, most=most)
            return
    bounds = settings.bounds
    if bounds is not None and not bounds.hold(latitude, longitude):
        hint = "swapped" if bounds.hold(longitude, latitude) else "hint"
        place = parts.place((*path, "latitude"))
        yield finding("place-outside", place, hint=hint, latitude=latitude, longitude=longitude)


def _check_sensitive(parts: Parts, path: Path, fields: dict[str, Data]) -> Iterator[Finding]:
    visibility = text(fields.get("visibility")).strip()
    for key in TELLING:
        if key in fields:
            place = parts.record.document.key_place(*path, key)
            yield finding("place-sensitive", place, key=key, visibility=visibility)
    for inner, written in _texts(fields, path):
        if POSTCODE_IN_TEXT.search(written.upper()):
            yield finding("place-sensitive-postcode", parts.place(inner), visibility=visibility)


def _texts(data: Data, path: Path) -> Iterator[tuple[Path, str]]:
    if isinstance(data, str):
        yield path, data
    elif isinstance(data, dict):
        for key, value in data.items():
            if key not in TELLING and key != "id":
                yield from _texts(value, (*path, key))
    else:
        for index, item in enumerate(data):
            yield from _texts(item, (*path, index))
