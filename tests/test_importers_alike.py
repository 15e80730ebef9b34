"""What may be here already is told to a person, with the reason, and never merged."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path
from random import Random

import pytest

from hereabouts.health import State, first_review, freshness
from hereabouts.importers import Options, run
from hereabouts.importers.alike import find_alike
from hereabouts.kind import Kind
from hereabouts.source.document import Data
from hereabouts.writer import dump
from tests.importing import SETTINGS, TODAY, UK
from tests.inline_records import GROUP, SERVICE, build

Records = dict[str, dict[str, Data]]

GROUPS: Records = {"organizations/lunch-club/organization": {"name": "Eastbrook Lunch Club", "description": "x"}}


def found(new: Records, here: Records) -> list[tuple[str, str]]:
    return [(one.path, one.other) for one in find_alike(new, here)]


def hall(name: str, **fields: Data) -> dict[str, Data]:
    return {
        "name": name,
        "addresses": {"address_1": "Mill Lane", "city": "Eastbrook", "postal_code": "NR99 1AB"},
        **fields,
    }


@pytest.mark.parametrize(
    ("path", "new", "here", "alike"),
    [
        ("organizations/{}/organization", {"name": "Lunch Club, Eastbrook"}, {"name": "Eastbrook Lunch Club"}, True),
        ("organizations/{}/organization", {"name": "Eastbrook Lunch"}, {"name": "Eastbrook Lunch Club"}, False),
        (
            "organizations/{}/organization",
            {"name": "Eastbrook Lunch", "phones": "01632 960123"},
            {"name": "Eastbrook Lunch Club", "phones": [{"number": "+44 1632 960123"}]},
            True,
        ),
        (
            "organizations/{}/organization",
            {"name": "Riverside Choir", "phones": "01632 960123"},
            {"name": "Eastbrook Lunch Club", "phones": "01632 960123"},
            False,
        ),
        (
            "organizations/{}/organization",
            {"name": "Eastbrook Lunch", "website": "http://www.club.example/"},
            {"name": "Eastbrook Lunch Club", "website": "https://club.example"},
            True,
        ),
        ("organizations/{}/soup", {"name": "Lunch club"}, {"name": "Lunch club"}, False),
        (
            "organizations/{}/soup",
            {"name": "Lunch club", "email": "Hello@club.example"},
            {"name": "Lunch Club", "email": "hello@club.example"},
            True,
        ),
        ("locations/{}", hall("Village Hall"), hall("Eastbrook Village Hall"), False),
        ("locations/{}", hall("The Village Hall"), hall("Village Hall"), True),
        (
            "locations/{}",
            {"name": "Village Hall", "latitude": "52.9000", "longitude": "1.1000"},
            {"name": "The Village Hall", "latitude": "52.9008", "longitude": "1.1005"},
            True,
        ),
        (
            "locations/{}",
            {"name": "Village Hall", "latitude": "52.9000", "longitude": "1.1000"},
            {"name": "The Village Hall", "latitude": "52.9900", "longitude": "1.1000"},
            False,
        ),
    ],
)
def test_names_and_something_else_must_agree(
    path: str, new: dict[str, Data], here: dict[str, Data], alike: bool
) -> None:
    mine, theirs = path.format("new"), path.format("here")
    assert found({mine: new}, {theirs: here}) == ([(mine, theirs)] if alike else [])


def test_services_at_one_place_are_told_by_its_postcode() -> None:
    new: Records = {
        "organizations/a/lunch": {"name": "Tuesday lunch club", "locations": [{"at": "hall"}]},
        "locations/hall": hall("Hall"),
    }
    here: Records = {
        "organizations/b/lunch": {"name": "Lunch club (Tuesdays)", "locations": [{"place": hall("Village hall")}]}
    }
    (likeness,) = [one for one in find_alike(new, here) if one.path == "organizations/a/lunch"]
    assert likeness.why == (
        "It has nearly the same name and the same postcode as Lunch club (Tuesdays). "
        "Look at both; if they are one, delete one file."
    )


def test_different_kinds_of_record_are_never_alike() -> None:
    assert found({"locations/club": {"name": "Eastbrook Lunch Club"}}, GROUPS) == []
    assert found({"taxonomies/club": {"name": "Eastbrook Lunch Club"}}, GROUPS) == []


def test_the_three_closest_are_told_the_closest_first() -> None:
    here: Records = {
        f"organizations/club-{number}/organization": {"name": name, "phones": "01632 960123"}
        for number, name in enumerate(["Lunch Clubs", "Lunch Club", "The Lunch Club", "Lunch Club X", "Lunch Club Y"])
    }
    told = [
        one.other
        for one in find_alike({"organizations/a/organization": {"name": "Lunch Club", "phones": "01632 960123"}}, here)
    ]
    assert len(told) == 3
    assert told[0] == "organizations/club-1/organization"


def test_a_large_directory_is_compared_without_comparing_all_with_all() -> None:
    """Ten thousand names of three words out of a few hundred: each is looked up by what it has."""
    random = Random(3)
    words = [f"word{number}" for number in range(900)]
    here: Records = {
        f"organizations/g{number}/organization": {"name": " ".join(random.sample(words, 3))} for number in range(10_000)
    }
    new: Records = {
        path.replace("/g", "/n"): dict(data) for number, (path, data) in enumerate(here.items()) if number < 300
    }
    told = {(one.path, one.other) for one in find_alike(new, here)}
    assert all((f"organizations/n{n}/organization", f"organizations/g{n}/organization") in told for n in range(300))


def test_an_import_tells_what_may_be_here_already_and_writes_it_all_the_same(tmp_path: Path) -> None:
    into = tmp_path / "directory"
    (into / "organizations" / "club").mkdir(parents=True)
    (into / "directory.yml").write_text(dump(Kind.DIRECTORY, dict(SETTINGS)))
    ours = into / "organizations" / "club" / "organization.yml"
    ours.write_text("name: Eastbrook Lunch Club\ndescription: Ours.\n")
    source = tmp_path / "feed.json"
    source.write_text(json.dumps({"name": "Lunch Club, Eastbrook", "description": "Theirs."}))
    for expected in (1, 0):
        imported = run("hsds-json", source, into, Options(UK, TODAY))
        lines = [line for line in imported.report.lines if line.action == "alike"]
        assert len(lines) == expected, "told when it is new, and not again"
        if lines:
            assert (
                lines[0].value == "organizations/lunch-club-eastbrook/organization and organizations/club/organization"
            )
    assert ours.read_text() == "name: Eastbrook Lunch Club\ndescription: Ours.\n"
    assert (into / "organizations" / "lunch-club-eastbrook" / "organization.yml").exists()


# First reviews.


def test_first_reviews_are_spread_over_the_interval_and_always_the_same() -> None:
    ids = [f"00000000-0000-4000-8000-{number:012}" for number in range(2000)]
    days = [first_review(one, TODAY, "6 months") for one in ids]
    assert days == [first_review(one, TODAY, "6 months") for one in ids]
    assert min(days) == date(2026, 11, 23)
    assert max(days) == date(2027, 5, 22)
    months = Counter(day.strftime("%Y-%m") for day in days)
    assert all(250 < count < 450 for month, count in months.items() if month not in ("2026-11", "2027-05"))


@pytest.mark.parametrize(("every", "last"), [("1 day", date(2026, 11, 23)), ("0 days", date(2026, 11, 23))])
def test_a_short_interval_is_the_next_day(every: str, last: date) -> None:
    assert first_review("x", TODAY, every) == last


def test_a_listing_that_was_copied_and_never_confirmed_has_a_day_for_its_first_review() -> None:
    records = {
        GROUP: "name: Club\ndescription: x",
        SERVICE: "name: Soup\nstatus: active\nsource: {name: Council, retrieved: 2026-01-01}\nreview_every: 1 year",
    }
    (service,) = build(records).services.values()
    fresh = freshness(service, UK, TODAY)
    assert (fresh.state, fresh.due_on) == (State.NEVER_CONFIRMED, None)
    assert fresh.first_review == first_review(service.hsds.id, date(2026, 1, 1), "1 year")
    assert date(2026, 1, 1) < (fresh.first_review or date.min) <= date(2027, 1, 1)


def test_an_import_plans_the_first_reviews_of_what_nobody_has_confirmed(tmp_path: Path) -> None:
    (tmp_path / "directory").mkdir()
    source = tmp_path / "feed.json"
    services = [{"name": f"Soup {number}", "status": "active"} for number in range(30)]
    services.append({"name": "Cake", "status": "active", "assured_date": "2026-10-01"})
    source.write_text(json.dumps({"name": "Club", "description": "x", "services": services}))
    imported = run("hsds-json", source, tmp_path / "directory", Options(UK, TODAY))
    assert len(imported.reviews) == 30
    assert "organizations/club/cake" not in imported.reviews
    assert len(set(imported.reviews.values())) > 20
    assert run("hsds-json", source, tmp_path / "directory", Options(UK, TODAY)).reviews == {}
