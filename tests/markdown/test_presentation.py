"""What our own style sheets need in a page's HTML."""

from __future__ import annotations

import pytest
from lxml import html as lxml_html
from markdown import Markdown

from polyclinic.markdown.extension import Page, PolyclinicExtension
from polyclinic.markdown.presentation import Presentation

TABLE = """
| Step | Typical time |
|---|---|
| Thaw | a minute |
| Freeze | an hour |
"""


def shown(text: str, presentation: Presentation | None = None) -> lxml_html.HtmlElement:
    extension = PolyclinicExtension()
    converter = Markdown(extensions=["tables", "attr_list", "md_in_html", "footnotes", extension])
    extension.begin(Page(presentation=presentation or Presentation()))
    return lxml_html.fragment_fromstring(converter.convert(text), create_parent="div")


def labels(root: lxml_html.HtmlElement) -> list[str]:
    return [str(label) for label in root.xpath("//@data-label")]


def test_each_cell_says_its_column() -> None:
    assert labels(shown(TABLE)) == ["Step", "Typical time"] * 2


def test_a_plain_grid_may_be_stacked() -> None:
    assert shown(TABLE).xpath("//table/@class") == ["stackable"]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("*Dose* in `mg`", "Dose in mg"),
        ("5 &deg;C &amp; 3 < 4", "5 °C & 3 < 4"),
        ("a <b>bold</b><br>claim", "a bold claim"),
        (r"2 \* 3", "2 * 3"),
        ("[Tests](../tests/)", "Tests"),
        ('"Quoted"', '"Quoted"'),
    ],
)
def test_a_label_is_what_a_reader_sees_of_the_heading(written: str, said: str) -> None:
    root = shown(f"| {written} | b |\n|---|---|\n| c | d |\n")
    assert labels(root) == [said, "b"]


def test_a_column_without_a_heading_has_no_label() -> None:
    assert labels(shown("|  | Cold |\n|---|---|\n| Pain | no |\n")) == ["Cold"]


@pytest.mark.parametrize(
    "table",
    [
        "<tr><td>a</td><td>b</td></tr>",
        "<thead><tr><th>A</th><th>B</th></tr></thead><tr><td colspan='2'>a</td></tr>",
        "<thead><tr><th>A</th><th>B</th></tr></thead><tr><td>a</td></tr>",
        "<thead><tr><th>A</th></tr><tr><th>B</th></tr></thead><tr><td>a</td></tr>",
    ],
    ids=["no heads", "a cell over two columns", "rows of two lengths", "two rows of heads"],
)
def test_a_table_that_is_no_plain_grid_stays_as_it_is(table: str) -> None:
    root = shown(f'<table markdown="1">{table}</table>')
    assert labels(root) == []
    assert root.xpath("//table/@class") == []


def test_alignment_is_a_class_because_a_strict_policy_refuses_styles() -> None:
    root = shown("| A | B | C | D |\n|:--|:-:|--:|---|\n| 1 {.x} | 2 | 3 | 4 |\n")
    assert root.xpath("//@style") == []
    cells = [cell.get("class") for cell in root.xpath("//td")]
    assert cells == ["x align-left", "align-center", "align-right", None]


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("../scan/", "https://h.example/ar/tests/scan/"),
        ("../scan/#risks", "https://h.example/ar/tests/scan/#risks"),
        ("/about/", "https://h.example/about/"),
        ("#risks", None),
        ("https://who.int/", None),
        ("tel:112", None),
        ("mailto:a@b.example", None),
    ],
)
def test_a_link_inside_the_site_says_its_whole_address(link: str, address: str | None) -> None:
    root = shown(f"[x]({link})", Presentation("https://h.example/ar/tests/blood/"))
    assert root.xpath("string(//a/@data-address)") == (address or "")


def test_without_the_sites_address_no_link_claims_to_know_it() -> None:
    assert shown("[x](../scan/)").xpath("//@data-address") == []


def test_other_themes_get_the_html_of_markdown_untouched() -> None:
    text = TABLE + "\n[x](../scan/)\n\n| A |\n|:-:|\n| b |\n"
    plain = Markdown(extensions=["tables"]).convert(text)
    extension = PolyclinicExtension()
    converter = Markdown(extensions=["tables", extension])
    extension.begin(Page())
    assert converter.convert(text) == plain
