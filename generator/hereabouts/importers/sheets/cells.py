"""One cell by what it is meant to be: cut where it may hold several, with its numbers read as the days they are."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from typing import Protocol

from hereabouts.importers.entities import DATE, MOMENT, TIME
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.sheets.mapping import Use
from hereabouts.importers.sheets.sheet import Sheet
from hereabouts.phones import read_number

_SERIAL = re.compile(r"\d{5}(?:\.\d+)?\Z")
_FRACTION = re.compile(r"0?\.\d+\Z")
_SAID_FIRST = re.compile(r"(?P<what>[^\W\d][^:\d]{0,40}):\s*(?P<number>[+(\d].*)\Z", re.DOTALL)
_SAID_LAST = re.compile(r"(?P<number>[+(\d][^()]*(?:\([\d ]+\)[^()]*)?)\((?P<what>[^()]*[^\W\d][^()]*)\)\Z")
_SEVERAL = re.compile(r"[,/]|\bor\b")
_TYPES = {
    **dict.fromkeys(("tdd", "tty", "textphone", "minicom"), "textphone"),
    **dict.fromkeys(("mobile", "cell"), "cell"),
    **{name: name for name in ("fax", "text", "voice")},
}
"""What people say of a number -> the standard's own word for it."""
_BETWEEN = r"[;\n]+"
_IDS = r"[;,\n]+"


class Desk(Protocol):
    """What is needed to read a cell."""

    report: Report
    country: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One value, and what stood beside it that has a field of its own."""

    value: str
    beside: dict[str, str] = field(default_factory=dict)


def read_cell(sheet: Sheet, spot: tuple[int, int], written: str, use: Use, desk: Desk) -> Iterator[Cell]:
    """Every value of a cell, in order."""
    target = use.target
    for one in _cut(written, use):
        value = dict(use.values).get(one.casefold(), one)
        where = Where(sheet.place(spot[0]), sheet.columns.get(spot[1], ""))
        if (target.part == "phone" and target.field == "number") or target.field == "phone":
            for cell in _phones(value, desk.country):
                kind = cell.beside.get("type", "")
                if kind not in value.casefold():
                    desk.report.add(where, "type", Action.MAPPED, value, f"The standard calls it {kind}.")
                yield cell
            continue
        day = _day(value, early=sheet.early) if target.form in (DATE, MOMENT) else ""
        day = day or (_clock(value) if target.form == TIME else "")
        if day:
            desk.report.add(where, target.field, Action.MENDED, value, f"It is written as {day}.")
            sheet.taken[spot] = day
        yield Cell(day or value)


def _cut(written: str, use: Use) -> list[str]:
    if not use.target.several and not use.separator:
        return [written]
    between = re.escape(use.separator) if use.separator else _IDS if use.target.field == "id" else _BETWEEN
    return list(dict.fromkeys(part.strip() for part in re.split(between, written) if part.strip()))


def _day(value: str, *, early: bool) -> str:
    """A day that a spreadsheet program counts as days since 1900, or 1904."""
    if not _SERIAL.match(value):
        return ""
    first = datetime(1904, 1, 1) if early else datetime(1899, 12, 30)
    return (first + timedelta(days=float(value))).date().isoformat()


def _clock(value: str) -> str:
    """A time that a spreadsheet program counts as a part of the day."""
    if not _FRACTION.match(value):
        return ""
    minutes = round(float(value) * 24 * 60)
    return time(minutes // 60 % 24, minutes % 60).isoformat("minutes")


def _phones(value: str, country: str) -> list[Cell]:
    """The numbers in a cell, each with what is said of it: before a colon, or in brackets behind it."""
    several = [_phone(part.strip(), country) for part in _SEVERAL.split(value) if part.strip()]
    found = [cell for cell in several if cell is not None]
    if len(several) < 2 or len(found) < len(several):
        return [_phone(value, country) or Cell(value)]
    return list(_each_once(found))


def _each_once(cells: list[Cell]) -> Iterator[Cell]:
    """A number that is there twice, for two things, is one number for both."""
    for number in dict.fromkeys(re.sub(r"\D", "", cell.value) for cell in cells):
        same = [cell for cell in cells if re.sub(r"\D", "", cell.value) == number]
        said = ", ".join(dict.fromkeys(word for cell in same for word in cell.beside.values()))
        yield same[0] if len(same) == 1 else Cell(same[0].value, {"description": said} if said else {})


def _phone(value: str, country: str) -> Cell | None:
    """One number; None for what nobody can ring."""
    found = _SAID_FIRST.match(value) or _SAID_LAST.match(value)
    number, what = (found["number"].strip(), found["what"].strip()) if found else (value, "")
    if read_number(number, country) is None:
        return None
    kind = _TYPES.get(what.casefold(), "")
    return Cell(number, {"type": kind} if kind else {"description": what} if what else {})
