"""Everything as one SQLite file: the standard's tables with their foreign keys, and a table of listings to search.

``listing`` has the columns of the spreadsheet, and ``listing_search`` is its full-text index (FTS5), which Datasette
finds by itself. Written in memory and given as bytes: the same directory gives the same ones with the same version of
SQLite. Another version writes its own number into the file and may lay out the index in another way; what a query
answers stays.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Collection, Iterable, Mapping, Sequence
from contextlib import closing

from hereabouts.outputs.tables.flat import Flat
from hereabouts.outputs.tables.rows import Rows
from hereabouts.outputs.tables.shape import TABLES, Table

DATABASE = "directory"
"""What the file is called, and so what Datasette calls the database."""

LISTING = "listing"
SEARCH = "listing_search"
VERSION = 1
"""Raised when a table or a column goes or changes its meaning; ``pragma user_version`` tells."""

_NUMBER = "numeric"
_OPEN_ENDED = {"attribute": "link_id", "metadata": "resource_id"}
"""Columns that lead to a row of some table or other."""

_LEADS_TO = {"service_id": "service", "organization_id": "organization"}


def make_database(rows: Rows, flat: Flat, about: Mapping[str, str]) -> bytes:
    """The file. `flat` is the table of services, and `about` what the table of that name says, name and value."""
    with closing(_begin()) as database:
        database.execute("begin")
        for table in TABLES:
            database.execute(_create(table))
            needed = {column.name for column in table.columns if column.required}
            _insert(database, table.name, table.names, rows[table.name], needed)
            _index(database, table.name, [one.name for one in table.references])
        for name, column in _OPEN_ENDED.items():
            _index(database, name, [column])
        _add_listings(database, flat)
        database.execute("create table about (name text primary key not null, value text not null)")
        _insert(database, "about", ("name", "value"), list(about.items()), {"name", "value"})
        database.execute("commit")
        return database.serialize()


def _begin() -> sqlite3.Connection:
    """An empty database in memory.

    It is read from bytes, since SQLite then keeps it in one piece, which it need not copy once more to give it away.
    """
    with closing(sqlite3.connect(":memory:")) as empty:
        empty.execute(f"pragma user_version = {VERSION}")
        content = empty.serialize()
    database = sqlite3.connect(":memory:", isolation_level=None)
    database.deserialize(content)
    database.execute("pragma journal_mode = off")
    database.execute("pragma foreign_keys = off")  # rows that lead to each other come in any order
    return database


def _create(table: Table) -> str:
    columns = []
    for column in table.columns:
        said = [_quoted(column.name), _NUMBER if column.type == "number" else "text"]
        if column.required:
            said.append("primary key not null" if column.name == "id" else "not null")
        if column.leads_to:
            said.append(f"references {_quoted(column.leads_to)} (id)")
        columns.append(" ".join(said))
    return _statement(table.name, columns)


def _statement(name: str, columns: Iterable[str]) -> str:
    between = ",\n  "
    return f"create table {_quoted(name)} (\n  {between.join(columns)}\n)"


def _insert(
    database: sqlite3.Connection,
    name: str,
    columns: Sequence[str],
    rows: Iterable[Sequence[str | float | None]],
    needed: Collection[str] = (),
) -> None:
    """Rows as they are, but that what is empty is null, so that SQL counts it as missing, where that may be."""
    values = ", ".join("?" if column in needed else "nullif(?, '')" for column in columns)
    names = ", ".join(map(_quoted, columns))
    database.executemany(f"insert into {_quoted(name)} ({names}) values ({values})", rows)  # noqa: S608 - our own names


def _index(database: sqlite3.Connection, table: str, columns: Iterable[str]) -> None:
    for column in columns:
        database.execute(f"create index {_quoted(f'{table}_{column}')} on {_quoted(table)} ({_quoted(column)})")


def _add_listings(database: sqlite3.Connection, flat: Flat) -> None:
    """The table of listings. It has a number of its own, since the index keeps to that when the file is compacted."""
    names = [heading.name for heading in flat.headings]
    sought = [heading.name for heading in flat.headings if heading.sought]
    columns = ["number integer primary key"]
    for name in names:
        leads = f" not null references {_quoted(_LEADS_TO[name])} (id)" if name in _LEADS_TO else ""
        columns.append(f"{_quoted(name)} text{leads}")
    database.execute(_statement(LISTING, columns))
    _insert(database, LISTING, names, flat.rows)
    _index(database, LISTING, [*_LEADS_TO, "town"])
    searched = ", ".join(_quoted(name) for name in sought)
    database.execute(
        f"create virtual table {SEARCH} using fts5 ({searched}, "
        f'content="{LISTING}", content_rowid="number", tokenize="porter unicode61 remove_diacritics 2")'
    )
    database.execute(f"insert into {SEARCH} ({SEARCH}) values ('rebuild')")  # noqa: S608 - our own name


def _quoted(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'
