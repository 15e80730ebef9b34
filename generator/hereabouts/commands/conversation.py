"""Questions and answers in a terminal, or answers alone through a pipe; nothing that was typed is lost."""

from __future__ import annotations

import json
import sys
from collections import deque
from collections.abc import Iterable
from pathlib import Path

import click

from hereabouts.finding import Finding, is_error
from hereabouts.report import make_visible
from hereabouts.upkeep.coming import next_dates, said_back
from hereabouts.upkeep.form import Form, Question

Typed = list[tuple[str, str]]
"""Every line that was typed, with the question it answers, in order."""

_SHOWN = 12
_FORM = "hereabouts-draft"


class EndedError(Exception):
    """There are no more answers: somebody pressed Ctrl+C, or what came through the pipe is at its end."""


class WrongError(Exception):
    """An answer that came through a pipe is wrong, so that those after it cannot be taken for what they are."""


class Conversation:
    """Asks, and keeps what was typed. `drafted` is what was typed another time: it answers first."""

    def __init__(self, drafted: Typed) -> None:
        self.typed: Typed = []
        self._pending: Typed = []
        self._drafted: dict[str, deque[str]] = {}
        for key, line in drafted:
            self._drafted.setdefault(key, deque()).append(line)

    def everything(self) -> Typed:
        """What was typed, with what was not yet taken from an earlier draft, and the last line that was refused."""
        waiting = [(key, line) for key, lines in self._drafted.items() for line in lines]
        return [*self.typed, *self._pending, *waiting]

    def read(self, key: str) -> str:
        """The next line for a question. Raises EndedError."""
        if waiting := self._drafted.get(key):
            line = waiting.popleft()
            self._hold(key, line)
            click.echo(f"> {make_visible(line)}")
            return line
        try:
            line = input("> ").strip()
        except (EOFError, KeyboardInterrupt, UnicodeDecodeError):
            raise EndedError from None
        self._hold(key, line)
        if not is_terminal():  # where nobody sees what they type
            click.echo(make_visible(line))
        return line

    def _hold(self, key: str, line: str) -> None:
        """Remember a line at once: Ctrl+C may come while it is being checked."""
        self._pending = [(key, line)] if line not in ("", "?") else []

    def keep(self, key: str, line: str) -> None:
        """Note an answer that was taken."""
        self._pending = []
        self.typed.append((key, line))

    def refuse(self, key: str, line: str, *why: str) -> None:
        """Say what is wrong with an answer, and have it asked again. Raises WrongError where nobody can be asked."""
        self._hold(key, line)
        for sentence in filter(None, why):
            click.echo(f"  {make_visible(sentence)}")
        if not is_terminal():
            raise WrongError

    def ask(self, form: Form, question: Question) -> str:
        """One answer, checked and put into the form; empty where it was left out. Raises as `read` and `refuse` do."""
        introduce(question)
        while True:
            line = self._line(question)
            if line and self._is_right(form, question, line, line):
                self.keep(question.key, line)
                form.put(question.path, line)
                return line
            if not line and not question.needed:
                self.keep(question.key, "")
                return ""
            if not line:
                self.refuse(question.key, "", "This one is needed.")

    def ask_many(self, form: Form, question: Question) -> list[str]:
        """Answers, one a line, until an empty one; else as `ask`."""
        introduce(question)
        taken: list[str] = []
        while line := self._line(question):
            if self._is_right(form, question, line, [*taken, line]):
                self.keep(question.key, line)
                taken.append(line)
                form.put(question.path, list(taken))
                if question.path[-1] == "schedules":
                    click.echo(f"  That is: {make_visible('; '.join(said_back(line)))}")
        self.keep(question.key, "")
        if question.path[-1] == "schedules" and (dates := next_dates(taken, form.settings, form.today)):
            click.echo("  The next dates:")
            for one in dates:
                click.echo(f"    {make_visible(one)}")
        return taken

    def _line(self, question: Question) -> str:
        while (line := self.read(question.key)) == "?":
            show_choices(question.choices)
        return line

    def _is_right(self, form: Form, question: Question, line: str, value: str | list[str]) -> bool:
        found = form.try_value(question.path, value if isinstance(value, str) else list(value))
        for item in found:
            if not is_error(item):
                click.echo(f"  Note: {make_visible(sentences(item))}")
        wrong = [sentences(item) for item in found if is_error(item)]
        if wrong:
            self.refuse(question.key, line, *wrong)
        return not wrong


def is_terminal() -> bool:
    """Whether somebody sits there who can be asked again."""
    return sys.stdin.isatty()


def sentences(item: Finding) -> str:
    """What is wrong, and the next move."""
    return " ".join(filter(None, [item.message, item.hint]))


def introduce(question: Question) -> None:
    """Put a question."""
    how = "" if question.needed else " Press Enter to leave it out."
    if question.many:
        how = " One on each line; an empty line ends it."
    click.echo(f"\n{click.style(make_visible(question.title), bold=True)}")
    click.echo(f"  {make_visible(question.help)}{how}")
    if question.choices and len(question.choices) <= _SHOWN:
        show_choices(question.choices)
    elif question.choices:
        click.echo(f"  Type ? to see all {len(question.choices)} that are known.")
    elif question.example:
        click.echo(f"  For example: {make_visible(question.example)}")


def show_choices(choices: dict[str, str]) -> None:
    """The answers that are known."""
    for key, name in choices.items():
        click.echo(make_visible(f"  {key}: {name}" if name else f"  {key}"))


def read_draft(file: Path) -> tuple[str, Typed]:
    """What kind of record a draft is of, and what was typed. Raises ValueError for what is no draft."""
    try:
        told = json.loads(file.read_text(encoding="utf-8"))
        kind, lines = str(told[_FORM]), [(str(key), str(line)) for key, line in told["typed"]]
    except (TypeError, KeyError, ValueError) as error:
        raise ValueError(f"{file} is not a draft") from error
    return kind, lines


def write_draft(kind: str, typed: Iterable[tuple[str, str]]) -> Path:
    """Write a draft into a new file in this folder, and give its name. Raises OSError when the disk refuses."""
    told = json.dumps({_FORM: kind, "typed": [list(one) for one in typed]}, ensure_ascii=False, indent=1)
    number = 1
    while True:
        file = Path(f"draft-{kind}{'' if number == 1 else f'-{number}'}.json")
        try:
            with file.open("x", encoding="utf-8") as stream:
                stream.write(told + "\n")
        except FileExistsError:
            number += 1
        else:
            return file
