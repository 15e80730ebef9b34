"""Numbers and settings that must agree with each other."""

from __future__ import annotations

from collections.abc import Iterator
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

import pycountry

from hereabouts.finding import Finding, finding
from hereabouts.kind import Kind
from hereabouts.records import Records
from hereabouts.rules.parts import Parts
from hereabouts.settings import table, text
from hereabouts.shorthand import language_name

EXAMPLE_NAMESPACES = frozenset({"0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11", "d02b4f59-7bc0-4fb5-8da5-d9a3d51c09cf"})
"""Namespaces of example directories: a real one with the same namespace would share their ids."""


_OLDEST = 120
_WITHOUT_SUMMER = frozenset({"GMT", "UTC", "Etc", "Greenwich", "UCT", "Universal", "Zulu", "GMT0", "WET"})
"""Zones, or groups of them, that keep one time all the year."""


def _number(written: str) -> float | None:
    try:
        return float(written)
    except ValueError:
        return None


def check(parts: Parts) -> Iterator[Finding]:
    """Check the numbers of one record."""
    data = parts.record.data
    youngest, oldest = _number(text(data.get("minimum_age"))), _number(text(data.get("maximum_age")))
    if youngest is not None and oldest is not None and oldest < youngest:
        place = parts.place(("maximum_age",))
        yield finding("value-ages", place, minimum=f"{youngest:g}", maximum=f"{oldest:g}")
    for name, age in (("minimum_age", youngest), ("maximum_age", oldest)):
        if age is not None and age > _OLDEST:
            yield finding("value-age", parts.place((name,)), name=name, age=f"{age:g}")
    for path, item in parts.under("capacities"):
        fields = table(item)
        available, most = _number(text(fields.get("available"))), _number(text(fields.get("maximum")))
        if available is not None and most is not None and available > most:
            place = parts.place((*path, "available"))
            yield finding("value-capacity", place, available=f"{available:g}", maximum=f"{most:g}")


def check_settings(parts: Parts, records: Records, example: bool) -> Iterator[Finding]:
    """Check directory.yml itself."""
    data = parts.record.data
    country = text(data.get("country")).strip()
    if country and pycountry.countries.get(alpha_2=country) is None:
        yield finding("place-country", parts.place(("country",)), country=country)
    zone = text(data.get("timezone")).strip()
    if zone and not _is_zone(zone):
        yield finding("value-timezone", parts.place(("timezone",)), timezone=zone)
    elif zone.split("/")[0] in _WITHOUT_SUMMER and (country or "GB") == "GB":
        yield finding("value-timezone-fixed", parts.place(("timezone",)), timezone=zone)
    currency = text(data.get("currency")).strip()
    if currency and pycountry.currencies.get(alpha_3=currency) is None:
        yield finding("value-currency", parts.place(("currency",)), currency=currency)
    namespace = text(data.get("id_namespace")).strip().lower()
    if namespace in EXAMPLE_NAMESPACES and not example and _is_somebody_elses(records):
        yield finding("value-example-namespace", parts.place(("id_namespace",)))
    for path, code in parts.texts("languages"):
        if not language_name(code):
            yield finding("contact-language", parts.place(path), code=code)


def _is_zone(name: str) -> bool:
    try:
        ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return False
    return True


def _is_somebody_elses(records: Records) -> bool:
    """Whether the directory is published under a real address, and so is no example."""
    return ".example" not in text(records.settings.data.get("url"))


def check_languages(parts: Parts, languages: tuple[str, ...]) -> Iterator[Finding]:
    """Translations must be into languages the directory offers, and not into the one it is written in.

    A list of terms may have more, since it goes from one directory to another.
    """
    is_list = parts.record.kind is Kind.TAXONOMY
    for path, item in parts.under("translations"):
        for code in table(item):
            if code not in languages[1:] and not (is_list and code not in languages and language_name(code)):
                place = parts.record.document.key_place(*path, code)
                offered = ", ".join(languages[1:]) or "none"
                yield finding("value-translation", place, code=code, offered=offered)
