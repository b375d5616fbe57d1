"""Lists of the library in one language: from A to Z, by topic, by folder, and what is related.

A withdrawn or unreadable article has no kind, so it is in none of them. What the checks withhold
later leaves them in `build/listed.py`.
"""

from __future__ import annotations

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass
from functools import cached_property
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity
from polyclinic.i18n.collation import Alphabet
from polyclinic.library.article import Kind, Layout
from polyclinic.library.translation import heading
from polyclinic.library.view import Entry, Group, Text

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from polyclinic.config import Settings
    from polyclinic.i18n.catalog import Catalog
    from polyclinic.library.article import Article, Named
    from polyclinic.library.translation import Heading

# More than a screen of them is no help at the end of an article.
_RELATED = 6


@dataclass(frozen=True)  # without slots: what is looked up for each page is kept
class Index:
    """The articles and topics of a library in one language; `said` is by path."""

    articles: tuple[Article, ...]
    topics: tuple[Article, ...]
    said: Mapping[str, Heading]
    alphabet: Alphabet

    @classmethod
    def of(
        cls, library: Iterable[Article], locale: str, catalog: Catalog | None, source_locale: str
    ) -> Index:
        """From all files of a library; `locale` is a BCP 47 tag."""
        library, alphabet = tuple(library), Alphabet(locale)
        found = [a for a in library if a.title and (a.kind or a.layout is Layout.TOPIC)]
        said = {article.path: heading(article, catalog, source_locale) for article in found}
        found.sort(key=lambda a: (alphabet.key(said[a.path].title.value), a.path))
        articles = tuple(article for article in found if article.kind is not None)
        topics = tuple(article for article in found if article.layout is Layout.TOPIC)
        return cls(articles, topics, said, alphabet)

    def a_to_z(self, to: Callable[[str], str]) -> Iterator[Group]:
        """Titles and synonyms under the headings of the language; `to` is the way to a path.

        A title that is not translated is left out: an alphabet has no place for another's words.
        """
        names = [name for article in self.articles for name in self._names(article, to)]
        for number, found in enumerate(self.alphabet.index(names, lambda name: name.title.value)):
            yield Group(found.label, found.items, f"letter-{number + 1}")

    def _names(self, article: Article, to: Callable[[str], str]) -> Iterator[Entry]:
        said = self.said[article.path]
        if said.title.lang is not None:
            return
        title, url = said.title, to(article.path)
        yield Entry(title, url)
        for name in said.also_called:
            if name.casefold() != title.value.casefold():
                yield Entry(Text(name), url, see=title.value)

    def by_kind(self, topic: Article, to: Callable[[str], str]) -> Iterator[Group]:
        """The articles of a topic, one group a kind; the group's title is the kind's name."""
        mine = [a for a in self.articles if name_of(topic) in _values(a.topics)]
        for kind in Kind:
            found = tuple(self._entry(a, to) for a in mine if a.kind is kind)
            if found:
                yield Group(kind.value, found, f"kind-{kind.value}")

    def below(self, path: str, to: Callable[[str], str]) -> Iterator[Entry]:
        """What a folder's own page introduces; nothing for any other page, and for the home."""
        where = PurePosixPath(path)
        if where.stem in ("index", "README") and where.parent.name:
            folder = f"{where.parent}/"
            mine = (a for a in (*self.articles, *self._used()) if a.path != path)
            yield from (self._entry(a, to) for a in mine if a.path.startswith(folder))

    def themes(self, to: Callable[[str], str]) -> Iterator[Entry]:
        """The topics that have an article."""
        return (self._entry(topic, to) for topic in self._used())

    def _used(self) -> Iterator[Article]:
        named = {name for article in self.articles for name in _values(article.topics)}
        return (topic for topic in self.topics if name_of(topic) in named)

    def related(self, article: Article, to: Callable[[str], str]) -> Iterator[Entry]:
        """What an article names itself, then articles of the same topics, the nearest first."""
        known = self._by_path
        named = (path for path in _values(article.related) if path in known)
        near = Counter(path for topic in _values(article.topics) for path in self._on[topic])
        nearest = sorted(near, key=lambda path: (-near[path], self._order[path]))
        found = dict.fromkeys(path for path in (*named, *nearest) if path != article.path)
        return (self._entry(known[path], to) for path in list(found)[:_RELATED])

    @cached_property
    def _by_path(self) -> Mapping[str, Article]:
        return {article.path: article for article in (*self.articles, *self.topics)}

    @cached_property
    def _order(self) -> Mapping[str, int]:
        return {article.path: number for number, article in enumerate(self.articles)}

    @cached_property
    def _on(self) -> Mapping[str, list[str]]:
        """The paths of the articles on each topic."""
        found = defaultdict[str, list[str]](list)
        for article in self.articles:
            for topic in _values(article.topics):
                found[topic].append(article.path)
        return found

    def _entry(self, article: Article, to: Callable[[str], str]) -> Entry:
        said = self.said[article.path]
        return Entry(said.title, to(article.path), said.summary)


def name_of(topic: Article) -> str:
    """What articles call a topic: the name of its file."""
    return PurePosixPath(topic.path).stem


def _values(named: Iterable[Named]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.value for one in named))


def findings(
    articles: Sequence[Article], unreadable: Iterable[str], settings: Settings
) -> Iterator[Diagnostic]:
    """The topics and articles that are named and not there, on a site about health.

    A withdrawn or unreadable file is there: taking one down must not break what names it.
    """
    if not settings.options.health:
        return
    topics: dict[str, Article] = {}
    for article in (a for a in articles if a.layout is Layout.TOPIC):
        first = topics.setdefault(name_of(article), article)
        if first is not article:
            message = f"the topic {name_of(article)!r} is also {first.shown}"
            yield _error(message, "rename one of the two files", article.shown, 1, 1)
    hidden = [*unreadable, *(a.path for a in articles if a.withdrawal is not None)]
    names = {*topics, *(PurePosixPath(path).stem for path in hidden)}
    paths = {*hidden, *(a.path for a in articles if a.kind or a.layout is Layout.TOPIC)}
    for article in articles:
        yield from _unknown(article, article.topics, names, "topic", sorted(topics))
        yield from _unknown(article, article.related, paths, "article", sorted(paths))


def _unknown(
    article: Article, named: Iterable[Named], known: set[str], what: str, offered: Sequence[str]
) -> Iterator[Diagnostic]:
    for one in named:
        if one.value not in known:
            near = difflib.get_close_matches(one.value, offered, 1)
            where = "no page of the type topic" if what == "topic" else "no article or topic"
            remedy = f"did you mean {near[0]}?" if near else _OFFER[what].format(", ".join(offered))
            message = f"the library has {where} called {one.value!r}"
            yield _error(message, remedy, article.shown, one.line, one.column)


_OFFER = {
    "topic": "name a topic by its file without its ending; the topics are: {}",
    "article": "write its path from the docs folder, such as procedures/biopsy.md",
}


def _error(message: str, remedy: str, shown: str, line: int, column: int) -> Diagnostic:
    return Diagnostic(Severity.ERROR, message, remedy, shown, line, column)
