"""`hereabouts check`: what is wrong with the records, and what to do about it."""

from __future__ import annotations

import sys
from datetime import date
from pathlib import Path

import click

from hereabouts.check import Checked, check_folder
from hereabouts.commands.folders import find_records, root_of
from hereabouts.commands.options import processors, strict_option, today_in, today_option
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.progress import show_progress
from hereabouts.report import RENDERERS, render_text


@click.command()
@click.argument("paths", nargs=-1, type=click.Path(exists=True, path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(sorted(RENDERERS)), default="text", help="How to write the findings."
)
@strict_option
@today_option
@honest
def check(paths: tuple[Path, ...], form: str, strict: bool, today: date | None) -> int:
    """Check the records in directory/, or only say what concerns PATHS.

    A path may be a record, or a folder of records; a folder with a directory.yml is checked as a directory of its own.
    """
    folder, only = find_records(paths)
    with show_progress("Checking records", quiet=form != "text") as progress:
        root = root_of(folder)
        checked = check_folder(folder, root, today or today_in(folder), jobs=processors(), progress=progress)
    if only and checked.usable:
        checked.findings = sorted(
            item.seen_from(lambda place: _concerns(root / place.file, only))
            for item in checked.findings
            if any(_concerns(root / place.file, only) for place in item.places)
        )
    write(checked, form)
    return verdict(checked, strict=strict)


def _concerns(file: Path, only: tuple[Path, ...]) -> bool:
    place = file.resolve()
    return any(place == path or path in place.parents for path in only)


def write(checked: Checked, form: str) -> None:
    """Say what was found, in one of the formats."""
    total = len(checked.records.by_path) + 1
    if form == "text":
        click.echo(render_text(checked.findings, checked.texts, total, colour=sys.stdout.isatty()), nl=False)
    else:
        click.echo(RENDERERS[form](checked.findings, checked.texts, total), nl=False)


def verdict(checked: Checked, *, strict: bool) -> int:
    """The exit code for what was found."""
    return WRONG if checked.fails(strict=strict) else FINE
