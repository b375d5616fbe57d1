"""The pages made of an article's finished page: in large print, and beside another language.

They are no versions of their own: search engines do not list them, and their canonical address is
the article's.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.config import Notice, SideBySide
from polyclinic.library.addresses import address, file_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polyclinic.config import Settings
    from polyclinic.library.article import Article


# The attribute of `html` by which they are known. No text of an article gets there.
MARK = "data-companion"
_MARKED = re.compile(rf"<html\b[^>]*\b{MARK}=", re.IGNORECASE)


def is_one(html: str) -> bool:
    """Whether a page is one of them, perhaps of an earlier build."""
    return _MARKED.search(html.partition("<head")[0]) is not None


def large_print(page: str) -> str:
    """The address of an article's page in large print; `page` is the article's."""
    return _below(page, "large-print")


def beside(page: str, locale: str) -> str:
    """The address of an article's page that shows another language beside its own."""
    return _below(page, f"with/{locale}")


def _below(page: str, name: str) -> str:
    if not page or page.endswith("/"):
        return f"{page}{name}/"
    return f"{page.removesuffix('.html')}/{name}.html"


def has(article: Article, settings: Settings) -> bool:
    """Whether an article has such pages: they are made of what our own templates write."""
    options = settings.options
    ours = options.health and options.notice is Notice.TEMPLATE
    return ours and article.kind is not None and article.withdrawal is None


def partners(settings: Settings, locale: str) -> tuple[str, ...]:
    """The languages that can stand beside one, in the order of the settings."""
    source = settings.source_locale
    others = tuple(other for other in (source, *settings.locales) if other != locale)
    match settings.options.side_by_side:
        case SideBySide.ALL:
            return others
        case SideBySide.SOURCE:
            return others if locale == source else (source,)
        case SideBySide.NONE:
            return ()


def page_of(article: Article, settings: Settings, locale: str) -> str:
    """The address of an article's page in a language, from the root of the site."""
    prefix = "" if locale == settings.source_locale else f"{locale}/"
    return prefix + address(article.path, directory_urls=settings.use_directory_urls)


def addresses(article: Article, settings: Settings, locale: str) -> Iterator[str]:
    """The addresses of all companions of an article's page in a language."""
    page = page_of(article, settings, locale)
    yield large_print(page)
    yield from (beside(page, other) for other in partners(settings, locale))


def files(articles: Iterable[Article], settings: Settings) -> frozenset[str]:
    """The files of all companions there may be on the site."""
    return frozenset(
        file_of(where)
        for article in articles
        if has(article, settings)
        for locale in (settings.source_locale, *settings.locales)
        for where in addresses(article, settings, locale)
    )
