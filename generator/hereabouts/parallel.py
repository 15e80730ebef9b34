"""Work spread over processes that inherit what they work on, since a whole directory is far too large to hand over.

Where the system cannot fork, or there is too little to do, the same work is done here, one after the other.
"""

from __future__ import annotations

import gc
import multiprocessing
import signal
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any, TypeVar

T = TypeVar("T")

WORTH_SHARING = 300
"""Below this many pieces, starting other processes costs more than they save."""

_CHUNK = 100


class LostWorkerError(Exception):
    """The system ended a process of ours, which it does when memory runs out."""


_inherited: list[Callable[[int], Any]] = []
"""The work that forked processes find in place when they start."""


def spread(work: Callable[[int], T], count: int, jobs: int, weight: int = 1) -> Iterator[T]:
    """Give ``work(0)``, ``work(1)`` ... ``work(count - 1)``, in order, made by at most `jobs` processes.

    `weight` says how many ordinary pieces (a record to read or to cast) one is worth. Results must be picklable; what
    `work` changes in another process is not seen here. Raises LostWorkerError when the system ends one of them.
    """
    if jobs < 2 or count * weight < WORTH_SHARING or "fork" not in multiprocessing.get_all_start_methods():
        yield from map(work, range(count))
        return
    size = max(1, _CHUNK // weight)
    chunks = [range(start, min(start + size, count)) for start in range(0, count, size)]
    _inherited.append(work)
    gc.freeze()  # what is there stays there: nobody need look through it for garbage, here or in a fork
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("fork"), initializer=_begin)
    try:
        with _deaf():
            results = pool.map(_do, chunks)  # forks them all
        for chunk in results:
            yield from chunk
    except BrokenProcessPool as error:
        raise LostWorkerError from error
    finally:
        pool.shutdown(cancel_futures=True)
        gc.unfreeze()
        _inherited.pop()


@contextmanager
def _deaf() -> Iterator[None]:
    """Leave Ctrl+C waiting meanwhile, so that nobody hears it who is not ready for it."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _begin() -> None:
    gc.disable()
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # who stops the program stops the one that started us; we say nothing
    signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGINT})


def _do(chunk: range) -> list[Any]:
    return [_inherited[-1](index) for index in chunk]
