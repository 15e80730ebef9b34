"""A further import of the same source: what changed there changes here, and what people changed here stays.

Nothing is deleted. What is no longer at the source, what people took out here, and what both changed are told in the
report. All files are thought through before the first is written, and each is written whole; the ledger comes last,
so that an update which was broken off can simply be run again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from hereabouts.importers.here import Here, hidden_names, hides, without_telling
from hereabouts.importers.hsds_json import Imported, kind_of
from hereabouts.importers.ledger import Digests, Ledger, Written, digests
from hereabouts.importers.merging import Conflict, merge
from hereabouts.importers.report import Action, Report, Where
from hereabouts.records import Kind
from hereabouts.rules.places import TELLING
from hereabouts.settings import items, table, text
from hereabouts.source.document import Data, Document
from hereabouts.source.reader import read_document
from hereabouts.writer import dump, replace_file, splice

Record = dict[str, Data]


@dataclass(slots=True)
class Update:
    """What an update will do: the text of each file by path, which of them are new, and the next ledger's records."""

    texts: dict[str, str] = field(default_factory=dict)
    new: list[str] = field(default_factory=list)
    records: dict[str, Written] = field(default_factory=dict)


def relocate(ledger: Ledger, here: Here) -> None:
    """Follow the records that people moved to another file since the last import."""
    for path, written in list(ledger.records.items()):
        now = here.find(path, written.id)
        if now and now != path and now not in ledger.records:
            del ledger.records[path]
            ledger.records[now] = Written(now, written.calls, written.id, written.digests)


def remember(imported: Imported) -> dict[str, Written]:
    """The records of an import as a ledger keeps them."""
    return {
        path: Written(path, imported.calls.get(path, []), text(data.get("id")), digests(data))
        for path, data in imported.records.items()
    }


def plan(imported: Imported, ledger: Ledger, here: Here, *, whole: bool) -> Update:
    """Think an update through. When it is not `whole`, some of the source could not be read this time."""
    return _Planner(imported, ledger, here, whole=whole).run()


def write(update: Update, into: Path) -> None:
    """Write every file of an update. Raises OSError when the disk refuses; what was written then is whole."""
    for path, content in sorted(update.texts.items()):
        replace_file(into / f"{path}.yml", content.encode())


class _Planner:
    def __init__(self, imported: Imported, ledger: Ledger, here: Here, *, whole: bool) -> None:
        self.imported = imported
        self.report: Report = imported.report
        self.ledger = ledger
        self.here = here
        self.whole = whole
        self.update = Update()
        self._written: dict[str, Record] = {}
        self._hidden = hidden_names(here)

    def run(self) -> Update:
        remembered = remember(self.imported)
        for path, theirs in self.imported.records.items():
            if self._take(path, theirs):
                self.update.records[path] = remembered[path]
            elif path in self.ledger.records:
                self.update.records[path] = self.ledger.records[path]
        self._revive()
        for path, known in self.ledger.records.items():
            if path not in self.imported.records:
                self._miss(path, known)
        _hush(self.report, self._secrets())
        return self.update

    def _where(self, path: str) -> Where:
        """Where a record came from; its own path where the source has it no more."""
        return next(iter(self.imported.places.get(path, [])), Where(path))

    def _tell(self, path: str, what: str, action: Action, value: str, why: str) -> None:
        self.report.add(self._where(path) / what, what, action, value, why)

    def _take(self, path: str, theirs: Record) -> bool:
        """Take one record of the source; False when nothing may be done with it, so that all stays as it was."""
        document, known = self.here.documents.get(path), self.ledger.records.get(path)
        if document is None and (known is not None or self._is_removed(_group_of(path))):
            self._tell(path, "record", Action.REMOVED, path, "It was taken out here since the last import.")
            return True
        if document is None:
            self._add(path, theirs)
            return True
        if path in self.here.broken:
            self._tell(path, "record", Action.DROPPED, path, "Its file has an error. Mend it, and import again.")
            return False
        if known is None and document.data != theirs:
            why = "A record that is not from this source has this name already, and stays as it is."
            self._tell(path, "record", Action.CONFLICT, path, why)
            return False
        if known is not None and not self.report.unread.isdisjoint(known.calls):
            return False  # what else says something of it says less than it would have
        if known is not None:
            self._merge(path, theirs, document, known)
        return True

    def _is_removed(self, path: str) -> bool:
        """Whether people took out here what an import had made."""
        return path in self.ledger.records and path not in self.here.documents

    def _revive(self) -> None:
        """Bring back what people took out where a record that is new or changes needs it."""
        waiting = list(self._written.items())
        while waiting:
            path, data = waiting.pop()
            for needed in _needs(data):
                theirs = self.imported.records.get(needed)
                if theirs is not None and self._is_removed(needed) and needed not in self.update.texts:
                    self._tell(needed, "record", Action.MENDED, needed, f"It comes back, because {path} needs it.")
                    self._add(needed, theirs)
                    waiting.append((needed, theirs))

    def _add(self, path: str, theirs: Record) -> None:
        name = " ".join(text(theirs.get("name")).casefold().split())
        if path.startswith("locations/") and name in self._hidden:
            theirs = without_telling(theirs, self._hidden[name])
            self._tell(path, "visibility", Action.DROPPED, "", "A place of this name hides here where it is.")
        self.update.texts[path] = dump(kind_of(path), theirs)
        self.update.new.append(path)
        self._written[path] = theirs

    def _merge(self, path: str, theirs: Record, document: Document, known: Written) -> None:
        ours = document.data
        if not self.whole and kind_of(path) is Kind.ORGANIZATION:  # whose places may be in what could not be read
            known = _without(known, ("locations",))
            theirs = {key: value for key, value in theirs.items() if key != "locations"}
        if text(ours.get("visibility")).strip() not in ("", "public"):
            theirs = {key: value for key, value in theirs.items() if key not in TELLING}
            known = _without(known, TELLING)
        merged = merge(known.digests, theirs, ours)
        for conflict in merged.conflicts:
            why = "It was changed here and at the source since the last import."
            self._tell(path, conflict.key, Action.CONFLICT, _both(conflict), why)
        if not merged.changes:
            return
        content = splice(kind_of(path), document, merged.changes)
        wanted = {key: value for key, value in {**ours, **merged.changes}.items() if value is not None}
        if read_document(path, content.encode()).data != wanted:
            content = dump(kind_of(path), wanted)
        self.update.texts[path] = content
        self._written[path] = wanted
        for key in merged.changes:
            if key != "source":
                self._tell(path, key, Action.CHANGED, path, "The source says something else now.")

    def _miss(self, path: str, known: Written) -> None:
        """A record that the source had last time."""
        if path not in self.here.documents:
            return
        self.update.records[path] = known
        if self.whole and kind_of(path) is not Kind.TAXONOMY:
            why = "Ask whether it has closed. Then set its status, or delete the file."
            self.report.add(Where(path), "record", Action.GONE, ", ".join(known.calls) or path, why)

    def _secrets(self) -> Iterator[Where]:
        """Where in the source everything stood that people hide here."""
        for path, wheres in self.imported.places.items():
            if path in self.here.documents and hides(self.here.documents[path].data):
                yield from wheres


def _group_of(path: str) -> str:
    """The record of the organization that a service is in the folder of."""
    folder, _, rest = path.partition("/")
    return f"organizations/{rest.partition('/')[0]}/organization" if folder == "organizations" else ""


def _needs(data: Record) -> Iterator[str]:
    """The records that a record names, but for the lists of terms."""
    for place in items(data.get("locations")):
        name = text(place) or text(table(place).get("at"))
        if name:
            yield f"locations/{name}"
    for key in ("organization", "parent_organization"):
        if text(data.get(key)):
            yield f"organizations/{text(data.get(key))}/organization"


def _without(known: Written, keys: Iterable[str]) -> Written:
    """What is known of a record, but for some keys."""
    left: Digests = {key: digest for key, digest in known.digests.items() if key not in set(keys)}
    return Written(known.path, known.calls, known.id, left)


def _hush(report: Report, secrets: Iterable[Where]) -> None:
    """Say no values of things that hide here where they are: a report may be read by anybody.

    A line that stands for several things of a source record says none of them.
    """
    wheres = set(secrets)
    labels = {where.source for where in wheres}
    for index, line in enumerate(report.lines):
        where = line.where
        if where.source in labels and (not where.path or any(map(wheres.__contains__, _around(where)))):
            report.lines[index] = replace(line, value="")


def _around(where: Where) -> Iterator[Where]:
    """A place in the source, and everything it is in."""
    steps = re.findall(r"\.?[^.\[]+|\[\d+\]", where.path)
    for end in range(len(steps) + 1):
        yield Where(where.source, "".join(steps[:end]))


def _both(conflict: Conflict) -> str:
    return f"here: {_shown(conflict.ours)}; at the source: {_shown(conflict.theirs)}"


def _shown(value: Data | None) -> str:
    if isinstance(value, list):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{key} {_shown(inner)}" for key, inner in value.items())
    return value or "nothing"
