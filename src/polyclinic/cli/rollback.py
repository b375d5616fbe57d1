"""`polyclinic rollback`: let readers have an earlier site again."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from polyclinic.build import publish
from polyclinic.cli import console
from polyclinic.cli.publish import folder_argument

if TYPE_CHECKING:
    from pathlib import Path


@click.command("rollback", short_help="Let readers have an earlier site again.")
@folder_argument
@click.argument("release", default="")
def command(folder: Path, release: str) -> int:
    """Switch DIR back to what readers had before, or to a RELEASE of `publish --list`.

    The release that is left stays in DIR, so you can go forward to it by its name. After a
    rollback, `publish` and another rollback take the place you went back to as the one before.

    \b
    Examples:
      polyclinic rollback /srv/www/health
      polyclinic rollback /srv/www/health 12
    """
    now, left = publish.rollback(folder, release)
    if now == left:
        click.echo(f"nothing has changed: readers have {now.name}")
    else:
        click.echo(f"readers have {now.name} again" + (f", no longer {left.name}" if left else ""))
    return console.OK
