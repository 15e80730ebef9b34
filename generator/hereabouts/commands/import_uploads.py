"""`hereabouts import-uploads`: import what people left in `imports/`, and tell each of them how it went.

The workflow imports.yml runs this for people without a terminal, and turns what it writes into pull requests.
"""

from __future__ import annotations

import os
from contextlib import suppress
from datetime import date
from enum import StrEnum
from pathlib import Path

import click

from hereabouts.commands.folders import DIRECTORY
from hereabouts.commands.import_records import settings_of
from hereabouts.commands.options import today_in, today_option
from hereabouts.commands.upload_words import cut, quote, say_made, say_not_read, say_nothing_new, say_unmapped
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.importers import Imported, Options, SourceError, draft_mapping, render_json, render_markdown, run
from hereabouts.importers.uploads import Refusal, Upload, find_uploads

_LONGEST_SUMMARY = 900_000
"""In bytes; GitHub takes a summary page of 1 MiB."""


class Outcome(StrEnum):
    """How it went with one upload, in the word that scripts read."""

    WRITTEN = "written"
    NOTHING_NEW = "nothing-new"
    NOT_READ = "not-read"


@click.command("import-uploads")
@click.option("--folder", type=click.Path(path_type=Path), default=Path("imports"), help="Where the uploads are.")
@click.option(
    "--into",
    default=str(DIRECTORY),
    help="The folder of records to write into. {name} in it stands for the name of the upload.",
)
@click.option(
    "--changed",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A file that names the files to look at, as `git diff --name-only -z` does. All others are left alone.",
)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    default=Path(".hereabouts/uploads"),
    help="Where the reports go: a folder for each upload, and a summary.",
)
@click.option("--list", "listing", is_flag=True, help="Only name the uploads that can be taken.")
@today_option
@honest
def import_uploads(
    folder: Path, into: str, changed: Path | None, out: Path, *, listing: bool, today: date | None
) -> int:
    """Import every file in imports/ under its own name, and report in words.

    A spreadsheet may have a file beside it that says what its columns mean: council.csv and council.mapping.yml.
    For each upload, OUT has a folder of its name, with `outcome` (written, nothing-new or not-read), `text.md` for the
    people who look through it, the whole report, and the spreadsheet with remarks.
    """
    uploads, refused = _find(folder, changed)
    if listing:
        click.echo("".join(f"{one.name}\n" for one in uploads), nl=False)
        return FINE
    told = [say_not_read(f"imports/{one.file}", one.why) for one in refused]
    outcomes = []
    for upload in uploads:
        outcome, text = _import_one(upload, Path(into.replace("{name}", upload.name)), out, today)
        outcomes.append(outcome)
        told.append(text)
        click.echo(f"{upload.file}: {outcome}")
    for one in refused:
        click.echo(f"{quote(one.file)}: {one.why}", err=True)
    out.mkdir(parents=True, exist_ok=True)
    summary = cut("\n".join(told) or "There is nothing new to import.\n", _LONGEST_SUMMARY)
    (out / "summary.md").write_text(summary, encoding="utf-8")
    return WRONG if refused or Outcome.NOT_READ in outcomes else FINE


def _find(folder: Path, changed: Path | None) -> tuple[list[Upload], list[Refusal]]:
    """What to import and what to refuse, going by the names in the file `changed` where there is one."""
    uploads, refused = find_uploads(folder)
    if changed is None:
        return uploads, refused
    meant = {part for one in changed.read_bytes().split(b"\0") for part in Path(os.fsdecode(one)).parts}
    uploads = [one for one in uploads if {one.file.name, one.mapping.name if one.mapping else ""} & meant]
    return uploads, [one for one in refused if one.file in meant]


def _import_one(upload: Upload, into: Path, out: Path, today: date | None) -> tuple[Outcome, str]:
    """Import one upload and write down how it went. Gives the words for it too."""
    place = out / upload.name
    place.mkdir(parents=True, exist_ok=True)
    outcome, text = _try(upload, into, place, today or today_in(into))
    (place / "outcome").write_text(f"{outcome}\n", encoding="utf-8")
    (place / "text.md").write_text(cut(text), encoding="utf-8")
    return outcome, cut(text)


def _try(upload: Upload, into: Path, place: Path, today: date) -> tuple[Outcome, str]:
    shown = f"imports/{upload.file.name}"
    if not into.is_dir():
        why = (
            "Its pull request is still open, and does not go together with what was changed since. "
            "Merge it or close it, and upload the file again."
        )
        return Outcome.NOT_READ, say_not_read(shown, why)
    try:
        imported = _run(upload, into, today)
    except click.UsageError as error:
        return Outcome.NOT_READ, say_not_read(shown, error.message)
    except SourceError as error:
        return Outcome.NOT_READ, _say_why(upload, shown, error, into)
    _keep_whole(imported, place)
    if imported.refused:
        named = ", ".join(f"directory/{path}.yml" for path in imported.refused[:5])
        why = (
            f"Nothing was written: {len(imported.refused):,} files of the same name are there already, such as {named}."
        )
        return Outcome.NOT_READ, say_not_read(shown, why)
    if not imported.written:
        return Outcome.NOTHING_NEW, say_nothing_new(shown, imported)
    return Outcome.WRITTEN, say_made(shown, imported, into, upload.name, today)


def _say_why(upload: Upload, shown: str, error: SourceError, into: Path) -> str:
    """Why a source was not read; for a spreadsheet that nothing says the columns of, how to say it."""
    if upload.form == "table" and upload.mapping is None:
        with suppress(SourceError):
            drafted = draft_mapping(upload.file, settings_of(into).country, examples=False)
            return say_unmapped(shown, upload.file.stem, drafted)
    return say_not_read(shown, str(error))


def _run(upload: Upload, into: Path, today: date) -> Imported:
    options = Options(settings_of(into), today, mapping=upload.mapping)
    return run(upload.form, upload.file, into, options, None, upload.name)


def _keep_whole(imported: Imported, place: Path) -> None:
    """The whole report, and the spreadsheet with remarks where something in it needs somebody."""
    (place / "report.md").write_text(render_markdown(imported.report, reviews=imported.reviews), encoding="utf-8")
    (place / "report.json").write_text(render_json(imported.report, imported.reviews), encoding="utf-8")
    if imported.copy is not None and imported.copy.says:
        ending = imported.copy.ending
        (place / f"{place.name}-with-remarks{ending}").write_bytes(imported.copy.render(ending))
