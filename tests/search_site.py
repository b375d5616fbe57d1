"""The subjects of library.toml as finished pages, and their search as a build makes it."""

from __future__ import annotations

import tomllib
from dataclasses import replace
from html import escape
from pathlib import Path
from typing import TYPE_CHECKING

from rjsmin import jsmin

from polyclinic import config
from polyclinic.build import search
from polyclinic.build.lifecycle import Lifecycle
from polyclinic.i18n import locales
from polyclinic.library.article import Layout
from polyclinic.library.library import Library
from polyclinic.library.standin import Reader
from site_fixtures import ROOT, joined

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from polyclinic.config import Settings

HERE = Path(__file__).parent / "search"
SETTINGS = replace(config.load(ROOT / "mkdocs.yml"), site_url="")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)

Subject = tuple[str, tuple[str, ...], str]
"""A title, other names and a text."""


def subjects() -> dict[str, dict[str, Subject]]:
    """The subjects of each language."""
    raw = tomllib.loads((HERE / "library.toml").read_text(encoding="utf-8"))
    return {
        locale: {key: (title, tuple(names), text) for key, (title, names, text) in of.items()}
        for locale, of in raw.items()
    }


def queries(name: str) -> dict[str, list[tuple[str, str]]]:
    """What people type in each language, and the subject they mean, of one of the sets."""
    raw = tomllib.loads((HERE / f"{name}.toml").read_text(encoding="utf-8"))
    return {
        locale: [(query, key) for key, said in of.items() for query in said]
        for locale, of in raw.items()
    }


def page(locale: str, subject: Subject, head: str = "", body: str = "") -> str:
    """A page with what the templates say to the search."""
    title, names, text = subject
    facts = locales.parse(locale)
    also = "".join(f"<li>{escape(name)}</li>" for name in names)
    return (
        f'<!doctype html><html lang="{facts.tag}" dir="{facts.direction}"><head>'
        f'<meta charset="utf-8"><title>{escape(title)}</title>{head}</head><body>'
        f'<h1 data-pagefind-body data-pagefind-meta="title">{escape(title)}</h1>'
        f'<div data-search-names data-pagefind-body data-pagefind-weight="6"><ul>{also}</ul></div>'
        f'<div class="prose" data-pagefind-body>{text}{body}</div></body></html>\n'
    )


def put(folder: Path, address: str, html: str) -> None:
    """Write a page of a site."""
    file = folder / address / "index.html"
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(html, encoding="utf-8")


def put_script(folder: Path) -> None:
    """Write what a reader's browser runs, as a build does."""
    script = folder / "assets/js/search.js"
    script.parent.mkdir(parents=True)
    script.write_text(jsmin(joined("assets/js/search.js")), encoding="utf-8")


def life(settings: Settings) -> Lifecycle:
    """A library with a page for its search, and no other."""
    empty = Lifecycle.of(settings, Library(()), lambda locale: Reader(locale, "en", None))
    return replace(empty, layouts={Layout.SEARCH: "search.md"})


def indexed(folder: Path, settings: Settings = SETTINGS) -> list[str]:
    """Make the search of a site, as a build does; gives what was found wrong."""
    return [str(found) for found in search.write(folder, settings, life(settings))]


def site(folder: Path, libraries: Mapping[str, Mapping[str, Subject]]) -> Path:
    """The site of some subjects in some languages, with the scripts and the index of its search."""
    put_script(folder)
    for locale, library in libraries.items():
        for key, subject in library.items():
            put(
                folder, f"{home(locale)}{key}", page(locale, (*subject[:2], f"<p>{subject[2]}</p>"))
            )
    assert indexed(folder) == []
    return folder


def home(locale: str) -> str:
    """Where a language begins."""
    return "" if locale == SETTINGS.source_locale else f"{locale}/"


def keys(urls: Iterable[str]) -> list[str]:
    """The subjects that addresses lead to."""
    return [url.rstrip("/").rpartition("/")[2] for url in urls]
