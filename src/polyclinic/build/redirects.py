"""Pages at the addresses that articles had before: they lead to where the articles are now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.library import moved, standin
from polyclinic.library.addresses import absolute, address, file_of, relative

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence
    from pathlib import Path

    from polyclinic.config import Settings
    from polyclinic.library.article import Article
    from polyclinic.library.moved import Redirect
    from polyclinic.library.standin import Reader


def write(
    folder: Path,
    articles: Sequence[Article],
    settings: Settings,
    reader: Callable[[str], Reader],
) -> Iterator[Diagnostic]:
    """Write the redirect pages of every language; what is there already stays, as a finding.

    `reader` gives the words of a locale.
    """
    for redirect in moved.redirects(articles, settings):
        taken = False
        for locale in (settings.source_locale, *settings.locales):
            prefix = "" if locale == settings.source_locale else f"{locale}/"
            html = _page(redirect, prefix, settings, reader(locale))
            taken |= not _put(folder / file_of(prefix + redirect.old), html)
        if taken:
            yield _taken(redirect)


def _page(redirect: Redirect, prefix: str, settings: Settings, reader: Reader) -> str:
    new = prefix + address(redirect.article.path, directory_urls=settings.use_directory_urls)
    url = relative(new, prefix + redirect.old)
    return standin.redirect(reader, url, absolute(new, settings.site_url), settings.site_name)


def _put(file: Path, html: str) -> bool:
    """Write a file where none is but a redirect of an earlier build; False where that can't be."""
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        if file.exists() and not standin.is_redirect(file.read_text("utf-8", "replace")):
            return False
        file.write_text(html, encoding="utf-8", newline="\n")
    except (FileExistsError, IsADirectoryError, NotADirectoryError):  # a folder has a file's name
        return False
    return True


def _taken(redirect: Redirect) -> Diagnostic:
    move, article = redirect.move, redirect.article
    message = f"moved_from: the site has another file at /{redirect.old}"
    remedy = "remove the entry, or the file"
    return Diagnostic(Severity.ERROR, message, remedy, article.shown, move.line, move.column)
