"""Lines that would mend a finding: offered only where a second check shows that they do."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from rapidfuzz import fuzz

from hereabouts.catalogue import CATALOGUE
from hereabouts.check import check_again
from hereabouts.finding import Finding
from hereabouts.reading import check_file
from hereabouts.records import Record, Records
from hereabouts.review.pairs import strings
from hereabouts.source.document import Data, Document

_SURE = frozenset({"near", "moved", "letters", "afternoon", "sign", "hint"})
"""Hints whose suggestion says all that the line said. Others give an example, or a part of the line."""

_LONGEST = 300
_ALIKE = 75
"""A text is only replaced as a whole by one that is nearly the same, or something might be lost that stood in it."""

_QUOTES = ("", '"', "'")


@dataclass(frozen=True, slots=True)
class Fix:
    """What one line of a file must be for a finding to go. `line` counts from 1; `text` is the whole line."""

    file: str
    line: int
    text: str


def find_fix(item: Finding, record: Record, records: Records, today: date) -> Fix | None:
    """The line that mends a finding in this record, if there is one that certainly does.

    The line is put in, the file read and checked anew: exactly this finding must be gone, no other have come, and
    nothing else of what the record says be different. `record` has its document as it was read.
    """
    suggestion = dict(item.values).get("suggestion", "")
    offered = "{suggestion}" in CATALOGUE[item.code].hints.get(item.hint_key, "")
    if not suggestion or not offered or item.hint_key not in _SURE or item.also:
        return None
    lines = record.document.text.split("\n")
    at = item.place.line - 1
    if at >= len(lines) or len(lines[at]) > _LONGEST:
        return None
    before = _said(check_again(record, records, today))
    wanted = before - _said([item])
    if before[_key(item)] == 0:
        return None
    for line in dict.fromkeys(_candidates(lines[at], item, _scalar(record.document, item), suggestion)):
        text = "\n".join([*lines[:at], line, *lines[at + 1 :]])
        document = check_file(record.document.file, text.encode(), record.kind)
        after = _said(check_again(Record(record.kind, record.path, document), records, today))
        if after == wanted and _only_this(record.document, document, suggestion):
            return Fix(item.place.file, item.place.line, line.removesuffix("\r"))
    return None


def _scalar(document: Document, item: Finding) -> str:
    """The whole text that begins where the finding is; empty where none does."""
    for path, spot in document.values.items():
        if spot == (item.place.line, item.place.column):
            here: Data = document.data
            for step in path:
                here = here[step]  # type: ignore[index]
            if isinstance(here, str):
                return here
    return ""


def _candidates(line: str, item: Finding, whole: str, suggestion: str) -> Iterator[str]:
    """The line with the suggestion in place of what was typed, which stands at the finding's place or else once."""
    column = item.place.column - 1
    typed = sorted({value for name, value in item.values if name != "suggestion" and value}, key=len, reverse=True)
    if fuzz.ratio(whole, suggestion) >= _ALIKE:
        typed.append(whole)
    for words in typed:
        for mark in _QUOTES:
            if line.startswith(f"{mark}{words}", column):
                yield f"{line[:column]}{mark}{suggestion}{line[column + len(mark) + len(words) :]}"
        if line.count(words) == 1:
            yield line.replace(words, suggestion)


def _key(item: Finding) -> tuple[str, tuple[tuple[str, str], ...]]:
    return item.code, item.values


def _said(findings: list[Finding]) -> Counter[tuple[str, tuple[tuple[str, str], ...]]]:
    return Counter(map(_key, findings))


def _only_this(before: Document, after: Document, suggestion: str) -> bool:
    """Whether one text, or the name of one line, is another, and has the suggestion in it."""
    old, new = _flat(before.data), _flat(after.data)
    if len(old) != len(new) or before.text.count("\n") != after.text.count("\n"):
        return False
    different = [(one, other) for one, other in zip(old, new, strict=True) if one != other]
    if len(different) == 1:
        (_, was), (name, now) = different[0]
        return suggestion in now if was != now else suggestion == name
    return bool(different) and all(was == now and name == suggestion for (_, was), (name, now) in different)


def _flat(data: Data) -> list[tuple[str, str]]:
    return list(strings(data))
