"""Dates that exist and stand in order, times that can be read."""

from __future__ import annotations

import re
from calendar import month_name
from collections.abc import Iterator
from datetime import date, datetime

from hereabouts.finding import Finding, Place, finding
from hereabouts.rules.parts import Parts
from hereabouts.schedules import Hours, Refusal, from_mapping, parse, without_brackets
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data, Path

_KEYS = ("assured_date", "updated", "expires", "retrieved", "valid_from", "valid_to", "checked")
_ORDERED = (("valid_from", "valid_to"), ("updated", "expires"))
_TWELVE_AM = re.compile(r"(?:to|-|–|—|until|till?)\s*(12(?:[:.]00)?\s*(am\b|a\.m\b))", re.IGNORECASE)
_NOON, _MIDNIGHT = "12:00:00", "23:59:00"
_FIRST_YEAR, _LAST_YEAR = 1900, 2199
_DAY = re.compile(r"^\d{4}-\d{2}-\d{2}")


def check(parts: Parts, today: date) -> Iterator[Finding]:
    """Check the dates and the hours of this record."""
    for path, written in _dates(parts):
        day = read_day(written)
        if _DAY.match(written) and day is None:
            only_time = read_day(written[:10]) is not None
            shown = written if only_time else _in_words(written)
            yield finding("date-missing", parts.place(path), hint="time" if only_time else "hint", date=shown)
        elif day is not None and not _FIRST_YEAR <= day.year <= _LAST_YEAR:
            yield finding("date-year", parts.place(path), year=written[:4])
        elif day is not None and path[-1] == "updated" and day > today:
            yield finding("date-future", parts.place(path), hint="known", name="updated", date=day.isoformat())
    yield from _check_order(parts)
    assured = read_day(text(parts.record.data.get("assured_date")))
    if assured is not None and assured > today:
        yield finding("date-future", parts.place(("assured_date",)), name="assured_date", date=assured.isoformat())
    yield from _check_schedules(parts)
    for path, span in parts.texts("term_dates"):
        yield from _check_span(parts, path, span)


def read_day(written: str) -> date | None:
    """The day of a date or a moment, or None when there is no such day."""
    try:
        if len(written.strip()) > len("2026-01-01"):
            return datetime.fromisoformat(written.strip()).date()
        return date.fromisoformat(written.strip())
    except ValueError:
        return None


def _in_words(written: str) -> str:
    """``2026-11-31`` as 31 November 2026; anything without such a month as written."""
    year, _, rest = written.partition("-")
    month, _, day = rest[:5].partition("-")
    named = month.isdigit() and 1 <= int(month) <= 12
    return f"{int(day)} {month_name[int(month)]} {year}" if named and day.isdigit() else written


def _dates(parts: Parts) -> Iterator[tuple[Path, str]]:
    yield from parts.texts(*_KEYS)
    for path, lists in parts.under("attributes"):
        for name, entries in table(lists).items():
            for index, entry in enumerate(items(entries)):
                for key in ("updated", "expires"):
                    written = text(table(entry).get(key)).strip()
                    if written:
                        step: Path = (name, index) if isinstance(entries, list) else (name,)
                        yield (*path, *step, key), written


def _mappings(data: Data, path: Path) -> Iterator[tuple[Path, dict[str, Data]]]:
    if isinstance(data, dict):
        yield path, data
        for key, value in data.items():
            yield from _mappings(value, (*path, key))
    elif isinstance(data, list):
        for index, item in enumerate(data):
            yield from _mappings(item, (*path, index))


def _check_order(parts: Parts) -> Iterator[Finding]:
    for path, fields in _mappings(parts.record.data, ()):
        for earlier, later in _ORDERED:
            first, last = read_day(text(fields.get(earlier))), read_day(text(fields.get(later)))
            if first is not None and last is not None and last < first:
                place = parts.place((*path, later))
                yield finding("date-order", place, earlier=earlier, first=first, later=later, last=last)


def _check_span(parts: Parts, path: Path, span: str) -> Iterator[Finding]:
    begins, _, ends = span.partition(" to ")
    first, last = read_day(begins), read_day(ends or begins)
    if first is None or last is None:
        yield finding("date-missing", parts.place(path), date=_in_words(begins if first is None else ends))
    elif last < first:
        yield finding("date-order", parts.place(path), earlier="the first", first=first, later="the last", last=last)


def _check_schedules(parts: Parts) -> Iterator[Finding]:
    for path, item in parts.under("schedules"):
        if isinstance(item, str):
            read = parse(item)
        else:
            read = from_mapping({name: value for name, value in table(item).items() if isinstance(value, str)})
        if isinstance(read, Refusal):
            yield _refused(parts, path, read)
        elif line := (item if isinstance(item, str) else text(table(item).get("when"))):
            yield from _check_line(parts, path if isinstance(item, str) else (*path, "when"), line, read)


def _refused(parts: Parts, path: Path, refusal: Refusal) -> Finding:
    """Why a line was refused; times alone may belong to the days in the item before, which a comma has cut off."""
    place = _place_of(parts, path, refusal)
    if refusal.code == "schedule-which-days" and isinstance(path[-1], int) and path[-1]:
        joined = f"{parts.written((*path[:-1], path[-1] - 1))} {parts.written(path)}"
        if not isinstance(parse(joined), Refusal):
            return finding(refusal.code, place, hint="joined", **refusal.values, suggestion=joined)
    return finding(refusal.code, place, hint=refusal.hint, **refusal.values)


def _check_line(parts: Parts, path: Path, line: str, read: Hours) -> Iterator[Finding]:
    """Ask about a line that can be taken and is likely not to be meant as it is."""
    for suggestion in without_brackets(line):
        outside = parse(suggestion)
        if not isinstance(outside, Refusal) and outside != read:
            remark = line[line.index("(") :].rstrip(" .")
            yield finding("date-in-brackets", parts.place(path), remark=remark, suggestion=suggestion)
    typed = _TWELVE_AM.search(line)
    mornings = (one.closes_at == _MIDNIGHT and one.opens_at < _NOON for one in read.schedules)
    if typed and any(mornings):
        noon = typed[1][: -len(typed[2])] + typed[2].replace("a", "p").replace("A", "P")
        yield finding("date-midnight", parts.place(path), typed=typed[1], noon=noon)


def _place_of(parts: Parts, path: Path, refusal: Refusal) -> Place:
    """The very word that was not understood, where the line stands in the file as it is; else where it begins."""
    if refusal.key:
        path = (*path, refusal.key)
    place = parts.place(path)
    written = parts.written(path)
    lines = parts.record.document.text.splitlines()
    here = lines[place.line - 1][place.column - 1 :] if place.line <= len(lines) else ""
    offset = refusal.column if written and here.startswith(written) else 0
    return Place(place.file, place.line, place.column + offset)
