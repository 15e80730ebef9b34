"""Two forms of a record held together: what is different, and how it is said."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
import yaml

from hereabouts.changes.compare import compare
from hereabouts.changes.facts import Home
from hereabouts.changes.titles import titles
from hereabouts.changes.wording import Names, Wording
from hereabouts.kind import Kind
from hereabouts.profile.schemas import branches, node_at

ENGLISH = Wording("en", Names(term=lambda key: f"<{key}>", place=lambda name: name.title()))
WELSH = Wording("cy")
UNSAID = {"id", "formerly", "replaces", "maintainers", "review_every", "visibility", "near"}
UNSAID |= {"at", "place", "translations", "attributes"}  # what is inside them is said


def read(text: str) -> dict[str, Any]:
    loaded = yaml.load(text, Loader=yaml.BaseLoader)
    assert isinstance(loaded, dict)
    return loaded


def said(old: str, new: str, kind: Kind = Kind.SERVICE, wording: Wording = ENGLISH) -> list[str]:
    return [wording.sentence(kind, change).plain for change in compare(kind, read(old), read(new))]


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("phones: 01632 960123", "phones: [{number: (01632) 960123}]"),
        ("phones: [01632 960123, 01632 960124]", "phones: [+441632960124, 01632960123]"),
        ("cost_options: free", "cost_options: [{option: free, amount: 0}]"),
        (
            "cost_options: £2.50 for lunch",
            "cost_options: {amount: '2.5', amount_description: for lunch, currency: GBP}",
        ),
        ("languages: cy", "languages: [{code: cy, name: Welsh}]"),
        ("schedules: Tuesdays 10:30 to 12:00", "schedules: ['tuesday 10.30am - noon']"),
        (
            "schedules: Tuesdays 10:30 to 12:00",
            "schedules: [{freq: WEEKLY, byday: TU, opens_at: '10:30', closes_at: '12:00:00'}]",
        ),
        ("minimum_age: 18", "minimum_age: '18.0'"),
        ("description: Tea", "description: |\n  Tea\n"),
        ("attributes: {needs: food}", "attributes: {needs: [{term: food}]}"),
        ("service_areas: Holt", "service_areas: [{name: Holt}]"),
        ("name: Tea", "name: Tea\nstatus: active"),
        ("locations: [{at: hall}, {at: shed}]", "locations: [{at: shed}, {at: hall}]"),
        ("name: Tea", "name: Tea\nid: 00000000-0000-4000-8000-000000000001\nformerly: organizations/a/b"),
        ("contacts: {title: Clerk, name: Jo}", "contacts: [{name: Jo, title: Clerk}]"),
    ],
)
def test_the_same_said_another_way_is_no_change(old: str, new: str) -> None:
    assert compare(Kind.SERVICE, read(old), read(new)) == []


@pytest.mark.parametrize(
    ("old", "new", "sentences"),
    [
        ("name: Tea", "name: Coffee", ["Name: now Coffee, was Tea."]),
        ("name: Tea", "name: Tea\nalert: Shut today", ["Alert: Shut today added."]),
        ("alert: Shut today", "{}", ["Alert: Shut today taken out."]),
        (
            "schedules: Tuesdays 10:00 to 12:00",
            "schedules: Tuesdays 10:30 to 12:00",
            ["Tuesdays: now starts at 10:30am, was 10am."],
        ),
        (
            "schedules: Tuesdays 10:00 to 12:00",
            "schedules: Tuesdays 10:00 to 13:00",
            ["Tuesdays: now ends at 1pm, was midday."],
        ),
        (
            "schedules: Tuesdays 10:00 to 12:00",
            "schedules: Tuesdays 13:00 to 14:00",
            ["Tuesdays: now 1pm to 2pm, was 10am to midday."],
        ),
        (
            "schedules: Tuesdays 10:00 to 12:00",
            "schedules: Wednesdays 10:00 to 12:00",
            ["Days and times: now Wednesdays 10am to midday, was Tuesdays 10am to midday."],
        ),
        (
            "schedules: Tuesdays 10:00 to 12:00",
            "schedules: Tuesdays 10:00 to 12:00 (ring the bell)",
            ["Days and times: now Tuesdays 10am to midday (Ring the bell)."],
        ),
        (
            "schedules: Tuesdays 10:00 to 12:00",
            "schedules: [Tuesdays 10:00 to 12:00, closed 24 Dec to 2 Jan]",
            ["Days and times: Closed 24 December to 2 January added."],
        ),
        ("description: Soup.", "description: Soup and tea.", ["Description: now Soup and tea, was Soup."]),
        ("cost_options: £3", "cost_options: £3 each way", ["Costs: now £3 (each way)."]),
        ("phones: 01632 960123", "phones: 01632 960124", ["Phone numbers: now 01632 960124, was 01632 960123."]),
        (
            "phones: 01632 960123",
            "phones: [{number: 01632 960123, description: Mornings}]",
            ["Phone numbers: changed."],
        ),
        ("cost_options: £2", "cost_options: £2.50", ["Costs: now £2.50, was £2."]),
        ("cost_options: free", "cost_options: £2 for lunch", ["Costs: now £2 for lunch, was free."]),
        (
            "attributes: {needs: [food]}",
            "attributes: {needs: [food, debt]}",
            ["Terms of one list: <needs/debt> added."],
        ),
        ("attributes: {needs: food}", "attributes: {needs: debt}", 2),
        ("minimum_age: 18", "minimum_age: 16", ["Youngest age: now 16, was 18."]),
        ("assured_date: 2026-01-01", "assured_date: 2026-11-21", ["Confirmed on 21 November 2026."]),
        ("{}", "status: defunct", ["Is it running: now has ended, was running."]),
        ("languages: en", "languages: [en, cy]", ["Languages: Welsh added."]),
        ("contacts: {title: Clerk, name: Jo}", "contacts: {title: Clerk, name: Mo}", ["Contacts: changed."]),
        (
            "capacities: {unit: rooms, available: 1, maximum: 9, updated: 2026-01-01}",
            "capacities: {unit: rooms, available: 3, maximum: 9, updated: 2026-02-01}",
            ["Free places: now 3 of 9 free (rooms), was 1 of 9 free (rooms)."],
        ),
        (
            "locations: {at: hall, schedules: Mondays 10am to 11am}",
            "locations: {at: hall, schedules: Mondays 9am to 11am}",
            ["At Hall: Mondays: now starts at 9am, was 10am."],
        ),
        (
            "locations: {at: hall, schedules: Mondays 10am to 11am}",
            "locations: {at: shed, schedules: Mondays 10am to 11am}",
            ["Places: now Shed, was Hall."],
        ),
        (
            "locations: [{at: hall}]",
            "locations: [{at: hall}, {at: shed, phones: 01632 960123}]",
            ["Places: Shed added."],
        ),
        ("translations: {cy: {name: Te}}", "translations: {cy: {name: Coffi}}", ["Name in Welsh: now Coffi, was Te."]),
        ("description: " + "x" * 200, "description: " + "y" * 200, ["Description: changed."]),
        ("source: {name: A}", "source: {name: A, license: OGL}", ["Source of a record: changed."]),
        ("hsds: {licenses: A}", "hsds: {licenses: B}", ["Rarely used field of a service: changed."]),
    ],
)
def test_a_change_is_said_once_and_in_words(old: str, new: str, sentences: list[str] | int) -> None:
    told = said(old, new)
    assert len(told) == sentences if isinstance(sentences, int) else told == sentences


def test_a_change_is_said_in_welsh() -> None:
    told = said("schedules: Tuesdays 10:00 to 12:00", "schedules: Tuesdays 10:30 to 12:00", wording=WELSH)
    assert told == ["Dydd Mawrth: nawr yn dechrau am 10.30am, 10am cyn hynny."]


def test_prices_are_in_the_money_of_the_place() -> None:
    home = Home("US", "USD")
    (change,) = compare(Kind.SERVICE, read("cost_options: $2"), read("cost_options: $3"), home)
    assert ENGLISH.sentence(Kind.SERVICE, change).plain == "Costs: now $3, was $2."


def test_what_somebody_wrote_can_be_told_from_our_words() -> None:
    (change,) = compare(Kind.SERVICE, read("name: Tea"), read("name: '{name} & <b>'"))
    sentence = ENGLISH.sentence(Kind.SERVICE, change)
    assert sentence.said["new"].own
    assert not sentence.said["field"].own
    assert sentence.plain == "Name: now {name} & <b>, was Tea."


def test_every_title_there_is_can_be_translated() -> None:
    assert set(titles(str)) == {str(node_at(kind, path)["title"]) for kind, path in every_field()}


def every_field() -> Iterator[tuple[Kind, tuple[str, ...]]]:
    """Every field of a record that a change can be told of."""
    for kind in (Kind.ORGANIZATION, Kind.SERVICE, Kind.LOCATION, Kind.TAXONOMY):
        for name in lines(kind):
            yield kind, (name,)
    for path in (("locations",), ("locations", "place")):
        for name in lines(Kind.SERVICE, *path):
            yield Kind.SERVICE, (*path, name)


def lines(kind: Kind, *path: str) -> list[str]:
    """The lines that a mapping at `path` may have."""
    todo = list(branches(node_at(kind, path), str(kind) if not path else "parts"))
    todo += [each for node, file in todo if "items" in node for each in branches(node["items"], file)]
    named = dict.fromkeys(name for node, _ in todo for name in node.get("properties", ()))
    return [name for name in named if name not in UNSAID]
