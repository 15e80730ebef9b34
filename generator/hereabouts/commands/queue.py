"""`hereabouts queue`: which branches wait for somebody, the most risky first."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path

import click

from hereabouts.branches import BaseError, Branch, compare_files, find_base, find_commit, list_branches
from hereabouts.check import check_folder
from hereabouts.commands.folders import find_records, root_of
from hereabouts.commands.options import processors, today_in, today_option
from hereabouts.commands.review import read_documents
from hereabouts.ending import FINE, honest
from hereabouts.review.waiting import Candidate, make_queue, render_queue, render_queue_json
from hereabouts.source.layout import kind_at


@click.command()
@click.option("--base", default="main", show_default=True, help="The branch that the others go into.")
@click.option("--format", "form", type=click.Choice(["text", "json"]), default="text", help="How to write it.")
@today_option
@honest
def queue(base: str, form: str, today: date | None) -> int:
    """List the branches that wait, the most risky first, and those that only confirm a listing together.

    Branches of other people are those that `git fetch` brought.
    """
    folder, _ = find_records(())
    commit = find_commit(folder, base)
    if commit is None:
        raise click.UsageError(f"Git knows no branch called {base!r} here. Name the one that others go into: --base.")
    day = today or today_in(folder)
    checked = check_folder(folder, root_of(folder), day, jobs=processors())
    made = make_queue(_candidates(folder, base, commit, day), checked, day)
    click.echo(render_queue(made) if form == "text" else render_queue_json(made), nl=False)
    return FINE


def _candidates(folder: Path, base: str, commit: str, today: date) -> Iterator[Candidate]:
    for branch in list_branches(folder, base, commit):
        try:
            began = find_base(folder, commit, branch.commit)
        except BaseError as error:
            click.echo(f"{branch.name!r} is left out. {error}", err=True)
            continue
        yield _candidate(folder, branch, began, commit, today)


def _candidate(folder: Path, branch: Branch, began: str, main: str, today: date) -> Candidate:
    root = root_of(folder)
    difference = compare_files(folder, began, branch.commit)
    since = compare_files(folder, began, main)
    strange = tuple(f"{folder.name}/{one.path}.yml" for one in difference.records if kind_at(one.path) is None)
    return Candidate(
        name=branch.name,
        commit=branch.commit,
        days=(today - datetime.fromtimestamp(branch.seconds, tz=UTC).date()).days,
        old=read_documents(folder, root, ((one, one.old) for one in difference.records)),
        new=read_documents(folder, root, ((one, one.new) for one in difference.records)),
        others=(*difference.others, *strange),
        stale=frozenset(one.path for one in since.records),
    )
