"""What a feed answered to one question, from wherever it is read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from hereabouts.web import Json, Trouble


@dataclass(frozen=True, slots=True)
class Answer:
    """One document: its address or path, and what it says (`None` when that could not be read)."""

    document: str
    value: Json | None = None
    found: bool = True
    """False when there is nothing at that address, as opposed to something broken."""
    troubles: Sequence[Trouble] = ()
    example: bool = False
    """True when the one file of its kind stands for every record, as in a folder of examples."""


class Source(Protocol):
    """A feed that can be asked. Paths are as the standard has them: ``/``, ``/services``, ``/services/<id>``."""

    @property
    def name(self) -> str:
        """What the user called it."""

    @property
    def online(self) -> bool:
        """Whether it is asked over HTTP, so that it may have pages and is only sampled unless told otherwise."""

    @property
    def spent(self) -> str:
        """Why no more questions are asked; empty while they are."""

    def read(self, path: str, **query: int | str) -> Answer:
        """Ask for one document."""

    def lines(self, collection: str) -> Answer | None:
        """The records of a collection as lines of JSON, as a list, where it offers them."""

    def described(self, address: str) -> Answer | None:
        """The feed's own OpenAPI description, said to be at `address`; None when it is somebody else's to check."""

    def held(self, collection: str) -> list[str]:
        """The ids it holds records of, as far as it can list them."""
