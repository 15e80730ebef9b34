"""A feed over HTTP, asked politely and read with suspicion.

A feed may be slow, endless, packed to burst, cut short, or lead the reader to a file or to a machine inside the
reader's own network. Each of these ends as a trouble with a name, and the check goes on.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import dataclass
from urllib.parse import quote

import httpx

from hereabouts.conform.answer import Answer, Trouble
from hereabouts.conform.folder import too_big
from hereabouts.conform.limits import Limits
from hereabouts.conform.network import is_private, leads_inside
from hereabouts.conform.strict_json import parse

_UNPACKED = {"", "identity", "gzip", "deflate"}
_SAFE_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~-]{0,199}")
_HEADERS = {
    "User-Agent": "hereabouts-conform",
    "Accept": "application/json",
    "Accept-Encoding": "gzip, deflate",
    "Origin": "https://reader.example",  # some servers only say who may read when a page asks
}
_REDIRECTS = {301, 302, 303, 307, 308}
_BUSY = {429, 503}

Clock = Callable[[], float]


@dataclass(slots=True)
class _Got:
    """A response that was read: where it came from in the end, or what went wrong."""

    response: httpx.Response | None = None
    body: bytes = b""
    trouble: Trouble | None = None


class Web:
    """A feed at an address."""

    online = True

    def __init__(self, base: str, limits: Limits, *, clock: Clock = time.monotonic) -> None:
        """Ask at `base`, the address of the feed's root. Raises ValueError when that is no web address."""
        self.name = base
        self._base = httpx.URL(base.rstrip("/"))
        if self._base.scheme not in {"http", "https"} or not self._base.host:
            raise ValueError(f"{base} is not a web address")
        self._limits, self._clock, self._end = limits, clock, clock() + limits.all_seconds
        self._inside = leads_inside(self._base)
        self._bytes = self._requests = self._failures = 0
        self._suffixes: dict[str, str] = {}
        pause = httpx.Timeout(min(10, limits.answer_seconds)).as_dict()
        self._extensions = {"timeout": pause}
        # Below httpx's client: no proxy, no cookies, no password from anywhere. What is checked is what anybody gets.
        self._transport = httpx.HTTPTransport(trust_env=False)
        self.spent = ""

    def read(self, path: str, **query: int) -> Answer:
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
        return self._answer(url) if _origin(url) == _origin(self._base) else None

    def held(self, collection: str) -> list[str]:
        """Nobody can list what a server holds."""
        del collection
        return []

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def _ask(self, path: str, suffix: str, query: dict[str, int]) -> Answer:
        return self._answer(httpx.URL(f"{self._base}{path}{suffix}").copy_merge_params(query))

    def _answer(self, url: httpx.URL) -> Answer:
        if not self.spent:
            self._count_request()
        if self.spent:
            return Answer(str(url), troubles=[Trouble("check-stopped", {"reason": self.spent})])
        got = self._fetch(url)
        broken = got.trouble is not None or (got.response is not None and got.response.status_code >= 500)
        self._failures = self._failures + 1 if broken else 0
        if got.trouble is not None or got.response is None:
            return Answer(str(url), troubles=[got.trouble] if got.trouble else [])
        status = got.response.status_code
        if status in {404, 410}:
            return Answer(str(url), found=False)
        if status != 200:
            return Answer(str(url), troubles=[Trouble("answer-status", {"status": status})])
        value, troubles = parse(got.body, self._limits.depth)
        headers = _header_troubles(got.response) if value is not None else []
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

    def _fetch(self, url: httpx.URL) -> _Got:
        got = self._follow(url)
        if got.response is not None and got.response.status_code in _BUSY:
            pause = got.response.headers.get("Retry-After", "")
            if pause.isdecimal() and len(pause) < 4 and int(pause) <= self._limits.patience:
                time.sleep(int(pause))
                return self._follow(url)
        return got

    def _follow(self, url: httpx.URL) -> _Got:
        """Ask, and go where the answer points, as far as that is safe."""
        for _ in range(self._limits.redirects + 1):
            reason = self._forbids(url)
            if reason:
                return _Got(trouble=Trouble("answer-refused", {"target": url, "reason": reason}))
            got = self._request(url)
            if got.response is None or got.response.status_code not in _REDIRECTS:
                return got
            target = got.response.headers.get("Location", "")
            try:
                url = url.join(target)
            except (httpx.InvalidURL, ValueError):
                return _Got(trouble=Trouble("answer-refused", {"target": target, "reason": "it is no address"}))
        many = f"it is passed on more than {self._limits.redirects} times"
        return _Got(trouble=Trouble("answer-refused", {"target": url, "reason": many}))

    def _forbids(self, url: httpx.URL) -> str:
        """Why an address is not asked; empty when it may be."""
        if url.scheme not in {"http", "https"} or not url.host:
            return "it is not on the web"
        if url.userinfo and _origin(url) != _origin(self._base):
            return "it holds a password"
        if not self._may_be_inside(url) and leads_inside(url):
            return "it is inside a private network"
        return ""

    def _may_be_inside(self, url: httpx.URL) -> bool:
        """The user may check a feed on their own machine, but a feed may not send them there."""
        return self._inside and _origin(url) == _origin(self._base)

    def _request(self, url: httpx.URL) -> _Got:
        end = min(self._end, self._clock() + self._limits.answer_seconds)
        slow = Trouble("answer-slow", {"seconds": f"{self._limits.answer_seconds:g}"})
        request = httpx.Request("GET", url, headers=_HEADERS, extensions=self._extensions)
        try:
            with closing(self._transport.handle_request(request)) as response:
                response.request = request
                return self._receive(response, end) or _Got(trouble=slow)
        except httpx.TimeoutException:
            return _Got(trouble=slow)
        except httpx.RemoteProtocolError as error:
            return _Got(trouble=Trouble("answer-cut-short", {"reason": error}))
        except httpx.DecodingError:
            return _Got(trouble=Trouble("answer-packing", {"packing": "what it says, but spoilt"}))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            return _Got(trouble=Trouble("answer-none", {"reason": str(error) or type(error).__name__}))

    def _receive(self, response: httpx.Response, end: float) -> _Got | None:
        """Read the body within the limits; None when time is up."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        # A name can lead elsewhere by the time it is asked, so look at whom we are really talking to.
        if peer and is_private(str(peer[0])) and not self._may_be_inside(response.url):
            reason = {"target": response.url, "reason": "it is inside a private network"}
            return _Got(trouble=Trouble("answer-refused", reason))
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in _UNPACKED:
            return _Got(trouble=Trouble("answer-packing", {"packing": packing}))
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._limits.document_bytes:
                return _Got(trouble=too_big(self._limits))
            if self._clock() > end:
                return None
        self._bytes += len(body)
        return _Got(response, bytes(body))


def _origin(url: httpx.URL) -> tuple[str, str, int]:
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def _header_troubles(response: httpx.Response) -> list[Trouble]:
    troubles = []
    kind = response.headers.get("Content-Type", "")
    if "json" not in kind.lower():
        troubles.append(Trouble("answer-type", {"type": kind or "nothing"}))
    if response.headers.get("Access-Control-Allow-Origin", "").strip() != "*":
        troubles.append(Trouble("answer-cors"))
    return troubles
