"""The pages for contributors: a page for each rule, in English alone."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from lxml import html as lxml_html

from polyclinic.check import handbook, rule_pages
from polyclinic.check.inspect import inspect
from polyclinic.check.rules import RULES
from polyclinic.config import load
from polyclinic.library.project import Project
from site_fixtures import ROOT, TODAY

if TYPE_CHECKING:
    from pathlib import Path

SETTINGS = load(ROOT / "mkdocs.yml")


def page(library: Path, address: str) -> lxml_html.HtmlElement:
    return lxml_html.parse(str(library / address / "index.html")).getroot()


def test_every_code_has_a_page_where_sarif_says(library: Path) -> None:
    for topic in handbook.TOPICS:
        url = rule_pages.url(SETTINGS, topic.code)
        root = page(library, url.removeprefix(SETTINGS.site_url))
        assert root.xpath("string(//h1)") == f"{topic.code}: {topic.title}"
        assert root.xpath("//link[@rel='canonical']/@href") == [url]


def test_a_rules_page_shows_its_example_and_its_remedy(library: Path) -> None:
    root = page(library, "contributors/rules/TRN001/")
    assert [h.text_content() for h in root.xpath("//main//h2")] == ["Fires", "Does not"]
    assert 'msgstr "Prenez 25 ml."' in root.xpath("string(//pre)")
    assert "Remedy: write each number" in root.xpath("string(//main)")


def test_the_pages_are_in_english_and_offer_no_other_language(library: Path) -> None:
    for path in sorted((library / "contributors").rglob("*.html")):
        root = lxml_html.parse(str(path)).getroot()
        assert root.get("lang") == "en"
        assert {e.get("hreflang") for e in root.xpath("//*[@hreflang]")} == {"en", "x-default"}
        assert not root.xpath("//details[@class='languages']")


def test_the_other_languages_have_no_such_pages(library: Path) -> None:
    found = {path.parent for path in library.rglob("contributors")}
    assert found == {library}


def test_the_sitemap_lists_each_page_one_time(library: Path) -> None:
    sitemap = (library / "sitemap.xml").read_text(encoding="utf-8")
    found = re.findall(r"<loc>https://example\.org/(contributors/[^<]*)</loc>", sitemap)
    assert len(found) == len(set(found)) == len(handbook.pages())


@pytest.mark.parametrize("address", ["", "about/", "procedures/cryoablation/"])
def test_english_pages_lead_there_and_others_do_not(library: Path, address: str) -> None:
    root = page(library, address)
    up = "../" * address.count("/")
    assert root.xpath("//footer//a[.='For contributors']/@href") == [f"{up}contributors/"]
    assert not page(library, f"fr/{address}").xpath("//a[contains(@href, 'contributors')]")


def test_the_index_leads_to_every_rule(library: Path) -> None:
    links = page(library, "contributors/rules/").xpath("//main//a/@href")
    assert {f"{rule.code}/" for rule in RULES} < set(links)


def test_the_pages_pass_the_checks_of_the_site(library: Path) -> None:
    project = Project(SETTINGS)
    found = inspect(project, RULES, SETTINGS.locales, TODAY, folder=library)
    assert [r.message for r in found.reports if r.place.path.startswith("contributors/")] == []
    assert sum(p.address.startswith("contributors/") for p in found.pages) == len(handbook.pages())
