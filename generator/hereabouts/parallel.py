"""Work spread over processes that inherit what they work on, since a whole directory is far too large to hand over.

Where the system cannot fork, or there is too little to do, the same work is done here, one after the other.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from typing import Any, TypeVar

T = TypeVar("T")

WORTH_SHARING = 300
"""Below this many pieces, starting other processes costs more than they save."""

_CHUNK = 100

_inherited: list[Callable[[int], Any]] = []
"""The work that forked processes find in place when they start."""


def spread(work: Callable[[int], T], count: int, jobs: int, weight: int = 1) -> Iterator[T]:
    """Give ``work(0)``, ``work(1)`` ... ``work(count - 1)``, in order, made by at most `jobs` processes.

    `weight` says how many ordinary pieces (a record to read or to cast) one is worth. Results must be picklable; what
    `work` changes in another process is not seen here.
    """
    if jobs < 2 or count * weight < WORTH_SHARING or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, range(count))
        return
    size = max(1, _CHUNK // weight)
    chunks = [range(start, min(start + size, count)) for start in range(0, count, size)]
    _inherited.append(work)
    gc.freeze()  # what is there stays there: nobody need look through it for garbage, here or in a fork
    try:
        fork = multiprocessing.get_context("fork")
        with ProcessPoolExecutor(jobs, mp_context=fork, initializer=_begin) as pool:
            for chunk in pool.map(_do, chunks):
                yield from chunk
    finally:
        gc.unfreeze()
        _inherited.pop()


def _begin() -> None:
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the program stops the one that started us; we say nothing


def _do(chunk: range) -> list[Any]:
    return [_inherited[-1](index) for index in chunk]
