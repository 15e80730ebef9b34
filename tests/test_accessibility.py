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

from tests.published import TODAY, Published

AXE = resources.files("axe_playwright_python").joinpath("axe.min.js").read_text(encoding="utf-8")
TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
EVERYTHING = {"type": "tag", "values": TAGS}
COLOURS = {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}
SIZES = {"type": "rule", "values": ["target-size", "scrollable-region-focusable", "meta-viewport"]}

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


def visits(tab: Page, published: Published, language: str = "") -> Iterator[str]:
    """Open one page of every kind, everything on it unfolded, and say what it is an example of."""
    for kind, address in published.kinds().items():
        if (published.folder / language / address).exists():
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
    found: dict[str, list[str]] = {}
    with tab_of(browser) as tab:
        for kind in visits(tab, published):
            wrong = faults(tab, EVERYTHING)
            tab.set_viewport_size(DESK)
            wrong += faults(tab, SIZES)
            tab.emulate_media(color_scheme="dark")
            found[kind] = wrong + faults(tab, COLOURS)
            tab.emulate_media(color_scheme="light")
            tab.set_viewport_size(PHONE)
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}
    assert len(found) > 28


def test_axe_finds_nothing_in_welsh_in_the_dark(browser: Browser, published: Published) -> None:
    with tab_of(browser, color_scheme="dark") as tab:
        found = {kind: faults(tab, EVERYTHING) for kind in visits(tab, published, "cy/")}
    assert {kind: wrong for kind, wrong in found.items() if wrong} == {}
    assert len(found) > 25


def test_axe_would_find_a_fault(browser: Browser, published: Published) -> None:
    with tab_of(browser) as tab:
        tab.goto(published.address)
        tab.evaluate("document.querySelector('main p').style.color = '#ccc'")
        tab.evaluate("document.querySelector('h1').remove()")
        wrong = {fault.partition(":")[0] for fault in faults(tab, EVERYTHING)}
    assert {"color-contrast", "page-has-heading-one"} <= wrong


@pytest.mark.parametrize("language", ["", "cy/"])
def test_nothing_has_to_be_pushed_sideways(browser: Browser, published: Published, language: str) -> None:
    wide = []
    with tab_of(browser) as tab:
        for kind in visits(tab, published, language):
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
        found = {kind: (tab.evaluate(BARE, BOXES), tab.evaluate(UNSEEN)) for kind in visits(tab, published)}
    assert {kind: wrong for kind, wrong in found.items() if wrong != ([], 0)} == {}
