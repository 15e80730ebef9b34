"""What a command costs: seconds from start to end, seconds of the processor, and the most memory it held at once."""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True)
class Cost:
    """Seconds by the clock and of the processor, and bytes of memory at the peak, all its processes together."""

    seconds: float
    processor: float
    memory: int


def measure(command: Sequence[str | Path], folder: Path) -> Cost:
    """Run a command in a folder. Raises RuntimeError with what it said when it does not end well.

    The system counts a child's peak from the moment of the fork, when it is still a copy of us: so this process must
    stay small, and makes nothing big itself.
    """
    with tempfile.TemporaryFile() as said:
        start = time.perf_counter()
        process = subprocess.Popen(command, cwd=folder, stdout=said, stderr=subprocess.STDOUT)
        watch = Watch(process.pid)
        watch.start()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        watch.done.set()
        watch.join()
        if process.returncode:
            said.seek(0)
            text = said.read().decode(errors="replace")[-4000:]
            raise RuntimeError(f"{' '.join(map(str, command))} ended with {process.returncode}:\n{text}")
    largest = usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)
    return Cost(seconds, usage.ru_utime + usage.ru_stime, max(largest, watch.peak))


def repeat(times: int, command: Sequence[str | Path], folder: Path, before: Callable[[int], None]) -> Cost:
    """The medians of several runs. `before` prepares each, given its number, and is not measured."""
    costs = []
    for number in range(times):
        before(number)
        costs.append(measure(command, folder))
    return Cost(
        median(cost.seconds for cost in costs),
        median(cost.processor for cost in costs),
        int(median(cost.memory for cost in costs)),
    )


class Watch(threading.Thread):
    """Adds up a program's processes where it has several; the system itself reports only the largest."""

    def __init__(self, pid: int) -> None:
        super().__init__(daemon=True)
        self.pid = pid
        self.peak = 0
        self.done = threading.Event()

    def run(self) -> None:
        """Look again and again until `done`."""
        while Path("/proc/self/smaps_rollup").exists() and not self.done.wait(0.05):
            family = _family(self.pid)
            if len(family) > 1:
                self.peak = max(self.peak, held(self.pid))


def held(pid: int) -> int:
    """The bytes that a process and all that descend from it hold now, what they share counted once."""
    return sum(_share(each) for each in _family(pid))


def _family(pid: int) -> list[int]:
    """A process and all that descend from it."""
    try:
        tasks = list(Path(f"/proc/{pid}/task").iterdir())
        children = [int(child) for task in tasks for child in (task / "children").read_text().split()]
    except OSError:  # it has ended meanwhile
        return [pid]
    return [pid, *(each for child in children for each in _family(child))]


def _share(pid: int) -> int:
    """The memory of a process in bytes, what it shares with others divided among them."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:"))
