"""Telephone numbers: read as people write them, published so that anybody can dial them.

An ordinary number is published in E.164 (``+441632960123``) and shown the national way. A short number (999,
111, 116 123) is a number of its own and is kept as typed. Ofcom keeps some ranges free for drama
(https://www.ofcom.org.uk, "Telephone numbers for drama use"); phonenumbers, rightly, calls most of them
invalid, so they are known here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat
from phonenumbers.shortnumberinfo import is_valid_short_number_for_region

_DRAMA = re.compile(
    r"""\+44(?:
        1(?:13|14|15|16|17|18|21|31|41|51|61)4960\d{3}
      | 1914980\d{3} | 1632960\d{3} | 2079460\d{3} | 2890180\d{3} | 2896496\d{3} | 2920180\d{3}
      | 7700900\d{3} | 8081570\d{3} | 9098790\d{3} | 3069990\d{3}
    )$""",
    re.VERBOSE,
)
_SHORT_LENGTH = 6
_DIGITS_ALONE = re.compile(r"[\d\s().-]+")


@dataclass(frozen=True, slots=True)
class Number:
    """A number that can be dialled.

    `dialled` is E.164, or the bare digits of a short number; `shown` is how people in its country write it, and
    `published` what the feed carries.
    `drama` marks a number that nobody has.
    """

    dialled: str
    shown: str
    extension: str = ""
    short: bool = False
    drama: bool = False

    @property
    def published(self) -> str:
        """What the feed carries: E.164, or a short number as its owner writes it."""
        return self.shown if self.short else self.dialled


@lru_cache(maxsize=20_000)
def read_number(written: str, country: str) -> Number | None:
    """Read a telephone number as written in `country` (ISO 3166, two capitals); None when it cannot be one."""
    if _DIGITS_ALONE.fullmatch(written):
        digits = phonenumbers.normalize_digits_only(written)
        if len(digits) <= _SHORT_LENGTH:
            return _short(written, digits, country)
    try:
        number = phonenumbers.parse(written, country)
    except NumberParseException:
        return None
    dialled = phonenumbers.format_number(number, PhoneNumberFormat.E164)
    drama = bool(_DRAMA.match(dialled))
    if not drama and not phonenumbers.is_valid_number(number):
        return None
    return Number(dialled, _shown(number, country), number.extension or "", drama=drama)


def _short(written: str, digits: str, country: str) -> Number | None:
    try:
        number = phonenumbers.parse(digits, country)
    except NumberParseException:
        return None
    if not is_valid_short_number_for_region(number, country):
        return None
    shown = written if written.isascii() else digits
    return Number(digits, " ".join(shown.split()), short=True)


def _shown(number: phonenumbers.PhoneNumber, country: str) -> str:
    bare = phonenumbers.PhoneNumber()
    bare.merge_from(number)
    bare.extension = None
    home = phonenumbers.country_code_for_region(country) == number.country_code
    style = PhoneNumberFormat.NATIONAL if home else PhoneNumberFormat.INTERNATIONAL
    shown: str = phonenumbers.format_number(bare, style)
    return shown
