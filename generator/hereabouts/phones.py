"""Telephone numbers: read as people write them, published so that anybody can dial them.

An ordinary number is published in E.164 (``+441632960123``) and shown the national way. A short number (999,
111, 116 123) is a number of its own and is kept as typed. Ofcom keeps some ranges free for drama
(https://www.ofcom.org.uk, "Telephone numbers for drama use"); phonenumbers, rightly, calls most of them
invalid, so they are known here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

import phonenumbers
from phonenumbers import NumberParseException, PhoneNumberFormat, ValidationResult
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
_EXTENSION = r"(?:\s*(?:;\s*ext=|,?\s*ext(?:ension|n)?\b\.?:?|x\.?|\#)\s*\d{1,11})"
_NUMBER_ALONE = re.compile(rf"(?:tel(?:ephone)?\b[:.]?\s*)?[\d\s().+＋/‐‑‒–—−-]+{_EXTENSION}?", re.IGNORECASE)
"""What may be a number and nothing else: phonenumbers would pass over words around one, and those would be lost."""

_FIGURES = re.compile(r"[+(]?\d[\d().-]*")
_EXTENSION_HERE = re.compile(_EXTENSION, re.IGNORECASE)
_MOST_GROUPS = 10
_LOOK_ALIKES = str.maketrans("OoIl", "0011")
_AROUND = ' \t\r\n,;:/|–—-()."“”'
_JOINING = frozenset({"or", "and", "&", "also", "tel", "phone", "telephone"})
"""Words between numbers that say nothing of them."""

_LAST_FIGURES = re.compile(r"/\s*(\d{1,4})")


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
    """Read a telephone number as written in `country` (ISO 3166, two capitals); None when it cannot be one.

    Nor is it one where there is more than a number and its extension: whatever else is there would be lost.
    """
    if not _NUMBER_ALONE.fullmatch(written.strip()):
        return None
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


@dataclass(frozen=True, slots=True)
class Found:
    """Numbers found in a text, each as it stands there, and the words around them."""

    numbers: tuple[str, ...]
    words: str


def find_numbers(written: str, country: str) -> Found:
    """The telephone numbers in a text of numbers and words, from left to right."""
    groups = list(_FIGURES.finditer(written))[:_MOST_GROUPS]
    numbers, words, at = [], [], 0
    while groups:
        end = next((end for end in range(len(groups), 0, -1) if _reads(written, groups[:end], country)), 0)
        if end:
            first, last = groups[0].start(), groups[end - 1].end()
            extension = _EXTENSION_HERE.match(written, last)
            last = extension.end() if extension else last
            numbers.append(_bare(written[first:last]))
            words.append(written[at:first])
            at = last
        groups = [group for group in groups[end or 1 :] if group.start() >= at]
    more = _LAST_FIGURES.fullmatch(written[at:].strip()) if numbers else None
    if more:  # 01632 960420/1: the second number, as far as it differs from the first
        return Found((*numbers, numbers[-1][: -len(more[1])] + more[1]), ", ".join(_said(words)))
    return Found(tuple(numbers), ", ".join(_said([*words, written[at:]])))


def _said(parts: Iterable[str]) -> Iterator[str]:
    bare = (part.strip(_AROUND) for part in parts)
    return (part for part in bare if part and part.lower() not in _JOINING)


def _reads(written: str, groups: list[re.Match[str]], country: str) -> bool:
    return read_number(_bare(written[groups[0].start() : groups[-1].end()]), country) is not None


def _bare(typed: str) -> str:
    """A number without a bracket or stop that belongs to the text around it."""
    bare = typed.rstrip(" .-")
    if bare.count("(") != bare.count(")") or (bare.startswith("(") and bare.endswith(")")):
        bare = bare.strip("()")
    return bare


class Fault(StrEnum):
    """What is the matter with a number that cannot be rung, as far as can be told."""

    LETTERS = "letters"
    TOO_SHORT = "short"
    TOO_LONG = "long"
    NO_AREA_CODE = "area"
    UNKNOWN = "hint"


def diagnose(written: str, country: str) -> tuple[Fault, str]:
    """What is wrong with a text that `read_number` refuses, and the number that may be meant."""
    figures = written.translate(_LOOK_ALIKES)
    if figures != written and read_number(figures, country):
        return Fault.LETTERS, figures
    if not _NUMBER_ALONE.fullmatch(written):
        return Fault.UNKNOWN, ""
    try:
        number = phonenumbers.parse(written, country)
    except NumberParseException:
        return Fault.UNKNOWN, ""
    match phonenumbers.is_possible_number_with_reason(number):
        case ValidationResult.IS_POSSIBLE_LOCAL_ONLY if not written.lstrip("( ").startswith(("0", "+")):
            return Fault.NO_AREA_CODE, ""
        case ValidationResult.IS_POSSIBLE_LOCAL_ONLY:
            return Fault.TOO_SHORT, ""
        case ValidationResult.TOO_SHORT:
            return Fault.TOO_SHORT, ""
        case ValidationResult.TOO_LONG:
            return Fault.TOO_LONG, ""
    return Fault.UNKNOWN, ""


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
