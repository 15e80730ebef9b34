"""Pages in another language: every translation a record gives is shown, every word of ours is said, nothing else is."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.pofile import read_po

from hereabouts import interface
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, page_of, redirects
from tests.pages_example import SETTINGS, directory_of, read, with_service
from tests.published import Published

CATALOGUE = Path(interface.__file__).parent / "locales" / "cy" / "LC_MESSAGES" / "hereabouts.po"
SERVICE = "organizations/eastbrook-advice/debt-advice"
VISITORS = ("site_overrides/", "hereabouts/outputs/pages/", "hereabouts/plugin.py")
"""Where the words stand that visitors see on the pages."""

AREAS = """
areas:
  coast: {name: The Coast, uri: "https://areas.example/coast", translations: {cy: {name: Yr Arfordir}}}
"""


def welsh(text: str, settings: str = SETTINGS, **more: str) -> Page:
    """The Welsh page of one service; what else is given replaces records of the example."""
    others = {name.replace("__", "/").replace("_", "-"): said for name, said in more.items()}
    directory = directory_of({SERVICE: text} | others, settings)
    return page_of(Site(directory, "cy"), directory.services[SERVICE])


# ---- what records translate


def test_what_happens_at_a_place_is_shown_translated() -> None:
    at = "{at: village-hall, description: Upstairs., translations: {cy: {description: I fyny'r grisiau.}}}"
    text = read(welsh(f"name: Debt\nlocations: [{at}]")).text
    assert "I fyny'r grisiau." in text
    assert "Upstairs." not in text


def test_a_programme_is_shown_translated() -> None:
    group = """
    name: Eastbrook Advice
    programs: {warm: {name: Warm spaces, description: Come in., translations: {cy: {name: Lleoedd cynnes,
      description: Dewch i mewn.}}}}
    """
    page = welsh("name: Debt\nprogram: warm", organizations__eastbrook_advice__organization=group)
    assert "Lleoedd cynnes" in read(page).text
    assert "Warm spaces" not in page.body
    directory, service = with_service("name: Debt", organizations__eastbrook_advice__organization=group)
    own = page_of(Site(directory, "cy"), service.organization)
    assert "Dewch i mewn." in read(own).text
    assert "Come in." not in own.body


def test_an_area_is_shown_translated() -> None:
    page = welsh("name: Debt\nservice_areas: [coast, Some villages]", SETTINGS + AREAS)
    assert "Yr Arfordir" in read(page).text
    assert "The Coast" not in page.body
    assert '<span lang="en">Some villages</span>' in page.body


def test_remarks_and_labels_are_marked_as_what_they_are() -> None:
    page = welsh(
        "name: Debt\nschedules: ['Tuesdays 2pm to 4pm (ring the bell)']\n"
        "additional_urls: [{url: 'https://a.example', label: The app}]"
    )
    assert 'Dydd Mawrth 2pm i 4pm (<span lang="en">Ring the bell</span>)' in page.body
    assert '<span lang="en">The app</span>' in page.body


def test_what_is_counted_is_said_in_welsh_where_the_word_is_known() -> None:
    counted = "{{unit: {unit}, available: '1', maximum: '8', updated: 2026-11-20, expires: 2026-12-20}}"
    page = welsh("name: Debt\ncapacities: " + counted.format(unit="rooms"))
    assert "1 o 8 ystafell ar gael" in read(page).text
    assert '<span lang="en">rooms</span>' not in page.body
    other = welsh("name: Debt\ncapacities: " + counted.format(unit="washing machines"))
    assert '<span lang="en">washing machines</span>' in other.body


@pytest.mark.parametrize(
    ("visibility", "english", "said"),
    [
        ("confidential", "The address is confidential.", "Mae'r cyfeiriad yn gyfrinachol."),
        ("area-only", "In or near Eastbrook. The address is not published.", "Nid yw'r cyfeiriad yn cael ei gyhoeddi."),
    ],
)
@pytest.mark.parametrize("own", ["", "description: A house with a garden."])
def test_why_there_is_no_address_is_said_once_and_in_the_pages_language(
    visibility: str, english: str, said: str, own: str
) -> None:
    place = f"name: House\nvisibility: {visibility}\nnear: Eastbrook\naccessibility: [step-free]\n{own}"
    at = "name: Debt\nlocations: [{at: house}]"
    page = welsh(at, locations__house=place)
    assert read(page).text.count(said) == 1
    assert "The address is" not in page.body
    directory, service = with_service(at, locations__house=place)
    first = page_of(Site(directory, "en"), service)
    assert read(first).text.count(english) == 1
    venue = page_of(Site(directory, "en"), directory.locations["locations/house"])
    assert read(venue).text.count(english) == 1
    assert ("A house with a garden." in read(first).text) == bool(own)


def test_a_date_that_a_group_gives_is_said_in_words() -> None:
    text = "name: Debt\nattributes: {readiness: [{term: funded-until, value: 2027-03-31}]}"
    assert "31 Mawrth 2027" in read(welsh(text)).under("For those who refer")
    assert "2027-03-31" not in welsh(text).body


def test_machines_are_told_what_the_page_says() -> None:
    page = welsh("name: Debt\ndescription: Help.\ntranslations: {cy: {name: Dyled, description: Cymorth.}}")
    assert '"name":"Dyled","description":"Cymorth."' in page.head


def test_a_list_that_was_renamed_leads_on_with_all_its_terms() -> None:
    needs = """
    name: Needs
    formerly: taxonomies/wants
    terms:
      money: {name: Money}
      debt: {name: Debt, parent: money, formerly: owing, translations: {cy: {name: Dyled}}}
    """
    directory = directory_of({"taxonomies/needs": needs, SERVICE: "name: Debt\nattributes: {needs: [debt]}"})
    moved = {one.path: one.html for one in redirects(Site(directory, "cy"))}
    start = "cy/topics/wants/"
    assert {f"{start}{rest}index.html" for rest in ("", "money/", "debt/", "owing/")} <= set(moved)
    assert "cy/topics/needs/owing/index.html" in moved
    assert 'url=../../../../cy/topics/needs/debt/"' in moved[f"{start}owing/index.html"]
    assert 'url=../../../cy/topics/needs/"' in moved[f"{start}index.html"]


# ---- what we say ourselves


def test_every_word_a_visitor_sees_is_in_the_welsh_catalogue() -> None:
    catalogue = read_po(BytesIO(CATALOGUE.read_bytes()), locale="cy")
    seen = [one for one in catalogue if one.id and any(place.startswith(VISITORS) for place, _ in one.locations)]
    missing = [one.id for one in seen if not (one.string if isinstance(one.string, str) else all(one.string))]
    assert len(seen) > 200
    assert missing == [], f"give the Welsh in {CATALOGUE.name}"


class Shown(HTMLParser):
    """What a page says in its own language: text, and the names that only machines read out."""

    _ALONE = frozenset({"br", "wbr", "meta", "link", "img", "input", "hr"})
    _NOT_TEXT = frozenset({"script", "style", "title", "code"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self._open: list[str] = []
        self.said: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        language = attributes.get("lang") or (self._open[-1] if self._open else "")
        own = "" if tag in self._NOT_TEXT else language
        if tag not in self._ALONE:
            self._open.append(own)
        if own == "cy":
            names = ("aria-label", "placeholder", "data-today", "data-now", "title")
            self.said += [attributes[name] or "" for name in names if name in attributes]

    def handle_endtag(self, tag: str) -> None:
        self._open.pop()

    def handle_data(self, data: str) -> None:
        if data.strip() and self._open and self._open[-1] == "cy":
            self.said.append(" ".join(data.split()))


ENGLISH = re.compile(
    r"\b(and|are|at the|been|by the|confirmed|from|have|how|in the|of the|on the|only|our|"
    r"places?|ring|services?|that|their|them|there|this|until|what|when|where|which|who|with|you|your)\b",
    re.IGNORECASE,
)
"""English words that are no Welsh ones."""

NAMES = {"Enw arall: Learn Welsh on the Border", "Toiled Changing Places", "services.csv"}


def test_no_english_is_passed_off_as_welsh(published: Published) -> None:
    found: dict[str, str] = {}
    for file in sorted((published.folder / "cy").rglob("*.html")):
        for said in Shown(file.read_text(encoding="utf-8")).said:
            if ENGLISH.search(said) and said.rstrip(":") not in NAMES:
                found.setdefault(said, file.relative_to(published.folder).as_posix())
    assert found == {}
