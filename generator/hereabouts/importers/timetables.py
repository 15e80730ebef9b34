"""Days and times as feeds write them, as the fields HSDS has for them.

Only what can be read one way is read: one set of days with any number of times, days and times that stand together, a
recurrence rule. Where several days and several times stand side by side with nothing to say which go together, they
are kept as words. What is not understood stays where it was, and so is reported like any other unknown field.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Any

from hereabouts.importers.days import CODES, NAMES, read_numbers, read_words
from hereabouts.importers.entities import ENTITIES
from hereabouts.importers.shapes import as_text, is_empty

_DAYS = (
    "byday",
    "by_day",
    "days",
    "day",
    "day_of_week",
    "days_of_week",
    "weekday",
    "weekdays",
    "days_open",
    "service_days",
)
_OPENS = (
    "opens_at",
    "start_time",
    "open_time",
    "time_open",
    "time_start",
    "opens_time",
    "opens",
    "open",
    "start",
    "time",
)
_CLOSES = ("closes_at", "end_time", "close_time", "time_close", "time_end", "closes_time", "closes", "close", "end")
_SLOTS = (
    *("times", "time", "time_slots", "hours", "intervals", "open_times", "daily_schedules", "open_intervals"),
    *("time_periods", "operating_hours", "schedule_details", "schedule_items", "days", "daily_hours", "open_hours"),
    *("calendars", "events", "frequencies", "dates", "event_dates", "opening_hours", "activity_dates"),
    *("schedule_dates", "hdays", "weekday_schedule", "details"),
)
_DATES = {
    "start_date": "valid_from",
    "effective_date": "valid_from",
    "date_start": "valid_from",
    "end_date": "valid_to",
    "date_end": "valid_to",
    "date": "dtstart",
}
_NOTES = ("exception_note", "exceptions", "operating_hours_note", "note", "exception_notes")
_RULES = ("rrule", "recurrence_rule", "recurring_rule", "recurrence")
_APPOINTMENT = ("appointment_required", "appointment_only", "by_appointment")
_CLOCK = re.compile(r"[0-2]?[0-9]:[0-5][0-9](?::[0-5][0-9])?\Z")
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(?:Z|[+-]\d\d:?\d\d)?\Z")
_BYDAY = re.compile(r"(?:[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))(?:,[+-]?\d{0,2}(?:MO|TU|WE|TH|FR|SA|SU))*\Z")
_DAY = re.compile(r"\d{4}-\d\d-\d\d\Z")

_OWN = ("freq", "byday", "dtstart", "opens_at", "closes_at")
"""HSDS's own fields that some feeds write in another way."""

Schedules = list[dict[str, Any]]
Renamed = list[tuple[str, str, Any]]
"""What a field was called, what it was read as, and what it said."""


def read_timetable(raw: dict[str, Any]) -> tuple[Schedules, Renamed]:
    """One schedule of a source as one or more in HSDS's fields, and which fields were read as which."""
    renamed: Renamed = []
    first, *rest = _spread(dict(raw), renamed)
    told = {name: value for name, value in first.items() if name not in _KNOWN}
    several = [first, *({name: value for name, value in one.items() if told.get(name) != value} for one in rest)]
    return several, renamed


_KNOWN = frozenset(ENTITIES["schedule"].scalars) | frozenset(ENTITIES["schedule"].links)


def _spread(raw: dict[str, Any], renamed: Renamed) -> Schedules:
    _read_simple(raw, renamed)
    name = next((name for name in _SLOTS if _is_slots(raw.get(name))), "")
    if not name:
        return [raw]
    slots = raw.pop(name)
    slots = slots if isinstance(slots, list) else [slots]
    days = str(raw.get("byday", "")).split(",")
    if len(slots) > 1 and len(days) > 1 and not any(_says_when(slot) for slot in slots):
        return [_as_words(raw, name, slots)]
    renamed += [("id", "", slot["id"]) for slot in slots if not is_empty(slot.get("id"))]
    return [one for slot in slots for one in _spread(_together(_base(raw), slot), renamed)]


def _together(base: dict[str, Any], slot: dict[str, Any]) -> dict[str, Any]:
    """What is said of all slots and of this one, which counts for more where they differ."""
    own = {name: value for name, value in slot.items() if name != "id" and not is_empty(value)}
    if any(_codes(own[name]) for name in _DAYS if name in own):
        base = {name: value for name, value in base.items() if name != "byday"}
    both: dict[str, Any] = {}
    for name in ("description", "notes"):
        if name in base and name in own and base[name] != own[name]:
            both[name] = f"{as_text(base[name])}\n{as_text(own[name])}"
    if "metadata" in base and "metadata" in own:
        both["metadata"] = [base["metadata"], own["metadata"]]
    return {**base, **own, **both}


def _base(raw: dict[str, Any]) -> dict[str, Any]:
    return {name: value for name, value in raw.items() if not is_empty(value)}


def _is_slots(value: Any) -> bool:
    """Whether this is a list of what could be times, or one of them."""
    several = value if isinstance(value, list) else [value]
    return bool(several) and all(
        isinstance(one, dict) and any(name in one for name in (*_OPENS, *_CLOSES, *_DAYS, "date", "dtstart"))
        for one in several
    )


def _says_when(slot: dict[str, Any]) -> bool:
    return any(not is_empty(slot.get(name)) for name in (*_DAYS, *_DATES, "dtstart", *_RULES))


def _as_words(raw: dict[str, Any], name: str, slots: Iterable[Any]) -> dict[str, Any]:
    """Days and times that nothing puts together, as one sentence."""
    said = [
        " to ".join(as_text(value) for value in slot.values() if not isinstance(value, dict | list)) for slot in slots
    ]
    words = f"{as_text(raw.get('freq', '')).capitalize()}, {raw['byday']}, {', '.join(said)}"
    kept = {key: value for key, value in raw.items() if key not in ("byday", "freq", name)}
    kept["description"] = ". ".join(as_text(part) for part in (kept.get("description"), f"As given: {words}") if part)
    return kept


def _read_simple(raw: dict[str, Any], renamed: Renamed) -> None:
    """Read every field that stands for one of HSDS's, in place."""
    for read in (_read_rule, _read_days, _read_moments, _read_times, _read_dates, _read_notes, _read_frequency):
        before = dict(raw)
        read(raw)
        gone = [name for name in before if name not in raw or (name in _OWN and raw[name] != before[name])]
        renamed.extend((name, "fields of its own", before[name]) for name in gone if not is_empty(before[name]))


def _read_days(raw: dict[str, Any]) -> None:
    for name in _DAYS:
        value = raw.get(name)
        if is_empty(value):
            continue
        codes = _codes(value) or read_numbers(value, raw)
        if not codes:
            continue
        there = raw.get("byday") if name != "byday" else None
        if there is None or is_empty(there):
            raw["byday"] = ",".join(codes)
        elif set(str(there).split(",")) != set(codes):
            continue
        if name != "byday":
            del raw[name]


def _codes(value: Any) -> list[str]:
    """Days as HSDS's two letters, each once; nothing when any of them is not a day."""
    if isinstance(value, str) and _BYDAY.match(value.replace(" ", "").upper()):
        return list(dict.fromkeys(value.replace(" ", "").upper().split(",")))
    written = (
        value if isinstance(value, list) else re.split(r"[,/;&]| and ", value) if isinstance(value, str) else [value]
    )
    codes = [_code(one) for one in written]
    if all(codes):
        return list(dict.fromkeys(codes))
    return read_words(value) if isinstance(value, str) else []


def _code(value: Any) -> str:
    if not isinstance(value, str):
        return ""
    word = value.strip().lower().rstrip("s.") if len(value.strip()) > 2 else value.strip().lower()
    if _BYDAY.match(word.upper()):
        return word.upper()
    fits = [code for code, name in zip(CODES, NAMES, strict=True) if len(word) > 2 and name.startswith(word)]
    return fits[0] if len(fits) == 1 else ""


def _read_times(raw: dict[str, Any]) -> None:
    for hsds, names in (("opens_at", _OPENS), ("closes_at", _CLOSES)):
        for name in names:
            value = raw.get(name)
            if isinstance(value, list) and len(value) == 1:
                value = value[0]
            if isinstance(value, dict) and len(value) == 1:
                value = next(iter(value.values()))
            if name == hsds or not isinstance(value, str) or not _CLOCK.match(value.strip()):
                continue
            if is_empty(raw.get(hsds)):
                raw[hsds] = value
            elif raw[hsds] != value:
                continue
            del raw[name]


def _read_moments(raw: dict[str, Any]) -> None:
    """A start and an end with a date and a time in one, or with a time alone."""
    for name, hsds in (("dtstart", "opens_at"), ("dtend", "closes_at")):
        if _CLOCK.match(as_text(raw.get(name, ""))) and is_empty(raw.get(hsds)):
            raw[hsds] = raw.pop(name)
    start, end = (_MOMENT.match(as_text(raw.get(name, ""))) for name in ("dtstart", "dtend"))
    if start and is_empty(raw.get("opens_at")):
        raw["dtstart"], raw["opens_at"] = start[1], start[2]
    if end and start and end[1] == start[1] and is_empty(raw.get("closes_at")):
        raw["closes_at"] = end[2]
        del raw["dtend"]
    elif not end and "dtend" in raw and as_text(raw["dtend"]) == as_text(raw.get("dtstart", "")):
        del raw["dtend"]


def _read_dates(raw: dict[str, Any]) -> None:
    for name in ("dates", "effective_dates", "date_ranges"):
        value = raw.get(name)
        if isinstance(value, list) and len(value) == 1:
            value = value[0]
        if isinstance(value, dict) and not is_empty(value) and not _is_slots(value):
            renames = {"start": "start_date", "end": "end_date"}
            inner: dict[str, Any] = {
                str(renames.get(key, key)): what for key, what in value.items() if not is_empty(what)
            }
            if inner.keys() <= {"start_date", "end_date"} and not inner.keys() & raw.keys():
                del raw[name]
                raw |= inner
    for name, hsds in _DATES.items():
        value = raw.get(name)
        if isinstance(value, str) and _DAY.match(value.strip()) and (is_empty(raw.get(hsds)) or raw[hsds] == value):
            raw[hsds] = value
            del raw[name]


def _read_notes(raw: dict[str, Any]) -> None:
    for name in _NOTES:
        value = raw.get(name)
        if isinstance(value, list) and all(isinstance(one, str) for one in value):
            value = " ".join(value)
        if isinstance(value, str) and not is_empty(value):
            raw["notes"] = " ".join(part for part in (as_text(raw.get("notes") or ""), value.strip()) if part)
            del raw[name]
    for name in _APPOINTMENT:
        if raw.get(name) is True and is_empty(raw.get("attending_type")):
            raw["attending_type"] = "By appointment"
            del raw[name]


def _read_frequency(raw: dict[str, Any]) -> None:
    frequency = as_text(raw.get("freq") or "").upper()
    if frequency == "DAILY" and is_empty(raw.get("byday")):
        raw["freq"], raw["byday"] = "WEEKLY", ",".join(CODES)
    elif frequency in {"ONCE", "ONE_TIME", "SINGLE"} and not is_empty(raw.get("dtstart") or raw.get("valid_from")):
        day = raw.get("dtstart") or raw.get("valid_from")
        if raw.get("valid_to") in (None, "", day):
            raw |= {"dtstart": day, "valid_from": day, "valid_to": day}
            del raw["freq"]
            raw.pop("byday", None)


def _read_rule(raw: dict[str, Any]) -> None:
    """A recurrence rule of the calendar standard (RFC 5545), where it says no more than HSDS can."""
    for name in _RULES:
        value = raw.get(name)
        if not isinstance(value, str) or "=" not in value:
            continue
        parts = [part.partition("=") for part in value.upper().removeprefix("RRULE:").split(";") if part]
        rule = {key: inner for key, _, inner in parts}
        read = _rule_fields(rule)
        if read and all(
            is_empty(raw.get(key)) or as_text(raw[key]).upper() == read[key] for key in read if key != "byday"
        ):
            del raw[name]
            raw |= read
            return


def _rule_fields(rule: dict[str, str]) -> dict[str, str]:
    position = rule.pop("BYSETPOS", "")
    names = {"FREQ": "freq", "INTERVAL": "interval", "BYDAY": "byday", "BYMONTHDAY": "bymonthday", "COUNT": "count"}
    if not rule or not rule.keys() <= names.keys() or rule.get("FREQ", "WEEKLY") not in ("WEEKLY", "MONTHLY"):
        return {}
    read = {names[key]: value for key, value in rule.items()}
    if position:
        if "," in read.get("byday", ",") or not re.fullmatch(r"-?[1-5]", position) or read.get("freq") != "MONTHLY":
            return {}
        read["byday"] = f"{position}{read['byday']}"
    return read
