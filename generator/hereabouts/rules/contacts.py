"""Ways to reach somebody: telephone numbers, e-mail and web addresses, languages spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email
from rapidfuzz.distance import OSA

from hereabouts.finding import Finding, finding
from hereabouts.profile.slips import guess_email, guess_web_address
from hereabouts.rules import telephones
from hereabouts.rules.parts import Parts
from hereabouts.settings import Settings, table, text
from hereabouts.shorthand import language_name

_URL_KEYS = ("website", "url", "logo", "schedule_link", "additional_urls", "additional_websites")
_NAME_KEYS = ("uri", "term_uri")
_URN = re.compile(r"^urn:[a-z0-9][a-z0-9-]{0,31}:\S+$", re.IGNORECASE)
"""A name that is no address (RFC 8141): fine where the standard asks for an identifier, never shown as a link."""
_HOST_LABEL = re.compile(r"^(?!-)[\w-]{1,63}(?<!-)$")
_TOP_LABEL = re.compile(r"^(?:xn--[a-z0-9-]+|[^\W\d_]{2,})$")
_FILE = re.compile(r"\.(?:png|jpe?g|gif|svg|webp|pdf|docx?)$", re.IGNORECASE)
_PRIVATE = re.compile(r"://(?:localhost|[\d.]+|\[|[^/.]+(?:[/:]|$))", re.IGNORECASE)
MAIL_HOSTS = (
    *("gmail.com", "googlemail.com", "hotmail.com", "hotmail.co.uk", "outlook.com", "live.co.uk", "yahoo.com"),
    *("yahoo.co.uk", "btinternet.com", "icloud.com", "talktalk.net", "virginmedia.com"),
)
_OTHER_MAIL_HOSTS = frozenset({"mail.com", "email.com", "ymail.com", "cmail.com", "hotmail.co", "live.com"})
"""Names that are like those and no slip."""

_MISTAKEN = {
    "al": "sq",
    "asl": "ase",
    "bd": "bn",
    "bsl": "bfi",
    "cn": "zh",
    "cz": "cs",
    "dk": "da",
    "gb": "en",
    "gr": "el",
    "ir": "fa",
    "jp": "ja",
    "pk": "ur",
    "po": "pl",
    "sp": "es",
    "ua": "uk",
    "us": "en",
    "vn": "vi",
    "we": "cy",
    "wl": "cy",
}
"""Codes that people write, often those of a country, and the codes of the languages they mean."""

_RARE = frozenset({"bsl", "asl"})
"""Those that are codes of other languages, which hardly anybody here speaks."""

_EXAMPLE_HOST = re.compile(r"(?:^|\.)(?:example|example\.(?:com|org|net)|test|invalid|localhost)$")


def check(parts: Parts, settings: Settings) -> Iterator[Finding]:
    """Check how this record says people may be reached."""
    yield from telephones.check(parts, settings)
    for path, email in parts.texts("email", "assurer_email"):
        yield from _check_email(parts, path, email, settings)
    for path, url in parts.texts(*_URL_KEYS):
        yield from _check_url(parts, path, url, settings)
    for path, uri in parts.texts(*_NAME_KEYS):
        if not _URN.match(uri):
            yield from _check_url(parts, path, uri, settings)
    yield from _check_languages(parts)
    for path, item in parts.under("contacts"):
        if text(table(item).get("name")).strip():
            yield finding("contact-person", parts.place((*path, "name")))


def _check_email(parts: Parts, path: tuple[str | int, ...], email: str, settings: Settings) -> Iterator[Finding]:
    try:
        read = validate_email(email, check_deliverability=False, allow_smtputf8=False)  # HSDS carries only ASCII
    except EmailNotValidError:
        meant = guess_email(email)
        odd = next((letter for letter in email if not letter.isascii()), "")
        hint = "near" if meant else "letter" if odd and "@" in email else "hint"
        yield finding("contact-email", parts.place(path), hint=hint, email=email, suggestion=meant, letter=odd)
        return
    if near := _meant_host(read.domain):
        suggestion = f"{read.local_part}@{near}"
        yield finding("contact-email-host", parts.place(path), host=read.domain, suggestion=suggestion)
    if _EXAMPLE_HOST.search(read.domain) and not settings.example:
        yield finding("contact-example", parts.place(path), address=email)


def web_host(url: str) -> str | None:
    """The host of a web address that a browser could open from anywhere, or None for any other text.

    Only http and https count, with a real host name: no bare machine names, no numbers, no user name in front.
    """
    try:
        split = urlsplit(url)
        host, port = split.hostname or "", split.port
    except ValueError:
        return None
    if split.scheme not in {"http", "https"} or split.username is not None or re.search(r"[\s<>\"\\^`{|}]", url):
        return None
    labels = host.removesuffix(".").split(".")
    sound = len(labels) > 1 and all(_HOST_LABEL.match(label) for label in labels) and _TOP_LABEL.match(labels[-1])
    return host if sound and port != 0 else None


def _check_url(parts: Parts, path: tuple[str | int, ...], url: str, settings: Settings) -> Iterator[Finding]:
    host = web_host(url)
    if host is None:
        meant = guess_web_address(url)
        suggestion = meant if meant != url and web_host(meant) else ""
        yield finding("contact-url", parts.place(path), hint=_hint(url, suggestion), url=url, suggestion=suggestion)
    elif url.endswith(("…", "...")):
        yield finding("contact-url", parts.place(path), hint="cut", url=url, suggestion="")
    elif _EXAMPLE_HOST.search(host) and not settings.example:
        yield finding("contact-example", parts.place(path), address=url)


def _hint(url: str, suggestion: str) -> str:
    """Which hint helps with a web address that nobody can open."""
    if _FILE.search(url) and "://" not in url:
        return "file"
    if suggestion:
        return "near"
    return "name" if "@" in url else "inside" if _PRIVATE.search(url) else "hint"


def _meant_host(host: str) -> str:
    """The well-known host of mail addresses that `host` is a slip of; empty when it is none."""
    if host in MAIL_HOSTS or host in _OTHER_MAIL_HOSTS:
        return ""
    return next((known for known in MAIL_HOSTS if OSA.distance(host, known, score_cutoff=1) <= 1), "")


def _check_languages(parts: Parts) -> Iterator[Finding]:
    for path, item in parts.under("languages"):
        code = (item if isinstance(item, str) else text(table(item).get("code"))).strip()
        meant = _MISTAKEN.get(code.lower(), "")
        name = language_name(code) if code else ""
        if code and not name:
            hint = "near" if meant else "hint"
            yield finding("contact-language", parts.place(path), hint=hint, code=code, suggestion=meant)
        elif meant and code.lower() in _RARE:
            values = {"code": code, "name": name, "suggestion": meant, "other": language_name(meant)}
            yield finding("contact-language-rare", parts.place(path), **values)
