"""What the commands share: options, and how findings are shown."""

from __future__ import annotations

import difflib
from pathlib import Path
from typing import TYPE_CHECKING

import click

from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity
from polyclinic.i18n import locales
from polyclinic.i18n.catalog import catalog_folder

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from polyclinic.config import Settings

    _Choice = click.Choice[str]
else:  # click 8.1 knows no type parameters
    _Choice = click.Choice

OK, FOUND = 0, 1


class Choice(_Choice):
    """One of some words; of another one, the nearest is named."""

    def convert(
        self, value: object, param: click.Parameter | None, ctx: click.Context | None
    ) -> str:
        """Give the word; raises BadParameter."""
        try:
            return super().convert(str(value), param, ctx)
        except click.BadParameter as problem:
            near = difflib.get_close_matches(str(value), [str(c) for c in self.choices], 1, 0.5)
            if not near:
                raise
            message = f"{problem.message} Did you mean '{near[0]}'?"
            raise click.BadParameter(message, ctx, param) from problem


config_option = click.option(
    "--config-file",
    "-f",
    default="mkdocs.yml",
    show_default=True,
    metavar="FILE",
    callback=lambda _ctx, _option, value: _existing(Path(value)),
    help="The site's settings.",
)
locale_option = click.option(
    "--locale",
    "-l",
    "chosen",
    multiple=True,
    metavar="CODE",
    help="Only this language, such as pt-BR. May be given several times.",
)


def _existing(path: Path) -> Path:
    if path.is_file():
        return path
    message = (
        f"there is no file {path}\n  help: name the settings with -f, or go to the site's folder"
    )
    raise click.UsageError(message)


def report(found: Iterable[Diagnostic]) -> None:
    """Print findings on standard error."""
    for diagnostic in found:
        click.echo(f"{_severity(diagnostic)}{diagnostic}", err=True)


def _severity(diagnostic: Diagnostic) -> str:
    return "" if diagnostic.severity is Severity.INFO else f"{diagnostic.severity.value}: "


def counted(number: int, thing: str) -> str:
    """Write a number of things: “1 page”, “2 pages”."""
    return f"{number} {thing}" if number == 1 else f"{number} {thing}s"


def exit_code(found: Iterable[Diagnostic]) -> int:
    """Give 1 if there is an error among the findings; warnings alone stop nobody."""
    return FOUND if any(item.severity is Severity.ERROR for item in found) else OK


def chosen_locales(chosen: Sequence[str], settings: Settings) -> list[str]:
    """Give the languages to work on: those chosen, or all; raises UsageError for a wrong one."""
    return [_chosen(code, settings) for code in chosen] or list(settings.locales)


def _chosen(code: str, settings: Settings) -> str:
    facts = locales.parse(code)
    # mkdocs.yml may write pt_BR or pt-BR.
    for known in settings.locales:
        if locales.parse(known).gettext == facts.gettext:
            return known
    tag = facts.tag
    if catalog_folder(settings.locales_dir, tag).is_dir():
        return tag
    choices = ", ".join(settings.locales) or "none"
    message = f"{tag} is no language of this site\n  help: choose from {choices}, or run"
    raise click.UsageError(f"{message} `polyclinic locale add {tag}`")


def need_folder(path: Path, settings: Settings, remedy: str) -> None:
    """Stop if a folder of the project is missing."""
    if not path.is_dir():
        raise PolyclinicError(
            Diagnostic(Severity.ERROR, "there is no such folder", remedy, settings.shown(path))
        )
