"""What a directory has before an import: every record file as it stands, readable or not."""

from __future__ import annotations

from dataclasses import dataclass, field
from pathlib import Path

from hereabouts.finding import is_error
from hereabouts.importers.ledger import Ledger
from hereabouts.records import Kind
from hereabouts.rules.places import TELLING
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data, Document
from hereabouts.source.layout import scan
from hereabouts.source.reader import load_document

HIDDEN = ("confidential", "area-only")


@dataclass(slots=True)
class Here:
    """Record files by path. `broken` are those that cannot be read, so that nothing may be changed in them."""

    documents: dict[str, Document] = field(default_factory=dict)
    kinds: dict[str, Kind] = field(default_factory=dict)
    broken: set[str] = field(default_factory=set)

    def lists(self, ledger: Ledger | None) -> dict[str, dict[str, Data]]:
        """The lists of terms by name, without those that the ledger's import made, which it makes again."""
        return {
            path.rpartition("/")[2]: document.data
            for path, document in self.documents.items()
            if self.kinds[path] is Kind.TAXONOMY and path not in self.broken
            if ledger is None or path not in ledger.records
        }

    def find(self, path: str, own_id: str) -> str:
        """Where the record now is that was at a path; empty where it is no more."""
        if path in self.documents:
            return path
        for other, document in self.documents.items():
            former = [text(one).strip().removesuffix(".yml") for one in items(document.data.get("formerly"))]
            if path in former or (own_id and text(document.data.get("id")).lower() == own_id):
                return other
        return ""


def read_here(into: Path) -> Here:
    """Read every record of a directory folder. Raises OSError when the disk refuses."""
    here = Here()
    for one in scan(into, into).files:
        if one.kind is Kind.DIRECTORY:
            continue
        document = load_document(one)
        here.documents[one.path], here.kinds[one.path] = document, one.kind
        if any(map(is_error, document.findings)):
            here.broken.add(one.path)
    return here


def hides(data: Data) -> bool:
    """Whether a record, or a place in it, keeps to itself where it is."""
    if isinstance(data, dict):
        return text(data.get("visibility")).strip() in HIDDEN or any(map(hides, data.values()))
    return isinstance(data, list) and any(map(hides, data))


def hidden_names(here: Here) -> dict[str, dict[str, Data]]:
    """The places that keep to themselves where they are, by name in small letters."""
    found: dict[str, dict[str, Data]] = {}
    for document in here.documents.values():
        places = [document.data, *(table(table(one).get("place")) for one in items(document.data.get("locations")))]
        for place in places:
            if text(place.get("visibility")).strip() in HIDDEN:
                found[" ".join(text(place.get("name")).casefold().split())] = place
    return found


def without_telling(record: dict[str, Data], like: dict[str, Data]) -> dict[str, Data]:
    """A place as the one it is like: what would lead somebody to its door is left out."""
    kept = {name: value for name, value in record.items() if name not in TELLING}
    return {**kept, **{name: like[name] for name in ("visibility", "near") if name in like}}
