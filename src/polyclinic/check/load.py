"""The subjects of a project: its articles, its catalog entries, its built pages."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from polyclinic.check import external, termbase
from polyclinic.check.cache import canonical
from polyclinic.check.recorded import translation_facts
from polyclinic.check.subjects import ArticleText, Pair, RenderedPage, Site
from polyclinic.check.suppress import Suppression, in_text
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity
from polyclinic.fingerprint import digest
from polyclinic.i18n import po
from polyclinic.i18n.catalog import Catalog, section_paths
from polyclinic.i18n.template import SAFETY
from polyclinic.library import companions, moved, standin
from polyclinic.library.addresses import address
from polyclinic.library.disclaimer import Disclaimer
from polyclinic.text import file_bytes, read_text

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence
    from datetime import date
    from pathlib import Path

    from polyclinic.check.cache import Cache
    from polyclinic.check.external import LinkState
    from polyclinic.config import Settings
    from polyclinic.library.article import Article
    from polyclinic.library.library import Library
    from polyclinic.library.project import Project
    from polyclinic.markdown.document import Converter


def articles(
    project: Project, library: Library, today: date, cache: Cache | None = None
) -> list[ArticleText]:
    """Every article, with its HTML in the source language."""
    settings = project.settings
    known, html = links(settings), _Html(project, cache)
    return [
        ArticleText(
            article,
            _text(article, settings),
            html.of(article.body),
            today,
            settings,
            known,
        )
        for article in library.articles
    ]


def _text(article: Article, settings: Settings) -> str:
    """The whole file; nobody reads the words of a withdrawn article any more."""
    if article.withdrawal is not None:
        return ""
    return read_text(settings.docs_dir / article.path, article.shown)


class _Html:
    """The HTML of articles: from the cache where it is known and can depend on nothing else."""

    def __init__(self, project: Project, cache: Cache | None) -> None:
        settings = project.settings
        self._project, self._settings = project, digest(canonical(settings))
        self._cache = cache if self_contained(settings) else None
        self._converter: Converter | None = None

    def of(self, body: str) -> str:
        if self._cache is None:
            return self._made(body)
        key = digest(f"{self._settings} {body}")
        return self._cache.text("html", key, lambda: self._made(body))

    def _made(self, body: str) -> str:
        self._converter = self._converter or self._project.converter()
        return self._converter.source(body).html


# Extensions that make HTML of the text and their settings alone, and read no other file.
_SELF_CONTAINED = frozenset({
    "abbr", "admonition", "attr_list", "codehilite", "def_list", "extra", "fenced_code",
    "footnotes", "legacy_attrs", "legacy_em", "md_in_html", "meta", "nl2br", "sane_lists",
    "smarty", "tables", "toc", "wikilinks",
    "pymdownx.arithmatex", "pymdownx.betterem", "pymdownx.caret", "pymdownx.critic",
    "pymdownx.details", "pymdownx.escapeall", "pymdownx.highlight", "pymdownx.inlinehilite",
    "pymdownx.keys", "pymdownx.magiclink", "pymdownx.mark", "pymdownx.progressbar",
    "pymdownx.saneheaders", "pymdownx.smartsymbols", "pymdownx.striphtml", "pymdownx.superfences",
    "pymdownx.tabbed", "pymdownx.tasklist", "pymdownx.tilde", "polyclinic",
})  # fmt: skip


def self_contained(settings: Settings) -> bool:
    """Whether the HTML of an article depends on nothing but its text and the settings."""
    names = (name.removeprefix("markdown.extensions.") for name in settings.extensions)
    return _SELF_CONTAINED.issuperset(names)


def links(settings: Settings) -> dict[str, LinkState]:
    """What is known of external links; nothing where they were never asked for."""
    file = settings.root / external.FILE
    return external.parse(read_text(file, external.FILE), external.FILE) if file.is_file() else {}


@dataclass(slots=True)
class Entries:
    """The entries of catalogs, what their comments suppress, and what could not be read.

    `digests` tells by a catalog's path all that its entries are made of.
    """

    pairs: list[Pair] = field(default_factory=list)
    suppressions: list[Suppression] = field(default_factory=list)
    problems: list[Diagnostic] = field(default_factory=list)
    digests: dict[str, str] = field(default_factory=dict)


def pairs(
    settings: Settings, locales: Iterable[str], gone: frozenset[str] = frozenset()
) -> Entries:
    """Every entry of the languages' catalogs; a catalog that can't be read is a finding.

    Entries that only articles in `gone` show are left out: those are withdrawn.
    """
    found = Entries()
    terms, wrong = termbase_of(settings)
    around = digest(f"{terms!r} {sorted(gone)!r}")
    found.problems += wrong
    for locale in locales:
        own = termbase.Terms(locale, terms)
        for path in section_paths(settings.locales_dir, locale):
            shown = settings.shown(path)
            try:
                file = po.load(path, shown)
            except PolyclinicError as problem:
                found.problems.append(problem.diagnostic)
                continue
            entries = [
                _pair(entry, locale, path.stem, shown, own)
                for entry in file.messages
                if not entry.references or not gone.issuperset(entry.references)
            ]
            found.pairs += entries
            found.suppressions += (s for pair in entries for s in _suppressions(pair))
            found.digests[shown] = digest(f"{locale} {path.stem} {around} {file_bytes(path)!r}")
    return found


def termbase_of(settings: Settings) -> tuple[tuple[termbase.Term, ...], list[Diagnostic]]:
    """The project's termbase, if it has one; one that can't be read is a finding."""
    path = settings.locales_dir / termbase.FILE
    shown = settings.shown(path)
    try:
        return (termbase.read(read_text(path, shown)) if path.is_file() else ()), []
    except PolyclinicError as problem:
        return (), [problem.diagnostic]
    except (ValueError, TypeError) as problem:
        remedy = f"it has the columns {', '.join(termbase.COLUMNS)}, parted by tabs"
        message = f"the termbase can't be read: {problem}"
        return (), [Diagnostic(Severity.ERROR, message, remedy, shown, 1, 1)]


def _pair(entry: po.PoEntry, locale: str, section: str, path: str, terms: termbase.Terms) -> Pair:
    return termbase.PairWithTerms(
        locale,
        entry.msgid,
        entry.msgstr or (entry.msgstr_plural[0] if entry.msgstr_plural else ""),
        entry.msgctxt,
        SAFETY in entry.extracted,
        entry.fuzzy,
        entry.references,
        entry.translator_comments,
        entry.msgid_plural,
        entry.msgstr_plural,
        section,
        path,
        entry.msgstr_line or entry.line or 1,
        entry.msgstr_column or 1,
        entry.line or 1,
        terms,
    )


def _suppressions(pair: Pair) -> Iterator[Suppression]:
    for comment in pair.comments:
        yield from in_text(pair.path, comment, pair.source_line, pair.line)


def site(folder: Path, project: Project, library: Library, today: date) -> Site:
    """The built site. A page belongs to the article whose address it has in its language."""
    settings = project.settings
    files = frozenset(
        path.relative_to(folder).as_posix()
        for path in folder.rglob("*")
        # The search's own parts have a new name after each change: no page can lead to them.
        if path.is_file() and not path.suffix.startswith(".pf_")
    )
    styles = {
        name: (folder / name).read_text(encoding="utf-8")
        for name in sorted(files)
        if name.endswith(".css")
    }
    directory_urls = settings.use_directory_urls
    by_address = {
        address(article.path, directory_urls=directory_urls): article
        for article in library.articles
    }
    catalogs = project.catalogs()
    facts = translation_facts(project, library, catalogs, today)
    pages = tuple(
        replace(page, translation=facts.get((page.locale, _article(page))))
        for page in _pages(folder, sorted(files), settings, styles, by_address, today)
    )
    # Companions are made of pages that have passed; links may lead to them before that.
    files |= companions.files(library.articles, settings)
    return Site(folder, tuple(_with_disclaimers(pages, settings, catalogs)), files, settings, today)


def _article(page: RenderedPage) -> str:
    return page.article.path if page.article else ""


def _with_disclaimers(
    pages: Iterable[RenderedPage], settings: Settings, catalogs: Mapping[str, Catalog]
) -> Iterator[RenderedPage]:
    """The pages with the disclaimer that each must carry, where a template says which."""
    disclaimer = Disclaimer.of(settings) if settings.options.health else None
    if disclaimer is None:
        yield from pages
        return
    for page in pages:
        wanted = disclaimer.on(page.article, page.locale, catalogs.get(page.locale))
        yield replace(page, disclaimer=wanted)


def _pages(  # noqa: PLR0913, PLR0917 - what a page is made of
    folder: Path,
    files: Sequence[str],
    settings: Settings,
    styles: Mapping[str, str],
    by_address: Mapping[str, Article],
    today: date,
) -> Iterator[RenderedPage]:
    old = {redirect.old for redirect in moved.redirects(tuple(by_address.values()), settings)}
    for name in files:
        if not name.endswith(".html"):
            continue
        shown = name.removesuffix("index.html")
        locale = next(
            (code for code in settings.locales if shown.startswith(f"{code}/")),
            settings.source_locale,
        )
        bare = shown.removeprefix(f"{locale}/") if locale != settings.source_locale else shown
        html = (folder / name).read_text(encoding="utf-8")
        if (bare in old and standin.is_redirect(html)) or companions.is_one(html):
            continue
        yield RenderedPage(
            shown,
            locale,
            settings.source_locale,
            html,
            styles,
            today,
            settings,
            by_address.get(bare),
        )
