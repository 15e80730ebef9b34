"""One record file from a stranger: bytes in, a document with positions and findings out, never an exception."""

from __future__ import annotations

from hashlib import blake2b
from typing import Any

import yaml

from hereabouts.source.document import Document
from hereabouts.source.events import Tree
from hereabouts.source.layout import RecordFile, read_file, unreadable
from hereabouts.source.text import read_text

LOADER: type[Any] = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
"""Whose events are read: libyaml's, or where it was not built, the same in Python and about ten times slower."""


def read_document(file: str, content: bytes, loader: type[Any] = LOADER) -> Document:
    """Read one record file. Raises nothing for any bytes.

    Every scalar stays text, without exception; `values` and `keys` have line and column, counted from 1, in
    characters. A document with error findings carries what could be read around them.
    """
    text = read_text(file, content)
    if text.clean is None:
        return Document(file, text.shown, findings=text.findings, digest=digest(content))
    tree = Tree(file, text.clean)
    tree.read(loader)
    found = (*text.findings, *tree.findings)
    return Document(file, text.shown, tree.data, tree.values, tree.keys, tuple(sorted(found)), digest(content))


def load_document(record: RecordFile) -> Document:
    """Open and read one record file. Raises nothing: a file that cannot be opened has a finding that says so."""
    try:
        content = read_file(record.location)
    except OSError as error:
        return Document(record.file, findings=(unreadable(record.file, error),))
    return read_document(record.file, content)


def digest(content: bytes) -> str:
    """A short name for exactly these bytes: BLAKE2b, 64 hexadecimal figures."""
    return blake2b(content, digest_size=32).hexdigest()
