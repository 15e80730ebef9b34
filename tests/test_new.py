"""`hereabouts new`: a record asked for, checked answer by answer, and never lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hereabouts import cli
from hereabouts.settings import Settings
from hereabouts.upkeep.coming import next_dates
from tests.cases import GOOD

CLUB = Path("directory/organizations/riverside-lunch-club")
HALL = "eastbrook-village-hall"
SERVICE = {
    "group": ["riverside-lunch-club"],
    "name": ["Soup: night"],
    "file": [""],
    "description": ["Hot soup."],
    "phones": ["01632 960123", ""],
    "email": [""],
    "url": [""],
    "at": [HALL],
    "schedules": ["Tuesdays 10:30 to 12:00", ""],
    "no other place": [""],
    "for": ["Anybody."],
    "ages": ["18", ""],
    "how": [""],
    "costs": ["free", "£2 for lunch", ""],
    "areas": [""],
    "languages": [""],
    "needs": ["food", ""],
    "setting": [""],
    "routes": [""],
}
WRITTEN = """\
name: "Soup: night"
description: Hot soup.
phones:
  - 01632 960123
locations:
  - at: eastbrook-village-hall
    schedules:
      - Tuesdays 10:30 to 12:00
eligibility_description: Anybody.
minimum_age: 18
cost_options:
  - free
  - £2 for lunch
attributes:
  needs: [food]
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD / "directory", tmp_path / "directory")
    monkeypatch.chdir(tmp_path)


@pytest.fixture
def terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if somebody sat there."""
    monkeypatch.setattr("hereabouts.commands.conversation.is_terminal", lambda: True)
    monkeypatch.setattr("hereabouts.commands.new.is_terminal", lambda: True)


def answers(**changed: list[str]) -> list[str]:
    return [line for lines in (SERVICE | changed).values() for line in lines]


def run(kind: str, lines: Iterable[str], *more: str) -> Result:
    arguments = ["new", kind, "--today=2026-11-20", *more]
    return CliRunner().invoke(cli.main, arguments, input="".join(f"{line}\n" for line in lines), catch_exceptions=False)


def test_answers_through_a_pipe_make_a_record_that_passes_the_check() -> None:
    result = run("service", answers())
    assert result.exit_code == 0, result.output
    assert (CLUB / "soup-night.yml").read_text() == WRITTEN
    assert "That is: Tuesdays 10:30am to midday\n" in result.stdout
    dates = [line.strip() for line in result.stdout.splitlines() if " 2026, 10:30 to 12:00" in line]
    assert dates[0] == "Tuesday 24 November 2026, 10:30 to 12:00"
    assert len(dates) == 5
    assert CliRunner().invoke(cli.main, ["check", "--today=2026-11-20"]).exit_code == 0
    assert CliRunner().invoke(cli.main, ["fmt", "--check", str(CLUB / "soup-night.yml")]).exit_code == 0


def test_groups_and_places_are_asked_for_too() -> None:
    group = ["Tea & Cake Club", "", "We bake.", "", "https://tea.example", "", ""]
    assert run("organization", group).exit_code == 0
    made = Path("directory/organizations/tea-and-cake-club/organization.yml").read_text()
    assert made == "name: Tea & Cake Club\ndescription: We bake.\nwebsite: https://tea.example\n"
    place = ["Old Mill", "the-mill", "", "", "2 Mill Lane", "", "Eastbrook", "NR99 1AB", "", "Ramp at the back", "", ""]
    result = run("location", place)
    assert result.exit_code == 0, result.output
    made = Path("directory/locations/the-mill.yml").read_text()
    assert "addresses:\n  address_1: 2 Mill Lane\n  city: Eastbrook\n  postal_code: NR99 1AB\n" in made


def test_a_place_that_must_not_be_found_is_not_asked_where_it_is() -> None:
    result = run("location", ["Refuge", "", "", "confidential", "", ""])
    assert result.exit_code == 0, result.output
    assert Path("directory/locations/refuge.yml").read_text() == "name: Refuge\nvisibility: confidential\n"
    assert "Building and street" not in result.stdout


@pytest.mark.usefixtures("terminal")
def test_a_wrong_answer_is_asked_again_in_words() -> None:
    lines = answers(
        group=["riverside-lunch-clb", "?", "riverside-lunch-club"],
        name=["", "Soup: night"],
        file=["tuesday-drop-in", "Soup Night", ""],
        phones=["01632 96", "01632 960123", ""],
        at=["eastbrook-vilage-hall", HALL],
        schedules=["Tuesdays 9 to 5", "Tuesdays 10:30 to 12:00", ""],
        ages=["eighteen", "18", ""],
        needs=["?", "fod", "food", ""],
    )
    result = run("service", [*lines, ""])
    assert result.exit_code == 0, result.output
    assert (CLUB / "soup-night.yml").read_text() == WRITTEN
    for said in (
        "There is no group `riverside-lunch-clb`. Did you mean `riverside-lunch-club`?",
        "riverside-lunch-club: Riverside Lunch Club",
        "This one is needed.",
        "tuesday-drop-in.yml already. Choose another",
        "A short name has small letters",
        "`01632 96`",
        f"`{HALL}`",
        "Did you mean `9am to 5pm`?",
        "`eighteen`",
        "`fod`",
    ):
        assert said in result.stdout


def draft() -> dict[str, object]:
    return dict(json.loads(Path("draft-service.json").read_text()))


@pytest.mark.usefixtures("terminal")
def test_what_was_typed_is_kept_when_it_is_stopped_and_gone_on_with() -> None:
    whole = answers()
    for stop in range(1, len(whole)):
        result = run("service", whole[:stop])
        assert result.exit_code == 130
        assert f"hereabouts new service --from {next(Path().glob('draft-*.json'))}" in result.stderr
        assert run("service", [*whole[stop:], ""], "--from", "draft-service.json").exit_code == 0
        assert (CLUB / "soup-night.yml").read_text() == WRITTEN
        (CLUB / "soup-night.yml").unlink()
        Path("draft-service.json").unlink()
    assert run("service", []).stderr == "\nNo record was written.\n"
    assert not list(Path().glob("draft-*"))


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_in_the_middle_keeps_the_wrong_line_too(monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["riverside-lunch-club", "Soup", "", "Hot.", "01632 96"])

    def stop(_prompt: str) -> str:
        line = next(typed, None)
        if line is None:
            raise KeyboardInterrupt
        return line

    monkeypatch.setattr("builtins.input", stop)
    Path("draft-service.json").write_text("mine")
    assert run("service", []).exit_code == 130
    assert json.loads(Path("draft-service-2.json").read_text())["typed"][-1] == ["phones", "01632 96"]


@pytest.mark.usefixtures("terminal")
def test_ctrl_c_while_an_answer_is_checked_keeps_that_answer(monkeypatch: pytest.MonkeyPatch) -> None:
    def stop(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hereabouts.upkeep.form.Form.try_value", stop)
    assert run("service", ["riverside-lunch-club", "Soup"]).exit_code == 130
    assert draft()["typed"] == [["group", "riverside-lunch-club"], ["name", "Soup"]]


@pytest.mark.usefixtures("terminal")
def test_a_draft_that_is_there_stays() -> None:
    Path("draft-service.json").write_text("mine")
    assert run("service", ["riverside-lunch-club", "Soup", "", "Hot.", "01632 96"]).exit_code == 130
    assert Path("draft-service.json").read_text() == "mine"
    told = json.loads(Path("draft-service-2.json").read_text())
    assert told["typed"][-1] == ["phones", "01632 96"]
    assert ["name", "Soup"] in told["typed"]


def test_a_wrong_answer_through_a_pipe_ends_it_and_keeps_everything() -> None:
    result = run("service", answers(phones=["01632 96", ""]))
    assert result.exit_code == 1
    assert not (CLUB / "soup-night.yml").exists()
    assert draft()["typed"] == [
        ["group", "riverside-lunch-club"],
        ["name", "Soup: night"],
        ["file", ""],
        ["description", "Hot soup."],
        ["phones", "01632 96"],
    ]
    assert run("location", [], "--from", "draft-service.json").exit_code == 2
    Path("other.json").write_text("[]")
    assert run("service", [], "--from", "other.json").exit_code == 2


def test_nothing_is_ever_written_over_or_executed() -> None:
    before = (CLUB / "tuesday-drop-in.yml").read_bytes()
    assert run("service", answers(file=["tuesday-drop-in"])).exit_code == 1
    assert run("service", answers(file=["../../etc"])).exit_code == 1
    assert (CLUB / "tuesday-drop-in.yml").read_bytes() == before
    odd = "yes: [x] \x1b[2J {{ y }} # no"
    result = run("service", answers(description=[odd]))
    assert result.exit_code == 1
    assert "\x1b[2J" not in result.stdout
    assert run("service", answers(description=[odd.replace("\x1b", "")])).exit_code == 0
    assert 'description: "yes: [x] [2J {{ y }} # no"\n' in (CLUB / "soup-night.yml").read_text()


def test_the_next_dates_leave_out_closures_and_end_where_it_ends() -> None:
    settings = Settings(name="Here", id_namespace="", bank_holidays="ENG")
    lines = ["Mondays 7pm", "closed 23 November to 6 December", "not a line", "Mondays 7pm, not on bank holidays"]
    assert next_dates(lines[:3], settings, date(2026, 11, 20), 1) == ["Monday 7 December 2026, 19:00"]
    assert next_dates(["14 March 2026, 10:00 to 16:00"], settings, date(2026, 11, 20)) == []
