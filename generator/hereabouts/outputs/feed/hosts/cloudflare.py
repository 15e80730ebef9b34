"""Cloudflare Pages: rules that answer without sending the reader elsewhere. It does not look behind the question mark.

At most 2,000 rules may be without a placeholder, which come first, and 100 with one; a rule counts even where there is
a file of that name, so a file's own name is ruled to itself
(https://developers.cloudflare.com/pages/configuration/redirects/).
"""

from __future__ import annotations

from collections.abc import Iterator

from hereabouts.outputs.feed.hosts.layout import Layout
from hereabouts.outputs.feed.hosts.netlify import headers


def rules(layout: Layout) -> Iterator[tuple[str, bytes]]:
    """The two files that Cloudflare Pages reads at the top of a site."""
    yield "_redirects", "\n".join([*_fixed(layout), *_with_ids(layout)]).encode() + b"\n"
    yield "_headers", "\n".join(headers(layout)).encode() + b"\n"


def _fixed(layout: Layout) -> Iterator[str]:
    for folder in layout.folders:
        targets = {f"{folder}/{name}": f"{folder}/{name}.json" for name in layout.collections}
        for address, target in {folder: f"{folder}/index.json", **targets}.items():
            yield f"/{address} /{target} 200"
            yield f"/{address}/ /{target} 200"


def _with_ids(layout: Layout) -> Iterator[str]:
    """Two rules for each list, and two that serve every other language: there is no room for a pair of each."""
    folders = ("api", "api/:language") if layout.languages else ("api",)
    for folder in folders:
        for name in layout.collections:
            file = f"/{folder}/{name}/:id.json"
            yield f"{file} {file} 200"
            yield f"/{folder}/{name}/:id {file} 200"
