"""A list of terms on its way into a record, and one term of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from hereabouts.importers.names import Names
from hereabouts.importers.thing import Thing


@dataclass(slots=True, eq=False)
class TermList:
    """One list on its way into a record: its file name, what is known of it, and its terms by key."""

    name: str
    id: str
    pinned: bool
    fields: dict[str, str] = field(default_factory=dict)
    link_type: str = ""
    terms: dict[str, TermEntry] = field(default_factory=dict)
    things: list[Thing] = field(default_factory=list)
    """Every entry that the source has of this list."""
    names: Names = field(default_factory=partial(Names, files=False))
    there: bool = False
    """Whether the directory has this list already, so that nothing can be added to it."""


@dataclass(slots=True, eq=False)
class TermEntry:
    """One term. `parent` is the id or key of another thing in the source."""

    key: str
    list: TermList
    id: str
    pinned: bool
    thing: Thing | None
    fields: dict[str, str]
    parent: str = ""
    counts_for: str = ""
    """How long what is said with it counts, as far as the directory's own list says."""
