"""One style sheet out of several, and nothing in them that no page uses."""

from __future__ import annotations

import re
from pathlib import Path

import hereabouts.outputs.pages
from hereabouts.resources import bundled
from hereabouts.styles import join_styles

FOLDER = bundled("site_overrides") / "assets" / "stylesheets"
AT = "assets/stylesheets/"


def joined(**sheets: str) -> dict[str, str]:
    assets = {f"{AT}{name}.css": text.encode() for name, text in sheets.items()}
    return {path.removeprefix(AT): content.decode() for path, content in join_styles(assets).items()}


def test_imports_are_put_in_place_and_in_order() -> None:
    text = '@import "b.css";\n@import "c.css";\np {\n  top: 0;\n}\n'
    assert joined(a=text, b="b { top: 1px }", c="i { top: 2px }") == {
        "a.css": "b { top: 1px }i { top: 2px }p {\ntop: 0;\n}\n"
    }


def test_what_is_not_beside_it_stays_an_import() -> None:
    for text in ('@import "gone.css";\n', '@import "../b.css";\n', '@import "a.css";\n', '@import "b.css" print;\n'):
        assert joined(a=text, b="b {}")["a.css"] == text


def test_remarks_go_and_licences_and_texts_stay() -> None:
    text = "/* why */\n/*! licence */\np::after { content: \"/* a */\"; }\nq::after { content: '/*'; } /* b\n*/"
    said = "/*! licence */\np::after { content: \"/* a */\"; }\nq::after { content: '/*'; }\n"
    assert joined(a=text) == {"a.css": said}


def test_nothing_but_style_sheets_of_the_site_is_touched() -> None:
    assets = {"css/a.css": b"/* a */  p {}", f"{AT}a.txt": b'@import "b.css";', "a.js": b"/* a */"}
    assert join_styles(assets) == assets


def test_all_our_own_become_one() -> None:
    sheets = {file.stem: file.read_text(encoding="utf-8") for file in FOLDER.glob("*.css")}
    made = joined(**sheets)
    assert sorted(made) == ["hereabouts.css", "search.css", "shortlist.css"]
    for selector in (".frame-header", ".fact", ".card", ".slots", ".doors", "@media print"):
        assert selector in made["hereabouts.css"]


MADE_UP = ("badge--", "doors--")
"""Beginnings of class names that templates put together."""


def test_no_rule_is_for_what_no_page_has() -> None:
    site, views = bundled("site_overrides"), Path(hereabouts.outputs.pages.__file__).parent
    sources = [*site.rglob("*.html"), *site.rglob("*.js"), *views.glob("*.py")]
    there = set(re.findall(r"[\w-]+", " ".join(file.read_text(encoding="utf-8") for file in sources)))
    sheets = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.css"))
    selectors = re.sub(r"/\*.*?\*/|\{[^{}]*\}", "", sheets, flags=re.DOTALL)
    named = {name for name in re.findall(r"\.([a-z][\w-]*)", selectors) if not name.startswith(MADE_UP)}
    assert len(named) > 100
    assert named - there == set()


def test_a_file_is_short_enough_to_be_read() -> None:
    long = [file.name for file in FOLDER.glob("*.css") if file.read_text(encoding="utf-8").count("\n") > 400]
    assert long == []
