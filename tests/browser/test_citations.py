"""Numbers of sources in a real browser: by keyboard, by finger, without a script, on paper."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from checkers import axe
from site_fixtures import ARTICLE

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

# Whether an element stands in the window with nothing else before it.
IN_SIGHT = """element => {
  const box = element.getBoundingClientRect();
  const seen = document.elementFromPoint(box.x + box.width / 2, box.y + box.height / 2);
  return box.top >= 0 && box.bottom <= innerHeight
    && (element.contains(seen) || seen.contains(element));
}"""
OUTLINE = "element => parseFloat(getComputedStyle(element).outlineWidth)"
FIRST = "#cite--nci-1"
SECOND = "#cite--nci-2"


@pytest.fixture
def article(browser: Browser, strict_address: str) -> Iterator[Page]:
    yield from opened(browser, strict_address)


def opened(browser: Browser, address: str, locale: str = "", **options: Any) -> Iterator[Page]:
    context = browser.new_context(**{"viewport": {"width": 320, "height": 640}, **options})
    page = context.new_page()
    page.goto(address + locale + ARTICLE)
    yield page
    context.close()


def focused(page: Page) -> Locator:
    return page.locator(":focus")


def press_until(page: Page, key: str, wanted: Locator) -> None:
    """Press a key until something has the focus; fail where it goes round without it."""
    for _ in range(40):
        page.keyboard.press(key)
        if wanted.evaluate("element => element === document.activeElement"):
            return
    pytest.fail(f"{key} does not reach {wanted}")


@pytest.mark.parametrize("locale", ["", "ar/"])
@pytest.mark.parametrize("width", [320, 1280])
def test_the_keyboard_leads_to_the_source_and_back(
    browser: Browser, strict_address: str, locale: str, width: int
) -> None:
    size = {"width": width, "height": 640}
    for page in opened(browser, strict_address, locale, viewport=size):
        page.locator(FIRST).focus()
        press_until(page, "Tab", page.locator(SECOND))
        assert focused(page).evaluate(OUTLINE) >= 2
        assert focused(page).evaluate(IN_SIGHT)
        page.keyboard.press("Enter")
        entry = page.locator("#source--nci")
        assert entry.evaluate("element => element.matches(':target')")
        assert entry.evaluate(IN_SIGHT)
        back = entry.locator(f".source-back a[href='{SECOND}']")
        press_until(page, "Tab", back)
        assert back.evaluate(OUTLINE) >= 2
        assert back.evaluate(IN_SIGHT)
        page.keyboard.press("Enter")
        assert page.locator(SECOND).evaluate(IN_SIGHT)
        page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        assert focused(page).get_attribute("id") == SECOND[1:]


def test_a_citation_in_a_closed_box_is_opened_on_the_way_back(article: Page) -> None:
    box = article.locator("details:has(#cite--review-1)")
    assert box.get_attribute("open") is None
    article.locator(".source-back a[href='#cite--review-1']").click()
    assert article.locator("#cite--review-1").evaluate(IN_SIGHT)


@pytest.mark.parametrize(
    ("locale", "citation", "ways"),
    [
        ("", "Source 1", ["Back to the text a [1]", "Back to the text b [1]"]),
        ("ar/", "المصدر 1", ["العودة إلى النص ا [1]", "العودة إلى النص ب [1]"]),
    ],
)
def test_names_say_where_links_lead(
    browser: Browser, strict_address: str, locale: str, citation: str, ways: list[str]
) -> None:
    for page in opened(browser, strict_address, locale):
        first = page.get_by_role("link", name=citation, exact=True).first
        assert first.get_attribute("id") == FIRST[1:]
        entry = page.locator("#source--nci")
        for way in ways:
            assert entry.get_by_role("link", name=way, exact=True).count() == 1


def test_without_a_script_they_lead_to_the_source_and_back(browser: Browser, address: str) -> None:
    for page in opened(browser, address, java_script_enabled=False):
        page.locator(FIRST).click()
        assert page.locator("#source--nci:target").count() == 1
        page.locator(f".source-back a[href='{FIRST}']").click()
        assert page.locator(f"{FIRST}:target").count() == 1


def test_a_finger_finds_a_number(article: Page) -> None:
    for citation in article.locator(".prose .citation a:visible").all():
        box = citation.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 24, citation.get_attribute("id")
    for back in article.locator(".source-back a").all():
        box = back.bounding_box()
        assert box is not None
        assert min(box["width"], box["height"]) >= 44, back.get_attribute("href")


def test_no_line_begins_with_a_number_and_none_is_pushed_apart(article: Page) -> None:
    lines = """element => { const line = getComputedStyle(element.closest('p, li, td')).lineHeight;
      return [element.closest('p, li, td').getBoundingClientRect().height / parseFloat(line)]; }"""
    paragraph = article.locator(f"p:has({FIRST})")
    with_number = paragraph.locator(FIRST).evaluate(lines)
    assert with_number[0] == pytest.approx(round(with_number[0]), abs=0.05)
    starts = """element => { const range = document.createRange();
      range.selectNodeContents(element.closest('p'));
      const left = range.getBoundingClientRect().left;
      return element.getBoundingClientRect().left - left; }"""
    for width in range(300, 420, 8):
        article.set_viewport_size({"width": width, "height": 640})
        for name in (FIRST, SECOND):
            assert article.locator(name).evaluate(starts) > 5, width


@pytest.mark.parametrize("locale", ["", "ar/"])
@pytest.mark.parametrize(
    "options", [{}, {"color_scheme": "dark"}, {"forced_colors": "active"}], ids=str
)
def test_axe_finds_nothing_where_a_citation_led(
    browser: Browser, address: str, locale: str, options: dict[str, Any]
) -> None:
    for page in opened(browser, address, locale, **options):
        for place in ("#source--nci", SECOND):
            page.goto(page.url.split("#")[0] + place)
            assert axe(page) == [], place


def test_without_our_colors_the_way_of_a_citation_still_shows(
    browser: Browser, address: str
) -> None:
    for page in opened(browser, address, forced_colors="active"):
        page.goto(page.url + "#source--nci")
        weight = "element => getComputedStyle(element.querySelector('.source-number')).fontWeight"
        assert page.locator("#source--nci").evaluate(weight) == "700"
        assert page.locator("#source--review").evaluate(weight) == "400"


@pytest.mark.parametrize("locale", ["", "ar/"])
def test_paper_keeps_numbers_and_addresses(
    browser: Browser, address: str, tmp_path: Path, locale: str
) -> None:
    for page in opened(browser, address, locale):
        page.emulate_media(media="print")
        assert page.locator(FIRST).is_visible()
        for sign in ("::before", "::after"):
            content = f"element => getComputedStyle(element, '{sign}').content"
            assert page.locator(FIRST).evaluate(content) in ("none", "normal")
        assert page.locator("#source--nci .source-number").is_visible()
        assert page.locator(".source-back:visible").count() == 0
        page.pdf(path=tmp_path / "article.pdf", tagged=True)
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext: its text can't be read here")
    text = subprocess.check_output([program, "-raw", tmp_path / "article.pdf", "-"], text=True)
    # Four in the text, one in the list; pdftotext turns brackets round from right to left.
    assert text.count("[1]") + text.count("]1[") == 5
    assert "cancer.gov/about-cancer" in "".join(text.split())
    assert "#source--" not in text
