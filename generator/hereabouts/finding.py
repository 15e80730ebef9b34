"""One problem: what it is, where it is, how bad it is, and the next move.

A finding is a plain value. Nothing that makes one prints it, and nothing that prints one knows how it was
found: they meet only here. The words of every finding live in the catalogue, under its code, so that they can
be read through, documented and translated in one place.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from enum import StrEnum

from hereabouts.catalogue import CATALOGUE


class Severity(StrEnum):
    """How much a finding matters. Only an error keeps a record from being published."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, order=True)
class Place:
    """A point in a record file: its path as the user would type it, line and column counted from 1."""

    file: str
    line: int = 1
    column: int = 1


Piece = tuple[bool, str]
"""A piece of a sentence, and whether it stands in backticks: what was typed, or what to type."""


@dataclass(frozen=True, slots=True, order=True)
class Finding:
    """One problem. Sorts by file, line and column, then by code.

    `also` are the other places with the same problem, such as all records that name a venue which is gone. `outcomes`
    say what a build does because of it, such as showing an earlier version; they are findings of their own only
    where nothing else says why.
    """

    place: Place
    code: str
    hint_key: str = "hint"
    values: tuple[tuple[str, str], ...] = field(default=())
    also: tuple[Place, ...] = ()
    outcomes: tuple[Finding, ...] = ()

    @property
    def severity(self) -> Severity:
        """What the catalogue says of this code."""
        return Severity(CATALOGUE[self.code].severity)

    @property
    def message(self) -> str:
        """What is wrong, in words a volunteer understands."""
        return CATALOGUE[self.code].message.format_map(dict(self.values))

    @property
    def hint(self) -> str:
        """The next move; empty where the message already says it."""
        return CATALOGUE[self.code].hints.get(self.hint_key, "").format_map(dict(self.values))

    @property
    def places(self) -> tuple[Place, ...]:
        """Every place it is about, the first being the one that is shown."""
        return (self.place, *self.also)

    def seen_from(self, near: Callable[[Place], bool]) -> Finding:
        """The same problem with the first of its places that is `near` in front; as it is when none of them is."""
        first = next(filter(near, self.places), self.place)
        return replace(self, place=first, also=tuple(place for place in self.places if place != first))

    @property
    def message_pieces(self) -> list[Piece]:
        """The message cut at its own backticks, never at those somebody typed."""
        return _cut(CATALOGUE[self.code].message, dict(self.values))

    @property
    def hint_pieces(self) -> list[Piece]:
        """The same of the next move."""
        return _cut(CATALOGUE[self.code].hints.get(self.hint_key, ""), dict(self.values))


def _cut(words: str, values: dict[str, str]) -> list[Piece]:
    return [(bool(at % 2), part.format_map(values)) for at, part in enumerate(words.split("`"))]


def finding(code: str, place: Place, /, *, hint: str = "hint", **values: object) -> Finding:
    """Make a finding, filling the catalogue's words for `code` with `values`.

    `hint` names which of the code's hints fits. Raises KeyError when the code is not in the catalogue or a
    value that its words need is missing, so a slip here fails a test and not a contributor's check.
    """
    made = Finding(place, code, hint, tuple((name, str(value)) for name, value in sorted(values.items())))
    _ = made.message, made.hint
    return made


def is_error(item: Finding) -> bool:
    """Tell whether this finding keeps its record from being published."""
    return item.severity is Severity.ERROR
