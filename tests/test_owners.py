"""`hereabouts owners`: whom GitHub asks about which listing, and nobody that a record only pretends to name."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from hypothesis import given
from hypothesis import strategies as st
from tools.setup import ROOT

from hereabouts import cli
from hereabouts.upkeep.owners import MARK, write_owners
from tests.cases import GOOD

OWNERS = Path(".github/CODEOWNERS")
CLUB = Path("directory/organizations/riverside-lunch-club")
SETTINGS, GROUP, LUNCH = Path("directory/directory.yml"), CLUB / "organization.yml", CLUB / "tuesday-drop-in.yml"
HALL = Path("directory/locations/eastbrook-village-hall.yml")
FIRST = """\
* @eva-editor
/directory/organizations/riverside-lunch-club/ @eva-editor @riverside-volunteer
"""


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD / "directory", tmp_path / "directory")
    monkeypatch.chdir(tmp_path)


def run(*words: str) -> Result:
    return CliRunner().invoke(cli.main, ["owners", *words], catch_exceptions=False)


def say(file: Path, line: str) -> None:
    """Put this line under `maintainers` of a record in place of what it says."""
    kept = [one for one in file.read_text(encoding="utf-8").splitlines() if not one.startswith("maintainers:")]
    file.write_text("\n".join([*kept, *([f"maintainers: {line}"] if line else []), ""]), encoding="utf-8")


def written() -> str:
    head, _, rest = OWNERS.read_text(encoding="utf-8").partition("\n")
    assert head.startswith("# Made by `hereabouts owners`")
    return rest


def test_the_directorys_people_are_asked_about_everything_and_a_groups_about_its_folder() -> None:
    result = run()
    assert (result.exit_code, result.output) == (0, "Written: .github/CODEOWNERS\n")
    assert written() == FIRST


def test_records_that_name_people_of_their_own_have_a_line_after_that_of_their_group() -> None:
    say(SETTINGS, "")
    say(LUNCH, "[cook-team/tuesday, Riverside-Volunteer]")
    say(HALL, "hall-keeper")
    assert run().exit_code == 0
    assert written() == (
        "/directory/locations/eastbrook-village-hall.yml @hall-keeper\n"
        "/directory/organizations/riverside-lunch-club/ @riverside-volunteer\n"
        "/directory/organizations/riverside-lunch-club/tuesday-drop-in.yml @cook-team/tuesday @Riverside-Volunteer\n"
    )


def test_where_nobody_is_named_nobody_is_asked() -> None:
    say(SETTINGS, "")
    say(GROUP, "")
    assert run().exit_code == 0
    assert written() == ""


def test_check_says_whether_it_is_up_to_date_and_writes_nothing() -> None:
    assert run("--check").exit_code == 1
    assert not OWNERS.exists()
    run()
    assert run("--check").exit_code == 0
    before = OWNERS.read_bytes()
    say(GROUP, "[somebody-new]")
    result = run("--check")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "hereabouts owners" in result.stderr
    assert OWNERS.read_bytes() == before


@pytest.mark.parametrize(
    "line",
    [
        r'"jo\n* @intruder"',
        r'"jo @intruder"',
        '"@jo"',
        '"jo#"',
        "jo@riverside.example",
        r'"jo\u2028intruder"',
        r'"jo\u202e"',
        "{name: jo}",
        "[jo, [intruder]]",
        "jo\nmaintainers: intruder",
        '"jo',
    ],
)
@pytest.mark.parametrize("file", [SETTINGS, GROUP])
def test_names_that_are_none_are_refused_and_the_file_stays_as_it_was(line: str, file: Path) -> None:
    run()
    before = OWNERS.read_bytes()
    say(file, line)
    result = run()
    assert (result.exit_code, result.stdout) == (1, "")
    assert file.as_posix() in result.stderr
    assert OWNERS.read_bytes() == before


def test_a_mistake_elsewhere_in_a_record_leaves_its_people_in_place() -> None:
    GROUP.write_text(f"status: shut\n{GROUP.read_text()}")
    assert run().exit_code == 0
    assert written() == FIRST


def test_a_file_that_somebody_wrote_by_hand_is_never_written_over() -> None:
    OWNERS.parent.mkdir()
    OWNERS.write_text("* @the-boss\n")
    for words in ([], ["--check"]):
        assert run(*words).exit_code == 2
    assert OWNERS.read_text() == "* @the-boss\n"
    assert run("--out", "other").exit_code == 0


def test_paths_begin_at_the_top_of_the_repository(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    inner = tmp_path / "our site"
    inner.mkdir()
    (tmp_path / ".git").mkdir()
    (tmp_path / "directory").rename(inner / "directory")
    monkeypatch.chdir(inner)
    assert run().exit_code == 0
    text = (tmp_path / OWNERS).read_text(encoding="utf-8")
    assert r"/our\ site/directory/organizations/riverside-lunch-club/ @eva-editor @riverside-volunteer" in text


@pytest.mark.parametrize("folder", ["a#b", "!a", "a[b]", "a*", "a?b", "a\\b", "a\nb", "a\tb", " a"])
def test_a_folder_that_no_line_can_hold_is_refused(folder: str) -> None:
    with pytest.raises(ValueError, match="cannot hold"):
        write_owners(folder, {"directory": ["jo"]})


def test_a_file_that_github_would_not_read_is_refused() -> None:
    many = {f"organizations/group-{number}/organization": ["a" * 39] for number in range(40_000)}
    with pytest.raises(ValueError, match="3 MB"):
        write_owners("directory", many)


_NAMES = st.lists(st.from_regex(r"[A-Za-z0-9]{1,3}", fullmatch=True), max_size=3)
_PATHS = st.sampled_from(
    ["directory", *(f"organizations/{group}/{name}" for group in ("a", "a-b", "b") for name in ("organization", "tea"))]
)


@given(st.dictionaries(_PATHS, _NAMES))
def test_the_order_of_records_and_names_makes_no_difference(maintainers: dict[str, list[str]]) -> None:
    turned = {path: maintainers[path][::-1] for path in reversed(maintainers)}
    text = write_owners("directory", maintainers)
    assert write_owners("directory", turned) == text
    assert text.startswith(MARK)
    lines = text.splitlines()[1:]
    patterns = [line.split(" ")[0] for line in lines]
    assert patterns == sorted(set(patterns))
    assert all(name.startswith("@") for line in lines for name in line.split(" ")[1:])


@pytest.mark.skipif(shutil.which("bash") is None, reason="needs bash")
@pytest.mark.parametrize(("line", "warned"), [("riverside-volunteer", False), ("somebody-new", True), (None, False)])
def test_publishing_says_when_it_is_not_up_to_date(tmp_path: Path, line: str | None, *, warned: bool) -> None:
    if line:
        run()
        say(GROUP, line)
    jobs = yaml.safe_load((ROOT / ".github" / "workflows" / "publish.yml").read_text(encoding="utf-8"))["jobs"]
    (step,) = [step for step in jobs["build"]["steps"] if "CODEOWNERS" in step.get("name", "")]
    (tmp_path / ".venv").mkdir()
    (tmp_path / ".venv" / "bin").symlink_to(Path(sys.executable).parent)
    done = subprocess.run(
        ["bash", "-e", "-c", step["run"]], cwd=tmp_path, env=os.environ, check=True, capture_output=True, text=True
    )
    assert ("::warning title=" in done.stdout) == warned
    assert OWNERS.exists() == bool(line)
