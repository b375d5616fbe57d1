"""The A-Z, the topics and the home page, used by keyboard and on narrow screens."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from site_fixtures import ARTICLES

if TYPE_CHECKING:
    from playwright.sync_api import Browser

pytestmark = [pytest.mark.browser, pytest.mark.slow]
LISTS = ("a-z/", "ar/a-z/", "zh-Hans/a-z/", "", "topics/cancer/", "topics/", "procedures/")
SMALL = """() => [...document.querySelectorAll('.letters a, .entry a')].filter(a => {
  const box = a.getBoundingClientRect();
  return box.width < 44 || box.height < 44;
}).map(a => a.textContent)"""


@pytest.mark.parametrize("path", LISTS, ids=lambda p: p or "home")
def test_every_entry_and_letter_is_large_enough_to_touch(
    browser: Browser, address: str, path: str
) -> None:
    page = browser.new_context(viewport={"width": 320, "height": 800}).new_page()
    page.goto(address + path)
    assert page.locator(".entry a").count() > 0
    assert page.evaluate(SMALL) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    page.context.close()


def test_the_keyboard_leads_from_a_letter_to_an_article_without_a_script(
    browser: Browser, address: str
) -> None:
    page = browser.new_context(java_script_enabled=False).new_page()
    page.goto(f"{address}a-z/")
    letter = page.get_by_role("navigation", name="Go to a letter").get_by_role("link", name="F")
    place = letter.get_attribute("href")
    assert place
    letter.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(f"{place}$"))
    page.keyboard.press("Tab")
    first = page.locator(f"{place} ~ * a, {place} a").first
    expect(first).to_be_focused()
    named = first.get_attribute("href")
    assert named is not None
    article = named.removeprefix("../")
    assert article in ARTICLES
    page.keyboard.press("Enter")
    page.wait_for_url(f"**/{article}")
    page.context.close()


def test_another_name_says_where_it_leads(browser: Browser, address: str) -> None:
    page = browser.new_context().new_page()
    page.goto(f"{address}a-z/")
    link = page.get_by_role("link", name="Cryotherapy: see Cryoablation", exact=True)
    assert link.get_attribute("href") == "../procedures/cryoablation/"
    page.context.close()
