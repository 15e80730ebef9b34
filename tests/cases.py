"""Folders of records that are wrong on purpose, and how each is put together and checked.

A case is a folder below `tests/records/bad/<code>/` (or that folder itself) with an `expected.json`: a list of
``{"code", "file", "line", "column"}``, in order. What is below `directory/` in it is laid over `tests/records/good/`,
so a case holds only what is wrong. What git cannot hold, or not on every system, stands in `make.json`:

- ``remove``: a list of files of the good directory to leave out,
- ``text``: path to contents, for names that some systems do not take,
- ``repeat``: path to a pair of text and how many times, for large files,
- ``link``: path to what a link there points at,
- ``pipe``: a list of paths to make a named pipe at.

Run the tests with ``UPDATE_EXPECTED=1`` (and `-k <code>`) to write each `expected.json` anew, and read the difference.
"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from hereabouts.check import check_folder
from hereabouts.finding import Finding

RECORDS = Path(__file__).parent / "records"
GOOD = RECORDS / "good"
BAD = RECORDS / "bad"
TODAY = date(2026, 11, 20)
"""The day on which every case is checked."""


def all_cases() -> list[Path]:
    """Every folder with a case in it, sorted."""
    return sorted(file.parent for file in BAD.rglob("expected.json"))


def code_of(folder: Path) -> str:
    """The code that a case is about."""
    return folder.relative_to(BAD).parts[0]


def check_case(folder: Path) -> list[Finding]:
    """Put the case together in a scratch folder and check all of it."""
    with made(folder) as root:
        return check_all(root)


def check_all(root: Path) -> list[Finding]:
    """Every finding of the directory in `root`, sorted: the whole check, as `hereabouts check` would run it."""
    return sorted(check_folder(root / "directory", root, TODAY).findings)


def expected(folder: Path) -> list[dict[str, Any]]:
    """What the case says should be found."""
    found: list[dict[str, Any]] = json.loads((folder / "expected.json").read_text(encoding="utf-8"))
    return found


def summary(findings: list[Finding]) -> list[dict[str, Any]]:
    """Findings as `expected.json` has them."""
    return [
        {"code": item.code, "file": item.place.file, "line": item.place.line, "column": item.place.column}
        for item in findings
    ]


def write_expected(folder: Path, findings: list[Finding]) -> None:
    """Write down what was found as what is expected from now on."""
    rows = ",\n".join(f"  {json.dumps(row, ensure_ascii=False)}" for row in summary(findings))
    (folder / "expected.json").write_text(f"[\n{rows}\n]\n" if rows else "[]\n", encoding="utf-8")


@contextmanager
def made(folder: Path) -> Iterator[Path]:
    """A scratch folder with the good directory and the case laid over it."""
    with TemporaryDirectory(prefix="case-") as scratch:
        root = Path(scratch)
        shutil.copytree(GOOD, root, dirs_exist_ok=True)
        recipe = _recipe(folder)
        for path in recipe.get("remove", ()):
            (root / path).unlink()
        if (folder / "directory").is_dir():
            shutil.copytree(folder / "directory", root / "directory", dirs_exist_ok=True)
        _make(root, recipe)
        yield root


def _recipe(folder: Path) -> dict[str, Any]:
    file = folder / "make.json"
    recipe: dict[str, Any] = json.loads(file.read_text(encoding="utf-8")) if file.exists() else {}
    unknown = recipe.keys() - {"remove", "text", "repeat", "link", "pipe"}
    assert not unknown, f"{file}: nobody makes {unknown}"
    return recipe


def _make(root: Path, recipe: dict[str, Any]) -> None:
    for path, text in recipe.get("text", {}).items():
        _parent(root / path).write_text(text, encoding="utf-8")
    for path, (text, times) in recipe.get("repeat", {}).items():
        _parent(root / path).write_text(text * times, encoding="utf-8")
    for path, target in recipe.get("link", {}).items():
        _parent(root / path).symlink_to(target)
    for path in recipe.get("pipe", ()):
        os.mkfifo(_parent(root / path))


def _parent(path: Path) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    return path
