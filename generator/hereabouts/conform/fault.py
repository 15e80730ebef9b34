"""One fault of a feed: what, how bad, in which document and where in it, and the next move."""

from __future__ import annotations

import re
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from importlib import resources

from hereabouts.finding import Severity
from hereabouts.web import Parts

_PLAIN_KEY = re.compile(r"[A-Za-z_][A-Za-z0-9_]*")
_LONGEST_KEY = 60
_LONGEST_VALUE = 80


@dataclass(frozen=True, slots=True)
class Words:
    """What the catalogue says of one code."""

    severity: Severity
    title: str
    message: str
    hint: str


@cache
def catalogue() -> dict[str, Words]:
    """The words of every fault, from `faults.toml`, by code. Codes are stable: other people's scripts name them."""
    text = resources.files(__package__).joinpath("faults.toml").read_text(encoding="utf-8")
    return {
        code: Words(Severity(table["severity"]), table["title"], table["message"], table.get("hint", ""))
        for code, table in tomllib.loads(text).items()
    }


@dataclass(frozen=True, slots=True)
class Fault:
    """One fault. `path` is a JSON path such as ``$.contents[3].name``; `level` is 1 or 2, as the UK validator's."""

    code: str
    severity: Severity
    document: str
    path: str
    message: str
    hint: str
    endpoint: str
    level: int


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a check is at: the endpoint as the standard names it, its level, the document, and the way into it."""

    endpoint: str
    level: int
    document: str
    parts: Parts = ()

    def within(self, *parts: str | int) -> Spot:
        """The spot that many steps further in."""
        return Spot(self.endpoint, self.level, self.document, self.parts + parts)


def json_path(parts: Parts) -> str:
    """Write the way to a value as a JSON path (RFC 9535)."""
    steps = ["$"]
    for part in parts:
        if isinstance(part, int):
            steps.append(f"[{part}]")
        elif _PLAIN_KEY.fullmatch(part) and len(part) <= _LONGEST_KEY:
            steps.append(f".{part}")
        else:
            quoted = shorten(part, _LONGEST_KEY).replace("\\", "\\\\").replace("'", "\\'")
            steps.append(f"['{quoted}']")
    return "".join(steps)


def shorten(value: object, length: int = _LONGEST_VALUE) -> str:
    """A value of the feed as text for a message: on one line and never long."""
    text = value if isinstance(value, str) else str(value)
    text = " ".join(text[: length * 4].split())
    return text if len(text) <= length else f"{text[: length - 1]}…"


@dataclass(slots=True)
class Faults:
    """What was found so far. Of one code at one endpoint only the first `most` are kept, and the rest counted."""

    most: int = 1000
    kept: list[Fault] = field(default_factory=list)
    counts: Counter[tuple[int, Severity]] = field(default_factory=Counter)
    _by_code: Counter[tuple[str, str]] = field(default_factory=Counter)
    _told: set[object] = field(default_factory=set)

    def add(self, code: str, spot: Spot, /, **values: object) -> None:
        """Add a fault. Raises KeyError when the catalogue lacks the code, or the words a value."""
        self.add_as(catalogue()[code].severity, code, spot, **values)

    def add_as(self, severity: Severity, code: str, spot: Spot, /, **values: object) -> None:
        """Add a fault that matters more or less here than it does elsewhere."""
        self.counts[spot.level, severity] += 1
        self._by_code[spot.endpoint, code] += 1
        if self._by_code[spot.endpoint, code] > self.most:
            return
        words = catalogue()[code]
        said = {name: shorten(value) for name, value in values.items()}
        message, hint = words.message.format_map(said), words.hint.format_map(said)
        path = json_path(spot.parts)
        self.kept.append(Fault(code, severity, spot.document, path, message, hint, spot.endpoint, spot.level))

    def add_once(self, code: str, spot: Spot, subject: object, /, **values: object) -> None:
        """Add a fault unless it was told of the same `subject` before: one record is often repeated inside others."""
        if (code, subject) not in self._told:
            self._told.add((code, subject))
            self.add(code, spot, **values)

    def failed(self, level: int) -> bool:
        """Tell whether a level has an error."""
        return self.counts[level, Severity.ERROR] > 0

    @property
    def left_out(self) -> int:
        """How many were counted and not kept."""
        return self.counts.total() - len(self.kept)
