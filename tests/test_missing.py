"""Names that lead nowhere: one finding for each, and a suggestion only where it is one."""

from __future__ import annotations

import pytest

from hereabouts.finding import Finding
from hereabouts.rules.nearness import nearest, something_like
from tests.inline_records import HALL, SERVICE, check_texts

WALK, CHOIR = "organizations/lunch-club/walk", "organizations/lunch-club/choir"
AT_HALL = "name: X\nlocations: [{at: hall}]\n"
VENUE = "name: Somewhere\n"


def only(files: dict[str, str]) -> Finding:
    (found,) = check_texts(files).findings
    assert found.code == "reference-unknown"
    return found


def test_a_deleted_venue_is_one_finding_that_lists_who_names_it() -> None:
    files = {HALL: "", SERVICE: AT_HALL, WALK: AT_HALL, CHOIR: AT_HALL, "locations/hall-annexe": VENUE}
    found = only(files)
    assert [place.file for place in found.places] == [f"{path}.yml" for path in sorted((SERVICE, WALK, CHOIR))]
    assert (
        found.hint == "3 records name it. Bring its file `locations/hall.yml` back, or change the name in each of them."
    )
    assert set(check_texts(files).bad) == {SERVICE, WALK, CHOIR}


def test_a_slip_in_one_record_is_mended_there() -> None:
    assert only({SERVICE: "name: X\nlocations: [{at: hal}]\n"}).hint == "Did you mean `hall`?"
    found = only({SERVICE: AT_HALL.replace("hall", "Hall "), WALK: AT_HALL})
    assert (found.hint, found.also) == ("Did you mean `hall`?", ())


def test_a_name_that_shares_words_is_only_mentioned() -> None:
    files = {SERVICE: "name: X\nlocations: [{at: church}]\n", "locations/church-hall": VENUE}
    assert only(files).hint == "There is one called `church-hall`. If you mean another, add its file first."


def test_who_keeps_the_old_name_of_a_venue_is_told_the_new_one() -> None:
    moved = {"locations/mill": "name: Mill\nformerly: locations/old-mill\n"}
    assert (
        only({SERVICE: "name: X\nlocations: [{at: old-mill}]\n", **moved}).hint
        == "It is called `mill` now: write that."
    )


@pytest.mark.parametrize("broken", ["nmae: x\n", "", "\x00"])
def test_a_broken_list_is_not_blamed_on_all_who_use_it(broken: str) -> None:
    files = {HALL: "name: Hall\naccessibility: [lift, ramp]\n", "taxonomies/access": broken or "# nothing\n"}
    checked = check_texts(files)
    assert {item.place.file for item in checked.findings} == {"taxonomies/access.yml"}


def test_a_list_that_is_gone_is_missed_once() -> None:
    found = only(
        {HALL: "name: Hall\naccessibility: [lift, ramp]\n", "locations/other": VENUE + "accessibility: lift\n"}
    )
    assert found.message == "There is no list called `access`."
    assert len(found.also) == 2


@pytest.mark.parametrize(
    ("word", "choices", "near"),
    [
        ("eastbrok-hall", ["eastbrook-hall", "east-hall"], "eastbrook-hall"),
        ("Eastbrook Hall", ["eastbrook-hall"], "eastbrook-hall"),
        ("hall-eastbrook", ["eastbrook-hall"], "eastbrook-hall"),
        ("hal", ["hall"], "hall"),
        ("st-marys", ["st-marys-hall", "st-johns"], ""),
        ("food", ["wood"], "wood"),
        ("food", ["home"], ""),
        ("", ["a"], ""),
        ("!", ["a"], ""),
        ("x", [], ""),
    ],
)
def test_only_a_slip_is_near(word: str, choices: list[str], near: str) -> None:
    assert nearest(word, choices) == near


def test_something_like_a_name_shares_its_words() -> None:
    assert something_like("step-free", ["step-free-entrance", "lift"]) == "step-free-entrance"
    assert something_like("hall", ["church-hall", "mill-hall"]) == ""
    assert something_like("!", ["church-hall"]) == ""
