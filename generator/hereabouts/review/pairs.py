"""What records said beside what they say: files put together by what they are about."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from hereabouts.changes.event import Happened
from hereabouts.finding import is_error
from hereabouts.kind import Kind
from hereabouts.records import Record, identity
from hereabouts.settings import text
from hereabouts.source.document import Data, Document
from hereabouts.source.layout import kind_at

Fields = dict[str, Data]
Documents = Mapping[str, Document | None]
"""Record path -> its file, read; None where there is none."""


@dataclass(frozen=True, slots=True)
class Pair:
    """One record before and after. `old` and `new` have the lines that could be read, `before` and `after` the files.

    `path` is where it is now, or was; `moved_from` where it was if that is elsewhere. `wrong` are the lines that do not
    fit the profile, which are in neither; `unread` says that nobody can tell what the new file says at all.
    `known` says whether it is still the same thing to other systems.
    """

    kind: Kind
    path: str
    before: Document | None
    after: Document | None
    old: Fields
    new: Fields
    moved_from: str = ""
    wrong: tuple[str, ...] = ()
    unread: bool = False
    known: bool = True

    @property
    def happened(self) -> Happened:
        """What becomes of the record."""
        if self.before is None:
            return Happened.ADDED
        if self.after is None:
            return Happened.REMOVED
        return Happened.MOVED if self.moved_from else Happened.CHANGED

    @property
    def name(self) -> str:
        """What the listing is called, as it would be; by its path where nothing says so."""
        said = text(self.new.get("name")).strip() or text(self.old.get("name")).strip()
        return said or self.path


def make_pairs(old: Documents, new: Documents, namespace: str) -> list[Pair]:
    """Each record that is not as it was, sorted by path. A file that went and came back elsewhere is one record."""
    gone = {_identity(path, one, namespace): path for path, one in old.items() if one and not new.get(path)}
    copies = {_essence(one): path for path, one in old.items() if one and one.data and not new.get(path)}
    pairs, moved = [], set()
    for path in sorted({*old, *new}):
        after, before, known = new.get(path), old.get(path), True
        start = ""
        if after is not None and before is None:
            start = gone.get(_identity(path, after, namespace), "")
            if not start and after.data and (start := copies.get(_essence(after), "")):
                known = False
            if start in moved:
                start, known = "", True
        elif after is not None and before is not None:
            known = _identity(path, before, namespace) == _identity(path, after, namespace)
        if start:
            moved.add(start)
            before = old[start]
        pairs.append(_pair(path, before, after, start, known=known))
    kept = (one for one in pairs if not (one.after is None and one.path in moved))
    return [one for one in kept if _differs(one)]


def _differs(pair: Pair) -> bool:
    before, after = pair.before, pair.after
    return bool(pair.moved_from) or before is None or after is None or before.digest != after.digest


def _identity(path: str, document: Document, namespace: str) -> str:
    return identity(Record(kind_at(path) or Kind.SERVICE, path, document), namespace)


def _essence(document: Document) -> str:
    """What a record says apart from what says which it is, to find one that was renamed without a word."""
    return repr(sorted((key, repr(value)) for key, value in document.data.items() if key not in {"formerly", "id"}))


def _pair(path: str, before: Document | None, after: Document | None, start: str, *, known: bool) -> Pair:
    old, new = _readable(before), _readable(after)
    wrong = {name for one, fields in ((before, old), (after, new)) if one for name in one.data if name not in fields}
    unread = after is not None and not new
    return Pair(
        kind=kind_at(path) or Kind.SERVICE,
        path=path,
        before=before,
        after=after,
        old={name: value for name, value in old.items() if name not in wrong},
        new={name: value for name, value in new.items() if name not in wrong},
        moved_from=start,
        wrong=() if unread else tuple(sorted(wrong)),
        unread=unread,
        known=known,
    )


def _readable(document: Document | None) -> Fields:
    """The lines of a file that are in the form they should have."""
    if document is None:
        return {}
    errors = [item for item in document.findings if is_error(item)]
    if not errors:
        return document.data
    return document.sound_lines() if all(item.code.startswith("profile-") for item in errors) else {}


def strings(data: Data, key: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a record, however deep, with the name of the line it stands under."""
    if isinstance(data, dict):
        for name, value in data.items():
            yield from strings(value, name)
    elif isinstance(data, list):
        for item in data:
            yield from strings(item, key)
    elif data.strip():
        yield key, data.strip()
