"""Where a feed on the web may lead, and whether web pages may read it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import httpx
import pytest

from hereabouts.conform.check import Verdict
from hereabouts.conform.limits import Limits
from hereabouts.conform.web import Web
from hereabouts.web import getter, is_private, leads_inside
from tests.conform_feed import (
    HEADERS,
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
)
from tests.test_conform_web import GOOD, QUICK, check_web, of, spoilt

# ---- Where a feed must not lead ------------------------------------------------------------------------------------


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
        "javascript:alert(1)",
        "http://",
    ],
)
def test_a_feed_that_sends_us_elsewhere_is_not_followed(target: str) -> None:
    with serve(spoilt("/services", Reply(b"", 302, {"Location": target}))) as server:
        found = check_web(server)
    assert of(found, "answer-refused") == [("/services", "$")]


def test_another_server_on_the_same_machine_is_not_asked() -> None:
    with serve(answers()) as secret:
        reply = Reply(b"", 307, {"Location": f"{secret.address}/services"})
        with serve(spoilt("/services", reply)) as server:
            assert of(check_web(server), "answer-refused") == [("/services", "$")]
    assert secret.asked == []


def test_the_same_feed_may_pass_us_on_within_itself_but_not_for_ever() -> None:
    good = answers()

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/services":
            return Reply(b"", 301, {"Location": f"/services/?page={query['page']}"})
        if path == "/taxonomies":
            return Reply(b"", 302, {"Location": "/taxonomies"})
        return good(path.rstrip("/"), query)

    with serve(answer) as server:
        found = check_web(server)
    assert of(found, "answer-refused") == [("/taxonomies", "$")]
    assert not found.faults.failed(1)
    assert len([path for path in server.asked if path.startswith("/taxonomies?") or path == "/taxonomies"]) == 6


def test_a_name_that_turns_out_to_be_this_machine_is_not_read(monkeypatch: pytest.MonkeyPatch) -> None:
    """A name can be looked up as public, and lead inside when it is asked."""
    monkeypatch.setattr(getter, "leads_inside", lambda url: False)
    with serve(answers()) as server:
        answer = Web(server.address, QUICK).read("/services")
    assert [one.code for one in answer.troubles] == ["answer-refused"]
    assert answer.value is None


def test_an_id_is_never_a_way_to_another_address() -> None:
    made = page([{**service(1), "id": "../admin"}, {**service(2), "id": "x?y=1"}, {**service(3), "id": ".."}])
    with serve(spoilt("/services", made)) as server:
        found = check_web(server)
    assert not [path for path in server.asked if "admin" in path or "y=1" in path]
    assert of(found, "endpoint-missing") == [("/services/{id}", "$")]


def test_only_the_feeds_own_description_is_read() -> None:
    good, root = answers(), documents(0)["index.json"]
    with serve(lambda path, query: {"openapi": "3.1.0"}) as other:

        def answer(path: str, query: dict[str, str]) -> Any:
            if path == "/":
                return {**root, "openapi_url": f"{other.address}/openapi.json"}
            return good(path, query)

        with serve(answer) as server:
            assert not faults(check_web(server), "error")
    assert other.asked == []


def test_the_feeds_own_description_is_checked() -> None:
    good, root = answers(), documents(0)["index.json"]

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/":
            return {**root, "openapi_url": f"{server.address}/openapi.json"}
        return {"openapi": "3.1.0"} if path == "/openapi.json" else good(path, query)

    with serve(answer) as server:
        found = check_web(server)
    assert of(found, "description-unreadable") == [("openapi_url", "$")]
    assert found.verdict is Verdict.WARNED


@pytest.mark.parametrize(
    ("address", "private"),
    [
        ("127.0.0.1", True),
        ("10.1.2.3", True),
        ("172.20.0.1", True),
        ("192.168.1.1", True),
        ("169.254.169.254", True),
        ("100.64.0.1", True),
        ("0.0.0.0", True),
        ("224.0.0.1", True),
        ("::1", True),
        ("fe80::1%eth0", True),
        ("fd00::1", True),
        ("::ffff:127.0.0.1", True),
        ("64:ff9b::7f00:1", True),
        ("2002:7f00:1::", True),
        ("not an address", True),
        ("1.1.1.1", False),
        ("2606:4700:4700::1111", False),
        ("::ffff:1.1.1.1", False),
    ],
)
def test_which_addresses_are_inside(address: str, private: bool) -> None:
    assert is_private(address) is private


def test_where_names_lead() -> None:
    assert leads_inside(httpx.URL("http://localhost/"))
    assert leads_inside(httpx.URL("http://127.0.0.1:8000/"))
    assert not leads_inside(httpx.URL("https://1.1.1.1/"))


@pytest.mark.parametrize("address", ["ftp://feed.example", "https://", "file:///etc"])
def test_what_is_no_web_address_is_refused(address: str) -> None:
    with pytest.raises(ValueError, match="is not a web address"):
        Web(address, Limits())


def test_a_feed_below_a_path_is_asked_there(tmp_path: Path) -> None:
    good = answers()

    def answer(path: str, query: dict[str, str]) -> Any:
        return good(path.removeprefix("/open/v3"), query) if path.startswith("/open/v3") else None

    with serve(answer) as server:
        for address in (f"{server.address}/open/v3", f"{server.address}/open/v3/"):
            assert told(check(Web(address, QUICK))) == []


# ---- Whether web pages may read it ---------------------------------------------------------------------------------


def test_a_server_that_names_who_may_read_is_as_good() -> None:
    named = {**HEADERS, "Access-Control-Allow-Origin": "https://reader.example"}
    with serve(spoilt("/services", Reply(GOOD, headers=named))) as server:
        assert "answer-cors" not in codes(check_web(server))
    other = {**HEADERS, "Access-Control-Allow-Origin": "https://feed.example"}
    with serve(spoilt("/services", Reply(GOOD, headers=other))) as server:
        assert of(check_web(server), "answer-cors") == [("/services", "$")]


@pytest.mark.parametrize(("headers", "code"), [({}, "answer-cors-way"), (HEADERS, "")])
def test_a_web_page_must_be_let_go_where_it_is_sent(headers: dict[str, str], code: str) -> None:
    good = answers()

    def answer(path: str, query: dict[str, str]) -> Any:
        if path == "/services":
            return Reply(b"", 301, {**headers, "Location": f"/services/?page={query.get('page', 1)}"})
        return good(path.rstrip("/"), query)

    with serve(answer) as server:
        found = check_web(server)
    assert {one.code for one in faults(found, "warning")} == ({code} if code else set())
    assert found.verdict is Verdict.PASSED
