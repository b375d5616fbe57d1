"""`polyclinic build`: make the site."""

from __future__ import annotations

import sys
from contextlib import nullcontext
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyclinic.build import record, timing
from polyclinic.cli import console
from polyclinic.diagnostic import Severity
from polyclinic.library import day

if TYPE_CHECKING:
    from collections.abc import Sequence


@click.command("build")
@day.held()
@console.config_option
@click.option("--strict", is_flag=True, help="Publish nothing if anything was found.")
@click.option("--compress", is_flag=True, help="Write a .gz and a .br beside each text file.")
@click.option("--no-wait", is_flag=True, help="Stop if another build is at work on this site.")
@click.option("--no-cache", is_flag=True, help="Make all anew, as if never before.")
@click.option("--profile-build", is_flag=True, help="Say at the end where the time went.")
@click.option("--quiet", "-q", is_flag=True, help="Say nothing but what is wrong.")
@click.option(
    "--site-dir",
    "-d",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="FOLDER",
    help="Where the site goes, if not to the site_dir of the settings.",
)
def command(  # noqa: PLR0913 - each is an option
    config_file: Path,
    site_dir: Path | None,
    *,
    strict: bool,
    compress: bool,
    no_wait: bool,
    no_cache: bool,
    profile_build: bool,
    quiet: bool,
) -> int:
    """Make the site in every language.

    It is made beside the old one and put in its place when it is whole; a build that fails leaves
    the published site as it was. What is not translated is shown in English, marked, with a notice.
    Where nothing has changed since the last build, nothing is made.

    \b
    Examples:
      polyclinic build
      polyclinic build --strict              for CI: any finding stops the build
      polyclinic build -d /srv/www/health
      polyclinic build --profile-build       what took how long
      polyclinic build --compress            for servers that send .gz and .br as they are
    """
    options = {"strict": strict, "compress": compress}
    asked = record.Asked(config_file, site_dir, tuple(name for name, on in options.items() if on))
    with timing.profile() if profile_build else nullcontext() as profile:
        with timing.step("looked whether anything has changed"):
            known = None if no_cache else record.standing(asked)
        if known is not None:
            code = _told(known.outcome, Path(known.site), quiet=quiet, new=False)
        else:
            code = _made(asked, wait=not no_wait, cached=not no_cache, quiet=quiet)
    if profile is not None:
        click.echo("\n".join(["", *profile.lines()]), err=True)
    return code


def _made(asked: record.Asked, *, wait: bool, cached: bool, quiet: bool) -> int:
    """Make the site, and say what was published; gives the exit code."""
    # What makes pages takes half a second to import.
    from polyclinic import config as settings  # noqa: PLC0415
    from polyclinic.adapters.mkdocs import Listener, build_site  # noqa: PLC0415

    config_file, site_dir = asked.config_file, asked.site_dir
    strict = "strict" in asked.options or bool(settings.whole(config_file).get("strict"))
    counter = Counter(shown=not quiet and sys.stderr.isatty())
    held: list[str] = []
    found = build_site(
        config_file,
        strict=strict,
        site_dir=site_dir,
        listener=Listener(counter.add, held.append, partial(click.echo, err=True)),
        wait=wait,
        compressed="compress" in asked.options,
        recorder=record.Recorder(asked),
        cached=cached,
    )
    counter.clear()
    outcome = record.Outcome(counter.pages, tuple(found), tuple(held))
    if strict and any(item.severity is not Severity.INFO for item in found):
        console.report(found)
        _report_withheld(held, strict=True)
        click.echo("nothing was published, because of what stands above", err=True)
        return console.FOUND
    return _told(outcome, site_dir or settings.load(config_file).site_dir, quiet=quiet, new=True)


def _told(outcome: record.Outcome, folder: Path, *, quiet: bool, new: bool) -> int:
    """Say what was published, now or before; gives the exit code."""
    for warning in () if new else outcome.warnings:  # a build tells them when they come
        click.echo(warning, err=True)
    console.report(outcome.findings)
    _report_withheld(outcome.withheld, strict=False)
    if not quiet:
        pages = console.counted(outcome.pages, "page")
        click.echo(f"{pages} in {_near(folder)}{'' if new else ': nothing has changed'}")
    return console.FOUND if outcome.withheld else console.exit_code(outcome.findings)


def _report_withheld(held: Sequence[str], *, strict: bool) -> None:
    """Say at the end, where it is read, which pages no reader gets, why, and what to do."""
    if not held:
        return
    title = "unsafe, and would be withheld without --strict:" if strict else "withheld:"
    click.echo("\n".join(["", title, *held]), err=True)
    if not strict:
        from polyclinic.build.withhold import NEXT  # noqa: PLC0415 - it brings a parser of HTML

        click.echo(NEXT, err=True)


def _near(folder: Path) -> Path:
    """A folder as seen from where the command was given."""
    here = Path.cwd()
    return folder.relative_to(here) if folder.is_relative_to(here) else folder


class Counter:
    """Counts pages as they are made, on one line of a terminal."""

    def __init__(self, *, shown: bool) -> None:
        self.pages = 0
        self.shown = shown

    def add(self, address: str) -> None:
        """Count a page."""
        self.pages += 1
        if self.shown:
            click.echo(
                f"\r\033[K{console.counted(self.pages, 'page')}  {address}", nl=False, err=True
            )

    def clear(self) -> None:
        """Leave the line empty for what follows."""
        if self.shown:
            click.echo("\r\033[K", nl=False, err=True)
