"""Which texts of a page are messages, and what a translator sees of them."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from material.extensions.emoji import to_svg, twemoji

from polyclinic.markdown.document import Converter

Msgids = Callable[[str], list[str]]


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("A paragraph\nwrapped  anywhere.", ["A paragraph wrapped anywhere."]),
        ("# One\n\n## Two ##", ["One", "Two"]),
        ("Setext\n======", ["Setext"]),
        ("- tight\n- items\n    - nested", ["tight", "items", "nested"]),
        ("1. loose\n\n    with more\n\n2. items", ["loose", "with more", "items"]),
        ("- [ ] to do\n- [x] done", ["to do", "done"]),
        ("> quoted\n>\n> > twice", ["quoted", "twice"]),
        ("| A | B |\n|---|--:|\n| one | two |", ["A", "B", "one", "two"]),
        ("Term\n:   Definition\n\n    More", ["Term", "Definition", "More"]),
        ('!!! note "Given title"\n    Body', ["Given title", "Body"]),
        ("!!! note\n    Body", ["Note", "Body"]),
        ('!!! note ""\n    Body', ["Body"]),
        ('??? tip "Open me"\n    Inside', ["Open me", "Inside"]),
        ('=== "One"\n    First\n\n=== "Two"\n    Second', ["One", "Two", "First", "Second"]),
        ("Text[^1].\n\n[^1]: The *note*.", [
            "Text[^1].", "The *note*.", "Jump back to footnote {number} in the text",
        ]),
        ("<div markdown>\nInside **HTML**\n</div>", ["Inside **HTML**"]),
        (
            "<figure markdown>\n![A scan](s.png)\n<figcaption>The caption</figcaption>\n</figure>",
            ["![A scan](1)", "The caption"],
        ),
        ("One line  \nand the next", ["One line\nand the next"]),
        ('![Alt](i.png "Shown on hover")', ["![Alt](1)", "Shown on hover"]),
        ('[Text](p.md "Shown on hover")', ["[Text](1)", "Shown on hover"]),
        ("The MRI.\n\n*[MRI]: Magnetic resonance imaging", [
            "The MRI.", "Magnetic resonance imaging",
        ]),
        ('``` py title="A file"\nx = 1\n```', ["A file"]),
        ('A raw <img src="i.png" alt="A raw image"> here', [
            "A raw <1/> here", "A raw image",
        ]),
        ("==marked== ~~deleted~~ ^^inserted^^", ["==marked== ~~deleted~~ ^^inserted^^"]),
        ("**[A link](p.md)** in bold", ["**[A link](1)** in bold"]),
        ("*[One](a.md)* ~~[two](b.md)~~ ***[three](c.md)***", [
            "*[One](1)* ~~[two](2)~~ ***[three](3)***",
        ]),
        ("**![A picture](p.png)** **<https://a.org/>** **`x`**", ["**![A picture](1)** <2/> <3/>"]),
        ("Press ++ctrl+c++ now", ["Press <1/> now"]),
        ("A sum $a^2$ inline", ["A sum <1/> inline"]),
        ("$$\nE = mc^2\n$$", []),
        ("```\ncode is no message\n```\n\n    nor is this", []),
        ("`only code`", []),
        ("<https://example.org/>", []),
        ("10 %", []),
    ],
)  # fmt: skip
def test_texts_become_messages(msgids: Msgids, source: str, expected: list[str]) -> None:
    assert msgids(source) == expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("See [the scan](ct.md).", "See [the scan](1)."),
        ("See [the scan][ct].\n\n[ct]: ct.md", "See [the scan](1)."),
        ("See [ct][].\n\n[ct]: ct.md", "See [ct](1)."),
        ("See [ct].\n\n[ct]: ct.md", "See [ct](1)."),
        ("See [not a link] and \\[nor this](x).", "See [not a link] and \\[nor this](x)."),
        ("[![alt](i.png)](p.md) text", "[![alt](2)](1) text"),
        ("Ask <b>your <i>team</i></b>", "Ask <1>your <2>team</2></1>"),
        ("One<br>two <!-- hidden -->", "One<1/>two <2/>"),
        ("An unclosed <b>tag", "An unclosed <1/>tag"),
        ("Go <https://example.org/> or <a@example.org>", "Go <1/> or <2/>"),
        ("Bare https://example.org/ address", "Bare <1/> address"),
        ("[A button](p.md){ .button }", "[A button](1){2}"),
        ("**Strong**{ .red } and *em*", "**Strong**{1} and *em*"),
        ("In `code [x](1)` and `<2>`", "In <1/> and <2/>"),
        ("Literal <1> and {2} and [^3]", "Literal <1/> and <2/> and <3/>"),
        ("A :smile: icon", "A <1/> icon"),
        ("**Bold [link](x)** and `code`", "**Bold [link](1)** and `code`"),
        ("# Title { #id .class }", "Title"),
        ("A paragraph\n{ .lead }", "A paragraph"),
        ("An entity&nbsp;here", "An entity&nbsp;here"),
    ],
)
def test_constructs_are_numbered(msgids: Msgids, source: str, expected: str) -> None:
    assert msgids(source)[0] == expected


def test_a_legend_says_what_each_number_stands_for(converter: Converter) -> None:
    message = converter.source('See [the scan](ct.md), <b class="x">now</b> <br>').page.messages[0]
    assert message.notes == ("[…](1) = ct.md", '<2>… = <b class="x">…</b>', "<3/> = <br>")


def test_a_changed_address_changes_no_msgid(msgids: Msgids) -> None:
    assert msgids("[a](one.md)") == msgids("[a](two.md)")


def test_a_rewrapped_paragraph_is_the_same_message(msgids: Msgids) -> None:
    assert msgids("one two\nthree `four\nfive` six") == msgids("one\ntwo three `four five`\nsix")


def test_a_message_knows_its_heading(converter: Converter) -> None:
    messages = converter.source("## Risks\n\nThere are some of them here.").page.messages
    assert next(m for m in messages if m.msgid.startswith("There")).notes == ("under: Risks",)


def test_only_short_messages_have_a_context(converter: Converter) -> None:
    page = converter.source("## Cold\n\n## How cold it gets in there\n\n| Cold |\n|---|\n").page
    found = [(m.context, m.msgid) for m in page.messages if m.msgid != "Permanent link"]
    assert found == [
        ("heading", "Cold"),
        (None, "How cold it gets in there"),
        ("cell", "Cold"),
    ]


@pytest.mark.parametrize(
    ("html", "expected"),
    [
        ("<div>\n<p>One <b>text</b></p>\n<p>and another</p>\n</div>", [
            "One <1>text</1>", "and another",
        ]),
        ("<div>One line</div>", ["One line"]),
        ("<pre>\nnot this\n</pre>", []),
        ("<div><code>x</code> <script>var y</script></div>", []),
        ("<div>\n<img src='x'>\n</div>", []),
        ("<!-- a\ncomment -->", []),
        ('<div translate="no">Polyclinic</div>', []),
        ("<table><tr><td>AT&amp;T</td><td>2</td></tr></table>", ["AT&amp;T"]),
    ],
)  # fmt: skip
def test_texts_of_raw_html_are_messages(msgids: Msgids, html: str, expected: list[str]) -> None:
    assert msgids(html) == expected


def test_raw_html_with_text_is_reported(converter: Converter) -> None:
    assert converter.source("<div>\n<p>Some text</p>\n</div>").page.raw_html == ["Some text"]
    assert converter.source("<div>\n<img src='x'>\n</div>").page.raw_html == []


def test_raw_elements_shown_literally_are_one_mark(msgids: Msgids) -> None:
    assert msgids("Send <code>POST</code> and <kbd>Enter</kbd> now") == ["Send <1/> and <2/> now"]


def test_an_icon_made_of_stashed_html_is_one_mark() -> None:
    options = {"emoji_index": twemoji, "emoji_generator": to_svg}
    converter = Converter(["pymdownx.emoji", "attr_list"], {"pymdownx.emoji": options})
    page = converter.source("An :material-web:{ .big } icon").page
    assert [m.msgid for m in page.messages] == ["An <1/>{2} icon"]


def test_a_comment_to_translators_is_a_note_and_is_not_published(converter: Converter) -> None:
    result = converter.source("<!-- translators: a thin tool -->\n\nThe probe is cold.")
    assert result.page.messages[0].notes == ("a thin tool",)
    assert result.html == "<p>The probe is cold.</p>"


def test_skip_leaves_the_next_block_alone(msgids: Msgids) -> None:
    source = "<!-- i18n:skip -->\n\nNot this.\n\nBut this."
    assert msgids(source) == ["But this."]


def test_off_and_on_leave_a_part_alone(msgids: Msgids) -> None:
    source = "One.\n\n<!-- i18n:off -->\n\nTwo.\n\n- Three\n\n<!-- i18n:on -->\n\nFour."
    assert msgids(source) == ["One.", "Four."]


def test_a_context_tells_equal_texts_apart(converter: Converter) -> None:
    page = converter.source("Cold\n\n<!-- i18n:context illness -->\n\nCold").page
    assert [m.context for m in page.messages] == [None, "illness"]


def test_an_ordinary_comment_stays(converter: Converter) -> None:
    assert "<!-- kept -->" in converter.source("<!-- kept -->\n\nText.").html


def test_text_in_an_element_that_is_not_to_be_translated_is_no_message(msgids: Msgids) -> None:
    assert msgids('<div markdown translate="no">\nPolyclinic\n</div>') == []


def test_text_of_urgency_cards_is_safety_text(converter: Converter) -> None:
    page = converter.source('!!! emergency "Call now"\n    You faint.\n\nElsewhere.').page
    assert [m.safety for m in page.messages] == [True, True, False]
