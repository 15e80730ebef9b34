"""Node, for the tests that run the browser's modules without a browser."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from pathlib import Path
from typing import Any

import playwright
import pytest

from hereabouts.lunr import PATH, lunr_module
from hereabouts.resources import bundled

_PLAYWRIGHTS = Path(playwright.__file__).parent / "driver" / "node"
_TESTS = Path(__file__).resolve().parent / "browser"


def node_program() -> str:
    """Where Node is: on the PATH, else inside Playwright. Without one the test is skipped, or under .ci/run fails."""
    found = next((program for program in (shutil.which("node"), str(_PLAYWRIGHTS)) if program and _starts(program)), "")
    if not found:
        reason = "needs Node 20 or newer, to run the browser's own modules"
        if os.environ.get("HEREABOUTS_NEEDS_NODE"):
            pytest.fail(reason)
        pytest.skip(reason)
    return found


def _starts(program: str) -> bool:
    try:
        said = subprocess.run([program, "--version"], capture_output=True, text=True, check=False, timeout=60).stdout
    except OSError:
        return False
    return int(said.strip().removeprefix("v").partition(".")[0] or 0) >= 20


def lay_out(folder: Path) -> Path:
    """Put the browser's modules into `folder` as the site has them, lunr.js too, beside the tests' own scripts."""
    shutil.copytree(bundled("site_overrides") / "assets", folder / "assets")
    (folder / PATH).write_text(lunr_module(), encoding="utf-8")
    shutil.copytree(_TESTS, folder / "tests")
    (folder / "package.json").write_text('{"type": "module"}')
    return folder


def run(folder: Path, script: str, given: object) -> Any:
    """What a script of tests/browser makes of `given`; both are handed over as JSON."""
    program = node_program()
    (folder / "given.json").write_text(json.dumps(given), encoding="utf-8")
    command = [program, f"tests/{script}.js", "given.json"]
    done = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False, timeout=120)
    assert done.returncode == 0, done.stderr[-4000:]
    return json.loads(done.stdout)
