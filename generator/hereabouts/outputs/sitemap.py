"""Sitemaps: every page there is, for search engines. They need the site's own address, so there are none without it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from urllib.parse import quote
from xml.sax.saxutils import escape

from hereabouts.directory import Directory, page_of

_MOST = 50_000
"""The most addresses one sitemap may have (sitemaps.org)."""

_NOT_FOUND = "404.html"


def files(directory: Directory, paths: Iterable[str]) -> Iterator[tuple[str, bytes]]:
    """``sitemap.xml``, the sitemaps it leads to when there are too many pages for one, and ``robots.txt``.

    `paths` are the files of all pages, from the site's root.
    """
    base = directory.settings.url.rstrip("/")
    if not base:
        return
    moments = _moments(directory)
    shown = sorted(path for path in paths if path.rpartition("/")[2] != _NOT_FOUND)
    urls = [_url(base, path, moments.get(path, "")) for path in shown]
    chunks = [urls[start : start + _MOST] for start in range(0, len(urls), _MOST)]
    if len(chunks) <= 1:
        yield "sitemap.xml", _wrap("urlset", urls)
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        yield "sitemap.xml", _wrap("sitemapindex", [f"<sitemap><loc>{base}/{name}</loc></sitemap>" for name in names])
        for name, chunk in zip(names, chunks, strict=True):
            yield name, _wrap("urlset", chunk)
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n".encode()


def _moments(directory: Directory) -> dict[str, str]:
    """When the record of a service's page last changed, by the page's file in every language."""
    first = directory.settings.language
    folders = ["" if language == first else f"{language}/" for language in directory.settings.languages]
    return {
        f"{folder}{page_of(service.path)}index.html": service.hsds.last_modified
        for service in directory.services.values()
        for folder in folders
    }


def _url(base: str, path: str, moment: str) -> str:
    changed = f"<lastmod>{moment}</lastmod>" if moment else ""
    return f"<url><loc>{escape(base)}/{escape(quote(path.removesuffix('index.html')))}</loc>{changed}</url>"


def _wrap(name: str, entries: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = "\n".join(entries)
    return f"""{head}<{name} xmlns="{space}">\n{body}\n</{name}>\n""".encode()
