"""The tables of a package, from a folder or a zip, with or without a datapackage.json that says which is which.

A zip is read where it is and never unpacked to the disk, so nothing in it can end up anywhere. What it would unpack
to is added up before anything is read.
"""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Any, Protocol

from hereabouts.importers.beside import NAME as BESIDE
from hereabouts.importers.report import Action, Report, Where
from hereabouts.importers.source import SourceError, read_json
from hereabouts.importers.tables import Table, read_table

MOST_FILES = 500
MOST_BYTES = 512 * 2**20
MOST_TIMES = 200
"""How many times larger a file may get when it is unpacked. Text gets about ten times larger."""
_SMALL = 2**20
_DESCRIPTION = "datapackage.json"
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, OSError)
"""What reading a zip that is none may raise."""


@dataclass(slots=True)
class Package:
    """Tables by what they are called (the name of the resource, else of the file), and the version it says it is.

    `beside` are the lines of what our own packages have beside the tables.
    """

    tables: dict[str, Table] = field(default_factory=dict)
    version: str = ""
    beside: list[bytes] = field(default_factory=list)


class _Files(Protocol):
    def names(self) -> list[str]:
        """The paths of all files, sorted, with forward slashes."""

    def read(self, name: str) -> bytes:
        """The bytes of one."""


def read_package(path: Path, report: Report) -> Package:
    """Read every table. Raises SourceError for what is no package, or is too large to be one."""
    with _open(path) as files:
        names = files.names()
        tables = [name for name in names if name.lower().endswith(".csv")]
        if not tables:
            raise SourceError(f"There is no .csv file in {path}.")
        package = Package()
        resources = _describe(files, names, package, report)
        for name in names:
            if PurePosixPath(name).name == BESIDE:
                package.beside = files.read(name).splitlines()
        for name in tables:
            called = resources.get(name) or PurePosixPath(name).stem.lower()
            if called in package.tables:
                why = "Another table in the package has the same name."
                report.add(Where(name), "table", Action.DROPPED, name, why)
            else:
                package.tables[called] = read_table(PurePosixPath(name).name, files.read(name), report)
        return package


@contextmanager
def _open(path: Path) -> Iterator[_Files]:
    if path.is_dir():
        yield _Folder(path)
        return
    if not path.is_file():
        raise SourceError(f"There is no file or folder at {path}.")
    try:
        with zipfile.ZipFile(path) as archive:
            yield _Zip(path.name, archive)
    except BROKEN as error:
        raise SourceError(f"{path.name} is no zip file that can be read ({error}).") from error


def _describe(files: _Files, names: list[str], package: Package, report: Report) -> dict[str, str]:
    """What each file is called by the description nearest to the top, if there is one."""
    found = sorted((name for name in names if PurePosixPath(name).name == _DESCRIPTION), key=len)
    if not found:
        return {}
    value, error, _ = read_json(files.read(found[0]))
    if not isinstance(value, dict):
        report.add(Where(found[0]), "file", Action.DROPPED, found[0], error or "It describes no package.")
        return {}
    package.version = str(value.get("hsds_version", value.get("version", "")))
    folder = PurePosixPath(found[0]).parent
    return dict(_resources(value.get("resources"), folder, set(names), report))


def _resources(listed: Any, folder: PurePosixPath, names: set[str], report: Report) -> Iterator[tuple[str, str]]:
    for one in listed if isinstance(listed, list) else []:
        if not isinstance(one, dict) or not isinstance(one.get("path"), str):
            continue
        path = (folder / one["path"]).as_posix()
        if path in names:
            yield path, str(one.get("name", "")).lower() or PurePosixPath(path).stem.lower()
        else:
            why = "The description names a file that is not in the package."
            report.add(Where(_DESCRIPTION), "path", Action.DROPPED, one["path"], why)


class _Folder:
    def __init__(self, folder: Path) -> None:
        self._files = {
            file.relative_to(folder).as_posix(): file
            for file in sorted(folder.rglob("*"))
            if file.is_file() and not file.is_symlink() and file.suffix.lower() in {".csv", ".json", ".ndjson"}
        }
        _weigh(folder.name, [(name, file.stat().st_size) for name, file in self._files.items()])

    def names(self) -> list[str]:
        return list(self._files)

    def read(self, name: str) -> bytes:
        return self._files[name].read_bytes()


class _Zip:
    def __init__(self, name: str, archive: zipfile.ZipFile) -> None:
        self._archive = archive
        self._files = {info.filename: info for info in archive.infolist() if not info.is_dir()}
        weigh_zip(name, self._files.values())

    def names(self) -> list[str]:
        return sorted(self._files)

    def read(self, name: str) -> bytes:
        """The bytes of one, no more than it said it would have."""
        info = self._files[name]
        with self._archive.open(info) as stream:
            content = stream.read(info.file_size + 1)
        if len(content) != info.file_size:
            raise SourceError(f"{name} is not as large as the zip file says.")
        return content


def weigh_zip(name: str, infos: Collection[zipfile.ZipInfo]) -> None:
    """Look at what is in a zip before anything is unpacked. Raises SourceError for too much, and for locked files."""
    _weigh(name, [(info.filename, info.file_size) for info in infos])
    for info in infos:
        if info.file_size > _SMALL and info.file_size > MOST_TIMES * max(info.compress_size, 1):
            times = info.file_size // max(info.compress_size, 1)
            raise SourceError(f"{info.filename} in {name} unpacks to {times} times its size. That is no data.")
        if info.flag_bits & 1:
            raise SourceError(f"{info.filename} in {name} is locked with a password.")


def _weigh(name: str, sizes: list[tuple[str, int]]) -> None:
    if len(sizes) > MOST_FILES:
        raise SourceError(f"There are {len(sizes):,} files in {name}; {MOST_FILES} is the most.")
    total = sum(size for _, size in sizes)
    if total > MOST_BYTES:
        raise SourceError(f"{name} holds {total // 2**20:,} MB; {MOST_BYTES // 2**20} MB is the most.")
