"""Tables and packages of tables as programs save them, and as those who mean harm make them."""

from __future__ import annotations

import io
import json
import zipfile
from pathlib import Path

import pytest

from hereabouts.importers import packages
from hereabouts.importers.packages import read_package
from hereabouts.importers.report import Report
from hereabouts.importers.source import SourceError
from hereabouts.importers.tables import LONGEST_CELL, Table, read_table

PLAIN = "id,name\n1,Café\n2,Lunch club\n"


def read(content: bytes, report: Report | None = None) -> Table:
    return read_table("services.csv", content, Report() if report is None else report)


def rows(table: Table) -> list[tuple[str, dict[str, str]]]:
    return [(row.label, dict(row)) for row in table.rows]


def lines(report: Report) -> list[tuple[str, str, str]]:
    return [(line.where.source, line.action.value, line.value) for line in report.lines]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "utf-32"])
def test_letters_come_out_right_however_they_were_saved(encoding: str) -> None:
    report = Report()
    table = read(PLAIN.encode(encoding), report)
    assert table.columns == ["id", "name"]
    assert rows(table)[0] == ("services.csv, row 2", {"id": "1", "name": "Café"})
    assert report.lines == []


def test_letters_of_windows_are_read_and_told_with_their_line() -> None:
    report = Report()
    table = read("id,name\n1,Caf\xe9 \x96 \xa33\n".encode("latin-1"), report)
    assert table.rows[0]["name"] == "Café – £3"
    assert [(line.where.source, line.value) for line in report.lines] == [("services.csv", "1,Café – £3")]
    assert "line 2" in report.lines[0].why


def test_a_mark_that_is_wrong_is_an_error_in_words() -> None:
    with pytest.raises(SourceError, match=r"services.csv says that it is UTF-16, and is not \(byte \d+\)"):
        read(b"\xff\xfei\x00d\x00\x00\xd8")


@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_any_usual_sign_may_stand_between_cells(sign: str) -> None:
    table = read(f'id{sign}name\n1{sign}"Tea{sign} cake"\n'.encode())
    assert rows(table) == [("services.csv, row 2", {"id": "1", "name": f"Tea{sign} cake"})]


def test_rows_are_numbered_as_in_a_spreadsheet() -> None:
    table = read(b'id,name\r\n1,"Two\r\nlines"\r\n\r\n,  \r\n2,Last\r\n')
    assert [label for label, _ in rows(table)] == ["services.csv, row 2", "services.csv, row 5"]


def test_what_does_not_fit_under_the_columns_gets_a_line() -> None:
    report = Report()
    table = read(b"id,,name,name\n1,stray,Tea,Cake,more\n2,,,Only here\n", report)
    assert [dict(row) for row in table.rows] == [{"id": "1", "name": "Tea"}, {"id": "2", "name": "Only here"}]
    assert lines(report) == [
        ("services.csv, row 1", "dropped", "name"),
        ("services.csv, row 2", "dropped", "stray"),
        ("services.csv, row 2", "dropped", "Cake"),
        ("services.csv, row 2", "dropped", "more"),
    ]


def test_a_quotation_mark_that_is_never_closed_names_its_row() -> None:
    content = b'id,name\n1,Tea\n2,"Cake\n' + b"x" * (LONGEST_CELL + 10)
    with pytest.raises(SourceError, match=r"services.csv, row 3 cannot be read. A quotation mark may be missing."):
        read(content)


def test_a_file_of_nothing_is_a_table_of_nothing() -> None:
    for content in (b"", b"\n\n", b"\xef\xbb\xbf"):
        assert rows(read(content)) == []


def test_a_table_with_endless_columns_is_refused() -> None:
    with pytest.raises(SourceError, match="has 600 columns"):
        read(",".join(f"c{number}" for number in range(600)).encode())


# Packages.


def zipped(folder: Path, files: dict[str, bytes], how: int = zipfile.ZIP_DEFLATED) -> Path:
    file = folder / "package.zip"
    with zipfile.ZipFile(file, "w", how) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return file


def test_a_folder_and_a_zip_give_the_same(tmp_path: Path) -> None:
    files = {"data/services.csv": PLAIN.encode(), "data/readme.txt": b"Hello."}
    (tmp_path / "data").mkdir()
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    found = [read_package(path, Report()) for path in (tmp_path, zipped(tmp_path / "data", files))]
    assert [list(package.tables) for package in found] == [["services"], ["services"]]
    assert rows(found[0].tables["services"]) == rows(found[1].tables["services"])


def test_the_description_says_which_file_is_which(tmp_path: Path) -> None:
    described = {
        "version": "2.0.1",
        "resources": [{"name": "service", "path": "a.csv"}, {"name": "phone", "path": "gone.csv"}, {"path": 3}],
    }
    report = Report()
    files = {"top/datapackage.json": json.dumps(described).encode(), "top/a.csv": PLAIN.encode()}
    package = read_package(zipped(tmp_path, files), report)
    assert (list(package.tables), package.version) == (["service"], "2.0.1")
    assert lines(report) == [("datapackage.json", "dropped", "gone.csv")]


def test_a_description_that_is_none_is_told_and_the_names_of_files_count(tmp_path: Path) -> None:
    report = Report()
    package = read_package(zipped(tmp_path, {"datapackage.json": b"{", "services.csv": b"id\n1\n"}), report)
    assert list(package.tables) == ["services"]
    assert [line.why for line in report.lines] == ["It is not JSON (line 1, column 2)."]


def test_two_tables_of_one_name_are_told(tmp_path: Path) -> None:
    report = Report()
    read_package(zipped(tmp_path, {"a/services.csv": PLAIN.encode(), "b/services.csv": PLAIN.encode()}), report)
    assert lines(report) == [("b/services.csv", "dropped", "b/services.csv")]


def test_a_zip_that_unpacks_to_far_more_is_not_unpacked(tmp_path: Path) -> None:
    bomb = zipped(tmp_path, {"services.csv": b"0" * 50_000_000})
    assert bomb.stat().st_size < 60_000
    with pytest.raises(SourceError, match=r"services.csv in package.zip unpacks to \d+ times its size"):
        read_package(bomb, Report())


def test_the_whole_package_and_the_number_of_files_have_limits(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packages, "MOST_BYTES", 2**20)
    with pytest.raises(SourceError, match=r"package.zip holds 2 MB; 1 MB is the most"):
        read_package(zipped(tmp_path, {f"{n}.csv": bytes(range(256)) * 3000 for n in range(3)}), Report())
    monkeypatch.setattr(packages, "MOST_FILES", 2)
    with pytest.raises(SourceError, match=r"There are 3 files in package.zip; 2 is the most"):
        read_package(zipped(tmp_path, {f"{n}.csv": b"id" for n in range(3)}), Report())


def test_a_zip_that_lies_about_its_sizes_is_refused(tmp_path: Path) -> None:
    """Its list says that a file has ten bytes, and there are many more."""
    file = zipped(tmp_path, {"services.csv": b"id,name\n" * 1000})
    content = bytearray(file.read_bytes())
    for signature, at in ((b"PK\x01\x02", 24), (b"PK\x03\x04", 22)):
        start = content.index(signature) + at
        content[start : start + 4] = (10).to_bytes(4, "little")
    file.write_bytes(content)
    with pytest.raises(SourceError, match=r"package.zip|services.csv"):
        read_package(file, Report())


def locked(folder: Path) -> Path:
    file = zipped(folder, {"services.csv": PLAIN.encode()})
    content = bytearray(file.read_bytes())
    for signature, at in ((b"PK\x01\x02", 8), (b"PK\x03\x04", 6)):
        content[content.index(signature) + at] |= 1
    file.write_bytes(content)
    return file


def test_a_locked_or_broken_zip_is_an_error_in_words(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"services.csv in package.zip is locked with a password"):
        read_package(locked(tmp_path), Report())
    whole = zipped(tmp_path, {"services.csv": PLAIN.encode() * 500}, zipfile.ZIP_STORED).read_bytes()
    for spoilt in (b"<html>", whole[: len(whole) // 2], whole.replace(b"Lunch", b"Brunc", 1)):
        (tmp_path / "spoilt.zip").write_bytes(spoilt)
        with pytest.raises(SourceError, match=r"spoilt.zip is no zip file that can be read"):
            read_package(tmp_path / "spoilt.zip", Report())


def test_nothing_to_read_is_an_error_in_words(tmp_path: Path) -> None:
    (tmp_path / "elsewhere.csv").write_text("id\n1\n")
    inside = tmp_path / "inside"
    inside.mkdir()
    (inside / "services.csv").symlink_to(tmp_path / "elsewhere.csv")
    with pytest.raises(SourceError, match=r"There is no .csv file in"):
        read_package(inside, Report())
    with pytest.raises(SourceError, match=r"There is no file or folder at"):
        read_package(tmp_path / "nothing", Report())


def test_a_zip_is_never_unpacked_to_the_disk(tmp_path: Path) -> None:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("../../services.csv", PLAIN)
    file = tmp_path / "a" / "b" / "package.zip"
    file.parent.mkdir(parents=True)
    file.write_bytes(stream.getvalue())
    assert list(read_package(file, Report()).tables) == ["services"]
    assert sorted(path.name for path in tmp_path.rglob("*") if path.is_file()) == ["package.zip"]
