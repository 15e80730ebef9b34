"""Bytes to text: everything that must be right before anyone looks for names and values.

Record files come from strangers. What is refused here (a file too large, another encoding, characters that
cannot be seen) is refused before the parser has met a single byte of it.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass

from hereabouts.finding import Finding, Place, finding
from hereabouts.source.sniffing import sniff

LIMIT = 128 * 1024
"""The largest record file that is read, in bytes. A long record is about 5,000."""

_BIDIRECTIONAL = "\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069"
"""Unicode's Bidi_Control characters: they can make a line read differently from what it says."""

_DIRECTIONS = frozenset("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
"""The same, one by one."""

_CONTROL = "\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x84\x86-\x9f\ufeff\ud800-\udfff\ufffe\uffff"
"""Characters without a shape, leaving out tab, line feed, carriage return and NEL, which have findings of their own."""

_BREAKS = "\x85\u2028\u2029"
"""NEL, LS and PS: line breaks to the parser, but not to editors, so line numbers would disagree."""

_REFUSED = re.compile(f"[{_CONTROL}{_BIDIRECTIONAL}{_BREAKS}]")
_REFUSED_VALUE = re.compile(f"[{_CONTROL}{_BIDIRECTIONAL}{_BREAKS}\r]")
_LONE_RETURN = re.compile("\r(?!\n)")
_TAB_FIRST = re.compile(r"^\t(?=[ \t]*[^ \t\r\n])", re.MULTILINE)

_MOST_LISTED = 10

_CONFLICT = re.compile(r"^(?:<{7}(?: .*)?|>{7}(?: .*)?|={7})\r?$", re.MULTILINE)
"""The lines that git leaves where two people changed the same ones."""

_NAMES = {
    "\r": "an old kind of line end",
    "\x85": "a hidden line break",
    "\u2028": "a hidden line break",
    "\u2029": "a hidden line break",
}


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a file. `shown` is what was written; `clean` is what may be parsed, of the same length.

    `clean` is None where the text is not fit to be parsed at all.
    """

    shown: str
    clean: str | None
    findings: tuple[Finding, ...] = ()


def excerpt(text: str, limit: int = 40) -> str:
    """Typed text as a message may show it: on one line, nothing hidden, not longer than `limit`."""
    short = text if len(text) <= limit else text[: limit - 1].rstrip() + "…"
    return visible(short)


def lines_listed(numbers: Sequence[int]) -> str:
    """Numbers of lines for a sentence: ``line 2``, or ``lines 2, 4 and 7``."""
    shown = [str(number) for number in numbers[:_MOST_LISTED]]
    last = shown.pop() if len(numbers) <= _MOST_LISTED else "more"
    return f"lines {', '.join(shown)} and {last}" if shown else f"line {last}"


def visible(text: str) -> str:
    """Text with a name in the place of each character that cannot be seen, and a space for each line end."""
    return text if text.isascii() and text.isprintable() else "".join(_visible(character) for character in text)


def read_text(file: str, content: bytes) -> Text:
    """Decode a record file and look for characters that do not belong in one. Raises nothing."""
    if other := sniff(content):
        return Text("", None, (finding("reading-not-text", Place(file), hint=other.hint, what=other.what),))
    if len(content) > LIMIT:
        return Text("", None, (finding("reading-too-large", Place(file), limit=LIMIT // 1024),))
    try:
        text = content.decode("utf-8").removeprefix("\ufeff")
    except UnicodeDecodeError as error:
        return Text(content.decode("utf-8", "replace"), None, (_not_utf_8(file, content, error.start),))
    if conflict := _CONFLICT.search(text):
        return Text(text, None, (finding("reading-conflict", Place(file, *_spot(text, conflict.start()))),))
    return _without_hidden(file, text)


def hidden_in(text: str) -> str:
    """The first character of a finished value that cannot be seen and does not belong, or nothing."""
    match = _REFUSED_VALUE.search(text)
    return match.group() if match else ""


def hidden_finding(character: str, place: Place, *, escaped: bool = False) -> Finding:
    """The finding for a hidden character, with the name that helps to find it."""
    if character in _NAMES:
        return finding("reading-line-break", place, hint=_hint("break", escaped), what=_NAMES[character])
    group = "direction" if character in _DIRECTIONS else "control"
    return finding("reading-hidden-character", place, hint=_hint(group, escaped), code=_code_point(character))


def _hint(group: str, escaped: bool) -> str:
    return "escaped" if escaped else group


def _without_hidden(file: str, text: str) -> Text:
    findings = [_hidden(file, text, positions) for positions in _groups_of_hidden(text)]
    if lone := _LONE_RETURN.search(text):
        findings.append(hidden_finding("\r", Place(file, *_spot(text, lone.start()))))
        return Text(text, None, tuple(findings))
    if tab := _TAB_FIRST.search(text):
        findings.append(finding("reading-tab", Place(file, *_spot(text, tab.start()))))
        return Text(text, None, tuple(findings))
    return Text(text, _REFUSED.sub(" ", text) if findings else text, tuple(findings))


def _groups_of_hidden(text: str) -> list[list[int]]:
    """Where the refused characters stand, those that belong together in one list.

    A file full of one of them has one problem, and those that turn the direction come in pairs.
    """
    groups: dict[str, list[int]] = {}
    for match in _REFUSED.finditer(text):
        kind = "direction" if match.group() in _DIRECTIONS else match.group()
        groups.setdefault(kind, []).append(match.start())
    return list(groups.values())


def _hidden(file: str, text: str, positions: list[int]) -> Finding:
    character, place = text[positions[0]], Place(file, *_spot(text, positions[0]))
    if len(positions) == 1 or character in _NAMES:
        return hidden_finding(character, place)
    hint = "directions" if character in _DIRECTIONS else "controls"
    code = _code_point(character)
    return finding("reading-hidden-character", place, hint=hint, code=code, count=len(positions))


def _not_utf_8(file: str, content: bytes, start: int) -> Finding:
    if content[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return finding("reading-not-utf-8", Place(file), hint="wide", byte=f"{content[0]:02X}")
    line_start = content.rfind(b"\n", 0, start) + 1
    place = Place(
        file,
        content.count(b"\n", 0, start) + 1,
        len(content[line_start:start].decode("utf-8", "replace").removeprefix("\ufeff")) + 1,
    )
    meant = content[start : start + 1].decode("cp1252", "ignore")
    hint = "guess" if meant.isprintable() and meant else "hint"
    return finding("reading-not-utf-8", place, hint=hint, byte=f"{content[start]:02X}", meant=meant)


def _spot(text: str, position: int) -> tuple[int, int]:
    return text.count("\n", 0, position) + 1, position - text.rfind("\n", 0, position)


def _code_point(character: str) -> str:
    return f"U+{ord(character):04X}"


def _visible(character: str) -> str:
    if character in "\n\r\t":
        return " "
    hidden = _REFUSED_VALUE.match(character) or unicodedata.category(character) in ("Cc", "Cs", "Co", "Cn")
    return f"<{_code_point(character)}>" if hidden else character
