"""Writes requirements/*.txt anew: every package this project needs, with its version and hashes.

One file a use: `site` to build a site, `test` to work on the code, `bench` to measure, `lock` for this program. The
versions of `site` hold for the others too. Works for every system and every Python from 3.11 on. Names no registry,
so that whoever installs decides where packages come from. Run by `make lock`.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
GROUPS = {"site": ("build",), "test": ("build", "test"), "bench": ("build", "bench")}
OPTIONS = (
    *("--quiet", "--universal", "--generate-hashes", "--no-emit-index-url", "--no-header"),
    *("--python-version", "3.11"),
    "--system-certs",  # a company's own proxy may need it
)


def main(options: list[str]) -> None:
    """Compile one file after the other. `options` go to uv, such as --upgrade."""
    for name, groups in GROUPS.items():
        constraint = [] if name == "site" else ["--constraint", "requirements/site.txt"]
        chosen = [word for group in groups for word in ("--group", group)]
        compile_lock(name, ["pyproject.toml", *chosen, *constraint, *options])
    compile_lock("lock", ["--group", "lock", *options])


def compile_lock(name: str, words: list[str]) -> None:
    """Write requirements/<name>.txt."""
    print(f"-- requirements/{name}.txt", flush=True)
    uv = Path(sys.executable).with_name("uv")
    command: list[str | Path] = [uv, "pip", "compile", *OPTIONS, *words, "--output-file", f"requirements/{name}.txt"]
    done = subprocess.run(command, cwd=ROOT, check=False)
    if done.returncode:
        sys.exit(done.returncode)  # uv has said why


if __name__ == "__main__":
    main(sys.argv[1:])
