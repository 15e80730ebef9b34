"""A small directory for the tests of pages, made from records as people write them, and a reader of pages.

`directory_of` skips the checks on purpose: pages must stand whatever gets through.
"""

from __future__ import annotations

from datetime import date
from html.parser import HTMLParser
from textwrap import dedent

from hereabouts.assembly import assemble
from hereabouts.directory import Directory, OrganizationListing, ServiceListing
from hereabouts.kind import Kind
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages import Site, page_of
from hereabouts.records import Record, gather
from hereabouts.source.reader import read_document

TODAY = date(2026, 11, 22)

SETTINGS = """
name: Eastbrook Directory
url: https://directory.eastbrook.example/here
publisher: {name: Eastbrook Voluntary Action, email: directory@eastbrook.example}
id_namespace: 0d2f6a52-6f0b-4f0e-9a54-2f1f3f9f7c11
languages: [en, cy]
review_every: 6 months
bank_holidays: ENG
term_dates: [2026-09-03 to 2026-12-18, 2027-01-04 to 2027-03-25]
help:
  - {name: Emergency, number: "999", when: crisis, description: If somebody is in danger now.}
  - {name: Council, number: 01632 960999}
changes: {email: changes@eastbrook.example}
"""

NEEDS = """
name: Needs
terms:
  money: {name: Money, description: Money worries of any kind.}
  debt: {name: Debt, parent: money, formerly: owing, translations: {cy: {name: Dyled}}}
  safety: {name: Being safe, sensitive: true}
"""

ROUTES = """
name: Referral routes
terms:
  just-turn-up: {name: Just turn up}
  self: {name: Ask for yourself, description: Ring or write yourself.}
  anyone: {name: Anybody}
  gp: {name: Your surgery}
  link-worker: {name: A link worker}
"""

READINESS = """
name: For those who refer
terms:
  waiting-time: {name: Waiting time}
  funded-until: {name: Money until}
  insured: {name: Insured}
"""

SETTING = """
name: How it happens
terms:
  in-person: {name: In person}
  phone: {name: By phone}
  signposting: {name: Points you to others}
"""

AUDIENCES = "name: Who it is for\nterms: {carers: {name: Carers}, women: {name: Women}}"
ACCESS = (
    "name: Access\nterms: {step-free: {name: Step-free, translations: {cy: {name: Heb risiau}}}, loop: {name: Loop}}"
)
FIRST_VISIT = "name: Your first visit\nterms: {met: {name: Somebody meets you}, once: {name: Try it once}}"

HALL = """
name: Village Hall
translations: {cy: {name: Neuadd y Pentref}}
addresses: {address_1: Mill Lane, city: Eastbrook, postal_code: NR99 1AB}
latitude: 52.9012
longitude: 1.1003
transportation: Bus 4 stops outside.
phones: 01632 960111
accessibility: [step-free, {facility: loop, details: Main hall only.}]
"""

GROUP = "name: Eastbrook Advice\nemail: office@advice.example\nwebsite: https://advice.example\nphones: 01632 960200"

RECORDS = {
    "taxonomies/needs": NEEDS,
    "taxonomies/referral-routes": ROUTES,
    "taxonomies/readiness": READINESS,
    "taxonomies/setting": SETTING,
    "taxonomies/audiences": AUDIENCES,
    "taxonomies/access": ACCESS,
    "taxonomies/first-visit": FIRST_VISIT,
    "locations/village-hall": HALL,
    "organizations/eastbrook-advice/organization": GROUP,
}


def kind_of(path: str) -> Kind:
    """What a record is about, by where it is."""
    top, *rest = path.split("/")
    if top == "organizations":
        return Kind.ORGANIZATION if rest[-1] == "organization" else Kind.SERVICE
    return Kind.LOCATION if top == "locations" else Kind.TAXONOMY


def record(path: str, text: str, kind: Kind) -> Record:
    """One record from its text; what its file says wrongly fails the test that wrote it."""
    document = read_document(f"directory/{path}.yml", dedent(text).encode())
    assert not document.findings, document.findings
    return Record(kind, path, document)


def directory_of(records: dict[str, str], settings: str = SETTINGS, today: date = TODAY) -> Directory:
    """A directory of the records above and those given, which may replace them."""
    made = [record(path, text, kind_of(path)) for path, text in (RECORDS | records).items()]
    return assemble(gather(record("directory", settings, Kind.DIRECTORY), made), today)


def with_service(text: str, path: str = "debt-advice", **more: str) -> tuple[Directory, ServiceListing]:
    """A directory with one service of the group above; `more` are further records, ``/`` written as ``__``."""
    full = f"organizations/eastbrook-advice/{path}"
    others = {name.replace("__", "/").replace("_", "-"): said for name, said in more.items()}
    directory = directory_of({full: text} | others)
    return directory, directory.services[full]


def page_for(text: str, language: str = "en", **more: str) -> Page:
    """The page of one service."""
    directory, service = with_service(text, **more)
    return page_of(Site(directory, language), service)


def read(page: Page) -> Reading:
    """What a page says."""
    return Reading(page.body)


def group_of(directory: Directory) -> OrganizationListing:
    """The group above."""
    return directory.organizations["organizations/eastbrook-advice/organization"]


class Reading(HTMLParser):
    """A page as a browser would take it: tags with attributes, text, and text by the nearest heading."""

    _VOID = frozenset({"br", "wbr", "meta", "link", "img", "input", "hr"})

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.open: list[str] = []
        self.hidden: list[int] = []
        self.pieces: list[str] = []
        self.parts: dict[str, str] = {}
        self._heading = ""
        self.feed(html)
        self.close()
        assert self.open == [], f"left open: {self.open}"

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = {name: value or "" for name, value in attrs}
        self.tags.append((tag, attributes))
        if tag in self._VOID:
            return
        self.open.append(tag)
        if "hidden" in attributes:
            self.hidden.append(len(self.open))
        if tag in {"h1", "h2", "h3", "dt"}:
            self._heading = ""
        if tag in {"p", "li", "div", "dd", "section", "h1", "h2", "h3", "dt"}:
            self.pieces.append(" ")

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        if self.hidden and self.hidden[-1] == len(self.open):
            self.hidden.pop()
        self.open.pop()

    def handle_data(self, data: str) -> None:
        if self.hidden:
            return
        self.pieces.append(data)
        if {"h1", "h2", "h3", "dt"} & set(self.open):
            self._heading += data
        else:
            heading = " ".join(self._heading.split())
            self.parts[heading] = self.parts.get(heading, "") + " " + data

    @property
    def text(self) -> str:
        """Everything that is shown, in one line."""
        return " ".join("".join(self.pieces).split())

    def under(self, heading: str) -> str:
        """What is shown under a heading or beside a term, in one line."""
        return " ".join(self.parts.get(heading, "").split())

    def links(self) -> list[str]:
        """Where every link leads."""
        return [attributes["href"] for tag, attributes in self.tags if tag == "a" and "href" in attributes]

    def having(self, name: str) -> list[str]:
        """The values of an attribute, wherever it stands."""
        return [attributes[name] for _tag, attributes in self.tags if name in attributes]
