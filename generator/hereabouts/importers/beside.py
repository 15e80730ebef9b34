"""The file that our own feed has beside its HSDS: looked for next to what is imported, and read line by line."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from hereabouts.importers.asking import Answer
from hereabouts.importers.extension import EXTENSION
from hereabouts.importers.source import LARGEST, LONGEST_LINE, SourceRecord, api_folder, read_json

NAME = "extension.ndjson"


def read_beside(source: Path) -> Iterator[SourceRecord]:
    """Every line of the file beside a source on disk; nothing where there is none, or where it is a link."""
    file = (api_folder(source) if source.is_dir() else source.parent) / NAME
    if file == source or file.is_symlink() or not file.is_file():
        return
    if file.stat().st_size > LARGEST:
        yield SourceRecord(NAME, NAME, None, EXTENSION, f"It is larger than {LARGEST // 2**20} MB.")
        return
    with file.open("rb") as stream:
        yield from _read_lines(iter(lambda: stream.readline(LONGEST_LINE + 1), b""))


def read_answer(answer: Answer) -> Iterator[SourceRecord]:
    """Every line of what a server gave for the file; nothing where it has no such file, or gave something else.

    Only a server that has the file, and cannot give it now, is told of.
    """
    if answer.error and (answer.silent or not 400 <= answer.status < 500):
        yield SourceRecord(NAME, NAME, None, EXTENSION, answer.error)
    elif answer.found and not answer.error and _OURS.match(answer.body):
        yield from _read_lines(answer.body.split(b"\n"))


_OURS = re.compile(rb'\s*\{"id":')
"""How the file begins. Some servers answer any question with a page of their own."""


def _read_lines(lines: Iterable[bytes]) -> Iterator[SourceRecord]:
    for number, line in enumerate(lines, 1):
        if line.strip():
            yield read_line(f"{NAME}, line {number}", line)


def read_line(label: str, line: bytes) -> SourceRecord:
    """One line of the file."""
    data, error, troubles = read_json(line)
    return SourceRecord(label, label, data, EXTENSION, error, troubles=troubles)
