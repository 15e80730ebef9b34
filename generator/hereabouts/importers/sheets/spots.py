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
        step = re.split(r"[.\[]", where.path, maxsplit=1)[0]
        heading = heading or self.fields.get((where.source, step), "")
        return Where(row, heading) if heading else Where(row, where.path)
