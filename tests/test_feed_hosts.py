"""A program that nobody changed for us reads the feed at its usual addresses, on each kind of host."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
import pytest

from hereabouts import build as building
from hereabouts.conform.check import Conformity, Verdict
from hereabouts.conform.folder import Folder
from hereabouts.conform.limits import Limits
from hereabouts.conform.web import Web
from hereabouts.directory import Directory
from hereabouts.outputs.feed import branches, describe_api, feed_files
from hereabouts.outputs.feed.hosts import HOSTS, alias
from hereabouts.outputs.feed.hosts.layout import Layout, layout
from hereabouts.settings import FeedSettings
from tests.building import LUNCH
from tests.building import Place as BuiltPlace
from tests.conform_feed import check, faults, told, write
from tests.official import bodies
from tests.official import faults as official_faults
from tests.static_hosts import cloudflare_pages, github_pages, netlify, served
from tests.test_feed import example_records
from tests.web_servers import SERVERS, free_port, running

SIZES = (2, 3)


@cache
def examples() -> Directory:
    return example_records()


def hosted(host: str, url: str = "", profile: str = "hsds", sizes: tuple[int, ...] = SIZES) -> Directory:
    """The example records on a host, with pages so small that there are several."""
    directory = examples()
    said = FeedSettings(host=host, profile=profile, page_sizes=sizes)
    return replace(directory, settings=replace(directory.settings, feed=said, url=url))


def files_of(directory: Directory) -> dict[str, bytes]:
    return dict(feed_files(directory))


STATIC = {"github-pages": github_pages, "netlify": netlify, "cloudflare-pages": cloudflare_pages}
PAGED = [name for name, one in HOSTS.items() if one.pages]


CALENDAR = {"services/a/b/calendar.ics": b"BEGIN:VCALENDAR\r\n"}


@contextmanager
def serving(host: str, sizes: tuple[int, ...] = SIZES) -> Iterator[str]:
    """The example feed on a host, as it is there or as near as we can come. Gives its address."""
    port = free_port()
    with TemporaryDirectory() as scratch:  # not pytest's own folder: a server that gives up its rights can't read there
        files = files_of(hosted(host, f"http://127.0.0.1:{port}", sizes=sizes))
        site = write(Path(scratch) / "site", {**files, **CALENDAR})
        server = served(site, STATIC[host], port) if host in STATIC else running(SERVERS[host], site, port)
        with server as address:
            yield address


@pytest.fixture(scope="module", params=[*STATIC, *SERVERS])
def host(request: pytest.FixtureRequest) -> str:
    return str(request.param)


@pytest.fixture(scope="module")
def address(host: str) -> Iterator[str]:
    with serving(host) as found:
        yield found


@pytest.fixture(scope="module", params=PAGED)
def paged(request: pytest.FixtureRequest) -> Iterator[str]:
    with serving(request.param) as found:
        yield found


READER = httpx.Client(follow_redirects=True, trust_env=False, headers={"Origin": "https://reader.example"})


def ask(address: str, **query: Any) -> httpx.Response:
    """As a program would that knows nothing of us: it goes where it is sent."""
    return READER.get(address, params=query or None)


def get(address: str) -> httpx.Response:
    """What it is given must be JSON, and for anybody."""
    answer = ask(address)
    assert answer.status_code == 200, (address, answer.status_code)
    assert answer.headers["Content-Type"].startswith("application/json"), address
    assert answer.headers["Access-Control-Allow-Origin"] == "*", address
    return answer


def ids(page: Any) -> list[str]:
    return [item["id"] for item in page["contents"]]


@cache
def complete(name: str) -> Any:
    return json.loads(files_of(hosted("none"))[f"api/{name}.json"])


def test_calendars_are_sent_as_such_where_there_can_be_rules(address: str, host: str) -> None:
    answer = ask(f"{address}/{next(iter(CALENDAR))}")
    assert answer.content == CALENDAR["services/a/b/calendar.ics"]
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8" or host in STATIC


@pytest.mark.parametrize("folder", ["api", "api/cy"])
@pytest.mark.parametrize("slash", ["", "/"])
def test_the_root_is_where_programs_ask(address: str, folder: str, slash: str) -> None:
    root = get(f"{address}/{folder}{slash}").json()
    assert root["version"] == "3.2.3"
    assert root["language"] == ("cy" if folder.endswith("cy") else "en")


@pytest.mark.parametrize("folder", ["api", "api/cy"])
@pytest.mark.parametrize("query", ["", "?page=1"])
def test_every_list_and_every_record_is_where_programs_ask(address: str, folder: str, query: str) -> None:
    for name in layout(hosted("none").settings).collections:
        page = get(f"{address}/{folder}/{name}{query}").json()
        assert page["page_number"] == 1
        assert ids(page) == ids(complete(name))[: page["size"]]
        record = get(f"{address}/{folder}/{name}/{ids(page)[0]}").json()
        assert record == get(f"{address}/{folder}/{name}/{ids(page)[0]}.json").json()
        assert record["id"] == ids(page)[0]


def test_what_is_not_there_is_not_found(address: str) -> None:
    for path in ("api/venues", "api/services/no-such-id", "api/de/services", "api/services/no-such-id.json"):
        assert ask(f"{address}/{path}").status_code == 404, path


def test_the_canonical_files_are_whole_lists_everywhere(address: str) -> None:
    assert get(f"{address}/api/services.json").json() == complete("services")


def conformity(address: str, **wishes: Any) -> Conformity:
    source = Web(f"{address}/api", Limits())
    try:
        return check(source, everything=True, **wishes)
    finally:
        source.close()


@pytest.mark.parametrize("profile", ["", "uk"])
def test_the_check_passes_on_each_host(address: str, host: str, profile: str) -> None:
    found = conformity(address, profile=profile)
    assert found.verdict is Verdict.PASSED, told(found, "error")
    assert found.whole
    # GitHub Pages sends readers on, and nobody says whether it lets the pages of other sites go along.
    assert {one.code for one in faults(found, "warning")} == ({"answer-cors-way"} if HOSTS[host].aliases else set())
    assert {one.code for one in faults(found, "note")} >= {"page-size-fixed", "filter-ignored"}
    assert any(visit.endpoint.path == "/services (NDJSON)" and visit.records for visit in found.visits)
    services = next(visit for visit in found.visits if visit.endpoint.path == "/services")
    assert services.documents == (-(-services.records // SIZES[0]) if HOSTS[host].pages else 1)


# ---- Pages ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("size", SIZES)
def test_the_pages_of_each_size_make_up_the_whole(paged: str, size: int) -> None:
    whole = ids(complete("taxonomy_terms"))
    pages = -(-len(whole) // size)
    assert pages > 2
    found = []
    for number in range(1, pages + 1):
        page = get(f"{paged}/api/taxonomy_terms?per_page={size}&page={number}").json()
        assert (page["total_items"], page["total_pages"], page["page_number"]) == (len(whole), pages, number)
        assert page["size"] == len(page["contents"]) <= size
        assert (page["first_page"], page["last_page"], page["empty"]) == (number == 1, number == pages, False)
        found += ids(page)
    assert found == whole


@pytest.mark.parametrize("query", ["", "?per_page=7", "?per_page=x", "?page=1&per_page=0", "?search=food", "?page="])
def test_who_asks_for_another_size_gets_the_usual_one_and_is_told(paged: str, query: str) -> None:
    page = get(f"{paged}/api/taxonomy_terms{query}").json()
    assert (page["size"], page["page_number"]) == (SIZES[0], 1)


def test_behind_the_last_page_is_an_empty_one_and_then_nothing(paged: str) -> None:
    last = get(f"{paged}/api/services").json()["total_pages"]
    after = get(f"{paged}/api/services?page={last + 1}").json()
    assert (after["contents"], after["empty"], after["last_page"], after["page_number"]) == ([], True, True, last + 1)
    for number in (last + 2, 0, -1, "x", "1.5", "99999999999", "../1"):
        assert ask(f"{paged}/api/services", page=number).status_code == 404, number


def test_pages_in_each_language_have_the_same_ids(paged: str) -> None:
    english, welsh = (get(f"{paged}/{folder}/services?page=2").json() for folder in ("api", "api/cy"))
    assert ids(english) == ids(welsh)


# ---- Files that are made, and files that are not -------------------------------------------------------------------


def test_files_have_a_second_name_only_where_the_host_needs_it() -> None:
    plain = files_of(hosted("none"))
    for name, host in HOSTS.items():
        more = files_of(hosted(name)).keys() - plain.keys()
        doubled = {file for file in more if file.endswith("/index.json")}
        assert bool(doubled) == host.aliases, name
        assert bool({file for file in more if "/pages/" in file}) == host.pages, name
        assert {file for file in more if file.endswith(".html")} == set(), "nobody's words are served as a web page"
        assert plain.keys() <= files_of(hosted(name)).keys()


def test_a_second_name_has_the_same_bytes() -> None:
    made = files_of(hosted("github-pages"))
    for path in [path for path, _, _ in bodies(made) if path.endswith(".json") and not path.endswith("/index.json")]:
        assert made[alias(path)] == made[path]
    assert alias("api/index.json") == alias("api/services.ndjson") == ""
    assert alias("api/cy/services.json") == "api/cy/services/index.json"


def test_cloudflare_takes_all_the_rules_however_many_languages() -> None:
    """2,000 without a placeholder, then 100 with one, of 1,000 letters (Cloudflare Pages, Redirects, "Per file")."""
    [(_, redirects), (_, headers)] = HOSTS["cloudflare-pages"].rules(Layout(tuple(f"l{n}" for n in range(19)), (50,)))
    lines = redirects.decode().splitlines()
    with_ids = [line for line in lines if ":" in line]
    assert lines[len(lines) - len(with_ids) :] == with_ids
    assert len(with_ids) <= 100
    assert len(lines) - len(with_ids) <= 2000
    assert max(map(len, lines)) <= 1000
    assert len([line for line in headers.decode().splitlines() if line.startswith("/")]) <= 100


@pytest.mark.parametrize("name", SERVERS)
def test_a_site_in_a_folder_of_a_server_is_found_there(name: str) -> None:
    port = free_port()
    with TemporaryDirectory() as scratch:
        root = Path(scratch) / "www"
        site = write(root / "our.place", files_of(hosted(name, f"http://127.0.0.1:{port}/our.place")))
        with running(SERVERS[name], site, port, root) as server:
            for path in ("api", "api/cy/", "api/services?page=2", "api/cy/organizations"):
                get(f"{server}/our.place/{path}")
            assert conformity(f"{server}/our.place").verdict is Verdict.PASSED
            assert ask(f"{server}/ourxplace/api/services").status_code == 404


def test_github_pages_keeps_to_its_published_rules(tmp_path: Path) -> None:
    files = ("file.html", "folder/index.html", "both.html", "both/index.html", "data/index.json", "bare/x")
    site = write(tmp_path, dict.fromkeys(files, b""))
    asked = {
        path: github_pages(site, path, {}) for path in ("/file", "/file/", "/folder", "/folder/", "/both", "/both/")
    }
    assert asked["/file"].file == site / "file.html"
    assert asked["/file/"] == asked["/file/"].__class__()
    assert asked["/folder"].sent_on == "/folder/"
    assert asked["/folder/"].file == site / "folder" / "index.html"
    assert asked["/both"].file == site / "both.html"
    assert asked["/both/"].file == site / "both" / "index.html"
    assert github_pages(site, "/data/", {}).file == site / "data" / "index.json"
    assert github_pages(site, "/bare/", {}).file is None


# ---- What the feed says it follows ---------------------------------------------------------------------------------


def test_a_feed_of_open_referral_uk_says_so(tmp_path: Path) -> None:
    made = files_of(hosted("none", "https://directory.eastbrook.example", "hsds-uk"))
    root = json.loads(made["api/index.json"])
    assert root["version"] == "HSDS-UK-3.0"
    assert official_faults("oruk-3.0", "api_details", root) == []
    found = check(Folder(write(tmp_path, made) / "api", Limits()))
    assert (found.verdict, found.standard) == (Verdict.PASSED, "Open Referral UK 3.0")
    assert faults(found, "warning") == []
    plain = files_of(hosted("none", "https://directory.eastbrook.example"))
    assert {path for path, content in made.items() if plain[path] != content} == {"api/index.json", "api/cy/index.json"}


@pytest.mark.parametrize("host", HOSTS)
def test_the_description_names_the_parameters_that_work_on_a_host(host: str) -> None:
    for branch in branches(hosted(host)):
        paths: Any = describe_api(branch)["paths"]
        listed = paths["/services" if HOSTS[host].answers else "/services.json"]["get"]
        asked = {one["name"] for one in listed.get("parameters", [])}
        assert asked == ({"page", "per_page"} if HOSTS[host].pages else set())


# ---- The page about it ---------------------------------------------------------------------------------------------

PAGE = (Path(__file__).resolve().parent.parent / "docs" / "hosting-the-feed.md").read_text(encoding="utf-8")
TITLES = {
    "github-pages": "GitHub Pages",
    "netlify": "Netlify",
    "cloudflare-pages": "Cloudflare Pages",
    "nginx": "nginx",
    "caddy": "Caddy",
    "apache": "Apache",
}


def addresses(host: str) -> Iterator[tuple[str, str, str]]:
    """What the page says of a host: an address, the file that answers, its label."""
    section = PAGE.partition(f"### {TITLES[host]}\n")[2].partition("\n##")[0]
    if "labels are those of Netlify" in " ".join(section.split()):
        yield from addresses("netlify")
    for asked, file, rest in re.findall(r"^(`/.*`)\n:   `([^`]+)`(.*)$", section, re.MULTILINE):
        label = re.search(r"labelled `(.*)`", rest)
        kind = label[1] if label else "application/json"
        yield from ((address, file, kind) for address in re.findall(r"`([^`]+)`", asked))


@pytest.mark.parametrize("host", TITLES)
def test_the_page_is_true_of_every_address(host: str) -> None:
    assert len(list(addresses(host))) >= 4
    files = files_of(hosted(host, sizes=(50, 100)))
    own_id = ids(complete("services"))[0]
    with serving(host, (50, 100)) as server:
        for address, file, label in addresses(host):
            answer = ask(server + address.replace("<id>", own_id))
            assert answer.status_code == 200, address
            assert (
                answer.headers["Content-Type"].partition(";")[0] == label or label.endswith("ndjson") > answer.is_error
            )
            assert answer.headers["Access-Control-Allow-Origin"] == "*"
            wanted = files[file.replace("<id>", own_id)]
            differ = {"api/index.json"}  # it says at which address it is
            assert answer.content == wanted or file in differ, address


def test_the_page_names_every_host_and_what_it_can_do() -> None:
    assert set(TITLES) == HOSTS.keys() - {"none"}
    for name, title in TITLES.items():
        assert f"| {title} | {'yes' if HOSTS[name].pages else 'no'} |\n" in PAGE
        assert f"`{name}`" in PAGE


# ---- In a build ----------------------------------------------------------------------------------------------------


def test_second_names_and_rules_follow_the_setting_and_the_records(tmp_path: Path) -> None:
    place = BuiltPlace(tmp_path / "a place")
    before = place.build()
    assert before.directory is not None
    settings = place.read("directory")
    place.write("directory", f"{settings}feed: {{host: github-pages}}\n")
    place.build()
    [one] = [path for path in place.tree() if path.startswith("api/services/") and path.endswith("/index.json")][1:]
    place.change(LUNCH, "Tea, soup and company.", "Tea and soup.")
    place.build()
    tree = place.tree()
    assert b"Tea and soup." in tree[one]
    assert tree[one] == tree[one.replace("/index.json", ".json")]
    assert b"Tea and soup." in tree["api/services/index.json"]
    place.write("directory", f"{settings}feed: {{host: nginx}}\n")
    place.build()
    tree = place.tree()
    assert {"hosting/nginx.conf", "api/pages/services/50/1.json"} <= tree.keys()
    assert not {".nojekyll", one, "api/services/index.json"} & tree.keys()


def test_a_list_too_long_to_be_given_whole_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    place = BuiltPlace(tmp_path / "a place")
    assert "feed-large" not in {one.code for one in place.build().checked.findings}
    monkeypatch.setattr(building, "_LARGE", 1000)
    [told_of] = [one for one in place.build().checked.findings if one.code == "feed-large"]
    assert told_of.place.file.endswith("directory.yml")
    place.write("directory", f"{place.read('directory')}feed: {{host: nginx}}\n")
    assert "feed-large" not in {one.code for one in place.build().checked.findings}
