"""What one record file said, and where it said it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

from hereabouts.finding import Finding, Place

Data = str | list["Data"] | dict[str, "Data"]
"""A value as written. Every scalar stays text; the schema says what must look like a number or a date."""

Path = tuple[str | int, ...]
"""The way to a value: mapping keys and list indexes from the top, like ``("phones", 0, "number")``."""

Spot = tuple[int, int]
"""Line and column, counted from 1."""


@dataclass(slots=True)
class Document:
    """One record file as plain data with positions.

    `data` is empty when the file could not be read at all; `findings` then says why. `values` has the spot of
    every value (its first character), `keys` that of every mapping key, both by path. A document remembered from
    an earlier run comes without them and has `locate`, which fills them in when somebody asks for a place.
    """

    file: str
    text: str = ""
    data: dict[str, Data] = field(default_factory=dict)
    values: dict[Path, Spot] = field(default_factory=dict)
    keys: dict[Path, Spot] = field(default_factory=dict)
    findings: tuple[Finding, ...] = ()
    digest: str = ""
    locate: Callable[[Document], None] | None = None

    def _find_spots(self) -> None:
        if self.locate is not None:
            locate, self.locate = self.locate, None
            locate(self)

    def place(self, *path: str | int) -> Place:
        """Where the value at `path` stands, or the nearest thing above it that has a place."""
        self._find_spots()
        while path and path not in self.values:
            path = path[:-1]
        return Place(self.file, *self.values.get(path, (1, 1)))

    def sound_lines(self) -> dict[str, Data]:
        """What the top-level keys say in which, from the key to the next one, nothing was found."""
        self._find_spots()
        starts = sorted((self.keys[(key,)], key) for key in self.data if (key,) in self.keys)
        wrong = {self._line_of((item.place.line, item.place.column), starts) for item in self.findings}
        return {key: value for key, value in self.data.items() if key not in wrong}

    @staticmethod
    def _line_of(spot: Spot, starts: list[tuple[Spot, str]]) -> str:
        return next((key for start, key in reversed(starts) if start <= spot), "")

    def key_place(self, *path: str | int) -> Place:
        """Where the key of `path` stands; where it has none (a list item), the value's place."""
        self._find_spots()
        return Place(self.file, *self.keys[path]) if path in self.keys else self.place(*path)
