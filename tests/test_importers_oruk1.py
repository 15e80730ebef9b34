"""The older UK feed: its nested services become records, whatever words its makers chose."""

from __future__ import annotations

import copy
import json
from pathlib import Path
from typing import Any

from hereabouts.importers.desk import Options
from hereabouts.importers.formats import FORMATS
from hereabouts.importers.hsds_json import Imported, convert
from hereabouts.importers.intake import Asked
from hereabouts.importers.report import Report
from hereabouts.importers.spool import Spool
from tests.conform_feed import serve
from tests.importing import TODAY, UK, check, only, scalars, told

FOOD = {"id": "esdNeeds:12", "name": "Food", "vocabulary": "esdNeeds", "parent": None}
SOUP = {"id": "esdNeeds:13", "name": "Soup", "vocabulary": "esdNeeds", "parent": {"id": "esdNeeds:12", "name": "Food"}}
CARERS = {"id": "c1", "name": "Carers", "vocabulary": "esdCircumstances"}

SERVICE: dict[str, Any] = {
    "id": "1502",
    "name": "Tuesday lunch",
    "description": "Soup and company.",
    "url": "https://club.example/tuesday",
    "email": "lunch@club.example",
    "status": "active",
    "fees": "Pay what you can.",
    "accreditations": "Five stars for hygiene.",
    "deliverable_type": "Advice",
    "attending_type": "venue",
    "attending_access": "drop-in",
    "assured_date": "2026-05-01",
    "organization": {
        "id": "00000000-0000-4000-8000-000000000001",
        "name": "Lunch Club",
        "description": "We eat together.",
        "url": "https://club.example",
        "logo": "",
        "uri": None,
    },
    "service_areas": [{"id": "a1", "service_area": "Eastbrook", "extent": None, "uri": "https://area.example/E1"}],
    "fundings": [{"id": "f1", "source": "County Council"}],
    "regular_schedules": [],
    "eligibilitys": [
        {"id": "e1", "eligibility": "adult", "minimum_age": 18, "maximum_age": 127, "taxonomys": [CARERS]}
    ],
    "service_at_locations": [
        {
            "id": "s1",
            "regular_schedule": [
                {"id": "r1", "opens_at": "12:00", "closes_at": "14:00", "freq": "WEEKLY", "byday": "TU", "interval": 1},
                {"id": "r2", "opens_at": "12:00", "closes_at": "14:00", "byday": "1SA", "freq": "MONTHLY"},
            ],
            "holiday_schedules": [{"id": "h1", "closed": True, "start_date": "2026-12-24", "end_date": "2027-01-02"}],
            "location": {
                "id": "20",
                "name": "Village Hall",
                "description": "",
                "latitude": 52.9,
                "longitude": 1.1,
                "physical_addresses": [
                    {
                        "id": "p1",
                        "address_1": "Mill Lane",
                        "city": "Eastbrook",
                        "state_province": "Norfolk",
                        "postal_code": "NR99 1AB",
                        "country": "GB",
                    }
                ],
                "accessibility_for_disabilities": [{"id": "x1", "accessibility": "hearing_loop"}],
            },
        }
    ],
    "cost_options": [
        {"id": "k1", "option": "Lunch", "amount": 2.5, "amount_description": "a head", "link_taxonomys": []}
    ],
    "reviews": [
        {
            "id": "v1",
            "title": "Very good",
            "score": "4 of 5",
            "description": "Warm and cheap.",
            "date": "2026-02-01",
            "url": "https://reviews.example/1",
            "widget": "",
            "organization": {"id": "o9", "name": "Reviewers"},
        }
    ],
    "contacts": [
        {"id": "c9", "name": "", "title": "Cook", "phones": [{"id": "t1", "number": "01632 960123", "language": "en"}]}
    ],
    "holiday_schedules": [],
    "service_taxonomys": [{"id": "t9", "taxonomy": SOUP}],
    "languages": [{"id": "l1", "language": "cy"}],
}


def page(*items: Any, number: int = 1, pages: int = 1) -> dict[str, Any]:
    return {
        "totalElements": 99,
        "totalPages": pages,
        "number": number,
        "size": len(items),
        "first": number == 1,
        "last": number == pages,
        "empty": not items,
        "content": list(items),
    }


def import_older(source: str, spool: Path) -> Imported:
    report, options = Report(), Options(UK, TODAY)
    asked = Asked(source, options, report, Spool(spool, source, TODAY))
    return convert(asked.watch(FORMATS["oruk1"].read(asked)), options, report=report)


def write(folder: Path, **files: Any) -> str:
    for name, value in files.items():
        (folder / f"{name}.json").write_text(json.dumps(value))
    return str(folder)


def test_a_service_of_the_older_feed_says_all_it_said(tmp_path: Path) -> None:
    made = import_older(write(tmp_path, services=page(SERVICE)), tmp_path / "spool")
    assert not check(made).bad
    lunch = only(made, "tuesday-lunch")
    assert lunch["fees_description"] == "Pay what you can."
    assert (lunch["minimum_age"], lunch["eligibility_description"], "maximum_age" in lunch) == ("18", "adult", False)
    assert lunch["assured_date"] == "2026-05-01"
    assert lunch["languages"] == ["cy"]
    assert lunch["funding"] == ["County Council"]
    assert lunch["cost_options"] == [{"option": "Lunch", "amount": "2.50", "amount_description": "a head"}]
    assert lunch["contacts"] == [{"title": "Cook", "phones": [{"number": "01632 960123", "languages": ["en"]}]}]
    assert lunch["service_areas"] == [{"name": "Eastbrook", "uri": "https://area.example/E1"}]
    reviewed = "Reviewed by Reviewers: Very good, 4 of 5, Warm and cheap., https://reviews.example/1 (2026-02-01)"
    assert lunch["accreditations"] == f"Five stars for hygiene.\n{reviewed}\n"
    assert lunch["attributes"] == {
        "esdneeds": ["soup"],
        "esdcircumstances": ["carers"],
        "attending-type": ["venue"],
        "attending-access": ["drop-in"],
        "deliverable-type": ["advice"],
    }
    (place,) = lunch["locations"]
    assert place["schedules"] == [
        "Tuesdays midday to 2pm",
        "First Saturday of the month midday to 2pm",
        "Closed 24 December 2026 to 2 January 2027",
    ]
    assert place["place"]["addresses"][0]["address_1"] == "Mill Lane"
    assert place["place"]["accessibility"] == ["Hearing loop"]
    assert only(made, "taxonomies/esdneeds")["terms"]["soup"]["parent"] == "food"
    assert only(made, "lunch-club/organization")["website"] == "https://club.example"


def test_every_value_of_it_is_in_a_record_or_in_the_report(tmp_path: Path) -> None:
    made = import_older(write(tmp_path, services=page(SERVICE)), tmp_path / "spool")
    said = json.dumps(made.records).lower() + " ".join(line.value for line in made.report.lines).lower()
    plain = {
        "active",
        "gb",
        "12:00",
        "14:00",
        "tu",
        "1sa",
        "weekly",
        "monthly",
        "1",
        "true",
        "2026-12-24",
        "2027-01-02",
        "2.5",
        "1.1",
    }
    values = {str(value).lower() for path, value in scalars(SERVICE) if path[-1] != "id"} - plain
    assert [value for value in sorted(values) if json.dumps(value)[1:-1] not in said] == []


def test_terms_that_come_by_themselves_bring_their_order(tmp_path: Path) -> None:
    source = write(tmp_path, services=page(SERVICE), taxonomies=page(FOOD, SOUP))
    made = import_older(source, tmp_path / "spool")
    terms = only(made, "taxonomies/esdneeds")["terms"]
    assert terms["soup"] == {"name": "Soup", "description": "Soup", "parent": "food", "code": "esdNeeds:13"}
    assert only(made, "tuesday-lunch")["attributes"]["esdneeds"] == ["soup"]


def test_a_single_answer_saved_as_a_file_is_read(tmp_path: Path) -> None:
    (tmp_path / "1502.json").write_text(json.dumps(SERVICE))
    made = import_older(str(tmp_path / "1502.json"), tmp_path / "spool")
    assert "organizations/lunch-club/tuesday-lunch" in made.records
    assert only(made, "tuesday-lunch")["attributes"]["esdneeds"] == ["soup"]


def test_odd_things_in_it_are_told_and_spoil_nothing_else(tmp_path: Path) -> None:
    odd = copy.deepcopy(SERVICE)
    odd |= {
        "eligibilitys": ["adults", {"eligibility": "child", "minimum_age": "x", "maximum_age": None}],
        "service_taxonomys": [{"id": "t9", "taxonomy": None}, {"taxonomy": {"name": "Warmth"}}],
        "languages": "Welsh",
        "reviews": {"title": "Fine"},
        "pc_rating": 4,
    }
    odd["service_at_locations"][0]["holiday_schedules"] = None
    odd["service_at_locations"][0]["regular_schedule"] = {"weekday": "Tuesday", "opens_at": "9:00"}
    made = import_older(write(tmp_path, services=page(odd, None, "text", [])), tmp_path / "spool")
    assert not check(made).bad
    lunch = only(made, "tuesday-lunch")
    assert lunch["attributes"]["topics"] == ["warmth"]
    assert lunch["locations"][0]["schedules"] == ["Tuesdays 9am"]
    assert told(made, "pc_rating") == [("dropped", "4")]


def test_the_feed_is_read_page_by_page_and_record_by_record(tmp_path: Path) -> None:
    services = [{**copy.deepcopy(SERVICE), "id": str(number), "name": f"Lunch {number}"} for number in range(5)]

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/services":
            number = int(query["page"])
            brief = ("id", "name", "organization", "description", "status")
            shown = [{key: one[key] for key in brief} for one in services[2 * number - 2 : 2 * number]]
            return page(*shown, number=number, pages=3) | {"totalElements": 5}
        found = [one for one in services if path == f"/services/{one['id']}"]
        return found[0] if found else None

    with serve(answer) as server:
        made = import_older(server.address, tmp_path / "spool")
        asked = [path for path in server.asked if path.startswith("/services/")]
    assert [path for path in made.records if "lunch-club/lunch" in path] == [
        f"organizations/lunch-club/lunch-{number}" for number in range(5)
    ]
    assert all(made.records[f"organizations/lunch-club/lunch-{number}"]["languages"] == ["cy"] for number in range(5))
    assert sorted(asked) == [f"/services/{number}" for number in range(5)]
    assert told(made, "list") == []


def test_pages_that_are_counted_from_nought_are_all_read(tmp_path: Path) -> None:
    def answer(path: str, query: dict[str, str]) -> Any:
        if path != "/services":
            return None
        number = int(query["page"])
        one = {"id": str(number), "name": f"Lunch {number}", "organization": SERVICE["organization"]}
        shown = [one] if number < 3 else []
        return page(*shown, number=number, pages=3) | {"first": number == 0, "last": number == 2, "totalElements": 3}

    with serve(answer) as server:
        made = import_older(server.address, tmp_path / "spool")
    assert sorted(path.rpartition("/")[2] for path in made.records) == ["lunch-0", "lunch-1", "lunch-2", "organization"]
