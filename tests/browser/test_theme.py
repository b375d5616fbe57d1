"""The reader's choice of colors, and the page that greets in the language of a wrong address."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from checkers import axe
from site_fixtures import ARTICLE, PAGES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser
KEY = "polyclinic.theme"
THEMES = ("light", "dark", "contrast")
PAPER = "getComputedStyle(document.body).backgroundColor"
WHITE, NIGHT, WARM, BLACK = (
    "rgb(255, 255, 255)", "rgb(19, 26, 28)", "rgb(255, 253, 249)", "rgb(0, 0, 0)"
)  # fmt: skip


@cache
def measuring(name: str) -> str:
    source = (Path(__file__).parent / "measure.js").read_text(encoding="utf-8")
    return f"(argument) => {{ {source}\n return {name}(argument); }}"


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def stored(page: Page) -> dict[str, str]:
    return dict(page.evaluate("Object.entries(localStorage)"))


def test_nothing_is_stored_before_a_choice_and_nothing_after_it_is_taken_back(
    page: Page, address: str
) -> None:
    page.goto(address + ARTICLE)
    assert stored(page) == {}
    page.get_by_role("radio", name="Dark").check()
    assert stored(page) == {KEY: "dark"}
    page.get_by_role("radio", name="As on this device").check()
    assert stored(page) == {}
    assert page.context.cookies() == []


@pytest.mark.parametrize(
    ("theme", "scheme", "paper"),
    [
        ("Light", "dark", WARM),
        ("Dark", "light", NIGHT),
        ("High contrast", "light", WHITE),
        ("High contrast", "dark", BLACK),
    ],
)
def test_a_choice_holds_on_every_page_before_it_is_painted(
    page: Page, address: str, theme: str, scheme: Any, paper: str
) -> None:
    page.emulate_media(color_scheme=scheme)
    page.goto(address)
    page.get_by_role("radio", name=theme).check()
    assert page.evaluate(PAPER) == paper
    # The module that shows the choice does not run: what is in the head has to do it.
    page.route("**/site.js", lambda route: route.abort())
    page.goto(address + "ar/" + ARTICLE)
    assert page.evaluate(PAPER) == paper


def test_the_choice_is_made_by_keyboard(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("radio", name="As on this device").focus()
    page.keyboard.press("ArrowDown")
    assert page.locator("html").get_attribute("data-theme") == "light"
    page.keyboard.press("ArrowDown")
    assert page.get_by_role("radio", name="Dark").is_checked()
    ring = page.evaluate(measuring("focusRing"))
    assert ring["contrast"] >= 3
    assert ring["width"] >= 2


def test_a_page_opened_again_shows_what_was_chosen(page: Page, address: str) -> None:
    page.goto(address)
    page.get_by_role("radio", name="High contrast").check()
    page.reload()
    assert page.get_by_role("radio", name="High contrast").is_checked()


def test_the_bar_of_the_browser_has_the_color_of_the_paper(page: Page, address: str) -> None:
    bars = "[...document.querySelectorAll('meta[name=theme-color]')].map(m => m.content)"
    page.goto(address)
    usual = page.evaluate(bars)
    page.get_by_role("radio", name="Dark").check()
    assert set(page.evaluate(bars)) == {"#131a1c"}
    page.get_by_role("radio", name="As on this device").check()
    assert page.evaluate(bars) == usual
    assert len(set(usual)) == 2


def test_a_stored_word_that_is_no_theme_is_passed_over(page: Page, address: str) -> None:
    page.add_init_script(f"localStorage.setItem('{KEY}', 'sepia\"]')")
    page.goto(address)
    assert page.locator("html").get_attribute("data-theme") is None
    assert page.get_by_role("radio", name="As on this device").is_checked()


def test_a_browser_that_keeps_nothing_shows_the_choice_on_this_page(
    page: Page, address: str
) -> None:
    page.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('no'); }})"
    )
    page.goto(address)
    page.get_by_role("radio", name="Dark").check()
    assert page.evaluate(PAPER) == NIGHT


def test_without_a_script_no_choice_is_offered(browser: Browser, address: str) -> None:
    context = browser.new_context(java_script_enabled=False, color_scheme="dark")
    page = context.new_page()
    page.goto(address)
    assert not page.locator(".theme").is_visible()
    assert page.get_by_role("radio").count() == 0
    context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("wish", [*THEMES, "more"])
def test_text_keeps_seven_to_one_in_every_palette(
    page: Page, address: str, wish: str, scheme: Any
) -> None:
    """`more` is the wish of the device for contrast, the others are chosen here."""
    if wish == "more":
        page.emulate_media(color_scheme=scheme, contrast="more")
    else:
        page.emulate_media(color_scheme=scheme)
        page.add_init_script(f"localStorage.setItem('{KEY}', '{wish}')")
    for path in (*PAGES, "404.html"):
        page.goto(address + path)
        page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        assert page.evaluate(measuring("lowContrast"), 7) == [], path
        frames = page.evaluate(measuring("frames"), ".theme input, .languages summary")
        assert frames
        assert [frame for frame in frames if frame["contrast"] < 3] == []
    assert page.evaluate(PAPER) in (
        {WHITE, BLACK} if wish in {"more", "contrast"} else {WARM, NIGHT}
    )


@pytest.mark.parametrize("theme", THEMES)
def test_axe_finds_nothing_in_a_chosen_theme(page: Page, address: str, theme: str) -> None:
    page.add_init_script(f"localStorage.setItem('{KEY}', '{theme}')")
    for width in (320, 1280):
        page.set_viewport_size({"width": width, "height": 900})
        page.goto(address + ARTICLE)
        assert axe(page) == []


def test_a_chosen_theme_stays_off_paper(page: Page, address: str) -> None:
    page.add_init_script(f"localStorage.setItem('{KEY}', 'dark')")
    page.emulate_media(media="print")
    page.goto(address + ARTICLE)
    assert page.evaluate(PAPER) == WHITE
    assert not page.locator(".theme").is_visible()


def lost(page: Page, address: str, path: str, library_folder: Path) -> None:
    """Ask for an address that does not exist, as a server answers it."""
    body = (library_folder / "404.html").read_text(encoding="utf-8")
    answer = {"status": 404, "content_type": "text/html", "body": body}
    page.route(f"**/{path}", lambda route: route.fulfill(**answer))
    page.goto(address + path)


@pytest.mark.parametrize(
    ("path", "lang", "direction", "words"),
    [
        ("ar/procedures/nothing/", "ar", "rtl", "لم نعثر على هذه الصفحة."),
        ("zh-Hans/x", "zh-Hans", "ltr", "我们找不到这个页面。"),
        ("procedures/nothing/", "en", "ltr", "We could not find this page."),
        ("arabesque/", "en", "ltr", "We could not find this page."),
    ],
)
def test_a_wrong_address_is_answered_in_its_language_first(  # noqa: PLR0913, PLR0917 - a table
    page: Page, address: str, library_folder: Path, path: str, lang: str, direction: str, words: str
) -> None:
    lost(page, address, path, library_folder)
    first = page.locator(".greetings > li.greeting-first")
    first.wait_for()
    assert page.locator(".greetings > li").first.get_attribute("lang") == lang
    heading = page.locator("h1")
    assert heading.inner_text() == words
    assert (heading.get_attribute("lang"), heading.get_attribute("dir")) == (lang, direction)
    assert page.locator(".page-summary").get_attribute("lang") == lang
    assert page.locator(".greetings > li").count() == 9
