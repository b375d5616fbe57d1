"""What a screen reader is told: Chromium's tree of accessibility, of each kind of page."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

import pytest

from site_fixtures import ARTICLE, KINDS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.browser, pytest.mark.slow]
SCRIPTS = ("en", "ar", "zh-Hans", "hi")
ONCE = ("banner", "main", "contentinfo")
NAMED = ("navigation", "search", "region", "complementary", "form")
# What is used must have a name; a summary is a "DisclosureTriangle" to Chromium.
USED = (
    "link", "button", "checkbox", "radio", "textbox", "searchbox", "combobox", "radiogroup",
    "DisclosureTriangle", "img", "image",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Node:
    """One thing that is said: what it is, its name, and its properties, such as `expanded`."""

    role: str
    name: str
    properties: dict[str, Any]


def tree(page: Page) -> list[Node]:
    """All that is said of a page, in the order in which it is read."""
    session = page.context.new_cdp_session(page)
    nodes = session.send("Accessibility.getFullAXTree")["nodes"]
    session.detach()
    return [
        Node(
            node["role"]["value"],
            node.get("name", {}).get("value", "").strip(),
            {p["name"]: p["value"].get("value") for p in node.get("properties", ())},
        )
        for node in _in_order(nodes)
        if not node["ignored"]
    ]


def _in_order(nodes: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
    """Chromium gives one level after the other."""
    by_number = {node["nodeId"]: node for node in nodes}
    waiting = [nodes[0]]
    while waiting:
        node = waiting.pop()
        yield node
        waiting += (by_number[child] for child in reversed(node["childIds"]))


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


def url(address: str, locale: str, path: str) -> str:
    return address + ("" if locale == "en" or path == "404.html" else f"{locale}/") + path


def faults(nodes: list[Node]) -> list[str]:
    """All that must not be so on any page."""
    return [*_landmarks(nodes), *_headings(nodes), *_nameless(nodes), *_ambiguous(nodes)]


def _landmarks(nodes: list[Node]) -> Iterator[str]:
    roles = Counter(node.role for node in nodes)
    yield from (f"{roles[role]} of {role}" for role in ONCE if roles[role] != 1)
    named = Counter((node.role, node.name) for node in nodes if node.role in NAMED)
    yield from (f"{role} without a name" for role, name in named if not name)
    yield from (f"{role} {name} twice" for (role, name), times in named.items() if times > 1)


def _headings(nodes: list[Node]) -> Iterator[str]:
    headings = [node for node in nodes if node.role == "heading"]
    levels = [int(node.properties["level"]) for node in headings]
    if levels.count(1) != 1:
        yield f"{levels.count(1)} headings of level 1"
    for (before, after), heading in zip(pairwise([0, *levels]), headings, strict=True):
        if after > before + 1:
            yield f"heading {heading.name} of level {after} after one of level {before}"
    yield from ("heading without words" for heading in headings if not heading.name)


def _nameless(nodes: list[Node]) -> Iterator[str]:
    yield from (f"{n.role} without a name" for n in nodes if n.role in USED and not n.name)


def _ambiguous(nodes: list[Node]) -> Iterator[str]:
    """Links of one name lead to one place (WCAG 2.4.9).

    A jump within the page is told from a link that leaves it: the list of contents has
    the headings' own words, and an article may link to a page of that name. Where two languages
    stand beside each other, one word of both (“CT”) leads from each to the page in its own.
    """
    beside = "/with/" in str(nodes[0].properties["url"])
    places: dict[str, set[str]] = defaultdict(set)
    for node in nodes:
        if node.role == "link":
            address, jump, _ = (found := str(node.properties["url"])).partition("#")
            home = urlsplit(address).path.strip("/").partition("/")[0]
            own = home if beside and home in SCRIPTS else ""
            places[f"{own}{jump}{node.name.casefold()}"].add(found)
    yield from (
        f"{name} leads to {sorted(found)}" for name, found in places.items() if len(found) > 1
    )


@pytest.mark.parametrize("locale", SCRIPTS)
def test_a_page_is_named_in_its_parts_and_clear_in_its_links(
    page: Page, address: str, locale: str
) -> None:
    for path in (*KINDS, f"{ARTICLE}with/{'en' if locale != 'en' else 'ar'}/"):
        page.goto(url(address, locale, path))
        page.evaluate("document.querySelectorAll('details').forEach(d => { d.open = true })")
        nodes = tree(page)
        assert faults(nodes) == [], path
        assert sum(node.role == "link" for node in nodes) > 10, path


# What is done to an element of an article, and what must be said of it.
BROKEN = [
    ("main", "e.outerHTML = '<div></div>'", "0 of main"),
    (".breadcrumb", "e.removeAttribute('aria-labelledby')", "navigation without a name"),
    ("#page-contents", "e.textContent = 'Main menu'", "navigation Main menu twice"),
    (".prose h2", "e.outerHTML = '<h4>Deep</h4>'", "heading Deep of level 4 after one of level 1"),
    (".prose h2", "e.outerHTML = '<h1>Two</h1>'", "2 headings of level 1"),
    (".prose h2", "e.replaceChildren()", "heading without words"),
    (".search-button", "e.replaceChildren()", "button without a name"),
    (".sources a", "e.replaceChildren()", "link without a name"),
    (".sources a", "e.textContent = 'Topics'", "topics leads to"),
    (".prose", "e.innerHTML += '<img src=x>'", "image without a name"),
]


@pytest.mark.parametrize(("selector", "fault", "said"), BROKEN)
def test_a_page_with_a_fault_is_found(
    page: Page, address: str, selector: str, fault: str, said: str
) -> None:
    page.goto(address + ARTICLE)
    page.locator(selector).first.evaluate(f"e => {{ {fault} }}")
    found = faults(tree(page))
    assert any(one.startswith(said) for one in found), found


# States


def node(page: Page, role: str, name: str) -> Node:
    (found,) = [one for one in tree(page) if one.role == role and one.name.startswith(name)]
    return found


@pytest.mark.parametrize("name", ["Choose a language", "Read beside another language"])
def test_a_menu_says_whether_it_is_open(page: Page, address: str, name: str) -> None:
    page.goto(address + ARTICLE)
    for state in (False, True):
        assert node(page, "DisclosureTriangle", name).properties["expanded"] is state
        page.locator("summary", has_text=name).press("Enter")
    assert node(page, "DisclosureTriangle", name).properties["expanded"] is False


def test_the_language_of_the_page_is_the_current_one_of_the_list(page: Page, address: str) -> None:
    page.goto(f"{address}ar/{ARTICLE}")
    assert page.locator(".language-list [aria-current=true]").all_inner_texts()[-1] == "العربية"
    page.locator(".languages summary").press("Enter")
    shown = page.locator(".languages").aria_snapshot()
    assert shown.count('link "') == 9


def test_the_search_box_says_that_it_suggests_and_which_one_is_chosen(
    page: Page, address: str
) -> None:
    page.goto(address + ARTICLE)
    assert node(page, "textbox", "Search this site").properties.get("expanded") is None
    page.locator("#page-search").focus()
    page.wait_for_selector("#page-search[role=combobox]")
    assert node(page, "combobox", "Search this site").properties["expanded"] is False
    page.keyboard.type("cryo")
    page.wait_for_selector("[role=option]")
    box = node(page, "combobox", "Search this site")
    assert box.properties["expanded"] is True
    assert box.properties["autocomplete"] == "list"
    assert node(page, "listbox", "Suggestions").name == "Suggestions"
    page.keyboard.press("ArrowDown")
    chosen = [one.name for one in tree(page) if one.properties.get("selected") is True]
    assert len(chosen) == 1
    assert chosen[0].startswith("Cryo")


def test_buttons_boxes_and_choices_say_their_state(page: Page, address: str) -> None:
    page.goto(address + ARTICLE)
    for role, name, state, before, after, when in (
        ("button", "Mark a mistake", "pressed", "false", "true", ".report-paragraph"),
        ("checkbox", "Why do you suggest", "checked", "false", "true", ".prose :checked"),
        ("radio", "Dark", "checked", "false", "true", "[data-theme=dark]"),
        ("button", "abnormal tissue", "expanded", False, True, ".term-card"),
    ):
        assert node(page, role, name).properties[state] == before
        page.get_by_role(role, name=name).first.press("Space")  # type: ignore[arg-type]
        page.locator(when).first.wait_for()
        assert node(page, role, name).properties[state] == after


def test_the_page_of_results_says_how_many_there_are(page: Page, address: str) -> None:
    page.goto(f"{address}search/?q=argon")
    page.wait_for_selector(".search-results mark")
    status = [one for one in tree(page) if one.role == "status" and one.properties.get("live")]
    assert [one.properties["live"] for one in status] == ["polite"] * len(status)
    assert "1 result" in page.get_by_role("status").first.inner_text()
