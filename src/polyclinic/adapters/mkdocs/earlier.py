"""Pages of earlier builds in the place of new ones, where nobody can tell them apart.

Only where all that makes a page is known: our own templates, which show what a page's view says and
little else of MkDocs, and no plugin, hook or extension of another maker.
"""

from __future__ import annotations

import logging
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from jinja2 import TemplateError, meta, nodes
from mkdocs import utils

from polyclinic.adapters.mkdocs import known
from polyclinic.adapters.mkdocs.plugin import PolyclinicPlugin
from polyclinic.build import pages
from polyclinic.build.former import Former
from polyclinic.build.reuse import Made, Reuse
from polyclinic.config import Notice

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    import jinja2
    from mkdocs.config.defaults import MkDocsConfig
    from mkdocs.structure.pages import Page

    from polyclinic.build.run import Run
    from polyclinic.build.store import Store

# What MkDocs and the i18n plugin give to templates that leads to other pages, or to the clock.
_REFUSED: Final = frozenset({"pages", "build_date_utc", "i18n_alternates"})
# Of a page and of the menus, what leads to no other page's text.
_ALLOWED: Final = frozenset({
    "page.content", "page.url", "page.title", "page.canonical_url", "nav.homepage",
})  # fmt: skip


@dataclass(slots=True)
class Earlier:
    """What earlier builds left for one build.

    `sources` are the files and folders it reads, `site` is the folder that the last one made.
    """

    store: Store
    sources: Sequence[str]
    site: Path | None
    _allowed: bool | None = None

    def of(self, config: MkDocsConfig, environment: jinja2.Environment) -> EarlierPages | None:
        """The pages of the language that is being made; None where each must be made."""
        plugin = config.plugins.get("polyclinic")
        if not isinstance(plugin, PolyclinicPlugin) or plugin.run is None:
            return None
        plugin.run.former = Former(self.store, self.site)
        if self._allowed is None:
            self._allowed = _is_known(config, plugin.run, environment)
            if self._allowed:
                plugin.run.reuse = Reuse(plugin.run, self.store, self.sources)
        reuse = plugin.run.reuse
        return EarlierPages(plugin, plugin.run, reuse, plugin.locale(config)) if reuse else None


@dataclass(slots=True)
class EarlierPages:
    """The pages of one language."""

    plugin: PolyclinicPlugin
    run: Run
    reuse: Reuse
    locale: str
    _taken: dict[str, Made] = field(default_factory=dict)
    _texts: dict[str, str] = field(default_factory=dict)

    @property
    def is_source(self) -> bool:
        """Whether these are the pages of the source language."""
        return self.locale == self.run.settings.source_locale

    def has(self, page: Page, read: Callable[[], None]) -> bool:
        """Whether an earlier page will do; then it has what menus need. `read` reads its file."""
        path = page.file.src_uri
        if path in self.run.life.gone | self.run.life.unreadable:
            return False
        read()
        text = self._texts[path] = page.file.content_string
        made = self.reuse.page(self.locale, path, text)
        if made is None:
            return False
        self._taken[path] = made
        article = self.run.article(path, text)
        page.meta.update(pages.meta(self.run, self.locale, article, page.meta))
        page._title_from_render = made.title
        return True

    def put(self, page: Page) -> bool:
        """Write an earlier page, if there is one."""
        made = self._taken.get(page.file.src_uri)
        if made is None:
            return False
        self.plugin.progress(page.url or "/")
        utils.write_file(_encoded(made.html), page.file.abs_dest_path)
        return True

    def keep(self, page: Page) -> None:
        """Keep a page that was made now."""
        path, file = page.file.src_uri, Path(page.file.abs_dest_path)
        if path in self._texts and file.is_file():
            made = Made(file.read_text(encoding="utf-8"), page._title_from_render)
            self.reuse.keep(self.locale, path, self._texts[path], made)

    @contextmanager
    def watching(self, page: Page) -> Iterator[None]:
        """Know what a page is made of. One that MkDocs warns about is not kept: it is to warn."""
        warned = _Warned()
        logger = logging.getLogger("mkdocs")
        logger.addHandler(warned)
        try:
            with self.reuse.hearing(self.locale, page.file.src_uri):
                yield
        finally:
            logger.removeHandler(warned)
            if warned.is_so:
                self.reuse.spoil(self.locale, page.file.src_uri)


class _Warned(logging.Handler):
    """Whether there was a warning."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self.is_so = False

    def emit(self, record: logging.LogRecord) -> None:
        self.is_so = self.is_so or record.name != "mkdocs.plugins.polyclinic"


def _encoded(html: str) -> bytes:
    return html.encode("utf-8", errors="xmlcharrefreplace")


def _is_known(config: MkDocsConfig, run: Run, environment: jinja2.Environment) -> bool:
    """Whether a page shows nothing of another one but what all pages are kept under."""
    ours = run.settings.options.notice is Notice.TEMPLATE
    quiet = config.validation.links.anchors < logging.WARNING
    folder = config.theme.custom_dir
    if not (ours and quiet and folder and known.APART.issuperset(config.plugins)):
        return False
    return _show_only_views(environment, Path(folder))


def _show_only_views(environment: jinja2.Environment, folder: Path) -> bool:
    """Whether our templates, and all that they include, ask for nothing but what is known."""
    reader = environment.overlay(extensions=["jinja2.ext.i18n"])
    left = [file.relative_to(folder).as_posix() for file in folder.rglob("*.html")]
    seen = set(left)
    try:
        while left:
            used = _used(reader, left.pop())
            if used is None:
                return False
            left += used - seen
            seen |= used
    except (TemplateError, OSError, UnicodeError):
        return False
    return True


def _used(reader: jinja2.Environment, name: str) -> set[str] | None:
    """The templates that one includes; None if it asks for what may be another page's text."""
    assert reader.loader is not None  # noqa: S101 - MkDocs' environment has one
    source, _, _ = reader.loader.get_source(reader, name)
    tree = reader.parse(source)
    # `{% if page %}` asks only whether there is one.
    tests = {id(condition.test) for condition in tree.find_all(nodes.If)}
    parts = [node for node in tree.find_all(nodes.Getattr) if isinstance(node.node, nodes.Name)]
    asked = {f"{part.node.name}.{part.attr}" for part in parts}  # type: ignore[attr-defined]
    inside = tests | {id(part.node) for part in parts}
    names = {name.name for name in tree.find_all(nodes.Name) if id(name) not in inside}
    of_pages = {one for one in asked if one.startswith(("page.", "nav."))}
    if not _ALLOWED.issuperset(of_pages) or not names.isdisjoint(_REFUSED | {"page", "nav"}):
        return None
    used = set(meta.find_referenced_templates(tree))
    return None if None in used else {one for one in used if one is not None}
