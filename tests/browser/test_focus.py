"""Where the keyboard is: each page is walked forth and back, and what shows its place is measured.

A walk is made of real keys. What the focus changes is measured in pixels, before and after, as
WCAG 2.4.13 asks: at least as many as a line of 2 px around the target has, each changed by 3:1.
Stops that have the same look (classes, ring, grounds) are measured one time for each language,
width and appearance.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from site_fixtures import ARTICLE, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, CDPSession, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPTS = ("en", "ar", "zh-Hans", "hi")
WIDTHS = (320, 1280)
APPEARANCES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light", "forced_colors": "none"},
    {"color_scheme": "dark", "forced_colors": "none"},
    {"color_scheme": "light", "forced_colors": "active"},
)
every_script = pytest.mark.parametrize("locale", SCRIPTS)


@cache
def source() -> str:
    return (Path(__file__).parent / "walk.js").read_text(encoding="utf-8")


def ask(page: Page, name: str, argument: object = None) -> Any:
    """What a function of walk.js finds."""
    return page.evaluate(f"(argument) => {{ {source()}\n return {name}(argument); }}", argument)


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context()
    context.set_default_timeout(10_000)
    yield context.new_page()
    context.close()


@pytest.fixture(scope="module")
def lab(browser: Browser) -> Iterator[Page]:
    """A page of its own, in which pictures are compared."""
    context = browser.new_context()
    yield context.new_page()
    context.close()


def url(address: str, locale: str, path: str) -> str:
    return address + ("" if locale == "en" or path == "404.html" else f"{locale}/") + path


def walked(page: Page) -> list[str]:
    """What is wrong on the way through the page by Tab, and back by Shift+Tab."""
    ask(page, "watch")
    number = ask(page, "count")
    for key, times in (("Tab", number), ("Shift+Tab", number - 1)):
        for _ in range(times):
            page.keyboard.press(key)
    found: list[str] = ask(page, "walk")
    return found


def unmarked(page: Page, lab: Page, known: set[str]) -> list[str]:
    """Stops of a look not known before that the focus changes too little."""
    session = page.context.new_cdp_session(page)
    found = []
    for stop in ask(page, "newLooks", sorted(known)):
        known.add(stop["look"])
        share = indicated(page, lab, session, stop["index"])
        if share < 1:
            found.append(f"{stop['name']}: {share:.0%} of what must change")
    session.detach()
    return found


def indicated(page: Page, lab: Page, session: CDPSession, index: int) -> float:
    place = ask(page, "take", index)
    focused = picture(session, place["clip"])
    ask(page, "leave", index)
    unfocused = picture(session, place["clip"])
    pictures = {"focused": focused, "unfocused": unfocused, "boxes": place["boxes"]}
    return float(ask(lab, "indicated", pictures))


def picture(session: CDPSession, clip: dict[str, float]) -> str:
    options = {"format": "png", "optimizeForSpeed": True, "clip": clip}
    return str(session.send("Page.captureScreenshot", options)["data"])


@every_script
@pytest.mark.parametrize("width", WIDTHS)
def test_no_stop_of_the_keyboard_is_hidden_out_of_order_or_a_trap(
    page: Page, address: str, locale: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    for path in KINDS:
        page.goto(url(address, locale, path))
        assert walked(page) == [], path


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 800, 1280])
def test_with_all_lists_open_no_stop_is_hidden(
    page: Page, address: str, locale: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url(address, locale, ARTICLE))
    page.evaluate("document.querySelectorAll('main details').forEach(d => { d.open = true })")
    assert walked(page) == []


@pytest.mark.parametrize("locale", ["en", "ar"])
@pytest.mark.parametrize("width", [320, 800, 1280])
@pytest.mark.parametrize("path", [ARTICLE, "search/"])
def test_the_open_list_of_languages_hides_no_stop(
    page: Page, address: str, locale: str, width: int, path: str
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    page.goto(url(address, locale, path))
    ask(page, "watch")
    while not page.evaluate("document.activeElement.matches('.languages summary')"):
        page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    for _ in range(25):
        page.keyboard.press("Tab")
    assert ask(page, "faults") == []
    assert ask(page, "passed", ".languages a") == 9


def test_the_list_of_languages_that_hangs_over_the_page_closes_when_it_is_left(
    page: Page, address: str
) -> None:
    menu = page.locator(".languages")
    for width, closed in ((1280, True), (320, False)):
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        page.locator(".languages summary").press("Enter")
        page.locator(".languages a").last.focus()
        page.keyboard.press("Shift+Tab")
        assert menu.get_attribute("open") is not None
        page.locator(".languages a").last.focus()
        page.keyboard.press("Tab")
        assert (menu.get_attribute("open") is None) == closed


def test_escape_closes_the_list_of_languages_and_goes_back_to_its_button(
    page: Page, address: str
) -> None:
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 800})
        page.goto(address)
        page.locator(".languages summary").press("Enter")
        page.keyboard.press("Tab")
        page.keyboard.press("Escape")
        assert page.locator(".languages").get_attribute("open") is None
        assert page.evaluate("document.activeElement.matches('.languages summary')")


@every_script
@pytest.mark.parametrize("width", WIDTHS)
def test_the_focus_is_seen_at_every_stop_in_every_appearance(
    page: Page, lab: Page, address: str, locale: str, width: int
) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    known: list[set[str]] = [set() for _ in APPEARANCES]
    for path in KINDS:
        page.goto(url(address, locale, path))
        page.keyboard.press("Tab")
        for appearance, looks in zip(APPEARANCES, known, strict=True):
            page.emulate_media(**appearance)
            assert unmarked(page, lab, looks) == [], (path, appearance)
    assert all(len(looks) > 20 for looks in known)


# What the tests must find


FAULTS = {
    "below": "header { position: sticky; top: 0; z-index: 9 } main { margin-top: -3em }",
    "out of sight": ".tool { position: relative; left: -50vw }",
    "is cut off by the window": "html { scroll-padding: 0 } .site-header-row { padding: 0 }",
    "stands before": ".site-navigation ul { flex-direction: row-reverse }",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_a_walk_finds_a_stop_that(page: Page, address: str, fault: str) -> None:
    page.set_viewport_size({"width": 1280, "height": 800})
    page.goto(address + ARTICLE)
    page.add_style_tag(content=FAULTS[fault])
    assert [found for found in walked(page) if fault in found]


@pytest.mark.parametrize("script", ["e.tabIndex = -1", "e.tabIndex = 1", "e.onfocus = e.blur"])
def test_a_walk_finds_a_stop_left_out_moved_or_lost(page: Page, address: str, script: str) -> None:
    page.goto(address + ARTICLE)
    page.evaluate(f"(e => {{ {script} }})(document.querySelector('.tool-print'))")
    assert walked(page) != []


def test_a_walk_finds_a_trap(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    trap = "e => { if (e.key === 'Tab' && e.target.id === 'page-search') e.preventDefault() }"
    page.evaluate(f"addEventListener('keydown', {trap})")
    assert walked(page) != []


@pytest.mark.parametrize(
    "ring",
    [
        "outline: none",
        "outline: 1px solid #000; outline-offset: 0",
        "outline: 4px solid #ddd",
        "outline: none; background: #eee",
        "outline: none; text-decoration: underline 3px",
    ],
)
def test_a_ring_that_is_thin_pale_or_none_is_found(
    page: Page, lab: Page, address: str, ring: str
) -> None:
    page.goto(address + ARTICLE)
    page.keyboard.press("Tab")
    page.add_style_tag(content=f".site-name:focus-visible {{ {ring} }}")
    assert [name for name in unmarked(page, lab, set()) if "site-name" in name]
