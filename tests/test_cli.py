"""The command line: exit codes, formats, and what it says when it can't."""

from __future__ import annotations

import errno
import json
import os
import re
import shutil
import socket
from datetime import datetime, timedelta
from importlib import metadata
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from click.testing import CliRunner, Result

from hereabouts import cli, program
from hereabouts.commands.options import today_in
from hereabouts.parallel import LostWorkerError
from hereabouts.tree import MARKER, Trees
from tests.cases import GOOD

LUNCH = Path("directory/organizations/riverside-lunch-club/tuesday-drop-in.yml")
DAY = "--today=2026-11-22"


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder with mkdocs.yml and a small good directory, which is where the command is run."""
    folder = tmp_path / "our directory"
    shutil.copytree(GOOD, folder)
    (folder / "mkdocs.yml").write_text("site_name: D\ntheme: {name: material, font: false}\nplugins: [hereabouts]\n")
    (folder / "docs").mkdir()
    (folder / "docs" / "about.md").write_text("# About\n\nWho we are.\n")
    monkeypatch.chdir(folder)
    return folder


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


def spoil(text: str = "phones: 01632 96\n") -> None:
    LUNCH.write_text(f"name: Tuesday drop-in\n{text}", encoding="utf-8")


def test_a_good_directory_is_in_order(here: Path) -> None:
    result = run("check", DAY)
    assert (result.exit_code, result.stdout) == (0, "8 files checked: everything is in order.\n")


def test_a_mistake_exits_with_one(here: Path) -> None:
    spoil()
    result = run("check", DAY)
    assert result.exit_code == 1
    assert f"{LUNCH.as_posix()}:2:9  error" in result.stdout


@pytest.mark.parametrize("form", ["text", "json", "github", "markdown"])
def test_every_format_says_the_same(here: Path, form: str) -> None:
    spoil()
    result = run("check", DAY, "--format", form)
    assert result.exit_code == 1
    assert "01632 96" in result.stdout
    if form == "json":
        assert [one["code"] for one in json.loads(result.stdout)["findings"]] == ["contact-phone"]


def test_strict_lets_no_warning_pass(here: Path) -> None:
    spoil("attributes:\n  needs: [food, food]\n")
    assert run("check", DAY).exit_code == 0
    assert run("check", DAY, "--strict").exit_code == 1


def test_paths_narrow_what_is_said(here: Path) -> None:
    spoil()
    assert run("check", DAY, "directory/locations").exit_code == 0
    assert run("check", DAY, str(LUNCH)).exit_code == 1
    assert run("check", DAY, "directory/organizations").exit_code == 1


def test_a_folder_with_a_directory_of_its_own_is_checked_from_anywhere(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run("check", DAY, str(here / "directory")).exit_code == 0


@pytest.mark.parametrize("command", ["check", "build", "serve"])
def test_elsewhere_the_command_says_where_to_go(command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    result = run(command)
    assert result.exit_code == 2
    assert "Go to the folder that holds" in result.stderr


@pytest.mark.parametrize(
    "arguments", [["check", "--today", "22/11/2026"], ["check", "nowhere"], ["chek"], ["build", "-x"]]
)
def test_what_is_not_understood_exits_with_two(here: Path, arguments: list[str]) -> None:
    assert run(*arguments).exit_code == 2


def test_build_publishes_and_says_how_much(here: Path) -> None:
    result = run("build", DAY)
    assert result.exit_code == 0, result.output
    assert "1 service of 1 organization published" in result.stdout
    assert "Note" not in result.stderr
    assert (here / "site" / "services/riverside-lunch-club/tuesday-drop-in/index.html").is_file()
    assert (here / "site" / "about/index.html").is_file()


def test_a_build_without_an_address_says_what_is_missing(here: Path) -> None:
    settings = here / "directory" / "directory.yml"
    settings.write_text(settings.read_text("utf-8").replace("url: ", "# "), "utf-8")
    result = run("build", DAY)
    assert result.exit_code == 0, result.output
    assert "Note: directory.yml does not say where the site will be" in result.stderr


def test_a_build_with_a_mistake_publishes_the_rest_and_exits_with_one(here: Path) -> None:
    spoil()
    result = run("build", DAY)
    assert result.exit_code == 1
    assert (here / "site" / "index.html").is_file()


def test_strict_build_leaves_the_site(here: Path) -> None:
    spoil()
    result = run("build", DAY, "--strict")
    assert result.exit_code == 1
    assert "Nothing was published" in result.stderr
    assert not (here / "site").exists()


def test_strict_build_leaves_the_site_for_a_warning_too(here: Path) -> None:
    spoil("attributes:\n  needs: [food, food]\n")
    assert run("build", DAY, "--strict").exit_code == 1
    assert not (here / "site").exists()
    assert run("build", DAY).exit_code == 0
    assert (here / "site").exists()


def test_strict_build_leaves_the_site_for_a_page_that_has_something_wrong(here: Path) -> None:
    (here / "docs" / "about.md").write_text("# About\n\nSee [nothing](nothing.md).\n", encoding="utf-8")
    result = run("build", DAY, "--strict")
    assert result.exit_code == 1
    assert "nothing.md" in result.stderr
    assert not (here / "site").exists()


def test_another_build_makes_this_one_wait(here: Path) -> None:
    with Trees(here / "site").locked():
        result = run("build", DAY)
    assert result.exit_code == 75
    assert "Another build" in result.stderr


def test_a_folder_of_somebody_elses_is_left_alone(here: Path) -> None:
    (here / "photos").mkdir()
    (here / "photos" / "cat.jpg").write_bytes(b"cat")
    result = run("build", DAY, "--site-dir", "photos")
    assert result.exit_code == 2
    assert "was not made by Hereabouts" in result.stderr
    assert [file.name for file in (here / "photos").iterdir()] == ["cat.jpg"]


def test_a_bug_of_ours_asks_for_a_report(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hereabouts.commands.check.check_folder", lambda *_, **__: 1 / 0)
    result = run("check", DAY)
    assert result.exit_code == 3
    assert "a mistake in Hereabouts" in result.stderr
    assert "report" in result.stderr


def test_a_full_disk_is_no_bug(here: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("hereabouts.tree.Staging._write", full)
    result = run("build", DAY)
    assert result.exit_code == 74
    assert "as it was" in result.stderr
    assert not (here / "site" / MARKER).exists()


@pytest.mark.parametrize("error", [MemoryError(), LostWorkerError(), OSError(errno.ENOMEM, "Cannot allocate memory")])
def test_no_memory_is_no_bug(here: Path, monkeypatch: pytest.MonkeyPatch, error: Exception) -> None:
    def starve(*_: object, **__: object) -> None:
        raise error

    monkeypatch.setattr("hereabouts.commands.build.build_site", starve)
    result = run("build", DAY)
    assert result.exit_code == 74
    assert "ran out of memory" in result.stderr
    assert "--jobs 1" in result.stderr


def test_today_is_that_of_the_directory(here: Path) -> None:
    days = []
    for zone in ("Pacific/Kiritimati", "Etc/GMT+12"):  # 26 hours apart: never the same day
        settings = here / "directory" / "directory.yml"
        text = re.sub(r"^timezone: .*\n", "", settings.read_text(encoding="utf-8"), flags=re.MULTILINE)
        settings.write_text(f"{text}timezone: {zone}\n", encoding="utf-8")
        days.append(today_in(here / "directory"))
    assert days[0] > days[1]


@pytest.mark.parametrize("written", ["", "name: [", "timezone: Nowhere/At all", "timezone: ../etc", "timezone: [a]"])
def test_today_is_known_without_a_sound_directory_file(tmp_path: Path, written: str) -> None:
    (tmp_path / "directory.yml").write_text(written, encoding="utf-8")
    london = datetime.now(tz=ZoneInfo("Europe/London")).date()
    assert today_in(tmp_path) - london <= timedelta(days=1)
    assert today_in(tmp_path / "nowhere") - london <= timedelta(days=1)


@pytest.mark.parametrize("command", ["check", "build", "serve", "import"])
def test_every_command_explains_itself(command: str) -> None:
    result = run(command, "--help")
    assert result.exit_code == 0
    assert len(result.stdout.splitlines()) > 4


def test_a_record_named_from_elsewhere_is_reported_on(
    here: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    spoil()
    (tmp_path / "elsewhere").mkdir()
    monkeypatch.chdir(tmp_path / "elsewhere")
    assert run("check", DAY, str(here / LUNCH)).exit_code == 1
    assert run("check", DAY, str(here / "directory/locations")).exit_code == 0


def test_a_record_is_not_called_right_when_the_directory_file_is_not(here: Path) -> None:
    Path("directory/directory.yml").write_text("name: [", encoding="utf-8")
    assert run("check", DAY, str(LUNCH)).exit_code == 1


def test_a_port_that_is_taken_is_said(here: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
        result = run("serve", "--port", str(port))
    assert result.exit_code == 2
    assert f"port {port}" in result.output


def test_another_library_is_another_program(monkeypatch: pytest.MonkeyPatch) -> None:
    before = program.program_key()
    assert program.program_key() == before
    monkeypatch.setattr(program, "version", lambda name: "0" if name == "holidays" else metadata.version(name))
    assert program.program_key() != before


@pytest.mark.parametrize(("number", "code"), [(errno.ENOSPC, 74), (errno.EROFS, 74), (errno.ENOENT, 3)])
def test_a_file_that_is_not_there_is_our_mistake_and_not_the_disks(
    here: Path, monkeypatch: pytest.MonkeyPatch, number: int, code: int
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr("hereabouts.commands.check.check_folder", refuse)
    assert run("check", DAY).exit_code == code
