"""A page that is read, or translated into itself, stays as it was, letter by letter."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from markdown import Markdown

from polyclinic.markdown.document import Converter

from .conftest import CONFIGS, EXTENSIONS, awkward_pages, catalog, every

if TYPE_CHECKING:
    from pathlib import Path

CONVERTER = Converter(EXTENSIONS, CONFIGS)
PLAIN = Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGS)


def plain(text: str) -> str:
    PLAIN.reset()
    return PLAIN.convert(text)


def wrapped(html: str) -> str:
    """HTML with its white space as one space: a message does not know where its lines ended."""
    return re.sub(r"\s+(?=<br)", "", re.sub(r"\s+", " ", html))


@pytest.mark.parametrize("page", awkward_pages(), ids=lambda p: p.stem)
def test_an_awkward_page_stays_as_it_was(page: Path) -> None:
    text = page.read_bytes().decode().replace("\r\n", "\n")
    source = CONVERTER.source(text)
    assert source.html == plain(text)
    anchors = source.page.found_anchors
    assert CONVERTER.translated(text, catalog({}), anchors).html == source.html
    assert CONVERTER.translated(text, every(lambda m: m), anchors).html == source.html


@pytest.mark.parametrize("page", awkward_pages(), ids=lambda p: p.stem)
def test_every_block_can_be_taken_apart_and_put_together(page: Path) -> None:
    """A space at the end makes each msgstr another than its msgid, and is trimmed."""
    text = page.read_bytes().decode().replace("\r\n", "\n")
    result = CONVERTER.translated(text, every(lambda m: m + " "))
    assert result.page.rejections == []
    assert result.page.unreadable == []
    assert wrapped(result.html) == wrapped(plain(text))


PIECES = st.sampled_from(
    [
        "word",
        "two words",
        "*em*",
        "**strong**",
        "***both***",
        "`code`",
        "`` a ` b ``",
        "[link](u)",
        '[l *e*](u "t")',
        "![i](s)",
        "[ref]",
        "[t][ref]",
        "[^n]",
        "<b>",
        "</b>",
        "<br>",
        "<i x='1'>",
        "</i>",
        "<https://a.b/>",
        "&amp;",
        "&lt;",
        "\\*",
        "\\[",
        "\\\\",
        "{.c}",
        "{ #i }",
        "{1}",
        "<2>",
        "[^3]",
        "](4)",
        "++a++",
        "$x$",
        ":smile:",
        "==m==",
        "~~d~~",
        "^^i^^",
        "H~2~O",
        "_",
        "*",
        "`",
        "[",
        "]",
        "(",
        ")",
        "!",
        "  \n",
        "\n",
        " ",
        "https://x.example/",
        "<!-- c -->",
        '"quoted"',
        "'s",
        "--",
        "...",
        "(c)",
        "@me",
        "\u200f",
        "名",
    ]
)


@settings(max_examples=1500)
@given(st.lists(PIECES, min_size=1, max_size=9).map("".join))
def test_any_inline_text_stays_as_it_was(text: str) -> None:
    source = f"{text}\n\n[ref]: r.md 'title'\n\n[^n]: Note."
    expected = plain(source)
    assert CONVERTER.source(source).html == expected
    again = CONVERTER.translated(source, every(lambda m: m + " "))
    if not again.page.rejections and not again.page.unreadable:
        assert wrapped(again.html) == wrapped(expected)


def test_one_instance_serves_page_after_page() -> None:
    """Footnotes, references and stashed HTML of one page never reach the next."""
    first = "One[^a].\n\n[^a]: *Note*.\n\n<div>raw</div>"
    second = "Two[^a] [x][^a].\n\n[^a]: Other.\n\n[x]: y.md"
    expected = [plain(first), plain(second), plain(first)]
    assert [CONVERTER.source(t).html for t in (first, second, first)] == expected
