"""The title of an article has more than 65 characters.

Why: search engines and phones cut longer ones, often in the word that matters (NHS digital service
manual, page titles).

Remedy: say it shorter; put the rest into the summary.
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

LONGEST = 65


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding."""
    title = subject.article.title
    if len(title) > LONGEST:
        yield Finding(
            f"the title has {len(title)} characters, more than {LONGEST}",
            "say it shorter, and put the rest into the summary",
            title,
            max(subject.text.find("title:"), 0),
            "front matter",
        )


RULE = ArticleRule(
    "ART005",
    "title too long",
    Severity.WARNING,
    check,
    bad=(article(title="Cryoablation of tumors " * 3),),
    good=(article(title="T" * LONGEST),),
)
