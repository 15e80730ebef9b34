"""The whole story: records become a site, again and again, and every change gives a clean build's bytes."""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hereabouts.build import Built, Shells
from hereabouts.mould import Shell, cut, mark
from hereabouts.settings import Settings
from tests.building import HALL, LUNCH, Place, bare_shell


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "a place")


def test_a_build_publishes_pages_and_feed(place: Place) -> None:
    built = place.build()
    tree = place.tree()
    assert built.files == len(tree)
    assert {
        "index.html",
        "cy/index.html",
        "services/riverside-lunch-club/tuesday-drop-in/index.html",
        "organizations/riverside-lunch-club/index.html",
        "locations/eastbrook-village-hall/index.html",
        "topics/needs/food/index.html",
        "a-z/index.html",
        "find/index.html",
        "api/index.json",
        "api/services.json",
        "api/services.ndjson",
        "sitemap.xml",
    } <= tree.keys()
    assert b"Soup" not in tree["services/riverside-lunch-club/tuesday-drop-in/index.html"]
    assert "Tea, soup and company" in tree["services/riverside-lunch-club/tuesday-drop-in/index.html"].decode()


GROUP = "organizations/riverside-lunch-club/organization"
LARDER = "organizations/riverside-lunch-club/larder"
TRUST = "organizations/hall-trust/organization"
WALK = "organizations/walkers/walk"

STREET: dict[str, str] = {
    LARDER: """\
name: Larder
attributes: {needs: [food]}
locations: [{at: eastbrook-village-hall}]
capacities: [{unit: bags, available: 0, updated: 2026-11-15, expires: 2026-11-24}]
assured_date: 2026-06-01
review_every: 6 months
""",
    TRUST: "name: Hall Trust\ndescription: Runs the hall.\nlocations: [eastbrook-village-hall]\n",
    "organizations/walkers/organization": "name: Walkers\ndescription: Walk.\nparent_organization: hall-trust\n",
    WALK: "name: Slow walk\nstatus: temporarily closed\nattributes: {needs: [company]}\n",
    "organizations/others/organization": "name: Others\ndescription: More.\nlocations: eastbrook-village-hall\n",
    "organizations/others/choir": "name: Choir\nlocations: [{at: chapel}]\n",
    "locations/chapel": "name: Chapel\naddresses: [{address_1: Hill Road, city: Westbrook, postal_code: NR99 2AB}]\n",
}
"""More of the same place: a group above another, groups that run a hall, neighbours near and far."""


def settle(place: Place) -> None:
    for path, text in STREET.items():
        place.write(path, text)
    place.write(HALL, f"organization: hall-trust\n{place.read(HALL)}")
    place.repository.commit("2026-10-02")


def move_folder(place: Place, old: str, new: str) -> None:
    folder = place.records / "organizations"
    (folder / old).rename(folder / new)


def rename_chapel(place: Place) -> None:
    place.write("locations/church", place.read("locations/chapel"))
    (place.records / "locations/chapel.yml").unlink()
    place.change("organizations/others/choir", "chapel", "church")


def commit_a_change(place: Place) -> None:
    place.change(LUNCH, "10:30", "10:45")
    place.build()
    place.repository.commit("2026-11-20")


Change = Callable[[Place], None]

CHANGES: dict[str, Change] = {
    "a time": lambda one: one.change(LUNCH, "10:30 to 12:00", "10:45 to 12:00"),
    "a service's name": lambda one: one.change(LUNCH, "name: Tuesday drop-in", "name: Tuesday table"),
    "a service's Welsh name": lambda one: one.change(LUNCH, "Sesiwn galw heibio", "Bwrdd"),
    "a namesake far away": lambda one: one.change("organizations/others/choir", "Choir", "Tuesday drop-in"),
    "the group's name": lambda one: one.change(GROUP, "Riverside Lunch Club", "Riverside Table"),
    "the group's programme": lambda one: one.change(GROUP, "name: Warm Spaces", "name: Warm Rooms"),
    "the name of the group above": lambda one: one.change(TRUST, "Hall Trust", "Village Trust"),
    "the folder of the group below": lambda one: move_folder(one, "walkers", "ramblers"),
    "the folder of a group that runs a hall": lambda one: move_folder(one, "others", "some"),
    "the halls of a group": lambda one: one.change(
        TRUST, "[eastbrook-village-hall]", "[eastbrook-village-hall, chapel]"
    ),
    "the hall's name": lambda one: one.change(HALL, "Eastbrook Village Hall", "Eastbrook Old Hall"),
    "the hall's street": lambda one: one.change(HALL, "Mill Lane", "Mill Street"),
    "the hall's access": lambda one: one.change(HALL, "- step-free-entrance\n", ""),
    "the hall made secret": lambda one: one.write(HALL, "name: Hall\nvisibility: confidential\n"),
    "the hall told roughly": lambda one: one.write(HALL, "name: Hall\nvisibility: area-only\nnear: Eastbrook\n"),
    "the hall in its last good form": lambda one: one.change(HALL, "01632 960111", "01632 96"),
    "the hall left out": lambda one: one.write(HALL, "nmae: Hall\n# secret\n"),
    "another chapel": rename_chapel,
    "a topic's name": lambda one: one.change("taxonomies/needs", "name: Food", "name: Something to eat"),
    "a topic's Welsh name": lambda one: one.change(
        "taxonomies/needs", "name: Food\n", "name: Food\n    translations: {cy: {name: Bwyd}}\n"
    ),
    "a topic that is sensitive": lambda one: one.change(
        "taxonomies/needs", "name: Food", "sensitive: yes\n    name: Food"
    ),
    "a list in its last good form": lambda one: one.change("taxonomies/needs", "name: Food", "nmae: Food"),
    "access by another name": lambda one: one.change("taxonomies/access", "Step-free entrance", "No steps"),
    "a new neighbour": lambda one: one.write(
        "organizations/riverside-lunch-club/pantry", "name: Pantry\nattributes: {needs: [food]}\n"
    ),
    "a neighbour gone": lambda one: (one.records / f"{LARDER}.yml").unlink(),
    "a neighbour closed": lambda one: one.write(LARDER, f"status: temporarily closed\n{one.read(LARDER)}"),
    "a neighbour with room": lambda one: one.change(LARDER, "available: 0", "available: 3"),
    "a neighbour in its last good form": lambda one: one.change(LARDER, "name: Larder", "nmae: Larder"),
    "a neighbour's group by another name": lambda one: one.change(
        "organizations/walkers/organization", "Walkers", "Amblers"
    ),
    "a service in another group": lambda one: one.rename(WALK, "organizations/others/walk"),
    "a renamed service": lambda one: one.rename(LUNCH, "organizations/riverside-lunch-club/lunch"),
    "a mistake": lambda one: one.change(LUNCH, "01632 960123", "01632 9"),
    "the group in its last good form": lambda one: one.change(GROUP, "01632 960123", "01632 9"),
    "the directory's name": lambda one: one.change("directory", "Eastbrook Directory", "Eastbrook Listings"),
    "no example any more": lambda one: one.change("directory", "example: yes", "example: no"),
    "a help line": lambda one: one.write(
        "directory", f"{one.read('directory')}help: [{{name: Samaritans, number: '116 123', when: crisis}}]\n"
    ),
    "a language more": lambda one: one.change("directory", "languages: [en, cy]", "languages: [en, cy, pl]"),
    "a language fewer": lambda one: one.change("directory", "languages: [en, cy]", "languages: [en]"),
    "a commit": commit_a_change,
    "two more days": lambda one: one.options.update(today=date(2026, 11, 25)),
    "half a year": lambda one: one.options.update(today=date(2027, 5, 25)),
    "another program": lambda one: one.options.update(program="newer"),
    "nothing": lambda one: None,
}
SHARED_OUT = {"a time", "a mistake", "a neighbour gone", "nothing"}
"""Changes that are tried with two processes as well."""
LASTING = {"a commit"}
"""What nobody can take back."""


@pytest.mark.parametrize(
    ("name", "jobs"), [*((name, 1) for name in CHANGES), *((name, 2) for name in sorted(SHARED_OUT))]
)
def test_a_change_gives_the_same_tree_as_a_clean_build_and_taken_back_it_leaves_no_trace(
    place: Place, name: str, jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hereabouts.parallel.WORTH_SHARING", 1)
    settle(place)
    place.build(jobs=jobs)
    before = place.tree()
    said = {file: file.read_bytes() for file in place.records.rglob("*.yml")}
    CHANGES[name](place)
    place.build(jobs=jobs)
    changed = place.tree()
    place.build("clean", use_cache=False)
    assert changed == place.tree("clean")
    if name not in LASTING:
        take_back(place, said)
        place.build(jobs=jobs)
        assert place.tree() == before


def take_back(place: Place, said: dict[Path, bytes]) -> None:
    shutil.rmtree(place.records)
    for file, content in said.items():
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)
    place.options.clear()


@pytest.mark.parametrize("name", ["nothing", "a mistake", "a neighbour gone"])
def test_the_second_build_of_the_same_changes_nothing(place: Place, name: str) -> None:
    settle(place)
    place.build()
    CHANGES[name](place)
    place.build()
    changed = place.tree()
    place.build()
    assert place.tree() == changed


def test_a_new_id_of_the_group_that_runs_a_hall_reaches_all_who_meet_there(place: Place) -> None:
    trust = "organizations/hall-trust/organization"
    place.write(trust, "name: Hall Trust\ndescription: Runs the hall.\n")
    place.write(HALL, f"organization: hall-trust\n{place.read(HALL)}")
    place.write(
        "organizations/riverside-lunch-club/organization",
        f"locations: eastbrook-village-hall\n{place.read('organizations/riverside-lunch-club/organization')}",
    )
    place.build()
    place.write(trust, f"{place.read(trust)}id: 00000000-0000-4000-8000-000000000001\n")
    place.build()
    place.build("clean", use_cache=False)
    assert place.tree() == place.tree("clean")


def test_an_unchanged_record_is_not_made_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build()
    monkeypatch.setattr("hereabouts.casting.Casting.make", lambda *_: pytest.fail("made again"))
    monkeypatch.setattr("hereabouts.reading.check_file", lambda *_: pytest.fail("read again"))
    place.build()


@pytest.mark.parametrize("where", ["here", "a copy elsewhere"])
def test_ids_and_bytes_are_the_same_on_every_machine(place: Place, where: str, tmp_path: Path) -> None:
    place.build()
    first = place.tree()
    if where != "here":
        shutil.copytree(place.root, tmp_path / "other", ignore=shutil.ignore_patterns("site", ".hereabouts"))
        place.root = tmp_path / "other"
        place.records = place.root / "directory"
    place.build(use_cache=False)
    assert place.tree() == first


def outcomes(built: Built) -> list[tuple[str, str]]:
    """Each error with what the build does because of it."""
    return [(item.code, one.code) for item in built.checked.findings for one in item.outcomes]


def test_a_mistake_shows_the_last_good_form_and_says_so(place: Place) -> None:
    place.build()
    place.change(LUNCH, "- 01632 960123", "- 01632 96")
    place.change(LUNCH, "Tea, soup", "Coffee, cake")
    place.repository.commit("2026-11-01")
    built = place.build()
    assert outcomes(built) == [("contact-phone", "record-held")]
    page = place.tree()["services/riverside-lunch-club/tuesday-drop-in/index.html"].decode()
    assert "Tea, soup" in page
    assert "Coffee" not in page
    services = json.loads(place.tree()["api/services.json"])["contents"]
    assert [one["name"] for one in services] == ["Tuesday drop-in"]


def test_a_new_record_with_a_mistake_is_left_out_and_hides_nobody(place: Place) -> None:
    place.write("organizations/riverside-lunch-club/pantry", "name: Pantry\nphones: 01\n")
    built = place.build()
    assert outcomes(built) == [("contact-phone", "record-left-out")]
    tree = place.tree()
    assert "services/riverside-lunch-club/tuesday-drop-in/index.html" in tree
    assert "services/riverside-lunch-club/pantry/index.html" not in tree


def test_a_service_waits_for_a_group_that_cannot_be_shown(place: Place) -> None:
    place.write("organizations/new-group/organization", "nme: New\n")
    place.write("organizations/new-group/walk", "name: Walk\n")
    built = place.build()
    assert [code for _, code in outcomes(built)] == ["record-left-out", "record-waits"]
    assert not [path for path in place.tree() if "new-group" in path]


def test_a_place_made_confidential_is_never_brought_back(place: Place) -> None:
    place.build()
    place.change(HALL, "name: Eastbrook Village Hall", "name: Eastbrook Village Hall\nvisibility: confidential")
    place.repository.commit("2026-11-01")
    built = place.build()
    assert outcomes(built) == [("place-sensitive", "record-left-out")]
    assert not [path for path, content in place.tree().items() if b"Mill Lane" in content or b"NR99 1AB" in content]


def test_a_record_taken_down_is_gone_at_once(place: Place) -> None:
    place.build()
    (place.records / f"{LUNCH}.yml").unlink()
    place.build()
    assert not [path for path, content in place.tree().items() if b"Tea, soup" in content]


@pytest.mark.parametrize("harm", ["link", "folder", "pipe"])
def test_a_record_that_is_no_file_any_more_is_held_and_not_gone(place: Place, harm: str) -> None:
    place.build()
    before = json.loads(place.tree()["api/services.json"])["contents"][0]["id"]
    file = place.records / f"{LUNCH}.yml"
    file.unlink()
    if harm == "link":
        file.symlink_to("/etc/hostname")
    elif harm == "folder":
        file.mkdir()
    else:
        os.mkfifo(file)
    built = place.build()
    assert outcomes(built) == [("layout-link" if harm == "link" else "layout-not-a-file", "record-held")]
    assert b"Tuesday drop-in" in place.tree()["services/riverside-lunch-club/tuesday-drop-in/index.html"]
    assert [one["id"] for one in json.loads(place.tree()["api/services.json"])["contents"]] == [before]


def test_strict_publishes_nothing_with_an_error(place: Place) -> None:
    place.build()
    before = place.tree()
    place.change(LUNCH, "- 01632 960123", "- 01632 96")
    assert place.build(strict=True).directory is None
    assert place.tree() == before


def test_a_hand_written_page_does_not_make_the_listings_again(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build()
    told: list[str] = []
    us = cut(f"Us {mark('built')} {mark('csp')}")

    def shell(settings: Settings, language: str, scratch: Path) -> Shell:
        told.append(language)
        return replace(bare_shell(settings, language, scratch), pages={"us/index.html": us})

    monkeypatch.setattr("tests.building.BARE", Shells(key=lambda _settings, language: f"new {language}", make=shell))
    monkeypatch.setattr("hereabouts.casting.Casting.make", lambda *_: pytest.fail("made again"))
    place.build()
    assert told == ["en", "cy"]
    assert b"Us" in place.tree()["us/index.html"]


def test_strict_publishes_nothing_with_an_error_that_is_in_no_record(place: Place) -> None:
    place.build()
    (place.records / "locations/link.yml").symlink_to("/etc/hostname")
    assert place.build(strict=True).directory is None


def test_no_cache_mends_what_somebody_did_to_the_trees(place: Place) -> None:
    place.build()
    place.build()
    before = place.tree()
    for tree in (place.root / "site", place.root / ".hereabouts/site/next"):
        (tree / "index.html").write_text("mine")
        (tree / "extra.html").write_text("mine")
    place.build(use_cache=False)
    assert place.tree() == before


def test_what_somebody_did_to_the_site_is_mended_and_told(place: Place) -> None:
    place.build()
    place.build()
    before = place.tree()
    page = place.root / "site/services/riverside-lunch-club/tuesday-drop-in/index.html"
    page.write_text("mine")
    (place.root / "site/a-z/index.html").unlink()
    (place.root / "site/CNAME").write_text("help.example")
    built = place.build()
    assert built.warnings == [
        "Changed or deleted by hand in the site, and made again: a-z/index.html and 1 more.",
        "Put into the site by hand, and taken out: CNAME. What is in docs/ is in the site after every build.",
    ]
    assert place.tree() == before
    for _ in range(2):
        assert place.build().warnings == []
        assert place.tree() == before


def test_a_directory_that_has_only_just_begun(place: Place) -> None:
    for folder in ("organizations", "locations"):
        shutil.rmtree(place.records / folder)
    assert not place.build().checked.bad
    empty = place.tree()
    assert {"index.html", "find/index.html", "cy/topics/index.html", "api/services.json"} <= empty.keys()
    assert [path for path in empty if "/needs/" in path and path.endswith(".html")] == []
    assert json.loads(empty["api/services.json"])["contents"] == []
    place.write(GROUP, "name: Walkers\ndescription: We walk.\n")
    place.write("organizations/riverside-lunch-club/walk", "name: Walk\nattributes: {needs: [company]}\n")
    place.build()
    made = {path for path in place.tree() if "/needs/" in path and path.endswith(".html")}
    assert made >= {"topics/needs/company/index.html", "cy/topics/needs/company/index.html"}
    assert "topics/needs/food/index.html" not in made
    shutil.rmtree(place.records / "organizations")
    place.build()
    assert place.tree() == empty


@pytest.mark.parametrize("content", ["", "name: [", "- a list\n", "nmae: x\n"])
def test_without_a_sound_directory_file_nothing_is_published(place: Place, content: str) -> None:
    place.build()
    before = place.tree()
    place.write("directory", content)
    built = place.build()
    assert built.directory is None
    assert built.checked.findings
    assert place.tree() == before


def test_a_full_disk_leaves_the_last_site(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build()
    before = place.tree()
    place.change(LUNCH, "Tea, soup", "Coffee, cake")

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr("hereabouts.tree.Staging._write", full)
        with pytest.raises(OSError, match="No space"):
            place.build()
    assert place.tree() == before
    place.build()
    assert "Coffee, cake" in place.tree()["services/riverside-lunch-club/tuesday-drop-in/index.html"].decode()


def test_a_damaged_store_is_as_good_as_none(place: Place) -> None:
    place.build()
    before = place.tree()
    for file in (place.root / ".hereabouts").rglob("*"):
        if file.name == "store" or file.suffix == ".shell":
            file.write_bytes(os.urandom(100))
    place.build()
    assert place.tree() == before


def test_the_moment_of_the_last_change_is_in_the_feed(place: Place) -> None:
    place.build()
    (service,) = json.loads(place.tree()["api/services.json"])["contents"]
    assert service["last_modified"] == "2026-10-01T10:00:00Z"
    place.change(LUNCH, "Tea, soup", "Coffee, cake")
    place.build()
    (service,) = json.loads(place.tree()["api/services.json"])["contents"]
    assert service["last_modified"] == "2026-11-22T00:00:00Z"


def test_a_moved_record_keeps_its_id_and_its_old_address(place: Place) -> None:
    place.build()
    (before,) = json.loads(place.tree()["api/services.json"])["contents"]
    CHANGES["a renamed service"](place)
    place.build()
    (after,) = json.loads(place.tree()["api/services.json"])["contents"]
    assert after["id"] == before["id"]
    moved = place.tree()["services/riverside-lunch-club/tuesday-drop-in/index.html"].decode()
    assert "../lunch/" in moved or "services/riverside-lunch-club/lunch/" in moved
