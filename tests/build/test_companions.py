"""The companions of an article's page: in large print, and beside another language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import html as lxml_html

from polyclinic import config
from polyclinic.adapters.mkdocs import build_site
from polyclinic.build.companions import write
from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import locales
from polyclinic.library import companions
from polyclinic.library.addresses import file_of
from polyclinic.library.library import Library
from small_library import CRYO, change, copied, mkdocs_site, pages

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

CODES = ("en", "fr", "ar")
PAIRS = [(one, other) for one in CODES for other in CODES if one != other]
every_pair = pytest.mark.parametrize(("one", "other"), PAIRS)


@pytest.fixture(scope="module", autouse=True)
def _same_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        yield


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return mkdocs_site(copied(tmp_path_factory.mktemp("library")))


@pytest.fixture(scope="module")
def poisoned(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with another number in the French translation of its article."""
    root = copied(tmp_path_factory.mktemp("poisoned"))
    change(root / "locales/fr/LC_MESSAGES/procedures.po", "chez 66 adultes", "chez 96 adultes")
    return mkdocs_site(root)


def prefix(locale: str) -> str:
    return "" if locale == "en" else f"{locale}/"


def article(site: Path, locale: str) -> HtmlElement:
    return tree(site, prefix(locale) + CRYO)


def beside(site: Path, one: str, other: str) -> HtmlElement:
    return tree(site, f"{prefix(one)}{CRYO}with/{other}/")


def tree(site: Path, address: str) -> HtmlElement:
    return lxml_html.document_fromstring((site / file_of(address)).read_text("utf-8"))


def made(site: Path, article: str = CRYO) -> set[str]:
    """The addresses of an article's companions, in every language."""
    found = {where for where, html in pages(site).items() if companions.is_one(html)}
    return {where for where in found if article in where}


def cards(root: HtmlElement) -> list[str]:
    return [e.get("class") for e in root.find_class("admonition")]


def test_every_language_stands_beside_each_other_one_and_in_large_print(site: Path) -> None:
    pairs = {f"{prefix(one)}{CRYO}with/{other}/" for one, other in PAIRS}
    assert made(site) == pairs | {f"{prefix(code)}{CRYO}large-print/" for code in CODES}


@every_pair
def test_the_article_leads_to_each_pair_by_a_plain_link(site: Path, one: str, other: str) -> None:
    named = "//details[@class='beside']//a[.//*[@lang=$code]]"
    links = article(site, one).xpath(named, code=other)
    assert [link.get("href") for link in links] == [f"with/{other}/"]


@every_pair
def test_each_of_these_pages_leads_to_the_others_of_its_language(
    site: Path, one: str, other: str
) -> None:
    here = f"/{prefix(one)}{CRYO}with/{other}/"
    items = beside(site, one, other).xpath("//li[@data-beside]")
    led = {item.get("data-beside"): urljoin(here, item.find("a").get("href")) for item in items}
    assert led == {code: f"/{prefix(one)}{CRYO}with/{code}/" for code in CODES if code != one}
    (current,) = beside(site, one, other).xpath("//li/a[@aria-current='page'][span]/@href")
    assert urljoin(here, current) == here


@every_pair
def test_each_paragraph_stands_beside_its_translation(site: Path, one: str, other: str) -> None:
    root = beside(site, one, other)
    rows = root.xpath("//main//*[contains(@class, 'sides')]")
    for row in rows:
        sides = row.xpath("./*[@class='side']")
        assert [(s.get("lang"), s.get("dir")) for s in sides] == [
            (code, locales.parse(code).direction) for code in (one, other)
        ]
    for number, code in enumerate((one, other)):
        said = [row.xpath("./*[@class='side']")[number].text_content().strip() for row in rows]
        whole = article(site, code)
        parts = whole.xpath("//*[@class='prose']//h2 | //*[@class='prose']//td | //h1")
        assert {part.text_content().strip() for part in parts} <= set(said)


@every_pair
def test_both_languages_warn_and_there_is_one_disclaimer(site: Path, one: str, other: str) -> None:
    root = beside(site, one, other)
    assert cards(root) == cards(article(site, one))
    (block,) = root.xpath("//*[@data-disclaimer='full']")
    for code in (one, other):
        (theirs,) = article(site, code).xpath("//*[@data-disclaimer='full']")
        for slot in ("emergency", "medicines"):
            (wanted,) = theirs.xpath(".//*[@data-disclaimer-slot=$slot]", slot=slot)
            (shown,) = block.xpath(
                ".//*[@data-disclaimer-slot=$slot]/*[@lang=$code]", slot=slot, code=code
            )
            assert shown.text_content().split() == wanted.text_content().split()
    assert root.xpath("//*[@id=//*[@data-disclaimer='full']/@aria-labelledby]")


def test_no_id_is_used_twice_and_every_link_leads_somewhere(site: Path) -> None:
    for where in sorted(made(site)):
        root = tree(site, where)
        ids = root.xpath("//@id")
        assert len(ids) == len(set(ids)), where
        for link in root.xpath("//a/@href | //link[not(@rel='canonical')]/@href | //script/@src"):
            parts = urlsplit(urljoin(f"/{where}", link))
            if parts.scheme or parts.netloc:
                continue
            assert (site / file_of(unquote(parts.path).lstrip("/"))).is_file(), (where, link)
            if link.startswith("#"):
                assert unquote(parts.fragment) in ids, (where, link)


def test_search_engines_list_none_of_them(site: Path) -> None:
    sitemap = (site / "sitemap.xml").read_text()
    for where in made(site):
        root = tree(site, where)
        assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert root.xpath("//link[@rel='alternate']") == []
        page = where.partition("with/")[0].removesuffix("large-print/")
        assert root.xpath("//link[@rel='canonical']/@href") == [f"https://example.org/{page}"]
        assert where not in sitemap
        assert "data-pagefind-ignore" in root.body.attrib


def test_the_title_of_the_window_names_both_languages_in_the_words_of_the_first(
    site: Path,
) -> None:
    """Words of the second would be read aloud as the first's: no part of a title has a `lang`."""
    title = beside(site, "fr", "en").findtext(".//title")
    assert title == "Cryoablation · Français et anglais · Polyclinic"


def test_a_withheld_translation_has_none_and_nobody_offers_it(poisoned: Path) -> None:
    left = made(poisoned)
    assert left == {
        CRYO + "large-print/", f"ar/{CRYO}large-print/", f"{CRYO}with/ar/", f"ar/{CRYO}with/en/",
    }  # fmt: skip
    for where in {*left, CRYO, f"ar/{CRYO}", f"fr/{CRYO}"}:
        assert not tree(poisoned, where).xpath("//*[@data-beside='fr']"), where
    assert tree(poisoned, f"ar/{CRYO}").xpath("//*[@data-beside='en']")
    assert not tree(poisoned, f"fr/{CRYO}").find_class("page-tools")
    for where in left:
        assert "96 adultes" not in (poisoned / file_of(where)).read_text("utf-8")


def test_a_withdrawn_article_loses_those_of_an_earlier_build(tmp_path: Path) -> None:
    root = copied(tmp_path)
    assert made(mkdocs_site(root))
    withdrawal = "status: withdrawn\nwithdrawn:\n  on: 2026-11-20\n  reason: New facts came up.\n"
    change(root / "docs/procedures/cryoablation.md", "type: procedure\n", withdrawal)
    settings = config.load(root / "mkdocs.yml")
    articles = Library.load(settings)[0].articles
    assert list(write(root / "site", articles, settings, held=[])) == []
    assert made(root / "site") == set()


@pytest.mark.parametrize(
    ("word", "wanted"),
    [("source", {("en", "fr"), ("en", "ar"), ("fr", "en"), ("ar", "en")}), ("none", set())],
)
def test_a_large_library_may_have_fewer_pairs(
    tmp_path: Path, word: str, wanted: set[tuple[str, str]]
) -> None:
    root = copied(tmp_path)
    change(root / "mkdocs.yml", "side_by_side: all", f"side_by_side: {word}")
    left = {where for where in made(mkdocs_site(root)) if "/with/" in where}
    assert left == {f"{prefix(one)}{CRYO}with/{other}/" for one, other in wanted}
    offered = article(root / "site", "ar").xpath("//@data-beside")
    assert offered == [other for one, other in sorted(wanted) if one == "ar"]


def test_any_other_word_is_refused_with_its_place(tmp_path: Path) -> None:
    root = copied(tmp_path)
    change(root / "mkdocs.yml", "side_by_side: all", "side_by_side: some")
    with pytest.raises(PolyclinicError) as problem:
        config.load(root / "mkdocs.yml")
    diagnostic = problem.value.diagnostic
    assert "side_by_side can't be 'some'" in diagnostic.message
    assert "all, source, none" in (diagnostic.help or "")
    assert diagnostic.line


def test_a_page_that_is_there_already_stays_and_is_told(tmp_path: Path) -> None:
    root = copied(tmp_path)
    folder = root / "docs/procedures/cryoablation"
    folder.mkdir()
    (folder / "large-print.md").write_text("---\ntitle: Mine\n---\n\nPlease ask your care team.\n")
    told = [d for d in build_site(root / "mkdocs.yml") if "another there" in d.message]
    assert [(d.path, d.help) for d in told] == [
        ("docs/procedures/cryoablation.md", "give the other file a different name")
    ] * 3
    assert tree(root / "site", f"{CRYO}large-print/").findtext(".//h1") == "Mine"
    assert f"{CRYO}with/ar/" in made(root / "site")


def test_without_folders_for_addresses_they_are_files(tmp_path: Path) -> None:
    root = copied(tmp_path)
    change(root / "mkdocs.yml", "site_name:", "use_directory_urls: false\nsite_name:")
    left = made(mkdocs_site(root))
    bare = CRYO.rstrip("/")
    assert {f"fr/{bare}/with/ar.html", f"{bare}/large-print.html"} <= left
    link = tree(root / "site", f"{bare}.html").xpath("//details[@class='beside']//a/@href")
    assert link == ["cryoablation/with/fr.html", "cryoablation/with/ar.html"]


def test_the_page_says_its_version_in_print_and_in_its_code(site: Path) -> None:
    root = article(site, "ar")
    (code,) = root.find_class("handout-code")
    assert code.get("role") == "img"
    assert code.get("aria-label")
    assert code.xpath(".//*[local-name()='path']")
    other = beside(site, "ar", "en").find_class("handout-address")[0]
    (printed,) = root.find_class("handout-address")
    assert printed.text_content().split() == other.text_content().split()
    assert f"https://example.org/ar/{CRYO}" in printed.text_content()


def test_a_copy_without_an_address_of_its_own_has_no_code(tmp_path: Path) -> None:
    root = copied(tmp_path)
    change(root / "mkdocs.yml", "site_url: https://example.org/\n", "")
    page = article(mkdocs_site(root), "en")
    assert page.find_class("handout-address")
    assert not page.find_class("handout-code")
    assert made(root / "site")
