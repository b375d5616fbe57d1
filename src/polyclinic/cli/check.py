"""`polyclinic check`: what could hurt a reader."""

from __future__ import annotations

import sys
import tempfile
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyclinic.adapters.mkdocs import build_date, build_site
from polyclinic.check.inspect import inspect, new, problem
from polyclinic.check.render import FORMATS, text
from polyclinic.check.rules import RULES
from polyclinic.check.select import select
from polyclinic.cli import console, source
from polyclinic.config import Profile
from polyclinic.diagnostic import Severity
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from collections.abc import Sequence

    from polyclinic.check.report import Report
    from polyclinic.check.rule import AnyRule

_codes = {"multiple": True, "metavar": "CODES"}


@click.command("check", short_help="Find what could hurt a reader.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@console.config_option
@console.locale_option
@click.option("--select", "chosen_codes", **_codes, help="Only these rules: TRN, or TRN001,REV.")  # type: ignore[arg-type]
@click.option("--ignore", "ignored_codes", **_codes, help="All rules but these.")  # type: ignore[arg-type]
@click.option("--profile", type=click.Choice([p.value for p in Profile]), help="As for this one.")
@click.option(
    "--format", "form", type=click.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option(
    "--no-site", is_flag=True, help="Leave out the built pages: articles and catalogs alone."
)
@click.option("--debug", is_flag=True, help="Show where a rule itself failed.")
def command(  # noqa: PLR0913, PLR0917 - one parameter an option
    paths: Sequence[Path],
    config_file: Path,
    chosen: Sequence[str],
    chosen_codes: Sequence[str],
    ignored_codes: Sequence[str],
    profile: str | None,
    form: str,
    *,
    no_site: bool,
    debug: bool,
) -> int:
    """Check articles, catalogs and the built pages.

    PATHS are articles, catalogs or folders; without them all is checked. What a comment such as
    `check: ignore TRN001 because …` names, and what the baseline knows, is not told.

    \b
    Examples:
      polyclinic check
      polyclinic check docs/procedures locales/fr --no-site
      polyclinic check --select TRN -l ar --format github
    """
    project = source.load(config_file)
    if profile:
        options = replace(project.settings.options, profile=Profile(profile))
        project = Project(replace(project.settings, options=options))
    rules = select(RULES, chosen_codes, ignored_codes)
    locales = console.chosen_locales(chosen, project.settings)
    found = find(project, rules, locales, site=not no_site, debug=debug)
    left = [r for r in new(found, project) if _wanted(r, paths, project)]
    coloured = form == "text" and sys.stdout.isatty()
    click.echo(text.render(left, colour=True) if coloured else FORMATS[form](left))
    return console.FOUND if any(r.severity is Severity.ERROR for r in left) else console.OK


def find(
    project: Project,
    rules: Sequence[AnyRule],
    locales: Sequence[str],
    *,
    site: bool,
    debug: bool = False,
) -> list[Report]:
    """All findings; with `site`, of the pages too, which are built aside for it."""
    today = build_date()
    if not site:
        return list(inspect(project, rules, locales, today, debug=debug).reports)
    with tempfile.TemporaryDirectory(prefix="polyclinic-") as folder:
        built = Path(folder) / "site"
        refused = build_site(project.settings.config_file, site_dir=built, check=False)
        found = inspect(project, rules, locales, today, folder=built, debug=debug)
    return [*found.reports, *(problem(d) for d in refused if d.severity is not Severity.INFO)]


def _wanted(report: Report, paths: Sequence[Path], project: Project) -> bool:
    if not paths:
        return True
    place = project.settings.root / report.place.path.partition("#")[0]
    return any(place.is_relative_to(path.resolve()) for path in paths)
