"""A whole project is checked: its articles, its catalogs and, where they are built, its pages."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from polyclinic.check import baseline, load, recorded, runner, suppress
from polyclinic.check.report import Place, Report
from polyclinic.check.rules import RULES
from polyclinic.check.select import configured, need_known
from polyclinic.library.library import Library
from polyclinic.library.project import Project

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from datetime import date

    from polyclinic.check.cache import Cache
    from polyclinic.check.rule import AnyRule
    from polyclinic.check.subjects import CatalogReview, RenderedPage
    from polyclinic.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Inspection:
    """What was found, in the order of the files, and the pages it was found on."""

    reports: tuple[Report, ...] = ()
    pages: tuple[RenderedPage, ...] = ()


def inspect(  # noqa: PLR0913 - what a check is of
    project: Project,
    rules: Sequence[AnyRule],
    locales: Sequence[str],
    today: date,
    *,
    folder: Path | None = None,
    debug: bool = False,
    cache: Cache | None = None,
) -> Inspection:
    """All findings of the rules, less what is suppressed. `folder` is the built site, if any.

    With a cache, what it knows is not found out again; the findings are the same.
    """
    # Where a site is built says nothing about it.
    project = Project(replace(project.settings, site_dir=Path()))
    need_known(RULES, project.settings.options.severity)
    rules = configured(rules, project.settings.options.severity)
    library, problems = Library.load(project.settings)
    articles = load.articles(project, library, today, cache)
    suppressions = [s for a in articles for s in suppress.in_text(a.article.shown, a.text)]
    reviews: list[CatalogReview] = []
    withdrawn = [a for a in library.articles if a.withdrawal is not None]
    gone = frozenset(a.shown for a in withdrawn)
    entries = load.pairs(project.settings, locales, gone)
    suppressions += entries.suppressions
    problems += entries.problems
    for locale in locales:
        reviewed, unread = recorded.catalog_reviews(project, library, locale, today)
        reviews += [r for r in reviewed if r.article not in {a.path for a in withdrawn}]
        problems += unread
    site = load.site(folder, project, library, today) if folder else None
    pages = [p for p in site.pages if p.locale in (*locales, p.source_locale)] if site else []
    subjects = runner.Subjects(articles, entries.pairs, reviews, pages, site, entries.digests)
    reports = runner.run(rules, subjects, debug=debug, cache=cache)
    left = suppress.apply(reports, suppressions) + [problem(p) for p in dict.fromkeys(problems)]
    left.sort(key=_order)
    return Inspection(tuple(left), tuple(pages))


def _order(report: Report) -> tuple[object, ...]:
    """The order of the files; of findings in one place, the same in every run."""
    place = report.place
    said = report.code, report.message, report.help, repr(report)
    return place.path, place.line or 0, place.column or 0, *said


def problem(found: Diagnostic) -> Report:
    """What could not be read at all, or was refused when the pages were made."""
    place = Place(found.path or "", found.line, found.column)
    return Report(found.code or "CHK000", found.severity, found.message, found.help, place)


def new(reports: Iterable[Report], project: Project) -> list[Report]:
    """The findings that the project's baseline does not know."""
    known = baseline.load(project.settings.root / baseline.FILE, baseline.FILE)
    return baseline.new(reports, known)
