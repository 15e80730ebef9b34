"""What Datasette shows beside the database: whose it is, its licence, what the columns mean.

https://docs.datasette.io/en/stable/metadata.html
"""

from __future__ import annotations

import json

from hereabouts.frame import read_licence
from hereabouts.model.versions import PUBLISHED
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.tables.database import DATABASE, LISTING
from hereabouts.outputs.tables.flat import Flat


def tell_about(site: Site, changed: str) -> dict[str, str]:
    """What the database says of itself in its table ``about``; `changed` is the day of the newest change."""
    settings, licence = site.settings, read_licence(site.settings.license)
    said = {
        "title": settings.name,
        "description": settings.description,
        "publisher": settings.publisher.name,
        "licence": licence.name,
        "licence_address": licence.url,
        "home": settings.url,
        "newest_change": changed,
        "hsds_version": PUBLISHED,
        "timezone": settings.timezone,
    }
    return {name: value for name, value in said.items() if value}


def describe_database(site: Site, flat: Flat) -> bytes:
    """``datasette.json``, to be named with ``--metadata``."""
    settings, licence = site.settings, read_licence(site.settings.license)
    said = {
        "title": settings.name,
        "description": settings.description,
        "license": licence.name,
        "license_url": licence.url,
        "source": settings.publisher.name,
        "source_url": settings.url,
    }
    listing = {
        "sort": "name",
        "label_column": "name",
        "facets": ["town"],
        "size": 50,
        "columns": {heading.name: heading.about for heading in flat.headings},
    }
    tables = {LISTING: listing, **{name: {"label_column": "name"} for name in ("organization", "service", "location")}}
    told = {name: value for name, value in said.items() if value}
    return json.dumps({**told, "databases": {DATABASE: {"tables": tables}}}, ensure_ascii=False, indent=1).encode()
