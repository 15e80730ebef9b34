"""The search on the pages that have one: its words, its filters and its help for a crisis, for scripts to fill.

All of it is hidden until the scripts are there; without them, the page's links lead everywhere.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from hereabouts.interface import locale_of
from hereabouts.outputs.pages.rules import to_json
from hereabouts.outputs.pages.site import NEEDS, Site, name_of, plain_name
from hereabouts.outputs.pages.templates import render
from hereabouts.outputs.pages.times import day_name
from hereabouts.outputs.pages.topics import crisis

MOST_FORMS = 200
"""Every language's plurals repeat before this count."""

_LISTS = ("setting", "referral-routes", "audiences", "access")
_MILES = (1, 3, 10, 25)
_EVERYWHERE = 999


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to narrow results by: `key` and `value` as in the address, like ``term`` and ``needs/debt``."""

    key: str
    value: str
    name: Markup


@dataclass(frozen=True, slots=True)
class Group:
    """Options that belong together: any of them will do."""

    name: Markup
    options: list[Option]


def search_box(site: Site, root: str) -> Markup:
    """The whole search, for a page whose way to the root of its language is `root`."""
    settings = site.settings
    return render(
        "search",
        site.language,
        root=root,
        base=root + "../" * site.base.count("/"),
        language=site.language,
        groups=[group for group in _groups(site) if group.options],
        distances=[(str(miles), _miles(site, miles)) for miles in _MILES] + [(str(_EVERYWHERE), _anywhere(site))],
        crisis=crisis(site),
        crisis_words=to_json(settings.crisis_words),
        words=to_json(_words(site)),
        timezone=settings.timezone,
        original=settings.language,
    )


def search_door(site: Site, root: str) -> Markup:
    """Only the question, for a page from which the search is a step away."""
    words = to_json(site.settings.crisis_words)
    base = root + "../" * site.base.count("/")
    return render("search-door", site.language, root=root, base=base, crisis=crisis(site), crisis_words=words)


def _groups(site: Site) -> Iterator[Group]:
    _ = site.gettext
    yield Group(escape(_("Topic")), list(_terms(site, NEEDS, tops=True)))
    days = [Option("day", str(day), escape(day_name(site.language, day))) for day in range(7)]
    yield Group(escape(_("Day")), days)
    yield Group(escape(_("Cost")), [Option("only", "free", escape(_("Free")))])
    ways = [Option("only", "drop-in", escape(_("Drop in, no booking")))]
    ways += [Option("only", "referrals", escape(_("Takes social prescribing referrals now")))]
    for name in _LISTS:
        found = list(_terms(site, name))
        if name == "referral-routes":
            found = [*ways, *found]
        taxonomy = site.directory.taxonomies.get(name)
        if taxonomy is not None:
            yield Group(name_of(site, taxonomy), found)
    yield Group(escape(_("Language")), list(_languages(site)))


def _terms(site: Site, name: str, *, tops: bool = False) -> Iterator[Option]:
    """The terms of a list that services carry, in the list's own order."""
    taxonomy = site.directory.taxonomies.get(name)
    used = _used_access(site) if name == "access" else set()
    for term in taxonomy.terms.values() if taxonomy else ():
        if (term.services or term.key in used) and not (tops and term.parent):
            yield Option("term", f"{name}/{term.key}", name_of(site, term))


def _narrow_topics(site: Site) -> Iterator[tuple[str, str]]:
    """The names of topics that no box stands for: a link may ask for them."""
    taxonomy = site.directory.taxonomies.get(NEEDS)
    for term in taxonomy.terms.values() if taxonomy else ():
        if term.services and term.parent:
            yield f"{NEEDS}/{term.key}", plain_name(site, term)


def _used_access(site: Site) -> set[str]:
    return {use.term.key for location in site.directory.locations.values() for use in location.access}


def _languages(site: Site) -> Iterator[Option]:
    names = {
        spoken.code: spoken.name
        for service in site.directory.services.values()
        for spoken in service.hsds.languages
        if spoken.code
    }
    known = locale_of(site.language).languages
    shown = {code: str(known.get(code.partition("-")[0], name)) for code, name in names.items()}
    for code in sorted(shown, key=lambda each: shown[each]):
        name = shown[code]
        yield Option("language", code, escape(name[:1].upper() + name[1:]))


def _miles(site: Site, miles: int) -> str:
    return site.ngettext("Within {count} mile", "Within {count} miles", miles).format(count=miles)


def _anywhere(site: Site) -> str:
    return site.gettext("Any distance")


def count_forms(say: Callable[[int], str]) -> list[str]:
    """How a count is said from 0 on, with ``{count}`` in it; the last form holds for all that follow."""
    forms = [say(count) for count in range(MOST_FORMS)]
    while len(forms) > 1 and forms[-1] == forms[-2]:
        forms.pop()
    return forms


def _words(site: Site) -> dict[str, object]:
    """What the scripts say, in the language of the page."""
    _ = site.gettext
    return {
        "found": count_forms(lambda count: site.ngettext("{count} service", "{count} services", count)),
        "perhaps": count_forms(
            lambda count: site.ngettext(
                "{count} more may fit. It does not say everything you asked for, so ring first.",
                "{count} more may fit. They do not say everything you asked for, so ring first.",
                count,
            )
        ),
        "nothing": _("Nothing fits all of that."),
        "notReady": _("Search could not be loaded. The topics below lead to everything; or try again in a while."),
        "noPlace": _("We do not know that place. Try the nearest town, or the first half of a postcode."),
        "noHere": _("Your device did not say where it is. Type a town or a postcode instead."),
        "from": _("from {place}"),
        "here": _("where you are"),
        "near": _("Near {place}"),
        "miles": _("{miles} miles away"),
        "close": _("Less than half a mile away"),
        "covers": _("Comes to your area, or helps at a distance"),
        "remove": _("Take away: {filter}"),
        "within": {str(miles): _miles(site, miles) for miles in _MILES} | {str(_EVERYWHERE): _anywhere(site)},
        "age": _("Age {age}"),
        "times": {
            "now": _("On now"),
            "morning": _("Mornings"),
            "afternoon": _("Afternoons"),
            "evening": _("Evenings"),
        },
        "ringFirst": _("Ring first."),
        "confirmed": _("Confirmed on {date}."),
        "notConfirmed": _("Not yet confirmed by the group."),
        "didYouMean": _("Did you mean: {words}?"),
        "wider": _("Search without: {filter}"),
        "terms": dict(_narrow_topics(site)),
    }
