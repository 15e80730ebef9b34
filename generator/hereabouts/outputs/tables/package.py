"""The tabular data package: the standard's 24 tables as CSV in one zip, and ``datapackage.json``, which describes them.

A Data Package (https://specs.frictionlessdata.io/data-package/) can be checked by other people's tools, foreign keys
and all. Every table is there, an empty one with its heading alone, so that a reader need not ask which there are.

The same directory gives the same bytes: members in a fixed order, with a fixed date. Another version of zlib may
compress the same tables to other bytes; the sizes and hashes in ``datapackage.json`` hold whatever packed them.
"""

from __future__ import annotations

import csv
import json
from collections.abc import Iterable, Iterator, Mapping
from hashlib import sha256
from io import BytesIO, StringIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from hereabouts.directory import Directory
from hereabouts.frame import read_licence
from hereabouts.model.ids import slug
from hereabouts.model.versions import PUBLISHED
from hereabouts.outputs.tables.rows import Row, Rows
from hereabouts.outputs.tables.shape import TABLES, Column, Table

DESCRIPTION = "datapackage.json"
_MOMENT = (1980, 1, 1, 0, 0, 0)
"""The earliest a zip can say, and the same in every build."""

_EFFORT = 3
"""How hard to compress: twice as fast as the usual 6, for a tenth more bytes."""

_UNIX = 3


def make_package(directory: Directory, rows: Rows, beside: Mapping[str, bytes], changed: str) -> bytes:
    """The zip. `beside` are further files to put in, by name; `changed` is the newest change (RFC 3339)."""
    contents = {table.file: write_csv(table.names, rows[table.name]) for table in TABLES}
    described = json.dumps(describe(directory, contents, changed), ensure_ascii=False, indent=1)
    return pack([(DESCRIPTION, described.encode()), *contents.items(), *sorted(beside.items())])


def write_csv(names: Iterable[str], rows: Iterable[Row]) -> bytes:
    """A table as CSV (RFC 4180, UTF-8): what is not given is an empty cell."""
    written = StringIO(newline="")
    writer = csv.writer(written, lineterminator="\r\n")
    writer.writerow(names)
    writer.writerows(rows)
    return written.getvalue().encode()


def pack(files: Iterable[tuple[str, bytes]]) -> bytes:
    """Files in a zip, always with the same date."""
    packed = BytesIO()
    with ZipFile(packed, "w") as archive:
        for name, content in files:
            member = ZipInfo(name, _MOMENT)
            member.create_system = _UNIX
            member.external_attr = 0o644 << 16
            archive.writestr(member, content, ZIP_DEFLATED, _EFFORT)
    return packed.getvalue()


def describe(directory: Directory, contents: Mapping[str, bytes], changed: str) -> dict[str, object]:
    """What ``datapackage.json`` says. `contents` is by the file of a table."""
    settings = directory.settings
    licence = read_licence(settings.license)
    named = {"name": settings.license, "path": licence.url, "title": licence.name}
    publisher = settings.publisher
    by = {"title": publisher.name, "path": publisher.website, "email": publisher.email, "role": "publisher"}
    said = {
        "profile": "tabular-data-package",
        "name": slug(settings.name) or "directory",
        "title": settings.name,
        "description": settings.description,
        "homepage": settings.url,
        "created": changed,
        "hsds_version": PUBLISHED,
        "licenses": [_given(named)] if settings.license else [],
        "contributors": [_given(by)] if publisher.name else [],
    }
    return {**_given(said), "resources": [_resource(table, contents[table.file]) for table in TABLES]}


def _given(said: Mapping[str, object]) -> dict[str, object]:
    return {name: value for name, value in said.items() if value}


def _resource(table: Table, content: bytes) -> dict[str, object]:
    return {
        "profile": "tabular-data-resource",
        "name": table.name,
        "path": table.file,
        "format": "csv",
        "mediatype": "text/csv",
        "encoding": "utf-8",
        "bytes": len(content),
        "hash": f"sha256:{sha256(content).hexdigest()}",
        "schema": dict(_schema(table)),
    }


def _schema(table: Table) -> Iterator[tuple[str, object]]:
    yield "fields", [_field(column) for column in table.columns]
    yield "primaryKey", "id"
    keys = [_key(table, column) for column in table.references]
    if keys:
        yield "foreignKeys", keys
    if table.kind is None:
        yield "missingValues", []  # a change from nothing has a former value, and it is empty


def _field(column: Column) -> dict[str, object]:
    limits = {"required": column.required, "unique": column.name == "id", "enum": list(column.enum)}
    return _given({"name": column.name, "type": column.type, "format": column.format, "constraints": _given(limits)})


def _key(table: Table, column: Column) -> dict[str, object]:
    there = "" if column.leads_to == table.name else column.leads_to
    return {"fields": column.name, "reference": {"resource": there, "fields": "id"}}
