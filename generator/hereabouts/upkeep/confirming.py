"""What it writes into a record that its group has said that all of it is right.

The record gets the day (`assured_date`) and, where one was told, the address of the post that said so
(`assurer_email`). How they were asked has no place in HSDS, nor has the name of a post without an address: both belong
with the change itself, in the words it is saved with.
"""

from __future__ import annotations

from calendar import month_name
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hereabouts.check import check_again
from hereabouts.finding import Finding, is_error
from hereabouts.kind import Kind
from hereabouts.reading import check_file
from hereabouts.records import Record, Records
from hereabouts.report import make_visible
from hereabouts.rules.dates import read_day
from hereabouts.settings import text
from hereabouts.source.document import Data, Document
from hereabouts.writer import splice

HOW = {
    "phone": "by phone",
    "email": "by e-mail",
    "visit": "on a visit",
    "website": "from its website",
    "letter": "by letter",
}
"""How a group may be asked -> in a sentence."""

_FEW = 4


class RefusedError(Exception):
    """A record cannot be confirmed as asked. The message is one sentence, or two."""


@dataclass(frozen=True, slots=True)
class Told:
    """That a group has confirmed a listing: when, how it was asked, and by the address or the name of which post."""

    on: date
    how: str
    email: str = ""
    post: str = ""


def confirm(document: Document, path: str, told: Told, records: Records, today: date) -> str:
    """The text of a service's record, read with its spots, as it was confirmed.

    Raises RefusedError where the record has an error or would get one, and where it was confirmed later already.
    """
    refuse_wrong(document.findings)
    before = _confirmed_on(document)
    if before is not None and before > told.on:
        raise RefusedError(f"It was confirmed later than that already, on {say_day(before)}.")
    changes: dict[str, Data | None] = {"assured_date": told.on.isoformat()} if before != told.on else {}
    if told.email:
        changes["assurer_email"] = told.email
    made = splice(Kind.SERVICE, document, changes)
    again = check_file(document.file, made.encode(), Kind.SERVICE)
    refuse_wrong(check_again(Record(Kind.SERVICE, path, again), records, today))
    if again.data != {**document.data, **changes}:
        raise RefusedError("Its form is too unusual to change safely. Write `assured_date` yourself.")
    return made


def refuse_wrong(findings: Iterable[Finding]) -> None:
    """Raise RefusedError, in the words of the first error, where there is one."""
    wrong = next(filter(is_error, findings), None)
    if wrong is not None:
        raise RefusedError(" ".join(filter(None, [wrong.message, wrong.hint])))


def say(document: Document, told: Told, *, is_new: bool) -> str:
    """What was written into a record, in one sentence; `document` is the record as it was."""
    what = f"{_name(document)} ({make_visible(document.file)})"
    before = _confirmed_on(document)
    if not is_new:
        return f"{what} was already confirmed on {say_day(told.on)}, so nothing was changed."
    since = f"before that on {say_day(before)}" if before else "for the first time"
    who = f" by {told.email}" if told.email else ""
    return f"{what} is confirmed on {say_day(told.on)}{who}, {since}."


def say_change(documents: list[Document], told: Told) -> str:
    """The words to save the change with, which is where it stays how the group was asked."""
    names = ", ".join(map(_name, documents)) if len(documents) < _FEW else f"{len(documents)} listings"
    words = f"Confirm {names} {told.how}{f' ({told.post})' if told.post else ''}"
    careful = " Everybody can read them: name a post, not a person." if told.post else ""
    return f"How they were asked is kept with the change. Save it with these words: {words}.{careful}"


def say_day(day: date) -> str:
    """``2 November 2026``."""
    return f"{day.day} {month_name[day.month]} {day.year}"


def _confirmed_on(document: Document) -> date | None:
    return read_day(text(document.data.get("assured_date")))


def _name(document: Document) -> str:
    return make_visible(text(document.data.get("name")))
