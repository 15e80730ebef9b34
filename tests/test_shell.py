"""One run of MkDocs makes the moulds of every kind, the hand-written pages, and nothing in the site's folder."""

from __future__ import annotations

import gzip
import os
import pickle
import posixpath
import re
import shutil
import subprocess
import sys
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path
from typing import Literal

import pytest
import yaml
from markupsafe import Markup
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.exceptions import PluginError

from hereabouts.catch import ShellRequest
from hereabouts.frame import Frame, page_path, prefix
from hereabouts.mould import KINDS, Shell
from hereabouts.plugin import HereaboutsPlugin
from hereabouts.resources import bundled
from hereabouts.shell import ShellError, make_shell, shell_key, source_folders
from tests.frame_example import CONFIG, SETTINGS

# Pages for those who keep a directory, or set one up, are no part of the site.
EXCLUDED = set(yaml.load(CONFIG.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)["exclude_docs"].split())
PAGES = {file.stem for file in (CONFIG.parent / "docs").glob("*.md") if file.name not in EXCLUDED}
GENERATOR = CONFIG.parent / "generator"


@pytest.fixture(scope="module")
def shells(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Shell]:
    scratch = tmp_path_factory.mktemp("shells")
    return {
        code: make_shell(CONFIG, ShellRequest(code, SETTINGS), scratch / code / "mkdocs") for code in SETTINGS.languages
    }


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A directory of somebody else's: its own mkdocs.yml and pages, our frame."""
    (tmp_path / "docs" / "cy").mkdir(parents=True)
    (tmp_path / "docs" / "about.md").write_text("# About & more\n\nSee [privacy](privacy.md).\n", encoding="utf-8")
    (tmp_path / "docs" / "privacy.md").write_text("# Privacy\n", encoding="utf-8")
    (tmp_path / "docs" / "cy" / "about.md").write_text("# Amdanom\n\n[Preifat](privacy.md).\n", encoding="utf-8")
    config = tmp_path / "mkdocs.yml"
    config.write_text("site_name: Small\ntheme: {name: material, font: false}\nplugins: [hereabouts]\n", "utf-8")
    return config


def cast_page(shell: Shell, path: str) -> str:
    frame = Frame.of(shell, SETTINGS, built="23 November 2026", policy="default-src 'none'")
    return frame.fill(shell.pages[path]).decode()


def cast_kind(shell: Shell, kind: str) -> str:
    frame = Frame.of(shell, SETTINGS, built="23 November 2026", policy="default-src 'none'")
    body = Markup("<h1>Tea</h1>")
    return shell.moulds[kind].cast(frame.values(KINDS[kind], title="Tea", description="Soup", body=body)).decode()


class Links(HTMLParser):
    def __init__(self, html: str) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.followed: list[str] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        values = dict(attrs)
        target = values.get("src") or values.get("href") or ""
        if tag in {"script", "img", "iframe"} or (tag == "link" and values.get("rel") in {"stylesheet", "icon"}):
            self.loaded.append(target)
        elif tag == "a":
            self.followed.append(target)


def at(start: str, link: str) -> str:
    """The path, from the root of the site, that a relative link leads to."""
    end = posixpath.normpath(posixpath.join(start, link.partition("#")[0] or "."))
    assert not end.startswith(".."), f"{link} leads out of the site from {start}"
    return "" if end == "." else end


def test_there_is_a_mould_for_every_kind_in_every_language(shells: dict[str, Shell]) -> None:
    assert {code: set(shell.moulds) for code, shell in shells.items()} == {"en": set(KINDS), "cy": set(KINDS)}


@pytest.mark.parametrize("kind", KINDS)
def test_every_mould_takes_the_values_of_the_frame(shells: dict[str, Shell], kind: str) -> None:
    for shell in shells.values():
        page = cast_kind(shell, kind)
        assert page.startswith("<!doctype html>")
        assert "<h1>Tea</h1>" in page
        assert "Tea – Eastbrook &amp; District" in page or kind == "home"
        assert "23 November 2026" in page


@pytest.mark.parametrize("code", ["en", "cy"])
def test_links_and_files_are_where_pages_look_for_them(shells: dict[str, Shell], code: str) -> None:
    shell, before = shells[code], prefix(code, SETTINGS.languages)
    records = {base + path for base in ("", "cy/") for path in KINDS.values()}
    written = {page_path(path) for one in shells.values() for path in one.pages}
    known = {posixpath.normpath(path or ".") for path in records | written}
    made = {before + KINDS[kind]: cast_kind(shell, kind) for kind in KINDS}
    made |= {page_path(path): cast_page(shell, path) for path in shell.pages if path != "404.html"}
    for start, html in made.items():
        links = Links(html)
        assert [at(start, link) for link in links.loaded if at(start, link) not in shell.assets] == []
        inside = [link for link in links.followed if not re.match(r"[a-z]+:", link)]
        assert [link for link in inside if (at(start, link) or ".") not in known] == []


def test_nothing_is_loaded_from_another_site(shells: dict[str, Shell]) -> None:
    for shell in shells.values():
        pages = [cast_kind(shell, kind) for kind in KINDS] + [cast_page(shell, path) for path in shell.pages]
        assert not [link for page in pages for link in Links(page).loaded if re.match(r"(https?:)?//", link)]
        styles = [data for path, data in shell.assets.items() if path.endswith((".css", ".js", ".svg"))]
        assert not [data for data in styles if re.search(rb"(@import|url\(|src=|from )[\"' ]*(https?:)?//", data)]


def test_the_theme_brings_none_of_its_own_files(shells: dict[str, Shell]) -> None:
    assert not [path for path in shells["en"].assets if "bundle" in path or "/lunr/" in path or "main." in path]
    assert not [path for path in shells["en"].assets if path.startswith("sitemap") or path.endswith(".html")]
    assert shells["en"].assets == shells["cy"].assets
    assert all(shell.script_hashes == () and shell.style_hashes == () for shell in shells.values())


def test_the_frame_is_light(shells: dict[str, Shell]) -> None:
    page = len(cast_kind(shells["en"], "service"))
    files = [data for path, data in shells["en"].assets.items() if re.search("hereabouts.css|frame.js|scheme.js", path)]
    assert page < 8_000
    assert sum(len(gzip.compress(data)) for data in files) < 9_000


def test_hand_written_pages_are_there_in_every_language(shells: dict[str, Shell]) -> None:
    assert set(shells["en"].pages) >= {f"{name}/index.html" for name in PAGES} | {"404.html"}
    assert set(shells["cy"].pages) == {f"cy/{name}/index.html" for name in PAGES}
    for path, mould in ((path, mould) for shell in shells.values() for path, mould in shell.pages.items()):
        asked = {"downloads"} if path.endswith("use-the-data/index.html") else set()
        assert set(mould.marks) == {"built", "csp"} | asked, path


def test_samples_have_the_sites_own_address_where_it_is_known(shells: dict[str, Shell], small: Path) -> None:
    page = cast_page(shells["en"], "use-the-data/index.html")
    assert "https://directory.eastbrook.example/help/api/tables/services.csv" in page
    assert "https://directory.example" not in page
    (small.parent / "docs" / "about.md").write_text("# About\n\n    curl https://directory.example/api/\n", "utf-8")
    settings = replace(SETTINGS, url="")
    bare = make_shell(small, ShellRequest("en", settings), small.parent / "scratch")
    assert (
        "curl https://directory.example/api/"
        in Frame.of(bare, settings, built="", policy="").fill(bare.pages["about/index.html"]).decode()
    )


def test_hand_written_pages_say_who_to_ring(shells: dict[str, Shell]) -> None:
    page = cast_page(shells["en"], "change-a-listing/index.html")
    assert 'href="tel:01632960456"' in page
    assert page.index("01632 960456") < page.index("directory@eastbrook.example")


def test_an_untranslated_page_says_so_and_keeps_its_language(shells: dict[str, Shell]) -> None:
    page = cast_page(shells["cy"], "cy/privacy/index.html")
    assert '<html lang="cy">' in page
    assert "ar gael yn Gymraeg eto" in page
    assert '<div lang="en">' in page
    assert '<div lang="cy"><ul class="reach">' in page


def test_the_page_for_a_wrong_address_works_at_any_depth_and_in_all_languages(shells: dict[str, Shell]) -> None:
    page = cast_page(shells["en"], "404.html")
    assert all(link.startswith("/help/assets/") for link in Links(page).loaded)
    assert {"/help/find/", "/help/cy/find/", "/help/a-z/"} <= set(Links(page).followed)
    assert '<div lang="cy">' in page


def test_what_directory_yml_says_is_escaped(shells: dict[str, Shell]) -> None:
    for kind in KINDS:
        page = cast_kind(shells["en"], kind)
        assert "Eastbrook &amp; District &lt;Directory&gt;" in page
        assert "<Directory>" not in page


def test_the_frame_says_what_every_page_must(shells: dict[str, Shell]) -> None:
    page = cast_kind(shells["en"], "location")
    for words in ("Skip to main", "Find help", "Cymraeg", "116 123", "day and night", "made up", "Creative Commons"):
        assert words in page
    quiet = ShellRequest("en", replace(SETTINGS, example=False, help_lines=(), languages=("en",)))
    assert quiet.is_first
    assert 'name="referrer" content="no-referrer"' in page


def test_a_directory_that_says_little_gets_a_frame_without_empty_places(tmp_path: Path) -> None:
    bare = replace(SETTINGS, url="", license="", help_lines=(), languages=("en",), example=False)
    shell = make_shell(CONFIG, ShellRequest("en", bare), tmp_path / "scratch")
    page = shell.moulds["service"].pieces
    html = b"".join(page).decode()
    assert not re.search("frame-help|help-lines|hreflang|frame-example|Licence", html)
    assert "switch-cy" not in shell.moulds["service"].marks


def test_the_same_request_gives_the_same_bytes(shells: dict[str, Shell], tmp_path: Path) -> None:
    again = make_shell(CONFIG, ShellRequest("en", SETTINGS), tmp_path / "elsewhere")
    assert again == shells["en"]
    assert pickle.loads(pickle.dumps(again)) == again


def test_nothing_is_wrong_with_our_own_pages(shells: dict[str, Shell]) -> None:
    assert [shell.warnings for shell in shells.values()] == [(), ()]


def test_a_directory_of_its_own_gets_our_frame(small: Path, tmp_path: Path) -> None:
    english = make_shell(small, ShellRequest("en", SETTINGS), tmp_path / "scratch")
    page = cast_page(english, "about/index.html")
    assert "<title>About &amp; more – Eastbrook" in page
    assert 'hreflang="cy" href="https://directory.eastbrook.example/help/cy/about/"' in page
    welsh = make_shell(small, ShellRequest("cy", SETTINGS), tmp_path / "scratch")
    page = cast_page(welsh, "cy/about/index.html")
    assert "Amdanom" in page
    assert "Gymraeg eto" not in page
    assert 'href="../privacy/"' in page


def test_a_language_that_a_directory_does_not_speak_leaves_no_page(small: Path, tmp_path: Path) -> None:
    request = ShellRequest("en", replace(SETTINGS, languages=("en",)))
    shell = make_shell(small, request, tmp_path / "scratch")
    assert (small.parent / "docs/cy/about.md").is_file()
    assert [page for page in shell.pages if page.startswith("cy/")] == []
    assert shell.warnings == ()


def test_a_slip_in_a_page_is_told_in_words(small: Path, tmp_path: Path) -> None:
    about = small.parent / "docs" / "about.md"
    about.write_text("# About\n\n[Tea](tea.md) <b style='color: red' onclick='x()'>red</b>\n", encoding="utf-8")
    (small.parent / "docs" / "find.md").write_text("# Find\n", encoding="utf-8")
    warnings = make_shell(small, ShellRequest("en", SETTINGS), tmp_path / "scratch").warnings
    assert any("tea.md" in one for one in warnings)
    assert any("onclick, style=" in one and "about/index.html" in one for one in warnings)
    assert any("find.md is not used" in one for one in warnings)


def test_scripts_of_somebody_elses_get_their_hashes(small: Path, tmp_path: Path) -> None:
    about = small.parent / "docs" / "about.md"
    about.write_text("# About\n\n<script>1</script>\n<style>p{}</style>\n", encoding="utf-8")
    shell = make_shell(small, ShellRequest("en", SETTINGS), tmp_path / "scratch")
    assert shell.script_hashes == ("sha256-a4ayc/80/OGda4BO/1o/V0etpOqiLx1JwB5S3beHW0s=",)
    assert len(shell.style_hashes) == 1


def test_a_script_that_differs_from_page_to_page_is_refused(small: Path, tmp_path: Path) -> None:
    custom = small.parent / "mine"
    custom.mkdir()
    script = '{% extends "base.html" %}{% block extrahead %}<script>{{ mark("title") }}</script>{% endblock %}'
    (custom / "main.html").write_text(script, encoding="utf-8")
    small.write_text(small.read_text("utf-8").replace("font: false", "font: false, custom_dir: mine"), "utf-8")
    with pytest.raises(ShellError, match="move it to a file"):
        make_shell(small, ShellRequest("en", SETTINGS), tmp_path / "scratch")


@pytest.mark.parametrize(
    ("old", "new"),
    [("plugins: [hereabouts]", "plugins: []"), ("font: false}", "font: false"), ("name: material", "name: no-such")],
)
def test_a_mkdocs_yml_that_cannot_be_used_is_told_in_words(small: Path, tmp_path: Path, old: str, new: str) -> None:
    small.write_text(small.read_text("utf-8").replace(old, new), "utf-8")
    with pytest.raises(ShellError, match=r"mkdocs\.yml"):
        make_shell(small, ShellRequest("en", SETTINGS), tmp_path / "scratch")


def test_the_key_changes_with_what_the_shell_is_made_from(small: Path) -> None:
    def key(code: str = "en", **changed: object) -> str:
        return shell_key(small, ShellRequest(code, replace(SETTINGS, **changed)))  # type: ignore[arg-type]

    first = key()
    assert key() == first
    assert key(review_every="1 month") == first
    assert len({first, key("cy"), key(name="Other"), key(example=False), key(help_lines=())}) == 5
    (small.parent / "docs" / "about.md").write_text("# Changed\n", encoding="utf-8")
    assert key() != first
    after_page = key()
    small.write_text(small.read_text("utf-8") + "extra: {generator: false}\n", "utf-8")
    assert key() != after_page


def test_tags_in_mkdocs_yml_are_not_acted_on(small: Path) -> None:
    tags = "extra: {a: !ENV HOME, b: !!python/name:os.getcwd }\n"
    small.write_text(small.read_text("utf-8") + tags, "utf-8")
    assert shell_key(small, ShellRequest("en", SETTINGS))


def test_a_stored_shell_needs_no_mkdocs() -> None:
    words = "import sys, hereabouts.shell, hereabouts.frame; print([m for m in sys.modules if m == 'mkdocs'])"
    path = os.pathsep.join([str(GENERATOR), os.environ.get("PYTHONPATH", "")])
    out = subprocess.run(
        [sys.executable, "-c", words], capture_output=True, text=True, check=True, env={"PYTHONPATH": path}
    )
    assert out.stdout.strip() == "[]"


def test_mkdocs_by_hand_does_not_empty_the_site(small: Path) -> None:
    published = small.parent / "site" / "index.html"
    published.parent.mkdir()
    published.write_text("ours", encoding="utf-8")
    plugin = load_config(str(small)).plugins["hereabouts"]
    assert isinstance(plugin, HereaboutsPlugin)
    commands: tuple[Literal["build", "gh-deploy"], ...] = ("build", "gh-deploy")
    for command in commands:
        with pytest.raises(PluginError, match="hereabouts build"):
            plugin.on_startup(command=command, dirty=False)
    assert published.read_text("utf-8") == "ours"


def test_mkdocs_serve_shows_the_hand_written_pages(small: Path, tmp_path: Path) -> None:
    config = load_config(str(small), site_dir=str(tmp_path / "preview"))
    config.plugins.on_startup(command="serve", dirty=False)
    build(config)
    pages = sorted(path.relative_to(tmp_path / "preview").as_posix() for path in (tmp_path / "preview").rglob("*.html"))
    assert pages == ["404.html", "about/index.html", "index.html", "privacy/index.html"]
    assert "Small" in (tmp_path / "preview" / "about" / "index.html").read_text("utf-8")
    shutil.rmtree(tmp_path / "preview")


@pytest.mark.parametrize(
    ("written", "folders"),
    [
        ("site_name: D", ["docs"]),
        ("docs_dir: words\ntheme: {name: material, custom_dir: look}", ["words", "look"]),
        ("docs_dir: [", ["docs", "site_overrides"]),  # while it is being written
        ("just words", ["docs", "site_overrides"]),
        (None, ["docs", "site_overrides"]),
    ],
)
def test_the_folders_to_watch_are_those_that_mkdocs_yml_names(
    tmp_path: Path, written: str | None, folders: list[str]
) -> None:
    config = tmp_path / "mkdocs.yml"
    if written is not None:
        config.write_text(written)
    assert source_folders(config) == [*(tmp_path / name for name in folders), bundled("site_overrides")]


def test_a_mkdocs_yml_that_is_gone_is_told_in_words(small: Path) -> None:
    small.unlink()
    with pytest.raises(ShellError, match=r"mkdocs\.yml cannot be read"):
        shell_key(small, ShellRequest("en", SETTINGS))


def test_a_page_that_goes_while_it_is_read_is_no_mistake_of_ours(small: Path) -> None:
    (small.parent / "docs" / "scratch.md").symlink_to("nowhere")  # listed, and not there when it is opened
    real = Path.is_file

    def seen(self: Path) -> bool:
        return self.name == "scratch.md" or real(self)

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(Path, "is_file", seen)
        assert shell_key(small, ShellRequest("en", SETTINGS))


def test_settings_that_are_none_are_told_in_words(small: Path) -> None:
    small.write_text("just words", encoding="utf-8")
    with pytest.raises(ShellError, match="holds no settings"):
        shell_key(small, ShellRequest("en", SETTINGS))
