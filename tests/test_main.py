"""Ctrl+C at any moment: one short line and an exit code of its own."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Iterator

import click
import pytest

from hereabouts import cli
from hereabouts.__main__ import main

LINE = "Stopped before it was finished."
INTERRUPTED_AT = """
import sys

last = sys.argv.pop(1)

class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == last:
            raise KeyboardInterrupt

sys.meta_path.insert(0, Interrupt())
from hereabouts.__main__ import main
main()
"""


@pytest.fixture(autouse=True)
def listening() -> Iterator[None]:
    # Whoever runs the tests behind something else may have told them not to listen.
    before = signal.signal(signal.SIGINT, signal.default_int_handler)
    yield
    signal.signal(signal.SIGINT, before)


def type_in(monkeypatch: pytest.MonkeyPatch, *words: str) -> object:
    monkeypatch.setattr(sys, "argv", ["hereabouts", *words])
    with pytest.raises(SystemExit) as ended:
        main()
    return ended.value.code


@pytest.mark.parametrize("module", ["hereabouts.cli", "click", "hereabouts.commands.check", "hereabouts.report"])
def test_ctrl_c_while_the_program_is_still_starting(module: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", INTERRUPTED_AT, module, "check"], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout, done.stderr.strip()) == (130, "", LINE)


def test_ctrl_c_while_a_command_runs(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr("hereabouts.commands.check.check_folder", lambda *_, **__: signal.raise_signal(signal.SIGINT))
    assert type_in(monkeypatch, "check", str(cli.__file__)) == 130
    assert capsys.readouterr().err.strip() == LINE
    assert signal.getsignal(signal.SIGINT) is signal.SIG_IGN  # a second one does not disturb the ending


@pytest.mark.parametrize(
    ("words", "code"),
    [(["--version"], 0), (["check", "--help"], 0), (["chek"], 2), (["check", "--format=x"], 2), ([], 2)],
)
def test_the_rest_ends_as_ever(words: list[str], code: int, monkeypatch: pytest.MonkeyPatch) -> None:
    assert type_in(monkeypatch, *words) == code


def test_an_exit_code_of_a_command_is_that_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hereabouts.conform.command._check", lambda _asked: 1 / 0)
    assert type_in(monkeypatch, "conform", ".", "--schemas", ".") == 3


def test_every_command_has_its_module() -> None:
    context = click.Context(cli.main)
    assert cli.main.list_commands(context) == sorted(cli.COMMANDS)
    for name in cli.COMMANDS:
        found = cli.main.get_command(context, name)
        assert found is not None
        assert found.name == name


def test_a_command_loads_nothing_that_only_others_need() -> None:
    theirs = {
        "hereabouts.build",
        "hereabouts.casting",
        "hereabouts.importers",
        "hereabouts.outputs",
        "jinja2",
        "httpx",
        "holidays",
    }
    code = f"import hereabouts.commands.check, sys; print({theirs!r} & set(sys.modules))"
    done = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True)
    assert done.stdout == "set()\n"
