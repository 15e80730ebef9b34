"""`hereabouts serve`: the site on this computer, built again whenever a file is saved."""

from __future__ import annotations

import errno
import subprocess
import sys
from http.server import ThreadingHTTPServer
from pathlib import Path

import click

from hereabouts.commands.folders import CONFIG, DIRECTORY, find_records
from hereabouts.commands.options import site_option
from hereabouts.ending import BUSY, FINE, MISUSED, WRONG, honest
from hereabouts.serve import Edition, make_server
from hereabouts.serve import serve as preview
from hereabouts.shell import source_folders
from hereabouts.watch import Watch

_TROUBLE = {
    FINE: "",
    WRONG: "Something is wrong with the records. Look at the terminal.",
    MISUSED: "The site could not be made, so this is the one before. Look at the terminal.",
    BUSY: "Another build of this site is running. Save again when it has finished.",
}


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where to listen on this computer.")
@site_option
@honest
def serve(port: int, site_dir: Path) -> int:
    """Build the site and show it on this computer, again whenever a file is saved."""
    if not CONFIG.is_file():
        raise click.UsageError("There is no mkdocs.yml here. Go to the folder that holds it, and try again.")
    find_records(())
    edition = Edition()
    server = _listen(site_dir, port, edition)
    click.echo(f"Look at http://127.0.0.1:{port}/ (Ctrl+C to stop)")
    try:
        preview(server, edition, Watch(CONFIG, _folders), lambda: _rebuild(site_dir))
    except KeyboardInterrupt:
        return FINE
    return FINE


def _listen(site_dir: Path, port: int, edition: Edition) -> ThreadingHTTPServer:
    try:
        return make_server(site_dir.absolute(), ("127.0.0.1", port), edition)
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise click.UsageError(f"Something else is using port {port}. Choose another one with --port.") from error


def _rebuild(site_dir: Path) -> str:
    """Build, in a program of its own: it reads templates and settings anew, and takes nothing down when it fails."""
    build = [sys.executable, "-m", "hereabouts", "build", "--preview", "--site-dir", str(site_dir)]
    code = subprocess.run(build, check=False).returncode  # noqa: S603 - ourselves
    return _TROUBLE.get(code, _TROUBLE[MISUSED])


def _folders() -> list[Path]:
    return [DIRECTORY, *source_folders(CONFIG)]
