"""Which white space a published page leaves out, and which it must not."""

from __future__ import annotations

import pytest

from polyclinic.build.frame import compact


@pytest.mark.parametrize(
    ("html", "short"),
    [
        ("<ul>\n\n    <li>a</li>\n  \n</ul>\n", "<ul>\n<li>a</li>\n</ul>\n"),
        ("<p>one\n     two</p>", "<p>one\ntwo</p>"),
        ("<b>a</b>   \r\n\t<b>b</b>", "<b>a</b>\n<b>b</b>"),
        ("<!-- a > b\n\n -->\n\n<p>", "<!-- a > b\n\n -->\n<p>"),
        ('<p title="a\n\n  > b">\n\n c', '<p title="a\n\n  > b">\nc'),
        ("a < b\n\n< c", "a < b\n< c"),
    ],
)
def test_runs_with_a_line_break_become_one_line_break(html: str, short: str) -> None:
    assert compact(html) == short
    assert compact(short) == short


@pytest.mark.parametrize(
    "html",
    [
        "<p>a <b>b</b>  c</p>",
        "<pre>\n\n  <b>a</b>\n\n  b</pre>",
        "<TEXTAREA>\n\n  a</TEXTAREA >",
        '<script type="application/ld+json">{\n\n  "a": "<p>"}</script>',
        "<address><div>1 Street\n\n  City</div></address>",
        "<p>a\u00a0\nb\n\u3000c</p>",
    ],
)
def test_spaces_within_a_line_and_kept_lines_stay(html: str) -> None:
    assert compact(html) == html


def test_the_text_of_an_article_stays_as_its_author_wrote_it() -> None:
    content = "<p>a\n\n  b</p>\n\n<p>c</p>"
    html = f"<main>\n\n  {content}\n\n  </main>"
    assert compact(html, content) == f"<main>\n{content}\n</main>"
    assert compact("<main>\n\n</main>", "") == "<main>\n</main>"
    assert compact(content, content) == content
