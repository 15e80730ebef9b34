"""The end of a listing: confirmed when and by whom, changed when, from where, and how to change it."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import quote, urlsplit

from markupsafe import Markup, escape

from hereabouts.directory import OrganizationListing, ServiceListing, SourceNote
from hereabouts.frame import read_licence
from hereabouts.outputs.pages.changes import Day, what_changed
from hereabouts.outputs.pages.links import mail_link, web_url
from hereabouts.outputs.pages.markup import fill, outward
from hereabouts.outputs.pages.notices import freshness_of
from hereabouts.outputs.pages.site import Listing, Site, name_of, plain_name

CHANGE_PAGE = "change-a-listing/"


@dataclass(frozen=True, slots=True)
class SmallPrint:
    """What stands at the end. `due` is an ISO date, empty for what was never confirmed; two are links."""

    confirmed: Markup
    due: str
    old: bool
    lines: list[Markup]
    change: str
    mail: str
    changes: list[Day]


def small_print(site: Site, listing: Listing, root: str) -> SmallPrint:
    """The small print of any listing; only services are confirmed by date."""
    confirmed, due, old = Markup(), "", False
    lines: list[Markup] = []
    _ = site.gettext
    if isinstance(listing, ServiceListing):
        fresh = freshness_of(site, listing)
        confirmed, old = _confirmed(site, listing), fresh.is_old
        due = fresh.due_on.isoformat() if fresh.due_on else ""
        if listing.hsds.last_modified:
            changed = site.date(listing.hsds.last_modified)
            lines.append(fill(_("Last changed on {date}."), date=changed))
    source = None if not isinstance(listing, ServiceListing | OrganizationListing) else listing.source
    if source is not None and source.name:
        lines.append(_source(site, source))
    return SmallPrint(confirmed, due, old, lines, root + CHANGE_PAGE, _mail(site, listing), what_changed(site, listing))


def _confirmed(site: Site, service: ServiceListing) -> Markup:
    _ = site.gettext
    fresh = freshness_of(site, service)
    if fresh.confirmed_on is None:
        return escape(_("Not yet confirmed by the group. Ring first to make sure."))
    date = site.date(fresh.confirmed_on.isoformat())
    who = _who_confirmed(site, service)
    if not who:
        return fill(_("Confirmed on {date}."), date=date)
    return fill(_("Confirmed on {date} by {who}."), date=date, who=who)


def _who_confirmed(site: Site, service: ServiceListing) -> Markup:
    """The group or the directory's keeper when the address is theirs, else the site the address belongs to."""
    domain = service.hsds.assurer_email.rpartition("@")[2].lower()
    if not domain:
        return Markup()
    group = service.organization
    if domain in _domains(group.hsds.email, group.hsds.website, service.hsds.email):
        return name_of(site, group)
    publisher = site.settings.publisher
    if domain in _domains(publisher.email, publisher.website):
        return site.note(publisher.name)
    return escape(domain)


def _domains(*addresses: str) -> set[str]:
    """The sites that e-mail and web addresses belong to."""
    found = set()
    for address in addresses:
        if "://" in address:
            found.add((urlsplit(address).hostname or "").removeprefix("www.") if web_url(address) else "")
        else:
            found.add(address.rpartition("@")[2].lower())
    return found - {""}


def _source(site: Site, source: SourceNote) -> Markup:
    _ = site.gettext
    name = site.note(source.name)
    if web_url(source.url):
        name = outward(source.url, name)
    if source.retrieved:
        said = fill(_("Copied from {source} on {date}."), source=name, date=site.date(source.retrieved))
    else:
        said = fill(_("Copied from {source}."), source=name)
    if source.license:
        said += " " + fill(_("Licence: {licence}."), licence=_licence(site, source.license))
    return said


def _licence(site: Site, written: str) -> Markup:
    licence = read_licence(written)
    if not web_url(licence.url):
        return site.note(licence.name)
    return outward(licence.url, site.note(licence.name))


def _mail(site: Site, listing: Listing) -> str:
    """A letter to the directory, begun: which listing it is about stands in its subject."""
    link = mail_link(site.settings.changes.email or site.settings.publisher.email)
    if not link:
        return ""
    subject = site.gettext("Change to {name}").format(name=plain_name(site, listing))
    return f"{link}?subject={quote(subject, safe='')}"
