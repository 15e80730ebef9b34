"""What the README and CONTRIBUTING say is so."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from tools.setup import ROOT

from hereabouts import cli
from hereabouts.check import check_folder

README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

AROUND = {
    "directory.yml": "name: Eastbrook Directory\npublisher: {name: Eastbrook Voluntary Action}\nlicense: CC-BY-4.0\n"
    "id_namespace: 0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11\nlanguages: [en]\nexample: true\n"
    "term_dates: [2026-09-03 to 2026-12-18]\n",
    "organizations/riverside-lunch-club/organization.yml": "name: Riverside Lunch Club\ndescription: We cook.\n",
    "locations/eastbrook-village-hall.yml": "name: Eastbrook Village Hall\n"
    "addresses: {address_1: Mill Lane, city: Eastbrook, state_province: Norfolk, postal_code: NR99 1AB}\n",
    "taxonomies/needs.yml": "name: Needs\ndescription: What for.\nterms:\n"
    "  company: {name: Company, description: Company.}\n  food: {name: Food, description: Food.}\n",
    "taxonomies/referral-routes.yml": "name: Routes\ndescription: How in.\nterms:\n"
    "  self: {name: Yourself, description: Yourself.}\n",
}


def test_the_listing_shown_is_right(tmp_path: Path) -> None:
    shown = re.search(r"`directory/(organizations/\S+\.yml)`.*?```yaml\n(.*?)```", README, re.DOTALL)
    assert shown
    for name, text in {**AROUND, shown[1]: shown[2]}.items():
        path = tmp_path / "directory" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert check_folder(tmp_path / "directory", tmp_path, date(2026, 11, 22)).findings == []


def test_the_commands_shown_exist() -> None:
    shown = set(re.findall(r"bin/hereabouts (\w+)", README + CONTRIBUTING))
    assert shown
    assert shown <= set(cli.main.commands)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_is_named_is_there(document: str) -> None:
    text = (ROOT / document).read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)
    made = ("site/", ".venv/", "directory/organizations/riverside-lunch-club/tuesday-drop-in.yml")
    places = (ROOT, ROOT / "generator" / "hereabouts")
    missing = [name for name in (*linked, *named) if not any((place / name).exists() for place in places)]
    assert sorted(set(missing) - set(made)) == []
