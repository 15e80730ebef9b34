"""What a record's page has in its head: its description for machines, and the script that knows what day it is."""

from __future__ import annotations

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
    if described:
        parts.append(script(described))
    return Markup("\n").join(parts)
