"""`hereabouts confirm`: the smallest change, of the record that is meant, or of none."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from hereabouts import cli
from hereabouts.kind import Kind
from hereabouts.source.reader import read_document
from hereabouts.writer import replace_file, replace_files, splice
from tests.cases import GOOD

CLUB = Path("directory/organizations/riverside-lunch-club")
LUNCH, CHOIR = CLUB / "tuesday-drop-in.yml", CLUB / "choir.yml"
OTHER = Path("directory/organizations/other-club")
CHOIR_TEXT = "# Ask Jo.\nname:   Choir\nassured_date: 2026-01-05   # rings back on Mondays\nphones: 01632 960123\n"


@pytest.fixture(autouse=True)
def _here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    shutil.copytree(GOOD / "directory", tmp_path / "directory")
    monkeypatch.chdir(tmp_path)
    settings = Path("directory/directory.yml")
    kept = [line for line in settings.read_text().splitlines() if not line.startswith("url:")]
    settings.write_text("\n".join([*kept, "url: https://here.example/town/", ""]))
    CHOIR.write_text(CHOIR_TEXT)
    OTHER.mkdir()
    (OTHER / "organization.yml").write_text("name: Other Club\ndescription: Sings.\n")
    (OTHER / "choir.yml").write_text("name: Other choir\nformerly: organizations/other-club/singing\n")


def run(*words: str, how: str = "phone", day: str = "2026-11-20") -> Result:
    arguments = ["confirm", *words, "--how", how, "--today", day]
    return CliRunner().invoke(cli.main, arguments, catch_exceptions=False)


@pytest.mark.parametrize(
    "words",
    [
        CHOIR.as_posix(),
        str(CHOIR).replace("/", "\\"),
        "riverside-lunch-club/choir",
        "organizations/riverside-lunch-club/choir",
        "https://here.example/town/services/riverside-lunch-club/choir/",
        "https://here.example/town/cy/services/riverside-lunch-club/choir/index.html#hours",
        "http://localhost:8000/services/riverside-lunch-club/choir/?q=choir",
    ],
)
def test_a_service_is_named_by_its_file_or_its_page_and_only_the_day_changes(words: str) -> None:
    result = run(words)
    assert (result.exit_code, result.stderr) == (0, "")
    assert CHOIR.read_text() == CHOIR_TEXT.replace("2026-01-05", "2026-11-20")
    assert result.stdout == (
        f"Choir ({CHOIR.as_posix()}) is confirmed on 20 November 2026, before that on 5 January 2026.\n"
        "How they were asked is kept with the change. Save it with these words: Confirm Choir by phone.\n"
    )


def test_a_name_that_only_one_has_is_enough_and_so_is_the_old_address() -> None:
    assert run("tuesday-drop-in.yml").exit_code == 0
    assert "assured_date: 2026-11-20\n" in LUNCH.read_text()
    assert run("https://here.example/town/services/other-club/singing/").exit_code == 0
    assert "assured_date: 2026-11-20\n" in (OTHER / "choir.yml").read_text()


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("choir", "Several services are called `choir`: `other-club/choir` and `riverside-lunch-club/choir`."),
        ("tuesday-dropin", "Did you mean `riverside-lunch-club/tuesday-drop-in`?"),
        ("Tuesday drop-in", "Did you mean `riverside-lunch-club/tuesday-drop-in`?"),
        (
            "organizations/other-club/organization",
            "is a group. Name the services that it confirmed: `other-club/choir`",
        ),
        ("https://here.example/town/organizations/other-club/", "is a group."),
        ("https://elsewhere.example/services/other-club/choir/", "is no page of this site, which is at here.example."),
        ("zzzzzz", "There is no service called `zzzzzz`.\n"),
        ("http://[", "There is no service called `http://[`.\n"),
        ("locations/eastbrook-village-hall", "There is no service called"),
        ("", "There is no service called"),
    ],
)
def test_what_is_not_clear_is_asked_back_and_nothing_at_all_is_written(words: str, said: str) -> None:
    before = LUNCH.read_bytes()
    result = run("tuesday-drop-in", words)
    assert result.exit_code == 2
    assert said in result.stderr
    assert result.stderr.endswith("Nothing was written.\n")
    assert LUNCH.read_bytes() == before


def test_records_with_errors_and_days_that_cannot_be_are_refused() -> None:
    before = LUNCH.read_bytes()
    CHOIR.write_text("name: Choir\nphones: 01632 96\n")
    result = run("tuesday-drop-in", "riverside-lunch-club/choir")
    assert result.exit_code == 1
    assert f"{CHOIR.as_posix()}: " in result.stderr
    assert "`01632 96`" in result.stderr
    CHOIR.write_text(CHOIR_TEXT)
    assert run("riverside-lunch-club/choir", "--on", "2026-11-21").exit_code == 2
    result = run("tuesday-drop-in", "riverside-lunch-club/choir", "--on", "2026-01-04")
    assert "confirmed later than that already, on 5 January 2026" in result.stderr
    result = run("riverside-lunch-club/choir", "--by", "jo@")
    assert result.exit_code == 1
    assert LUNCH.read_bytes() == before
    assert CHOIR.read_text() == CHOIR_TEXT


def test_the_address_of_a_post_is_written_and_its_name_is_for_the_change() -> None:
    assert "by hello@riverside.example, before" in run(CHOIR.as_posix(), "--by", "hello@riverside.example").stdout
    assert CHOIR.read_text().endswith("phones: 01632 960123\nassurer_email: hello@riverside.example\n")
    result = run(CHOIR.as_posix(), "tuesday-drop-in", "--by", "manager", how="letter", day="2026-11-22")
    assert "these words: Confirm Choir, Tuesday drop-in by letter (manager). Everybody" in result.stdout
    assert "manager" not in CHOIR.read_text()
    again = run(CHOIR.as_posix(), day="2026-11-22")
    assert again.stdout.endswith("was already confirmed on 22 November 2026, so nothing was changed.\n")


def test_files_that_belong_together_are_all_written_or_none(monkeypatch: pytest.MonkeyPatch) -> None:
    before = LUNCH.read_bytes()

    def fail(file: Path, content: bytes) -> None:
        if file == CHOIR:
            raise OSError(28, "No space left on device")
        replace_file(file, content)

    monkeypatch.setattr("hereabouts.writer.putting.replace_file", fail)
    with pytest.raises(OSError, match="No space"):
        replace_files({LUNCH: b"name: Tea\n", CHOIR: b"name: Cake\n"})
    assert (LUNCH.read_bytes(), CHOIR.read_text()) == (before, CHOIR_TEXT)


def test_a_comment_behind_a_changed_value_stays() -> None:
    record = 'name: "Tea #1"  # not #2\nassured_date: 2026-01-05\n'
    made = splice(Kind.SERVICE, read_document("x.yml", record.encode()), {"name": "Cake", "email": "a@b.example"})
    assert made.startswith('name: "Cake"  # not #2\n')
    assert read_document("x.yml", made.encode()).findings == ()
