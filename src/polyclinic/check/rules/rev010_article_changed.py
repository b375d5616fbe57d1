"""A reviewed article says what its reviewer read.

`polyclinic review accept` records a review together with a hash of the article's text. When the
text changes afterwards, what is published is no longer what was reviewed.

Why: readers trust the line that says a clinician has read the page.

Remedy: have it read again and record that, or set the review back to `unreviewed`.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article as specimen
from polyclinic.diagnostic import Severity
from polyclinic.library.article import Review
from polyclinic.library.reviews import article_digest

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText


def check(subject: ArticleText) -> Iterator[Finding]:
    """Find a text that is not the one that was reviewed."""
    review = subject.article.review
    if review is None or not review.reviewed or not review.digest:
        return  # REV005 asks for it
    if review.digest != article_digest(subject.article):
        yield Finding(
            "the article has changed since its review",
            "have it read again and run `polyclinic review accept`, or set status: unreviewed",
            "review:",
        )


_READ = specimen("The text that was read.")
_REVIEW = Review(
    reviewed=True,
    due=date(2027, 1, 1),
    reviewed_on=date(2026, 1, 1),
    role="Radiologist",
    credential="MD",
    digest=article_digest(_READ.article),
)
_GOOD = replace(_READ, article=replace(_READ.article, review=_REVIEW))
_BAD = replace(_GOOD, article=replace(_GOOD.article, body="Another text."))
RULE = ArticleRule(
    "REV010", "changed since its review", Severity.ERROR, check, (_BAD,), (_GOOD,), blocks=True
)
