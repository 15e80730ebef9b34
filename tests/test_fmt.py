"""`hereabouts fmt`: one form for all records, which says the same and leaves comments and order alone."""

from __future__ import annotations

import shutil
from pathlib import Path
from random import Random
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given, settings
from hypothesis import strategies as st

from hereabouts import cli
from hereabouts.kind import Kind
from hereabouts.source.reader import read_document
from hereabouts.writer import dump, tidy
from tests.cases import GOOD
from tests.odd_records import Maker

LUNCH = Path("directory/organizations/riverside-lunch-club/tuesday-drop-in.yml")

BY_HAND = """\
# Our drop-in. Ask Jo before changing it.
phones: [ "01632 960123" ]

# The name on the door.
"name":   'Tuesday drop-in'   
schedules:
- {opens_at: 10:30, byday: TU, freq: WEEKLY}   # since March
fees_description: "Room #4, 10p"
cost_options:
    - "free"

    - £2.50 for lunch
assured_date: '2026-11-02'
"""  # noqa: W291 - people leave spaces there

TIDY = """\
# Our drop-in. Ask Jo before changing it.
phones:
  - 01632 960123

# The name on the door.
name: Tuesday drop-in
schedules:
- {opens_at: 10:30, byday: TU, freq: WEEKLY}   # since March
fees_description: "Room #4, 10p"
cost_options:
  - free
  - £2.50 for lunch
assured_date: 2026-11-02
"""


def tidied(text: str, kind: Kind = Kind.SERVICE) -> str:
    return tidy(kind, read_document("record.yml", text.encode()))


def test_comments_and_order_stay_and_only_what_is_untidy_changes() -> None:
    assert tidied(BY_HAND) == TIDY
    assert tidied(TIDY) == TIDY


@pytest.mark.parametrize(
    ("written", "tidy_one"),
    [
        ("opens_at: 10:30\n", 'opens_at: "10:30"\n'),
        ("name: NO", 'name: "NO"\n'),
        ("name: >\n  Tea\n  and cake\n", "name: |\n  Tea and cake\n"),
        ("name: |  # on the door\n  Tea #1\n", "name: |  # on the door\n  Tea #1\n"),
        ("name: |\n   Tea #1\n   cake\n", "name: |\n  Tea #1\n  cake\n"),
        ("{name: Tea, phones: [a b]}", "name: Tea\nphones:\n  - a b\n"),
        ("{name: Tea,  # on the door\n phones: [a]}\n", "{name: Tea,  # on the door\n phones: [a]}\n"),
        ("name:  Tea\r\nemail: a@b.example\r\n", "name: Tea\r\nemail: a@b.example\r\n"),
        ("# Only a remark\n", "# Only a remark\n"),
    ],
)
def test_one_form(written: str, tidy_one: str) -> None:
    assert tidied(written) == tidy_one


@settings(max_examples=120, deadline=None)
@given(st.integers(0, 10_000), st.sampled_from(list(Kind)), st.sampled_from(["flow", "block", "quoted", "narrow"]))
def test_any_record_says_the_same_in_the_form_that_stays(seed: int, kind: Kind, style: str) -> None:
    """However a program wrote it: tidied it says the same, in the writer's own bytes but for the order of keys."""
    data = Maker(Random(seed), (0.0, 0.1, 0.5)[seed % 3]).record(kind)
    how: dict[str, dict[str, Any]] = {
        "flow": {"default_flow_style": True},
        "quoted": {"default_style": '"'},
        "narrow": {"width": 20},
    }
    written: str = yaml.dump(data, allow_unicode=True, sort_keys=True, **how.get(style, {}))
    document = read_document("record.yml", written.encode())
    if document.findings:
        return  # it is left alone
    made = tidy(kind, document)
    again = read_document("record.yml", made.encode())
    assert (again.data, again.findings) == (document.data, ())
    assert tidy(kind, again) == made
    if "#" not in written:
        assert sorted(made.splitlines()) == sorted(dump(kind, document.data).splitlines())


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    shutil.copytree(GOOD / "directory", tmp_path / "directory")
    monkeypatch.chdir(tmp_path)
    return tmp_path


def run(*arguments: str) -> Result:
    return CliRunner().invoke(cli.main, ["fmt", *arguments], catch_exceptions=False)


@pytest.mark.usefixtures("here")
def test_check_names_what_would_change_and_changes_nothing() -> None:
    LUNCH.write_text(BY_HAND.replace("schedules:\n- {opens_at: 10:30, byday: TU, freq: WEEKLY}   # since March\n", ""))
    before = LUNCH.read_bytes()
    result = run("--check", LUNCH.as_posix())
    assert result.exit_code == 1
    assert result.stdout.startswith(f"{LUNCH.as_posix()}\n1 file looked at: 1 would be written anew.")
    assert LUNCH.read_bytes() == before
    assert run(LUNCH.as_posix()).exit_code == 0
    assert LUNCH.read_text().startswith("# Our drop-in. Ask Jo before changing it.\nphones:\n  - 01632 960123\n")
    assert run("--check", LUNCH.as_posix()).stdout == "1 file looked at: none needs a change.\n"


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("text", ["name:  Tea\nfone: x\n", "name:  Tea\nname: Cake\n", "name: [\n"])
def test_a_record_with_an_error_is_left_alone_and_named(text: str) -> None:
    LUNCH.write_text(text)
    result = run()
    assert result.exit_code == 1
    assert f"{LUNCH.as_posix()} is left alone: line " in result.stderr
    assert LUNCH.read_text() == text
