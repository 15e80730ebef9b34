r"""How one piece of text is written, and when it needs quotes.

The rules are few, so that every program that writes records writes the same bytes:

1. Text with a line break becomes a ``|`` block when it can: it starts with something other than a space or a line
   break, no line ends in a space, and it ends in at most one line break (``|-`` when it ends in none).
2. Other text stands bare when it is safe (`is_safe`): YAML and the people's other tools read the same text back.
3. A number or a date where the profile asks for one stands bare too.
4. Everything else stands in double quotes, with ``\\`` before a backslash or a double quote, and a line break
   or tab as ``\n`` or ``\t``. No other escape is ever written.

Characters that a record may not hold are refused: whoever makes the record takes them out, and says so.
"""

from __future__ import annotations

import re

from hereabouts.source.text import hidden_in

SLUG = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
_NUMBER = re.compile(r"-?[0-9]+(?:\.[0-9]+)?\Z")
_DATE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9:.]+(?:Z|[+-][0-9]{2}:[0-9]{2})?)?\Z")

_SPECIAL_FIRST = frozenset("-?:,[]{}#&*!|>'\"%@`~=<.")
_WORDS = frozenset(["y", "n", "yes", "no", "on", "off", "true", "false", "null", "nan", "inf"])
_LIKE_A_NUMBER = re.compile(r"\+?(?:0[xob][0-9a-f_]+|[0-9][0-9_.,:]*(?:e[+-]?[0-9]*)?)\Z", re.IGNORECASE)
_LIKE_A_DATE = re.compile(r"[0-9]{4}-[0-9]{1,2}-[0-9]{1,2}(?:[Tt ] *[0-9].*)?\Z")
_LIKE_A_KEY = re.compile(r"(?!https?://)[A-Za-z0-9_-]+:")
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t"}


def is_safe(text: str) -> bool:
    """Tell whether every reader of YAML, old or new, takes this text as it stands, without quotes."""
    if not text or text != text.strip() or text[0] in _SPECIAL_FIRST or text.endswith(":"):
        return False
    if ": " in text or " #" in text or "\n" in text or "\t" in text or _LIKE_A_KEY.match(text):
        return False
    return not (text.lower() in _WORDS or _LIKE_A_NUMBER.match(text) or _LIKE_A_DATE.match(text))


def refuse(text: str) -> None:
    """Raise ValueError when the text has a character that a record may not hold."""
    if hidden := hidden_in(text):
        raise ValueError(f"a record cannot hold the character U+{ord(hidden):04X}")


def quoted(text: str) -> str:
    """The text in double quotes."""
    return f'"{"".join(_ESCAPES.get(character, character) for character in text)}"'


def inline(text: str, *, bare: bool = False) -> str:
    """The text on one line, in quotes where it needs them; `bare` lets a number or a date stand without.

    Raises ValueError as `refuse` does.
    """
    refuse(text)
    if is_safe(text) or (bare and (_NUMBER.match(text) or _DATE.match(text))):
        return text
    return quoted(text)


def block(text: str) -> list[str] | None:
    """The lines of a ``|`` block, its mark first; None when this text cannot be written so."""
    if "\n" not in text or text[0] in " \n\t" or text.endswith("\n\n"):
        return None
    lines = text.removesuffix("\n").split("\n")
    if any(line != line.rstrip() or "\t" in line for line in lines):
        return None
    refuse(text)
    mark = "|" if text.endswith("\n") else "|-"
    return [mark, *lines]
