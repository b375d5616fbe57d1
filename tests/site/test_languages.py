"""What every file of the site says of its language: to browsers, readers aloud and search engines.

Each rule is a function from all pages to faults, so that it is also shown what it must find. The
pages for contributors are in English and quote letters and catalog lines of other languages: the
rules on words leave them out, the others do not.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote, urljoin, urlsplit

import pytest
from lxml import etree
from lxml import html as lxml_html

from polyclinic import config
from polyclinic.library.addresses import file_of
from site_fixtures import ARTICLE, ARTICLES, ROOT

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from lxml.html import HtmlElement

    # Every page by its file, "fr/about/index.html".
    Pages = Mapping[str, HtmlElement]
    Rule = Callable[[Pages], list[str]]

SETTINGS = config.load(ROOT / "mkdocs.yml")
SITE = SETTINGS.site_url
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)
# As `unicodedata` names letters: the first word of a name.
SCRIPTS = {"ar": "ARABIC", "hi": "DEVANAGARI", "uk": "CYRILLIC", "zh-Hans": "CJK"}
# Greek letters are signs of units and measures.
IN_EVERY_SCRIPT = {"LATIN", "GREEK", "MICRO", "MODIFIER", "MASCULINE", "FEMININE"}
# Names that translations keep as they are (see docs/, and the glossary of each language).
NAMES = ("National Cancer Institute",)
SPOKEN = (
    "alt", "title", "aria-label", "placeholder", "data-label", "data-words", "data-name",
    "data-choose",
)  # fmt: skip
DESCRIBED = {"description", "og:title", "og:description"}
LATIN_WORD = "[A-Za-zÀ-ɏḀ-ỿ][A-Za-zÀ-ɏḀ-ỿ'’]*"
WORDS = re.compile(rf"{LATIN_WORD}(?:[ ,;:.\-–]+{LATIN_WORD}){{2,}}")


@cache
def script(letter: str) -> str:
    return unicodedata.name(letter, "").partition(" ")[0]


@pytest.fixture(scope="module")
def pages(library: Path) -> Pages:
    return {
        file.relative_to(library).as_posix(): read(file.read_text(encoding="utf-8"))
        for file in sorted(library.rglob("*.html"))
    }


def read(html: str) -> HtmlElement:
    return lxml_html.document_fromstring(html)


def lang(element: HtmlElement | None) -> str:
    """What a browser takes for the language of an element."""
    while element is not None:
        if found := element.get("lang"):
            return str(found)
        element = element.getparent()
    return ""


def texts(root: HtmlElement) -> Iterator[tuple[str, str]]:
    """All that is read, seen or heard, with its language; data and addresses aside."""
    for element in root.iter():
        if not isinstance(element.tag, str) or element.tag in {"script", "style"}:
            continue
        spoken = [element.get(name) for name in SPOKEN]
        if {element.get("name"), element.get("property")} & DESCRIBED:
            spoken.append(element.get("content"))
        address = element.tag == "bdi" and element.get("dir") == "ltr"
        for text in (*spoken, None if address else element.text):
            if text and text.strip():
                yield lang(element), " ".join(text.split())
        if element.tail and element.tail.strip():
            yield lang(element.getparent()), " ".join(element.tail.split())


def of_readers(pages: Pages) -> Iterator[tuple[str, HtmlElement]]:
    return ((file, root) for file, root in pages.items() if not file.startswith("contributors/"))


# Words


def letters_of_another_script(pages: Pages) -> list[str]:
    return [
        f"{file}: {strange.pop()} in {tag}: {text}"
        for file, root in of_readers(pages)
        for tag, text in texts(root)
        if (
            strange := {script(letter) for letter in text if letter.isalpha()}
            - IN_EVERY_SCRIPT
            - {SCRIPTS.get(tag, "LATIN")}
        )
    ]


def latin_words_in_another_script(pages: Pages) -> list[str]:
    """Three and more in a row; fewer are names and short forms."""
    return [
        f"{file}: in {tag}: {run[0]}"
        for file, root in of_readers(pages)
        for tag, text in texts(root)
        if tag in SCRIPTS
        for run in WORDS.finditer(text)
        if run[0] not in NAMES
    ]


def texts_of_the_source_as_translations(pages: Pages) -> list[str]:
    """Letters tell no English in French; but three words as the source has them do."""
    source = {
        text
        for file, root in of_readers(pages)
        if lang(root) == SETTINGS.source_locale
        for tag, text in texts(root)
        if tag == SETTINGS.source_locale and len(WORDS.findall(text)) > 0
    }
    return [
        f"{file}: in {tag}: {text}"
        for file, root in of_readers(pages)
        for tag, text in texts(root)
        if tag != SETTINGS.source_locale and text in source and text not in NAMES
    ]


# Languages and directions


def unknown_languages(pages: Pages) -> list[str]:
    return [
        f"{file}: {name}={element.get(name)}"
        for file, root in pages.items()
        for name in ("lang", "hreflang")
        for element in root.xpath(f"//*[@{name}]")
        if element.get(name) not in {*LOCALES, *({"x-default"} if element.tag == "link" else ())}
    ]


def locale_of(file: str) -> str:
    first = file.partition("/")[0]
    return first if first in SETTINGS.locales else SETTINGS.source_locale


def pages_of_another_language(pages: Pages) -> list[str]:
    """The folder says the language; `html` must say the same, and its direction."""
    return [
        f"{file}: {root.get('lang')} {root.get('dir')}"
        for file, root in pages.items()
        if (root.get("lang"), root.get("dir")) != (locale_of(file), direction(locale_of(file)))
    ]


def direction(tag: str) -> str:
    return "rtl" if tag == "ar" else "ltr"


def directions_of_their_own(pages: Pages) -> list[str]:
    """Only what has a language of its own has a direction, and an address, which is in none."""
    return [
        f"{file}: {element.tag} dir={element.get('dir')} lang={element.get('lang')}"
        for file, root in pages.items()
        for element in root.xpath("//*[@dir]")
        if not (
            element.get("dir") == direction(element.get("lang"))
            if element.get("lang")
            else element.get("dir") == "ltr" and is_address(element)
        )
    ]


def is_address(element: HtmlElement) -> bool:
    href = str(element.get("href", ""))
    return bool(element.tag == "bdi") or href.startswith(("mailto:", "tel:"))


# Versions


def address(file: str) -> str:
    return SITE + file.removesuffix("index.html")


def canonical(root: HtmlElement) -> list[str]:
    return [str(href) for href in root.xpath("//link[@rel='canonical']/@href")]


def indexable(file: str, root: HtmlElement) -> bool:
    """A page that neither refuses search engines, nor leads on, nor is a version of another."""
    refused = root.xpath("//meta[@name='robots'][contains(@content, 'noindex')]")
    moved = root.xpath("//meta[@http-equiv='refresh']")
    return not refused and not moved and root.get("data-companion") is None and file != "404.html"


def wrong_canonical_addresses(pages: Pages) -> list[str]:
    """Its own, absolute; of a companion that of its article; of the page for wrong ones none."""
    return [
        f"{file}: {canonical(root)}"
        for file, root in pages.items()
        if canonical(root) != ([] if file == "404.html" else [own(file)])
    ]


def own(file: str) -> str:
    return address(re.sub(r"(?<=/)(large-print|with/[\w-]+)/index\.html$", "index.html", file))


def versions(root: HtmlElement) -> list[tuple[str, str]]:
    links = root.xpath("//link[@rel='alternate'][@hreflang]")
    return [(link.get("hreflang"), link.get("href")) for link in links]


def wrong_versions(pages: Pages) -> list[str]:
    """Absolute, to pages that exist in that language, each way, with itself and a default."""
    found = []
    for file, root in pages.items():
        named = versions(root)
        if not indexable(file, root):
            found += [f"{file}: {there}" for there in named]
            continue
        by_tag = dict(named)
        if len(by_tag) != len(named):
            found.append(f"{file}: a language twice")
        if by_tag.get(str(root.get("lang"))) != address(file):
            found.append(f"{file}: not itself")
        if by_tag.get("x-default") != by_tag.get(SETTINGS.source_locale):
            found.append(f"{file}: no default")
        found += [
            f"{file}: {tag} {href}" for tag, href in named if not answers(pages, named, tag, href)
        ]
    return found


def answers(pages: Pages, named: list[tuple[str, str]], tag: str, href: str) -> bool:
    there = pages.get(file_of(unquote(href.removeprefix(SITE)))) if href.startswith(SITE) else None
    wanted = SETTINGS.source_locale if tag == "x-default" else tag
    return there is not None and lang(there) == wanted and named == versions(there)


def links_to_another_language_than_they_say(pages: Pages) -> list[str]:
    found = []
    for file, root in pages.items():
        for link in root.xpath("//a[@hreflang]"):
            parts = urlsplit(urljoin(f"/{file}", link.get("href")))
            there = pages.get(file_of(unquote(parts.path.removeprefix("/"))))
            if there is None or there.get("lang") != link.get("hreflang"):
                found.append(f"{file}: {link.get('hreflang')} {link.get('href')}")
    return found


RULES: tuple[Rule, ...] = (
    letters_of_another_script,
    latin_words_in_another_script,
    texts_of_the_source_as_translations,
    unknown_languages,
    pages_of_another_language,
    directions_of_their_own,
    wrong_canonical_addresses,
    wrong_versions,
    links_to_another_language_than_they_say,
)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.__name__)
def test_the_site_has_no(pages: Pages, rule: Rule) -> None:
    assert len(pages) > len(LOCALES) * 20
    assert rule(pages) == []


FRENCH, HINDI, LARGE = "fr/about/index.html", f"hi/{ARTICLE}index.html", f"{ARTICLE}large-print/"
OTHER = 'hreflang="ar" href="https://example.org/ar/about/"'


@pytest.mark.parametrize(
    ("rule", "file", "old", "new"),
    [
        (letters_of_another_script, FRENCH, "</main>", "<p>肝癌</p></main>"),
        (letters_of_another_script, FRENCH, "</main>", '<img alt="كبد"></main>'),
        (letters_of_another_script, FRENCH, "</main>", '<p lang="uk">पाठ</p></main>'),
        (letters_of_another_script, HINDI, "<title>", "<title>Печінка "),
        (latin_words_in_another_script, HINDI, "</main>", "<p>आप see your doctor</p></main>"),
        (latin_words_in_another_script, HINDI, "</main>", '<p title="Ask your team"></p></main>'),
        (
            texts_of_the_source_as_translations,
            FRENCH,
            "</main>",
            "<p>Skip to the main content</p></main>",
        ),
        (unknown_languages, FRENCH, "</main>", '<p lang="zh">x</p></main>'),
        (unknown_languages, FRENCH, 'hreflang="pt-BR"', 'hreflang="pt_BR"'),
        (pages_of_another_language, FRENCH, '<html lang="fr"', '<html lang="en"'),
        (pages_of_another_language, f"ar/{ARTICLE}index.html", 'dir="rtl"', 'dir="ltr"'),
        (directions_of_their_own, FRENCH, "<main", '<main dir="rtl"'),
        (directions_of_their_own, HINDI, 'lang="ar" dir="rtl"', 'lang="ar" dir="ltr"'),
        (wrong_canonical_addresses, FRENCH, "https://example.org/fr/about/", "/fr/about/"),
        (wrong_canonical_addresses, f"{LARGE}index.html", ARTICLE, f"{ARTICLE}x/"),
        (wrong_versions, FRENCH, OTHER, 'hreflang="ar" href="../../ar/about/"'),
        (wrong_versions, FRENCH, OTHER, 'hreflang="ar" href="https://example.org/ar/about/us/"'),
        (wrong_versions, FRENCH, OTHER, 'hreflang="ar" href="https://example.org/vi/about/"'),
        (wrong_versions, FRENCH, 'hreflang="x-default"', 'hreflang="es"'),
        (wrong_versions, FRENCH, f'<link rel="alternate" {OTHER}>', ""),
        (
            links_to_another_language_than_they_say,
            FRENCH,
            'href="../../uk/about/"',
            'href="../../vi/about/"',
        ),
    ],
)
def test_a_page_with_this_fault_is_named(  # noqa: PLR0913, PLR0917 - a table
    pages: Pages, library: Path, rule: Rule, file: str, old: str, new: str
) -> None:
    html = (library / file).read_text(encoding="utf-8")
    assert old in html
    found = rule({**pages, file: read(html.replace(old, new, 1))})
    assert any(fault.startswith(f"{file}: ") for fault in found), found


# The sitemap


def listed(library: Path) -> list[str]:
    root = etree.parse(str(library / "sitemap.xml")).getroot()
    return [str(loc.text) for loc in root.iterfind("{*}url/{*}loc")]


def test_the_sitemap_lists_the_pages_for_search_engines_and_no_other(
    pages: Pages, library: Path
) -> None:
    wanted = {address(file) for file, root in pages.items() if indexable(file, root)}
    assert sorted(listed(library)) == sorted(wanted)
    assert len(wanted) > len(LOCALES) * 10
    companions = [file for file, root in pages.items() if root.get("data-companion") is not None]
    assert len(companions) == len(LOCALES) * len(LOCALES) * len(ARTICLES)
