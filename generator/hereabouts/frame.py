"""What stands around every page: the values of a mould's marks, the same links on each, and where they lead.

A page's *path* here is its address without the language, like ``services/eastbrook-advice/debt/``; the home page's is
empty. The first language has no prefix, every other one its code: ``cy/services/...``.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace

from markupsafe import Markup, escape

from hereabouts.mould import Mould, Shell
from hereabouts.settings import HelpLine, Settings

_NUMBER = re.compile(r"\+?[\d\s()./-]*\d[\d\s()./-]*$")
_MAY_BREAK = re.compile(r"[@.](?=.)|/(?=[^/])")
_NOTHING = Markup("")
_LICENCES = {
    "CC-BY-4.0": ("Creative Commons Attribution 4.0", "https://creativecommons.org/licenses/by/4.0/"),
    "CC-BY-SA-4.0": (
        "Creative Commons Attribution-ShareAlike 4.0",
        "https://creativecommons.org/licenses/by-sa/4.0/",
    ),
    "CC0-1.0": ("Creative Commons Zero 1.0", "https://creativecommons.org/publicdomain/zero/1.0/"),
    "ODbL-1.0": ("Open Data Commons Open Database License", "https://opendatacommons.org/licenses/odbl/1-0/"),
    "OGL-UK-3.0": (
        "Open Government Licence v3.0",
        "https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/",
    ),
}


@dataclass(frozen=True, slots=True)
class Licence:
    """A licence by name; `url` is empty when we do not know where its text is."""

    name: str
    url: str = ""


def read_licence(written: str) -> Licence:
    """The licence that directory.yml names by its SPDX code or by a web address."""
    if written in _LICENCES:
        return Licence(*_LICENCES[written])
    return Licence(written, written if written.startswith(("https://", "http://")) else "")


def dial(number: str) -> str:
    """What follows ``tel:`` for a number as people write it; empty for anything that cannot be dialled."""
    if not _NUMBER.match(number.strip()):
        return ""
    return re.sub(r"[^\d+]", "", number.replace("(0)", ""))


def breakable(written: str) -> Markup:
    """An e-mail or web address, which may go on in the next line after an @, a dot or a slash."""
    return Markup(_MAY_BREAK.sub(r"\g<0><wbr>", str(escape(written))))  # noqa: S704 - escaped just now


def in_words(thing: Settings | HelpLine, name: str, language: str, first: str) -> tuple[str, str]:
    """What directory.yml says under `name`, and the language it is in: `language` where translated, else `first`."""
    said = thing.translations.get(language, {}).get(name, "")
    return (said, language) if said else (str(getattr(thing, name)), first)


def say(thing: Settings | HelpLine, name: str, language: str, first: str) -> Markup:
    """The same for a page in `language`, marked where it is in another, so that a screen reader says it properly."""
    words, spoken = in_words(thing, name, language, first)
    if spoken == language or not words:
        return escape(words)
    return Markup('<span lang="{}">{}</span>').format(spoken, words)


def label(line: HelpLine, language: str, first: str) -> Markup:
    """What stands before a help line's number: its name, without the number where that is the end of it (NHS 111)."""
    words, spoken = in_words(line, "name", language, first)
    short = words.removesuffix(line.number).strip() if line.number else words
    return say(replace(line, name=short, translations={}), "name", language, spoken)


def shared_hours(lines: tuple[HelpLine, ...]) -> HelpLine | None:
    """A line whose hours are those of all of them, so that they need saying only once; None where they differ."""
    return lines[0] if lines and lines[0].hours and len({line.hours for line in lines}) == 1 else None


def crisis_lines(settings: Settings) -> tuple[HelpLine, ...]:
    """The help lines for an emergency, in the order of directory.yml."""
    return tuple(line for line in settings.help_lines if line.when == "crisis")


def prefix(language: str, languages: tuple[str, ...]) -> str:
    """What stands before the path of a page in `language`: nothing for the first, ``cy/`` for Welsh."""
    return "" if language == languages[0] else f"{language}/"


def address(site: str, language: str, languages: tuple[str, ...], path: str) -> str:
    """The whole address of a page, when the site's own is known; otherwise empty."""
    return f"{site.rstrip('/')}/{prefix(language, languages)}{path}" if site else ""


def page_path(file: str) -> str:
    """The address of a page from the path of its file: ``about/`` for ``about/index.html``."""
    return file.removesuffix("index.html")


def relative(start: str, target: str) -> str:
    """The link from the page at `start` to the one at `target`, both counted from the root of the site."""
    return "../" * start.count("/") + target or "./"


def head_links(site: str, language: str, languages: tuple[str, ...], path: str, among: Iterable[str] = ()) -> Markup:
    """Canonical link and links to the same page in other languages; nothing when the site's address is unknown.

    `among` are the languages the page exists in; all of them when left out. A page shown in `language` for want of
    a translation is said to be the same as the one in the first language.
    """
    if not site:
        return _NOTHING
    exists = tuple(among) or languages
    own = language if language in exists else languages[0]
    links = [Markup('<link rel="canonical" href="{}">').format(address(site, own, languages, path))]
    if len(exists) > 1:
        alternate = Markup('<link rel="alternate" hreflang="{}" href="{}">')
        links += [alternate.format(code, address(site, code, languages, path)) for code in exists]
        links.append(alternate.format("x-default", address(site, languages[0], languages, path)))
    return Markup("\n").join(links)


@dataclass(frozen=True, slots=True)
class Frame:
    """What the pages of one language have in common, ready to be cast with what is their own.

    `built` says when the site was last rebuilt, in words of this language; `policy` comes from `content_policy`.
    """

    language: str
    languages: tuple[str, ...]
    name: str
    site: str
    built: str
    policy: str
    exit: str

    @classmethod
    def of(cls, shell: Shell, settings: Settings, *, built: str, policy: str) -> Frame:
        """The frame that a shell gives to its pages."""
        name, _ = in_words(settings, "name", shell.language, settings.language)
        return cls(shell.language, settings.languages, name, settings.url, built, policy, shell.exit)

    def common(self) -> dict[str, str]:
        """The values of the marks that every page has."""
        return {"built": str(escape(self.built)), "csp": self.policy}

    def fill(self, page: Mould, asked: Mapping[str, str] | None = None) -> bytes:
        """The file of a hand-written page. `asked` is safe HTML by mark; one that nobody has anything for is empty."""
        known = {**(asked or {}), **self.common()}
        return page.cast({name: known.get(name, "") for name in page.marks})

    def values(
        self,
        path: str,
        *,
        title: str,
        description: str,
        body: Markup,
        head: Markup = _NOTHING,
        sensitive: bool = False,
    ) -> dict[str, str]:
        """The values of a record page's marks.

        `title` and `description` are plain text; `body` and `head` (JSON-LD, robots) are HTML that is already safe.
        `sensitive` adds the way out for somebody who is watched.
        """
        links = head_links(self.site, self.language, self.languages, path)
        here = prefix(self.language, self.languages) + path
        others = [code for code in self.languages if code != self.language]
        return self.common() | {
            "title": str(escape(f"{title} – {self.name}" if path else title)),
            "description": str(escape(description)),
            "head": f"{links}\n{head}".strip(),
            "body": str(body),
            "exit": self.exit if sensitive else "",
            **{f"switch-{code}": str(escape(relative(here, prefix(code, self.languages) + path))) for code in others},
        }
