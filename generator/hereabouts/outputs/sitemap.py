"""Sitemaps: every page that has an address, for search engines. Needs the site's own address, so none without it."""

from __future__ import annotations

from collections.abc import Iterator
from xml.sax.saxutils import escape

from hereabouts.directory import Directory, page_of
from hereabouts.frame import address

_MOST = 50_000
"""The most addresses one sitemap may have (sitemaps.org)."""


def _addresses(directory: Directory) -> Iterator[tuple[str, str]]:
    """The address of each page, without its language, and when its record last changed."""
    yield from (("", ""), ("topics/", ""), ("a-z/", ""), ("find/", ""))
    for service in directory.services.values():
        yield page_of(service.path), service.hsds.last_modified
    for path in (*directory.organizations, *directory.locations):
        yield page_of(path), ""
    for taxonomy in directory.taxonomies.values():
        if taxonomy.file:
            yield f"{taxonomy.path}/", ""
            yield from ((f"{term.path}/", "") for term in taxonomy.terms.values())


def files(directory: Directory) -> Iterator[tuple[str, bytes]]:
    """``sitemap.xml``, and the sitemaps it leads to when there are too many pages for one; and ``robots.txt``."""
    site = directory.settings.url
    if not site:
        return
    languages = directory.settings.languages
    urls = [
        _url(address(site, language, languages, path), moment)
        for language in languages
        for path, moment in _addresses(directory)
    ]
    base = site.rstrip("/")
    chunks = [urls[start : start + _MOST] for start in range(0, len(urls), _MOST)]
    if len(chunks) == 1:
        yield "sitemap.xml", _wrap("urlset", chunks[0])
    else:
        names = [f"sitemap-{number}.xml" for number in range(1, len(chunks) + 1)]
        yield "sitemap.xml", _wrap("sitemapindex", [f"<sitemap><loc>{base}/{name}</loc></sitemap>" for name in names])
        for name, chunk in zip(names, chunks, strict=True):
            yield name, _wrap("urlset", chunk)
    yield "robots.txt", f"User-agent: *\nAllow: /\n\nSitemap: {base}/sitemap.xml\n".encode()


def _url(location: str, moment: str) -> str:
    changed = f"<lastmod>{moment}</lastmod>" if moment else ""
    return f"<url><loc>{escape(location)}</loc>{changed}</url>"


def _wrap(name: str, entries: list[str]) -> bytes:
    head = '<?xml version="1.0" encoding="UTF-8"?>\n'
    space = "http://www.sitemaps.org/schemas/sitemap/0.9"
    body = "\n".join(entries)
    return f"""{head}<{name} xmlns="{space}">\n{body}\n</{name}>\n""".encode()
