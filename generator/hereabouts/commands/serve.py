"""`hereabouts serve`: the site on this computer, built again whenever a file is saved."""

from __future__ import annotations

import errno
from pathlib import Path

import click

from hereabouts.commands.build import make_request, run_build
from hereabouts.commands.folders import CONFIG, DIRECTORY
from hereabouts.commands.options import processors, site_option
from hereabouts.ending import FINE, WRONG, honest
from hereabouts.resources import bundled
from hereabouts.serve import serve as preview


@click.command()
@click.option("--port", type=click.IntRange(1, 65535), default=8000, help="Where to listen on this computer.")
@site_option
@honest
def serve(port: int, site_dir: Path) -> int:
    """Build the site and show it on this computer, again whenever a file is saved."""

    def rebuild() -> bool:
        return run_build(make_request(site_dir, jobs=processors(), preview=True)) in {FINE, WRONG}

    rebuild()
    if not site_dir.is_dir():
        return WRONG
    click.echo(f"Look at http://127.0.0.1:{port}/ (Ctrl+C to stop)")
    try:
        preview(site_dir.absolute(), _watched(), ("127.0.0.1", port), rebuild)
    except KeyboardInterrupt:
        return FINE
    except OSError as error:
        if error.errno not in {errno.EADDRINUSE, errno.EACCES}:
            raise
        raise click.UsageError(f"Something else is using port {port}. Choose another one with --port.") from error
    return FINE


def _watched() -> list[Path]:
    return [DIRECTORY, Path("docs"), Path("site_overrides"), CONFIG, bundled("site_overrides")]
