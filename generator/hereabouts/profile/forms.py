"""How a value that must be written in one way may be mended, where it can mean one thing only.

`slips` says which of these is for which form of the profile.
"""

from __future__ import annotations

import re
from datetime import date, datetime

import langcodes
import pycountry
from dateutil.parser import parse as parse_date

_MONTH_IN_LETTERS = re.compile(r"\b(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)", re.IGNORECASE)
_YEAR_FIRST = re.compile(r"(\d{4})[./-](\d{1,2})[./-](\d{1,2})(?:\D|$)")
_YEAR_LAST = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})$")
_CLOCK = re.compile(r"(\d{1,2})(?:[:.](\d{2}))?\s*(am|pm)?$", re.IGNORECASE)
_AT_HOST = re.compile(r"[^\s<>@,;:]+@[^\s<>@,;]+")
_HOST = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#]\S*)?$")
_AMOUNT = re.compile(r"[£$€]?\s*(\d[\d,]*(?:\.\d+)?)\s*(?:years?|yrs?)?$", re.IGNORECASE)
_LENGTH = re.compile(r"(?:every\s+)?(\d+|[a-z]+)[\s-]+(day|week|month|year)s?$", re.IGNORECASE)
_COUNTS = {"a": 1, "an": 1, "one": 1, "two": 2, "three": 3, "four": 4, "six": 6, "nine": 9, "twelve": 12}
_EVERY = {"daily": "1 day", "weekly": "1 week", "monthly": "1 month", "yearly": "1 year", "annually": "1 year"}
_GITHUB = re.compile(r"(?:https?://)?(?:www\.)?github\.com/", re.IGNORECASE)
_WORDS = re.compile(r"[^\W\d_](?:[^\W\d_]|[ '’().,-]){1,60}")
_SIGNS = {"£": "GBP", "$": "USD", "€": "EUR"}


def mend_date(written: str) -> str:
    """A date with its month in letters, or in figures that can be read one way only, as ``2026-11-09``."""
    words = written.strip()
    if found := _YEAR_FIRST.match(words):
        return _real_date(int(found[1]), int(found[2]), int(found[3]))
    if found := _YEAR_LAST.match(words):
        first, second, year = int(found[1]), int(found[2]), int(found[3])
        if first > 12 or first == second:
            return _real_date(year, second, first)
        return _real_date(year, first, second) if second > 12 else ""
    if _MONTH_IN_LETTERS.search(words) and re.search(r"\b\d{4}\b", words):
        return _from_words(words)
    return ""


def _real_date(year: int, month: int, day: int) -> str:
    try:
        return date(year, month, day).isoformat()
    except ValueError:
        return ""


def _from_words(words: str) -> str:
    try:
        ways = {parse_date(words, default=datetime(2000, 1, day)).date() for day in (1, 2)}
    except (ValueError, OverflowError):
        return ""
    return ways.pop().isoformat() if len(ways) == 1 else ""


def mend_date_range(written: str) -> str:
    """Two dates with any of the usual signs between them, as ``2026-09-03 to 2026-12-18``."""
    for sign in (" to ", " until ", " – ", " - ", "–", "/"):
        first, found, second = written.partition(sign)
        if found and (start := mend_date(first)) and (end := mend_date(second)):
            return f"{start} to {end}"
    return ""


def mend_time(written: str) -> str:
    """A time such as ``2pm`` or ``10.30`` as ``14:00``; one without am, pm or minutes can't be told."""
    found = _CLOCK.match(written.strip())
    if not found or not (found[2] or found[3]):
        return ""
    hour, minute, half = int(found[1]), int(found[2] or 0), (found[3] or "").lower()
    if half:
        hour = hour % 12 + (12 if half == "pm" else 0) if 1 <= hour <= 12 else 24
    return f"{hour:02}:{minute:02}" if hour < 24 and minute < 60 else ""


def mend_interval(written: str) -> str:
    """``every six months`` or ``yearly`` as ``6 months``."""
    words = written.strip().lower()
    if words in _EVERY:
        return _EVERY[words]
    found = _LENGTH.match(words)
    count = (int(found[1]) if found[1].isdecimal() else _COUNTS.get(found[1], 0)) if found else 0
    if not found or not 1 <= count <= 999:
        return ""
    return f"{count} {found[2]}{'' if count == 1 else 's'}"


def mend_number(written: str) -> str:
    """``£2.50``, ``1,000`` or ``18 years`` as the figures alone."""
    found = _AMOUNT.match(written.strip())
    return found[1].replace(",", "") if found else ""


def mend_whole_number(written: str) -> str:
    """As `mend_number`, where there are no decimals."""
    figures = mend_number(written)
    return figures if figures.isdecimal() else ""


def mend_email(written: str) -> str:
    """The one address in ``mailto:a@b.example`` or ``Ann <a@b.example>``."""
    found = _AT_HOST.findall(written)
    return str(found[0]) if len(found) == 1 and found[0] != written else ""


def mend_web_address(written: str) -> str:
    """``www.riverside.example`` with https:// in front."""
    words = written.strip()
    bare = re.sub(r"^(?:h[tp]{2,4}s?)?:?/{1,2}", "", words, flags=re.IGNORECASE)
    return f"https://{bare}" if _HOST.match(bare) else ""


def mend_language(written: str) -> str:
    """The name of a language as its code."""
    name = written.strip()
    if not _WORDS.fullmatch(name):  # langcodes can crash on control characters
        return ""
    try:
        return str(langcodes.find(name))
    except LookupError:
        return ""


def mend_country(written: str) -> str:
    """The name of a country as its two letters."""
    return _looked_up(pycountry.countries, written, "alpha_2")


def mend_currency(written: str) -> str:
    """The name or sign of a currency as its three letters."""
    return _SIGNS.get(written.strip()) or _looked_up(pycountry.currencies, written, "alpha_3")


def _looked_up(table: pycountry.ExistingCountries | pycountry.Currencies, written: str, code: str) -> str:
    try:
        return str(getattr(table.lookup(written.strip()), code))
    except LookupError:
        return ""


def mend_path(written: str) -> str:
    """A path without what people put round it: ``/directory/locations/a.yml`` as ``locations/a``."""
    found = re.search(r"(?:organizations/[^/\s]+|locations|taxonomies)/[^/\s]+$", written.strip())
    return found[0].removesuffix(".yml").removesuffix(".yaml").lower() if found else ""


def mend_github_name(written: str) -> str:
    """``@jo`` or the address of an account as the name alone."""
    name = _GITHUB.sub("", written.strip()).strip("@/ ")
    return name if re.fullmatch(r"[A-Za-z0-9-]+", name) else ""
