"""`hereabouts new`: a record asked for in the terminal, one question after the other."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import click

from hereabouts.check import Checked, check_folder
from hereabouts.commands.conversation import (
    Conversation,
    EndedError,
    Typed,
    WrongError,
    introduce,
    is_terminal,
    read_draft,
    sentences,
    show_choices,
    write_draft,
)
from hereabouts.commands.folders import find_records, root_of
from hereabouts.commands.options import processors, today_in, today_option
from hereabouts.ending import FINE, STOPPED, WRONG, honest
from hereabouts.finding import is_error
from hereabouts.kind import Kind
from hereabouts.model.ids import slug
from hereabouts.report import make_visible
from hereabouts.rules.nearness import nearest
from hereabouts.upkeep.form import Form, Question
from hereabouts.writer import dump

_GROUP = "The short name of its folder, such as riverside-lunch-club. Make a new group first with `new organization`."


@click.command()
@click.argument("kind", type=click.Choice(["organization", "service", "location"]))
@click.option(
    "--from",
    "draft",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Go on with what was typed before.",
)
@today_option
@honest
def new(kind: str, *, draft: Path | None, today: date | None) -> int:
    """Ask for a new record, question by question, and write its file.

    Ctrl+C loses nothing: what was typed is kept in a file, and --from goes on with it. Answers may come through a pipe,
    one on each line.
    """
    talk = Conversation(_drafted(draft, kind))
    folder, _ = find_records(())
    day = today or today_in(folder)
    checked = check_folder(folder, root_of(folder), day, jobs=processors())
    if not checked.usable:
        click.echo("directory.yml has an error. Run `hereabouts check` and mend it first.", err=True)
        return WRONG
    try:
        return _make(talk, Kind(kind), checked, folder, day)
    except (EndedError, KeyboardInterrupt):
        return _keep(talk, kind, STOPPED)
    except WrongError:
        return _keep(talk, kind, WRONG)


def _drafted(draft: Path | None, kind: str) -> Typed:
    if draft is None:
        return []
    try:
        known, typed = read_draft(draft)
    except ValueError as error:
        raise click.UsageError(f"{error}. Name the file that `hereabouts new` wrote when it was stopped.") from None
    if known != kind:
        raise click.UsageError(f"{draft} is a draft of another kind: `hereabouts new {known} --from {draft}`.")
    return typed


def _keep(talk: Conversation, kind: str, code: int) -> int:
    """Write down what was typed, and say where."""
    typed = talk.everything()
    if any(line for _, line in typed):
        file = write_draft(kind, typed)
        click.echo(f"\nNo record was written. What was typed is in {file}. Go on with:", err=True)
        click.echo(f"  hereabouts new {kind} --from {file}", err=True)
    else:
        click.echo("\nNo record was written.", err=True)
    return code


def _make(talk: Conversation, kind: Kind, checked: Checked, folder: Path, today: date) -> int:
    form = Form(kind, checked.records, today)
    if kind is Kind.SERVICE:
        form = Form(kind, checked.records, today, _ask_group(talk, form))
    asked = form.question(("name",))
    name = talk.ask(form, asked) if asked else ""
    form.path = _ask_path(talk, form, folder, slug(name))
    for path in form.paths():
        if path == ("locations",):
            _ask_places(talk, form)
        elif question := form.question(path):
            _ = talk.ask_many(form, question) if question.many else talk.ask(form, question)
    return _write(talk, form, folder)


def _ask_group(talk: Conversation, form: Form) -> str:
    groups = form.groups()
    question = Question(("group",), many=False, needed=True, title="Group", help=_GROUP, example="", choices=groups)
    introduce(question)
    while True:
        line = talk.read("group")
        if line in groups:
            talk.keep("group", line)
            return line
        if line == "?":
            show_choices(groups)
            continue
        near = nearest(line, groups)
        talk.refuse("group", line, f"There is no group `{line}`.{f' Did you mean `{near}`?' if near else ''}")


def _ask_path(talk: Conversation, form: Form, folder: Path, usual: str) -> str:
    click.echo(f"\n{click.style('Short name', bold=True)}\n  What its file is called, and its page.", nl=False)
    click.echo(f" Press Enter for {usual}." if usual else " Use small letters and hyphens.")
    while True:
        line = talk.read("file")
        path = form.path_of(line or usual)
        wrong = form.try_path(path)
        if not wrong and (folder / f"{path}.yml").exists():
            wrong = [f"There is a file {folder / path}.yml already. Choose another short name."]
        if not wrong:
            talk.keep("file", line)
            return path
        talk.refuse("file", line, *wrong)


def _ask_places(talk: Conversation, form: Form) -> None:
    """Each place that the service is at, with the times there."""
    number = 0
    while (question := form.question(("locations", number, "at"))) and talk.ask(form, question):
        hours = form.question(("locations", number, "schedules"))
        if hours:
            talk.ask_many(form, hours)
        number += 1


def _write(talk: Conversation, form: Form, folder: Path) -> int:
    """Show the record, look at it as a whole, and write it where no file is."""
    found = form.findings()
    click.echo(f"\n{_visible_lines(dump(form.kind, form.data))}")
    for item in found:
        click.echo(f"{'Wrong' if is_error(item) else 'Note'}: {make_visible(sentences(item))}")
    if any(map(is_error, found)):
        raise WrongError
    if is_terminal() and not _agreed():
        raise EndedError
    file = folder / f"{form.path}.yml"
    file.parent.mkdir(parents=True, exist_ok=True)
    try:
        with file.open("x", encoding="utf-8", newline="\n") as stream:
            stream.write(dump(form.kind, form.data))
    except FileExistsError:
        talk.refuse("file", "", f"Somebody else has just made {file}.")
        raise WrongError from None
    click.echo(f"Written: {file}")
    return FINE


def _agreed() -> bool:
    click.echo("Write this record? Press Enter for yes, or type no.")
    try:
        return input("> ").strip().lower() in ("", "y", "yes")
    except (EOFError, KeyboardInterrupt):
        return False


def _visible_lines(text: str) -> str:
    """Several lines that only say what they say."""
    return "\n".join(map(make_visible, text.split("\n")))
