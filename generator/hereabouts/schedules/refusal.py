"""What cannot be taken, and how to say why."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NoReturn


@dataclass(frozen=True, slots=True)
class Refusal:
    """Why a line or a set of fields was not taken, in the terms of the catalogue of findings.

    `code` and `hint` name the words, `values` fills them. `column` counts characters from 0 at the start of the
    line. `key` names the field at fault when there are several, and is empty for a bare line.
    """

    code: str
    hint: str = "hint"
    values: dict[str, str] = field(default_factory=dict)
    column: int = 0
    key: str = ""


class RefusedError(Exception):
    """Carries a refusal up to the function that was asked; never leaves this package."""

    def __init__(self, refusal: Refusal) -> None:
        super().__init__(refusal.code)
        self.refusal = refusal


def refuse(code: str, column: int, /, *, hint: str = "hint", **values: object) -> NoReturn:
    """Give up on the line at `column`, for the reason that `code` names."""
    raise RefusedError(Refusal(code, hint, {name: str(value) for name, value in values.items()}, column))
