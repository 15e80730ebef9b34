"""Hosts of static sites, as far as their makers publish which file they answer with; on this machine only.

GitHub Pages: a file; the same with ``.html``; a folder is sent on to itself with a slash, and answers there with its
index, which may be JSON (trailing-slash-guide `docs/Hosting-Providers.md`; jekyll/jekyll#4533, whose own server keeps
to the same list; social-web-foundation/jekyll-activitypub-static#13). The type is by ending, what has none is
``application/octet-stream``. Any page may read what is found (libcheck/check#10 shows the header); whether one may be
sent on is nowhere written, so here it may not.

Netlify: a file; else the first rule of `_redirects` that holds, also for what is asked behind the question mark.
Cloudflare Pages: the rule first, a fixed one before one with a placeholder, then the file.
Both send what `_headers` says for the address that was asked for.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache, partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from urllib.parse import parse_qsl, unquote, urlsplit

INDEXES = ("index.html", "index.xml", "index.json")
TYPES = {".json": "application/json; charset=utf-8", ".html": "text/html; charset=utf-8", ".txt": "text/plain"}

Query = dict[str, str]


@dataclass(frozen=True)
class Found:
    """A file to answer with, or where to send the reader on to; neither is a 404."""

    file: Path | None = None
    sent_on: str = ""


Host = Callable[[Path, str, Query], Found]


def github_pages(site: Path, path: str, query: Query) -> Found:
    del query
    plain = site / path.strip("/")
    if not path.endswith("/"):
        for file in (plain, site / f"{path.strip('/')}.html"):
            if file.is_file():
                return Found(file)
        return Found(sent_on=f"{path}/") if plain.is_dir() else Found()
    return Found(next((plain / name for name in INDEXES if (plain / name).is_file()), None))


@dataclass(frozen=True)
class Rule:
    """One line of `_redirects` that answers with another file."""

    pattern: str
    query: Query
    target: str

    @property
    def fixed(self) -> bool:
        return ":" not in self.pattern

    def apply(self, path: str, query: Query) -> str | None:
        """The file for an address, or None where the rule does not hold."""
        form = "".join(
            f"(?P<{part[1:]}>[^/]+)" if part.startswith(":") else re.escape(part)
            for part in re.split(r"(:[A-Za-z]\w*)", self.pattern)
        )
        found = re.fullmatch(form, path)
        if not found:
            return None
        words = found.groupdict()
        for name, value in self.query.items():
            if name not in query or (not value.startswith(":") and query[name] != value):
                return None
            if value.startswith(":"):
                words[value[1:]] = query[name]
        return re.sub(r":([A-Za-z]\w*)", lambda part: words[part[1]], self.target)


@cache
def read_rules(site: Path) -> list[Rule]:
    rules = []
    for line in (site / "_redirects").read_text().splitlines():
        pattern, *asked, target, status = line.split()
        assert status == "200"
        rules.append(Rule(pattern, dict(one.split("=", 1) for one in asked), target))
    return rules


def _file(site: Path, path: str) -> Path | None:
    file = site / path.strip("/")
    return file if file.is_file() and not path.endswith("/") else None


def netlify(site: Path, path: str, query: Query) -> Found:
    if file := _file(site, path):
        return Found(file)
    for rule in read_rules(site):
        target = rule.apply(path.rstrip("/"), query)  # a slash at the end makes no difference to a rule
        if target is not None:
            return Found(_file(site, target))
    return Found()


def cloudflare_pages(site: Path, path: str, query: Query) -> Found:
    rules = [rule for rule in read_rules(site) if not rule.query]
    fixed = [rule for rule in rules if rule.fixed]
    for rule in [*fixed, *(rule for rule in rules if not rule.fixed)]:
        target = rule.apply(path, query)
        if target is not None:
            return Found(_file(site, target))
    return Found(_file(site, path))


@cache
def read_headers(site: Path) -> list[tuple[str, str, str]]:
    """The lines of `_headers`, each as an address (perhaps with ``*`` at its end), a name and what it says."""
    file, found, address = site / "_headers", [], ""
    for line in file.read_text().splitlines() if file.exists() else ():
        if line.startswith("/"):
            address = line
        else:
            name, _, value = line.strip().partition(": ")
            found.append((address, name, value))
    return found


def _headers_for(site: Path, path: str) -> dict[str, str]:
    lines = read_headers(site)
    return {
        name: value
        for address, name, value in lines
        if path == address or (address.endswith("*") and path.startswith(address[:-1]))
    }


class _Handler(BaseHTTPRequestHandler):
    def __init__(self, *arguments: object, site: Path, host: Host) -> None:
        self.site, self.host = site, host
        super().__init__(*arguments)  # type: ignore[arg-type]

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        found = self.host(self.site, unquote(parts.path), dict(parse_qsl(parts.query)))
        if found.sent_on:
            self._answer(301, {"Location": f"{found.sent_on}?{parts.query}" if parts.query else found.sent_on})
        elif found.file is None:
            self._answer(404, {"Content-Type": TYPES[".html"]}, b"<p>Not here.")
        else:
            kind = TYPES.get(found.file.suffix, "application/octet-stream")
            # GitHub Pages lets anybody read; on the other two the site must say so itself.
            own = {} if self.host is not github_pages else {"Access-Control-Allow-Origin": "*"}
            headers = {"Content-Type": kind, **own, **_headers_for(self.site, parts.path)}
            self._answer(200, headers, found.file.read_bytes())

    def _answer(self, status: int, headers: dict[str, str], body: bytes = b"") -> None:
        self.send_response(status)
        for name, value in {**headers, "Content-Length": str(len(body))}.items():
            self.send_header(name, value)
        self.end_headers()
        self.wfile.write(body)

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing."""


@contextmanager
def served(site: Path, host: Host, port: int = 0) -> Iterator[str]:
    """Serve a site as a host would. Gives its address."""
    with ThreadingHTTPServer(("127.0.0.1", port), partial(_Handler, site=site, host=host)) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield f"http://127.0.0.1:{server.server_port}"
        finally:
            server.shutdown()
            thread.join()
