"""The glossary of the library: its terms in a language, as its articles and catalogs have them."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING

from lxml import html as lxml_html

from polyclinic.library.article import Layout
from polyclinic.library.translation import lookup_in
from polyclinic.markdown.glossary import Term, anchors, forms_of

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from polyclinic.i18n.catalog import Catalog
    from polyclinic.library.article import Article
    from polyclinic.markdown.document import Converter
    from polyclinic.markdown.quantity import Renderer


@dataclass(frozen=True, slots=True)
class _Entry:
    """A term as a page has it; nothing is known of one that is not in the page's language."""

    id: str
    forms: tuple[str, ...]
    meaning: str
    known: bool


@dataclass(frozen=True)  # without slots: what all languages share is kept
class Glossary:
    """The articles that explain terms. `converter` makes a new converter."""

    articles: tuple[Article, ...]
    converter: Callable[[], Converter]

    @classmethod
    def of(cls, articles: Iterable[Article], converter: Callable[[], Converter]) -> Glossary:
        """Those of a library's articles that are a glossary, and are not withdrawn."""
        found = (a for a in articles if a.layout is Layout.GLOSSARY and a.withdrawal is None)
        return cls(tuple(found), converter)

    def ids(self, article: Article) -> tuple[str, ...]:
        """The ids of an article's terms, the same in every language."""
        return tuple(_named(self._source(article.body)[0]))

    @cached_property
    def _of_source(self) -> Converter:
        return self.converter()

    @cached_property
    def _of_others(self) -> Converter:
        # It keeps the wording of the last language it was asked for.
        return self.converter()

    @cached_property
    def _sources(self) -> dict[str, tuple[tuple[_Entry, ...], list[dict[str, str]]]]:
        return {}

    def _source(self, body: str) -> tuple[tuple[_Entry, ...], list[dict[str, str]]]:
        """What an article says in its own language, and its anchors."""
        if body not in self._sources:
            source = self._of_source.source(body)
            self._sources[body] = _entries(source.html), source.page.found_anchors
        return self._sources[body]

    def terms(self, catalog: Catalog | None, wording: Renderer | None) -> Iterator[Term]:
        """The terms in a language; those without a translation, or with half of one, are left out.

        `catalog` is None for the source's language.
        """
        for article in self.articles:
            entries, ids = self._source(article.body)
            said = entries
            if catalog is not None:
                lookup = lookup_in(catalog, article.section)
                page = self._of_others.translated(article.body, lookup, ids, wording)
                said = () if page.page.left_whole else _entries(page.html)
            for name, entry in zip(_named(entries), said, strict=False):
                if entry.known and entry.forms and entry.meaning:
                    yield Term(name, entry.forms, entry.meaning, article.path)


def _named(entries: tuple[_Entry, ...]) -> Iterator[str]:
    """The id of each term: its own, or one made from its name."""
    made = anchors(entry.forms[0] if entry.forms else "" for entry in entries)
    for entry, anchor in zip(entries, made, strict=True):
        yield entry.id or anchor


def _entries(html: str) -> tuple[_Entry, ...]:
    root = lxml_html.fragment_fromstring(html, create_parent="div")
    return tuple(_entry(term) for term in root.iter("dt"))


def _entry(term: lxml_html.HtmlElement) -> _Entry:
    meanings = term.xpath("following-sibling::*[not(self::dt)][1][self::dd]")
    parts = [term, *meanings]
    foreign = any(part.xpath("descendant-or-self::*[@lang]") for part in parts)
    meaning = " ".join(meanings[0].text_content().split()) if meanings else ""
    return _Entry(term.get("id", ""), forms_of(term.text_content()), meaning, known=not foreign)
