"""How a command ends: with an exit code that scripts can tell apart, and plain words when something went wrong.

0 fine, 1 something is wrong with the records, 2 the command was not understood, 3 a mistake of ours, 74 the computer
would not have it (a full disk, no memory left), 75 another build is running, 130 somebody stopped it. Why these:
docs/decisions/how-commands-end.md.
"""

from __future__ import annotations

import errno
import sys
import traceback
from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

import click

from hereabouts import __version__
from hereabouts.parallel import LostWorkerError

FINE, WRONG, MISUSED, OUR_BUG, COMPUTER, BUSY, STOPPED = 0, 1, 2, 3, 74, 75, 130

_DISK = {
    *(errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT, errno.EFBIG, errno.EIO, errno.EBUSY),
    *(errno.EMFILE, errno.ENFILE, errno.EXDEV, errno.ESTALE, errno.ENOLCK),
    *(errno.ENOTDIR, errno.EISDIR, errno.ENAMETOOLONG),
}
"""What the system may refuse. Any other trouble with a file, such as one that is not there, is a mistake of ours."""

P = ParamSpec("P")


def honest(command: Callable[P, int]) -> Callable[P, None]:
    """End a command with its exit code; a mistake of ours asks for a report instead of showing its insides only."""

    @wraps(command)
    def run(*args: P.args, **kwargs: P.kwargs) -> None:
        try:
            code = command(*args, **kwargs)
        except (click.ClickException, click.exceptions.Exit, click.Abort):
            raise
        except (MemoryError, LostWorkerError):
            code = _say_memory()
        except OSError as error:
            if error.errno == errno.EPIPE:  # whoever was reading has seen enough
                raise
            code = _say_system(error)
        except Exception:  # the edge: everything that is not a finding ends here
            code = _say_bug()
        sys.exit(code)

    return run


def _say_system(error: OSError) -> int:
    if error.errno == errno.ENOMEM:
        return _say_memory()
    if error.errno not in _DISK:
        return _say_bug()
    click.echo(f"The disk would not have it: {error}. What was there before is as it was.", err=True)
    return COMPUTER


def _say_memory() -> int:
    click.echo(
        "This computer ran out of memory, or ended a part of the program to save some. The site is as it was.\n"
        "Close other programs and try again. `hereabouts build --jobs 1` needs less memory, and takes longer.",
        err=True,
    )
    return COMPUTER


def _say_bug() -> int:
    click.echo(traceback.format_exc(), err=True)
    click.echo(
        f"This is a mistake in Hereabouts {__version__}, not in your records. The site is as it was.\n"
        "Please report it, with the text above and the record you were working on.",
        err=True,
    )
    return OUR_BUG
