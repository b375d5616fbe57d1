"""Where other tools show a finding: a place in the sources, also for what was found on a page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.report import Place

if TYPE_CHECKING:
    from collections.abc import Callable

    from polyclinic.check.report import Report

    Address = Callable[[str], str]  # of the page of a code, or ""

_BUILT = (".html", ".css", ".js", ".xml")


def nowhere(_code: str) -> str:
    """The address of a code's page, where a site has none."""
    return ""


def is_built(place: Place) -> bool:
    """Whether a place is one of the built site, which no repository has."""
    path = place.path.partition("#")[0]
    return place.line is None and (not path or path.endswith(("/", *_BUILT)))


def in_sources(report: Report) -> Place:
    """The finding's place, or the article of its page, where the page was made from one."""
    articles = report.article.split()
    if is_built(report.place) and articles:
        return Place(articles[0], 1)
    return report.place


def said(report: Report) -> str:
    """The fact, with the page it was found on where the place that is shown does not tell it."""
    if is_built(report.place) and report.article:
        return f"/{report.place.path}: {report.message}"
    return report.message
