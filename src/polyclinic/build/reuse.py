"""Pages that need not be made again: each is kept with all that it was made of.

A page is made of its own text; of what its language's catalog says to the messages that it asked
for; and of what every page may show: settings, templates, the day, the names, topics and reviews of
all articles, the explained terms, the words of the interface. Only where all this is as it was, the
page is taken as it was made. What a page is made of is found here, and nowhere else.
"""

from __future__ import annotations

import hashlib
import json
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from polyclinic.build.record import below, variables
from polyclinic.fingerprint import digest
from polyclinic.i18n.catalog import SITE
from polyclinic.library import reviews
from polyclinic.library.article import Layout, section_of
from polyclinic.library.translation import heading

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from polyclinic.build.run import Run
    from polyclinic.build.store import Store
    from polyclinic.i18n.catalog import Catalog, Translation
    from polyclinic.library.article import Article

# A message as it is looked up: section, msgid and context.
Asked = tuple[str, str, str | None]


@dataclass(frozen=True, slots=True)
class Made:
    """A finished page. `title` is the one that its first heading gives, if that was asked for."""

    html: str
    title: str | None = None


@dataclass(slots=True)
class Reuse:
    """The pages that one build can take from earlier ones."""

    run: Run
    store: Store
    sources: Sequence[str]
    _asked: dict[str, dict[Asked, None]] = field(default_factory=dict)
    _spoilt: set[str] = field(default_factory=set)
    _shared: str = ""
    _around: dict[str, str] = field(default_factory=dict)

    def page(self, locale: str, path: str, text: str) -> Made | None:
        """A page as it was made of the same; `path` and `text` are those of its file."""
        kept = self.store.get(self._key(locale, path, text))
        if kept is None:
            return None
        content = json.loads(kept)
        asked = [(section, msgid, context) for section, msgid, context in content["asked"]]
        if content["said"] != self._said(locale, asked):
            return None
        return Made(content["html"], content["title"])

    def keep(self, locale: str, path: str, text: str, made: Made) -> None:
        """Keep a page that was made just now, and about which nothing was found."""
        name = f"{locale} {path}"
        asked = list(self._asked.pop(name, ()))
        if name in self._spoilt:
            return
        content = {
            "asked": asked,
            "said": self._said(locale, asked),
            "title": made.title,
            "html": made.html,
        }
        self.store.put(self._key(locale, path, text), json.dumps(content).encode())

    def spoil(self, locale: str, path: str) -> None:
        """Something was found about a page: it is made anew each time, so that it is told again."""
        self._spoilt.add(f"{locale} {path}")

    @contextmanager
    def hearing(self, locale: str, path: str) -> Iterator[None]:
        """While a page is made, note what is looked up in the catalog of its language."""
        catalog = self.run.catalog(locale)
        asked = self._asked.setdefault(f"{locale} {path}", {})
        if catalog is None:
            yield
            return

        def hear(section: str, msgid: str, context: str | None) -> None:
            if section != SITE:  # all of that is known already
                asked[section, msgid, context] = None

        catalog.listeners.append(hear)
        try:
            yield
        finally:
            catalog.listeners.remove(hear)

    def _key(self, locale: str, path: str, text: str) -> str:
        self._shared = self._shared or self._of_all()
        if locale not in self._around:
            self._around[locale] = self._of_language(locale)
        around, section = self._around[locale], section_of(path)
        catalog = self.run.catalog(locale)
        head = repr(sorted(catalog.headers.get(section, {}).items())) if catalog else ""
        return digest(f"{self._shared}\x00{locale}\x00{path}\x00{around}\x00{head}\x00{text}")

    def _said(self, locale: str, asked: Iterable[Asked]) -> str:
        catalog = self.run.catalog(locale)
        if catalog is None:
            return ""
        return digest(repr([_of(catalog.lookup(*message)) for message in asked]))

    def _of_all(self) -> str:
        """What every page of every language may show."""
        run, settings = self.run, self.run.settings
        texts, docs = settings.locales_dir.absolute(), settings.docs_dir.absolute()
        files: list[str] = []
        for source in self.sources:
            if Path(source) == texts:
                continue
            for path in sorted(path for path, _ in below(source)):
                # Of what is in the folder of articles, the names count: others may link to it.
                inside = Path(path).is_relative_to(docs)
                files.append(f"{path[len(source) :]} {'' if inside else _content(path)}")
        parts = (
            run.today.isoformat(),
            variables(self.sources),
            run.disclaimer_version,
            *files,
            *(repr(_as_others_see(article)) for article in run.life.articles),
            repr(sorted(run.life.unreadable)),
        )
        return digest("\0".join(parts))

    def _of_language(self, locale: str) -> str:
        """What every page of a language may show of its catalogs."""
        run, catalog = self.run, self.run.catalog(locale)
        source = run.settings.source_locale
        site = catalog.sections.get(SITE, {}).items() if catalog is not None else ()
        parts = (
            *sorted(f"{key!r} {_of(found)}" for key, found in site),
            *(repr(heading(article, catalog, source)) for article in run.life.articles),
            repr(run.explained(locale)),
            repr(_reviewed(catalog)),
            repr(sorted(catalog.headers.get(SITE, {}).items())) if catalog is not None else "",
        )
        return digest("\0".join(parts))


def _of(found: Translation) -> tuple[str, str, tuple[str, ...]]:
    """What a translation says, wherever in its file it stands."""
    return found.text, found.state.name, tuple(found.forms)


def _reviewed(catalog: Catalog | None) -> object:
    return reviews.of_language(catalog) if catalog is not None else None


def _as_others_see(article: Article) -> Article:
    """What other pages may show of an article: not its text, unless that explains terms."""
    shows_text = article.layout is Layout.GLOSSARY or not article.title
    return article if shows_text else replace(article, body="", body_line=0)


def _content(path: str) -> str:
    try:
        return hashlib.blake2b(Path(path).read_bytes(), digest_size=16).hexdigest()
    except OSError as problem:
        return str(problem.errno)
