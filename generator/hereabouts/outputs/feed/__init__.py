"""The feed under ``api/``: HSDS 3.2.3 as nested JSON, which Open Referral UK 3.0 readers can use as it is.

A static host ignores what follows the question mark, so every collection is one complete page of *list* items (the
one-to-one fields); full records are the item files and ``services.ndjson``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hereabouts.directory import Directory
from hereabouts.model.objects import encode
from hereabouts.outputs.feed.bodies import full_place, full_service
from hereabouts.outputs.feed.collection import Fragment, collection_files, make_fragment
from hereabouts.outputs.feed.items import lines, organization_files, service_files, service_path
from hereabouts.outputs.feed.openapi import describe_api
from hereabouts.outputs.feed.root import VERSION, root

__all__ = [
    "VERSION",
    "Fragment",
    "describe_api",
    "feed_files",
    "full_place",
    "full_service",
    "lines",
    "make_fragment",
    "organization_files",
    "root",
    "service_files",
    "service_path",
    "shared_files",
]

Files = Iterator[tuple[str, bytes]]


def shared_files(directory: Directory, fragments: Sequence[Fragment]) -> Files:
    """The root, the description, the collections and the taxonomies. `fragments` are in the order of the services.

    ``services.ndjson`` is `lines`' business: it is made of the item files, which may not have been made again.
    """
    yield "api/index.json", encode(root(directory))
    yield "api/openapi.json", encode(describe_api(directory.settings, VERSION))
    yield from collection_files(directory, fragments)


def feed_files(directory: Directory) -> Files:
    """Every file of the feed."""
    services = list(directory.services.values())
    for service in services:
        yield from service_files(service)
    for organization in directory.organizations.values():
        yield from organization_files(organization)
    yield from shared_files(directory, [make_fragment(service) for service in services])
    yield lines(encode(full_service(service)) for service in services)
