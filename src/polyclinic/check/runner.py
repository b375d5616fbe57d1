"""Runs rules over their subjects. A rule that crashes reports itself, and the others go on."""

from __future__ import annotations

import re
import traceback
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, TypeVar

from polyclinic.check.report import Place, Report, place_in
from polyclinic.check.rule import (
    AnyRule,
    ArticleRule,
    CatalogsRule,
    PageRule,
    PairRule,
    Rule,
    SiteRule,
)
from polyclinic.check.subjects import ArticleText, CatalogReview, Catalogs, Pair, RenderedPage, Site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from polyclinic.check.finding import Finding

Subject = TypeVar("Subject")


@dataclass(frozen=True, slots=True)
class Subjects:
    """All that there is to check."""

    articles: Sequence[ArticleText] = ()
    pairs: Sequence[Pair] = ()
    reviews: Sequence[CatalogReview] = ()
    pages: Sequence[RenderedPage] = ()
    site: Site | None = None


def run(rules: Iterable[AnyRule], subjects: Subjects, *, debug: bool = False) -> Iterator[Report]:
    """Run each rule over every subject it is for."""
    shown = [pair for pair in subjects.pairs if pair.msgstr and not pair.fuzzy]
    site = [subjects.site] if subjects.site is not None else []
    catalogs = [Catalogs(tuple(subjects.pairs), tuple(subjects.reviews))]
    # One subject after the other, so that what its rules have in common is found out one time.
    rules = list(rules)
    yield from _each([r for r in rules if isinstance(r, PairRule)], shown, _of_pair, debug=debug)
    yield from _each(
        [r for r in rules if isinstance(r, ArticleRule)],
        subjects.articles,
        _of_article,
        debug=debug,
    )
    yield from _each(
        [r for r in rules if isinstance(r, PageRule)], subjects.pages, _of_page, debug=debug
    )
    yield from _each([r for r in rules if isinstance(r, SiteRule)], site, _of_site, debug=debug)
    yield from _each(
        [r for r in rules if isinstance(r, CatalogsRule)], catalogs, _of_catalogs, debug=debug
    )


def _each(
    rules: Sequence[Rule[Subject]],
    subjects: Iterable[Subject],
    report: Callable[[Rule[Any], Any, Finding], Report],
    *,
    debug: bool,
) -> Iterator[Report]:
    for subject in subjects:
        for rule in rules:
            yield from _run(rule, subject, report, debug=debug)


def _run(
    rule: Rule[Subject],
    subject: Subject,
    report: Callable[[Rule[Any], Any, Finding], Report],
    *,
    debug: bool,
) -> Iterator[Report]:
    try:
        findings = list(rule.check(subject))
    except Exception as problem:  # noqa: BLE001 - one rule must not stop the others
        yield _crash(rule, subject, problem, debug=debug)
        return
    for finding in findings:
        yield report(rule, subject, finding)


def _crash(rule: Rule[Any], subject: object, problem: Exception, *, debug: bool) -> Report:
    what = getattr(subject, "path", "") or getattr(subject, "address", "")
    where = "".join(traceback.format_exception(problem)) if debug else "run again with --debug"
    message = f"the rule {rule.code} failed: {type(problem).__name__}: {problem}"
    line = getattr(subject, "line", None)
    return Report("CHK001", Severity.ERROR, message, where, Place(str(what), line))


def _made(rule: Rule[Any], finding: Finding, place: Place, **more: Any) -> Report:  # noqa: ANN401
    return Report(
        rule.code,
        rule.severity,
        finding.message,
        finding.help,
        place,
        blocks=rule.blocks,
        **more,
    )


def _of_pair(rule: Rule[Any], pair: Pair, finding: Finding) -> Report:
    source = Place(pair.path, pair.source_line, 1, pair.msgid, len(finding.other))
    if finding.part == "msgid":
        start = pair.msgid.find(finding.text) if finding.text else 0
        place = Place(pair.path, pair.source_line, max(start, 0) + 1, pair.msgid, len(finding.text))
        return _made(rule, finding, place, article=_article(pair), locale=pair.locale)
    offset = finding.offset
    if offset is None:
        offset = max(pair.msgstr.find(finding.text), 0) if finding.text else 0
    # Within the entry an escape takes two characters; the column is exact for texts without any.
    place = Place(pair.path, pair.line, pair.column + offset, pair.msgstr, len(finding.text))
    return _made(
        rule, finding, place, related=(source,), article=_article(pair), locale=pair.locale
    )


def _article(pair: Pair) -> str:
    """All articles that show an entry, one a line."""
    return "\n".join(pair.references)


def _of_article(rule: Rule[Any], subject: ArticleText, finding: Finding) -> Report:
    article, text = subject.article, subject.text
    offset = finding.offset
    if finding.part == "body" and offset is not None:
        place = place_in(article.shown, article.body, offset, len(finding.text), article.body_line)
    else:
        offset = text.find(finding.text) if finding.text and offset is None else offset
        length = len(finding.text)
        place = place_in(article.shown, text, offset if offset and offset > 0 else 0, length)
    return _made(rule, finding, place, article=article.shown)


def _of_page(rule: Rule[Any], page: RenderedPage, finding: Finding) -> Report:
    article = page.article.shown if page.article else ""
    locale = "" if page.locale == page.source_locale else page.locale
    return _made(rule, finding, Place(page.address), article=article, locale=locale)


def _of_site(rule: Rule[Any], site: Site, finding: Finding) -> Report:
    """A finding on a page; where the rule knows the writer's line, that is its place."""
    address = finding.part.partition("#")[0]
    page = next((p for p in site.pages if p.address == address), None)
    shown = Place(finding.part)
    written = _WRITTEN.fullmatch(finding.other)
    place: Place = shown
    related: tuple[Place, ...] = ()
    if written:
        place = Place(written["path"], int(written["line"]), int(written["column"]))
        related = (shown,)
    if page is None:
        return _made(rule, finding, place, related=related)
    made = _of_page(rule, page, finding)
    return _made(rule, finding, place, related=related, article=made.article, locale=made.locale)


_WRITTEN = re.compile(r"(?P<path>[^:]+):(?P<line>\d+):(?P<column>\d+)")


def _of_catalogs(rule: Rule[Any], catalogs: Catalogs, finding: Finding) -> Report:
    path, _, rest = finding.part.partition(":")
    line, _, column = rest.partition(":")
    number = int(line) if line.isdecimal() else None
    pair = next((p for p in catalogs.pairs if p.path == path and p.line == number), None)
    place = Place(
        path, number, int(column) if column.isdecimal() else None, pair.msgid if pair else ""
    )
    if pair is None:
        return _made(rule, finding, place)
    return _made(rule, finding, place, article=_article(pair), locale=pair.locale)
