"""All languages of a site in one process: MkDocs' own pieces, and the events of its plugins.

`mkdocs build` makes its environment of templates, its list of the theme's files and its Markdown
parser anew for each language, and the parser for each page. Here they are made one time, and what
comes out is the same: `tests/adapters/test_engine.py` compares every byte.
"""

from __future__ import annotations

import copy
import fnmatch
import logging
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

import mkdocs_static_i18n.plugin as i18n_plugin
from markdown import Markdown
from mkdocs import utils
from mkdocs.commands import build as mkdocs_build
from mkdocs.exceptions import Abort, BuildError
from mkdocs.structure import pages as mkdocs_pages
from mkdocs.structure.files import File, InclusionLevel, get_files, set_exclusions
from mkdocs.structure.nav import get_navigation
from mkdocs.structure.pages import Page
from mkdocs.structure.toc import get_toc
from mkdocs.utils import meta

from polyclinic.adapters.mkdocs import known
from polyclinic.build.timing import step

if TYPE_CHECKING:
    from collections.abc import Container, Iterable, Iterator

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.files import Files
    from mkdocs.structure.nav import Navigation

    from polyclinic.adapters.mkdocs.earlier import Earlier, EarlierPages

log = logging.getLogger("mkdocs.commands.build")
_INCLUDED: Final = InclusionLevel.is_included
# The makers of extensions that leave nothing behind in a parser between two pages.
_CLEAN: Final = ("markdown.extensions.", "pymdownx.", "polyclinic.")
# What MkDocs takes from the folder of a theme as it is: all but these, templates and Markdown.
_NOT_COPIED: Final = (
    ".*",
    "*/.*",
    "*.py",
    "*.pyc",
    "*.html",
    "*readme*",
    "mkdocs_theme.yml",
    "locales/*",
    *(f"*{ending}" for ending in utils.markdown_extensions),
)


def make(config: MkDocsConfig, earlier: Earlier | None = None) -> None:
    """Make every language of a site into an empty `site_dir`; raises what MkDocs' build does.

    Of `earlier` builds those pages are taken that would be the same.
    """
    engine = Engine(earlier)
    config.plugins.on_startup(command="build", dirty=False)
    try:
        with _languages_by(engine):
            engine.language(config)
    finally:
        config.plugins.on_shutdown()


@contextmanager
def _languages_by(engine: Engine) -> Iterator[None]:
    """The i18n plugin asks for its other languages from within its own event: it gets them here."""
    of_mkdocs = i18n_plugin.build
    i18n_plugin.build = engine.language
    try:
        yield
    finally:
        i18n_plugin.build = of_mkdocs


@dataclass(slots=True)
class Engine:
    """What the languages of one build have in common."""

    earlier: Earlier | None = None
    _environments: dict[tuple[str, ...], jinja2.Environment] = field(default_factory=dict)
    _theme_files: dict[tuple[str, ...], list[tuple[str, str]]] = field(default_factory=dict)
    _sources: dict[str, tuple[str, str, dict[str, Any]]] = field(default_factory=dict)
    _parsers: dict[str, Markdown | None] = field(default_factory=dict)
    # By its destination, the file that was copied there last.
    _copied: dict[str, str | None] = field(default_factory=dict)

    def language(self, config: MkDocsConfig, *, dirty: bool = False) -> None:
        """Make one language, event by event as MkDocs does."""
        del dirty  # the folder is new
        try:
            config = config.plugins.on_config(config)
            config.plugins.on_pre_build(config=config)
            with step("files and templates found"):
                files, environment = self._files(config)
            files = config.plugins.on_files(files, config=config)
            set_exclusions(files, config)
            nav = get_navigation(files, config)
            nav = config.plugins.on_nav(nav, config=config, files=files)
            earlier = self.earlier.of(config, environment) if self.earlier else None
            documents = files.documentation_pages(inclusion=_INCLUDED)
            for file in documents:
                self._know(_page_of(file, config), config, files, earlier)
            environment = config.plugins.on_env(environment, config=config, files=files)
            with step("files copied"):
                self._copy_static(files)
            unwanted = {"404.html"} if earlier is not None and not earlier.is_source else set()
            self._templates(config, files, nav, environment, unwanted)
            documents = files.documentation_pages(inclusion=_INCLUDED)
            for file in documents:
                page = _page_of(file, config)
                if earlier is None or not earlier.put(page):
                    watched = earlier.watching(page) if earlier else nullcontext()
                    with watched, step("pages put into templates"):
                        mkdocs_build._build_page(page, config, documents, nav, environment)
                    if earlier is not None:
                        earlier.keep(page)
            for file in documents:
                level = config.validation.links.anchors
                _page_of(file, config).validate_anchor_links(files=files, log_level=level)
            config.plugins.on_post_build(config=config)
        except Exception as problem:
            config.plugins.on_build_error(error=problem)
            if isinstance(problem, BuildError):
                log.error(str(problem))  # noqa: TRY400 - it is for the writer of the site
                raise Abort("Aborted with a BuildError!") from problem
            raise

    def _files(self, config: MkDocsConfig) -> tuple[Files, jinja2.Environment]:
        """The files of the site and its theme, and the templates."""
        files, folders = get_files(config), tuple(dict.fromkeys(config.theme.dirs))
        # What a language sets in its theme is seen by templates, not by their environment.
        key = (*folders, str(config.theme.locale))
        if key not in self._environments:
            self._environments[key] = config.theme.get_env()
        for path, folder in self._of_theme(self._environments[key], folders, config):
            if files.get_file_from_path(path) is None:
                files.append(File(path, folder, config.site_dir, config.use_directory_urls))
        return files, self._environments[key]

    def _of_theme(
        self, environment: jinja2.Environment, folders: tuple[str, ...], config: MkDocsConfig
    ) -> list[tuple[str, str]]:
        """The theme's files, each with the folder it is in."""
        patterns = (*_NOT_COPIED, *config.theme.static_templates)
        key = (*folders, *sorted(patterns))
        if key not in self._theme_files:
            names = environment.list_templates(
                filter_func=lambda name: (
                    not any(fnmatch.fnmatch(name.lower(), pattern) for pattern in patterns)
                )
            )
            found = ((name, _folder_with(name, folders)) for name in names)
            self._theme_files[key] = [(name, folder) for name, folder in found if folder]
        return self._theme_files[key]

    def _templates(
        self,
        config: MkDocsConfig,
        files: Files,
        nav: Navigation,
        environment: jinja2.Environment,
        unwanted: Container[str],
    ) -> None:
        """Make what is no page of a file, such as sitemap.xml."""
        for name in config.theme.static_templates:
            if name not in unwanted:
                mkdocs_build._build_theme_template(name, environment, files, config, nav)
        for name in config.extra_templates:
            mkdocs_build._build_extra_template(str(name), files, config, nav)

    def _copy_static(self, files: Files) -> None:
        """Copy what is no page, each file one time for all languages."""
        for file in files:
            if file.is_documentation_page() or not file.inclusion.is_included():
                continue
            source = file.abs_src_path
            if source is None or self._copied.get(file.abs_dest_path) != source:
                file.copy_file(dirty=False)
                self._copied[file.abs_dest_path] = source

    def _know(
        self, page: Page, config: MkDocsConfig, files: Files, earlier: EarlierPages | None
    ) -> None:
        """Convert a page, if no earlier one will do."""
        if earlier is None:
            self._populate(page, config, files)
        elif not earlier.has(page, partial(self._read, page, config)):
            with earlier.watching(page):
                self._populate(page, config, files)

    def _populate(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Read and convert a page, with its events."""
        config._current_page = page
        try:
            page = config.plugins.on_pre_page(page, config=config, files=files)
            self._read(page, config)
            page.markdown = config.plugins.on_page_markdown(
                page.markdown or "", page=page, config=config, files=files
            )
            with step("Markdown made HTML"):
                self._convert(page, config, files)
            page.content = config.plugins.on_page_content(
                page.content or "", page=page, config=config, files=files
            )
        except Exception as problem:
            said = "" if isinstance(problem, BuildError) else f" {problem}"
            log.error("Error reading page '%s':%s", page.file.src_uri, said)  # noqa: TRY400 - as MkDocs
            raise
        finally:
            config._current_page = None

    def _read(self, page: Page, config: MkDocsConfig) -> None:
        """Read a page's text and its front matter, as `Page.read_source` does."""
        if type(page) is not Page:
            page.read_source(config)
            return
        text = config.plugins.on_page_read_source(page=page, config=config)
        if text is None:
            text = _text_of(page.file)
        path = page.file.src_uri
        if path not in self._sources or self._sources[path][0] != text:
            self._sources[path] = (text, *meta.get_data(text))
        _, page.markdown, said = self._sources[path]
        # A page's front matter is its own: plugins and templates may write to it.
        page.meta = copy.deepcopy(said)

    def _convert(self, page: Page, config: MkDocsConfig, files: Files) -> None:
        """Convert a page, as `Page.render` does, by one parser for all pages."""
        parser = self._markdown(config) if type(page) is Page else None
        if parser is None:
            page.render(config, files)
            return
        raw = mkdocs_pages._RawHTMLPreprocessor()
        anchors = mkdocs_pages._ExtractAnchorsTreeprocessor(page.file, files, config)
        links = mkdocs_pages._RelativePathTreeprocessor(page.file, files, config)
        title = mkdocs_pages._ExtractTitleTreeprocessor()
        for part in (raw, anchors, links, title):
            part._register(parser)
        page.content = parser.convert(page.markdown or "")
        page.toc = get_toc(getattr(parser, "toc_tokens", []))
        page._title_from_render = title.title
        page.present_anchor_ids = anchors.present_anchor_ids | raw.present_anchor_ids
        if logging.getLogger("mkdocs.structure.pages").getEffectiveLevel() > logging.DEBUG:
            page.links_to_anchors = links.links_to_anchors

    def _markdown(self, config: MkDocsConfig) -> Markdown | None:
        """The parser, ready for a page; None where each page needs its own."""
        extensions: list[Any] = config.markdown_extensions
        key = repr((extensions, config.mdx_configs))
        if key not in self._parsers:
            configs = config.mdx_configs or {}
            parser = Markdown(extensions=extensions, extension_configs=configs)
            self._parsers[key] = parser if _is_clean(extensions) else None
        found = self._parsers[key]
        return found.reset() if found is not None else None


def _page_of(file: File, config: MkDocsConfig) -> Page:
    """The page of a file; one that is in no menu has none yet."""
    return file.page or Page(None, file, config)


def _folder_with(path: str, folders: tuple[str, ...]) -> str:
    return next((folder for folder in folders if Path(folder, path).is_file()), "")


def _text_of(file: File) -> str:
    try:
        return file.content_string
    except OSError:
        log.error("File not found: %s", file.src_path)  # noqa: TRY400 - as MkDocs does
        raise
    except ValueError:
        log.error("Encoding error reading file: %s", file.src_path)  # noqa: TRY400 - as MkDocs does
        raise


def _is_clean(extensions: Iterable[Any]) -> bool:
    """Whether one parser with these extensions can convert page after page."""
    return all(f"{known.maker(extension)}.".startswith(_CLEAN) for extension in extensions)
