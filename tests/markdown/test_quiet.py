"""A text is quiet only if Python-Markdown would leave it as it is."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element, tostring

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.inlinepatterns import InlineProcessor, Pattern
from markdown.treeprocessors import InlineProcessor as StockInline

from polyclinic.markdown import marks
from polyclinic.markdown.inline import scan
from polyclinic.markdown.quick import QuickInline, make_quick
from polyclinic.markdown.quiet import SIGNS, is_quiet

from .conftest import CONFIGS, EXTENSIONS, awkward_pages

if TYPE_CHECKING:
    from pathlib import Path

PLAIN = Markdown()
RICH = Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGS)
QUICK = Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGS)
make_quick(QUICK)

_TYPED = "abc ABC 12\n.,;:!?'\"-–…()[]{}<>*_`~^=+#&|\\/@%$é́ن한字क्"
LETTERS = st.text(
    st.one_of(
        st.sampled_from("abc ABC 12\n.,;:!?'\"-–…()[]{}<>*_`~^=+#&|\\/@%$é́ن한字क्"), st.characters()
    ),
    max_size=60,
)


def both(text: str) -> tuple[str, str]:
    RICH.reset()
    QUICK.reset()
    return RICH.convert(text), QUICK.convert(text)


@given(LETTERS)
@example("see www.example.org, and a--b")
@example(":smile: and (c) and 1/2")
@example("a  \nb")
@example('"quoted" text...')
def test_pages_are_the_same(text: str) -> None:
    stock, quick = both(text)
    assert quick == stock


@pytest.mark.parametrize("page", awkward_pages(), ids=lambda page: page.stem)
def test_awkward_pages_are_the_same(page: Path) -> None:
    stock, quick = both(page.read_text(encoding="utf-8"))
    assert quick == stock


@given(LETTERS)
def test_nothing_is_found_in_a_quiet_text(text: str) -> None:
    for md in (PLAIN, RICH):
        if is_quiet(md, text):
            whole, paragraph = Element("div"), Element("p")
            paragraph.text = text
            whole.append(paragraph)
            md.reset()
            StockInline(md).run(whole)
            assert len(paragraph) == 0
            assert paragraph.text == text, tostring(whole)


@given(LETTERS)
def test_the_message_of_a_text_is_the_same_as_if_all_were_asked(text: str) -> None:
    quick = marks.encode(RICH, text, attribute_lists=True)
    found = scan(RICH, text)
    slow = None if found is None else marks.unit_of(found, attribute_lists=True)
    if is_quiet(RICH, text) and slow is not None and not re.search(r"\n|  |\t", text):
        assert quick == slow


@pytest.mark.parametrize("expression", SIGNS)
@given(LETTERS)
def test_no_expression_matches_without_its_signs(expression: str, text: str) -> None:
    if re.search(expression, text):
        assert set(SIGNS[expression]) & set(text)


def test_the_signs_are_those_of_python_markdown() -> None:
    known = {p.pattern for p in Markdown(extensions=["footnotes"]).inlinePatterns}
    assert known <= SIGNS.keys() | {r"(^|(?<=\s))(\*{1,3}|_{1,3})(?=\s|$)"}


class Shout(InlineProcessor):
    def handleMatch(  # type: ignore[override]  # noqa: N802 - as Python-Markdown's own do
        self, m: re.Match[str], data: str
    ) -> tuple[str, int, int]:
        del data
        return m[0].upper(), m.start(), m.end()


class OldShout(Pattern):
    def handleMatch(self, m: re.Match[str]) -> str:  # noqa: N802
        return m[2].upper()


@pytest.mark.parametrize("processor", [Shout("loud", PLAIN), OldShout("(loud)", PLAIN)])
def test_a_processor_that_comes_later_is_heard(processor: Pattern) -> None:
    md = Markdown()
    make_quick(md)
    assert is_quiet(md, "a loud word")
    md.inlinePatterns.register(processor, "shout", 77)
    assert not is_quiet(md, "a loud word")
    assert md.convert("a loud word, a loud one") == "<p>a LOUD word, a LOUD one</p>"


def test_the_inline_parsing_of_another_maker_is_left_alone() -> None:
    class Other(StockInline):
        pass

    md = Markdown()
    md.treeprocessors.register(Other(md), "inline", 20)
    make_quick(md)
    assert type(md.treeprocessors["inline"]) is Other
    other = Markdown()
    make_quick(other)
    assert type(other.treeprocessors["inline"]) is QuickInline
