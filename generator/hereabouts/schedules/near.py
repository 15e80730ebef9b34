"""What somebody may have meant: near spellings of days and months, and example dates for messages."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Final

from rapidfuzz.distance import OSA

from hereabouts.schedules import english
from hereabouts.schedules.words import DAY_NAMES, MONTH_NAMES

_KNOWN: Final = (*DAY_NAMES, *(f"{name}s" for name in DAY_NAMES), *(name for name in MONTH_NAMES if name != "May"))
EXAMPLE_DAY: Final = date(2026, 1, 5)


def near_word(text: str) -> str:
    """The day or month that `text` is a slip of, or an empty string. Short words allow one slip, longer two."""
    if len(text) < 4:
        return ""
    allowed = 1 if len(text) < 7 else 2
    slips = {name: OSA.distance(text, name.lower(), score_cutoff=allowed) for name in _KNOWN}
    best = min(slips, key=lambda name: slips[name])
    return best if 0 < slips[best] <= allowed else ""


def example_date(day: int) -> str:
    """A date on this day of the week, for showing how one is written; the same in every build."""
    return english.full_date(EXAMPLE_DAY + timedelta(days=day))
