"""One tiny directory and every byte it is published as, under tests/golden/site.

Run with ``UPDATE_EXPECTED=1`` to write the golden site anew, and read the difference before keeping it. The frame
is left out (see `tests/building.py`): what is here is ours to the last character, whatever the theme's release.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path

from tests.building import Place

GOLDEN = Path(__file__).parent / "golden" / "site"
PACKED = {".zip", ".xlsx", ".sqlite"}
"""What nobody can read as a difference, and another version of zlib or SQLite writes in other bytes."""

VOUCHING = {"api/manifest.json", "api/checksums.txt", "api/dcat.jsonld"}
"""What holds the digests of all others, also of those: see `tests/test_trust.py`."""


def test_the_golden_site(tmp_path: Path) -> None:
    place = Place(tmp_path / "a place")
    place.build()
    made = {
        path: content
        for path, content in place.tree().items()
        if Path(path).suffix not in PACKED and path not in VOUCHING
    }
    if os.environ.get("UPDATE_EXPECTED"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, content in made.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(content)
    golden = {
        file.relative_to(GOLDEN).as_posix(): file.read_bytes() for file in sorted(GOLDEN.rglob("*")) if file.is_file()
    }
    assert sorted(made) == sorted(golden)
    for path, content in golden.items():
        assert made[path].decode() == content.decode(), path
