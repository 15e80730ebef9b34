"""Whole numbers as characters, which JSON need not escape and gzip packs well. ``search/numbers.js`` reads them.

Below 80 a number is one of the first 80 characters. From 80 on it is one of the last 12, which tells the remainder by
12, and then the quotient, written the same way, less what the shorter forms can say.
"""

from __future__ import annotations

CHARACTERS = "".join(chr(code) for code in range(0x21, 0x7F) if chr(code) not in '"\\')[:92]
_LAST = 80
_MORE = 12


def write(number: int) -> str:
    """The characters of a number of 0 or more."""
    text = ""
    while number >= _LAST:
        number -= _LAST
        text += CHARACTERS[_LAST + number % _MORE]
        number //= _MORE
    return text + CHARACTERS[number]


CODES = tuple(write(number) for number in range(20_000))
"""The characters of the numbers that are met most, to look up."""


def code(number: int) -> str:
    """The same as `write`, looked up where it can be."""
    return CODES[number] if number < len(CODES) else write(number)
