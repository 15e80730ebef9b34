"""Sets up this checkout: `.venv/` with the locked packages and Hereabouts itself, and a browser for the tests.

    python tools/setup.py packages SET     SET is the name of a file in requirements/: site, test, bench or lock
    python tools/setup.py browser
    python tools/setup.py nginx

Nothing is installed outside `.venv/`, except what Debian's own packages offer when root runs this on Debian. What is
missing and may not be installed is named with the command to type. Standard library only: it runs before anything
is installed.
"""

from __future__ import annotations

import hashlib
import os
import shlex
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
BROWSERS_FOLDER = ROOT / ".venv" / "browsers"
MAC_BROWSER = "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"


class SetupError(Exception):
    """Something is missing that cannot be put right from here; the text says what to do."""


def main(arguments: Sequence[str]) -> int:
    """Do what the command line says. Returns 0, 1 when something is missing, or 2 for a wrong command line."""
    try:
        match arguments:
            case ["packages", name] if (ROOT / "requirements" / f"{name}.txt").is_file():
                install_packages(ROOT, name)
            case ["browser"]:
                install_browser(ROOT)
            case ["nginx"]:
                install_nginx(ROOT)
            case _:
                print(__doc__, file=sys.stderr)
                return 2
    except SetupError as error:
        print(error, file=sys.stderr)
        return 1
    return 0


def install_packages(root: Path, name: str) -> None:
    """Put the packages of requirements/<name>.txt and Hereabouts itself into `.venv/`, unless they are there."""
    ensure_venv(root)
    stamp = root / ".venv" / "ready" / name
    wanted = fingerprint(root, name)
    if stamp.is_file() and stamp.read_text() == wanted:
        stamp.touch()
        return
    lock = root / "requirements" / f"{name}.txt"
    count = sum("==" in line and not line.startswith((" ", "#")) for line in lock.read_text().splitlines())
    step(f"Installing the {count} packages of requirements/{name}.txt (a minute or two the first time)")
    # Wheels only: building from source would fetch a build system that no hash holds. What is never imported need
    # not be compiled, which saves a third of the time.
    pip(root, "--require-hashes", "--only-binary", ":all:", "--no-compile", "-r", str(lock))
    if name != "lock":
        step("Installing Hereabouts")
        pip(root, "--no-deps", "--no-build-isolation", "-e", str(root))
    stamp.parent.mkdir(exist_ok=True)
    stamp.write_text(wanted)


def fingerprint(root: Path, name: str) -> str:
    """What an installation was made from, as a hash: the lock, the project's own settings, the Python."""
    digest = hashlib.sha256()
    for path in (root / "requirements" / f"{name}.txt", root / "pyproject.toml", root / ".venv" / "pyvenv.cfg"):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def ensure_venv(root: Path) -> None:
    """Make `.venv/` with the Python that runs this, unless a working one is there.

    A folder that was moved or copied is made anew, since its programs name their old place.
    """
    venv = root / ".venv"
    where = venv / "where"
    works = runs([python_of(root), "-c", "import sys, pip; sys.exit(sys.version_info < (3, 11))"])
    if works and (not where.is_file() or where.read_text() == f"{root}\n"):
        where.write_text(f"{root}\n")
        return
    ensure_ensurepip()
    step(f"Making .venv with Python {sys.version.split()[0]}")
    run([sys.executable, "-m", "venv", "--clear", str(venv)])
    where.write_text(f"{root}\n")


def ensure_ensurepip() -> None:
    """See that this Python can make virtual environments. Debian keeps that in a package of its own."""
    probe = [sys.executable, "-c", "import ensurepip, venv"]
    if runs(probe):
        return
    package = f"python3.{sys.version_info.minor}-venv"
    if apt_install(package) and runs(probe):
        return
    raise SetupError(
        f"This Python ({sys.executable}) cannot make a virtual environment. On Debian or Ubuntu, type:\n\n"
        f"    sudo apt-get install {package}\n\n"
        "Elsewhere, name a Python that can: make site PYTHON=/path/to/python3"
    )


def install_browser(root: Path) -> None:
    """Find a browser for the tests, or install one, and write where it is to `.venv/ready/browser`.

    One on the PATH comes first, Debian's own next, Playwright's download (an empty line in the file) last.
    """
    ensure_playwright(root)
    found = find_browser(os.environ)
    if found is None and apt_install("chromium"):
        found = find_browser(os.environ)
    if found is None:
        download_browser(root)
    (root / ".venv" / "ready" / "browser").write_text(f"{found or ''}\n")


def ensure_playwright(root: Path) -> None:
    """See that Playwright starts. It brings a Node of its own, which the smallest Debian lacks a library for."""
    probe = [str(python_of(root)), "-m", "playwright", "--version"]
    also = "" if find_browser(os.environ) else " chromium"  # asked for now, so that nobody is asked twice
    if runs(probe) or (apt_install("libatomic1") and runs(probe)):
        return
    raise SetupError(
        "Playwright, which steers the browser in the tests, does not start on this computer. Most likely a library is"
        " missing. Type:\n\n"
        f"    sudo apt-get install libatomic1{also}        on Debian or Ubuntu\n"
        f"    sudo dnf install libatomic{also}             on Fedora\n\n"
        f"then make test again. To see what else it may be: {shlex.join(probe)}"
    )


def browser_path(root: Path, environment: Mapping[str, str]) -> str | None:
    """The browser that the tests use: the one `make test` found, else one on the PATH, else None (Playwright's)."""
    written = root / ".venv" / "ready" / "browser"
    if written.is_file() and not environment.get("HEREABOUTS_BROWSER"):
        found = written.read_text().strip()
        if not found or Path(found).exists():
            return found or None
    return find_browser(environment)


def find_browser(environment: Mapping[str, str]) -> str | None:
    """The full path of a Chromium or Chrome that starts, or None. HEREABOUTS_BROWSER, where set, has the word."""
    named = environment.get("HEREABOUTS_BROWSER")
    if named:
        return named
    path = environment.get("PATH", os.defpath)
    candidates = [shutil.which(name, path=path) for name in BROWSERS] + [shutil.which(MAC_BROWSER)]
    # Ubuntu has a `chromium-browser` that only says where to get the real one: ask each whether it starts.
    return next((found for found in candidates if found and runs([found, "--version"])), None)


def download_browser(root: Path) -> None:
    """Let Playwright fetch its own Chromium into `.venv/browsers`. Raises SetupError when that does not start."""
    step("Downloading a browser for the tests (about 120 MB)")
    environment = {**os.environ, "PLAYWRIGHT_BROWSERS_PATH": str(BROWSERS_FOLDER)}
    playwright = [str(python_of(root)), "-m", "playwright"]
    try:
        run([*playwright, "install", "--only-shell", "chromium"], environment)
        if may_use_apt():
            run([*playwright, "install-deps", "chromium"], environment)
    except SetupError as error:
        raise SetupError(
            f"{error}\n\nThe tests need a browser. Install Chromium or Chrome, then type make test again:\n\n"
            "    sudo apt-get install chromium          on Debian\n"
            "    sudo dnf install chromium              on Fedora\n"
            "    brew install --cask google-chrome      on a Mac with Homebrew\n\n"
            "Is it already installed somewhere else? Then say where: make test HEREABOUTS_BROWSER=/path/to/chromium"
        ) from None
    if not runs([str(python_of(root)), "-c", START_BROWSER], environment):
        raise SetupError(
            "The browser is here but does not start: this computer lacks some of the libraries it needs. Type:\n\n"
            f"    sudo PLAYWRIGHT_BROWSERS_PATH={shlex.quote(environment['PLAYWRIGHT_BROWSERS_PATH'])}"
            f" {shlex.join(playwright)} install-deps chromium\n\n"
            "then make test again."
        )


START_BROWSER = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    playwright.chromium.launch(args=["--no-sandbox"]).close()
"""


def install_nginx(root: Path) -> None:
    """Find nginx for the tests of the feed's hosting, and write where it is to `.venv/ready/nginx`.

    Where there is none, Debian's is unpacked into `.venv/nginx`: an installed one would begin to serve. The tests can
    do without, so it is never an error; the file is then empty.
    """
    found = find_nginx(os.environ)
    if found is None and unpack_debian("nginx", root / ".venv" / "nginx"):
        unpacked = root / ".venv" / "nginx" / "usr" / "sbin" / "nginx"
        found = str(unpacked) if runs([unpacked, "-v"]) else None
    if found is None:
        step("No nginx on this computer: the tests that need it will be skipped")
    (root / ".venv" / "ready" / "nginx").write_text(f"{found or ''}\n")


def nginx_path(root: Path, environment: Mapping[str, str]) -> str | None:
    """The nginx that the tests use: the one `make test` found, else one on the PATH or where systems keep it."""
    written = root / ".venv" / "ready" / "nginx"
    found = written.read_text().strip() if written.is_file() else ""
    return found if found and Path(found).exists() else find_nginx(environment)


def find_nginx(environment: Mapping[str, str]) -> str | None:
    """The full path of an nginx that starts, or None."""
    found = shutil.which("nginx", path=f"{environment.get('PATH', os.defpath)}:/usr/sbin:/usr/local/sbin")
    return found if found and runs([found, "-v"]) else None


def unpack_debian(package: str, folder: Path) -> bool:
    """Unpack a Debian package into a folder of ours, without installing it. Returns whether that worked."""
    if shutil.which("apt-get") is None or shutil.which("dpkg") is None:
        return False
    step(f"Unpacking Debian's {package}")
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    fetch = ["sh", "-c", 'cd "$1" && apt-get download "$2"', "sh", str(folder), package]
    if not (runs(fetch) or (may_use_apt() and runs(["apt-get", "update"]) and runs(fetch))):
        return False
    return all(runs(["dpkg", "-x", file, folder]) for file in folder.glob("*.deb"))


def apt_install(package: str) -> bool:
    """Install a Debian package, if we are root on a system that has apt-get. Returns whether that worked."""
    if not may_use_apt():
        return False
    step(f"Installing {package} with apt-get")
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    install = ["apt-get", "install", "-y", "--no-install-recommends", package]
    if runs(install, environment):
        return True
    # On a fresh machine the list of packages is often empty or old.
    return runs(["apt-get", "update"], environment) and runs(install, environment)


def may_use_apt() -> bool:
    """Whether this is root on a system that has apt-get."""
    return hasattr(os, "geteuid") and os.geteuid() == 0 and shutil.which("apt-get") is not None


def pip(root: Path, *arguments: str) -> None:
    """Run pip's install inside `.venv/`, quietly, with its cache there too unless the reader has chosen a place."""
    environment = {"PIP_CACHE_DIR": str(root / ".venv" / "cache" / "pip"), **os.environ, "PIP_USER": "0"}
    command = [str(python_of(root)), "-m", "pip", "install", "--quiet", "--no-input", "--disable-pip-version-check"]
    run([*command, *arguments], environment)


def python_of(root: Path) -> Path:
    """The Python of the virtual environment."""
    return root / ".venv" / "bin" / "python"


def run(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> None:
    """Run a command and keep what it says to ourselves, unless it fails: then that is the error."""
    done = subprocess.run(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, check=False)
    if done.returncode:
        said = done.stdout.decode(errors="replace").strip()
        raise SetupError(f"{said}\n\nThis command failed: {shlex.join(map(str, command))}")


def runs(command: Sequence[str | Path], environment: Mapping[str, str] | None = None) -> bool:
    """Whether a command can be started and ends well. What it says is lost."""
    try:
        return subprocess.run(command, env=environment, capture_output=True, check=False).returncode == 0
    except OSError:
        return False


def step(text: str) -> None:
    """One line for whoever is watching."""
    print(f"-- {text}", flush=True)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
