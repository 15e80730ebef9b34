"""The feed under ``api/``: HSDS as nested JSON, which Open Referral UK 3.0 readers can use as it is.

A static host ignores what follows the question mark, so every collection is one complete page of *list* items (the
one-to-one fields); full records are the item files and ``services.ndjson``. Each further language has a *branch* of
its own, and `hosts` adds what a host needs to answer where programs ask.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from hereabouts.directory import Directory, OrganizationListing, ServiceListing
from hereabouts.model.objects import encode
from hereabouts.outputs.feed.bodies import full_service
from hereabouts.outputs.feed.branch import FOLDER, Branch, branches
from hereabouts.outputs.feed.collection import COLLECTIONS, Fragment, collections, page, page_files
from hereabouts.outputs.feed.contract import schema_files
from hereabouts.outputs.feed.hosts import HOSTS, alias
from hereabouts.outputs.feed.hosts.layout import layout
from hereabouts.outputs.feed.items import lines, organization_file, service_files, service_path, taxonomy_files
from hereabouts.outputs.feed.openapi import describe_api
from hereabouts.outputs.feed.root import root
from hereabouts.settings import Settings

__all__ = [
    "Branch",
    "Fragment",
    "branches",
    "cast_organization",
    "cast_service",
    "describe_api",
    "feed_files",
    "full_service",
    "lines",
    "root",
    "service_path",
    "shared_files",
    "whole_lists",
]

Files = Iterator[tuple[str, bytes]]


def cast_service(made: Sequence[Branch], listing: ServiceListing) -> tuple[tuple[Fragment, ...], Files]:
    """What a service adds to the collections of each branch, and its files and those of its places."""
    cast = [service_files(branch, listing) for branch in made]
    files = (file for _, each in cast for file in each)
    return tuple(fragment for fragment, _ in cast), _doubled(made[0], files)


def cast_organization(made: Sequence[Branch], listing: OrganizationListing) -> Files:
    """The files of an organization."""
    return _doubled(made[0], (organization_file(branch, listing) for branch in made))


def shared_files(made: Sequence[Branch], fragments: Sequence[tuple[Fragment, ...]]) -> Files:
    """The roots, the descriptions, the collections, the taxonomies, the contract, and what the host needs.

    `fragments` are in the order of the services, each with one for every branch. ``services.ndjson`` is `lines`'
    business: it is made of the item files, which may not have been made again.
    """
    for number, branch in enumerate(made):
        yield f"{branch.folder}index.json", encode(root(branch))
        yield f"{branch.folder}openapi.json", encode(describe_api(branch))
        yield from _collection_files(branch, [each[number] for each in fragments])
        yield from _doubled(branch, taxonomy_files(branch))
    settings = made[0].directory.settings
    yield from schema_files(settings)
    yield from HOSTS[settings.feed.host].rules(layout(settings))


def whole_lists(settings: Settings) -> list[str]:
    """The files of the lists that readers are given whole, because the host can't give pages."""
    return [] if HOSTS[settings.feed.host].pages else [f"{FOLDER}{name}.json" for name in COLLECTIONS]


def _collection_files(branch: Branch, fragments: Sequence[Fragment]) -> Files:
    said = branch.directory.settings.feed
    for name, items in collections(branch, fragments).items():
        yield from _doubled(branch, [(f"{branch.folder}{name}.json", page(items))])
        if HOSTS[said.host].pages:
            yield from page_files(branch, name, items, said.page_sizes)


def _doubled(branch: Branch, files: Iterable[tuple[str, bytes]]) -> Files:
    """The files, and each once more under the name that the host wants to see."""
    aliases = HOSTS[branch.directory.settings.feed.host].aliases
    for path, content in files:
        yield path, content
        if aliases and (other := alias(path)):
            yield other, content


def feed_files(directory: Directory) -> Files:
    """Every file of the feed."""
    made, services = branches(directory), list(directory.services.values())
    fragments = []
    for service in services:
        adds, files = cast_service(made, service)
        fragments.append(adds)
        yield from files
    for organization in directory.organizations.values():
        yield from cast_organization(made, organization)
    yield from shared_files(made, fragments)
    for branch in made:
        yield lines(branch, (encode(branch.say(full_service(service))) for service in services))
