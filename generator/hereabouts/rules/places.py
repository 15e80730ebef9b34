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
_OUTWARD = re.compile(r"[A-Z]{1,2}\d[A-Z\d]?", re.IGNORECASE)
_AS_FIGURES, _AS_LETTERS = str.maketrans("OIL", "011"), str.maketrans("01", "OI")
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
        visibility = text(fields.get("visibility")).strip()
        if visibility in {"confidential", "area-only"}:
            yield from _check_sensitive(parts, path, fields)
        if text(fields.get("near")).strip() and visibility != "area-only":
            hint = "confidential" if visibility else "hint"
            yield finding("place-near", parts.record.document.key_place(*path, "near"), hint=hint)
    for path, item in parts.under("addresses"):
        yield from _check_address(parts, path, table(item), settings)


def _check_address(parts: Parts, path: Path, fields: dict[str, Data], settings: Settings) -> Iterator[Finding]:
    country = text(fields.get("country")).strip().upper() or settings.country
    if country not in _COUNTRIES:
        yield finding("place-country", parts.place((*path, "country")), country=country)
    postcode = text(fields.get("postal_code")).strip()
    form = _FORMS.get(country)
    if postcode and form is not None and not form.match(postcode):
        hint, meant = _mend_postcode(postcode) if country == "GB" else ("hint", "")
        place = parts.place((*path, "postal_code"))
        yield finding("place-postcode", place, hint=hint, postcode=postcode, suggestion=meant)
    for name in ("address_1", "address_2", "city", "region") if country == "GB" else ():
        if POSTCODE_IN_TEXT.search(text(fields.get(name)).upper()):
            yield finding("place-postcode-elsewhere", parts.place((*path, name)), name=name)
    if not text(fields.get("state_province")).strip() and not settings.state_province:
        yield finding("place-county", parts.place(path))


def _mend_postcode(written: str) -> tuple[str, str]:
    """Which hint helps with a postcode, and what it may be: with its letters and figures where they belong."""
    if _OUTWARD.fullmatch(written.strip()):
        return "half", ""
    if inside := POSTCODE_IN_TEXT.search(written.upper()):
        return "words", inside[0]
    plain = re.sub(r"[\s.,-]+", "", written).upper()
    outward, figure, unit = plain[:-3], plain[-3:-2], plain[-2:]
    meant = f"{outward[:1]}{outward[1:]} {figure.translate(_AS_FIGURES)}{unit.translate(_AS_LETTERS)}"
    if not POSTCODE.match(meant):
        meant = f"{outward[:2].translate(_AS_LETTERS)}{outward[2:].translate(_AS_FIGURES)}{meant[len(outward) :]}"
    return ("near", meant) if POSTCODE.match(meant) else ("hint", "")


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
        swapped, mirrored = bounds.hold(longitude, latitude), bounds.hold(latitude, -longitude)
        hint = "swapped" if swapped else "sign" if mirrored and longitude > 0 else "hint"
        place = parts.place((*path, "longitude" if hint == "sign" else "latitude"))
        values = {"latitude": latitude, "longitude": longitude, "suggestion": f"-{written['longitude']}"}
        yield finding("place-outside", place, hint=hint, **values)


def _check_sensitive(parts: Parts, path: Path, fields: dict[str, Data]) -> Iterator[Finding]:
    visibility = text(fields.get("visibility")).strip()
    telling = [key for key in fields if key in TELLING]
    if telling:
        place = parts.record.document.key_place(*path, telling[0])
        *others, last = (f"`{key}`" for key in telling)
        keys = f"{', '.join(others)} and {last}" if others else last
        yield finding("place-sensitive", place, keys=keys, visibility=visibility)
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
