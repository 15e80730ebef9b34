"""The command line: which commands there are. How they end is said in `ending`."""

from __future__ import annotations

from importlib import import_module

import click

from hereabouts import __version__

COMMANDS = {
    "build": "hereabouts.commands.build",
    "check": "hereabouts.commands.check",
    "confirm": "hereabouts.commands.confirm",
    "conform": "hereabouts.conform.command",
    "fmt": "hereabouts.commands.fmt",
    "health": "hereabouts.commands.health",
    "import": "hereabouts.commands.import_records",
    "import-uploads": "hereabouts.commands.import_uploads",
    "init": "hereabouts.commands.init",
    "new": "hereabouts.commands.new",
    "owners": "hereabouts.commands.owners",
    "queue": "hereabouts.commands.queue",
    "review": "hereabouts.commands.review",
    "serve": "hereabouts.commands.serve",
    "table-mapping": "hereabouts.commands.table_mapping",
    "table-template": "hereabouts.commands.table_template",
}
"""Command -> the module that has it, under the command's own name or the module's."""


class _Commands(click.Group):
    """Imports a command when it is asked for, so that none has to wait for what another needs."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's own
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = import_module(COMMANDS[cmd_name])
        return next(one for one in vars(module).values() if isinstance(one, click.Command) and one.name == cmd_name)


@click.group(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="hereabouts")
def main() -> None:
    """Keep an open directory of a place's community services."""


def run() -> int:
    """Do what was typed. Gives the exit code; raises KeyboardInterrupt when it is stopped."""
    try:
        code = main.main(standalone_mode=False)
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except click.Abort:
        raise KeyboardInterrupt from None
    return code if isinstance(code, int) else 0
