"""What rules look at. A subject holds all that its rules may know: it is their cache key."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from polyclinic.library.reviews import TranslationFacts

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date
    from pathlib import Path

    from polyclinic.check.external import LinkState
    from polyclinic.config import Settings
    from polyclinic.library.article import Article
    from polyclinic.library.disclaimer import Expected


@dataclass(frozen=True, slots=True)
class Pair:
    """A catalog entry: a text and its translation.

    `line` and `column` are those of the msgstr's first letter, `source_line` that of the msgid.
    `forms` are the plural forms, empty where there are none.
    """

    locale: str
    msgid: str
    msgstr: str
    context: str | None = None
    safety: bool = False
    fuzzy: bool = False
    references: tuple[str, ...] = ()
    comments: tuple[str, ...] = ()  # the translator's own, which may suppress a rule
    msgid_plural: str | None = None
    forms: tuple[str, ...] = ()
    section: str = ""
    path: str = ""
    line: int = 1
    column: int = 1
    source_line: int = 1


@dataclass(frozen=True, slots=True)
class ArticleText:
    """An article as its writer sees it. `html` is its body as Python-Markdown renders it."""

    article: Article
    text: str  # the whole file
    html: str
    today: date
    settings: Settings
    links: Mapping[str, LinkState] = field(default_factory=dict)  # what is known of external ones


@dataclass(frozen=True, slots=True)
class RenderedPage:
    """A page of the built site in one language. `address` is relative to the site's root."""

    address: str
    locale: str
    source_locale: str
    html: str
    styles: Mapping[str, str]  # style sheets by their address relative to the site's root
    today: date
    settings: Settings
    article: Article | None = None
    # What the catalogs record of its translation; None where no article tells which are its own.
    translation: TranslationFacts | None = field(default_factory=TranslationFacts)
    disclaimer: Expected | None = None  # None where its templates are not known


@dataclass(frozen=True, slots=True)
class Site:
    """The whole built site, for what no single page can tell.

    A rule that is asked page by page finds the page in `focus`; else all pages are in it.
    """

    folder: Path
    pages: tuple[RenderedPage, ...]
    files: frozenset[str]  # addresses of all files, relative to the root
    settings: Settings
    today: date
    focus: tuple[RenderedPage, ...] = ()
    by_address: Mapping[str, RenderedPage] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Fill in what follows from the pages."""
        if not self.by_address:
            object.__setattr__(self, "by_address", {page.address: page for page in self.pages})
        if not self.focus:
            object.__setattr__(self, "focus", self.pages)


@dataclass(frozen=True, slots=True)
class CatalogReview:
    """A review that a catalog's header tells of, and whether it still holds.

    `article` is what it is of. `changed` are the messages that say something else now, each with
    its line; `gone` is how many there are no longer. `unbelievable` says why it can't be true.
    """

    locale: str
    path: str
    line: int
    on: date
    current: bool
    article: str = ""
    known: bool = True
    changed: tuple[str, ...] = ()
    gone: int = 0
    unbelievable: str = ""


@dataclass(frozen=True, slots=True)
class Catalogs:
    """All entries of all languages, for what no single entry can tell."""

    pairs: tuple[Pair, ...]
    reviews: tuple[CatalogReview, ...] = ()
