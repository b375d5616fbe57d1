"""Every page of the library, in every language."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from urllib.parse import urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from polyclinic import config
from polyclinic.i18n import locales
from polyclinic.library import companions
from site_fixtures import ARTICLE, EVERY_PAGE, ROOT, build_library

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = config.load(ROOT / "mkdocs.yml")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)

every_locale = pytest.mark.parametrize("locale", LOCALES)
every_page = pytest.mark.parametrize("page", EVERY_PAGE, ids=lambda p: p or "home")


INLINE = "//script[not(@src) and not(@type='application/ld+json')]"


def prefix(locale: str) -> str:
    return "" if locale == SETTINGS.source_locale else f"{locale}/"


def tree(library: Path, locale: str, page: str) -> lxml_html.HtmlElement:
    text = (library / prefix(locale) / page / "index.html").read_text(encoding="utf-8")
    return lxml_html.document_fromstring(text)


def test_there_are_nine_languages_of_each_page_and_no_other_page(library: Path) -> None:
    # Companions of articles have tests of their own.
    files = (p for p in library.rglob("index.html") if not companions.is_one(p.read_text("utf-8")))
    found = {p.parent.relative_to(library).as_posix() for p in files}
    expected = {
        (prefix(locale) + page).rstrip("/") or "." for locale in LOCALES for page in EVERY_PAGE
    }
    assert len(LOCALES) == 9
    # The pages of the rules are in English alone; they have tests of their own.
    assert {page for page in found if not page.startswith("contributors")} == expected


@every_locale
@every_page
def test_a_page_says_its_language_and_direction(library: Path, locale: str, page: str) -> None:
    root = tree(library, locale, page)
    assert root.get("lang") == locale
    assert root.get("dir") == locales.parse(locale).direction


@every_locale
@every_page
def test_a_page_has_one_title_one_main_and_the_short_disclaimer(
    library: Path, locale: str, page: str
) -> None:
    root = tree(library, locale, page)
    assert len(root.xpath("//h1")) == 1
    assert len(root.xpath("//main")) == 1
    assert root.xpath("//main//*[@data-disclaimer]")


@every_locale
@every_page
def test_nothing_is_left_in_english(library: Path, locale: str, page: str) -> None:
    """Names of publishers and of their texts are theirs; all else is in the page's language."""
    if locale == "en":
        pytest.skip("the source")
    marked = tree(library, locale, page).xpath("//main//*[@lang='en'] | //nav//*[@lang='en']")
    inside = [e for e in marked if not e.xpath("ancestor-or-self::*[contains(@class, 'sources')]")]
    left = [
        e.text_content().strip() for e in inside if not e.xpath("ancestor-or-self::a[@hreflang]")
    ]
    assert [text for text in left if text != "English"] == []


@every_locale
@every_page
def test_every_link_leads_somewhere(library: Path, locale: str, page: str) -> None:
    address = "/" + prefix(locale) + page
    for element, _, link, _ in tree(library, locale, page).iterlinks():
        if urlsplit(link).scheme or element.tag == "form":
            continue
        target = urlsplit(urljoin(address, link))
        file = library / target.path.lstrip("/")
        file = file / "index.html" if target.path.endswith("/") else file
        assert file.is_file(), f"{address} -> {link}"
        if target.fragment:
            ids = lxml_html.parse(str(file)).xpath("//@id")
            assert target.fragment in ids, f"{address} -> {link}"


@every_locale
@every_page
def test_ids_are_unique(library: Path, locale: str, page: str) -> None:
    ids = tree(library, locale, page).xpath("//@id")
    assert len(ids) == len(set(ids))


@every_locale
def test_the_same_sections_stand_in_every_language(library: Path, locale: str) -> None:
    sections = "//div[contains(@class, 'prose')]//h2/@id"
    assert tree(library, locale, ARTICLE).xpath(sections) == tree(library, "en", ARTICLE).xpath(
        sections
    )


@every_locale
@every_page
def test_the_languages_are_offered_by_their_own_names(
    library: Path, locale: str, page: str
) -> None:
    root = tree(library, locale, page)
    links = {e.get("hreflang"): e for e in root.xpath("//a[@hreflang and @lang=@hreflang]")}
    assert set(links) == set(LOCALES)
    for other, link in links.items():
        facts = locales.parse(other)
        assert link.text_content().strip().startswith(facts.native_name)
        assert link.get("dir") == facts.direction
        address = urljoin("/" + prefix(locale) + page, link.get("href"))
        assert address == "/" + prefix(other) + page


@every_locale
@every_page
def test_search_engines_are_told_of_every_language(library: Path, locale: str, page: str) -> None:
    root = tree(library, locale, page)
    found = {
        e.get("hreflang"): e.get("href") for e in root.xpath("//link[@rel='alternate'][@hreflang]")
    }
    expected = {other: SETTINGS.site_url + prefix(other) + page for other in LOCALES}
    assert found == expected | {"x-default": SETTINGS.site_url + page}
    assert root.xpath("//link[@rel='canonical']/@href") == [expected[locale]]


@every_locale
def test_an_article_has_the_parts_a_reader_needs(library: Path, locale: str) -> None:
    root = tree(library, locale, ARTICLE)
    for part in (
        "//nav[contains(@class, 'breadcrumb')]",
        "//*[contains(@class, 'page-summary')]",
        "//time[@datetime='2027-05-31']",
        "//*[@id='page-disclaimer'][@data-disclaimer='full']",
        "//*[@id='page-sources']",
        "//address",
        "//div[contains(@class, 'admonition emergency')]",
        "//div[contains(@class, 'admonition urgent')]",
        "//div[contains(@class, 'admonition routine')]",
    ):
        assert root.xpath(part), part
    slots = {"education", "substitute", "relationship", "delay", "emergency", "medicines"}
    assert slots < set(root.xpath("//@data-disclaimer-slot"))


@every_locale
def test_urgency_is_said_in_words(library: Path, locale: str) -> None:
    cards = tree(library, locale, ARTICLE).xpath("//span[@class='card-level']")
    words = [card.text_content().strip() for card in cards]
    assert len(set(words)) == 4
    assert all(words)
    if locale != "en":
        assert "Emergency" not in words


@every_locale
def test_a_translation_says_so_and_links_to_the_source(library: Path, locale: str) -> None:
    root = tree(library, locale, ARTICLE)
    notice = root.xpath("//*[@class='translation-notice']//a[@hreflang='en']/@href")
    assert notice == ([] if locale == "en" else ["../../../" + ARTICLE])


@every_locale
def test_quantities_are_shown_in_the_readers_way(library: Path, locale: str) -> None:
    root = tree(library, locale, ARTICLE)
    quantities = [q.text_content() for q in root.xpath("//bdi[@class='quantity']")]
    source = tree(library, "en", ARTICLE).xpath("//bdi[@class='quantity']")
    assert len(quantities) == len(source)
    for unseen in root.xpath("//template | //script"):  # places for scripts to fill, and data
        unseen.drop_tree()
    assert "{" not in root.find("body").text_content().replace("{{", "")
    assert all(re.search(r"\d", q) for q in quantities)


@every_locale
def test_each_cell_says_its_column_in_the_language_of_the_page(library: Path, locale: str) -> None:
    table = tree(library, locale, ARTICLE).xpath("//table")[0]
    heads = [head.text_content() for head in table.xpath("./thead//th")]
    rows = [[cell.get("data-label") for cell in row] for row in table.xpath("./tbody/tr")]
    assert len(heads) == 2
    assert rows == [heads] * len(rows)


@every_locale
@every_page
def test_links_inside_the_site_know_their_address_for_paper(
    library: Path, locale: str, page: str
) -> None:
    base = SETTINGS.site_url + prefix(locale) + page
    # A term of the glossary is plain text on paper.
    prose = "//div[contains(@class, 'prose')]//a[starts-with(@href, '.')][not(@class='term')]"
    for link in tree(library, locale, page).xpath(prose):
        assert link.get("data-address") == urljoin(base, link.get("href"))


@every_locale
def test_no_page_asks_another_server_for_anything(library: Path, locale: str) -> None:
    root = tree(library, locale, ARTICLE)
    asked = root.xpath("//@src | //link[@rel='stylesheet']/@href | //script/@src")
    assert [address for address in asked if urlsplit(address).scheme] == []
    assert root.xpath(f"{INLINE} | //style | //@style") == []


def test_the_page_for_wrong_addresses_greets_in_every_language(library: Path) -> None:
    root = lxml_html.parse(str(library / "404.html")).getroot()
    greetings = {e.get("lang"): e for e in root.xpath("//ul[@class='greetings']/li")}
    assert set(greetings) == set(LOCALES)
    for locale, greeting in greetings.items():
        assert greeting.xpath(".//a/@href")[0].rstrip("./") == "/" + prefix(locale).rstrip("/") or (
            locale == "en"
        )
        assert greeting.xpath(".//p"), locale


def test_the_same_commit_and_day_give_the_same_bytes(
    library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONHASHSEED", "7")
    again = build_library(tmp_path / "again")
    pages = sorted(p.relative_to(library) for p in library.rglob("*.html"))
    for page in pages:
        assert (again / page).read_bytes() == (library / page).read_bytes(), page
