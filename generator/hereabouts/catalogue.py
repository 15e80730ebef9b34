"""The words of every finding, read once from `findings/*.toml`.

Each code is one table::

    [reference-unknown]
    severity = "error"
    title = "A name that is not in the directory"
    message = "There is no {kind} called `{name}`."
    hint = "Check the spelling, or add it first."
    hints.near = "Did you mean `{suggestion}`?"
    explain = "Why this matters, in a short paragraph."
    wrong = "at: eastbrok-hall"
    right = "at: eastbrook-hall"

Codes are stable: other people's scripts and links name them.
"""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from importlib import resources


@dataclass(frozen=True, slots=True)
class Entry:
    """What the catalogue says of one code. `hints` always has the key ``hint`` when there is any next move."""

    code: str
    theme: str
    severity: str
    title: str
    message: str
    hints: dict[str, str]
    explain: str
    wrong: str
    right: str


def _entry(code: str, theme: str, table: dict[str, object]) -> Entry:
    hints = {str(key): str(words) for key, words in dict(table.get("hints") or {}).items()}  # type: ignore[call-overload]
    if "hint" in table:
        hints["hint"] = str(table["hint"])
    return Entry(
        code=code,
        theme=theme,
        severity=str(table["severity"]),
        title=str(table["title"]),
        message=str(table["message"]),
        hints=hints,
        explain=str(table.get("explain", "")).strip(),
        wrong=str(table.get("wrong", "")).strip("\n"),
        right=str(table.get("right", "")).strip("\n"),
    )


def _load() -> dict[str, Entry]:
    entries: dict[str, Entry] = {}
    folder = resources.files("hereabouts") / "findings"
    for file in sorted(folder.iterdir(), key=lambda item: item.name):
        if not file.name.endswith(".toml"):
            continue
        for code, table in tomllib.loads(file.read_text(encoding="utf-8")).items():
            if code in entries:
                raise ValueError(f"the code {code} stands twice in the catalogue")
            entries[code] = _entry(code, file.name.removesuffix(".toml"), table)
    return entries


CATALOGUE: dict[str, Entry] = _load()
