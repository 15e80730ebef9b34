"""The plain fields of a thing, each made fit for a record or kept as words.

A value that can be used is given back clean. One that can be mended is mended, with a line in the report. Any other
is said in words at the end of the description of the thing it belongs to ("Web address as given: ..."), with a line.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from email_validator import EmailNotValidError, validate_email

from hereabouts.importers.report import Action, Report
from hereabouts.importers.shapes import tidy
from hereabouts.importers.thing import Thing
from hereabouts.profile.forms import mend_date, mend_email, mend_number, mend_web_address
from hereabouts.rules.contacts import web_host
from hereabouts.rules.dates import read_day
from hereabouts.source.document import Data

LONGEST_NAME = 200
LONGEST_LINE = 500
LONGEST_TEXT = 10_000
ROOM = 3_000
"""How much of a description is kept free for what has to be said in words."""
_LONGEST_NUMBER = 20
_SHORTER = {"identifier": 200, "external_identifier": 200, "code": 200, "postal_code": 30, "version": 50, "number": 60}
"""Lines that the profile wants shorter than others."""

_NOTHING = frozenset({"n/a", "na", "none", "null", "nil", "unknown", "-", "--", "not available", "not applicable"})
_MOMENT = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d)(:\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?\Z")
_FILE = re.compile(r"^[^/]+\.(?:png|jpe?g|gif|svg|webp|pdf|html?|php|docx?)$", re.IGNORECASE)
_NUMBER = re.compile(r"\d+(?:\.\d+)?\Z")

LABELS = {
    "email": "E-mail",
    "assurer_email": "Checked by",
    "website": "Web address",
    "url": "Web address",
    "uri": "Web address",
    "schedule_link": "Web address for booking",
    "minimum_age": "Youngest age",
    "maximum_age": "Oldest age",
    "year_incorporated": "Year founded",
    "number": "Telephone",
    "logo": "Logo",
}
"""What a field is called where its value is kept as words."""


@dataclass(slots=True)
class Fields:
    """The plain fields of one thing on their way into a record.

    `asides` collects what has to be said in words; it belongs to the nearest thing with a description.
    """

    thing: Thing
    report: Report
    asides: list[str] = field(default_factory=list)

    def within(self, part: Thing) -> Fields:
        """The fields of a part, whose asides go to the same description."""
        return Fields(part, self.report, self.asides)

    def tell(self, name: str, action: Action, value: object, why: str) -> None:
        """Add a line to the report about a field of this thing."""
        self.report.add(self.thing.where / name, name, action, value, why)

    def keep(self, name: str, value: str, why: str, label: str = "") -> None:
        """Say a value in words instead."""
        words = f"{label or LABELS.get(name, name.replace('_', ' ').capitalize())} as given: {value}"
        self.tell(name, Action.KEPT if self.say(words) else Action.DROPPED, value, why)

    def keep_whole(self, words: str, why: str) -> None:
        """Say the whole thing in words instead."""
        action = Action.KEPT if self.say(words) else Action.DROPPED
        self.report.add(self.thing.where, self.thing.kind, action, self.thing.said, why)

    def say(self, words: str) -> bool:
        """Put words into the description, where there is room for them."""
        fits = sum(map(len, self.asides)) + len(words) < ROOM
        if fits:
            self.asides.append(words)
        return fits

    def text(self, name: str) -> str:
        """Text of any length. Lines end in a single line break, and several of them in one at the end too."""
        longest = LONGEST_TEXT - ROOM if name == "description" else LONGEST_TEXT
        return self.clean(name, self.thing.fields[name], longest) if name in self.thing.fields else ""

    def line(self, name: str, longest: int = LONGEST_LINE) -> str:
        """Text on one line."""
        longest = _SHORTER.get(name, longest)
        if name not in self.thing.fields:
            return ""
        written = " ".join(self.thing.fields[name].split())
        if written.lower() in _NOTHING and not self.thing.checked:
            self.tell(name, Action.DROPPED, written, "It says that there is none.")
            return ""
        if len(written) > longest:
            self.keep(name, written, f"It is longer than {longest} characters.")
            return ""
        return self.clean(name, written, longest)

    def title(self, name: str = "name") -> str:
        """A name; what is too long for one is kept as words."""
        written = " ".join(self.thing.get(name).split())
        if len(written) <= LONGEST_NAME:
            return self.line(name)
        self.keep(name, written, f"Only the first {LONGEST_NAME} characters can be a name.")
        return self.clean(name, written[:LONGEST_NAME], LONGEST_NAME)

    def clean(self, name: str, written: str, longest: int) -> str:
        """Text that is not too long."""
        cleaned = tidy(written)
        if len(cleaned) > longest:
            self.tell(name, Action.DROPPED, cleaned[longest:], f"What goes beyond {longest} characters is left out.")
            cleaned = cleaned[:longest].strip()
        return cleaned

    def number(self, name: str, *, whole: bool = False) -> str:
        """A number that is not negative, in figures."""
        written = self.line(name)
        if not written or (fits_number(written) and not (whole and "." in written)):
            return written
        mended = mend_number(written)
        if fits_number(mended) and not (whole and "." in mended):
            self.tell(name, Action.MENDED, written, f"The figures alone are written: {mended}.")
            return mended
        self.keep(name, written, "It is not a number.")
        return ""

    def date(self, name: str) -> str:
        """A real date; a time behind it is left out."""
        written = self.line(name)
        if not written:
            return ""
        day = read_day(written[:10]) if _MOMENT.match(written) or len(written) == 10 else None
        if day is not None:
            if len(written) > 10 and not written[10:].strip("T ").startswith("00:00"):
                self.tell(name, Action.MENDED, written, "The day alone is written.")
            return day.isoformat()
        mended = mend_date(written)
        if mended:
            self.tell(name, Action.MENDED, written, f"It is written as {mended}.")
            return mended
        self.keep(name, written, "It is not a date that can be read one way only.")
        return ""

    def moment(self, name: str) -> str:
        """A date with or without a time. Midnight at Greenwich is how a feed says a date alone."""
        written = self.line(name)
        found = _MOMENT.match(written)
        if not found or read_day(found[1]) is None:
            return self.date(name)
        time = f"{found[2]}{found[3] or ''}"
        return found[1] if time == "00:00:00" and found[4] == "Z" else f"{found[1]}T{time}{found[4] or ''}"

    def email(self, name: str) -> str:
        """An e-mail address."""
        written = self.line(name)
        if not written or is_email(written):
            return written
        first, *others = [part for part in re.split(r"[\s;,/]+|\bor\b", written) if part] or [""]
        if others and all(map(is_email, [first, *others])):
            self.keep(name, ", ".join(others), "One address is written; the others are kept as words.")
            return first
        mended = mend_email(written)
        if mended and is_email(mended):
            self.tell(name, Action.MENDED, written, "The address alone is written.")
            return mended
        self.keep(name, written, "It is not an e-mail address.")
        return ""

    def url(self, name: str) -> str:
        """A web address that a browser can open."""
        written = self.line(name, 2_000)
        if not written or is_url(written):
            return written
        mended = mend_web_address(written)
        if mended and is_url(mended) and not _FILE.search(written):
            self.tell(name, Action.MENDED, written, f"It is written as {mended}.")
            return mended
        self.keep(name, written, "It is not a web address that a browser can open.")
        return ""

    def choice(self, name: str, choices: tuple[str, ...]) -> str:
        """One of a few words, however it is spelt."""
        written = self.line(name)
        for one in choices:
            if written.lower().replace("_", " ") == one.lower():
                return one
        if written:
            self.keep(name, written, f"The standard has only these: {', '.join(choices)}.")
        return ""

    def lines(self, *names: str) -> dict[str, Data]:
        """Several one-line fields, those that are given."""
        return given({name: self.line(name) for name in names})

    def texts(self, *names: str) -> dict[str, Data]:
        """Several fields of any length, those that are given."""
        return given({name: lay_out(self.text(name)) for name in names})


def given(fields: dict[str, str]) -> dict[str, Data]:
    """The fields that say something."""
    return {name: value for name, value in fields.items() if value}


def lay_out(text: str) -> str:
    """Text of several lines ends in a line break, as the records of people do."""
    return f"{text}\n" if "\n" in text else text


def with_asides(description: str, asides: list[str]) -> str:
    """A description with what had to be said in words behind it."""
    return lay_out("\n\n".join(part.strip() for part in [description, *dict.fromkeys(asides)] if part.strip()))


def fits_number(written: str) -> bool:
    """Whether this is a number as records write them."""
    return bool(_NUMBER.match(written)) and len(written) <= _LONGEST_NUMBER


def is_email(written: str) -> bool:
    """Whether this is an e-mail address as far as can be told without sending to it."""
    try:
        validate_email(written, check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(written) <= 254 and not re.search(r"[\s<>]", written)


def is_url(written: str) -> bool:
    """Whether a browser could open this from anywhere."""
    return web_host(written) is not None and bool(re.match(r"https?://\S+\Z", written, re.IGNORECASE))
