"""The reading grade of an article is above 8.

The Flesch-Kincaid grade is a trend, not a gate: compare it with that of the article's last version.

Why: half of adults read below grade 8; advice they can follow is written for grade 6 (AMA, NIH).

Remedy: shorter sentences, shorter words, and one thought in each sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.reading import FORMULA, grade, sentences
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

HIGHEST = 8.0
# A grade of fewer sentences says nothing.
_ENOUGH = 5


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding, on texts of some length in English."""
    body = subject.article.body
    found = grade(body) if subject.settings.source_locale.startswith("en") else None
    if found is not None and found > HIGHEST and len(sentences(body)) >= _ENOUGH:
        yield Finding(
            f"the reading grade is {found}, above {HIGHEST:g} ({FORMULA})",
            "write shorter sentences and shorter words; aim at grade 6",
        )


RULE = ArticleRule(
    "RDB001",
    "hard to read",
    Severity.INFO,
    check,
    bad=(
        article(
            "Percutaneous cryoablation constitutes a minimally invasive therapeutic alternative, "
            "utilizing extraordinarily low temperatures. " * 5
        ),
    ),
    good=(article("A doctor guides a thin probe. The probe gets cold. The cells die. " * 3),),
)
