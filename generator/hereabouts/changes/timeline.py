"""The history of a directory's records, from git's commits to events that may be told."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from hereabouts.changes.discretion import Public, Standing, tell
from hereabouts.changes.event import Event
from hereabouts.changes.fact import Change
from hereabouts.changes.facts import Fields
from hereabouts.changes.replay import Replay, Version
from hereabouts.changes.study import (
    HERE,
    PUBLIC,
    Chain,
    Contents,
    Form,
    Memory,
    MissingError,
    home_of,
    seal_form,
    study,
    study_pairs,
)
from hereabouts.check import Checked
from hereabouts.directory import (
    Directory,
    LocationListing,
    OrganizationListing,
    ServiceListing,
    ServicePlace,
    TaxonomyListing,
)
from hereabouts.history import Commit, History, Step
from hereabouts.kind import Kind
from hereabouts.model.ids import slug
from hereabouts.source.document import Document
from hereabouts.source.layout import kind_at
from hereabouts.source.reader import read_document

Listing = ServiceListing | OrganizationListing | LocationListing | TaxonomyListing


@dataclass(slots=True)
class Timeline:
    """What happened to every record, as it may be told: oldest first, and by id.

    The rest has, for records that are gone, the terms, towns and areas they had when they were last shown, as far as
    those may be told: feeds of a topic, a town or an area must tell their readers too that something has gone.
    """

    events: list[Event] = field(default_factory=list)
    by_id: dict[str, list[Event]] = field(default_factory=dict)
    last_topics: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last_towns: dict[str, tuple[str, ...]] = field(default_factory=dict)
    last_areas: dict[str, tuple[str, ...]] = field(default_factory=dict)


def make_timeline(
    history: History, checked: Checked, directory: Directory, memory: Memory, contents: Contents, jobs: int = 1
) -> tuple[Timeline, Memory]:
    """What happened to the records of a directory, and what to remember for the next time.

    `checked` is what `hold` has seen: records with a mistake have their last good form in it. Nothing is told unless
    the whole history is here. Raises MissingError when git lacks what a record once said.
    """
    if history.state != "whole":
        return Timeline(), memory
    settings = checked.records.settings.document.digest
    known = memory if memory.settings == settings else Memory(settings)
    past = _Past(history, checked, directory, contents)
    memory = study(past.chains.values(), known, contents, directory.settings, jobs)
    replay = past.replay(memory)
    past.finish(replay)
    memory.pairs = {key: memory.pairs[key] for key in sorted(replay.used)}
    events = tell(replay.events, Public(past.standings(replay).get, frozenset(_terms(directory)), past.replaced()))
    memory.seals = {key: memory.seals[key] for key in sorted(past.sealed)}
    return past.timeline(events, replay), memory


class _Past:
    """One directory's history being put together."""

    def __init__(self, history: History, checked: Checked, directory: Directory, contents: Contents) -> None:
        self.history = history
        self.checked = checked
        self.directory = directory
        self.contents = contents
        self.home = home_of(directory.settings)
        self.listings = {one.hsds.id: one for one in _listings(directory)}
        self.sealed: set[str] = set()
        self.commits = [*history.log.commits, *self._here()]
        self.chains = self._make_chains()
        self.fields = {one.names[-1]: one.present.data for one in self.chains.values() if one.present is not None}

    # ---- versions

    def _here(self) -> Iterator[Commit]:
        """What is not committed, as if it were, today."""
        steps = [Step(path, self._name_here(path)) for path in sorted(self.history.uncommitted)]
        if steps:
            yield Commit("", f"{self.directory.today.isoformat()}T00:00:00Z", tuple(steps))

    def _name_here(self, path: str) -> str:
        document = self.checked.bad.get(path) or self._sound(path)
        return f"{HERE}{document.digest}" if document is not None else ""

    def _sound(self, path: str) -> Document | None:
        record = self.checked.records.by_path.get(path)
        return record.document if record is not None and path not in self.checked.bad else None

    def _make_chains(self) -> dict[str, Chain]:
        names: dict[str, list[str]] = {}
        for commit in self.commits:
            for step in commit.steps:
                names.setdefault(step.path, []).append(step.blob)
        chains = {}
        for path, versions in sorted(names.items()):
            kind = kind_at(path)
            if kind is not None and kind is not Kind.DIRECTORY:
                chains[path] = Chain(kind, path, tuple(versions), self._sound(path) if versions[-1] else None)
        return chains

    def _refused(self, memory: Memory) -> set[Version]:
        """Versions that are not shown because of what other records say: those after the one that is shown."""
        refused = set()
        for path in self.checked.bad.keys() & self.chains.keys():
            chain, record = self.chains[path], self.checked.records.by_path.get(path)
            shown = record.document.digest if record is not None and record.held else ""
            for name in reversed(chain.versions):
                if name == chain.versions[-1] and not shown:
                    refused.add((path, name))
                    break
                if memory.forms[f"{chain.kind}/{name}"].digest == shown:
                    break
                refused.add((path, name))
        return refused

    # ---- the replay

    def replay(self, memory: Memory) -> Replay:
        """Go through the commits; again, when versions of different files had to be compared first."""
        refused = self._refused(memory)
        namespace = self.directory.settings.id_namespace
        kinds = {path: chain.kind for path, chain in self.chains.items()}
        replay = Replay(namespace, memory, kinds, refused)
        replay.run(self.commits)
        if replay.lacking:
            self._fetch(name for _, *pair in replay.lacking for name in pair)
            study_pairs(replay.lacking, memory, self._read, self.home)
            replay = Replay(namespace, memory, kinds, refused)
            replay.run(self.commits)
        return replay

    def _fetch(self, names: Iterable[str]) -> None:
        """Read versions that nobody had to read again so far."""
        wanted = sorted({name for name in names if name not in self.fields})
        for name, content in self.contents(wanted) if wanted else ():
            if content is None:
                raise MissingError(name)
            self.fields[name] = read_document("", content).data

    def _read(self, _kind: Kind, name: str) -> Fields:
        return self.fields[name]

    def finish(self, replay: Replay) -> None:
        """Say of what has a file and is not published that it was taken out of sight."""
        published = self.listings.keys()
        moments = self.history.last_modified
        for own_id, life in list(replay.lives.items()):
            if not life.gone and own_id not in published:
                group = f"{life.path.rpartition('/')[0]}/organization"
                replay.withhold(max(moments.get(life.path, ""), moments.get(group, "")), own_id)

    # ---- what may be told

    def standings(self, replay: Replay) -> Mapping[str, Standing]:
        """What is public today, by id. Only records whose changes could tell something are looked at closely."""
        listings = self.listings
        telling = {event.id for event in replay.events if any(map(_has_text, event.changes))}
        lives = {own_id: replay.lives[own_id] for own_id in sorted(telling & listings.keys())}
        keys = {own_id: (life.kind, life.name) for own_id, life in lives.items()}
        memory = replay.memory
        self._fetch(name for kind, name in keys.values() if f"{kind}/{name}" not in memory.seals)
        sealed = {own_id: seal_form(kind, name, memory, self._read, self.home) for own_id, (kind, name) in keys.items()}
        self.sealed = {f"{kind}/{name}" for kind, name in keys.values()}
        changed = {event.id for event in replay.events if event.changes}
        return {
            own_id: _standing(one, sealed.get(own_id, b""))
            if own_id in changed
            else Standing(one.path, formerly=tuple(one.formerly), hidden=_is_hidden(one))
            for own_id, one in listings.items()
        }

    def replaced(self) -> dict[str, str]:
        """The paths of records that others took the place of -> the ids of those."""
        return {path: one.hsds.id for one in self.listings.values() for path in one.replaces}

    def timeline(self, events: list[Event], replay: Replay) -> Timeline:
        """The events with what else is needed to put them where they belong."""
        made = Timeline(events)
        for event in events:
            made.by_id.setdefault(event.id, []).append(event)
        hidden = {event.id for event in replay.events if event.hidden}
        for own_id, life in replay.lives.items():
            if life.gone:
                made.last_topics[own_id] = life.form.topics
                if own_id not in hidden and self._may_tell_where(life.form):
                    made.last_towns[own_id] = self._last_towns(life.form)
                    made.last_areas[own_id] = life.form.areas
        return made

    def _may_tell_where(self, form: Form) -> bool:
        """Whether people may know where a record was that is gone; not if its topics or places are such."""
        lists = self.directory.taxonomies
        for name, _, key in (topic.partition("/") for topic in form.topics):
            term = lists[name].terms.get(key) if name in lists else None
            if term is None or term.sensitive:
                return False
        return not any(venue is None or _is_secret(venue) for venue in self._venues(form))

    def _venues(self, form: Form) -> list[LocationListing | None]:
        return [self.directory.locations.get(f"locations/{name}") for name in form.venues]

    def _last_towns(self, form: Form) -> tuple[str, ...]:
        there = (address.city for venue in self._venues(form) if venue for address in venue.hsds.addresses)
        return tuple(dict.fromkeys(filter(None, (*form.towns, *there))))


def _listings(directory: Directory) -> list[Listing]:
    return [
        *directory.services.values(),
        *directory.organizations.values(),
        *directory.locations.values(),
        *(one for one in directory.taxonomies.values() if one.file),
    ]


def place_name(place: ServicePlace) -> str:
    """The name a service has for one of its places, as facts have it."""
    location = place.location
    return location.path.rpartition("/")[2] if location.path else f"place {slug(location.hsds.name)}"


def _has_text(change: Change) -> bool:
    return change.new is not None and bool(change.new.text)


def _terms(directory: Directory) -> Iterator[str]:
    for name, taxonomy in directory.taxonomies.items():
        yield name
        yield from (f"{name}/{key}" for key in taxonomy.terms)


def _standing(listing: Listing, sealed: bytes) -> Standing:
    path, formerly = listing.path, tuple(listing.formerly)
    match listing:
        case LocationListing():
            return Standing(path, sealed, formerly, hidden=_is_hidden(listing))
        case OrganizationListing():
            return Standing(path, sealed, formerly, hides=any(map(_is_secret, listing.locations)))
        case ServiceListing():
            shown = frozenset(place_name(place) for place in listing.places if not _is_secret(place.location))
            hides = any(_is_secret(place.location) for place in listing.places)
            return Standing(path, sealed, formerly, shown, hides=hides)
    return Standing(path, sealed, formerly)


def _is_hidden(listing: Listing) -> bool:
    return isinstance(listing, LocationListing) and _is_secret(listing)


def _is_secret(location: LocationListing) -> bool:
    return location.visibility != PUBLIC
