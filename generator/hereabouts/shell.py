"""Making the shell: one run of MkDocs into a scratch folder of its own, and the moulds that come out of it.

MkDocs renders the hand-written pages and one page of marks per kind of record (see `mould.py`); `plugin.py` catches
their HTML before anything is written. MkDocs is imported only when a shell is really made, and never told where the
site is: it empties the folder that it builds into.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import TYPE_CHECKING, Any

import yaml
from jinja2 import TemplateError

from hereabouts.catch import Catch, ShellRequest
from hereabouts.mould import KINDS, Shell, cut
from hereabouts.policy import find_inline
from hereabouts.resources import bundled
from hereabouts.styles import join_styles

if TYPE_CHECKING:
    from hereabouts.plugin import HereaboutsPlugin

_VERSIONS = (
    "hereabouts",
    "mkdocs",
    "mkdocs-material",
    "jinja2",
    "markdown",
    "markupsafe",
    "pymdown-extensions",
    "babel",
)
_OWN = (
    *("catch.py", "frame.py", "interface.py", "lunr.py", "mould.py", "plugin.py", "policy.py", "resources.py"),
    *("settings.py", "shell.py", "styles.py"),
)


class ShellError(Exception):
    """The shell cannot be made; the message says what to do, in plain words."""


def make_shell(config_file: Path, request: ShellRequest, scratch: Path) -> Shell:
    """Run MkDocs once and cut what it made.

    `scratch` is ours alone and emptied first. Raises ShellError when mkdocs.yml or a hand-written page cannot be used.
    """
    if scratch.exists():
        shutil.rmtree(scratch)
    scratch.mkdir(parents=True)
    with _hearing() as warnings:
        try:
            catch = _run_mkdocs(config_file, request, scratch)
        except ShellError as problem:
            raise ShellError("\n".join([str(problem), *warnings])) from problem
    missing = sorted(KINDS.keys() - catch.kinds.keys())
    if missing:
        raise ShellError(
            f"the theme made no page for: {', '.join(missing)}. Is `plugins: [hereabouts]` in {config_file}?"
        )
    scripts, styles = _hashes(catch, warnings)
    return Shell(
        language=request.language,
        moulds={kind: cut(catch.kinds[kind]) for kind in sorted(catch.kinds)},
        pages={path: cut(catch.pages[path]) for path in sorted(catch.pages)},
        assets=join_styles(dict(_assets(scratch))),
        exit=catch.exit,
        script_hashes=scripts,
        style_hashes=styles,
        warnings=tuple(dict.fromkeys(warnings)),
    )


def shell_key(config_file: Path, request: ShellRequest) -> str:
    """A hash of all that a shell is made from: same key, same shell. Needs no MkDocs."""
    digest = hashlib.sha256(request.facts().encode())
    for package in _VERSIONS:
        digest.update(f"\0{package} {_version(package)}".encode())
    for label, path in _sources(config_file):
        digest.update(f"\0{label}\0".encode())
        with suppress(FileNotFoundError):  # an editor's, gone again
            digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def source_folders(config_file: Path) -> list[Path]:
    """The folders that a shell is made from, whether they are there or not: hand-written pages and overrides."""
    here = config_file.parent
    try:
        said = _read_options(config_file)
    except ShellError:  # while it is being written
        said = _DEFAULTS
    own = [here / said[name] for name in ("docs_dir", "custom_dir") if said[name]]
    return [*own, bundled("site_overrides")]


def _run_mkdocs(config_file: Path, request: ShellRequest, scratch: Path) -> Catch:
    from mkdocs.commands.build import build  # noqa: PLC0415 - slow to import, and most builds need no shell
    from mkdocs.config import load_config  # noqa: PLC0415
    from mkdocs.exceptions import MkDocsException  # noqa: PLC0415

    wanted: dict[str, Any] = {"site_name": request.settings.name, "site_url": request.settings.url or None}
    try:
        with config_file.open("rb") as opened:
            config = load_config(opened, site_dir=str(scratch), strict=False, **wanted)
        plugin = config.plugins.get("hereabouts")
        if plugin is None:
            raise ShellError(f"Add `hereabouts` under `plugins:` in {config_file}.")
        caught: HereaboutsPlugin = plugin
        caught.request = request
        try:
            build(config)
        finally:
            caught.request = None  # MkDocs keeps its plugins for the next build
    except (MkDocsException, SystemExit, TemplateError) as problem:
        raise ShellError(f"The pages of {config_file} could not be made: {problem}") from problem
    return caught.catch


def _hashes(catch: Catch, warnings: list[str]) -> tuple[tuple[str, ...], tuple[str, ...]]:
    scripts: set[str] = set()
    styles: set[str] = set()
    for name, html in sorted((catch.kinds | catch.pages).items()):
        try:
            inline = find_inline(html)
        except ValueError as problem:
            raise ShellError(f"{name}: {problem}") from problem
        scripts |= inline.scripts
        styles |= inline.styles
        if inline.attributes:
            found = ", ".join(sorted(inline.attributes))
            warnings.append(f"{name}: browsers will ignore {found}=, which the site's safety rules do not allow.")
    return tuple(sorted(scripts)), tuple(sorted(styles))


def _assets(scratch: Path) -> Iterator[tuple[str, bytes]]:
    for path in sorted(scratch.rglob("*")):
        if path.is_file():
            yield path.relative_to(scratch).as_posix(), path.read_bytes()


def _version(package: str) -> str:
    try:
        return version(package)
    except PackageNotFoundError:
        return "not installed"


def _sources(config_file: Path) -> Iterator[tuple[str, Path]]:
    package = Path(__file__).resolve().parent
    here = config_file.resolve().parent
    said = _read_options(config_file)
    yield "mkdocs.yml", config_file
    yield from ((name, package / name) for name in _OWN)
    folders = [
        ("locales", package / "locales"),
        ("bundled", bundled("site_overrides")),
        ("docs", here / said["docs_dir"]),
    ]
    if said["custom_dir"]:
        folders.append(("custom", here / said["custom_dir"]))
    for label, folder in folders:
        yield from _files(label, folder)


def _files(label: str, folder: Path) -> Iterator[tuple[str, Path]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            yield f"{label}/{path.relative_to(folder).as_posix()}", path


_DEFAULTS = {"docs_dir": "docs", "custom_dir": "site_overrides"}


class _Options(yaml.SafeLoader):
    """Reads mkdocs.yml without acting on its tags: `!ENV` and `!!python/name:` become nothing."""


_Options.add_multi_constructor("", lambda _loader, _suffix, _node: None)


def _read_options(config_file: Path) -> dict[str, str]:
    try:
        said = yaml.load(config_file.read_bytes(), Loader=_Options) or {}  # noqa: S506 - a SafeLoader
    except (yaml.YAMLError, OSError) as problem:
        raise ShellError(f"{config_file} cannot be read: {problem}") from problem
    if not isinstance(said, dict):
        raise ShellError(f"{config_file} holds no settings. A line of it looks like this: site_name: Our directory")
    theme = said.get("theme")
    custom = theme.get("custom_dir") if isinstance(theme, dict) else None
    return {"docs_dir": str(said.get("docs_dir") or "docs"), "custom_dir": str(custom or "")}


class _Listener(logging.Handler):
    def __init__(self, heard: list[str]) -> None:
        super().__init__(logging.WARNING)
        self._heard = heard

    def emit(self, record: logging.LogRecord) -> None:
        self._heard.append(record.getMessage())


@contextmanager
def _hearing() -> Iterator[list[str]]:
    """Keep MkDocs quiet, and what it warns of."""
    heard: list[str] = []
    log = logging.getLogger("mkdocs")
    listener = _Listener(heard)
    before = log.propagate, log.level, log.handlers[:]
    log.propagate, log.handlers = False, [listener]
    log.setLevel(logging.WARNING)
    try:
        yield heard
    finally:
        log.propagate, log.handlers = before[0], before[2]
        log.setLevel(before[1])
