"""The review of an article is overdue.

Why: advice changes; what no clinician has looked at in time may no longer be true.

Remedy: have the article reviewed, and record it. Only then set a new day for the next review.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import UNREVIEWED, article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding. On the day itself the review is not late."""
    review = subject.article.review
    if review is not None and review.due < subject.today:
        days = (subject.today - review.due).days
        late = "yesterday" if days == 1 else f"{days} days ago"
        yield Finding(
            f"the review was due on {review.due}, {late}",
            "have the article reviewed, and record the review with its next day",
            "next_review:",
            max(subject.text.find("next_review:"), 0),
            "front matter",
        )


_ARTICLE = article(more=UNREVIEWED)

RULE = ArticleRule(
    "REV003",
    "review overdue",
    Severity.ERROR,
    check,
    bad=(replace(_ARTICLE, today=date(2027, 6, 1)),),
    good=(replace(_ARTICLE, today=date(2027, 5, 31)),),
    blocks=True,
    clock=True,
)
