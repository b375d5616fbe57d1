"""The summary of an article has more than 200 characters.

Why: search engines cut longer ones, and in a list of articles they hide the next title.

Remedy: say in one or two sentences what the article is about.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

LONGEST = 200


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding."""
    summary = subject.article.summary
    if len(summary) > LONGEST:
        yield Finding(
            f"the summary has {len(summary)} characters, more than {LONGEST}",
            "say in one or two sentences what the article is about",
            summary,
            max(subject.text.find("summary:"), 0),
            "front matter",
        )


RULE = ArticleRule(
    "ART006",
    "summary too long",
    Severity.WARNING,
    check,
    bad=(article(summary="It freezes abnormal tissue. " * 8),),
    good=(article(summary="S" * LONGEST),),
)
