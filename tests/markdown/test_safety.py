"""What a translation may do to a page, and what it may not."""

from __future__ import annotations

import pytest
from markdown import Markdown

from polyclinic.markdown.document import Converter

from .conftest import CONFIGS, EXTENSIONS, catalog

SOURCE = """\
See [the scan](ct.md) and [the team](team.md){ .button }, <b class="x">now</b>[^1] `code`.

[^1]: A note.

[other]: other.md
"""
MSGID = "See [the scan](1) and [the team](2){3}, <4>now</4>[^5] `code`."


def rendered(converter: Converter, msgstr: str) -> tuple[str, list[str]]:
    result = converter.translated(SOURCE, catalog({MSGID: msgstr}))
    return result.html, [r.reason.message for r in result.page.rejections]


@pytest.mark.parametrize(
    "msgstr",
    [
        "Voir [le scanner](1) et [l’équipe](2){3}, <4>vite</4>[^5] `code`.",
        "<4>Vite</4>[^5] : [l’équipe](2){3} et [le scanner](1), « `code` ».",
        "**Voir** [le *scanner*](1) et [l’équipe](2){3}, <4>**vite**</4>[^5].",
        "انظر [الفحص](١) و[الفريق](٢){٣}، <٤>الآن</٤>[^٥] `code`\u200f.",
        "See \u2067[the scan](1)\u2069 and \u2068[the team](2){3}\u2069, <4>n\u200cow</4>[^5].",
        "[扫描](1)和[团队](2){3},<4>现在</4>[^5]。",
        "Voir [le scanner](1) et [l’équipe](2){3}, <4>vite</4>[^5] 5 > 3 & 2 < 4 * x_y.",
        "Q&R : [le scanner](1), [l’équipe](2){3}, <4>vite</4>[^5] & AT&T",
        "Data: o dia, Tel: 12 34. [le scanner](1), [l’équipe](2){3}, <4>vite</4>[^5]",
        'Voir "[le scanner](1)" et [l’équipe](2){3}, <4>vite</4>[^5].\u00a0!',
    ],
)
def test_moved_marks_and_local_typography_are_welcome(converter: Converter, msgstr: str) -> None:
    html, reasons = rendered(converter, msgstr)
    assert reasons == []
    assert 'href="ct.md"' in html
    assert 'class="button" href="team.md"' in html
    assert '<b class="x">' in html
    assert 'href="#fn:1"' in html


GOOD = "Voir [le scanner](1) et [l’équipe](2){3}, <4>vite</4>[^5]"
HOSTILE = {
    "a lost link": "Voir le scanner et [l’équipe](2){3}, <4>vite</4>[^5]",
    "a repeated link": GOOD + " [x](1)",
    "a mark that is not there": GOOD + " [x](9)",
    "a lost closing tag": "Voir [le scanner](1) et [l’équipe](2){3}, <4>vite[^5]",
    "a closing tag first": "Voir [le scanner](1) et [l’équipe](2){3}, </4>vite<4>[^5]",
    "a tag across a link": "Voir [le <4>scanner](1) et</4> [l’équipe](2){3}[^5]",
    "a link in a link": "Voir [le [scanner](1) et l’équipe](2){3}, <4>vite</4>[^5]",
    "a link made an image": "Voir ![le scanner](1) et [l’équipe](2){3}, <4>vite</4>[^5]",
    "attributes on the wrong element": "Voir [le scanner](1){3} et [l’équipe](2), <4>v</4>[^5] {",
    "attributes in the air": "Voir [le scanner](1) et [l’équipe](2), {3} <4>vite</4>[^5]",
    "a new link": GOOD + " [ici](https://evil.example/)",
    "a new reference": GOOD + " [ici][other]",
    "a new short reference": GOOD + " [other]",
    "a new footnote": GOOD + "[^1]",
    "a script": GOOD + " <script>alert(1)</script>",
    "a tag": GOOD + " <u>x</u>",
    "an attribute": GOOD + ' <b onclick="x()">x</b>',
    "an image": GOOD + " ![x](https://evil.example/x.png)",
    "an automatic link": GOOD + " <https://evil.example/>",
    "a bare address": GOOD + " https://evil.example/",
    "an address without a scheme": GOOD + " www.evil.example",
    "a domain": GOOD + " evil.com",
    "a mail address": GOOD + " a@evil.example",
    "a javascript address": GOOD + " javascript:alert(1)",
    "a full-width address": GOOD + " ｈｔｔｐｓ：／／evil.example",
    "an attribute list": GOOD + " **x**{ onclick=x }",
    "an attribute list that is not closed": GOOD + " **x**{ onclick=x",
    "a brace closed first": GOOD + " **x**} {",
    "a carriage return": GOOD + "\r",
    "a domain with a path": GOOD + " evil.ru/x",
    "an id": GOOD + " *x*{#id}",
    "an entity for a bracket": GOOD + " &lt;script&gt;",
    "an entity for an override": GOOD + " &#x202E;",
    "an entity with a number": GOOD + " &#60;",
    "a template": GOOD + " {{ config }}",
    "a template statement": GOOD + " {% include 'x' %}",
    "an include": GOOD + ' --8<-- "secret.md"',
    "a table of contents": "[TOC]",
    "a null": GOOD + "\x00",
    "a stash placeholder": GOOD + " \x02wzxhzdk:0\x03",
    "an inline placeholder": GOOD + " \x02klzzwxh:0000\x03",
    "a right-to-left override": GOOD + " \u202eevil\u202c",
    "an embedding": GOOD + " \u202bevil\u202c",
    "an isolate that stays open": GOOD + " \u2067x",
    "an isolate closed first": GOOD + " \u2069x\u2067",
    "a line separator": GOOD + "\u2028x",
    "an invisible tag character": GOOD + "\U000e0041",
    "a byte order mark": GOOD + "\ufeff",
    "a comment": GOOD + " <!-- x -->",
    "a processing instruction": GOOD + " <?php x ?>",
}


@pytest.mark.parametrize("msgstr", HOSTILE.values(), ids=HOSTILE.keys())
def test_a_hostile_translation_costs_itself_alone(converter: Converter, msgstr: str) -> None:
    entries = {MSGID: msgstr, "A note.": "Une note."}
    result = converter.translated(SOURCE, catalog(entries))
    assert len(result.page.rejections) == 1, result.html
    assert result.page.rejections[0].reason.help
    # The source block is shown, marked in its language; its neighbour is translated.
    assert '<p dir="ltr" lang="en">See <a href="ct.md">the scan</a>' in result.html
    assert "Une note." in result.html


@pytest.mark.parametrize("msgstr", HOSTILE.values(), ids=HOSTILE.keys())
def test_plain_blocks_take_no_hostile_text_either(msgstr: str) -> None:
    """The same texts for a message without any mark: nothing active ever comes of it."""
    converter = Converter(EXTENSIONS, CONFIGS)
    source = "A plain text.\n\n[other]: other.md"
    html = converter.translated(source, catalog({"A plain text.": msgstr})).html
    allowed = Markdown(extensions=list(EXTENSIONS), extension_configs=CONFIGS).convert(source)
    assert html == allowed or "<p" in html
    for forbidden in ("<a", "<script", "<img", "<u>", "onclick", "evil.example/", "\u202e", "toc"):
        assert forbidden not in html


@pytest.mark.parametrize(
    ("source", "msgid", "msgstr"),
    [
        ('[a](b "The title")', "The title", "x <b> https://evil.example"),
        ("X.\n\n*[X]: Long form", "Long form", "\u202eevil"),
        ('``` py title="A name"\nx\n```', "A name", "x &#x202e;"),
        ('<img src="x.png" alt="Alt text"> seen', "Alt text", "javascript:alert(1)"),
    ],
)
def test_titles_are_checked_too(converter: Converter, source: str, msgid: str, msgstr: str) -> None:
    result = converter.translated(source, catalog({msgid: msgstr}))
    assert [r.msgid for r in result.page.rejections] == [msgid]


def test_a_quote_in_a_title_ends_no_attribute(converter: Converter) -> None:
    source = '<img src="x.png" alt="Alt text"> seen\n\nMore.'
    entries = {"Alt text": 'x" onerror="y', "More.": "Plus."}
    html = converter.translated(source, catalog(entries)).html
    assert 'alt="x&quot; onerror=&quot;y"' in html


def test_block_syntax_in_a_translation_makes_no_block(converter: Converter) -> None:
    html = converter.translated("A text.", catalog({"A text.": "# Un titre\n- et une liste"})).html
    assert html == "<p># Un titre<br />\n- et une liste</p>"


def test_an_address_the_source_shows_may_stay(converter: Converter) -> None:
    source = "Write to `help@example.org` at example.com."
    entries = {source: "Écrivez à `help@example.org` sur example.com."}
    assert converter.translated(source, catalog(entries)).page.rejections == []


def test_each_reason_names_what_is_wrong(converter: Converter) -> None:
    _, reasons = rendered(converter, HOSTILE["a lost link"])
    assert reasons == ["the mark ](1) is missing from the translation"]


@pytest.mark.parametrize(
    ("source", "msgid", "msgstr"),
    [
        ("## Title {#id}", "Title", "Titre { onclick=alert(1)"),
        ("| Cell { .x } |\n|---|", "Cell", "Case { onclick=alert(1)"),
        ("## T {a} x", "T {a} x", "T x {a}"),
        ("Use [x](u) and {a} b", "Use [x](1) and {a} b", "[x](1){ href=evil {a}"),
        ("Use [x](u) and {a} b", "Use [x](1) and {a} b", "[x](1){a} b"),
        ("Run `y` and {a}.", "Run `y` and {a}.", "`y`{ onclick=alert(1) {a}"),
    ],
)
def test_no_brace_becomes_an_attribute(
    converter: Converter, source: str, msgid: str, msgstr: str
) -> None:
    result = converter.translated(source, catalog({msgid: msgstr}))
    assert [r.msgid for r in result.page.rejections] == [msgid]
    assert "onclick" not in result.html
    assert "evil" not in result.html


def test_a_text_far_longer_than_its_source_is_not_even_parsed(converter: Converter) -> None:
    long = "漢" * 200_000 + "a." * 50_000
    result = converter.translated("A text.", catalog({"A text.": long}))
    assert "far longer" in result.page.rejections[0].reason.message
