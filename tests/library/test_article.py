"""The front matter of an article is checked, each fault with its place."""

from __future__ import annotations

from datetime import date

import pytest

from polyclinic.library.article import Article, Kind, read

GOOD = """\
---
title: Cryoablation
summary: A treatment that freezes tissue.
type: procedure
also_called: [Cryotherapy]
sources:
  - title: A study
    publisher: A journal
    url: https://example.org/
review:
  status: unreviewed
  next_review: 2027-05-31
---

The text.
"""


def article(text: str) -> Article:
    found, findings = read(text, "procedures/cryo.md", "docs/procedures/cryo.md", health=True)
    assert findings == []
    return found


def fault(old: str, new: str) -> tuple[str, int | None, int | None]:
    """What is said of an article with one thing changed, and where."""
    assert old in GOOD
    _, findings = read(GOOD.replace(old, new), "p/c.md", "docs/p/c.md", health=True)
    assert findings
    assert all(finding.help for finding in findings)
    return findings[0].message, findings[0].line, findings[0].column


def test_a_good_article_is_read() -> None:
    found = article(GOOD)
    assert (found.title, found.kind, found.section) == (
        "Cryoablation",
        Kind.PROCEDURE,
        "procedures",
    )
    assert found.also_called == ("Cryotherapy",)
    assert found.sources[0].publisher == "A journal"
    assert found.review is not None
    assert (found.review.reviewed, found.review.due) == (False, date(2027, 5, 31))
    assert found.body.strip() == "The text."
    assert found.body_line == 14


@pytest.mark.parametrize(
    ("old", "new", "message", "line"),
    [
        ("title: Cryoablation", "titel: Cryoablation", "no setting 'titel'", 2),
        ("title: Cryoablation", "title:", "no title", 1),
        ("type: procedure", "type: operation", "type 'operation'", 4),
        ("type: procedure", "type: [procedure]", "type ['procedure']", 4),
        ("summary: A treatment that freezes tissue.\n", "", "no summary", 3),
        ("[Cryotherapy]", "Cryotherapy", "also_called is not a list", 5),
        ("    publisher: A journal\n", "", "a source needs", 7),
        ("status: unreviewed", "status: maybe", "status is not known", 11),
        ("2027-05-31", "next year", "next_review is no date", 12),
        ("  next_review: 2027-05-31\n", "", "no due date", 10),
        ("status: unreviewed", "status: unreviewed\n  role: Doctor", "names a review", 11),
        ("status: unreviewed", "status: reviewed", "no date or no reviewer", 10),
        ("status: unreviewed", "state: unreviewed", "no setting 'state'", 11),
        ("title: Cryoablation", "title: [Cryo", "not valid YAML", 3),
        ("title: Cryoablation", "title: Cryo: ablation", "not valid YAML", 2),
    ],
)
def test_a_fault_is_named_with_its_line(old: str, new: str, message: str, line: int) -> None:
    said, where, column = fault(old, new)
    assert message in said
    assert where == line
    assert column


def test_an_article_without_a_review_state_is_a_fault() -> None:
    text = GOOD.replace("review:\n  status: unreviewed\n  next_review: 2027-05-31\n", "")
    _, findings = read(text, "p/c.md", "docs/p/c.md", health=True)
    assert "no review state" in findings[0].message


def test_a_page_without_a_type_needs_only_a_title() -> None:
    assert article("---\ntitle: About\n---\nText.").kind is None


def test_on_other_sites_any_front_matter_will_do() -> None:
    text = "---\ntags: [a]\nanything: 1\n---\nText."
    found, findings = read(text, "a.md", "docs/a.md", health=False)
    assert findings == []
    assert found.section == "pages"


def test_a_line_of_hyphens_in_the_text_is_no_front_matter() -> None:
    text = "Text.\n\n---\n\nMore."
    found, _ = read(text, "a.md", "docs/a.md", health=False)
    assert found.body == text
