"""One question to a server, within bounds, and never to where a server has no business sending us."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from contextlib import closing
from dataclasses import dataclass, field

import httpx

from hereabouts.web.network import is_private, leads_inside
from hereabouts.web.trouble import Trouble

_UNPACKED = {"", "identity", "gzip", "deflate"}
_REDIRECTS = {301, 302, 303, 307, 308}

Clock = Callable[[], float]


@dataclass(frozen=True, slots=True)
class Bounds:
    """What one answer may cost: bytes after unpacking, seconds, and how often it may send us on."""

    document_bytes: int = 64 * 2**20
    answer_seconds: float = 30
    redirects: int = 5


@dataclass(slots=True)
class Got:
    """A response that was read, or (with status 0) what went wrong. `headers` are by name, however it is spelt.

    `way` has the headers of each answer that sent us on to it.
    """

    status: int = 0
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    trouble: Trouble | None = None
    way: list[Mapping[str, str]] = field(default_factory=list)


class Getter:
    """Asks one server. Whoever uses it chose `base`, which may be on their own machine; nothing else there is asked."""

    def __init__(
        self,
        base: httpx.URL,
        bounds: Bounds,
        headers: Mapping[str, str],
        *,
        clock: Clock = time.monotonic,
        transport: httpx.BaseTransport | None = None,
    ) -> None:
        """Raises ValueError when `base` is no web address."""
        if base.scheme not in {"http", "https"} or not base.host:
            raise ValueError(f"{base} is not a web address")
        self._base, self._bounds, self._clock = base, bounds, clock
        self._headers = {"Accept-Encoding": "gzip, deflate", **headers}
        self._inside = leads_inside(base)
        pause = httpx.Timeout(min(10, bounds.answer_seconds)).as_dict()
        self._extensions = {"timeout": pause}
        # Below httpx's client: no proxy, no cookies, no password from anywhere. What is read is what anybody gets.
        self._transport = transport or httpx.HTTPTransport(trust_env=False)

    def get(self, url: httpx.URL, end: float = float("inf")) -> Got:
        """Ask, and go where the answer points, as far as that is safe. `end` is the clock's time to give up."""
        way: list[Mapping[str, str]] = []
        for _ in range(self._bounds.redirects + 1):
            reason = self._forbids(url)
            if reason:
                return Got(trouble=Trouble("answer-refused", {"target": url, "reason": reason}))
            got = self._request(url, end)
            if got.status not in _REDIRECTS:
                got.way = way
                return got
            way.append(got.headers)
            target = got.headers.get("Location", "")
            try:
                url = url.join(target)
            except (httpx.InvalidURL, ValueError):
                return Got(trouble=Trouble("answer-refused", {"target": target, "reason": "it is no address"}))
        many = f"it is passed on more than {self._bounds.redirects} times"
        return Got(trouble=Trouble("answer-refused", {"target": url, "reason": many}))

    def close(self) -> None:
        """Hang up."""
        self._transport.close()

    def _forbids(self, url: httpx.URL) -> str:
        """Why an address is not asked; empty when it may be."""
        if url.scheme not in {"http", "https"} or not url.host:
            return "it is not on the web"
        if url.userinfo and origin(url) != origin(self._base):
            return "it holds a password"
        if not self._may_be_inside(url) and leads_inside(url):
            return "it is inside a private network"
        return ""

    def _may_be_inside(self, url: httpx.URL) -> bool:
        """The user may read a feed on their own machine, but a feed may not send them there."""
        return self._inside and origin(url) == origin(self._base)

    def _request(self, url: httpx.URL, end: float) -> Got:
        end = min(end, self._clock() + self._bounds.answer_seconds)
        slow = Trouble("answer-slow", {"seconds": f"{self._bounds.answer_seconds:g}"})
        request = httpx.Request("GET", url, headers=self._headers, extensions=self._extensions)
        try:
            with closing(self._transport.handle_request(request)) as response:
                response.request = request
                return self._receive(response, end) or Got(trouble=slow)
        except httpx.TimeoutException:
            return Got(trouble=slow)
        except httpx.RemoteProtocolError as error:
            return Got(trouble=Trouble("answer-cut-short", {"reason": error}))
        except httpx.DecodingError:
            return Got(trouble=Trouble("answer-packing", {"packing": "what it says, but spoilt"}))
        except (httpx.HTTPError, httpx.InvalidURL, OSError, UnicodeError) as error:
            return Got(trouble=Trouble("answer-none", {"reason": str(error) or type(error).__name__}))

    def _receive(self, response: httpx.Response, end: float) -> Got | None:
        """Read the body within the bounds; None when time is up."""
        stream = response.extensions.get("network_stream")
        peer = stream.get_extra_info("server_addr") if stream else None
        # A name can lead elsewhere by the time it is asked, so look at whom we are really talking to.
        if peer and is_private(str(peer[0])) and not self._may_be_inside(response.url):
            reason = {"target": response.url, "reason": "it is inside a private network"}
            return Got(trouble=Trouble("answer-refused", reason))
        packing = response.headers.get("Content-Encoding", "").strip().lower()
        if packing not in _UNPACKED:
            return Got(trouble=Trouble("answer-packing", {"packing": packing}))
        body = bytearray()
        for chunk in response.iter_bytes():
            body += chunk
            if len(body) > self._bounds.document_bytes:
                return Got(trouble=too_big(self._bounds.document_bytes))
            if self._clock() > end:
                return None
        return Got(response.status_code, response.headers, bytes(body))


def origin(url: httpx.URL) -> tuple[str, str, int]:
    """The server an address is on: how it is spoken to, its name and its door."""
    return url.scheme, url.host, url.port or (443 if url.scheme == "https" else 80)


def too_big(limit: int) -> Trouble:
    """What is told of a document over the limit, in bytes."""
    return Trouble("answer-too-big", {"size": f"{limit / 2**20:g} MB"})
