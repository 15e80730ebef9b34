"""Words that are shown to people as they are: quotes around them, and translations of what is no longer said."""

from __future__ import annotations

import re
from collections.abc import Iterator

from hereabouts.finding import Finding, finding
from hereabouts.rules.parts import Parts
from hereabouts.settings import table
from hereabouts.source.document import Data, Path

_SHOWN = ("name", "alternate_name", "alert", "title", "department", "label", "address_1", "address_2", "city", "near")
"""Lines in which nobody quotes anybody: quotes around the whole of one were meant for the program."""

_TEXTS = (
    *("description", "eligibility_description", "application_process", "fees_description", "interpretation_services"),
    *("accreditations", "transportation", "attention", "details", "funding", "required_documents", "legal_status"),
)
"""Lines and lists of words that people read."""

_NOTHING = frozenset(
    {"none", "n/a", "na", "no", "yes", "nil", "tbc", "tba", "to be confirmed", "unknown", "not known", "?", "-"}
)
_QUOTED = re.compile(r"[“”‘’„«‹]([^“”‘’„«»‹›]+)[“”‘’»›]")


def check(parts: Parts) -> Iterator[Finding]:
    """Check what is shown as it is written."""
    for path, written in parts.texts(*_SHOWN):
        if inside := _QUOTED.fullmatch(written):
            yield finding("value-curly-quotes", parts.place(path), name=path[-1], text=inside[1].strip())
    for path, written in parts.texts(*_SHOWN, *_TEXTS):
        if written.strip(" .!").lower() in _NOTHING:
            yield finding("value-says-nothing", parts.place(path), name=_line_of(path), text=written)
    yield from _check_translations(parts)


def _line_of(path: Path) -> str:
    return str(next(step for step in reversed(path) if isinstance(step, str)))


def _check_translations(parts: Parts) -> Iterator[Finding]:
    """A translation of a line that the record no longer has says something that the original doesn't."""
    for path, item in parts.under("translations"):
        original: Data = parts.record.data
        for step in path[:-1]:
            original = original[step]  # type: ignore[index]
        for code, words in table(item).items():
            for name in table(words):
                if name not in original:
                    place = parts.record.document.key_place(*path, code, name)
                    yield finding("value-translation-alone", place, name=name, code=code)
