"""The files to take away in a build: made when something changed, kept when nothing did, and listed with their sums."""

from __future__ import annotations

import json
import re
from datetime import timedelta
from hashlib import sha256
from html import unescape
from pathlib import Path

import pytest

from hereabouts.build import Built, Request, Shells, build
from hereabouts.mould import Shell, cut, mark
from hereabouts.outputs.extension import PATH
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables.download import Downloads
from hereabouts.outputs.tables.guide import list_downloads, say_size
from hereabouts.settings import Settings
from tests.building import HALL, LUNCH, TODAY, Place, bare_shell
from tests.inline_records import SETTINGS_TEXT
from tests.inline_records import build as directory_of
from tests.tables_example import read_csv, read_zip

FILES = {
    "api/tables/services.csv",
    "api/cy/tables/services.csv",
    "api/tables/services.xlsx",
    "api/tables/services.geojson",
    "api/tables/directory.sqlite",
    "api/tables/datasette.json",
    "api/tables/hsds.zip",
}
PAGE = "use-the-data/index.html"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path / "a place")


def shell_with_page(settings: Settings, language: str, scratch: Path) -> Shell:
    """The bare shell with a page that asks for the downloads."""
    made = bare_shell(settings, language, scratch)
    folder = "" if language == settings.language else f"{language}/"
    made.pages[f"{folder}{PAGE}"] = cut(f"{mark('downloads')} {mark('built')} {mark('csp')}")
    return made


def build_with_page(place: Place, **options: object) -> Built:
    said = {"program": "test", "use_cache": True} | options
    request = Request(place.records, place.root, place.root / "site", TODAY, **said)  # type: ignore[arg-type]
    shells = Shells(key=lambda settings, language: f"page {language}", make=shell_with_page)
    return build(request, shells, lambda _words: lambda _done, _total: None)


def tables(place: Place) -> dict[str, bytes]:
    return {path: content for path, content in place.tree().items() if "/tables/" in path}


def test_a_build_makes_them_all(place: Place) -> None:
    place.build()
    made = tables(place)
    assert made.keys() == FILES
    assert read_zip(made["api/tables/hsds.zip"])["extension.ndjson"] == place.tree()[PATH]
    assert read_csv(made["api/tables/services.csv"])[0]["Service"] == "Tuesday drop-in"


def test_they_are_the_same_from_several_processes_and_from_another_folder(place: Place, tmp_path: Path) -> None:
    place.build()
    other = Place(tmp_path / "elsewhere")
    other.build(jobs=2)
    assert tables(other) == tables(place)


@pytest.mark.parametrize("what", [LUNCH, HALL, "taxonomies/needs", "directory"])
def test_a_change_changes_them_as_a_clean_build_would(place: Place, what: str) -> None:
    place.build()
    before = tables(place)
    text = place.read(what)
    place.write(what, re.sub(r"(?m)^(  +)?name: .*$", r"\1name: Another name", text, count=1))
    place.build()
    after = tables(place)
    place.build(use_cache=False)
    assert tables(place) == after
    assert after != before


def test_nothing_is_made_again_when_nothing_changed(place: Place, monkeypatch: pytest.MonkeyPatch) -> None:
    place.build()
    before = tables(place)

    def refuse(*_: object) -> None:
        raise AssertionError("made again")

    monkeypatch.setattr("hereabouts.casting.tables.formats", refuse)
    place.build()
    assert tables(place) == before


def test_one_that_somebody_deleted_is_made_again(place: Place) -> None:
    place.build()
    before = tables(place)
    (place.root / "site/api/tables/hsds.zip").unlink()
    place.build()
    assert tables(place) == before


def test_a_preview_makes_none_and_shows_no_old_ones(place: Place) -> None:
    """An old one could tell what has just been hidden."""
    build_with_page(place)
    assert tables(place).keys() == FILES
    build_with_page(place, preview=True)
    assert tables(place).keys() == FILES, "nothing has changed"
    place.change(HALL, "name: Eastbrook Village Hall", "name: Hall")
    build_with_page(place, preview=True)
    assert tables(place) == {}
    assert "A preview leaves them out." in place.tree()[PAGE].decode()
    build_with_page(place)
    assert tables(place).keys() == FILES


def test_a_place_that_is_hidden_is_gone_from_all_of_them(place: Place) -> None:
    place.build()
    assert b"NR99 1AB" in tables(place)["api/tables/services.csv"]
    place.write(HALL, "name: Safe house\nvisibility: confidential\n")
    place.build()
    for path, content in tables(place).items():
        assert b"NR99 1AB" not in content, path
        for part in read_zip(content).values() if content.startswith(b"PK") else ():
            assert b"NR99 1AB" not in part, path


def test_a_held_record_is_in_them_as_it_last_was(place: Place) -> None:
    place.build()
    place.change(LUNCH, "name: Tuesday drop-in", "nmae: Wednesday drop-in")
    place.build()
    row = read_csv(tables(place)["api/tables/services.csv"])[0]
    assert row["Service"] == "Tuesday drop-in"
    assert "waiting to be put right" in row["Note"]


# ---- on the page


def test_the_page_lists_every_file_with_size_licence_and_sum(place: Place) -> None:
    build_with_page(place)
    made = place.tree()
    for page, root in ((PAGE, "../"), (f"cy/{PAGE}", "../../")):
        html = unescape(made[page].decode())
        for path in FILES:
            row = next(row for row in html.split("<li>") if f'href="{root}{path}"' in row)
            assert sha256(made[path]).hexdigest() in row
            assert say_size(len(made[path]), "en") in row or page.startswith("cy/")
            assert "CC-BY-4.0" in row
        assert made[page].count(b"<li>") == len(FILES)


def test_the_page_says_its_own_language_and_tells_the_tables_apart(place: Place) -> None:
    build_with_page(place)
    made = place.tree()
    assert "(Cymraeg)" in made[PAGE].decode()
    assert "(English)" in made[PAGE].decode()


@pytest.mark.parametrize(
    ("size", "words"), [(0, "1 kB"), (1_499, "1 kB"), (93_400, "93 kB"), (999_999, "1,000 kB"), (1_650_000, "1.6 MB")]
)
def test_a_size_as_people_say_it(size: int, words: str) -> None:
    assert say_size(size, "en") == words


def test_a_directory_of_one_language_names_none() -> None:
    settings = SETTINGS_TEXT.replace("languages: [en, cy]", "languages: [en]")
    html = list_downloads(
        Site(directory_of({"directory": settings}), "en"),
        PAGE,
        Downloads("x", {"api/tables/services.csv": "00-1"}),
    )
    assert "services.csv" in html
    assert "(English)" not in html


def test_the_same_listings_are_the_same_bytes_on_another_day(place: Place) -> None:
    place.build()
    before = tables(place)
    assert json.loads(read_zip(before["api/tables/hsds.zip"])["datapackage.json"])["created"] == "2026-10-01T10:00:00Z"
    place.build(today=TODAY + timedelta(days=1))
    assert tables(place) == before
