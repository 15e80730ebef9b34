"""The search page in a browser, on a phone: as somebody uses it, and when something is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager

import pytest
from playwright.sync_api import Browser, Geolocation, Page, Route, expect

from tests.published import TODAY, Published
from tests.test_accessibility import EVERYTHING, LOOKS, faults, tab_of

QUESTION = "#search-q"
NAMES = "[data-results] h3"


@contextmanager
def visit(browser: Browser, published: Published, address: str) -> Iterator[Page]:
    """A page on a phone. What the console says fails, and each request that leaves the site or tells of a search."""
    context = browser.new_context(viewport={"width": 360, "height": 740})
    tab = context.new_page()
    tab.clock.set_fixed_time(f"{TODAY}T10:00:00")
    said: list[str] = []
    asked: list[str] = []
    tab.on("console", lambda message: said.append(message.text))
    tab.on("pageerror", lambda problem: said.append(str(problem)))
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(published.address + address)
    yield tab
    context.close()
    assert said == []
    assert [url for url in asked if not url.startswith(published.address) or "?" in url] == []


def ask(tab: Page, text: str) -> None:
    tab.fill(QUESTION, text)
    tab.press(QUESTION, "Enter")


def test_from_the_home_page_to_the_right_door(browser: Browser, published: Published) -> None:
    with visit(browser, published, "") as tab:
        ask(tab, "bailiffs")
        expect(tab).to_have_url(re.compile(r"/find/#q=bailiffs$"))
        expect(tab.locator(NAMES).first).to_have_text("Debt advice")
        tab.locator(NAMES).first.get_by_role("link").click()
        expect(tab.get_by_role("heading", level=1)).to_have_text("Debt advice")
        tab.go_back()
        expect(tab.locator(NAMES).first).to_have_text("Debt advice")
        expect(tab.locator(QUESTION)).to_have_value("bailiffs")


def test_it_answers_while_one_types(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/") as tab:
        tab.locator(QUESTION).press_sequentially("wheelch")
        expect(tab.locator(NAMES).first).to_have_text(re.compile("wheelchair", re.IGNORECASE))


def test_filters_are_chips_that_can_be_taken_away(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=company") as tab:
        says = tab.get_by_role("status")
        expect(says).to_have_text(re.compile(r"^\d+ services$"))
        before = says.inner_text()
        tab.get_by_text("Narrow it down").click()
        tab.get_by_role("checkbox", name=re.compile(r"^Welsh \(")).check()
        tab.get_by_role("checkbox", name=re.compile(r"^Free \(")).check()
        chips = tab.locator("[data-chips] button")
        expect(chips).to_have_text(["Free ×", "Welsh ×"])
        expect(says).not_to_have_text(before)
        expect(tab).to_have_url(re.compile("only=free&language=cy$"))
        tab.get_by_role("button", name="Take away: Welsh").click()
        tab.get_by_role("button", name="Take away: Free").click()
        expect(says).to_have_text(before)
        tab.go_back()
        expect(chips).to_have_text(["Free ×"])


def test_counts_stand_beside_the_filters(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=company") as tab:
        tab.get_by_text("Narrow it down").click()
        free = tab.locator("label", has_text="Free").first
        expect(free.locator("[data-count]")).to_have_text(re.compile(r"^\(\d+\)$"))
        count = free.locator("[data-count]").inner_text().strip("()")
        free.click()
        expect(tab.get_by_role("status")).to_have_text(f"{count} services")


def test_what_has_not_been_said_comes_after_and_says_so(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=rent&day=2") as tab:
        expect(tab.locator("[data-perhaps]")).to_have_text(re.compile("more may fit"))
        expect(tab.locator("[data-maybes] > li").first).to_be_visible()


def test_a_place_gives_distances_and_keeps_what_comes_to_people(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=debt&near=Pontarlen") as tab:
        expect(tab.get_by_role("status")).to_have_text(re.compile("from Arlenbridge$"))
        far = tab.locator("[data-results] [data-far]").all_inner_texts()
        assert any("mile" in one for one in far)
        assert "Comes to your area, or helps at a distance" in far
        tab.fill("#search-near", "SW1A 1AA")
        tab.press("#search-near", "Enter")
        expect(tab.get_by_role("status")).to_have_text(re.compile("We do not know that place"))
        expect(tab.locator(NAMES).first).to_be_visible()


def test_help_comes_first_in_a_crisis_before_any_index(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/") as tab:
        tab.route("**/search/**", lambda route: None)  # never answered
        tab.locator(QUESTION).press_sequentially("I want to kil myself")
        alert = tab.get_by_role("alert")
        expect(alert).to_contain_text("116 123")
        expect(alert).to_contain_text("Checked on 20 November 2026.")
        assert tab.evaluate("history.length") == 2
        tab.unroute_all()
    with visit(browser, published, "cy/") as tab:
        tab.fill(QUESTION, "hunanladdiad")
        expect(tab.get_by_role("alert")).to_contain_text("Y Samariaid")
        tab.fill(QUESTION, "hwyl")
        expect(tab.get_by_role("alert")).not_to_contain_text("Samariaid")


def test_nothing_found_is_a_page_that_helps(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=singing&term=needs/drugs") as tab:
        expect(tab.get_by_role("status")).to_have_text("Nothing fits all of that.")
        tab.get_by_role("button", name="Search without: Drugs").click()
        expect(tab.locator(NAMES).first).to_be_visible()


def test_a_misspelt_word_is_asked_about(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=councelling") as tab:
        tab.get_by_role("button", name="Did you mean: counselling?").click()
        expect(tab.locator(NAMES).first).to_have_text("Counselling")
        expect(tab.locator("[data-meant]")).to_be_hidden()
        expect(tab).to_have_url(re.compile("#q=counselling$"))


def test_a_word_half_typed_finds_what_the_whole_would(browser: Browser, published: Published) -> None:
    """The term of walking is walk: no term begins with what has been typed."""
    with visit(browser, published, "find/") as tab:
        tab.locator(QUESTION).press_sequentially("walkin")
        expect(tab.locator(NAMES).first).to_have_text(re.compile("walk", re.IGNORECASE))


@pytest.mark.parametrize(
    "fragment", ["#q=%", "#q=%00%E2%80%AE<script>&term=__proto__/x", "#near=constructor&q=a", "#day=99&sort=<b>&q=''"]
)
def test_any_address_gives_a_page(browser: Browser, published: Published, fragment: str) -> None:
    with visit(browser, published, f"find/{fragment}") as tab:
        expect(tab.get_by_role("heading", level=1)).to_be_visible()
        expect(tab.locator("[data-answer][aria-busy]")).to_have_count(0)


@pytest.mark.parametrize("content", ["", "{}", '{"version": 1}', "<html>", "404"])
def test_an_index_that_is_missing_or_damaged(browser: Browser, published: Published, content: str) -> None:
    with tab_of(browser) as tab:

        def answer(route: Route) -> None:
            if content == "404":
                route.fulfill(status=404)
            else:
                route.fulfill(body=content, content_type="application/json")

        tab.route("**/search/en/**", answer)
        tab.goto(f"{published.address}find/#q=debt")
        expect(tab.get_by_role("status")).to_have_text(re.compile("^Search could not be loaded"))
        expect(tab.get_by_role("heading", name="By place")).to_be_visible()


def test_with_the_keyboard_alone(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/") as tab:
        tab.focus(QUESTION)
        tab.keyboard.type("choir")
        tab.keyboard.press("Enter")
        expect(tab.locator(NAMES).first).to_be_visible()
        for _ in range(40):
            tab.keyboard.press("Tab")
            if tab.evaluate("document.activeElement.closest('[data-results]') !== null"):
                break
        tab.keyboard.press("Enter")
        expect(tab).to_have_url(re.compile("/services/"))


@pytest.mark.parametrize(
    "address", ["find/#q=company&day=2&near=arlenbridge", "find/#q=zzz&only=free", "cy/find/#q=suicide"]
)
@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_in_an_answer(browser: Browser, published: Published, address: str, look: str) -> None:
    with tab_of(browser, color_scheme=look) as tab:
        tab.goto(published.address + address)
        expect(tab.locator("[data-says]")).not_to_be_empty()
        tab.evaluate("document.querySelector('[data-filters]').open = true")
        assert faults(tab, EVERYTHING if look == "light" else LOOKS) == []


def test_more_are_shown_when_asked_for(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#only=free") as tab:
        expect(tab.locator(NAMES)).to_have_count(10)
        tab.get_by_role("button", name="Show more").click()
        expect(tab.locator(NAMES)).to_have_count(20)
        assert tab.evaluate("document.activeElement === document.querySelectorAll('[data-results] h3 a')[10]")


def test_where_one_is_is_asked_of_the_device_only_on_request(browser: Browser, published: Published) -> None:
    where: Geolocation = {"latitude": 52.45, "longitude": -3.1}
    context = browser.new_context(geolocation=where, permissions=["geolocation"])
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.goto(f"{published.address}find/#q=lunch")
    expect(tab.locator(NAMES).first).to_be_visible()
    assert not any(tab.locator("[data-far]").all_inner_texts())
    tab.get_by_role("button", name="Where I am").click()
    expect(tab.get_by_role("status")).to_have_text(re.compile("from where you are$"))
    assert not [one for one in asked if "52.4" in one]
    assert "52.4" not in tab.url
    context.close()
