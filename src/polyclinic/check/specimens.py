"""Small articles, pages and sites for the examples of rules."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from polyclinic.check.subjects import ArticleText, RenderedPage, Site
from polyclinic.config import Options, Settings
from polyclinic.library.article import Article, read

if TYPE_CHECKING:
    from collections.abc import Iterable

TODAY = date(2026, 11, 22)
SETTINGS = Settings(
    config_file=Path("/library/mkdocs.yml"),
    docs_dir=Path("/library/docs"),
    site_dir=Path("/library/site"),
    locales_dir=Path("/library/locales"),
    templates_dir=None,
    site_name="Library",
    site_url="https://example.org/",
    source_locale="en",
    locales=("es", "fr"),
    options=Options(health=True),
)
UNREVIEWED = """\
review:
  status: unreviewed
  next_review: 2027-05-31
"""
SOURCES = """\
sources:
  - title: Cryosurgery to Treat Cancer
    publisher: National Cancer Institute (US)
    url: https://www.cancer.gov/about-cancer/treatment/types/surgery/cryosurgery
"""
CITABLE = """\
sources:
  - id: nci
    title: Cryosurgery to Treat Cancer
    publisher: National Cancer Institute (US)
    url: https://www.cancer.gov/about-cancer/treatment/types/surgery/cryosurgery
  - id: motion
    title: The MOTION Multicenter Study
    publisher: "Radiology: Imaging Cancer"
    url: https://doi.org/10.1148/rycan.2021200101
"""


def article(
    body: str = "",
    *,
    title: str = "Cryoablation",
    summary: str = "A treatment that freezes abnormal tissue.",
    kind: str = "",
    more: str = "",
) -> ArticleText:
    """An article from its body; `more` is further front matter."""
    of_kind = f"type: {kind}\n" if kind else ""
    text = f"---\ntitle: {title}\nsummary: {summary}\n{of_kind}{more}---\n{body}"
    return ArticleText(parsed(text), text, "", TODAY, SETTINGS)


def parsed(text: str) -> Article:
    """The article of a whole file."""
    path = "procedures/cryoablation.md"
    return read(text, path, f"docs/{path}", health=False)[0]


def page(
    html: str,
    address: str = "procedures/cryoablation/",
    locale: str = "en",
    of: ArticleText | None = None,
) -> RenderedPage:
    """A page with this in its body."""
    whole = f'<!doctype html>\n<html lang="{locale}"><body>{html}</body></html>'
    of_article = of.article if of is not None else None
    return RenderedPage(address, locale, "en", whole, {}, TODAY, SETTINGS, of_article)


def site(*pages: RenderedPage, files: Iterable[str] = ()) -> Site:
    """A site of these pages and other files."""
    names = {file_of(page.address) for page in pages}
    return Site(Path("/library/site"), pages, frozenset({*names, *files}), SETTINGS, TODAY)


def file_of(address: str) -> str:
    """The file behind a page's address: a folder is served by its `index.html`."""
    return f"{address}index.html" if not address or address.endswith("/") else address
