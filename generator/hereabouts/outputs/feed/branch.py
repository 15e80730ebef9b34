"""The feed in one language: where its files are, and how its words are said."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeVar

from hereabouts.directory import Directory
from hereabouts.model.objects import Hsds
from hereabouts.outputs.feed.translation import Translation

T = TypeVar("T", bound=Hsds)

FOLDER = "api/"


@dataclass(frozen=True, slots=True)
class Branch:
    """One language of the feed. `folder` is ``api/`` for the first, ``api/cy/`` for Welsh; the ids are the same.

    `beside` names what a build publishes beside this module's own files, and so may be promised.
    """

    directory: Directory
    language: str
    folder: str
    translation: Translation | None = None
    beside: frozenset[str] = frozenset()

    def say(self, made: T) -> T:
        """An HSDS object in this language."""
        return made if self.translation is None else self.translation.of(made)


def branches(directory: Directory, beside: frozenset[str] = frozenset()) -> list[Branch]:
    """The feed in each language of the directory, the first one first."""
    first, *others = directory.settings.languages
    made = [Branch(directory, first, FOLDER, beside=beside)]
    made += [Branch(directory, code, f"{FOLDER}{code}/", Translation(directory, code)) for code in others]
    return made
