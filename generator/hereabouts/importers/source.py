"""Source files as a stream of JSON values, each with a name that a person can find it by.

Three shapes are read: a folder of `.json` files (the items and pages of an API, or what `build` published under
`api/`), one `.json` file (an object, a list, or a page with `contents`), and `.ndjson` with one record to a line.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hereabouts.importers.troubles import DEEPEST, words_for
from hereabouts.web import Trouble, parse

KINDS = (
    "taxonomies",
    "taxonomy_terms",
    "organizations",
    "locations",
    "services",
    "service_at_locations",
)
"""The folders and pages of an API that are read, in this order: what others refer to comes first."""

LARGEST = 512 * 2**20
"""The largest file that is read, in bytes."""

LONGEST_LINE = 64 * 2**20
"""The longest line of a dump, in bytes."""


class SourceError(Exception):
    """The source as a whole cannot be read; the message says what to do about it."""


class Entry(dict[str, Any]):
    """An object that stands in a place of its own in the source, such as a row of a table, and not where it nests.

    `label` names that place to a person: ``phones.csv, row 7``.
    """

    __slots__ = ("label",)

    def __init__(self, label: str, values: Mapping[str, Any]) -> None:
        super().__init__(values)
        self.label = label


class Made(str):
    """What we call a thing that its source gives no id, so that others can name it. Nobody need be told of it."""

    __slots__ = ()


@dataclass(frozen=True, slots=True)
class SourceRecord:
    """One JSON value. `label` is its file, with the line or row where a file has many.

    `scope` is what ids that are no UUIDs count in: a line of a dump, or a whole API. `kind` is what the
    folder or page said it is (one of `KINDS`), or empty. One with an `error` was there and could not be read.
    """

    label: str
    scope: str
    data: Any
    kind: str = ""
    error: str = ""
    troubles: tuple[Trouble, ...] = ()
    """What had to be put right in it before it could be read."""
    about: str = ""
    """The id of the thing in it, where that is told by more than the value itself."""


def read_source(path: Path) -> Iterator[SourceRecord]:
    """All records of a source, in a fixed order. A part that is not JSON comes as a record with `error`.

    Raises SourceError when there is nothing to read.
    """
    if path.is_dir():
        yield from _read_folder(path)
    elif not path.is_file():
        raise SourceError(f"There is no file or folder at {path}.")
    elif path.suffix.lower() in {".ndjson", ".jsonl"}:
        yield from _read_lines(path)
    else:
        yield from _read_file(path, path.name, path.name, "")


def _read_folder(folder: Path) -> Iterator[SourceRecord]:
    folder = api_folder(folder)
    files = [(kind, file) for kind in KINDS for file in _files_of(folder, kind)]
    if not files:
        files = [(_kind_of(file), file) for file in sorted(folder.rglob("*.json")) if not file.is_symlink()]
    if not files:
        raise SourceError(f"There is no .json file in {folder}.")
    for kind, file in files:
        yield from _read_file(file, file.relative_to(folder).as_posix(), "", kind)


def api_folder(folder: Path) -> Path:
    """Where the files of an API are: the folder itself, or the one in it that `build` publishes them in."""
    inner = folder / "api"
    return inner if (inner / "services").is_dir() or (inner / "index.json").is_file() else folder


def _kind_of(file: Path) -> str:
    """What kind of thing a file is about, going by its folder or its own name; empty where neither says."""
    words = (file.parent.name, file.stem)
    singulars = sorted(((_singular(kind), kind) for kind in KINDS), key=lambda pair: -len(pair[0]))
    return next((kind for word in words for one, kind in singulars if word.startswith((one, kind))), "")


def _singular(kind: str) -> str:
    return f"{kind.removesuffix('ies')}y" if kind.endswith("ies") else kind.removesuffix("s")


def _files_of(folder: Path, kind: str) -> list[Path]:
    """The page of a collection, which has them in order, then the full items.

    Where the folder has the page once more, for servers that look for it there, it is read once.
    """
    items = sorted((folder / kind).glob("*.json"))
    if (folder / f"{kind}.json").is_file():
        items = [file for file in items if file.name != "index.json"]
    return [file for file in [folder / f"{kind}.json", *items] if file.is_file() and not file.is_symlink()]


def _read_file(file: Path, label: str, scope: str, kind: str) -> Iterator[SourceRecord]:
    if file.stat().st_size > LARGEST:
        raise SourceError(f"{label} is larger than {LARGEST // 2**20} MB. Split it, or write one record to a line.")
    data, error, troubles = read_json(file.read_bytes())
    if error:
        yield SourceRecord(label, scope, None, kind, error, about=file.stem if file.parent.name == kind else "")
        return
    contents = page_items(data)
    if contents is None:
        yield SourceRecord(label, scope, data, kind, troubles=troubles)
        return
    if troubles:
        yield SourceRecord(label, scope, [], kind, troubles=troubles)
    for index, item in enumerate(contents):
        yield SourceRecord(f"{label}, item {index + 1}", scope, item, kind)


def _read_lines(file: Path) -> Iterator[SourceRecord]:
    with file.open("rb") as stream:
        for number, line in enumerate(iter(lambda: stream.readline(LONGEST_LINE + 1), b""), 1):
            label = f"{file.name}, line {number}"
            if len(line) > LONGEST_LINE:
                raise SourceError(f"{label} is longer than {LONGEST_LINE // 2**20} MB.")
            if not line.strip():
                continue
            data, error, troubles = read_json(line)
            if isinstance(data, dict) and "record" in data and set(data) <= {"record", "source"}:
                data = data["record"]
            yield SourceRecord(label, label, data, "", error, troubles=troubles)


def page_items(data: Any) -> list[Any] | None:
    """The things on a page of an API, which HSDS 3 keeps under `contents` and older feeds under `content`."""
    if isinstance(data, list):
        return data
    named = [data.get(name) for name in ("contents", "content")] if isinstance(data, dict) else []
    return next((items for items in named if isinstance(items, list)), None)


def read_json(content: bytes) -> tuple[Any, str, tuple[Trouble, ...]]:
    """The JSON value of a document, why there is none, and what had to be put right in it."""
    value, troubles = parse(content, DEEPEST)
    troubles = [one for one in troubles if one.code != "answer-bom"]
    if value is None:
        return None, words_for(troubles[-1]), ()
    return value, "", tuple(troubles)
