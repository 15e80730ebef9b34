"""Where the files of the feed are, as the rules of a host must know it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from hereabouts.outputs.feed.collection import COLLECTIONS
from hereabouts.settings import Settings

TYPES: Final = {
    "json": "application/json",
    "ndjson": "application/x-ndjson",
    "geojson": "application/geo+json",
    "jsonld": "application/ld+json",
    "csv": "text/csv; charset=utf-8",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "zip": "application/zip",
    "sqlite": "application/vnd.sqlite3",
    "atom": "application/atom+xml",
    "xml": "application/xml",
    "txt": "text/plain; charset=utf-8",
}
"""Ending -> content type, for what is below ``/api/``."""

CALENDARS: Final = "text/calendar; charset=utf-8"
"""The content type of ``.ics`` files, which are beside the pages and not below ``/api/``."""

ID: Final = "[0-9A-Za-z-]{1,64}"
"""A record's id in an address, as a regular expression."""

NUMBER: Final = "[1-9][0-9]{0,6}"
"""The number of a page in an address, as a regular expression."""

NEVER: Final = "none"
"""What stands for a number that is none: there is no file of that name, so the answer is 404."""


@dataclass(frozen=True, slots=True)
class Layout:
    """The languages with a folder of their own, the page sizes (the first is the usual one), the site's own folder.

    `prefix` is the path under which the site is served, like ``/directory``; empty at the top of a host.
    """

    languages: tuple[str, ...]
    sizes: tuple[int, ...]
    prefix: str = ""
    collections: tuple[str, ...] = COLLECTIONS

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders of the feed's languages from the top of the site: ``api``, ``api/cy``."""
        return ("api", *(f"api/{code}" for code in self.languages))

    @property
    def size(self) -> int:
        """The page size of those who ask for none."""
        return self.sizes[0]

    @property
    def language_pattern(self) -> str:
        """The part of an address that names a language, with its slash, as a group of a regular expression."""
        return f"({'|'.join(f'{code}/' for code in self.languages)}|)" if self.languages else "()"

    @property
    def collection_pattern(self) -> str:
        """A collection as a group of a regular expression."""
        return f"({'|'.join(self.collections)})"


def layout(settings: Settings) -> Layout:
    """The layout of a directory's feed."""
    path = urlsplit(settings.url).path.rstrip("/")
    return Layout(settings.languages[1:], settings.feed.page_sizes, path)
