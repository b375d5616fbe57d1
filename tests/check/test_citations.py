"""Citations that lead nowhere, in articles as Python-Markdown renders them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import pytest

from polyclinic.check.rules import (
    src004_unresolved_citation,
    src006_malformed_citation,
    src007_source_ids,
    src008_source_not_cited,
    src009_misplaced_citation,
)
from polyclinic.check.specimens import CITABLE, article
from polyclinic.config import Profile
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.document import Converter

if TYPE_CHECKING:
    from polyclinic.check.finding import Finding
    from polyclinic.check.subjects import ArticleText

EXTENSIONS = ("admonition", "footnotes", "md_in_html", "pymdownx.details", "tables", "toc")
RULES = (
    src004_unresolved_citation.RULE,
    src006_malformed_citation.RULE,
    src007_source_ids.RULE,
    src008_source_not_cited.RULE,
    src009_misplaced_citation.RULE,
)
USED = "Pain was lower.[@nci; @motion]\n\n"
"""Cites both sources, so that SRC008 is quiet."""


def rendered(body: str, **front_matter: str) -> ArticleText:
    written = article(body, kind="care", **{"more": CITABLE, **front_matter})
    converter = Converter(EXTENSIONS, {}, Wording("en", Profile.GLOBAL, "US"), UNITS)
    return replace(written, html=converter.source(body).html)


def found(body: str, **front_matter: str) -> list[tuple[str, Finding]]:
    subject = rendered(body, **front_matter)
    return [(rule.code, finding) for rule in RULES for finding in rule.check(subject)]


def told(body: str, **front_matter: str) -> list[tuple[str, str]]:
    """The code of each finding, and the text it underlines, which stands where it says."""
    for _, finding in found(body, **front_matter):
        text = body if finding.part == "body" else rendered(body, **front_matter).text
        assert finding.offset is None or text[finding.offset :].startswith(finding.text)
    return [(code, finding.text) for code, finding in found(body, **front_matter)]


def test_an_article_that_cites_well_is_in_order() -> None:
    assert told("Cells die.[@nci]\n\n- Pain was lower[@motion]\n") == []


@pytest.mark.parametrize(
    "body",
    [
        "`[@moton]`",
        "```\n[@moton]\n[@]\n```",
        "    [@moton]\n    [@ x]",
        "<!-- [@moton] [@] -->",
        "\\[@moton]",
        "[@moton](https://example.org/)",
        "[@moton][us]\n\n[us]: https://example.org/",
        "Write to me@nci.org.",
    ],
)
def test_what_is_no_citation_is_let_be(body: str) -> None:
    assert told(USED + body) == []


@pytest.mark.parametrize(
    ("body", "code", "text"),
    [
        ("It grows.[@moton]", "SRC004", "@moton"),
        ("It grows.[@nci; @x]", "SRC004", "@x"),
        ("| a |\n|---|\n| b[@x] |", "SRC004", "@x"),
        ('!!! warning "W"\n\n    - a[@x]', "SRC004", "@x"),
        ("It grows.[@]", "SRC006", "[@]"),
        ("It grows.[@ nci]", "SRC006", "[@ nci]"),
        ("It grows.[@nci, @motion]", "SRC006", "[@nci, @motion]"),
        ("It grows.[@nci", "SRC006", "[@nci"),
        ("It grows.[@nci; @nci]", "SRC006", "[@nci; @nci]"),
        ("| a |\n|---|\n| b[@ nci] |", "SRC006", "[@ nci]"),
        ("## Pain[@nci]\n\nText.", "SRC009", "[@nci]"),
        ("Pain[@nci]\n====\n\nText.", "SRC009", "[@nci]"),
        ('!!! warning "Pain[@nci]"\n\n    Text.', "SRC009", "[@nci]"),
        ('???+ info "Pain[@nci]"\n\n    Text.', "SRC009", "[@nci]"),
        ("![A scan[@nci]](a.png)", "SRC009", "[@nci]"),
        ('[page](x.md "Pain[@nci]")', "SRC009", "[@nci]"),
        ("<div>It grows.[@nci]</div>", "SRC009", "[@nci]"),
        ('<p title="[@nci]">It grows.</p>', "SRC009", "[@nci]"),
    ],
)
def test_what_leads_nowhere_is_told_with_its_place(body: str, code: str, text: str) -> None:
    assert told(USED + body) == [(code, text)]


@pytest.mark.parametrize(
    "body",
    [
        "![A scan[@nci]](a.png)\n\nCells die.[@nci]",
        "Cells die.[@nci]\n\n![A scan[@nci]](a.png)",
        "Write \\[@nci].\n\nCells die.[@nci]\n\n![A scan[@nci]](a.png)",
    ],
)
def test_of_two_that_are_written_alike_the_printed_one_is_told(body: str) -> None:
    (finding,) = [f for code, f in found(USED + body) if code == "SRC009"]
    assert finding.offset == (USED + body).index("![A scan") + len("![A scan")


@pytest.mark.parametrize(
    "front_matter",
    [
        {"title": '"Cryoablation [@nci]"'},
        {"summary": "It freezes.[@nci]"},
        {"more": f'also_called: ["Freezing [@nci]"]\n{CITABLE}'},
    ],
)
def test_no_name_and_no_summary_holds_a_citation(front_matter: dict[str, str]) -> None:
    assert told(USED, **front_matter) == [("SRC009", "[@nci]")]


def test_a_comment_in_the_front_matter_may_name_one() -> None:
    assert told(USED, more=f"{CITABLE}# cited as [@nci]\n") == []


def test_the_nearest_id_is_offered() -> None:
    ((_, finding),) = found(USED + "It grows.[@Motoin]")
    assert finding.help == "did you mean [@motion]?"


@pytest.mark.parametrize(
    ("more", "text"),
    [
        (CITABLE.replace("id: nci", "id: motion"), "motion"),
        (CITABLE.replace("id: nci", 'id: "n c i"'), "n c i"),
        (CITABLE.replace("id: nci", "id: é"), "é"),
    ],
)
def test_an_id_that_leads_astray_is_told_with_its_place(more: str, text: str) -> None:
    assert ("SRC007", text) in told("Pain was lower.[@motion]", more=more)


def test_a_source_that_lost_its_citation_is_told() -> None:
    ((code, finding),) = found("Cells die.[@nci]\n\n`[@motion]`")
    assert code == "SRC008"
    assert "source 2" in finding.message
