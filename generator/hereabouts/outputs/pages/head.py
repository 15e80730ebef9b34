"""What a record's page has in its head: its description for machines, and the script that knows what day it is."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup

from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.structured import Described, script

SCRIPT = "assets/javascripts/listings.js"


def head(site: Site, address: str, described: Described | None = None, feed: str = "") -> Markup:
    """The elements for the head of the page at `address`; `feed` is the file of its record in the feed."""
    root = up(site.file(address))
    parts = [Markup('<script type="module" src="%s%s"></script>') % (root, SCRIPT)]
    if feed:
        parts.append(Markup('<link rel="alternate" type="application/json" href="%s%s">') % (root, feed))
    link = Markup('<link rel="alternate" type="application/atom+xml" title="%s" href="%s%s">')
    parts += [
        link % (": ".join((site.gettext("What changed"), *what)), root, file) for file, *what in _atom(site, address)
    ]
    if described:
        parts.append(script(described))
    return Markup("\n").join(parts)


def _atom(site: Site, address: str) -> Iterator[tuple[str, ...]]:
    """The files in which what changed can be followed, and of what: from home, find, and pages of topics and towns."""
    if not site.happened:
        return
    folder = f"api/{site.base}changes"
    match address.split("/"):
        case [""]:
            yield (f"{folder}.atom",)
        case ["topics", name, key, ""] if site.directory.taxonomies[name].terms[key].services:
            yield (f"{folder}/topics/{name}/{key}.atom",)
        case ["find", town, ""] if town.startswith("in-"):
            yield (f"{folder}/towns/{town.removeprefix('in-')}.atom",)
        case ["find", ""]:
            for area in site.settings.areas.values():
                yield f"{folder}/areas/{area.key}.atom", site.area_name(area)
