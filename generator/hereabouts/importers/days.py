"""Days of the week as feeds write them, where that is not how HSDS does: in words, or as numbers."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from hereabouts.importers.shapes import as_text
from hereabouts.schedules import Hours, parse

CODES = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")

_TWO_LETTERS = re.compile(r"\b(MO|TU|WE|TH|FR|SA|SU)\b")
_NUMBERS = re.compile(r"[0-7](?:\s*[,;/ ]\s*[0-7])*\Z")
_NAMED = re.compile(r"\b(mon|tue|wed|thu|fri|sat|sun)(?:s|nes|rs?|ur)?(?:days?)?\b", re.IGNORECASE)

_SUNDAY_FIRST = ("SU", *CODES[:-1])
_COUNTS = (
    dict(enumerate(CODES, 1)),
    dict(enumerate(_SUNDAY_FIRST, 1)),
    dict(enumerate(_SUNDAY_FIRST)),
    dict(enumerate(CODES)),
)
"""How days are counted: from Monday or from Sunday, and from one or from nought."""


def read_words(written: str) -> list[str]:
    """The days that words mean every week: ``Mon-Fri``, ``MO WE``, ``weekdays``; nothing for any other words."""
    words = _TWO_LETTERS.sub(lambda found: NAMES[CODES.index(found[0])], written.upper())
    for line in (words, words.replace(" ", " and ")):
        read = parse(f"{line} 9am")
        weekly = isinstance(read, Hours) and [
            one for one in read.schedules if (one.freq, one.interval) == ("WEEKLY", 1)
        ]
        if weekly and not any(one.notes or one.valid_from or one.valid_to for one in weekly):
            return weekly[0].byday.split(",") if len(weekly) == 1 else []
    return []


def read_numbers(value: Any, schedule: dict[str, Any]) -> list[str]:
    """Days that are only numbers, where the rest of the schedule tells how they are counted; else nothing.

    Day 1 is Monday to some and Sunday to others, and a wrong day sends people to a closed door. So the schedule must
    name the same days in words, or begin on the one day it has.
    """
    written = ",".join(map(as_text, value)) if isinstance(value, list) else as_text(value)
    if not _NUMBERS.match(written):
        return []
    numbers = [int(figure) for figure in re.findall(r"\d", written)]
    readings = [[count[one] for one in numbers] for count in _COUNTS if all(one in count for one in numbers)]
    told = _told(schedule)
    fitting = {frozenset(codes): list(dict.fromkeys(codes)) for codes in readings if told and set(codes) == told}
    return next(iter(fitting.values())) if len(fitting) == 1 else []


def _told(schedule: dict[str, Any]) -> set[str]:
    """The days that a schedule names in words, else the one it begins on."""
    words = " ".join(as_text(schedule[name]) for name in ("description", "notes") if schedule.get(name))
    named = {CODES[[name[:3] for name in NAMES].index(found.lower())] for found in _NAMED.findall(words)}
    if named:
        return named
    try:
        return {CODES[date.fromisoformat(as_text(schedule.get("dtstart"))[:10]).weekday()]}
    except ValueError:
        return set()
