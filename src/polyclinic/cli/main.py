"""The `polyclinic` command: subcommands, and what went wrong as text and exit codes."""

from __future__ import annotations

import difflib
import gc
import importlib
import sys
from importlib import metadata
from typing import TYPE_CHECKING, Final

import click

from polyclinic.cli import console
from polyclinic.diagnostic import PolyclinicError

if TYPE_CHECKING:
    from collections.abc import Sequence

# A command is imported when it is called: `status` need not wait for MkDocs.
COMMANDS: Final = (
    "extract",
    "update",
    "status",
    "reading",
    "locale",
    "check",
    "links",
    "review",
    "rule",
    "baseline",
    "build",
    "publish",
    "rollback",
    "server",
)


class _Commands(click.Group):
    """The subcommands, in the order in which one needs them."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module = importlib.import_module(f"polyclinic.cli.{cmd_name}")
        command: click.Command = module.command
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command; of an unknown one, name the nearest."""
        near = difflib.get_close_matches(args[0], COMMANDS, 1)
        if near and args[0] not in COMMANDS:
            ctx.fail(f"No such command '{args[0]}'. Did you mean '{near[0]}'?")
        return super().resolve_command(ctx, args)


def _print_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:  # noqa: FBT001
    if not wanted:
        return
    try:
        version = metadata.version("polyclinic")
    except metadata.PackageNotFoundError:
        version = "(not installed)"
    click.echo(f"polyclinic {version}")
    ctx.exit()


@click.command(
    "polyclinic", cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]}
)
@click.option(
    "--version",
    is_flag=True,
    expose_value=False,
    is_eager=True,
    callback=_print_version,
    help="Print the version.",
)
def polyclinic() -> None:
    """Keep a multilingual health library: its catalogs and its site.

    Articles are English Markdown in docs/, their translations gettext catalogs in locales/.

    \b
    A day's work:
      polyclinic update               bring the catalogs up to date with the articles
      polyclinic status               see what is left to translate
      polyclinic build                make the site in every language
      polyclinic publish /srv/health  let readers have it, all at once
      polyclinic locale add sw        begin a new language

    Exit codes: 0 all is well, 1 something was found, 2 the command was not understood, 130 stopped
    by Ctrl-C.
    """


def main(arguments: Sequence[str] | None = None) -> None:
    """Run the command line and exit."""
    # A build makes millions of objects, and few in cycles. To look for those after every 700 new
    # ones costs a tenth of its time.
    gc.set_threshold(50_000, 20, 50)
    try:
        code = polyclinic.main(arguments, prog_name="polyclinic", standalone_mode=False)
    except click.Abort:
        click.echo("polyclinic: stopped; every file is as it was or whole", err=True)
        sys.exit(130)
    except click.ClickException as problem:
        problem.show()
        sys.exit(problem.exit_code)
    except PolyclinicError as problem:
        console.report([problem.diagnostic])
        sys.exit(1)
    sys.exit(code or 0)
