"""Whatever the rules let through can be taken away in every format."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from frictionless import validate

from tests.tables_example import FOLDER, exported, opened, read_csv, read_sheets, sheet_rows
from tests.test_odd_records import published

SEEDS = range(60)


@pytest.mark.parametrize("start", range(0, len(SEEDS), 20))
def test_no_record_is_too_odd_to_be_taken_away(start: int) -> None:
    for seed in SEEDS[start : start + 20]:
        directory, _ = published(seed)
        if directory is None:
            continue
        made = exported(directory)
        rows = [list(row.values())[-3] for row in read_csv(made[f"{FOLDER}services.csv"])]
        assert rows == [service.hsds.id for service in directory.services.values()]
        services, _notes = read_sheets(made[f"{FOLDER}services.xlsx"]).values()
        assert [list(row.values())[-3] for row in sheet_rows(services)] == rows
        assert json.loads(made[f"{FOLDER}services.geojson"])["type"] == "FeatureCollection"
        with opened(made[f"{FOLDER}directory.sqlite"]) as database:
            assert database.execute("pragma integrity_check").fetchall() == [("ok",)]
            assert database.execute("pragma foreign_key_check").fetchall() == []


def test_frictionless_passes_odd_records(tmp_path: Path) -> None:
    tried = 0
    for seed in range(0, 320, 40):
        directory, _ = published(seed)
        if directory is not None and directory.services:
            file = tmp_path / f"{seed}.zip"
            file.write_bytes(exported(directory)[f"{FOLDER}hsds.zip"])
            report = validate(str(file))
            assert report.valid, (seed, report.flatten(["title", "note", "fieldName", "rowNumber"])[:5])
            tried += 1
        if tried == 4:
            return
    assert tried
