"""Our own templates: escaped throughout, strict about names, compiled once for each language.

The theme's environment escapes nothing, so a record's words never meet it.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from typing import Any

from jinja2 import Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.ext import Extension
from markupsafe import Markup, escape

from hereabouts.interface import translator
from hereabouts.outputs.pages.markup import put
from hereabouts.resources import bundled

_FOLDER = "records"
_FIXED = re.compile(r"""\{\{ _\((?P<quote>["'])(?P<words>[^"'{}\\]+)(?P=quote)\) \}\}""")
_ICON = re.compile(r"\{\{ icon\.(?P<name>[a-z]+) \}\}")


class _FixedWords(Extension):
    """Says ``{{ _("...") }}`` and ``{{ icon.x }}`` when a template is compiled, since they never change after."""

    def preprocess(self, source: str, name: str | None, filename: str | None = None) -> str:  # noqa: ARG002
        words: Callable[[str], str] = self.environment.globals["_"]  # type: ignore[assignment]
        said = _FIXED.sub(lambda found: str(escape(words(found["words"]))), source)
        return _ICON.sub(lambda found: str(_icons()[found["name"]]), said)


@cache
def environment(language: str) -> Environment:
    """The templates under ``site_overrides/records``, speaking one language.

    Everything is escaped where it is put in, words of ours included, unless a view made it as Markup.
    """
    made = Environment(
        loader=FileSystemLoader(bundled("site_overrides") / _FOLDER),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        auto_reload=False,
        extensions=[_FixedWords],
    )
    words = translator(language)
    made.globals |= {"_": words.gettext, "ngettext": words.ngettext, "icon": _icons()}
    return made


@cache
def template(name: str, language: str) -> Template:
    """One template by its file name without ``.html``. Raises jinja2.TemplateNotFound.

    What Jinja calls `escape` is `put` here. Were it to look elsewhere, its own would serve: slower, no less safe.
    """
    made = environment(language)
    for each in map(made.get_template, made.list_templates(["html"])):
        each.root_render_func.__globals__["escape"] = put
        each.globals = dict(each.globals)  # a chain of mappings is slow to copy, once for each page
    return made.get_template(f"{name}.html")


def render(name: str, language: str, /, **values: Any) -> Markup:
    """A template filled in: HTML, since it escapes whatever is put in."""
    return Markup(template(name, language).render(values))  # noqa: S704 - what our own template made


@cache
def _icons() -> dict[str, Markup]:
    folder = bundled("site_overrides") / _FOLDER / "icons"
    return {file.stem: _inline(file.read_text("utf-8")) for file in sorted(folder.glob("*.svg"))}


def _inline(svg: str) -> Markup:
    """An icon for use beside a word: it says nothing itself."""
    bare = svg.strip().replace(' xmlns="http://www.w3.org/2000/svg"', "", 1)
    return Markup(bare.replace("<svg", '<svg class="ic" aria-hidden="true"', 1))  # noqa: S704 - our own files
