"""`polyclinic baseline`: adopt the checks on a site that is there already."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from polyclinic.check import baseline
from polyclinic.cli import check, console, source
from polyclinic.i18n.po import write_if_changed

if TYPE_CHECKING:
    from pathlib import Path


@click.command("baseline", short_help="Tell only new findings from now on.")
@console.config_option
def command(config_file: Path) -> int:
    """Write down what `check` finds now, so that from now on it tells only what is new.

    What withholds a page is never written down: an old wrong dose is as wrong as a new one.

    \b
    Examples:
      polyclinic baseline      then commit the file it writes
    """
    project = source.load(config_file)
    found = check.find(project, check.Asked(project.settings.locales))
    write_if_changed(project.settings.root / baseline.FILE, baseline.dump(found))
    kept = [report for report in found if not report.blocks]
    click.echo(f"{len(kept)} finding{'s' if len(kept) != 1 else ''} in {baseline.FILE}")
    if len(kept) < len(found):
        click.echo(f"{len(found) - len(kept)} withhold pages and are not in it", err=True)
    return console.OK
