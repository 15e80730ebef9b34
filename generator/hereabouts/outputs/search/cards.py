"""What a search result shows of a service, as data: the browser fetches the few cards that it needs.

Cards stand in chunks of eight, in the order of the services, so that a chunk's number follows from a service's.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from hashlib import blake2b

import msgspec

from hereabouts.directory import ServiceListing
from hereabouts.outputs.pages.cards import badges
from hereabouts.outputs.pages.facts import card_line, facts_of
from hereabouts.outputs.pages.notices import freshness_of
from hereabouts.outputs.pages.short_ids import short_id
from hereabouts.outputs.pages.site import Site, page_address

CHUNK = 8
"""How many cards a file has: ten cards from ten files of 64 would be 75 kB."""

MARK = 7
"""How many characters of a chunk's digest stand in its file's name: its number is there as well."""


class Card(msgspec.Struct, omit_defaults=True):
    """A card: plain texts, not escaped, in the page's language save those whose names stand in `foreign`.

    `href` is from the root of the language. `confirmed` and `due` are dates: after `due` one should ring first.
    `badges` are (tone, words). `id` is the short one, for lists that people make; `sensitive` ones are never kept.
    """

    id: str
    href: str
    name: str
    group: str = ""
    line: str = ""
    when: str = ""
    where: str = ""
    cost: str = ""
    how: str = ""
    confirmed: str = ""
    due: str = ""
    badges: list[tuple[str, str]] = []
    foreign: list[str] = []
    sensitive: bool = False


def make_card(site: Site, service: ServiceListing) -> bytes:
    """The card of a service in the language of `site`, encoded as JSON."""
    fresh = freshness_of(site, service)
    name, is_foreign = site.word(service.hsds.name, service.translations, "name")
    made = Card(
        id=short_id(site, service),
        href=page_address(service),
        name=name,
        badges=badges(site, service)[:2],
        confirmed=fresh.confirmed_on.isoformat() if fresh.confirmed_on else "",
        due=fresh.due_on.isoformat() if fresh.due_on else "",
        sensitive=service.sensitive,
    )
    made.foreign += ["name"] * is_foreign
    organization = service.organization
    _say(made, "group", site.word(organization.hsds.name, organization.translations, "name"))
    _say(made, "line", card_line(site, service))
    for field, said in facts_of(site, service).brief.items():
        _say(made, field, (said.striptags(), site.foreign and " lang=" in said))
    return msgspec.json.encode(made)


def _say(card: Card, field: str, said: tuple[str, bool]) -> None:
    text, is_foreign = said
    setattr(card, field, text)
    if is_foreign and text:
        card.foreign.append(field)


def chunks(cards: Sequence[bytes]) -> Iterator[tuple[str, bytes]]:
    """The mark and the content of each chunk."""
    for start in range(0, len(cards), CHUNK):
        content = b"[" + b",\n".join(cards[start : start + CHUNK]) + b"]"
        yield blake2b(content, digest_size=16).hexdigest()[:MARK], content
