"""What one line of a record says, and how two forms of a record differ in it.

What is told of a fact stands in two parts, because they are not equally safe to repeat: `value` is made of figures,
dates and words that everybody uses (a time, a price, a term), `text` is what somebody wrote, which may hold anything.
"""

from __future__ import annotations

from enum import StrEnum
from hashlib import blake2b

import msgspec


class Nature(StrEnum):
    """What kind of thing a fact is, which decides how it is said."""

    TEXT = "text"
    DATE = "date"
    NUMBER = "number"
    MONEY = "money"
    TERM = "term"
    TIMES = "times"
    CLOSURE = "closure"
    WORD = "word"
    LANGUAGE = "language"
    PLACES_FREE = "places free"
    PERSON = "person"


class Fact(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One thing a record says.

    `value` is in the form of its `nature`: an ISO date, a number, ``2.5 GBP``, ``needs/food``, an HSDS schedule as
    JSON, a fixed sentence on closing, a word of the profile, a language code. `rest` stands for details that count as a
    change and are not told.
    """

    nature: Nature
    value: str = ""
    text: str = ""
    rest: str = ""


class Spot(msgspec.Struct, frozen=True, order=True, array_like=True, gc=False):
    """Where a fact stands: the fields down to it, which place of the service, and which of several."""

    path: tuple[str, ...]
    place: str = ""
    item: str = ""


class Change(msgspec.Struct, frozen=True, omit_defaults=True, gc=False):
    """One thing that is not as it was. `old` is None for what was added, `new` for what was taken out.

    `place` is the venue or place of a service that it is about, by the name a record has for it.
    """

    path: tuple[str, ...]
    place: str = ""
    old: Fact | None = None
    new: Fact | None = None


Facts = dict[Spot, Fact]
"""Everything a record says."""

SEAL = 8
"""How many bytes stand for a fact in a `seals`."""


def seal(path: tuple[str, ...], fact: Fact) -> bytes:
    """A few bytes that stand for a fact where it stands, whatever its details."""
    parts = (*path, fact.nature, fact.value, fact.text)
    return blake2b("\0".join(parts).encode(), digest_size=SEAL).digest()


def seals(facts: Facts) -> bytes:
    """All that a record says, as short as it takes to find out whether it still says something."""
    return b"".join(sorted({seal(spot.path, fact) for spot, fact in facts.items()}))


def is_said(sealed: bytes, path: tuple[str, ...], fact: Fact) -> bool:
    """Whether the record of which these are the `seals` says this."""
    wanted = seal(path, fact)
    return any(sealed[at : at + SEAL] == wanted for at in range(0, len(sealed), SEAL))
