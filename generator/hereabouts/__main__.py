"""Where the program starts, typed as `hereabouts` or as `python -m hereabouts`.

It imports nothing before it listens for Ctrl+C, which may be pressed at any moment.
"""

from __future__ import annotations

import sys

_STOPPED = 130
"""What shells say of a program that was stopped with Ctrl+C: 128 and the number of the signal."""


def main() -> None:
    """Do what was typed, and end with its exit code."""
    try:
        from hereabouts.cli import run  # noqa: PLC0415 - see the top

        code = run()
    except KeyboardInterrupt:
        code = _stop()
    sys.exit(code)


def _stop() -> int:
    import signal  # noqa: PLC0415 - see the top

    signal.signal(signal.SIGINT, signal.SIG_IGN)  # once is enough
    sys.stderr.write("\nStopped before it was finished.\n")
    return _STOPPED


if __name__ == "__main__":
    main()
