"""What is told of a text at a glance is what Python-Markdown finds in it."""

from __future__ import annotations

from unittest import mock

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, SimpleTextInlineProcessor

from polyclinic.markdown import inline, marks, quick, quiet
from polyclinic.markdown.calm import spans_of
from polyclinic.markdown.quick import make_quick

from .conftest import CONFIGS, EXTENSIONS

SETS: dict[str, list[str]] = {
    "none": [],
    "usual": ["attr_list", "md_in_html", "footnotes", "tables", "abbr", "def_list", "admonition"],
    "all": list(EXTENSIONS),
    "emphasis of another maker": ["pymdownx.betterem", "pymdownx.tilde", "pymdownx.caret"],
    "underscores in words": ["legacy_em", "sane_lists", "smarty", "nl2br", "wikilinks"],
}
STOCK = {name: Markdown(extensions=some, extension_configs=CONFIGS) for name, some in SETS.items()}
QUICK = {name: Markdown(extensions=some, extension_configs=CONFIGS) for name, some in SETS.items()}
for _md in QUICK.values():
    make_quick(_md)

# Spans as they should be, spans that are not quite so, and what stands between them.
PIECES = st.sampled_from([
    "`code`", "`a*b*c`", "`[x](y)`", "` a `", "`<b>`", "`&amp;`", "`a_b`", "``a`b``", "`a", "`",
    "*one*", "**two**", "***three***", "*a b*", "**a. b**", "*a", "a*", "**a*", "* a*", "*a *",
    "**", "*", "_a_", "__a__", "a_b", "*ä*", "**字**", "*a\nb*", "*`a`*", "**[a](b)**",
    "[label](page.md)", "[a b](../x/y_z.md#part)", "[a](b*c*d)", "[a](b&c=d)", "[a](b%20c)",
    "[a](b!)",
    "[a](b 'c')", '[a](b "c")', "[a](<b>)", "[a](b(c)d)", "[a]()", "[](b)", "[a] (b)", "[a][b]",
    "[a](b", "[*a*](b)", "[a]", "![a](b)", "[a](b)(c)", "[a](b){.c}", "[^1]", "[[a]]", "[a](b)[c]",
    "\\*", "\\`", "&amp;", "&", "<b>", "<http://x.y>", "{8 h}", "[@nhs]", "  \n", "\n", "\t", " ",
    "word", "two words", "x", "1", ".", ",", "(", ")", ":", "!", "'", '"', "-", "--", "~a~", "^a^",
    "==a==", ":smile:", "www.a.org", "कम।", "،", "\u00a0", "\u200b", "é",
])  # fmt: skip
TEXTS = st.lists(PIECES, max_size=9).map("".join)


def converted(md: Markdown, text: str) -> str:
    md.reset()
    return md.convert(text)


@pytest.mark.parametrize("name", SETS)
@given(text=TEXTS)
@example("**a** and *b*, `c` and [d](e.md).")
@example("`a``b`")
@example("*a**b*")
@example("*a* b*")
@example("**a**b**c**")
@example("a*b*c **d**e")
@example("(**a**), *b*! [c](d)?")
@example("[a](b)[c](d)")
@example("!`a` ![b](c) !**d**")
@example("*[a](b)*")
def test_pages_are_the_same(name: str, text: str) -> None:
    assert converted(QUICK[name], text) == converted(STOCK[name], text)


@pytest.mark.parametrize("name", SETS)
@given(text=TEXTS)
def test_messages_are_the_same(name: str, text: str) -> None:
    md = STOCK[name]
    converted(md, "")
    at_a_glance = marks.encode(md, text, attribute_lists=True)
    with mock.patch.object(inline, "spans_of", return_value=None):
        assert at_a_glance == marks.encode(md, text, attribute_lists=True)


@pytest.mark.parametrize(
    "text",
    ["a **b** c *d* e `f` g [h](i.md) j", "**a**", "*a*, *b*", "`a*b`", "[a b](../c_d.md#e)"],
)
def test_what_an_article_is_made_of_is_told_at_a_glance(text: str) -> None:
    assert spans_of(STOCK["usual"], text) is not None


class Shout(InlineProcessor):
    def handleMatch(self, m, data):  # type: ignore[no-untyped-def, override]  # noqa: ANN001, ANN201, N802
        del data
        return m[0].upper(), m.start(), m.end()


@pytest.mark.parametrize("pattern", ["loud", r"\*", r"\["])
def test_a_processor_of_another_maker_is_asked(pattern: str) -> None:
    text = "*so* loud [a](b)"
    quick_one, stock = Markdown(), Markdown()
    make_quick(quick_one)
    assert quick_one.convert(text) == stock.convert(text)
    for md in (quick_one, stock):
        md.inlinePatterns.register(Shout(pattern, md), "shout", 77)
    assert spans_of(quick_one, text) is None
    assert converted(quick_one, text) == converted(stock, text)


@pytest.mark.parametrize("name", ["backtick", "link", "em_strong"])
def test_a_span_that_nobody_reads_is_no_span(name: str) -> None:
    text = "`a` [b](c) *d*"
    quick_one, stock = Markdown(), Markdown()
    make_quick(quick_one)
    for md in (quick_one, stock):
        md.inlinePatterns.deregister(name)
    assert spans_of(quick_one, text) is None
    assert converted(quick_one, text) == converted(stock, text)


def test_a_processor_in_the_place_of_another_is_asked() -> None:
    text = "`a` [b](c) *d*"
    quick_one, stock = Markdown(), Markdown()
    make_quick(quick_one)
    for md in (quick_one, stock):
        md.inlinePatterns.register(SimpleTextInlineProcessor("(`)"), "backtick", 190)
    assert converted(quick_one, text) == converted(stock, text)


def test_a_link_in_a_link_stays_text() -> None:
    text = '<p markdown="span"><a href="x">a [b](c) **d**</a></p>\n\n[a [b](c) d](e)'
    assert converted(QUICK["usual"], text) == converted(STOCK["usual"], text)


def test_a_page_asks_the_processors_only_where_it_must() -> None:
    md = Markdown(extensions=["attr_list", "footnotes"])
    make_quick(md)
    with mock.patch.object(quick, "searches", wraps=quiet.searches) as asked:
        md.convert("Plain words.\n\nSome **bold**, `code` and [a link](b.md).\n\n- *one*\n- two\n")
        assert asked.call_count == 0
        md.convert("A <b>tag</b>.")
        assert asked.call_count == 1
