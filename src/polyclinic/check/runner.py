"""Runs rules over their subjects. A rule that crashes reports itself, and the others go on.

With a cache, a rule runs only over subjects that it has not seen before. A rule is shown no more
than what its findings are kept under, so they can't depend on anything else.
"""

from __future__ import annotations

import json
import re
import traceback
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, fields, replace
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final, TypeVar, cast

from polyclinic.check.cache import NOTHING, Digests
from polyclinic.check.links import address_of, file_of
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
from polyclinic.check.sight import Sights
from polyclinic.check.subjects import ArticleText, CatalogReview, Catalogs, Pair, RenderedPage, Site
from polyclinic.check.termbase import PairWithTerms
from polyclinic.diagnostic import Severity
from polyclinic.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from datetime import date

    from polyclinic.check.cache import Cache
    from polyclinic.check.finding import Finding

Dated = TypeVar("Dated", ArticleText, RenderedPage, Site)
Extract = Callable[[str], str]
# Makes the report of a finding on a subject.
_Tell = Callable[[Rule[Any], Any, "Finding"], Report]


@dataclass(frozen=True, slots=True)
class Subjects:
    """All that there is to check."""

    articles: Sequence[ArticleText] = ()
    pairs: Sequence[Pair] = ()
    reviews: Sequence[CatalogReview] = ()
    pages: Sequence[RenderedPage] = ()
    site: Site | None = None
    # By the path of a catalog, what tells whether any of its entries has changed.
    catalogs: Mapping[str, str] = field(default_factory=dict)


def run(
    rules: Iterable[AnyRule],
    subjects: Subjects,
    *,
    debug: bool = False,
    cache: Cache | None = None,
) -> Iterator[Report]:
    """Run each rule over every subject it is for; with a cache, only where that is not known."""
    rules, runner = list(rules), _Runner(cache, debug=debug)
    of_pairs = [r for r in rules if isinstance(r, PairRule)]
    if of_pairs:
        yield from runner.over_pairs(of_pairs, subjects)
    articles = [r for r in rules if isinstance(r, ArticleRule)]
    yield from runner.each(articles, subjects.articles, _of_article)
    of_pages = [r for r in rules if isinstance(r, PageRule)]
    of_site = [r for r in rules if isinstance(r, SiteRule)] if subjects.site is not None else []
    yield from runner.over_pages(of_pages, subjects.pages, {r.extract for r in of_site})
    if subjects.site is not None:
        yield from runner.over_site(of_site, subjects.site)
    catalogs = Catalogs(tuple(subjects.pairs), tuple(subjects.reviews))
    of_catalogs = [r for r in rules if isinstance(r, CatalogsRule)]
    yield from runner.ask(of_catalogs, _Case(catalogs, lambda: catalogs), _of_catalogs)


class _NoClock:
    """Stands for the day in what a rule is shown that has not said that it looks at the clock."""

    def _refuse(self, *_: object) -> Any:  # noqa: ANN401 - it never returns
        raise RuntimeError("a rule that looks at `today` says so: clock=True")

    __getattr__ = __eq__ = __lt__ = __le__ = __gt__ = __ge__ = __add__ = __sub__ = _refuse
    __rsub__ = __str__ = __format__ = _refuse
    __hash__ = _refuse


_NO_CLOCK: Final = cast("date", _NoClock())


class _NoStyles(Mapping[str, str]):
    """Stands for the style sheets in what a rule is shown that does not see them."""

    def _refuse(self, *_: object) -> Any:  # noqa: ANN401 - it never returns
        raise RuntimeError("a rule on a page that looks at its style sheets has a `sight`")

    __getitem__ = __iter__ = __len__ = __contains__ = __eq__ = _refuse
    items = keys = values = get = _refuse
    __hash__ = object.__hash__


_NO_STYLES: Final = _NoStyles()
# A paragraph of a thousand words has six thousand letters. Rules compare each part of one side with
# each of the other: a text that nobody wrote as one paragraph must not hold up a build.
LONGEST: Final = 20_000
# Where an entry stands is told with its findings, and is none of its rules' business.
_PLACE: Final[dict[str, Any]] = {"path": "", "line": 1, "column": 1, "source_line": 1}


# All else in it.
_content: Final = attrgetter(*(f.name for f in fields(Pair) if f.name not in _PLACE))


@dataclass(frozen=True, slots=True)
class _Case:
    """A subject as its reports tell of it, and as its rules are shown it.

    `place` is the shelf and the key that its findings are kept under; None where they are not.
    """

    subject: Any
    shown: Callable[[], Any]
    place: tuple[str, str] | None = None


class _Runner:
    """Asks rules, or the cache in their place."""

    def __init__(self, kept: Cache | None, *, debug: bool) -> None:
        self._cache, self._debug = kept, debug
        self._digests = Digests()

    def each(
        self, rules: Sequence[Rule[Any]], subjects: Iterable[Any], tell: _Tell
    ) -> Iterator[Report]:
        """One subject after the other: what its rules have in common is found out one time."""
        timeless, timed = ([r for r in rules if r.clock is clock] for clock in (False, True))
        for subject in subjects:
            yield from self.ask(timeless, self._case(subject, clock=False), tell)
            if timed:
                yield from self.ask(timed, self._case(subject, clock=True), tell)

    def _case(self, subject: Any, *, clock: bool) -> _Case:  # noqa: ANN401 - any subject
        if isinstance(subject, Pair):
            return _Case(subject, lambda: _placeless(subject), self._pair_place(subject))
        key = self._key(subject, "styles", *(() if clock else ("today",)))
        shelf = f"pages-{subject.locale}" if isinstance(subject, RenderedPage) else "articles"
        shown = _unstyled(subject) if isinstance(subject, RenderedPage) else subject
        return _Case(subject, lambda: shown if clock else _timeless(shown), (shelf, key))

    def _pair_place(self, pair: Pair) -> tuple[str, str] | None:
        if self._cache is None:
            return None
        # There are many entries, so what they have in common is not read again for each.
        terms = self._digests.part(pair.terms) if isinstance(pair, PairWithTerms) else ""
        return f"pairs-{pair.locale}", digest(f"{terms} {_content(pair)!r}")

    def _key(self, subject: object, *but: str) -> str:
        return self._digests.of(subject, *but) if self._cache else ""

    def over_pairs(self, rules: Sequence[PairRule], subjects: Subjects) -> Iterator[Report]:
        """Ask rules of every entry; a catalog in which nothing was found is known as a whole."""
        codes = " ".join(sorted(rule.code for rule in rules))
        keys = {path: digest(f"{codes} {name}") for path, name in subjects.catalogs.items()}
        cache, found = self._cache, set[str]()
        clean = {p for p, key in keys.items() if cache and cache.recall("catalogs", key)}
        shown = [p for p in subjects.pairs if p.path not in clean and p.msgstr and not p.fuzzy]
        # The translations of one text after each other: what is found out of it is still known.
        shown.sort(key=lambda pair: pair.msgid)
        for report in self._of_pairs(rules, shown):
            found.add(report.place.path)
            yield report
        if cache:
            for path in keys.keys() - clean - found:
                cache.remember("catalogs", keys[path], "nothing found")

    def _of_pairs(self, rules: Sequence[PairRule], pairs: Sequence[Pair]) -> Iterator[Report]:
        yield from (_too_long(pair) for pair in pairs if _letters(pair) > LONGEST)
        readable = (pair for pair in pairs if _letters(pair) <= LONGEST)
        yield from self.each(rules, readable, _of_pair)

    def over_pages(
        self,
        rules: Sequence[PageRule],
        pages: Sequence[RenderedPage],
        extracts: Iterable[Extract | None] = (),
    ) -> Iterator[Report]:
        """Ask rules of each page, then what can be seen: one time for all that look the same."""
        asked = [replace(r, check=cast("Any", r.sight)) for r in rules if r.sight is not None]
        sights, words = Sights(self._cache, self._digests), list(_words(rules))
        for page in pages:
            yield from self.each(words, (page,), _of_page)
            # A page is read one time for all that is asked of it, so all is asked now.
            if asked:
                sights.add(page)
            self._read_ahead(page, extracts)
        for page in pages if asked else ():
            yield from self.ask(
                asked, _Case(page, partial(sights.of, page), sights.place(page)), _of_page
            )

    def over_site(self, rules: Sequence[SiteRule], site: Site) -> Iterator[Report]:
        """Ask the rules on the whole site; with a cache they see of its pages what they extract."""
        whole = [r for r in rules if self._cache is None or r.extract is None or r.clock]
        for clock in (False, True):
            shown = site if clock else _timeless(site)
            group = [r for r in whole if r.clock is clock]
            yield from self.ask(group, _Case(site, partial(_itself, shown)), _of_site)
        done = {rule.code for rule in whole}
        groups: dict[tuple[object, ...], list[SiteRule]] = {}
        for rule in rules:
            if rule.extract is not None and rule.code not in done:
                groups.setdefault((rule.extract, rule.by_page, rule.leads_to), []).append(rule)
        for group in groups.values():
            for case in self._site_cases(site, group[0]):
                yield from self.ask(group, case, _of_site)

    def _site_cases(self, site: Site, rule: SiteRule) -> Iterator[_Case]:
        extract = cast("Extract", rule.extract)
        seen = self._extracted(site, extract, by_page=rule.by_page)
        if seen is None:
            yield _Case(site, partial(_timeless, site))
            return
        keys = {page.address: self._key(page, "today") for page in seen.pages}
        if not rule.by_page:
            yield _Case(site, partial(_itself, seen), ("site", self._site_key(seen, keys.values())))
            return
        frame = self._site_key(seen, (self._key(page, "today", "html") for page in seen.pages))
        whole = self._site_key(seen, keys.values())
        # Of pages that no link leads to, all is seen but what links could lead to.
        others = tuple(replace(page, html="") for page in seen.pages)
        for page in site.pages:
            # All pages have the same style sheets: they are looked at with the first page.
            bare = () if page is site.pages[0] else ("styles",)
            near = self._near(page, site, rule)
            around = whole if near is None else f"{frame} {[keys[each] for each in near]!r}"
            place = f"links-{page.locale}", digest(f"{self._key(page, 'today', *bare)} {around}")
            shown = partial(_focused, seen, others, near, _unstyled(page) if bare else page)
            yield _Case(replace(site, focus=(page,)), shown, place)

    def _near(self, page: RenderedPage, site: Site, rule: SiteRule) -> list[str] | None:
        """The pages that a page leads to, and itself; None where they can't be told."""
        if rule.leads_to is None or self._cache is None:
            return None
        leads_to = rule.leads_to
        name = f"{leads_to.__module__}.{leads_to.__qualname__}"
        of = f"{name} {page.address} {page.settings.site_url} {self._digests.part(page.html)}"
        try:
            paths = json.loads(self._cache.text("leads", digest(of), lambda: leads_to(page)))
        except Exception:  # noqa: BLE001 - as for a rule: it is to meet the page itself
            return None
        files = {file_of(path, site.files) for path in paths}
        addresses = {address_of(file) for file in files if file is not None} | {page.address}
        return sorted(addresses & site.by_address.keys())

    def _extracted(self, site: Site, extract: Extract, *, by_page: bool) -> Site | None:
        """The site as a rule is shown it: of each page what is extracted.

        None where a page can't be read: the rule is to meet that page, and to report itself.
        """
        pages = []
        for page in site.pages:
            try:
                html = self._extract(extract, page.html)
            except Exception:  # noqa: BLE001 - as for a rule
                return None
            shown = replace(page, html=html, styles={}, today=_NO_CLOCK)
            pages.append(_as_target(shown) if by_page else shown)
        seen = _timeless(site)
        return replace(seen, folder=Path(), pages=tuple(pages), focus=(), by_address={})

    def _read_ahead(self, page: RenderedPage, extracts: Iterable[Extract | None]) -> None:
        """Keep what rules on the whole site will ask of a page."""
        for extract in filter(None, extracts):
            # Who is to meet a page that can't be read is a rule.
            with suppress(Exception):
                self._extract(extract, page.html)

    def _extract(self, extract: Extract, html: str) -> str:
        key = f"{extract.__module__}.{extract.__qualname__} {self._digests.part(html)}"
        return self._cache.text("extracts", key, lambda: extract(html)) if self._cache else ""

    def _site_key(self, seen: Site, pages: Iterable[str]) -> str:
        rest = self._key(seen, "folder", "pages", "focus", "by_address", "today")
        return digest(f"{rest} {' '.join(pages)}")

    def ask(self, rules: Sequence[Rule[Any]], case: _Case, tell: _Tell) -> Iterator[Report]:
        """What the rules find, and found before."""
        known = self._cache.known(*case.place) if self._cache and case.place else NOTHING
        if not known.found and all(rule.code in known.ran for rule in rules):
            return
        shown, new = None, dict[str, tuple["Finding", ...]]()
        for rule in rules:
            findings = known.found.get(rule.code, ())
            if rule.code not in known.ran:
                shown = shown or case.shown()
                try:
                    findings = new[rule.code] = tuple(rule.check(shown))
                except Exception as problem:  # noqa: BLE001 - one rule must not stop the others
                    # Nothing is kept of it: the next run must meet it again.
                    yield _crash(rule, case.subject, problem, debug=self._debug)
            yield from (tell(rule, case.subject, finding) for finding in findings)
        if new and self._cache and case.place:
            self._cache.keep(*case.place, known.with_new(new))


def _words(rules: Iterable[PageRule]) -> Iterator[PageRule]:
    """What rules ask of a page without its style sheets."""
    for rule in rules:
        if rule.sight is None:
            yield rule
        elif rule.words is not None:
            # Findings of one part are not those of the rule: each has its own shelf.
            yield replace(rule, check=rule.words)


def _unstyled(page: RenderedPage) -> RenderedPage:
    return replace(page, styles=_NO_STYLES)


def _as_target(page: RenderedPage) -> RenderedPage:
    """A page as links lead to it: what it says of itself changes often, and decides nothing."""
    article = page.article and replace(
        page.article,
        title="",
        summary="",
        also_called=(),
        kind=None,
        sources=(),
        review=None,
        body="",
        body_line=1,
        layout=None,
        codes=(),
        topics=(),
        related=(),
    )
    return replace(page, article=article, translation=None, disclaimer=None)


def _itself(site: Site) -> Site:
    return site


def _focused(
    site: Site, others: tuple[RenderedPage, ...], near: list[str] | None, page: RenderedPage
) -> Site:
    if near is None:
        return replace(site, focus=(_timeless(page),))
    both = zip(site.pages, others, strict=True)
    pages = tuple(here if here.address in near else other for here, other in both)
    return replace(site, pages=pages, focus=(_timeless(page),), by_address={})


def _letters(pair: Pair) -> int:
    """The letters of the longest text of an entry."""
    return max(map(len, (pair.msgid, pair.msgid_plural or "", pair.msgstr, *pair.forms)))


def _too_long(pair: Pair) -> Report:
    """What is not compared may say anything, so it is not published either."""
    message = f"the text has {_letters(pair):,} letters: no rule compares more than {LONGEST:,}"
    remedy = "part it into paragraphs in the source, and run `polyclinic update`"
    place = Place(pair.path, pair.line)
    return Report(
        "CHK004",
        Severity.ERROR,
        message,
        remedy,
        place,
        article=_article(pair),
        locale=pair.locale,
        blocks=True,
    )


def _placeless(pair: Pair) -> Pair:
    return replace(pair, **_PLACE)


def _timeless(subject: Dated) -> Dated:
    return replace(subject, today=_NO_CLOCK)


def _crash(rule: Rule[Any], subject: object, problem: Exception, *, debug: bool) -> Report:
    where = "".join(traceback.format_exception(problem)) if debug else "run again with --debug"
    message = f"the rule {rule.code} failed: {type(problem).__name__}: {problem}"
    return Report("CHK001", Severity.ERROR, message, where, _whole(subject))


def _whole(subject: object) -> Place:
    """A subject as a place; what is made of many has none."""
    match subject:
        case Pair():
            return Place(subject.path, subject.line)
        case ArticleText():
            return Place(subject.article.shown)
        case RenderedPage():
            return Place(subject.address)
        case Site(focus=(page,)):
            return Place(page.address)
    return Place("")


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
    page = site.by_address.get(address)
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
