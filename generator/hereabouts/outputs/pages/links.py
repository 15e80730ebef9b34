"""Addresses: from page to page, and out of the site.

Pages link to each other by relative addresses, since a site may live below a folder of its host. What leads out of
the site comes from contributors, so it passes one gate, `safe_url`.
"""

from __future__ import annotations

import re
from urllib.parse import quote, urlsplit

SCHEMES = frozenset({"http", "https", "mailto", "tel", "sms"})
"""The only ones that a page ever links to."""

_FORBIDDEN = re.compile(r"""[\x00-\x20\x7f-\xa0"'<>\\^`{|}\u2028\u2029]""")
_NOT_DIALLED = re.compile(r"[^0-9+*#]")
_MAIL = re.compile(r"[^@\s]+@[^@\s]+")
_INDEX = "index.html"


def address(path: str) -> str:
    """The address of a file, from the site's root: ``a/b/index.html`` is at ``a/b/``."""
    return path.removesuffix(_INDEX)


def up(path: str) -> str:
    """The way from the page `path` to the site's root: ``../../`` for ``a/b/index.html``."""
    return "../" * path.count("/")


def link(from_path: str, to_path: str) -> str:
    """The relative address that leads from one page to another; both paths are from the site's root.

    Goes by way of the root, which is longer than need be but the same for every page of one depth.
    """
    return up(from_path) + address(to_path) or "./"


def safe_url(url: str) -> str:
    """The address as given when it may be linked to, and empty when not.

    It may be when its scheme is one of `SCHEMES`, it holds no space, quote or control character, and, on the web,
    names a host and hides none behind a user name.
    """
    if _FORBIDDEN.search(url):
        return ""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    scheme = parts.scheme.lower()
    if scheme not in SCHEMES:
        return ""
    if scheme in {"http", "https"} and (not parts.netloc or "@" in parts.netloc):
        return ""
    return url


def web_url(url: str) -> str:
    """As `safe_url`, but for web addresses alone."""
    return safe_url(url) if url[:8].lower().startswith(("http://", "https://")) else ""


def host(url: str) -> str:
    """The site that a web address is at, as people say it: without ``www.``."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def mail_link(email: str) -> str:
    """``mailto:`` and the address, or nothing when it is none; no extra header can ride along."""
    return f"mailto:{quote(email, safe='@+')}" if _MAIL.fullmatch(email) else ""


def phone_link(number: str, extension: str = "", scheme: str = "tel") -> str:
    """``tel:`` (or ``sms:``) and what to dial, or nothing when there are no digits."""
    dialled = _NOT_DIALLED.sub("", number)
    if not dialled.strip("+*#"):
        return ""
    digits = _NOT_DIALLED.sub("", extension)
    return f"{scheme}:{dialled};ext={digits}" if digits and scheme == "tel" else f"{scheme}:{dialled}"
