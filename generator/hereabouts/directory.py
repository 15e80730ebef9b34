"""The directory: every record as HSDS objects, linked both ways and sorted.

A *listing* is one record as the outputs see it: the HSDS object, and beside it what HSDS has no place for
(translations, visibility, synonyms, when to review). Listings refer to each other directly, so an output never
looks anything up.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from hereabouts.model.objects import (
    Location,
    Organization,
    Service,
    ServiceAtLocation,
    Taxonomy,
    TaxonomyTerm,
)
from hereabouts.settings import Settings
from hereabouts.source.document import Data

Translations = dict[str, dict[str, str]]
"""Language code -> field -> text."""

Dates = dict[str, dict[str, str]]
"""Id of something dated -> `updated` and `expires` as the record has them, where HSDS says them otherwise or not."""


@dataclass(slots=True, eq=False)
class TermListing:
    """One term of a taxonomy. `services` are those that carry it or a term below it, sorted by name.

    `expires_after` is how long what a record says with it counts from the day it was said; empty where it doesn't age.
    """

    key: str
    taxonomy: TaxonomyListing
    hsds: TaxonomyTerm
    parent: TermListing | None = None
    children: list[TermListing] = field(default_factory=list)
    synonyms: list[str] = field(default_factory=list)
    sensitive: bool = False
    expires_after: str = ""
    formerly: list[str] = field(default_factory=list)
    translations: Translations = field(default_factory=dict)
    services: list[ServiceListing] = field(default_factory=list)

    @property
    def path(self) -> str:
        """Where its page is, like ``topics/needs/debt``."""
        return f"topics/{self.taxonomy.name}/{self.key}"


@dataclass(slots=True, eq=False)
class TaxonomyListing:
    """A list of terms, such as needs or audiences; `name` is its file name.

    `said` names what the record itself says where it might have left it to be assumed (`link_type`).
    """

    name: str
    file: str
    hsds: Taxonomy
    link_type: str
    said: frozenset[str] = frozenset()
    source: SourceNote | None = None
    applies_to: list[str] = field(default_factory=list)
    terms: dict[str, TermListing] = field(default_factory=dict)
    translations: Translations = field(default_factory=dict)
    formerly: list[str] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)
    held: bool = False

    @property
    def path(self) -> str:
        """Where its page is, like ``topics/needs``."""
        return f"topics/{self.name}"


@dataclass(slots=True, eq=False)
class TermUse:
    """One term as a record uses it: what the record says of it, and when that was said and stops counting.

    `pinned` is an id the record says, and `changes` its HSDS metadata as written. `assumed` marks an `expires` that
    the record leaves to its list.
    """

    term: TermListing
    value: str = ""
    label: str = ""
    updated: str = ""
    expires: str = ""
    pinned: str = ""
    assumed: bool = False
    changes: list[Data] = field(default_factory=list)


Uses = dict[str, list[TermUse]]
"""Taxonomy name -> the terms used from it, in the record's order."""


@dataclass(slots=True, eq=False)
class LocationListing:
    """A place. `path` is empty for one written inside a service, which has no page of its own.

    `visibility` is ``public``, ``area-only`` or ``confidential``; for the last two `hsds` has nothing that tells
    where the place is, and `near` may name a town. `said` names what the record itself says where it might have left it
    to be assumed (`location_type`). `closures` are the fixed sentences said of all its hours together.
    """

    path: str
    file: str
    hsds: Location
    visibility: str = "public"
    near: str = ""
    uses: Uses = field(default_factory=dict)
    access: list[TermUse] = field(default_factory=list)
    said: frozenset[str] = frozenset()
    closures: tuple[str, ...] = ()
    dates: Dates = field(default_factory=dict)
    source: SourceNote | None = None
    translations: Translations = field(default_factory=dict)
    formerly: list[str] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)
    places: list[ServicePlace] = field(default_factory=list)
    organizations: list[OrganizationListing] = field(default_factory=list)
    held: bool = False


@dataclass(slots=True, eq=False)
class ServicePlace:
    """One service at one location. `closures` are the fixed sentences said of all hours there together."""

    service: ServiceListing
    location: LocationListing
    hsds: ServiceAtLocation
    uses: Uses = field(default_factory=dict)
    closures: tuple[str, ...] = ()
    translations: Translations = field(default_factory=dict)


@dataclass(slots=True, eq=False)
class CapacityNote:
    """How many places were free when last said, and until when that counts; expired ones read "not known"."""

    unit: str
    available: int | float
    maximum: int | float | None
    description: str
    updated: str
    expires: date
    expired: bool


@dataclass(slots=True, eq=False)
class SourceNote:
    """Where a record was copied from, and on what terms."""

    name: str
    url: str = ""
    license: str = ""
    retrieved: str = ""


@dataclass(slots=True, eq=False)
class ServiceListing:
    """A service. `hsds` is the full nested object of the feed.

    `said` names what the record itself says where it might have left it to be assumed (`status`, `review_every`).
    `closures` are the fixed sentences that count at all its places.
    """

    path: str
    file: str
    hsds: Service
    organization: OrganizationListing
    places: list[ServicePlace] = field(default_factory=list)
    uses: Uses = field(default_factory=dict)
    capacities: list[CapacityNote] = field(default_factory=list)
    review_every: str = ""
    said: frozenset[str] = frozenset()
    closures: tuple[str, ...] = ()
    dates: Dates = field(default_factory=dict)
    source: SourceNote | None = None
    sensitive: bool = False
    translations: Translations = field(default_factory=dict)
    formerly: list[str] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)
    held: bool = False


@dataclass(slots=True, eq=False)
class OrganizationListing:
    """A group, with its services sorted by name. `program_ids` says which key in the record has which id.

    `program_translations` are by program id.
    """

    path: str
    file: str
    hsds: Organization
    services: list[ServiceListing] = field(default_factory=list)
    locations: list[LocationListing] = field(default_factory=list)
    parent: OrganizationListing | None = None
    children: list[OrganizationListing] = field(default_factory=list)
    program_ids: dict[str, str] = field(default_factory=dict)
    program_translations: dict[str, Translations] = field(default_factory=dict)
    uses: Uses = field(default_factory=dict)
    dates: Dates = field(default_factory=dict)
    source: SourceNote | None = None
    translations: Translations = field(default_factory=dict)
    formerly: list[str] = field(default_factory=list)
    replaces: list[str] = field(default_factory=list)
    held: bool = False


@dataclass(slots=True, eq=False)
class Directory:
    """Everything, as of `today`. Mappings are by record path (taxonomies by name) and in sorted order."""

    settings: Settings
    today: date
    organizations: dict[str, OrganizationListing] = field(default_factory=dict)
    services: dict[str, ServiceListing] = field(default_factory=dict)
    locations: dict[str, LocationListing] = field(default_factory=dict)
    taxonomies: dict[str, TaxonomyListing] = field(default_factory=dict)


def page_of(path: str) -> str:
    """The address, from the site's root, of the page of a record.

    ``organizations/a/organization`` is at ``organizations/a/``, ``organizations/a/b`` at ``services/a/b/``, and
    ``locations/c`` at ``locations/c/``.
    """
    parts = path.split("/")
    if parts[0] == "organizations":
        return f"organizations/{parts[1]}/" if parts[2] == "organization" else f"services/{parts[1]}/{parts[2]}/"
    return f"{path}/"
