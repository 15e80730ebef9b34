"""What the page for staff shows can be typed as it stands there, and the page is no part of the site."""

from __future__ import annotations

import re
import shlex
import shutil
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner
from tools.setup import ROOT

from hereabouts import cli
from hereabouts.health import ASK_AHEAD, REVIEWS_A_MONTH
from hereabouts.upkeep.confirming import HOW
from tests.cases import GOOD

PAGE = ROOT / "docs" / "keeping-it-true.md"
COMMANDS = re.findall(r"^```sh\nhereabouts (.+)\n```$", PAGE.read_text(encoding="utf-8"), re.MULTILINE)
UNDATED = {"fmt", "owners"}
"""Commands that do not ask what day it is."""


@pytest.mark.parametrize("line", COMMANDS)
def test_every_command_on_the_page_works(line: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD / "directory", tmp_path / "directory")
    monkeypatch.chdir(tmp_path)
    words = shlex.split(line)
    result = CliRunner().invoke(cli.main, words if words[0] in UNDATED else [*words, "--today=2026-11-20"])
    assert result.exit_code == (130 if line.startswith("new") else 0), result.output


def test_the_page_says_what_is_so() -> None:
    text = PAGE.read_text(encoding="utf-8")
    assert {line.split()[0] for line in COMMANDS} == {"health", "confirm", "check", "new", "fmt", "owners"}
    assert f"at most {REVIEWS_A_MONTH} in a month" in text
    assert f"within {ASK_AHEAD.days} days" in text
    assert all(f"`{way}`" in text for way in HOW if way != "phone")


def test_the_page_is_for_staff_and_not_on_the_site() -> None:
    excluded = yaml.load((ROOT / "mkdocs.yml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["exclude_docs"]
    assert PAGE.name in excluded.split()
