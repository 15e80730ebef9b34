"""What the search costs: to build, and to ask. Ours beside the whole lunr index and Pagefind, in one run.

    python -m benchmarks.search                  1,000 and 10,000 services
    python -m benchmarks.search --sizes 1000     the short one

One language; seconds are the processor's, so a busy machine stretches them less. Bytes are those of a first answer,
gzip as most hosts send it, each file by itself: lunr.js and our modules, the manifest, the slices of a question of
three words, and ten cards. Needs Node; Pagefind is left out where it is not installed.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import shutil
import subprocess
import sys
import time
from collections.abc import Sequence
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path
from random import Random
from statistics import median

import msgspec

from benchmarks.measure import measure
from benchmarks.records import TODAY, write_directory
from benchmarks.run import as_table, say, scratch_folder
from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.lunr import PATH, lunr_module
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.search import FIELDS, files, make_blocks, make_card, runs
from hereabouts.outputs.search.texts import texts_of
from hereabouts.outputs.search.words import LEFT_OUT, words
from hereabouts.resources import bundled

HEADINGS = ("services", "search", "built in", "first answer, median", "worst", "in all")
QUESTIONS = 50
LEVEL = 6
"""How hard gzip tries: what web servers do unless told otherwise."""


@dataclass(frozen=True, slots=True)
class Built:
    """The search of one language, in files, and what it is made of."""

    files: dict[str, bytes]
    texts: list[tuple[str, ...]]
    seconds: float


class Answer(msgspec.Struct, frozen=True):
    """What one question fetched, how much it found, and how long that took."""

    paths: list[str]
    found: int
    milliseconds: float


class Asked(msgspec.Struct, frozen=True):
    """What benchmarks/search.js prints: the whole index as JSON, the seconds it took, and the answers."""

    index: str
    processor: float
    answers: list[Answer]


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the search beside the whole lunr index and Pagefind.")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000], help="how many services")
    options = parser.parse_args()
    rows: list[tuple[str, ...]] = [HEADINGS]
    for size in options.sizes:
        with scratch_folder() as folder:
            rows += measure_all(size, folder)
    print(f"\n{as_table(rows)}\n\nBytes of gzip; seconds of the processor. {QUESTIONS} questions of three words.")


def measure_all(size: int, folder: Path) -> list[tuple[str, ...]]:
    """The lines of the table for one size. `folder` is empty."""
    say(f"{size:,} services: ours")
    built = build(size, folder)
    say(f"{size:,} services: the whole lunr index, and {QUESTIONS} questions")
    asked = ask(built, folder)
    sizes = {path: packed(content) for path, content in built.files.items()}
    lunr, *ours = (packed(path.read_bytes()) for path in modules(folder))
    code = lunr + sum(ours)
    fetched = [code + sum(sizes[path] for path in answer.paths) for answer in asked.answers]
    whole = packed(asked.index.encode())
    say(f"code {code:,} bytes, manifest {sizes['manifest.json']:,}; {spread_of(asked.answers)}")
    rows = [
        row(size, "ours", built.seconds, median(fetched), max(fetched), sum(sizes.values())),
        row(size, "whole lunr index", asked.processor, lunr + whole, lunr + whole, whole),
    ]
    if find_spec("pagefind_bin"):
        say(f"{size:,} services: Pagefind")
        seconds, total = measure_pagefind(built.texts, folder / "pagefind")
        rows.append(row(size, "Pagefind", seconds, 0, 0, total))
    return rows


def build(size: int, folder: Path) -> Built:
    """Build ours, timing what the search alone adds: texts, blocks and files; cards come with the pages."""
    directory = write_directory(size, folder)
    checked = check_folder(directory, folder, TODAY, jobs=2)
    site = Site(assemble(checked.records, TODAY), "en")
    services = list(site.directory.services.values())
    cards = [make_card(site, service) for service in services]
    gc.collect()
    gc.freeze()  # as in a build: the directory is no garbage, and nobody looks through it
    start = time.process_time()
    blocks = [block for run in runs(services) for block in make_blocks([site], services[run])]
    made = {path.removeprefix("search/en/"): content for path, content in files(site, blocks, cards)}
    seconds = time.process_time() - start
    gc.unfreeze()
    return Built(made, [texts_of(site, service) for service in services], seconds)


def ask(built: Built, folder: Path) -> Asked:
    """Build the whole index of the same texts, and put the questions to ours."""
    for path, content in built.files.items():
        (folder / "search" / path).parent.mkdir(parents=True, exist_ok=True)
        (folder / "search" / path).write_bytes(content)
    shutil.copytree(bundled("site_overrides") / "assets", folder / "assets")
    (folder / PATH).write_text(lunr_module(), encoding="utf-8")
    shutil.copy(Path(__file__).with_suffix(".js"), folder)
    (folder / "package.json").write_text('{"type": "module"}')
    given = {
        "fields": list(FIELDS),
        "boosts": list(FIELDS.values()),
        "texts": built.texts,
        "questions": questions(built.texts),
        "files": "search/",
    }
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    done = subprocess.run(["node", "search.js"], cwd=folder, capture_output=True, text=True, check=False)
    if done.returncode:
        raise RuntimeError(f"node ended with {done.returncode}:\n{done.stderr[-4000:]}")
    return msgspec.json.decode(done.stdout, type=Asked)


def questions(texts: Sequence[Sequence[str]]) -> list[str]:
    """Three words each: one of a service's name, one of what it is about or says of itself, one of where it is."""
    chance = Random(1)
    asked = []
    for name, topic, _group, place, text in chance.sample(texts, QUESTIONS):
        asked.append(" ".join(a_word(chance, part) for part in (name, topic + text, place)))
    return asked


def a_word(chance: Random, text: str) -> str:
    """A word that somebody might look for."""
    found = [word for word in words(text) if len(word) > 2 and word not in LEFT_OUT]
    return chance.choice(found or ["help"])


def modules(folder: Path) -> list[Path]:
    """The code that a first answer needs."""
    return [folder / PATH, *sorted((folder / PATH).parent.with_name("search").glob("*.js"))]


def packed(content: bytes) -> int:
    """How many bytes go over the wire."""
    return len(gzip.compress(content, LEVEL, mtime=0))


def spread_of(answers: Sequence[Answer]) -> str:
    """What the questions found, and how long Node took for an answer when nothing had been read before."""
    found = [answer.found for answer in answers]
    times = [answer.milliseconds for answer in answers]
    return f"{min(found)} to {max(found)} found; {median(times):.0f} ms an answer in Node, at most {max(times):.0f}"


def measure_pagefind(texts: Sequence[Sequence[str]], folder: Path) -> tuple[float, int]:
    """Seconds of the processor and bytes of an index that Pagefind makes of one small page for each service."""
    for number, (name, *others) in enumerate(texts):
        page = folder / str(number) / "index.html"
        page.parent.mkdir(parents=True)
        body = "".join(f"<p>{escape(text)}</p>" for text in others)
        page.write_text(f'<!doctype html><html lang="en"><title>{escape(name)}</title><h1>{escape(name)}</h1>{body}')
    cost = measure([sys.executable, "-m", "pagefind_bin", "--site", ".", "--silent"], folder)
    made = [
        file for file in (folder / "pagefind").rglob("*") if file.suffix in {".pf_index", ".pf_fragment", ".pf_meta"}
    ]
    return cost.processor, sum(file.stat().st_size for file in made)


def row(size: int, name: str, seconds: float, *sizes: float) -> tuple[str, ...]:
    """A line of the table; sizes in kB, a dash for what was not measured."""
    return (f"{size:,}", name, f"{seconds:.2f} s", *(f"{each / 1000:,.0f} kB" if each else "-" for each in sizes))


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, FileNotFoundError) as error:
        sys.exit(str(error))
