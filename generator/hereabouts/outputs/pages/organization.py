"""The page of a group."""

from __future__ import annotations

from collections.abc import Iterator

from markupsafe import Markup, escape

from hereabouts.directory import OrganizationListing
from hereabouts.model.objects import OrganizationIdentifier
from hereabouts.outputs.page import Page
from hereabouts.outputs.pages.cards import Shown, letters, list_services
from hereabouts.outputs.pages.contacts import SPOKEN, Way, labelled, mail_ways, people, phone_ways, web_ways
from hereabouts.outputs.pages.head import head
from hereabouts.outputs.pages.links import up
from hereabouts.outputs.pages.markup import anchor, joined, outward
from hereabouts.outputs.pages.places import one_line
from hereabouts.outputs.pages.site import Site, also_called, in_short, name_of, page_address, plain_name
from hereabouts.outputs.pages.small_print import small_print
from hereabouts.outputs.pages.standing import mostly_sensitive
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.uses import use_views
from hereabouts.outputs.pages.wording import say_all
from hereabouts.outputs.structured import describe_organization

_REGISTERS = {
    "GB-CHC": "https://register-of-charities.charitycommission.gov.uk/charity-search/-/charity-details/{}",
    "GB-SC": "https://www.oscr.org.uk/about-charities/search-the-register/charity-details?number={}",
    "GB-NIC": "https://www.charitycommissionni.org.uk/charity-details/?regId={}",
    "GB-COH": "https://find-and-update.company-information.service.gov.uk/company/{}",
}
"""Where each public register shows one entry. Not used while the directory is an example: its numbers are nobody's."""


def organization_page(site: Site, group: OrganizationListing) -> Page:
    """One group, whole."""
    hsds, address = group.hsds, page_address(group)
    root = up(address)
    listed = list_services(site, group.services, root, Shown(group=False))
    body = render(
        "organization",
        site.language,
        name=name_of(site, group),
        also=also_called(site, group),
        held=group.held,
        description=site.prose(hsds.description, group.translations, "description"),
        services=listed,
        letters=list(letters(listed.groups)),
        count=len(group.services),
        ways=_ways(site, group),
        people=people(site, hsds.contacts),
        programs=list(_programs(site, group)),
        venues=[one_line(site, location, root) for location in group.locations],
        parent=_linked(site, group.parent, root) if group.parent else "",
        children=[_linked(site, child, root) for child in group.children],
        more=[(label, lines) for label, lines in _more(site, group) if lines],
        print=small_print(site, group, root),
        bar=_bar(site, group),
    )
    return Page(
        kind="organization",
        address=address,
        path=site.file(address),
        title=plain_name(site, group),
        description=in_short(site, group),
        body=body,
        head=head(site, address, describe_organization(group, site.settings, site.base)),
        sensitive=mostly_sensitive(group.services),
    )


def _programs(site: Site, group: OrganizationListing) -> Iterator[tuple[Markup, Markup]]:
    for one in group.hsds.programs:
        if one.name:
            said = group.program_translations.get(one.id, {})
            yield site.text(one.name, said, "name"), site.prose(one.description, said, "description")


def _ways(site: Site, group: OrganizationListing) -> list[Way]:
    hsds = group.hsds
    return [
        *phone_ways(site, hsds.phones),
        *mail_ways(site, [hsds.email]),
        *web_ways(site, [(hsds.website, ""), *labelled(hsds.additional_websites)]),
    ]


def _bar(site: Site, group: OrganizationListing) -> list[Way]:
    """What a thumb can reach on a phone: whom to ring, or else whom to write to."""
    phones = (one for one in group.hsds.phones if one.type.lower() in SPOKEN)
    ways = [*phone_ways(site, phones), *mail_ways(site, [group.hsds.email])]
    return [way for way in ways if way.href][:1]


def _linked(site: Site, group: OrganizationListing, root: str) -> Markup:
    return anchor(root + page_address(group), name_of(site, group))


def _more(site: Site, group: OrganizationListing) -> Iterator[tuple[Markup, list[Markup]]]:
    _ = site.gettext
    hsds = group.hsds
    for one in hsds.organization_identifiers:
        yield site.note(one.identifier_type or one.identifier_scheme), [_identifier(site, one)]
    yield escape(_("What it is")), [site.note(hsds.legal_status)] if hsds.legal_status else []
    yield escape(_("Began in")), [escape(f"{hsds.year_incorporated:.0f}")] if hsds.year_incorporated else []
    sources = [site.note(one.source) for one in hsds.funding if one.source]
    yield escape(_("Paid for by")), [say_all(sources, site.language)] if sources else []
    for uses in group.uses.values():
        lines = [joined(": ", (view.name, view.says)) if view.says else view.name for view in use_views(site, uses)]
        if lines:
            yield name_of(site, uses[0].term.taxonomy), lines


def _identifier(site: Site, one: OrganizationIdentifier) -> Markup:
    register = _REGISTERS.get(one.identifier_scheme)
    if register is None or site.settings.example or not one.identifier.isalnum():
        return escape(one.identifier)
    return outward(register.format(one.identifier), one.identifier)
