"""Withdrawn, moved and unreadable articles during a build: what is done at each of its steps."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote

from polyclinic.build import redirects as redirect_pages
from polyclinic.build import traces
from polyclinic.config import Notice
from polyclinic.library import moved, notice, standin
from polyclinic.library.addresses import address, file_of, relative
from polyclinic.library.article import read
from polyclinic.library.pruned import prune
from polyclinic.library.standin import Instead, Reader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic
    from polyclinic.i18n.message import Message
    from polyclinic.library.article import Article, Layout
    from polyclinic.library.library import Library
    from polyclinic.library.view import Text


@dataclass(frozen=True, slots=True)
class Lifecycle:
    """The articles of one build. `reader` gives the words of a locale."""

    settings: Settings
    articles: tuple[Article, ...]
    gone: frozenset[str]  # the paths of the withdrawn ones
    unreadable: frozenset[str]  # the paths of files that are no text
    files: Mapping[str, Article]  # the articles by the files they were before
    layouts: Mapping[Layout, str]  # the paths of the library's own pages
    reader: Callable[[str], Reader]

    @classmethod
    def of(
        cls,
        settings: Settings,
        library: Library,
        reader: Callable[[str], Reader],
    ) -> Lifecycle:
        """From what is in the library; only a site about health withdraws or moves an article."""
        articles = library.articles
        gone = frozenset(a.path for a in articles if a.withdrawal is not None)
        redirects = moved.redirects(articles, settings)
        files = {redirect.move.old.strip().lstrip("/"): redirect.article for redirect in redirects}
        layouts = {a.layout: a.path for a in reversed(articles) if a.layout is not None}
        unreadable = frozenset(library.unreadable)
        return cls(settings, articles, gone, unreadable, files, layouts, reader)

    def prune(self, navigation: Any) -> None:  # noqa: ANN401 - MkDocs' own
        """Take what is not shown out of the menus. A home page stays: its site has no other."""
        paths = {path for path in self.gone | self.unreadable if address(path)}
        if paths:
            prune(navigation, paths)

    def title(self, path: str, locale: str) -> Text | None:
        """What stands in the place of the title of an article that is not shown, or None."""
        if path in self.gone:
            return self.reader(locale).title(notice.WITHDRAWN)
        return self.reader(locale).title(notice.WITHHELD) if path in self.unreadable else None

    def article(self, path: str) -> Article | None:
        """A withdrawn article, or an empty one for a file that is no text; None for any other."""
        if path in self.unreadable:
            return read("", path, self.settings.shown(self.settings.docs_dir / path), health=False)[
                0
            ]
        return (
            next((a for a in self.articles if a.path == path), None) if path in self.gone else None
        )

    def content(self, html: str, path: str, url: str, locale: str) -> str:
        """The text of a page: a withdrawn one's says so, and links lead to where pages are now.

        `url` is MkDocs' address of the page.
        """
        here = unquote(url).removeprefix("./")
        reader, home = self.reader(locale), relative(self._home(locale), here)
        if path in self.unreadable:
            return self._framed(standin.withheld(reader, home), reader, notice.WITHHELD)
        article = self.article(path)
        if article is None:
            return self._with_new_links(html, path, here, locale)
        other = moved.instead(article, self.articles)
        there = None if other is None else relative(self.at(other.path, locale), here)
        instead = None if other is None or there is None else Instead(other, there)
        text = standin.withdrawn(article, reader, home, instead)
        return self._framed(text, reader, notice.WITHDRAWN)

    def _framed(self, text: str, reader: Reader, title: Message) -> str:
        if self.settings.options.notice is Notice.TEMPLATE:
            return text
        return standin.framed(text, reader, title, self.settings.options.country)

    def _with_new_links(self, html: str, path: str, here: str, locale: str) -> str:
        def new_address(old: str) -> str | None:
            return self.at(self.files[old].path, locale) if old in self.files else None

        return moved.with_new_links(html, path, here, new_address) if self.files else html

    def page(self, html: str, path: str) -> str:
        """A finished page: search engines do not list one that is not shown.

        Our words are about health: on another site there is no page in the place of an unreadable
        one, which is "".
        """
        if path in self.unreadable and not self.settings.options.health:
            return ""
        return traces.unlisted(html) if path in self.gone | self.unreadable else html

    def finish(self, folder: Path) -> Iterator[Diagnostic]:
        """When all languages are there: redirects are written, and lists forget what is gone."""
        gone = [
            self.at(path, locale)
            for path in sorted(self.gone | self.unreadable)
            for locale in (self.settings.source_locale, *self.settings.locales)
        ]
        if gone:
            traces.leave_sitemap(folder, gone, self.settings.site_url)
            traces.leave_search(folder, gone)
        yield from redirect_pages.write(folder, self.articles, self.settings, self.reader)

    def address(self, path: str, locale: str) -> str:
        """Where a file of the docs folder is read in a language, also without a server."""
        where = self.at(path, locale)
        return where if self.settings.use_directory_urls else file_of(where)

    def at(self, path: str, locale: str) -> str:
        """The address of an article in a language."""
        where = address(path, directory_urls=self.settings.use_directory_urls)
        return self._prefix(locale) + where

    def _home(self, locale: str) -> str:
        return self._prefix(locale) + ("" if self.settings.use_directory_urls else "index.html")

    def _prefix(self, locale: str) -> str:
        return "" if locale == self.settings.source_locale else f"{locale}/"
