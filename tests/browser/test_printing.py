"""Paper for those who do not see it: the PDF of an article is tagged, in its language, in order."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

import pytest

from site_fixtures import ARTICLE
from tagged_pdf import Document, Element, text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPTS = ("en", "ar", "zh-Hans", "hi")
HEADINGS = ("H1", "H2", "H3", "H4", "H5", "H6")
# What is on paper, block by block: what holds other blocks is not asked for by itself.
PRINTED = """() => {
  const blocks = 'h1, h2, h3, h4, p, li, th, td, dt, dd';
  const shown = (e) => e.checkVisibility({visibilityProperty: true}) && e.getClientRects().length
    && !e.closest('.visually-hidden, [aria-hidden=true]');
  const whole = e => !e.querySelector('p, li');
  const all = (selector) => [...document.querySelectorAll(selector)].filter(shown);
  return {
    title: document.title,
    blocks: all(blocks).filter(e => !e.querySelector(`${blocks}, div`) && e.innerText.trim())
      .map(e => [e.localName.toUpperCase(), e.innerText]),
    cards: all('.emergency, .urgent, .routine, #page-disclaimer, .disclaimer').flatMap(card =>
      [...card.querySelectorAll('p, li')].filter(whole).map(e => e.innerText)),
    lists: all('ul, ol').length, rows: all('tr').length,
    figures: all('img, [role=img]').map(e => e.alt || e.ariaLabel),
    foreign: all('a[lang]').map(e => e.lang),
  };
}"""


@dataclass(frozen=True)
class Print:
    """A page as it is printed: what a browser shows of it on paper, and its PDF."""

    locale: str
    page: dict[str, Any]
    pdf: Document


PAPERS = [(path, locale) for path in (ARTICLE, f"{ARTICLE}large-print/") for locale in SCRIPTS]


@pytest.fixture(scope="module", params=PAPERS, ids=lambda param: "-".join(param[::-1]).strip("/"))
def printed(request: pytest.FixtureRequest, browser: Browser, address: str) -> Print:
    path, locale = request.param
    page = browser.new_context().new_page()
    page.goto(address + ("" if locale == "en" else f"{locale}/") + path)
    data = page.pdf(tagged=True, outline=True, prefer_css_page_size=True)
    page.emulate_media(media="print")
    page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
    shown = page.evaluate(PRINTED)
    page.context.close()
    return Print(locale, shown, Document(data))


def letters(words: str) -> str:
    """The letters and digits in an order of their own.

    A line of Arabic is in a PDF as it is seen, from the left; and where a line ends is no space.
    """
    plain = unicodedata.normalize("NFKC", words)
    return "".join(sorted(sign for sign in plain if unicodedata.category(sign)[0] in "LMN"))


def said(element: Element) -> str:
    """The words of an element, without the number or dot before an item.

    Letters that reach over the end of a sheet are in the PDF a second time, on the next one.
    """
    parts = [""]
    for part in element.children if element.tag != "Lbl" else []:
        words = part if isinstance(part, str) else said(part)
        again = isinstance(part, str) and words and parts[-1].endswith(words)
        parts.append("" if again else words)
    return "".join(parts)


def lost(blocks: Iterable[tuple[str, str]], root: Element) -> list[str]:
    """Blocks that are not in a structure, with their tag, after the block before them."""
    elements = [(element.tag, letters(said(element))) for element in root.all()]
    found, at = [], 0
    for tag, words in blocks:
        wanted = (tag.replace("DT", "LI"), letters(words))
        try:
            at = elements.index(wanted, at) + 1
        except ValueError:
            found.append(f"{tag}: {words}")
    return found


def jumps(levels: list[int]) -> list[tuple[int, int]]:
    return [(one, two) for one, two in pairwise([0, *levels]) if two > one + 1]


def test_a_pdf_says_that_it_is_tagged_its_language_and_its_title(printed: Print) -> None:
    catalog = printed.pdf.catalog
    assert catalog["MarkInfo"]["Marked"]
    assert catalog["ViewerPreferences"]["DisplayDocTitle"]
    assert printed.pdf.language == printed.locale
    assert printed.pdf.title == printed.page["title"]


def test_every_block_is_there_with_its_tag_in_the_order_of_the_page(printed: Print) -> None:
    assert len(printed.page["blocks"]) > 90
    assert lost(printed.page["blocks"], printed.pdf.structure) == []


def test_the_cards_and_the_disclaimer_are_read_whole(printed: Print) -> None:
    words = [letters(said(element)) for element in printed.pdf.structure.all("P", "LI")]
    assert len(printed.page["cards"]) > 20
    assert [card for card in printed.page["cards"] if letters(card) not in words] == []


def test_headings_begin_with_the_title_and_leave_no_level_out(printed: Print) -> None:
    headings = list(printed.pdf.structure.all(*HEADINGS))
    levels = [int(heading.tag[1]) for heading in headings]
    assert levels.count(1) == 1
    assert jumps(levels) == []
    assert len(headings) > 15
    assert len(printed.pdf.bookmarks) == len(headings)


def test_lists_tables_and_figures_are_what_they_are(printed: Print) -> None:
    structure, page = printed.pdf.structure, printed.page
    assert len([*structure.all("L")]) == page["lists"]
    assert len([*structure.all("TR")]) == page["rows"] > 4
    heads = [*structure.all("TH")]
    assert len(heads) == 2
    assert all({"O": "Table", "Scope": "Column"} in head.attributes["A"] for head in heads)
    assert [figure.text for figure in structure.all("Figure")] == page["figures"]
    assert page["figures"]
    assert all(page["figures"])


def test_a_link_has_words_and_says_its_language_where_that_is_another(printed: Print) -> None:
    links = [*printed.pdf.structure.all("Link")]
    assert [link for link in links if not link.text.strip()] == []
    foreign = [text(link.attributes["Lang"]) for link in links if "Lang" in link.attributes]
    assert foreign == [lang for lang in printed.page["foreign"] if lang != printed.locale]


def test_paper_has_no_forms(printed: Print) -> None:
    """The terms of the glossary are buttons on screen alone."""
    assert [form.text for form in printed.pdf.structure.all("Form")] == []


def test_after_printing_a_term_is_a_button_again(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(address + ARTICLE)
    term = page.locator("a.term").first
    before = term.evaluate("e => e.outerHTML")
    page.pdf(tagged=True)
    assert 'role="button"' in before
    assert term.evaluate("e => e.outerHTML") == before
    page.context.close()


@pytest.mark.parametrize(
    ("fault", "check"),
    [
        ("document.documentElement.removeAttribute('lang')", "language"),
        ("document.querySelector('h1').setAttribute('role', 'presentation')", "order"),
        ("document.querySelector('.urgent').setAttribute('aria-hidden', 'true')", "cards"),
        ("document.querySelector('.prose h2').setAttribute('aria-level', '4')", "headings"),
        ("document.querySelector('table').setAttribute('role', 'presentation')", "lists"),
        ("document.querySelector('.handout-code').removeAttribute('aria-label')", "lists"),
    ],
)
def test_a_broken_page_is_found_by_its_pdf(
    browser: Browser, address: str, fault: str, check: str
) -> None:
    page = browser.new_context().new_page()
    page.goto(address + ARTICLE)
    page.emulate_media(media="print")
    shown = page.evaluate(PRINTED)
    page.evaluate(fault)
    broken = Print("en", shown, Document(page.pdf(tagged=True, outline=True)))
    page.context.close()
    with pytest.raises(AssertionError):
        CHECKS[check](broken)


CHECKS = {
    "language": test_a_pdf_says_that_it_is_tagged_its_language_and_its_title,
    "order": test_every_block_is_there_with_its_tag_in_the_order_of_the_page,
    "cards": test_the_cards_and_the_disclaimer_are_read_whole,
    "headings": test_headings_begin_with_the_title_and_leave_no_level_out,
    "lists": test_lists_tables_and_figures_are_what_they_are,
}
