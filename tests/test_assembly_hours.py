"""Times of services and places: closures spread, copies for readers who look only at the service."""

from __future__ import annotations

import pytest

from tests.inline_records import HALL, build, build_service, shown

CLOSED = "Closed 24 December to 2 January."
TUESDAYS = "{at: hall, schedules: Tuesdays 10am to midday}"


def test_times_at_a_place_stand_at_the_place_and_again_in_the_service() -> None:
    service = build_service(f"locations: [{TUESDAYS}]\n").hsds
    (at_place,) = service.service_at_locations[0].schedules
    (copy,) = service.schedules
    assert not at_place.service_at_location_id
    assert copy.service_at_location_id == service.service_at_locations[0].id
    assert {**shown(copy), "service_at_location_id": ""} == {**shown(at_place), "service_at_location_id": ""}


def test_a_services_own_times_come_first_and_belong_to_no_place() -> None:
    service = build_service(f"schedules: Mondays 9am to 5pm\nlocations: [{TUESDAYS}]\n").hsds
    assert [(one.byday, bool(one.service_at_location_id)) for one in service.schedules] == [("MO", False), ("TU", True)]


def test_no_schedules_means_that_times_are_not_given() -> None:
    service = build_service("locations: [{at: hall}]\n").hsds
    assert not service.schedules
    assert not service.service_at_locations[0].schedules


def test_a_closure_of_the_service_closes_every_place_and_makes_no_object() -> None:
    text = f"""\
schedules: closed 24 Dec to 2 Jan
locations:
  - {TUESDAYS}
  - {{place: {{name: Shed}}, schedules: ["Fridays 2pm to 4pm, term time only (ring the bell)", Sundays 1pm]}}
  - {{place: {{name: Elsewhere}}}}
"""
    service = build_service(text).hsds
    first, second, third = (link.schedules for link in service.service_at_locations)
    assert [one.notes for one in first] == [CLOSED]
    assert [one.notes for one in second] == [f"{CLOSED} Term time only. Ring the bell.", CLOSED]
    assert first[0].description == "Tuesdays 10am to midday, closed 24 December to 2 January"
    assert not third
    assert len(service.schedules) == 3
    assert all(one.service_at_location_id for one in service.schedules)


def test_a_closure_of_one_place_closes_only_that_place() -> None:
    text = """\
locations:
  - {at: hall, schedules: [Tuesdays 10am to midday, closed 24 Dec to 2 Jan]}
  - {place: {name: Shed}, schedules: Fridays 2pm}
"""
    first, second = (link.schedules for link in build_service(text).hsds.service_at_locations)
    assert [one.notes for one in first] == [CLOSED]
    assert [one.notes for one in second] == [""]


def test_a_closure_said_of_service_and_place_is_said_once() -> None:
    closed = "closed on bank holidays"
    text = f"schedules: {closed}\nlocations: [{{at: hall, schedules: [Mondays 9am, {closed}]}}]\n"
    (schedule,) = build_service(text).hsds.service_at_locations[0].schedules
    assert schedule.notes == "Not on bank holidays."


def test_a_closure_closes_the_services_own_times_and_those_at_places() -> None:
    text = f"schedules: [Mondays 9am to 5pm, closed 24 Dec to 2 Jan]\nlocations: [{TUESDAYS}]\n"
    service = build_service(text).hsds
    assert [one.notes for one in service.schedules] == [CLOSED, CLOSED]


@pytest.mark.parametrize("places", ["", "locations: [{at: hall}]\n"])
def test_a_closure_with_nothing_to_close_is_an_object_with_notes(places: str) -> None:
    (schedule,) = build_service(f"schedules: closed 24 Dec to 2 Jan\n{places}").hsds.schedules
    assert (schedule.notes, schedule.freq, schedule.opens_at) == (CLOSED, "", "")


def test_closures_of_a_service_stay_when_its_places_have_only_closures_too() -> None:
    text = "schedules: closed 24 Dec to 2 Jan\nlocations: [{at: hall, schedules: closed in August}]\n"
    service = build_service(text).hsds
    assert [one.notes for one in service.schedules] == [CLOSED, "Closed 1 August to 31 August."]
    assert [one.notes for one in service.service_at_locations[0].schedules] == ["Closed 1 August to 31 August."]


@pytest.mark.parametrize("own", ["{notes: Ring first}", "{description: Most mornings, notes: Ring first}"])
def test_a_remark_is_no_closure(own: str) -> None:
    service = build_service(f"schedules: {own}\nlocations: [{TUESDAYS}]\n").hsds
    assert [one.notes for one in service.schedules] == ["Ring first", ""]


def test_what_stands_beside_a_phrase_goes_to_all_that_it_makes() -> None:
    text = """\
schedules:
  - Sundays 1pm
  - when: Mondays 9am to midday and 2pm to 5pm
    schedule_link: https://a.example/slots
    attributes: {needs: food}
    hsds: {timezone: "1", wkst: MO, count: 4}
"""
    sunday, *mondays = build_service(text).hsds.schedules
    assert not sunday.attributes
    for one in mondays:
        assert (one.schedule_link, one.timezone, one.wkst, one.count) == ("https://a.example/slots", 1, "MO", 4)
        assert one.attributes[0].taxonomy_term is not None
    assert mondays[0].id != mondays[1].id
    assert mondays[0].attributes[0].id != mondays[1].attributes[0].id


def test_a_closure_with_nothing_to_close_keeps_what_stands_beside_it() -> None:
    text = "schedules: {when: closed in August, attributes: {needs: food}}\n"
    (schedule,) = build_service(text).hsds.schedules
    assert schedule.attributes


def test_a_venue_has_times_of_its_own() -> None:
    directory = build({HALL: "name: Hall\nschedules: [Monday to Saturday 8am to 10pm, closed on bank holidays]\n"})
    (schedule,) = directory.locations[HALL].hsds.schedules
    assert (schedule.byday, schedule.notes) == ("MO,TU,WE,TH,FR,SA", "Not on bank holidays.")


def test_fields_as_they_are() -> None:
    text = """\
schedules:
  freq: MONTHLY
  interval: 2
  bymonthday: "1, 15"
  dtstart: 2026-01-01
  until: 2026-12-31
  valid_from: 2026-01-01
  valid_to: 2026-12-31
  opens_at: "14:00"
  closes_at: "16:00:00"
  attending_type: By phone
  notes: |
    Ring the bell.
  description: Twice a month
"""
    made = shown(build_service(text).hsds.schedules[0])
    del made["id"]
    assert made == {
        "freq": "MONTHLY",
        "interval": 2,
        "bymonthday": "1,15",
        "dtstart": "2026-01-01",
        "until": "2026-12-31",
        "valid_from": "2026-01-01",
        "valid_to": "2026-12-31",
        "opens_at": "14:00:00",
        "closes_at": "16:00:00",
        "attending_type": "By phone",
        "notes": "Ring the bell.",
        "description": "Twice a month",
    }
