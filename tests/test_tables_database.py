"""The database: sound, linked, searchable, the same every time, and at home in Datasette."""

from __future__ import annotations

import asyncio
import json
import re
import sqlite3
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import pytest
from datasette.app import Datasette  # type: ignore[import-untyped]

from hereabouts.directory import Directory
from hereabouts.outputs.tables.database import LISTING, SEARCH
from hereabouts.outputs.tables.shape import TABLES
from tests.inline_records import SERVICE, build
from tests.tables_example import FOLDER, exported, opened, read_csv, read_demonstration, read_whole, read_zip

DATABASE, METADATA, PACKAGE = f"{FOLDER}directory.sqlite", f"{FOLDER}datasette.json", f"{FOLDER}hsds.zip"


@pytest.fixture(scope="module")
def directory() -> Directory:
    return read_demonstration()


@pytest.fixture(scope="module")
def made(directory: Directory) -> dict[str, bytes]:
    return exported(directory)


@pytest.fixture(scope="module")
def database(made: dict[str, bytes]) -> Iterator[sqlite3.Connection]:
    with opened(made[DATABASE]) as connection:
        yield connection


def rows(database: sqlite3.Connection, sql: str, *values: object) -> list[tuple[Any, ...]]:
    return database.execute(sql, values).fetchall()


# ---- sound


@pytest.mark.parametrize("read", [read_demonstration, read_whole, lambda: build({})], ids=["demo", "whole", "none"])
def test_sqlite_finds_nothing_wrong(read: Any) -> None:
    with opened(exported(read())[DATABASE]) as one:
        assert rows(one, "pragma integrity_check") == [("ok",)]
        assert rows(one, "pragma foreign_key_check") == []
        one.execute(f"insert into {SEARCH} ({SEARCH}, rank) values ('integrity-check', 1)")


def test_sqlite_would_find_a_key_that_leads_nowhere(made: dict[str, bytes]) -> None:
    with opened(made[DATABASE]) as one:
        one.execute("update service_at_location set location_id = 'nowhere' where rowid = 1")
        assert [found[:3] for found in rows(one, "pragma foreign_key_check")] == [
            ("service_at_location", 1, "location")
        ]


def test_the_tables_are_those_of_the_package_with_the_same_rows(
    made: dict[str, bytes], database: sqlite3.Connection
) -> None:
    packed = read_zip(made[PACKAGE])
    for table in TABLES:
        cursor = database.execute(f'select * from "{table.name}"')
        assert tuple(column[0] for column in cursor.description) == table.names
        told = [tuple("" if value is None else str(value) for value in row) for row in cursor]
        assert told == [tuple(row.values()) for row in read_csv(packed[table.file])]


def test_keys_are_declared(database: sqlite3.Connection) -> None:
    for table in TABLES:
        declared = {(row[3], row[2], row[4]) for row in rows(database, f'pragma foreign_key_list("{table.name}")')}
        assert declared == {(column.name, column.leads_to, "id") for column in table.references}
        primary = [row[1] for row in rows(database, f'pragma table_info("{table.name}")') if row[5]]
        assert primary == ["id"]


def test_every_key_has_an_index(database: sqlite3.Connection) -> None:
    for table in TABLES:
        for column in table.references:
            sql = f'select id from "{table.name}" where "{column.name}" = ?'
            plan = " ".join(row[3] for row in rows(database, f"explain query plan {sql}", "x"))
            assert "USING" in plan, sql
            assert "INDEX" in plan, sql


def test_what_is_not_given_is_null_and_nought_is_a_number() -> None:
    text = "name: Drop-in\nminimum_age: 0\n"
    with opened(exported(build({SERVICE: text}))[DATABASE]) as one:
        asked = "select minimum_age, typeof(minimum_age), maximum_age, description, email from service"
        assert rows(one, asked) == [(0, "integer", None, None, None)]


def test_a_listing_leads_to_its_service_and_group(database: sqlite3.Connection, directory: Directory) -> None:
    sql = f"""
        select {LISTING}.name, service.name, organization.name from {LISTING}
        join service on service.id = {LISTING}.service_id
        join organization on organization.id = {LISTING}.organization_id order by {LISTING}.number
    """
    services = directory.services.values()
    assert rows(database, sql) == [(one.hsds.name, one.hsds.name, one.organization.hsds.name) for one in services]


def test_the_database_says_whose_it_is(database: sqlite3.Connection, directory: Directory) -> None:
    said = dict(rows(database, "select name, value from about"))
    assert said["title"] == directory.settings.name
    assert said["licence"] == "Creative Commons Attribution 4.0"
    assert said["newest_change"] == "2026-11-22"
    assert rows(database, "pragma user_version") == [(1,)]


# ---- searched


def search(database: sqlite3.Connection, words: str) -> list[str]:
    sql = f"select name from {LISTING} where number in (select rowid from {SEARCH} where {SEARCH} match ?)"
    return [row[0] for row in rows(database, sql, words)]


@pytest.mark.parametrize("words", ["drop", "dropping", "soup", "Soups", "eastbrook", "cafe", "company"])
def test_a_listing_is_found_by_its_words(words: str) -> None:
    """By stem, without accents, by its place and by its terms."""
    text = "name: Drop-in Café\ndescription: Soup for all.\nlocations: {at: hall}\nattributes: {needs: company}\n"
    with opened(exported(build({SERVICE: text}))[DATABASE]) as one:
        assert search(one, words) == ["Drop-in Café"]
        assert search(one, "cricket") == []


def test_the_search_still_fits_when_somebody_compacts_the_file(made: dict[str, bytes], tmp_path: Path) -> None:
    file = tmp_path / "directory.sqlite"
    file.write_bytes(made[DATABASE])
    one = sqlite3.connect(file, isolation_level=None)
    before = search(one, "debt")
    one.execute("vacuum")
    one.execute(f"insert into {SEARCH} ({SEARCH}, rank) values ('integrity-check', 1)")
    assert search(one, "debt") == before
    assert before
    one.close()


def test_the_bytes_are_the_same_every_time(made: dict[str, bytes]) -> None:
    assert exported(read_demonstration()) == made


# ---- Datasette


@pytest.fixture(scope="module")
def datasette(made: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Datasette:
    folder = tmp_path_factory.mktemp("datasette")
    file = folder / "directory.sqlite"
    file.write_bytes(made[DATABASE])
    return Datasette([str(file)], metadata=json.loads(made[METADATA]))


def ask(datasette: Datasette, address: str) -> Any:
    """What it answers at an address: text of a page, or JSON."""
    with ThreadPoolExecutor(1) as pool:  # a loop of its own: a browser's may run here already
        answer = pool.submit(lambda: asyncio.run(datasette.client.get(address))).result()
    assert answer.status_code == 200, answer.text[:500]
    return answer.json() if ".json" in address else answer.text


def test_it_opens_in_datasette_with_its_licence(datasette: Datasette, directory: Directory) -> None:
    page = ask(datasette, "/")
    assert directory.settings.name in page
    assert "Creative Commons Attribution 4.0" in page
    tables = {one["name"] for one in ask(datasette, "/directory.json")["tables"] if not one["hidden"]}
    assert tables >= {LISTING, "service", "location", "organization"}


def test_a_page_of_listings_links_to_the_services_by_name(datasette: Datasette, directory: Directory) -> None:
    page = ask(datasette, f"/directory/{LISTING}?_size=5")
    service = min(directory.services.values(), key=lambda one: one.hsds.name)
    assert re.search(rf'<a href="/directory/service/{service.hsds.id}">', page)
    assert 'name="_search"' in page, "it found the full-text index by itself"
    row = ask(datasette, f"/directory/service/{service.hsds.id}.json?_shape=objects")["rows"][0]
    assert row["name"] == service.hsds.name


def test_datasette_searches(datasette: Datasette) -> None:
    found = ask(datasette, f"/directory/{LISTING}.json?_search=debt&_shape=array")
    assert found
    assert len(found) < len(ask(datasette, f"/directory/{LISTING}.json?_shape=array&_size=max"))
    assert all("debt" in json.dumps(row).lower() for row in found)


def test_datasette_explains_the_columns(datasette: Datasette) -> None:
    page = ask(datasette, f"/directory/{LISTING}")
    assert "The day on which somebody last said that all this is right." in page
