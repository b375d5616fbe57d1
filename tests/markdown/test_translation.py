"""What a translated page looks like: its text, its languages, its addresses."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from .conftest import catalog, every

if TYPE_CHECKING:
    from polyclinic.markdown.document import Converter

PAGE = """\
# One *title*

A paragraph with [a link](x.md "Its title").

- tight item
    - nested item

- [ ] a task

| Head |
|------|
| cell |

!!! note
    Body.

Term
:   Definition[^1].

<div>Raw <b>text</b> here</div>

[^1]: The note.
"""


def test_a_page_is_translated_in_every_place(converter: Converter) -> None:
    html = converter.translated(PAGE, every(lambda m: m.replace("e", "ë"))).html
    for said in (
        "titlë",
        "Its titlë",
        "nëstëd itëm",
        "cëll",
        "Notë",
        "Tërm",
        "Dëfinition",
        "Thë notë",
        "Raw <b>tëxt</b> hërë",
        "a task",
    ):
        assert said in html


def test_a_link_that_is_all_of_an_emphasis_is_translated(converter: Converter) -> None:
    source = "**[See the scan](ct.md)** and *[the test](mri.md)*."
    html = converter.translated(source, every(lambda m: m.replace("e", "ë"))).html
    assert '<strong><a href="ct.md">Sëë thë scan</a></strong>' in html
    assert '<em><a href="mri.md">thë tëst</a></em>' in html


def test_ids_come_from_the_source(converter: Converter) -> None:
    source = '# What is it?\n\n## Same\n\n## Same\n\n## Own {#mine}\n\n=== "Tab"\n    Text'
    before = converter.source(source)
    after = converter.translated(source, every(lambda _: "Ὅλως ἄλλο"))
    assert before.page.found_anchors == after.page.found_anchors
    for anchor in ("what-is-it", "same", "same_1", "mine", "__tabbed_1_1"):
        assert f'id="{anchor}"' in after.html


def test_links_in_the_table_of_contents_lead_to_the_source_ids(converter: Converter) -> None:
    converter.translated("# What is it?\n\n## Why?", every(lambda _: "Ça"))
    tokens = vars(converter.md)["toc_tokens"]
    assert tokens[0]["id"] == "what-is-it"
    assert tokens[0]["name"] == "Ça"


def test_what_is_not_translated_says_in_which_language_it_is(converter: Converter) -> None:
    html = converter.translated("# A title\n\nOne.\n\nTwo.", catalog({"One.": "Un."})).html
    assert '<h1 dir="ltr" id="a-title" lang="en">A title' in html
    assert "<p>Un.</p>" in html
    assert '<p dir="ltr" lang="en">Two.</p>' in html


def test_a_text_beside_others_is_marked_on_a_span(converter: Converter) -> None:
    source = "- outer\n    - inner"
    html = converter.translated(source, catalog({"inner": "dedans"})).html
    assert '<li><span dir="ltr" lang="en">outer</span><ul>' in html
    assert "<li>dedans</li>" in html


def test_an_attribute_list_stays_in_force_around_the_span(converter: Converter) -> None:
    source = "- outer\n{ .item }\n    - inner"
    html = converter.translated(source, catalog({"inner": "dedans"})).html
    assert 'class="item"' in converter.source(source).html
    assert '<li class="item"><span dir="ltr" lang="en">outer</span>' in html


def test_raw_html_that_is_not_translated_is_marked_too(converter: Converter) -> None:
    source = "One.\n\n<div>Raw <b>text</b></div>"
    html = converter.translated(source, catalog({"One.": "Un."})).html
    assert '<div><span lang="en" dir="ltr">Raw <b>text</b></span></div>' in html


def test_raw_html_takes_no_new_tags(converter: Converter) -> None:
    source = "<div>Raw <b>text</b> here</div>"
    entries = {"Raw <1>text</1> here": "Texte <1>brut</1> <i>ici</i> & là"}
    html = converter.translated(source, catalog(entries)).html
    assert html == "<div>Texte <b>brut</b> &lt;i&gt;ici&lt;/i&gt; &amp; là</div>"


def test_a_page_of_which_nothing_is_translated_is_the_source(converter: Converter) -> None:
    result = converter.translated(PAGE, catalog({}))
    assert result.html == converter.source(PAGE).html
    assert result.page.coverage.percent == 0


def test_coverage_counts_words(converter: Converter) -> None:
    result = converter.translated("One two three.\n\nFour.", catalog({"Four.": "Quatre."}))
    assert (result.page.coverage.total, result.page.coverage.translated) == (4, 1)
    assert result.page.coverage.percent == 25


TITLES = {
    "a link's title": ('One. [Two](b "Three four")', "Three four"),
    "an alternative text": ('One. Two\n\n<img src="x.png" alt="Three four">', "Three four"),
    "an abbreviation": ("One. TF\n\n*[TF]: Three four", "Three four"),
}


@pytest.mark.parametrize(("source", "title"), TITLES.values(), ids=TITLES)
def test_a_text_outside_the_text_counts(converter: Converter, source: str, title: str) -> None:
    everything = every(lambda m: m.upper())
    whole = converter.translated(source, everything).page.coverage
    without = converter.translated(
        source, lambda m, c: everything(m, c) if m != title else catalog({})(m, c)
    ).page.coverage
    assert (whole.percent, whole.total - without.translated) == (100, 2)
    assert without.percent < 100


def test_a_title_that_stands_twice_counts_one_time(converter: Converter) -> None:
    source = 'One [two](b "Three") [four](c "Three").'
    assert converter.translated(source, every(str.upper)).page.coverage.total == 4


def test_titles_alone_make_no_page_partly_translated(converter: Converter) -> None:
    source = 'One [two](b "Three four").\n\n<div>Five</div>'
    result = converter.translated(source, catalog({"Three four": "Trois quatre"}))
    assert result.html == converter.source(source).html
    assert (result.page.coverage.total, result.page.coverage.translated) == (5, 0)


def test_a_page_translated_in_its_raw_html_alone_marks_its_other_texts(
    converter: Converter,
) -> None:
    source = "One two.\n\n<div>Three</div>"
    html = converter.translated(source, catalog({"Three": "Trois"})).html
    assert html == '<p dir="ltr" lang="en">One two.</p>\n<div>Trois</div>'


def test_a_page_is_complete_only_when_nothing_is_missing(converter: Converter) -> None:
    source = "\n\n".join(f"Sentence number {'x' * n}." for n in range(1, 300))
    lookup = every(lambda m: m.upper())
    missing = "Sentence number x."
    result = converter.translated(
        source, lambda m, c: catalog({})(m, c) if m == missing else lookup(m, c)
    )
    assert result.page.coverage.percent == 99


def test_a_reference_by_its_own_text_still_leads_there(converter: Converter) -> None:
    source = "See [the scan] and [it][].\n\n[the scan]: ct.md\n[it]: it.md"
    entries = {"See [the scan](1) and [it](2).": "Voir [ceci](2) et [le scanner](1)."}
    html = converter.translated(source, catalog(entries)).html
    assert '<a href="it.md">ceci</a> et <a href="ct.md">le scanner</a>' in html


def test_footnotes_keep_their_numbers_when_marks_move(converter: Converter) -> None:
    source = "One[^a] two[^b].\n\n[^a]: First.\n\n[^b]: Second."
    entries = {"One[^1] two[^2].": "Deux[^2] un[^1]."}
    html = converter.translated(source, catalog(entries)).html
    assert html.index('href="#fn:b">2<') < html.index('href="#fn:a">1<')
    assert 'id="fnref:a"' in html
    assert "fnref2" not in html


def test_a_hard_line_break_can_move_and_vanish(converter: Converter) -> None:
    entries = {"One\ntwo": "Un deux", "Three\nfour": "Trois quatre\ncinq"}
    html = converter.translated("One  \ntwo\n\nThree  \nfour", catalog(entries)).html
    assert "<p>Un deux</p>" in html
    assert "<p>Trois quatre<br />\ncinq</p>" in html


def test_directions_of_the_source_are_told(converter: Converter) -> None:
    html = converter.translated("One.\n\nTwo.", catalog({"One.": "واحد."})).html
    assert '<p dir="ltr" lang="en">Two.</p>' in html
