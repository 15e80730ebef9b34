"""Lines of a calendar file as RFC 5545 wants them: texts escaped, long lines folded, each ended by CR and LF.

Our own, since it is so little and there are so many files: the `icalendar` library takes thirty times as long to write
one, and loses a backslash before a capital N. It reads all of them in the tests.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

_BREAKS: Final = re.compile(r"\r\n|[\n\r\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
"""All that some program might take for the end of a line."""

_CONTROLS: Final = re.compile(r"[\x00-\x08\x0e-\x1f\x7f-\x9f]")
_SPECIAL: Final = str.maketrans({"\\": "\\\\", ";": "\\;", ",": "\\,", "\n": "\\n"})
_WIDTH: Final = 75
"""The most bytes in a line."""


def text(value: str) -> str:
    """A text as the value of a property: one line, in which nothing ends the value; control characters left out."""
    return _CONTROLS.sub("", _BREAKS.sub("\n", value)).translate(_SPECIAL)


def write(lines: Iterable[str]) -> bytes:
    """The lines of a file, folded."""
    return b"".join(_fold(line.encode()) for line in lines)


def _fold(line: bytes) -> bytes:
    """A line, cut so that no piece is too long and no character is cut in two."""
    pieces, at, width = [], 0, _WIDTH
    while len(line) - at > width:
        end = at + width
        while line[end] & 0xC0 == 0x80:  # in the middle of a character
            end -= 1
        pieces.append(line[at:end])
        at, width = end, _WIDTH - 1
    pieces.append(line[at:])
    return b"\r\n ".join(pieces) + b"\r\n"
