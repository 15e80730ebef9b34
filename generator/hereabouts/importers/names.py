"""File names from the names of things: short, unique, and the same each time the same source is read."""

from __future__ import annotations

from collections.abc import Iterable

from hereabouts.source.layout import LONGEST

_WINDOWS = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))


class Names:
    """The names in one folder. Taken from the start are those it keeps for itself, and those no file may have."""

    def __init__(self, taken: Iterable[str] = ()) -> None:
        self._taken = {*_WINDOWS, "organization", *taken}

    def take(self, wish: str) -> str:
        """The wished name, cut to fit, with a number behind it if it is taken."""
        wish = wish[:LONGEST].strip("-") or "record"
        name, number = wish, 1
        while name in self._taken:
            number += 1
            ending = f"-{number}"
            name = f"{wish[: LONGEST - len(ending)].rstrip('-')}{ending}"
        self._taken.add(name)
        return name
