"""`hereabouts import` as somebody types it: any format, a file or an address, once and again."""

from __future__ import annotations

import functools
import http.server
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hereabouts.commands.import_records import import_records
from hereabouts.importers import FORMATS, Options, run
from hereabouts.importers.asking import Patience
from hereabouts.kind import Kind
from hereabouts.settings import read_settings
from hereabouts.writer import dump
from tests.conform_feed import Reply, answers, serve
from tests.demonstration import ROOT, demonstration_folder
from tests.importing import SETTINGS, TODAY, UK
from tests.round_trip import publish, read_folder, unlike
from tests.test_importers_hsds_csv import ORGANIZATIONS, SERVICES, package

DAY = ["--today", "2026-11-22"]


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr(Patience, "__init__", functools.partialmethod(Patience.__init__, tries=2, pause=0))
    Path("directory").mkdir()
    Path("directory/directory.yml").write_text(dump(Kind.DIRECTORY, dict(SETTINGS)))


def type_in(*words: str) -> Result:
    return CliRunner().invoke(import_records, [*words, *DAY])


def test_every_format_is_offered() -> None:
    said = CliRunner().invoke(import_records, ["--help"]).output
    assert all(form in said for form in FORMATS)
    assert type_in("xml", "feed.xml").exit_code == 2


def test_a_package_of_tables_comes_in_and_is_reported_three_times_over(tmp_path: Path) -> None:
    package(tmp_path, organizations=ORGANIZATIONS, services=f"{SERVICES}11|1|Cake|active\n")
    result = type_in(
        "hsds-csv", ".", "--source-name", "Council", "--source-license", "OGL-UK-3.0", "--as", "The Council"
    )
    assert result.exit_code == 0, result.output
    assert "3 files written into directory. The whole report is in import-report.md." in result.output
    soup = Path("directory/organizations/lunch-club/soup.yml").read_text()
    assert "source:\n  name: Council\n  license: OGL-UK-3.0\n  retrieved: 2026-11-22\n" in soup
    assert Path("directory/.imports/the-council.ndjson").is_file()
    report = json.loads(Path("import-report.json").read_text())
    assert set(report["reviews"]) == {"organizations/lunch-club/soup", "organizations/lunch-club/cake"}
    assert {line["source"] for line in report["lines"]} >= {"services.csv, row 2", "organizations.csv, row 2"}
    page = Path("import-report.md").read_text()
    assert page.startswith("# Import report\n\nFound 3 rows")
    assert "| month | listings to look at |" in page


def test_the_same_command_again_brings_records_up_to_date(tmp_path: Path) -> None:
    package(tmp_path, organizations=ORGANIZATIONS, services=SERVICES)
    assert type_in("hsds-csv", ".", "--as", "council").exit_code == 0
    package(tmp_path, services=SERVICES.replace("Soup", "Leek soup"))
    result = type_in("hsds-csv", ".", "--as", "council")
    assert "1 file written into directory." in result.output
    assert Path("directory/organizations/lunch-club/soup.yml").read_text() == "name: Leek soup\n"
    assert "Nothing is new, so no file was changed." in type_in("hsds-csv", ".", "--as", "council").output


def test_what_is_refused_names_the_imports_there_were(tmp_path: Path) -> None:
    package(tmp_path, organizations=ORGANIZATIONS, services=SERVICES)
    assert type_in("hsds-csv", ".", "--as", "council").exit_code == 0
    package(tmp_path, services=SERVICES, organizations=ORGANIZATIONS.replace("Soup", "Stew"))
    result = type_in("hsds-csv", ".", "--as", "another")
    assert result.exit_code == 1
    assert "Nothing was written: 1 records are there already, such as:" in result.output
    assert "Imported before: council. If this is one of them, name it with --as." in result.output


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("nothing.zip", "There is no file or folder at nothing.zip."),
        ("http://", "http:// is no web address that can be asked."),
    ],
)
def test_a_source_that_is_none_is_said_in_words(source: str, words: str) -> None:
    result = type_in("hsds-csv", source)
    assert (result.exit_code, result.output.strip()) == (1, words)
    assert not Path("directory/.imports").exists()


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("feed.json", b"<!doctype html><p>Log in", "feed.json: It is a web page, not data."),
        ("feed.json", b'{"name": "Club", "desc', "feed.json: It is not JSON (line 1, column 18)."),
        ("feed.json", b"[" * 100_000, "feed.json: Its parts stand inside each other more than 40 deep."),
        ("feed.json", '{"name": "Café"}'.encode("cp1252"), "feed.json: It is not UTF-8 text."),
        ("feed.ndjson", b'{"name": "Clu\n', "feed.ndjson, line 1: It is not JSON (line 1, column 14)."),
        ("feed.json", b"[]", "feed.json holds no organization, service or place that can be read"),
        ("services.csv", b"<!doctype html><p>Log in</p>\n", "holds no organization, service or place that can be read"),
    ],
)
def test_a_file_that_holds_nothing_is_no_empty_directory(name: str, content: bytes, words: str) -> None:
    Path(name).write_bytes(content)
    result = type_in(*(("hsds-csv", ".") if name.endswith("csv") else ("hsds-json", name)), "--as", "council")
    assert result.exit_code == 1
    assert words in result.output
    assert "so nothing was written" in result.output
    assert list(Path("directory").iterdir()) == [Path("directory/directory.yml")]


def test_what_may_be_here_already_and_when_to_look_at_what_is_new_are_in_the_report(tmp_path: Path) -> None:
    ours = Path("directory/organizations/eastbrook-lunch/organization.yml")
    ours.parent.mkdir(parents=True)
    ours.write_text("name: Eastbrook Lunch Club\ndescription: Ours.\n")
    rows = "".join(f"{number}|1|Soup {number}|active\n" for number in range(11, 31))
    package(tmp_path, organizations="id|name|description\n1|Lunch Club, Eastbrook|x\n", services=f"{SERVICES}{rows}")
    result = type_in("hsds-csv", ".", "--as", "council")
    assert "perhaps here already. It has the same name as Eastbrook Lunch Club." in result.output
    report = Path("import-report.md").read_text()
    assert "- `organizations.csv, row 2`: `record` perhaps here already." in report
    assert "`organizations/lunch-club-eastbrook/organization and organizations/eastbrook-lunch/organization`" in report
    days = json.loads(Path("import-report.json").read_text())["reviews"]
    assert len(days) == 21
    assert len({day[:7] for day in days.values()}) > 3, "in several months"
    assert min(days.values()) > "2026-11-22"
    assert max(days.values()) <= "2027-05-22"
    assert ours.read_text() == "name: Eastbrook Lunch Club\ndescription: Ours.\n"


def test_a_name_of_signs_alone_is_refused() -> None:
    assert type_in("hsds-csv", ".", "--as", "***").exit_code == 2


# The page about it.


def test_the_page_names_every_format_and_every_option() -> None:
    page = (ROOT / "docs" / "importing.md").read_text(encoding="utf-8")
    options = {name for one in import_records.params for name in one.opts if name.startswith("--")}
    assert [name for name in sorted({*options, *FORMATS}) if f"`{name}" not in page] == []
    shown = [line.split() for line in page.splitlines() if line.startswith("hereabouts import ")]
    assert len(shown) == 3
    assert all(words[2] in FORMATS and {w for w in words if w.startswith("--")} <= options for words in shown)


# Addresses.


def test_a_feed_that_breaks_off_is_gone_on_with_and_then_forgotten() -> None:
    broken = {"now": True}
    good = answers(9, 3)

    def answer(path: str, query: dict[str, str]) -> Any:
        return Reply(b"", 500) if broken["now"] and query.get("page") == "3" else good(path, query)

    with serve(answer) as server:
        result = type_in("hsds-json", server.address, "--as", "feed")
        assert result.exit_code == 1
        assert "page=3: The server answered 500. Nothing was written. What was fetched is kept" in result.output
        assert list(Path("directory").iterdir()) == [Path("directory/directory.yml")], "nothing is half-written"
        assert len(list(Path(".hereabouts/imports").rglob("*.answer"))) > 3
        server.asked.clear()
        broken["now"] = False
        result = type_in("hsds-json", server.address, "--as", "feed")
    assert result.exit_code == 0, result.output
    assert "/services?page=1" not in server.asked
    assert not list(Path(".hereabouts/imports").iterdir())
    lunch = Path("directory/organizations/riverside-lunch-club/lunch-3.yml").read_text()
    assert f"source:\n  url: {server.address}\n  retrieved: 2026-11-22\n" in lunch


def test_a_key_in_an_address_is_kept_nowhere() -> None:
    with serve(answers(1)) as server:
        assert type_in("hsds-json", f"{server.address}/?key=secret").exit_code == 0
        assert all("key=secret" in path for path in server.asked)
    for file in Path().rglob("*"):
        assert file.is_dir() or "secret" not in file.read_text(), file


@contextmanager
def static(folder: Path) -> Iterator[str]:
    """A host of files, as most directories have."""

    class Quiet(http.server.SimpleHTTPRequestHandler):
        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(Quiet, directory=str(folder)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_our_own_feed_comes_back_over_the_web(tmp_path: Path) -> None:
    records = read_folder(demonstration_folder())
    publish(records, tmp_path / "site")
    options = Options(read_settings(records.settings.data), TODAY)
    with static(tmp_path / "site") as address:
        imported = run("hsds-json", f"{address}/api/", tmp_path / "back", options)
    assert {way for way in unlike(records, imported) if way[-1] != "maintainers"} == set()


def test_a_dump_and_a_package_are_fetched_whole(tmp_path: Path) -> None:
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "all.ndjson").write_text('{"name": "Choir", "description": "We sing."}\n')
    with static(tmp_path / "site") as address:
        run("hsds-json", f"{address}/all.ndjson", tmp_path / "directory", Options(UK, TODAY))
        with pytest.raises(Exception, match="There is nothing at this address"):
            run("hsds-csv", f"{address}/none.zip", tmp_path / "directory", Options(UK, TODAY))
    assert Path("directory/organizations/choir/organization.yml").is_file()
    assert not list(Path(".hereabouts/imports").rglob("*.ndjson"))
