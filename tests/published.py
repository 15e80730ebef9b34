"""The demonstration as it is published, served to a browser; and one page of every kind and state in it."""

from __future__ import annotations

import functools
import http.server
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from hereabouts.assembly import assemble
from hereabouts.catch import ShellRequest
from hereabouts.check import check_folder
from hereabouts.directory import Directory, OrganizationListing, ServiceListing, page_of
from hereabouts.frame import Frame
from hereabouts.health import freshness
from hereabouts.kind import Kind
from hereabouts.outputs import search, shortlist
from hereabouts.outputs.calendars import calendar_files
from hereabouts.outputs.pages import Site, pages, redirects
from hereabouts.outputs.pages.places import is_virtual
from hereabouts.outputs.pages.standing import is_closed, is_full, is_gone, is_signpost, use_of
from hereabouts.outputs.tables import Downloads, list_downloads
from hereabouts.policy import content_policy
from hereabouts.records import gather
from hereabouts.shell import make_shell
from tests.demonstration import ROOT, demonstration_folder
from tests.pages_example import record

TODAY = date(2026, 11, 22)
DOWNLOADS = Downloads("any", {"api/tables/services.csv": f"{'0' * 64}-93400", "api/tables/hsds.zip": f"{'f' * 64}-1"})
"""What the page about the data lists; the files themselves are not there."""


def read_demonstration() -> Directory:
    """The demonstration as of a fixed day, and two things that it does not have.

    One service is shown in an earlier form, which no good record can be, and one group has no services.
    """
    folder = demonstration_folder()
    records = check_folder(folder, folder.parent, TODAY).records
    new = record("organizations/brand-new-group/organization", "name: Brand New Group", Kind.ORGANIZATION)
    directory = assemble(gather(records.settings, [*records.by_path.values(), new]), TODAY)
    next(one for one in directory.services.values() if one.places and not one.sensitive).held = True
    return directory


def publish(directory: Directory, folder: Path, scratch: Path) -> None:
    """Write every page of a directory, with what pages load, as a build does, and the search; no feed."""
    settings = directory.settings
    requests = [ShellRequest(language, settings) for language in settings.languages]
    shells = [make_shell(ROOT / "mkdocs.yml", request, scratch) for request in requests]
    policy = content_policy(shells)
    for shell in shells:
        frame = Frame.of(shell, settings, built="22 November 2026", policy=policy)
        site = Site(directory, shell.language)
        listed = {path: list_downloads(site, path, DOWNLOADS) for path in shell.pages}
        files = {path: frame.fill(mould, {"downloads": listed[path]}) for path, mould in shell.pages.items()}
        files |= shell.assets
        files |= {one.path: one.html.encode() for one in redirects(site)}
        for page in pages(directory, shell.language):
            said = frame.values(
                page.address,
                title=page.title,
                description=page.description,
                body=page.body,
                head=page.head,
                sensitive=page.sensitive,
            )
            files[page.path] = shell.moulds[page.kind].cast(said)
        files |= dict(searched(site))
        for service in directory.services.values():
            files |= dict(calendar_files(site, service))
        for path, content in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(content)


def searched(site: Site) -> Iterator[tuple[str, bytes]]:
    """The files of the search and of lists in one language."""
    services = list(site.directory.services.values())
    columns = search.make_columns(site)
    yield from columns.files()
    blocks = search.make_blocks([site], services)
    cards = [search.make_card(site, one) for one in services]
    yield from search.files(site, blocks, cards, columns)
    leaves = [shortlist.make_leaf(site, one) for one in services]
    yield from shortlist.files(site, list(zip(cards, leaves, strict=True)), [])


class _Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: Any) -> None:  # noqa: A002
        pass


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """The address that a folder is served at on this computer."""
    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), functools.partial(_Quiet, directory=str(folder)))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}/"
    server.shutdown()


@dataclass(frozen=True)
class Published:
    """A published directory: its records, the folder its files are in, and the address they are served at."""

    directory: Directory
    folder: Path
    address: str

    def __repr__(self) -> str:
        """Short: pytest shows it when a test fails, and the records go round."""
        return f"Published({self.address})"

    def kinds(self) -> dict[str, str]:
        """What a page is an example of -> its address from the root; records first."""
        return _records(self.directory) | _LISTS | _BY_HAND


_LISTS = {
    "home": "",
    "find": "find/",
    "an empty list": "shortlist/",
    "a town with many services": "find/in-arlenbridge/",
    "a town with few": "find/in-llanferwyn/",
    "a day": "find/on-monday/",
    "A to Z": "a-z/",
    "all topics": "topics/",
    "a list of topics": "topics/needs/",
    "a topic": "topics/needs/money/",
    "a sensitive topic": "topics/needs/domestic-abuse/",
    "a topic of places": "topics/access/lift/",
}
_BY_HAND = {
    "about": "about/",
    "change a listing": "change-a-listing/",
    "use the data": "use-the-data/",
    "accessibility": "accessibility/",
    "privacy": "privacy/",
    "reference": "reference/fields/service/",
    "an address that leads nowhere": "404.html",
}


def _records(directory: Directory) -> dict[str, str]:
    services, groups = list(directory.services.values()), list(directory.organizations.values())
    states: dict[str, Callable[[ServiceListing], object]] = {
        "a service with many times and places": lambda one: len(one.places) > 2 and len(one.hsds.schedules) > 4,
        "a place near a town": lambda one: any(place.location.visibility == "area-only" for place in one.places),
        "a refuge": lambda one: any(place.location.visibility == "confidential" for place in one.places),
        "a service online": lambda one: any(is_virtual(place.location) for place in one.places),
        "a full service": is_full,
        "a service closed for now": lambda one: is_closed(one) and not is_gone(one),
        "a held service": lambda one: one.held,
        "a service past its review": lambda one: freshness(one, directory.settings, directory.today).is_old,
        "a service that only points to others": is_signpost,
        "a service whose money ends": lambda one: use_of(one, "readiness", "funded-until"),
        "a service nobody has confirmed": lambda one: not one.hsds.assured_date,
    }
    found = {name: page_of(next(one.path for one in services if is_one(one))) for name, is_one in states.items()}
    found["a group"] = page_of(max(groups, key=_parts).path)
    found["a group without services"] = page_of(next(one.path for one in groups if not one.services))
    venue = max(directory.locations.values(), key=lambda one: len(one.places))
    return found | {"a place": page_of(venue.path)}


def _parts(group: OrganizationListing) -> int:
    """How many kinds of things a group's page has to say."""
    hsds = group.hsds
    parts = (hsds.phones, hsds.programs, hsds.contacts, hsds.funding, group.services, group.uses, group.locations)
    return sum(map(bool, parts))
