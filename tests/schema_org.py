"""The part of schema.org that our pages use: which type has which property, and what a property may hold.

Names and who may have them are those of the vocabulary (https://schema.org/docs/developers.html). It is not
carried here whole: it has over a thousand properties, and these are all that we say.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

THING = {
    "name": {"Text"},
    "alternateName": {"Text"},
    "description": {"Text"},
    "url": {"URL"},
    "identifier": {"Text", "URL", "PropertyValue"},
    "sameAs": {"URL"},
    "image": {"URL", "ImageObject"},
}
TYPES: dict[str, dict[str, set[str]]] = {
    "Service": {
        "serviceType": {"Text"},
        "provider": {"Organization", "Person"},
        "areaServed": {"Text", "Place", "AdministrativeArea"},
        "audience": {"Audience"},
        "availableChannel": {"ServiceChannel"},
        "hoursAvailable": {"OpeningHoursSpecification"},
        "offers": {"Offer"},
    },
    "ServiceChannel": {
        "serviceLocation": {"Place"},
        "serviceUrl": {"URL"},
        "servicePhone": {"ContactPoint"},
        "availableLanguage": {"Text", "Language"},
    },
    "Organization": {
        "address": {"Text", "PostalAddress"},
        "email": {"Text"},
        "telephone": {"Text"},
        "foundingDate": {"Date"},
        "parentOrganization": {"Organization"},
        "logo": {"URL", "ImageObject"},
    },
    "NGO": {},
    "Place": {
        "address": {"Text", "PostalAddress"},
        "geo": {"GeoCoordinates"},
        "telephone": {"Text"},
        "openingHoursSpecification": {"OpeningHoursSpecification"},
    },
    "PostalAddress": {
        "streetAddress": {"Text"},
        "addressLocality": {"Text"},
        "addressRegion": {"Text"},
        "postalCode": {"Text"},
        "addressCountry": {"Text", "Country"},
    },
    "GeoCoordinates": {"latitude": {"Number", "Text"}, "longitude": {"Number", "Text"}},
    "OpeningHoursSpecification": {
        "dayOfWeek": {"DayOfWeek"},
        "opens": {"Time"},
        "closes": {"Time"},
        "validFrom": {"Date"},
        "validThrough": {"Date"},
    },
    "Audience": {"audienceType": {"Text"}},
    "Offer": {"price": {"Number", "Text"}, "priceCurrency": {"Text"}},
    "ContactPoint": {"telephone": {"Text"}},
    "PropertyValue": {"propertyID": {"Text", "URL"}, "value": {"Text", "Number"}},
    "CollectionPage": {"inLanguage": {"Text", "Language"}},
    "WebSite": {"inLanguage": {"Text", "Language"}},
}
ABOVE = {"NGO": "Organization"}
"""Type -> the type above it, if that is not Thing itself."""

DAYS = {"Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"}
_DATE = re.compile(r"\d{4}(-\d\d(-\d\d)?)?")
_TIME = re.compile(r"\d\d:\d\d(:\d\d)?")
_URL = re.compile(r"https?://\S+")


def faults(described: Any, at: str = "") -> Iterator[str]:
    """What is wrong with a description, each with where it is."""
    kind = described.get("@type")
    if kind not in TYPES:
        yield f"{at}: no type {kind!r}"
        return
    known = THING | TYPES[kind] | TYPES.get(ABOVE.get(kind, ""), {})
    for name, value in described.items():
        where = f"{at}/{kind}.{name}"
        if name in {"@context", "@type", "@id"}:
            continue
        if name not in known:
            yield f"{where}: no such property"
            continue
        values = value if isinstance(value, list) else [value]
        if not values:
            yield f"{where}: empty"
        for one in values:
            yield from _value_faults(one, known[name], where)


def _value_faults(value: Any, wanted: set[str], where: str) -> Iterator[str]:
    if isinstance(value, dict):
        kinds = {value.get("@type"), ABOVE.get(str(value.get("@type")))}
        if not kinds & wanted:
            yield f"{where}: {value.get('@type')} is none of {sorted(wanted)}"
        yield from faults(value, where)
    elif not any(_fits(value, kind) for kind in wanted):
        yield f"{where}: {value!r} is none of {sorted(wanted)}"


def _fits(value: Any, kind: str) -> bool:
    if isinstance(value, bool) or value in ("", None):
        return False
    if kind == "Number":
        return isinstance(value, int | float)
    if not isinstance(value, str):
        return False
    forms = {"Date": _DATE, "Time": _TIME, "URL": _URL}
    if kind in forms:
        return forms[kind].fullmatch(value) is not None
    return value in DAYS if kind == "DayOfWeek" else kind == "Text"
