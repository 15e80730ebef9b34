"""Whom to ring, text, write to or look up."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from markupsafe import Markup, escape

from hereabouts.frame import breakable
from hereabouts.model.objects import Contact, Phone, Url
from hereabouts.outputs.pages.links import host, mail_link, phone_link, web_url
from hereabouts.outputs.pages.markup import fill
from hereabouts.outputs.pages.site import Site
from hereabouts.outputs.pages.wording import say_all, say_number
from hereabouts.phones import read_number
from hereabouts.shorthand import language_name

_KINDS = {
    "text": ("message", "sms"),
    "sms": ("message", "sms"),
    "fax": ("phone", "tel"),
    "cell": ("phone", "tel"),
    "video": ("video", "tel"),
    "textphone": ("phone", "tel"),
    "voice": ("phone", "tel"),
}


SPOKEN = frozenset({"", "voice", "cell"})
"""The types of number that one talks on."""

NOTHING = Markup()


@dataclass(frozen=True, slots=True)
class Way:
    """One way to reach somebody: a link with words beside it. `href` is empty for what cannot be linked to."""

    icon: str
    verb: str
    href: str
    shown: str
    about: Markup = NOTHING


@dataclass(frozen=True, slots=True)
class Person:
    """A post, or somebody in it, and the ways to reach them."""

    title: Markup
    ways: list[Way]


def phone_ways(site: Site, phones: Iterable[Phone]) -> Iterator[Way]:
    """Each number as a link that dials it, written the national way."""
    _ = site.gettext
    verbs = {"message": _("Text"), "phone": _("Ring"), "video": _("Video call")}
    for phone in phones:
        icon, scheme = _KINDS.get(phone.type.lower(), ("phone", "tel"))
        extension = "" if phone.extension is None else say_number(phone.extension)
        read = read_number(phone.number, site.settings.country)
        shown = read.shown if read else phone.number
        if extension:
            shown = _("{number} extension {extension}").format(number=shown, extension=extension)
        verb = _("Fax") if phone.type.lower() == "fax" else verbs[icon]
        href = "" if phone.type.lower() == "fax" else phone_link(phone.number, extension, scheme)
        yield Way(icon, verb, href, shown, _about(site, phone))


def _about(site: Site, phone: Phone) -> Markup:
    said = site.note(phone.description)
    if phone.type.lower() == "textphone":
        said = escape(site.gettext("Textphone")) + (": " + said if said else "")
    spoken = [language.name or language.code for language in phone.languages]
    if not spoken:
        return said
    languages = say_languages(site, [(language.code, language.name) for language in phone.languages])
    speaks = fill(site.gettext("Speaks {languages}"), languages=languages)
    if not said:
        return speaks
    stop = "" if said.striptags()[-1:] in ".!?" else "."
    return Markup("%s%s %s") % (said, stop, speaks)


def say_languages(site: Site, languages: Iterable[tuple[str, str]]) -> Markup:
    """Names of languages (code, name) in the language of the page, as a list in words."""
    return say_all([language_name(code, site.language) or name or code for code, name in languages], site.language)


def mail_ways(site: Site, emails: Iterable[str]) -> Iterator[Way]:
    """Each e-mail address once."""
    for email in dict.fromkeys(email for email in emails if email):
        yield Way("email", site.gettext("Email"), mail_link(email), breakable(email))


def web_ways(site: Site, urls: Iterable[tuple[str, str]]) -> Iterator[Way]:
    """Each web address (address, label) once, shown as its label or the name of its site."""
    seen = set()
    for url, label in urls:
        if not url or url in seen:
            continue
        seen.add(url)
        href = web_url(url)
        name = breakable(host(href))
        yield Way("web", site.gettext("Website"), href, site.note(label) or name or url)


def labelled(urls: Iterable[Url]) -> list[tuple[str, str]]:
    """Extra web addresses as (address, label)."""
    return [(url.url, url.label) for url in urls]


def people(site: Site, contacts: Iterable[Contact]) -> list[Person]:
    """Posts and people, with what they answer to."""
    made = []
    for contact in contacts:
        words = [word for word in (contact.title, contact.name, contact.department) if word]
        ways = [*phone_ways(site, contact.phones), *mail_ways(site, [contact.email])]
        made.append(Person(site.note(", ".join(words)), ways))
    return made
