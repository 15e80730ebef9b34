"""File names from the names of things: short, unique, and the same each time the same source is read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import count, islice

from hereabouts.source.layout import LONGEST

_WINDOWS = ("con", "prn", "aux", "nul", *(f"{port}{n}" for port in ("com", "lpt") for n in range(1, 10)))


class Names:
    """The names in one folder, or the keys of one list.

    In a folder those are taken from the start that it keeps for itself, and those that no file may have.
    """

    def __init__(self, taken: Iterable[str] = (), *, files: bool = True) -> None:
        self._taken = {*_WINDOWS, "organization", *taken} if files else set(taken)

    def take(self, wish: str) -> str:
        """The wished name, cut to fit, with a number behind it if it is taken."""
        name = next(name for name in _numbered(wish) if name not in self._taken)
        self._taken.add(name)
        return name

    def claim(self, name: str) -> bool:
        """Take exactly this name; False when it is taken or no file may have it."""
        free = name not in self._taken and len(name) <= LONGEST
        self._taken.add(name)
        return free

    def reserve(self, names: Iterable[str]) -> None:
        """Keep these names free of anything that does not have them yet."""
        self._taken.update(names)

    def recognise(self, wish: str, fits: Callable[[str], bool], most: int = 1) -> str:
        """The wished name, with or without one of the numbers up to `most`, that fits; empty if none does."""
        name = next((name for name in islice(_numbered(wish), most) if fits(name) and name not in self._taken), "")
        self._taken.add(name)
        return name


def _numbered(wish: str) -> Iterator[str]:
    wish = wish[:LONGEST].strip("-") or "record"
    yield wish
    for number in count(2):
        ending = f"-{number}"
        yield f"{wish[: LONGEST - len(ending)].rstrip('-')}{ending}"
