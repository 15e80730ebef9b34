"""The benchmark's own parts: invented directories, what a command costs, and the comparison."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from benchmarks import exports, hugo, run, search
from benchmarks.measure import Cost, measure, repeat
from benchmarks.records import TODAY, write_directory

from hereabouts.check import check_folder
from hereabouts.kind import Kind
from tests.node import node_program

MEGABYTE = 1_000_000


def content(folder: Path) -> dict[str, bytes]:
    return {str(path.relative_to(folder)): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def test_the_same_seed_gives_the_same_bytes(tmp_path: Path) -> None:
    first = content(write_directory(20, tmp_path / "first"))
    assert content(write_directory(20, tmp_path / "again")) == first
    assert content(write_directory(20, tmp_path / "other", seed=2)) != first


def test_a_directory_has_as_much_of_everything_as_was_asked_for(tmp_path: Path) -> None:
    files = content(write_directory(60, tmp_path))
    groups = [name for name in files if name.endswith("/organization.yml")]
    services = [name for name in files if name.startswith("organizations/") and name not in groups]
    venues = [name for name in files if name.startswith("locations/")]
    assert (len(services), len(groups), len(venues)) == (60, 20, 15)


def test_an_invented_directory_has_no_mistakes(tmp_path: Path) -> None:
    checked = check_folder(write_directory(200, tmp_path), tmp_path, TODAY)
    assert checked.findings == []
    assert len(list(checked.records.of(Kind.SERVICE))) == 200


def test_hugo_gets_the_same_services(tmp_path: Path) -> None:
    directory = write_directory(20, tmp_path / "ours")
    hugo.write_site(20, tmp_path / "hugo")
    services = json.loads((tmp_path / "hugo" / "assets" / "services.json").read_text())
    files = content(directory / "organizations")
    assert {f"{one['path']}.yml" for one in services} == {name for name in files if "organization.yml" not in name}


def test_memory_is_that_of_all_processes_together(tmp_path: Path) -> None:
    hold = "import time; held = bytes(b'x' * 60_000_000); time.sleep(0.5)"
    two = f"import subprocess, sys; child = subprocess.Popen([sys.executable, '-c', {hold!r}]); {hold}; child.wait()"
    alone, together = memory(hold), memory(two)
    assert 60 * MEGABYTE < alone < 110 * MEGABYTE
    if sys.platform == "linux":
        assert together > 120 * MEGABYTE


def memory(program: str) -> int:
    """What a program is measured to hold, by a process that is small itself, as run.py is."""
    small = f"import sys; from benchmarks.measure import *; print(measure([sys.executable, '-c', {program!r}], Path()))"
    done = subprocess.run([sys.executable, "-c", small], cwd=run.ROOT, capture_output=True, text=True, check=True)
    return int(done.stdout.partition("memory=")[2].rstrip(")\n"))


def test_a_command_that_fails_is_no_measurement(tmp_path: Path) -> None:
    with pytest.raises(RuntimeError, match="broken"):
        measure([sys.executable, "-c", "import sys; sys.exit('broken')"], tmp_path)


def test_each_run_is_prepared_and_the_median_counts(tmp_path: Path) -> None:
    waits = [0.6, 0.0, 0.0]

    def prepare(number: int) -> None:
        (tmp_path / "wait").write_text(str(waits[number]))

    command = [sys.executable, "-c", "import time; time.sleep(float(open('wait').read()))"]
    assert repeat(3, command, tmp_path, prepare).seconds < 0.5


def test_a_change_is_a_change_each_time(tmp_path: Path) -> None:
    directory = write_directory(20, tmp_path)
    seen = [content(directory)]
    for number in range(2):
        run.change(tmp_path, number)
        after = content(directory)
        assert len([name for name in after if after[name] != seen[-1][name]]) == 1
        seen.append(after)
    assert check_folder(directory, tmp_path, TODAY).findings == []


def test_the_table_compares_with_hugo() -> None:
    rows = run.rows_of(1000, {"check": Cost(1.0, 1.5, 50 * MEGABYTE), run.HUGO: Cost(4.0, 3.0, 200 * MEGABYTE)})
    assert rows[0] == ("1,000", "check", "1.00", "0.25", "1.50", "0.50", "50", "0.25")
    assert run.as_table([run.HEADINGS, *rows]).splitlines()[2].startswith("| 1,000")


def test_the_search_is_smaller_than_the_whole_index(tmp_path: Path) -> None:
    node_program()
    ours, whole, *_ = search.measure_all(60, tmp_path)
    assert (ours[:2], whole[:2]) == (("60", "ours"), ("60", "whole lunr index"))
    median, worst, total = (int(cell.removesuffix(" kB")) for cell in ours[3:])
    assert 15 < median <= worst < int(whole[3].removesuffix(" kB")) + 20
    assert total > 5


def test_questions_are_three_words_and_always_the_same() -> None:
    texts = [(f"name{n}", "topic", "group", f"place{n}", "text of the thing") for n in range(60)]
    asked = search.questions(texts)
    assert asked == search.questions(texts)
    assert len(asked) == search.QUESTIONS
    assert all(len(question.split()) == 3 for question in asked)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is read from /proc")
def test_every_file_to_take_away_is_measured_beside_the_build(tmp_path: Path) -> None:
    write_directory(20, tmp_path)
    parts = list(exports.make(tmp_path))
    files = {part.name.rpartition("/")[2]: part for part in parts if part.name.startswith("api/")}
    assert files.keys() >= {"services.csv", "services.xlsx", "services.geojson", "directory.sqlite", "hsds.zip"}
    assert all(part.size > 0 for part in files.values())
    everything = {part.name.partition(",")[0]: part.size for part in parts}
    packed = everything["all"] - everything["all but the workbook"]
    assert packed == files["services.xlsx"].size
    assert sum(part.size for part in files.values()) <= everything["all"]


def test_a_part_is_told_as_a_share_of_the_build() -> None:
    row = exports.as_row(1_000, exports.Part("x", 1.0, 2.0, 3_000_000, 4_000_000), Cost(10.0, 20.0, 50))
    assert row == ("1,000", "x", "1.00", "0.050", "2.00", "0.200", "3", "4.0 MB")
