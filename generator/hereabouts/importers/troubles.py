"""What is wrong with a document of a source, in words for the report."""

from __future__ import annotations

from collections.abc import Iterable

from hereabouts.importers.report import Action, Report, Where
from hereabouts.web import Trouble

DEEPEST = 40
"""How deep a document may nest."""

_WORDS = {
    "answer-html": "It is a web page, not data.",
    "answer-not-utf8": "It is not UTF-8 text.",
    "answer-not-json": "It is not JSON (line {line}, column {column}).",
    "answer-null": "It says nothing.",
    "answer-too-deep": "Its parts stand inside each other more than {depth} deep.",
    "answer-number": "This is no number: {value}.",
    "answer-key-twice": "{name} is there twice; the last one counts.",
    "answer-text": "It holds characters that are none.",
    "answer-refused": "The server sends us to {target}, which is not followed: {reason}.",
    "answer-slow": "No whole answer came within {seconds} seconds.",
    "answer-cut-short": "The answer was cut short.",
    "answer-packing": "The answer is packed in a way that cannot be unpacked: {packing}.",
    "answer-none": "There was no answer ({reason}).",
    "answer-too-big": "It is larger than {size}.",
    "answer-status": "The server answered {status}.",
}


def words_for(trouble: Trouble) -> str:
    """One sentence on what is wrong."""
    return _WORDS[trouble.code].format_map(trouble.values)


def report_mended(troubles: Iterable[Trouble], where: Where, report: Report) -> None:
    """Add a line for each thing that was put right while a document was read."""
    for trouble in troubles:
        if trouble.code != "answer-bom":
            inner = where
            for part in trouble.parts:
                inner = inner / part
            what = next((str(part) for part in reversed(trouble.parts) if isinstance(part, str)), "record")
            report.add(inner, what, Action.MENDED, str(trouble.values.get("value", "")), words_for(trouble))
