"""The small objects that several kinds of record hold, from things to what a record says.

Each function takes all things of one kind that hang from one owner and gives the items of its list, in long form with
their ids; `shortening` makes them short when it is known which ids need to be said.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pycountry

from hereabouts.importers.desk import Desk, Record
from hereabouts.importers.report import Action
from hereabouts.importers.thing import Thing
from hereabouts.importers.values import Fields, fits_number, given, lay_out
from hereabouts.phones import Number, read_number
from hereabouts.profile.forms import mend_currency, mend_language
from hereabouts.rules.dates import read_day
from hereabouts.settings import expiry, moment
from hereabouts.shorthand import IDENTIFIER_TYPES, language_name
from hereabouts.source.document import Data

_SEVERAL = re.compile(r"\s*(?:[/;|]|,|\bor\b|\band\b)\s*")
_EXTENSION = re.compile(r"\d{1,12}\Z")
_DATES = ("updated", "expires")
_ONLY_ID = "It says nothing but its id."

Maker = Callable[[Fields, Desk], Record]


def build(things: Iterable[Thing], owner: Fields, desk: Desk, make: Maker, *needs: str) -> list[Data]:
    """The items of one list. A thing that says none of what it `needs` is left out, with a line."""
    items: list[Data] = []
    for thing in things:
        fields = make(owner.within(thing), desk)
        if any(name in fields for name in needs):
            items.append(desk.finish(thing, fields))
        else:
            desk.drop(thing, f"It has no {' or '.join(name.replace('_', ' ') for name in needs)}.")
    return items


def phones(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS phones. A number that nobody can ring is kept as words."""
    items: list[Data] = []
    for thing in things:
        fields = owner.within(thing)
        written = fields.line("number")
        if not written:
            desk.drop(thing, "It has no number.")
            continue
        numbers = _numbers(written, desk)
        if not numbers:
            words = ", ".join(part for part in (written, fields.text("description")) if part)
            fields.keep_whole(
                f"Telephone as given: {words}", f"Nobody in {desk.settings.country} can ring this number."
            )
            continue
        if len(numbers) > 1:
            fields.tell("number", Action.MENDED, written, "Several numbers in one are written one by one.")
        for index, number in enumerate(numbers):
            made = _phone(fields, number, desk)
            items.append(desk.finish(thing, made) if index == 0 else made)
    return items


def _numbers(written: str, desk: Desk) -> list[Number]:
    read = read_number(written, desk.settings.country)
    if read is not None:
        return [read]
    several = [read_number(part, desk.settings.country) for part in _SEVERAL.split(written) if part.strip()]
    found = [number for number in several if number is not None]
    return found if len(found) == len(several) > 1 else []


def _phone(fields: Fields, number: Number, desk: Desk) -> Record:
    extension = fields.line("extension")
    figures = re.sub(r"\D", "", extension) or number.extension
    if extension and not _EXTENSION.match(extension):
        fields.tell("extension", Action.MENDED, extension, "The figures alone are written.")
    made: Record = {
        **given({"number": number.shown, "extension": figures[:12], "type": fields.line("type")}),
        **fields.texts("description"),
    }
    return {**made, **listed("languages", languages(fields.thing.part("languages"), fields, desk))}


def listed(name: str, items: list[Data]) -> Record:
    """A list under its name, or nothing."""
    return {name: items} if items else {}


def languages(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS languages, by code wherever the name is that of a code."""
    return build(things, owner, desk, _language, "code", "name")


def _language(fields: Fields, desk: Desk) -> Record:  # noqa: ARG001  (a maker like the others)
    code, name = fields.line("code"), fields.title()
    if code and not language_name(code):
        better = mend_language(code)
        action, what = (Action.MENDED, f"It is written as {better}.") if better else (Action.DROPPED, "No such code.")
        fields.tell("code", action, code, what)
        code = better
    if name and not code and not fields.thing.checked:
        code = mend_language(name)
        if language_name(code) != name:
            code = ""
    if code and name == language_name(code):
        name = ""
    if name and not code and fields.thing.get("code") == name:
        name = ""
    return {**given({"code": code, "name": name}), **fields.texts("note")}


def contacts(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS contacts."""
    return build(things, owner, desk, _contact, "title", "name", "department", "email", "phones")


def _contact(fields: Fields, desk: Desk) -> Record:
    made = {
        **given({"title": fields.line("title"), "name": fields.title(), "department": fields.line("department")}),
        **given({"email": fields.email("email")}),
    }
    return {**made, **listed("phones", phones(fields.thing.part("phones"), fields, desk))}


def urls(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS urls."""
    return build(things, owner, desk, lambda fields, _: {**_url(fields), **fields.lines("label")}, "url")


def _url(fields: Fields) -> Record:
    return given({"url": fields.url("url")})


def fundings(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS funding."""
    return build(things, owner, desk, lambda fields, _: fields.lines("source"), "source")


def documents(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS required documents."""

    def make(fields: Fields, _: Desk) -> Record:
        return {**fields.lines("document"), **given({"uri": fields.url("uri")})}

    return build(things, owner, desk, make, "document", "uri")


def areas(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS service areas."""

    def make(fields: Fields, _: Desk) -> Record:
        inner = Fields(fields.thing, fields.report)
        name, uri = inner.title(), inner.url("uri")
        description = "\n\n".join(part for part in [inner.text("description"), *inner.asides] if part)
        extent = inner.clean("extent", inner.thing.get("extent"), 100_000)
        made = {"name": name, "description": lay_out(description), "uri": uri, "extent": extent}
        return {**given(made), **inner.lines("extent_type")}

    return build(things, owner, desk, make, "name", "description", "uri", "extent")


def costs(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS cost options. The currency is left out where it is the directory's own."""
    return build(things, owner, desk, _cost, "option", "amount", "amount_description")


def _cost(fields: Fields, desk: Desk) -> Record:
    amount, currency = fields.number("amount"), fields.line("currency").upper()
    if currency and pycountry.currencies.get(alpha_3=currency) is None:
        mended = mend_currency(currency)
        if mended:
            fields.tell("currency", Action.MENDED, currency, f"It is written as {mended}.")
        else:
            fields.keep("currency", currency, "There is no currency with this code.")
        currency = mended
    if amount and not currency:
        why = f"directory.yml says {desk.settings.currency}."
        fields.tell("currency", Action.DEFAULTED, "", why)
    if amount and currency == desk.settings.currency:
        currency = ""
    made = given({"option": fields.line("option"), "amount": plain_number(amount), "currency": currency})
    return {**made, **fields.texts("amount_description"), **given(dates_in_order(fields, "valid_from", "valid_to"))}


def plain_number(written: str) -> str:
    """A number without noughts that say nothing: 2.50 stays, 35.0 is 35."""
    return written.removesuffix(".0") if fits_number(written) else written


def dates_in_order(fields: Fields, first: str, last: str) -> dict[str, str]:
    """Two dates of which the first must not be the later."""
    begin, end = fields.date(first), fields.date(last)
    from_day, to_day = read_day(begin), read_day(end)
    if from_day and to_day and to_day < from_day:
        fields.keep(last, f"{begin} to {end}", "The last day lies before the first.", "Dates")
        return {}
    return {first: begin, last: end}


def identifiers(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS organization identifiers."""

    def make(fields: Fields, _: Desk) -> Record:
        made = fields.lines("identifier_scheme", "identifier_type", "identifier")
        if "identifier" in made and "identifier_type" not in made:
            scheme = str(made.get("identifier_scheme", ""))
            stands_in = IDENTIFIER_TYPES.get(scheme, scheme) or "Identifier"
            fields.tell("identifier_type", Action.DEFAULTED, "", f"It is written as {stands_in}.")
        return made

    return build(things, owner, desk, make, "identifier")


def accessibility(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS accessibility. A term of the list of access facilities stands in place of its description."""
    items: list[Data] = []
    for thing in things:
        fields = owner.within(thing)
        facility, name = desk.terms.facility(thing)
        description = fields.text("description")
        if description == name:
            description = ""
        made = {**given({"facility": facility, "description": lay_out(description)}), **fields.texts("details")}
        made |= given({"url": fields.url("url")})
        if made:
            items.append(desk.finish(thing, made))
        else:
            desk.drop(thing, _ONLY_ID)
    return items


def capacities(things: Iterable[Thing], owner: Fields, desk: Desk) -> list[Data]:
    """HSDS capacities. One that does not say how much, of what and when is kept as words."""
    items: list[Data] = []
    for thing in things:
        fields = owner.within(thing)
        made = _capacity(fields, desk)
        missing = [name for name in ("unit", "available", "updated") if name not in made]
        full = made.get("maximum")
        if missing or (full and float(str(made["available"])) > float(str(full))):
            why = f"It has no {', '.join(missing)}." if missing else "More places are free than there are."
            said = [f"{name} {value}" for part in [thing, *thing.part("unit")] for name, value in part.fields.items()]
            fields.keep_whole(f"Places as given: {', '.join(said)}", why)
            continue
        items.append(desk.finish(thing, made))
    return items


def _dates_as_written(fields: Fields, made: Record, desk: Desk) -> Record:
    """The dates of a capacity as its record had them, where they mean what HSDS says."""
    had, settings = desk.extension.dates(fields.thing), desk.settings
    if not had or "updated" not in had:
        return {}
    counted = moment(had["updated"], settings.timezone)
    ends = expiry(had["updated"], had.get("expires", ""), settings.expires_after).isoformat()
    return {**had} if (counted, ends) == (fields.thing.get("updated"), made.get("expires", "")) else {}


def _capacity(fields: Fields, desk: Desk) -> Record:
    facts = desk.terms.facts(fields.thing)
    made = given({"available": fields.number("available"), "maximum": fields.number("maximum")})
    made |= {**fields.texts("description"), **given({"updated": fields.moment("updated")})}
    made |= given({"expires": facts.get("expires", "")})
    had = _dates_as_written(fields, made, desk)
    made = {**{name: value for name, value in made.items() if name not in _DATES}, **had} if had else made
    for unit in fields.thing.part("unit"):
        inner = fields.within(unit)
        named = given({"name": inner.title()})
        if named:
            whole = {**named, **inner.lines("scheme", "identifier"), **given({"uri": inner.url("uri")})}
            made["unit"] = desk.finish(unit, whole)
    return made
