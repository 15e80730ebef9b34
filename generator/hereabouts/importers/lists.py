"""A list of terms on its way into a record, and one term of it."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import partial

from hereabouts.importers.names import Names
from hereabouts.importers.thing import Thing
from hereabouts.model.ids import slug

LOOSE = "details"
"""The list for terms that say neither what list they are from nor what they are for."""

_TELL_NOTHING = frozenset(
    {
        *("", "s", "attribute", "attributes", "code", "description", "id", "label", "link-entity", "link-id"),
        *("link-type", "list", "name", "none", "null", "string", "taxonomies", "taxonomy", "taxonomy-id"),
        *("taxonomy-term", "taxonomy-terms", "term", "terms", "test", "type", "value", "version"),
    }
)
"""What a source may have where the word for a list is meant: names of fields, and stand-ins."""


def list_words(*words: str) -> list[str]:
    """Those of these words, as file names, that say what is in a list."""
    return [name for word in words if (name := slug(word)) not in _TELL_NOTHING]


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
    scope: str = ""
    """What the ids that are no UUIDs count in."""
    counts_for: str = ""
    """How long what is said with it counts, as far as the directory's own list says."""
