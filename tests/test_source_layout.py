"""Which files are records, and why the others are not. What each finding looks like stands in tests/records/bad."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import pytest

from hereabouts.catalogue import CATALOGUE
from hereabouts.kind import Kind
from hereabouts.source import layout
from hereabouts.source.layout import kind_at, read_file, scan
from hereabouts.source.reader import load_document
from hereabouts.source.text import LIMIT
from tests.cases import GOOD

POSIX = pytest.mark.skipif(sys.platform == "win32", reason="needs links, pipes and names as POSIX has them")


def tree(root: Path, *files: str) -> Path:
    for file in files:
        path = root / "directory" / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text("name: x\n", encoding="utf-8")
    return root / "directory"


def codes(found: layout.Layout) -> list[tuple[str, str]]:
    return [(item.code, item.place.file) for item in found.findings]


def test_good_directory_in_order() -> None:
    found = scan(GOOD / "directory", GOOD)
    assert found.findings == []
    assert [(item.path, item.kind) for item in found.files] == [
        ("directory", Kind.DIRECTORY),
        ("locations/eastbrook-village-hall", Kind.LOCATION),
        ("organizations/riverside-lunch-club/organization", Kind.ORGANIZATION),
        ("organizations/riverside-lunch-club/tuesday-drop-in", Kind.SERVICE),
        ("taxonomies/access", Kind.TAXONOMY),
        ("taxonomies/needs", Kind.TAXONOMY),
        ("taxonomies/referral-routes", Kind.TAXONOMY),
        ("taxonomies/setting", Kind.TAXONOMY),
    ]
    for item in found.files:
        assert item.file == f"directory/{item.path}.yml"
        assert item.location == GOOD / item.file


def test_files_are_named_from_the_root(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml", "Bad.yml")
    assert [item.file for item in scan(folder, folder).files] == ["directory.yml"]
    assert [item.file for item in scan(folder, tmp_path).files] == ["directory/directory.yml"]
    elsewhere = scan(folder, tmp_path / "elsewhere").files[0]
    assert elsewhere.file == f"{folder.as_posix()}/directory.yml"


def test_nothing_there_is_one_finding(tmp_path: Path) -> None:
    found = scan(tmp_path / "directory", tmp_path)
    assert codes(found) == [("layout-no-directory", "directory/directory.yml")]


def test_hidden_files_and_notes_are_nobodys_business(tmp_path: Path) -> None:
    folder = tree(
        tmp_path,
        *(
            "directory.yml",
            ".gitkeep",
            "README.md",
            "locations/.DS_Store",
            "locations/Thumbs.db",
            "locations/README.md",
        ),
        *("organizations/.hidden/service.yml", "organizations/group/organization.yml", "organizations/group/.x.yml"),
    )
    found = scan(folder, tmp_path)
    assert codes(found) == []
    assert [item.path for item in found.files] == ["directory", "organizations/group/organization"]


def test_empty_group_folder_is_fine(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml", "organizations/group/.gitkeep")
    assert codes(scan(folder, tmp_path)) == []


@POSIX
def test_names_that_are_no_text_can_still_be_printed(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml", "locations/x.yml")
    for name in (b"h\xffll.yml", b"new\nline.yml", "turn\u202eed.yml".encode(), b"\x1b[31m.yml", b"odd\xff"):
        (folder / "locations" / os.fsdecode(name)).touch()
    found = scan(folder, tmp_path)
    assert sorted(item.code for item in found.findings) == ["layout-ending", *["layout-name"] * 4]
    for item in found.findings:
        shown = f"{item.place.file} {item.message} {item.hint}"
        assert shown.isprintable()
        shown.encode()


def test_sixty_letters_are_allowed(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml", f"locations/{'a' * 60}.yml", f"locations/{'b' * 61}.yml")
    found = scan(folder, tmp_path)
    assert codes(found) == [("layout-name", f"directory/locations/{'b' * 61}.yml")]
    assert "61 letters" in found.findings[0].hint


@POSIX
def test_links_are_not_followed_even_when_put_there_late(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml", "locations/hall.yml")
    record = next(item for item in scan(folder, tmp_path).files if item.kind is Kind.LOCATION)
    record.location.unlink()
    record.location.symlink_to(folder / "directory.yml")
    with pytest.raises(OSError, match="hall"):
        read_file(record.location)
    document = load_document(record)
    assert [item.code for item in document.findings] == ["layout-link"]
    assert document.data == {}


@POSIX
def test_pipes_and_folders_do_not_keep_us_waiting(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.yml")
    for path in (tmp_path / "pipe.yml", tmp_path):
        with pytest.raises(OSError, match=r"not an ordinary file|Is a directory"):
            read_file(path)


def test_large_files_are_not_read_to_the_end(tmp_path: Path) -> None:
    file = tmp_path / "large.yml"
    with file.open("wb") as stream:
        stream.truncate(1 << 40)  # a terabyte of nothing, which takes no space
    assert len(read_file(file)) == LIMIT + 1


def test_a_file_that_vanished_has_a_finding_with_the_reason(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml")
    (record,) = scan(folder, tmp_path).files
    record.location.unlink()
    (item,) = load_document(record).findings
    assert item.code == "layout-unreadable"
    assert "`directory.yml` could not be opened (No such file or directory)." in item.message


def test_a_folder_that_cannot_be_listed_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    folder = tree(tmp_path, "directory.yml", "locations/hall.yml")
    really = os.scandir

    def refuse(path: Path) -> object:
        if path.name == "locations":
            raise PermissionError(13, "Permission denied")
        return really(path)

    monkeypatch.setattr(os, "scandir", refuse)
    found = scan(folder, tmp_path)
    assert codes(found) == [("layout-unreadable", "directory/locations")]
    assert [item.path for item in found.files] == ["directory"]


def test_a_file_in_place_of_the_directory_is_a_finding(tmp_path: Path) -> None:
    (tmp_path / "directory").write_text("")
    assert codes(scan(tmp_path / "directory", tmp_path)) == [("layout-unreadable", "directory")]


def test_many_names_with_capitals_are_not_compared_one_by_one(tmp_path: Path) -> None:
    folder = tree(tmp_path, "directory.yml", *(f"locations/Hall-{number}.yml" for number in range(2_000)))
    assert len(scan(folder, tmp_path).findings) == 2_000


def test_every_word_of_the_catalogue_is_there() -> None:
    for entry in CATALOGUE.values():
        if entry.theme in ("layout", "reading"):
            assert all((entry.title, entry.message, entry.hints["hint"], entry.explain, entry.wrong, entry.right))


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("directory", Kind.DIRECTORY),
        ("organizations/a/organization", Kind.ORGANIZATION),
        ("organizations/a/b-2", Kind.SERVICE),
        ("locations/hall", Kind.LOCATION),
        ("taxonomies/needs", Kind.TAXONOMY),
        ("organizations/a", None),
        ("organizations/organization/b", None),
        ("organizations/a/b/c", None),
        ("locations/Hall", None),
        ("locations/organization", None),
        ("taxonomies/hereabouts", None),
        ("elsewhere/a", None),
        ("locations/../hall", None),
        (f"locations/{'a' * 61}", None),
        ("", None),
    ],
)
def test_a_path_tells_the_kind_of_record(path: str, kind: Kind | None) -> None:
    assert kind_at(path) is kind


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("new.txt", "If it is a record, rename it to `new.yml`. Otherwise take it out of the directory."),
        ("new", "If it is a record, rename it to `new.yml`. Otherwise take it out of the directory."),
        ("New Walk.yaml", "Rename it to `new-walk.yml`."),
        ("Walk.YML", "Rename it to `walk.yml`."),
        (
            "Walk 2.yml",
            "Use small letters a to z, figures and single hyphens. Rename it to `walk-2.yml`.",
        ),
        (
            "walk.docx",
            "If a record is in it, save its words as plain text in a file called `walk.yml`. "
            "Otherwise take it out of the directory.",
        ),
    ],
)
def test_a_file_under_a_wrong_name_is_told_the_right_one(tmp_path: Path, name: str, says: str) -> None:
    folder = tree(tmp_path, "directory.yml", "locations/x.yml", f"locations/{name}")
    (found,) = scan(folder, tmp_path).findings
    assert found.hint == says
