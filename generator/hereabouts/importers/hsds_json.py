"""HSDS as JSON, well formed or not, to records for a person to review.

The story in order: take everything in and hang it together, make bodies and name them, find out which ids must be said,
and write every part in its shortest form.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date

from hereabouts.assembly.builtin import NAME as BUILTIN
from hereabouts.assembly.builtin import make_builtin
from hereabouts.assembly.context import Context
from hereabouts.assembly.locations import build_venue
from hereabouts.assembly.organizations import build_organization
from hereabouts.assembly.services import build_service
from hereabouts.assembly.taxonomies import build_taxonomy
from hereabouts.directory import LocationListing, OrganizationListing, ServiceListing, TaxonomyListing
from hereabouts.importers.arranging import arrange
from hereabouts.importers.closing import gather_closures
from hereabouts.importers.desk import Desk, Homes, Options
from hereabouts.importers.desk import Record as Data
from hereabouts.importers.drafts import Drafter
from hereabouts.importers.extension import EXTENSION, Extension
from hereabouts.importers.gathering import Gatherer
from hereabouts.importers.graph import Gathered
from hereabouts.importers.pinning import Pins, has_id, settle
from hereabouts.importers.report import Report, Where
from hereabouts.importers.sheets.copy import Copy
from hereabouts.importers.shortening import shorten
from hereabouts.importers.source import SourceRecord
from hereabouts.importers.terms import Terms
from hereabouts.records import Kind, Record, identity
from hereabouts.source.document import Document

Progress = Callable[[int, int], None]
"""Called with how many are done, and of how many; 0 while nobody can tell."""

Listing = TaxonomyListing | OrganizationListing | LocationListing | ServiceListing


@dataclass(slots=True)
class Imported:
    """What an import made: records by path in sorted order, the report, and paths that could not be written.

    `origins` says into which records a source record went, by its label; `calls` what the source calls the things that
    went into a record, and `places` where they and their parts stood. `written` are the records whose files are new or
    changed, `reviews` the days by which services that nobody has confirmed should first be looked at. `is_ours` is True
    for what this program published.
    """

    records: dict[str, Data]
    report: Report
    origins: dict[str, list[str]] = field(default_factory=dict)
    calls: dict[str, list[str]] = field(default_factory=dict)
    places: dict[str, list[Where]] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    written: list[str] = field(default_factory=list)
    reviews: dict[str, date] = field(default_factory=dict)
    is_ours: bool = False
    copy: Copy | None = None
    """Of a spreadsheet: the same again, for remarks beside the cells."""


def convert(
    source: Iterable[SourceRecord],
    options: Options,
    progress: Progress | None = None,
    lists: Mapping[str, Data] | None = None,
    report: Report | None = None,
    homes: Homes | None = None,
) -> Imported:
    """Make records from HSDS JSON. Raises nothing for any JSON: what cannot be used is in the report.

    `lists` are the lists of terms that the directory has already, by name; `homes` is where things went last time.
    """
    report = Report() if report is None else report
    extension = Extension(report)
    gathered = _gather(source, report, extension, progress)
    pins = Pins(report)
    terms = Terms(report, options.settings.id_namespace, pins, extension)
    for name, data in (lists or {}).items():
        terms.know(name, data)
    terms.foresee(gathered.terms, gathered.attributes())
    for taxonomy in gathered.taxonomies:
        terms.add_list(taxonomy)
    for term in gathered.terms:
        terms.add_term(term, gathered.scope_of.get(term, ""))
    arrange(gathered)
    gather_closures(gathered, extension, report)
    drafter = Drafter(gathered, Desk(options, report, terms, pins, extension, homes or Homes()))
    drafts = drafter.run()
    new_lists = dict(terms.records(options.settings.language))
    records = _settle({**new_lists, **drafts}, options, progress, lists or {})
    report.written.update(_count(records))
    made = Imported(dict(sorted(records.items())), report, is_ours=bool(extension))
    made.origins, made.calls, made.places = drafter.origins(), drafter.calls(), drafter.places()
    return made


def _gather(
    source: Iterable[SourceRecord], report: Report, extension: Extension, progress: Progress | None
) -> Gathered:
    gatherer = Gatherer(report)
    for done, record in enumerate(source, 1):
        if record.kind == EXTENSION:
            extension.take(record)
        else:
            gatherer.take(record)
            report.read["source records"] += 1
        if progress is not None:
            progress(done, 0)
    for place in extension.places:
        gatherer.take(place)
    gathered = gatherer.finish(checked=bool(extension))
    report.read["organizations"] = len(gathered.organizations)
    report.read["services"] = len(gathered.services)
    report.read["locations"] = len(gathered.locations)
    return gathered


def kind_of(path: str) -> Kind:
    """What kind of record stands at a path."""
    folder, _, name = path.partition("/")
    if folder == "organizations":
        return Kind.ORGANIZATION if name.endswith("/organization") else Kind.SERVICE
    return Kind.LOCATION if folder == "locations" else Kind.TAXONOMY


_ORDER = (Kind.TAXONOMY, Kind.ORGANIZATION, Kind.LOCATION, Kind.SERVICE)


def _count(records: Iterable[str]) -> dict[str, int]:
    names = ("lists of terms", "organizations", "locations", "services")
    kinds = [kind_of(path) for path in records]
    return {name: kinds.count(kind) for name, kind in zip(names, _ORDER, strict=True) if kind in kinds}


def _settle(
    records: dict[str, Data], options: Options, progress: Progress | None, lists: Mapping[str, Data]
) -> dict[str, Data]:
    """Leave out every id that follows from the names, then write every part in its shortest form."""
    if any(map(has_id, records.values())):
        records = _without_needless_ids(records, options, lists)
    done: dict[str, Data] = {}
    for path, data in records.items():
        done[path] = shorten(data, options.settings)
        if progress is not None:
            progress(len(done), len(records))
    return done


def _without_needless_ids(records: dict[str, Data], options: Options, lists: Mapping[str, Data]) -> dict[str, Data]:
    """Lists come first, then organizations, places and services, as each needs those before it."""
    context = Context(options.settings, options.today)
    context.taxonomies[BUILTIN] = make_builtin()
    for name, known in lists.items():
        _keep(f"taxonomies/{name}", _assemble(f"taxonomies/{name}", known, context), context)
    done: dict[str, Data] = {}
    for path in sorted(records, key=lambda path: (_ORDER.index(kind_of(path)), path)):
        data = dict(records[path])
        if data.get("id") == _identity(path, data, options.settings.id_namespace):
            del data["id"]
        if kind_of(path) is not Kind.TAXONOMY:  # whose terms know their own
            data = settle(data, lambda data, path=path: _assemble(path, data, context).hsds)  # type: ignore[misc]
        done[path] = data
        _keep(path, _assemble(path, done[path], context), context)
    return done


def _identity(path: str, data: Data, namespace: str) -> str:
    """The id that a record has if it says none."""
    unsaid = {name: value for name, value in data.items() if name != "id"}
    return identity(Record(kind_of(path), path, Document(path, data=unsaid)), namespace)


def _assemble(path: str, data: Data, context: Context) -> Listing:
    record = Record(kind_of(path), path, Document(f"{path}.yml", data=data))
    if record.kind is Kind.TAXONOMY:
        return build_taxonomy(record, context)
    if record.kind is Kind.ORGANIZATION:
        return build_organization(record, context)
    if record.kind is Kind.LOCATION:
        return build_venue(record, context)
    return build_service(record, context.organizations[record.group], context)


def _keep(path: str, listing: Listing, context: Context) -> None:
    name = path.rpartition("/")[2]
    if isinstance(listing, TaxonomyListing):
        context.taxonomies[name] = listing
    elif isinstance(listing, OrganizationListing):
        context.organizations[path.split("/")[1]] = listing
    elif isinstance(listing, LocationListing):
        context.locations[name] = listing
