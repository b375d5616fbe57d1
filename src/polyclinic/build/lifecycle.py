"""Withdrawn and moved articles during a build: what is asked of them at each of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from polyclinic.build import redirects as redirect_pages
from polyclinic.build import traces
from polyclinic.config import Notice
from polyclinic.library import moved, notice, standin
from polyclinic.library.addresses import address, relative
from polyclinic.library.pruned import prune
from polyclinic.library.standin import Instead, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic
    from polyclinic.library.article import Article
    from polyclinic.library.view import Text


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The articles of one build. `reader` gives the words of a locale."""

    settings: Settings
    articles: tuple[Article, ...]
    gone: frozenset[str]  # the paths of the withdrawn ones
    files: Mapping[str, Article]  # the articles by the files they were before
    reader: Callable[[str], Reader]

    @classmethod
    def of(
        cls, settings: Settings, articles: tuple[Article, ...], reader: Callable[[str], Reader]
    ) -> Lifecycle:
        """From what is in the library; a site that is not about health has neither kind."""
        gone = frozenset(a.path for a in articles if a.withdrawal is not None)
        redirects = moved.redirects(articles, settings)
        files = {redirect.move.old.strip().lstrip("/"): redirect.article for redirect in redirects}
        return cls(settings, articles, gone, files, reader)

    def prune(self, navigation: Any) -> None:  # noqa: ANN401 - MkDocs' own
        """Take withdrawn articles out of the menus. A home page stays: its site has no other."""
        paths = self.gone - {a.path for a in self.articles if not address(a.path)}
        if paths:
            prune(navigation, paths)

    def title(self, path: str, locale: str) -> Text | None:
        """What stands in the place of a withdrawn article's title; None for any other article."""
        return self.reader(locale).title(notice.WITHDRAWN) if path in self.gone else None

    def article(self, path: str) -> Article | None:
        """A withdrawn article; None for any other."""
        return (
            next((a for a in self.articles if a.path == path), None) if path in self.gone else None
        )

    def content(self, html: str, path: str, url: str, locale: str) -> str:
        """The text of a page: a withdrawn one's says so, and links lead to where pages are now.

        `url` is MkDocs' address of the page.
        """
        here = unquote(url).removeprefix("./")
        article = self.article(path)
        if article is None:
            return self._with_new_links(html, path, here, locale)
        other = moved.instead(article, self.articles)
        instead = None if other is None else Instead(other, relative(self._at(other, locale), here))
        reader, home = self.reader(locale), relative(self._home(locale), here)
        text = standin.withdrawn(article, reader, home, instead)
        if self.settings.options.notice is Notice.TEMPLATE:
            return text
        return standin.framed(text, reader, self.settings.options.country)

    def _with_new_links(self, html: str, path: str, here: str, locale: str) -> str:
        def new_address(old: str) -> str | None:
            return self._at(self.files[old], locale) if old in self.files else None

        return moved.with_new_links(html, path, here, new_address) if self.files else html

    def page(self, html: str, path: str) -> str:
        """A finished page: search engines do not list a withdrawn one."""
        return traces.unlisted(html) if path in self.gone else html

    def finish(self, folder: Path) -> Iterator[Diagnostic]:
        """When all languages are there: redirects are written, and lists forget what is gone."""
        gone = [
            self._at(article, locale)
            for article in self.articles
            if article.path in self.gone
            for locale in (self.settings.source_locale, *self.settings.locales)
        ]
        if gone:
            traces.leave_sitemap(folder, gone, self.settings.site_url)
            traces.leave_search(folder, gone)
        yield from redirect_pages.write(folder, self.articles, self.settings, self.reader)

    def _at(self, article: Article, locale: str) -> str:
        where = address(article.path, directory_urls=self.settings.use_directory_urls)
        return self._prefix(locale) + where

    def _home(self, locale: str) -> str:
        return self._prefix(locale) + ("" if self.settings.use_directory_urls else "index.html")

    def _prefix(self, locale: str) -> str:
        return "" if locale == self.settings.source_locale else f"{locale}/"
