"""What a review keeps to itself: whatever could lead somebody to a place that is kept secret.

The summary of a workflow is as public as the site, and stays when the listing has changed. So of a place that is, was
or seems to be a secret nothing is said but that something changes; of a listing that names one, nothing of its places
and nothing that somebody wrote; and of everything else no line in which a part of the secret stands.
See ``docs/decisions/reviews.md``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hereabouts.kind import Kind
from hereabouts.records import Record, Records
from hereabouts.review.pairs import Fields, Pair, strings
from hereabouts.settings import items, table, text
from hereabouts.source.document import Document

WITHHELD = "(kept back: a place that is a secret is in it)"

SECRET = "A place that is kept secret"  # noqa: S105  # nobody's password
"""What such a place is called here."""

_TELLING = ("addresses", "latitude", "longitude", "transportation", "external_identifier", "url", "near")
_EVERYBODYS = frozenset({"city", "region", "state_province", "country", "address_type"})
"""Parts of an address that thousands share."""

_HIDING = re.compile(r"visib|confiden|area.?only|secret|private", re.IGNORECASE)
"""What somebody writes who wants to hide a place, spelt rightly or not."""

_SHORTEST = 5
"""Fewer letters than this would be found everywhere."""


@dataclass(frozen=True, slots=True)
class Discretion:
    """Whom a review must not betray.

    `places` are paths of records that are secret places or hold one themselves, `naming` those of records that name
    one. `words` are what is written of them, made plain.
    """

    places: frozenset[str] = frozenset()
    naming: frozenset[str] = frozenset()
    words: frozenset[str] = field(default=frozenset(), repr=False)

    def hides(self, path: str) -> bool:
        """Whether nothing of what this record says may be repeated."""
        return path in self.places and not path.startswith("organizations/")

    def guards(self, path: str) -> bool:
        """Whether this record has a secret, or names one."""
        return path in self.places or path in self.naming

    def covers(self, said: str) -> bool:
        """Whether a part of a secret stands in this."""
        plain = _plain(said)
        return any(word in plain for word in self.words)

    def keep(self, said: str) -> str:
        """A text, or in its place that it is kept back."""
        return WITHHELD if self.covers(said) else said


def make_discretion(pairs: Iterable[Pair], before: Records, after: Records) -> Discretion:
    """What must be kept back of a change; a place counts that is a secret on either side of it."""
    pairs = list(pairs)
    places = {one.path for one in _all(before, after) if _has_secret(one.data)}
    secret = [one for one in pairs if one.path in places or _is_secret(one)]
    places |= {one.path for one in secret} | {one.moved_from for one in secret if one.moved_from}
    venues = {path.rpartition("/")[2] for path in places if path.startswith("locations/")}
    naming = {one.path for one in _all(before, after) if not venues.isdisjoint(_venues(one.data))}
    naming |= {one.path for one in pairs if not venues.isdisjoint({*_venues(one.old), *_venues(one.new)})}
    words = frozenset(word for one in secret for word in _words(one))
    return Discretion(frozenset(places), frozenset(naming), words)


def _all(*sides: Records) -> Iterator[Record]:
    return (record for side in sides for record in side.by_path.values())


def _is_secret(pair: Pair) -> bool:
    return any(_has_secret(fields) for fields in (pair.old, pair.new)) or any(
        one is not None and _seems_secret(one, pair.kind) for one in (pair.before, pair.after)
    )


def _seems_secret(document: Document, kind: Kind) -> bool:
    """Whether a file that is not right may be meant to hide something: nobody's slip must tell where it is."""
    if kind not in {Kind.LOCATION, Kind.SERVICE, Kind.ORGANIZATION}:
        return False
    if _has_secret(document.data):
        return True
    return bool(document.findings) and bool(_HIDING.search(document.text))


def _has_secret(fields: Fields) -> bool:
    own = [fields, *(table(table(item).get("place")) for item in items(fields.get("locations")))]
    return any("visibility" in one and text(one.get("visibility")).strip() != "public" for one in own)


def _venues(fields: Fields) -> set[str]:
    return {text(item).strip() or text(table(item).get("at")).strip() for item in items(fields.get("locations"))}


def _words(pair: Pair) -> Iterator[str]:
    """What tells where a secret place is, from both sides."""
    for document in (pair.before, pair.after):
        fields = document.data if document is not None else {}
        own = [fields, *(table(table(item).get("place")) for item in items(fields.get("locations")))]
        for name in _TELLING:
            for key, said in strings([one[name] for one in own if name in one], name):
                if key not in _EVERYBODYS and len(plain := _plain(said)) >= _SHORTEST:
                    yield plain


def _plain(said: str) -> str:
    return re.sub(r"[\W_]+", "", said.casefold())
