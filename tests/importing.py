"""What the tests of the importers share: settings, making records from JSON, and looking at what came out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from hereabouts.assembly import assemble
from hereabouts.check import Checked, check_records
from hereabouts.directory import Directory, LocationListing, OrganizationListing, ServiceListing
from hereabouts.importers.desk import Options
from hereabouts.importers.hsds_json import Imported, convert, kind_of
from hereabouts.importers.source import SourceRecord, read_source
from hereabouts.model.objects import plain
from hereabouts.reading import check_file
from hereabouts.records import Kind, Record, Records, gather
from hereabouts.settings import Settings, read_settings
from hereabouts.source.document import Data, Document
from hereabouts.source.reader import read_document
from hereabouts.writer import dump

TODAY = date(2026, 11, 22)
SETTINGS: dict[str, Data] = {
    "name": "Test directory",
    "description": "A directory for tests.",
    "url": "https://directory.example",
    "publisher": {"name": "Testers", "email": "us@directory.example"},
    "license": "CC0-1.0",
    "id_namespace": "5d3d3f0e-7a55-4a38-9c32-6b1f0a6f9d01",
    "languages": ["en"],
    "country": "GB",
    "currency": "GBP",
    "example": "yes",
}
UK = read_settings(SETTINGS)
US = replace(UK, country="US", currency="USD", timezone="America/New_York")


def import_json(*roots: Any, settings: Settings = UK, kind: str = "", **told: str) -> Imported:
    """Import JSON values, each as a source record of its own."""
    source = [SourceRecord(f"record {n}", f"record {n}", root, kind) for n, root in enumerate(roots, 1)]
    return convert(source, Options(settings, TODAY, told))


def import_path(path: Path, settings: Settings = UK) -> Imported:
    """Import a file or a folder."""
    return convert(read_source(path), Options(settings, TODAY))


def only(imported: Imported, ending: str = "") -> dict[str, Any]:
    """The one record whose path ends so."""
    (data,) = [data for path, data in imported.records.items() if path.endswith(ending)]
    return {**data}


def told(imported: Imported, what: str) -> list[tuple[str, str]]:
    """What the report says of a field: the action and the value of each line."""
    return [(line.action.value, line.value) for line in imported.report.lines if line.what == what]


def settings_record(settings: Settings) -> Record:
    """directory.yml that says these settings."""
    data = {**SETTINGS, "country": settings.country, "currency": settings.currency, "timezone": settings.timezone}
    data |= {"state_province": settings.state_province} if settings.state_province else {}
    return Record(Kind.DIRECTORY, "directory", Document("directory.yml", data=data))


def as_records(imported: Imported, settings: Settings) -> Records:
    """The records of an import, not written out."""
    made = [Record(kind_of(path), path, Document(path, data=data)) for path, data in imported.records.items()]
    return gather(settings_record(settings), made)


def check(imported: Imported, settings: Settings = UK) -> Checked:
    """Write every record, read it back and check it, across records too."""
    found = []
    for path, data in imported.records.items():
        document = check_file(f"{path}.yml", dump(kind_of(path), data).encode(), kind_of(path))
        assert document.data == data
        found.append(Record(kind_of(path), path, document))
    record = settings_record(settings)
    record.document = read_document("directory.yml", dump(Kind.DIRECTORY, record.data).encode())
    return check_records(gather(record, found), TODAY)


def objects(directory: Directory) -> dict[tuple[str, str], dict[str, Any]]:
    """Every HSDS object of a directory by kind and id, without what git says of it."""
    made: dict[tuple[str, str], dict[str, Any]] = {}
    for kind in ("organizations", "services", "locations"):
        for listing in getattr(directory, kind).values():
            made[kind, listing.hsds.id] = _plain(listing.hsds)
    for taxonomy in directory.taxonomies.values():
        made["taxonomies", taxonomy.hsds.id] = _plain(taxonomy.hsds)
        for term in taxonomy.terms.values():
            made["taxonomy_terms", term.hsds.id] = _plain(term.hsds)
    return made


def _plain(hsds: object) -> dict[str, Any]:
    made: dict[str, Any] = dict(plain(hsds))  # type: ignore[call-overload]
    made.pop("last_modified", None)
    return made


def scalars(value: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], Any]]:
    """Every scalar of a JSON value that says something, with the keys that lead to it."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield from scalars(inner, (*path, key))
    elif isinstance(value, list):
        for inner in value:
            yield from scalars(inner, path)
    elif value is not None and str(value).strip():
        yield path, value


def folded(value: Any) -> str:
    """A scalar in one form: no case, single spaces, whole numbers without a point."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return re.sub(r"\s+", " ", str(value)).strip().casefold()


class Haystack:
    """Texts to look for a value in."""

    def __init__(self, texts: Iterable[str], behind: Haystack | None = None) -> None:
        self.words = "\n".join(texts)
        self.figures = re.sub(r"[^\d\n]", "", self.words)
        self.behind = behind

    def has(self, value: Any) -> bool:
        """Whether a value of the source is there, in its own form or as a number that can be dialled."""
        needle = folded(value)
        bare = re.sub(r"[ ,]*(?:ext|x)[. ]*\d+$", "", needle)
        figures = re.sub(r"\D", "", bare)
        said = {"true": "yes", "false": "no"}.get(needle, needle)
        if needle in self.words or said in self.words or (len(figures) >= 7 and figures in self.figures):
            return True
        return self.behind is not None and self.behind.has(value)


def haystacks(imported: Imported, settings: Settings) -> dict[str, Haystack]:
    """Source label -> all that was made of it, and all the report says of it. Lists of terms are behind every one."""
    directory = assemble(as_records(imported, settings), TODAY, settings=settings)
    made: dict[str, OrganizationListing | ServiceListing | LocationListing] = {}
    made.update(directory.organizations)
    made.update(directory.services)
    made.update(directory.locations)
    texts = {path: [folded(value) for _, value in scalars(plain(one.hsds))] for path, one in made.items()}
    lists = Haystack(folded(v) for path, data in imported.records.items() if path[0] == "t" for _, v in scalars(data))
    said: dict[str, list[str]] = {label: [] for label in imported.origins}
    for line in imported.report.lines:
        said.setdefault(line.where.source, []).append(folded(line.value))
    for label, paths in imported.origins.items():
        said[label] += [text for path in paths for text in texts[path]]
    return {label: Haystack(found, lists) for label, found in said.items()}
