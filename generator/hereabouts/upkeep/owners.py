"""The file from which GitHub knows whom to ask about a change, made from who looks after which record.

How GitHub reads it is said in its documentation under "About code owners": the last pattern that fits counts, any one
of those on its line can approve, a space is written with a backslash, and a file of more than 3 MB is not read at all.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from hereabouts.finding import is_error
from hereabouts.settings import items, text
from hereabouts.source.document import Document

MARK = "# Made by `hereabouts owners`"
"""How the file begins. One that begins otherwise is somebody else's."""

_HEAD = f"{MARK} from the lines `maintainers:` of the records. Change those, then run it on main.\n"
_LARGEST = 3_000_000
_PLAIN = re.compile(r"[\w./-]+(?: +[\w./-]+)*")

Maintainers = Mapping[str, Sequence[str]]
"""Path of a record -> the GitHub names in it, without @."""


def read_names(document: Document) -> list[str] | None:
    """The GitHub names under `maintainers`; None where an error keeps us from being certain who they are."""
    errors = [item for item in document.findings if is_error(item)]
    lines = document.sound_lines() if errors else document.data
    unsure = "maintainers" in document.data and "maintainers" not in lines
    if unsure or any(not item.code.startswith("profile-") for item in errors):
        return None
    return [text(name).strip() for name in items(lines.get("maintainers"))]


def write_owners(folder: str, maintainers: Maintainers) -> str:
    """The whole text of CODEOWNERS for the records in `folder`, a path from the top of the repository.

    Those who look after the directory stand on every line, so that a change never waits for one volunteer alone. Raises
    ValueError when `folder` has a character that a pattern can't hold, or when the file gets too large.
    """
    top = f"/{_escape(folder)}/" if folder not in ("", ".") else "/"
    lines = dict(_lines(top, maintainers))
    everybody = maintainers.get("directory", ())
    asked = [f"* {_names(everybody)}\n"] if everybody else []
    made = "".join([_HEAD, *asked, *(f"{pattern} {lines[pattern]}\n" for pattern in sorted(lines))])
    if len(made.encode()) > _LARGEST:
        raise ValueError("it would be larger than the 3 MB that GitHub reads")
    return made


def _lines(top: str, maintainers: Maintainers) -> Iterator[tuple[str, str]]:
    everybody = maintainers.get("directory", ())
    for path, own in maintainers.items():
        if not own or path == "directory":
            continue
        parent, _, name = path.rpartition("/")
        group = maintainers.get(f"{parent}/organization", ())
        pattern = f"{top}{parent}/" if name == "organization" else f"{top}{path}.yml"
        yield pattern, _names([*own, *group, *everybody])


def _names(names: Sequence[str]) -> str:
    """Each name once: to GitHub small and capital letters are the same."""
    each = {name.casefold(): name for name in sorted(names, reverse=True)}
    return " ".join(f"@{each[key]}" for key in sorted(each))


def _escape(path: str) -> str:
    """A path as a pattern writes it. ``#``, ``!`` and ``[`` cannot be written, with a backslash neither."""
    if not _PLAIN.fullmatch(path):
        raise ValueError("the path to the records has a character that a line of CODEOWNERS cannot hold")
    return path.replace(" ", "\\ ")
