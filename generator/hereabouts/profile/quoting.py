"""Typed text as it stands in a sentence of a finding."""

from __future__ import annotations

from collections.abc import Iterable

_LONGEST = 60


def excerpt(text: str) -> str:
    """What was typed, on one line and short enough to stand in a sentence."""
    line = " ".join(text.split())
    return line if len(line) <= _LONGEST else f"{line[:_LONGEST].rstrip()}…"


def listed(words: Iterable[str], last: str = "or") -> str:
    """Words in backticks, with commas between them and a word before the last."""
    marked = [f"`{word}`" for word in words]
    return f" {last} ".join([", ".join(marked[:-1]), marked[-1]]) if len(marked) > 1 else "".join(marked)
