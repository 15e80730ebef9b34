"""Netlify: rules that answer without sending the reader elsewhere, also by what is asked behind the question mark.

A rule with ``page=:page`` only holds where that is asked, the first rule that holds counts, and a file that is there
comes before any rule (https://docs.netlify.com/manage/routing/redirects/redirect-options/).
"""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.outputs.feed.hosts.layout import Layout


def rules(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The two files that Netlify reads at the top of a site."""
    yield "_redirects", "\n".join(_redirects(layout)).encode() + b"\n"
    yield "_headers", "\n".join(headers(layout)).encode() + b"\n"


def _redirects(layout: Layout) -> Iterator[str]:
    for folder in layout.folders:
        yield f"/{folder} /{folder}/index.json 200"
        for name in layout.collections:
            pages = f"/{folder}/pages/{name}"
            for size in layout.sizes:
                yield f"/{folder}/{name} page=:page per_page={size} {pages}/{size}/:page.json 200"
            yield f"/{folder}/{name} page=:page {pages}/{layout.size}/:page.json 200"
            for size in layout.sizes:
                yield f"/{folder}/{name} per_page={size} {pages}/{size}/1.json 200"
            yield f"/{folder}/{name} {pages}/{layout.size}/1.json 200"
            yield f"/{folder}/{name}/:id /{folder}/{name}/:id.json 200"


def headers(layout: Layout) -> Iterator[str]:
    """Any page on the web may read the feed, and lines of JSON are said to be such."""
    for address in ("/api", "/api/*"):
        yield address
        yield "  Access-Control-Allow-Origin: *"
    files = [f"/{folder}/services.ndjson" for folder in layout.folders]
    for file in [*files, "/api/extension.ndjson", "/api/changes.ndjson"]:
        yield file
        yield "  Content-Type: application/x-ndjson"
