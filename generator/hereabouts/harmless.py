"""Cells that no spreadsheet program takes for a formula."""

from __future__ import annotations

_BEGINS_FORMULA = frozenset("=+-@\t\r\n＝＋－＠")


def harmless(cell: str) -> str:
    """A cell that no spreadsheet program takes for a formula (CWE-1236): an apostrophe says that it is text.

    ``+353 1 496 0000`` becomes ``'+353 1 496 0000``, which stays a number to read and to dial.
    """
    return f"'{cell}" if cell[:1] in _BEGINS_FORMULA else cell
