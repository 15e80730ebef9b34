"""The files behind a list of somebody's own: short ids, what is told of a service, and of one that is gone."""

from __future__ import annotations

import hashlib
import json
from base64 import b64encode
from collections.abc import Callable
from typing import Any

import pytest

from hereabouts.outputs.pages.short_ids import shorten
from hereabouts.outputs.pages.shortlist import SLICE, digits_of
from hereabouts.resources import bundled
from tests.building import LUNCH, Place

Read = Callable[[str], Any]


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> Place:
    """A directory in which one service has changed, its hall too, and others have closed, joined it or just gone."""
    place = Place(tmp_path_factory.mktemp("shortlist") / "place")
    commit = place.repository.commit
    copy = place.read(LUNCH)
    for name in ("gone", "joined"):
        place.write(f"organizations/riverside-lunch-club/{name}", copy.replace("name: ", f"name: {name} ", 1))
    commit("2026-10-02")
    for name in ("gone", "joined"):
        (place.records / f"organizations/riverside-lunch-club/{name}.yml").unlink()
    commit("2026-10-05")
    place.change(LUNCH, copy, copy + "replaces: organizations/riverside-lunch-club/joined\n")
    commit("2026-11-03")
    place.build()
    return place


def read(place: Place, language: str = "en") -> Any:
    return json.loads((place.root / f"site/shortlist/{language}/all.json").read_bytes())


def test_what_is_told_of_a_service(told: Place) -> None:
    services = read(told)["services"]
    [(short, lunch)] = [(key, one) for key, one in services.items() if "tuesday-drop-in" in one["card"]["href"]]
    assert lunch["card"]["id"] == short
    feed = json.loads(next((told.root / "site/api/services").glob(f"{short}*.json")).read_bytes())
    assert feed["name"] == lunch["card"]["name"]
    assert lunch["leaf"]["phone"]["href"].startswith("tel:")
    assert lunch["leaf"]["when"]
    assert ["2026-10-01", "First listed."] in lunch["leaf"]["changes"]


def test_what_is_gone_keeps_its_day_and_reason_and_nothing_else(told: Place) -> None:
    said = read(told)
    joined = [one for one in said["gone"].values() if one["reason"] == "merged"]
    assert [(one["day"], one["into"] in said["services"]) for one in joined] == [("2026-10-05", True)]
    assert [one for one in said["gone"].values() if one not in joined] == [{"day": "2026-10-05", "reason": "not said"}]
    assert all(len(own_id) == 32 for own_id in said["gone"])
    assert said["told"] is True


def test_short_ids_are_told_apart_and_none_is_the_beginning_of_another() -> None:
    ids = ["aaaabbbb-1111-5000-8000-000000000001", "aaaabbbb-1111-5000-8000-000000000002", "cccc0000-1-5-8-1"]
    ids.append("aaaabbbb-2222-5000-8000-000000000001")
    made = shorten(ids)
    assert made[ids[2]] == "cccc0000"
    assert made[ids[3]] == "aaaabbbb2222"
    assert {made[ids[0]], made[ids[1]]} == {own_id.replace("-", "") for own_id in ids[:2]}
    assert shorten(reversed(ids)) == made
    known = list(made.values())
    assert not [(one, other) for one in known for other in known if one != other and other.startswith(one)]


def test_files_stay_small_however_many_services_there_are() -> None:
    assert [digits_of(count) for count in (0, SLICE, SLICE + 1, 10_000, 50_000)] == [0, 0, 1, 2, 3]


def test_the_library_for_codes_is_as_its_author_published_it() -> None:
    """The digest is of index.mjs in lean-qr 2.7.4, from the package with the integrity that it is published with."""
    folder = bundled("site_overrides") / "assets/javascripts/vendor"
    digest = hashlib.sha256((folder / "lean-qr.js").read_bytes()).digest()
    assert b64encode(digest).decode() == "DOQc1vkswjzwV6Hffhs4dnZ9Z4Zl3WWvTh0itPrZZ9w="
    assert "David Evans" in (folder / "lean-qr.LICENSE.txt").read_text("utf-8")
