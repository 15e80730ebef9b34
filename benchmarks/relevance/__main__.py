"""How well the search answers the questions of judged.toml, beside Pagefind and Material's own search, in one run.

    python -m benchmarks.relevance              the figures, for the half we tune on and for the other
    python -m benchmarks.relevance --misses     also what ours gave for each question of the tuning half it got wrong

All three search the same texts of the demonstration, ours with the columns and the order of the site. Figures are
nDCG@10 (1 is the best order there could be) and how often a right door (3) is among the first three.
"""

from __future__ import annotations

import argparse
import json
import math
import os
import shutil
import sys
import tomllib
from collections.abc import Mapping, Sequence
from datetime import date
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright
from tests.published import served
from tools import setup

from benchmarks.run import ROOT, as_table, scratch_folder
from benchmarks.search import measure_pagefind
from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.lunr import PATH, lunr_module
from hereabouts.outputs import search
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search.texts import texts_of
from hereabouts.resources import bundled

HERE = Path(__file__).resolve().parent
TODAY = date(2026, 11, 22)
FIRST = 3
DEPTH = 10
RIGHT = 3

Judged = dict[str, dict[int, int]]
"""Question -> number of a service -> how good an answer it is."""

Answers = Sequence[Sequence[int]]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure how well the search answers everyday questions.")
    parser.add_argument("--misses", action="store_true", help="show what ours got wrong in the tuning half")
    options = parser.parse_args()
    site = demonstration()
    judged = read_judged(site)
    with scratch_folder() as folder:
        write_site(site, folder)
        answers = ask(site, folder, list(judged))
    print(
        as_table([("questions", "search", f"nDCG@{DEPTH}", f"right door in the first {FIRST}"), *rows(judged, answers)])
    )
    if options.misses:
        show_misses(site, judged, answers["ours"])


def demonstration() -> Site:
    """The demonstration as of a fixed day, in English."""
    return Site(assemble(check_folder(ROOT / "directory", ROOT, TODAY).records, TODAY), "en")


def read_judged(site: Site) -> Judged:
    """The judged questions. Raises KeyError for a service that is not there, or of which there are several."""
    numbers: dict[str, list[int]] = {}
    for number, path in enumerate(site.directory.services):
        numbers.setdefault(path.rpartition("/")[2], []).append(number)
    unique = {name: found[0] for name, found in numbers.items() if len(found) == 1}
    said: dict[str, dict[str, int]] = tomllib.loads((HERE / "judged.toml").read_text("utf-8"))["queries"]
    return {question: {unique[name]: grade for name, grade in grades.items()} for question, grades in said.items()}


def write_site(site: Site, folder: Path) -> None:
    """Write the three searches of the same texts."""
    services = list(site.directory.services.values())
    columns = search.make_columns(site)
    cards = [search.make_card(site, one) for one in services]
    files = dict(search.files(site, search.make_blocks([site], services), cards, columns)) | dict(columns.files())
    for path, content in files.items():
        (folder / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / path).write_bytes(content)
    shutil.copytree(bundled("site_overrides") / "assets", folder / "assets")
    (folder / PATH).write_text(lunr_module(), encoding="utf-8")
    shutil.copy(HERE / "ask.js", folder)
    shutil.copy(material_worker(), folder / "material.js")
    (folder / "index.html").write_text('<!doctype html><body><script type="module" src="ask.js"></script>')
    measure_pagefind([texts_of(site, one) for one in services], folder / "pagefind")


def material_worker() -> Path:
    """The script that Material searches with."""
    package = find_spec("material")
    if package is None or package.origin is None:
        raise FileNotFoundError("Material for MkDocs is not installed here. Type: make setup")
    [found] = Path(package.origin).parent.glob("templates/assets/javascripts/workers/search.*.min.js")
    return found


def ask(site: Site, folder: Path, questions: list[str]) -> dict[str, Answers]:
    """What each search finds for each question."""
    docs = [
        {"location": f"{number}/", "title": name, "text": "".join(f"<p>{text}</p>" for text in others)}
        for number, (name, *others) in enumerate(texts_of(site, one) for one in site.directory.services.values())
    ]
    config = {"lang": ["en"], "separator": "[\\s\\-]+", "pipeline": ["stopWordFilter"], "fields": FIELDS}
    given = {"questions": questions, "worker": "material.js", "index": {"config": config, "docs": docs}}
    browser_path = setup.browser_path(ROOT, os.environ)
    with served(folder) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path or None, args=["--no-sandbox"])
        tab = browser.new_page()
        tab.goto(address)
        tab.wait_for_selector("body[data-ready]", state="attached")
        said: dict[str, Answers] = json.loads(
            tab.evaluate(f"async () => JSON.stringify(await askAll({json.dumps(given)}))")
        )
        browser.close()
    return said


FIELDS: Mapping[str, Any] = {"title": {"boost": 1000.0}, "text": {"boost": 1.0}, "tags": {"boost": 1000000.0}}
"""What Material weighs words by, as its own plugin sets it."""


def rows(judged: Judged, answers: Mapping[str, Answers]) -> list[tuple[str, ...]]:
    """The lines of the table."""
    halves = {"even (tuned on)": slice(0, None, 2), "odd (only reported)": slice(1, None, 2)}
    made: list[tuple[str, ...]] = []
    for half, part in halves.items():
        grades = list(judged.values())[part]
        for name, found in answers.items():
            mean = sum(map(ndcg, found[part], grades)) / len(grades)
            hits = sum(map(is_hit, found[part], grades))
            made.append((f"{len(grades)} {half}", name, f"{mean:.3f}", f"{hits} ({hits / len(grades):.0%})"))
    return made


def ndcg(found: Sequence[int], grades: Mapping[int, int]) -> float:
    """How good the first ten are, beside the best ten there could be."""
    best: float = gain(sorted(grades.values(), reverse=True))
    return gain([grades.get(number, 0) for number in found]) / best


def gain(grades: Sequence[int]) -> float:
    """The gain of grades in an order, each less the later it comes."""
    return sum(float(2**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades[:DEPTH]))


def is_hit(found: Sequence[int], grades: Mapping[int, int]) -> bool:
    """Whether one of the best answers is among the first three."""
    return any(grades.get(number) == RIGHT for number in found[:FIRST])


def show_misses(site: Site, judged: Judged, found: Answers) -> None:
    """Print what ours gave for the tuning questions it did worst on."""
    paths = [path.rpartition("/")[2] for path in site.directory.services]
    for question, numbers in list(zip(judged, found, strict=True))[::2]:
        score = ndcg(numbers, judged[question])
        if score < 0.7:
            print(f"{score:.2f} {question}: {', '.join(paths[number] for number in numbers[:5])}", file=sys.stderr)


if __name__ == "__main__":
    main()
