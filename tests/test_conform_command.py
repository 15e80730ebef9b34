"""The command `conform`, its reports, its words, and what it may import."""

from __future__ import annotations

import ast
import json
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from hereabouts import cli
from hereabouts.conform import command
from hereabouts.conform.check import Conformity
from hereabouts.conform.fault import Faults, Spot, catalogue, json_path, shorten
from hereabouts.conform.limits import Limits
from hereabouts.conform.report import render_json, render_markdown, render_text, summarize
from hereabouts.conform.shape import check_shape
from hereabouts.conform.standard import NoStandardError, Standard, choose_standard, find_standards
from hereabouts.finding import Severity
from tests.conform_feed import answers, check_folder, documents, page, serve, standards, uid, write
from tests.shared import shared_folder

ROOT = Path(__file__).resolve().parent.parent
PACKAGE = ROOT / "generator" / "hereabouts" / "conform"
WEB = PACKAGE.parent / "web"
DAY = "--today=2026-11-22"


def run(*arguments: str, schemas: Path | None = None) -> Result:
    folder = schemas or shared_folder("spec")
    words = ("conform", DAY, "--schemas", str(folder), *arguments)
    return CliRunner().invoke(cli.main, words, catch_exceptions=False)


def mock(name: str) -> str:
    return str(shared_folder("spec", "oruk-validator-mocks", f"V3.0-UK-{name}"))


# ---- The command ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("name", "code", "strict", "words"),
    [
        ("Default", 0, 1, "Passed: level 1 passed, level 2 passed, checked as Open Referral UK 3.0."),
        ("Warn", 0, 1, "Passed with a warning: level 1 passed, level 2 has 6 errors"),
        ("Fail", 1, 1, "Failed: level 1 has 17 errors, level 2 has 5 errors"),
    ],
)
def test_exit_codes(name: str, code: int, strict: int, words: str) -> None:
    result = run(mock(name))
    assert (result.exit_code, result.stdout.splitlines()[-1][: len(words)]) == (code, words)
    assert run(mock(name), "--strict").exit_code == strict


def test_a_good_feed_passes_even_strictly(tmp_path: Path) -> None:
    folder = write(tmp_path, documents())
    result = run(str(folder), "--strict")
    assert result.exit_code == 0
    assert result.stdout.splitlines()[-1] == "Passed: level 1 passed, level 2 passed, checked as HSDS 3.2.3."


def test_the_feed_of_a_whole_site_is_found_in_it(tmp_path: Path) -> None:
    write(tmp_path / "site" / "api", documents())
    assert run(str(tmp_path / "site"), "--strict").exit_code == 0


def test_a_feed_on_the_web() -> None:
    with serve(answers()) as server:
        result = run(server.address, "--all", "--format", "json")
    told = json.loads(result.stdout)
    assert (result.exit_code, told["verdict"], told["levels"], told["faults"]) == (
        0,
        "pass",
        {"1": "pass", "2": "pass"},
        [],
    )
    assert told["whole"] is True
    assert told["feed"] == server.address
    assert told["endpoints"][1] == {
        "endpoint": "/services",
        "level": 1,
        "documents": 3,
        "records": 7,
        "whole": True,
        "absent": False,
    }


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere-at-all",), "nowhere-at-all is no folder, and no address"),
        (("ftp://feed.example",), "ftp://feed.example is not a web address"),
        ((), "Missing argument 'URL-OR-FOLDER'"),
    ],
)
def test_what_is_not_understood_exits_with_two(arguments: tuple[str, ...], words: str) -> None:
    result = run(*arguments)
    assert result.exit_code == 2
    assert words in result.stderr


def test_the_schemas_must_be_there(tmp_path: Path) -> None:
    folder = write(tmp_path / "feed", documents())
    (tmp_path / "empty").mkdir()
    result = run(str(folder), schemas=tmp_path / "empty")
    assert result.exit_code == 2
    assert "There are no schemas in" in result.stderr
    without = CliRunner().invoke(cli.main, ["conform", str(folder)])
    assert (without.exit_code, "--schemas" in without.stderr) == (2, True)


def test_a_profile_that_is_not_among_the_schemas_is_said(tmp_path: Path) -> None:
    folder = write(tmp_path / "feed", documents())
    result = run(str(folder), "--profile", "uk", schemas=shared_folder("spec", "hsds-3.2.3"))
    assert result.exit_code == 2
    assert "The folder of schemas has only hsds-3.2.3." in result.stderr


def test_our_own_mistake_is_owned(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise RuntimeError("a slip")

    monkeypatch.setattr(command, "_check", stumble)
    result = run(str(tmp_path))
    assert result.exit_code == 3
    assert "a slip" in result.stderr
    assert "This is a mistake in Hereabouts, not in the feed." in result.stderr


def test_how_long_a_confirmation_is_good_for_can_be_said(tmp_path: Path) -> None:
    folder = write(tmp_path, documents())
    assert "assurance-stale" not in run(str(folder)).stdout
    assert "assurance-stale" in run(str(folder), "--assured-within", "30").stdout


def test_other_commands_do_not_load_what_only_this_one_needs() -> None:
    code = "import hereabouts.cli, sys; print({'httpx', 'hereabouts.conform.check'} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"


def test_the_check_needs_little_of_what_the_rest_is_made_with(tmp_path: Path) -> None:
    """It may be wanted alone, by people who have no directory: no theme, no templates, no records are loaded for it."""
    folder = write(tmp_path, documents())
    words = ["conform", str(folder), "--schemas", str(shared_folder("spec"))]
    code = f"""
import sys
before = {{*sys.modules, *sys.stdlib_module_names}}
from hereabouts.cli import main
try:
    main({words!r})
except SystemExit as end:
    loaded = {{name.partition(".")[0] for name in sys.modules}} - before
    print(end.code, sorted(name for name in loaded if not name.startswith("_")))
"""
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    status, _, loaded = done.stdout.splitlines()[-1].partition(" ")
    assert status == "0"
    few = {"click", "hereabouts", "httpx", "idna", "jsonschema_rs", "msgspec", "pygments", "rich", "typing_extensions"}
    assert set(ast.literal_eval(loaded)) <= few


# ---- Which standard ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("said", "profile", "name", "fits"),
    [
        ("3.2.3", "", "hsds-3.2.3", True),
        ("HSDS 3.0", "", "hsds-3.2.3", True),
        ("HSDS-UK-3.0", "", "oruk-3.0", True),
        ("HSDS-UK-3.0", "hsds", "hsds-3.2.3", True),
        ("3.2.3", "uk", "oruk-3.0", True),
        ("HSDS-UK-1.0", "", "oruk-3.0", False),
        ("2.0", "", "hsds-3.2.3", False),
        ("soon", "", "hsds-3.2.3", False),
    ],
)
def test_the_standard_is_what_the_feed_says_it_follows(said: str, profile: str, name: str, fits: bool) -> None:
    standard, same = choose_standard(standards(), said, profile)
    assert (standard.name, same) == (name, fits)


def test_one_folder_of_schemas_is_enough(tmp_path: Path) -> None:
    for folder in (shared_folder("spec", "oruk-3.0"), shared_folder("spec", "oruk-3.0", "schema")):
        assert [one.name for one in find_standards(folder)] == ["oruk-3.0"]
    (tmp_path / "service.json").write_text("{}")
    with pytest.raises(NoStandardError, match=r"no openapi\.json"):
        find_standards(tmp_path)


def test_the_uk_profile_alone_takes_no_numbered_line_for_a_slip() -> None:
    alone = Standard(shared_folder("spec", "oruk-3.0", "schema"))
    found = alone.unknown("address", {"id": uid("a"), "address_2": "Flat 1", "adress_1": "1 High Street"})
    assert sorted(found) == [((), "address_2", ""), ((), "adress_1", "address_1")]


def test_rules_that_have_no_words_of_their_own_are_told_by_name(tmp_path: Path) -> None:
    get = {"responses": {"200": {"content": {"application/json": {"schema": {"$ref": "service.json"}}}}}}
    schemas = {
        "openapi.json": {"paths": {"/services/{id}": {"get": get}}},
        "service.json": {"properties": {"name": {"type": "string", "maxLength": 3}, "x": {"$ref": "nowhere.json"}}},
    }
    standard, kept = Standard(write(tmp_path, schemas)), Faults()
    check_shape(standard, standard.endpoints[0], {"name": "Lunch", "x": 7}, Spot("/services/{id}", 1, "x"), kept)
    assert [(one.code, one.message) for one in kept.kept] == [
        ("value-other", "`name` does not keep to `maxLength`: 3.")
    ]


def test_levels_are_those_of_the_standard() -> None:
    for standard in standards():
        assert [one.path for one in standard.endpoints if one.level == 1] == ["/", "/services", "/services/{id}"]
        assert len([one for one in standard.endpoints if one.level == 2]) == 8


# ---- The reports ---------------------------------------------------------------------------------------------------


def spoilt(tmp_path: Path) -> Conformity:
    made = documents(5)
    for number in range(5):
        made[f"services/{uid(f'service {number}')}.json"]["status"] = "busy"
    made["organizations.json"]["contents"][0]["name"] = "\x1b[31mRed\u202e `|<script>\n# Title"
    return check_folder(write(tmp_path, made))


def test_text_shows_a_repeated_fault_once_with_its_first_places(tmp_path: Path) -> None:
    text = render_text(spoilt(tmp_path))
    assert text.count("[value-enum]") == 1
    assert text.count("$.status") == 3
    assert "  and 2 more places\n" in text
    assert "/services/{id}              level 1  5 errors  5 read" in text
    assert text.endswith("Failed: level 1 has 5 errors, level 2 passed, checked as HSDS 3.2.3.\n")


@pytest.mark.parametrize("render", [render_text, render_markdown])
def test_what_a_feed_says_can_not_steer_the_reader(tmp_path: Path, render: Callable[[Conformity], str]) -> None:
    text = render(spoilt(tmp_path))
    assert not re.search(r"[\x00-\x08\x0b-\x1f\u202e]", text)
    assert "<U+202E>" in text.replace("\\", "")
    if render is render_markdown:
        assert "<script>" not in text
        assert "\n# Title" not in text


def test_json_has_every_fault_and_its_place(tmp_path: Path) -> None:
    told = json.loads(render_json(spoilt(tmp_path)))
    assert told["counts"]["error"] == 5
    assert (told["verdict"], told["levels"]) == ("fail", {"1": "fail", "2": "pass"})
    first = next(one for one in told["faults"] if one["code"] == "value-enum")
    assert first == {
        "code": "value-enum",
        "severity": "error",
        "endpoint": "/services/{id}",
        "level": 1,
        "document": f"services/{uid('service 0')}.json",
        "path": "$.status",
        "message": "`status` can't be `busy`. It can be: active, inactive, defunct, temporarily closed.",
        "hint": "",
    }


def test_markdown_has_the_endpoints_and_the_faults(tmp_path: Path) -> None:
    lines = render_markdown(spoilt(tmp_path)).splitlines()
    assert lines[0].startswith("## Check of ")
    assert "| /services | level 1 | passed | 1 read, 5 records |" in lines
    assert any(line.startswith("- **Error**, /services/") for line in lines)


def test_what_was_not_read_is_said(tmp_path: Path) -> None:
    made = documents()
    made["services.json"] |= {"total_pages": 3, "total_items": 9, "last_page": False}
    found = check_folder(write(tmp_path, made))
    assert "Not everything was read" in render_text(found)
    made["services.json"] = page([{"id": uid(f"x{number}"), "name": "L", "status": "busy"} for number in range(1100)])
    assert "100 more faults" in render_markdown(check_folder(write(tmp_path, made)))


def test_one_error_is_not_errors(tmp_path: Path) -> None:
    made = documents()
    made[f"services/{uid('service 1')}.json"]["status"] = "busy"
    assert summarize(check_folder(write(tmp_path, made))).startswith("Failed: level 1 has 1 error, level 2")


# ---- Small parts ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("parts", "path"),
    [
        ((), "$"),
        (("contents", 3, "name"), "$.contents[3].name"),
        (("opening hours", "it's"), r"$['opening hours']['it\'s']"),
        (("x" * 100,), f"$['{'x' * 59}…']"),
    ],
)
def test_paths(parts: tuple[str | int, ...], path: str) -> None:
    assert json_path(parts) == path


def test_long_values_are_cut() -> None:
    assert shorten("a\n b " * 1000) == ("a b " * 25)[:79] + "…"
    assert shorten(7) == "7"


def test_a_missing_word_is_a_slip_that_shows() -> None:
    with pytest.raises(KeyError):
        Faults().add("field-missing", Spot("/", 1, "index.json"))
    with pytest.raises(KeyError):
        Faults().add("no-such-code", Spot("/", 1, "index.json"))


def strings(file: Path) -> set[str]:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    return {node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str)}


def test_every_code_is_used_and_has_a_test() -> None:
    used = set().union(*(strings(file) for file in [*PACKAGE.glob("*.py"), *WEB.glob("*.py")]))
    tested = set().union(*(strings(file) for file in (ROOT / "tests").glob("test_conform*.py")))
    assert catalogue().keys() - used == set()
    assert catalogue().keys() - tested == set()


@pytest.mark.parametrize("code", catalogue())
def test_words_are_whole_sentences(code: str) -> None:
    words = catalogue()[code]
    assert re.fullmatch(r"[a-z]+(-[a-z0-9]+)+", code)
    assert words.title[-1] not in ".!?"
    assert words.message.endswith(".")
    assert not words.hint or words.hint[-1] in ".?"
    assert words.severity in Severity


@pytest.mark.parametrize("file", sorted([*PACKAGE.glob("*.py"), *WEB.glob("*.py")]), ids=lambda file: str(file.name))
def test_the_check_stands_on_its_own(file: Path) -> None:
    tree = ast.parse(file.read_text(encoding="utf-8"))
    names = {node.module or "" for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    names |= {alias.name for node in ast.walk(tree) if isinstance(node, ast.Import) for alias in node.names}
    ours = {name for name in names if name.startswith("hereabouts")}
    others = {name for name in ours if not name.startswith(("hereabouts.conform", "hereabouts.web"))}
    assert others <= {"hereabouts.finding", "hereabouts.model.versions", "hereabouts.report"}
    if file.name != "command.py":
        assert "click" not in names
        assert not re.search(r"(date|datetime)\.(now|today|utcnow)\(", file.read_text(encoding="utf-8"))


# ---- The page about it ---------------------------------------------------------------------------------------------


def test_the_page_tells_of_every_option_and_of_no_other() -> None:
    page_text = (ROOT / "docs" / "conform.md").read_text(encoding="utf-8")
    options = {name for one in command.conform.params for name in one.opts if name.startswith("--")}
    assert set(re.findall(r"--[a-z][a-z-]+", page_text)) == options - {"--today"}
    for name in ("profile", "format"):
        kind = next(one.type for one in command.conform.params if name in one.opts[0])
        assert isinstance(kind, click.Choice)
        assert set(re.findall(rf"`--{name} (\w+)`", page_text)) <= set(kind.choices)


def test_the_page_says_the_limits_that_hold() -> None:
    page_text = " ".join((ROOT / "docs" / "conform.md").read_text(encoding="utf-8").split())
    limits = Limits()
    assert f"more than {limits.document_bytes // 2**20} MB" in page_text
    assert f"slower than {limits.answer_seconds:g} seconds" in page_text
    assert limits.failures == 5
    defaults = {one.name: one.default for one in command.conform.params}
    for name, option in {"sample": "50", "timeout": "60", "assured_within": "180"}.items():
        words = page_text.partition(f"`--{name.replace('_', '-')} {option}`")[2]
        assert f"It is {defaults[name]} unless you say so" in words[:200]
