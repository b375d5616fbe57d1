"""What is withheld, what stands in its place, and that all other pages stay."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from polyclinic.build import withhold
from polyclinic.build.traces import leave_search, retract, without_urls
from polyclinic.build.withhold import Withheld, changes, publish, told, withheld
from polyclinic.check import load
from polyclinic.check.report import Place, Report
from polyclinic.diagnostic import Severity
from polyclinic.i18n.catalog import Catalog, State, Translation
from polyclinic.library.library import Library
from polyclinic.library.project import Project
from polyclinic.library.standin import Reader
from site_fixtures import ARTICLE, EVERY_PAGE, ROOT, TODAY, build_library

if TYPE_CHECKING:
    from pathlib import Path

    from polyclinic.check.subjects import RenderedPage
    from polyclinic.i18n.message import Key

PROJECT = Project.load(ROOT / "mkdocs.yml")
SHOWN = "docs/procedures/cryoablation.md"
WITHHELD = "The translation of this page is withheld."
AR = {
    "The translation of this page is withheld. A safety check found a problem in it. "
    "You see the English page instead.": "حُجبت",
    "Cryoablation": "الاستئصال",
}


def reader(locale: str) -> Reader:
    """A reader whose language has few words; every other stays English, and says so."""
    known: dict[Key, Translation] = {
        (context, msgid): Translation(text, State.TRANSLATED)
        for msgid, text in AR.items()
        for context in (None, "title")
    }
    catalog = Catalog(locale, {"site": known}) if locale == "ar" else Catalog(locale)
    return Reader(locale, "en", None if locale == "en" else catalog)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> tuple[RenderedPage, ...]:
    folder = build_library(tmp_path_factory.mktemp("site") / "site")
    library, _ = Library.load(PROJECT.settings)
    return load.site(folder, PROJECT, library, TODAY).pages


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
    assert len(held) == len(EVERY_PAGE)
    assert {item.page.locale for item in held} == {"vi"}


def test_a_fault_on_a_page_that_is_no_article_withholds_that_page(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking("", "", "404.html")])
    assert addresses(held) == ["404.html"]


def test_warnings_withhold_nothing(pages: tuple[RenderedPage, ...]) -> None:
    assert withheld(pages, [replace(blocking(), blocks=False)]) == []


def written(held: list[Withheld], pages: tuple[RenderedPage, ...]) -> dict[str, str]:
    return dict(changes(held, pages, reader))


def test_the_source_stands_in_with_a_notice_in_the_readers_language(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking(locale="ar")])
    root = lxml_html.document_fromstring(written(held, pages)["ar/" + ARTICLE])
    assert (root.get("lang"), root.get("dir")) == ("en", "ltr")
    (notice,) = root.xpath("//main//*[@class='withheld-notice']")
    assert (notice.get("lang"), notice.get("dir")) == ("ar", "rtl")
    assert notice.findtext("p") == "حُجبت"
    assert "What is cryoablation?" in root.text_content()
    assert root.xpath("//link[@rel='canonical']/@href") == ["https://example.org/" + ARTICLE]
    assert root.xpath("//link[@hreflang]") == []
    assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]


def test_the_notice_leads_home_in_the_readers_language(pages: tuple[RenderedPage, ...]) -> None:
    held = withheld(pages, [blocking(locale="ar")])
    root = lxml_html.document_fromstring(written(held, pages)["ar/" + ARTICLE])
    (link,) = root.xpath("//*[@class='withheld-notice']//a")
    assert (link.get("href"), link.get("hreflang")) == ("../../", "ar")


def test_words_that_are_not_translated_say_their_language(pages: tuple[RenderedPage, ...]) -> None:
    held = withheld(pages, [blocking(locale="uk")])
    root = lxml_html.document_fromstring(written(held, pages)["uk/" + ARTICLE])
    (words,) = root.xpath("//*[@class='withheld-notice']/p[1]/span")
    assert words.text.startswith(WITHHELD)
    assert (words.get("lang"), words.get("dir")) == ("en", "ltr")


def test_links_of_the_stand_in_lead_where_they_led(pages: tuple[RenderedPage, ...]) -> None:
    held = withheld(pages, [blocking(locale="ar")])
    html = written(held, pages)["ar/" + ARTICLE]
    links = lxml_html.document_fromstring(html).xpath("//a/@href | //link/@href")
    assert "../../../assets/css/site.css" in links
    assert "../../../about/medical-disclaimer/" in links
    assert "#what-is-cryoablation" in links


def test_pictures_of_the_stand_in_are_found(pages: tuple[RenderedPage, ...]) -> None:
    source = next(page for page in pages if page.address == ARTICLE)
    images = (
        '<img src="../a%20b.png" srcset="../c.png 1x, d,e.png 2x"><video poster="p.png"></video>'
    )
    pages = tuple(
        replace(p, html=p.html.replace("</main>", f"{images}</main>")) if p is source else p
        for p in pages
    )
    html = written(withheld(pages, [blocking(locale="ar")]), pages)["ar/" + ARTICLE]
    image = lxml_html.document_fromstring(html).xpath("//img")[0]
    assert image.get("src") == "../../../procedures/a%20b.png"
    assert image.get("srcset") == (
        "../../../procedures/c.png 1x, ../../../procedures/cryoablation/d%2Ce.png 2x"
    )
    assert 'poster="../../../procedures/cryoablation/p.png"' in html


def test_other_languages_offer_the_withheld_one_no_more(pages: tuple[RenderedPage, ...]) -> None:
    french = written(withheld(pages, [blocking(locale="ar")]), pages)["fr/" + ARTICLE]
    assert 'rel="alternate" hreflang="ar"' not in french
    assert len(re.findall(r'rel="alternate" hreflang=', french)) == 9


def test_a_link_to_the_stand_in_says_which_language_awaits_its_reader(
    pages: tuple[RenderedPage, ...],
) -> None:
    home = next(page for page in pages if page.address == "ar/")
    text = f'<p>See <a href="{ARTICLE}">it</a>.</p>'
    pages = (*(p for p in pages if p is not home), replace(home, html=home.html + text))
    html = written(withheld(pages, [blocking(locale="ar")]), pages)["ar/"]
    assert f'<a href="{ARTICLE}" hreflang="en">it</a>' in html


def test_a_title_in_a_menu_is_the_sources_for_the_fault_may_be_in_it(
    pages: tuple[RenderedPage, ...],
) -> None:
    home = next(page for page in pages if page.address == "ar/")
    menu = '<nav><a href="procedures/cryoablation/"><b>\n الاستئصال </b></a></nav>'
    pages = (*(p for p in pages if p is not home), replace(home, html=home.html + menu))
    html = written(withheld(pages, [blocking(locale="ar")]), pages)["ar/"]
    assert 'hreflang="en"><b><span lang="en" dir="ltr">Cryoablation</span></b></a></nav>' in html


def test_pages_that_do_not_lead_there_are_not_written(pages: tuple[RenderedPage, ...]) -> None:
    about = "ar/about/accessibility/"
    assert about not in written(withheld(pages, [blocking(locale="ar")]), pages)


@pytest.mark.parametrize("locale", ["", "hi/"])
def test_a_withheld_source_shows_nothing_of_itself(
    pages: tuple[RenderedPage, ...], locale: str
) -> None:
    html = written(withheld(pages, [blocking()]), pages)[locale + ARTICLE]
    root = lxml_html.document_fromstring(html)
    assert (root.get("lang"), root.get("dir")) == (locale.strip("/") or "en", "ltr")
    assert [h.text_content() for h in root.iter("h1")] == ["This page is withheld"]
    assert not re.search("cryo|freez", re.sub(r"(?s)<head>.*</head>", "", html), re.IGNORECASE)
    assert "description" not in html
    assert "In an emergency, call your local emergency number" in root.text_content()
    assert root.xpath("//a/@href") == ["../../"]


def test_the_style_sheets_stay_away_with_a_disclaimer_that_cannot_be_seen(
    pages: tuple[RenderedPage, ...],
) -> None:
    hidden = replace(blocking(), code="DSC002")
    assert "stylesheet" in written(withheld(pages, [blocking()]), pages)[ARTICLE]
    assert "stylesheet" not in written(withheld(pages, [hidden]), pages)[ARTICLE]


def test_a_page_without_a_source_is_emptied_and_not_replaced(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking("", "", "404.html")])
    html = written(held, pages)["404.html"]
    assert "This page is withheld" in html
    assert 'href="/" hreflang="en"' in html


def test_the_unsafe_page_is_gone_before_anything_can_go_wrong(
    pages: tuple[RenderedPage, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / ARTICLE / "index.html"
    file.parent.mkdir(parents=True)
    file.write_text("96 mg")

    def broken(*_: object) -> str:
        raise MemoryError

    monkeypatch.setattr(withhold, "replacement", broken)
    with pytest.raises(MemoryError):
        publish(tmp_path, withheld(pages, [blocking()]), pages, reader)
    assert not file.exists()


def test_where_checks_break_down_no_page_stays(tmp_path: Path) -> None:
    (tmp_path / "fr").mkdir()
    for name in ("index.html", "fr/index.html", "site.css", "search_index.json"):
        (tmp_path / name).write_text("{}")
    with pytest.raises(MemoryError), withhold.or_retract(tmp_path):
        raise MemoryError
    assert [file.name for file in tmp_path.rglob("*.*")] == ["site.css"]
    retract(tmp_path)


def test_a_withheld_page_leaves_the_sitemap() -> None:
    sitemap = """<urlset><url><loc>https://x/a/</loc>
      <xhtml:link rel="alternate" hreflang="fr" href="https://x/fr/a/"/></url>
    <url><loc>https://x/fr/a/</loc><lastmod>2026</lastmod></url></urlset>"""
    left = without_urls(sitemap, ["https://x/fr/a/"])
    assert "fr/a" not in left
    assert "<loc>https://x/a/</loc>" in left


def test_a_withheld_page_leaves_the_search(tmp_path: Path) -> None:
    index = tmp_path / "search/search_index.json"
    index.parent.mkdir()
    docs = [{"location": where, "text": where} for where in ("", "fr/a/", "fr/a/#dose", "fr/ab/")]
    index.write_text(json.dumps({"config": {"lang": ["en"]}, "docs": docs, "index": {"a": 1}}))
    leave_search(tmp_path, ["fr/a/"])
    left = json.loads(index.read_text())
    assert [doc["location"] for doc in left["docs"]] == ["", "fr/ab/"]
    assert left.keys() == {"config", "docs"}


@pytest.mark.parametrize("location", ["", "./", "index.html", ".#top"])
def test_the_home_page_is_known_in_the_search_by_each_of_its_names(
    tmp_path: Path, location: str
) -> None:
    index = tmp_path / "search_index.json"
    index.write_text(json.dumps({"docs": [{"location": location}, {"location": "a/"}]}))
    leave_search(tmp_path, [""])
    assert json.loads(index.read_text())["docs"] == [{"location": "a/"}]


def test_a_search_index_that_cannot_be_read_goes(tmp_path: Path) -> None:
    (tmp_path / "search_index.json").write_text("{")
    leave_search(tmp_path, ["a/"])
    assert list(tmp_path.iterdir()) == []


def test_the_report_names_pages_codes_and_the_first_finding(
    pages: tuple[RenderedPage, ...],
) -> None:
    faults = [blocking(locale="fr", path="fr.po"), blocking(locale="ar", path="ar.po")]
    (text,) = told(withheld(pages, faults))
    assert text == (f"{SHOWN} in fr, ar: TST001\n  fr.po:1: wrong (and 1 more)\n  help: mend it")


def test_a_translation_does_not_name_a_withheld_page_as_its_source(
    pages: tuple[RenderedPage, ...],
) -> None:
    held = withheld(pages, [blocking(article="", locale="en", path=ARTICLE)])
    assert addresses(held) == [ARTICLE]
    anew = dict(changes(held, pages, reader))
    data = re.search(r'ld\+json">(.*?)</script>', anew["fr/" + ARTICLE])
    assert data
    assert "translationOfWork" not in data[1]
    assert json.loads(data[1])["inLanguage"] == "fr"
    assert 'content="en_US"' not in anew["fr/" + ARTICLE]
    assert 'content="en_US"' in next(p.html for p in pages if p.address == "fr/about/")
