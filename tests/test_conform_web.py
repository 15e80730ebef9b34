"""A feed over HTTP, on this machine only: pages, samples, and servers that are broken or mean harm."""

from __future__ import annotations

import gzip
import json
import time
from collections.abc import Iterator
from typing import Any

import pytest

from hereabouts.conform.check import Conformity, Verdict
from hereabouts.conform.limits import Limits
from hereabouts.conform.web import Web
from tests.conform_feed import (
    HEADERS,
    Answers,
    FeedServer,
    Json,
    Reply,
    answers,
    check,
    codes,
    documents,
    faults,
    page,
    serve,
    service,
    told,
    uid,
)
from tests.shared import shared_folder

QUICK = Limits(answer_seconds=0.6, document_bytes=200_000, patience=1)


def check_web(server: FeedServer, limits: Limits = QUICK, **wishes: Any) -> Conformity:
    source = Web(server.address, limits)
    try:
        return check(source, **wishes)
    finally:
        source.close()


def spoilt(path: str, reply: Any, services: int = 7) -> Answers:
    """A good feed that answers one path, and everything below it, with something else."""
    good = answers(services)

    def answer(asked: str, query: dict[str, str]) -> Any:
        if asked == path:
            return reply(query) if callable(reply) else reply
        return good(asked, query)

    return answer


def of(found: Conformity, code: str) -> list[tuple[str, str]]:
    return [(one.endpoint, one.path) for one in found.faults.kept if one.code == code]


# ---- Pages and samples ---------------------------------------------------------------------------------------------


def test_a_good_feed_with_pages_has_no_fault() -> None:
    with serve(answers()) as server:
        found = check_web(server)
    assert told(found) == []
    assert (found.verdict, found.whole) == (Verdict.PASSED, True)
    assert {"/services?page=1", "/services?page=2", "/services?page=3"} <= set(server.asked)
    assert f"/services/{uid('service 6')}" in server.asked


def test_a_large_feed_is_sampled_from_end_to_end_unless_everything_is_asked_for() -> None:
    with serve(answers(services=40, per_page=1)) as server:
        found = check_web(server, pages=4, records=4)
        asked = [path for path in server.asked if path.startswith("/services?page") and "per_page" not in path]
        assert not found.whole
        assert told(found) == []
        assert len(asked) <= 6
        assert {"/services?page=1", "/services?page=20", "/services?page=40"} <= set(asked)
        server.asked.clear()
        assert check_web(server, pages=4, records=4, everything=True).whole
        assert len({path for path in server.asked if path.startswith("/services/")}) == 40


def paged(number_said: Any = None, contents: Any = None, **head: Any) -> Answers:
    """A feed of three pages of services, spoilt on its second page."""

    def reply(query: dict[str, str]) -> Json:
        asked = int(query["page"])
        shown = page([service(2 * asked), service(2 * asked + 1)], asked, 3, 6)
        if asked == 2:
            shown["page_number"] = number_said or asked
            shown["contents"] = contents if contents is not None else shown["contents"]
            shown |= {**head, "empty": not shown["contents"], "size": len(shown["contents"])}
        return shown

    return spoilt("/services", reply)


@pytest.mark.parametrize(
    ("given", "code", "path"),
    [
        (paged(number_said=1), "page-ignored", "$.page_number"),
        (paged(contents=[service(2), service(3)]), "page-repeats", "$.contents"),
        (paged(contents=[]), "page-empty", "$.contents"),
        (paged(contents=[service(2), service(9)]), "id-twice", "$.contents[0].id"),
        (paged(total_items=7), "page-changed", "$.total_items"),
        (paged(first_page=True), "page-flag", "$.first_page"),
        (paged(contents=[service(11)]), "page-total", "$.total_items"),
    ],
)
def test_pages_that_do_not_fit_together_are_told(given: Answers, code: str, path: str) -> None:
    with serve(given) as server:
        found = check_web(server)
    assert ("/services", path) in of(found, code), told(found)
    if code != "page-changed":
        assert found.verdict is Verdict.FAILED


def test_a_page_that_is_not_there_is_told() -> None:
    def reply(query: dict[str, str]) -> Json:
        return page([service(1)], 1, 2, 2) if query["page"] == "1" else None

    with serve(spoilt("/services", reply)) as server:
        assert of(check_web(server), "page-missing") == [("/services", "$")]


def test_a_feed_that_says_it_has_a_billion_pages_is_not_asked_for_them() -> None:
    def reply(query: dict[str, str]) -> Json:
        return page([service(int(query["page"]) % 1000)], int(query["page"]), 10**9, 10**9)

    with serve(spoilt("/services", reply)) as server:
        found = check_web(server, records=3)
    assert len([path for path in server.asked if path.startswith("/services?page")]) < 30
    assert not found.whole


def test_a_static_feed_that_cannot_choose_the_size_of_pages_only_gets_a_note() -> None:
    made = documents(4)

    def static(path: str, query: dict[str, str]) -> Json:
        return made.get("index.json" if path == "/" else f"{path.strip('/')}.json")

    with serve(static) as server:
        found = check_web(server)
    assert [(one.code, one.severity) for one in found.faults.kept] == [("page-size-fixed", "note")]
    assert found.verdict is Verdict.PASSED


def test_a_feed_only_at_json_addresses_is_read_and_fails() -> None:
    made = documents(3)
    with serve(lambda path, query: made.get(path.strip("/"))) as server:
        found = check_web(server)
    assert {one.code for one in faults(found, "error")} == {"endpoint-only-json"}
    assert {one.endpoint for one in faults(found, "error")} >= {"/", "/services", "/services/{id}"}
    assert found.verdict is Verdict.FAILED
    assert next(one for one in found.visits if one.endpoint.path == "/services/{id}").records == 3
    assert server.asked.count(f"/services/{uid('service 1')}") == 0, "what is known not to answer is not asked again"


@pytest.mark.parametrize(
    ("name", "verdict"), [("Default", Verdict.PASSED), ("Warn", Verdict.WARNED), ("Fail", Verdict.FAILED)]
)
def test_the_validators_examples_as_its_server_gives_them(name: str, verdict: Verdict) -> None:
    """It gives the same list whatever the page, the same record whatever the id, and no organizations."""
    folder = shared_folder("spec", "oruk-validator-mocks", f"V3.0-UK-{name}")
    singular = {"services": "service", "service_at_locations": "service_at_location", "taxonomies": "taxonomy"}

    def answer(path: str, query: dict[str, str]) -> Json:
        collection, _, one = path.strip("/").partition("/")
        if collection not in {"", "taxonomy_terms", *singular}:
            return None
        kind = singular.get(collection, "taxonomy_term")
        files = [f"{kind}_full.json", f"{kind}.json"] if one else [f"{kind}_list.json"]
        found = [folder / file for file in (["api_details.json"] if not collection else files)]
        there = next((file for file in found if file.exists()), None)
        return json.loads(there.read_text()) if there else None

    with serve(answer) as server:
        found = check_web(server)
    assert found.verdict is verdict, told(found, "error")
    assert ("/organizations", "$") in of(found, "endpoint-absent")
    if name != "Default":
        assert "page-ignored" in codes(found)


# ---- Filters, and lines of JSON --------------------------------------------------------------------------------------

OTHER = {"id": uid("other group"), "name": "Eastbrook Advice", "description": "Advice."}


def two_groups() -> list[Json]:
    """Services of two groups, one of them changed later than the others."""
    made = [service(number) for number in range(4)]
    made[2] |= {"organization_id": OTHER["id"], "organization": OTHER}
    made[3] |= {"last_modified": "2026-11-01T09:00:00+00:00"}
    return made


def filtered(choose: Any) -> Answers:
    """A feed of one page whose services are those that `choose` picks for a query."""
    good, kept = answers(), two_groups()

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/services":
            return page([one for one in kept if choose(one, query)])
        if path.startswith("/services/"):
            return next((one for one in kept if one["id"] == path.rpartition("/")[2]), None)
        if path == "/organizations":
            return page([*({key: one["organization"][key] for key in OTHER} for one in kept[1:3])])
        return {"/organizations/" + OTHER["id"]: OTHER}.get(path) or good(path, query)

    return answer


def right(one: Json, query: dict[str, str]) -> bool:
    wanted = query.get("organization_id", one["organization_id"]) == one["organization_id"]
    return wanted and bool(one["last_modified"][:10] >= query.get("modified_after", "")[:10])


@pytest.mark.parametrize(
    ("choose", "code", "parameters"),
    [
        (right, "", []),
        (lambda one, query: True, "filter-ignored", ["modified_after", "organization_id"]),
        (lambda one, query: one["name"] != "Lunch 0" or not query.keys() - {"page"}, "filter-wrong", ["x", "x"]),
        (lambda one, query: not query.keys() - {"page", "per_page"}, "filter-misses", ["modified_after", "x"]),
    ],
)
def test_what_a_filter_lets_through_is_told(choose: Any, code: str, parameters: list[str]) -> None:
    with serve(filtered(choose)) as server:
        found = check_web(server)
    told_of = [one for one in found.faults.kept if one.code.startswith("filter")]
    assert {one.code for one in told_of} == ({code} if code else set())
    assert len(told_of) == len(parameters)
    assert all(one.severity == ("note" if code == "filter-ignored" else "warning") for one in told_of)
    assert found.verdict is Verdict.PASSED, told(found, "error")


def lines(records: list[Json]) -> Reply:
    text = "".join(json.dumps(one) + "\n" for one in records)
    return Reply(text.encode(), headers={**HEADERS, "Content-Type": "application/x-ndjson"})


def with_lines(records: list[Json], *, file: bool) -> Answers:
    """A good feed that also gives lines: to those who ask for the format, or as a file."""
    good = answers(services=3)

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == ("/services.ndjson" if file else "/services") and ("format" in query) != file:
            return lines(records)
        return good(path, query)

    return answer


@pytest.mark.parametrize("file", [True, False])
def test_lines_of_json_are_read_where_a_feed_gives_them(file: bool) -> None:
    with serve(with_lines([service(number) for number in range(3)], file=file)) as server:
        found = check_web(server)
    assert told(found) == []
    assert [(one.endpoint.path, one.records) for one in found.visits if "NDJSON" in one.endpoint.path] == [
        ("/services (NDJSON)", 3)
    ]
    with serve(with_lines([service(1), {**service(2), "name": "Dinner"}, service(9)], file=file)) as server:
        found = check_web(server)
    assert {(one.code, one.path) for one in found.faults.kept if one.code.startswith("lines")} == {
        ("lines-other", "$[1]"),
        ("lines-differ", "$"),
    }
    assert "lack 1 records" in next(one.message for one in found.faults.kept if one.code == "lines-differ")
    assert found.verdict is Verdict.PASSED


def test_one_line_alone_is_no_list() -> None:
    with serve(spoilt("/services.ndjson", lines([service(0)]), services=1)) as server:
        assert [one.records for one in check_web(server).visits if "NDJSON" in one.endpoint.path] == [1]


# ---- Headers and answers -------------------------------------------------------------------------------------------


def body(value: Json) -> bytes:
    return json.dumps(value).encode()


GOOD = body(page([service(1)]))


@pytest.mark.parametrize(
    ("reply", "code"),
    [
        (Reply(GOOD, headers={"Content-Type": "application/json"}), "answer-cors"),
        (Reply(GOOD, headers={**HEADERS, "Content-Type": "text/plain"}), "answer-type"),
        (Reply(b"<html>Log in</html>", headers={**HEADERS, "Content-Type": "text/html"}), "answer-html"),
        (Reply(b"Oh no", 500), "answer-status"),
        (Reply(b"", 401), "answer-status"),
        (Reply(b"", 204), "answer-status"),
        (Reply(GOOD, headers={**HEADERS, "Content-Length": str(len(GOOD) + 10)}), "answer-cut-short"),
        (Reply(GOOD, headers={**HEADERS, "Content-Encoding": "br"}), "answer-packing"),
        (Reply(GOOD, headers={**HEADERS, "Content-Encoding": "gzip, gzip"}), "answer-packing"),
        (Reply(GOOD, headers={**HEADERS, "Content-Encoding": "gzip"}), "answer-packing"),
        (Reply(b" " * 300_000, headers=HEADERS), "answer-too-big"),
        (
            Reply(gzip.compress(b" " * 20_000_000), headers={**HEADERS, "Content-Encoding": "gzip"}),
            "answer-too-big",
        ),
        (Reply(b'{"contents": [{"latitude": NaN}]}', headers=HEADERS), "answer-number"),
        (Reply(b'{"contents": [], "contents": []}', headers=HEADERS), "answer-key-twice"),
        (Reply(b"[" * 100_000, headers=HEADERS), "answer-too-deep"),
        (Reply(b'{"contents": [{', headers=HEADERS), "answer-not-json"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_a_broken_answer_is_told_and_the_rest_is_checked(reply: Reply, code: str) -> None:
    with serve(spoilt("/services", reply)) as server:
        found = check_web(server)
    assert "/services" in {endpoint for endpoint, _ in of(found, code)}, told(found)
    assert next(one for one in found.visits if one.endpoint.path == "/taxonomies").documents == 1
    if code not in {"answer-cors", "answer-type"}:
        assert found.verdict is Verdict.FAILED


def test_packed_answers_are_read() -> None:
    reply = Reply(gzip.compress(GOOD), headers={**HEADERS, "Content-Encoding": "gzip"})
    with serve(spoilt("/services", reply)) as server:
        assert not faults(check_web(server), "error")


def test_an_answer_that_drips_is_given_up_in_time() -> None:
    def drip() -> Iterator[bytes]:
        for _ in range(200):
            yield b" "
            time.sleep(0.02)

    start = time.monotonic()
    with serve(spoilt("/services", lambda query: Reply(drip(), headers=HEADERS))) as server:
        found = check_web(server)
    assert of(found, "answer-slow") == [("/services", "$")]
    assert time.monotonic() - start < 3.5


def test_a_server_that_says_nothing_is_given_up_in_time() -> None:
    def wait(query: dict[str, str]) -> Json:
        time.sleep(1.5)

    with serve(spoilt("/services", wait)) as server:
        assert of(check_web(server), "answer-slow") == [("/services", "$")]


def test_a_feed_that_fails_again_and_again_is_left_alone() -> None:
    good = answers(services=30, per_page=30)

    def answer(path: str, query: dict[str, str]) -> Any:
        return Reply(b"", 500) if path.startswith("/services/") else good(path, query)

    with serve(answer) as server:
        found = check_web(server, Limits(failures=3), everything=True)
    assert "3 requests in a row failed" in found.stopped
    assert len([path for path in server.asked if path.startswith("/services/")]) == 3
    assert ("/service_at_locations", "$") in of(found, "check-stopped")


@pytest.mark.parametrize(
    ("limits", "reason"),
    [
        (Limits(requests=4), "4 requests were made"),
        (Limits(all_bytes=1000), "MB were read"),
        (Limits(all_seconds=-1), "seconds went by"),
    ],
)
def test_the_whole_check_has_limits(limits: Limits, reason: str) -> None:
    with serve(answers()) as server:
        found = check_web(server, limits)
    assert reason in found.stopped
    assert found.verdict is Verdict.FAILED
    assert of(found, "check-stopped")


def test_a_busy_server_is_asked_once_more_after_the_pause_it_asks_for() -> None:
    replies = iter([Reply(b"", 503, {"Retry-After": "0"}), Reply(b"", 429, {"Retry-After": "9999"})])
    with serve(spoilt("/services", lambda query: next(replies, page([service(1)])))) as server:
        found = check_web(server)
    assert server.asked.count("/services?page=1") == 2
    assert of(found, "answer-status") == [("/services", "$")], "a pause longer than our patience is not waited for"


def test_nobody_there(unused_port: int) -> None:
    source = Web(f"http://127.0.0.1:{unused_port}", QUICK)
    answer = source.read("/services")
    assert [one.code for one in answer.troubles] == ["answer-none"]


@pytest.fixture
def unused_port() -> int:
    with serve(answers()) as server:
        return int(server.server_port)
