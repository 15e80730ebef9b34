"""The reference pages are those of the program as it is, lead where they say, and speak to volunteers.

Run with ``UPDATE_EXPECTED=1`` to write them anew, and read the difference.
"""

from __future__ import annotations

import html
import os
import re
from collections import Counter
from posixpath import dirname, join, normpath

import pytest

from hereabouts.catalogue import CATALOGUE
from hereabouts.kind import Kind
from hereabouts.profile.schemas import load
from hereabouts.reference import all_pages, code_pages, field_pages
from hereabouts.reference.__main__ import FOLDERS, write
from hereabouts.reference.fields import parts_of_records
from hereabouts.reference.markdown import anchor, escape, fenced
from tests.profile_records import ROOT

DOCS = ROOT / "docs"


def test_committed_pages_are_up_to_date() -> None:
    if os.environ.get("UPDATE_EXPECTED"):
        write(DOCS)
    files = [file for folder in FOLDERS for file in (DOCS / folder).glob("*.md")]
    committed = {file.relative_to(DOCS).as_posix(): file.read_text(encoding="utf-8") for file in files}
    pages = all_pages()
    again = "run `python -m hereabouts.reference docs`"
    assert sorted(committed) == sorted(pages), again
    assert [path for path in pages if committed[path] != pages[path]] == [], again


@pytest.mark.parametrize("kind", Kind)
def test_every_line_of_a_record_has_its_heading(kind: Kind) -> None:
    page = field_pages()[f"reference/fields/{kind}.md"]
    assert re.findall(r"^## (\w+)$", page, flags=re.M) == list(load(kind)["properties"])


def test_every_part_is_explained_once() -> None:
    titles = Counter(group.title for group in parts_of_records())
    assert len(titles) > 30
    assert titles.most_common(1)[0][1] == 1


def test_every_code_has_a_page_and_is_in_the_index() -> None:
    pages = code_pages()
    for code, entry in CATALOGUE.items():
        assert html.escape(entry.title, quote=False) in pages[f"reference/findings/{code}.md"].replace("\\", "")
        assert f"]({code}.md)" in pages["reference/findings/index.md"]


def test_links_lead_somewhere() -> None:
    pages = all_pages()
    marks = {path: re.findall(r"^(#+) (.+)$", text, re.M) for path, text in pages.items()}
    headings = {path: {anchor(words): mark for mark, words in reversed(found)} for path, found in marks.items()}
    links = [(path, link) for path, text in pages.items() for link in re.findall(r"\]\(([^)]+)\)", text)]
    assert len(links) > len(CATALOGUE)
    for path, link in links:
        target, _, place = link.partition("#")
        found = normpath(join(dirname(path), target))
        assert found in pages, (path, link)
        assert not place or headings[found][place] == "##", (path, link)  # MkDocs numbers all but the first


def test_nothing_invisible_or_unfilled_is_on_a_page() -> None:
    for path, text in all_pages().items():
        assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]|\{\w+\}", text), path


def test_typed_text_stays_text() -> None:
    assert escape("a <b> `<c>` & d") == "a &lt;b&gt; `<c>` &amp; d"
    assert escape("*, [a](b) `*`") == r"\*, \[a\](b) `*`"
    assert fenced("```") == "````yaml\n```\n````"
