"""A list of somebody's own in a browser, on a phone: made, sent, opened later, printed, and when something is wrong."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, Route, expect

from hereabouts.directory import ServiceListing, page_of
from hereabouts.outputs.pages.standing import is_gone
from tests.published import TODAY, Published
from tests.test_accessibility import EVERYTHING, LOOKS, faults, tab_of

ADD = ".keep button"
NAMES = ".leaf__name"
PRIVATE = "Object.entries(localStorage).filter(([key]) => key.includes('list')).map(([, said]) => said).join()"


@contextmanager
def visit(browser: Browser, published: Published, address: str = "", **options: Any) -> Iterator[Page]:
    """A page on a phone. What the console says fails, and each request that leaves the site or tells of a list."""
    context = browser.new_context(viewport={"width": 360, "height": 740}, **options)
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
    assert [url for url in asked if re.search(r"/shortlist/.*[0-9a-f]{8}", url.partition("#")[0])] == []


def some(published: Published, *, sensitive: bool = False) -> list[ServiceListing]:
    """Services as a list may have them: the second has something to bring."""
    fits = [one for one in published.directory.services.values() if one.sensitive == sensitive and not is_gone(one)]
    return sorted(fits, key=lambda one: not one.hsds.required_documents)[:4]


def short(service: ServiceListing) -> str:
    return service.hsds.id[:8]


def link_to(services: list[ServiceListing], made: str = "2026-10-01") -> str:
    return "shortlist/#" + ".".join(["1", made, *map(short, services)])


def add(tab: Page, published: Published, *services: ServiceListing) -> None:
    for service in services:
        tab.goto(published.address + page_of(service.path))
        tab.locator(ADD).click()


def named(services: list[ServiceListing]) -> list[str]:
    return [one.hsds.name for one in services]


def test_made_ordered_taken_off_and_put_back(browser: Browser, published: Published) -> None:
    first, second, third, _ = some(published)
    with visit(browser, published) as tab:
        add(tab, published, first)
        expect(tab.locator(".keep [aria-live]")).to_have_text(re.compile("forgotten when you close this tab"))
        expect(tab.locator(".keep").get_by_role("link")).to_have_text("See your list (1)")
        add(tab, published, second, third)
        tab.get_by_role("navigation", name="Main").get_by_role("link", name="Your list (3)").click()
        expect(tab.locator(NAMES)).to_have_text(named([first, second, third]))
        assert tab.url.endswith("/shortlist/")
        tab.locator("[data-move='1']").first.focus()
        tab.keyboard.press("Enter")
        expect(tab.locator(NAMES)).to_have_text(named([second, first, third]))
        expect(tab.locator("[data-says]")).to_have_text(f"{first.hsds.name} is now number 2 of 3.")
        tab.keyboard.press("Enter")
        expect(tab.locator(NAMES)).to_have_text(named([second, third, first]))
        assert tab.evaluate("document.activeElement.dataset.move") == "-1"  # there is no way further down
        tab.get_by_role("button", name=f"Take off: {third.hsds.name}").click()
        expect(tab.locator(NAMES)).to_have_text(named([second, first]))
        tab.keyboard.press("Enter")  # Put back
        expect(tab.locator(NAMES)).to_have_text(named([second, third, first]))
        tab.reload()
        expect(tab.locator(NAMES)).to_have_text(named([second, third, first]))
        assert tab.evaluate("localStorage.length") == 0


def test_kept_on_the_device_only_when_asked_and_never_what_is_sensitive(browser: Browser, published: Published) -> None:
    plain, private = some(published)[0], some(published, sensitive=True)[0]
    with visit(browser, published) as tab:
        add(tab, published, plain, private)
        tab.goto(f"{published.address}shortlist/")
        expect(tab.locator(NAMES)).to_have_count(2)
        expect(tab.locator("[data-think]")).to_be_visible()
        tab.get_by_label("Keep my list on this device").check()
        assert short(plain) in tab.evaluate(PRIVATE)
        assert short(private) not in tab.evaluate(PRIVATE)
        other = tab.context.new_page()
        other.goto(f"{published.address}shortlist/")
        expect(other.locator(NAMES)).to_have_text(named([plain]))
        tab.get_by_label("Keep my list on this device").uncheck()
        assert tab.evaluate("localStorage.length") == 0
        tab.get_by_label("Keep my list on this device").check()


def test_the_quick_way_out_forgets_the_list_everywhere(browser: Browser, published: Published) -> None:
    with tab_of(browser) as tab:
        tab.context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
        add(tab, published, some(published)[0])
        tab.goto(f"{published.address}shortlist/")
        tab.get_by_label("Keep my list on this device").check()
        tab.locator("[data-exit]").click()
        expect(tab).to_have_title("Weather")
        tab.goto(f"{published.address}shortlist/")
        expect(tab.locator("[data-nothing]")).to_be_visible()
        assert tab.evaluate("[sessionStorage.length, localStorage.length]") == [0, 0]


def test_a_result_of_a_search_goes_on_the_list(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/#q=debt") as tab:
        button = tab.get_by_role("button", name="Add to your list: Debt advice", exact=True)
        button.click()
        expect(tab.get_by_role("button", name="Take off your list: Debt advice", exact=True)).to_be_visible()
        tab.get_by_role("link", name="Your list (1)", exact=True).click()
        expect(tab.locator(NAMES)).to_have_text(["Debt advice"])


def test_sent_as_a_link_a_message_and_a_line(browser: Browser, published: Published) -> None:
    services = some(published)[:2]
    with visit(browser, published, permissions=["clipboard-read", "clipboard-write"]) as tab:
        add(tab, published, *services)
        tab.goto(f"{published.address}shortlist/")
        copied = {}
        for name in ("Copy the link", "Copy as a text message", "Copy a line for a record"):
            tab.get_by_role("button", name=name).click()
            expect(tab.locator("[data-copied]")).to_have_text("Copied.")
            copied[name] = tab.evaluate("navigator.clipboard.readText()")
        link = published.address + link_to(services, TODAY.isoformat())
        assert copied["Copy the link"] == link
        message, line = copied["Copy as a text message"], copied["Copy a line for a record"]
        assert message.endswith(link)
        assert line.endswith(link)
        assert all(name in message and name in line for name in named(services))
        assert services[0].hsds.required_documents[0].document in message
        assert "\n" not in line
        assert line.startswith("22 November 2026")


def test_where_nothing_can_be_copied_the_words_are_there_to_be_marked(browser: Browser, published: Published) -> None:
    with visit(browser, published, link_to(some(published)[:1])) as tab:
        tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
        tab.get_by_role("button", name="Copy the link").click()
        area = tab.get_by_label("What to copy")
        expect(area).to_be_focused()
        assert area.evaluate("one => one.value.slice(one.selectionStart, one.selectionEnd)").startswith("http")


def test_one_that_was_sent_stays_in_its_address_until_it_is_made_ones_own(
    browser: Browser, published: Published
) -> None:
    mine, *others = some(published)[:3]
    with visit(browser, published) as tab:
        add(tab, published, mine)
        tab.goto(published.address + link_to(others))
        expect(tab.get_by_role("heading", level=1)).to_have_text("A list for you")
        expect(tab.locator("[data-says]")).to_have_text(
            "This list was made on 1 October 2026. We cannot tell what has changed since then, so ring first."
        )
        tab.get_by_role("button", name=f"Take off: {others[0].hsds.name}").click()
        expect(tab).to_have_url(published.address + link_to(others[1:]))
        tab.get_by_role("button", name="Add these to my own list").click()
        expect(tab.locator(NAMES)).to_have_text(named([mine, others[1]]))
        assert tab.url.endswith("/shortlist/")


def test_opened_later_it_says_what_has_changed_closed_or_gone(browser: Browser, published: Published) -> None:
    same, changed, *_ = some(published)
    gone, joined = "00000000" * 4, "0000000f" * 4

    def answer(route: Route) -> None:
        said = json.loads(
            Path(published.folder / route.request.url.partition("#")[0].split("/", 3)[3]).read_text("utf-8")
        )
        said["told"] = True
        if short(changed) in said["services"]:
            told = [["2026-11-03", "Cost: now free, was £3."], ["2026-09-01", "Name: now else."]]
            said["services"][short(changed)]["leaf"]["changes"] = told
        said["gone"] = {
            gone: {"day": "2026-11-05", "reason": "closed"},
            joined: {"day": "2026-11-06", "reason": "merged", "into": short(same)},
        }
        route.fulfill(json=said)

    with visit(browser, published) as tab:
        tab.route("**/shortlist/en/*.json", answer)
        ids = [short(same), short(changed), gone[:8], joined[:8], "0000dead"]
        tab.goto(f"{published.address}shortlist/#1.2026-11-01.{'.'.join(ids)}")
        expect(tab.locator("[data-says]")).to_have_text(
            "This list was made on 1 November 2026. 4 things on it have changed since then."
        )
        expect(tab.locator(".leaf__news li").filter(visible=True)).to_have_text(
            ["3 November 2026: Cost: now free, was £3."]
        )
        leaves = tab.locator(".leaf")
        expect(leaves.nth(2)).to_contain_text("not running any more. It was taken out of the directory on 5 November")
        expect(leaves.nth(3)).to_contain_text(f"joined with another listing on 6 November 2026: {same.hsds.name}")
        expect(leaves.nth(4)).to_contain_text("We do not know this one.")


def test_two_that_begin_alike_are_both_shown(browser: Browser, published: Published) -> None:
    service = some(published)[0]
    with visit(browser, published) as tab:

        def answer(route: Route) -> None:
            said = json.loads(route.fetch().text())
            entry = said["services"].pop(short(service))
            said["services"] |= {f"{short(service)}0001": entry, f"{short(service)}0002": entry}
            route.fulfill(json=said)

        tab.route("**/shortlist/en/*.json", answer)
        tab.goto(published.address + link_to([service]))
        expect(tab.locator(NAMES)).to_have_text(named([service, service]))
        expect(tab.locator("[data-notice]")).to_contain_text("either of two services")


def test_any_address_gives_a_page(browser: Browser, published: Published) -> None:
    known = short(some(published)[0])
    wrong = {
        "#%": "does not lead to a list",
        "#<script>alert(1)</script>": "does not lead to a list",
        "#1.2026-99-99.aaaaaaaa": "does not lead to a list",
        "#1.__proto__.constructor": "does not lead to a list",
        "#2.2026-11-01.aaaaaaaa": "of a kind that we do not know",
        f"#1.2026-11-01.{known}.zz": "something may be missing",
    }
    with visit(browser, published, "shortlist/#%") as tab:
        for fragment, says in wrong.items():
            tab.evaluate("fragment => { location.hash = fragment }", fragment)
            expect(tab.locator("[data-notice]")).to_contain_text(says)
        tab.evaluate("fragment => { location.hash = fragment }", f"#1.2026-11-01.{known.upper()}).")
        expect(tab.locator(NAMES)).to_have_count(1)
        expect(tab.locator("[data-notice]")).to_be_hidden()


@pytest.mark.parametrize("content", ["{}", "404"])
def test_files_that_are_missing_or_damaged(browser: Browser, published: Published, content: str) -> None:
    with tab_of(browser) as tab:

        def answer(route: Route) -> None:
            route.fulfill(status=404 if content == "404" else 200, body=content, content_type="application/json")

        tab.route("**/shortlist/en/**", answer)
        tab.goto(published.address + link_to(some(published)))
        expect(tab.locator("[data-says]")).to_have_text("The list could not be loaded. Try again in a while.")


@pytest.mark.parametrize(
    "broken",
    [
        "Object.defineProperty(window, 'sessionStorage', {get() { throw new DOMException('no', 'SecurityError') }})",
        "Storage.prototype.setItem = () => { throw new DOMException('full', 'QuotaExceededError') }",
    ],
    ids=["forbidden", "full"],
)
def test_storage_that_is_full_or_forbidden(browser: Browser, published: Published, broken: str) -> None:
    with visit(browser, published) as tab:
        tab.add_init_script(broken)
        add(tab, published, some(published)[0])
        expect(tab.locator(".keep [aria-live]")).to_have_text("This could not be added to your list.")


def test_what_is_stored_may_be_anything(browser: Browser, published: Published) -> None:
    with visit(browser, published) as tab:
        for said in (
            "",
            "{",
            "[]",
            '{"version":1,"made":"x","items":[]}',
            '{"version":1,"made":"2026-11-01","items":[7,["x"]]}',
        ):
            tab.evaluate("said => sessionStorage.setItem('hereabouts:list:/', said)", said)
            tab.goto(f"{published.address}shortlist/")
            expect(tab.locator("[data-nothing]")).to_be_visible()


def test_on_paper(browser: Browser, published: Published) -> None:
    services = some(published)
    with visit(browser, published, link_to(services)) as tab:
        expect(tab.locator(".leaf__code svg")).to_have_count(len(services))
        tab.emulate_media(media="print")
        expect(tab.locator(".leaf__code svg").first).to_be_visible()
        expect(tab.locator("[data-printed]")).to_have_text(re.compile("^Printed on 22 November 2026"))
        expect(tab.locator(".leaf [data-row=bring]").first).to_be_visible()
        assert tab.locator(".leaf button, .shortlist button").filter(visible=True).count() == 0
        points = "parseFloat(getComputedStyle(document.querySelector('.leaf dd')).fontSize) * 0.75"
        assert round(tab.evaluate(points)) == 14
        tab.evaluate("window.print = () => { window.seen = " + points + " }")
        tab.evaluate("document.querySelector('[data-print=large]').click()")
        assert round(tab.evaluate("window.seen")) >= 18
        assert round(tab.evaluate(points)) == 14


def test_any_list_of_services_is_a_poster(browser: Browser, published: Published) -> None:
    with visit(browser, published, "find/in-arlenbridge/") as tab:
        size = "getComputedStyle(document.querySelector('h1')).fontSize"
        tab.evaluate("() => { window.print = () => { window.seen = document.documentElement.dataset.letters } }")
        tab.get_by_role("button", name="Print as a poster").click()
        expect(tab.locator(".poster svg[viewBox]")).to_have_count(1 + 1)  # the button's icon, and the code
        tab.wait_for_function("window.seen === 'poster'")
        tab.emulate_media(media="print")
        before = float(tab.evaluate(size).removesuffix("px"))
        tab.evaluate("document.documentElement.dataset.letters = 'poster'")
        assert float(tab.evaluate(size).removesuffix("px")) > 1.5 * before
        expect(tab.locator(".poster [data-address]")).to_have_text(f"{published.address}find/in-arlenbridge/")


def test_without_a_script_it_says_what_to_do(browser: Browser, published: Published) -> None:
    with visit(browser, published, "cy/shortlist/", java_script_enabled=False) as tab:
        expect(tab.locator("[data-without-script]")).to_be_visible()
        expect(tab.locator(".shortlist [data-list]")).to_be_hidden()


@pytest.mark.parametrize("look", ["light", "dark"])
def test_axe_finds_nothing_on_a_list(browser: Browser, published: Published, look: str) -> None:
    services = [*some(published), some(published, sensitive=True)[0]]
    with tab_of(browser, color_scheme=look) as tab:
        tab.goto(f"{published.address}{link_to(services)}.0000dead")
        expect(tab.locator(".leaf")).to_have_count(6)
        tab.get_by_role("button", name="Take off: A service that is no longer listed").click()
        tab.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject() }")
        tab.get_by_role("button", name="Copy the link").click()
        expect(tab.get_by_label("What to copy")).to_be_focused()
        assert faults(tab, EVERYTHING if look == "light" else LOOKS) == []
        assert tab.evaluate("document.documentElement.scrollWidth") == 360
