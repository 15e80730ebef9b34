"""Whether the pages of a collection are what they say of themselves, and fit together."""

from __future__ import annotations

from dataclasses import dataclass, field

from hereabouts.conform.fault import Faults, Spot
from hereabouts.web import Json

NUMBERS = ("total_items", "total_pages", "page_number", "size")
FLAGS = ("first_page", "last_page", "empty")


@dataclass(frozen=True, slots=True)
class Page:
    """What is kept of a page. Numbers that are missing or no numbers are None."""

    asked: int
    found: int
    """How many records are on it."""
    ids: tuple[str, ...]
    total_items: int | None
    total_pages: int | None
    number: int | None
    size: int | None


def read_page(value: Json, asked: int, spot: Spot, faults: Faults) -> Page | None:
    """Read what was answered for page `asked`, telling what is wrong with its head; None when it is no page."""
    if not isinstance(value, dict) or not isinstance(value.get("contents"), list):
        faults.add("page-shape", spot)
        return None
    for name in (*NUMBERS, *FLAGS):
        if name not in value:
            faults.add("page-field-missing", spot, name=name)
    numbers = {name: _number(value.get(name)) for name in NUMBERS}
    page = Page(
        asked=asked,
        found=len(value["contents"]),
        ids=tuple(
            item["id"] for item in value["contents"] if isinstance(item, dict) and isinstance(item.get("id"), str)
        ),
        total_items=numbers["total_items"],
        total_pages=numbers["total_pages"],
        number=numbers["page_number"],
        size=numbers["size"],
    )
    if page.size is not None and page.size != page.found:
        faults.add("page-size", spot.within("size"), size=page.size, found=page.found)
    if asked == 1:
        _check_count(page, spot, faults)
    _check_flags(value, page, spot, faults)
    return page


def _number(value: Json) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) else None


def _counts_fit(page: Page) -> bool:
    """Tell whether the number of pages can hold the number of items, by the size said or by the items there."""
    if page.total_items is None or page.total_pages is None:
        return True
    sizes = {size for size in (page.size, page.found) if size}
    if not sizes:
        return page.total_items == 0 or page.total_pages == 0
    return any(max(1, -(-page.total_items // size)) == page.total_pages for size in sizes)


def _check_count(page: Page, spot: Spot, faults: Faults) -> None:
    if not _counts_fit(page) and not (page.total_pages == 1 and page.total_items != page.found):
        said = {"pages": page.total_pages, "items": page.total_items, "size": page.size or page.found}
        faults.add("page-count", spot.within("total_pages"), **said)


def _check_flags(value: dict[str, Json], page: Page, spot: Spot, faults: Faults) -> None:
    right = {"first_page": page.asked == 1, "empty": not page.found}
    if page.total_pages is not None and _counts_fit(page):
        right["last_page"] = page.asked >= page.total_pages
    for name, truth in right.items():
        if isinstance(value.get(name), bool) and value[name] is not truth and page.number in {None, page.asked}:
            where = f"page {page.asked} of {page.total_pages or '?'}, with {page.found} items"
            faults.add("page-flag", spot.within(name), name=name, value=str(value[name]).lower(), where=where)


def choose_pages(total: int, most: int) -> list[int]:
    """The pages to read of `total`: all, or `most` of them with the first, the middle and the last."""
    if total <= most:
        return list(range(1, total + 1))
    most = max(most, 3)
    spread = {1 + round(step * (total - 1) / (most - 1)) for step in range(most)}
    return sorted({1, 2, total // 2, total} | spread)


@dataclass(slots=True)
class Collection:
    """The pages of one collection, read so far."""

    pages: list[Page] = field(default_factory=list)
    whole: bool = True
    """Whether every page was read, so that what is not in them is nowhere."""
    stuck: bool = False
    """Whether asking for further pages gives the same ones again."""
    _by_items: dict[tuple[str, ...], int] = field(default_factory=dict)

    def add(self, page: Page, spot: Spot, faults: Faults) -> bool:
        """Take a page in, and compare it with those before. False when it is no new page: asking on is no use."""
        first = self.pages[0] if self.pages else page
        if page.number is not None and page.number != page.asked:
            faults.add("page-ignored", spot.within("page_number"), asked=page.asked, number=page.number)
            self.stuck = True
            return False
        same = self._by_items.setdefault(tuple(page.ids), page.asked)
        if page.ids and same != page.asked:
            faults.add("page-repeats", spot.within("contents"), asked=page.asked, same=same)
            self.stuck = True
            return False
        for name in ("total_items", "total_pages"):
            now, before = getattr(page, name), getattr(first, name)
            if None not in {now, before} and now != before:
                faults.add("page-changed", spot.within(name), name=name, now=now, before=before)
        if not page.found and page.asked > 1:
            faults.add("page-empty", spot.within("contents"), asked=page.asked, pages=first.total_pages or "?")
        self.pages.append(page)
        return True

    def check_total(self, spot: Spot, faults: Faults) -> None:
        """Compare what the pages hold with what they say they hold, once all of them were read."""
        found = sum(page.found for page in self.pages)
        total = self.pages[0].total_items if self.pages else None
        if total is not None and (found != total if self.whole else found > total):
            faults.add("page-total", spot.within("total_items"), total=total, found=found)

    @property
    def ids(self) -> list[str]:
        """The ids of all items, in order, once each."""
        return list(dict.fromkeys(one for page in self.pages for one in page.ids))
