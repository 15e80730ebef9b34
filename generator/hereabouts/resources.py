"""Where the files that travel with the program are: beside it in an installed copy, at the top in a checkout."""

from __future__ import annotations

from pathlib import Path

_PACKAGE = Path(__file__).resolve().parent
_CHECKOUT = _PACKAGE.parent.parent


def bundled(name: str) -> Path:
    """The folder `name` (``schema`` or ``site_overrides``). Raises FileNotFoundError when it is nowhere."""
    for candidate in (_PACKAGE / name, _CHECKOUT / name):
        if candidate.is_dir():
            return candidate
    raise FileNotFoundError(f"the program's own folder {name} is missing; install Hereabouts again")
