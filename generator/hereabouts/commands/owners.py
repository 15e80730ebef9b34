"""`hereabouts owners`: the file from which GitHub knows whom to ask about a change."""

from __future__ import annotations

from pathlib import Path

import click

from hereabouts.commands.folders import find_records, relative, root_of
from hereabouts.commands.options import processors
from hereabouts.ending import FINE, MISUSED, WRONG, honest
from hereabouts.reading import read_all
from hereabouts.report import make_visible
from hereabouts.source.layout import scan
from hereabouts.upkeep.owners import MARK, read_names, write_owners
from hereabouts.writer import replace_file

_USUAL = Path(".github", "CODEOWNERS")


@click.command()
@click.option("--check", "only_look", is_flag=True, help="Write nothing; say whether the file is up to date.")
@click.option(
    "--out",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Where to write it. Without this it is .github/CODEOWNERS, where GitHub looks.",
)
@honest
def owners(*, only_look: bool, out: Path | None) -> int:
    """Write who is asked about which listing, from `maintainers:` in the records.

    Run it on the main branch only. When every change wrote this file, changes would get into each other's way.
    """
    folder, _ = find_records(())
    top = _top(folder)
    names, unsure = _read(folder)
    if unsure:
        for file in unsure:
            click.echo(make_visible(file), err=True)
        click.echo("Nothing was written: an error there leaves open who is asked. See `hereabouts check`.", err=True)
        return WRONG
    try:
        text = write_owners((Path.cwd() / folder).relative_to(top).as_posix(), names)
    except ValueError as error:
        click.echo(f"Nothing was written: {error}.", err=True)
        return MISUSED
    return _compare(out or top / _USUAL, text, only_look=only_look)


def _read(folder: Path) -> tuple[dict[str, list[str]], list[str]]:
    """The names in each record, and the files of which they are not certain."""
    layout = scan(folder, root_of(folder))
    names: dict[str, list[str]] = {}
    unsure: list[str] = []
    for entry, document in zip(layout.files, read_all(layout.files, {}, processors()), strict=True):
        found = read_names(document)
        if found is None:
            unsure.append(entry.file)
        else:
            names[entry.path] = found
    return names, unsure


def _top(folder: Path) -> Path:
    """The top of the repository, from which GitHub names files; here, where there is none."""
    here = Path.cwd() / folder
    return next((parent for parent in here.parents if (parent / ".git").exists()), Path.cwd())


def _compare(file: Path, text: str, *, only_look: bool) -> int:
    """Hold the file against what it should be, and bring it up to date unless `only_look`."""
    shown = make_visible(str(relative(file.absolute())))
    there = file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    if there and not there.startswith(MARK):
        click.echo(f"{shown} was not made by `hereabouts owners`. Move it away, and try again.", err=True)
        return MISUSED
    if there == text:
        click.echo(f"{shown} is up to date.")
        return FINE
    if only_look:
        click.echo(f"{shown} is not up to date. Run `hereabouts owners` on the main branch, and commit it.", err=True)
        return WRONG
    replace_file(file, text.encode())
    click.echo(f"Written: {shown}")
    return FINE
