"""The list of terms that ships with the program, for what HSDS has no field for.

Its ids hang from one fixed namespace, so that the same term is the same in every directory and readers of several
feeds recognise it.
"""

from __future__ import annotations

from hereabouts.directory import TaxonomyListing, TermListing
from hereabouts.model.ids import derive
from hereabouts.model.objects import Taxonomy, TaxonomyTerm

NAMESPACE = "6f2d1f0e-3f0b-5c3b-9a57-0b9e2f4a7c11"
"""Made once, for all directories."""

NAME = "hereabouts"

_TERMS = {
    "source-name": ("Source", "Who the record was copied from."),
    "source-url": ("Source address", "The web address the record was copied from."),
    "source-license": ("Source licence", "The licence the record was copied under."),
    "source-retrieved": ("Source date", "The day the record was copied."),
    "visibility": ("Visibility", "How much of where a place is may be told: area-only or confidential."),
    "near": ("Near", "The town or village a place with no published address is in or near."),
    "expires": ("Expires", "The day after which this is no longer known to be true."),
}


def make_builtin() -> TaxonomyListing:
    """The built-in list as a listing, the same in every directory."""
    taxonomy = Taxonomy(
        id=derive(NAMESPACE, f"taxonomies/{NAME}"),
        name="Hereabouts",
        description="Terms for facts that the standard has no field for.",
    )
    listing = TaxonomyListing(name=NAME, file="", hsds=taxonomy, link_type=NAME)
    for key, (name, description) in _TERMS.items():
        term = TaxonomyTerm(
            id=derive(taxonomy.id, f"taxonomy_term/{key}"),
            code=key,
            name=name,
            description=description,
            taxonomy=taxonomy.name,
            language="en",
            taxonomy_id=taxonomy.id,
        )
        listing.terms[key] = TermListing(key=key, taxonomy=listing, hsds=term)
    return listing
