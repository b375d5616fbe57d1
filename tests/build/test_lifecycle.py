"""Articles that are withdrawn or have moved, on the built site."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin

import pytest
from lxml import html as lxml_html

from polyclinic.adapters.mkdocs import build_site
from polyclinic.diagnostic import Severity
from small_library import LOCALES, change, copied, mkdocs_site, pages, translate, withheld

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from lxml.html import HtmlElement

ARTICLE = """\
---
title: Zebrafishing
summary: Zebrasummary of a treatment.
type: procedure
also_called: [Zebrasynonym]
sources:
  - title: Zebrasource
    publisher: A journal
    url: https://medlineplus.gov/zebrasource
review:
  status: unreviewed
  next_review: 2027-05-31
---

## Zebraheading

Zebrawords. See [help](#zebraheading).
"""
PAGE = "---\ntitle: Zebra\n---\n\n## Zebraheading\n\nPlease ask your care team.\n"
SHOWN = "docs/wildlife/zebra.md"
WITHDRAWN = """\
status: withdrawn
withdrawn:
  on: 2026-11-20
  reason: New facts came up.
  see: procedures/cryoablation.md
"""
MOVED = "moved_from:\n  - old/zebra.md\n  - animals/striped.html\n  - /stripes/\n"
WHERE = "wildlife/zebra/"


@pytest.fixture(scope="module", autouse=True)
def _same_day() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("NO_MKDOCS_2_WARNING", "1")
        patch.setenv("SOURCE_DATE_EPOCH", "1795305600")
        yield


def library(root: Path, article: str) -> Path:
    """The library with one more article, in the menu and in French."""
    copied(root)
    (root / "docs/wildlife").mkdir()
    (root / SHOWN).write_text(article)
    menu = "  - Wildlife:\n      - Zebramenu: wildlife/zebra.md\n"
    change(root / "mkdocs.yml", "  - About:", f"{menu}  - About:")
    change(root / "mkdocs.yml", "plugins:\n", "plugins:\n  - search\n")
    catalog = root / "locales/fr/LC_MESSAGES/wildlife.po"
    catalog.write_text('msgid ""\nmsgstr "Content-Type: text/plain; charset=UTF-8\\n"\n')
    translate(catalog, "New facts came up.", "De nouveaux faits sont connus.", SHOWN)
    for locale in set(LOCALES) - {"", "fr/"}:
        other = root / f"locales/{locale}LC_MESSAGES/wildlife.po"
        other.write_text(catalog.read_text().replace("De nouveaux faits sont connus.", ""))
    return root


def withdrawn(root: Path, settings: str = WITHDRAWN, *faults: tuple[str, str]) -> Path:
    """The library with its article withdrawn, a wrong dose in its translation, and with faults."""
    library(root, ARTICLE)
    catalog = root / "locales/fr/LC_MESSAGES/wildlife.po"
    translate(catalog, "Zebrawords. See [help](1).", "Zebrawords, voir [aide](1).", SHOWN)
    translate(catalog, "Zebrasummary of a treatment.", "Zebra 96 mg", SHOWN)
    for fault in faults:
        change(root / SHOWN, *fault)
    change(root / SHOWN, "type: procedure\n", f"type: procedure\n{settings}")
    return root


def moved(root: Path) -> Path:
    """The library with a page that was elsewhere."""
    return library(root, PAGE.replace("title: Zebra\n", f"title: Zebra\n{MOVED}"))


@pytest.fixture(scope="module")
def gone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a withdrawn article, as MkDocs makes it."""
    return mkdocs_site(withdrawn(tmp_path_factory.mktemp("gone")))


@pytest.fixture(scope="module")
def elsewhere(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site with a page that has moved, as MkDocs makes it."""
    return mkdocs_site(moved(tmp_path_factory.mktemp("moved")))


def tree(site: Path, address: str) -> HtmlElement:
    return lxml_html.document_fromstring(pages(site)[address])


def found(root: Path, *, strict: bool = False) -> list[str]:
    """What `polyclinic build` tells, apart from notes."""
    told = build_site(root / "mkdocs.yml", strict=strict)
    return [str(d).split("\n", maxsplit=1)[0] for d in told if d.severity is not Severity.INFO]


def words_left(site: Path) -> list[str]:
    """The files in which a word of the withdrawn article is left."""
    return [
        file.relative_to(site).as_posix()
        for file in sorted(site.rglob("*"))
        if file.is_file() and re.search(rb"Zebra|zebra(?!/)", file.read_bytes())
    ]


def test_the_article_is_there_before_it_is_withdrawn(tmp_path: Path) -> None:
    left = words_left(mkdocs_site(library(tmp_path, PAGE)))
    assert {locale + WHERE + "index.html" for locale in LOCALES} <= set(left)
    assert "search/search_index.json" in left


def test_no_word_of_a_withdrawn_article_is_left_in_any_file(gone: Path) -> None:
    assert words_left(gone) == []
    index = json.loads((gone / "search/search_index.json").read_text())
    assert index["docs"]
    assert not [doc for doc in index["docs"] if WHERE in doc["location"]]


@pytest.mark.parametrize("locale", LOCALES)
def test_the_page_says_in_each_language_that_the_article_was_withdrawn(
    gone: Path, locale: str
) -> None:
    root = tree(gone, locale + WHERE)
    title = {
        "": "This article was withdrawn",
        "ar/": "سُحب هذا المقال",
        "fr/": "Cet article a été retiré",
    }
    (heading,) = root.iter("h1")
    assert heading.text == title[locale]
    assert heading.get("lang") is None
    assert root.xpath("//*[@class='withdrawn-notice']//time/@datetime") == ["2026-11-20"]
    links = root.xpath("//*[@class='withdrawn-notice']//a/@href")
    assert links == ["../../procedures/cryoablation/", "../../"]
    assert len(root.xpath("//*[@data-disclaimer='short']")) == 1


def test_the_reason_is_translated(gone: Path) -> None:
    french = tree(gone, "fr/" + WHERE).text_content()
    assert "Raison\u00a0: De nouveaux faits sont connus." in french


def test_search_engines_find_it_nowhere(gone: Path) -> None:
    assert WHERE not in (gone / "sitemap.xml").read_text()
    for locale in LOCALES:
        root = tree(gone, locale + WHERE)
        assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert root.xpath("//link[@hreflang]") == []
        assert (
            root.xpath("//meta[@name='description'] | //script[@type='application/ld+json']") == []
        )


def test_the_menu_offers_it_no_more(gone: Path) -> None:
    for where, html in pages(gone).items():
        if not where.endswith(WHERE):
            assert "zebra" not in html.lower(), where


def test_a_withdrawal_alone_is_no_failure_of_a_strict_build(tmp_path: Path) -> None:
    assert found(withdrawn(tmp_path), strict=True) == []
    assert (tmp_path / "site" / WHERE / "index.html").is_file()


FAULTS = (
    ("sources:\n  - title: Zebrasource\n", "zebra:\n  - title: 5\n"),  # no sources
    ("2027-05-31", "2020-01-31"),  # an overdue review
    ("(#zebraheading)", "(#nowhere) [b](nowhere/)"),  # dead links
    ("Zebrawords", "Take 5.0 mg {5 qq}"),  # wrong doses
    ("## Zebraheading", "#### <b [x](y *{ # <script>"),  # broken Markdown
    ("####", "<!-- check: ignore ART004 -->\n####"),  # a check that is ignored for no reason
)


def test_it_is_withdrawn_whatever_is_wrong_with_it(tmp_path: Path) -> None:
    root = withdrawn(tmp_path, "status: withdrawn\n", *FAULTS)
    assert found(root, strict=True) == []
    assert withheld(root / "site") == set()
    assert words_left(root / "site") == []


def test_it_is_withdrawn_with_a_broken_front_matter_while_other_pages_are_withheld(
    tmp_path: Path,
) -> None:
    root = withdrawn(tmp_path, WITHDRAWN, ("title: Zebrafishing", "title: [Zebrafishing"))
    change(root / "docs/about/contact.md", "(accessibility.md)", "(accessibility.md#nowhere)")
    (told,) = (line for line in found(root) if line.startswith(SHOWN))
    assert "not valid YAML" in told
    assert withheld(root / "site") == {locale + "about/contact/" for locale in LOCALES}
    assert words_left(root / "site") == []


@pytest.mark.parametrize("encoding", ["latin-1", "utf-16"])
def test_it_is_withdrawn_though_its_file_is_no_utf_8(tmp_path: Path, encoding: str) -> None:
    root = withdrawn(tmp_path, WITHDRAWN, ("Zebrawords", "Zébrawords"))
    (root / SHOWN).write_bytes((root / SHOWN).read_text().encode(encoding))
    (told,) = found(root)
    assert re.match(r"docs/wildlife/zebra.md:\d+:\d+: is not UTF-8 text", told)
    assert words_left(root / "site") == []
    assert leads_home(root / "site", "fr/" + WHERE)


def test_a_file_that_is_no_text_is_withheld_in_every_language(tmp_path: Path) -> None:
    root = library(tmp_path, PAGE)
    (root / SHOWN).write_bytes((root / SHOWN).read_bytes().replace(b"Please", b"Pl\xe9ase"))
    change(root / "docs/about/contact.md", "(accessibility.md)", "(../wildlife/zebra.md)")
    assert found(root) == [f"{SHOWN}:7:3: is not UTF-8 text: here is the byte E9"]
    for locale in LOCALES:
        page = tree(root / "site", locale + WHERE)
        assert page.xpath("//*[@class='withdrawn-notice']//a")
        assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert "n’est pas affichée" in pages(root / "site")["fr/" + WHERE]
    assert WHERE not in (root / "site/sitemap.xml").read_text()
    assert "zebra" not in pages(root / "site")["about/"]
    assert leads_home(root / "site", "fr/" + WHERE)


def leads_home(site: Path, where: str) -> bool:
    return "../../" in tree(site, where).xpath("//*[@class='withdrawn-notice']//a/@href")


def test_it_is_withdrawn_with_a_broken_catalog(tmp_path: Path) -> None:
    root = withdrawn(tmp_path)
    (root / "locales/fr/LC_MESSAGES/wildlife.po").write_text('msgid "a\n')
    told = found(root)
    assert told
    assert [line for line in told if "wildlife.po" not in line] == []
    assert words_left(root / "site") == []


def test_a_link_to_it_is_told_and_costs_the_linking_page_nothing(tmp_path: Path) -> None:
    root = withdrawn(tmp_path)
    change(root / "docs/about/contact.md", "(accessibility.md)", "(../wildlife/zebra.md#risks)")
    assert found(root) == [
        (
            "docs/about/contact.md:19:59: LNK009 '../../wildlife/zebra/#risks' leads to "
            "docs/wildlife/zebra.md, which was withdrawn"
        )
    ]
    assert withheld(root / "site") == set()


def test_both_commands_withdraw_and_lead_on_alike(tmp_path: Path) -> None:
    root = withdrawn(tmp_path, WITHDRAWN + MOVED)
    build_site(root / "mkdocs.yml", site_dir=root / "polyclinic")
    assert pages(mkdocs_site(root)) == pages(root / "polyclinic")
    assert leads_to(root / "site", "fr/stripes/") == "fr/" + WHERE


def test_without_folders_in_addresses_it_is_withdrawn_alike(tmp_path: Path) -> None:
    site = mkdocs_site(withdrawn(tmp_path), use_directory_urls=False)
    root = tree(site, "fr/wildlife/zebra.html")
    links = root.xpath("//*[@class='withdrawn-notice']//a/@href")
    assert links == ["../procedures/cryoablation.html", "../index.html"]
    assert "wildlife/zebra" not in (site / "sitemap.xml").read_text()


def test_a_withdrawn_home_page_keeps_its_place_in_the_menu(tmp_path: Path) -> None:
    root = library(tmp_path, PAGE)
    change(root / "docs/index.md", "---\n", "---\nstatus: withdrawn\n")
    assert found(root, strict=True) == []
    html = pages(root / "site")["fr/about/"]
    assert "Accueil</a>" in html
    assert "withdrawn" not in html
    assert tree(root / "site", "").findtext(".//h1") == "This article was withdrawn"


# Addresses that were before.


def leads_to(site: Path, where: str) -> str:
    """The address to which a page leads on; every link of it goes to the same one."""
    root = tree(site, where)
    (refresh,) = root.xpath("//meta[@http-equiv='refresh']/@content")
    (link,) = root.xpath("//a/@href")
    assert refresh == f"0; url={link}"
    assert not re.match(r"/|\w+:", link)
    new = unquote(urljoin(f"https://x/{where}", link)).removeprefix("https://x/")
    (canonical,) = root.xpath("//link[@rel='canonical']/@href")
    assert canonical.endswith(f"/{new}")
    return new


@pytest.mark.parametrize("locale", LOCALES)
def test_old_addresses_lead_on_in_every_language(elsewhere: Path, locale: str) -> None:
    for where in ("old/zebra/", "animals/striped.html", "stripes/"):
        assert leads_to(elsewhere, locale + where) == locale + WHERE
        root = tree(elsewhere, locale + where)
        assert root.get("lang") == (locale.strip("/") or "en")
        assert root.get("dir") == ("rtl" if locale == "ar/" else "ltr")
        assert root.xpath("//meta[@name='robots']/@content") == ["noindex"]
        assert root.xpath("//script") == []
    assert withheld(elsewhere) == set()


def test_old_addresses_are_not_in_the_sitemap(elsewhere: Path) -> None:
    assert "stripes" not in (elsewhere / "sitemap.xml").read_text()


def test_without_folders_in_addresses_old_ones_lead_on_to_files(tmp_path: Path) -> None:
    site = mkdocs_site(moved(tmp_path), use_directory_urls=False)
    for where in ("fr/old/zebra.html", "fr/animals/striped.html", "fr/stripes/"):
        assert leads_to(site, where) == "fr/wildlife/zebra.html"
    assert withheld(site) == set()


def test_below_a_folder_of_a_server_old_addresses_lead_on(tmp_path: Path) -> None:
    site = mkdocs_site(moved(tmp_path), site_url="https://clinic.example/health/")
    assert leads_to(site, "fr/stripes/") == "fr/wildlife/zebra/"
    canonical = tree(site, "fr/stripes/").xpath("//link[@rel='canonical']/@href")
    assert canonical == ["https://clinic.example/health/fr/wildlife/zebra/"]


def test_a_site_without_an_address_of_its_own_has_redirects_too(tmp_path: Path) -> None:
    site = mkdocs_site(moved(tmp_path), site_url="")
    root = tree(site, "fr/stripes/")
    assert root.xpath("//link[@rel='canonical']") == []
    assert root.xpath("//a/@href") == ["../wildlife/zebra/"]


def test_links_to_old_addresses_arrive_and_are_told(tmp_path: Path) -> None:
    root = moved(tmp_path)
    links = '[a](../old/zebra.md#zebraheading), <a href="../../stripes/">b</a>'
    change(root / "docs/about/contact.md", "[accessibility](accessibility.md)", links)
    assert [line for line in found(root) if "LNK" in line] == [
        (
            "docs/about/contact.md:19:47: LNK008 '../old/zebra.md' is where "
            "docs/wildlife/zebra.md was before"
        ),
        (
            "docs/about/contact.md:19:87: LNK008 '../../stripes/' leads to where "
            "docs/wildlife/zebra.md was before"
        ),
    ]
    assert withheld(root / "site") == set()
    assert 'href="../../wildlife/zebra/#zebraheading"' in pages(root / "site")["fr/about/contact/"]


def test_a_file_of_the_site_is_not_overwritten(tmp_path: Path) -> None:
    root = moved(tmp_path)
    (root / "docs/stripes").mkdir()
    (root / "docs/stripes/index.html").write_text("<p>An old leaflet</p>")
    told = found(root)
    assert "docs/wildlife/zebra.md:6:5: moved_from: the site has another file at /stripes/" in told
    assert "old leaflet" not in pages(root / "site")["fr/stripes/"]
    assert not (root / "site/stripes/index.html").read_text().count("http-equiv")
    assert leads_to(root / "site", "old/zebra/") == WHERE


def test_a_site_without_an_address_says_nothing_that_needs_one_and_is_told_once(
    tmp_path: Path,
) -> None:
    root = copied(tmp_path)
    change(root / "mkdocs.yml", "site_url: https://example.org/", "")
    told = [f for f in build_site(root / "mkdocs.yml") if "site_url" in f.help]
    assert [(finding.path, finding.severity.value) for finding in told] == [("mkdocs.yml", "info")]
    head = tree(root / "site", "fr/procedures/cryoablation/")
    addressed = "//link[@rel='canonical' or @hreflang] | //meta[@property='og:url']"
    assert head.xpath(addressed) == []
    assert head.xpath("//meta[@property='og:title']/@content") == ["Cryoablation"]
