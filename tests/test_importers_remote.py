"""Feeds on the web: read whole, gone on with, and never trusted. All servers here are on this machine."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Callable, Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import httpx
import pytest

from hereabouts.importers import spool as spools
from hereabouts.importers.asking import AT_ONCE, Asker, Patience
from hereabouts.importers.remote import Remote
from hereabouts.importers.report import Report
from hereabouts.importers.source import KINDS, SourceError, SourceRecord
from hereabouts.importers.spool import Spool
from hereabouts.web import Bounds
from tests.conform_feed import HEADERS, Answers, Json, Reply, answers, page, serve, service, uid
from tests.importing import TODAY

QUICK = Bounds(document_bytes=200_000, answer_seconds=0.6)
PATIENT = Patience(tries=3, pause=0, failures=4)


class Reader:
    """Reads feeds into one spool, and notes how long it was asked to wait."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder / "spool"
        self.pauses: list[float] = []
        self.report = Report()
        self.progress: list[tuple[int, int]] = []
        self.whole = True

    def spool(self, address: str, today: date = TODAY) -> Spool:
        return Spool(self.folder, address, today)

    def read(self, address: str, today: date = TODAY, kinds: tuple[str, ...] = KINDS) -> list[SourceRecord]:
        asker = Asker(httpx.URL(address), self.spool(address, today), QUICK, PATIENT, sleep=self.pauses.append)
        remote = Remote(address, asker, self.report, lambda done, of: self.progress.append((done, of)))
        try:
            return list(remote.records(kinds))
        finally:
            self.whole = remote.whole
            asker.close()

    def told(self) -> list[tuple[str, str]]:
        return [(line.where.source, line.why) for line in self.report.lines]


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    return Reader(tmp_path)


def spoilt(path: str, reply: Any, services: int = 7) -> Answers:
    """A good feed that answers one path with something else."""
    good = answers(services)

    def answer(asked: str, query: dict[str, str]) -> Any:
        if asked == path:
            return reply(query) if callable(reply) else reply
        return good(asked, query)

    return answer


def labels(records: list[SourceRecord], kind: str) -> list[str]:
    return [record.label for record in records if record.kind == kind]


# Reading all of it.


def test_every_page_and_every_whole_record_is_read(reader: Reader) -> None:
    with serve(answers()) as server:
        records = reader.read(server.address)
    assert [record.label for record in records if record.kind == "services"] == [
        f"services/{uid(f'service {number}')}" for number in range(7)
    ]
    assert all("phones" in record.data for record in records if record.kind == "services")
    assert {record.kind for record in records} == {
        *("taxonomies", "taxonomy_terms", "organizations", "services", "service_at_locations")
    }
    assert (7, 7) in reader.progress
    assert reader.whole
    assert reader.told() == []


def test_records_are_not_asked_for_where_the_list_says_it_all(reader: Reader) -> None:
    whole = [service(number) for number in range(3)]

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/services":
            return page(whole)
        return next((one for one in whole if path.endswith(one["id"])), None)

    with serve(answer) as server:
        records = reader.read(f"{server.address}/services")
        assert [path for path in server.asked if path.startswith("/services/")] == [f"/services/{uid('service 0')}"]
    assert [record.data["name"] for record in records] == ["Lunch 0", "Lunch 1", "Lunch 2"]


def test_places_are_not_asked_for_where_services_say_them(reader: Reader) -> None:
    good = answers(2)

    def answer(path: str, query: dict[str, str]) -> Any:
        found: Any = good(path, query)
        return {**found, "service_at_locations": []} if path.startswith("/services/") and found else found

    with serve(answer) as server:
        reader.read(server.address)
        assert not [path for path in server.asked if path.startswith("/service_at_locations")]


def test_a_static_feed_is_read_at_its_json_addresses(reader: Reader) -> None:
    good = answers(3)

    def answer(path: str, query: dict[str, str]) -> Any:
        return good(path.removesuffix(".json"), query) if path.endswith(".json") else None

    with serve(answer) as server:
        records = reader.read(f"{server.address}/index.json")
    assert len(labels(records, "services")) == 3
    assert all("phones" in record.data for record in records if record.kind == "services")


def test_a_server_that_ignores_the_page_is_asked_no_more_and_what_is_missing_is_told(reader: Reader) -> None:
    same = page([service(1), service(2)], 1, 5, 10)
    with serve(spoilt("/services", same)) as server:
        records = reader.read(server.address)
        assert server.asked.count("/services?page=2") == 1
        assert "/services?page=3" not in server.asked
    assert len(labels(records, "services")) == 2
    assert ("services", "The list says that it has 10, and gave 2.") in reader.told()
    assert not reader.whole


def test_pages_without_ids_that_repeat_come_to_an_end(reader: Reader) -> None:
    with serve(spoilt("/services", {"contents": [{"name": "Soup"}]})) as server:
        records = reader.read(server.address)
        assert [path for path in server.asked if path.startswith("/services?")] == [
            "/services?page=1",
            "/services?page=2",
        ]
    assert labels(records, "services") == ["services, page 1, item 1"]


def test_a_list_that_does_not_say_how_long_it_is_ends_where_there_is_no_page(reader: Reader) -> None:
    def reply(query: dict[str, str]) -> Any:
        number = int(query["page"])
        return {"contents": [service(number)]} if number < 4 else None

    with serve(spoilt("/services", reply)) as server:
        assert len(labels(reader.read(server.address), "services")) == 3
    assert reader.whole


def test_one_document_that_holds_everything_is_taken_as_it_is(reader: Reader) -> None:
    bundle = {"organizations": [{"name": "Lunch Club"}]}
    with serve(lambda path, query: bundle if path == "/all.json" else None) as server:
        (record,) = reader.read(f"{server.address}/all.json")
    assert (record.label, record.data) == ("all.json", bundle)


# Going on after an interruption.


def test_what_was_fetched_is_kept_and_the_next_run_goes_on(reader: Reader) -> None:
    broken = {"now": True}
    good = answers(9, 3)

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/services" and query["page"] == "3" and broken["now"]:
            return Reply(b"", 500)
        return good(path, query)

    with serve(answer) as server:
        with pytest.raises(
            SourceError,
            match=r"/services\?page=3: The server answered 500\. Nothing was written\. What was fetched is kept",
        ):
            reader.read(server.address)
        assert server.asked.count("/services?page=3") == 3, "asked three times before it gave up"
        kept = len(reader.spool(server.address))
        assert kept > 3
        server.asked.clear()
        broken["now"] = False
        records = reader.read(server.address)
        assert "/services?page=1" not in server.asked
        assert server.asked[0] == "/services?page=3"
    assert len(labels(records, "services")) == 9


def test_a_spool_is_for_one_address_and_one_day(reader: Reader) -> None:
    first = reader.spool("https://a.example")
    first.put("https://a.example/services", 200, b"[]")
    assert reader.spool("https://a.example", TODAY + timedelta(days=1)).get("https://a.example/services") == (
        200,
        b"[]",
    )
    assert reader.spool("https://a.example", TODAY + timedelta(days=2)).get("https://a.example/services") is None
    assert not reader.folder.exists()
    reader.spool("https://a.example").put("x", 200, b"")
    assert len(reader.spool("https://b.example")) == 0


def test_a_folder_that_is_no_spool_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "mine.txt").write_text("mine")
    spool = Spool(tmp_path, "https://a.example", TODAY)
    spool.clear()
    assert (tmp_path / "mine.txt").read_text() == "mine"


def test_an_endless_source_is_given_up(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(spools, "MOST_BYTES", 1000)
    with serve(answers()) as server, pytest.raises(SourceError, match="GB were fetched"):
        reader.read(server.address)


# Broken and busy servers.


def body(value: Json) -> bytes:
    return json.dumps(value).encode()


GOOD = body(page([service(1)]))


@pytest.mark.parametrize(
    ("reply", "words"),
    [
        (
            Reply(b"<html>Log in</html>", headers={**HEADERS, "Content-Type": "text/html"}),
            "It is a web page, not data.",
        ),
        (Reply(b"Oh no", 500), "The server answered 500."),
        (Reply(b"", 403), "The server answered 403."),
        (Reply(GOOD, headers={**HEADERS, "Content-Length": str(len(GOOD) + 10)}), "The answer was cut short."),
        (Reply(GOOD[:-5], headers=HEADERS), "It is not JSON (line 1, column"),
        (Reply(GOOD, headers={**HEADERS, "Content-Encoding": "br"}), "packed in a way that cannot be unpacked: br."),
        (Reply(b" " * 300_000, headers=HEADERS), "It is larger than 0.190735 MB."),
        (Reply(gzip.compress(b" " * 20_000_000), headers={**HEADERS, "Content-Encoding": "gzip"}), "It is larger than"),
        (Reply(b"[" * 100_000, headers=HEADERS), "Its parts stand inside each other more than 40 deep."),
        (Reply(b'{"services": "none"}', headers=HEADERS), "It is no list."),
        (None, "There is nothing at this address."),
    ],
    ids=["html", "500", "403", "cut", "truncated", "br", "big", "bomb", "deep", "no-list", "absent"],
)
def test_a_list_that_cannot_be_read_stops_the_import_with_its_address(reader: Reader, reply: Any, words: str) -> None:
    with serve(spoilt("/services", reply)) as server, pytest.raises(SourceError) as raised:
        reader.read(server.address)
    said = str(raised.value)
    assert "/services" in said
    assert words in said
    assert said.endswith("run the same command again today to go on from there.")


def test_a_record_that_cannot_be_read_is_told_and_the_others_come(reader: Reader) -> None:
    bad = f"/services/{uid('service 3')}"
    with serve(spoilt(bad, Reply(b"[" * 100_000, headers=HEADERS), services=20)) as server:
        records = reader.read(server.address)
    (spoiled,) = [record for record in records if record.error]
    assert spoiled.label == bad[1:]
    assert spoiled.error == "Its parts stand inside each other more than 40 deep."
    assert len(labels(records, "services")) == 20


@pytest.mark.parametrize(("reply", "asks"), [(None, True), (Reply(b"<html>"), True), (Reply(b"", 500), False)])
def test_what_will_be_no_better_next_time_comes_with_advice(reader: Reader, reply: Any, asks: bool) -> None:
    with serve(spoilt("/services", reply)) as server, pytest.raises(SourceError) as raised:
        reader.read(server.address)
    assert ("Is this the address of the feed" in str(raised.value)) is asks


def test_when_many_records_cannot_be_read_the_import_stops(reader: Reader) -> None:
    good = answers(20)

    def answer(path: str, query: dict[str, str]) -> Any:
        return (
            Reply(b"", 404)
            if path.startswith("/services/") and path != f"/services/{uid('service 0')}"
            else good(path, query)
        )

    with (
        serve(answer) as server,
        pytest.raises(
            SourceError, match=r"19 of 20 services could not be read\. http\S+/services/\S+: The list names it"
        ),
    ):
        reader.read(server.address)


def test_numbers_that_are_none_and_keys_that_repeat_are_mended_and_told(reader: Reader) -> None:
    odd = b'{"contents": [{"id": "a", "name": "Soup", "latitude": NaN, "name": "Cake"}], "total_pages": 1}'
    with serve(spoilt("/services", Reply(odd, headers=HEADERS))) as server:
        (record,) = [one for one in reader.read(server.address) if one.kind == "services"]
    assert record.data == {"id": "a", "name": "Cake"}
    assert ("services, page 1", "name is there twice; the last one counts.") in reader.told()
    assert ("services, page 1", "This is no number: nan.") in reader.told()


def test_lists_a_feed_does_not_have_are_passed_over(reader: Reader) -> None:
    only = page([service(1)])
    with serve(
        lambda path, query: only if path == "/services" else Reply(b"<html>", 200) if path == "/taxonomies" else None
    ) as server:
        records = reader.read(server.address)
    assert [record.kind for record in records] == ["services"]
    assert ("taxonomies", "It is a web page, not data.") in reader.told()


def test_a_busy_server_is_given_the_time_it_asks_for(reader: Reader) -> None:
    replies = iter(
        [Reply(b"", 503, {"Retry-After": "7"}), Reply(b"", 429, {"Retry-After": "Fri, 31 Dec 1999 23:59:59 GMT"})]
    )
    with serve(spoilt("/services", lambda query: next(replies, page([service(1)])))) as server:
        assert len(labels(reader.read(server.address), "services")) == 1
    assert reader.pauses == [7, 0]


def test_pauses_grow_and_have_an_end(tmp_path: Path) -> None:
    pauses: list[float] = []
    with serve(lambda path, query: Reply(b"", 500)) as server:
        url = httpx.URL(server.address)
        patience = Patience(tries=6, pause=2, longest=9)
        asker = Asker(url, Spool(tmp_path, "", TODAY), QUICK, patience, sleep=pauses.append)
        assert asker.ask(url).error == "The server answered 500."
        asker.close()
    assert pauses == [2, 4, 8, 9, 9]


def test_a_server_is_asked_only_a_few_things_at_a_time(reader: Reader) -> None:
    good, busy = answers(20), {"now": 0, "most": 0}

    def answer(path: str, query: dict[str, str]) -> Any:
        if path.startswith("/services/"):
            busy["now"] += 1
            busy["most"] = max(busy["most"], busy["now"])
            time.sleep(0.01)
            busy["now"] -= 1
        return good(path, query)

    with serve(answer) as server:
        reader.read(server.address)
    assert 1 < busy["most"] <= AT_ONCE


def silent(query: dict[str, str]) -> Json:
    time.sleep(1)


def drip() -> Iterator[bytes]:
    for _ in range(100):
        yield b" "
        time.sleep(0.02)


@pytest.mark.parametrize("reply", [silent, lambda query: Reply(drip(), headers=HEADERS)], ids=["silent", "dripping"])
def test_a_server_that_is_too_slow_is_given_up_with_its_address(reader: Reader, reply: Callable[..., Any]) -> None:
    words = r"/services\?page=1: No whole answer came within 0.6 seconds"
    with serve(spoilt("/services", reply)) as server, pytest.raises(SourceError, match=words):
        reader.read(f"{server.address}/services")


def test_a_server_that_stops_answering_is_left_alone(reader: Reader) -> None:
    good = answers(40, 40)

    def answer(path: str, query: dict[str, str]) -> Any:
        late = path.startswith("/services/") and path != f"/services/{uid('service 0')}"
        return Reply(b"x", 200, {**HEADERS, "Content-Length": "9"}) if late else good(path, query)

    with serve(answer) as server:
        with pytest.raises(
            SourceError,
            match=r"stopped answering\. The answer was cut short\. Nothing was written\. What was fetched is kept",
        ):
            reader.read(server.address)
        asked = [path for path in server.asked if path.startswith("/services/")]
    assert len(asked) < 60, "not every one of the forty is tried three times"


def test_nobody_there_is_said_at_once(reader: Reader) -> None:
    with serve(answers()) as server:
        address = server.address
    with pytest.raises(SourceError, match=r"There was no answer"):
        reader.read(address)


# Where a feed must not lead.


@pytest.mark.parametrize(
    "target",
    [
        "file:///etc/passwd",
        "ftp://feed.example/services",
        "http://10.0.0.1/services",
        "http://[::1]/services",
        "http://169.254.169.254/latest/meta-data",
        "http://user:secret@127.0.0.1/services",
        "http://localhost:1/services",
    ],
)
def test_a_feed_that_sends_us_elsewhere_is_not_followed(reader: Reader, target: str) -> None:
    reply, words = Reply(b"", 302, {"Location": target}), "which is not followed"
    with serve(spoilt("/services", reply)) as server, pytest.raises(SourceError, match=words):
        reader.read(server.address)


def test_another_server_on_the_same_machine_is_not_asked(reader: Reader) -> None:
    with serve(answers()) as secret:
        reply = Reply(b"", 307, {"Location": f"{secret.address}/services"})
        with serve(spoilt("/services", reply)) as server, pytest.raises(SourceError, match="inside a private network"):
            reader.read(server.address)
    assert secret.asked == []


def test_a_public_feed_never_leads_inside(tmp_path: Path) -> None:
    """A public server (played by a transport, so nothing is really asked) points at our own machine."""
    asked: list[str] = []

    def answer(request: httpx.Request) -> httpx.Response:
        asked.append(str(request.url))
        return httpx.Response(302, headers={"Location": "http://127.0.0.1:8000/admin"})

    url = httpx.URL("http://93.184.215.14/services")
    asker = Asker(url, Spool(tmp_path, "", TODAY), QUICK, PATIENT, transport=httpx.MockTransport(answer))
    assert "it is inside a private network" in asker.ask(url).error
    assert asked == ["http://93.184.215.14/services"]


def test_an_id_is_never_a_way_to_another_address(reader: Reader) -> None:
    odd = [{**service(1), "id": one} for one in ("../admin", "x?y=1", "..", "a/b", "", None, 7, True)]
    with serve(spoilt("/services", page([{"id": one["id"], "name": "Soup"} for one in odd]))) as server:
        records = reader.read(server.address)
        asked = [path for path in server.asked if path.startswith("/services/") or "admin" in path]
    assert asked == ["/services/7"]
    assert len(labels(records, "services")) == 8


def test_what_is_no_web_address_is_refused(tmp_path: Path) -> None:
    for address in ("file:///etc/passwd", "http://", "ftp://feed.example"):
        with pytest.raises(ValueError, match="is not a web address"):
            Asker(httpx.URL(address), Spool(tmp_path, "", TODAY))
