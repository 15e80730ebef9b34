"""Opening times in words: every phrase of the record format, both ways, and every refusal."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hereabouts.catalogue import CATALOGUE
from hereabouts.finding import Place, finding
from hereabouts.model.objects import Schedule
from hereabouts.schedules import (
    Hours,
    Refusal,
    add_closures,
    closures_of,
    combine,
    parse,
    read_notes,
    say,
    to_line,
)

_DATA = Path(__file__).parent / "schedules"


def _table(name: str) -> list[dict[str, Any]]:
    tables = tomllib.loads((_DATA / f"{name}.toml").read_text(encoding="utf-8"))
    return list(next(iter(tables.values())))


def hours_of(line: str) -> Hours:
    hours = parse(line)
    assert isinstance(hours, Hours), f"refused: {words_of(hours)}"
    return hours


def words_of(refusal: Refusal) -> str:
    """Message and hint as the contributor reads them."""
    found = finding(refusal.code, Place("x.yml"), hint=refusal.hint, **refusal.values)
    return f"{found.message} {found.hint}".strip()


def refusal_of(line: str) -> Refusal:
    refusal = parse(line)
    assert isinstance(refusal, Refusal), f"taken: {refusal}"
    return refusal


def fields_of(schedule: Schedule) -> dict[str, Any]:
    return {name: value for name, value in msgspec.structs.asdict(schedule).items() if value}


@pytest.mark.parametrize("phrase", _table("phrases"), ids=lambda phrase: phrase["line"])
def test_phrase_becomes_its_fields_and_comes_back(phrase: dict[str, Any]) -> None:
    hours = hours_of(phrase["line"])
    assert hours.closures == tuple(phrase.get("closures", ()))
    wanted = [
        {**fields, "description": said}
        for fields, said in zip(phrase.get("schedules", ()), phrase.get("said", ()), strict=True)
    ]
    assert [fields_of(schedule) for schedule in hours.schedules] == wanted
    for schedule in hours.schedules:
        assert to_line(schedule) == schedule.description
        again = hours_of(schedule.description)
        assert again.schedules == (schedule,)


@pytest.mark.parametrize("case", _table("refused"), ids=lambda case: case["line"] or "nothing")
def test_refusal_says_what_and_what_next(case: dict[str, str]) -> None:
    assert words_of(refusal_of(case["line"])) == case["says"]


@pytest.mark.parametrize("case", _table("same"), ids=lambda case: case["said"][0])
def test_other_ways_of_writing_the_same(case: dict[str, list[str]]) -> None:
    for line in case["lines"]:
        assert [schedule.description for schedule in hours_of(line).schedules] == case["said"], line
    for said in case["said"]:
        assert [schedule.description for schedule in hours_of(said).schedules] == [said]


@pytest.mark.parametrize("case", _table("odd"), ids=lambda case: case["line"])
def test_odd_lines_are_refused_for_the_right_reason(case: dict[str, Any]) -> None:
    refusal = refusal_of(case["line"])
    assert (refusal.code, refusal.column) == (case["code"], case["column"])
    assert case["says"] in words_of(refusal)


@pytest.mark.parametrize("case", _table("welsh"), ids=lambda case: case["line"])
def test_welsh(case: dict[str, Any]) -> None:
    schedules = combine([hours_of(case["line"])])
    assert [say(schedule, "cy") for schedule in schedules] == case["said"]


def test_every_code_of_ours_can_be_met() -> None:
    ours = {code for code, entry in CATALOGUE.items() if entry.theme == "schedules"}
    met = {refusal_of(case["line"]).code for name in ("refused", "odd") for case in _table(name)}
    by_fields = {
        "schedule-both",
        "schedule-closure-extras",
        "schedule-field-value",
        "schedule-field-missing",
        "schedule-fields-order",
    }  # met in test_schedules_fields
    assert met | by_fields == ours


@pytest.mark.parametrize(
    "code",
    sorted(
        code
        for code, entry in CATALOGUE.items()
        if entry.theme == "schedules" and "- {" not in entry.wrong and "when:" not in entry.wrong
    ),
)
def test_catalogue_examples_are_true(code: str) -> None:
    """The wrong line of each page of the catalogue is refused with its code, the right one is taken."""
    entry = CATALOGUE[code]
    assert entry.explain
    wrong = [_line_of(item) for item in entry.wrong.splitlines()[1:]]
    right = [_line_of(item) for item in entry.right.splitlines()[1:]]
    refused = [refusal for line in wrong if isinstance(refusal := parse(line or ""), Refusal)]
    assert [refusal.code for refusal in refused] == [code]
    for line in right:
        if line is not None:
            hours_of(line)


def _line_of(item: str) -> str | None:
    text = item.strip().removeprefix("- ")
    return None if ": " in text or ":" in text.split(" ")[0] else text.strip('"')


def test_a_closure_goes_in_front_of_every_note_once() -> None:
    lines = ["Tuesdays 10am, term time only (ring the bell)", "last Friday of the month 6pm"]
    hours = [hours_of(line) for line in [*lines, "closed 24 Dec to 2 Jan", "closed 24 December to 2 January"]]
    made = combine(hours)
    assert [schedule.notes for schedule in made] == [
        "Closed 24 December to 2 January. Term time only. Ring the bell.",
        "Closed 24 December to 2 January.",
    ]
    assert made[0].description == ("Tuesdays 10am, closed 24 December to 2 January, term time only (Ring the bell)")
    assert [to_line(schedule) for schedule in made] == [schedule.description for schedule in made]
    assert combine(hours) == made
    assert add_closures(made, closures_of(hours)) == made


def test_a_closure_with_nothing_to_close_is_an_object_with_notes() -> None:
    made = combine([hours_of("closed on bank holidays"), hours_of("closed in August")])
    assert [fields_of(schedule) for schedule in made] == [
        {
            "notes": "Not on bank holidays. Closed 1 August to 31 August.",
            "description": "Not on bank holidays, closed 1 August to 31 August",
        }
    ]
    assert to_line(made[0]) == made[0].description
    assert combine([]) == []


def test_one_day_by_phone_is_not_an_event() -> None:
    schedule = hours_of("by phone, 12 May 2026 until 12 May 2026").schedules[0]
    assert (schedule.valid_from, schedule.valid_to, schedule.dtstart) == ("2026-05-12", "2026-05-12", "")
    assert to_line(schedule) == schedule.description == "From 12 May 2026 until 12 May 2026, by phone"


def test_closures_leave_words_that_somebody_wrote() -> None:
    own = Schedule(id="x", freq="WEEKLY", interval=1, byday="TU", description="Most Tuesdays")
    closed = add_closures([own], ["Closed 25 December."])
    assert closed[0].description == "Most Tuesdays"
    assert closed[0].notes == "Closed 25 December."
    assert own.notes == ""


def test_each_parse_gives_objects_of_its_own() -> None:
    first, second = hours_of("Mondays 10am").schedules[0], hours_of("Mondays 10am").schedules[0]
    first.id = "changed"
    assert second.id == ""
    assert first.attributes is not second.attributes


@pytest.mark.parametrize(
    ("notes", "sentences", "remark"),
    [
        ("", [], ""),
        ("Term time only.", ["Term time only."], ""),
        ("Closed 25 December. Term time only. Ring.", ["Closed 25 December.", "Term time only."], "Ring."),
        ("1 April to 30 September each year. Ring.", ["1 April to 30 September each year."], "Ring."),
        ("Closed 24 December 2026 to 3 January 2027.", ["Closed 24 December 2026 to 3 January 2027."], ""),
        ("Ring. Term time only.", [], "Ring. Term time only."),
        ("Closed 31 April.", [], "Closed 31 April."),
        ("Closed 25 Dec.", [], "Closed 25 Dec."),
        ("Closed for lunch. Ring.", [], "Closed for lunch. Ring."),
        ("Term time only", [], "Term time only"),
        ("Closed 1 May to 31 May. Ring.", ["Closed 1 May to 31 May."], "Ring."),
        ("Term time only.Ring.", [], "Term time only.Ring."),
        ("9 January 2026 each year.", [], "9 January 2026 each year."),
    ],
)
def test_read_notes(notes: str, sentences: list[str], remark: str) -> None:
    assert read_notes(notes) == (sentences, remark)


@pytest.mark.parametrize(
    ("written", "notes"),
    [
        ("ring the bell", "Ring the bell."),
        ("Ring  the\tbell.", "Ring the bell."),
        ("ring us!", "Ring us!"),
        ("ask for Jo...", "Ask for Jo..."),
        ("iPad club", "iPad club."),
        ("www.hall.example", "www.hall.example."),
        ("side door (left)", "Side door (left)."),
        ("closed 25 Dec", "Closed 25 Dec."),
        ("term time only. Ring", "Term time only. Ring."),
        (" . ", ""),
    ],
)
def test_remarks_become_sentences(written: str, notes: str) -> None:
    schedule = hours_of(f"Mondays 10am ({written})").schedules[0]
    assert schedule.notes == notes
    assert to_line(schedule) == schedule.description


@pytest.mark.parametrize(
    ("line", "first_session"),
    [
        ("Mondays 10am from 1 September 2026", "2026-09-07"),
        ("Mondays and Fridays 10am from 1 September 2026", "2026-09-04"),
        ("last day of the month 10am from 1 February 2028", "2028-02-29"),
        ("fifth Monday of the month 10am from 1 April 2026", "2026-06-29"),
        ("31st of the month 10am from 1 April 2026", "2026-05-31"),
    ],
)
def test_dtstart_is_the_first_real_session(line: str, first_session: str) -> None:
    schedule = hours_of(line).schedules[0]
    assert schedule.dtstart == first_session
    assert schedule.valid_from.endswith("-01")
    assert to_line(schedule) == schedule.description
