"""`hereabouts init`: a directory of one's own, from the package as it is installed, and never over anything."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from pathlib import Path
from uuid import UUID

import pytest
from click.testing import CliRunner, Result
from tools.setup import ROOT

from hereabouts import cli
from hereabouts.source.reader import read_document

WORDS = ["--name", "Our *place*: all of it", "--publisher", "Us", "--county", "Norfolk"]
OFFLINE = """\
import socket
def refuse(*arguments, **named):
    raise OSError("somebody asked for the network")
socket.getaddrinfo = socket.create_connection = refuse
"""

START = """\
import sys, hereabouts
from hereabouts.__main__ import main
assert "installed" in hereabouts.__file__, hereabouts.__file__
sys.exit(main())
"""


def run(folder: Path, *words: str, typed: str = "") -> Result:
    return CliRunner().invoke(cli.main, ["init", str(folder), *words], input=typed, catch_exceptions=False)


def files(folder: Path) -> list[str]:
    return sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())


def settings(folder: Path) -> dict[str, object]:
    return dict(read_document("directory.yml", (folder / "directory" / "directory.yml").read_bytes()).data)


def test_the_installed_package_starts_a_directory_that_builds_without_a_network(tmp_path: Path) -> None:
    wheel = pytest.importorskip("hatchling.builders.wheel", reason="needs hatchling to make the package")
    (made,) = wheel.WheelBuilder(str(ROOT)).build(directory=str(tmp_path / "wheel"), versions=["standard"])
    installed, place = tmp_path / "installed", tmp_path / "place"
    with zipfile.ZipFile(made) as packed:
        packed.extractall(installed)
    (installed / "sitecustomize.py").write_text(OFFLINE)
    environment = {**os.environ, "PYTHONPATH": str(installed)}

    def call(*words: str, cwd: Path) -> str:
        command = [sys.executable, "-P", "-c", START, *words]
        done = subprocess.run(command, cwd=cwd, env=environment, capture_output=True, text=True, check=False)
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout

    call("init", "place", *WORDS, cwd=tmp_path)
    assert "everything is in order" in call("check", "--strict", cwd=place)
    assert "0 services of 0 organizations published" in call("build", "--jobs", "1", cwd=place)
    home = (place / "site" / "index.html").read_text(encoding="utf-8")
    assert "Our *place*: all of it" in home
    records = [file.read_text(encoding="utf-8") for file in (place / "directory").rglob("*.yml")]
    assert len(records) > 1
    assert ".example" not in "".join(records)
    for page in ("about", "change-a-listing", "accessibility", "privacy"):
        assert (place / "site" / page / "index.html").is_file()
        assert f'href="{page}/"' in home


def test_each_directory_has_a_namespace_of_its_own(tmp_path: Path) -> None:
    made = []
    for name in ("one", "two"):
        assert run(tmp_path / name, *WORDS).exit_code == 0
        made.append(UUID(str(settings(tmp_path / name)["id_namespace"])))
    assert made[0] != made[1]
    assert {one.version for one in made} == {4}


def test_what_is_not_said_is_asked_for_and_the_rest_is_as_told(tmp_path: Path) -> None:
    place = tmp_path / "new" / "place"
    assert run(place, "--language", "cy", "--language", "en", "--country", "IE", typed="Lle\nNi\n").exit_code == 0
    said = settings(place)
    assert (said["name"], said["publisher"], said["languages"]) == ("Lle", {"name": "Ni"}, ["cy", "en"])
    assert said["country"] == "IE"
    assert "help" not in said
    assert (tmp_path / "new").iterdir().__next__() == place


def test_a_folder_that_is_there_and_empty_will_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "place").mkdir()
    monkeypatch.chdir(tmp_path / "place")
    assert run(Path(), *WORDS).exit_code == 0
    assert Path("directory/directory.yml").is_file()


@pytest.mark.parametrize("there", [".git/config", "notes.txt", ".hidden"])
def test_a_folder_with_anything_in_it_is_left_alone(tmp_path: Path, there: str) -> None:
    (tmp_path / "place" / there).parent.mkdir(parents=True)
    (tmp_path / "place" / there).write_text("mine")
    result = run(tmp_path / "place", *WORDS)
    assert result.exit_code == 2
    assert "new or empty" in result.stderr
    assert files(tmp_path) == [f"place/{there}"]


@pytest.mark.parametrize(
    "words", [["--language", "klingon"], ["--country", "XX"], ["--name", "two\nlines"], ["--publisher", ""]]
)
def test_words_that_the_check_refuses_leave_nothing_behind(tmp_path: Path, words: list[str]) -> None:
    result = run(tmp_path / "place", *WORDS, *words)
    assert result.exit_code == 2
    assert "Nothing was written" in result.stderr
    assert list(tmp_path.iterdir()) == []
