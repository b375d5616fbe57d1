"""Readers on their way through the library: by keyboard alone, and by links alone.

Nothing is focused, clicked or opened by the test itself: only keys are pressed, as a reader does.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any

import polib
import pytest
from playwright.sync_api import expect

from site_fixtures import ARTICLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
# More stops than any page has.
PATIENCE = 250
# What has the focus: the element, or the option that a combobox points to.
FOCUSED = """() => {
  const e = document.activeElement;
  const option = document.getElementById(e.getAttribute('aria-activedescendant') ?? '');
  const {bottom, top, width} = (option ?? e).getBoundingClientRect();
  return {
    name: (option ?? e).innerText.trim().replace(/\\s+/g, ' '), href: e.getAttribute('href') ?? '',
    inSight: e !== document.body && width > 0 && bottom > 0 && top < innerHeight,
    within: ['body > header', 'main', 'nav', 'body > footer']
      .filter(part => e.closest(part)).join(),
    kind: e.className || e.localName,
  };
}"""
IN_SIGHT = """selector => {
  const {top} = document.querySelector(selector).getBoundingClientRect();
  return top >= -1 && top < innerHeight / 2;
}"""


@cache
def in_arabic(english: str) -> str:
    """What the catalogs say, so that a better translation breaks no journey."""
    files = sorted((ROOT / "locales/ar/LC_MESSAGES").glob("*.po"))
    entries = [entry for file in files for entry in polib.pofile(str(file))]
    (said,) = {entry.msgstr for entry in entries if entry.msgid == english and not entry.obsolete}
    return str(said)


class Keyboard:
    """A reader's hands on the keys of a window."""

    def __init__(self, page: Page) -> None:
        self.page = page

    def stop(self, key: str = "Tab") -> dict[str, Any]:
        """Go to the next stop; a reader must see where that is."""
        self.page.keyboard.press(key)
        found: dict[str, Any] = self.page.evaluate(FOCUSED)
        assert found["inSight"], found
        return found

    def reach(self, name: str, within: str = "", key: str = "Tab") -> dict[str, Any]:
        """Press Tab until something of this name has the focus, in this part of the page."""
        passed = []
        for _ in range(PATIENCE):
            found = self.stop(key)
            if found["name"] == name and within in found["within"]:
                return found
            passed.append(found["name"])
        pytest.fail(f"no stop is named {name}, only {passed}")

    def press(self, key: str) -> None:
        self.page.keyboard.press(key)

    def follow(self, address: str) -> None:
        """Enter on a link: it leads to this address."""
        self.press("Enter")
        self.page.wait_for_url(address)


@contextmanager
def reading(browser: Browser, address: str, **options: Any) -> Iterator[Keyboard]:
    context = browser.new_context(viewport={"width": 1280, "height": 800}, **options)
    context.set_default_timeout(5000)
    page = context.new_page()
    page.goto(address)
    yield Keyboard(page)
    context.close()


@pytest.fixture
def arabic(address: str) -> str:
    return f"{address}ar/"


# Arabic, from the home page to paper


@pytest.mark.parametrize("script", [True, False], ids=["with a script", "without a script"])
def test_the_keys_lead_from_the_arabic_home_over_the_list_from_a_to_z_to_an_articles_handout(
    browser: Browser, arabic: str, script: bool
) -> None:
    with reading(browser, arabic, java_script_enabled=script) as keys:
        assert keys.stop()["name"] == in_arabic("Skip to the main content")
        keys.reach(in_arabic("A–Z"), "header")
        keys.follow(f"{arabic}a-z/")
        keys.reach(in_arabic("Cryoablation"), "main")
        keys.follow(f"{arabic}{ARTICLE}")
        keys.reach(in_arabic("Large print"), "main")
        keys.follow(f"{arabic}{ARTICLE}large-print/")
        assert keys.page.locator("html").get_attribute("dir") == "rtl"
        keys.page.emulate_media(media="print")
        for part in (".emergency", ".urgent", "#page-disclaimer", ".handout-code"):
            assert keys.page.locator(part).first.is_visible(), part
        keys.page.emulate_media(media="screen")
        keys.reach(in_arabic("Back to the usual page"), "main")
        keys.follow(f"{arabic}{ARTICLE}")


def test_the_keys_lead_over_a_topic_to_the_print_button_of_an_arabic_article(
    browser: Browser, arabic: str
) -> None:
    with reading(browser, arabic) as keys:
        keys.page.add_init_script("window.print = () => { window.printed = true }")
        keys.stop()
        keys.press("Enter")
        assert keys.page.evaluate("location.hash") == "#page-main"
        keys.reach(in_arabic("Cancer"), "main")
        keys.follow(f"{arabic}topics/cancer/")
        keys.reach(in_arabic("Cryoablation"), "main")
        keys.follow(f"{arabic}{ARTICLE}")
        keys.reach(in_arabic("Print this page"), "main")
        keys.press("Space")
        assert keys.page.evaluate("window.printed")


def test_a_term_of_an_arabic_article_is_opened_read_and_left_by_keys(
    browser: Browser, arabic: str
) -> None:
    with reading(browser, arabic + ARTICLE) as keys:
        while "term" not in keys.stop()["kind"].split():
            pass
        term = keys.page.evaluate("document.activeElement.textContent")
        for opening in ("Enter", "Space"):
            keys.press(opening)
            card = keys.page.locator(".term-card")
            expect(card).to_be_visible()
            assert keys.stop()["name"] == in_arabic("All terms")
            assert keys.stop()["name"] == in_arabic("Close")
            keys.press("Escape")
            expect(card).to_have_count(0)
            assert keys.page.evaluate("document.activeElement.textContent") == term


def test_boxes_are_ticked_and_colors_chosen_by_keys(browser: Browser, arabic: str) -> None:
    with reading(browser, arabic + ARTICLE) as keys:
        ticked = keys.page.locator(".prose input:checked")
        while not keys.page.evaluate("document.activeElement.matches('.prose input')"):
            keys.stop()
        keys.press("Space")
        expect(ticked).to_have_count(1)
        while not keys.page.evaluate("document.activeElement.matches('.theme input')"):
            keys.stop()
        for theme in ("light", "dark", "contrast"):
            keys.press("ArrowDown")
            assert keys.page.evaluate("document.documentElement.dataset.theme") == theme


# By links alone


def test_links_alone_lead_from_the_arabic_home_to_an_articles_handout(
    browser: Browser, arabic: str
) -> None:
    """Each page is reached by a link of the one before; nothing runs on it but the browser."""
    for over, name in (("a-z/", in_arabic("A–Z")), ("topics/cancer/", in_arabic("Cancer"))):
        with reading(browser, arabic, java_script_enabled=False) as keys:
            page = keys.page
            page.get_by_role("link", name=name, exact=True).click()
            expect(page).to_have_url(arabic + over)
            page.locator("main").get_by_role(
                "link", name=in_arabic("Cryoablation"), exact=True
            ).click()
            expect(page).to_have_url(arabic + ARTICLE)
            page.locator("main").get_by_role(
                "link", name=in_arabic("Large print"), exact=True
            ).click()
            expect(page).to_have_url(f"{arabic}{ARTICLE}large-print/")
            assert page.locator(".emergency").is_visible()
            assert page.locator("button:visible").count() == 1  # that of the search form
            assert page.get_by_role("radio").count() == 0


# Languages and sections


@pytest.mark.parametrize("place", ["header", "footer"])
def test_the_keys_lead_from_a_section_to_the_same_section_in_arabic(
    browser: Browser, address: str, place: str
) -> None:
    with reading(browser, address + ARTICLE) as keys:
        keys.reach("Risks", "nav")
        keys.press("Enter")
        expect(keys.page).to_have_url(re.compile("#risks$"))
        if place == "header":
            while "summary" not in keys.stop("Shift+Tab")["kind"] or "header" not in within(keys):
                pass
            keys.press("Space")
        keys.reach("العربية", place)
        keys.follow(f"{address}ar/{ARTICLE}#risks")
        keys.page.wait_for_function(IN_SIGHT, arg="#risks")
        assert keys.page.locator("#risks").inner_text() == in_arabic("Risks")


def within(keys: Keyboard) -> str:
    return str(keys.page.evaluate(FOCUSED)["within"])


@pytest.mark.parametrize(
    ("link", "led"),
    [
        (".translation-notice a", f"{ARTICLE}#risks"),
        (".page-tools a[href^=large]", f"ar/{ARTICLE}large-print/#risks"),
        ("[data-beside=hi] a", f"ar/{ARTICLE}with/hi/#risks"),
    ],
)
def test_every_other_version_of_a_page_opens_at_the_section(
    browser: Browser, address: str, link: str, led: str
) -> None:
    with reading(browser, f"{address}ar/{ARTICLE}#risks") as keys:
        keys.page.locator(".beside > summary").press("Enter")
        keys.page.locator(link).press("Enter")
        keys.page.wait_for_url(address + led)
        keys.page.wait_for_function(IN_SIGHT, arg="#risks")


@pytest.mark.parametrize("path", ["a-z/#letter-2", f"{ARTICLE}#nowhere", ARTICLE, f"{ARTICLE}#%"])
def test_what_is_no_section_of_the_other_page_is_left_out_of_its_address(
    browser: Browser, address: str, path: str
) -> None:
    with reading(browser, address + path) as keys:
        keys.page.locator("footer a[lang=ar]").press("Enter")
        keys.page.wait_for_url(f"{address}ar/{path.partition('#')[0]}")


def test_a_term_of_the_glossary_keeps_its_place_in_another_language(
    browser: Browser, address: str
) -> None:
    with reading(browser, f"{address}glossary/#term-tumor") as keys:
        keys.page.locator("footer a[lang=ar]").press("Enter")
        keys.page.wait_for_url(f"{address}ar/glossary/#term-tumor")
        assert keys.page.locator("dt:target").inner_text() == "الورم"


# Search


def test_the_keys_lead_from_the_search_box_to_marked_words_of_an_arabic_article(
    browser: Browser, arabic: str
) -> None:
    with reading(browser, arabic) as keys:
        while not keys.page.evaluate("document.activeElement.id === 'page-search'"):
            keys.stop()
        keys.page.wait_for_selector("#page-search[role=combobox]")
        keys.page.keyboard.type("الأرغون")
        keys.follow(f"{arabic}search/?q=*")
        keys.page.wait_for_selector(".search-results mark")
        found = keys.stop()
        while "highlight=" not in found["href"]:
            found = keys.stop()
        keys.follow(f"{arabic}{ARTICLE}?highlight=*")
        marked = keys.page.locator(".prose mark").first
        marked.wait_for()
        assert "أرغون" in marked.inner_text()
        expect(marked).to_be_in_viewport()


def test_a_suggestion_is_chosen_with_arrows_and_left_with_escape(
    browser: Browser, arabic: str
) -> None:
    with reading(browser, arabic) as keys:
        while not keys.page.evaluate("document.activeElement.id === 'page-search'"):
            keys.stop()
        keys.page.wait_for_selector("#page-search[role=combobox]")
        keys.page.keyboard.type("التبريد")
        keys.page.wait_for_selector("[role=option]")
        keys.press("Escape")
        assert not keys.page.locator("[role=option]").first.is_visible()
        keys.press("ArrowDown")
        keys.page.locator("[role=option]").first.wait_for()
        found = keys.stop("ArrowDown")
        assert "التبريد" in found["name"]
        keys.follow(f"{arabic}{ARTICLE}")
