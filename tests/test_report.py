"""Findings as somebody will read them; what a contributor typed can't steer the reader's screen or GitHub's."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from html import escape

import pytest
from markdown_it import MarkdownIt

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


EVIL = (
    *(
        "[x](javascript:alert(1))",
        "<img src=x onerror=alert(1)>",
        "@everyone",
        "| a | b |",
        "# h",
        "</code><b>",
        "&lt;",
    ),
    *(
        "`code",
        "code`",
        "``",
        "a ``` b `` c",
        "`",
        "\\`",
        "**bold** _it_",
        "https://evil.example",
        "#12",
        " x ",
        "a\n\n- b",
    ),
)


def to_html(markdown: str) -> str:
    return str(MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(markdown))


@pytest.mark.parametrize("evil", EVIL)
def test_markdown_shows_what_was_typed_as_code_and_does_nothing_else_with_it(evil: str) -> None:
    texts = {FILE: f"a\nphones: {evil.splitlines()[0]}\n"}
    shown = to_html(render_markdown([found(number=evil)], texts, 1))
    plain = to_html(render_markdown([found(number="typed")], {FILE: "a\nphones: typed\n"}, 1))
    assert re.sub(r"<code>.*?</code>", "<code></code>", shown) == re.sub(r"<code>.*?</code>", "<code></code>", plain)
    assert escape(" ".join(evil.split("\n")).strip()) in shown.replace("&quot;", '"')


def test_markdown_keeps_our_own_code_and_escapes_the_rest() -> None:
    made = finding("profile-word", Place(FILE, 2, 9), subject="`a*b`", value="x", allowed="`at` or `<b>`")
    shown = to_html(render_markdown([made], {}, 1))
    assert "<code>a*b</code> cannot be <code>x</code>. It can be <code>at</code> or <code>&lt;b&gt;</code>." in shown


def test_a_code_span_cannot_be_left() -> None:
    shown = render_markdown([found()], {FILE: "a\nphones: ``` `` <b>\n"}, 1)
    assert "  ````phones: ``` `` <b>````" in shown


@pytest.mark.parametrize(
    "evil", ["x\n::error::y", "x\r\n::add-mask::y", "\n::stop-commands::z", "##[add-mask]1", "a ##[group]b", "::x::"]
)
def test_text_gives_github_no_command(evil: str) -> None:
    places = [Place(FILE, 2, 9), Place("::error file=a::b", 1, 1)]
    for place in places:
        made = replace(finding("contact-phone", place, number=evil, country="GB"), also=(Place(f"a/{evil}.yml"),))
        made = replace(made, outcomes=(finding("record-held", place, records=evil, paths="a"),))
        shown = [render_text([made], {FILE: f"a\n{evil}\n", place.file: evil}, 1), render_json([made], {}, 1)]
        for line in "\n".join(shown).splitlines():
            assert not line.lstrip().startswith("::"), line
            assert "##[" not in line
    assert json.loads(shown[1])["findings"][0]["message"].startswith(f"`{evil}`")


def several() -> Finding:
    """One problem in three places, because of which a build does two things."""
    made = finding("reference-unknown", Place(FILE, 2, 9), kind="place", name="hall", suggestion="", where="")
    held = finding("record-held", made.place, records="`a/b` of 1 May 2026, `a/c` of 2 May 2026", paths="a/b a/c")
    left = finding("record-left-out", made.place, records="`a/d`", paths="a/d")
    return replace(made, also=(Place("c.yml", 3, 1), Place("d.yml", 4, 1)), outcomes=(held, left))


@pytest.mark.parametrize("form", RENDERERS)
def test_every_form_says_what_a_build_does_because_of_an_error(form: str) -> None:
    shown = RENDERERS[form]([several()], TEXTS, 4)
    for words in ("shows an earlier version", "2 May 2026", "this is not on the site", "c.yml", "d.yml"):
        assert words in shown.replace("\\", "")
    if form == "json":
        said = json.loads(shown)
        assert said["counts"] == {"error": 1, "warning": 0, "note": 0}
        assert said["outcomes"] == {"record-held": ["a/b", "a/c"], "record-left-out": ["a/d"]}
        assert said["findings"][0]["also"][0] == {"file": "c.yml", "line": 3, "column": 1}
        assert [one["code"] for one in said["findings"][0]["outcomes"]] == ["record-held", "record-left-out"]
    else:
        assert "4 files checked: 1 error. Because of it: 2 shown in an earlier version, 1 not shown." in shown


def test_more_places_than_anybody_reads_are_counted() -> None:
    made = replace(several(), also=tuple(Place(f"{number}.yml") for number in range(30)))
    assert "`9.yml:1` and 20 more." in render_text([made], TEXTS, 40)


def test_a_tab_does_not_move_the_caret() -> None:
    shown = render_text([found(line=1, column=3)], {FILE: "\t\tx\n"}, 1).splitlines()
    assert shown[1][shown[2].index("^")] == "x"


def test_make_visible_names_what_cannot_be_seen() -> None:
    assert make_visible("a\u200bb\u202e") == "a<U+200B>b<U+202E>"
