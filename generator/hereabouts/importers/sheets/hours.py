"""Days and times in a cell: as the words of a record, or day by day as other programs write them out."""

from __future__ import annotations

import re
from typing import Any

import msgspec

from hereabouts.finding import Place, finding
from hereabouts.importers.sheets.fields import WEEK
from hereabouts.importers.source import Entry
from hereabouts.profile.forms import mend_time
from hereabouts.schedules import Hours, Refusal, combine, parse

_DAY = re.compile(r"\b(mon|tue(?:s)?|wed(?:nes)?|thu(?:rs?)?|fri|sat(?:ur)?|sun)(?:day)?s?\s*:\s*", re.IGNORECASE)
_SPAN = re.compile(r"(\d{1,2}[:.]\d\d(?:\s*[ap]m)?)\s*(?:-|–|to)\s*(\d{1,2}[:.]\d\d(?:\s*[ap]m)?)", re.IGNORECASE)
_BETWEEN = re.compile(r"(?:;(?![^(]*\))|\n|(?<=[\w)])\. +(?=[A-Z]))+")
_OTHERS = {"Not on bank holidays": "Closed on bank holidays"}
"""Sentences of the program's own tables that mean the same."""
_CLOSED = re.compile(r"\s*(?:closed|none|-)?\s*", re.IGNORECASE)


def read_hours(label: str, written: str) -> tuple[str, list[Entry], str]:
    """Which table the rows are of, the rows, and why they are words only (nothing when they are not)."""
    days = read_days(written)
    if days:
        return "regular_schedule", [Entry(label, day) for day in days], ""
    lines = [line.strip().rstrip(".") for line in _BETWEEN.split(written) if line.strip()]
    read = [parse(_OTHERS.get(line, line)) for line in lines]
    whole = [one for one in read if isinstance(one, Hours)]
    if read and len(whole) == len(read):
        return "schedule", [Entry(label, _fields(one)) for one in combine(whole)], ""
    refusal = next((one for one in read if isinstance(one, Refusal)), None)
    return "schedule", [Entry(label, {"description": written})], _words(refusal) if refusal else ""


def _fields(schedule: Any) -> dict[str, Any]:
    told: dict[str, Any] = msgspec.structs.asdict(schedule)
    return {name: value for name, value in told.items() if value and name != "description"}


def _words(refusal: Refusal) -> str:
    said = finding(refusal.code, Place(""), hint=refusal.hint, **refusal.values)
    return f"{said.message} Write it like `Mondays 10am to 4pm`; until then it is kept as words."


def read_days(written: str) -> list[dict[str, str]]:
    """``Monday: 9:00-17:00 Tuesday: Closed`` as a row for each span; nothing for what is not written so."""
    parts = _DAY.split(written)
    if len(parts) < 3 or parts[0].strip():
        return []
    made: list[dict[str, str]] = []
    for name, said in zip(parts[1::2], parts[2::2], strict=True):
        day = next(day for day in WEEK if day.startswith(name.lower()[:3]))
        spans = _SPAN.findall(said)
        if _SPAN.sub("", said).strip(" ,;&.\n\t\r") and not _CLOSED.fullmatch(said.strip(" ,;.\n")):
            return []
        clocks = [(mend_time(opens), mend_time(closes)) for opens, closes in spans]
        if not all(opens and closes for opens, closes in clocks):
            return []
        made += [{"weekday": day.title(), "opens_at": opens, "closes_at": closes} for opens, closes in clocks]
        made += [] if spans else [{"weekday": day.title()}]
    return made
