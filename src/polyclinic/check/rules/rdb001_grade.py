"""The reading grade of an article is above 8.

The Flesch-Kincaid grade is a trend, not a gate: `polyclinic reading` prints it for each article,
and for translations the figure of the formula that is pinned for their language.

Why: half of adults read below grade 8; advice they can follow is written for grade 6 (AMA, NIH).

Remedy: shorter sentences, shorter words, and one thought in each sentence.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.readability import formula, measure
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

HIGHEST = 8.0


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding, on texts of some length in English."""
    found = measure(subject.html, "en") if subject.settings.source_locale[:2] == "en" else None
    if found is not None and found > HIGHEST:
        yield Finding(
            f"the reading grade is {found}, above {HIGHEST:g} ({formula('en').pinned})",
            "write shorter sentences and shorter words; aim at grade 6",
        )


_HARD = (
    "Percutaneous cryoablation constitutes a minimally invasive therapeutic alternative, "
    "utilizing extraordinarily low temperatures. "
) * 5
_PLAIN = "A doctor guides a thin probe. The probe gets cold. The cells die. " * 3


RULE = ArticleRule(
    "RDB001",
    "hard to read",
    Severity.INFO,
    check,
    bad=(replace(article(_HARD), html=f"<p>{_HARD}</p>"),),
    good=(replace(article(_PLAIN), html=f"<p>{_PLAIN}</p>"),),
)
