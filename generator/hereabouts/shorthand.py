"""The short forms of a record, read as the fields they stand for.

Where HSDS wants an object, a record may give one line of text: a bare telephone number, ``free``,
``GB-CHC 1234567``. Each function here takes what was written, short or long, and gives the long form as plain
fields (text by HSDS name). The writer turns them back; a test holds the two together.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache

import langcodes

from hereabouts.settings import Area, table, text
from hereabouts.source.document import Data

_AMOUNT = re.compile(
    r"(?P<sign>[£$€])\s?(?P<amount>(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d{1,2})?)(?:\s+(?P<what>[^£$€]*[^£$€.\s])\.?)?\.?"
)
_RANGE = re.compile(r"(?:to|or|and)\b|[-–—]")
_IDENTIFIER = re.compile(r"^(?P<scheme>[A-Z]{2}-[A-Z0-9]{2,8})[ -](?P<identifier>\S.*)$")

_CURRENCIES = {
    "£": ("GBP", "FKP", "GIP", "SHP"),
    "$": ("USD", "AUD", "BBD", "BMD", "BSD", "BZD", "CAD", "FJD", "HKD", "JMD", "KYD", "NZD", "SGD", "TTD", "XCD"),
    "€": ("EUR",),
}
"""Sign -> the currencies written with it, the one it means to most people first."""

IDENTIFIER_TYPES = {
    "GB-CHC": "Charity number (England and Wales)",
    "GB-SC": "Charity number (Scotland)",
    "GB-NIC": "Charity number (Northern Ireland)",
    "GB-COH": "Company number",
    "GB-MPR": "Mutuals register number",
    "GB-EDU": "School number",
    "GB-UKPRN": "UK provider reference number",
    "GB-LAE": "Local authority code",
    "GB-LAS": "Local authority code",
    "GB-NHS": "NHS organisation code",
    "US-EIN": "Employer identification number",
    "XI-GRID": "Research organisation number",
}
"""What people call the number of each org-id scheme (codes from https://org-id.guide)."""


def long_form(item: Data, field: str) -> dict[str, Data]:
    """A mapping as it is; text alone as a mapping with that text under `field`."""
    return {field: item.strip()} if isinstance(item, str) else table(item)


def read_cost(item: Data, home: str = "GBP") -> dict[str, Data]:
    """``free``, ``£2.50 for lunch`` or any other words (an option without an amount), or the fields themselves.

    `home` is the directory's currency: `currency` is only among the fields where the sign means another.
    """
    if not isinstance(item, str):
        return table(item)
    words = item.strip()
    if words.lower().rstrip(".") == "free":
        return {"option": "free", "amount": "0"}
    found = _AMOUNT.fullmatch(words)
    if not found or (found["what"] and _RANGE.match(found["what"])):
        return {"amount_description": words} if re.search(r"\d", words) else {"option": words}
    cost: dict[str, Data] = {"amount": found["amount"].replace(",", "")}
    if found["what"]:
        cost["amount_description"] = found["what"]
    if home not in _CURRENCIES[found["sign"]]:
        cost["currency"] = _CURRENCIES[found["sign"]][0]
    return cost


def read_identifier(item: Data) -> dict[str, Data]:
    """``GB-CHC 1234567``, or the fields; the type comes from the scheme unless it is written."""
    if not isinstance(item, str):
        fields = dict(table(item))
    else:
        found = _IDENTIFIER.match(item.strip())
        fields = dict(found.groupdict()) if found else {"identifier": item.strip()}
        if "scheme" in fields:
            fields["identifier_scheme"] = fields.pop("scheme")
    scheme = text(fields.get("identifier_scheme")).strip()
    if "identifier_type" not in fields:
        fields["identifier_type"] = IDENTIFIER_TYPES.get(scheme, scheme) or "Identifier"
    return fields


def read_language(item: Data) -> dict[str, Data]:
    """A code such as ``cy`` or ``bfi``, or the fields; the name comes from the code unless it is written."""
    fields = dict(long_form(item, "code"))
    code = fields.get("code")
    if isinstance(code, str) and "name" not in fields:
        name = language_name(code)
        if name:
            fields["name"] = name
    return fields


@lru_cache(maxsize=512)
def language_name(code: str, into: str = "en") -> str:
    """What a language is called in the language `into`; empty for a code that names none."""
    try:
        language = langcodes.Language.get(code)
    except (LookupError, ValueError):
        return ""
    return str(language.display_name(into)) if language.is_valid() else ""


def read_area(item: Data, areas: Mapping[str, Area]) -> dict[str, Data]:
    """A key of directory.yml's `areas`, a free name, or the fields themselves."""
    if not isinstance(item, str):
        return table(item)
    area = areas.get(item.strip())
    if area is None:
        return {"name": item.strip()}
    named = {field: getattr(area, field) for field in ("name", "description", "extent", "extent_type", "uri")}
    return {field: value for field, value in named.items() if value}
