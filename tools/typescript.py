"""Checks the types of the browser's modules with TypeScript, as tsconfig.json says. Part of `make lint`.

TypeScript comes from npm, held by the hashes of package-lock.json, into `.venv/node/`. Where it can't be had, that is
said and nothing fails, unless HEREABOUTS_NEEDS_TYPES is set, as it is on GitHub. Standard library only.
"""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
FOLDER = ROOT / ".venv" / "node"
COMPILER = FOLDER / "node_modules" / "typescript" / "lib" / "tsc.js"
LOCK = "package-lock.json"


def main() -> int:
    """Returns what TypeScript returns; 0 with a remark where it can't be had and need not be."""
    node = shutil.which("node")
    problem = "Node is not installed" if node is None else install()
    if problem or node is None:
        print(f"-- The types of the browser's modules were not checked: {problem}.", file=sys.stderr)
        return 1 if os.environ.get("HEREABOUTS_NEEDS_TYPES") else 0
    return subprocess.run([node, str(COMPILER), "--project", str(ROOT)], check=False).returncode


def install() -> str:
    """Put TypeScript into `.venv/node/`, unless this very version is there. Returns what went wrong, if anything."""
    wanted = (ROOT / LOCK).read_bytes()
    kept = FOLDER / LOCK
    if COMPILER.is_file() and kept.is_file() and kept.read_bytes() == wanted:
        return ""
    npm = shutil.which("npm")
    if npm is None:
        return "npm is not installed"
    shutil.rmtree(FOLDER, ignore_errors=True)
    FOLDER.mkdir(parents=True)
    shutil.copy(ROOT / "package.json", FOLDER)
    kept.write_bytes(wanted)
    command = [npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund", f"--cache={FOLDER / 'cache'}"]
    done = subprocess.run(command, cwd=FOLDER, capture_output=True, text=True, check=False)
    if done.returncode:
        kept.unlink()
        return f"npm could not fetch TypeScript ({(done.stderr.strip().splitlines() or ['no reason given'])[-1]})"
    return ""


if __name__ == "__main__":
    sys.exit(main())
