"""Where the demonstration is, for the tests that need it.

`directory/` may be somebody's own: then those tests have nothing to say, and skip.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

ROOT = Path(__file__).resolve().parent.parent
NAMESPACE = "d02b4f59-7bc0-4fb5-8da5-d9a3d51c09cf"
"""The `id_namespace` of the demonstration; everybody's own directory has another one."""


def demonstration_folder(directory: Path = ROOT / "directory") -> Path:
    """The folder of the demonstration. Where it is not, the test is skipped, or under .ci/run fails."""
    if not is_demonstration(directory):
        reason = f"needs the demonstration, and {directory.name}/ is another directory (it has its own id_namespace)"
        if os.environ.get("HEREABOUTS_NEEDS_DEMONSTRATION"):
            pytest.fail(reason)
        pytest.skip(reason)
    return directory


def is_demonstration(directory: Path) -> bool:
    """Whether a directory is the demonstration, which its `id_namespace` tells."""
    try:
        said = yaml.load((directory / "directory.yml").read_bytes(), Loader=yaml.BaseLoader)
    except (OSError, yaml.YAMLError):
        return False
    return isinstance(said, dict) and said.get("id_namespace") == NAMESPACE
