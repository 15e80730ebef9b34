"""The arrows of the design: what may import what, who touches the disk, who asks what day it is."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from graphlib import TopologicalSorter
from pathlib import Path

import pytest

PACKAGE = Path(__file__).resolve().parent.parent / "generator" / "hereabouts"

# From left to right, as the data flows. A module imports from its own line or from one above it, never from below.
LAYERS = (
    ("catalogue", "harmless", "kind", "parallel", "resources", "web"),
    ("finding",),
    ("model", "source"),
    ("settings", "phones", "schedules"),
    ("shorthand", "records", "profile"),
    ("directory", "rules"),
    ("assembly", "branches", "health", "history", "reading"),
    ("check", "writer"),
    ("interface", "changes", "mould", "frame", "policy", "styles", "holding", "report", "reference"),
    ("outputs", "importers", "upkeep"),
    ("store", "tree", "review"),
    ("casting",),
    ("build",),
    ("lunr", "catch", "shell", "plugin", "program", "progress", "serve", "watch", "conform", "ending"),
    ("commands",),
    ("cli",),
    ("__main__",),
)
LEVEL = {name: level for level, names in enumerate(LAYERS) for name in names}

EDGE = {"lunr", "shell", "plugin", "program", "progress", "serve", "watch", "conform", "ending", "commands", "cli"}
DISK = {"catalogue", "resources", "source", "history", "store", "tree", "writer", "importers", "build"} | EDGE
DISK_TOO = {
    "branches": "only hands the folder to history, which asks git",
    "reading": "only hands the paths of files to source",
    "check": "only hands the folder to source",
    "interface": "reads the program's own catalogues",
    "reference": "writes the reference pages when run by hand",
    "profile": "reads the program's own schemas",
    "outputs": "reads the program's own templates",
}
DISK_MODULES = {"os", "pathlib", "shutil", "tempfile", "subprocess"}
CLOCK = {"commands", "plugin", "conform"}


def modules() -> list[Path]:
    return sorted(PACKAGE.rglob("*.py"))


def room(file: Path) -> str:
    """The top-level module or package a file belongs to."""
    return file.relative_to(PACKAGE).parts[0].removesuffix(".py")


def imports(file: Path) -> Iterator[str]:
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and node.module:
            yield node.module
            if node.module == "hereabouts":
                yield from (f"hereabouts.{alias.name}" for alias in node.names)


def needed(file: Path, names: set[str]) -> Iterator[str]:
    """The modules a file imports: a package itself only where it takes something that is no module of it."""
    for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            taken = [f"{node.module}.{alias.name}" for alias in node.names]
            yield from (name if name in names else node.module for name in taken)


def module_of(file: Path) -> str:
    """The name a module is imported by."""
    return "hereabouts." + name_of(file).removesuffix(".py").removesuffix("/__init__").replace("/", ".")


def name_of(file: Path) -> str:
    return file.relative_to(PACKAGE).as_posix()


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_every_module_has_its_place(file: Path) -> None:
    assert room(file) in LEVEL or room(file) == "__init__", "give the new module a line in LAYERS"


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_imports_follow_the_arrows(file: Path) -> None:
    if room(file) == "__init__":
        return
    for name in imports(file):
        parts = name.split(".")
        if parts[0] == "hereabouts" and len(parts) > 1 and parts[1] in LEVEL:
            assert LEVEL[parts[1]] <= LEVEL[room(file)], f"{name_of(file)} must not import {name}"


def test_no_two_modules_need_each_other() -> None:
    """Also where one needs the other for its types alone: what goes round has no first part to understand."""
    names = {module_of(file) for file in modules()}
    needs = {module_of(file): set(needed(file, names)) & names for file in modules()}
    TopologicalSorter(needs).prepare()


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_click_and_mkdocs_stay_at_the_edge(file: Path) -> None:
    if room(file) in EDGE:
        return
    outside = {name.split(".")[0] for name in imports(file)} & {"click", "mkdocs", "material"}
    assert not outside


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_few_rooms_touch_the_disk(file: Path) -> None:
    if room(file) in DISK or room(file) in DISK_TOO:
        return
    assert not {name.split(".")[0] for name in imports(file)} & DISK_MODULES
    assert "open(" not in file.read_text(encoding="utf-8").replace(".open(", "")


@pytest.mark.parametrize("file", modules(), ids=name_of)
def test_only_the_edge_asks_what_day_it_is(file: Path) -> None:
    asked = {
        node.attr
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Attribute) and node.attr in {"today", "now", "utcnow"}
        if isinstance(node.value, ast.Name) and node.value.id in {"date", "datetime", "time"}
    }
    assert not asked or room(file) in CLOCK
