"""A small invented feed that is in order, as documents to spoil, in a folder or served over HTTP."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, urlsplit
from uuid import NAMESPACE_URL, uuid5

from hereabouts.conform.answer import Source
from hereabouts.conform.check import Conformity, conform
from hereabouts.conform.fault import Fault
from hereabouts.conform.folder import Folder
from hereabouts.conform.limits import Limits
from hereabouts.conform.standard import Standard, find_standards
from hereabouts.conform.visit import Wishes
from tests.shared import shared_folder

Json = Any
Documents = dict[str, Json]

TODAY = date(2026, 11, 22)
COLLECTIONS = ("services", "organizations", "service_at_locations", "taxonomies", "taxonomy_terms")


def uid(name: str) -> str:
    return str(uuid5(NAMESPACE_URL, f"https://conform.example/{name}"))


ORGANIZATION = {"id": uid("group"), "name": "Riverside Lunch Club", "description": "Lunch and company."}
TAXONOMY = {"id": uid("needs"), "name": "Needs", "description": "What people look for."}
TERM = {"id": uid("food"), "name": "Food", "description": "Something to eat.", "taxonomy_id": TAXONOMY["id"]}
LOCATION = {
    "id": uid("hall"),
    "location_type": "physical",
    "name": "Eastbrook Village Hall",
    "latitude": 53.1,
    "longitude": -1.5,
}


def service(number: int) -> Json:
    """A whole record."""
    return {
        "id": uid(f"service {number}"),
        "name": f"Lunch {number}",
        "status": "active",
        "email": "lunch@riverside.example",
        "url": "https://riverside.example/lunch",
        "assured_date": "2026-09-01",
        "last_modified": "2026-09-01T09:00:00Z",
        "minimum_age": 18,
        "maximum_age": 99,
        "organization_id": ORGANIZATION["id"],
        "organization": ORGANIZATION,
        "schedules": [
            {
                "id": uid(f"schedule {number}"),
                "freq": "WEEKLY",
                "byday": "TU,-1FR",
                "opens_at": "10:00",
                "closes_at": "12:00:00",
                "valid_from": "2026-01-06",
                "valid_to": "2026-12-29",
            }
        ],
        "phones": [
            {"id": uid(f"phone {number}"), "number": "01632 960000"},
            {"id": uid(f"fax {number}"), "number": "01632 960001"},
        ],
        "attributes": [{"id": uid(f"attribute {number}"), "taxonomy_term_id": TERM["id"], "taxonomy_term": TERM}],
    }


def place(number: int) -> Json:
    """A whole service_at_location."""
    whole = {key: value for key, value in service(number).items() if not isinstance(value, list)}
    return {"id": uid(f"place {number}"), "service_id": whole["id"], "location": LOCATION, "service": whole}


def page(items: list[Json], number: int = 1, pages: int = 1, total: int | None = None) -> Json:
    return {
        "total_items": len(items) if total is None else total,
        "total_pages": pages,
        "page_number": number,
        "size": len(items),
        "first_page": number == 1,
        "last_page": number == pages,
        "empty": not items,
        "contents": items,
    }


def records(services: int) -> dict[str, list[Json]]:
    return {
        "services": [service(number) for number in range(services)],
        "organizations": [ORGANIZATION],
        "service_at_locations": [place(number) for number in range(services)],
        "taxonomies": [TAXONOMY],
        "taxonomy_terms": [TERM],
    }


def brief(record: Json) -> Json:
    return {key: value for key, value in record.items() if not isinstance(value, list)}


def documents(services: int = 3) -> Documents:
    """The feed as the files of a folder. Each call gives its own, to spoil."""
    made: Documents = {
        "index.json": {
            "version": "3.2.3",
            "profile": "https://feed.example/about",
            "openapi_url": "https://feed.example/openapi.json",
        }
    }
    for collection, items in records(services).items():
        made[f"{collection}.json"] = page([brief(item) for item in items])
        made |= {f"{collection}/{item['id']}.json": item for item in items}
    return {name: json.loads(json.dumps(value)) for name, value in made.items()}  # none shared with another


def write(folder: Path, made: Documents) -> Path:
    """Write the documents; one that is bytes is written as it is."""
    for name, value in made.items():
        file = folder / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(value if isinstance(value, bytes) else json.dumps(value).encode())
    return folder


@lru_cache
def standards() -> list[Standard]:
    return find_standards(shared_folder("spec"))


def check(source: Source, **wishes: Any) -> Conformity:
    return conform(source, standards(), Wishes(TODAY, **wishes))


def check_folder(folder: Path, **wishes: Any) -> Conformity:
    return check(Folder(folder, Limits()), **wishes)


def told(found: Conformity, *severities: str) -> list[tuple[str, str, str]]:
    """The code, document and path of each fault, of these severities or of all."""
    return [(one.code, one.document, one.path) for one in faults(found, *severities)]


def faults(found: Conformity, *severities: str) -> list[Fault]:
    return [one for one in found.faults.kept if not severities or one.severity in severities]


def codes(found: Conformity) -> set[str]:
    return {one.code for one in found.faults.kept}


@dataclass
class Reply:
    """What the server sends. A body that is an iterator is sent piece by piece."""

    body: bytes | Iterator[bytes] = b""
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)


HEADERS = {"Content-Type": "application/json", "Access-Control-Allow-Origin": "*"}

Answers = Callable[[str, dict[str, str]], Reply | Json]
"""From a path and its query to a document, or to a reply for anything else. None is a 404."""


def answers(services: int = 7, per_page: int = 3) -> Answers:
    """What a real API with pages would answer."""
    kept = records(services)

    def answer(path: str, query: dict[str, str]) -> Json:
        if path in {"", "/"}:
            return documents(0)["index.json"]
        collection, _, one = path.strip("/").partition("/")
        if collection not in kept:
            return None
        if one:
            return next((item for item in kept[collection] if item["id"] == one), None)
        size = int(query.get("per_page", per_page))
        number, items = int(query.get("page", 1)), [brief(item) for item in kept[collection]]
        pages = max(1, -(-len(items) // size))
        return page(items[(number - 1) * size : number * size], number, pages, len(items)) if number <= pages else None

    return answer


class _Handler(BaseHTTPRequestHandler):
    server: FeedServer

    def do_GET(self) -> None:
        parts = urlsplit(self.path)
        self.server.asked.append(self.path)
        given = self.server.answers(parts.path, {name: values[0] for name, values in parse_qs(parts.query).items()})
        reply = given if isinstance(given, Reply) else Reply(json.dumps(given).encode(), headers=HEADERS)
        if given is None:
            reply = Reply(b"{}", 404)
        self.send_response(reply.status)
        pieces = iter([reply.body]) if isinstance(reply.body, bytes) else reply.body
        if isinstance(reply.body, bytes):
            self.send_header("Content-Length", reply.headers.get("Content-Length", str(len(reply.body))))
        for name, value in reply.headers.items():
            if name != "Content-Length":
                self.send_header(name, value)
        self.end_headers()
        try:
            for piece in pieces:
                self.wfile.write(piece)
                self.wfile.flush()
        except OSError:
            pass  # the reader had enough

    def log_message(self, format: str, *args: object) -> None:  # noqa: A002 - the name that http.server gives it
        """Say nothing."""


class FeedServer(ThreadingHTTPServer):
    """A server on this machine only."""

    daemon_threads = True
    block_on_close = False

    def __init__(self, given: Answers) -> None:
        super().__init__(("127.0.0.1", 0), _Handler)
        self.answers = given
        self.asked: list[str] = []

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.server_port}"


@contextmanager
def serve(given: Answers) -> Iterator[FeedServer]:
    with FeedServer(given) as server:
        thread = Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            server.shutdown()
            thread.join()
