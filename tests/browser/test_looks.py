"""What a reader's browser makes of the pages."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest

from polyclinic import config
from site_fixtures import ARTICLE, PAGES, ROOT, build_library

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SETTINGS = config.load(ROOT / "mkdocs.yml")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)
pytestmark = pytest.mark.browser
every_locale = pytest.mark.parametrize("locale", LOCALES)
WIDE, NARROW = 1280, 320


def url(address: str, locale: str, page: str) -> str:
    return address + ("" if locale == SETTINGS.source_locale else f"{locale}/") + page


def open_page(browser: Browser, address: str, width: int = WIDE, **options: str) -> Page:
    context = browser.new_context(viewport={"width": width, "height": 900}, **options)  # type: ignore[arg-type]
    page = context.new_page()
    page.goto(address)
    return page


OVERFLOW = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
# Elements whose text is wider than they are and cannot be scrolled to.
CUT = """() => [...document.querySelectorAll('main *, header *, footer *')]
  .filter(e => e.clientWidth > 1 && e.scrollWidth > e.clientWidth + 1
    && getComputedStyle(e).overflowX === 'hidden' && !e.closest('.visually-hidden'))
  .map(e => e.className || e.tagName)"""


@every_locale
def test_every_page_opens_without_error_and_asks_no_other_server(
    browser: Browser, address: str, locale: str
) -> None:
    context = browser.new_context()
    page = context.new_page()
    errors: list[str] = []
    hosts: set[str] = set()
    page.on(
        "console", lambda message: errors.append(message.text) if message.type == "error" else None
    )
    page.on("pageerror", lambda problem: errors.append(str(problem)))
    page.on("request", lambda request: hosts.add(urlsplit(request.url).netloc))
    page.on("response", lambda r: errors.append(r.url) if r.status >= 400 else None)
    for path in PAGES:
        page.goto(url(address, locale, path))
        assert page.locator("h1").inner_text().strip()
    assert errors == []
    assert hosts == {urlsplit(address).netloc}
    assert context.cookies() == []
    context.close()


@every_locale
@pytest.mark.parametrize("path", PAGES, ids=lambda p: p or "home")
def test_nothing_scrolls_sideways_on_a_narrow_phone(
    browser: Browser, address: str, locale: str, path: str
) -> None:
    page = open_page(browser, url(address, locale, path), NARROW)
    assert page.evaluate(OVERFLOW) <= 0
    assert page.evaluate(CUT) == []
    page.context.close()


@every_locale
def test_large_text_needs_no_sideways_scrolling(
    browser: Browser, address: str, locale: str
) -> None:
    page = open_page(browser, url(address, locale, ARTICLE), WIDE)
    page.add_style_tag(content="html { font-size: 200% }")
    assert page.evaluate(OVERFLOW) <= 0
    page.context.close()


@every_locale
def test_text_is_large_enough_and_lines_have_room(
    browser: Browser, address: str, locale: str
) -> None:
    page = open_page(browser, url(address, locale, ARTICLE))
    size, line = page.evaluate(
        """() => { const s = getComputedStyle(document.querySelector('.prose p'));
                   return [parseFloat(s.fontSize), parseFloat(s.lineHeight)]; }"""
    )
    assert size >= 18
    assert line / size >= 1.5
    page.context.close()


@every_locale
def test_the_whole_page_can_be_walked_by_keyboard(
    browser: Browser, address: str, locale: str
) -> None:
    page = open_page(browser, url(address, locale, ARTICLE))
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip-link"
    wanted = page.evaluate(
        """() => [...document.querySelectorAll('a[href], summary')]
             .filter(e => e.checkVisibility()).length"""
    )
    reached = 1
    for _ in range(wanted * 2):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement === document.body"):
            break
        outline = page.evaluate(
            "(s => s.outlineStyle + s.outlineWidth + s.boxShadow)"
            "(getComputedStyle(document.activeElement))"
        )
        assert outline != "none0pxnone", page.evaluate("document.activeElement.outerHTML")
        reached += 1
    assert reached >= wanted
    page.context.close()


def test_the_language_switch_opens_by_keyboard_and_stays_on_the_page(
    browser: Browser, address: str
) -> None:
    page = open_page(browser, url(address, "en", ARTICLE))
    page.locator(".languages summary").focus()
    page.keyboard.press("Enter")
    page.locator(".languages a[hreflang=ar]").focus()
    page.keyboard.press("Enter")
    page.wait_for_url("**/ar/procedures/cryoablation/")
    assert page.evaluate("document.dir") == "rtl"
    page.context.close()


@pytest.mark.parametrize("locale", ["en", "ar"])
def test_a_page_from_a_file_is_whole(browser: Browser, tmp_path: Path, locale: str) -> None:
    folder = build_library(tmp_path / "site")
    file = folder / ("" if locale == "en" else locale) / ARTICLE / "index.html"
    page = open_page(browser, file.as_uri())
    assert page.locator("main h2").count() >= 10
    assert page.evaluate("document.styleSheets.length") >= 1
    page.context.close()


@pytest.mark.parametrize("locale", ["en", "ar", "zh-Hans", "hi"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [NARROW, WIDE])
def test_screenshots_are_kept_for_a_person_to_look_at(  # noqa: PLR0913, PLR0917 - the matrix
    browser: Browser, address: str, artefacts: Path, locale: str, scheme: str, width: int
) -> None:
    page = open_page(browser, url(address, locale, ARTICLE), width, color_scheme=scheme)
    file = artefacts / f"article-{locale}-{scheme}-{width}.png"
    page.screenshot(path=file, full_page=True)
    assert file.stat().st_size > 10_000
    page.context.close()


@pytest.mark.parametrize("locale", ["en", "ar", "zh-Hans"])
def test_a_page_prints_with_its_cards_and_disclaimer(
    browser: Browser, address: str, artefacts: Path, locale: str
) -> None:
    page = open_page(browser, url(address, locale, ARTICLE))
    page.emulate_media(media="print")
    for part in (".emergency", ".urgent", "[data-disclaimer=full]", "#page-sources"):
        assert page.locator(part).first.is_visible(), part
    file = artefacts / f"article-{locale}.pdf"
    page.pdf(path=file)
    assert file.read_bytes().startswith(b"%PDF")
    page.context.close()
