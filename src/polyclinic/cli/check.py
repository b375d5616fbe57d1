"""`polyclinic check`: what could hurt a reader."""

from __future__ import annotations

import difflib
import logging
import sys
import tempfile
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyclinic.check import baseline, rule_pages, unchanged
from polyclinic.check.cache import Cache
from polyclinic.check.render import FORMATS, text
from polyclinic.check.select import select
from polyclinic.cli import console, source
from polyclinic.config import Profile
from polyclinic.diagnostic import Severity
from polyclinic.library.catalogs import incomplete
from polyclinic.library.day import build_date
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polyclinic.check.report import Report

_codes = {"multiple": True, "metavar": "CODES"}


@click.command("check", short_help="Find what could hurt a reader.")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path))
@console.config_option
@console.locale_option
@click.option("--select", "chosen_codes", **_codes, help="Only these rules: TRN, or TRN001,REV.")  # type: ignore[arg-type]
@click.option("--ignore", "ignored_codes", **_codes, help="All rules but these.")  # type: ignore[arg-type]
@click.option("--profile", type=console.Choice([p.value for p in Profile]), help="As for this one.")
@click.option(
    "--format", "form", type=console.Choice(list(FORMATS)), default="text", show_default=True
)
@click.option(
    "--no-site", is_flag=True, help="Leave out the built pages: articles and catalogs alone."
)
@click.option("--no-cache", is_flag=True, help="Find everything out anew, and keep nothing of it.")
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
    no_cache: bool,
    debug: bool,
) -> int:
    """Check articles, catalogs and the built pages.

    PATHS are articles, catalogs or folders; without them all is checked. What a comment such as
    `check: ignore TRN001 because …` names, and what the baseline knows, is not told.

    What was found is kept in .cache/polyclinic, so that the next check only looks at what is new.

    \b
    Examples:
      polyclinic check
      polyclinic check docs/procedures locales/fr --no-site
      polyclinic check --select TRN -l ar --format github
    """
    project = source.load(config_file)
    _need_existing(paths, project)
    if profile:
        options = replace(project.settings.options, profile=Profile(profile))
        project = Project(replace(project.settings, options=options))
    locales = console.chosen_locales(chosen, project.settings)
    asked = Asked(tuple(locales), tuple(chosen_codes), tuple(ignored_codes), not no_site)
    found = find(project, asked, debug=debug, cached=not no_cache)
    known = baseline.load(project.settings.root / baseline.FILE, baseline.FILE)
    left = [r for r in baseline.new(found, known) if _wanted(r, paths, project)]
    address = partial(rule_pages.url, project.settings)
    coloured = form == "text" and sys.stdout.isatty()
    click.echo(
        text.render(left, address, colour=True) if coloured else FORMATS[form](left, address)
    )
    return console.FOUND if any(r.severity is Severity.ERROR for r in left) else console.OK


def _need_existing(paths: Sequence[Path], project: Project) -> None:
    """A slip of the pen must not look like an article without a fault."""
    for path in paths:
        if not path.exists():
            settings = project.settings
            folders = settings.docs_dir, settings.locales_dir
            known = [settings.shown(p) for f in folders for p in f.rglob("*") if p.is_file()]
            near = difflib.get_close_matches(path.as_posix(), known, 1)
            remedy = f"did you mean {near[0]}?" if near else "name a file or a folder that is there"
            raise click.UsageError(f"{path}: there is no such file\n  help: {remedy}")


@dataclass(frozen=True, slots=True)
class Asked:
    """What is to be checked: languages, codes, and whether the built pages too."""

    locales: tuple[str, ...]
    chosen: tuple[str, ...] = ()
    ignored: tuple[str, ...] = ()
    site: bool = True


def find(
    project: Project, asked: Asked, *, debug: bool = False, cached: bool = True
) -> list[Report]:
    """All findings; those of an earlier check where nothing has changed since."""
    if not cached:
        return _find(project, asked, None, debug=debug)[0]
    cache = Cache(project.settings.root)
    look = partial(unchanged.key, project.settings, build_date(), asked)
    key = None if debug else look()
    found = unchanged.recall(cache, key) if key else None
    if found is None:
        found, quiet = _find(project, asked, cache, debug=debug)
        # What MkDocs says while it builds is to be heard in the next check too. And what was edited
        # meanwhile may have been seen or not.
        if key and quiet and look() == key:
            unchanged.remember(cache, key, found)
        console.report(cache.save())
    return found


def _find(
    project: Project, asked: Asked, cache: Cache | None, *, debug: bool
) -> tuple[list[Report], bool]:
    """All findings, and whether MkDocs had nothing to say; the pages are built aside for it."""
    # These know all rules, and MkDocs: a check with nothing new need not wait for them.
    from polyclinic.check.inspect import inspect, problem  # noqa: PLC0415
    from polyclinic.check.rules import RULES  # noqa: PLC0415

    rules = select(RULES, asked.chosen, asked.ignored)
    look = partial(inspect, project, rules, asked.locales, build_date(), debug=debug, cache=cache)
    if not asked.site:
        lost = incomplete(project.settings, project.messages()[0])
        return [*look().reports, *map(problem, lost)], True
    from polyclinic.adapters.mkdocs import build_site  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="polyclinic-") as folder, _listening() as said:
        built = Path(folder) / "site"
        config_file, cached = project.settings.config_file, cache is not None
        refused = build_site(config_file, site_dir=built, check=False, cached=cached)
        found = look(folder=built)
    problems = (problem(d) for d in refused if d.severity is not Severity.INFO)
    # What a file has wrong is told by the build and by the check.
    return list(dict.fromkeys([*found.reports, *problems])), not said


@contextmanager
def _listening() -> Iterator[list[str]]:
    """The warnings that MkDocs itself prints."""
    said: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: said.append(record.getMessage())  # type: ignore[method-assign]
    handler.addFilter(lambda record: record.name != "mkdocs.plugins.polyclinic")
    logger = logging.getLogger("mkdocs")
    logger.addHandler(handler)
    try:
        yield said
    finally:
        logger.removeHandler(handler)


def _wanted(report: Report, paths: Sequence[Path], project: Project) -> bool:
    if not paths:
        return True
    place = project.settings.root / report.place.path.partition("#")[0]
    return any(place.is_relative_to(path.resolve()) for path in paths)
