"""What is withheld, what stands in its place, and that all other pages stay."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from polyclinic.build.withhold import Withheld, changes, withheld, without, without_address
from polyclinic.check import load
from polyclinic.check.report import Place, Report
from polyclinic.diagnostic import Severity
from polyclinic.library.library import Library
from polyclinic.library.project import Project
from site_fixtures import ARTICLE, ROOT, build_library

if TYPE_CHECKING:
    from polyclinic.check.subjects import RenderedPage

PROJECT = Project.load(ROOT / "mkdocs.yml")
SHOWN = "docs/procedures/cryoablation.md"
NOTICES = {
    (locale, source): f"withheld {locale} {source}"
    for locale in ("en", *PROJECT.settings.locales)
    for source in (True, False)
}


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[RenderedPage, ...]:
    folder = build_library(tmp_path_factory.mktemp("site") / "site")
    library, _ = Library.load(PROJECT.settings)
    return load.site(folder, PROJECT, library, date(2026, 11, 22)).pages


def blocking(article: str = SHOWN, locale: str = "", path: str = "x.po") -> Report:
    report = Report("TST001", Severity.ERROR, "wrong", "mend it", Place(path, 1), blocks=True)
    return replace(report, article=article, locale=locale)


def addresses(held: list[Withheld]) -> list[str]:
    return sorted(item.page.address for item in held)


def test_a_fault_in_a_translation_withholds_that_page_in_that_language(
    pages: tuple[RenderedPage, ...],
) -> None:
    assert addresses(withheld(pages, [blocking(locale="fr")])) == ["fr/" + ARTICLE]


def test_a_fault_in_the_source_withholds_the_article_in_all_languages(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking()])
    assert len(held) == 9
    assert all(item.source_too for item in held)


def test_a_fault_in_what_every_page_says_withholds_the_language(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking("overrides/partials/disclaimer.html", "vi")])
    assert len(held) == 9
    assert {item.page.locale for item in held} == {"vi"}


def test_a_fault_on_a_page_that_is_no_article_withholds_that_page(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking("", "", "404.html")])
    assert addresses(held) == ["404.html"]


def test_warnings_withhold_nothing(pages: tuple[RenderedPage, ...]) -> None:
    assert withheld(pages, [replace(blocking(), blocks=False)]) == []


def test_the_source_stands_in_with_a_notice_in_the_readers_language(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking(locale="ar")])
    written = dict(changes(held, pages, NOTICES))
    root = lxml_html.document_fromstring(written["ar/" + ARTICLE])
    assert root.get("lang") == "en"
    (notice,) = root.xpath("//main//*[@class='withheld-notice']")
    assert (notice.get("lang"), notice.get("dir")) == ("ar", "rtl")
    assert notice.text_content() == "withheld ar False"
    assert "What is cryoablation?" in root.text_content()
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://example.org/" + ARTICLE]
    assert root.xpath("//link[@hreflang]") == []
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_links_of_the_stand_in_lead_where_they_led(pages: tuple[RenderedPage, ...]) -> None:
    held = withheld(pages, [blocking(locale="ar")])
    written = dict(changes(held, pages, NOTICES))["ar/" + ARTICLE]
    links = lxml_html.document_fromstring(written).xpath("//a/@href | //link/@href")
    assert "../../../assets/css/site.css" in links
    assert "../../../about/medical-disclaimer/" in links
    assert "#what-is-cryoablation" in links


def test_other_languages_offer_the_withheld_one_no_more(pages: tuple[RenderedPage, ...]) -> None:
    held = withheld(pages, [blocking(locale="ar")])
    written = dict(changes(held, pages, NOTICES))
    assert len(written) == 9
    french = written["fr/" + ARTICLE]
    assert 'rel="alternate" hreflang="ar"' not in french
    assert len(re.findall(r'rel="alternate" hreflang=', french)) == 9
    before = next(p.html for p in pages if p.address == "fr/" + ARTICLE)
    assert without(before, []) == before


def test_a_withheld_source_shows_nothing_of_itself(pages: tuple[RenderedPage, ...]) -> None:
    held = withheld(pages, [blocking()])
    written = dict(changes(held, pages, NOTICES))
    for locale in ("", "hi/"):
        root = lxml_html.document_fromstring(written[locale + ARTICLE])
        (main,) = root.xpath("//main")
        assert main.text_content().strip().endswith(f"withheld {locale.strip('/') or 'en'} True")
        assert len(root.xpath("//h1")) == 1
        assert "cryoprobe" not in root.text_content()


def test_a_withheld_page_leaves_the_sitemap() -> None:
    sitemap = """<urlset><url><loc>https://x/a/</loc>
      <xhtml:link rel="alternate" hreflang="fr" href="https://x/fr/a/"/></url>
    <url><loc>https://x/fr/a/</loc><lastmod>2026</lastmod></url></urlset>"""
    left = without_address(sitemap, ["https://x/fr/a/"])
    assert "fr/a" not in left
    assert "<loc>https://x/a/</loc>" in left
