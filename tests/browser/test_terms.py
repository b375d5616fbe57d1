"""Terms of the glossary in a real browser: by keyboard, by finger, without a script, on paper."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest
from playwright.sync_api import expect

from checkers import axe
from site_fixtures import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

INSIDE = """card => { const box = card.getBoundingClientRect();
  return box.left >= 0 && box.right <= document.documentElement.clientWidth
    && box.top >= 0 && box.bottom <= innerHeight; }"""


@pytest.fixture
def article(browser: Browser, strict_address: str) -> Iterator[Page]:
    yield from opened(browser, strict_address)


def opened(browser: Browser, address: str, **options: Any) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": {"width": 320, "height": 640}, **options})
    page = context.new_page()
    page.goto(address + ARTICLE)
    yield page
    context.close()


def tumor(page: Page) -> Locator:
    return page.locator("a.term", has_text="tumor").first


def card(page: Page) -> Locator:
    return page.locator(".term-card:popover-open")


def focus_is_on(locator: Locator) -> bool:
    return bool(locator.evaluate("element => element === document.activeElement"))


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_key_opens_the_meaning_and_escape_leads_back(article: Page, key: str) -> None:
    tumor(article).focus()
    article.keyboard.press(key)
    assert card(article).inner_text().startswith("Tumor")
    assert "lump of cells" in card(article).inner_text()
    assert focus_is_on(card(article))
    assert tumor(article).get_attribute("aria-expanded") == "true"
    article.keyboard.press("Escape")
    card(article).wait_for(state="detached")
    assert focus_is_on(tumor(article))
    assert tumor(article).get_attribute("aria-expanded") == "false"
    assert article.url.endswith(ARTICLE)


def test_its_button_closes_it(article: Page) -> None:
    tumor(article).click()
    article.keyboard.press("Tab")
    article.keyboard.press("Tab")
    assert focus_is_on(card(article).locator("button"))
    article.keyboard.press("Enter")
    card(article).wait_for(state="detached")
    assert focus_is_on(tumor(article))


def test_a_second_click_closes_it_and_a_third_opens_it_again(article: Page) -> None:
    for times in (1, 0, 1):
        tumor(article).click()
        if not times:
            card(article).wait_for(state="detached")
        assert card(article).count() == times


def test_another_term_takes_its_place(article: Page) -> None:
    tumor(article).click()
    # Covered by the open card on a narrow screen, so by its own means.
    article.locator("a.term", has_text="chemotherapy").first.evaluate("link => link.click()")
    assert card(article).count() == 1
    assert card(article).inner_text().startswith("Chemotherapy")
    article.wait_for_function("document.querySelectorAll('[aria-expanded=true]').length === 1")


def test_a_finger_outside_closes_it(browser: Browser, strict_address: str) -> None:
    for page in opened(browser, strict_address, has_touch=True):
        tumor(page).tap()
        assert card(page).count() == 1
        page.locator("h1").tap()
        card(page).wait_for(state="detached")


def test_every_card_stays_inside_a_narrow_window(article: Page) -> None:
    for term in article.locator("a.term").all():
        term.scroll_into_view_if_needed()
        term.evaluate("link => link.click()")
        assert card(article).evaluate(INSIDE), term.inner_text()
    width = "document.documentElement.scrollWidth <= document.documentElement.clientWidth"
    assert article.evaluate(width)


def test_from_right_to_left_a_card_begins_where_its_term_does(article: Page) -> None:
    article.set_viewport_size({"width": 1280, "height": 800})
    article.evaluate("document.documentElement.dir = 'rtl'")
    tumor(article).click()
    edges = [
        place.evaluate("element => element.getBoundingClientRect().right")
        for place in (tumor(article), card(article))
    ]
    assert edges[0] == pytest.approx(edges[1], abs=1)
    assert card(article).evaluate(INSIDE)


def test_nothing_opens_by_pointing(article: Page) -> None:
    tumor(article).hover()
    assert card(article).count() == 0


@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_axe_finds_nothing_in_an_open_card(
    browser: Browser, address: str, options: dict[str, Any], artefacts: Path
) -> None:
    for page in opened(browser, address, **options):
        tumor(page).click()
        page.screenshot(path=artefacts / f"term-{'-'.join(map(str, options.values()))}.png")
        assert axe(page) == []


def test_without_a_script_a_term_leads_to_its_entry(browser: Browser, address: str) -> None:
    for page in opened(browser, address, java_script_enabled=False):
        tumor(page).click()
        expect(page).to_have_url(f"{address}glossary/#term-tumor")
        assert page.locator("dt:target").inner_text() == "Tumor"


def test_paper_shows_no_sign_of_terms(article: Page) -> None:
    tumor(article).click()
    article.emulate_media(media="print")
    assert tumor(article).evaluate("link => getComputedStyle(link).textDecorationLine") == "none"
    assert tumor(article).evaluate("link => getComputedStyle(link, '::after').content") == "none"
    assert card(article).is_hidden()
