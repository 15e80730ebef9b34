"""Where the files that travel with the program are: beside it in an installed copy, at the top in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def bundled(name: str) -> Path:
    """The folder or file `name`, as it is called in a checkout, such as ``schema`` or ``docs/about.md``.

    What a new directory begins with stands under `starter` in an installed copy. Raises FileNotFoundError when it is
    nowhere.
    """
    for candidate in (_PACKAGE / name, _PACKAGE / "starter" / name, _CHECKOUT / name):
        if candidate.exists():
            return candidate
    raise FileNotFoundError(f"the program's own {name} is missing; install Hereabouts again")
