"""A feed on the web as source records: every page of its lists, and every record whole.

Lists are often brief. One record is asked for alone, and if that says more than the list did, all are. A server that
ignores `?page=` gives its one page; one that counts pages from nought is believed too.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

import httpx

from hereabouts.importers.asking import GOES_ON, Answer, Asker
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.shapes import is_empty
from hereabouts.importers.source import KINDS, SourceError, SourceRecord, page_items
from hereabouts.importers.troubles import report_mended

MOST_PAGES = 20_000
_SAFE_ID = re.compile(r"[A-Za-z0-9_~-][A-Za-z0-9._~:-]{0,199}")
_ROOT_ONLY = frozenset({"openapi_url", "version", "profile"})

Progress = Callable[[int, int], None]


@dataclass(slots=True)
class _List:
    """The list of one kind of thing: its address without `.json`, what that ends in, and what its pages held."""

    kind: str
    url: httpx.URL
    suffix: str
    items: list[tuple[str, Any]] = field(default_factory=list)
    """Where each thing stood, and the thing."""
    ids: set[str] = field(default_factory=set)
    last: list[Any] = field(default_factory=list)
    total: int = 0
    pages: int = 0


class Remote:
    """A feed at an address. `whole` is False when some of it could not be read, so that nothing counts as gone."""

    def __init__(self, address: str, asker: Asker, report: Report, progress: Progress | None = None) -> None:
        """`address` is that of the feed's root, or of one of its lists. Raises ValueError for no web address."""
        self._base = httpx.URL(re.sub(r"/(index\.json)?$", "", address))
        self._ask, self._report, self._progress = asker, report, progress
        self._done = 0
        self.whole = True

    def records(self, kinds: tuple[str, ...] = KINDS) -> Iterator[SourceRecord]:
        """Everything of these kinds. Raises SourceError, naming the place, when going on would lose something."""
        name = self._base.path.rpartition("/")[2].removesuffix(".json")
        if name in KINDS:
            yield from self._collection(name, self._base.copy_with(path=_bare(self._base.path)), needed=True)
            return
        answer = self._ask.ask(self._base)
        if answer.silent:
            raise SourceError(f"{answer.url}: {answer.error}")
        if isinstance(answer.value, dict | list) and not _is_root(answer.value):
            yield from self._document(answer)
            return
        yield from self._feed(kinds)

    def _document(self, answer: Answer) -> Iterator[SourceRecord]:
        """One address that holds all there is."""
        items = page_items(answer.value)
        label = self._base.path.rpartition("/")[2] or str(self._base)
        if items is None:
            yield SourceRecord(label, "", answer.value, troubles=answer.troubles)
        for index, item in enumerate(items or [], 1):
            yield SourceRecord(f"{label}, item {index}", "", item)

    def _feed(self, kinds: tuple[str, ...]) -> Iterator[SourceRecord]:
        linked = False
        for kind in kinds:
            if kind == "service_at_locations" and linked:
                continue  # each service said it already
            url = self._base.copy_with(path=f"{self._base.path.rstrip('/')}/{kind}")
            for record in self._collection(kind, url, needed=kind == "services"):
                linked = linked or (kind == "services" and "service_at_locations" in (record.data or {}))
                yield record

    def _collection(self, kind: str, url: httpx.URL, *, needed: bool) -> Iterator[SourceRecord]:
        found = self._open(kind, url, needed=needed)
        if found is None:
            return
        self._done = 0
        if self._is_brief(found):
            yield from self._whole_records(found)
            return
        for label, item in found.items:
            yield SourceRecord(label, "", item, kind)

    # Lists.

    def _open(self, kind: str, url: httpx.URL, *, needed: bool) -> _List | None:
        """Every page of a list; None where the feed has none of that kind."""
        answers = []
        for suffix in ("", ".json"):  # a host of files may show a page, or nothing, where the list should be
            found = _List(kind, url, suffix)
            answers.append(self._ask.ask(_page(found, 1)))
            if page_items(answers[-1].value) is not None:
                self._read_pages(found, answers[-1])
                return found
            if answers[-1].silent:
                break
        answer = next((one for one in answers if one.found), answers[0])
        if needed:
            raise SourceError(f"{answer.url}: {_why(answer)} {_advice(answer)}{GOES_ON}")
        if answer.found:
            self._report.add(Where(kind), "list", Action.DROPPED, str(url), _why(answer))
        return None

    def _read_pages(self, found: _List, first: Answer) -> None:
        numbers = iter(range(2, MOST_PAGES))
        if _counts_from_nought(first.value):
            self._take(found, 0, self._further(found, 0))
        answer, number = first, 1
        while self._take(found, number, answer) and not _is_last(answer.value, number):
            number = next(numbers)
            answer = self._further(found, number)
        if found.total > len(found.items):
            self.whole = False
            why = f"The list says that it has {found.total:,}, and gave {len(found.items):,}."
            self._report.add(Where(found.kind), "list", Action.DROPPED, str(found.total - len(found.items)), why)

    def _further(self, found: _List, number: int) -> Answer:
        """A further page. Without it nobody knows what is missing, so the import stops.

        Only where the list does not say how many pages it has, one that is not there means that it is at its end.
        """
        answer = self._ask.ask(_page(found, number))
        if page_items(answer.value) is None and (answer.found or found.pages):
            raise SourceError(f"{answer.url}: {_why(answer)} {GOES_ON}")
        return answer

    def _take(self, found: _List, number: int, answer: Answer) -> bool:
        """Take in the things of a page; False when it has none that are new, so that asking on is no use."""
        items = page_items(answer.value) or []
        if items == found.last:
            return False
        found.last, new = items, 0
        report_mended(answer.troubles, Where(f"{found.kind}, page {number}"), self._report)
        for index, item in enumerate(items, 1):
            own_id = _id_of(item)
            if own_id and own_id in found.ids:
                continue
            found.ids.add(own_id)
            label = f"{found.kind}/{own_id}" if own_id else f"{found.kind}, page {number}, item {index}"
            found.items.append((label, item))
            new += 1
        said = answer.value if isinstance(answer.value, dict) else {}
        found.pages = max(found.pages, *(_whole(said.get(name)) for name in ("total_pages", "totalPages")))
        found.total = max(found.total, *(_whole(said.get(name)) for name in ("total_items", "totalElements")))
        return new > 0

    # Records.

    def _is_brief(self, found: _List) -> bool:
        """Whether a record alone says more than the list says of it."""
        sample = next((item for _, item in found.items if _id_of(item)), None)
        if sample is None:
            return False
        answer = self._ask.ask(_record(found, _id_of(sample)))
        if not isinstance(answer.value, dict):
            return False
        return any(name not in sample and not is_empty(value) for name, value in answer.value.items())

    def _whole_records(self, found: _List) -> Iterator[SourceRecord]:
        asked = [(label, item) for label, item in found.items if _id_of(item)]
        answers = self._ask.ask_all(_record(found, _id_of(item)) for _, item in asked)
        failed, first = 0, ""
        for (label, item), answer in zip(asked, answers, strict=True):
            if isinstance(answer.value, dict):
                yield SourceRecord(label, "", answer.value, found.kind, troubles=answer.troubles)
            else:
                failed += 1
                why = answer.error or "The list names it, and there is nothing at its address."
                first = first or f"{answer.url}: {why}"
                yield SourceRecord(label, "", None, found.kind, why, about=_id_of(item))
            self._tell(len(asked))
        if failed * 10 > len(asked):
            raise SourceError(f"{failed:,} of {len(asked):,} {found.kind} could not be read. {first} {GOES_ON}")
        yield from (SourceRecord(label, "", item, found.kind) for label, item in found.items if not _id_of(item))

    def _tell(self, total: int) -> None:
        self._done += 1
        if self._progress is not None:
            self._progress(self._done, total)


def _why(answer: Answer) -> str:
    """Why an answer is no list."""
    return answer.error or ("It is no list." if answer.found else "There is nothing at this address.")


def _advice(answer: Answer) -> str:
    """What to do about an answer that would be the same the next time."""
    if answer.silent or answer.status >= 500:
        return ""
    return "Is this the address of the feed, which /services follows? If so, whoever runs it has to mend this. "


def _page(found: _List, number: int) -> httpx.URL:
    url = found.url.copy_with(path=f"{found.url.path}{found.suffix}")
    return url.copy_merge_params({"page": str(number)})


def _record(found: _List, own_id: str) -> httpx.URL:
    return found.url.copy_with(path=f"{found.url.path}/{own_id}{found.suffix}")


def _bare(path: str) -> str:
    return path.removesuffix(".json")


def _is_root(value: Any) -> bool:
    return isinstance(value, dict) and bool(_ROOT_ONLY & value.keys()) and page_items(value) is None


def _id_of(item: Any) -> str:
    """What a thing is called in an address; empty where that cannot be part of one."""
    own_id = item.get("id") if isinstance(item, dict) else None
    written = str(own_id) if isinstance(own_id, str | int) and not isinstance(own_id, bool) else ""
    return written if _SAFE_ID.fullmatch(written) else ""


def _whole(value: Any) -> int:
    return value if isinstance(value, int) and not isinstance(value, bool) else 0


def _said(page: Any, *names: str) -> Any:
    return next((page[name] for name in names if name in page), None) if isinstance(page, dict) else None


def _is_last(page: Any, number: int) -> bool:
    if _said(page, "last_page", "last") is True:
        return True
    pages = _whole(_said(page, "total_pages", "totalPages"))
    return not isinstance(page, dict) or (pages > 0 and number >= pages)


def _counts_from_nought(page: Any) -> bool:
    """Whether page 1 is the second one."""
    return _said(page, "first_page", "first") is False and _said(page, "page_number", "number") == 1
