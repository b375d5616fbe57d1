"""`polyclinic publish`: let readers have the site that was built."""

from __future__ import annotations

from pathlib import Path

import click

from polyclinic import config as settings_file
from polyclinic.build import publish
from polyclinic.cli import console

folder_argument = click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))


@click.command("publish", short_help="Let readers have the site that was built.")
@folder_argument
@console.config_option
@click.option(
    "--site-dir",
    "-d",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="The built site, if not in the site_dir of the settings.",
)
@click.option(
    "--keep",
    type=click.IntRange(min=1),
    default=publish.KEEP,
    show_default=True,
    metavar="N",
    help="How many releases stay, the new one among them.",
)
@click.option("--list", "listing", is_flag=True, help="Show the releases, and change nothing.")
def command(
    folder: Path, config_file: Path, site_dir: Path | None, keep: int, *, listing: bool
) -> int:
    """Copy the built site into DIR and switch to it, all at once.

    DIR/current is what a server shows: a link to one of DIR/releases. A reader gets the old site or
    the new one, whole, whatever happens; what was not changed takes no room again. The same site
    twice is published one time. `polyclinic rollback DIR` goes back.

    \b
    Examples:
      polyclinic publish /srv/www/health
      polyclinic publish --keep 10 /srv/www/health
      polyclinic publish --list /srv/www/health
    """
    if listing:
        return _list(folder)
    settings = settings_file.load(config_file)
    private = {
        "docs_dir, the articles": settings.docs_dir,
        "locales_dir, the catalogs": settings.locales_dir,
        **({"custom_dir, the templates": settings.templates_dir} if settings.templates_dir else {}),
    }
    done = publish.publish(site_dir or settings.site_dir, folder, keep, private)
    console.report(done.findings)
    files = console.counted(done.files, "file")
    if done.is_new:
        click.echo(f"published {done.release.name}: {files}, {done.changed} of them new or changed")
    else:
        click.echo(f"nothing has changed: readers have {done.release.name}, {files}")
    for release in done.removed:
        click.echo(f"removed {release.name}")
    return console.exit_code(done.findings)


def _list(folder: Path) -> int:
    found, current = publish.releases(folder)
    for release in found:
        click.echo(f"{release.name}  current" if release == current else release.name)
    return console.OK
