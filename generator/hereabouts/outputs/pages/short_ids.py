"""Short ids of services, for lists that people send each other: the beginning of the id in the feed.

They follow from the ids alone, so they survive rebuilds and moves. Where two services begin alike both get longer ones,
and a link made before the second one came means either of them: the page shows both.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from hereabouts.directory import ServiceListing
from hereabouts.outputs.pages.site import Site

SHORTEST = 8
"""Hexadecimal digits. Among 10,000 services one pair in a hundred directories begins alike this far."""

_STEP = 4
_WHOLE = 32


def short_id(site: Site, service: ServiceListing) -> str:
    """The short id of one service."""
    known = site.once(("short ids",), lambda: shorten(one.hsds.id for one in site.directory.services.values()))
    return known[service.hsds.id]


def bare(own_id: str) -> str:
    """An id as digits alone."""
    return own_id.replace("-", "").lower()


def shorten(ids: Iterable[str]) -> dict[str, str]:
    """The short id of each: none is the beginning of another."""
    return dict(_tell_apart(list(dict.fromkeys(ids)), SHORTEST))


def _tell_apart(ids: list[str], length: int) -> Iterable[tuple[str, str]]:
    alike: dict[str, list[str]] = defaultdict(list)
    for own_id in ids:
        alike[bare(own_id)[:length]].append(own_id)
    for short, those in alike.items():
        if len(those) == 1 or length >= _WHOLE:
            yield from ((own_id, short) for own_id in those)
        else:
            yield from _tell_apart(those, length + _STEP)
