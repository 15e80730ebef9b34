"""Importing the tables that `build` published gives the same records back, but for what tables cannot carry."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from hereabouts.assembly import assemble
from hereabouts.importers.desk import Options
from hereabouts.importers.formats import FORMATS
from hereabouts.importers.hsds_json import Imported, convert
from hereabouts.importers.intake import Asked
from hereabouts.importers.report import Report
from hereabouts.importers.spool import Spool
from hereabouts.model.versions import PUBLISHED
from hereabouts.outputs.extension import extension_file
from hereabouts.outputs.tables.package import make_package
from hereabouts.outputs.tables.rows import rows_of
from hereabouts.records import Records
from hereabouts.settings import read_settings
from tests.demonstration import demonstration_folder
from tests.importing import TODAY, US, as_records, import_path
from tests.odd_records import make_sound_records
from tests.round_trip import Way, read_folder, unlike
from tests.shared import shared_folder
from tests.test_round_trip import SEEDS, SOAKED, WHOLE, by_design, written


def bring_tables_back(records: Records, folder: Path, *, beside: bool = True) -> Imported:
    """Publish the package of tables of a directory, with or without our own file, and import it into an empty one."""
    directory = assemble(records, TODAY)
    folder.mkdir(parents=True, exist_ok=True)
    own = {"extension.ndjson": extension_file(directory)[1]} if beside else {}
    (folder / "hsds.zip").write_bytes(make_package(directory, rows_of(directory), own, PUBLISHED))
    options, report = Options(read_settings(records.settings.data), TODAY), Report()
    asked = Asked(str(folder / "hsds.zip"), options, report, Spool(folder / "spool", "", TODAY))
    return convert(asked.watch(FORMATS["hsds-csv"].read(asked)), options, report=report)


def cannot_be_carried(way: Way) -> bool:
    """What tables have no column for.

    A location is of one organization there, which is the one its own record names; and each record of change belongs
    to the row it is about, whatever it said it was about. Who maintains a record is published nowhere.
    """
    is_venue_of_group = way[0].endswith("/organization") and way[1:2] == ("locations",)
    return way[-1] in ("maintainers", "resource_id", "resource_type") or is_venue_of_group


def lost(records: Records, folder: Path) -> dict[Way, tuple[Any, Any]]:
    found = unlike(records, bring_tables_back(records, folder))
    return {
        way: (was, now)
        for way, (was, now) in found.items()
        if not cannot_be_carried(way) and without_owner(was) != without_owner(now)
    }


def without_owner(value: Any) -> Any:
    """A value, however deep, without what a record of change says it is about."""
    if isinstance(value, dict):
        return {
            key: without_owner(inner) for key, inner in value.items() if key not in ("resource_id", "resource_type")
        }
    return [without_owner(inner) for inner in value] if isinstance(value, list | tuple) else value


@pytest.mark.parametrize("name", ["whole", "demonstration", "shared"])
def test_whole_directories_come_back(name: str, tmp_path: Path) -> None:
    folders: dict[str, Callable[[], Path]] = {
        "whole": lambda: WHOLE,
        "demonstration": demonstration_folder,
        "shared": lambda: shared_folder("records"),
    }
    assert lost(read_folder(folders[name]()), tmp_path) == {}


def test_records_made_from_the_profile_come_back(tmp_path: Path) -> None:
    tried = 0
    for seed in range(SEEDS // 2):
        records = make_sound_records(seed)
        if records is not None:
            tried += 1
            found = lost(records, tmp_path / str(seed))
            assert {way: pair for way, pair in found.items() if not by_design(way, *pair)} == {}, seed
    assert tried > SEEDS // 3, "most of what is made is tried, or this says nothing"


def test_real_records_come_back(tmp_path: Path) -> None:
    lines = shared_folder("data", "haarrrvest", "records.ndjson").read_bytes().splitlines(keepends=True)
    source = tmp_path / "records.ndjson"
    source.write_bytes(b"".join(lines if SOAKED else lines[::18]))
    first = import_path(source, US)
    back = bring_tables_back(as_records(first, US), tmp_path / "tables")
    told, found = written(first), written(back)
    groups = [path for path in told if path.endswith("/organization")]
    assert {path: found[path] for path in found if path not in groups} == {
        path: told[path] for path in told if path not in groups
    }
    for path in groups:
        assert back.records[path] == {key: value for key, value in first.records[path].items() if key != "locations"}
