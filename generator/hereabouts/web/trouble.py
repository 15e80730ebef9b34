"""Something wrong with a document from the web, before its meaning is looked at."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

Json = Any

Parts = tuple[str | int, ...]
"""The keys and indexes that lead from the top of a document to a value."""


@dataclass(frozen=True, slots=True)
class Trouble:
    """What is wrong: a code such as ``answer-slow``, the values its words need, and where in the document it is."""

    code: str
    values: dict[str, object] = field(default_factory=dict)
    parts: Parts = ()
