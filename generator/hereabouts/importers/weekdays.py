"""Hours as HSDS 1 has them, a row for each weekday and for each holiday, as HSDS 3 schedules."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any

from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import as_text, is_empty, uuid_of
from hereabouts.importers.source import Entry
from hereabouts.profile.forms import mend_date
from hereabouts.rules.dates import read_day

Raw = dict[str, Any]

_WEEK = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")
_NAMES = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
_TIMES = ("opens_at", "closes_at")
_FIRST_REAL_YEAR = 1900
"""A year before this one stands for none: a holiday that comes every year."""


def weekly(rows: Sequence[tuple[Raw, Where]], owner: Where, report: Report) -> list[Raw]:
    """The rows of one owner as schedules; days with the same hours as one.

    A day without times is taken for closed where another day has some, and where all seven days have none.
    """
    open_ = any(_has_times(row) for row, _ in rows) or len(rows) >= len(_WEEK)
    made: list[Raw] = []
    by_hours: dict[tuple[tuple[str, str], ...], Raw] = {}
    for row, where in rows:
        schedule = _read_day(row, where, report, open_=open_)
        if schedule is None:
            continue
        hours = tuple(sorted((key, as_text(value)) for key, value in schedule.items() if key not in ("id", "byday")))
        known = by_hours.get(hours)
        if known is None or uuid_of(schedule.get("id")) or uuid_of(known.get("id")) or "byday" not in schedule:
            made.append(schedule)
            by_hours.setdefault(hours, schedule)
        else:
            days = {*known["byday"].split(","), schedule["byday"]}
            known["byday"] = ",".join(day for day in _WEEK if day in days)
            why = "Days with the same hours are one schedule."
            report.count(owner, "weekday", Action.MAPPED, f"{schedule['byday']} ({where.source})", why)
    return made


def _has_times(row: Raw) -> bool:
    return any(not is_empty(row.get(name)) for name in _TIMES)


def _read_day(row: Raw, where: Where, report: Report, *, open_: bool) -> Raw | None:
    """One row; None for a day that is closed."""
    if is_empty(row.get("weekday")):
        if not is_empty(row.get("byday")) and is_empty(row.get("freq")):
            row["freq"] = "WEEKLY"
        return row
    written = as_text(row.pop("weekday"))
    code = _code(written)
    if not code:
        hours = " to ".join(as_text(row.pop(name)) for name in _TIMES if not is_empty(row.get(name)))
        words = f"Day of the week as given: {written}{f', {hours}' if hours else ''}"
        row["description"] = ". ".join(part for part in (as_text(row.get("description") or ""), words) if part)
        report.add(where / "weekday", "weekday", Action.KEPT, written, "Nothing says which day that is.")
        return row
    if open_ and not _has_times(row):
        why = "It has no times, so it is taken for closed."
        report.add(where, "weekday", Action.DROPPED, written, why)
        return None
    row |= {"freq": "WEEKLY", "byday": code}
    return row


def _code(written: str) -> str:
    word = written.lower().rstrip("s.")
    fits = [code for code, name in zip(_WEEK, _NAMES, strict=True) if len(word) > 1 and name.startswith(word)]
    return fits[0] if len(fits) == 1 else ""


def holiday(row: Raw, where: Where, today: date, report: Report) -> list[Raw]:
    """A holiday row as a closure, or as hours for those days; nothing when it is over."""
    start, end = (read_date(row.get(name)) for name in ("start_date", "end_date"))
    closed = as_text(row.get("closed") or "").lower() in {"yes", "true", "t", "1", "y"}
    hours = [as_text(row[name]) for name in _TIMES if not is_empty(row.get(name))]
    if start is None or (end is None and not is_empty(row.get("end_date"))):
        return [_in_words(row, closed, hours, where, report)]
    end = end or start
    every_year = start.year < _FIRST_REAL_YEAR
    if not every_year and end < today:
        report.add(where, "holiday_schedule", Action.DROPPED, _said(row), "It is over.")
        return []
    days = _span(start, end, every_year=every_year)
    if closed:
        made: Raw = {"notes": f"Closed {days}."}
    elif every_year or not hours:
        made = {"description": f"{days}{' each year' if every_year else ''}: {' to '.join(hours) or 'open'}"}
    else:
        made = _dated(start, end) | {name: row[name] for name in _TIMES if not is_empty(row.get(name))}
    report.add(where, "holiday_schedule", Action.MAPPED, _said(row), "The standard has schedules for it now.")
    return [_like(row, made)]


def read_date(value: object) -> date | None:
    """A day as feeds write one, where it can be read one way only."""
    written = as_text(value or "").strip()
    return read_day(written[:10]) or read_day(mend_date(written))


def _span(start: date, end: date, *, every_year: bool) -> str:
    first, last = (f"{day.day} {day:%B}{'' if every_year else f' {day.year}'}" for day in (start, end))
    return first if first == last else f"{first} to {last}"


def _dated(start: date, end: date) -> Raw:
    dates = {"valid_from": start.isoformat(), "valid_to": end.isoformat(), "dtstart": start.isoformat()}
    return dates if start == end else {**dates, "until": end.isoformat(), "freq": "WEEKLY", "byday": ",".join(_WEEK)}


def _in_words(row: Raw, closed: bool, hours: Iterable[str], where: Where, report: Report) -> Raw:
    dates = " to ".join(as_text(row[name]) for name in ("start_date", "end_date") if not is_empty(row.get(name)))
    said = f"Holiday as given: {', '.join(filter(None, [dates, 'closed' if closed else '', ' to '.join(hours)]))}"
    report.add(where, "holiday_schedule", Action.KEPT, _said(row), "Its dates cannot be read one way only.")
    return _like(row, {"description": said})


def _like(row: Raw, made: Raw) -> Raw:
    """A schedule that stands where the row stood, under its id."""
    made = {**({"id": row["id"]} if uuid_of(row.get("id")) else {}), **made}
    return Entry(row.label, made) if isinstance(row, Entry) else made


def _said(row: Raw) -> str:
    return ", ".join(as_text(value) for name, value in row.items() if name != "id" and not is_empty(value))
