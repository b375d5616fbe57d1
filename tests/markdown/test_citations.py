"""Citations lead to the sources of an article, by numbers that no translation changes."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from polyclinic.config import Profile
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.citations import Shelf, is_id
from polyclinic.markdown.document import Converter
from polyclinic.markdown.extension import Page
from polyclinic.markdown.presentation import Presentation

from .conftest import CONFIGS, EXTENSIONS, catalog

if TYPE_CHECKING:
    from collections.abc import Sequence

ENGLISH = Wording("en", Profile.GLOBAL, "US")
ADDRESSES = {name: f"https://example.org/{name}" for name in ("nci", "motion", "mayo")}


def shelf(**changes: Any) -> Shelf:
    return Shelf(**{"addresses": ADDRESSES, "speaker": ENGLISH, "of_source": ENGLISH, **changes})


def read(source: str, page: Page | None = None) -> tuple[str, Page]:
    """The HTML of a text, and what was found in it."""
    page = page or Page(shelf=shelf())
    converter = Converter(EXTENSIONS, CONFIGS, ENGLISH, UNITS)
    converter.extension.begin(page)
    return converter.md.convert(source), page


def translated(source: str, entries: dict[str, str], locale: str = "fr") -> tuple[str, Page]:
    """The same in a language that has these translations."""
    order = read(source)[1].cite_order
    found = shelf(speaker=Wording(locale, Profile.GLOBAL, "US"), order=order)
    return read(source, Page(lookup=catalog(entries), shelf=found))


def numbers(html: str) -> list[tuple[str, str]]:
    """The source and the number of each link, in order."""
    return re.findall(r'href="#source--([^"]+)" id="[^"]+">\[(\d+)\]</a>', html)


def link(source: str, number: int, time: int = 1) -> str:
    return (
        f'<a aria-label="Source {number}" href="#source--{source}" '
        f'id="cite--{source}-{time}">[{number}]</a>'
    )


def test_a_citation_is_a_link_with_a_name_and_an_id() -> None:
    html, _ = read("Cells die.[@nci]")
    mark = f'<sup class="citation" data-pagefind-ignore="">{link("nci", 1)}</sup>'
    assert html == f"<p>Cells die.{mark}</p>"


def test_numbers_follow_the_first_citation_of_each_source() -> None:
    html, page = read("A.[@motion] B.[@nci; @motion]\n\nC.[@nci]")
    assert numbers(html) == [("motion", "1"), ("nci", "2"), ("motion", "1"), ("nci", "2")]
    assert [(c.id, c.number, c.places) for c in page.cited] == [("motion", 1, 2), ("nci", 2, 2)]


def test_each_place_has_an_id_of_its_own() -> None:
    html, _ = read("A.[@nci] B.[@motion; @nci]")
    assert re.findall(r'id="([^"]+)"', html) == ["cite--nci-1", "cite--motion-1", "cite--nci-2"]


@pytest.mark.parametrize(
    "source",
    [
        "## Risks [@nci]",
        "Risks[@nci]\n=====",
        "| a[@nci] |\n|---|\n| b |",
        "| a |\n|---|\n| b[@nci] |",
        "| a |\n|---|\n| {5 mg}[@nci] |",
        "- item[@nci]",
        "1. item\n\n    more[@nci]",
        "> said[@nci]",
        '??? info "How"\n    Text.[@nci]',
        '!!! warning "Title[@nci]"\n    Text.',
        "term[@nci]\n:   meaning",
        "term\n:   meaning[@nci]",
        "*all of it[@nci]*",
        "**Bone[@nci]:** pain",
        "Note.[^1]\n\n[^1]: See.[@nci]",
        "- [ ] Ask[@nci]",
        "[a link](x.md)[@nci]",
        "Really![@nci]",
        "two\n[@nci]",
        "[@nci]{ .wide }",
        '<div markdown="1">\nText.[@nci]\n</div>',
        "[@nci;\n@nci]",
        "See [@nci] (not in print).",
        "<b>Text</b>[@nci]",
    ],
)
def test_a_citation_works_wherever_text_does(source: str) -> None:
    html, _ = read(source)
    assert numbers(html) == [("nci", "1")]
    assert "[@" not in html
    assert "data-cites" not in html


@pytest.mark.parametrize(
    "source",
    [
        "`[@nci]`",
        "```\n[@nci]\n```",
        "    [@nci]",
        "\\[@nci]",
        '<img src="a.png" alt="[@nci]">',
        "[@nci](https://example.org/)",
        "[@nci][us]\n\n[us]: https://example.org/",
        "[@]",
        "[@nci, @motion]",
        "[@nci, page 3]",
        "[@ nci]",
        "[@nci",
        "[@nci;]",
        "[see @nci]",
        "me@nci.org",
    ],
)
def test_code_links_and_what_is_not_well_written_are_no_citations(source: str) -> None:
    html, page = read(source)
    assert not page.cited
    assert "citation" not in html


def test_no_reference_of_that_name_takes_a_citation() -> None:
    html, _ = read("Text.[@nci]\n\n[@nci]: https://example.org/\n")
    assert numbers(html) == [("nci", "1")]


def test_a_site_that_is_not_about_health_has_none() -> None:
    converter = Converter(EXTENSIONS, CONFIGS)
    assert converter.source("Text.[@nci]").html == "<p>Text.[@nci]</p>"


def test_an_id_that_no_source_has_is_shown_as_it_is_typed() -> None:
    assert read("Text.[@moton]")[0] == "<p>Text.<span>[@moton]</span></p>"


def test_the_known_ones_of_a_group_lead_to_their_sources() -> None:
    html, page = read("Text.[@moton; @nci; @x; @motion]")
    assert numbers(html) == [("nci", "1"), ("motion", "2")]
    assert re.sub("<[^>]+>", "", html) == "Text.[@moton][1][@x][2]"
    assert page.cite_order == ("moton", "nci", "x", "motion")


def test_a_page_without_a_list_leads_to_the_source_at_once() -> None:
    html, page = read("Text.[@nci]", Page(shelf=shelf(listed=False)))
    assert 'href="https://example.org/nci">[1]</a>' in html
    assert "id=" not in html
    assert page.cited[0].places == 0


@pytest.mark.parametrize(
    ("source", "shown"),
    [
        ("![A scan [@nci]](a.png)", 'alt="A scan [@nci]"'),
        ('[a page](x.md "Pain [@nci]")', 'title="Pain [@nci]"'),
    ],
)
def test_a_citation_in_an_attribute_is_printed_and_not_lost(source: str, shown: str) -> None:
    html, page = read(f"{source} Cells die.[@motion]")
    assert shown in html
    assert numbers(html) == [("motion", "1")]
    assert page.cite_order == ("motion",)


def test_a_citation_in_a_link_is_no_link_and_is_reported() -> None:
    html, page = read("See [the study[@nci]](x.md).")
    assert html.count("<a ") == 1
    assert "[1]</sup></a>" in html
    assert "stands in a link" in page.faults[0].message


def test_the_list_of_contents_and_ids_have_no_numbers() -> None:
    converter = Converter(EXTENSIONS, CONFIGS, ENGLISH, UNITS)
    converter.extension.begin(Page(shelf=shelf()))
    html = converter.md.convert("## The risks[@nci]")
    tokens: Sequence[Any] = converter.md.toc_tokens  # type: ignore[attr-defined]
    assert tokens[0]["name"] == "The risks"
    assert '<h2 id="the-risks">' in html


def test_the_name_of_a_column_has_no_number() -> None:
    page = Page(shelf=shelf(), presentation=Presentation())
    html, _ = read("| Dose[@nci] |\n|---|\n| b |", page)
    assert 'data-label="Dose"' in html


def test_a_citation_may_follow_a_quantity_but_not_stand_before_one() -> None:
    assert not read("Take {5 mg}[@nci] now.")[1].faults
    assert "touches a quantity" in read("Take [@nci]{5 mg} now.")[1].faults[0].message


def test_a_translator_sees_a_numbered_mark_and_what_it_stands_for() -> None:
    message = read("Pain was [lower](x.md).[@nci;  @motion]")[1].messages[0]
    assert message.msgid == "Pain was [lower](1).[^2]"
    assert message.notes[-1] == "[^2] = the number of a source, [@nci; @motion]"


def test_a_translation_may_move_a_citation_and_its_number_stays() -> None:
    source = "Pain was lower.[@nci] It came back.[@motion]"
    moved = {
        "Pain was lower.[^1] It came back.[^2]": "Elle est revenue.[^2] Elle avait baissé.[^1]"
    }
    html, page = translated(source, moved)
    assert numbers(html) == [("motion", "2"), ("nci", "1")]
    assert [(c.id, c.number) for c in page.cited] == [("nci", 1), ("motion", 2)]
    assert not page.rejections


def test_a_citation_may_stand_before_a_link_in_a_language_without_spaces() -> None:
    source = "It works.[@nci] The [study](x.md) says so."
    html, page = translated(
        source, {"It works.[^1] The [study](2) says so.": "有效。[^1][研究](2)"}
    )
    assert not page.rejections
    assert f'有效。<sup class="citation" data-pagefind-ignore="">{link("nci", 1)}' in html


@pytest.mark.parametrize(
    "wrong",
    [
        "La douleur a baissé.",
        "La douleur a baissé.[^1][^1]",
        "La douleur a baissé.[^1][^2]",
        "La douleur a baissé.[^1][@motion]",
        "La douleur a baissé.[@nci]",
        "La douleur a baissé.`[^1]`",
        "La douleur a baissé.[[^1]](1)",
    ],
)
def test_a_translation_that_drops_doubles_or_invents_one_is_refused(wrong: str) -> None:
    html, page = translated("Pain was lower.[@nci]", {"Pain was lower.[^1]": wrong})
    assert len(page.rejections) == 1
    assert "Pain was lower." in html
    assert numbers(html) == [("nci", "1")]


def test_a_number_is_read_aloud_in_the_language_of_its_text() -> None:
    html, _ = translated(
        "Pain was lower.[@nci]\n\nIt works.[@nci]", {"It works.[^1]": "Ça marche.[^1]"}
    )
    assert '<p dir="ltr" lang="en">Pain was lower.' in html
    assert html.count('aria-label="Source 1"') == 2


def test_ids_are_those_of_the_source_page_in_every_language() -> None:
    source = "A word.[@nci] More words.[@nci]"
    html, _ = translated(source, {"A word.[^1] More words.[^2]": "Un mot.[^1] D’autres.[^2]"})
    assert re.findall(r'id="([^"]+)"', html) == re.findall(r'id="([^"]+)"', read(source)[0])


@pytest.mark.parametrize("name", ["nci", "NCI-2021", "smith_2020", "who.2", "doi:10", "7"])
def test_ids_of_letters_and_digits_can_be_cited(name: str) -> None:
    assert is_id(name)
    html, _ = read(f"A.[@{name}]", Page(shelf=shelf(addresses={name: "https://example.org/"})))
    assert numbers(html) == [(name, "1")]


@pytest.mark.parametrize("name", ["", "-a", "a-", "a b", "é", "a;b", "a]", "a\n", 'a"', "<b>"])
def test_other_ids_can_not(name: str) -> None:
    assert not is_id(name)


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from("[]@;()*`\\ \n#|x{}!^-:ñ<>"), max_size=30))
def test_no_text_stops_a_build(text: str) -> None:
    html, _ = read(f"A [@nci] {text}")
    assert "data-cites" not in html
