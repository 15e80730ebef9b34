"""What of a history may be told in public. See ``docs/decisions/changes.md``.

A history remembers what people have taken back: an address before it became secret, the name of somebody who asked to
be left out. So nothing is told that is not public today, except what nobody can be found by: times, dates, figures and
the terms of our lists.
"""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping
from dataclasses import dataclass, field

from msgspec.structs import replace

from hereabouts.changes.event import Event, Happened, Reason
from hereabouts.changes.fact import Change, Fact, Nature, is_said
from hereabouts.kind import Kind
from hereabouts.shorthand import language_name

_NEVER = frozenset({"maintainers", "review_every", "visibility", "near"})
"""Fields that are no part of what is published, or that would say that a place was once a secret."""

_PLACES = "locations"


@dataclass(frozen=True, slots=True)
class Standing:
    """What is public of a record today.

    `path` is where its file is, `sealed` all that it says (see `fact.seals`), `formerly` the paths it says it had.
    `hidden` is set for a place that is kept secret, `hides` for a record that has one. `places` are the names a
    service has for its other places.
    """

    path: str
    sealed: bytes = b""
    formerly: tuple[str, ...] = ()
    places: frozenset[str] = frozenset()
    hidden: bool = False
    hides: bool = False


@dataclass(frozen=True, slots=True)
class Public:
    """What is public today: a record by its id, and the terms and lists there are, as ``needs/food`` and ``needs``.

    `replaced` has the paths of records that were merged into another, with the id of that.
    """

    records: Callable[[str], Standing | None]
    terms: Container[str] = ()
    replaced: Mapping[str, str] = field(default_factory=dict)


def tell(events: Iterable[Event], public: Public) -> list[Event]:
    """The events as they may be told, in order."""
    events = list(events)
    last_open = {event.id: at for at, event in enumerate(events) if not event.hidden}
    told: list[Event] = []
    for at, event in enumerate(events):
        standing = public.records(event.id)
        if standing is None:
            told.append(_tell_of_one_gone(event, public.replaced))
        elif not standing.hidden:
            told += _tell(event, standing, public.terms)
        elif at > last_open.get(event.id, -1):
            told.append(replace(event, path=standing.path, before="", changes=()))
    return told


def _tell_of_one_gone(event: Event, replaced: Mapping[str, str]) -> Event:
    """Nothing but the id, when, and why."""
    into = replaced.get(event.path, "") if event.happened is Happened.REMOVED else ""
    reason = Reason.MERGED if into else event.reason
    return replace(event, path="", before="", changes=(), reason=reason, into=into)


def _tell(event: Event, standing: Standing, terms: Container[str]) -> Iterator[Event]:
    """An event of a record that is no secret; a change of nothing that is published is none."""
    if not event.changes and not event.before:
        yield event if event.path == standing.path else replace(event, path=standing.path)
        return
    changes = tuple(filter(None, (_trim(change, event.kind, standing, terms) for change in event.changes)))
    unseen = all(not _NEVER.isdisjoint(change.path) for change in event.changes)
    if event.happened is not Happened.CHANGED or not unseen:
        before = event.before if event.before in standing.formerly else ""
        yield replace(event, path=standing.path, before=before, changes=changes)


def _trim(change: Change, kind: Kind, standing: Standing, terms: Container[str]) -> Change | None:
    """A change without what must not be told; None when nothing of it may be."""
    if not _NEVER.isdisjoint(change.path) or not _is_known(change.path, terms):
        return None
    if _is_of_a_place(change, kind) and standing.hides:
        return None
    if change.place and len(change.path) > 1 and change.place not in standing.places:
        return None
    place = change.place if change.place in standing.places else ""
    old = Fact(change.old.nature, _safe(change.old, terms)) if change.old is not None else None
    return Change(change.path, place, old, _as_it_is(change, standing, terms))


def _is_known(path: tuple[str, ...], terms: Container[str]) -> bool:
    """Whether the names on the way to a field are ours or those of lists and languages that there are."""
    if path[0] == "translations":
        return bool(language_name(path[1]))
    return "attributes" not in path[:-1] or path[-1] in terms


def _as_it_is(change: Change, standing: Standing, terms: Container[str]) -> Fact | None:
    """What is said instead; what somebody wrote only if they still say so."""
    fact = change.new
    if fact is None:
        return None
    text = fact.text if fact.nature is not Nature.PERSON and is_said(standing.sealed, change.path, fact) else ""
    return Fact(fact.nature, _safe(fact, terms), text)


def _safe(fact: Fact, terms: Container[str]) -> str:
    """The part of a fact that nobody can be found by: nothing in it is free text."""
    match fact.nature:
        case Nature.TEXT | Nature.PERSON:
            return ""
        case Nature.TERM:
            return fact.value if fact.value in terms else ""
        case Nature.LANGUAGE:
            return fact.value if language_name(fact.value) else ""
    return fact.value


def _is_of_a_place(change: Change, kind: Kind) -> bool:
    return change.path[0] == _PLACES and kind in {Kind.SERVICE, Kind.ORGANIZATION}
