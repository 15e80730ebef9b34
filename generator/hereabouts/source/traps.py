"""Text that the parser accepts but does not read as its writer meant it.

Each function looks at one spot and gives a finding or None. They match from a position and never cut a line up,
so that one enormous line costs no more than many short ones.
"""

from __future__ import annotations

import re

from hereabouts.finding import Finding, Place, finding
from hereabouts.source.document import Spot
from hereabouts.source.text import excerpt

_REMARK = re.compile(r"([ \t]+)(#\S{0,40})")
_REMARK_FOR_VALUE = re.compile(r":([ \t]+)(#\S{1,40})")
_ONLY_REMARK = re.compile(r":?[ \t]+#")
_ODD_SPACES = "\u00a0\u1680\u2000-\u200d\u202f\u205f\u2060\u3000"
_ODD_SPACE = re.compile(rf"[ ]*(?:-[ ]+)*(?:[A-Za-z_][\w-]{{0,60}}:)?(?=[{_ODD_SPACES}])")
_LINE_REMARK = re.compile(r"( *)(#[^\s#]\S{0,40})")
_ONLY_DASHES = re.compile(r"[ -]*")
_INDENT = re.compile(r" *")
_COLON = re.compile(r"[ \t]*:")
_UNSPACED_DASH = re.compile(r"[ ]*(?:-[ ]+)*(-)([^\s-].{0,58})")
_UNSPACED_KEY = re.compile(r"([a-z][a-z0-9_-]{0,60}):(?!//)(\S.{0,60})")
_ADDRESS_SCHEMES = ("mailto", "tel", "sms", "http", "https")
_LINE_WITH_KEY = re.compile(r"( *)(?:- +)*[A-Za-z_][A-Za-z0-9_-]{0,60}:(?:\s|$)")
_LINE_OF_LIST = re.compile(r" *- ")


def remark_behind(file: str, lines: list[str], end: tuple[int, int]) -> Finding | None:
    """Find a `#` that cuts off text without quotes ending at `end` (counted from 0).

    `Room #4 upstairs` loses half of itself. With two spaces before the `#` and one behind it, people mean a
    remark, and that is only mentioned.
    """
    line, column = end
    match = _REMARK.match(lines[line], column) if line < len(lines) else None
    if not match:
        return _remark_below(file, lines, line)
    place = Place(file, line + 1, match.start(2) + 1)
    if len(match[1]) > 1 and match[2] == "#":
        return finding("reading-remark", place)
    return finding("reading-text-lost", place, mark=_lost(lines[line], match.start(2)))


def _remark_below(file: str, lines: list[str], line: int) -> Finding | None:
    """Find text that goes on in the next line with something like `#4`."""
    below = lines[line + 1] if line + 1 < len(lines) else ""
    match = _LINE_REMARK.match(below)
    if not match or len(match[1]) <= _indent(lines[line]):
        return None
    return finding("reading-text-lost", Place(file, line + 2, match.start(2) + 1), mark=_lost(below, match.start(2)))


def remark_for_value(file: str, lines: list[str], key_end: Spot) -> Finding | None:
    """Find a value that is no value because it starts with `#`, like `alert: #metoo evening`."""
    line = lines[key_end[0] - 1] if key_end[0] <= len(lines) else ""
    match = _REMARK_FOR_VALUE.match(line, key_end[1] - 1)
    if not match:
        return None
    return finding("reading-text-lost", Place(file, key_end[0], match.start(2) + 1), mark=_lost(line, match.start(2)))


def only_a_remark(lines: list[str], end: Spot) -> bool:
    """Tell whether nothing but a remark stands behind a colon or dash that ends at `end`."""
    return bool(end[0] <= len(lines) and _ONLY_REMARK.match(lines[end[0] - 1], end[1] - 1))


def odd_space(file: str, lines: list[str], line: int) -> Finding | None:
    """Find a space that only looks like one, before a name or behind its colon, on this line (counted from 0)."""
    match = _ODD_SPACE.match(lines[line]) if line < len(lines) and not lines[line].isascii() else None
    return finding("reading-odd-space", Place(file, line + 1, match.end() + 1)) if match else None


def joined_list(file: str, lines: list[str], first: int, last: int) -> Finding | None:
    """Find lines that start with a dash but are read as more of the text above them."""
    for number in range(first + 1, min(last + 1, len(lines))):
        if match := _LINE_OF_LIST.match(lines[number]):
            return finding("reading-joined-lines", Place(file, number + 1, match.end() - 1))
    return None


def unspaced_mark(file: str, lines: list[str], spot: Spot, value: str) -> Finding | None:
    """Find `-Mondays` or `number:01632` at the start of a line, where a space is missing."""
    if value[0] == "-" and len(value) > 1 and value[1].isalpha() and _first_on_line(lines, spot):
        return unspaced_dash(file, lines, spot[0] - 1)
    return unspaced_key(file, lines, spot)


def unspaced_dash(file: str, lines: list[str], line: int) -> Finding | None:
    """Find `-Mondays` first on a line (counted from 0)."""
    match = _UNSPACED_DASH.match(lines[line])
    if not match:
        return None
    place = Place(file, line + 1, match.start(1) + 1)
    return finding("reading-space-after-dash", place, typed=excerpt(match[2].rstrip()))


def unspaced_key(file: str, lines: list[str], spot: Spot) -> Finding | None:
    """Find `name:Jo` first on its line: without a space it is no name with a value, but one long word."""
    if not _first_on_line(lines, spot):
        return None
    if ":" in lines[spot[0] - 1] and (odd := odd_space(file, lines, spot[0] - 1)):
        return odd
    return unspaced_in(file, lines, spot[0] - 1, spot[1] - 1)


def unspaced_in(file: str, lines: list[str], line: int, column: int, *, braces: bool = False) -> Finding | None:
    """The same at a place (counted from 0) that is known to start a name, maybe inside { }."""
    match = _UNSPACED_KEY.match(lines[line], column)
    if not match or match[1] in _ADDRESS_SCHEMES:
        return None
    value = re.split("[,}]", match[2], maxsplit=1)[0] if braces else match[2]
    typed = excerpt(value.rstrip())
    return finding("reading-space-after-colon", Place(file, line + 1, column + 1), name=match[1], typed=typed)


def text_first(file: str, lines: list[str], spot: Spot) -> Finding | None:
    """Find a file whose first line has no name, while later ones have."""
    if not any(_LINE_WITH_KEY.match(line) for line in lines[spot[0] :]):
        return None
    typed = lines[spot[0] - 1][spot[1] - 1 : spot[1] + 59].rstrip()
    return finding("reading-no-colon", Place(file, *spot), typed=excerpt(typed))


def swallowed_lines(file: str, lines: list[str], spot: Spot, last: int) -> Finding | None:
    """Find quoted text that runs on over the next names because its closing quote is missing."""
    indent = _indent(lines[spot[0] - 1])
    for number in range(spot[0], min(last + 1, len(lines))):
        match = _LINE_WITH_KEY.match(lines[number])
        if match and len(match[1]) <= indent:
            mark = lines[spot[0] - 1][spot[1] - 1]
            return finding("reading-quotes-open", Place(file, *spot), mark=mark)
    return None


def has_colon(lines: list[str], end: Spot) -> bool:
    """Tell whether a colon follows the key that ends at `end`."""
    return bool(end[0] <= len(lines) and _COLON.match(lines[end[0] - 1], end[1] - 1))


def bracket(place: Place, mark: str, hint: str = "hint") -> Finding:
    """The finding for text that begins with a bracket."""
    return finding("reading-bracket", place, hint=hint, mark=mark, what="list" if mark == "[" else "group of names")


def colonless(file: str, lines: list[str], braces: Spot, key: Spot, name: str, *, only: bool) -> Finding:
    """The finding for a word inside { } that has no colon, by what it most likely is."""
    if found := unspaced_in(file, lines, key[0] - 1, key[1] - 1, braces=True):
        return found
    mark = lines[braces[0] - 1][braces[1] - 1 : braces[1]]
    if mark != "{":
        return finding("reading-first-character", Place(file, *braces), mark=f"`{excerpt(mark)}`")
    if only:
        return bracket(Place(file, *braces), mark)
    return finding("reading-comma", Place(file, *key), typed=excerpt(name))


def _first_on_line(lines: list[str], spot: Spot) -> bool:
    return bool(_ONLY_DASHES.fullmatch(lines[spot[0] - 1], 0, spot[1] - 1))


def _indent(line: str) -> int:
    match = _INDENT.match(line)
    return match.end() if match else 0


def _lost(line: str, start: int) -> str:
    return excerpt(line[start : start + 60].rstrip(), 30)
