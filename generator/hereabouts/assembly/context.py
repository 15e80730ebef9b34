"""What the assembly of any one record needs to know of the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from hereabouts.directory import LocationListing, OrganizationListing, TaxonomyListing, TermListing
from hereabouts.model.objects import TaxonomyTerm
from hereabouts.settings import Settings


@dataclass(slots=True)
class Context:
    """Settings, the day, and the listings made so far, by the names that records use.

    `assumed` gathers, for the record that is being made, the ids of what ends on a day that is assumed and not said.
    """

    settings: Settings
    today: date
    last_modified: dict[str, str] = field(default_factory=dict)
    taxonomies: dict[str, TaxonomyListing] = field(default_factory=dict)
    locations: dict[str, LocationListing] = field(default_factory=dict)
    organizations: dict[str, OrganizationListing] = field(default_factory=dict)
    assumed: list[str] = field(default_factory=list)
    _briefs: dict[str, TaxonomyTerm] = field(default_factory=dict)

    def term(self, taxonomy: str, key: str) -> TermListing | None:
        """Find a term by its list and key, or by a key it had before."""
        listing = self.taxonomies.get(taxonomy)
        if listing is None:
            return None
        found = listing.terms.get(key)
        return found or next((term for term in listing.terms.values() if key in term.formerly), None)

    def take_assumed(self) -> tuple[str, ...]:
        """What `assumed` has gathered; it is empty again for the next record."""
        gathered, self.assumed = tuple(self.assumed), []
        return gathered

    def brief(self, term: TermListing) -> TaxonomyTerm:
        """A term as it is nested in an attribute: without the details of its taxonomy, which the id leads to."""
        known = self._briefs.get(term.hsds.id)
        if known is None:
            known = self._briefs[term.hsds.id] = replace(term.hsds, taxonomy_detail=None, metadata=[])
        return known
