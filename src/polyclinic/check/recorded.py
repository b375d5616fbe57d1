"""What the catalogs record of their translations: reviews, and when they changed last."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from polyclinic.check.subjects import CatalogReview
from polyclinic.i18n import po
from polyclinic.i18n.catalog import SITE, Catalog, section_paths
from polyclinic.library import readings, reviews

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from datetime import date

    from polyclinic.diagnostic import Diagnostic
    from polyclinic.library.library import Library
    from polyclinic.library.project import Project
    from polyclinic.library.reviews import Reading, TranslationFacts, TranslationReview

from polyclinic.diagnostic import PolyclinicError

# How much of a changed text is told.
_LETTERS = 40


def translation_facts(
    project: Project, library: Library, catalogs: Mapping[str, Catalog], today: date
) -> dict[tuple[str, str], TranslationFacts]:
    """What each page may say of its translation, by its language and its article's path."""
    converter = cache(project.converter)
    found = {}
    for locale, catalog in catalogs.items():
        for article in library.articles:
            facts = readings.facts(article, catalog, today, converter)
            found[locale, article.path] = facts
    return found


def catalog_reviews(
    project: Project, library: Library, locale: str, today: date
) -> tuple[list[CatalogReview], list[Diagnostic]]:
    """The reviews that a language's catalogs tell of; one that can't be read is a finding.

    A catalog that can't be read is told of where its entries are.
    """
    settings = project.settings
    found: list[CatalogReview] = []
    problems: list[Diagnostic] = []
    now: Callable[[], dict[str, Reading]] = cache(lambda: _readings(project, library, locale))
    for path in section_paths(settings.locales_dir, locale):
        try:
            file = po.load(path, settings.shown(path))
        except PolyclinicError:
            continue
        problems += reviews.unreadable(file)
        for name, record in reviews.records(file.headers).items():
            line = reviews.field_line(file, name)
            found.append(_state(locale, file.path, line, record, now(), today))
    return found, problems


def _readings(project: Project, library: Library, locale: str) -> dict[str, Reading]:
    """What every article says in a language, and what all pages share."""
    settings, converter = project.settings, project.converter()
    catalog, _ = Catalog.load(settings.locales_dir, locale, settings.shown)
    found = {a.path: readings.reading_of(a, converter, catalog) for a in library.articles}
    shared = project.messages()[0].get(SITE, ())
    return {**found, SITE: readings.of_site(shared, catalog).reading}


def _state(  # noqa: PLR0913, PLR0917 - where the record stands, and what it is compared with
    locale: str,
    path: str,
    line: int,
    record: TranslationReview,
    now: dict[str, Reading],
    today: date,
) -> CatalogReview:
    reading = now.get(record.article)
    same = any(one.digest == record.digest for one in now.values())
    stale = reading if reading is not None and not same else None
    return CatalogReview(
        locale,
        path,
        line,
        record.on,
        same,
        record.article,
        same or reading is not None,
        tuple(_changed(stale, record)) if stale else (),
        stale.gone_since(record) if stale else 0,
        _unbelievable(record, today),
    )


def _changed(reading: Reading, record: TranslationReview) -> list[str]:
    """The messages that a review did not see as they are, in the order of the catalog."""
    found = sorted(reading.changed_since(record), key=lambda said: said[1].line or 0)
    return [
        f"{f'line {said.line}: ' if said.line else ''}{_short(message.msgid)}"
        for message, said in found
    ]


def _short(text: str) -> str:
    words = " ".join(text.split())
    return f"“{words if len(words) <= _LETTERS else words[:_LETTERS] + '…'}”"


def _unbelievable(record: TranslationReview, today: date) -> str:
    if record.on > today:
        return f"it was done on {record.on}, and today is {today}"
    for what, said in (("role", record.role), ("credential", record.credential)):
        if reviews.unsaid(said):
            return f"it does not say the reviewer's {what}"
    return ""
