"""Small directories before and after a change, and what a review makes of them, without git."""

from __future__ import annotations

from collections.abc import Mapping

from hereabouts.review.fields import render_json
from hereabouts.review.markdown import render_markdown
from hereabouts.review.reviewing import Review, review
from hereabouts.review.text import render_text
from hereabouts.source.document import Document
from tests.inline_records import LEAST, TODAY, check_texts, read_record

SERVICE = "organizations/lunch-club/drop-in"
TEA = """\
name: Tea and toast
description: Come in and sit down.
phones: 01632 960123
email: tea@lunchclub.example
url: https://www.lunchclub.example/tea
locations:
  - at: hall
    schedules: Tuesdays 10:00 to 12:00
assured_date: 2026-05-01
"""


def explain(before: Mapping[str, str], after: Mapping[str, str], others: tuple[str, ...] = ()) -> Review:
    """What a review says of one directory that becomes another; an empty text takes a file out."""
    was, will = {**LEAST, **before}, {**LEAST, **before, **after}
    old: dict[str, Document | None] = {
        path: read_record(path, was[path]).document if was.get(path) else None
        for path in will
        if was.get(path, "") != will[path]
    }
    return review(old, check_texts({**before, **after}), TODAY, others)


def change(old: str, new: str, text: str = TEA) -> Review:
    """The same of one service in which some words become others."""
    assert old in text
    return explain({SERVICE: text}, {SERVICE: text.replace(old, new)})


def codes(made: Review) -> list[str]:
    return [one.code for one in made.tasks]


def sentences(made: Review) -> list[str]:
    return [sentence.plain for entry in made.entries for sentence in entry.sentences]


def everything(made: Review) -> str:
    """All that a review prints, for looking for what must not be in it."""
    return render_text(made) + render_markdown(made, preview="preview") + render_json(made)
