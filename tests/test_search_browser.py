"""The search in a real browser, under the site's own safety rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from playwright.sync_api import Page as Tab
from playwright.sync_api import Route

from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.lunr import PATH, lunr_module
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search import files, make_blocks, make_card
from hereabouts.policy import content_policy, header_policy
from hereabouts.resources import bundled
from tests.demonstration import demonstration_folder

SITE = "http://search.test/"
ASSETS = bundled("site_overrides")
TYPES = {".js": "text/javascript", ".json": "application/json"}
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Find</title>
<script type="module" src="page.js"></script><ol></ol>"""
SCRIPT = """
import { Search } from "./assets/javascripts/search/search.js";
import lunr from "./assets/javascripts/vendor/lunr.js";

const search = new Search(lunr, "search/en/");
const { first } = await search.answer("somebody to talk to about debt");
for (const card of first) {
  const line = document.createElement("li");
  line.textContent = card.name;
  document.querySelector("ol").append(line);
}
document.body.dataset.done = "";
"""


def test_it_answers_under_the_strictest_rules_and_asks_nobody_else(page: Tab) -> None:
    folder = demonstration_folder()
    checked = check_folder(folder, folder.parent, date(2026, 11, 22))
    site = Site(assemble(checked.records, date(2026, 11, 22)), "en")
    services = list(site.directory.services.values())
    cards = [make_card(site, service) for service in services]
    served = dict(files(site, make_blocks([site], services), cards))
    served |= {"page.js": SCRIPT.encode(), PATH: lunr_module().encode()}
    asked: list[str] = []
    said: list[str] = []

    def respond(route: Route) -> None:
        path = route.request.url.removeprefix(SITE)
        asked.append(path)
        content = served.get(path) or (ASSETS / path).read_bytes()
        route.fulfill(body=content, content_type=TYPES[Path(path).suffix])

    page.route(f"{SITE}**", respond)
    rules = {"content-security-policy": header_policy(content_policy([]))}
    page.route(SITE, lambda route: route.fulfill(body=PAGE, content_type="text/html", headers=rules))
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda problem: said.append(str(problem)))
    page.goto(SITE)
    page.wait_for_selector("body[data-done]", state="attached")
    assert said == []
    names = page.locator("li").all_inner_texts()
    assert len(names) == 10
    assert any("debt" in name.lower() for name in names[:3])
    assert not [path for path in asked if "debt" in path or "?" in path]
