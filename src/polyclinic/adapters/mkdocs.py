"""The only import of MkDocs: its plugin, and a build over its own pieces.

The plugin's events are short; what they do is in `polyclinic.library` and `polyclinic.markdown`.
Under ProperDocs the same imports lead to its modules.
"""

from __future__ import annotations

import hashlib
import logging
import shutil
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, cast
from urllib.parse import urljoin

from mkdocs.commands.build import build as mkdocs_build
from mkdocs.config import load_config
from mkdocs.config.base import ValidationError
from mkdocs.exceptions import Abort, MkDocsException, PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.structure.pages import Page as MkDocsPage
from mkdocs.utils import get_relative_url

from polyclinic import config as settings_file
from polyclinic.build import traces, withhold
from polyclinic.build.lifecycle import Lifecycle
from polyclinic.build.withhold import Withheld, withheld
from polyclinic.check.cache import Cache
from polyclinic.check.inspect import inspect, new
from polyclinic.check.rules import RULES
from polyclinic.config import Notice, Options, Settings
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error
from polyclinic.i18n import locales
from polyclinic.i18n.catalog import Catalog
from polyclinic.i18n.message import Message
from polyclinic.library import interface, messages, notice, readings, translation, view
from polyclinic.library.addresses import address
from polyclinic.library.article import Article, read
from polyclinic.library.day import build_date
from polyclinic.library.interface import Words
from polyclinic.library.language import in_language
from polyclinic.library.library import Library
from polyclinic.library.navigation import Item, Navigation, headings
from polyclinic.library.project import Project, need_known_locales
from polyclinic.library.reviews import TranslationFacts
from polyclinic.library.standin import EMPTY, Reader
from polyclinic.library.translation import heading, lookup_in, plain, rejected
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.extension import Coverage, Page, PolyclinicExtension, context_of
from polyclinic.markdown.presentation import Presentation

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator
    from datetime import date

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation as MkDocsNavigation
    from mkdocs.utils.templates import TemplateContext

    from polyclinic.check.subjects import RenderedPage
    from polyclinic.library.navigation import Entry

# The words of 404.html, which greets in every language at once.
NOT_FOUND = "We could not find this page."
log = get_plugin_logger("polyclinic")
# Our events come last, when other plugins have had their say.
_LAST = -90
# The i18n plugin builds the other languages in its on_post_build, at -100.
_AFTER_I18N = -200


@dataclass(slots=True)
class _Build:
    """What is known during one build of all languages."""

    settings: Settings
    today: date
    catalogs: dict[str, Catalog] = field(default_factory=dict)
    anchors: dict[tuple[str, bytes], list[dict[str, str]]] = field(default_factory=dict)
    findings: list[Diagnostic] = field(default_factory=list)


@dataclass(slots=True)
class _Work:
    """One page in the language being built."""

    article: Article
    page: Page
    key: tuple[str, bytes]


class PolyclinicPlugin(BasePlugin):  # type: ignore[type-arg]  # our settings are checked by polyclinic.config
    """Translates the pages of a MkDocs site from gettext catalogs."""

    def __init__(self) -> None:
        """Start with nothing known; each build begins in on_config."""
        self.options = Options()
        self.extension: PolyclinicExtension | None = None
        self.build: _Build | None = None
        self.work: dict[str, _Work] = {}
        self.untitled: dict[int, str] = {}
        self.progress: Callable[[str], None] = lambda _: None
        self.tell: Callable[[str], None] = lambda line: log.warning("withheld: %s", line)
        self.checking = True
        self.unchecked = False
        self.life: Lifecycle | None = None

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check the plugin's settings; MkDocs prints what is wrong."""
        config_file_path = config_file_path or "mkdocs.yml"
        shown = Path(config_file_path).name
        try:
            self.options = settings_file.parse_options(options, shown, Path(config_file_path))
        except PolyclinicError as problem:
            return [("polyclinic", problem)], []
        return [], []

    # Events of MkDocs, in the order they happen.

    def on_startup(self, *, command: str, dirty: bool) -> None:
        """Its presence makes MkDocs keep the plugin between the builds of one `serve`."""

    def on_config(self, config: MkDocsConfig) -> None:
        """Begin a build, or a language of it."""
        if not self._is_first_language(config):
            return
        self.build = _Build(_settings(config, self.options), build_date())
        # MkDocs keeps the plugin between builds of one process, but makes its settings anew.
        self.extension = _extension(self.build.settings)
        extensions: list[Any] = config.markdown_extensions
        extensions.append(self.extension)
        try:
            articles, found = _check_site(self.build.settings)
            self._report(found)
            self.life = Lifecycle.of(self.build.settings, articles, self._reader_of)
        except PolyclinicError as problem:
            # MkDocs prints this one without a traceback.
            raise PluginError(str(problem.diagnostic)) from problem

    def on_nav(self, nav: MkDocsNavigation, config: MkDocsConfig, files: Files) -> None:
        """Translate the titles that the navigation itself gives."""
        del files
        catalog = self._catalog(config)
        self._life.prune(nav)
        self.untitled = {}
        if catalog is not None:
            _translate_titles(nav.items, catalog, self._build.settings.source_locale, self.untitled)

    def on_page_read_source(self, page: MkDocsPage, config: MkDocsConfig) -> str | None:
        """Show nobody the text of a withdrawn article."""
        title = self._life.title(page.file.src_uri, self._locale(config))
        if title is None:
            return None
        # A home page keeps the name that the menu gives it: it stays there.
        if address(page.file.src_uri) or "title" not in page.__dict__:
            page.title = title.value
        return EMPTY

    @event_priority(_LAST)
    def on_page_markdown(
        self, markdown: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> None:
        """Make ready for the conversion that follows."""
        del files
        build, catalog = self._build, self._catalog(config)
        work = self._begin(markdown, page)
        self.work[page.file.src_uri] = work
        wording = _wording(build.settings, self._locale(config), catalog)
        if build.settings.options.health:
            work.page.levels = wording.levels()
        if build.settings.options.notice is Notice.TEMPLATE:
            work.page.presentation = Presentation(page.canonical_url or "")
        if catalog is not None:
            work.page.lookup = lookup_in(catalog, work.article.section)
            translation.count_heading(work.article, catalog, work.page.coverage)
            work.page.anchors = self._anchors(work.key, markdown)
            said = heading(work.article, catalog, build.settings.source_locale)
            _set_meta(page, work.article, said.title.value, said.summary.value)
        self._reader.begin(work.page, wording if build.settings.options.health else None)

    @event_priority(_LAST)
    def on_page_content(
        self, html: str, page: MkDocsPage, config: MkDocsConfig, files: Files
    ) -> str:
        """Report what was found, and mark a page that is not translated."""
        del files
        work = self.work[page.file.src_uri]
        build, catalog = self._build, self._catalog(config)
        self.progress(page.url or "/")
        html = self._life.content(html, page.file.src_uri, page.url, self._locale(config))
        if catalog is None:
            build.anchors[work.key] = work.page.found_anchors
            self._report(messages.findings(work.article, work.page))
            return html
        section = work.article.section
        titles = translation.refused(catalog, section, messages.front_matter(work.article))
        self._report(rejected([*titles, *work.page.rejections]))
        return self._marked(html, work.page.coverage, page, catalog)

    def on_env(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Give the templates their words. The pages that follow are still to be checked."""
        del files
        self.unchecked = self.checking and self._build.settings.options.health
        words = Words(self._catalog(config))
        env.add_extension("jinja2.ext.i18n")
        env.policies["ext.i18n.trimmed"] = True
        env.install_gettext_callables(  # type: ignore[attr-defined]
            words.gettext,
            words.ngettext,
            newstyle=True,
            pgettext=words.pgettext,
            npgettext=words.npgettext,
        )
        return env

    def on_template_context(
        self, context: TemplateContext, template_name: str, config: MkDocsConfig
    ) -> TemplateContext:
        """Give pages that are no articles, such as 404.html, what they show."""
        del template_name
        return _showing(context, self._plain_view(config))

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep the source's 404.html: it is for all languages, and MkDocs makes it for each."""
        return "" if template_name == "404.html" and self._catalog(config) is not None else output

    @event_priority(_LAST)
    def on_page_context(
        self,
        context: TemplateContext,
        page: MkDocsPage,
        config: MkDocsConfig,
        nav: MkDocsNavigation,
    ) -> TemplateContext:
        """Give the page's template what it shows."""
        return _showing(context, self._view(page, config, nav))

    @event_priority(_LAST)
    def on_post_page(self, output: str, page: MkDocsPage, config: MkDocsConfig) -> str:
        """Say on `html` which language a page is in, where the theme is not one that asks us."""
        output = self._life.page(output, page.file.src_uri)
        if self._catalog(config) is None or self._build.settings.options.notice is Notice.TEMPLATE:
            return output
        return in_language(output, locales.parse(self._locale(config)))

    @event_priority(_AFTER_I18N)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the whole site, when all its languages are there, and withhold what could hurt."""
        i18n = config.plugins.get("i18n")
        if getattr(i18n, "building", False):
            return
        settings = self._build.settings
        folder = Path(config.site_dir)
        self._report(self._life.finish(folder))
        if settings.options.health and self.checking:
            with withhold.or_retract(folder):
                self._inspect(settings, folder)
            self.unchecked = False

    def _inspect(self, settings: Settings, folder: Path) -> None:
        cache = Cache(settings.root)
        project, today = Project(settings), self._build.today
        inspection = inspect(project, RULES, settings.locales, today, folder=folder, cache=cache)
        self._report(cache.save())
        reports = new(inspection.reports, project)
        self._report(report.diagnostic for report in reports)
        self._withhold(folder, withheld(inspection.pages, reports), inspection.pages)

    def on_build_error(self, *, error: Exception) -> None:
        """A build that breaks off leaves no page in place that the checks have not seen."""
        del error
        if self.unchecked:
            traces.retract(self._build.settings.site_dir)

    def _withhold(
        self, folder: Path, held: list[Withheld], pages: tuple[RenderedPage, ...]
    ) -> None:
        withhold.publish(folder, held, pages, self._reader_of)
        for line in withhold.told(held):
            self.tell(line)

    def _reader_of(self, locale: str) -> Reader:
        source = self._build.settings.source_locale
        return Reader(locale, source, None if locale == source else self._load(locale))

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build anew when a translator saves a catalog."""
        del config, builder
        if self.build and self.build.settings.locales_dir.is_dir():
            server.watch(str(self.build.settings.locales_dir))
        return server

    # The language being built.

    @property
    def _build(self) -> _Build:
        if self.build is None:
            raise RuntimeError("MkDocs calls on_config first")
        return self.build

    @property
    def _life(self) -> Lifecycle:
        if self.life is None:
            raise RuntimeError("MkDocs calls on_config first")
        return self.life

    @property
    def _reader(self) -> PolyclinicExtension:
        if self.extension is None:
            raise RuntimeError("MkDocs calls on_config first")
        return self.extension

    def _is_first_language(self, config: MkDocsConfig) -> bool:
        i18n = config.plugins.get("i18n")
        return not (self.build and i18n is not None and getattr(i18n, "building", False))

    def _locale(self, config: MkDocsConfig) -> str:
        """The language being built; only the i18n plugin knows.

        Before its first on_config not even that one does, and it is the default.
        """
        i18n: Any = config.plugins.get("i18n")
        if i18n is None:
            return self._build.settings.source_locale
        return str(i18n.current_language or i18n.default_language)

    def _catalog(self, config: MkDocsConfig) -> Catalog | None:
        """The catalog of the language being built; None for the source language."""
        build, locale = self._build, self._locale(config)
        if locale == build.settings.source_locale:
            return None
        return self._load(locale)

    def _load(self, locale: str) -> Catalog:
        build = self._build
        if locale not in build.catalogs:
            catalog, findings = Catalog.load(
                build.settings.locales_dir, locale, build.settings.shown
            )
            build.catalogs[locale] = catalog
            self._report(findings)
            titles = messages.of_navigation(build.settings.nav, "")
            navigation = translation.refused(catalog, messages.SITE, titles)
            self._report(rejected([*interface.refused(catalog), *navigation]))
        return build.catalogs[locale]

    def _report(self, findings: Iterable[Diagnostic]) -> None:
        for finding in findings:
            # What is wrong in a file is found before the build, and again by the checks after it.
            if finding in self._build.findings or replace(finding, code="") in self._build.findings:
                continue
            self._build.findings.append(finding)
            level = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}
            log.log(level.get(finding.severity, logging.INFO), str(finding))

    # One page.

    def _begin(self, markdown: str, page: MkDocsPage) -> _Work:
        settings = self._build.settings
        path = page.file.src_uri
        shown = settings.shown(settings.docs_dir / path)
        health = settings.options.health
        article = self._life.article(path)
        article = article or read(page.file.content_string, path, shown, health=health)[0]
        facts = locales.parse(settings.source_locale)
        found = Page(source_lang=facts.tag, source_direction=facts.direction)
        digest = hashlib.blake2b(markdown.encode(), digest_size=16).digest()
        return _Work(article, found, (path, digest))

    def _anchors(self, key: tuple[str, bytes], markdown: str) -> list[dict[str, str]]:
        """The ids of the source page; known where it was built before, else found now."""
        anchors = self._build.anchors
        if key not in anchors:
            converter = Project(self._build.settings).converter()
            anchors[key] = converter.source(markdown).page.found_anchors
        return anchors[key]

    def _marked(self, html: str, coverage: Coverage, page: MkDocsPage, catalog: Catalog) -> str:
        settings = self._build.settings
        facts = locales.parse(settings.source_locale)
        if not coverage.translated and coverage.total:
            html = f'<div lang="{facts.tag}" dir="{facts.direction}">\n{html}\n</div>'
        if settings.options.notice is Notice.TEMPLATE:
            return html
        source = get_relative_url(self._url(page, settings.source_locale), page.url)
        return notice.html(coverage, catalog, facts.tag, source) + html

    def _url(self, page: MkDocsPage, locale: str) -> str:
        """The address of the same page in another language."""
        return _prefix(locale, self.default_locale) + self._bare(page.url)

    def _bare(self, url: str) -> str:
        """A page's address without its language."""
        for locale in self._build.settings.locales:
            if url == locale or url.startswith(f"{locale}/"):
                return url[len(locale) + 1 :]
        return url

    @property
    def default_locale(self) -> str:
        """The language at the root of the site."""
        return self._build.settings.source_locale

    # What templates show.

    def _plain_view(self, config: MkDocsConfig) -> view.PageView:
        """What every page shows. The addresses of the languages are relative to the site."""
        settings, locale = self._build.settings, self._locale(config)
        facts = locales.parse(locale)
        return view.PageView(
            locale=facts.tag,
            direction=facts.direction,
            source_locale=settings.source_locale,
            is_source=locale == settings.source_locale,
            languages=tuple(self._homes(settings, locale)),
            organisation=view.Contact.of(settings.options.organisation),
            emergency=view.Emergency.of(settings.options.country),
            home_url=_prefix(locale, self.default_locale),
            built_on=locales.format_date_words(self._build.today, locale),
            built_on_iso=self._build.today.isoformat(),
        )

    def _homes(self, settings: Settings, locale: str) -> Iterator[view.LanguageLink]:
        for other in (settings.source_locale, *settings.locales):
            catalog = None if other == settings.source_locale else self._load(other)
            words = catalog.gettext(NOT_FOUND) if catalog else NOT_FOUND
            said = "" if catalog and words == NOT_FOUND else words
            url = _prefix(other, self.default_locale)
            current = other == locale
            yield view.LanguageLink.of(other, url or "./", "", current=current, not_found=said)

    def _view(self, page: MkDocsPage, config: MkDocsConfig, nav: MkDocsNavigation) -> view.PageView:
        settings, locale = self._build.settings, self._locale(config)
        work = self.work[page.file.src_uri]
        said = heading(work.article, self._catalog(config), settings.source_locale)
        titled = said.title if said.title.value else view.Text(str(page.title or ""))
        titled = self._life.title(page.file.src_uri, locale) or titled
        home = _prefix(locale, self.default_locale)
        base = self._plain_view(config)
        seen = Navigation(
            cast("Item", page), lambda url: get_relative_url(url, page.url), self.untitled
        )
        review, facts = work.article.review, self._facts(work.article, config)
        return replace(
            base,
            kind=_kind(work.article),
            title=titled.value,
            title_lang=titled.lang,
            summary=said.summary.value,
            summary_lang=said.summary.lang,
            also_called=said.also_called,
            languages=tuple(self._languages(page, settings, locale)),
            breadcrumbs=tuple(seen.breadcrumbs(cast("Item | None", nav.homepage))),
            navigation=tuple(seen.links(cast("list[Item]", nav.items))),
            coverage=view.CoverageView.of(work.page.coverage),
            source_url="" if base.is_source else self._relative(page, settings.source_locale),
            review=None
            if review is None
            else view.ReviewView.of(review, locale, facts.role, settings.source_locale),
            translation=view.TranslationView.of(facts, locale),
            sources=work.article.sources,
            home_url=get_relative_url(home or ".", page.url),
            toc=tuple(headings(cast("Iterable[Entry]", page.toc), work.page)),
        )

    def _facts(self, article: Article, config: MkDocsConfig) -> TranslationFacts:
        """What the page may say of its translation."""
        catalog, build = self._catalog(config), self._build
        if catalog is None:
            return TranslationFacts()
        return readings.facts(article, catalog, build.today, Project(build.settings).converter)

    def _relative(self, page: MkDocsPage, locale: str) -> str:
        return str(get_relative_url(self._url(page, locale) or ".", page.url))

    def _languages(
        self, page: MkDocsPage, settings: Settings, locale: str
    ) -> Iterator[view.LanguageLink]:
        for other in (settings.source_locale, *settings.locales):
            address = self._url(page, other)
            href = (
                urljoin(settings.site_url.rstrip("/") + "/", address) if settings.site_url else ""
            )
            yield view.LanguageLink.of(
                other, self._relative(page, other), href, current=other == locale
            )


# Free functions: what the events need, on values.


def _settings(config: MkDocsConfig, options: Options) -> Settings:
    """The settings as MkDocs has them after command line and plugins: both never disagree."""
    file = Path(config.config_file_path or "mkdocs.yml").resolve()
    i18n: Any = config.plugins.get("i18n")
    entries = [
        {"locale": language.locale, "default": language.default, "build": language.build}
        for language in (i18n.config.languages if i18n else ())
    ]
    theme = {"language": config.theme.get("language") or str(config.theme.get("locale") or "")}
    source, targets = settings_file.languages(
        {"languages": entries}, {"theme": theme}, options.source_locale
    )
    extensions: list[Any] = config.markdown_extensions  # names, and our own, which on_config adds
    names = tuple(e for e in extensions if isinstance(e, str) and e != "polyclinic")
    return Settings(
        config_file=file,
        docs_dir=Path(config.docs_dir),
        site_dir=Path(config.site_dir),
        locales_dir=file.parent / options.locales_dir,
        templates_dir=Path(config.theme.custom_dir) if config.theme.custom_dir else None,
        site_name=config.site_name,
        site_url=config.site_url or "",
        source_locale=source,
        locales=targets,
        options=options,
        extensions=names,
        extension_configs=dict(config.mdx_configs),
        nav=config.nav,
        use_directory_urls=config.use_directory_urls,
        # MkDocs keeps no copy of what was written, only a matcher.
        exclude_docs=settings_file.load(file).exclude_docs if file.is_file() else "",
    )


def _check_site(settings: Settings) -> tuple[tuple[Article, ...], list[Diagnostic]]:
    """What is wrong before any page is read.

    An unknown language, or no catalogs at all, stops the build: PolyclinicError is raised.
    """
    need_known_locales(settings)
    if settings.locales and not settings.locales_dir.is_dir():
        remedy = (
            "run `polyclinic locale add CODE`, or say where it is as `locales_dir` in mkdocs.yml"
        )
        raise error(
            "the folder of the translations is missing",
            remedy,
            settings.shown(settings.locales_dir),
        )
    library, findings = Library.load(settings)
    return library.articles, findings


def _extension(settings: Settings) -> PolyclinicExtension:
    if not settings.options.health:
        return PolyclinicExtension()
    return PolyclinicExtension(_wording(settings, settings.source_locale, None), UNITS)


def _wording(settings: Settings, locale: str, catalog: Catalog | None) -> Wording:
    return Wording(locale, settings.options.profile, settings.options.country, catalog)


def _prefix(locale: str, default: str) -> str:
    return "" if locale == default else f"{locale}/"


def _showing(context: TemplateContext, shown: view.PageView) -> TemplateContext:
    context["polyclinic"] = shown  # type: ignore[typeddict-unknown-key]  # MkDocs types its own names
    return context


def _set_meta(page: MkDocsPage, article: Article, title: str, summary: str) -> None:
    if article.title:
        page.meta["title"] = title
    for name in ("summary", "description"):
        if name in page.meta:
            page.meta[name] = summary


def _translate_titles(
    items: list[Any], catalog: Catalog, source_locale: str, untitled: dict[int, str]
) -> None:
    for item in items:
        # A page without a title of its own in the navigation takes its article's, translated there.
        title = item.__dict__.get("title") if isinstance(item, MkDocsPage) else item.title
        if title:
            said = plain(catalog, messages.SITE, Message(title, context_of(title, "nav")))
            if said is None:
                untitled[id(item)] = source_locale
            else:
                item.title = said
        if item.children:
            _translate_titles(item.children, catalog, source_locale, untitled)


def _kind(article: Article) -> str:
    if address(article.path) == "":
        return "home"
    if article.kind is not None:
        return "article"
    return "about" if article.section == "about" else "page"


def build_site(  # noqa: PLR0913 - what is built, and who hears of it
    config_file: Path,
    *,
    strict: bool = False,
    site_dir: Path | None = None,
    progress: Callable[[str], None] = lambda _: None,
    tell: Callable[[str], None] = lambda _: None,
    check: bool = True,
) -> list[Diagnostic]:
    """Build the whole site beside the old one and put it in its place; a failed build leaves that.

    Returns what was found: with `strict`, anything found leaves the old site as well. `tell` is
    given each page that is withheld, and why. Raises PolyclinicError when no site can be made.
    """
    if not config_file.is_file():
        raise error(
            "there is no such file",
            "name it with -f, or run this in the project's folder",
            str(config_file),
        )
    settings_file.load(config_file)
    _check_site(settings_file.load(config_file))
    with _quiet() as warnings:
        plugin, new, target = _built(config_file, site_dir, progress, tell, check=check)
    findings: list[Diagnostic] = plugin.build.findings if plugin.build else []
    found = any(finding.severity is not Severity.INFO for finding in findings)
    if strict and (found or warnings):
        shutil.rmtree(new, ignore_errors=True)
        if not found:
            message = f"MkDocs has {len(warnings)} warnings, and the build is strict"
            raise error(message, "see the lines above", config_file.name)
        return findings
    _swap(new, target)
    return findings


def _built(
    config_file: Path,
    site_dir: Path | None,
    progress: Callable[[str], None],
    tell: Callable[[str], None],
    *,
    check: bool,
) -> tuple[PolyclinicPlugin, Path, Path]:
    """Build the site aside; the plugin, where the site is, and where it belongs."""
    new: Path | None = None
    plugin: PolyclinicPlugin | None = None
    try:
        config = load_config(config_file=str(config_file))
        target = (site_dir or Path(config.site_dir)).resolve()
        new = target.with_name(f".{target.name}.new")
        config.site_dir = str(new)
        plugin = _plugin_of(config)
        plugin.progress, plugin.tell, plugin.checking = progress, tell, check
        mkdocs_build(config)
    except BaseException as problem:
        if new is not None:
            shutil.rmtree(new, ignore_errors=True)
        if isinstance(problem, _EXPECTED):
            raise _unbuilt(problem, plugin, config_file) from problem
        raise
    return plugin, new, target


def _plugin_of(config: MkDocsConfig) -> PolyclinicPlugin:
    plugin = config.plugins["polyclinic"]
    if not isinstance(plugin, PolyclinicPlugin):
        raise KeyError("polyclinic")
    return plugin


_EXPECTED = (Abort, MkDocsException, ValidationError, UnicodeError, KeyError, OSError)


def _unbuilt(
    problem: BaseException, plugin: PolyclinicPlugin | None, config_file: Path
) -> PolyclinicError:
    """Why there is no site: what was found in a file before, or else what MkDocs says."""
    known = plugin.build.findings if plugin and plugin.build else []
    for finding in known:
        if finding.severity is Severity.ERROR and isinstance(problem, UnicodeError):
            return PolyclinicError(finding)
    message = f"the site can't be built: {problem}"
    return error(message, "see the lines above", config_file.name)


def _swap(new: Path, target: Path) -> None:
    """Put the new site in the old one's place; at no moment is there half a site."""
    old = target.with_name(f".{target.name}.old")
    shutil.rmtree(old, ignore_errors=True)
    if target.exists():
        target.rename(old)
    new.rename(target)
    shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _quiet() -> Iterator[list[str]]:
    """Only MkDocs' own warnings and errors: our findings and progress go to who asked for them."""
    logger = logging.getLogger("mkdocs")
    handler, level = logging.StreamHandler(), logger.level
    handler.setFormatter(logging.Formatter("%(message)s"))
    warnings: list[str] = []

    def of_mkdocs(record: logging.LogRecord) -> bool:
        if record.name == "mkdocs.plugins.polyclinic":
            return False
        warnings.append(record.getMessage())
        return True

    handler.addFilter(of_mkdocs)
    logger.addHandler(handler)
    logger.setLevel(logging.WARNING)
    try:
        yield warnings
    finally:
        logger.removeHandler(handler)
        logger.setLevel(level)
