"""Terms on things: which list, what is said, and until when it counts."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hereabouts.assembly.attributes import read_dates, say_dates
from hereabouts.assembly.builtin import NAMESPACE, make_builtin
from hereabouts.model.ids import derive
from tests.inline_records import GROUP, HALL, TODAY, build, build_service, shown

READINESS = """\
name: Readiness
description: For those who refer.
terms:
  waiting-time: {name: Waiting time, description: How long., expires_after: 14 days}
  insured: {name: Insured, description: Says it is.}
"""


def attributes(text: str, today: date = TODAY) -> list[Any]:
    service = build_service(f"attributes: {{readiness: {text}}}\n", today, readiness=READINESS)
    made: list[Any] = shown(service.hsds).get("attributes", [])
    return made


def test_a_term_is_nested_with_its_list() -> None:
    needs = """\
name: Needs
description: What for.
link_type: need
uri: https://lists.example/needs
version: "2026"
terms:
  money: {name: Money, description: Worries.}
  debt: {name: Debt, description: Owing., parent: money, code: D-1, term_uri: "https://terms.example/debt"}
"""
    service = build_service("attributes: {needs: {term: debt, value: Priority debts, label: Debts}}\n", needs=needs)
    (made,) = shown(service.hsds)["attributes"]
    listing = service.uses["needs"][0].term
    assert listing.parent is not None
    del made["id"]
    assert made == {
        "taxonomy_term_id": listing.hsds.id,
        "link_type": "need",
        "value": "Priority debts",
        "label": "Debts",
        "taxonomy_term": {
            "id": listing.hsds.id,
            "code": "D-1",
            "name": "Debt",
            "description": "Owing.",
            "parent_id": listing.parent.hsds.id,
            "taxonomy": "Needs",
            "language": "en",
            "taxonomy_id": listing.taxonomy.hsds.id,
            "term_uri": "https://terms.example/debt",
        },
    }
    assert shown(listing.hsds)["taxonomy_detail"] == {
        "id": listing.taxonomy.hsds.id,
        "name": "Needs",
        "description": "What for.",
        "uri": "https://lists.example/needs",
        "version": "2026",
    }


def test_a_term_without_a_code_of_its_own_goes_by_its_key() -> None:
    """HSDS: what the list itself calls the term, which with the id of the list says which one is meant."""
    (made,) = attributes("insured")
    assert made["taxonomy_term"]["code"] == "insured"


def test_a_list_without_a_link_type_has_its_file_name() -> None:
    (made,) = attributes("insured")
    assert made["link_type"] == "readiness"
    assert made.keys() == {"id", "link_type", "taxonomy_term_id", "taxonomy_term"}


def test_terms_come_in_the_order_of_the_record() -> None:
    assert [one["taxonomy_term"]["name"] for one in attributes("[insured, waiting-time]")] == [
        "Insured",
        "Waiting time",
    ]


def test_quotes_and_blocks_do_not_matter() -> None:
    assert len(attributes('[" insured ", {term: "waiting-time ", value: "  long "}]')) == 2
    assert attributes('{term: insured, value: "  yes "}')[0]["value"] == "yes"


# ---- Dates


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("updated: 2026-11-16, expires: 2026-12-14", "As of 2026-11-16, until 2026-12-14"),
        ("updated: 2026-11-16", "As of 2026-11-16"),
        ("updated: 2026-11-16T10:00", "As of 2026-11-16"),
        ("expires: 2026-12-14", "Until 2026-12-14"),
        ("updated: 2026-11-16, label: Cover", "Cover"),
    ],
)
def test_a_dated_term_says_its_dates(said: str, label: str) -> None:
    (made,) = attributes(f"{{term: insured, {said}}}")
    assert made["label"] == label


@pytest.mark.parametrize(("today", "count"), [(date(2026, 12, 14), 1), (date(2026, 12, 15), 0)])
def test_a_term_counts_until_its_last_day(today: date, count: int) -> None:
    assert len(attributes("{term: insured, updated: 2026-11-16, expires: 2026-12-14}", today)) == count


def test_a_term_that_does_not_age_counts_for_ever() -> None:
    assert attributes("{term: insured, updated: 2006-01-01}", date(2027, 1, 1))
    assert attributes("{term: waiting-time, value: long}", date(2036, 1, 1)), "nobody said when"


@pytest.mark.parametrize(("today", "count"), [(date(2026, 11, 30), 1), (date(2026, 12, 1), 0)])
def test_a_term_that_ages_counts_as_long_as_its_list_says(today: date, count: int) -> None:
    made = attributes("{term: waiting-time, value: 2 weeks, updated: 2026-11-16}", today)
    assert [one["label"] for one in made] == ["As of 2026-11-16, until 2026-11-30"] * count


def test_a_day_of_ones_own_goes_before_the_lists() -> None:
    (made,) = attributes("{term: waiting-time, updated: 2026-11-16, expires: 2027-01-31}", date(2027, 1, 30))
    assert made["label"] == "As of 2026-11-16, until 2027-01-31"


def test_an_expired_term_is_still_known_to_the_pages() -> None:
    text = "attributes: {readiness: {term: waiting-time, updated: 2026-01-01}}\n"
    service = build_service(text, readiness=READINESS)
    assert not service.hsds.attributes
    assert service.uses["readiness"][0].expires == "2026-01-15"


days = st.dates(date(1900, 1, 1), date(2999, 12, 31)).map(date.isoformat)


@given(days | st.just(""), days | st.just(""))
def test_dates_are_read_back_from_the_label(updated: str, expires: str) -> None:
    said = read_dates(say_dates(updated, expires))
    assert said == ((updated, expires) if updated or expires else None)


@pytest.mark.parametrize(
    "label",
    ["", "Cover", "As of today", "As of 2026-13-01", "Until 2026-02-30", "as of 2026-01-01", "As of 2026-01-01."],
)
def test_any_other_label_is_only_a_label(label: str) -> None:
    assert read_dates(label) is None


# ---- The list that ships with the program


def test_the_built_in_list_is_the_same_in_every_directory() -> None:
    listing = make_builtin()
    assert listing.hsds.id == derive(NAMESPACE, "taxonomies/hereabouts") == "e234a197-39f3-5155-891f-23df93021d6a"
    assert listing.hsds.description
    for key, term in listing.terms.items():
        assert term.hsds.id == derive(listing.hsds.id, f"taxonomy_term/{key}")
        assert term.hsds.description
        assert (term.hsds.code, term.hsds.language, term.hsds.taxonomy_id) == (key, "en", listing.hsds.id)


SOURCE = '{name: Council, url: "https://data.example/991", license: OGL-UK-3.0, retrieved: 2026-09-01}'
SAID = {
    "source-name": "Council",
    "source-url": "https://data.example/991",
    "source-license": "OGL-UK-3.0",
    "source-retrieved": "2026-09-01",
}


def facts(hsds: Any) -> dict[str, str]:
    return {one["taxonomy_term"]["code"]: one["value"] for one in shown(hsds).get("attributes", [])}


def test_where_a_record_was_copied_from_is_said_in_attributes() -> None:
    files = {
        "organizations/lunch-club/drop-in": f"name: Drop-in\nsource: {SOURCE}\n",
        GROUP: f"name: A\ndescription: B.\nsource: {SOURCE}\n",
        HALL: f"name: Hall\nsource: {SOURCE}\n",
    }
    directory = build(files)
    service = directory.services["organizations/lunch-club/drop-in"]
    listings = (service, directory.organizations[GROUP], directory.locations[HALL])
    for listing in listings:
        assert facts(listing.hsds) == SAID
        assert listing.source is not None
        assert listing.source.license == "OGL-UK-3.0"
    assert facts(build_service("source: {name: Council}\n").hsds) == {"source-name": "Council"}


# ---- Any object may have attributes

OWNERS = {
    "phones": "{number: 999",
    "contacts": "{title: X",
    "languages": "{code: cy",
    "additional_urls": '{url: "https://a.example"',
    "service_areas": "{name: X",
    "funding": "{source: X",
    "required_documents": "{document: X",
    "cost_options": "{option: X",
    "schedules": "{when: Mondays 9am",
    "capacities": "{unit: X, available: 1, updated: 2026-11-20, expires: 2026-11-30",
}


@pytest.mark.parametrize("key", OWNERS)
def test_a_part_may_carry_terms(key: str) -> None:
    text = f"{key}: {OWNERS[key]}, attributes: {{needs: [food, {{term: company, value: x}}]}}}}\n"
    (part,) = shown(build_service(text).hsds)[key]
    names = [one["taxonomy_term"]["name"] for one in part["attributes"]]
    assert names[-2:] == ["Food", "Company"]
    assert part["attributes"][-1]["value"] == "x"
