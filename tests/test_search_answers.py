"""The search as a page uses it: what it fetches, what it answers, and what it does when something is not right."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import msgspec
import pytest

from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search import FIELDS, make_block, make_blocks, make_card, put_together, runs
from hereabouts.outputs.search.cards import CHUNK
from hereabouts.outputs.search.slices import cut
from tests import node
from tests.pages_example import directory_of

NAMES = ("Walking group", "Walk and talk", "Men’s Shed", "Debt advice", "Café drop-in", "Tŷ Croeso", "Constructor club")


@pytest.fixture(scope="module")
def modules(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return node.lay_out(tmp_path_factory.mktemp("answers"))


def published(names: Sequence[str]) -> dict[str, str]:
    """The files of services of which nothing is known but their names."""
    block = make_block(([name] + [""] * (len(FIELDS) - 1) for name in names), len(FIELDS))
    cards = [msgspec.json.encode({"name": name}) for name in names]
    return {path: content.decode() for path, content in put_together([block], cards)}


def tell(modules: Path, *steps: dict[str, Any]) -> list[dict[str, Any]]:
    said: list[dict[str, Any]] = node.run(modules, "answers", steps)
    return said


def names(answer: dict[str, Any]) -> list[str]:
    return [card["name"] for card in answer["cards"]]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("walking", ["Walking group", "Walk and talk"]),
        ("MENS", ["Men’s Shed"]),
        ("the men's", ["Men’s Shed"]),
        ("cafe", ["Café drop-in"]),
        ("dropin", ["Café drop-in"]),
        ("ty", ["Tŷ Croeso"]),
        ("constructor", ["Constructor club"]),
        ("__proto__ toString valueOf", []),
        ("", []),
        ("   ", []),
        ("the and", []),
        ("xyzzy", []),
        ("* ~1 ^9 +walk -debt name:x \\", ["Walk and talk", "Walking group", "Debt advice"]),
        ("\ud800 <script>alert(1)</script>", []),
        ("walk " * 2000, ["Walk and talk", "Walking group"]),
    ],
)
def test_what_people_type(modules: Path, text: str, expected: list[str]) -> None:
    (answer,) = tell(modules, {"publish": published(NAMES), "ask": text})
    assert sorted(names(answer)) == sorted(expected)


@pytest.mark.parametrize(
    ("text", "typing", "expected"),
    [
        ("wal", True, {"Walking group", "Walk and talk"}),
        ("wal", False, set()),
        ("wa", True, set()),  # two letters are too few
        ("wal ", True, set()),  # the space says that the word is whole
        ("debt wal", True, {"Debt advice", "Walking group", "Walk and talk"}),
        ("caf", True, {"Café drop-in"}),
    ],
)
def test_the_last_word_while_it_is_typed(modules: Path, text: str, typing: bool, expected: set[str]) -> None:
    (answer,) = tell(modules, {"publish": published(NAMES), "ask": text, "options": {"typing": typing}})
    assert set(names(answer)) == expected


def test_three_waves_of_requests_and_none_for_what_is_known(modules: Path) -> None:
    many = [f"Walk {number}" for number in range(40)]
    first, again = tell(modules, {"publish": published(many), "ask": "walk"}, {"ask": "walking"})
    assert first["waves"] == 3
    assert [path.split("/")[0] for path in first["asked"]] == ["manifest.json", "terms", "cards", "cards"]
    assert first["found"] == list(range(40))
    assert len(first["cards"]) == 10
    assert again["asked"] == []
    assert again["cards"] == first["cards"]


def test_nothing_typed_is_ever_sent(modules: Path) -> None:
    (answer,) = tell(modules, {"publish": published(NAMES), "ask": "refuge debt walking"})
    assert not [path for path in answer["asked"] if "debt" in path or "walk" in path or "refuge" in path]


def test_a_site_published_meanwhile_is_asked_anew(modules: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hereabouts.outputs.search.cut", lambda blocks: cut(blocks, 10))
    old, new = published(NAMES), published([*NAMES, "Zumba", "Debt again"][1:])
    before, after = tell(modules, {"publish": old, "ask": "walk"}, {"publish": new, "ask": "debt"})
    assert len(names(before)) == 2
    assert set(names(after)) == {"Debt advice", "Debt again"}


def broken(pattern: str, text: str | None) -> dict[str, str]:
    """Files of which those in one folder are damaged, or missing."""
    made = published(NAMES)
    for path in [path for path in made if path.startswith(pattern)]:
        if text is None:
            del made[path]
        else:
            made[path] = text
    return made


@pytest.mark.parametrize("part", ["manifest.json", "terms/", "cards/"])
@pytest.mark.parametrize(
    "text", [None, "", '[["wal', "<!doctype html>", "null", "{}", '["walk"]', '[["walk",0,0,"!","é"]]']
)
def test_files_that_are_missing_or_damaged_are_one_kind_of_problem(modules: Path, part: str, text: str | None) -> None:
    said = tell(
        modules,
        {"publish": broken(part, text), "ask": "walk"},
        {"publish": published(NAMES), "ask": "walk"},
    )
    assert said[0].get("problem") == "SearchError"
    assert len(said[0]["asked"]) < 5
    assert len(names(said[1])) == 2  # and it goes on as soon as they are right again


def test_another_version_is_not_guessed_at(modules: Path) -> None:
    made = published(NAMES)
    made["manifest.json"] = json.dumps(json.loads(made["manifest.json"]) | {"version": 99})
    assert tell(modules, {"publish": made, "ask": "walk"})[0]["problem"] == "SearchError"


# ---- what the build makes

LUNCH = """
name: Lunch and a chat
description: Soup, bread and company.
assured_date: 2026-11-02
assurer_email: a@advice.example
cost_options: [free]
locations: [{at: village-hall, schedules: [Tuesdays 10:30 to 12:00]}]
attributes: {needs: [debt]}
translations: {cy: {name: Cinio a sgwrs}}
"""
REFUGE = """
name: Refuge
locations: [{place: {name: Refuge (address confidential), visibility: confidential}}]
attributes: {needs: [safety]}
"""
RECORDS = {
    "organizations/eastbrook-advice/lunch": LUNCH,
    "organizations/eastbrook-advice/refuge": REFUGE,
}


def test_a_card_says_what_a_list_says() -> None:
    directory = directory_of(RECORDS)
    (lunch, _) = directory.services.values()
    english = json.loads(make_card(Site(directory, "en"), lunch))
    assert english["href"] == "services/eastbrook-advice/lunch/"
    assert (english["name"], english["group"]) == ("Lunch and a chat", "Eastbrook Advice")
    assert english["line"] == "Soup, bread and company."
    assert english["cost"] == "Free"
    assert (english["confirmed"], english["due"]) == ("2026-11-02", "2027-05-02")
    assert "foreign" not in english
    welsh = json.loads(make_card(Site(directory, "cy"), lunch))
    assert welsh["name"] == "Cinio a sgwrs"
    assert welsh["foreign"] == ["group", "line", "where"]


def test_a_name_is_found_in_either_language(modules: Path) -> None:
    directory = directory_of(RECORDS)
    services = list(directory.services.values())
    for language in ("en", "cy"):
        (block,) = make_blocks([Site(directory, language)], services)
        cards = [make_card(Site(directory, language), one) for one in services]
        made = {path: content.decode() for path, content in put_together([block], cards)}
        said = tell(modules, {"publish": made, "ask": "cinio"}, {"ask": "lunch"}, {"ask": "dyled"}, {"ask": "debt"})
        assert [answer["found"] for answer in said] == [[0], [0], [0], [0]]


def test_the_same_services_make_the_same_files_however_they_are_cut() -> None:
    texts = [[f"{name} {number}" for number in range(len(FIELDS))] for name in NAMES]
    made = []
    for size in (1, 2, 7):
        blocks = [make_block(texts[at : at + size], len(FIELDS)) for at in range(0, len(texts), size)]
        made.append(dict(put_together(blocks, [b"{}"] * len(texts))))
    assert made[0] == made[1] == made[2]


def test_no_services_make_a_search_that_finds_nothing(modules: Path) -> None:
    made = {path: content.decode() for path, content in put_together([], [])}
    assert tell(modules, {"publish": made, "ask": "walk"}) == [
        {"found": [], "cards": [], "asked": ["manifest.json"], "waves": 1}
    ]


def test_a_new_service_leaves_other_runs_as_they_were() -> None:
    paths = [f"organizations/g{number:04}/s" for number in range(4000)]

    class Named:
        def __init__(self, path: str) -> None:
            self.path = path

    def cuts(paths: list[str]) -> list[list[str]]:
        return [paths[run] for run in runs([Named(path) for path in paths])]  # type: ignore[misc]

    before, after = cuts(paths), cuts(sorted([*paths, "organizations/g2000a/s"]))
    assert [path for run in before for path in run] == paths
    assert len([run for run in after if run not in before]) == 1
    assert 6 < len(before) < 30
    assert runs([]) == []


def test_chunks_of_cards_are_small() -> None:
    made = published([f"Walk {number}" for number in range(20)])
    sizes = [len(json.loads(text)) for path, text in sorted(made.items()) if path.startswith("cards/")]
    assert sizes == [CHUNK, CHUNK, 4]
