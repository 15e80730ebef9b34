"""What has been read of one line so far."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from hereabouts.schedules.refusal import refuse

if TYPE_CHECKING:
    from datetime import date

    from hereabouts.schedules.days import Opening
    from hereabouts.schedules.session import Rule, Span


@dataclass(slots=True)
class Line:
    """The parts of a line. `times` is how its hours were typed, and the columns say where a part stands."""

    text: str
    note: str = ""
    opening: Opening | None = None
    always: bool = False
    spans: list[Span] = field(default_factory=list)
    times: str = ""
    times_column: int = 0
    first: date | None = None
    last: date | None = None
    first_column: int = 0
    last_column: int = 0
    attending: list[str] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)

    def add_spans(self, spans: list[Span], typed: str, column: int) -> None:
        """Add hours; the same ones twice count once."""
        if not self.spans:
            self.times, self.times_column = typed, column
        self.spans.extend(span for span in dict.fromkeys(spans) if span not in self.spans)

    def start(self, day: date, column: int) -> None:
        """Set the first day, once."""
        if self.first is not None:
            refuse("schedule-said-twice", column, word="from")
        self.first, self.first_column = day, column

    def end(self, day: date, column: int) -> None:
        """Set the last day, once."""
        if self.last is not None:
            refuse("schedule-said-twice", column, word="until")
        self.last, self.last_column = day, column
