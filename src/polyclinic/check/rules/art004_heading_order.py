"""A heading skips a level, or is a second title.

Why: people who listen to a page move from heading to heading; a level that is missing sounds as if
a part had been left out. The title in the front matter is the page's only heading of level 1.

Remedy: begin with `##`, and go down one level at a time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import headings
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each heading that is out of order."""
    before = 1
    for heading in headings(subject.article.body):
        if heading.level == 1 and subject.article.title:
            yield Finding(
                "the page has a second title",
                "use `##`: the title in the front matter is the heading of level 1",
                heading.text,
                heading.offset,
                "body",
            )
        elif heading.level > before + 1:
            yield Finding(
                f"a heading of level {heading.level} follows one of level {before}",
                f"use {'#' * (before + 1)}",
                heading.text,
                heading.offset,
                "body",
            )
        before = heading.level


RULE = ArticleRule(
    "ART004",
    "heading out of order",
    Severity.ERROR,
    check,
    bad=(
        article("## Risks\n\n#### Lung\n"),
        article("### Risks\n"),
        article("# Cryoablation\n\n## Risks\n"),
    ),
    good=(article("## Risks\n\n### Lung\n\n## Recovery\n"), article("```\n# a comment\n```\n")),
)
