# ruff: noqa: E501 - each style stands on one line
"""What is found in the frame of a page is what is found in the page, and frames are few."""

from __future__ import annotations

import ast
import re
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

import cssselect2
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyclinic.check import css, document, sight, visibility
from polyclinic.check.cache import Cache
from polyclinic.check.disclaimer_specimen import article_page, translated_page
from polyclinic.check.runner import Subjects, run
from polyclinic.check.sight import Sights
from polyclinic.check.styles import DECORATION, needed
from sight_fixtures import LOOKING, framed, whole

if TYPE_CHECKING:
    from polyclinic.check.finding import Finding
    from polyclinic.check.subjects import RenderedPage


def frame(page: RenderedPage) -> str:
    sights = Sights(None)
    sights.add(page)
    return sights.of(page).html


# The same is found.


SELECTORS = (
    "section", "main > section", ".prose + section", ".prose ~ *", "main :last-child", "h1 ~ section",
    "main:has(.prose h2) section", ":not(:has(h2)) > p", "div:empty + section", "section > :first-child",
    "main > :nth-child(3) ~ section", "[data-disclaimer]", "a[href^='#']", "a[href$='disclaimer']",
    "a[title]", "li:nth-child(2n)", "body:lang(en) li", ":root", "body", ".nobody", ".nobody, li",
    ".prose p", "section::before", "li::first-line", "[data-disclaimer-slot=delay]", ".pr\\6fse + section",
    "h2:has(+ p) + p", "#page-sources + section", "div", "html:not(.js) section", ".translation-notice p",
)  # fmt: skip
DECLARED = (
    "display: none", "color: #fff", "position: fixed; inset: 0; background: #000", "opacity: 0.1",
    "padding: 99rem", "--ink: #fff", "color: var(--ink, #000)", "font-size: 3px", "font: 3px/1 serif",
    "all: unset", "content: ''; position: absolute; inset: 0; background: red", "border: 9em solid",
    "visibility: hidden !important", "height: 0; overflow: hidden", "display: block", "text-indent: -99em",
    "background: #000", "margin-left: -999px", "transform: scale(0)", "line-height: 0",
)  # fmt: skip
AROUND = ("{}", "@media print {{ {} }}", "@media (width < 30rem) {{ {} }}", "@layer late {{ {} }}", "@layer {{ {} }}")  # fmt: skip
CHANGES = (
    ("<p>A sprain", '<p class="js" style="position:fixed;inset:0;background:#fff">A sprain'),
    ("<p>A sprain", "<style>section { opacity: 0 }</style><p>A sprain"),
    ("<h2>What", "<table><tr><td>1</table><h2>What"),
    ("<h2>What", '<p title="not the end">Text<h2>What'),
    ("A sprain is a torn ligament.", ""),
    ("<main>", '<main role="tabpanel" id="t"><a role="tab" href="#t">Tab</a>'),
    ("<body>", '<body @click="x" data-a="&quot;<b>">'),
    ("</main>", "</main><main></main>"),
    ("<ul>", "<details><summary>More</summary><ul>"),
)

rules = st.tuples(st.sampled_from(SELECTORS), st.sampled_from(DECLARED), st.sampled_from(AROUND))


@settings(max_examples=150)
@given(styles=st.lists(rules, min_size=1, max_size=5), changes=st.sets(st.sampled_from(CHANGES)))
def test_any_style_hides_as_much_of_a_frame_as_of_its_page(
    styles: list[tuple[str, str, str]], changes: set[tuple[str, str]]
) -> None:
    sheet = "\n".join(place.format(f"{which} {{ {what} }}") for which, what, place in styles)
    for page in (article_page(css=sheet), translated_page(css=sheet)):
        html = page.html
        for old, new in changes:
            html = html.replace(old, new)
        changed = replace(page, html=html)
        assert framed(changed) == whole(changed)


# What is in a frame.


def test_a_frame_has_no_words_and_no_addresses_but_those_of_style_sheets() -> None:
    html = frame(article_page())
    assert 'href="/site.css"' in html
    assert "sprain" not in html
    assert "../" not in html


def test_pages_that_look_the_same_have_one_frame() -> None:
    one = article_page()
    longer = one.html.replace("ligament.</p>", "ligament.</p><table><tr><td>1</table><p>More.</p>")
    other = replace(one, address="conditions/gout/", html=longer.replace("Sprain", "Gout"))
    assert frame(other) == frame(one) != frame(translated_page())


def test_how_an_address_begins_is_kept_where_a_style_asks_for_it() -> None:
    assert 'href="#"' in frame(article_page(css='a[href^="#"] { opacity: 1 }'))
    assert 'href="#page-sources"' in frame(article_page(css="a[href$=sources] { opacity: 1 }"))
    assert 'href=""' in frame(article_page(css="a[href] { opacity: 1 }"))


# What is asked again.


@pytest.mark.parametrize(
    ("style", "again"),
    [
        ("", False),
        ("/* note */", False),
        (".nobody { display: none }", False),
        ("section.nobody, p .nobody:hover { display: none }", False),
        ("section { padding: 9px; font-weight: bold }", False),
        ("section { opacity: 0.9 }", True),
        ("@media print { :is(.nobody, section) { color: #111 } }", True),
        ("@keyframes spin { to { opacity: 0 } }", True),
        ("@layer one, two;", True),
    ],
)
def test_only_a_style_that_can_hide_something_asks_again(
    tmp_path: Path, style: str, *, again: bool
) -> None:
    page, asked = article_page(css="p { color: #222 }"), 0

    def looks(_: sight.Sight) -> list[Finding]:
        nonlocal asked
        asked += 1
        return []

    counting = [replace(LOOKING[0], sight=looks)]
    for styles in ("", f"\n{style}"):
        cache = Cache(tmp_path)
        sheet = {"site.css": page.styles["site.css"] + styles}
        list(run(counting, Subjects(pages=(replace(page, styles=sheet),)), cache=cache))
        assert cache.save() == []
    assert asked == 1 + again


def test_the_frame_itself_is_kept(tmp_path: Path) -> None:
    page = article_page(css="section { opacity: 0 }")
    first = framed(page, Cache(tmp_path))
    assert framed(page, Cache(tmp_path)) == first == whole(page) != set()


# What is left out of style sheets.


def test_no_property_that_is_left_out_is_looked_at() -> None:
    folder = Path(visibility.__file__).parent
    named = {
        node.value
        for name in ("cascade.py", "hiding.py", "visibility.py", "css_values.py")
        for node in ast.walk(ast.parse((folder / name).read_text(encoding="utf-8")))
        if isinstance(node, ast.Constant) and isinstance(node.value, str)
    }
    assert {"display", "overflow"} <= named
    assert not named & DECORATION


@given(st.lists(st.sampled_from([*SELECTORS, ".a.b", ".a > .b:not(.c)", ":is(.a, .b) .c", "p.a, .b"]), min_size=1, max_size=3))  # fmt: skip
def test_a_selector_matches_nothing_without_the_classes_it_needs(parts: list[str]) -> None:
    selector = ", ".join(parts)
    root = document.tree(article_page(("<h1>", '<h1 class="a b"><i class="c"></i>')).html)
    has = {name for e in root.iter() for name in (e.get("class") or "").split()}
    if any(has.issuperset(part) for part in needed(selector)):
        return
    page = cssselect2.ElementWrapper.from_html_root(root)
    for compiled in css.selectors(selector):
        assert not any(compiled.test(element) for element in page.iter_subtree())


def test_classes_are_needed_of_each_selector_of_a_list() -> None:
    assert needed(".a.b > p, :is(.c, .d) .e, p[title='.f, g']") == [["a", "b"], ["e"], []]
    assert needed(r".a\:b") == needed("p:not(") == [[]]
    assert re.fullmatch(r"\S+", needed(".a-b_c")[0][0])
