"""What every page of the library tells search engines and previews of links."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any
from urllib.parse import unquote, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from polyclinic import config
from polyclinic.library.addresses import file_of
from site_fixtures import ARTICLE, ARTICLES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = config.load(ROOT / "mkdocs.yml")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)
every_locale = pytest.mark.parametrize("locale", LOCALES)


class Head(HTMLParser):
    """The links, properties and data of a page, read by another parser than the build's."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.links: list[dict[str, str]] = []
        self.said: list[tuple[str, str]] = []
        self.data: list[Any] = []
        self._in_data = False
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        if tag == "link":
            self.links.append(found)
        if tag == "meta":
            name = found.get("property") or found.get("name") or ""
            self.said.append((name, found.get("content", "")))
        self._in_data = tag == "script" and found.get("type") == "application/ld+json"

    def handle_endtag(self, tag: str) -> None:
        del tag
        self._in_data = False

    def handle_data(self, data: str) -> None:
        if self._in_data:
            self.data.append(json.loads(data))

    def of(self, rel: str) -> list[dict[str, str]]:
        return [link for link in self.links if link.get("rel") == rel]


@pytest.fixture(scope="module")
def heads(library: Path) -> dict[str, Head]:
    """Each page that has a canonical address, by that address."""
    found = {}
    for file in sorted(library.rglob("*.html")):
        head = Head(file.read_text(encoding="utf-8"))
        canonical = head.of("canonical")
        if canonical and ("robots", "noindex") not in head.said:
            assert len(canonical) == 1, file
            found[canonical[0]["href"]] = head
    assert len(found) > len(LOCALES) * 9
    return found


def article(locale: str, page: str = ARTICLE) -> str:
    return SETTINGS.site_url + ("" if locale == "en" else f"{locale}/") + page


def test_a_canonical_address_is_that_of_its_page(heads: dict[str, Head], library: Path) -> None:
    for address, head in heads.items():
        file = library / file_of(unquote(address.removeprefix(SETTINGS.site_url)))
        assert Head(file.read_text(encoding="utf-8")).of("canonical") == head.of("canonical")


def test_each_version_of_a_page_names_all_the_others(heads: dict[str, Head]) -> None:
    named = {
        address: {link["hreflang"]: link["href"] for link in head.of("alternate")}
        for address, head in heads.items()
    }
    for address, versions in named.items():
        assert address in versions.values()
        assert versions["x-default"] == versions[SETTINGS.source_locale]
        for there in versions.values():
            assert urlsplit(there).netloc
            assert named[there] == versions, (address, there)


def test_no_language_is_named_twice(heads: dict[str, Head]) -> None:
    for address, head in heads.items():
        codes = Counter(link["hreflang"] for link in head.of("alternate"))
        assert set(codes.values()) == {1}, address


def test_the_sitemap_has_the_pages_and_their_versions(
    heads: dict[str, Head], library: Path
) -> None:
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9"}
    root = etree.parse(str(library / "sitemap.xml")).getroot()
    listed = {}
    for url in root.iterfind("s:url", names):
        links = url.iterfind("{http://www.w3.org/1999/xhtml}link")
        listed[url.findtext("s:loc", "", names)] = {
            str(link.get("hreflang")): str(link.get("href")) for link in links
        }
    assert set(listed) == set(heads)
    for address, versions in listed.items():
        pages = {link["hreflang"]: link["href"] for link in heads[address].of("alternate")}
        assert versions == {code: url for code, url in pages.items() if code != "x-default"}


@every_locale
def test_a_preview_says_what_the_page_says(
    heads: dict[str, Head], library: Path, locale: str
) -> None:
    address = article(locale)
    head, said = heads[address], dict(heads[address].said)
    path = file_of(address.removeprefix(SETTINGS.site_url))
    root = lxml_html.parse(str(library / path)).getroot()
    assert said["og:title"] == root.xpath("//h1")[0].text_content().strip()
    summary = root.xpath("//main//*[@class='page-summary']")[0].text_content().strip()
    assert said["og:description"] == said["description"] == summary
    assert (said["og:type"], said["og:url"]) == ("article", address)
    assert said["og:site_name"] == SETTINGS.site_name
    assert said["og:locale"].partition("_")[0] == locale.partition("-")[0]
    others = [value for name, value in head.said if name == "og:locale:alternate"]
    assert len(set(others) - {said["og:locale"]}) == len(LOCALES) - 1


@every_locale
def test_an_articles_data_say_what_the_page_says(
    heads: dict[str, Head], library: Path, locale: str
) -> None:
    address = article(locale)
    (data,) = heads[address].data
    path = file_of(address.removeprefix(SETTINGS.site_url))
    root = lxml_html.parse(str(library / path)).getroot()
    text = " ".join(root.find("body").text_content().split())
    assert (data["@id"], data["inLanguage"]) == (address, locale)
    assert data["name"] == root.xpath("//h1")[0].text_content().strip()
    assert data["about"]["code"][0]["codeValue"] == "D003452"
    for words in (
        data["description"],
        *data["about"]["alternateName"],
        *(source["name"] for source in data["citation"]),
    ):
        assert words in text
    assert "lastReviewed" not in data  # nobody has reviewed it, and the page says so
    if locale == SETTINGS.source_locale:
        assert "translationOfWork" not in data
    else:
        assert data["translationOfWork"]["@id"] == article("en")
        assert data["dateModified"] in root.xpath("//time/@datetime")


def test_only_articles_have_data(heads: dict[str, Head]) -> None:
    assert {address for address, head in heads.items() if head.data} == {
        article(locale, page) for locale in LOCALES for page in ARTICLES
    }
