"""Sitemaps: every page of the site is in one, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree as Xml

import pytest

from hereabouts.outputs import sitemap
from tests.building import LUNCH, Place
from tests.inline_records import SETTINGS_TEXT, build

SPACE = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
SITE = "https://directory.eastbrook.example"


def locations(content: bytes) -> list[str]:
    return [str(one.text) for one in Xml.fromstring(content).iter(f"{SPACE}loc")]


def test_every_page_is_there_once_and_nothing_else(tmp_path: Path) -> None:
    place = Place(tmp_path / "a place")
    place.write("organizations/riverside-lunch-club/lunch", f"formerly: {LUNCH}\n{place.read(LUNCH)}")
    (place.records / f"{LUNCH}.yml").unlink()
    place.build()
    tree = place.tree()
    pages = {path for path, content in tree.items() if path.endswith(".html") and b"noindex" not in content}
    shown = locations(tree["sitemap.xml"])
    assert sorted(shown) == sorted(f"{SITE}/{path.removesuffix('index.html')}" for path in pages)
    assert f"{SITE}/about/" in shown, "hand-written pages too"
    assert f"{SITE}/cy/about/" in shown
    assert f"{SITE}/services/riverside-lunch-club/tuesday-drop-in/" not in shown, "it has moved"


def test_a_service_says_when_it_last_changed(tmp_path: Path) -> None:
    place = Place(tmp_path / "a place")
    place.build()
    text = place.tree()["sitemap.xml"].decode()
    for folder in ("", "cy/"):
        page = f"{SITE}/{folder}services/riverside-lunch-club/tuesday-drop-in/"
        assert f"<loc>{page}</loc><lastmod>2026-10-01T10:00:00Z</lastmod>" in text
    assert text.count("<lastmod>") == 2


def test_without_an_address_there_is_none() -> None:
    assert not dict(sitemap.files(build({}), ["index.html"]))


def named(paths: list[str], url: str = "https://a.example/b/") -> dict[str, bytes]:
    return dict(sitemap.files(build({"directory": f"{SETTINGS_TEXT}url: {url}\n"}), paths))


def test_search_engines_are_told_where_it_is() -> None:
    made = named(["index.html"])
    assert made["robots.txt"].decode().endswith("Sitemap: https://a.example/b/sitemap.xml\n")
    assert locations(made["sitemap.xml"]) == ["https://a.example/b/"]


@pytest.mark.parametrize("path", ["404.html", "cy/404.html"])
def test_the_page_for_no_page_is_not_in_it(path: str) -> None:
    assert not locations(named([path])["sitemap.xml"])


def test_odd_characters_are_written_as_addresses_write_them() -> None:
    (shown,) = locations(named(["a & b/é/index.html"])["sitemap.xml"])
    assert shown == "https://a.example/b/a%20%26%20b/%C3%A9/"


def test_too_many_pages_for_one_are_shared_out(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hereabouts.outputs.sitemap._MOST", 2)
    made = named([f"{letter}/index.html" for letter in "abcde"])
    parts = [address.removeprefix("https://a.example/b/") for address in locations(made["sitemap.xml"])]
    assert parts == ["sitemap-1.xml", "sitemap-2.xml", "sitemap-3.xml"]
    found = [address for part in parts for address in locations(made[part])]
    assert found == [f"https://a.example/b/{letter}/" for letter in "abcde"]
