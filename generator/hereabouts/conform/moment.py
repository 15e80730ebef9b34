"""Dates and times as the standard writes them: 2026-03-14, 09:30, 09:30:00, 09:30Z, 09:30+01:00."""

from __future__ import annotations

import re
from datetime import date, time

_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_TIME = re.compile(r"\d{2}:\d{2}(:\d{2}(\.\d{1,6})?)?(Z|[+-]\d{2}:\d{2})?")


def read_date(text: object) -> date | None:
    """The date a text is; None when it is none."""
    if not isinstance(text, str) or not _DATE.fullmatch(text):
        return None
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def begins_with_date(text: object) -> bool:
    """Tell whether a text is a date with a time behind it, which many feeds write where a date is asked for."""
    return isinstance(text, str) and text[10:11] in {"T", " "} and read_date(text[:10]) is not None


def _is_date(text: str) -> bool:
    return read_date(text) is not None


def _is_time(text: str) -> bool:
    if not _TIME.fullmatch(text):
        return False
    try:
        time.fromisoformat(text)
    except ValueError:
        return False
    return True


FORMATS = {"feed-date": _is_date, "feed-time": _is_time}
"""What the schemas check with, by the name of the format."""
