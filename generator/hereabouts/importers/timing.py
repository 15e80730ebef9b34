"""Schedules: as a line of words wherever words can say it, else as HSDS's own fields, else as a description."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any

import msgspec

from hereabouts.importers.desk import Desk, Record
from hereabouts.importers.report import Action
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import LONGEST_TEXT, ROOM, Fields, lay_out, with_asides
from hereabouts.model.objects import Schedule
from hereabouts.profile.forms import mend_time
from hereabouts.schedules import UNDER_HSDS, check_fields, say, to_record
from hereabouts.source.document import Data

_DATES = ("valid_from", "valid_to", "dtstart", "until")
_TIMES = ("opens_at", "closes_at")
_NUMBERS = ("interval", "count", "timezone")
_WORDS = ("freq", "wkst", "byday", "byweekno", "bymonthday", "byyearday")
_LISTS = ("byday", "byweekno", "bymonthday", "byyearday")


def schedules(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """The schedules of one owner."""
    items: list[Data] = []
    for thing in things:
        own = Fields(thing, desk.report)
        made = _schedule(own)
        if made:
            items.append(desk.finish(thing, made))
        else:
            desk.drop(thing, "It says neither when nor how.")
        owner.asides += own.asides if not made else []
    return items


def _schedule(fields: Fields) -> Record:
    timing = _timing(fields)
    known = {name: value for name, value in timing.items() if not (fields.thing.checked and name in UNDER_HSDS)}
    refusal = check_fields(known)
    if refusal is not None:
        timing = _as_words(fields, timing)
    _drop_first_day(fields, timing)
    description = _description(fields)
    rest = {"notes": fields.text("notes"), "attending_type": fields.line("attending_type")}
    link = fields.url("schedule_link")
    if fields.asides:
        description = with_asides(description, fields.asides).strip()
        fields.asides.clear()
    told: dict[str, Any] = {**timing, **rest, "schedule_link": link, "description": description}
    if not any(told.values()):
        return {}
    for name in _NUMBERS:
        told[name] = _figure(told.get(name, ""))
    record = _written(tuple((name, value) for name, value in told.items() if value not in ("", None)))
    made: Record = {key: lay_out(text) for key, text in record}
    under: Record = {name: made.pop(name) for name in UNDER_HSDS if name in made}
    return {**made, "hsds": under} if under else made


_ZONE = re.compile(r"[+-]?(?:0?\d|1[0-4])(?:\.\d{1,2})?\Z")


_PLAINER = {"Not on bank holidays": "Closed on bank holidays"}
"""Lines that stand better alone in other words, which mean the same."""


@lru_cache(maxsize=20_000)
def _written(told: tuple[tuple[str, Any], ...]) -> tuple[tuple[str, str], ...]:
    """A schedule as a record says it. Feeds say the same few hours over and over."""
    schedule = msgspec.structs.replace(Schedule(id=""), **dict(told))
    if schedule.description == say(msgspec.structs.replace(schedule, description="")):
        schedule.description = ""  # which the program says anyway
    record = to_record(schedule)
    return (("when", _PLAINER.get(record, record)),) if isinstance(record, str) else tuple(record.items())


def _timing(fields: Fields) -> dict[str, str]:
    """When, in HSDS's fields, each written as HSDS does."""
    timing = {name: fields.date(name) for name in _DATES}
    timing |= {name: _time(fields, name) for name in _TIMES}
    timing |= {name: fields.line(name).upper() for name in _WORDS}
    timing |= {name: timing[name].replace(" ", "") for name in _LISTS}
    timing |= {name: fields.line(name).removesuffix(".0") for name in _NUMBERS}
    if not _ZONE.match(timing["timezone"] or "0"):
        fields.keep("timezone", timing.pop("timezone"), "It is no number of hours.")
    return {name: value for name, value in timing.items() if value}


_NUMBERED = re.compile(r"[0-7](?:,[0-7])*\Z")
_SAID = {
    "freq": "{}",
    "interval": "every {}",
    "byday": "day {}",
    "bymonthday": "day of the month {}",
    "byweekno": "week of the year {}",
    "byyearday": "day of the year {}",
    "opens_at": "from {:.5}",
    "closes_at": "to {:.5}",
    "valid_from": "from {}",
    "valid_to": "to {}",
    "dtstart": "beginning {}",
    "until": "until {}",
    "count": "{} times",
    "wkst": "weeks begin on {}",
    "timezone": "time zone {}",
}
"""How fields that make no schedule are said in words, in this order."""
_CLOCK = re.compile(r"(?P<clock>.+?)(?P<offset>Z|[+-]\d\d:?\d\d)?\Z")


def _time(fields: Fields, name: str) -> str:
    written = fields.line(name)
    found = _CLOCK.match(written)
    if not found:
        return ""
    clock = found["clock"] if found["clock"].count(":") == 2 else mend_time(found["clock"])
    if found["clock"].startswith("24:00"):
        clock = "23:59"
    if not clock or check_fields({"opens_at": clock}) is not None:
        fields.keep(name, written, "It is not a time of day.")
        return ""
    clock = clock if clock.count(":") == 2 else f"{clock}:00"
    if found["offset"] or not clock.startswith(found["clock"]):
        fields.tell(name, Action.MENDED, written, f"It is written as {clock}, in local time.")
    return clock


def _as_words(fields: Fields, timing: dict[str, str]) -> dict[str, str]:
    """Fields that do not make sense together, as words in the description."""
    timing = {**timing, "freq": timing["freq"].lower()} if "freq" in timing else timing
    said = [words.format(timing[name]) for name, words in _SAID.items() if name in timing]
    numbered = bool(_NUMBERED.match(timing.get("byday", "")))
    why = "Nothing says which day of the week is day 1." if numbered else "These days and times do not go together."
    fields.keep_whole(f"Times as given: {', '.join(said)}", why)
    return {}


def _drop_first_day(fields: Fields, timing: dict[str, str]) -> None:
    """Leave out the first day of the week where it changes nothing, unless the source has proper ids."""
    if timing.get("wkst") and timing.get("interval", "1") == "1" and not fields.thing.id:
        why = "On which day a week begins matters only to what happens every second week."
        fields.report.count(fields.thing.where, "wkst", Action.DROPPED, timing.pop("wkst"), why)


def _description(fields: Fields) -> str:
    return fields.clean("description", fields.thing.get("description"), LONGEST_TEXT - ROOM)


def _figure(written: str) -> int | float | None:
    if not written:
        return None
    return float(written) if "." in written else int(written)
