"""A record as facts: short and long forms read alike, so that only what is different is a difference.

`10.30am` and `10:30`, one phone alone and a list of one, `free` and an amount of 0 are the same fact. What a list holds
goes by its natural key, as its id does (see `model.ids`), so that order does not matter.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import partial
from hashlib import blake2b
from typing import NamedTuple

import msgspec

from hereabouts.changes.fact import Fact, Facts, Nature, Spot
from hereabouts.kind import Kind
from hereabouts.model.ids import key_text, slug
from hereabouts.model.objects import Schedule
from hereabouts.phones import read_number
from hereabouts.schedules import Refusal, from_mapping, parse, read_notes
from hereabouts.schedules.hsds import timing
from hereabouts.schedules.words import WAYS_OF_ATTENDING
from hereabouts.settings import items, table, text
from hereabouts.shorthand import long_form, read_cost, read_identifier, read_language
from hereabouts.source.document import Data

Fields = dict[str, Data]
Path = tuple[str, ...]
Found = Iterator[tuple[str, Fact]]
"""The facts of one field, by what tells them apart."""


class Home(NamedTuple):
    """Where the directory is: telephone numbers and prices that do not say belong there."""

    country: str = "GB"
    currency: str = "GBP"


HOME = Home()
ACCESS = "access"
_NOT_SAID = frozenset({"id", "formerly", "replaces"})
_WORDS = frozenset({"status", "visibility", "location_type"})
_DATES = frozenset({"assured_date"})
_NUMBERS = frozenset({"minimum_age", "maximum_age", "year_incorporated"})
_ENCODER = msgspec.json.Encoder(order="sorted")


def record_facts(kind: Kind, data: Fields, home: Home = HOME) -> Facts:
    """Everything a record says. `home` is where the directory is."""
    found: Facts = {}
    if kind is Kind.SERVICE:
        found[Spot(("status",))] = Fact(Nature.WORD, "active")
    for name, value in data.items():
        if name == "locations" and kind is Kind.SERVICE:
            _add_places(found, value, home)
        elif name == "terms":
            _add_keyed(found, (name,), value)
        else:
            _add_field(found, (name,), "", value, home)
    return found


def _add_field(found: Facts, path: Path, place: str, data: Data, home: Home) -> None:
    name = path[-1]
    if name in _NOT_SAID:
        return
    if name == "attributes":
        for taxonomy, entries in table(data).items():
            _add(found, (*path, taxonomy), place, _terms(taxonomy, entries))
    elif name == "translations":
        for language, words in table(data).items():
            for field, said in table(words).items():
                _add(found, (*path, language, field), place, iter([("", _plain(field, text(said)))]))
    elif name == "programs":
        _add_keyed(found, path, data)
    elif name == "phones":
        _add(found, path, place, _phones(data, home.country))
    elif name == "cost_options":
        _add(found, path, place, _costs(data, home.currency))
    else:
        _add(found, path, place, _LISTS.get(name, partial(_one, name))(data))


def _add(found: Facts, path: Path, place: str, facts: Found) -> None:
    count: dict[str, int] = {}
    for item, fact in facts:
        number = count[item] = count.get(item, 0) + 1
        found[Spot(path, place, item if number == 1 else f"{item} {number}")] = fact


def _add_keyed(found: Facts, path: Path, data: Data) -> None:
    """Programmes and terms, which stand under a key: what each is called, and whether anything else of it differs."""
    for key, fields in table(data).items():
        found[Spot(path, "", key)] = Fact(Nature.TEXT, text=text(table(fields).get("name")).strip(), rest=_rest(fields))


def _add_places(found: Facts, data: Data, home: Home) -> None:
    seen: dict[str, int] = {}
    for item in items(data):
        fields = table(item)
        place = table(fields.get("place"))
        key = text(fields.get("at")).strip() or f"place {slug(text(place.get('name')))}"
        number = seen[key] = seen.get(key, 0) + 1
        key = key if number == 1 else f"{key} {number}"
        name = text(place.get("name")).strip()
        found[Spot(("locations",), key)] = Fact(Nature.TEXT, text=name or key)
        for field, value in fields.items():
            if field == "place":
                for part, said in place.items():
                    if part != "name":
                        _add_field(found, ("locations", "place", part), key, said, home)
            elif field != "at":
                _add_field(found, ("locations", field), key, value, home)


# ---- one field


def _one(name: str, data: Data) -> Found:
    """A field that is one value; or one nobody has told us how to take apart."""
    if isinstance(data, str):
        yield "", _plain(name, data)
    else:
        yield "", Fact(Nature.TEXT, rest=_rest(data))


def _plain(name: str, said: str) -> Fact:
    said = said.strip()
    if name in _WORDS:
        return Fact(Nature.WORD, said.lower())
    if name in _DATES:
        return Fact(Nature.DATE, said[:10])
    if name in _NUMBERS:
        return Fact(Nature.NUMBER, _number(said))
    return Fact(Nature.TEXT, text=said)


def _number(said: str) -> str:
    try:
        return f"{float(said):.12g}"
    except ValueError:
        return said


def _rest(data: Data) -> str:
    """A few letters that stand for the details of something."""
    return blake2b(_ENCODER.encode(data), digest_size=6).hexdigest()


def _details(fields: Fields, *told: str) -> str:
    rest = {name: value for name, value in fields.items() if name not in (*told, "id")}
    return _rest(rest) if rest else ""


def _phones(data: Data, country: str) -> Found:
    for item in items(data):
        fields = long_form(item, "number")
        written = text(fields.get("number")).strip()
        number = read_number(written, country)
        shown = number.shown if number else written
        key = number.dialled if number else key_text(written)
        yield key, Fact(Nature.TEXT, text=shown, rest=_details(fields, "number"))


def _contacts(data: Data) -> Found:
    for item in items(data):
        fields = table(item)
        named = (text(fields.get(name)).strip() for name in ("title", "department", "name", "email"))
        yield key_text(next(filter(None, named), "")), Fact(Nature.PERSON, rest=_details(fields))


def _addresses(data: Data) -> Found:
    names = ("attention", "address_1", "address_2", "city", "region", "state_province", "postal_code")
    for item in items(data):
        fields = table(item)
        lines = (text(fields.get(name)).strip() for name in names)
        said = ", ".join(filter(None, lines))
        yield text(fields.get("address_type")).strip(), Fact(Nature.TEXT, text=said, rest=_details(fields, *names))


def _terms(taxonomy: str, data: Data) -> Found:
    for item in items(data):
        fields = long_form(item, "term")
        key = text(fields.get("term")).strip()
        said = text(fields.get("value")).strip()
        yield key, Fact(Nature.TERM, f"{taxonomy}/{key}", said, _details(fields, "term", "value"))


def _access(data: Data) -> Found:
    for item in items(data):
        fields = long_form(item, "facility")
        facility = text(fields.get("facility")).strip()
        said = text(fields.get("details")).strip()
        if slug(facility) == facility and facility:
            yield facility, Fact(Nature.TERM, f"{ACCESS}/{facility}", said, _details(fields, "facility", "details"))
        else:
            said = facility or text(fields.get("description")).strip() or said
            yield key_text(said), Fact(Nature.TEXT, text=said, rest=_details(fields, "facility", "description"))


def _costs(data: Data, home: str) -> Found:
    for item in items(data):
        fields = read_cost(item, home)
        what = [text(fields.get(name)).strip() for name in ("option", "amount_description")]
        amount, currency = text(fields.get("amount")).strip(), text(fields.get("currency")).strip().upper()
        rest = _details(fields, "option", "amount_description", "amount", "currency")
        said = ", ".join(part for part in what if part and not (part.lower() == "free" and amount))
        key = key_text(next(filter(None, what), ""))
        if amount:
            yield key, Fact(Nature.MONEY, f"{_number(amount)} {currency or home}", said, rest)
        else:
            yield key, Fact(Nature.TEXT, text=said, rest=rest)


def _languages(data: Data) -> Found:
    for item in items(data):
        fields = read_language(item)
        code, name = text(fields.get("code")).strip(), text(fields.get("name")).strip()
        note = text(fields.get("note")).strip()
        if code:
            yield code, Fact(Nature.LANGUAGE, code, note, _details(fields, "code", "name", "note"))
        else:
            yield key_text(name), Fact(Nature.TEXT, text=name, rest=_details(fields, "name"))


def _identifiers(data: Data) -> Found:
    for item in items(data):
        fields = read_identifier(item)
        scheme, number = text(fields.get("identifier_scheme")).strip(), text(fields.get("identifier")).strip()
        rest = _details(fields, "identifier_scheme", "identifier", "identifier_type")
        yield scheme, Fact(Nature.TEXT, text=f"{scheme} {number}".strip(), rest=rest)


def _capacities(data: Data) -> Found:
    for item in items(data):
        fields = table(item)
        unit = long_form(fields.get("unit") or "", "name")
        free, most = (_number(text(fields.get(name)).strip()) for name in ("available", "maximum"))
        value = f"{free}/{most}" if most else free
        name = text(unit.get("name")).strip()
        yield key_text(name), Fact(Nature.PLACES_FREE, value, name, _details(fields, "unit", "available", "maximum"))


def _source(data: Data) -> Found:
    fields = table(data)
    yield "", Fact(Nature.TEXT, text=text(fields.get("name")).strip(), rest=_details(fields, "name"))


def _named(field: str, data: Data) -> Found:
    """Parts that are known by one text of theirs: the name of an area, a funder, a document, an address."""
    for item in items(data):
        fields = long_form(item, field)
        said = text(fields.get(field)).strip()
        yield key_text(said), Fact(Nature.TEXT, text=said, rest=_details(fields, field))


# ---- opening times


def _schedules(data: Data) -> Found:
    for item in items(data):
        fields = table(item)
        texts = {name: value.strip() for name, value in fields.items() if isinstance(value, str)}
        read = parse(item) if isinstance(item, str) else from_mapping(texts)
        if isinstance(read, Refusal):
            yield "", Fact(Nature.TEXT, rest=_rest(item))
            continue
        for schedule in read.schedules:
            yield _session(schedule, fields)
        for sentence in read.closures:
            yield sentence, Fact(Nature.CLOSURE, sentence)


def _session(schedule: Schedule, fields: Fields) -> tuple[str, Fact]:
    """Times without what somebody wrote beside them, and that by itself."""
    sentences, note = read_notes(schedule.notes)
    attending = schedule.attending_type if schedule.attending_type.lower() in WAYS_OF_ATTENDING else ""
    rest = _details(fields, "when", "description", "notes", *timing(schedule))
    if schedule.attending_type != attending or schedule.schedule_link:
        rest = _rest([schedule.attending_type, schedule.schedule_link, rest])
    interval = schedule.interval or 1 if schedule.freq else None
    own = {"id": "", "description": "", "schedule_link": ""}
    bare = msgspec.structs.replace(
        schedule, notes=" ".join(sentences), attending_type=attending, interval=interval, **own
    )
    if bare == Schedule(id=""):
        return "text", Fact(Nature.TEXT, text=schedule.description, rest=rest)
    if schedule.freq:
        key = f"{schedule.freq} {schedule.interval or 1} {schedule.byday or schedule.bymonthday}"
    else:
        key = schedule.dtstart or schedule.attending_type
    return key, Fact(Nature.TIMES, _ENCODER.encode(bare).decode(), note, rest)


_LISTS: dict[str, Callable[[Data], Found]] = {
    "contacts": _contacts,
    "addresses": _addresses,
    "accessibility": _access,
    "languages": _languages,
    "organization_identifiers": _identifiers,
    "capacities": _capacities,
    "schedules": _schedules,
    "source": _source,
    "service_areas": partial(_named, "name"),
    "funding": partial(_named, "source"),
    "required_documents": partial(_named, "document"),
    "additional_urls": partial(_named, "url"),
    "additional_websites": partial(_named, "url"),
    "locations": partial(_named, "at"),
    "maintainers": partial(_named, "name"),
    "applies_to": partial(_named, "name"),
}
