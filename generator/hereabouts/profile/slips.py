"""How a value that is wrong may be meant, for somebody to say yes or no to.

`forms` mends what can mean one thing only, so that a program may do it too. What is guessed here is only ever shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from typing import NamedTuple

import langcodes

from hereabouts.model.ids import slug
from hereabouts.profile.forms import (
    mend_country,
    mend_currency,
    mend_date,
    mend_date_range,
    mend_email,
    mend_github_name,
    mend_interval,
    mend_language,
    mend_number,
    mend_path,
    mend_time,
    mend_web_address,
)

_ONES = (
    *("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve"),
    *("thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen", "nineteen"),
)
_TENS = ("twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_IN_WORDS = {
    **{word: number for number, word in enumerate(_ONES)},
    **{word: 10 * number for number, word in enumerate(_TENS, 2)},
    **{f"{ten}-{one}": 10 * tens + ones for tens, ten in enumerate(_TENS, 2) for ones, one in enumerate(_ONES[:10])},
}
_NONE = frozenset({"none", "no", "nil", "full", "nothing", "no places", "no spaces"})
_AND_MORE = re.compile(
    r"(?:(?:over|from|at least|aged?|about|around|approx(?:imately)?\.?|up to|under)\s+)?(\d+)\s*(?:years?|yrs?)?"
    r"(?:\s+old|\s*\+|\s+plus|\s+(?:and|or)\s+(?:over|above|older|up|more|under))*$"
)
_TWO = re.compile(r"(\d+)\s*(?:-|–|—|to|/|of|out of)\s*(\d+)(?:\s*(?:years?|yrs?))?$", re.IGNORECASE)
_DEGREES = re.compile(r"([+-]?\d{1,3}(?:[.,]\d+)?)\s*°?\s*([NSEW])?$", re.IGNORECASE)
_MINUTES = re.compile(r"(\d{1,3})°\s*(\d{1,2})['’′]\s*(?:(\d{1,2}(?:\.\d+)?)(?:\"|''|″|”))?\s*([NSEW])$", re.IGNORECASE)
_POINT = re.compile(r"([+-]?\d{1,3}\.\d+)\s*[,;\s]\s*([+-]?\d{1,3}\.\d+)$")
_DASHES = str.maketrans("−–—", "---")

_LOOK_ALIKES = str.maketrans("OoIl", "0011")
_THREE_NUMBERS = re.compile(r"[\dOoIl]{1,4}([./-])[\dOoIl]{1,4}\1[\dOoIl]{1,4}")
_TWO_WAYS = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{4})")
_SHORT_YEAR = re.compile(r"(\d{1,2})[./-](\d{1,2})[./-](\d{2})$")
_EVERY = {
    "fortnightly": "2 weeks",
    "quarterly": "3 months",
    "every quarter": "3 months",
    "half-yearly": "6 months",
    "twice a year": "6 months",
    "every year": "1 year",
    "every month": "1 month",
}
_UNITS = (("wk", "week"), ("mth", "month"), ("yr", "year"))

_AT = re.compile(r"\s*(?:\s|\(|\[|\{)at(?:\s|\)|\]|\})\s*", re.IGNORECASE)
_SPACES_AROUND_AT = re.compile(r"\s*@+\s*")
_COMMA_IN_HOST = re.compile(r"(?<=@)([^\s@,]+),(?=[a-z])", re.IGNORECASE)
_EMAIL = re.compile(r"[^\s@<>,;:()\"“”]+@[\w-]+(?:\.[\w-]+)+")
_ADDRESSES = re.compile(r"https?://[^\s<>()\[\]\"“”]+", re.IGNORECASE)
_AROUND_ADDRESS = re.compile(r"(?:\[[^\]]*\]\()?[^\w\0]*\0[^\w]*(?:\b(?:and|or|see)\b.*|\(.*)?", re.IGNORECASE)
_SPACES_IN_HOST = re.compile(r"(://|\bwww\.)\s+", re.IGNORECASE)
_BEGINNING = re.compile(r"^(?:h[tp]{2,4}s?:?/{1,2}|h[tp]{2,4}s?:)+", re.IGNORECASE)
_POSTCODE_LAST = re.compile(r"(?:[A-Z]{1,2}\d[A-Z\d]? ?\d[A-Z]{2}|\d{5}(?:-\d{4})?)$", re.IGNORECASE)
_BETWEEN_LANGUAGES = re.compile(r"\s*[,;/&+]\s*|\s+and\s+|\s+(?=[a-z]{2}(?:\s|$))")


def guess_number(written: str) -> str:
    """``16+``, ``sixty`` or ``none`` as figures, beside what `mend_number` knows."""
    words = written.strip().lower()
    if words in _NONE:
        return "0"
    if (spelt := re.sub(r"\s+", "-", words.removesuffix(" years").removesuffix("+"))) in _IN_WORDS:
        return str(_IN_WORDS[spelt])
    more = _AND_MORE.match(words)
    return mend_number(written) or (more[1] if more else "")


def guess_whole_number(written: str) -> str:
    """As `guess_number`, where there are no decimals."""
    figures = guess_number(written)
    return figures if figures.isdecimal() else ""


def read_two(written: str) -> tuple[str, str] | None:
    """The two numbers of ``16 to 25`` or ``5/24``, as figures; None for anything else."""
    found = _TWO.match(written.strip())
    return (found[1], found[2]) if found else None


def guess_degrees(written: str) -> str:
    """``52.4539° N``, ``3,1669 W`` or degrees, minutes and seconds as degrees with decimals."""
    words = written.strip().translate(_DASHES)
    if found := _DEGREES.match(words):
        return _signed(found[1].replace(",", "."), found[2])
    if found := _MINUTES.match(words):
        degrees = int(found[1]) + int(found[2]) / 60 + float(found[3] or 0) / 3600
        return _signed(f"{degrees:.5f}".rstrip("0").rstrip("."), found[4])
    return ""


def read_point(written: str) -> tuple[str, str] | None:
    """Latitude and longitude written in one; None for anything else."""
    found = _POINT.match(written.strip().translate(_DASHES))
    return (found[1], found[2]) if found else None


def _signed(degrees: str, side: str | None) -> str:
    south_or_west = (side or "").upper() in {"S", "W"} and not degrees.startswith("-")
    return f"-{degrees}" if south_or_west else degrees


def guess_date(written: str) -> str:
    """``2o26-11-16`` with a nought, and ``16.11.26`` in this century, beside what `mend_date` knows."""
    words = written.strip()
    if _THREE_NUMBERS.fullmatch(words):
        words = words.translate(_LOOK_ALIKES)
    if short := _SHORT_YEAR.match(words):
        words = f"{short[1]}.{short[2]}.20{short[3]}"
    return words if words != written and _is_day(words) else mend_date(words)


def read_both_ways(written: str) -> tuple[str, str] | None:
    """``2/11/2026`` as both dates that it can be, day first and month first; None for any other text."""
    found = _TWO_WAYS.fullmatch(written)
    if not found or mend_date(written):
        return None
    first, second, year = int(found[1]), int(found[2]), found[3]
    ways = (f"{year}-{second:02}-{first:02}", f"{year}-{first:02}-{second:02}")
    return ways if all(map(_is_day, ways)) else None


def _is_day(words: str) -> bool:
    try:
        return bool(date.fromisoformat(words))
    except ValueError:
        return False


def guess_interval(written: str) -> str:
    """``quarterly`` or ``3mths`` as ``3 months``, beside what `mend_interval` knows."""
    words = re.sub(r"(?<=\d)(?=[a-z])", " ", written.strip().lower())
    for short, long in _UNITS:
        words = re.sub(rf"\b{short}(?=s?$)", long, words)
    return _EVERY.get(words) or mend_interval(words)


def guess_email(written: str) -> str:
    """``a at b.example`` or ``a@b,example`` with what is missing, beside what `mend_email` knows."""
    words = _AT.sub("@", written) if "@" not in written else written
    words = _SPACES_AROUND_AT.sub("@", words.strip(" .;,").removeprefix("mailto:"))
    found = _EMAIL.findall(_COMMA_IN_HOST.sub(r"\1.", words)) if words.count("@") == 1 else []
    address = str(found[0]) if len(found) == 1 else mend_email(written)
    return address if address != written and _EMAIL.fullmatch(address) else ""


def guess_web_address(written: str) -> str:
    """The one address in a text, or one with spaces, commas or a slip in it, beside what `mend_web_address` knows."""
    inside = _ADDRESSES.findall(written)
    if len(inside) == 1 and inside[0] != written and _AROUND_ADDRESS.fullmatch(written.replace(inside[0], "\0", 1)):
        return str(inside[0]).rstrip(".,;")
    words = _SPACES_IN_HOST.sub(r"\1", written.strip(" .,;<>"))
    host, slash, rest = _BEGINNING.sub("", words).partition("/")
    if "@" in host:
        return ""
    return mend_web_address(f"https://{re.sub(r'[.,]+', '.', host)}{slash}{rest}")


def guess_address(written: str) -> dict[str, str] | None:
    """An address in one line as its parts, where the last is a postcode and the one before it can be the town."""
    parts = [part.strip() for part in re.split(r"[,\n]", written.strip(" .")) if part.strip()]
    found = _POSTCODE_LAST.search(parts[-1]) if parts else None
    if not found:
        return None
    parts[-1:] = [part for part in (parts[-1][: found.start()].strip(),) if part]
    if len(parts) < 2:
        return None
    street, *between, city = parts
    second = {"address_2": ", ".join(between)} if between else {}
    return {"address_1": street, **second, "city": city, "postal_code": found[0].upper()}


def guess_languages(written: str) -> str:
    """The names of languages as their codes: one alone, or several as a list."""
    parts = [part for part in _BETWEEN_LANGUAGES.split(written.strip(" ()[].")) if part]
    codes = [_code(part) for part in parts]
    if not codes or not all(codes):
        return ""
    return codes[0] if len(codes) == 1 else f"[{', '.join(codes)}]"


def _code(name: str) -> str:
    is_code = re.fullmatch(r"[a-z]{2,3}", name) and langcodes.Language.get(name).is_valid()
    return name if is_code else mend_language(name)


def _guess_nothing(_written: str) -> str:
    return ""


class Form(NamedTuple):
    """The catalogue's code for a wrongly written value, which of its hints fits, and how it may be meant."""

    code: str
    hint: str = "hint"
    guess: Callable[[str], str] = _guess_nothing


FORMS = {
    "line": Form("profile-one-line"),
    "slug": Form("profile-short-name", guess=slug),
    "uuid": Form("profile-id"),
    "date": Form("profile-date", guess=guess_date),
    "moment": Form("profile-date", "moment", guess_date),
    "date-range": Form("profile-date-range", guess=mend_date_range),
    "time": Form("profile-time", guess=mend_time),
    "interval": Form("profile-interval", guess=guess_interval),
    "number": Form("profile-number", guess=guess_number),
    "whole-number": Form("profile-number", "whole", guess_whole_number),
    "signed-number": Form("profile-number"),
    "degrees": Form("profile-number", "degrees", guess_degrees),
    "year": Form("profile-number", "year"),
    "email": Form("profile-email", guess=guess_email),
    "web-address": Form("profile-web-address", guess=guess_web_address),
    "https-address": Form("profile-web-address", "https", guess_web_address),
    "uri": Form("profile-web-address", "uri", guess_web_address),
    "language-code": Form("profile-language", guess=guess_languages),
    "country-code": Form("profile-country", guess=mend_country),
    "currency-code": Form("profile-currency", guess=mend_currency),
    "path": Form("profile-path", guess=mend_path),
    "github-name": Form("profile-github-name", guess=mend_github_name),
}
"""Forms with words of their own; every other form is told by its example alone (`profile-form`)."""

OTHER = Form("profile-form")
