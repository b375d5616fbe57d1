"""The addresses of one page in all languages, as the i18n plugin makes them."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from polyclinic.config import Settings


def home(settings: Settings, locale: str) -> str:
    """Where a language begins; the source language is at the root of the site."""
    return "" if locale == settings.source_locale else f"{locale}/"


def in_language(settings: Settings, url: str, locale: str) -> str:
    """The address of the same page in another language."""
    return home(settings, locale) + _bare(settings, url)


def _bare(settings: Settings, url: str) -> str:
    """A page's address without its language."""
    for locale in settings.locales:
        if url == locale or url.startswith(f"{locale}/"):
            return url[len(locale) + 1 :]
    return url
