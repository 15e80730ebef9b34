"""Records with an error are shown as they last were, unless that could tell what somebody wants to hide."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pytest

from hereabouts.assembly import assemble
from hereabouts.history import Version
from hereabouts.holding import Holding, hold
from tests.inline_records import GROUP, HALL, HALL_TEXT, SERVICE, TODAY, check_texts

GOOD = "name: Drop-in\nphones: 01632 960123\n"
BAD = "name: Drop-in\nphones: 01632 9\n"


def held(files: dict[str, str], **versions: list[str]) -> Holding:
    """What is published of `files`, when git has these earlier texts, newest first, of the last part of a path."""
    asked: list[str] = []

    def earlier(path: str) -> Iterator[Version]:
        asked.append(path)
        for number, text in enumerate(versions.get(path.rpartition("/")[2].replace("-", "_"), [])):
            yield Version(f"2026-10-{20 - number}", text.encode())

    made = hold(check_texts(files), earlier, TODAY)
    assert len(asked) == len(set(asked))
    return made


def codes(made: Holding) -> dict[str, str]:
    """What happens to each record that is not shown as it is now, by its path."""
    outcomes = [one for item in made.findings for one in item.outcomes]
    assert not [item for item in made.findings if item.code.startswith("record-")]
    return {path: one.code for one in outcomes for path in dict(one.values)["paths"].split()}


def test_without_errors_nothing_is_held() -> None:
    made = held({SERVICE: GOOD})
    assert not codes(made)
    assert not any(record.held for record in made.records.by_path.values())


def test_the_newest_good_form_is_shown_and_said() -> None:
    still_bad = "name: Drop-in\nphones: 01632 960\n"
    older = "name: Old drop-in\nphones: 01632 960123\n"
    made = held({SERVICE: BAD}, drop_in=[BAD, still_bad, "nmae: x\n", "\x00", GOOD, older])
    record = made.records.by_path[SERVICE]
    assert record.held
    assert record.data["name"] == "Drop-in"
    assert record.data["phones"] == "01632 960123"
    (error,) = made.findings
    assert [one.code for one in error.outcomes] == ["record-held"]
    assert error.outcomes[0].message == (
        f"Until this is mended, the site shows an earlier version: `{SERVICE}` of 16 October 2026."
    )


def test_a_record_that_was_never_right_is_left_out() -> None:
    made = held({SERVICE: BAD}, drop_in=[BAD, "nmae: x\n"])
    assert SERVICE not in made.records.by_path
    assert codes(made) == {SERVICE: "record-left-out"}


def test_a_form_that_no_longer_fits_the_other_records_is_not_shown() -> None:
    gone = "name: Drop-in\nlocations: [{at: village-hall}]\n"
    fits = "name: Drop-in\nlocations: [{at: hall}]\n"
    made = held({SERVICE: BAD}, drop_in=[gone, fits])
    assert made.records.by_path[SERVICE].document.text == fits


def test_a_deleted_venue_hides_nobody_who_met_there() -> None:
    choir, walk = "organizations/lunch-club/choir", "organizations/lunch-club/walk"
    at_hall = "name: Choir\nphones: 01632 960123\nlocations: [{at: hall}]\n"
    files = {HALL: "", SERVICE: at_hall, choir: at_hall, walk: "name: Walk\nlocations: [{at: hal}]\n"}
    made = held(files, drop_in=["name: Long ago\n"], walk=["name: Walk\n"])
    assert codes(made) == {SERVICE: "record-without", choir: "record-without", walk: "record-held"}
    assert made.records.by_path[SERVICE].document.text == at_hall
    assert not made.records.by_path[SERVICE].held
    assert not assemble(made.records, TODAY).services[SERVICE].places


def test_a_deleted_venue_and_another_mistake_are_two_things() -> None:
    choir = "organizations/lunch-club/choir"
    both = "name: Choir\nphones: 01\nlocations: [{at: hall}]\n"
    made = held({HALL: "", SERVICE: both, choir: both.replace("phones: 01\n", "")}, drop_in=["name: Before\n"])
    assert codes(made) == {SERVICE: "record-held", choir: "record-without"}


def test_forms_are_tried_beside_the_forms_of_others() -> None:
    other = "organizations/lunch-club/choir"
    files = {SERVICE: BAD, other: BAD}
    pinned = "name: Drop-in\nid: 6f2d1f0e-3f0b-4c3b-9a57-0b9e2f4a7c11\n"
    made = held(files, drop_in=[pinned, GOOD], choir=[pinned.replace("Drop-in", "Choir"), GOOD])
    texts = {path: made.records.by_path[path].document.text for path in files}
    assert sum("id:" in text for text in texts.values()) < 2
    assert codes(made) == dict.fromkeys(files, "record-held")


def test_a_service_waits_for_its_group() -> None:
    made = held({GROUP: "nmae: x\n", SERVICE: GOOD})
    assert not {GROUP, SERVICE} & made.records.by_path.keys()
    assert codes(made) == {GROUP: "record-left-out", SERVICE: "record-waits"}


def test_a_service_is_shown_with_the_last_good_form_of_its_group() -> None:
    made = held({GROUP: "nmae: x\n", SERVICE: GOOD}, organization=["name: Club\ndescription: Cooks.\n"])
    assert {GROUP, SERVICE} <= made.records.by_path.keys()
    assert codes(made) == {GROUP: "record-held"}


WRONG = "phones: 01\n"
HIDDEN = "name: Hall\nvisibility: confidential\n"


@pytest.mark.parametrize(
    "present",
    [
        HALL_TEXT + "visibility: confidential\n",
        HIDDEN + WRONG,
        HIDDEN.replace("confidential", "area-only") + WRONG,
        'name: Hall\n"visibility" : "area-only"\n' + WRONG,
        "name: Hall\nvisibility:\n  confidential\n" + WRONG,
        "name: Hall\nvisibility: confidental\n",
        "name: Hall\nvisibilty: confidential\n",
        "name: Hall\nvisiblity: area only\n",
        "name: Hall\nvisible: no\n",
        "name: Hall (private, do not show)\n" + WRONG,
        "# secret from now on\nname: Hall\n" + WRONG,
        "",
        "\n\n",
        "# taken out\n",
    ],
)
def test_an_address_that_is_being_taken_back_is_never_shown_again(present: str) -> None:
    made = held({HALL: present or " "}, hall=[HALL_TEXT])
    assert HALL not in made.records.by_path


def test_an_address_wiped_out_as_a_whole_is_not_shown_again() -> None:
    assert HALL not in held({HALL: "   \n"}, hall=[HALL_TEXT]).records.by_path


@pytest.mark.parametrize(
    "place",
    [
        "{name: Refuge, visibility: confidential}",
        "{name: Refuge, visibility: area-only, near: Eastbrook}",
    ],
)
def test_a_place_that_was_as_secret_before_may_be_shown_as_it_was(place: str) -> None:
    service = f"name: Drop-in\nlocations: [{{place: {place}}}]\n"
    made = held({SERVICE: service + WRONG}, drop_in=[service])
    assert made.records.by_path[SERVICE].held


def test_a_place_inside_a_service_is_not_shown_again_either() -> None:
    told = "name: Drop-in\nlocations: [{place: {name: House, latitude: 52.9, longitude: 1.1}}]\n"
    secret = "name: Drop-in\nlocations: [{place: {name: House, visibility: confidential}}]\n"
    assert SERVICE not in held({SERVICE: secret + WRONG}, drop_in=[told]).records.by_path
    assert SERVICE in held({SERVICE: secret + WRONG}, drop_in=[told, secret]).records.by_path


def test_a_place_that_got_a_secret_record_of_its_own_is_not_shown_inside_its_service_again() -> None:
    told = "name: Drop-in\nlocations: [{place: {name: House, latitude: 52.9, longitude: 1.1}}]\n"
    files = {SERVICE: f"name: Drop-in\nlocations: [{{at: hall}}]\n{WRONG}", HALL: HIDDEN}
    assert SERVICE not in held(files, drop_in=[told]).records.by_path
    assert SERVICE not in held(files | {HALL: HIDDEN + WRONG}, drop_in=[told]).records.by_path
    assert SERVICE in held(files | {HALL: HALL_TEXT}, drop_in=[told]).records.by_path


def test_the_venue_of_a_service_that_goes_into_hiding_is_not_named_again() -> None:
    told = "name: Drop-in\nlocations: [{at: hall}]\n"
    secret = "name: Drop-in\nlocations: [{place: {name: House, visibility: confidential}}]\n"
    assert SERVICE not in held({SERVICE: secret + WRONG}, drop_in=[told]).records.by_path
    assert SERVICE in held({SERVICE: told + WRONG}, drop_in=[told]).records.by_path


def test_not_even_the_town_is_told_again() -> None:
    near = "name: Hall\nvisibility: area-only\nnear: Eastbrook\n"
    assert HALL not in held({HALL: HIDDEN + WRONG}, hall=[near]).records.by_path
    assert HALL in held({HALL: near + WRONG}, hall=[near]).records.by_path


def test_words_that_only_sound_secret_hide_nobody() -> None:
    text = HALL_TEXT + "description: Private rooms for confidential talks.\n"
    made = held({HALL: text + WRONG}, hall=[text])
    assert made.records.by_path[HALL].held


@pytest.mark.parametrize("count", [40])
def test_many_bad_records_cost_one_check_together(count: int, monkeypatch: pytest.MonkeyPatch) -> None:
    checks: list[int] = []
    real: Callable[..., object] = hold.__globals__["check_records"]
    monkeypatch.setattr("hereabouts.holding.check_records", lambda *args: checks.append(1) or real(*args))  # type: ignore[func-returns-value]
    files = {f"organizations/lunch-club/s{number}": BAD for number in range(count)}
    versions = {f"s{number}": [GOOD] for number in range(count)}
    made = held(files, **versions)
    assert set(codes(made).values()) == {"record-held"}
    assert len(checks) == 1
