"""A reviewed article does not record which text its reviewer read.

`polyclinic review accept` writes a hash of the text beside the review. Without it nobody can tell
whether the article has changed since.

Why: a review holds for the text that was read, and for no other.

Remedy: have the text compared with what was reviewed, and record the review with the command.
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


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding."""
    review = subject.article.review
    if review is not None and review.reviewed and not review.digest:
        yield Finding(
            "the review does not record which text was read",
            f"run `polyclinic review accept {subject.article.shown}` when a reviewer confirms it",
            "review:",
            max(subject.text.find("review:"), 0),
            "front matter",
        )


_REVIEWED = """\
review:
  status: reviewed
  reviewed_on: 2026-03-01
  next_review: 2029-03-01
  role: radiologist
  credential: MD
"""

RULE = ArticleRule(
    "REV005",
    "review not bound to a text",
    Severity.WARNING,
    check,
    bad=(article(more=_REVIEWED),),
    good=(article(more=f'{_REVIEWED}  hash: "0123456789abcdef"\n'),),
)
