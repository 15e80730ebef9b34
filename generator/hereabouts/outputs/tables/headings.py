"""The columns of the table of services: what each is called, and what it says.

Most are the same in every directory. Between them stand those of the directory's own lists of terms, such as needs and
audiences, as far as any service uses them.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from hereabouts.directory import TaxonomyListing
from hereabouts.outputs.pages.site import Site, plain_name

_BUILTIN = "hereabouts"


@dataclass(frozen=True, slots=True)
class Heading:
    """A column: its name in a database (a method of `Cells`), its title, what it says, and its width in letters.

    A `day` has ISO dates in it, and in one that is `sought` people look for words. `taxonomy` is the list of terms that
    the column stands for, if any.
    """

    name: str
    title: str
    about: str
    width: int
    sought: bool = False
    day: bool = False
    taxonomy: str = ""


def headings_of(site: Site) -> tuple[Heading, ...]:
    """All columns, in order. No two have the same name or the same title."""
    before = list(_what(site))
    after = [*_when_and_where(site), *_getting_in(site), *_standing(site), *_more(site)]
    names = {heading.name for heading in (*before, *after)}
    titles = {heading.title for heading in (*before, *after)}
    lists = []
    for taxonomy in _used(site):
        lists.append(_told_apart(_of_list(site, taxonomy), names, titles))
        titles.add(lists[-1].title)
    return (*before, *lists, *after)


def _told_apart(heading: Heading, names: set[str], titles: set[str]) -> Heading:
    """A column of the directory's own, told from one that is called the same."""
    name = f"{heading.name}_terms" if heading.name in names else heading.name
    title = f"{heading.title} ({heading.taxonomy})" if heading.title in titles else heading.title
    return replace(heading, name=name, title=title)


def _used(site: Site) -> Iterator[TaxonomyListing]:
    """The directory's lists of terms that any service uses."""
    used = {name for service in site.directory.services.values() for name in service.uses}
    return (one for name, one in site.directory.taxonomies.items() if name in used and name != _BUILTIN)


def _of_list(site: Site, taxonomy: TaxonomyListing) -> Heading:
    about = site.gettext("Terms of this list, each with what the group says of it.")
    name = taxonomy.name.replace("-", "_")
    return Heading(name, plain_name(site, taxonomy), about, 24, sought=True, taxonomy=taxonomy.name)


def _what(site: Site) -> Iterator[Heading]:
    _ = site.gettext
    yield Heading("name", _("Service"), _("What it is called."), 30, sought=True)
    yield Heading("organization", _("Group"), _("Who runs it."), 28, sought=True)
    yield Heading("description", _("What it is"), _("The group's own words."), 60, sought=True)


def _when_and_where(site: Site) -> Iterator[Heading]:
    _ = site.gettext
    yield Heading("times", _("When"), _("Days and times, at every place."), 36)
    yield Heading("places", _("Where"), _("Every place, or why there is no address."), 40, sought=True)
    yield Heading("town", _("Town"), _("The town or village of each place."), 18)
    yield Heading("postcode", _("Postcode"), _("The postcode of each place."), 12)
    yield Heading("area", _("Area covered"), _("The areas whose people it is for."), 22, sought=True)
    yield Heading("access", _("Access"), _("What there is at its places, such as step-free entrance."), 30, sought=True)


def _getting_in(site: Site) -> Iterator[Heading]:
    _ = site.gettext
    yield Heading("cost", _("Cost"), _("What it costs."), 24)
    yield Heading("who", _("Who may come"), _("Who it is for, in the group's words, and ages."), 36, sought=True)
    yield Heading("how", _("Getting in"), _("Whether you can just turn up."), 36)
    yield Heading("process", _("How to start"), _("What to do first, in the group's words."), 40, sought=True)
    yield Heading("phone", _("Phone"), _("Numbers to ring or text."), 24)
    yield Heading("email", _("Email"), _("Addresses to write to."), 30)
    yield Heading("website", _("Website"), _("Its own site, or its group's."), 32)
    yield Heading("languages", _("Languages"), _("Languages spoken there."), 18, sought=True)


def _standing(site: Site) -> Iterator[Heading]:
    _ = site.gettext
    yield Heading("open", _("Open"), _("Whether it is running."), 14)
    yield Heading("note", _("Note"), _("What to know first."), 36)
    yield Heading("room", _("Places free"), _("How much room there was, and on which day."), 24)
    confirmed = _("The day on which somebody last said that all this is right. Empty: nobody has yet.")
    yield Heading("confirmed", _("Last confirmed"), confirmed, 14, day=True)
    yield Heading("changed", _("Last changed"), _("The day of the newest change."), 14, day=True)
    yield Heading("source", _("Copied from"), _("Where the listing was copied from, and its licence."), 24)


def _more(site: Site) -> Iterator[Heading]:
    _ = site.gettext
    yield Heading("page", _("Page"), _("The page of the listing."), 40)
    yield Heading("service_id", _("Service id"), _("Stays the same, here and in every other format."), 36)
    yield Heading("organization_id", _("Group id"), _("The id of the group."), 36)
    yield Heading("location_ids", _("Place ids"), _("The ids of the places."), 36)
