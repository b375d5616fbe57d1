"""`polyclinic build`: make the site."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyclinic.adapters.mkdocs import build_site
from polyclinic.cli import console

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.diagnostic import Diagnostic


@click.command("build")
@console.config_option
@click.option("--strict", is_flag=True, help="Publish nothing if anything was found.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.option(
    "--site-dir",
    "-d",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the site goes, if not to the site_dir of the settings.",
)
def command(config_file: Path, site_dir: Path | None, *, strict: bool, quiet: bool) -> int:
    """Make the site in every language.

    It is made beside the old one and put in its place when it is whole; a build that fails leaves
    the published site as it was. What is not translated is shown in English, marked, with a notice.

    \b
    Examples:
      polyclinic build
      polyclinic build --strict              for CI: any finding stops the build
      polyclinic build -d /srv/www/health
    """
    found: Sequence[Diagnostic] = build_site(
        config_file,
        strict=strict,
        site_dir=site_dir,
        progress=_silent if quiet else click.echo,
    )
    console.report(found)
    return console.FOUND if strict and found else console.exit_code(found)


def _silent(_text: str) -> None:
    pass
