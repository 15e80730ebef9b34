"""What the files to take away cost beyond the build: each alone, and all of them as a build makes them.

    python -m benchmarks.exports                  1,000 and 10,000 services
    python -m benchmarks.exports --sizes 1000     the short one

The cold build of the same directory is measured in the same run, with everything in it: the ratios are what counts. On
a busy machine trust the seconds of the processor more than those of the clock. The workbook is left out of "all but the
workbook": it takes longer than everything else together, and is made beside it by another processor.
"""

from __future__ import annotations

import argparse
import gc
import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

import msgspec

from benchmarks.measure import Cost, Watch, held, measure
from benchmarks.records import TODAY
from benchmarks.run import ROOT, as_table, forget, prepare_ours, say, scratch_folder
from benchmarks.run import TODAY as TODAY_SAID
from hereabouts.assembly import assemble
from hereabouts.check import check_folder
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables import formats, words_of
from hereabouts.parallel import spread

HEADINGS = ("services", "what", "processor", "of the build's", "seconds", "of the build's", "MB beyond", "size")
WORKBOOK = ".xlsx"
JOBS = os.cpu_count() or 1


class Part(msgspec.Struct, frozen=True):
    """What making something took beyond what was there: seconds, bytes of memory, and bytes of the result."""

    name: str
    processor: float
    seconds: float
    memory: int
    size: int = 0


def main() -> None:
    parser = argparse.ArgumentParser(description="Measure the files to take away beside the cold build.")
    parser.add_argument("--sizes", nargs="+", type=int, default=[1_000, 10_000], help="how many services")
    parser.add_argument("--make", type=Path, help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.make:
        sys.stdout.buffer.write(msgspec.json.encode(list(make(options.make))))
        return
    rows: list[tuple[str, ...]] = [HEADINGS]
    for size in options.sizes:
        with scratch_folder() as folder:
            rows += measure_all(size, folder)
    print(f"\n{as_table(rows)}")


def measure_all(size: int, folder: Path) -> list[tuple[str, ...]]:
    """The lines of the table for one size. `folder` is empty."""
    say(f"{size:,} services: writing the records")
    prepare_ours(size, folder)
    say(f"{size:,} services: cold build")
    forget(folder, ("site", ".hereabouts"), 0)
    build = measure((Path(sys.executable).with_name("hereabouts"), "build", *TODAY_SAID), folder)
    say(f"{size:,} services: the files to take away")
    command = [sys.executable, "-m", "benchmarks.exports", "--make", str(folder)]
    done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE)
    parts = msgspec.json.decode(done.stdout, type=list[Part])
    return [as_row(size, part, build) for part in [*parts, whole(build)]]


def whole(build: Cost) -> Part:
    """The cold build, for comparison."""
    return Part("cold build, all in it", build.processor, build.seconds, build.memory)


def as_row(size: int, part: Part, build: Cost) -> tuple[str, ...]:
    """One line of the table."""
    processor = (f"{part.processor:.2f}", f"{part.processor / build.processor:.3f}")
    seconds = (f"{part.seconds:.2f}", f"{part.seconds / build.seconds:.3f}")
    weight = f"{part.size / 1e6:.1f} MB" if part.size else "-"
    return (f"{size:,}", part.name, *processor, *seconds, f"{part.memory / 1e6:.0f}", weight)


def make(folder: Path) -> Iterator[Part]:
    """Make everything from a directory that is already put together, as it is when a build comes to it."""
    directory = assemble(check_folder(folder / "directory", folder, TODAY, jobs=JOBS).records, TODAY)
    sites = [Site(directory, language) for language in directory.settings.languages]
    services = list(directory.services.values())
    say_words = partial(_say_words, sites, services)
    words = say_words()
    with _frozen():
        yield alone("words, beside the pages", say_words)
        gather = partial(formats, sites, words, {"extension.ndjson": extension_file(directory)[1]})
        yield alone("rows for all", gather)
        made = gather()
        for path, write in made:
            yield alone(path, write)
        for name, some in (("all but the workbook", [one for one in made if WORKBOOK not in one[0]]), ("all", made)):
            yield together(name, gather, [path for path, _ in some])


def _say_words(sites: list[Site], services: list[Any]) -> list[list[Any]]:
    return [[words_of(site, one) for one in services] for site in sites]


@contextmanager
def _frozen() -> Iterator[None]:
    """As in a build: the directory is no garbage, and nobody looks through it."""
    gc.collect()
    gc.freeze()
    yield
    gc.unfreeze()


def alone(name: str, work: Callable[[], Any]) -> Part:
    """What some work takes, in a process of its own, so that one does not leave its memory to the next."""
    read, write = os.pipe()
    if not (child := os.fork()):
        os.write(write, msgspec.json.encode(_measured(name, work)))
        os._exit(0)
    os.close(write)
    with os.fdopen(read, "rb") as told:
        part = msgspec.json.decode(told.read(), type=Part)
    os.waitpid(child, 0)
    return part


def _measured(name: str, work: Callable[[], Any]) -> Part:
    begun = _memory("VmRSS")
    Path("/proc/self/clear_refs").write_text("5")  # the peak counts from here
    clock, processor = time.perf_counter(), time.process_time()
    made = work()
    seconds, spent = time.perf_counter() - clock, time.process_time() - processor
    size = len(made) if isinstance(made, bytes) else 0
    return Part(name, spent, seconds, max(0, _memory("VmHWM") - begun), size)


def _memory(name: str) -> int:
    """A line of /proc/self/status, in bytes."""
    lines = Path("/proc/self/status").read_text().splitlines()
    return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(f"{name}:"))


def together(name: str, gather: Callable[[], list[Any]], wanted: list[str]) -> Part:
    """What it takes a build: rows put together once, then as many processes as there are processors."""
    before = held(os.getpid())
    watch = Watch(os.getpid())
    watch.start()
    clock, processor = time.perf_counter(), _processor()
    made = [write for path, write in gather() if path in wanted]
    sizes = list(spread(lambda at: len(made[at]()), len(made), JOBS, weight=1000))
    seconds, spent = time.perf_counter() - clock, _processor() - processor
    watch.done.set()
    watch.join()
    return Part(f"{name}, {JOBS} processes", spent, seconds, max(0, watch.peak - before), sum(sizes))


def _processor() -> float:
    """Seconds of the processor, of this process and of those it has waited for."""
    times = os.times()
    return times.user + times.system + times.children_user + times.children_system


if __name__ == "__main__":
    try:
        main()
    except (RuntimeError, FileNotFoundError, subprocess.CalledProcessError) as error:
        sys.exit(str(error))
