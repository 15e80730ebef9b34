"""`hereabouts init`: the beginnings of somebody else's directory, in a folder of its own."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from uuid import uuid4

import click

from hereabouts.check import check_folder
from hereabouts.commands.options import today_in
from hereabouts.ending import FINE, MISUSED, honest
from hereabouts.finding import is_error
from hereabouts.report import make_visible
from hereabouts.upkeep.starting import Start, first_files


@click.command()
@click.argument("folder", type=click.Path(file_okay=False, path_type=Path))
@click.option("--name", prompt="What is the directory called", help="What the directory is called.")
@click.option("--publisher", prompt="Who publishes it", help="Who publishes it, such as a council or a charity.")
@click.option("--county", default="", help="The county or state, where all places are in one.")
@click.option("--country", default="GB", show_default=True, help="The code of the country.")
@click.option("--language", "languages", multiple=True, default=["en"], show_default=True, help="Can be repeated.")
@honest
def init(folder: Path, *, name: str, publisher: str, county: str, country: str, languages: tuple[str, ...]) -> int:
    """Start a directory of your own in FOLDER, which must be new or empty."""
    if folder.is_dir() and any(folder.iterdir()):
        raise click.UsageError(
            f"There is something in {make_visible(str(folder))}. Name a folder that is new or empty."
        )
    start = Start(name, publisher, country, county, languages, str(uuid4()))
    home = folder.resolve()
    home.parent.mkdir(parents=True, exist_ok=True)
    scratch = Path(tempfile.mkdtemp(prefix=".", suffix=".new", dir=home.parent))
    try:
        _fill(scratch, first_files(start))
        if wrong := _wrong(scratch):
            for message in wrong:
                click.echo(message, err=True)
            click.echo("Nothing was written. Try again with other words.", err=True)
            return MISUSED
        _hand_over(scratch, home)
    finally:
        shutil.rmtree(scratch, ignore_errors=True)
    click.echo(f"Your directory is in {make_visible(str(folder))}. README.md there says what to do next.")
    return FINE


def _fill(folder: Path, files: dict[str, bytes]) -> None:
    for path, content in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content)


def _wrong(scratch: Path) -> list[str]:
    """What a check would find wrong with the directory as it is begun."""
    records = scratch / "directory"
    findings = check_folder(records, scratch, today_in(records)).findings
    return [f"{make_visible(item.message)} {make_visible(item.hint)}" for item in findings if is_error(item)]


def _hand_over(scratch: Path, home: Path) -> None:
    """Move what was made into place, which takes no room and so goes wrong only where nothing may be written."""
    home.mkdir(exist_ok=True)
    if any(home.iterdir()):
        raise click.UsageError(f"Somebody else has just written into {make_visible(str(home))}.")
    for entry in sorted(scratch.iterdir()):
        entry.rename(home / entry.name)
