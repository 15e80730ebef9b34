"""The MkDocs adapter. It lends MkDocs our frame and pages of marks, and takes the HTML away before it is written.

Nothing else in Hereabouts knows MkDocs. Run by hand, `mkdocs serve` shows the hand-written pages alone; `mkdocs build`
is refused, since it would empty the published site.
"""

from __future__ import annotations

import logging
import posixpath
import re
from datetime import datetime
from functools import partial
from html import escape, unescape
from pathlib import Path
from typing import TYPE_CHECKING, Any, Literal
from zoneinfo import ZoneInfo

from babel.dates import format_date
from jinja2 import Environment
from mkdocs.config.base import Config
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin
from mkdocs.structure.files import File, Files, InclusionLevel

from hereabouts import frame, lunr
from hereabouts.catch import Catch, ShellRequest
from hereabouts.interface import Translator, catalogues, direction, own_name, translator
from hereabouts.mould import KINDS, cut, mark
from hereabouts.resources import bundled
from hereabouts.settings import Settings

if TYPE_CHECKING:
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

_log = logging.getLogger("mkdocs.plugins.hereabouts")
_NOT_FILES = "records/"  # templates of ours that stand among the overrides, and their icons
_SAMPLE = '<pre tabindex="0">'
"""A sample of code: lines too long for a phone are pushed sideways, and the keyboard must get there to do it."""
_STAND_IN = "https://directory.example"
"""What stands in hand-written pages for the site's own address, where that is known."""

_SLOT = re.compile(r"(^)?<!-- hereabouts: ([a-z-]+) -->", re.MULTILINE)


class HereaboutsConfig(Config):  # type: ignore[no-untyped-call]
    """No options yet: what visitors see is said in directory.yml."""


class HereaboutsPlugin(BasePlugin[HereaboutsConfig]):  # type: ignore[no-untyped-call]
    """Set `request` before the build and read `catch` after it; without a request the plugin was run by hand."""

    request: ShellRequest | None = None

    def on_startup(self, *, command: Literal["build", "gh-deploy", "serve"], dirty: bool) -> None:  # noqa: ARG002
        """Only MkDocs' own commands come here; `make_shell` does not."""
        if command != "serve":
            raise PluginError(
                "Type `hereabouts build` instead. MkDocs alone would empty the site and leave the records out."
            )
        _log.warning("Only the hand-written pages are shown here. `hereabouts serve` shows the whole directory.")

    def on_config(self, config: MkDocsConfig) -> MkDocsConfig:
        """Put our frame between the directory's own overrides and the theme; leave sitemaps to the build."""
        self.catch = Catch()
        self.by_hand = self.request is None
        self.wanted = self.request or _by_hand(config)
        self.prefix = frame.prefix(self.wanted.language, self.wanted.languages)
        self.kinds = {_source(self.prefix + path): kind for kind, path in KINDS.items()}
        self.untranslated: set[str] = set()
        said = self.wanted.settings
        self.name, _ = frame.in_words(said, "name", self.wanted.language, said.language)
        config.use_directory_urls = True
        ours = str(bundled("site_overrides"))
        self.theirs = {folder for folder in config.theme.dirs if folder not in {ours, config.theme.custom_dir}}
        if ours not in config.theme.dirs:
            config.theme.dirs.insert(1 if config.theme.custom_dir else 0, ours)
        config.theme.static_templates.discard("sitemap.xml")
        return config

    def on_files(self, files: Files, *, config: MkDocsConfig) -> Files:
        """Keep what belongs to this language, without the theme's scripts and styles; add marks and lunr.js."""
        kept = [own for file in files if (own := self._in_this_language(file, config))]
        marks = [
            File.generated(config, source, content="", inclusion=InclusionLevel.NOT_IN_NAV)
            for source in sorted(self.kinds)
        ]
        return Files([*kept, *marks, File.generated(config, lunr.PATH, content=lunr.lunr_module())])

    def on_env(self, env: Environment, *, config: MkDocsConfig, files: Files) -> Environment:  # noqa: ARG002
        """Escape by default, speak the page's language, and lend the templates what they show."""
        words = translator(self.wanted.language)
        env.autoescape = True
        env.trim_blocks = env.lstrip_blocks = env.keep_trailing_newline = True
        env.add_extension("jinja2.ext.i18n")
        env.install_gettext_callables(words.gettext, words.ngettext, newstyle=True)  # type: ignore[attr-defined]
        settings = self.wanted.settings
        env.globals |= {
            "settings": settings,
            "language": self.wanted.language,
            "direction": direction(self.wanted.language),
            "prefix": self.prefix,
            "licence": frame.read_licence(settings.license),
            "crisis_lines": frame.crisis_lines(settings),
            "dial": frame.dial,
            "breakable": frame.breakable,
            "say": partial(frame.say, language=self.wanted.language, first=settings.language),
            "label": partial(frame.label, language=self.wanted.language, first=settings.language),
            "shared_hours": frame.shared_hours(frame.crisis_lines(settings)),
            "mark": mark,
        }
        env.filters["plain"] = _plain
        self.env = env
        self.catch.exit = env.get_template("partials/exit.html").render().strip()
        return env

    def on_page_context(
        self, context: TemplateContext, *, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Say what the frame of this one page shows: marks for a mould, words for a hand-written page."""
        kind = self.kinds.get(page.file.src_uri)
        own = self._marks(kind) if kind else self._facts(page, config)
        shared = {"links": self._links(nav, config), "untranslated": self.untranslated}
        context.update(own | shared)  # type: ignore[typeddict-item]
        if page.content:
            content = page.content.replace("<pre>", _SAMPLE)
            if self.wanted.settings.url:
                content = content.replace(_STAND_IN, escape(self.wanted.settings.url.rstrip("/")))
            page.content = _SLOT.sub(lambda slot: self._fill(slot, context), content)
        return context

    def on_template_context(
        self,
        context: TemplateContext,
        *,
        template_name: str,  # noqa: ARG002
        config: MkDocsConfig,
    ) -> TemplateContext:
        """The same for the page shown when an address leads nowhere."""
        said = [_not_found(translator(code)) for code in self.wanted.languages]
        own = {
            "kind": "not-found",
            "said": said,
            "title": f"{said[0]['title']} – {self.name}",
            "switches": [],
            "links": self._links(context["nav"], config),
            "untranslated": self.untranslated,
        }
        context.update(own)  # type: ignore[typeddict-item]
        return context

    def on_post_page(self, output: str, *, page: Page, config: MkDocsConfig) -> str:  # noqa: ARG002
        """Take the HTML and leave nothing for MkDocs to write."""
        kind = self.kinds.get(page.file.src_uri)
        return self._keep(kind, output) if kind else self._take(page.file.dest_uri, output)

    def on_post_template(self, output_content: str, *, template_name: str, config: MkDocsConfig) -> str:  # noqa: ARG002
        """The same for 404.html, which a host knows in one language only."""
        return self._take(template_name, output_content) if self.wanted.is_first else ""

    def _keep(self, kind: str, html: str) -> str:
        self.catch.kinds[kind] = html
        return self._preview(html) if self.by_hand and kind == "home" else ""

    def _take(self, path: str, html: str) -> str:
        self.catch.pages[path] = html
        return self._preview(html) if self.by_hand else ""

    def _preview(self, html: str) -> str:
        """A page as `mkdocs serve` can show it: no records, and no policy, since MkDocs adds a script to reload."""
        mould = cut(html)
        today = format_date(datetime.now(tz=ZoneInfo(self.wanted.settings.timezone)), "d MMMM y", locale="en")
        known = {"built": today, "csp": "", "title": self.wanted.settings.name}
        return mould.cast({name: known.get(name, "") for name in mould.marks}).decode()

    def _fill(self, slot: re.Match[str], context: TemplateContext) -> str:
        """What a hand-written page asks for by a remark such as ``<!-- hereabouts: licence -->``."""
        made = self.env.get_template(f"partials/{slot[2]}.html").render(context).strip()
        is_block = slot[1] is not None
        return f'<div lang="{self.wanted.language}">{made}</div>' if is_block and context.get("body_language") else made

    def _in_this_language(self, file: File, config: MkDocsConfig) -> File | None:
        """The file as this language has it: itself, the translation in its place, or None."""
        if file.src_dir in self.theirs or file.src_uri.startswith(_NOT_FILES):
            return None
        if not file.is_documentation_page():
            return file
        if _source(frame.page_path(file.dest_uri)) in self.kinds or file.dest_uri == "index.html":
            _log.warning(f"{file.src_uri} is not used: that page is made from the records.")
            return None
        folder = posixpath.dirname(file.src_uri)
        if folder.partition("/")[0] in {*self.wanted.languages, *catalogues()}:
            return None  # a translation, which comes in its page's place if this directory speaks the language
        if self.wanted.is_first:
            return file
        return None if folder else self._translated(file, config)

    def _translated(self, file: File, config: MkDocsConfig) -> File:
        """The page in this language's folder, or the original where there is none; linked to by the same name."""
        own = Path(config.docs_dir, self.wanted.language)
        if not (own / file.src_uri).is_file():
            self.untranslated.add(file.src_uri)
            own = Path(config.docs_dir)
        place = f"{self.prefix}{file.dest_uri}"
        return File(file.src_uri, str(own), config.site_dir, True, dest_uri=place, inclusion=file.inclusion)  # noqa: FBT003

    def _marks(self, kind: str) -> dict[str, Any]:
        others = (code for code in self.wanted.languages if code != self.wanted.language)
        return {
            "kind": kind,
            "title": mark("title"),
            "description": mark("description"),
            "head": mark("head"),
            "switches": [(code, own_name(code), mark(f"switch-{code}")) for code in others],
        }

    def _facts(self, page: Page, config: MkDocsConfig) -> dict[str, Any]:
        said, path = self.wanted, page.url.removeprefix(self.prefix)
        in_all = "/" not in page.file.src_uri
        exists = [said.languages[0]]
        if in_all:
            exists += [code for code in said.languages[1:] if Path(config.docs_dir, code, page.file.src_uri).is_file()]
        return {
            "kind": "page",
            "title": f"{_plain(page.title)} – {self.name}",
            "description": page.meta.get("description", ""),
            "head": frame.head_links(said.settings.url, said.language, said.languages, path, exists),
            "switches": [
                (code, own_name(code), frame.relative(page.url, frame.prefix(code, said.languages) + path * in_all))
                for code in said.languages
                if code != said.language
            ],
            "body_language": said.languages[0] if page.file.src_uri in self.untranslated else "",
        }

    def _links(self, nav: Navigation, config: MkDocsConfig) -> list[Page]:
        """The hand-written pages named in every footer: those of `nav` in mkdocs.yml, or all at the top of docs/."""
        if config.nav:
            return nav.pages
        return [page for page in nav.pages if "/" not in page.file.src_uri and page.file.src_uri not in self.kinds]


def _source(path: str) -> str:
    """The Markdown file that MkDocs would make the page at `path` from."""
    return f"{path.rstrip('/') or 'index'}.md"


def _by_hand(config: MkDocsConfig) -> ShellRequest:
    """What `mkdocs serve` shows when nobody has read directory.yml: the name in mkdocs.yml, and the pages there are."""
    folders = sorted(path.name for path in Path(config.docs_dir).iterdir() if path.is_dir())
    others = [name for name in folders if own_name(name) != name]
    settings = Settings(name=config.site_name, id_namespace="", url=config.site_url or "", languages=("en", *others))
    return ShellRequest("en", settings)


def _plain(title: str | None) -> str:
    """A page's title as text: MkDocs gives the heading's HTML without its tags."""
    return unescape(title or "")


def _not_found(words: Translator) -> dict[str, str]:
    """What the page for an address that leads nowhere says in one language."""
    return {
        "language": words.language,
        "title": words.gettext("Page not found"),
        "why": words.gettext("The listing may have moved or closed, or the address may have a slip in it."),
        "find": words.gettext("Find help"),
        "all": words.gettext("All services from A to Z"),
    }
