"""An article's companions, its handout and its reports of mistakes, in a real browser."""

from __future__ import annotations

import re
import shutil
import subprocess
from typing import TYPE_CHECKING, Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest
from playwright.sync_api import expect

from checkers import axe, ibm
from site_fixtures import ARTICLE

if TYPE_CHECKING:
    from pathlib import Path

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

COMPANIONS = (
    f"{ARTICLE}with/ar/",
    f"ar/{ARTICLE}with/zh-Hans/",
    f"hi/{ARTICLE}with/en/",
    f"{ARTICLE}large-print/",
    f"ar/{ARTICLE}large-print/",
)
every_companion = pytest.mark.parametrize("path", COMPANIONS)

# Where the two sides of each row in sight are; in a cell they always stand one below the other.
ROWS = """() => [...document.querySelectorAll(".prose .sides:not(td, th)")]
  .filter(row => row.offsetHeight)
  .map(row => [...row.children].filter(side => side.matches(".side")).map(side => {
    const {x, y, right, bottom} = side.getBoundingClientRect();
    return {x, y, right, bottom};
  }))"""


def opened(browser: Browser, address: str, width: int = 1280, **options: Any) -> Page:
    page = browser.new_context(viewport={"width": width, "height": 900}, **options).new_page()
    page.goto(address)
    return page


@every_companion
def test_axe_finds_nothing(browser: Browser, address: str, path: str) -> None:
    for width, scheme in ((320, "dark"), (1280, "light")):
        page = opened(browser, address + path, width, color_scheme=scheme)
        assert axe(page) == [], (width, scheme)
        page.context.close()


@every_companion
def test_the_checker_of_ibm_finds_no_failure(browser: Browser, address: str, path: str) -> None:
    page = opened(browser, address + path)
    assert ibm(page) == []
    page.context.close()


@every_companion
def test_nothing_scrolls_sideways_on_the_narrowest_screen(
    browser: Browser, address: str, path: str
) -> None:
    page = opened(browser, address + path, 320)
    assert page.evaluate("document.documentElement.scrollWidth") == 320
    page.context.close()


def test_a_reader_without_scripts_gets_from_an_article_to_both_its_languages(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}ar/{ARTICLE}", java_script_enabled=False)
    page.locator(".beside summary").press("Enter")
    page.locator(".beside").get_by_role("link", name="English").click()
    expect(page).to_have_url(f"{address}ar/{ARTICLE}with/en/")
    assert page.locator("h1 > .side").all_text_contents()[1] == "Cryoablation"
    assert not page.locator(".tool-print").is_visible()
    page.locator(".page-tools > a").click()
    expect(page).to_have_url(f"{address}ar/{ARTICLE}")
    page.context.close()


def test_translations_stand_beside_their_source_and_on_a_phone_below_it(
    browser: Browser, address: str
) -> None:
    for width, side_by_side in ((1280, True), (320, False)):
        page = opened(browser, f"{address}{ARTICLE}with/ar/", width)
        rows = page.evaluate(ROWS)
        assert len(rows) > 50
        for first, second in rows:
            if side_by_side:
                assert abs(first["y"] - second["y"]) < 2
                assert first["right"] <= second["x"]
            else:
                assert first["bottom"] <= second["y"]
        page.context.close()


def test_letters_in_large_print_are_18_points_on_screen_and_on_paper(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}{ARTICLE}large-print/")
    size = "getComputedStyle(document.querySelector('.prose p')).fontSize"
    assert page.evaluate(size) == "24px"
    page.emulate_media(media="print")
    assert page.evaluate(size) == "24px"
    page.goto(f"{address}{ARTICLE}")
    assert page.evaluate(size) == "16px"
    page.context.close()


def test_a_handout_is_a_tagged_pdf_with_page_numbers_a_code_and_all_that_was_folded(
    browser: Browser, address: str, tmp_path: Path
) -> None:
    page = opened(browser, f"{address}{ARTICLE}")
    hidden = page.locator(".prose details").first.locator("p").first.inner_text()
    address_shown = page.locator(".handout-address")
    assert not address_shown.is_visible()
    page.emulate_media(media="print")
    assert page.locator(".handout-code").is_visible()
    assert not page.locator(".page-tools").is_visible()
    file = tmp_path / "handout.pdf"
    page.pdf(path=file, tagged=True, prefer_css_page_size=True)
    page.context.close()
    assert b"/MarkInfo" in file.read_bytes()
    program = shutil.which("pdftotext")
    if program is None:
        pytest.skip("no pdftotext: its text can't be read here")
    done = subprocess.run([program, "-layout", file, "-"], capture_output=True, check=True)
    text = " ".join(done.stdout.decode().split())
    assert re.search(r"\b1 ?/ ?\d+\b", text)
    assert " ".join(hidden.split()[:4]) in text
    assert "Medical disclaimer" in text
    assert "https://www.cancer.gov/" in text
    assert re.search(r"version [0-9a-f]{8}", text)


def test_a_mistake_is_reported_with_its_page_language_and_paragraph(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}ar/{ARTICLE}")
    page.locator(".tool-report").press("Enter")
    page.locator(".report-paragraph").first.wait_for()
    assert page.locator(".tool-report").get_attribute("aria-pressed") == "true"
    paragraph = page.locator(".prose > p").first
    text = paragraph.evaluate("p => p.firstChild.textContent")
    link = paragraph.locator(".report-paragraph")
    href = link.get_attribute("href") or ""
    parts = urlsplit(href)
    body = parse_qs(parts.query.replace("+", "%2B"))["body"][0]
    assert (parts.scheme, parts.path) == ("mailto", "contact@example.org")
    lines = body.split("\r\n")
    assert lines[0] == f"https://example.org/ar/{ARTICLE}"
    assert re.fullmatch(r"ar [0-9a-f]{8}", lines[1])
    assert lines[3] == "#what-is-cryoablation"
    assert lines[4].startswith(text[:40])
    box = link.bounding_box()
    assert box is not None
    assert box["height"] >= 44
    assert axe(page) == []
    page.locator(".tool-report").press("Space")
    expect(page.locator(".report-paragraph")).to_have_count(0)
    page.context.close()


def test_beside_another_language_each_side_has_its_own_report(
    browser: Browser, address: str
) -> None:
    page = opened(browser, f"{address}{ARTICLE}with/ar/")
    page.locator(".tool-report").click()
    page.locator(".report-paragraph").first.wait_for()
    sides = page.locator(".prose div.sides").first.locator(".report-paragraph")
    first, second = (unquote(link.get_attribute("href") or "") for link in sides.all())
    assert "\r\nar: " not in first
    assert "\r\nar: " in second
    page.context.close()


def test_without_a_script_the_page_itself_can_be_reported(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}ar/{ARTICLE}", java_script_enabled=False)
    link = page.locator("a.report-link")
    assert link.is_visible()
    assert (link.get_attribute("href") or "").startswith("mailto:contact@example.org?subject=")
    assert not page.locator(".tool-report").is_visible()
    page.context.close()


def test_the_button_prints(browser: Browser, address: str) -> None:
    page = opened(browser, f"{address}{ARTICLE}")
    page.evaluate("() => { window.printed = 0; window.print = () => { window.printed += 1 } }")
    page.locator(".tool-print").press("Enter")
    assert page.evaluate("window.printed") == 1
    page.context.close()


def test_the_strictest_policy_blocks_nothing(browser: Browser, strict_address: str) -> None:
    page = browser.new_page()
    refused: list[str] = []
    page.on("console", lambda said: refused.append(said.text) if said.type == "error" else None)
    for path in COMPANIONS:
        page.goto(strict_address + path)
        page.locator(".tool-report").click()
        page.locator(".report-paragraph").first.wait_for()
        assert page.evaluate("document.styleSheets.length") == 2
    assert refused == []
    page.context.close()
