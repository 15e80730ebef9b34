"""Uploads to imports/: what is taken, what is refused, and what people are told of it."""

from __future__ import annotations

import json
import os
import re
import zipfile
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from hereabouts.commands.import_uploads import import_uploads
from hereabouts.commands.upload_words import LONGEST, cut, say_unmapped
from hereabouts.importers import FORMATS, draft_mapping
from hereabouts.importers.sheets.fields import find_field
from hereabouts.importers.uploads import FORMS, LARGEST, find_uploads
from hereabouts.kind import Kind
from hereabouts.writer import dump
from tests.importing import SETTINGS
from tests.test_importers_hsds_csv import ORGANIZATIONS, SERVICES

OUT = Path(".hereabouts/uploads")
SOUP = Path("directory/organizations/lunch-club/soup.yml")


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    for folder in ("directory", "imports"):
        Path(folder).mkdir()
    Path("directory/directory.yml").write_text(dump(Kind.DIRECTORY, dict(SETTINGS)))


def put(name: str, services: str = SERVICES, folder: Path = Path("imports")) -> None:
    """Upload tables as a zip."""
    with zipfile.ZipFile(folder / name, "w") as archive:
        archive.writestr("organizations.csv", ORGANIZATIONS)
        archive.writestr("services.csv", services)


def type_in(*words: str) -> Result:
    return CliRunner().invoke(import_uploads, ["--today", "2026-11-22", *words])


def said(name: str, file: str = "text.md") -> str:
    return (OUT / name / file).read_text()


# What is taken.


def test_a_new_upload_becomes_records_under_its_own_name() -> None:
    put("Council_List.zip")
    result = type_in()
    assert result.exit_code == 0, result.output
    assert SOUP.is_file()
    assert Path("directory/.imports/council-list.ndjson").is_file()
    assert said("council-list", "outcome") == "written\n"
    text = said("council-list")
    assert text.startswith("The files in this pull request were made from `imports/Council_List.zip`.")
    sentences = text.partition("## Check")[0]
    assert all(line.rstrip()[-1:] in {"", ".", ":", "*"} for line in sentences.splitlines()), "GitHub shows line breaks"
    assert "2 files checked: everything is in order." in text
    assert "# Import report\n\nFound 2 rows" in text
    assert (OUT / "summary.md").read_text() == text
    assert json.loads(said("council-list", "report.json"))["written"]


def test_the_check_speaks_of_the_files_of_this_upload_and_counts_the_others() -> None:
    put("council.zip", SERVICES.replace("Soup", "Soup 07700 900123"))
    for name in ("old", "older"):
        Path("directory/organizations", name).mkdir(parents=True)
        Path("directory/organizations", name, "organization.yml").write_text("name: [")
    assert type_in().exit_code == 0
    assert "old" not in said("council").partition("# Import report")[0].replace("published", "")
    assert "In files that this upload did not make, the check finds 2 more." in said("council")


def test_an_error_in_an_imported_file_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    put("council.zip")
    assert type_in().exit_code == 0
    SOUP.write_text(SOUP.read_text() + "phones: 12\n")
    put("council.zip", f"{SERVICES}11|1|Cake|active\n")
    assert type_in().exit_code == 0
    assert "### `directory/organizations/lunch-club/soup.yml`" in said("council")
    assert "**Error**" in said("council")


def test_a_second_upload_changes_what_changed_and_keeps_what_people_wrote() -> None:
    put("council.zip")
    type_in()
    SOUP.write_text(SOUP.read_text() + "description: Hot.\n")
    put("council.zip", SERVICES.replace("Soup", "Leek soup"))
    assert type_in().exit_code == 0
    assert SOUP.read_text() == "name: Leek soup\ndescription: Hot.\n"
    assert said("council", "outcome") == "written\n"
    assert type_in().exit_code == 0
    assert said("council", "outcome") == "nothing-new\n"
    assert "No file was changed." in (OUT / "summary.md").read_text()


def test_only_what_was_changed_is_looked_at() -> None:
    put("a.zip")
    put("b.zip")
    Path("imports/b c.zip").write_text("x")
    Path("changed").write_bytes(b"imports/a.zip\0imports/gone.zip\0")
    result = type_in("--changed", "changed", "--list")
    assert (result.exit_code, result.output) == (0, "a\n")
    assert type_in("--changed", "changed").exit_code == 0
    assert [folder.name for folder in OUT.iterdir() if folder.is_dir()] == ["a"]


def test_each_upload_can_have_a_copy_of_the_directory_to_itself() -> None:
    put("a.zip")
    put("b.zip")
    Path("trees/a").mkdir(parents=True)
    Path("directory").rename("trees/a/directory")
    assert type_in("--into", "trees/{name}/directory").exit_code == 1
    assert Path("trees/a", SOUP).is_file()
    assert said("b", "outcome") == "not-read\n"
    assert "Merge it or close it, and upload the file again" in said("b")


def test_nothing_to_import_is_fine() -> None:
    Path("imports/README.md").write_text("# Here")
    assert type_in().exit_code == 0
    assert (OUT / "summary.md").read_text() == "There is nothing new to import.\n"
    assert type_in("--folder", "nowhere").exit_code == 0


SHEET = "Group,Notes: private,What,Phone\nLunch Club,Ask Jo,Soup,01632 960123\n"


def test_a_spreadsheet_says_how_to_say_what_its_columns_are_and_then_comes_in() -> None:
    Path("imports/council.csv").write_text(SHEET)
    assert type_in().exit_code == 1
    text = said("council")
    assert "make a new file called `council.mapping.yml`" in text
    assert "Ask Jo" not in text
    outline = text.partition("```yaml\n")[2].removesuffix("```\n")
    assert [line.strip() for line in outline.splitlines() if line.endswith(": ignore")] == ['"Notes: private": ignore']
    mapping = Path("imports/council.mapping.yml")
    outline = outline.replace("What: service.description", "What: service.name")
    mapping.write_text(outline)
    Path("changed").write_bytes(b"imports/council.mapping.yml\0")
    assert type_in("--changed", "changed").exit_code == 0
    assert "phones:" in SOUP.read_text()
    assert "Ask Jo" not in "".join(file.read_text() for file in Path("directory").rglob("*") if file.is_file())
    assert "Artifacts" not in said("council")
    Path("imports/council.csv").write_text(SHEET.replace("01632 960123", "ring me"))
    assert type_in().exit_code == 0
    assert "**uploads** under **Artifacts**" in said("council")
    assert "ring me" in said("council", "council-with-remarks.csv")
    mapping.write_text(outline.replace("service.name", "service.nam"))
    assert type_in().exit_code == 1
    assert "Did you mean" in said("council")


def test_the_fields_that_are_offered_exist() -> None:
    offered = re.findall(r"`(\w+\.\w+|schedule)`", say_unmapped("", "", ""))
    assert len(offered) > 10
    assert [name for name in offered if find_field(name) is None] == []


@pytest.mark.parametrize("heading", ["```", "a: b", '"', "\\", "- x", "<script>", "#1", "@team"])
def test_headings_are_only_headings(heading: str) -> None:
    Path("imports/council.csv").write_text('"' + heading.replace('"', '""') + '",Activity\nx,Soup\n')
    drafted = draft_mapping(Path("imports/council.csv"), "GB")
    (sheet,) = yaml.safe_load(drafted)["sheets"].values()
    assert sheet == {"columns": {heading: "ignore", "Activity": "service.name"}}
    assert not any(line.strip() == "```" for line in drafted.splitlines())


# What is not.


def test_what_cannot_be_read_is_told_in_words_and_the_others_are_imported() -> None:
    put("good.zip")
    Path("imports/bad.zip").write_text("no zip\n<script>")
    Path("imports/bad.json").write_text("{")
    result = type_in()
    assert result.exit_code == 1
    assert said("good", "outcome") == "written\n"
    summary = (OUT / "summary.md").read_text()
    assert "## `imports/bad.zip` was not imported" in summary
    assert "bad.json and bad.zip are called the same. Keep the newest, and delete" in summary.replace("\\", "")
    Path("imports/bad.json").unlink()
    assert type_in().exit_code == 1
    assert said("bad", "outcome") == "not-read\n"
    assert "bad.zip is no zip file that can be read" in said("bad").replace("\\", "")


def test_records_that_somebody_wrote_are_never_written_over() -> None:
    put("council.zip")
    SOUP.parent.mkdir(parents=True)
    SOUP.write_text("name: Our own\n")
    assert type_in().exit_code == 1
    assert SOUP.read_text() == "name: Our own\n"
    assert "directory/organizations/lunch-club/soup.yml" in said("council").replace("\\", "")


def test_settings_that_cannot_be_read_are_told() -> None:
    put("council.zip")
    Path("directory/directory.yml").write_text("name: [")
    assert type_in().exit_code == 1
    assert "directory.yml has an error" in said("council").replace("\\", "")


HOSTILE = [
    "a b.csv",
    "-rf.csv",
    "_.csv",
    "a`b.zip",
    "$(touch x).csv",
    "a\n::error::x.csv",
    "ünö.csv",
    f"{'a' * 61}.csv",
    "a.b.csv",
    "\u202ecsv.exe.csv",
    "a.csv.exe",
    "old.xls",
    "a;b.mapping.yml",
    "alone.mapping.yml",
]


@pytest.mark.parametrize("name", HOSTILE)
def test_names_and_kinds_that_are_not_plain_are_refused(name: str) -> None:
    Path("imports", name).write_text("name\nx\n")
    result = type_in()
    assert result.exit_code == 1
    assert type_in("--list").output == ""
    summary = (OUT / "summary.md").read_text()
    assert summary.startswith("## `imports/")
    assert summary.count("\n") == 3, "a name stays on its line"
    assert not any(line.startswith("::") for line in (summary + result.output).splitlines())
    assert [one.name for one in Path().iterdir() if one.name not in {"directory", "imports", ".hereabouts"}] == []


def test_a_name_that_is_no_text_is_refused() -> None:
    Path(os.fsdecode(b"imports/\xff\xfe.csv")).write_text("name\n")
    assert type_in().exit_code == 1
    assert r"`imports/\udcff\udcfe.csv` was not imported" in (OUT / "summary.md").read_text()


def test_links_folders_empty_and_large_files_are_refused() -> None:
    put("real.zip", folder=Path())
    Path("imports/link.zip").symlink_to(Path("real.zip").absolute())
    Path("imports/inner").mkdir()
    put("x.zip", folder=Path("imports/inner"))
    Path("imports/empty.csv").touch()
    with Path("imports/large.csv").open("wb") as file:
        file.truncate(LARGEST + 1)
    uploads, refused = find_uploads(Path("imports"))
    assert uploads == []
    assert [one.file for one in refused] == ["empty.csv", "inner", "large.csv", "link.zip"]
    assert "25 MB is the most" in refused[2].why
    Path("changed").write_bytes(b"imports/inner/x.zip\0")
    assert type_in("--changed", "changed").exit_code == 1


# The text.


def test_a_text_is_cut_after_a_line_and_says_so() -> None:
    line = "| é ##[add-mask]x |\n"
    short = cut(line * 6_000)
    assert LONGEST - 100 < len(short.encode()) <= LONGEST
    assert len(short) < 65_536
    *lines, empty, note = short.splitlines()
    assert set(lines) == {"| é ## [add-mask]x |"}
    assert (empty, note[:20]) == ("", "**This is not all: G")
    assert cut("short\n") == "short\n"


def test_every_kind_of_file_has_a_format() -> None:
    assert set(FORMS.values()) <= set(FORMATS)
