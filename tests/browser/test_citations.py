"""Citations in a real browser: from a number to its source and back, without a script."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from site_fixtures import ARTICLE, ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Locator, Page

pytestmark = pytest.mark.browser

AXE = """async () => {
  const rules = Object.fromEntries(axe.getRules().map(({ruleId}) => [ruleId, {enabled: true}]));
  const {violations} = await axe.run(document, {rules, resultTypes: ['violations']});
  return violations.flatMap(({id, nodes}) => nodes.map(({target}) => `${id}: ${target}`)); }"""
ON_TOP = """element => { const {x, y, width, height} = element.getBoundingClientRect();
  const top = document.elementFromPoint(x + width / 2, y + height / 2);
  return element.contains(top) || (top?.contains(element) ?? false); }"""


@pytest.fixture(params=["", "ar/"])
def article(
    request: pytest.FixtureRequest, browser: Browser, strict_address: str
) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 320, "height": 640}, java_script_enabled=False)
    page = context.new_page()
    page.goto(strict_address + request.param + ARTICLE)
    yield page
    context.close()


def fragment(page: Page) -> str:
    return page.url.partition("#")[2]


def shown(locator: Locator) -> bool:
    box, size = locator.bounding_box(), locator.page.viewport_size
    assert box is not None
    assert size is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= size["height"]


def test_a_number_leads_to_its_source_and_the_source_back_by_keyboard(article: Page) -> None:
    mark = article.locator(".citation a").nth(1)
    place = mark.get_attribute("id")
    mark.focus()
    article.keyboard.press("Enter")
    source = article.locator(f"[id='{fragment(article)}']")
    assert source.locator(".source-number").inner_text() == mark.inner_text()
    assert shown(source.locator("a").first)
    article.keyboard.press("Tab")
    article.keyboard.press("Tab")
    back = source.locator(f"a[href='#{place}']")
    back.focus()
    article.keyboard.press("Enter")
    assert fragment(article) == place
    assert shown(mark)


def test_after_a_jump_the_next_stop_of_the_keyboard_is_in_the_source(article: Page) -> None:
    article.locator(".citation a").first.focus()
    article.keyboard.press("Enter")
    article.keyboard.press("Tab")
    focused = article.locator(f"[id='{fragment(article)}'] a:focus")
    assert focused.count() == 1
    assert focused.is_visible()


def test_each_link_of_a_citation_says_where_it_leads_in_other_words(article: Page) -> None:
    tree = article.locator("section.sources").aria_snapshot()
    ways = [line.strip() for line in tree.splitlines() if line.strip().startswith("- link ")]
    assert len(ways) == len(set(ways))
    marks = article.locator(".citation").first.aria_snapshot()
    assert "[1]" not in marks.split("/url")[0]
    assert "1" in marks


def test_axe_finds_nothing_at_a_source(browser: Browser, strict_address: str) -> None:
    axe = (ROOT / "node_modules/axe-core/axe.min.js").read_text(encoding="utf-8")
    for scheme in ("light", "dark"):
        page = browser.new_page(
            viewport={"width": 320, "height": 640}, color_scheme=scheme, bypass_csp=True
        )
        page.goto(f"{strict_address}zh-Hans/{ARTICLE}")
        page.locator(".citation a").first.click()
        page.evaluate(axe)
        assert page.evaluate(AXE) == []
        assert page.locator("section.sources a").first.evaluate(ON_TOP)
        page.close()


def test_paper_keeps_the_numbers_and_leaves_out_the_ways_back(article: Page) -> None:
    article.emulate_media(media="print")
    assert article.locator(".citation a").first.is_visible()
    assert article.locator(".source-number").first.is_visible()
    assert not article.locator(".source-back").first.is_visible()
