"""Topics, lists and whole directories that have nothing in them yet; and no link that leads nowhere."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterable
from datetime import date
from urllib.parse import unquote, urlsplit

import pytest

from hereabouts.directory import Directory
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, pages, redirects
from tests.pages_example import Reading, directory_of, read
from tests.published import Published

SETTINGS = "name: Empty\nid_namespace: 0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11\nlanguages: [en, cy]"
BY_HAND = {"change-a-listing/", "about/", "privacy/", "accessibility/", "use-the-data/"}
BODY = re.compile(r"<body[^>]*>(.*)</body>", re.DOTALL)
NEEDS = """
name: Needs
terms:
  money: {name: Money}
  debt: {name: Debt, parent: money}
  work: {name: Work, formerly: jobs}
"""
WANTED = """
name: What the group is short of
formerly: taxonomies/help-wanted
terms: {people: {name: People}, drivers: {name: Drivers, parent: people}, rooms: {name: Rooms}}
"""
SERVICE = "name: Debt advice\nattributes: {needs: [debt]}"
GROUP = "name: Eastbrook Advice\nattributes: {wanted: [drivers]}"


def empty(groups: bool = False) -> Directory:
    directory = directory_of({}, SETTINGS, date(2026, 1, 1))
    directory.locations.clear()
    directory.taxonomies.clear()
    if not groups:
        directory.organizations.clear()
    return directory


def some() -> Directory:
    return directory_of(
        {
            "taxonomies/needs": NEEDS,
            "taxonomies/wanted": WANTED,
            "taxonomies/unused": "name: Unused\nterms: {thing: {name: Thing}}",
            "organizations/eastbrook-advice/debt": SERVICE,
            "organizations/eastbrook-advice/organization": GROUP,
        }
    )


def made(directory: Directory, language: str = "en") -> dict[str, Page]:
    return {page.address: page for page in pages(directory, language)}


def lost(found: dict[str, Page]) -> list[tuple[str, str]]:
    """Every link from page to page that leads nowhere, with the page it is on."""
    there = set(found) | BY_HAND
    return [
        (address, link)
        for address, page in found.items()
        for link in inside(page)
        if target(address, link) not in there
    ]


def inside(page: Page) -> Iterable[str]:
    return (link for link in read(page).links() if not urlsplit(link).scheme and not link.startswith("#"))


def target(address: str, link: str) -> str:
    path = posixpath.normpath(posixpath.join("/", address, urlsplit(link).path)).lstrip("/")
    return f"{path}/" if path else ""


# ---- topics


def test_a_topic_that_nothing_carries_has_no_page_and_no_link() -> None:
    found = made(some())
    topics = {address for address in found if address.startswith("topics/") and "/access/" not in address}
    assert topics == {
        "topics/",
        "topics/needs/",
        "topics/needs/money/",
        "topics/needs/debt/",
        "topics/wanted/",
        "topics/wanted/people/",
        "topics/wanted/drivers/",
    }
    assert "Unused" not in read(found["topics/"]).text
    assert lost(found) == []


def test_a_topic_that_only_groups_carry_is_reached_from_above() -> None:
    found = made(some())
    assert "Groups and places Eastbrook Advice" in read(found["topics/wanted/drivers/"]).text
    assert "../../../topics/wanted/drivers/" in read(found["topics/wanted/people/"]).links()
    assert "0" not in read(found["topics/wanted/"]).text


def test_a_former_name_leads_to_the_nearest_page_there_is() -> None:
    moved = {one.path: one.html for one in redirects(Site(some(), "en"))}
    assert 'url=../../../topics/needs/"' in moved["topics/needs/jobs/index.html"]
    assert 'url=../../../topics/wanted/"' in moved["topics/help-wanted/rooms/index.html"]
    assert 'url=../../../topics/wanted/drivers/"' in moved["topics/help-wanted/drivers/index.html"]


# ---- a directory that has only just begun


@pytest.mark.parametrize("language", ["en", "cy"])
@pytest.mark.parametrize("groups", [False, True])
def test_an_empty_directory_has_its_pages_and_no_lost_link(language: str, groups: bool) -> None:
    found = made(empty(groups), language)
    assert {"", "find/", "a-z/", "topics/"} <= set(found)
    assert lost(found) == []


def test_the_first_page_says_that_there_is_nothing_yet_and_how_to_begin() -> None:
    page = made(empty())[""]
    reading = read(page)
    assert "Nothing is listed here yet" in reading.text
    assert "change-a-listing/" in reading.links()
    for words in ("0 services", "What would help?", "On this week", "Or start with a place"):
        assert words not in reading.text
    assert "a-z/" not in reading.links()
    assert "a-z/" in read(made(empty(groups=True))[""]).links()


@pytest.mark.parametrize("address", ["find/", "a-z/", "topics/"])
def test_every_way_in_says_so_too(address: str) -> None:
    reading = read(made(empty())[address])
    assert "Nothing is listed here yet" in reading.text
    assert "../change-a-listing/" in reading.links()


def test_no_list_is_left_without_items() -> None:
    for directory in (empty(), empty(groups=True), some()):
        for address, page in made(directory).items():
            before = ""
            for tag, attributes in Reading(page.body).tags:
                assert before not in {"ul", "ol", "dl"} or tag in {"li", "div", "dt"}, address
                before = "" if any(name.startswith("data-") for name in attributes) else tag  # a script fills those


# ---- the demonstration


def test_no_link_and_no_jump_of_the_demonstration_leads_nowhere(published: Published) -> None:
    ids: dict[str, set[str]] = {}
    links: list[tuple[str, str]] = []
    for file in sorted(published.folder.rglob("*.html")):
        address = file.relative_to(published.folder).as_posix().removesuffix("index.html")
        body = BODY.search(file.read_text(encoding="utf-8"))
        reading = Reading(body[1] if body else "")
        ids[address] = set(reading.having("id"))
        links += [(address, link) for link in reading.links()]
    wrong = [(address, link) for address, link in links if not leads_somewhere(published, ids, address, link)]
    assert len(links) > 5_000
    assert wrong == []


def leads_somewhere(published: Published, ids: dict[str, set[str]], address: str, link: str) -> bool:
    parts = urlsplit(link)
    if parts.scheme or address == "404.html":
        return True
    path = target(address, link) if parts.path else address
    if parts.path and not parts.path.endswith("/") and posixpath.splitext(parts.path)[1]:
        return path.startswith("api/") or (published.folder / path.rstrip("/")).is_file()
    return path in ids and (not parts.fragment or unquote(parts.fragment) in ids[path])
