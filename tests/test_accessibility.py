"""Every kind and state of page against axe-core, at 400 % zoom, and in forced colours.

axe-core has to be put into the page, which the site's own safety rules forbid; so they are off here, and
`test_csp.py` looks after them.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from importlib import resources
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, ViewportSize

from hereabouts.directory import page_of
from tests.published import TODAY, Published

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
LOOKS = {"type": "rule", "values": ["color-contrast", "target-size"]}
SEEN = ("a service with many times and places", "a refuge", "home", "find", "a sensitive topic", "change a listing")
"""Pages that have every box, badge and colour between them: what only looks different is looked at on these."""

ZOOMED: ViewportSize = {"width": 320, "height": 256}  # 1280 by 1024 at 400 % (WCAG 2.2, 1.4.10)
PHONE: ViewportSize = {"width": 360, "height": 740}
DESK: ViewportSize = {"width": 1280, "height": 900}

ASK = "(options) => axe.run(options).then((said) => said.violations)"
UNFOLD = "document.querySelectorAll('details').forEach((one) => { one.open = true })"


@contextmanager
def tab_of(browser: Browser, **looks: Any) -> Iterator[Page]:
    """A tab in which axe-core may run."""
    context = browser.new_context(**{"bypass_csp": True, "color_scheme": "light", "viewport": PHONE, **looks})
    tab = context.new_page()
    tab.clock.set_fixed_time(f"{TODAY}T10:00:00")
    yield tab
    context.close()


def visits(tab: Page, published: Published, language: str = "", only: tuple[str, ...] = ()) -> Iterator[str]:
    """Open one page of every kind, everything on it unfolded, and say what it is an example of."""
    for kind, address in published.kinds().items():
        if (not only or kind in only) and (published.folder / language / address).exists():
            tab.goto(f"{published.address}{language}{address}")
            tab.evaluate(UNFOLD)
            yield kind


def faults(tab: Page, rules: dict[str, Any]) -> list[str]:
    """What axe-core finds wrong with the page that is open."""
    if not tab.evaluate("'axe' in window"):
        tab.evaluate(AXE)
    found = tab.evaluate(ASK, {"runOnly": rules, "resultTypes": ["violations"], "preload": False})
    return [f"{one['id']}: {node['html']}\n{node['failureSummary']}" for one in found for node in one["nodes"]]


def test_axe_finds_nothing(browser: Browser, published: Published) -> None:
    with tab_of(browser) as tab:
        found = {kind: faults(tab, EVERYTHING) for kind in visits(tab, published)}
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}
    assert len(found) > 25


@pytest.mark.parametrize(
    ("language", "looks", "rules"),
    [
        ("cy/", {"viewport": DESK, "color_scheme": "dark"}, EVERYTHING),
        ("", {"color_scheme": "dark"}, LOOKS),
        ("", {"viewport": DESK}, LOOKS),
    ],
    ids=["Welsh on a desk in the dark", "phone in the dark", "desk"],
)
def test_axe_finds_nothing_that_looks_or_words_bring(
    browser: Browser, published: Published, language: str, looks: dict[str, Any], rules: dict[str, Any]
) -> None:
    """The pages are built the same in both languages: what can differ is on these few."""
    with tab_of(browser, **looks) as tab:
        found = {kind: faults(tab, rules) for kind in visits(tab, published, language, SEEN)}
    assert found == {kind: [] for kind in SEEN}


def test_axe_would_find_a_fault(browser: Browser, published: Published) -> None:
    with tab_of(browser) as tab:
        tab.goto(published.address)
        tab.evaluate("document.querySelector('main p').style.color = '#ccc'")
        tab.evaluate("document.querySelector('h1').remove()")
        wrong = {fault.partition(":")[0] for fault in faults(tab, EVERYTHING)}
    assert {"color-contrast", "page-has-heading-one"} <= wrong


@pytest.mark.parametrize(("language", "only"), [("", ()), ("cy/", SEEN)])
def test_nothing_has_to_be_pushed_sideways(
    browser: Browser, published: Published, language: str, only: tuple[str, ...]
) -> None:
    wide = []
    with tab_of(browser) as tab:
        for kind in visits(tab, published, language, only):
            for size in (ZOOMED, PHONE, DESK):
                tab.set_viewport_size(size)
                if tab.evaluate("document.documentElement.scrollWidth") > size["width"]:
                    wide.append((kind, size["width"]))
    assert wide == []


BOXES = ".alert, .card, .door, .badge, .bar, .frame-exit__button, .frame-help, .frame-footer, .frame-example"
BARE = """
(selectors) => [...document.querySelectorAll(selectors)].filter((one) => one.checkVisibility()).filter((one) => {
  const style = getComputedStyle(one);
  return ["Top", "Right", "Bottom", "Left"].every((side) => parseFloat(style[`border${side}Width`]) === 0);
}).map((one) => one.className)
"""
UNSEEN = """
() => [...document.querySelectorAll("main svg")].filter((one) => one.checkVisibility())
  .filter((one) => getComputedStyle(one).fill !== getComputedStyle(one).color).length
"""


def test_with_forced_colours_every_box_has_an_edge_and_icons_are_seen(browser: Browser, published: Published) -> None:
    with tab_of(browser, forced_colors="active") as tab:
        found = {kind: (tab.evaluate(BARE, BOXES), tab.evaluate(UNSEEN)) for kind in visits(tab, published, only=SEEN)}
    assert found == {kind: ([], 0) for kind in SEEN}


FOCUSED = """
() => {
  const one = document.activeElement;
  const box = one.getBoundingClientRect();
  const seen = [[0.5, 0.1], [0.1, 0.5], [0.5, 0.9]].some(([across, down]) => {
    const there = document.elementFromPoint(box.left + across * box.width, box.top + down * box.height);
    return there && (one.contains(there) || there.contains(one));
  });
  return { html: one.outerHTML, seen, outline: getComputedStyle(one).outlineStyle };
}
"""


@pytest.mark.parametrize("kind", ["a service with many times and places", "a refuge", "a group", "home"])
@pytest.mark.parametrize("scripts", [True, False])
def test_the_keyboard_gets_everywhere_and_what_it_is_on_is_seen(
    browser: Browser, published: Published, kind: str, scripts: bool
) -> None:
    """Also between what stays at the top and at the foot while the page moves (WCAG 2.2, 2.4.11)."""
    with tab_of(browser) as tab:
        if not scripts:
            tab.route("**/*.js", lambda route: route.abort())
        tab.goto(published.address + published.kinds()[kind])
        tab.evaluate(UNFOLD)
        reachable = tab.locator("a[href], button, summary, input").filter(visible=True).count()
        hidden, reached = [], set()
        for _ in range(reachable):
            tab.keyboard.press("Tab")
            found = tab.evaluate(FOCUSED)
            reached.add(found["html"])
            if not found["seen"] or found["outline"] != "solid":
                hidden.append(found)
        assert hidden == []
        assert tab.evaluate("document.activeElement.closest('footer, .bar') !== null")
        assert len(reached) > reachable / 2


def test_what_is_folded_opens_by_keyboard_without_scripts(browser: Browser, published: Published) -> None:
    with tab_of(browser, java_script_enabled=False) as tab:
        tab.goto(published.address + published.kinds()["a service with many times and places"])
        folded = tab.locator("details").last
        folded.locator("summary").focus()
        tab.keyboard.press("Enter")
        assert folded.get_attribute("open") is not None


def test_an_address_goes_on_in_the_next_line_only_where_it_may(browser: Browser, published: Published) -> None:
    """An e-mail address is cut after its @ or a dot and nowhere else, as long as that fits."""
    cut = """() => [...document.querySelectorAll("a[href^='mailto:'], .ways__link")].filter((one) =>
        [...one.childNodes].some((part) => {
          const range = document.createRange();
          range.selectNodeContents(part);
          return part.nodeType === 3 && !part.data.includes(" ") && range.getClientRects().length > 1;
        })).map((one) => one.textContent)"""
    wrong, groups = [], published.directory.organizations.values()
    with tab_of(browser) as tab:
        for group in sorted(groups, key=lambda one: len(one.hsds.email) + len(one.hsds.website))[-8:]:
            tab.goto(published.address + page_of(group.path))
            wrong += tab.evaluate(cut)
    assert wrong == []
