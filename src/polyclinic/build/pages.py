"""One page in one language: what is asked of its conversion, and what is made of the result."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import unquote

from polyclinic.config import Notice
from polyclinic.i18n import locales
from polyclinic.library import citations, messages, notice, translation
from polyclinic.library.addresses import relative
from polyclinic.library.article import Article, Layout
from polyclinic.library.translation import heading, lookup_in, rejected
from polyclinic.markdown.citations import Shelf
from polyclinic.markdown.extension import Page
from polyclinic.markdown.glossary import Entries, Marker
from polyclinic.markdown.presentation import Presentation

if TYPE_CHECKING:
    from collections.abc import Callable, Container

    from polyclinic.build.run import Run
    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic


@dataclass(frozen=True, slots=True)
class Work:
    """A page in the language being built."""

    run: Run
    locale: str
    article: Article
    page: Page
    key: tuple[str, bytes]  # its source's

    def meta(self, names: Container[str]) -> dict[str, str]:
        """What the front matter says in this language, by those of its names that are there."""
        return meta(self.run, self.locale, self.article, names)

    def finished(self, html: str, url: str, source_url: str) -> str:
        """Report what was found in the page's text, and mark one that is not wholly translated.

        `url` is the page's address, and `source_url` leads from there to the source page.
        """
        run, catalog = self.run, self.run.catalog(self.locale)
        html = run.life.content(html, self.article.path, url, self.locale)
        if catalog is None:
            run.keep_bones(self.key, self.page)
            self._report(list(messages.findings(self.article, self.page)))
            return html
        front_matter = messages.front_matter(self.article)
        titles = translation.refused(catalog, self.article.section, front_matter)
        self._report(list(rejected([*titles, *self.page.rejections])))
        coverage, facts = self.page.coverage, locales.parse(run.settings.source_locale)
        if not coverage.translated and coverage.total:
            html = f'<div lang="{facts.tag}" dir="{facts.direction}">\n{html}\n</div>'
        if run.settings.options.notice is Notice.TEMPLATE:
            return html
        return notice.html(coverage, catalog, facts.tag, source_url) + html

    def _report(self, found: list[Diagnostic]) -> None:
        self.run.report(found)
        if found and self.run.reuse is not None:
            self.run.reuse.spoil(self.locale, self.article.path)


def meta(run: Run, locale: str, article: Article, names: Container[str]) -> dict[str, str]:
    """What an article's front matter says in a language, by those of its names that are there."""
    catalog = run.catalog(locale)
    if catalog is None:
        return {}
    said = heading(article, catalog, run.settings.source_locale)
    title = {"title": said.title.value} if article.title else {}
    summaries = (name for name in ("summary", "description") if name in names)
    return title | dict.fromkeys(summaries, said.summary.value)


@dataclass(frozen=True, slots=True)
class Source:
    """A page as the site generator has it.

    `path` is relative to the docs folder, `read` gives the file's text, `markdown` is its body as
    it will be converted, `url` the page's whole address, or "", and `here` its address in the site,
    quoted.
    """

    path: str
    read: Callable[[], str]
    markdown: str
    url: str = ""
    here: str = ""

    @property
    def key(self) -> tuple[str, bytes]:
        """Two pages with one key have one source."""
        return self.path, hashlib.blake2b(self.markdown.encode(), digest_size=16).digest()


def _present(run: Run, locale: str, article: Article, source: Source, page: Page) -> None:
    """Ask for what our own templates show: an article's terms lead to the glossary."""
    entries, here = None, unquote(source.here).removeprefix("./")
    if article.layout is Layout.GLOSSARY:
        entries = Entries(run.term_ids(article), locales.parse(locale).tag)
    page.presentation = Presentation(source.url, entries)
    if article.kind is not None:
        terms = run.terms(locale)
        page.marker = Marker(terms, lambda path: relative(run.life.at(path, locale), here))


def _lists_sources(settings: Settings, article: Article) -> bool:
    """Whether the page has a list of its sources; `partials/sources.html` is our templates'."""
    ours = settings.options.notice is Notice.TEMPLATE
    return ours and (article.kind is not None or article.layout is Layout.GLOSSARY)


def begin(run: Run, locale: str, source: Source) -> Work:
    """Make a page ready for its conversion."""
    settings = run.settings
    article = run.life.article(source.path) or run.article(source.path, source.read())
    facts, catalog = locales.parse(settings.source_locale), run.catalog(locale)
    page = Page(source_lang=facts.tag, source_direction=facts.direction)
    wording, of_source = run.wording(locale), run.wording(settings.source_locale)
    bones = run.bones(source.key, source.markdown) if catalog is not None else None
    if wording is not None and of_source is not None:
        page.levels = wording.levels()
        order = None if bones is None else bones.cites
        known, listed = citations.addresses(article.sources), _lists_sources(settings, article)
        page.shelf = Shelf(known, wording, of_source, order, listed)
    if settings.options.notice is Notice.TEMPLATE:
        _present(run, locale, article, source, page)
    if catalog is not None and bones is not None:
        page.lookup = lookup_in(catalog, article.section)
        translation.count_heading(article, catalog, page.coverage)
        page.anchors, page.units = bones.anchors, bones.units
    return Work(run, locale, article, page, source.key)
