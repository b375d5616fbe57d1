"""Citations of the library as published: every number leads to its source, and back."""

from __future__ import annotations

import json
from collections import Counter
from typing import TYPE_CHECKING, Any

import pytest
from lxml import html as lxml_html

from polyclinic import config
from polyclinic.library.article import read
from site_fixtures import ARTICLE, ROOT

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = config.load(ROOT / "mkdocs.yml")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)
every_locale = pytest.mark.parametrize("locale", LOCALES)
# Beside the page itself: in large print, and with each other language, which stands second.
COMPANIONS = ("", "large-print/", *(f"with/{locale}/" for locale in LOCALES))
CITATIONS = "//*[contains(@class, 'prose')]//sup[@class='citation']/a"
ENTRIES = "//ol[@class='cited']/li"
WAYS_BACK = ".//*[starts-with(@class, 'source-back')]//a"
DIGITS = str.maketrans("०१२३४५६७८९٠١٢٣٤٥٦٧٨٩", "01234567890123456789")


def page(library: Path, locale: str, rest: str = "") -> Any:
    folder = library if locale == SETTINGS.source_locale else library / locale
    return lxml_html.parse(str(folder / ARTICLE / rest / "index.html")).getroot()


def words(element: Any) -> str:
    return " ".join(element.text_content().split())


def numbers(root: Any) -> list[tuple[str, str]]:
    """The source and the number of each citation in the text, in order."""
    links = root.xpath(CITATIONS)
    return [(link.get("href").split("--")[1], words(link).translate(DIGITS)) for link in links]


def listed(root: Any) -> list[tuple[str, str]]:
    """The same of the list of sources."""
    entries = root.xpath(ENTRIES)
    return [
        (
            e.get("id").split("--")[1],
            words(e.xpath(".//*[@class='source-number']")[0]).translate(DIGITS),
        )
        for e in entries
    ]


@every_locale
def test_numbers_are_those_of_the_english_page(library: Path, locale: str) -> None:
    english, root = page(library, "en"), page(library, locale)
    assert len(numbers(english)) > 10
    assert Counter(numbers(root)) == Counter(numbers(english))
    assert listed(root) == listed(english)
    assert [number for _, number in listed(root)] == [
        f"[{n}]" for n in range(1, len(listed(root)) + 1)
    ]


@every_locale
def test_each_link_in_each_companion_finds_its_place(library: Path, locale: str) -> None:
    for rest in COMPANIONS:
        if rest == f"with/{locale}/":
            continue
        root = page(library, locale, rest)
        ids = Counter(element.get("id") for element in root.iter() if element.get("id"))
        assert [name for name, times in ids.items() if times > 1] == [], rest
        links = root.xpath(f"{CITATIONS} | {WAYS_BACK}")
        assert links
        assert [e.get("href") for e in links if e.get("href").removeprefix("#") not in ids] == []


@every_locale
def test_a_way_back_leads_to_a_citation_of_its_own_source(library: Path, locale: str) -> None:
    root = page(library, locale)
    places = {link.get("id"): link.get("href") for link in root.xpath(CITATIONS)}
    back = [
        (f"#{entry.get('id')}", link.get("href").removeprefix("#"))
        for entry in root.xpath(ENTRIES)
        for link in entry.xpath(WAYS_BACK)
    ]
    assert sorted(place for _, place in back) == sorted(places)
    assert [(source, place) for source, place in back if places[place] != source] == []


@every_locale
def test_no_two_ways_back_have_one_name(library: Path, locale: str) -> None:
    for rest in ("", "large-print/", "with/en/" if locale == "ar" else "with/ar/"):
        names = Counter(words(link) for link in page(library, locale, rest).xpath(WAYS_BACK))
        assert names
        assert [name for name, times in names.items() if times > 1] == []


@every_locale
def test_no_mark_stands_in_what_others_show_of_the_page(library: Path, locale: str) -> None:
    root = page(library, locale)
    shown = [
        *(e.get("content", "") for e in root.xpath("//meta[@name or @property]")),
        words(root.xpath("//title")[0]),
        *(words(e) for e in root.xpath("//*[@class='contents']//a | //h1 | //h2 | //h3")),
        *(e.get("data-label", "") for e in root.xpath("//*[@data-label]")),
    ]
    assert len(shown) > 20
    assert [text for text in shown if "[" in text] == []


@every_locale
def test_the_data_for_search_engines_list_all_sources_without_their_numbers(
    library: Path, locale: str
) -> None:
    text = (ROOT / "docs/procedures/cryoablation.md").read_text("utf-8")
    article, _ = read(text, "procedures/cryoablation.md", "cryoablation.md", health=True)
    (data,) = page(library, locale).xpath("//script[@type='application/ld+json']")
    assert "[" not in "".join(one["name"] for one in json.loads(data.text)["citation"])
    assert sorted(one["name"] for one in json.loads(data.text)["citation"]) == sorted(
        source.title for source in article.sources
    )


@every_locale
def test_pages_that_cite_nothing_have_no_numbers(library: Path, locale: str) -> None:
    folder = library if locale == SETTINGS.source_locale else library / locale
    for name in ("about", "glossary", "topics/cancer", "a-z"):
        html = (folder / name / "index.html").read_text("utf-8")
        assert "cite--" not in html
        assert "source--" not in html
