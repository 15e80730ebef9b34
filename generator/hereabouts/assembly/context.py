"""What the assembly of any one record needs to know of the rest."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from msgspec.structs import replace

from hereabouts.directory import Dates, LocationListing, OrganizationListing, TaxonomyListing, TermListing
from hereabouts.model.objects import TaxonomyTerm
from hereabouts.settings import Settings


@dataclass(slots=True)
class Context:
    """Settings, the day, and the listings made so far, by the names that records use.

    `dates` gathers, for the record that is being made, the dates that HSDS says otherwise or not at all.
    """

    settings: Settings
    today: date
    last_modified: dict[str, str] = field(default_factory=dict)
    taxonomies: dict[str, TaxonomyListing] = field(default_factory=dict)
    locations: dict[str, LocationListing] = field(default_factory=dict)
    organizations: dict[str, OrganizationListing] = field(default_factory=dict)
    dates: Dates = field(default_factory=dict)
    _briefs: dict[str, TaxonomyTerm] = field(default_factory=dict)

    def term(self, taxonomy: str, key: str) -> TermListing | None:
        """Find a term by its list and key, or by a key it had before."""
        listing = self.taxonomies.get(taxonomy)
        if listing is None:
            return None
        found = listing.terms.get(key)
        return found or next((term for term in listing.terms.values() if key in term.formerly), None)

    def keep_dates(self, own_id: str, **written: str) -> None:
        """Note the dates of something as they are written."""
        self.dates[own_id] = {name: day for name, day in written.items() if day}

    def take_dates(self) -> Dates:
        """What `dates` has gathered; it is empty again for the next record."""
        gathered, self.dates = self.dates, {}
        return gathered

    def brief(self, term: TermListing) -> TaxonomyTerm:
        """A term as it is nested in an attribute: without the details of its taxonomy, which the id leads to."""
        known = self._briefs.get(term.hsds.id)
        if known is None:
            known = self._briefs[term.hsds.id] = replace(term.hsds, taxonomy_detail=None, metadata=[])
        return known
