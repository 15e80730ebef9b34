"""Taxonomies and their terms."""

from __future__ import annotations

from hereabouts.assembly.context import Context
from hereabouts.assembly.parts import add_rest, copy_fields, finish, said
from hereabouts.assembly.sources import read_source
from hereabouts.directory import TaxonomyListing, TermListing, Translations
from hereabouts.model.ids import Siblings, derive
from hereabouts.model.objects import Taxonomy, TaxonomyTerm
from hereabouts.records import Record, former_paths, identity
from hereabouts.settings import is_yes, items, table, text
from hereabouts.source.document import Data


def read_translations(data: Data | None) -> Translations:
    """Language -> field -> text, stripped."""
    return {
        language: {name: text(value).strip() for name, value in table(fields).items() if text(value).strip()}
        for language, fields in table(data).items()
    }


def build_taxonomy(record: Record, context: Context) -> TaxonomyListing:
    """One list of terms with ids, parents and children."""
    taxonomy = Taxonomy(
        id=identity(record, context.settings.id_namespace),
        **copy_fields(record.data, ("name", "description", "uri", "version")),
    )
    add_rest(taxonomy, record.data.get("hsds"), Siblings(taxonomy.id))
    listing = TaxonomyListing(
        name=record.name,
        file=record.document.file,
        hsds=taxonomy,
        link_type=text(record.data.get("link_type")).strip() or record.name,
        said=said(record.data, "link_type"),
        source=read_source(record.data),
        applies_to=[text(kind) for kind in items(record.data.get("applies_to"))],
        translations=read_translations(record.data.get("translations")),
        formerly=former_paths(record, "formerly"),
        replaces=former_paths(record, "replaces"),
        held=record.held,
    )
    terms = table(record.data.get("terms"))
    for key, entry in terms.items():
        listing.terms[key] = _build_term(key, table(entry), listing, context)
    for key, entry in terms.items():
        _set_parent(listing.terms[key], text(table(entry).get("parent")).strip(), listing)
    return listing


def _build_term(key: str, fields: dict[str, Data], listing: TaxonomyListing, context: Context) -> TermListing:
    """A term. Its key is what the list calls it, which is what HSDS means by `code` where no other is written."""
    former = [text(old).strip() for old in items(fields.get("formerly"))]
    taxonomy = listing.hsds
    own_id = text(fields.get("id")).strip().lower()
    term = TaxonomyTerm(
        id=own_id or derive(taxonomy.id, f"taxonomy_term/{former[0] if former else key}"),
        **copy_fields(fields, ("code", "name", "description", "term_uri")),
        taxonomy=taxonomy.name,
        taxonomy_detail=taxonomy,
        language=context.settings.language,
        taxonomy_id=taxonomy.id,
    )
    term.code = term.code or key
    return TermListing(
        key=key,
        taxonomy=listing,
        hsds=finish(term, fields, context),
        synonyms=[text(word).strip() for word in items(fields.get("synonyms"))],
        sensitive=is_yes(fields.get("sensitive")),
        expires_after=text(fields.get("expires_after")).strip(),
        formerly=former,
        translations=read_translations(fields.get("translations")),
    )


def _set_parent(term: TermListing, parent: str, listing: TaxonomyListing) -> None:
    above = listing.terms.get(parent)
    if above is None or above is term:
        return
    term.parent = above
    term.hsds.parent_id = above.hsds.id
    above.children.append(term)
