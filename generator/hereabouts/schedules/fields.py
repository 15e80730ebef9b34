"""Schedules written as fields: HSDS's own, or a line under `when:` with text fields beside it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import msgspec

from hereabouts.model.objects import Schedule
from hereabouts.schedules import hsds
from hereabouts.schedules.dates import FIRST_YEAR, LAST_YEAR
from hereabouts.schedules.hours import Hours, combine, parse, to_line
from hereabouts.schedules.hsds import CODES
from hereabouts.schedules.notes import read_notes, write_notes
from hereabouts.schedules.refusal import Refusal
from hereabouts.schedules.saying import say

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

TEXT_FIELDS: Final = ("schedule_link", "attending_type", "notes", "description")
DATE_FIELDS: Final = ("valid_from", "valid_to", "dtstart", "until")
TIME_FIELDS: Final = ("opens_at", "closes_at")
LIST_FIELDS: Final = ("byday", "bymonthday", "byweekno", "byyearday")
NUMBER_FIELDS: Final = ("interval", "count", "timezone")
_TIMING: Final = (*DATE_FIELDS, *TIME_FIELDS, *LIST_FIELDS, *NUMBER_FIELDS, "freq", "wkst")
UNDER_HSDS: Final = ("count", "wkst", "byweekno", "byyearday", "timezone")


def check_fields(fields: Mapping[str, str]) -> Refusal | None:
    """What is wrong with a schedule written as HSDS fields, or None. `key` of the refusal names the field.

    Looks at each field alone first, then at those that must agree. Fields that HSDS does not have are not looked
    at: the profile knows them.
    """
    for name, check in _CHECKS.items():
        value = fields.get(name, "")
        if value and not check(value):
            return _wrong(name, value)
    return _check_together(fields)


def _wrong(name: str, value: str) -> Refusal:
    hint = "date" if name in DATE_FIELDS else "time" if name in TIME_FIELDS else name
    return Refusal("schedule-field-value", hint, {"field": name, "value": value}, key=name)


def _is_whole(value: str, most: int) -> bool:
    return value.isdecimal() and value.isascii() and len(value) < 6 and 1 <= int(value) <= most


def _is_date(value: str) -> bool:
    day = hsds.read_date(value) if len(value) == 10 else None
    return day is not None and FIRST_YEAR <= day.year <= LAST_YEAR


def _is_time(value: str) -> bool:
    seconds = value[5:]
    fits = seconds == "" or (len(seconds) == 3 and seconds[0] == ":" and seconds[1:].isdecimal())
    return value.isascii() and fits and hsds.read_time(value) is not None


def _is_list(value: str, most: int) -> bool:
    numbers = hsds.read_numbers(value)
    return numbers is not None and all(number and abs(number) <= most for number in numbers)


def _is_number(value: str) -> bool:
    return value.lstrip("+-").replace(".", "", 1).isdecimal() and value.isascii() and len(value) < 8


_CHECKS: Final[dict[str, Callable[[str], bool]]] = {
    "freq": lambda value: value in {"WEEKLY", "MONTHLY"},
    "interval": lambda value: _is_whole(value, 99),
    "byday": lambda value: hsds.read_byday(value) is not None,
    "bymonthday": lambda value: _is_list(value, 31),
    **dict.fromkeys(DATE_FIELDS, _is_date),
    **dict.fromkeys(TIME_FIELDS, _is_time),
    "count": lambda value: _is_whole(value, 9999),
    "wkst": lambda value: value in CODES,
    "byweekno": lambda value: _is_list(value, 53),
    "byyearday": lambda value: _is_list(value, 366),
    "timezone": _is_number,
}


def _check_together(fields: Mapping[str, str]) -> Refusal | None:
    for first, last in (("valid_from", "valid_to"), ("dtstart", "until"), ("dtstart", "valid_to")):
        begin, end = fields.get(first, ""), fields.get(last, "")
        if begin and end and end < begin:
            values = {"first": first, "last": last, "begin": begin, "end": end}
            return Refusal("schedule-fields-order", "hint", values, key=last)
    if fields.get("closes_at") and not fields.get("opens_at"):
        return Refusal("schedule-field-missing", "hint", {"field": "closes_at", "missing": "opens_at"}, key="closes_at")
    if not fields.get("freq"):
        for name in ("interval", *LIST_FIELDS):
            if fields.get(name):
                return Refusal("schedule-field-missing", "hint", {"field": name, "missing": "freq"}, key=name)
    nth = any(number for number, _ in hsds.read_byday(fields["byday"]) or ()) if fields.get("byday") else False
    if nth and fields.get("freq") != "MONTHLY":
        return Refusal("schedule-field-value", "nth", {"field": "byday", "value": fields["byday"]}, key="byday")
    return None


def from_mapping(fields: Mapping[str, str]) -> Hours | Refusal:
    """Read a schedule that is written as fields, all of them text.

    `when:` with `schedule_link`, `attending_type`, `notes` or `description` beside it, HSDS fields, or a
    `description` alone. Other keys are passed over. A refusal says in `key` which field it is about.
    """
    given = {name: value for name, value in fields.items() if value}
    if "when" in fields:
        return _from_phrase(given)
    refusal = check_fields(given)
    if refusal is not None:
        return refusal
    known: dict[str, str] = {name: given[name] for name in (*_TIMING, *TEXT_FIELDS) if name in given}
    if not known:
        return Refusal("schedule-empty")
    schedule = msgspec.structs.replace(Schedule(id=""), **_typed(known))
    schedule.description = schedule.description or say(schedule)
    return Hours((schedule,))


def _typed(known: Mapping[str, str]) -> dict[str, str | float | int]:
    typed: dict[str, str | float | int] = dict(known)
    for name in NUMBER_FIELDS:
        if name in known:
            typed[name] = float(known[name]) if "." in known[name] else int(known[name])
    for name in TIME_FIELDS:
        if len(known.get(name, "")) == 5:
            typed[name] = f"{known[name]}:00"
    for name in LIST_FIELDS:
        if name in known:
            typed[name] = known[name].replace(" ", "").upper()
    return typed


def _from_phrase(given: Mapping[str, str]) -> Hours | Refusal:
    hours = parse(given.get("when", ""))
    if isinstance(hours, Refusal):
        return Refusal(hours.code, hours.hint, hours.values, hours.column, "when")
    twice = next((name for name in _TIMING if name in given), None)
    if twice is None and "attending_type" in given and any(item.attending_type for item in hours.schedules):
        twice = "attending_type"
    if twice is not None:
        return Refusal("schedule-both", "hint", {"field": twice}, key=twice)
    extra = next((name for name in TEXT_FIELDS if name in given), None)
    if extra is not None and not hours.schedules:
        return Refusal("schedule-closure-extras", "hint", {"field": extra}, key=extra)
    return Hours(tuple(_with_text(item, given) for item in hours.schedules), hours.closures)


def _with_text(schedule: Schedule, given: Mapping[str, str]) -> Schedule:
    schedule.schedule_link = given.get("schedule_link", "")
    schedule.attending_type = schedule.attending_type or given.get("attending_type", "")
    if "notes" in given:
        sentences, remark = read_notes(schedule.notes)
        schedule.notes = write_notes(sentences, f"{remark} {given['notes']}".strip())
    schedule.description = given.get("description") or say(schedule)
    return schedule


def to_record(schedule: Schedule) -> str | dict[str, str]:
    """A schedule as it is best written in a record, all values text.

    A line where that says all; else `when:` with the text fields beside it; else HSDS fields. Those that a record
    keeps under `hsds:` are among them, for the caller to move there (`UNDER_HSDS`); a pinned id, foreign keys,
    attributes and metadata are left out.
    """
    bare = msgspec.structs.replace(schedule, schedule_link="", timezone=None)
    if schedule.interval in {None, 1} and schedule.wkst in CODES:
        bare.wkst = ""  # counts for nothing when every week is meant
    for left_out in ((), ("notes",), ("attending_type",), ("notes", "attending_type")):
        line = to_line(msgspec.structs.replace(bare, **dict.fromkeys(left_out, "")))
        if line is not None:
            record = {"when": line} | {name: getattr(schedule, name) for name in left_out}
            record |= _text_of(schedule, ("schedule_link", "wkst", "timezone"))
            whole = _with_description(record, schedule)
            if whole is not None:
                return whole if len(whole) > 1 else line
    return _text_of(schedule, (*_TIMING, *TEXT_FIELDS))


def _with_description(record: dict[str, str], schedule: Schedule) -> dict[str, str] | None:
    """The record with the schedule's description if it is not our own; None when it would not be read back."""
    made = from_mapping({name: value for name, value in record.items() if name not in UNDER_HSDS})
    if isinstance(made, Refusal):
        return None
    read = combine([made])[0]
    for name in ("notes", "attending_type", "schedule_link"):
        if getattr(read, name) != getattr(schedule, name):
            return None
    written = schedule.description not in {"", read.description}
    return {**record, "description": schedule.description} if written else record


def _text_of(schedule: Schedule, names: Iterable[str]) -> dict[str, str]:
    values = {name: getattr(schedule, name) for name in names}
    return {name: _text(value) for name, value in values.items() if value not in {"", None}}


def _text(value: str | float) -> str:
    return f"{value:g}" if isinstance(value, float) else str(value)
