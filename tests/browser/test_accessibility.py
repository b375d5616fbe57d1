"""What the checkers of accessibility and of HTML say of every page: nothing.

No rule of theirs is switched off. axe-core runs all rules it has, those for AAA, the best practices
and the experimental ones too; IBM's checker runs its own policy.
"""

from __future__ import annotations

import json
import shutil
import subprocess
from typing import TYPE_CHECKING, Any

import pytest

from checkers import axe, ibm
from polyclinic import config
from site_fixtures import ARTICLE, KINDS, PAGES, ROOT

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

SETTINGS = config.load(ROOT / "mkdocs.yml")
LOCALES = (SETTINGS.source_locale, *SETTINGS.locales)
TOOLS = ROOT / "node_modules"
# One per script and direction, for each kind of page; every page of every language is checked in
# one theme and width.
SCRIPTS = ("en", "ar", "zh-Hans", "hi")
APPEARANCES: tuple[dict[str, Any], ...] = (
    {"color_scheme": "light"},
    {"color_scheme": "dark"},
    {"color_scheme": "light", "forced_colors": "active"},
)
pytestmark = [pytest.mark.browser, pytest.mark.slow]
every_kind = pytest.mark.parametrize("path", KINDS, ids=lambda path: path or "home")


def url(address: str, locale: str, path: str) -> str:
    return address + ("" if locale == SETTINGS.source_locale else f"{locale}/") + path


def opened(browser: Browser, address: str, width: int, **options: Any) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(address)
    return page


@pytest.mark.parametrize("locale", SCRIPTS)
@every_kind
def test_axe_finds_nothing_in_any_theme_or_width(
    browser: Browser, address: str, locale: str, path: str
) -> None:
    if path == "404.html" and locale != SETTINGS.source_locale:
        pytest.skip("one page greets in every language")
    for width in (320, 1280):
        for appearance in APPEARANCES:
            page = opened(browser, url(address, locale, path), width, **appearance)
            assert axe(page) == [], (width, appearance)
            page.context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_axe_finds_nothing_on_any_page_of_any_language(
    browser: Browser, address: str, locale: str
) -> None:
    for path in PAGES:
        page = opened(browser, url(address, locale, path), 320)
        assert axe(page) == [], path
        page.context.close()


@pytest.mark.parametrize("locale", LOCALES)
def test_the_checker_of_ibm_finds_no_failure(browser: Browser, address: str, locale: str) -> None:
    for path in [*PAGES, *(["404.html"] if locale == SETTINGS.source_locale else [])]:
        page = opened(browser, url(address, locale, path), 1280)
        assert ibm(page) == [], path
        page.context.close()


def test_the_checkers_see_a_fault_when_there_is_one(browser: Browser) -> None:
    page = browser.new_page()
    page.set_content("<title>x</title><p>A box <input type=checkbox> <img src=x></p>")
    for checker in (axe, ibm):
        found = " ".join(checker(page))
        assert "label" in found
        assert "lang" in found
    page.context.close()


def test_all_pages_are_valid_html(library_folder: Path) -> None:
    node, program = shutil.which("node"), TOOLS / "html-validate/bin/html-validate.mjs"
    assert node is not None
    rules = ROOT / "tests/browser/htmlvalidate.json"
    pages = [str(file) for file in sorted(library_folder.rglob("*.html"))]
    command = [node, str(program), "--config", str(rules), "--formatter", "json", *pages]
    done = subprocess.run(command, capture_output=True, text=True, cwd=ROOT, check=False)
    report = json.loads(done.stdout)
    found = [f"{page['filePath']}: {m['message']}" for page in report for m in page["messages"]]
    assert found == []
    assert len(pages) > len(PAGES) * len(LOCALES)


@pytest.mark.parametrize("locale", SCRIPTS)
def test_the_strictest_policy_for_content_blocks_nothing(
    browser: Browser, strict_address: str, locale: str
) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    for path in PAGES:
        page.goto(url(strict_address, locale, path))
        assert page.evaluate("document.styleSheets.length")
    assert refused == []
    page.context.close()


def test_a_reader_ticks_a_box_by_its_words_and_by_the_space_bar(
    browser: Browser, address: str
) -> None:
    page = opened(browser, url(address, "en", ARTICLE), 320)
    box = page.locator("main").get_by_role("checkbox").first
    label = page.locator("main label").first
    label.click(position={"x": 100, "y": 10})
    assert box.is_checked()
    box.press("Space")
    assert not box.is_checked()
    page.context.close()
