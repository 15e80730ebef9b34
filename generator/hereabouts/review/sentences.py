"""A record that changes, in sentences, and as it was and would be line by line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from difflib import SequenceMatcher

from hereabouts.changes.compare import compare
from hereabouts.changes.event import Happened
from hereabouts.changes.fact import Change, Fact, Nature, Spot
from hereabouts.changes.facts import Home, record_facts
from hereabouts.changes.wording import Names, Said, Sentence, Wording
from hereabouts.kind import Kind
from hereabouts.records import Records
from hereabouts.review.discretion import Discretion
from hereabouts.review.pairs import Fields, Pair
from hereabouts.settings import table, text

_MOST_LINES = 120
_WRITTEN = frozenset({Nature.TEXT, Nature.PERSON})
_PLAIN = frozenset({"phones", "email", "url", "website", "name", "assurer_email"})
"""Lines that are about nobody's door, so that a change of them is told also where a place is a secret."""

_SECRET = "This place is kept secret, now or after the change. So what it says is not shown here, before or after."  # noqa: S105  # nobody's password
_HELD = "It has a mistake, so nobody can tell what it says. Until it is mended, the listing stays as it was."
_ONLY_FORM = "It says the same as before: only the way it is written changes."
_NOT_SHOWN = "Names a place that is kept secret, so what is said of places, and in words, is not shown here."

Line = tuple[str, str]
"""A mark (``-`` as it was, ``+`` as it would be, a space for both) and a line of the listing in words."""


def make_names(before: Records, after: Records) -> Names:
    """What terms, lists and places are called, after the change or else before it."""

    def term(key: str) -> str:
        name, _, own = key.partition("/")
        found = after.terms(name).get(own) or before.terms(name).get(own)
        return text(table(found).get("name")).strip()

    def listed(name: str) -> str:
        found = after.taxonomy(name) or before.taxonomy(name)
        return text(found.data.get("name")).strip() if found else ""

    def place(name: str) -> str:
        found = after.location(name) or before.location(name)
        return text(found.data.get("name")).strip() if found else ""

    return Names(term, listed, place)


@dataclass(frozen=True, slots=True)
class Telling:
    """What it takes to say what changes."""

    names: Names
    home: Home
    discretion: Discretion

    @property
    def wording(self) -> Wording:
        """Words for whoever looks after the directory."""
        return Wording("en", self.names)


def say(pair: Pair, telling: Telling) -> list[Sentence]:
    """What changes in a record, each as a sentence."""
    if pair.happened is Happened.REMOVED:
        return [Sentence("It would be taken out of the directory.")]
    if telling.discretion.hides(pair.path):
        return [Sentence(_SECRET)]
    begin = list(_begin(pair))
    if pair.unread:
        return [*begin, Sentence(_HELD)]
    if pair.happened is Happened.ADDED:
        return begin
    guarded = telling.discretion.guards(pair.path)
    changes = compare(pair.kind, pair.old, pair.new, telling.home)
    said = {one.plain: one for one in (_say_one(pair.kind, change, telling, guarded=guarded) for change in changes)}
    end = [Sentence(_NOT_SHOWN)] if guarded else []
    return [*begin, *said.values(), *end] or [Sentence(_ONLY_FORM)]


def _begin(pair: Pair) -> Iterator[Sentence]:
    match pair.happened:
        case Happened.ADDED:
            yield Sentence("It would be new in the directory.")
        case Happened.MOVED:
            yield Sentence("Its file had another name: {old}.", {"old": Said(pair.moved_from, own=True)})
    for name in pair.wrong:
        yield Sentence("{field}: has a mistake, so it is not compared.", {"field": Said(name, own=True)})


def _say_one(kind: Kind, change: Change, telling: Telling, *, guarded: bool) -> Sentence:
    wording = telling.wording
    sentence = wording.sentence(kind, change)
    written = any(fact is not None and (fact.nature in _WRITTEN or fact.text) for fact in (change.old, change.new))
    withheld = change.path[0] == "locations" or (written and change.path[0] not in _PLAIN)
    if (guarded and withheld) or telling.discretion.covers(sentence.plain):
        title = wording.title(kind, change.path[:1] if change.path[0] == "locations" else change.path)
        return Sentence("{field}: changed.", {"field": Said(title.rstrip("?"))})
    return sentence


def show(pair: Pair, telling: Telling) -> list[Line]:
    """A listing in words, line by line, with what goes and what comes; nothing where that must not be shown."""
    if pair.happened is Happened.REMOVED or pair.unread or telling.discretion.guards(pair.path):
        return []
    old = list(_lines(pair.kind, pair.old, telling)) if pair.before is not None else []
    new = list(_lines(pair.kind, pair.new, telling))
    marked: list[Line] = []
    for tag, a, b, c, d in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            marked += ((" ", line) for line in old[a:b])
        else:
            marked += [*(("-", line) for line in old[a:b]), *(("+", line) for line in new[c:d])]
    more = len(marked) - _MOST_LINES
    return [*marked[:_MOST_LINES], (" ", f"... and {more} more lines")] if more > 0 else marked


def _lines(kind: Kind, fields: Fields, telling: Telling) -> Iterator[str]:
    for spot, fact in record_facts(kind, fields, telling.home).items():
        said = telling.discretion.keep(_say_fact(kind, spot, fact, telling))
        first, *others = said.splitlines() or [""]
        yield first
        yield from (f"    {line}".rstrip() for line in others if line.strip())


def _say_fact(kind: Kind, spot: Spot, fact: Fact, telling: Telling) -> str:
    wording = telling.wording
    title = wording.title(kind, spot.path).rstrip("?")
    if spot.path[0] == "translations":
        title = f"{title} ({spot.path[1]})"
    place = telling.names.place(spot.place) or spot.place if len(spot.path) > 1 else ""
    words = wording.say(fact).words or "(cannot be said in words here)"
    if spot.path == ("locations",):
        words = telling.names.place(words) or words
    return f"{f'At {place}: ' if place else ''}{title}: {words}"
