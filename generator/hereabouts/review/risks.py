"""What to ask before a change is accepted: from what it touches, not from who made it, which nobody looks at."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from math import cos, hypot, radians

from hereabouts.changes.event import Happened
from hereabouts.changes.replay import GONE
from hereabouts.importers.alike import find_alike
from hereabouts.kind import Kind
from hereabouts.phones import find_numbers, read_number
from hereabouts.records import Records
from hereabouts.review.addresses import FREE_MAIL, sites
from hereabouts.review.discretion import SECRET, WITHHELD, Discretion
from hereabouts.review.pairs import Fields, Pair, strings
from hereabouts.review.task import Task, task
from hereabouts.settings import Settings, items, table, text
from hereabouts.source.document import Data

_BANK = re.compile(
    r"(?<![\d-])\d{2}-\d{2}-\d{2}(?![\d-])|sort\s?code|account\s?(?:no\b|number)|bank\s?(?:account|details|transfer)"
    r"|\bIBAN\b|\b[A-Z]{2}\d{2}(?:\s?[A-Z0-9]{4}){4,7}\b|paypal\.me|gofundme|bitcoin",
    re.IGNORECASE,
)
_REFUGE = re.compile(
    r"\brefuges?\b|\bsafe\s?house|women.?s aid|\bsanctuary\b|domestic (?:abuse|violence)|forced marriage"
    r"|honou?r.based|traffick|sexual (?:violence|abuse)|\brape\b|\basylum\b"
    r"|\blloches|cam-?drin (?:yn y cartref|domestig)",
    re.IGNORECASE,
)
"""Words that places use whose visitors somebody may be looking for."""

_WHEREABOUTS = frozenset({"addresses", "latitude", "longitude"})
_MOBILE = re.compile(r"^\+447[1-57-9]")
"""UK mobile numbers (https://www.ofcom.org.uk, the national numbering plan); 070 is personal, 076 for pagers."""

_FAR = 2.0
"""Kilometres; less is often only a better point on the map."""


@dataclass(frozen=True, slots=True)
class Around:
    """What a change is judged by: the records on both sides, and what must be kept back."""

    before: Records
    after: Records
    settings: Settings
    discretion: Discretion


def find_risks(pairs: Iterable[Pair], around: Around) -> list[Task]:
    """What to ask about a change, what matters most first."""
    pairs = list(pairs)
    found = [one for pair in pairs for look in _LOOKS for one in look(pair, around)]
    return sorted(_discreet(one, around.discretion) for one in (*found, *_duplicates(pairs, around)))


def _discreet(one: Task, discretion: Discretion) -> Task:
    """A task that names no secret, whatever it was made of."""
    hidden = discretion.hides(one.path)
    values = ((name, WITHHELD if hidden else discretion.keep(value)) for name, value in one.values)
    subject = SECRET if hidden else discretion.keep(one.subject)
    return Task(one.code, discretion.keep(one.path), subject, tuple(values))


def _settings(pair: Pair, _around: Around) -> Iterator[Task]:
    if pair.kind is Kind.DIRECTORY:
        yield task("settings", pair)
    if pair.kind is Kind.TAXONOMY:
        yield task("terms", pair)


def _whole(pair: Pair, around: Around) -> Iterator[Task]:
    """What becomes of the listing as a whole."""
    match pair.happened:
        case Happened.ADDED if pair.kind in {Kind.SERVICE, Kind.ORGANIZATION, Kind.LOCATION}:
            yield task("new", pair)
        case Happened.REMOVED:
            yield task("removed", pair)
    if not pair.known:
        yield task("identity", pair)
    closed = [text(fields.get("status")).strip().lower() in GONE for fields in (pair.old, pair.new)]
    if closed == [False, True]:
        yield task("closed", pair, old=_first_number(pair, around))
    if pair.old.get("maintainers") != pair.new.get("maintainers") and pair.happened is not Happened.REMOVED:
        yield task("maintainers", pair)


def _phones(pair: Pair, around: Around) -> Iterator[Task]:
    """Numbers that change or go; whoever wants to be rung instead of a group changes its number."""
    if pair.before is None or pair.after is None:
        return
    gone = set(_numbers(pair.old, around)) - set(_numbers(pair.new, around))
    come = set(_numbers(pair.new, around)) - set(_numbers(pair.old, around))
    if around.discretion.hides(pair.path):
        if gone or come:
            yield task("phone-kept-back", pair)
        return
    for number in sorted(gone):
        yield task("phone" if come else "phone-gone", pair, old=number)
    if come and not gone:
        yield task("phone-new", pair, old=_first_number(pair, around) or "the group's own number")


def _numbers(fields: Fields, around: Around) -> Iterator[str]:
    """Every telephone number in a record, as people write it, so that two ways of writing it are one."""
    country = around.settings.country
    for written in _phones_in(fields):
        found = read_number(written, country)
        yield found.shown if found else " ".join(written.split())


def _phones_in(fields: Fields) -> Iterator[str]:
    for name, value in fields.items():
        if name == "phones":
            for item in items(value):
                yield text(item) or text(table(item).get("number"))
        else:
            for inner in items(value):
                if isinstance(inner, dict):
                    yield from _phones_in(inner)


def _first_number(pair: Pair, around: Around) -> str:
    """A number that was listed before: of the listing itself, else of its group."""
    group = around.before.organization(pair.path.split("/")[1] if "/" in pair.path else "")
    for fields in (pair.old, group.data if group else {}):
        if number := next(iter(_numbers(fields, around)), ""):
            return number
    return ""


def _money(pair: Pair, around: Around) -> Iterator[Task]:
    for said in _new_texts(pair):
        if found := _BANK.search(said):
            yield task("bank", pair, typed=found[0], old=_first_number(pair, around))
            return


def _new_texts(pair: Pair) -> list[str]:
    before = {said for _, said in strings(pair.old)}
    return [said for _, said in strings(pair.new) if said not in before]


def _domains(pair: Pair, around: Around) -> Iterator[Task]:
    """Web and e-mail addresses that lead to somebody else than before."""
    if pair.after is None or pair.kind is Kind.TAXONOMY or around.discretion.hides(pair.path):
        return
    old, new = sites(pair.old), sites(pair.new)
    group = _group(pair, around)
    own = frozenset[str]().union(*old.values(), *(those for one in group for those in sites(one).values()))
    told: set[str] = set()
    for key, those in new.items():
        gone = ", ".join(sorted(old.get(key, frozenset()) - those))
        for site in sorted(those - own - told):
            told.add(site)
            if site.partition("@")[2] in FREE_MAIL:
                yield task("free-mail-instead" if gone else "free-mail", pair, typed=site, old=gone)
            elif gone:
                yield task("domain", pair, typed=site, old=gone)
            elif pair.before is not None or group:
                yield task("domain-new", pair, typed=site)


def _group(pair: Pair, around: Around) -> list[Fields]:
    """What the records of the same group said before."""
    folder = pair.path.rpartition("/")[0] + "/"
    return [one.data for path, one in around.before.by_path.items() if path.startswith(folder) and path != pair.path]


def _moves(pair: Pair, around: Around) -> Iterator[Task]:
    """A place, or a service with its place, that is suddenly somewhere else."""
    if pair.before is None or pair.after is None or around.discretion.guards(pair.path):
        return
    old = _points(pair.old, around.before)
    new = _points(pair.new, around.after)
    if old and new:
        far = min(_kilometres(one, other) for one in new - old for other in old) if new - old else 0.0
        if far > _FAR:
            yield task("moved-far", pair, far=f"{far:,.0f}")
        return
    districts = [_districts(pair.old, around.before), _districts(pair.new, around.after)]
    if all(districts) and districts[0].isdisjoint(districts[1]):
        yield task("district", pair, old=", ".join(sorted(districts[0])), typed=", ".join(sorted(districts[1])))


Point = tuple[float, float]


def _places(fields: Fields, records: Records) -> Iterator[Fields]:
    yield fields
    for item in items(fields.get("locations")):
        yield table(table(item).get("place"))
        venue = records.location(text(item).strip() or text(table(item).get("at")).strip())
        yield venue.data if venue else {}


def _points(fields: Fields, records: Records) -> set[Point]:
    found = set()
    for place in _places(fields, records):
        try:
            found.add((float(text(place.get("latitude"))), float(text(place.get("longitude")))))
        except ValueError:
            continue
    return found


def _kilometres(one: Point, other: Point) -> float:
    north = (one[0] - other[0]) * 111.32
    east = (one[1] - other[1]) * 111.32 * cos(radians(one[0]))
    return hypot(north, east)


def _districts(fields: Fields, records: Records) -> set[str]:
    """The first halves of postcodes, such as ``NR99``."""
    codes = (
        text(table(address).get("postal_code")).upper().split()
        for place in _places(fields, records)
        for address in items(place.get("addresses"))
    )
    return {code[0] for code in codes if len(code) == 2}


def _people(pair: Pair, around: Around) -> Iterator[Task]:
    """Names of people, and numbers that are somebody's own."""
    if pair.after is None:
        return
    old, new = _named(pair.old), _named(pair.new)
    if new - old:
        yield task("person", pair)
    known = {said for _, said in strings(pair.old)}
    country = around.settings.country
    for written in (*_phones_in(pair.new), *(said for said in _new_texts(pair) if any(map(str.isdigit, said)))):
        found = (read_number(one, country) for one in find_numbers(written, country).numbers)
        if written not in known and any(one and _MOBILE.match(one.dialled) for one in found):
            yield task("mobile", pair)
            return


def _named(fields: Fields) -> set[str]:
    return {text(table(item).get("name")).strip().casefold() for item in _contacts(fields)} - {""}


def _contacts(fields: Fields) -> Iterator[Data]:
    yield from items(fields.get("contacts"))
    for item in items(fields.get("locations")):
        yield from items(table(item).get("contacts"))


def _secrets(pair: Pair, around: Around) -> Iterator[Task]:
    """Places that begin or cease to be a secret, and those that perhaps should be one."""
    was, will = _is_hidden(pair.old), _is_hidden(pair.new)
    if pair.after is not None and was and not will:
        yield task("unhidden", pair)
    elif will and not was:
        yield task("hidden", pair)
    elif not will and pair.after is not None and _looks_like_refuge(pair, around):
        yield task("refuge", pair)


def _is_hidden(fields: Fields) -> bool:
    own = [fields, *(table(table(item).get("place")) for item in items(fields.get("locations")))]
    return any(text(one.get("visibility")).strip() not in {"", "public"} for one in own)


def _looks_like_refuge(pair: Pair, around: Around) -> bool:
    """Whether it may be a place that people flee to, and says where it is, which it did not before."""
    told = any(not _WHEREABOUTS.isdisjoint(place) for place in _places(pair.new, around.after))
    if not told or around.discretion.guards(pair.path):
        return False
    told_before = any(not _WHEREABOUTS.isdisjoint(place) for place in _places(pair.old, around.before))
    speaks = any(_REFUGE.search(said) for _, said in strings(pair.new))
    spoke = any(_REFUGE.search(said) for _, said in strings(pair.old))
    return (speaks or _is_sensitive(pair.new, around)) and not (
        told_before
        and (spoke or _is_sensitive(pair.old, around))
        and _where(pair.old, around.before) == _where(pair.new, around.after)
    )


def _where(fields: Fields, records: Records) -> list[list[Data | None]]:
    return [[place.get(name) for name in sorted(_WHEREABOUTS)] for place in _places(fields, records)]


def _is_sensitive(fields: Fields, around: Around) -> bool:
    for name, entries in table(fields.get("attributes")).items():
        for item in items(entries):
            term = around.after.terms(name).get(text(item).strip() or text(table(item).get("term")).strip())
            if text(table(term).get("sensitive")).lower() in {"true", "yes"}:
                return True
    return False


def _duplicates(pairs: list[Pair], around: Around) -> Iterator[Task]:
    """New listings that may be here already."""
    guards = around.discretion.guards
    fresh = {one.path: one for one in pairs if one.before is None and one.new and not guards(one.path)}
    gone = {one.path for one in pairs if one.after is None}
    here = {
        path: record.data
        for path, record in around.after.by_path.items()
        if path not in fresh and path not in gone and not guards(path) and record.data
    }
    for likeness in find_alike({path: one.new for path, one in fresh.items()}, here) if fresh else ():
        yield task("duplicate", fresh[likeness.path], typed=likeness.other, name=text(here[likeness.other].get("name")))


_LOOKS: tuple[Callable[[Pair, Around], Iterator[Task]], ...] = (
    _settings,
    _whole,
    _phones,
    _money,
    _domains,
    _moves,
    _people,
    _secrets,
)
