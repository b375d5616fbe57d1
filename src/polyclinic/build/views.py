"""What the template of each page shows, made of what a build knows."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property
from typing import TYPE_CHECKING, Protocol, cast
from urllib.parse import quote, unquote, urljoin

from polyclinic.build import addresses, handout, search
from polyclinic.check import rule_pages
from polyclinic.i18n import locales
from polyclinic.library import citations, companions, feedback, readings, structured_data, view
from polyclinic.library.addresses import address, relative
from polyclinic.library.article import Layout
from polyclinic.library.navigation import Item, Navigation, headings
from polyclinic.library.project import Project
from polyclinic.library.reviews import TranslationFacts
from polyclinic.library.translation import heading

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from polyclinic.build.pages import Work
    from polyclinic.build.run import Run
    from polyclinic.i18n.catalog import Catalog
    from polyclinic.library.article import Article
    from polyclinic.library.navigation import Entry
    from polyclinic.markdown.glossary import Term

# The words of 404.html, which greets in every language at once.
NOT_FOUND = "We could not find this page."
CHOOSE = "Choose a language to go to the home page."
# The layouts of pages that lead to all others.
FINDERS = (Layout.SEARCH, Layout.A_Z)
# The words of the link in partials/report-link.html, and of the subject of the letter.
REPORT = "Report a mistake on this page"
# What readers do not look for, but look with.
_NOT_SEARCHED = ("home", Layout.SEARCH.value, Layout.A_Z.value)


class SitePage(Protocol):
    """A page as the site generator has it; its title is the navigation's, or its article's."""

    url: str
    title: str | None
    content: str | None
    toc: Iterable[Entry]


class SiteNavigation(Protocol):
    """The menus as the site generator has them."""

    homepage: Item | None
    items: list[Item]


@dataclass(frozen=True)  # without slots: what all pages of a language show is kept
class Views:
    """Makes the views of a language; `relative(url, from_url)` is the way to a page from one."""

    run: Run
    locale: str
    relative: Callable[[str, str], str]

    @cached_property
    def plain(self) -> view.PageView:
        """What every page shows. The addresses of the languages are relative to the site."""
        settings, today = self.run.settings, self.run.today
        facts = locales.parse(self.locale)
        return view.PageView(
            locale=facts.tag,
            direction=facts.direction,
            source_locale=settings.source_locale,
            is_source=self.locale == settings.source_locale,
            languages=tuple(self._homes()),
            organisation=view.Contact.of(settings.options.organisation),
            emergency=view.Emergency.of(settings.options.country),
            home_url=addresses.home(settings, self.locale),
            disclaimer_version=self.run.disclaimer_version,
            built_on=locales.format_date_words(today, self.locale),
            built_on_iso=today.isoformat(),
        )

    def _homes(self) -> Iterator[view.LanguageLink]:
        settings = self.run.settings
        for other in (settings.source_locale, *settings.locales):
            catalog = self.run.catalog(other)
            said, choose = (_in_its_words(catalog, text) for text in (NOT_FOUND, CHOOSE))
            url = addresses.home(settings, other)
            current = other == self.locale
            home = view.LanguageLink.of(other, url or "./", "", current=current, not_found=said)
            yield replace(home, choose=choose, finders=tuple(self._finders(other)))

    def _finders(self, locale: str) -> Iterator[view.Link]:
        """The pages that help to find another one."""
        settings = self.run.settings
        for article in self.run.life.articles:
            if article.layout in FINDERS:
                said = heading(article, self.run.catalog(locale), settings.source_locale).title
                where = address(article.path, directory_urls=settings.use_directory_urls)
                url = quote(addresses.home(settings, locale) + where)
                yield view.Link(said.value, url, said.lang)

    def page(
        self, page: SitePage, work: Work, nav: SiteNavigation, untitled: Mapping[int, str]
    ) -> view.PageView:
        """What one page shows; `untitled` is as in `Navigation`."""
        settings, article = self.run.settings, work.article
        said = heading(article, self.run.catalog(self.locale), settings.source_locale)
        titled = said.title if said.title.value else view.Text(str(page.title or ""))
        titled = self.run.life.title(article.path, self.locale) or titled
        home = addresses.home(settings, self.locale)
        seen = Navigation(cast("Item", page), lambda url: self.relative(url, page.url), untitled)
        base, facts = self._listing(page, article), self._facts(article)
        version = handout.version(titled.value, said.summary.value, page.content or "")
        shown = replace(
            base,
            kind=_kind(article),
            title=titled.value,
            title_lang=titled.lang,
            summary=said.summary.value,
            summary_lang=said.summary.lang,
            also_called=said.also_called,
            languages=tuple(self._languages(page, article.path)),
            breadcrumbs=tuple(seen.breadcrumbs(nav.homepage)),
            navigation=tuple(seen.links(nav.items)),
            coverage=view.CoverageView.of(work.page.coverage),
            source_url="" if base.is_source else self.to(page.url, settings.source_locale),
            review=self._review(article, facts),
            translation=view.TranslationView.of(facts, self.locale),
            sources=self._sources(work),
            home_url=self.relative(home or ".", page.url),
            toc=tuple(headings(page.toc, work.page)),
            terms=tuple(self._terms(page, work)),
            handout=self._handout(page, article, version),
            beside=tuple(self._beside(page.url, article)),
            report_url=self._report(page.url, version, titled.value),
            search=self._search(page.url),
            searchable=self._is_searchable(article),
            contributors=self._contributors(page.url) if base.is_source else None,
            address=self._absolute(page.url, self.locale),
        )
        source = self._absolute(page.url, settings.source_locale)
        return replace(shown, json_ld=structured_data.json_ld(article, shown, source))

    def _listing(self, page: SitePage, article: Article) -> view.PageView:
        """What every page shows, and the lists of this one, on a site about health."""
        if not self.run.settings.options.health:
            return self.plain
        index, kind, here = self.run.index(self.locale), _kind(article), unquote(page.url)

        def to(path: str) -> str:
            return relative(self.run.life.address(path, self.locale), here.removeprefix("./"))

        return replace(
            self.plain,
            index=tuple(index.a_to_z(to)) if kind == Layout.A_Z.value else (),
            kinds=tuple(index.by_kind(article, to)) if kind == Layout.TOPIC.value else (),
            listed=tuple(index.below(article.path, to)),
            topics=tuple(index.themes(to)) if kind == "home" else (),
            related=tuple(index.related(article, to)),
        )

    def _terms(self, page: SitePage, work: Work) -> Iterator[view.Glossary]:
        """The terms that a page marks, by the glossary that explains them."""
        groups: dict[str, list[Term]] = {}
        for term in work.page.terms:
            groups.setdefault(term.page, []).append(term)
        for path, terms in groups.items():
            there = self.relative(self.run.life.at(path, self.locale), page.url)
            yield view.Glossary(there, tuple(terms))

    def _sources(self, work: Work) -> tuple[view.SourceView, ...]:
        """The sources of a page, with the numbers that its text cites them by."""
        wording = self.run.wording(self.locale)
        return citations.listed(work.article.sources, work.page.cited, wording)

    def _search(self, url: str) -> view.SearchView | None:
        """The way to the search of this language, on a site that has one."""
        settings = self.run.settings
        page, every = (search.place(settings, self.run.life, kind) for kind in FINDERS)
        if page is None:
            return None
        home = addresses.home(settings, self.locale)
        there, everything = home + page, "" if every is None else self.relative(home + every, url)
        own = self.locale == settings.source_locale
        return view.SearchView(
            url=self.relative(there, url),
            without_script=everything or self.relative(there, url),
            all_url=everything,
            topics_url=self.relative(home + search.TOPICS, url),
            index_url=self.relative(f"{home}{search.BUNDLE}/pagefind.js", url),
            source_url="" if own else self.relative(page, url),
            plurals=locales.plural_examples(self.locale),
        )

    def _is_searchable(self, article: Article) -> bool:
        """Readers look for articles: not for lists of them, nor for what contributors read."""
        alone = rule_pages.has(self.run.settings, article.path)
        return not alone and _kind(article) not in _NOT_SEARCHED

    def _contributors(self, url: str) -> view.Link | None:
        """The way to the pages of the rules, on a site that has them."""
        there = rule_pages.home(self.run.settings)
        return view.Link(rule_pages.TITLE, self.relative(there, url)) if there else None

    def _facts(self, article: Article) -> TranslationFacts:
        """What the page may say of its translation."""
        catalog, run = self.run.catalog(self.locale), self.run
        if catalog is None or article.path in run.life.unreadable:
            return TranslationFacts()
        return readings.facts(article, catalog, run.today, Project(run.settings).converter)

    def _review(self, article: Article, facts: TranslationFacts) -> view.ReviewView | None:
        if article.review is None:
            return None
        source = self.run.settings.source_locale
        return view.ReviewView.of(article.review, self.locale, facts.role, source)

    def _handout(self, page: SitePage, article: Article, version: str) -> view.Handout | None:
        settings = self.run.settings
        if not companions.has(article, settings):
            return None
        large = companions.large_print(companions.page_of(article, settings, self.locale))
        known = self._absolute(page.url, self.locale)
        code = handout.code(handout.address(known, version)) if known else ""
        return view.Handout(version, code, self.relative(large, page.url))

    def _beside(self, url: str, article: Article) -> Iterator[view.LanguageLink]:
        """The ways to this article with another language beside this one."""
        settings = self.run.settings
        if not companions.has(article, settings):
            return
        page = companions.page_of(article, settings, self.locale)
        for other in companions.partners(settings, self.locale):
            there = self.relative(companions.beside(page, other), url)
            yield view.LanguageLink.of(other, there, "", current=False)

    def _report(self, url: str, version: str, title: str) -> str:
        catalog = self.run.catalog(self.locale)
        subject = catalog.gettext(REPORT) if catalog else REPORT
        tag = locales.parse(self.locale).tag
        about = feedback.About(
            self._absolute(url, self.locale) or url, tag, version, f"{subject}: {title}"
        )
        return feedback.url(self.run.settings.options.organisation, about)

    def to(self, url: str, locale: str) -> str:
        """The way from a page to the same one in another language."""
        there = addresses.in_language(self.run.settings, url, locale)
        return self.relative(there or ".", url)

    def _absolute(self, url: str, locale: str) -> str:
        """A page's address on the web in a language; "" where the site does not say its own."""
        settings = self.run.settings
        there = addresses.in_language(settings, url, locale)
        return urljoin(settings.site_url.rstrip("/") + "/", there) if settings.site_url else ""

    def _languages(self, page: SitePage, path: str) -> Iterator[view.LanguageLink]:
        settings = self.run.settings
        alone = rule_pages.has(settings, path)
        for other in (settings.source_locale, *(() if alone else settings.locales)):
            absolute, current = self._absolute(page.url, other), other == self.locale
            yield view.LanguageLink.of(other, self.to(page.url, other), absolute, current=current)


def _in_its_words(catalog: Catalog | None, text: str) -> str:
    """A text of the templates in a language; "" where that one has no words for it."""
    words = catalog.gettext(text) if catalog else text
    return "" if catalog and words == text else words


def _kind(article: Article) -> str:
    if address(article.path) == "":
        return "home"
    if article.kind is not None:
        return "article"
    if article.layout is not None:
        return article.layout.value
    return "about" if article.section == "about" else "page"
