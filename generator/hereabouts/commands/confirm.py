"""`hereabouts confirm`: staff have asked a group, and all that a listing says is right."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hereabouts.check import Checked, check_folder
from hereabouts.commands.folders import find_records, root_of
from hereabouts.commands.options import DAY, processors, today_in, today_option
from hereabouts.ending import FINE, MISUSED, WRONG, honest
from hereabouts.kind import Kind
from hereabouts.reading import check_file
from hereabouts.records import Record
from hereabouts.report import make_visible
from hereabouts.settings import read_settings
from hereabouts.source.document import Document
from hereabouts.source.layout import read_file
from hereabouts.upkeep.confirming import HOW, RefusedError, Told, confirm, refuse_wrong, say, say_change, say_day
from hereabouts.upkeep.naming import UnclearError, find_service
from hereabouts.writer import replace_files


@click.command("confirm")
@click.argument("words", metavar="RECORD...", nargs=-1, required=True)
@click.option("--how", type=click.Choice(list(HOW)), required=True, help="How the group was asked.")
@click.option(
    "--by", metavar="POST", default="", help="Who confirmed it: the e-mail address of a post, or its name. No person."
)
@click.option("--on", type=DAY, help="The day they confirmed it, if that was not today.")
@today_option
@honest
def confirm_records(words: tuple[str, ...], *, how: str, by: str, on: date | None, today: date | None) -> int:
    """Write down that a group has confirmed its listings.

    RECORD is a service: its file, the name of its file, or the address of its page. All of them are written, or none.
    """
    folder, _ = find_records(tuple(path for path in map(Path, words[:1]) if path.exists()))
    day = today or today_in(folder)
    if on is not None and on > day:
        raise click.UsageError(f"{say_day(on)} is still to come. Give the day they confirmed it.")
    root = root_of(folder)
    checked = check_folder(folder, root, day, jobs=processors())
    if not checked.usable:
        return _refuse(["directory.yml has an error. Run `hereabouts check` and mend it first."], WRONG)
    meant, unclear = _find(words, checked)
    if unclear:
        return _refuse(unclear, MISUSED)
    post = make_visible(by.strip())
    told = Told(on or day, HOW[how], post if "@" in post else "", "" if "@" in post else post)
    texts, refused = _confirm(meant, told, checked, root, day)
    if refused:
        return _refuse(refused, WRONG)
    changed = {path: one for path, one in texts.items() if one[0].text != one[1]}
    replace_files({root / old.file: made.encode() for old, made in changed.values()})
    for path, (old, _) in texts.items():
        click.echo(say(old, told, is_new=path in changed))
    if changed:
        click.echo(say_change([old for old, _ in changed.values()], told))
    return FINE


Texts = dict[str, tuple[Document, str]]
"""By path: the record as it was, and what its file is to hold."""


def _find(words: tuple[str, ...], checked: Checked) -> tuple[list[Record], list[str]]:
    """The services that are meant, each once, and what is to say of words that name none."""
    url = read_settings(checked.records.settings.data).url
    found: dict[str, Record] = {}
    unclear: list[str] = []
    for one in words:
        try:
            record = find_service(one, checked.records, url)
        except UnclearError as error:
            unclear.append(str(error))
        else:
            found[record.path] = record
    return list(found.values()), unclear


def _confirm(meant: list[Record], told: Told, checked: Checked, root: Path, today: date) -> tuple[Texts, list[str]]:
    """The new texts, and why some records are refused."""
    texts: Texts = {}
    refused: list[str] = []
    for record in meant:
        file = record.document.file
        try:
            if record.path in checked.bad:
                refuse_wrong([one for one in checked.findings if any(place.file == file for place in one.places)])
            document = check_file(file, read_file(root / file), Kind.SERVICE)
            texts[record.path] = document, confirm(document, record.path, told, checked.records, today)
        except RefusedError as error:
            refused.append(f"{make_visible(file)}: {make_visible(str(error))}")
    return texts, refused


def _refuse(why: list[str], code: int) -> int:
    for line in why:
        click.echo(line, err=True)
    click.echo("Nothing was written.", err=True)
    return code
