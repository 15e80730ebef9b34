"""The root of the feed: which version it follows, who publishes it, where it is described."""

from __future__ import annotations

from hereabouts.directory import Directory

VERSION = "3.2.3"
"""The HSDS version the feed follows."""


def root(directory: Directory) -> dict[str, object]:
    """What the feed says of itself; `profile` and `data_guide` are the page that explains it to people.

    A directory that does not say its address has addresses relative to this file, which are right wherever it is put.
    """
    settings = directory.settings
    publisher = settings.publisher
    told = {
        "name": publisher.name,
        "identifier": publisher.identifier,
        "email": publisher.email,
        "website": publisher.website,
    }
    base = settings.url.rstrip("/") or ".."
    guide = f"{base}/use-the-data/"
    says = {
        "version": VERSION,
        "profile": guide,
        "openapi_url": f"{base}/api/openapi.json",
        "description": settings.description,
        "data_guide": guide,
        "publisher": {name: value for name, value in told.items() if value},
    }
    return {name: value for name, value in says.items() if value}
