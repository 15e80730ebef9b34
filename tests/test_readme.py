"""What the README and CONTRIBUTING say is so."""

from __future__ import annotations

import re
import shutil
from datetime import date
from pathlib import Path

import pytest
from tools.setup import ROOT

from hereabouts import cli
from hereabouts.check import check_folder
from hereabouts.finding import is_error
from tests.demonstration import demonstration_folder

TODAY = date(2026, 11, 22)
README = (ROOT / "README.md").read_text(encoding="utf-8")
CONTRIBUTING = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")

LEAST = """\
name: Eastbrook Directory
publisher: {name: Eastbrook Voluntary Action}
license: CC-BY-4.0
languages: [en]
state_province: Norfolk
id_namespace: 7c2f6a52-6f0b-4f0e-9a54-2f1f3f9f7aaa
"""


def shown() -> dict[str, str]:
    """The record files that the README shows, by path."""
    return dict(
        re.findall(r"`(directory/(?:organizations|locations)/\S+\.yml)`:\n\n```yaml\n(.*?)```", README, re.DOTALL)
    )


@pytest.fixture
def own(tmp_path: Path) -> Path:
    """A directory made as the README says: the lists that are here, and the records that it shows."""
    demonstration = demonstration_folder()
    shutil.copytree(demonstration / "taxonomies", tmp_path / "directory" / "taxonomies")
    shutil.copy(demonstration / "directory.yml", tmp_path / "directory")
    for name, text in shown().items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text(text, encoding="utf-8")
    return tmp_path


def test_the_records_shown_are_right_beside_the_lists_that_are_here(own: Path) -> None:
    assert len(shown()) == 3
    checked = check_folder(own / "directory", own, TODAY)
    assert checked.findings == []
    assert {path.partition("/")[0] for path in checked.records.by_path} == {"organizations", "locations", "taxonomies"}


def test_no_more_has_to_be_in_the_file_of_the_directory_than_is_said(own: Path) -> None:
    (own / "directory" / "directory.yml").write_text(LEAST, encoding="utf-8")
    found = check_folder(own / "directory", own, TODAY).findings
    assert {item.code for item in found} <= {"contact-example", "contact-phone-drama"}  # what is still the example's
    for line in LEAST.splitlines():
        (own / "directory" / "directory.yml").write_text(LEAST.replace(f"{line}\n", ""), encoding="utf-8")
        assert any(map(is_error, check_folder(own / "directory", own, TODAY).findings)), line


def test_the_commands_shown_exist() -> None:
    commands = set(re.findall(r"bin/hereabouts (\w+)", README + CONTRIBUTING))
    assert commands
    assert commands <= set(cli.COMMANDS)


@pytest.mark.parametrize("document", ["README.md", "CONTRIBUTING.md", "CHANGELOG.md"])
def test_what_is_named_is_there(document: str) -> None:
    demonstration_folder()  # whoever has a directory of their own writes a README of their own
    text = (ROOT / document).read_text(encoding="utf-8")
    linked = re.findall(r"\]\((?!https?:)([^)#]+)\)", text)
    named = re.findall(r"`((?:[\w.-]+/)+[\w.-]*)`", text)
    made = {"site/", ".venv/", *shown()}
    places = (ROOT, ROOT / "generator" / "hereabouts")
    missing = [name for name in (*linked, *named) if not any((place / name).exists() for place in places)]
    published = {name for name in missing if name.startswith("api/")}
    assert sorted(set(missing) - made - published) == []
