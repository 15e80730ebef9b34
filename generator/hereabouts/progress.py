"""How far a long piece of work has come, on a terminal that somebody is watching; silent anywhere else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

Report = Callable[[int, int], None]
"""Called with how many are done, and of how many."""


@contextmanager
def show_progress(words: str, *, quiet: bool = False) -> Iterator[Report]:
    """Show a bar on standard error while the block runs; the block is given what to call as it gets on."""
    with show_steps(quiet=quiet) as tell:
        yield tell(words)


@contextmanager
def show_steps(*, quiet: bool = False) -> Iterator[Callable[[str], Report]]:
    """Show the steps of a long piece of work, one bar each; the block is given what names the next step."""
    console = Console(stderr=True)
    if quiet or not console.is_terminal:
        yield lambda _words: lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=console, transient=True) as bar:

        def tell(words: str) -> Report:
            task = bar.add_task(words, total=None)
            return lambda done, total: bar.update(task, completed=done, total=total)

        yield tell
