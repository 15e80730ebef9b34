"""Whose web and e-mail addresses are: what stands in an address that somebody else can't have too."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from hereabouts.review.pairs import Fields, strings
from hereabouts.rules.contacts import MAIL_HOSTS

FREE_MAIL = frozenset(MAIL_HOSTS) | {
    *(
        "aol.com",
        "btopenworld.com",
        "gmx.com",
        "gmx.co.uk",
        "hushmail.com",
        "live.com",
        "mac.com",
        "mail.com",
        "me.com",
    ),
    *("msn.com", "ntlworld.com", "pm.me", "proton.me", "protonmail.com", "rocketmail.com", "sky.com", "tutanota.com"),
    *("yandex.com", "ymail.com", "zoho.com"),
}
"""Hosts at which anybody can have an e-mail address under nearly any name."""

_SHARED = frozenset(
    {"facebook.com", "instagram.com", "linktr.ee", "sites.google.com", "twitter.com", "x.com", "youtube.com"}
    | {"docs.google.com", "forms.gle", "bit.ly", "tinyurl.com", "linkedin.com", "tiktok.com", "chat.whatsapp.com"}
)
"""Hosts on which everybody has a page of their own: whose it is stands behind the first stroke."""

_SUBDOMAINS = frozenset({"blogspot.com", "github.io", "weebly.com", "wixsite.com", "wordpress.com", "btck.co.uk"})
_SECOND = frozenset({"ac", "co", "gov", "ltd", "me", "net", "nhs", "org", "plc", "police", "sch"})
_EMAIL = re.compile(r"[\w.+-]+@([\w-]+(?:\.[\w-]+)+)")
_LINK = re.compile(r"(?:https?://|www\.)[^\s<>\"']+", re.IGNORECASE)


def sites(fields: Fields) -> dict[str, frozenset[str]]:
    """Whose addresses a record has, by the line they stand in: ``example.org`` for web and e-mail alike.

    On a host that many share it is ``facebook.com/tea``; where anybody can have an e-mail address, the whole address.
    """
    found: dict[str, set[str]] = {}
    for key, said in strings(fields):
        found.setdefault(key, set()).update(_sites_in(said))
    return {key: frozenset(those) for key, those in found.items() if those}


def _sites_in(said: str) -> Iterator[str]:
    for found in _EMAIL.finditer(said):
        host = found[1].lower()
        yield found[0].lower() if host in FREE_MAIL else _owner(host)
    for link in _LINK.findall(said):
        yield from _site(link if "://" in link else f"https://{link}")


def _site(link: str) -> Iterator[str]:
    try:
        split = urlsplit(link)
        host = (split.hostname or "").removeprefix("www.").rstrip(".")
    except ValueError:
        return
    if not host:
        return
    bare = host.removeprefix("m.")
    if bare in _SHARED:
        yield f"{bare}/{split.path.strip('/').split('/')[0].lower()}"
    else:
        yield _owner(host)


def _owner(host: str) -> str:
    """The part of a host's name that belongs to one owner, as far as can be told without a list of all of them."""
    labels = host.split(".")
    shared = ".".join(labels[-2:]) in _SUBDOMAINS or ".".join(labels[-3:]) in _SUBDOMAINS
    count = 3 if shared or (len(labels) > 2 and labels[-2] in _SECOND and len(labels[-1]) == 2) else 2
    return ".".join(labels[-count:])
