"""What each version of each record file was: sound or not, whose, and what was different in it.

Each version is read once, as strictly as a record of today, and then remembered by git's name for it. So a build after
one change reads one file.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

import msgspec

from hereabouts.changes.compare import compare
from hereabouts.changes.fact import Change, seals
from hereabouts.changes.facts import Fields, Home, record_facts
from hereabouts.finding import is_error
from hereabouts.kind import Kind
from hereabouts.parallel import spread
from hereabouts.reading import check_file
from hereabouts.records import Record
from hereabouts.rules import check_alone
from hereabouts.settings import Settings, items, table, text
from hereabouts.source.document import Data, Document

Contents = Callable[[Iterable[str]], Iterator[tuple[str, bytes | None]]]
"""Git's names for what files said -> what they said, in order; None for what git does not have."""

PUBLIC = "public"
HERE = "+"
"""Before the digest of a file that is not committed, in place of git's name for it."""


class Form(msgspec.Struct, frozen=True, omit_defaults=True):
    """What must be known of one version of a record. Only what is `sound` has more than a digest.

    `pin` is an id it says, `formerly` the oldest path it had, `status` HSDS's. `hidden` is set when it is a place, or
    has a place written in it, that is kept secret. `venues` are those it names, `towns` those it says it is in,
    `areas` those it covers, and `topics` its terms as ``needs/food``.
    """

    digest: str
    sound: bool = False
    pin: str = ""
    formerly: str = ""
    status: str = ""
    hidden: bool = False
    venues: tuple[str, ...] = ()
    towns: tuple[str, ...] = ()
    areas: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()


class Memory(msgspec.Struct):
    """What is known of versions: by ``kind/name``, or for two of them ``kind/older/newer``.

    `seals` has what a version says, sealed (see `fact.seals`). All of it was worked out by the settings of this digest.
    """

    settings: str = ""
    forms: dict[str, Form] = {}
    pairs: dict[str, tuple[Change, ...]] = {}
    seals: dict[str, bytes] = {}


class MissingError(Exception):
    """Git does not have, here, what a record once said."""


@dataclass(frozen=True, slots=True)
class Chain:
    """The versions of one file in the order they came, each by git's name, empty where there was no file.

    `present` is what the newest of them says, if it is sound and has been read already.
    """

    kind: Kind
    path: str
    names: tuple[str, ...]
    present: Document | None = None

    @property
    def versions(self) -> list[str]:
        """The names, without the gaps."""
        return [name for name in self.names if name]


def read_form(document: Document, *, sound: bool) -> Form:
    """What must be known of a record file that was read."""
    if not sound:
        return Form(document.digest)
    data = document.data
    places = [table(item) for item in items(data.get("locations"))]
    written = [table(place.get("place")) for place in places]
    own = [data, *written]
    return Form(
        digest=document.digest,
        sound=True,
        pin=text(data.get("id")).strip().lower(),
        formerly=next((text(path).strip().removesuffix(".yml") for path in items(data.get("formerly"))), ""),
        status=text(data.get("status")).strip().lower(),
        hidden=any(text(one.get("visibility")).strip() not in {"", PUBLIC} for one in own),
        venues=tuple(filter(None, map(_venue, items(data.get("locations"))))),
        towns=tuple(dict.fromkeys(filter(None, (town for one in own for town in _towns(one))))),
        areas=tuple(filter(None, (text(area).strip() for one in (data, *places) for area in _covered(one)))),
        topics=tuple(f"{name}/{key}" for name, keys in _terms(data) for key in keys),
    )


def _venue(item: Data) -> str:
    return text(item).strip() or text(table(item).get("at")).strip()


def _towns(fields: Fields) -> list[str]:
    return [text(table(address).get("city")).strip() for address in items(fields.get("addresses"))]


def _covered(fields: Fields) -> list[Data]:
    return list(items(fields.get("service_areas")))


def _terms(fields: Fields) -> Iterator[tuple[str, list[str]]]:
    for name, entries in table(fields.get("attributes")).items():
        yield name, [text(entry).strip() or text(table(entry).get("term")).strip() for entry in items(entries)]


@dataclass(slots=True)
class _Desk:
    """One chain on the table: its versions read as far as anybody asks."""

    chain: Chain
    contents: Mapping[str, bytes]
    settings: Settings
    documents: dict[str, Document] = field(default_factory=dict)

    def document(self, name: str) -> Document:
        chain = self.chain
        if chain.present is not None and name == chain.names[-1]:
            return chain.present
        if name not in self.documents:
            if name not in self.contents:
                raise MissingError(name)
            self.documents[name] = check_file(f"{chain.path}.yml", self.contents[name], chain.kind)
        return self.documents[name]

    def form(self, name: str) -> Form:
        if name.startswith(HERE) and self.chain.present is None:
            return Form(name.removeprefix(HERE))
        return read_form(self.document(name), sound=self._is_sound(name))

    def _is_sound(self, name: str) -> bool:
        """Whether nothing is wrong with the file by itself; what it refers to was there or not, long ago."""
        document = self.document(name)
        if document is self.chain.present:
            return True
        if any(map(is_error, document.findings)):
            return False
        record = Record(self.chain.kind, self.chain.path, document)
        return not any(map(is_error, check_alone(record, self.settings, date.max)))


Results = tuple[dict[str, Form], dict[str, tuple[Change, ...]]]


def study(chains: Iterable[Chain], known: Memory, contents: Contents, settings: Settings, jobs: int = 1) -> Memory:
    """Know every version of every chain, and how each sound one differs from the one before it.

    What is `known` is taken over; what no chain has any more is forgotten. Raises MissingError.
    """
    chains = list(chains)
    todo = [chain for chain in chains if any(_key(chain, name) not in known.forms for name in chain.versions)]
    wanted = {name for chain in todo for name in _wanted(chain, known)}
    found = {name: said for name, said in contents(sorted(wanted)) if said is not None}
    made = Memory(known.settings)
    for forms, pairs in spread(lambda at: _study_one(todo[at], known, found, settings), len(todo), jobs):
        made.forms |= forms
        made.pairs |= pairs
    keys = (_key(chain, name) for chain in chains for name in chain.versions)
    made.forms |= {key: known.forms[key] for key in keys if key in known.forms}
    made.pairs = {**known.pairs, **made.pairs}
    made.seals = known.seals
    return made


def _wanted(chain: Chain, known: Memory) -> Iterator[str]:
    """The versions whose files are needed: those nobody knows, and the sound ones before and after them."""
    versions = chain.versions
    read_already = versions[-1] if chain.present is not None else ""
    fresh = [name for name in versions if _key(chain, name) not in known.forms]
    last = ""
    for name in versions:
        form = known.forms.get(_key(chain, name))
        if form is None or (form.sound and last in fresh):
            yield from (one for one in (last, name) if one not in {"", read_already} and not one.startswith(HERE))
        if form is None or form.sound:
            last = name


def _study_one(chain: Chain, known: Memory, contents: Mapping[str, bytes], settings: Settings) -> Results:
    desk = _Desk(chain, contents, settings)
    forms = {}
    for name in chain.versions:
        key = _key(chain, name)
        forms[key] = known.forms.get(key) or desk.form(name)
    sound = [name for name in chain.versions if forms[_key(chain, name)].sound]
    pairs = {}
    for old, new in pairwise(sound):
        key = pair_key(chain.kind, old, new)
        if old != new and key not in known.pairs:
            changes = compare(chain.kind, desk.document(old).data, desk.document(new).data, home_of(settings))
            pairs[key] = tuple(changes)
    return forms, pairs


def _key(chain: Chain, name: str) -> str:
    return f"{chain.kind}/{name}"


def pair_key(kind: Kind, old: str, new: str) -> str:
    """What two versions are remembered under."""
    return f"{kind}/{old}/{new}"


Read = Callable[[Kind, str], Fields]
"""What a version of a record of a kind says, by git's name for it."""


def home_of(settings: Settings) -> Home:
    """Where the directory is."""
    return Home(settings.country, settings.currency)


def study_pairs(pairs: Iterable[tuple[Kind, str, str]], memory: Memory, read: Read, home: Home) -> None:
    """Know how versions of different files differ: a record that moved, or a version that was passed over."""
    for kind, old, new in pairs:
        memory.pairs[pair_key(kind, old, new)] = tuple(compare(kind, read(kind, old), read(kind, new), home))


def seal_form(kind: Kind, name: str, memory: Memory, read: Read, home: Home) -> bytes:
    """What a version says, sealed."""
    key = f"{kind}/{name}"
    if key not in memory.seals:
        memory.seals[key] = seals(record_facts(kind, read(kind, name), home))
    return memory.seals[key]
