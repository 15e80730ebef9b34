"""Our own templates: escaped throughout, strict about names, compiled once and shared by all languages.

The theme's environment escapes nothing, so a record's words never meet it.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from jinja2 import BytecodeCache, Environment, FileSystemLoader, StrictUndefined, Template
from jinja2.bccache import Bucket
from markupsafe import Markup

from hereabouts.interface import translator
from hereabouts.resources import bundled

_FOLDER = "records"


class _Memory(BytecodeCache):
    """Compiled templates, kept for the other languages of the same build."""

    def __init__(self) -> None:
        self._compiled: dict[str, bytes] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        code = self._compiled.get(bucket.key)
        if code is not None:
            bucket.bytecode_from_string(code)

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._compiled[bucket.key] = bucket.bytecode_to_string()


_COMPILED = _Memory()


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
        bytecode_cache=_COMPILED,
    )
    words = translator(language)
    made.globals |= {
        "_": words.gettext,
        "ngettext": words.ngettext,
        "icon": _icons(),
    }
    return made


@cache
def template(name: str, language: str) -> Template:
    """One template by its file name without ``.html``. Raises jinja2.TemplateNotFound."""
    return environment(language).get_template(f"{name}.html")


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
