"""Addresses that articles had before: which of them redirect, and what is wrong with the others."""

from __future__ import annotations

import posixpath
import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING
from urllib.parse import unquote

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.library.addresses import MARKDOWN, address, relative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from polyclinic.config import Settings
    from polyclinic.library.article import Article
    from polyclinic.library.lifecycle import Move


@dataclass(frozen=True, slots=True)
class Redirect:
    """An old address, as seen from a language's home, and the article that was there."""

    old: str
    article: Article
    move: Move


def redirects(articles: Sequence[Article], settings: Settings) -> list[Redirect]:
    """The old addresses that lead on. None of them is a page's, and none is claimed twice."""
    faulty = {(claim.article.path, claim.move) for claim, _, _ in _faults(articles, settings)}
    claims = _claims(articles, settings)
    return [claim for claim in claims if (claim.article.path, claim.move) not in faulty]


def findings(articles: Sequence[Article], settings: Settings) -> Iterator[Diagnostic]:
    """Old addresses that can't redirect, and articles to read instead that are not there."""
    for claim, message, remedy in _faults(articles, settings):
        where = claim.article.shown, claim.move.line, claim.move.column
        yield Diagnostic(Severity.ERROR, f"moved_from: {message}", remedy, *where)
    by_path = {article.path: article for article in articles}
    for article in articles:
        if article.withdrawal is not None and article.withdrawal.see:
            yield from _see(article, by_path.get(article.withdrawal.see))


def instead(article: Article, articles: Iterable[Article]) -> Article | None:
    """The article to read instead of a withdrawn one, where it names one that is there."""
    see = article.withdrawal.see if article.withdrawal else ""
    return next((a for a in articles if a.path == see and a.withdrawal is None), None)


_HREF = re.compile(
    r"(?P<before><a\b[^>]*?\shref=)(?P<quote>[\"'])(?P<path>[^\"'#?]+)(?P<rest>[^\"']*)(?P=quote)",
    re.IGNORECASE,
)


def with_new_links(
    html: str, path: str, here: str, new_address: Callable[[str], str | None]
) -> str:
    """A page whose links to files that are no more lead to where their articles are now.

    MkDocs leaves such links as they were written. `path` is the article's file, `here` its page's
    address, and `new_address` says for a file that was where its article is now.
    """

    def link(match: re.Match[str]) -> str:
        written = unquote(unescape(match["path"]))
        old = posixpath.normpath(posixpath.join(posixpath.dirname(path), written))
        new = new_address(old) if written.endswith(MARKDOWN) else None
        if new is None:
            return match[0]
        quote = match["quote"]
        return f"{match['before']}{quote}{relative(new, here)}{match['rest']}{quote}"

    return _HREF.sub(link, html)


def _claims(articles: Iterable[Article], settings: Settings) -> list[Redirect]:
    directory_urls = settings.use_directory_urls
    return [
        Redirect(move.address(directory_urls=directory_urls), article, move)
        for article in articles
        for move in article.moved_from
    ]


def _faults(articles: Sequence[Article], settings: Settings) -> Iterator[tuple[Redirect, str, str]]:
    """Claims that can't stand, why, and the remedy.

    Addresses that differ only in case are one: some web servers do not tell them apart. Of two
    that claim an address neither gets it: nobody could say which was meant.
    """
    directory_urls = settings.use_directory_urls
    pages = {address(a.path, directory_urls=directory_urls).casefold(): a for a in articles}
    claims: dict[str, list[Redirect]] = {}
    for claim in _claims(articles, settings):
        claims.setdefault(claim.old.casefold(), []).append(claim)
    for where, claim in ((where, one) for where, same in claims.items() for one in same):
        page, old = pages.get(where), claim.move.old
        rivals = [other for other in claims[where] if other is not claim]
        language = claim.old.partition("/")[0]
        if page is claim.article:
            message = f"{old!r} is the article's own address: it would lead to itself"
            yield claim, message, "remove it"
        elif page is not None:
            message = f"{old!r} is the address of {page.shown}, which is there"
            yield claim, message, "remove it, or rename that article"
        elif language in settings.locales:
            message = f"{old!r} begins with the language {language}"
            remedy = "write it without: every language gets its redirect"
            yield claim, message, remedy
        elif rivals:
            other = rivals[0]
            place = f"{other.article.shown}:{other.move.line}:{other.move.column}"
            yield claim, f"{old!r} is claimed at {place} too", "leave it to one of the two"


def _see(article: Article, other: Article | None) -> Iterator[Diagnostic]:
    withdrawal = article.withdrawal
    if withdrawal is None or (other is not None and other.withdrawal is None):
        return
    state = "is not there" if other is None else "is withdrawn too"
    message = f"the article to read instead, {withdrawal.see!r}, {state}"
    remedy = "write the path of an article from the docs folder on, such as procedures/other.md"
    yield Diagnostic(Severity.ERROR, message, remedy, article.shown, *withdrawal.place)
