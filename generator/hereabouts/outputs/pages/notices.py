"""What a visitor must know before anything else, said kindly, with somewhere else to try.

What depends on the day carries its date, so that the browser shows or hides it when the page is older than that;
what is hidden at first is right for the day the page was made.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from hereabouts.directory import CapacityNote, ServiceListing
from hereabouts.health import Freshness, freshness
from hereabouts.outputs.pages.contacts import Way
from hereabouts.outputs.pages.facts import first_phone
from hereabouts.outputs.pages.markup import anchor, element, fill
from hereabouts.outputs.pages.neighbours import neighbours
from hereabouts.outputs.pages.site import Site, name_of, page_address
from hereabouts.outputs.pages.standing import is_closed, is_full, is_gone, is_signpost, use_of
from hereabouts.outputs.pages.wording import say_number

EMPTY = Markup()


@dataclass(frozen=True, slots=True)
class Notice:
    """One thing to know first. `tone` is ``stop``, ``ask`` or ``note``.

    `shows_after` or `hides_after` is an ISO date from the day after which the browser shows or hides it; `hidden`
    says how it starts. `instead` are links to what else there is.
    """

    tone: str
    title: Markup
    text: Markup = EMPTY
    shows_after: str = ""
    hides_after: str = ""
    hidden: bool = False
    instead: tuple[tuple[str, Markup], ...] = ()


def freshness_of(site: Site, service: ServiceListing) -> Freshness:
    """How fresh a listing is on the day the page is made."""
    return site.once(("freshness", service.path), lambda: freshness(service, site.settings, site.today))


def notices(site: Site, service: ServiceListing, root: str) -> list[Notice]:
    """Everything to know first, the gravest first."""
    return [
        *_closed(site, service, root),
        *_alert(site, service),
        *_held(site, service),
        *_full(site, service, root),
        *_not_known(site, service),
        *_old(site, service),
        *_funded(site, service),
        *_signpost(site, service),
    ]


def _instead(site: Site, service: ServiceListing, root: str) -> tuple[tuple[str, Markup], ...]:
    """The nearest others that can be gone to instead."""
    return tuple(
        (root + page_address(other), name_of(site, other)) for other in neighbours(site, service) if _is_open(other)
    )[:2]


def _is_open(service: ServiceListing) -> bool:
    return not (is_closed(service) or is_full(service))


def _closed(site: Site, service: ServiceListing, root: str) -> Iterator[Notice]:
    if not is_closed(service):
        return
    _ = site.gettext
    title = _("This is not running any more") if is_gone(service) else _("Closed for now")
    yield Notice("stop", escape(title), instead=_instead(site, service, root))


def _alert(site: Site, service: ServiceListing) -> Iterator[Notice]:
    if service.hsds.alert:
        said = site.prose(service.hsds.alert, service.translations, "alert")
        yield Notice("ask", escape(site.gettext("From the group")), said)


def _held(site: Site, service: ServiceListing) -> Iterator[Notice]:
    if service.held:
        _ = site.gettext
        yield Notice(
            "ask",
            escape(_("Ring first")),
            escape(_("A change to this listing is waiting to be put right. You are reading the version before it.")),
        )


def _full(site: Site, service: ServiceListing, root: str) -> Iterator[Notice]:
    if not is_full(service):
        return
    _ = site.gettext
    first = min(service.capacities, key=lambda one: one.expires)
    said = fill(_("The group said so on {date}."), date=site.date(first.updated))
    text = element("p", said) + site.block(first.description)
    yield Notice(
        "stop",
        escape(_("Full for now")),
        text,
        hides_after=first.expires.isoformat(),
        instead=_instead(site, service, root),
    )


def _not_known(site: Site, service: ServiceListing) -> Iterator[Notice]:
    """Room that was told, once the telling is too old: shown from the day after it expires."""
    if not service.capacities:
        return
    _ = site.gettext
    last = min(service.capacities, key=lambda one: one.expires)
    title = escape(_("We do not know if there is room"))
    said = fill(_("The group last told us on {date}. {ring}"), date=site.date(last.updated), ring=_ring(site, service))
    text = element("p", said)
    yield Notice("ask", title, text, shows_after=last.expires.isoformat(), hidden=not last.expired)


def _old(site: Site, service: ServiceListing) -> Iterator[Notice]:
    fresh = freshness_of(site, service)
    if fresh.confirmed_on is None or fresh.due_on is None:
        return
    _ = site.gettext
    said = fill(
        _("The group last confirmed this on {date}. Things may have changed. {ring}"),
        date=site.date(fresh.confirmed_on.isoformat()),
        ring=_ring(site, service),
    )
    text = element("p", said)
    yield Notice("ask", escape(_("Ring first")), text, shows_after=fresh.due_on.isoformat(), hidden=not fresh.is_old)


def _funded(site: Site, service: ServiceListing) -> Iterator[Notice]:
    use = use_of(service, "readiness", "funded-until")
    if use is None or not use.value:
        return
    _ = site.gettext
    title = fill(_("The money for this lasts until {date}"), date=site.date(use.value))
    yield Notice("note", title, element("p", _("What comes after is not settled. Ask before you count on it.")))


def _signpost(site: Site, service: ServiceListing) -> Iterator[Notice]:
    if is_signpost(service):
        _ = site.gettext
        text = _("They tell you who can help and how to reach them. They do not do it themselves.")
        yield Notice("note", escape(_("This service points you to others")), element("p", text))


def _ring(site: Site, service: ServiceListing) -> Markup:
    """``Ring 01632 960123 to ask.``, or to get in touch where there is no number."""
    _ = site.gettext
    way = first_phone(site, service)
    if way is None:
        return escape(_("Get in touch before you go."))
    return fill(_("Ring {number} before you go."), number=phone_words(way))


def phone_words(way: Way) -> Markup:
    """A telephone number as a link."""
    return anchor(way.href, way.shown)


def _unit(site: Site, unit: str) -> Markup:
    """What is counted, where the program knows the word in the page's language; else as the group wrote it."""
    _ = site.gettext
    known = {
        "appointments": _("appointments"),
        "beds": _("beds"),
        "families": _("families"),
        "meals": _("meals"),
        "people": _("people"),
        "places": _("places"),
        "rooms": _("rooms"),
        "seats": _("seats"),
        "visits": _("visits"),
    }
    return escape(known[unit]) if site.foreign and known.get(unit, unit) != unit else site.note(unit)


def room(site: Site, capacity: CapacityNote) -> Markup:
    """How much room there was: ``6 of 20 appointments free on 16 November 2026``."""
    _ = site.gettext
    count, unit = say_number(capacity.available), _unit(site, capacity.unit)
    date = site.date(capacity.updated)
    if capacity.maximum is None:
        return fill(_("{count} {unit} free on {date}"), count=count, unit=unit, date=date)
    most = say_number(capacity.maximum)
    return fill(_("{count} of {most} {unit} free on {date}"), count=count, most=most, unit=unit, date=date)
