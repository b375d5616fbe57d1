"""Two pages of one article as one: each text beside its translation."""

from __future__ import annotations

from lxml import html as lxml_html

from polyclinic.build import aligned
from polyclinic.build.aligned import Language

ENGLISH, ARABIC = Language("en", "ltr"), Language("ar", "rtl")


def both(english: str, arabic: str) -> str:
    """The HTML of two `main` elements side by side, without the element itself."""
    one = aligned.first(lxml_html.fragment_fromstring(f"<main>{english}</main>"), ENGLISH)
    other = aligned.second(lxml_html.fragment_fromstring(f"<main>{arabic}</main>"), ARABIC)
    return aligned.beside(one, other).removeprefix("<main>").removesuffix("</main>")


def en(text: str, tag: str = "span") -> str:
    return f'<{tag} class="side" lang="en" dir="ltr">{text}</{tag}>'


def ar(text: str, tag: str = "span") -> str:
    return f'<{tag} class="side" lang="ar" dir="rtl">{text}</{tag}>'


def test_two_paragraphs_stay_two() -> None:
    assert both("<p>Ice</p>", "<p>جليد</p>") == (
        f'<div class="sides">{en("Ice", "p")}{ar("جليد", "p")}</div>'
    )


def test_a_heading_stays_one_and_keeps_its_id() -> None:
    assert both('<h2 id="ice">Ice</h2>', '<h2 id="ice">جليد</h2>') == (
        f'<h2 id="ice" class="sides">{en("Ice")}{ar("جليد")}</h2>'
    )


def test_a_list_stays_one_list_of_as_many_items() -> None:
    shown = both("<ul><li>One</li><li>Two</li></ul>", "<ul><li>واحد</li><li>اثنان</li></ul>")
    assert shown == (
        f'<ul><li class="sides">{en("One")}{ar("واحد")}</li>\n'
        f'<li class="sides">{en("Two")}{ar("اثنان")}</li></ul>'
    )


def test_an_item_with_a_list_of_its_own_stands_beside_the_whole_other_item() -> None:
    shown = both("<ul><li>A<ul><li>a</li></ul></li></ul>", "<ul><li>ب<ul><li>ب</li></ul></li></ul>")
    first = en("A<ul><li>a</li></ul>", "div")
    assert shown == f'<ul><li class="sides">{first}{ar("ب<ul><li>ب</li></ul>", "div")}</li></ul>'


def test_a_table_stays_one_table_and_each_cell_says_both() -> None:
    table = "<table><tbody><tr><td>{}</td></tr></tbody></table>"
    shown = both(table.format("Days"), table.format("أيام"))
    cell = f'<td class="sides">{en("Days")}{ar("أيام")}</td>'
    assert shown == f"<table><tbody><tr>{cell}</tr></tbody></table>"


def test_a_card_stays_one_card() -> None:
    card = '<div class="admonition emergency"><p class="admonition-title">{}</p><p>{}</p></div>'
    shown = lxml_html.fragment_fromstring(both(card.format("Call", "Now"), card.format("ا", "ب")))
    assert shown.get("class") == "admonition emergency"
    assert [e.text for e in shown.find_class("side")] == ["Call", "ا", "Now", "ب"]
    assert len(shown.find_class("admonition-title")) == 1


def test_a_box_is_ticked_one_time_by_the_words_of_both() -> None:
    item = '<li class="task-list-item"><label><input type="checkbox"> {}</label></li>'
    shown = both(item.format("Ask"), item.format("اسألوا"))
    assert shown.count("<input") == 1
    assert '<label class="sides"><span class="side" lang="en" dir="ltr"><input' in shown
    assert "اسألوا</span></label>" in shown


def test_what_only_one_side_has_stands_alone_and_says_its_language() -> None:
    shown = both("<p>Ice</p>", '<section class="note"><p>مترجم</p></section><p>جليد</p>')
    alone = (
        '<div class="side" lang="ar" dir="rtl"><section class="note"><p>مترجم</p></section></div>'
    )
    assert shown.startswith(alone)
    assert en("Ice", "p") + ar("جليد", "p") in shown
    assert (
        both('<hr><p>Ice</p><section class="x"><p>More</p></section>', "<p>جليد</p>").count(
            'lang="ar"'
        )
        == 1
    )


def test_an_extra_item_stays_in_its_list() -> None:
    shown = both("<ul><li>One</li></ul>", "<ul><li>واحد</li><li>اثنان</li></ul>")
    assert shown.endswith('<li lang="ar" dir="rtl">اثنان</li></ul>')


def test_a_text_that_is_not_translated_says_so() -> None:
    shown = both("<p>Ice</p>", '<p lang="en" dir="ltr">Ice!</p>')
    assert shown == f'<div class="sides">{en("Ice", "p")}{en("Ice!", "p")}</div>'


def test_a_page_of_which_nothing_is_translated_is_aligned_too() -> None:
    shown = both("<p>A</p><p>B</p>", '<div lang="en" dir="ltr"><p>A1</p><p>B1</p></div>')
    assert shown.count('<div class="sides">') == 2


def test_no_id_is_used_twice_and_references_follow() -> None:
    item = '<li>{} <a href="#note" aria-describedby="note">1</a> <i id="note">n</i></li>'
    shown = lxml_html.fragment_fromstring(
        both(f"<ul>{item.format('A')}</ul>", f"<ul>{item.format('ب')}</ul>")
    )
    assert shown.xpath("//@id") == ["note", "note--ar"]
    assert shown.xpath("//@href") == ["#note", "#note--ar"]
    assert shown.xpath("//@aria-describedby") == ["note", "note--ar"]


def test_a_block_of_another_kind_gets_an_id_of_its_own() -> None:
    shown = both('<h2 id="risks">Risks</h2>', '<h3 id="risks">مخاطر</h3>')
    assert lxml_html.fragment_fromstring(f"<div>{shown}</div>").xpath("//@id") == [
        "risks",
        "risks--ar",
    ]


def test_a_link_to_a_heading_leads_to_the_one_there_is() -> None:
    page = '<h2 id="risks">{}</h2><p><a href="#risks">{}</a></p>'
    shown = lxml_html.fragment_fromstring(
        f"<div>{both(page.format('R', 'r'), page.format('م', 'خ'))}</div>"
    )
    assert shown.xpath("//@id") == ["risks"]
    assert shown.xpath("//@href") == ["#risks", "#risks"]


def test_menus_and_the_titles_of_sources_are_shown_one_time() -> None:
    assert both("<nav>Menu</nav>", "<nav>قائمة</nav>") == "<nav>Menu</nav>"
    source = '<ol><li><a href="https://x.org" lang="en" dir="ltr">Ice</a></li></ol>'
    assert both(source, source) == source


def test_a_letter_that_html_needs_stays_escaped() -> None:
    assert "1 &lt; 2 &amp; 3" in both("<p>1 &lt; 2 &amp; 3</p>", "<p>ثلاثة</p>")
