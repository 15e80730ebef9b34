"""What each kind of host needs, so that a program nobody changed for us can read the feed at its usual addresses.

Canonical files end in ``.json``. A program written for the standard asks for ``/api``, ``/api/services`` and
``/api/services/<id>``: some hosts find those by files of other names (`aliases`), others by a file of rules (`rules`),
and those that look at what follows the question mark can give pages (`pages`). ``docs/hosting-the-feed.md`` says it
for each host.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from hereabouts.outputs.feed.hosts import apache, caddy, cloudflare, netlify, nginx
from hereabouts.outputs.feed.hosts.layout import Layout

Files = Iterator[tuple[str, bytes]]


@dataclass(frozen=True, slots=True)
class Host:
    """What a host can do. `rules` makes its files; `aliases` doubles files, `pages` cuts collections up."""

    rules: Callable[[Layout], Files]
    answers: bool = True
    aliases: bool = False
    pages: bool = False


def _nothing(_: Layout) -> Files:
    return iter(())


def _unprocessed(_: Layout) -> Files:
    """GitHub Pages, publishing from a branch, would leave out what begins with a line below."""
    yield ".nojekyll", b""


HOSTS: Final = {
    "none": Host(_nothing, answers=False),
    "github-pages": Host(_unprocessed, aliases=True),
    "netlify": Host(netlify.rules, pages=True),
    "cloudflare-pages": Host(cloudflare.rules),
    "nginx": Host(nginx.rules, pages=True),
    "caddy": Host(caddy.rules, pages=True),
    "apache": Host(apache.rules, pages=True),
}
"""By the name that directory.yml gives: whether the usual addresses answer, and by what."""


def alias(path: str) -> str:
    """The second name of a canonical file, for hosts that show the ``index.json`` of a folder; empty for none.

    GitHub Pages sends ``/api/services`` on to ``/api/services/`` and answers there with the folder's ``index.json``, as
    JSON. A file ``services.html`` would answer at once, but as a web page: nobody's words may be read as one.
    """
    stem = path.removesuffix(".json")
    return "" if stem == path or stem.endswith("/index") else f"{stem}/index.json"
