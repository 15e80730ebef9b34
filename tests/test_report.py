"""Findings as somebody will read them; what a contributor typed can't steer the reader's screen or GitHub's."""

from __future__ import annotations

import json
import re

import pytest

from hereabouts.finding import Finding, Place, finding
from hereabouts.report import RENDERERS, make_visible, render_github, render_json, render_markdown, render_text

FILE = "directory/organizations/a/b.yml"
TEXTS = {FILE: "name: Tea\nphones: 01632 96\nemail: a@b\n"}


def found(number: str = "01632 96", line: int = 2, column: int = 9) -> Finding:
    return finding("contact-phone", Place(FILE, line, column), number=number, country="GB")


def test_text_shows_place_message_line_caret_and_next_move() -> None:
    assert render_text([found()], TEXTS, 3) == (
        f"{FILE}:2:9  error  `01632 96` is not a telephone number in GB.  [contact-phone]\n"
        "    2 | phones: 01632 96\n"
        "      |         ^\n"
        "      = Check the digits. A number abroad begins with + and the country's code, like +33 1 70 18 99 00.\n"
        "\n"
        "3 files checked: 1 error.\n"
    )


def test_text_says_when_all_is_well() -> None:
    assert render_text([], TEXTS, 1) == "1 file checked: everything is in order.\n"


def test_a_long_line_is_cut_around_the_place() -> None:
    text = {FILE: "name: x\n" + "y" * 500 + "HERE" + "z" * 500}
    shown = render_text([found(line=2, column=501)], text, 1).splitlines()
    assert len(shown[1]) < 200
    assert shown[1][shown[2].index("^")] == "H"


@pytest.mark.parametrize("bad", ["\x1b[31mred", "a\u202eb", "a\rb", "a\x00b", "a\u2028b"])
def test_no_form_passes_on_what_would_steer_a_screen(bad: str) -> None:
    texts = {FILE: f"name: Tea\nphones: {bad}\n"}
    for name, render in RENDERERS.items():
        shown = render([found(number=bad)], texts, 1)
        shown = json.loads(shown)["findings"][0]["hint"] if name == "json" else shown
        assert bad not in shown
        assert not re.search("[\x1b\u202e\x00\u2028]", shown)


def test_json_is_a_list_under_findings() -> None:
    said = json.loads(render_json([found()], TEXTS, 3))
    assert said["checked"] == 3
    assert said["counts"] == {"error": 1, "warning": 0, "note": 0}
    (one,) = said["findings"]
    assert list(one) == ["code", "severity", "file", "line", "column", "message", "hint"]
    assert (one["code"], one["severity"], one["line"], one["column"]) == ("contact-phone", "error", 2, 9)


def test_an_annotation_cannot_start_a_command_of_its_own() -> None:
    evil = "x%0A\n::set-output name=a::b"
    shown = render_github([finding("contact-phone", Place("a,b:c.yml", 2, 9), number=evil, country="GB")], {}, 1)
    commands = [line for line in shown.splitlines() if line.startswith("::")]
    assert len(commands) == 1
    assert commands[0].startswith("::error file=a%2Cb%3Ac.yml,line=2,col=9,title=contact-phone::")
    assert "%250A" in commands[0]


@pytest.mark.parametrize("evil", ["[x](javascript:alert(1))", "<img src=x>", "@everyone", "`code", "| a | b |", "# h"])
def test_markdown_shows_what_was_typed_as_typed(evil: str) -> None:
    shown = render_markdown([found(number=evil)], {FILE: f"a\nphones: {evil}\n"}, 1)
    message = next(line for line in shown.splitlines() if line.startswith("- **Error**"))
    plain = re.sub(r"\\(.)", "", message)
    assert not re.search(r"[<\[@#|]", plain)


def test_a_code_span_cannot_be_left() -> None:
    shown = render_markdown([found()], {FILE: "a\nphones: ``` `` <b>\n"}, 1)
    assert "  ```` phones: ``` `` <b> ````" in shown or "  ````phones: ``` `` <b>````" in shown


def test_a_tab_does_not_move_the_caret() -> None:
    shown = render_text([found(line=1, column=3)], {FILE: "\t\tx\n"}, 1).splitlines()
    assert shown[1][shown[2].index("^")] == "x"


def test_make_visible_names_what_cannot_be_seen() -> None:
    assert make_visible("a\u200bb\u202e") == "a<U+200B>b<U+202E>"
