"""Headings that need no mapping: those of our own spreadsheet, empty or published, and what others call the same."""

from __future__ import annotations

from dataclasses import dataclass

from hereabouts.importers.sheets.fields import WEEK, Target, find_field
from hereabouts.importers.sheets.mapping import IGNORE, Columns, Use
from hereabouts.importers.sheets.sheet import REMARKS, Sheet, fold
from hereabouts.model.ids import slug


@dataclass(frozen=True, slots=True)
class Heading:
    """A column of the empty spreadsheet: its heading, the field it is, what to write there, and what to choose from."""

    title: str
    field: str
    about: str
    width: int = 24
    choices: tuple[tuple[str, str], ...] = ()


STATUSES = (("Open", "active"), ("Closed for now", "temporarily closed"), ("Not running any more", "inactive"))

TEMPLATE = (
    Heading("Group", "organization.name", "Who runs it. Write it the same in every row of the group.", 28),
    Heading("About the group", "organization.description", "What the group does. Once is enough.", 40),
    Heading("Service", "service.name", "What it is called. Each service has a row.", 28),
    Heading("What it is", "service.description", "What happens there, in your own words.", 60),
    Heading("Open", "service.status", "Choose one. Empty means that it is open.", 14, STATUSES),
    Heading("When", "schedule", "Like: Mondays 10am to 4pm. Put ; between several.", 36),
    Heading("Place", "location.name", "What the place is called. Leave it empty where there is none.", 28),
    Heading("Street", "location.address_1", "Number and street.", 28),
    Heading("Town", "location.city", "Town or village.", 18),
    Heading("Postcode", "location.postal_code", "The whole postcode.", 12),
    Heading("Phone", "phone", "Like: 01632 960123 (ask for Jo). Put ; between several.", 24),
    Heading("Email", "service.email", "One address.", 30),
    Heading("Website", "service.url", "Like: https://www.club.example", 32),
    Heading("Cost", "service.fees_description", "What it costs, or: Free.", 24),
    Heading("Who may come", "service.eligibility_description", "Whom it is for.", 36),
    Heading("Youngest age", "service.minimum_age", "In years, where there is one.", 12),
    Heading("Oldest age", "service.maximum_age", "In years, where there is one.", 12),
    Heading("How to start", "service.application_process", "What to do first.", 36),
    Heading("Languages", "service.languages", "Languages spoken there, with ; between them.", 18),
    Heading("Access", "location.accessibility", "Like: Step-free entrance; Hearing loop", 30),
    Heading("Area covered", "service.service_area", "Whose people it is for, with ; between areas.", 22),
    Heading("Topics", "topics.needs", "What it helps with, with ; between topics.", 28),
    Heading("Last confirmed", "service.assured_date", "The day on which somebody last said that all is right.", 14),
)

_FLAT = {
    **{one.title: one.field for one in TEMPLATE if one.title not in ("Street", "Town", "Postcode", "Place")},
    "Where": "location.place",
    "Note": "service.alert",
    "Service id": "service.id",
    "Group id": "organization.id",
    "Place ids": "location.id",
    **dict.fromkeys(("Town", "Postcode", "Getting in", "Places free", "Last changed", "Copied from", "Page"), IGNORE),
    "Access": IGNORE,
}
"""The table of services that is published: heading -> field. What is left out stands in another column, or is worked
out. Columns with other headings are lists of terms of the directory."""

_OURS = {"Service id", "Group id", "Place ids"}


def recognise(sheet: Sheet) -> Columns | None:
    """What the columns of our own spreadsheet are; None for one that is not ours."""
    titles = [title for title in sheet.columns.values() if fold(title) != REMARKS]
    if set(titles) >= _OURS:
        return _columns({title: _FLAT.get(title, f"topics.{title}") for title in titles})
    known = {fold(one.title): one.field for one in TEMPLATE}
    if titles and all(fold(title) in known for title in titles) and fold("Service") in map(fold, titles):
        return _columns({title: known[fold(title)] for title in titles})
    return None


def known_titles() -> list[str]:
    """Every heading that stands in one of our own spreadsheets."""
    return list(dict.fromkeys([*(one.title for one in TEMPLATE), *_FLAT]))


def _columns(fields: dict[str, str]) -> Columns:
    values = {one.field: tuple((said.casefold(), meant) for said, meant in one.choices) for one in TEMPLATE}
    made = Columns()
    for title, name in fields.items():
        target = None if name == IGNORE else find_field(name) or Target("", "attribute", "term", slug(title))
        made.uses[title] = [Use(target, values=values.get(name, ()))] if target is not None else []
    return made


# What others call the same.

_GENERAL = {
    "name": "name|title",
    "description": "description|details|about|summary|body|what",
    "email": "email|e mail|mail|email address|contact email",
    "url": "website|web site|url|web address|website address|web page|link|homepage",
    "phone": "phone|telephone|tel|phone number|telephone number|mobile|contact number|contact phone|phones",
    "id": "id|ref|reference|key|uuid|identifier",
}
"""Field -> words for it that do not say what it is of."""

_SAME = {
    "organization.name": "organisation|group|provider|organisation name|organization name|group name|charity|run by",
    "organization.id": "organisation id|group id|provider id|organization uuid|organisation uuid",
    "service.name": "service|activity|service name|project|club|class",
    "service.description": "what it is|service description|what we do|what happens|activity description|service type",
    "service.status": "status|open|service status",
    "service.eligibility_description": "eligibility|who can come|who is it for|who for|audience|who may come|referral",
    "service.application_process": "how to start|how to join|how to apply|booking|how to book|application process",
    "service.fees_description": "cost|price|fee|fees|charge|charges|how much",
    "service.minimum_age": "youngest age|minimum age|min age|age from",
    "service.maximum_age": "oldest age|maximum age|max age|age to",
    "service.service_area": "area|areas|area covered|coverage|service areas|where it covers",
    "service.languages": "language|languages|languages spoken",
    "service.assured_date": "last confirmed|last checked|checked|last verified|date checked",
    "schedule": "when|times|opening times|opening hours|hours|days and times|day and time|time|hours of operation",
    "location.name": "venue|place|location|venue name|location name|where",
    "location.address_1": "street|address line 1|address 1|street address",
    "location.address_2": "address line 2|address 2",
    "location.address": "address|full address|venue address|location address|postal address",
    "location.city": "town|city|village|town or city",
    "location.region": "county",
    "location.postal_code": "postcode|post code|zip|zip code|postal code",
    "location.latitude": "latitude|lat",
    "location.longitude": "longitude|long|lng|lon",
    "location.accessibility": "access|accessibility|facilities",
    "location.id": "location id|venue id|place id|location uuid",
    "service.id": "service id|services id|service uuid",
    "organization.organization_identifier": "charity number|charity no|registered charity number",
    "contact.name": "contact|contact name|contact person",
    "topics.needs": "topics|topic|category|categories|keywords|tags|themes",
}
"""Field -> what else it is called."""


SYNONYMS = {
    **{fold(other): field for field, others in _SAME.items() for other in others.split("|")},
    **{day: f"schedule.{day}" for day in WEEK},
}


def general(words: str, about: str) -> Target | None:
    """What a heading is that does not say what it is of, in a sheet about one kind of thing."""
    field = next((field for field, others in _GENERAL.items() if words in others.split("|")), "")
    return find_field(f"{about}.{field}") if field else None
