"""Schedules written as fields, or as a line with text beside it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from typing import Any

import msgspec
import pytest

from hereabouts.catalogue import CATALOGUE
from hereabouts.finding import Place, finding
from hereabouts.model.objects import Schedule
from hereabouts.schedules import (
    UNDER_HSDS,
    Hours,
    Refusal,
    add_closures,
    check_fields,
    combine,
    from_mapping,
    say,
    to_line,
    to_record,
)
from tests.shared import shared_folder

MONDAYS = {"freq": "WEEKLY", "interval": "1", "byday": "MO", "opens_at": "10:00", "closes_at": "12:00:00"}


def read(fields: Mapping[str, str]) -> list[Schedule]:
    hours = from_mapping(fields)
    assert isinstance(hours, Hours), hours
    return combine([hours])


def fields_of(schedule: Schedule) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(schedule).items() if value}


def test_hsds_fields_equal_the_words() -> None:
    assert read(MONDAYS) == read({"when": "Mondays 10am to 12pm"})
    every_other = {"freq": "WEEKLY", "interval": "2", "byday": "fr", "dtstart": "2026-01-09", "opens_at": "14:00:00"}
    assert fields_of(read(every_other)[0]) == {
        "freq": "WEEKLY",
        "interval": 2,
        "byday": "FR",
        "dtstart": "2026-01-09",
        "opens_at": "14:00:00",
        "description": "Every 2 weeks on Friday 2pm from 9 January 2026",
    }


def test_text_beside_a_line() -> None:
    made = read({"when": "Wednesdays 6pm to 8pm, booking needed", "schedule_link": "https://advice.example/slots"})
    assert made[0].schedule_link == "https://advice.example/slots"
    assert made[0].attending_type == "Booking needed"
    made = read({"when": "Mondays 10am, term time only (ring)", "notes": "Second door.", "description": "Tea"})
    assert (made[0].notes, made[0].description) == ("Term time only. Ring. Second door.", "Tea")
    made = read({"when": "Mondays 10am", "notes": "Closed 25 December. Second door."})
    assert made[0].description == "Mondays 10am, closed 25 December (Second door)"
    made = read({"when": "Mondays 10am", "attending_type": "In person"})
    assert made[0].description == "Mondays 10am, in person"


def test_a_description_alone() -> None:
    assert fields_of(read({"description": "Most mornings, ring first"})[0]) == {
        "description": "Most mornings, ring first"
    }
    assert say(Schedule(id="", description="Most mornings"), "cy") == "Most mornings"


@pytest.mark.parametrize(
    ("fields", "code", "hint", "key"),
    [
        ({}, "schedule-empty", "hint", ""),
        ({"description": ""}, "schedule-empty", "hint", ""),
        ({"when": ""}, "schedule-empty", "hint", "when"),
        ({"when": "Tuesday mornings"}, "schedule-vague-time", "hint", "when"),
        ({"when": "Mondays 10am", "opens_at": "10:00"}, "schedule-both", "hint", "opens_at"),
        ({"when": "Mondays", "freq": "WEEKLY"}, "schedule-both", "hint", "freq"),
        ({"when": "Mondays, online", "attending_type": "Online"}, "schedule-both", "hint", "attending_type"),
        ({"when": "closed in August", "notes": "Ring"}, "schedule-closure-extras", "hint", "notes"),
        ({"freq": "DAILY"}, "schedule-field-value", "freq", "freq"),
        ({"freq": "weekly"}, "schedule-field-value", "freq", "freq"),
        (MONDAYS | {"interval": "0"}, "schedule-field-value", "interval", "interval"),
        (MONDAYS | {"interval": "two"}, "schedule-field-value", "interval", "interval"),
        (MONDAYS | {"byday": "Monday"}, "schedule-field-value", "byday", "byday"),
        (MONDAYS | {"byday": "6MO"}, "schedule-field-value", "byday", "byday"),
        (MONDAYS | {"byday": "1MO"}, "schedule-field-value", "nth", "byday"),
        ({"freq": "MONTHLY", "bymonthday": "32"}, "schedule-field-value", "bymonthday", "bymonthday"),
        ({"freq": "MONTHLY", "bymonthday": "0"}, "schedule-field-value", "bymonthday", "bymonthday"),
        (MONDAYS | {"dtstart": "2026-02-30"}, "schedule-field-value", "date", "dtstart"),
        (MONDAYS | {"until": "9 January 2026"}, "schedule-field-value", "date", "until"),
        (MONDAYS | {"valid_to": "0206-01-01"}, "schedule-field-value", "date", "valid_to"),
        (MONDAYS | {"opens_at": "10am"}, "schedule-field-value", "time", "opens_at"),
        (MONDAYS | {"opens_at": "10:00:00Z"}, "schedule-field-value", "time", "opens_at"),
        (MONDAYS | {"closes_at": "24:00"}, "schedule-field-value", "time", "closes_at"),
        (MONDAYS | {"closes_at": "9:00"}, "schedule-field-value", "time", "closes_at"),
        (MONDAYS | {"count": "-1"}, "schedule-field-value", "count", "count"),
        (MONDAYS | {"wkst": "Monday"}, "schedule-field-value", "wkst", "wkst"),
        (MONDAYS | {"byweekno": "54"}, "schedule-field-value", "byweekno", "byweekno"),
        (MONDAYS | {"byyearday": "400"}, "schedule-field-value", "byyearday", "byyearday"),
        (MONDAYS | {"timezone": "Europe/London"}, "schedule-field-value", "timezone", "timezone"),
        ({"byday": "MO"}, "schedule-field-missing", "hint", "byday"),
        ({"interval": "2"}, "schedule-field-missing", "hint", "interval"),
        ({"freq": "WEEKLY", "closes_at": "10:00"}, "schedule-field-missing", "hint", "closes_at"),
        (MONDAYS | {"valid_from": "2026-02-01", "valid_to": "2026-01-01"}, "schedule-fields-order", "hint", "valid_to"),
        (MONDAYS | {"dtstart": "2026-02-01", "until": "2026-01-01"}, "schedule-fields-order", "hint", "until"),
    ],
)
def test_fields_that_cannot_be_right(fields: dict[str, str], code: str, hint: str, key: str) -> None:
    refusal = from_mapping(fields)
    assert isinstance(refusal, Refusal)
    assert (refusal.code, refusal.hint, refusal.key) == (code, hint, key)
    assert finding(refusal.code, Place("x.yml"), hint=refusal.hint, **refusal.values).hint
    if "when" not in fields and code != "schedule-empty":
        assert check_fields(fields) == refusal


def test_every_hint_of_a_field_exists() -> None:
    hints = set(CATALOGUE["schedule-field-value"].hints) - {"hint"}
    assert hints == {
        *("freq", "interval", "byday", "nth", "bymonthday", "date", "time"),
        *("count", "wkst", "byweekno", "byyearday", "timezone"),
    }


def test_good_fields_have_nothing_wrong() -> None:
    assert check_fields(MONDAYS) is None
    assert check_fields({"freq": "MONTHLY", "byday": "2TU,-1FR", "bymonthday": "-1", "timezone": "+1.5"}) is None
    assert check_fields({"dtstart": "2026-01-09", "valid_from": "2026-01-09", "valid_to": "2026-01-09"}) is None
    assert check_fields({"freq": "WEEKLY", "count": "3", "wkst": "SU", "byweekno": "1,53", "byyearday": "-1"}) is None
    assert check_fields({"opens_at": "22:00", "closes_at": "02:00:59"}) is None


@pytest.mark.parametrize(
    ("schedule", "line"),
    [
        (Schedule(id="x", service_id="y", freq="WEEKLY", byday="MO", opens_at="09:00"), "Mondays 9am"),
        (Schedule(id="x", freq="WEEKLY", interval=1, byday="TH,MO"), None),
        (Schedule(id="x", freq="WEEKLY", interval=1), None),
        (Schedule(id="x", freq="WEEKLY", byday="MO", opens_at="09:00:00Z"), None),
        (Schedule(id="x", freq="WEEKLY", byday="MO", opens_at="10:00", closes_at="10:00:30"), None),
        (Schedule(id="x", freq="WEEKLY", byday="MO", opens_at="22:00", closes_at="00:00"), None),
        (
            Schedule(id="x", freq="WEEKLY", byday="MO", opens_at="22:00", closes_at="02:00"),
            "Mondays 10pm to 2am next day",
        ),
        (Schedule(id="x", freq="WEEKLY", byday="MO", wkst="SU"), None),
        (Schedule(id="x", freq="WEEKLY", byday="MO", count=3), None),
        (Schedule(id="x", freq="WEEKLY", byday="MO", valid_from="2026-01-05"), None),
        (Schedule(id="x", freq="WEEKLY", byday="MO", notes="ring us"), None),
        (
            Schedule(id="x", freq="WEEKLY", byday="MO", notes="Term time only. Ring us."),
            "Mondays, term time only (Ring us)",
        ),
        (Schedule(id="x", freq="WEEKLY", byday="MO", attending_type="In person"), None),
        (Schedule(id="x", freq="MONTHLY", byday="TU"), None),
        (Schedule(id="x", freq="MONTHLY", byday="1TU", bymonthday="3"), None),
        (Schedule(id="x", freq="MONTHLY", byday="-2FR"), None),
        (Schedule(id="x", opens_at="10:00"), None),
        (Schedule(id="x"), None),
        (Schedule(id="x", notes="Closed 25 December."), "Closed 25 December"),
        (Schedule(id="x", description="Most mornings"), None),
    ],
)
def test_to_line(schedule: Schedule, line: str | None) -> None:
    assert to_line(schedule) == line


@pytest.mark.parametrize(
    ("schedule", "words"),
    [
        (Schedule(id="", freq="WEEKLY", opens_at="10:00"), "Every week 10am, days not given"),
        (Schedule(id="", freq="MONTHLY", byday="TU"), "Every Tuesday of the month"),
        (Schedule(id="", freq="MONTHLY", byday="-2FR"), "Second to last Friday of the month"),
        (Schedule(id="", freq="MONTHLY", bymonthday="-2"), "2nd to last of the month"),
        (Schedule(id="", freq="MONTHLY", dtstart="2026-01-09"), "9th of the month from 9 January 2026"),
        (Schedule(id="", freq="MONTHLY", interval=3), "Every 3 months, days not given"),
        (Schedule(id="", freq="WEEKLY", dtstart="2026-01-09"), "Fridays from 9 January 2026"),
        (Schedule(id="", freq="DAILY", opens_at="10:00:00Z"), "Every day 10am"),
        (Schedule(id="", opens_at="10:00", closes_at="12:00"), "10am to midday, days not given"),
        (Schedule(id="", freq="WEEKLY", byday="XX"), "Every week, days not given"),
        (Schedule(id="", freq="WEEKLY", byday="MO", attending_type="BSL video"), "Mondays, BSL video"),
        (Schedule(id="", freq="WEEKLY", byday="MO", opens_at="22:00", closes_at="00:00"), "Mondays 10pm to midnight"),
        (Schedule(id="", freq="WEEKLY", byday="MO", count=3), "Mondays 3 times"),
        (Schedule(id="", notes="Ring us"), "Ring us"),
        (Schedule(id=""), ""),
    ],
)
def test_what_no_line_can_say_is_said_all_the_same(schedule: Schedule, words: str) -> None:
    assert say(schedule) == words
    assert to_line(schedule) is None


RECORDS = [
    (Schedule(id="", freq="WEEKLY", interval=1, byday="MO", opens_at="09:00"), "Mondays 9am"),
    (
        Schedule(id="", freq="WEEKLY", interval=1, byday="MO", description="Pantry hours", wkst="MO"),
        {"when": "Mondays", "wkst": "MO", "description": "Pantry hours"},
    ),
    (
        Schedule(id="", freq="WEEKLY", interval=1, byday="MO", schedule_link="https://x.example", timezone=1.0),
        {"when": "Mondays", "schedule_link": "https://x.example", "timezone": "1"},
    ),
    (
        Schedule(id="", freq="WEEKLY", interval=1, byday="MO", notes="ring us", attending_type="In person"),
        {"when": "Mondays", "notes": "ring us", "attending_type": "In person"},
    ),
    (
        Schedule(id="", freq="WEEKLY", interval=1, byday="MO", notes="Closed 25 December.  ring us"),
        {"when": "Mondays", "notes": "Closed 25 December.  ring us"},
    ),
    (
        Schedule(id="", freq="WEEKLY", interval=2.0, byday="MO", wkst="SU"),
        {"freq": "WEEKLY", "interval": "2", "byday": "MO", "wkst": "SU"},
    ),
    (
        Schedule(id="", freq="WEEKLY", wkst="MO", opens_at="10:00", closes_at="12:00", description="Weekly"),
        {"freq": "WEEKLY", "wkst": "MO", "opens_at": "10:00", "closes_at": "12:00", "description": "Weekly"},
    ),
    (Schedule(id="", description="Most mornings"), {"description": "Most mornings"}),
    (
        Schedule(id="", freq="WEEKLY", interval=1, byday="TU", count=4),
        {"freq": "WEEKLY", "interval": "1", "byday": "TU", "count": "4"},
    ),
]


@pytest.mark.parametrize(("schedule", "record"), RECORDS)
def test_to_record_and_back(schedule: Schedule, record: str | dict[str, str]) -> None:
    assert to_record(schedule) == record
    if isinstance(record, str):
        return
    written = {name: value for name, value in record.items() if "when" not in record or name not in UNDER_HSDS}
    again = read(written)[0]
    for name, value in fields_of(schedule).items():
        if name not in {*UNDER_HSDS, "opens_at", "closes_at"} or ("when" not in record and name in UNDER_HSDS):
            assert getattr(again, name) == value


def test_schedules_of_the_official_examples_are_kept() -> None:
    for name in ("hsds-3.2.3", "oruk-3.0"):
        folder = shared_folder("spec", name)
        seen = 0
        for file in sorted(folder.rglob("examples/*.json")):
            for given in _schedules(json.loads(file.read_text(encoding="utf-8"))):
                seen += 1
                schedule = msgspec.convert({"id": "", **given}, Schedule)
                record = to_record(schedule)
                hours = from_mapping({"when": record} if isinstance(record, str) else record)
                assert isinstance(hours, Hours), (file, hours)
                again = combine([hours])[0]
                for field, value in fields_of(schedule).items():
                    if field not in {
                        "id",
                        "service_id",
                        "location_id",
                        "service_at_location_id",
                        "attributes",
                        "metadata",
                    }:
                        read_back = getattr(again, field)
                        if field in {"opens_at", "closes_at"}:
                            read_back = read_back[: len(value)]  # HH:MM is published as HH:MM:00
                        assert read_back == value, (file, field)
        assert seen


def _schedules(data: Any) -> list[dict[str, Any]]:
    if isinstance(data, list):
        return [found for item in data for found in _schedules(item)]
    if not isinstance(data, dict):
        return []
    own = data.get("schedules", [])
    return [*own, *(found for name, item in data.items() if name != "schedules" for found in _schedules(item))]


def test_closures_on_fields() -> None:
    closed = add_closures(read(MONDAYS), ["Closed 25 December."])
    assert closed[0].description == "Mondays 10am to midday, closed 25 December"
