"""The five things a visitor wants first: when, where, what it costs, who it is for, how to get in."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup, escape

from hereabouts.directory import LocationListing, ServiceListing, TermUse
from hereabouts.model.objects import CostOption
from hereabouts.outputs.pages.contacts import SPOKEN, Way, phone_ways
from hereabouts.outputs.pages.markup import fill, joined
from hereabouts.outputs.pages.places import is_virtual, one_line, short_line
from hereabouts.outputs.pages.prose import first_line
from hereabouts.outputs.pages.site import Site, name_of
from hereabouts.outputs.pages.times import Times, brief_times_at, times_of
from hereabouts.outputs.pages.wording import say_ages, say_money

ROUTES = "referral-routes"
SETTING = "setting"
AUDIENCES = "audiences"
_YOURSELF = {"just-turn-up", "self", "anyone"}
_FEW_PLACES = 2
_AT_A_DISTANCE = ("online", "phone", "home-visit", "delivered")


@dataclass(slots=True)
class Facts:
    """What a service page says first. Each list may be empty: then it is said that nobody has told us.

    `brief` has one line each for a card, under the same names.
    """

    times: Times
    where: list[Markup] = field(default_factory=list)
    cost: list[Markup] = field(default_factory=list)
    who: list[Markup] = field(default_factory=list)
    how: list[Markup] = field(default_factory=list)
    brief: dict[str, Markup] = field(default_factory=dict)


def facts_of(site: Site, service: ServiceListing) -> Facts:
    """The facts of one service, with places not yet linked; worked out once for each language."""
    return site.once(("facts", service.path), lambda: _make_facts(site, service))


def _make_facts(site: Site, service: ServiceListing) -> Facts:
    times = times_of(site, service)
    cost = list(_cost(site, service))
    how = list(_how(site, service, times))
    facts = Facts(times, where_lines(site, service), cost, list(_who(site, service)), how)
    facts.brief = {
        "when": times.brief,
        "where": _where_briefly(site, service, [place.location for place in service.places]),
        "cost": cost[0] if cost else Markup(),
        "how": _how_briefly(site, service, how),
    }
    return facts


def where_lines(site: Site, service: ServiceListing, root: str = "") -> list[Markup]:
    """Each place in a line, without its street where they are many; without any, the ways it is done at a distance."""
    say = one_line if len(service.places) <= _FEW_PLACES else short_line
    lines = [say(site, place.location, root) for place in service.places]
    if not lines:
        lines = [name_of(site, use.term) for use in _distant(service)]
    return list(dict.fromkeys(lines))


def _distant(service: ServiceListing) -> list[TermUse]:
    return [use for use in service.uses.get(SETTING, ()) if use.term.key in _AT_A_DISTANCE]


def brief_at(site: Site, service: ServiceListing, at: frozenset[str]) -> dict[str, Markup]:
    """When and where it is at some of its places, which are named by their ids."""
    places = [place.location for place in service.places if place.location.hsds.id in at]
    return {"when": brief_times_at(site, service, at), "where": _where_briefly(site, service, places)}


def _where_briefly(site: Site, service: ServiceListing, places: list[LocationListing]) -> Markup:
    _ = site.gettext
    there = [place for place in places if not is_virtual(place)]
    if not there:
        lines = where_lines(site, service)
        return lines[0] if lines else Markup()
    first = short_line(site, there[0])
    if len(there) == 1:
        return first
    others = site.ngettext("{place} and {count} other place", "{place} and {count} other places", len(there) - 1)
    return fill(others, place=first, count=len(there) - 1)


def _cost(site: Site, service: ServiceListing) -> Iterator[Markup]:
    for cost in service.hsds.cost_options:
        said = _say_cost(site, cost)
        if said:
            yield said
    fees = service.hsds.fees_description
    if fees:
        yield site.line(fees, service.translations, "fees_description")


def _say_cost(site: Site, cost: CostOption) -> Markup:
    _ = site.gettext
    what = site.note(cost.amount_description)
    option = "" if cost.option.lower() == "free" else cost.option
    if cost.amount == 0 or cost.option.lower() == "free":
        said = escape(_("Free"))
    elif cost.amount is not None:
        said = escape(say_money(float(cost.amount), cost.currency, site.language))
    elif option.lower() in {"donation", "donations", "by donation"}:
        said, option = escape(_("By donation")), ""
    else:
        said, option = site.note(option[:1].upper() + option[1:]), ""
    words = [part for part in (said, what) if part]
    line = joined(" ", words)
    if option:
        line = Markup("%s (%s)") % (line, site.note(option))
    if cost.valid_to:
        line += ", " + _("until {date}").format(date=site.date(cost.valid_to))
    if cost.valid_from:
        line += ", " + _("from {date}").format(date=site.date(cost.valid_from))
    return line


def _who(site: Site, service: ServiceListing) -> Iterator[Markup]:
    hsds = service.hsds
    if hsds.eligibility_description:
        yield site.line(hsds.eligibility_description, service.translations, "eligibility_description")
    elif service.uses.get(AUDIENCES):
        yield audiences(site, service)
    ages = say_ages(hsds.minimum_age, hsds.maximum_age, site.language)
    if ages:
        yield escape(ages)


def audiences(site: Site, service: ServiceListing) -> Markup:
    """The people a service names, as it names them: some are proper names, so none is put in lower case."""
    return joined(", ", (name_of(site, use.term) for use in service.uses.get(AUDIENCES, ())))


def _how(site: Site, service: ServiceListing, times: Times) -> Iterator[Markup]:
    _ = site.gettext
    routes = {use.term.key: use for use in service.uses.get(ROUTES, ())}
    if "just-turn-up" in routes or (times.drop_in and not routes.keys() - _YOURSELF):
        yield escape(_("You can just turn up."))
    elif "self" in routes or "anyone" in routes:
        yield escape(_yourself(site, times))
    elif routes:
        yield _through_others(site, routes)
    elif times.booking:
        yield escape(_("Book before you go."))
    elif times.appointment:
        yield escape(_("Ring for an appointment."))
    if "anyone" in routes:
        yield escape(_("Somebody else can ask for you, if you agree."))


def _how_briefly(site: Site, service: ServiceListing, how: list[Markup]) -> Markup:
    routes = {use.term.key for use in service.uses.get(ROUTES, ())}
    if routes and not routes & _YOURSELF:
        return escape(site.gettext("Somebody has to put you in touch."))
    return how[0] if how else Markup()


def _yourself(site: Site, times: Times) -> str:
    _ = site.gettext
    if times.appointment:
        return _("You can ask for an appointment yourself.")
    return _("You can book a place yourself.") if times.booking else _("You can get in touch yourself.")


def _through_others(site: Site, routes: dict[str, TermUse]) -> Markup:
    who = joined(", ", (name_of(site, use.term) for use in routes.values()))
    return fill(site.gettext("Somebody has to put you in touch: {who}"), who=who)


def first_phone(site: Site, service: ServiceListing) -> Way | None:
    """The number to ring first: the service's own, a place's, a contact's, else the group's."""
    return site.once(("phone", service.path), lambda: _first_phone(site, service))


def _first_phone(site: Site, service: ServiceListing) -> Way | None:
    hsds, group = service.hsds, service.organization.hsds
    numbers = [
        *hsds.phones,
        *(phone for place in service.places for phone in place.hsds.phones),
        *(phone for contact in hsds.contacts for phone in contact.phones),
        *group.phones,
        *(phone for contact in group.contacts for phone in contact.phones),
    ]
    voices = (phone for phone in numbers if phone.type.lower() in SPOKEN)
    return next((way for way in phone_ways(site, voices) if way.href), None)


def card_line(site: Site, service: ServiceListing, most: int = 110) -> tuple[str, bool]:
    """What a service is, in a line not escaped, and whether it is in another language than the page."""
    said, is_foreign = site.word(service.hsds.description, service.translations, "description")
    return first_line(said, most), is_foreign
