"""A feed over HTTP, asked politely and read with suspicion.

A feed may be slow, endless, packed to burst, cut short, or lead the reader to a file or to a machine inside the
reader's own network. Each of these ends as a trouble with a name, and the check goes on.
"""

from __future__ import annotations

import json
import re
import time
from collections.abc import Mapping
from dataclasses import replace
from urllib.parse import quote

import httpx

from hereabouts.conform.answer import Answer
from hereabouts.conform.limits import Limits
from hereabouts.conform.ndjson import read_lines
from hereabouts.web import Bounds, Clock, Getter, Got, Trouble, origin, parse

_SAFE_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}")
_HEADERS = {
    "User-Agent": "hereabouts-conform",
    "Accept": "application/json",
    "Origin": "https://reader.example",  # some servers only say who may read when a page asks
}
_BUSY = {429, 503}


class Web:
    """A feed at an address."""

    online = True

    def __init__(self, base: str, limits: Limits, *, clock: Clock = time.monotonic) -> None:
        """Ask at `base`, the address of the feed's root. Raises ValueError when that is no web address."""
        self.name = base
        self._base = httpx.URL(base.rstrip("/"))
        bounds = Bounds(limits.document_bytes, limits.answer_seconds, limits.redirects)
        self._getter = Getter(self._base, bounds, _HEADERS, clock=clock)
        self._limits, self._clock, self._end = limits, clock, clock() + limits.all_seconds
        self._bytes = self._requests = self._failures = 0
        self._suffixes: dict[str, str] = {}
        self.spent = ""

    def read(self, path: str, **query: int | str) -> Answer:
        """Ask for `path`; where only `path.json` answers, that is read, and told."""
        _, collection, *record = path.split("/", 2)
        family = "/".join([collection, *("{id}" for _ in record)])
        if record and not _SAFE_ID.fullmatch(record[0]):
            return Answer(f"{self._base}/{collection}/{quote(record[0], safe='')}", found=False)
        suffix = self._suffixes.get(family)
        answer = self._ask(path, suffix or "", query)
        if answer.found or suffix is not None:
            self._suffixes.setdefault(family, "")
            return answer
        plain = "index.json" if path == "/" else ".json"
        other = self._ask(path, plain, query)
        if other.value is None:
            return answer
        self._suffixes[family] = plain
        trouble = Trouble("endpoint-only-json", {"path": path, "other": f"{path}{plain}"})
        return Answer(other.document, other.value, troubles=[trouble, *other.troubles])

    def described(self, address: str) -> Answer | None:
        """The description, when it is kept beside the feed itself."""
        try:
            url = self._base.join(address)
        except (httpx.InvalidURL, ValueError):
            return None
        return self._answer(url) if origin(url) == origin(self._base) else None

    def held(self, collection: str) -> list[str]:
        """Nobody can list what a server holds."""
        del collection
        return []

    def close(self) -> None:
        """Hang up."""
        self._getter.close()

    def lines(self, collection: str) -> Answer | None:
        """What is given to those who ask for lines, or the file of lines beside the list."""
        asked: tuple[tuple[str, dict[str, str]], ...] = (("", {"format": "ndjson"}), (".ndjson", {}))
        for suffix, query in asked:
            url = httpx.URL(f"{self._base}/{collection}{suffix}").copy_merge_params(query)
            got = self._get(url)
            if got.status == 200 and not got.trouble and not _is_page(got.body):
                answer = read_lines(str(url), got.body, self._limits.depth)
                return replace(answer, troubles=[*_cors_troubles(got), *answer.troubles])
        return None

    def _ask(self, path: str, suffix: str, query: dict[str, int | str]) -> Answer:
        return self._answer(httpx.URL(f"{self._base}{path}{suffix}").copy_merge_params(query))

    def _get(self, url: httpx.URL) -> Got:
        if not self.spent:
            self._count_request()
        if self.spent:
            return Got(trouble=Trouble("check-stopped", {"reason": self.spent}))
        got = self._fetch(url)
        self._failures = self._failures + 1 if got.trouble or got.status >= 500 else 0
        return got

    def _answer(self, url: httpx.URL) -> Answer:
        got = self._get(url)
        if got.trouble is not None:
            return Answer(str(url), troubles=[got.trouble])
        if got.status in {404, 410}:
            return Answer(str(url), found=False)
        if got.status != 200:
            return Answer(str(url), troubles=[Trouble("answer-status", {"status": got.status})])
        value, troubles = parse(got.body, self._limits.depth)
        headers = _header_troubles(got) if value is not None else []
        return Answer(str(url), value, troubles=[*headers, *troubles])

    def _count_request(self) -> None:
        self._requests += 1
        if self._requests > self._limits.requests:
            self.spent = f"{self._limits.requests} requests were made"
        elif self._clock() > self._end:
            self.spent = f"{self._limits.all_seconds:g} seconds went by"
        elif self._failures >= self._limits.failures:
            self.spent = f"{self._failures} requests in a row failed"
        elif self._bytes > self._limits.all_bytes:
            self.spent = f"{self._limits.all_bytes / 2**20:g} MB were read"

    def _fetch(self, url: httpx.URL) -> Got:
        got = self._getter.get(url, self._end)
        if got.status in _BUSY:
            pause = got.headers.get("Retry-After", "")
            if pause.isdecimal() and len(pause) < 4 and int(pause) <= self._limits.patience:
                time.sleep(int(pause))
                got = self._getter.get(url, self._end)
        self._bytes += len(got.body)
        return got


def _header_troubles(got: Got) -> list[Trouble]:
    troubles = []
    kind = got.headers.get("Content-Type", "")
    if "json" not in kind.lower():
        troubles.append(Trouble("answer-type", {"type": kind or "nothing"}))
    return troubles + _cors_troubles(got)


def _cors_troubles(got: Got) -> list[Trouble]:
    """Whether a page of another site may read the answer, and go along where it was sent on."""
    if not _lets_read(got.headers):
        return [Trouble("answer-cors")]
    return [] if all(map(_lets_read, got.way)) else [Trouble("answer-cors-way")]


def _lets_read(headers: Mapping[str, str]) -> bool:
    return headers.get("Access-Control-Allow-Origin", "").strip() in {"*", _HEADERS["Origin"]}


def _is_page(body: bytes) -> bool:
    """Tell whether lines were asked for and a page of a list came, as from servers that don't know of lines."""
    try:
        return "contents" in json.loads(body)
    except (ValueError, RecursionError, TypeError):
        return body.lstrip()[:1] != b"{"
