"""One build of all languages: what is asked of it, and what is known so far."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from polyclinic.build.before import check_site
from polyclinic.build.lifecycle import Lifecycle
from polyclinic.i18n import locales
from polyclinic.i18n.catalog import Catalog
from polyclinic.library import disclaimer, interface, messages, translation
from polyclinic.library.article import read
from polyclinic.library.glossary import Glossary
from polyclinic.library.index import Index
from polyclinic.library.library import Library
from polyclinic.library.project import Project
from polyclinic.library.standin import Reader
from polyclinic.library.translation import rejected
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.extension import PolyclinicExtension
from polyclinic.markdown.glossary import Terms

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable
    from datetime import date

    from polyclinic.build.former import Former
    from polyclinic.build.reuse import Reuse
    from polyclinic.config import Settings
    from polyclinic.diagnostic import Diagnostic
    from polyclinic.library.article import Article
    from polyclinic.markdown.extension import Page
    from polyclinic.markdown.glossary import Term
    from polyclinic.markdown.marks import Unit


@dataclass(frozen=True, slots=True)
class Bones:
    """What translations need of their source page: the ids of its elements, and what it cites."""

    anchors: list[dict[str, str]]  # element by element
    cites: tuple[str, ...]
    units: dict[tuple[str, bool], Unit | None]  # its messages, by their texts

    @classmethod
    def of(cls, page: Page) -> Bones:
        """Those of a source page that was converted."""
        return cls(page.found_anchors, page.cite_order, page.units)


@dataclass(slots=True)
class Run:
    """One build. Every finding is given to `tell` one time, when it is found."""

    settings: Settings
    today: date
    tell: Callable[[Diagnostic], None]
    findings: list[Diagnostic] = field(default_factory=list)
    _told: set[Diagnostic] = field(default_factory=set)
    _catalogs: dict[str, Catalog] = field(default_factory=dict)
    _articles: dict[str, tuple[str, Article]] = field(default_factory=dict)
    _indexes: dict[str, Index] = field(default_factory=dict)
    _bones: dict[tuple[str, bytes], Bones] = field(default_factory=dict)
    _terms: dict[str, Terms] = field(default_factory=dict)
    _explained: dict[str, tuple[Term, ...]] = field(default_factory=dict)

    former: Former | None = None
    reuse: Reuse | None = None
    life: Lifecycle = field(init=False)
    glossary: Glossary = field(init=False)
    disclaimer_version: str = field(init=False)  # "" on a site without a disclaimer

    def __post_init__(self) -> None:
        """Without an article nothing is withdrawn; `begin` reads them."""
        self.life = Lifecycle.of(self.settings, Library(()), self.reader)
        self.glossary = Glossary.of((), Project(self.settings).converter)
        self.disclaimer_version = disclaimer.version(self.settings)

    def begin(self) -> None:
        """Read the articles, and report what is wrong; raises PolyclinicError if there are none."""
        library, found = check_site(self.settings)
        self.report(found)
        self.life = Lifecycle.of(self.settings, library, self.reader)
        self.glossary = Glossary.of(library.articles, Project(self.settings).converter)
        self._indexes.clear()
        for locale in self.settings.locales:
            self.catalog(locale)

    def report(self, findings: Iterable[Diagnostic]) -> None:
        """Keep what is new among findings, and tell it."""
        for finding in findings:
            # What is wrong in a file is found before the build, and again by the checks after it.
            if not {finding, replace(finding, code="")} & self._told:
                self._told.add(finding)
                self.findings.append(finding)
                self.tell(finding)

    def catalog(self, locale: str) -> Catalog | None:
        """The catalog of a language, read one time; None for the source language."""
        if locale == self.settings.source_locale:
            return None
        if locale not in self._catalogs:
            self._catalogs[locale] = self._load(locale)
        return self._catalogs[locale]

    def _load(self, locale: str) -> Catalog:
        settings = self.settings
        catalog, findings = Catalog.load(settings.locales_dir, locale, settings.shown)
        self.report(findings)
        titles = messages.of_navigation(settings.nav, "")
        navigation = translation.refused(catalog, messages.SITE, titles)
        self.report(rejected([*interface.refused(catalog), *navigation]))
        return catalog

    def article(self, path: str, text: str) -> Article:
        """An article as its file has it; each is read one time for all languages."""
        known = self._articles.get(path)
        if known is None or known[0] != text:
            shown = self.settings.shown(self.settings.docs_dir / path)
            known = self._articles[path] = text, read(text, path, shown, health=self._health)[0]
        return known[1]

    @property
    def _health(self) -> bool:
        return self.settings.options.health

    def index(self, locale: str) -> Index:
        """The lists of a language's articles, made one time."""
        if locale not in self._indexes:
            tag, source = locales.parse(locale).tag, self.settings.source_locale
            catalog = self.catalog(locale)
            self._indexes[locale] = Index.of(self.life.articles, tag, catalog, source)
        return self._indexes[locale]

    def reader(self, locale: str) -> Reader:
        """Who reads the pages of a language."""
        return Reader(locale, self.settings.source_locale, self.catalog(locale))

    def extension(self) -> PolyclinicExtension:
        """The Markdown extension as the settings want it."""
        wording = self.wording(self.settings.source_locale)
        return PolyclinicExtension() if wording is None else PolyclinicExtension(wording, UNITS)

    def wording(self, locale: str) -> Wording | None:
        """Who renders quantities in a language; None on a site that is not about health."""
        options = self.settings.options
        if not options.health:
            return None
        return Wording(locale, options.profile, options.country, self.catalog(locale))

    def terms(self, locale: str) -> Terms:
        """The terms that articles explain in a language, read one time."""
        if locale not in self._terms:
            self._terms[locale] = Terms(self.explained(locale))
        return self._terms[locale]

    def explained(self, locale: str) -> tuple[Term, ...]:
        """The same terms; to make them ready to be found takes long."""
        if locale not in self._explained:
            found = self.glossary.terms(self.catalog(locale), self.wording(locale))
            self._explained[locale] = tuple(found)
        return self._explained[locale]

    def term_ids(self, article: Article) -> tuple[str, ...]:
        """The ids of the terms that an article explains."""
        return self.glossary.ids(article)

    def keep_bones(self, key: tuple[str, bytes], page: Page) -> None:
        """Keep what a source page gives to its translations."""
        self._bones[key] = Bones.of(page)

    def bones(self, key: tuple[str, bytes], markdown: str) -> Bones:
        """What the source page gives; known where it was built before, else found now."""
        if key not in self._bones:
            converter = Project(self.settings).converter()
            self._bones[key] = Bones.of(converter.source(markdown).page)
        return self._bones[key]
