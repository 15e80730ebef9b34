"""Services: their own lines, what is derived from elsewhere, how many places are free."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest

from hereabouts.assembly import assemble
from tests.inline_records import (
    GROUP,
    HALL,
    SERVICE,
    SETTINGS_TEXT,
    TODAY,
    build,
    build_service,
    read_records,
    shown,
)

SCALARS = {
    "alternate_name": "The table",
    "description": "Tea.",
    "url": "https://a.example/x",
    "email": "a@a.example",
    "status": "temporarily closed",
    "interpretation_services": "Any",
    "application_process": "Ring.",
    "fees_description": "Free.",
    "accreditations": "AQS",
    "eligibility_description": "Anyone.",
    "minimum_age": 18,
    "maximum_age": 25.5,
    "assured_date": "2026-11-02",
    "assurer_email": "b@a.example",
    "alert": "Moved.",
}


def test_every_line_is_the_field_of_that_name() -> None:
    text = "".join(f"{name}: {value}\n" for name, value in SCALARS.items())
    made = shown(build_service(text).hsds)
    assert {name: made[name] for name in SCALARS} == SCALARS
    assert made["fees"] == SCALARS["fees_description"]


def test_nothing_is_published_that_nobody_said() -> None:
    made = shown(build_service("").hsds)
    organization = made.pop("organization")
    assert organization == {"id": made["organization_id"], "name": "Lunch Club", "description": "People who cook."}
    assert made.keys() == {"id", "organization_id", "name", "status"}
    assert made["status"] == "active"


def test_the_status_of_services_that_say_none_is_the_directorys() -> None:
    settings = SETTINGS_TEXT + "default_status: inactive\n"
    assert build_service("", settings=settings).hsds.status == "inactive"
    assert build_service("status: active\n", settings=settings).hsds.status == "active"


def test_a_program_is_one_of_its_groups_by_key() -> None:
    group = "name: A\ndescription: B.\nprograms: {warm: {name: Warm, description: W., alternate_name: V.}}\n"
    service = build_service("program: warm\n", group=group).hsds
    assert service.program is not None
    assert service.program_id == service.program.id
    assert shown(service.program) == {
        "id": service.program_id,
        "organization_id": service.organization_id,
        "name": "Warm",
        "alternate_name": "V.",
        "description": "W.",
    }
    assert service.organization is not None
    assert service.organization.programs == [service.program]


def test_the_moment_of_the_last_change_comes_from_outside() -> None:
    records = read_records({SERVICE: "name: Drop-in\n"})
    moment = "2026-11-01T09:00:00Z"
    assert assemble(records, TODAY, {SERVICE: moment}).services[SERVICE].hsds.last_modified == moment
    assert assemble(records, TODAY).services[SERVICE].hsds.last_modified == ""


def test_what_has_no_other_line_stands_under_hsds() -> None:
    text = """\
hsds:
  wait_time: |
    About a week
  licenses: FCA 123456
  metadata:
    last_action_date: 2025-08-08
    last_action_type: update
    field_name: name
    replacement_value: Drop-in
    updated_by: import
    resource_id: 0F5C1D4E-8c0a-4e4e-9a53-6f2a7c1b2d3e
    resource_type: service
"""
    made = shown(build_service(text).hsds)
    assert (made["wait_time"], made["licenses"]) == ("About a week", "FCA 123456")
    (change,) = made["metadata"]
    del change["id"]
    assert change == {
        "resource_id": "0F5C1D4E-8c0a-4e4e-9a53-6f2a7c1b2d3e",
        "resource_type": "service",
        "last_action_date": "2025-08-08",
        "last_action_type": "update",
        "field_name": "name",
        "previous_value": "",
        "replacement_value": "Drop-in",
        "updated_by": "import",
    }


def test_a_name_that_is_no_uuid_is_no_resource_id() -> None:
    change = "{last_action_date: x, last_action_type: y, field_name: z, updated_by: w, resource_id: org_1}"
    (made,) = build_service(f"hsds: {{metadata: {change}}}\n").hsds.metadata
    assert "resource_id" not in made


# ---- Places


def test_a_service_at_a_place() -> None:
    text = """\
locations:
  - at: hall
    description: Room 4.
    service_areas: [Holt]
    phones: 01632 960123
    contacts: {title: Caretaker}
    attributes: {needs: {term: food, value: Soup}}
    translations: {cy: {description: Ystafell 4.}}
  - place: {name: Online, location_type: virtual, url: "https://a.example/video"}
"""
    service = build_service(text)
    first, second = service.places
    assert first.hsds.service_id == service.hsds.id
    assert first.hsds.location is first.location.hsds
    assert first.hsds.location_id == first.location.hsds.id
    assert first.hsds.description == "Room 4."
    assert first.hsds.service_areas[0].name == "Holt"
    assert first.hsds.phones[0].number == "+441632960123"
    assert first.hsds.contacts[0].title == "Caretaker"
    assert first.hsds.attributes[0].value == "Soup"
    assert first.uses["needs"][0].value == "Soup"
    assert first.translations == {"cy": {"description": "Ystafell 4."}}
    assert (first.location.path, second.location.path) == (HALL, "")
    assert second.location.hsds.location_type == "virtual"
    assert second.location.hsds.url == "https://a.example/video"
    assert service.hsds.service_at_locations == [first.hsds, second.hsds]


def test_a_place_whose_file_is_missing_is_left_out() -> None:
    records = read_records({SERVICE: "name: Drop-in\nlocations: [{at: gone}, {at: hall}]\n"})
    (place,) = assemble(records, TODAY).services[SERVICE].places
    assert place.location.path == HALL


# ---- Capacities

CAPACITY = "capacities: {{unit: Beds, available: 0, maximum: 9, description: Tonight, updated: {updated}{more}}}\n"


@pytest.mark.parametrize(
    ("updated", "more", "last"),
    [
        ("2026-11-20", "", date(2026, 12, 4)),
        ("2026-11-20", ", expires: 2026-11-22", date(2026, 11, 22)),
        ("2026-11-20T09:30:00+00:00", "", date(2026, 12, 4)),
    ],
)
def test_free_places_count_until_their_last_day(updated: str, more: str, last: date) -> None:
    text = CAPACITY.format(updated=updated, more=more)
    service = build_service(text, today=last)
    (capacity,) = shown(service.hsds)["capacities"]
    assert (capacity["available"], capacity["maximum"], capacity["description"]) == (0, 9, "Tonight")
    (attribute,) = capacity["attributes"]
    assert (attribute["value"], attribute["taxonomy_term"]["code"]) == (last.isoformat(), "expires")
    (note,) = service.capacities
    assert (note.unit, note.available, note.maximum, note.expires, note.expired) == ("Beds", 0, 9, last, False)
    after = build_service(text, today=date.fromordinal(last.toordinal() + 1))
    assert not after.hsds.capacities
    assert after.capacities[0].expired


def test_how_long_free_places_count_is_set_in_the_directory() -> None:
    settings = SETTINGS_TEXT + "expires_after: 1 month\n"
    (note,) = build_service(CAPACITY.format(updated="2026-11-20", more=""), settings=settings).capacities
    assert note.expires == date(2026, 12, 20)


@pytest.mark.parametrize(
    ("written", "published"),
    [
        ("2026-11-20", "2026-11-20T00:00:00Z"),
        ("2026-11-20T09:30:00Z", "2026-11-20T09:30:00Z"),
        ("2026-11-20T09:30:00.5+01:00", "2026-11-20T09:30:00.5+01:00"),
        ("2026-11-20T09:30", "2026-11-20T09:30:00+00:00"),
        ("2026-07-20 09:30", "2026-07-20T09:30:00+01:00"),
        ("2026-07-20T09:30+02:00", "2026-07-20T09:30:00+02:00"),
    ],
)
def test_the_moment_of_a_count_is_one_the_standard_takes(written: str, published: str) -> None:
    text = CAPACITY.format(updated=written, more=", expires: 2026-12-31")
    assert build_service(text).hsds.capacities[0].updated == published


def test_a_unit_is_one_for_the_whole_directory() -> None:
    other = "organizations/lunch-club/other"
    text = "name: X\ncapacities: {{unit: {unit}, available: 1, updated: 2026-11-20, expires: 2026-11-30}}\n"
    unit = '{name: Beds, scheme: S, identifier: I, uri: "https://a.example"}'
    made = build({SERVICE: text.format(unit="beds."), other: text.format(unit=unit)}).services
    (first,), (second,) = made[SERVICE].hsds.capacities, made[other].hsds.capacities
    assert first.unit_id == second.unit_id
    full: Any = shown(second.unit)
    assert full == {"id": second.unit_id, "name": "Beds", "scheme": "S", "identifier": "I", "uri": "https://a.example"}


# ---- What HSDS has no place for


def test_a_listing_keeps_what_the_standard_has_no_place_for() -> None:
    needs = "name: N\ndescription: N.\nterms: {food: {name: F, description: F., sensitive: yes}}\n"
    text = """\
review_every: 3 months
translations: {cy: {name: Galw heibio}}
replaces: organizations/lunch-club/lunch
attributes: {needs: food}
"""
    service = build_service(text, needs=needs)
    assert service.review_every == "3 months"
    assert service.translations == {"cy": {"name": "Galw heibio"}}
    assert service.replaces == ["organizations/lunch-club/lunch"]
    assert service.sensitive
    assert (service.path, service.file) == (SERVICE, f"{SERVICE}.yml")
    assert build_service("").review_every == "6 months"


def test_a_service_without_its_group_is_not_there() -> None:
    records = read_records({GROUP: "", SERVICE: "name: Drop-in\n"})
    assert not assemble(records, TODAY).services
