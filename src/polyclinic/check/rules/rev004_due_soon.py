"""The review of an article is due within 90 days, or as many as `ages: warning:` says.

Why: clinicians need notice; on the day after, the page is withheld.

Remedy: ask for the review now.
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
    """At most one finding. What is overdue is REV003's."""
    review = subject.article.review
    if review is None:
        return
    days = (review.due - subject.today).days
    if 0 <= days <= subject.settings.options.ages.warning:
        yield Finding(
            f"the review is due on {review.due}, {_in(days)}",
            "ask for the review now",
            "next_review:",
            max(subject.text.find("next_review:"), 0),
            "front matter",
        )


def _in(days: int) -> str:
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


_ARTICLE = article(more=UNREVIEWED)

RULE = ArticleRule(
    "REV004",
    "review due soon",
    Severity.WARNING,
    check,
    bad=(
        replace(_ARTICLE, today=date(2027, 3, 2)),
        replace(_ARTICLE, today=date(2027, 5, 31)),
    ),
    good=(
        replace(_ARTICLE, today=date(2027, 3, 1)),
        replace(_ARTICLE, today=date(2027, 6, 1)),
    ),
    clock=True,
)
