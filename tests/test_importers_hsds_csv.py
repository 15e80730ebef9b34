"""Packages of tables of every version of HSDS become records, and nothing in them vanishes untold."""

from __future__ import annotations

import csv
import shutil
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.importers.desk import Options
from hereabouts.importers.editions import edition, split_cell
from hereabouts.importers.formats import FORMATS
from hereabouts.importers.hsds_json import Imported, convert
from hereabouts.importers.intake import Asked
from hereabouts.importers.report import Report
from hereabouts.importers.spool import Spool
from hereabouts.model.objects import plain
from hereabouts.settings import Settings
from tests.importing import TODAY, UK, US, Haystack, as_records, check, folded, only, scalars, told
from tests.shared import shared_folder


def import_tables(path: Path, settings: Settings = UK, today: date = TODAY) -> Imported:
    report, options = Report(), Options(settings, today)
    asked = Asked(str(path), options, report, Spool(path / "nowhere", "", today))
    return convert(asked.watch(FORMATS["hsds-csv"].read(asked)), options, report=report)


def package(folder: Path, **tables: str) -> Path:
    """A folder with these tables, each given as lines with `|` between cells."""
    for name, text in tables.items():
        lines = [[cell.strip() for cell in line.split("|")] for line in text.strip().splitlines()]
        with (folder / f"{name}.csv").open("w", newline="") as stream:
            csv.writer(stream).writerows(lines)
    return folder


ORGANIZATIONS = "id|name|description\n1|Lunch Club|Soup and company.\n"
SERVICES = "id|organization_id|name|status\n10|1|Soup|active\n"
LOCATIONS = "id|name\n20|Village Hall\n"


# Version 1.


def test_version_1_hangs_together(tmp_path: Path) -> None:
    made = import_tables(
        package(
            tmp_path,
            organizations="id|name|description|url\n1|Lunch Club|Soup.|https://club.example\n",
            programs="id|organization_id|name\n5|1|Warm Spaces\n",
            services="id|organization_id|program_id|name|status|fees\n10|1|5|Soup|active|Bring a cup.\n",
            locations="id|organization_id|name|latitude|longitude\n20|1|Village Hall|52.9|1.1\n",
            services_at_location="id|service_id|location_id|description\n30|10|20|Round the back.\n",
            physical_addresses="id|location_id|address_1|address_3|city|state_province|postal_code|country\n"
            "1|20|Mill Lane|By the pond|Eastbrook|Norfolk|NR99 1AB|GB\n",
            postal_addresses="id|location_id|attention|address_1|city|state_province|postal_code|country\n"
            "1|20|The clerk|PO Box 1|Eastbrook|Norfolk|NR99 1AB|GB\n",
            phones="id|service_at_location_id|service_id|contact_id|number|type|language\n"
            "1||10||01632 960123|voice|en,cy\n2||10|40|01632 960124||\n3|30|10||01632 960125||\n",
            contacts="id|service_id|title\n40|10|Cook\n",
            regular_schedules="id|service_at_location_id|weekday|opens_at|closes_at\n"
            "1|30|Monday|09:00|17:00\n2|30|Tuesday|09:00|17:00\n3|30|Wed|9:00|12:00\n4|30|Sunday||\n",
            holiday_schedules="id|service_id|closed|start_date|end_date|opens_at|closes_at\n"
            "1|10|true|2026-12-24|2027-01-02||\n2|10|false|2026-12-23|2026-12-23|10:00|12:00\n"
            "3|10|true|2020-12-25|2020-12-25||\n",
            eligibility="id|service_id|eligibility|minimum_age|maximum_age\n1|10|adult|18|120\n",
            service_areas="id|service_id|service_area\n1|10|Villages near Holt\n",
            required_documents="id|service_id|document\n1|10|Library card\n",
            payments_accepted="id|service_id|payment\n1|10|cash\n2|10|check\n",
            languages="id|service_id|language\n1|10|cy\n2|10|Polish\n",
            accessibility_for_disabilities="id|location_id|accessibility|details\n1|20|disabled_parking|Two places\n",
            funding="id|organization_id|source\n1|1|County Council\n",
            taxonomy="id|name|parent_id|parent_name|vocabulary\n"
            "F|Food|||Open Eligibility\nF-1|Soup|F|Food|Open Eligibility\n",
            services_taxonomy="id|service_id|taxonomy_id|taxonomy_detail\n1|10|F-1|F-1*Warm\n",
            metadata="id|resource_id|last_action_date\n1|10|2020-01-01\n",
            meta_table_descriptions="id|name|language|character_set\n1|services|en|UTF-8\n",
        )
    )
    assert not check(made).bad
    assert only(made, "lunch-club/organization") == {
        "name": "Lunch Club",
        "website": "https://club.example",
        "funding": ["County Council"],
        "description": "Soup.",
        "programs": {"warm-spaces": {"name": "Warm Spaces", "description": "Warm Spaces"}},
    }
    soup = only(made, "lunch-club/soup")
    assert soup["program"] == "warm-spaces"
    assert soup["fees_description"] == "Ways to pay: cash, check.\nBring a cup.\n"
    assert (soup["minimum_age"], "maximum_age" in soup, soup["eligibility_description"]) == ("18", False, "adult")
    assert soup["phones"] == [{"number": "01632 960123", "type": "voice", "languages": ["en", "cy"]}]
    assert soup["contacts"] == [{"title": "Cook", "phones": ["01632 960124"]}]
    assert soup["schedules"] == ["Closed 24 December 2026 to 2 January 2027", "23 December 2026 10am to midday"]
    assert soup["languages"] == ["cy", "pl"]
    assert soup["service_areas"] == ["Villages near Holt"]
    assert soup["required_documents"] == ["Library card"]
    assert soup["attributes"] == {"open-eligibility": [{"term": "soup", "value": "F-1*Warm"}]}
    (place,) = soup["locations"]
    assert place["description"] == "Round the back."
    assert place["phones"] == ["01632 960125"]
    assert place["schedules"] == ["Mondays and Tuesdays 9am to 5pm", "Wednesdays 9am to midday"]
    terms = only(made, "taxonomies/open-eligibility")["terms"]
    assert terms["soup"] == {"name": "Soup", "description": "Soup", "parent": "food", "code": "F-1"}
    hall = place["place"]
    assert (hall["name"], hall["organization"]) == ("Village Hall", "lunch-club")
    assert [one.get("address_type") for one in hall["addresses"]] == [None, "postal"]
    assert hall["addresses"][0]["address_2"] == "By the pond"
    assert hall["accessibility"] == [{"description": "Disabled parking", "details": "Two places"}]
    assert ("dropped", "120") in told(made, "maximum_age")
    assert ("dropped", "Sunday") in told(made, "weekday")
    assert [action for action, _ in told(made, "holiday_schedule")] == ["mapped", "mapped", "dropped"]
    assert told(made, "table") == [("dropped", "1, services, en, UTF-8")]


def test_a_line_names_the_row_it_is_about(tmp_path: Path) -> None:
    phones = "id|service_id|number\n1|10|01632 960123\n2|10|ring us\n3|99|01632 960124\n4||01632 960125\n"
    made = import_tables(package(tmp_path, organizations=ORGANIZATIONS, services=SERVICES, phones=phones))
    found = [
        (line.where.source, line.action.value, line.why)
        for line in made.report.lines
        if line.action != "dropped" or line.what != "id"
    ]
    assert ("phones.csv, row 3", "kept", "Nobody in GB can ring this number.") in found
    assert ("phones.csv, row 4", "dropped", "There is no service with this id in the package.") in found
    assert ("phones.csv, row 5", "dropped", "It does not say what it belongs to.") in found


def test_days_that_cannot_be_told_are_kept_as_words(tmp_path: Path) -> None:
    schedules = "id|service_id|weekday|opens_at|closes_at\n1|10|3|09:00|17:00\n"
    made = import_tables(package(tmp_path, organizations=ORGANIZATIONS, services=SERVICES, regular_schedules=schedules))
    assert only(made, "soup")["schedules"] == [{"description": "Day of the week as given: 3, 09:00 to 17:00"}]
    assert told(made, "weekday") == [("kept", "3")]


def test_a_week_without_any_times_is_no_timetable(tmp_path: Path) -> None:
    days = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
    rows = "\n".join(f"{n}|10|{day}||" for n, day in enumerate(days))
    made = import_tables(
        package(
            tmp_path,
            organizations=ORGANIZATIONS,
            services=SERVICES,
            regular_schedules=f"id|service_id|weekday|opens_at|closes_at\n{rows}",
        )
    )
    assert "schedules" not in only(made, "soup")


def test_ages_that_hang_on_different_conditions_are_kept_as_words(tmp_path: Path) -> None:
    rows = "id|service_id|eligibility|minimum_age|maximum_age\n1|10|men|60|\n2|10|carers||17\n3|10||5|11\n"
    made = import_tables(package(tmp_path, organizations=ORGANIZATIONS, services=SERVICES, eligibility=rows))
    soup = only(made, "soup")
    words = "men\ncarers\nAged 60 or over.\nAged up to 17.\nAged 5 to 11.\n"
    assert (soup["eligibility_description"], "minimum_age" in soup) == (words, False)


# Version 2.


def test_version_2_hangs_together(tmp_path: Path) -> None:
    made = import_tables(
        package(
            tmp_path,
            organizations=ORGANIZATIONS,
            services=SERVICES,
            locations=LOCATIONS,
            services_at_location="id|service_id|location_id\n30|10|20\n",
            schedules="id|service_at_location_id|freq|byday|opens_at|closes_at|dtstart|valid_from|interval\n"
            "1|30|WEEKLY|FR|14:00|16:00|2026-01-09|2026-01-09|2\n",
            taxonomy_terms="id|term|description|parent_id|taxonomy\n1|Food|Eating.||Needs\n2|Soup|Hot.|1|Needs\n3|Charity|||\n",
            service_attributes="id|service_id|taxonomy_term_id\n1|10|2\n",
            other_attributes="id|link_id|link_type|taxonomy_term_id\n1|1|organization|3\n2|77|location|3\n",
        )
    )
    assert not check(made).bad
    assert only(made, "soup")["attributes"] == {"needs": ["soup"]}
    assert only(made, "lunch-club/organization")["attributes"] == {"topics": ["charity"]}
    assert only(made, "taxonomies/needs")["terms"]["soup"]["parent"] == "food"
    (place,) = only(made, "soup")["locations"]
    assert place["schedules"] == ["Every 2 weeks on Friday 2pm to 4pm from 9 January 2026"]
    assert [value for action, value in told(made, "link_id") if action == "dropped"] == ["77: location"]


# Version 3.


def test_version_3_hangs_together_by_its_own_ids(tmp_path: Path) -> None:
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(12)]
    made = import_tables(
        package(
            tmp_path,
            organizations=f"id|name|description|website\n{ids[0]}|Lunch Club|Soup.|https://club.example\n",
            organization_identifiers=f"id|organization_id|identifier_scheme|identifier_type|identifier\n"
            f"{ids[11]}|{ids[0]}|GB-CHC|Charity number|1234567\n",
            services=f"id|organization_id|name|status\n{ids[1]}|{ids[0]}|Soup|active\n",
            service_capacity=f"id|service_id|unit_id|available|updated\n{ids[2]}|{ids[1]}|{ids[3]}|6|2026-11-16\n",
            units=f"id|name\n{ids[3]}|seats\n",
            url=f"id|label|url|organization_id|service_id\n{ids[4]}|Menu|https://club.example/menu||{ids[1]}\n",
            phones=f"id|service_id|number\n{ids[5]}|{ids[1]}|01632 960123\n",
            languages=f"id|phone_id|code\n{ids[6]}|{ids[5]}|cy\n",
            taxonomies=f"id|name|description\n{ids[7]}|Needs|What people need.\n",
            taxonomy_terms=f"id|name|description|taxonomy_id\n{ids[8]}|Food|Eating.|{ids[7]}\n",
            attributes=f"id|link_id|taxonomy_term_id|link_type|link_entity|value\n{ids[9]}|{ids[1]}|{ids[8]}|needs|service|soup\n",
            cost_options=f"id|service_id|option|amount|currency\n{ids[10]}|{ids[1]}||2.50|GBP\n",
        )
    )
    assert not check(made).bad
    soup = only(made, "soup")
    assert soup["id"] == ids[1]
    assert soup["capacities"][0]["unit"]["name"] == "seats"
    assert soup["additional_urls"][0]["url"] == "https://club.example/menu"
    assert soup["phones"][0]["languages"][0]["code"] == "cy"
    assert soup["attributes"]["needs"][0]["value"] == "soup"
    assert soup["cost_options"][0]["amount"] == "2.50"
    assert only(made, "taxonomies/needs")["terms"]["food"]["id"] == ids[8]
    assert only(made, "lunch-club/organization")["organization_identifiers"][0]["identifier"] == "1234567"
    assert [line for line in made.report.lines if line.action == "dropped"] == []


def test_the_published_example_of_version_3_comes_in_whole() -> None:
    made = import_tables(shared_folder("spec", "hsds-3.2.3", "examples", "csv"))
    assert not check(made).bad
    assert {path.split("/")[0] for path in made.records} >= {"organizations", "taxonomies"}


@pytest.mark.parametrize(
    ("tables", "version", "found"),
    [
        (["organization", "taxonomy", "service_taxonomy"], "", 1),
        (["organization", "taxonomy"], "", 1),
        (["taxonomy", "taxonomy_term", "service_attribute"], "", 2),
        (["taxonomy", "taxonomy_term", "attribute"], "", 3),
        (["organization", "service"], "", 3),
        (["organization", "service"], "1.1", 1),
        (["organization", "regular_schedule"], "2.0.1", 1),
        (["taxonomy", "taxonomy_term"], "2.0.1", 2),
        (["organization"], "whatever", 3),
    ],
)
def test_the_version_is_told_by_the_package_and_by_its_tables(tables: list[str], version: str, found: int) -> None:
    assert edition(tables, version) == found


def test_a_table_or_column_nobody_knows_is_told_once_for_each_row(tmp_path: Path) -> None:
    services = "id|organization_id|name|status|mood\n10|1|Soup|active|warm\n"
    made = import_tables(
        package(tmp_path, organizations=ORGANIZATIONS, services=services, menus="id|dish\n1|Leek soup\n")
    )
    assert ("dropped", "1, Leek soup") in told(made, "table")
    assert told(made, "mood") == [("dropped", "warm")]


def test_things_in_one_cell_are_told_apart_but_not_inside_brackets() -> None:
    assert split_cell("Chinese (Mandarin, Yue), Spanish; French,") == ["Chinese (Mandarin, Yue)", "Spanish", "French"]


# Real packages.


def ohana() -> Path:
    return shared_folder("data", "ohana", "sample-csv")


def ilao() -> Path:
    return shared_folder("data", "hsds-transformer", "ilao", "output")


_STRUCTURE = ("id", "weekday", "closed", "virtual", "country_prefix", "parent_name", "taxonomy_ids")
"""Columns that say how rows hang together, or are said by the shape of a record."""


_DIALLED_LETTERS = "1-800-LAW-REP-4"
"""A number that is written in the figures it stands for."""


@pytest.mark.parametrize(("package_of", "services"), [(ohana, 23), (ilao, 430)], ids=["ohana", "ilao"])
def test_nothing_of_real_packages_vanishes_without_a_line(package_of: Any, services: int) -> None:
    folder = package_of()
    made = import_tables(folder, US)
    assert not check(made, US).bad
    kinds = [path for path in made.records if path.startswith("organizations/") and not path.endswith("/organization")]
    assert len(kinds) == services
    directory = assemble(as_records(made, US), TODAY, settings=US)
    listings: list[Any] = [
        *directory.organizations.values(),
        *directory.services.values(),
        *directory.locations.values(),
    ]
    texts = [folded(value) for one in listings for _, value in scalars(plain(one.hsds))]
    texts += [folded(value) for data in made.records.values() for _, value in scalars(data)]
    texts += [folded(line.value) for line in made.report.lines]
    hay = Haystack(texts)
    missing = [
        (file.name, number, column, value)
        for file in sorted(folder.glob("*.csv"))
        for number, row in enumerate(csv.DictReader(file.open(newline="", encoding="utf-8-sig")), 2)
        for column, value in row.items()
        if value and value.strip() and column not in _STRUCTURE and not column.endswith("_id")
        if not hay.has(value) and not all(map(hay.has, split_cell(value))) and value != _DIALLED_LETTERS
    ]
    assert missing == []


def test_the_hours_of_a_real_place_are_right() -> None:
    """Arlington Heights Memorial Library: seven rows, three sets of hours."""
    made = import_tables(ilao(), US)
    assert only(made, "locations/arlington-heights-memorial-library")["schedules"] == [
        "Sundays 11am to 8pm",
        "Monday to Friday 9am to 10pm",
        "Saturdays 9am to 8pm",
    ]


def test_ohana_says_by_its_places_who_runs_a_service() -> None:
    made = import_tables(ohana(), US)
    assert "organizations/peninsula-family-service/second-career-employment-program" in made.records
    (terms,) = [data for path, data in made.records.items() if path == "taxonomies/topics"]
    listed: Any = terms["terms"]
    assert len(listed) == 290
    assert listed["disaster-response"]["parent"] == "emergency"


def test_the_same_package_gives_the_same_records_from_a_zip(tmp_path: Path) -> None:
    archive = shutil.make_archive(str(tmp_path / "ohana"), "zip", ohana())
    assert import_tables(Path(archive), US).records == import_tables(ohana(), US).records
