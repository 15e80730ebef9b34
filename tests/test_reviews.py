"""`hereabouts health`: every listing with how fresh it is, the group to ring first on top."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from hereabouts import cli

SETTINGS = """\
name: Here
license: CC-BY-4.0
id_namespace: 0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11
publisher: {name: Here}
languages: [en]
example: true
"""
SERVICES = {
    "tea/organization": "name: Tea Club\ndescription: Tea.\nphones: 01632 960123\nemail: hello@tea.example\n",
    "tea/fresh": "name: Fresh\nassured_date: 2026-11-01\n",
    "tea/due": "name: Due\nassured_date: 2026-06-01\nphones: [{number: 07700 900456, type: text}, 01632 960456]\n",
    "tea/lapsed": "name: Lapsed *once*\nassured_date: 2020-01-01\n",
    "soup/organization": "name: Soup Club\ndescription: Soup.\n",
    "soup/overdue": "name: Overdue\nassured_date: 2026-05-01\n",
    "soup/never": "name: Never\n",
    "soup/over": "name: Over\nstatus: defunct\n",
    "soup/wrong": "name: Wrong\nphones: 01632 96\n",
    "cake/organization": "name: Cake Club\ndescription: Cake.\n",
    **{
        f"cake/copied-{number}": f"name: Copied {number}\nsource: {{name: Council, retrieved: 2026-11-20}}\n"
        for number in range(6)
    },
}


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("directory").mkdir()
    Path("directory/directory.yml").write_text(SETTINGS)
    for path, text in SERVICES.items():
        file = Path("directory/organizations", f"{path}.yml")
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text)


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(cli.main, ["health", "--today=2026-11-20", *arguments], catch_exceptions=False)
    assert result.exit_code == 0
    return result


def told(*arguments: str) -> dict[str, Any]:
    return dict(json.loads(run("--format=json", *arguments).stdout))


def names(*arguments: str) -> list[list[str]]:
    groups = told(*arguments)["organizations"]
    return [[group["name"], *(one["name"] for one in group["listings"])] for group in groups]


def test_every_listing_has_its_state_and_the_most_urgent_group_is_first() -> None:
    said = told("--first-reviews=3")
    assert said["counts"] == {"lapsed": 1, "overdue": 1, "due": 1, "never-confirmed": 7, "fresh": 1}
    assert said["ended"] == ["organizations/soup/over"]
    assert [one["file"] for one in said["not_judged"]] == ["directory/organizations/soup/wrong.yml"]
    found = names("--first-reviews=3")
    assert found[:2] == [["Tea Club", "Lapsed *once*", "Due", "Fresh"], ["Soup Club", "Overdue", "Never"]]
    tea = said["organizations"][0]["listings"]
    assert (tea[0]["state"], tea[0]["due_on"], tea[0]["lapses_on"]) == ("lapsed", "2020-07-01", "2021-01-01")
    assert [one["phone"] for one in tea] == ["01632 960123", "01632 960456", "01632 960123"]
    assert {one["email"] for one in tea} == {"hello@tea.example"}


def test_first_reviews_are_planned_so_many_a_month_and_a_day_limits_what_is_listed() -> None:
    listings = [one for group in told("--first-reviews=2")["organizations"] for one in group["listings"]]
    months = [one["ask_by"][:7] for one in listings if one["state"] == "never-confirmed"]
    assert len(months) == 7
    assert max(map(months.count, months)) == 2
    assert names("--due-by=2026-11-20") == [["Tea Club", "Lapsed *once*"], ["Soup Club", "Overdue", "Never"]]
    assert names("--due-by=2026-12-01", "--first-reviews=1")[0] == ["Tea Club", "Lapsed *once*", "Due"]


def test_words_for_people_and_a_list_to_tick() -> None:
    text = run().stdout
    assert text.startswith(
        "As of 20 November 2026: 1 lapsed, 1 overdue, 1 due, 7 never confirmed, 1 fresh.\n\nTea Club"
    )
    assert "Tea Club · 01632 960123 · 01632 960456 · hello@tea.example\n" in text
    assert "Lapsed *once*: confirmed on 1 January 2020, was due on 1 July 2020\n" in text
    assert "Never: look at it by 20 November 2026\n" in text
    assert "Fresh" not in text
    assert "directory/organizations/soup/wrong.yml: " in text
    page = run("--format=markdown").stdout
    assert "- [ ] **Lapsed:** Lapsed \\*once\\*: confirmed on 1 January 2020" in page
