"""Ways to reach somebody: telephone numbers, e-mail and web addresses, languages spoken."""

from __future__ import annotations

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from email_validator import EmailNotValidError, validate_email

from hereabouts.finding import Finding, finding
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
        yield finding("contact-email", parts.place(path), email=email)
        return
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
        bare = web_host(f"https://{url}") is not None and "://" not in url
        hint = "bare" if bare else "hint"
        yield finding("contact-url", parts.place(path), hint=hint, url=url)
    elif _EXAMPLE_HOST.search(host) and not settings.example:
        yield finding("contact-example", parts.place(path), address=url)


def _check_languages(parts: Parts) -> Iterator[Finding]:
    for path, item in parts.under("languages"):
        code = item if isinstance(item, str) else text(table(item).get("code"))
        if code.strip() and not language_name(code.strip()):
            yield finding("contact-language", parts.place(path), code=code.strip())
