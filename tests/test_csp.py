"""The frame in a real browser: nothing refused, nothing sent elsewhere; by keyboard and without scripts too."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from markupsafe import Markup
from playwright.sync_api import Browser, BrowserContext, Page

from hereabouts.catch import ShellRequest
from hereabouts.frame import Frame, prefix
from hereabouts.mould import KINDS, Shell
from hereabouts.policy import content_policy, find_inline, hash_source, header_policy
from hereabouts.shell import make_shell
from tests.frame_example import CONFIG, SETTINGS

LD = '<script type="application/ld+json">{"@context": "https://schema.org", "@type": "Service"}</script>'
BODY = Markup(
    "<h1>Money and housing advice</h1><p>Bring any letters you have. <a href='tel:01632960123'>01632 960123</a></p>"
    "<h2>Your first visit</h2><p>Somebody meets you at the door.</p>"
)
HOSTILE = Markup(
    "<h1>Hostile</h1><script>document.title = 'ran'</script><img src='x' onerror=\"document.title = 'ran'\">"
    "<p style='color: red'>red</p>"
)
SERVICE, HOSTILE_PAGE = KINDS["service"], "services/x/hostile/"
WATCH = """
window.refused = [];
document.addEventListener("securitypolicyviolation", (event) => window.refused.push(event.violatedDirective));
"""


def write_site(folder: Path, scratch: Path) -> None:
    shells = [make_shell(CONFIG, ShellRequest(code, SETTINGS), scratch) for code in SETTINGS.languages]
    policy = content_policy(shells)
    for shell in shells:
        for path, data in site_files(shell, policy):
            target = folder / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)


def site_files(shell: Shell, policy: str) -> Iterator[tuple[str, bytes]]:
    frame = Frame.of(shell, SETTINGS, built="23 November 2026", policy=policy)
    base = prefix(shell.language, SETTINGS.languages)

    def page(kind: str, path: str, body: Markup) -> tuple[str, bytes]:
        head, sensitive = Markup(LD), kind == "service"
        said = frame.values(path, title="Advice", description="Tea", body=body, head=head, sensitive=sensitive)
        return f"{base}{path}index.html", shell.moulds[kind].cast(said)

    yield from (page(kind, path, BODY) for kind, path in KINDS.items())
    yield page("service", HOSTILE_PAGE, HOSTILE)
    yield from ((path, frame.fill(mould)) for path, mould in shell.pages.items())
    yield from shell.assets.items()


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("site")
    write_site(folder, tmp_path_factory.mktemp("scratch") / "mkdocs")
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@dataclass
class Watched:
    """A page, and everything it complained of or asked for."""

    page: Page
    complaints: list[str] = field(default_factory=list)
    asked: list[str] = field(default_factory=list)

    def refused(self) -> list[str]:
        found: list[str] = self.page.evaluate("window.refused")
        return found


def watch(context: BrowserContext) -> Watched:
    context.add_init_script(WATCH)
    watched = Watched(context.new_page())
    watched.page.on("console", lambda message: watched.complaints.append(message.text))
    watched.page.on("pageerror", lambda error: watched.complaints.append(str(error)))
    watched.page.on("request", lambda request: watched.asked.append(request.url))
    return watched


@pytest.fixture
def context(browser: Browser) -> Iterator[BrowserContext]:
    made = browser.new_context(color_scheme="light", viewport={"width": 360, "height": 740})
    yield made
    made.close()


ADDRESSES = [*KINDS.values(), "change-a-listing/", "use-the-data/", "cy/", f"cy/{SERVICE}", "cy/about/"]


@pytest.mark.parametrize(("scheme", "addresses"), [("light", ADDRESSES), ("dark", ["", "find/", f"cy/{SERVICE}"])])
def test_no_page_is_refused_anything_or_asks_another_site(
    browser: Browser, site: str, scheme: Any, addresses: list[str]
) -> None:
    context = browser.new_context(color_scheme=scheme)
    watched = watch(context)
    for address in addresses:
        watched.page.goto(site + address)
        watched.page.get_by_role("button").click()
        assert watched.refused() == [], address
    assert watched.complaints == []
    assert [url for url in watched.asked if not url.startswith(site)] == []
    context.close()


def test_what_a_record_brings_along_is_refused(context: BrowserContext, site: str) -> None:
    watched = watch(context)
    watched.page.goto(site + HOSTILE_PAGE)
    assert {rule.removesuffix("-elem").removesuffix("-attr") for rule in watched.refused()} == {
        "script-src",
        "style-src",
    }
    assert watched.page.title().startswith("Advice")


def test_colours_change_and_only_a_choice_of_ones_own_is_kept(context: BrowserContext, site: str) -> None:
    page = watch(context).page
    page.goto(site + SERVICE)
    ground = "getComputedStyle(document.body).backgroundColor"
    kept = "Object.entries(localStorage)"
    light = page.evaluate(ground)
    assert page.evaluate(kept) == []
    page.get_by_role("button", name="Dark").click()
    dark = page.evaluate(ground)
    assert dark != light
    assert page.evaluate(kept) == [["hereabouts:scheme", "dark"]]
    page.goto(f"{site}about/")
    assert page.evaluate(ground) == dark
    page.get_by_role("button", name="Light").click()
    assert page.evaluate(ground) == light
    assert page.evaluate(kept) == []


def test_the_chosen_colours_are_on_before_the_first_paint(context: BrowserContext, site: str) -> None:
    context.add_init_script("localStorage.setItem('hereabouts:scheme', 'dark')")
    context.add_init_script(
        "new MutationObserver(() => { if (document.body && !window.first) window.first ="
        " document.documentElement.dataset.scheme ?? 'none' }).observe(document, {childList: true, subtree: true})"
    )
    page = context.new_page()
    page.goto(site + SERVICE)
    assert page.evaluate("window.first") == "dark"


def leave_by(context: BrowserContext, site: str, *, keys: bool) -> Page:
    context.route("https://www.bbc.co.uk/**", lambda route: route.fulfill(body="<title>Weather</title>"))
    page = context.new_page()
    page.goto(site)
    page.goto(site + SERVICE)
    page.evaluate("localStorage.setItem('hereabouts:scheme', 'dark'); localStorage.setItem('another', 'site')")
    page.wait_for_selector("[data-exit]")
    if keys:
        for _ in range(3):
            page.keyboard.press("Shift")
    else:
        page.get_by_role("link", name="Exit this page").click()
    page.wait_for_url("https://www.bbc.co.uk/**")
    return page


@pytest.mark.parametrize("keys", [False, True])
def test_the_way_out_leaves_nothing_to_come_back_to(context: BrowserContext, site: str, keys: bool) -> None:
    page = leave_by(context, site, keys=keys)
    assert page.title() == "Weather"
    page.go_back()
    assert page.url == site
    assert page.evaluate("Object.keys(localStorage)") == ["another"]


def test_only_sensitive_pages_have_the_way_out(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    for address, count in ((SERVICE, 1), (KINDS["organization"], 0), ("about/", 0)):
        page.goto(site + address)
        assert page.get_by_role("link", name="Exit this page").count() == count


def test_without_scripts_everything_is_there_but_the_colour_switch(browser: Browser, site: str) -> None:
    context = browser.new_context(java_script_enabled=False, viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(site + SERVICE)
    assert page.get_by_role("button").count() == 0
    for name in ("Find help", "A to Z", "Cymraeg", "999", "116 123", "Exit this page"):
        assert page.get_by_role("link", name=name).first.is_visible()
    page.get_by_role("link", name="Cymraeg").click()
    assert page.url == f"{site}cy/{SERVICE}"
    page.get_by_role("link", name="English").click()
    assert page.url == f"{site}{SERVICE}"
    context.close()


def test_the_keyboard_gets_everywhere_and_is_seen(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + SERVICE)
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "frame-skip"
    assert page.evaluate("document.activeElement.getBoundingClientRect().top") >= 0
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.id") == "main"
    page.goto(f"{site}about/")
    everything = page.evaluate("[...document.querySelectorAll('a[href], button:not([hidden])')].length")
    seen = (
        "(() => { const one = document.activeElement; return [one.outerHTML, getComputedStyle(one).outlineStyle] })()"
    )
    reached = {}
    for _ in range(everything):
        page.keyboard.press("Tab")
        html, outline = page.evaluate(seen)
        reached[html] = outline
    assert set(reached.values()) == {"solid"}
    assert page.evaluate("document.activeElement.closest('footer') !== null")


@pytest.mark.parametrize("width", [320, 360, 768, 1280])
def test_nothing_is_cut_off_and_fingers_can_hit_it(browser: Browser, site: str, width: int) -> None:
    context = browser.new_context(viewport={"width": width, "height": 740})
    page = context.new_page()
    for address in (SERVICE, "cy/" + SERVICE, "change-a-listing/", "use-the-data/", "404.html"):
        page.goto(site + address)
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
    page.goto(site + SERVICE)
    # Links inside a sentence are exempt (WCAG 2.2, 2.5.8); these stand on their own.
    alone = ".frame-header a, .frame-header button, .help-line__number, .frame-footer__links a, .frame-exit a"
    small = page.evaluate(
        "(alone) => [...document.querySelectorAll(alone)].filter((one) => one.getBoundingClientRect().height < 43.9)"
        ".map((one) => one.outerHTML)",
        alone,
    )
    assert small == []
    context.close()


def test_the_ways_in_stand_in_one_line_on_a_phone(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    for address in ("", "cy/"):
        page.goto(site + address)
        tops = "[...document.querySelectorAll('.frame-nav > *')].map((one) => one.getBoundingClientRect().top)"
        assert len(set(page.evaluate(tops))) == 1, address


def test_help_is_in_the_same_place_on_every_page(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    places = set()
    for address in ("", "find/", KINDS["organization"], "about/", KINDS["term"]):
        page.goto(site + address)
        places.add(page.evaluate("document.querySelector('.frame-help').getBoundingClientRect().top"))
        assert page.evaluate("document.querySelector('main').getBoundingClientRect().top") < 320
    assert len(places) == 1


def test_paper_gets_the_words_and_not_the_frame(context: BrowserContext, site: str) -> None:
    page = context.new_page()
    page.goto(site + SERVICE)
    page.emulate_media(media="print", color_scheme="dark")
    shown = "(name) => document.querySelector(name).checkVisibility()"
    assert [page.evaluate(shown, name) for name in ("main", ".frame-name", ".frame-help")] == [True] * 3
    assert [page.evaluate(shown, name) for name in (".frame-nav", ".frame-exit", ".frame-footer nav")] == [False] * 3
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(255, 255, 255)"
    assert page.evaluate("getComputedStyle(document.body).color") == "rgb(0, 0, 0)"


def test_the_policy_allows_nothing_from_elsewhere_and_nothing_unnamed() -> None:
    shells = [
        Shell("en", {}, {}, {}, script_hashes=("sha256-b",)),
        Shell("cy", {}, {}, {}, script_hashes=("sha256-a",)),
    ]
    policy = content_policy(shells, ["https://tiles.example"])
    assert "script-src 'self' 'sha256-a' 'sha256-b';" in policy
    assert "img-src 'self' data: https://tiles.example;" in policy
    assert policy.startswith("default-src 'none';")
    assert not [word for word in ("unsafe", "*", "http:", '"') if word in policy]
    assert header_policy(policy).endswith("; frame-ancestors 'none'")


def test_inline_scripts_are_found_and_data_is_not() -> None:
    found = find_inline(f"<script>1</script>{LD}<script src='a.js'></script><style>p{{}}</style><p onclick=''>")
    assert found.scripts == {hash_source("1")}
    assert found.styles == {hash_source("p{}")}
    assert found.attributes == {"onclick"}
