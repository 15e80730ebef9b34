"""Where the official schemas, examples and real data are, for the tests that need them."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

_SHARED = Path(__file__).resolve().parent.parent.parent / "shared"


def shared_folder(*parts: str) -> Path:
    """A file or folder under ``../shared``. Without it the test is skipped, or under .ci/run fails."""
    path = _SHARED.joinpath(*parts)
    if not path.exists():
        reason = f"needs {'/'.join(('../shared', *parts))}, which is not part of the project"
        if os.environ.get("HEREABOUTS_NEEDS_SHARED"):
            pytest.fail(reason)
        pytest.skip(reason)
    return path
