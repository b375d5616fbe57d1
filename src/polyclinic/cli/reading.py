"""`polyclinic reading`: how hard each article is to read, in each language."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from polyclinic.check import readability
from polyclinic.cli import console, source
from polyclinic.diagnostic import error
from polyclinic.i18n.catalog import Catalog
from polyclinic.library.library import Library
from polyclinic.library.translation import lookup_in
from polyclinic.library.wording import Wording

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

    from polyclinic.library.article import Article
    from polyclinic.library.project import Project

HEAD = ("article", "language", "figure", "before", "formula")


@dataclass(frozen=True, slots=True)
class Figure:
    """What a formula says of an article in a language; None if there is too little text."""

    article: str
    locale: str
    formula: str
    figure: float | None


@click.command("reading", short_help="Show how hard each article is to read.")
@console.config_option
@console.locale_option
@click.option(
    "--format", "form", type=console.Choice(["text", "json"]), default="text", show_default=True
)
@click.option(
    "--against",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="What `--format json` printed before: shows what each figure was.",
)
def command(config_file: Path, chosen: Sequence[str], form: str, against: Path | None) -> int:
    """Show how hard each article is to read, in each language.

    Each language has a formula of its own, named in the table. Compare an article with its last
    version, not a language with another. A translation is measured where it is translated.

    \b
    Examples:
      polyclinic reading
      polyclinic reading --format json > reading.json    keep it
      polyclinic reading --against reading.json          what changed since
    """
    project = source.load(config_file)
    before = _earlier(against) if against else {}
    library, found = Library.load(project.settings)
    locales = console.chosen_locales(chosen, project.settings)
    if not chosen:
        locales = [project.settings.source_locale, *locales]
    figures = list(measured(project, library.articles, locales))
    click.echo(as_json(figures) if form == "json" else as_table(figures, before))
    console.report(found)
    return console.exit_code(found)


def measured(
    project: Project, articles: Iterable[Article], locales: Sequence[str]
) -> Iterator[Figure]:
    """The figures, article by article, each in every language."""
    settings = project.settings
    converter = project.converter()
    catalogs = {
        locale: Catalog.load(settings.locales_dir, locale, settings.shown)[0]
        for locale in locales
        if locale != settings.source_locale
    }
    health = settings.options.health
    for article in articles:
        if article.withdrawal is not None:
            continue
        for locale in locales:
            options = settings.options
            wording = Wording(locale, options.profile, options.country) if health else None
            if locale in catalogs:
                lookup = lookup_in(catalogs[locale], article.section)
                page = converter.translated(article.body, lookup, renderer=wording)
                html = "" if page.page.left_whole else page.html
            else:
                html = project.converter().source(article.body).html
            figure = readability.measure(html, locale)
            yield Figure(article.path, locale, readability.formula(locale).pinned, figure)


def as_table(figures: Sequence[Figure], before: Mapping[tuple[str, str], Figure]) -> str:
    """Lay out the figures that there are, and below them what the formulas mean."""
    rows: list[tuple[str, ...]] = [HEAD]
    for figure in figures:
        if figure.figure is not None:
            was = before.get((figure.article, figure.locale))
            rows.append(
                (
                    figure.article,
                    figure.locale,
                    f"{figure.figure:.1f}",
                    _was(figure, was),
                    figure.formula,
                )
            )
    if len(rows) == 1:
        return "no article has enough running text"
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEAD))]
    shown = [column for column in range(len(HEAD)) if HEAD[column] != "before" or before]
    lines = ["  ".join(_cell(row[c], widths[c], HEAD[c]) for c in shown).rstrip() for row in rows]
    return "\n".join([*lines, "", *_legend(figures)])


def _cell(text: str, width: int, head: str) -> str:
    return text.rjust(width) if head in {"figure", "before"} else text.ljust(width)


def _was(now: Figure, was: Figure | None) -> str:
    if was is None or was.figure is None:
        return "new"
    # Two ways of counting are not to be compared.
    return f"{was.figure:.1f}" if was.formula == now.formula else "-"


def _legend(figures: Iterable[Figure]) -> Iterator[str]:
    locales = dict.fromkeys(figure.locale for figure in figures)
    named: dict[readability.Formula, list[str]] = {}
    for locale in locales:
        named.setdefault(readability.formula(locale), []).append(locale)
    for formula, spoken in named.items():
        yield f"{formula.name} ({', '.join(spoken)}): {formula.meaning}."
        yield f"  {formula.source}."


def as_json(figures: Sequence[Figure]) -> str:
    """Give the figures as a list, for other programs and for `--against`."""
    return json.dumps([asdict(figure) for figure in figures], ensure_ascii=False, indent=2)


def _earlier(file: Path) -> dict[tuple[str, str], Figure]:
    """What was printed before; raises PolyclinicError if it is not one of ours."""
    try:
        rows: list[dict[str, Any]] = json.loads(file.read_text(encoding="utf-8"))
        if not isinstance(rows, list):
            raise TypeError("it holds no list")  # noqa: TRY301 - one remedy for all that is wrong
        figures = [Figure(**row) for row in rows]
        return {(figure.article, figure.locale): figure for figure in figures}
    except (OSError, ValueError, TypeError) as problem:
        remedy = "name a file that `polyclinic reading --format json` wrote"
        raise error(f"the earlier figures can't be read: {problem}", remedy, str(file)) from problem
