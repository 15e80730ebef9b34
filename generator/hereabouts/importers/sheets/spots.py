"""Where in a spreadsheet everything came from, in words that people find it by: the row, and the heading."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from hereabouts.importers.report import Where


@dataclass(slots=True)
class Spots:
    """Which column everything came from: by label of a thing and field, and by label of a part."""

    fields: dict[tuple[str, str], str] = field(default_factory=dict)
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)
    again: dict[str, list[str]] = field(default_factory=dict)
    """Label of a thing -> the other rows that tell of it."""

    def rows(self, label: str) -> set[str]:
        """Every row that tells of the thing with a label."""
        return {self.find(Where(label)).source, *self.again.get(label, [])}

    def find(self, where: Where) -> Where:
        """A place in the source as the row and the column that people see."""
        row, heading = self.parts.get(where.source, (where.source, ""))
        steps = re.findall(r"[^.\[\]]+", where.path)
        known = (self.fields.get((where.source, step), "") for step in (*steps[-1:], *steps[:1]))
        heading = heading or next(filter(None, known), "")
        return Where(row, heading) if heading else Where(row, where.path)
