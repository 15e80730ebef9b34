"""Reads NDJSON: a JSON document on every line."""

from __future__ import annotations

from dataclasses import replace

from hereabouts.conform.answer import Answer
from hereabouts.web import parse


def read_lines(document: str, body: bytes, depth: int) -> Answer:
    """Read lines of JSON, each a record. What is wrong with one is told with its index; the others are read."""
    records, troubles = [], []
    for number, line in enumerate(body.splitlines()):
        value, found = parse(line, depth) if line.strip() else (None, [])
        troubles += [replace(trouble, parts=(number, *trouble.parts)) for trouble in found]
        records.append(value)
    return Answer(document, records, troubles=troubles)
