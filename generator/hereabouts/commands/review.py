"""`hereabouts review`: what a change does, what to ask about it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import click

from hereabouts.branches import BaseError, Touched, compare_files, find_base
from hereabouts.check import check_folder
from hereabouts.commands.folders import find_records, root_of
from hereabouts.commands.options import processors, today_in, today_option
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.history import read_blobs
from hereabouts.progress import show_progress
from hereabouts.reading import check_file
from hereabouts.review.fields import render_json
from hereabouts.review.markdown import LONGEST_COMMENT, render_markdown
from hereabouts.review.pairs import Documents
from hereabouts.review.reviewing import Review
from hereabouts.review.reviewing import review as explain_change
from hereabouts.review.text import render_text
from hereabouts.source.document import Document
from hereabouts.source.layout import kind_at

FORMS = ("text", "markdown", "comment", "json")


@click.command()
@click.option("--base", default="main", show_default=True, help="What to compare with: a branch or a commit.")
@click.option(
    "--format",
    "form",
    type=click.Choice(FORMS),
    default="text",
    help="How to write it: markdown is for a summary page, comment for a comment on GitHub, which is shorter.",
)
@click.option("--preview", default="", help="Say how to open the site as it would be, which is kept under this name.")
@today_option
@honest
def review(base: str, form: str, preview: str, today: date | None) -> int:
    """Say in plain English what has changed since BASE, and what to ask before it is accepted.

    What is not committed yet counts, too.
    """
    folder, _ = find_records(())
    made = review_folder(folder, base, today or today_in(folder), quiet=form != "text")
    if form == "json":
        click.echo(render_json(made), nl=False)
    elif form == "comment":
        click.echo(render_markdown(made, LONGEST_COMMENT, preview), nl=False)
    else:
        click.echo(render_markdown(made, preview=preview) if form == "markdown" else render_text(made), nl=False)
    return WRONG if made.has_errors else FINE


def review_folder(folder: Path, base: str, today: date, *, quiet: bool) -> Review:
    """Compare a folder as it lies there with where it began. Raises UsageError when there is nothing to compare."""
    try:
        began = find_base(folder, base)
    except BaseError as error:
        raise click.UsageError(str(error)) from None
    difference = compare_files(folder, began)
    root = root_of(folder)
    with show_progress("Checking records", quiet=quiet) as progress:
        checked = check_folder(folder, root, today, jobs=processors(), progress=progress)
    old = read_documents(folder, root, ((one, one.old) for one in difference.records))
    strange = tuple(f"{folder.name}/{one.path}.yml" for one in difference.records if kind_at(one.path) is None)
    uncommitted = bool(compare_files(folder, "HEAD").records)
    return explain_change(old, checked, today, (*difference.others, *strange), uncommitted=uncommitted)


def read_documents(folder: Path, root: Path, wanted: Iterable[tuple[Touched, str]]) -> Documents:
    """What record files said, read as strictly as those of today: `wanted` has git's name for each, or none."""
    named = [(one.path, name) for one, name in wanted]
    contents = dict(read_blobs(folder, [name for _, name in named if name]))
    shown = folder.resolve().relative_to(root.resolve()).as_posix()
    documents: dict[str, Document | None] = {}
    for path, name in named:
        content, kind = contents.get(name), kind_at(path)
        file = f"{path}.yml" if shown == "." else f"{shown}/{path}.yml"
        if kind is not None:
            documents[path] = check_file(file, content, kind) if content is not None else None
    return documents
