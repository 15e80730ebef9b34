"""A server asked for documents: a few at a time, again when it falters, and at the pace it asks for."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import Any

import httpx

from hereabouts.importers.source import SourceError, read_json
from hereabouts.importers.spool import Spool
from hereabouts.importers.troubles import words_for
from hereabouts.web import Bounds, Getter, Trouble

AT_ONCE = 4
"""How many questions a server is asked at a time."""

_HEADERS = {"User-Agent": "hereabouts-import", "Accept": "application/json, */*;q=0.5"}
_FALTERING = {408, 425, 429, 500, 502, 503, 504}
_AGAIN = {"answer-slow", "answer-cut-short", "answer-none"}
_GONE = {404, 410}


@dataclass(frozen=True, slots=True)
class Patience:
    """How often a question is asked, the first pause between two tries (each is twice the last), and the longest.

    Times are seconds. After `failures` questions in a row without any answer the server is left alone.
    """

    tries: int = 5
    pause: float = 1
    longest: float = 60
    failures: int = 8


@dataclass(frozen=True, slots=True)
class Answer:
    """What came back: a value, or why there is none.

    `found` is False where the server says that there is nothing, `silent` is True where it said nothing at all;
    `status` is that of the answer, if there was one.
    """

    url: str
    value: Any = None
    body: bytes = b""
    error: str = ""
    found: bool = True
    silent: bool = False
    status: int = 0
    troubles: tuple[Trouble, ...] = ()


class Asker:
    """Asks one server, keeps what it says in a spool, and asks nothing twice."""

    def __init__(
        self,
        base: httpx.URL,
        spool: Spool,
        bounds: Bounds | None = None,
        patience: Patience | None = None,
        *,
        sleep: Callable[[float], None] = time.sleep,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Raises ValueError when `base` is no web address."""
        self._getter = Getter(base, bounds or Bounds(answer_seconds=60), _HEADERS, transport=transport)
        self._spool, self._patience, self._sleep = spool, patience or Patience(), sleep
        self._gate, self._count = Lock(), Lock()
        self._failures = 0
        self.asked = 0

    def ask(self, url: httpx.URL) -> Answer:
        """One document as JSON. Raises SourceError when the server has stopped answering."""
        answer = self.fetch(url)
        if answer.error or not answer.found:
            return answer
        value, error, troubles = read_json(answer.body)
        if error:
            self._spool.forget(answer.url)
        return replace(answer, value=value, error=error, troubles=troubles)

    def ask_all(self, urls: Iterable[httpx.URL]) -> Iterator[Answer]:
        """Several documents, a few at a time, in the order they were asked for."""
        with ThreadPoolExecutor(AT_ONCE) as pool:
            several = list(urls)
            for start in range(0, len(several), AT_ONCE * 4):
                yield from pool.map(self.ask, several[start : start + AT_ONCE * 4])

    def fetch(self, url: httpx.URL) -> Answer:
        """One document as bytes, from the spool if it is there."""
        kept = self._spool.get(str(url))
        if kept is not None:
            status, body = kept
            return Answer(str(url), body=body, found=status not in _GONE, status=status)
        status, body, trouble = self._try(url)
        with self._count:
            if trouble is None:
                self._spool.put(str(url), status, body)
        error, silent = (words_for(trouble), trouble.code in _AGAIN) if trouble else ("", False)
        return Answer(str(url), body=body, error=error, found=status not in _GONE, silent=silent, status=status)

    def close(self) -> None:
        """Hang up."""
        self._getter.close()

    def _try(self, url: httpx.URL) -> tuple[int, bytes, Trouble | None]:
        """Ask until there is an answer, or no hope of one. Gives the status, the body, and what is wrong."""
        pause = self._patience.pause
        for last in [False] * (self._patience.tries - 1) + [True]:
            with self._gate:  # shut while the server has asked us to wait
                pass
            self.asked += 1
            got = self._getter.get(url)
            trouble = got.trouble
            if trouble is None and got.status != 200 and got.status not in _GONE:
                trouble = Trouble("answer-status", {"status": got.status})
            again = got.status in _FALTERING or (trouble is not None and trouble.code in _AGAIN)
            self._judge(url, trouble, silent=last and trouble is not None and trouble.code in _AGAIN)
            if trouble is None or last or not again:
                return got.status, got.body, trouble
            self._wait(got.headers.get("Retry-After", ""), pause)
            pause = min(pause * 2, self._patience.longest)
        raise AssertionError("the last try always returns")

    def _wait(self, asked: str, pause: float) -> None:
        if asked.isdecimal() and len(asked) < 6:
            with self._gate:
                self._sleep(min(int(asked), self._patience.longest))
        else:
            self._sleep(pause)

    def _judge(self, url: httpx.URL, trouble: Trouble | None, *, silent: bool) -> None:
        """Count questions that got no answer at all, and stop when there are too many in a row."""
        with self._count:
            self._failures = self._failures + 1 if silent else 0 if trouble is None else self._failures
            if self._failures >= self._patience.failures and trouble is not None:
                raise SourceError(f"{url} stopped answering. {words_for(trouble)} {GOES_ON}")


GOES_ON = "Nothing was written. What was fetched is kept: run the same command again today to go on from there."
