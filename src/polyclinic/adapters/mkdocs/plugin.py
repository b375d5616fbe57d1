"""The plugin: each event of MkDocs leads to a few lines, over `polyclinic.build`."""

from __future__ import annotations

import logging
from pathlib import Path, PurePath
from typing import TYPE_CHECKING, Any, cast

import rjsmin
from mkdocs.exceptions import PluginError
from mkdocs.plugins import BasePlugin, event_priority, get_plugin_logger
from mkdocs.utils import get_relative_url

from polyclinic import config as settings_file
from polyclinic.adapters.mkdocs import rule_pages
from polyclinic.adapters.mkdocs.settings import leave_out, settings_of
from polyclinic.build import after, frame, pages, seal, search, styles, titles, traces
from polyclinic.build.pages import Source
from polyclinic.build.run import Run
from polyclinic.build.timing import step
from polyclinic.build.views import Views
from polyclinic.config import Notice, Options
from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity
from polyclinic.i18n import locales
from polyclinic.library.addresses import address
from polyclinic.library.day import build_date
from polyclinic.library.interface import Words
from polyclinic.library.language import in_language
from polyclinic.library.languages import with_known_languages
from polyclinic.library.standin import EMPTY

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.livereload import LiveReloadServer
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation
    from mkdocs.structure.pages import Page
    from mkdocs.utils.templates import TemplateContext

    from polyclinic.build.pages import Work
    from polyclinic.build.views import SiteNavigation, SitePage
    from polyclinic.library.view import PageView
    from polyclinic.markdown.extension import PolyclinicExtension

log = get_plugin_logger("polyclinic")
_LEVELS = {Severity.ERROR: logging.ERROR, Severity.WARNING: logging.WARNING}
# Our events come last, when other plugins have had their say.
_LAST = -90
# What our own templates make is published without what only their writers need.
_COMPACT = {".css": styles.compact, ".html": frame.compact, ".js": rjsmin.jsmin}
# The i18n plugin builds the other languages in its on_post_build, at -100.
_AFTER_I18N = -200


class PolyclinicPlugin(BasePlugin):  # type: ignore[type-arg]  # our settings are checked by polyclinic.config
    """Translates the pages of a MkDocs site from gettext catalogs."""

    def __init__(self) -> None:
        """Start with nothing known; each build begins in on_config."""
        self.options = Options()
        self.extension: PolyclinicExtension | None = None
        self.run: Run | None = None
        self.work: dict[str, Work] = {}
        self.views: dict[str, Views] = {}
        self.untitled: dict[int, str] = {}
        self.unchecked = False
        self.sealed = False
        self._build_alone()

    def _build_alone(self) -> None:
        """Nobody listens but MkDocs' log, until someone asks for it after the settings are read."""
        self.progress: Callable[[str], None] = lambda _: None
        self.tell: Callable[[str], None] = lambda line: log.warning("withheld: %s", line)
        self.checking = True
        self.found: Sequence[Diagnostic] = ()  # before MkDocs had a say

    def load_config(
        self, options: dict[str, Any], config_file_path: str | None = None
    ) -> tuple[list[tuple[str, Exception]], list[tuple[str, str]]]:
        """Check the plugin's settings; MkDocs prints what is wrong."""
        # MkDocs keeps one plugin for all builds of a process.
        self._build_alone()
        file = Path(config_file_path or "mkdocs.yml")
        try:
            self.options = settings_file.parse_options(options, file.name, file)
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
        try:
            settings, found = with_known_languages(settings_of(config, self.options))
            leave_out(config, settings)
            self.run, self.views = Run(settings, build_date(), _tell), {}
            self.run.report([*self.found, *found])
            with step("articles and catalogs read"):
                self.run.begin()
        except PolyclinicError as problem:
            # MkDocs prints this one without a traceback.
            raise PluginError(str(problem.diagnostic)) from problem
        if config.strict and any(f.severity is not Severity.INFO for f in self.run.findings):
            # MkDocs would stop at its end, when it has written over the published site.
            raise PluginError("nothing was built, because of what stands above")
        # From here on MkDocs writes into the folder.
        seal.take_off(Path(config.site_dir))
        self.sealed = False
        # MkDocs keeps the plugin between builds of one process, but makes its settings anew.
        self.extension = self.run.extension()
        extensions: list[Any] = config.markdown_extensions
        extensions.append(self.extension)

    @event_priority(_AFTER_I18N)
    def on_files(self, files: Files, config: MkDocsConfig) -> Files:
        """Add the pages of the rules, in the source language alone."""
        if self._run.settings.options.rule_pages and self._is_source(config):
            rule_pages.add(files, config, self._run.settings.source_locale)
        return files

    def on_nav(self, nav: Navigation, config: MkDocsConfig, files: Files) -> None:
        """Translate the titles that the navigation itself gives."""
        del files
        catalog = self._run.catalog(self.locale(config))
        self._run.life.prune(nav)
        items = cast("SiteNavigation", nav).items
        left = titles.translate(items, catalog) if catalog is not None else ()
        self.untitled = dict.fromkeys(left, self._run.settings.source_locale)

    def on_page_read_source(self, page: Page, config: MkDocsConfig) -> str | None:
        """Show nobody the text of a withdrawn article, nor bytes that are no text."""
        title = self._run.life.title(page.file.src_uri, self.locale(config))
        if title is None:
            return None
        # A home page keeps the name that the menu gives it: it stays there.
        if address(page.file.src_uri) or "title" not in page.__dict__:
            page.title = title.value
        return EMPTY

    @event_priority(_LAST)
    def on_page_markdown(
        self, markdown: str, page: Page, config: MkDocsConfig, files: Files
    ) -> None:
        """Make ready for the conversion that follows."""
        del files
        file, locale = page.file, self.locale(config)
        url = page.canonical_url or ""
        source = Source(file.src_uri, lambda: file.content_string, markdown, url, page.url)
        work = self.work[file.src_uri] = pages.begin(self._run, locale, source)
        page.meta.update(work.meta(page.meta))
        if self.extension is not None:
            self.extension.begin(work.page, self._run.wording(locale))

    @event_priority(_LAST)
    def on_page_content(self, html: str, page: Page, config: MkDocsConfig, files: Files) -> str:
        """Report what was found, and mark a page that is not translated."""
        del files
        self.progress(page.url or "/")
        source_url = self._views(config).to(page.url, self._run.settings.source_locale)
        return self.work[page.file.src_uri].finished(html, page.url, source_url)

    def on_env(
        self, env: jinja2.Environment, config: MkDocsConfig, files: Files
    ) -> jinja2.Environment:
        """Give the templates their words. The pages that follow are still to be checked."""
        del files
        self.unchecked = self.checking and self._run.settings.options.health
        words = Words(self._run.catalog(self.locale(config)))
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
        return _showing(context, self._views(config).plain)

    def on_post_template(self, output: str, template_name: str, config: MkDocsConfig) -> str:
        """Keep the source's 404.html: it is for all languages, and MkDocs makes it for each."""
        if template_name == "404.html" and not self._is_source(config):
            return ""
        compact = _COMPACT.get(PurePath(template_name).suffix) if self._ours else None
        return compact(output) if compact else output

    @event_priority(_LAST)
    def on_page_context(
        self, context: TemplateContext, page: Page, config: MkDocsConfig, nav: Navigation
    ) -> TemplateContext:
        """Give the page's template what it shows."""
        work, views = self.work[page.file.src_uri], self._views(config)
        site = cast("SitePage", page), cast("SiteNavigation", nav)
        return _showing(context, views.page(site[0], work, site[1], self.untitled))

    @event_priority(_LAST)
    def on_post_page(self, output: str, page: Page, config: MkDocsConfig) -> str:
        """Say on `html` which language a page is in, where the theme is not one that asks us."""
        output = self._run.life.page(output, page.file.src_uri)
        if self._ours:
            return frame.compact(output, page.content or "")
        if self._is_source(config):
            return output
        return in_language(output, locales.parse(self.locale(config)))

    @event_priority(_AFTER_I18N)
    def on_post_build(self, config: MkDocsConfig) -> None:
        """Check the whole site, when all its languages are there, and withhold what could hurt."""
        i18n = config.plugins.get("i18n")
        if getattr(i18n, "building", False):
            return
        folder = Path(config.site_dir)
        self._run.report(self._run.life.finish(folder))
        if self.checking and self._run.settings.options.health:
            self._check(folder)
        with step("search indexed"):
            found_by = search.write(folder, self._run.settings, self._run.life, self._run.former)
            self._run.report(found_by)
        if self.checking:
            seal.put(folder)
            self.sealed = True

    def _check(self, folder: Path) -> None:
        try:
            for line in after.check(self._run, folder):
                self.tell(line)
        except PolyclinicError as problem:
            raise PluginError(str(problem.diagnostic)) from problem
        self.unchecked = False

    def on_build_error(self, *, error: Exception) -> None:
        """A build that breaks off leaves no page in place that the checks have not seen."""
        del error
        if self.sealed:  # a strict MkDocs counts its warnings after that
            seal.take_off(self._run.settings.site_dir)
        if self.unchecked:
            traces.retract(self._run.settings.site_dir)

    def on_serve(
        self, server: LiveReloadServer, config: MkDocsConfig, builder: Callable[..., object]
    ) -> LiveReloadServer:
        """Build anew when a translator saves a catalog."""
        del config, builder
        if self.run and self.run.settings.locales_dir.is_dir():
            server.watch(str(self.run.settings.locales_dir))
        return server

    # The language being built.

    @property
    def _run(self) -> Run:
        if self.run is None:
            raise RuntimeError("MkDocs calls on_config first")
        return self.run

    def _is_first_language(self, config: MkDocsConfig) -> bool:
        i18n = config.plugins.get("i18n")
        return not (self.run and i18n is not None and getattr(i18n, "building", False))

    def locale(self, config: MkDocsConfig) -> str:
        """The language being built; only the i18n plugin knows.

        Before its first on_config not even that one does, and it is the default.
        """
        i18n: Any = config.plugins.get("i18n")
        if i18n is None:
            return self._run.settings.source_locale
        return str(i18n.current_language or i18n.default_language)

    @property
    def _ours(self) -> bool:
        """Whether the site shows its pages by our own templates."""
        return self._run.settings.options.notice is Notice.TEMPLATE

    def _is_source(self, config: MkDocsConfig) -> bool:
        return self.locale(config) == self._run.settings.source_locale

    def _views(self, config: MkDocsConfig) -> Views:
        locale = self.locale(config)
        if locale not in self.views:
            self.views[locale] = Views(self._run, locale, get_relative_url)
        return self.views[locale]


def _tell(finding: Diagnostic) -> None:
    log.log(_LEVELS.get(finding.severity, logging.INFO), str(finding))


def _showing(context: TemplateContext, shown: PageView) -> TemplateContext:
    context["polyclinic"] = shown  # type: ignore[typeddict-unknown-key]  # MkDocs types its own names
    return context
