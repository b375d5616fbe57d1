"""The medical disclaimer as its template and its catalogs give it now, and the version of that.

The templates are rendered alone, as for a page, so that what a built page carries can be compared
with what the present sources give: a page of an old build, or one edited by hand, is told apart.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from types import SimpleNamespace
from typing import TYPE_CHECKING, Final

import jinja2
from markupsafe import Markup

from polyclinic.i18n import locales
from polyclinic.library import citations, view
from polyclinic.library.article import Review
from polyclinic.library.interface import Words

if TYPE_CHECKING:
    from types import CodeType

    from jinja2.bccache import Bucket

    from polyclinic.config import Settings
    from polyclinic.i18n.catalog import Catalog
    from polyclinic.library.article import Article

FULL: Final = "partials/disclaimer.html"
SHORT: Final = "partials/disclaimer-short.html"
# Every sentence that the templates know is said of one of these two.
_DAY: Final = date(2000, 1, 2)
_REVIEWS: Final = (
    Review(reviewed=False, due=_DAY),
    Review(reviewed=True, due=_DAY, reviewed_on=_DAY, role="role"),
)
_SOURCES: Final = (view.SourceView("title", "publisher", "https://example.org/"),)


@dataclass(frozen=True, slots=True)
class Expected:
    """What a page must carry. `full` is "" where the page is no article.

    `fault` says why it is not known: the templates can't be rendered by themselves.
    """

    version: str = ""
    short: str = ""
    full: str = ""
    fault: str = ""


class _Compiled(jinja2.BytecodeCache):
    """Templates that are compiled one time for all languages."""

    def __init__(self) -> None:
        self._known: dict[tuple[str, str], CodeType | None] = {}

    def load_bytecode(self, bucket: Bucket) -> None:
        bucket.code = self._known.get((bucket.key, bucket.checksum))

    def dump_bytecode(self, bucket: Bucket) -> None:
        self._known[bucket.key, bucket.checksum] = bucket.code


# A build and the check at its end read the same templates.
_COMPILED: Final = _Compiled()


class Disclaimer:
    """The disclaimer of a site, in every language and for every article, as HTML."""

    def __init__(self, settings: Settings, templates: jinja2.BaseLoader) -> None:
        self.settings = settings
        self._templates = templates
        self._environments: dict[str, jinja2.Environment] = {}
        self._known: dict[tuple[object, ...], Expected] = {}

    @classmethod
    def of(cls, settings: Settings) -> Disclaimer | None:
        """The disclaimer of a project; None where its theme has no template for it."""
        folder = settings.templates_dir
        if folder is None or not (folder / FULL).is_file() or not (folder / SHORT).is_file():
            return None
        return cls(settings, jinja2.FileSystemLoader(folder))

    @cached_property
    def version(self) -> str:
        """Of the words in the source language: the same on the pages of all languages.

        Raises jinja2.TemplateError where the templates can't be rendered by themselves.
        """
        said = (
            self._render(name, None, self._view(self.settings.source_locale, review, _SOURCES))
            for name in (SHORT, FULL)
            for review in _REVIEWS
        )
        words = "\n".join(Markup(html).striptags() for html in said)  # noqa: S704 - only read
        return hashlib.blake2b(words.encode(), digest_size=6).hexdigest()

    def on(self, article: Article | None, locale: str, catalog: Catalog | None) -> Expected:
        """What the page of an article carries in a language, or a page that is none."""
        said = (article.review, article.sources) if article and article.kind else None
        # Of an article nothing but these two is said, and most pages are none.
        key = locale, catalog and catalog.locale, said
        if key not in self._known:
            self._known[key] = self._expected(article, locale, catalog)
        return self._known[key]

    def _expected(self, article: Article | None, locale: str, catalog: Catalog | None) -> Expected:
        try:
            if article is None or article.kind is None:
                return Expected(self.version, self._render(SHORT, catalog, self._view(locale)))
            shown = self._view(locale, article.review, citations.listed(article.sources))
            short, full = (self._render(name, catalog, shown) for name in (SHORT, FULL))
        except jinja2.TemplateError as problem:
            return Expected(fault=str(problem))
        return Expected(self.version, short, full)

    def _view(
        self,
        locale: str,
        review: Review | None = None,
        sources: tuple[view.SourceView, ...] | None = None,
    ) -> view.PageView:
        facts, options = locales.parse(locale), self.settings.options
        return view.PageView(
            locale=facts.tag,
            direction=facts.direction,
            source_locale=self.settings.source_locale,
            is_source=locale == self.settings.source_locale,
            kind="page" if sources is None else "article",
            review=None if review is None else view.ReviewView.of(review, locale),
            sources=sources or (),
            organisation=view.Contact.of(options.organisation),
            emergency=view.Emergency.of(options.country),
        )

    def _render(self, name: str, catalog: Catalog | None, shown: view.PageView) -> str:
        template = self._environment(catalog).get_template(name)
        site = SimpleNamespace(site_name=self.settings.site_name)
        return template.render(polyclinic=shown, config=site)

    def _environment(self, catalog: Catalog | None) -> jinja2.Environment:
        """Jinja with the words of a language, as the plugin sets it up."""
        locale = catalog.locale if catalog is not None else ""
        if locale not in self._environments:
            environment = jinja2.Environment(
                loader=self._templates,
                autoescape=True,
                extensions=["jinja2.ext.i18n"],
                bytecode_cache=_COMPILED,
                # Of what only MkDocs knows, such as `page`, nothing is printed.
                undefined=jinja2.ChainableUndefined,
            )
            environment.filters["url"] = str
            words = Words(catalog)
            environment.policies["ext.i18n.trimmed"] = True
            environment.install_gettext_callables(  # type: ignore[attr-defined]
                words.gettext,
                words.ngettext,
                newstyle=True,
                pgettext=words.pgettext,
                npgettext=words.npgettext,
            )
            self._environments[locale] = environment
        return self._environments[locale]


def version(settings: Settings) -> str:
    """The version that the full disclaimer carries; "" where none can be computed."""
    disclaimer = Disclaimer.of(settings) if settings.options.health else None
    try:
        return disclaimer.version if disclaimer is not None else ""
    except jinja2.TemplateError:  # DSC014 says so of every article
        return ""
