"""The content security policy: which scripts, styles and pictures a browser may use on our pages.

Everything comes from the site itself and nothing may run inside a page unless its hash is known, so a record can
never bring a script, and no page ever tells another site that somebody was here.
"""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field
from html.parser import HTMLParser

from hereabouts.mould import Shell, has_mark

_RUNS = {"", "module", "importmap", "speculationrules", "text/javascript", "application/javascript"}


def content_policy(shells: Iterable[Shell], image_sources: Iterable[str] = ()) -> str:
    """The policy for the ``<meta>`` element of every page, safe inside double quotes.

    One policy for the whole site: the hashes of all `shells` together. `image_sources` are further origins that
    pictures may come from, such as a configured map's.
    """
    made = list(shells)
    scripts = sorted({source for shell in made for source in shell.script_hashes})
    styles = sorted({source for shell in made for source in shell.style_hashes})
    rules = {
        "default-src": ["'none'"],
        "script-src": ["'self'", *(f"'{source}'" for source in scripts)],
        "style-src": ["'self'", *(f"'{source}'" for source in styles)],
        "img-src": ["'self'", "data:", *sorted(image_sources)],
        "font-src": ["'self'"],
        "connect-src": ["'self'"],
        "form-action": ["'none'"],
        "base-uri": ["'none'"],
    }
    return "; ".join(f"{name} {' '.join(sources)}" for name, sources in rules.items())


def header_policy(policy: str) -> str:
    """The same policy as a host may send it in a header, which can also forbid being shown inside another site."""
    return f"{policy}; frame-ancestors 'none'"


@dataclass(slots=True)
class Inline:
    """What stands inside a page and would run or paint: hashes, and attributes that no hash can allow."""

    scripts: set[str] = field(default_factory=set)
    styles: set[str] = field(default_factory=set)
    attributes: set[str] = field(default_factory=set)


def find_inline(html: str) -> Inline:
    """Find the scripts and styles written inside a page. Blocks of data, such as JSON-LD, are not scripts.

    Raises ValueError for a mark inside one of them: its hash would differ from page to page.
    """
    finder = _Finder()
    finder.feed(html)
    finder.close()
    return finder.found


def hash_source(text: str) -> str:
    """The CSP source of an inline script or style, without its quotes."""
    return "sha256-" + base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()


class _Finder(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.found = Inline()
        self._into: set[str] | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        self.found.attributes |= {name for name in values if name == "style" or name.startswith("on")}
        runs = (values.get("type") or "").strip().lower() in _RUNS
        if tag == "script" and "src" not in values and runs:
            self._into = self.found.scripts
        elif tag == "style":
            self._into = self.found.styles

    def handle_data(self, data: str) -> None:
        if self._into is None:
            return
        if has_mark(data):
            raise ValueError("a script or style inside the page differs from page to page; move it to a file")
        self._into.add(hash_source(data))

    def handle_endtag(self, tag: str) -> None:
        if tag in {"script", "style"}:
            self._into = None
