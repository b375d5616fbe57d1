"""A word is used that readers misread, or that translates into something else.

The table of words, with what to write instead, is `polyclinic/check/phrases.py`.

Why: a child was given eleven doses because "once" is eleven in Spanish; "hold your warfarin" has
come back as "keep your warfarin".

Remedy: write what the finding suggests, or another plain word.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.phrases import DANGERS
from polyclinic.check.prose import passages
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_TABLE = tuple((re.compile(danger.pattern, re.IGNORECASE), danger) for danger in DANGERS)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each place; the first row of the table that fits it counts."""
    for passage in passages(subject):
        taken: set[int] = set()
        for pattern, danger in _TABLE:
            for match in pattern.finditer(passage.text):
                if taken.isdisjoint(range(*match.span())):
                    yield Finding(
                        f"{match[0]!r} is misread: {danger.why}",
                        f"write {danger.instead}",
                        match[0],
                        passage.at(match.start()),
                        passage.part,
                    )
                taken.update(range(*match.span()))


RULE = ArticleRule(
    "ART011",
    "danger word",
    Severity.WARNING,
    check,
    bad=tuple(
        article(f"{sentence}\n")
        for sentence in (
            "Take it once a day.",
            "Hold your blood pressure medicine.",
            "Skip your dose.",
            "Take it as needed.",
            "Call if you see discharge.",
            "Your test is positive.",
            "Call if you have a fever over 101 F.",
            "A nurse will draw blood.",
            "Take 50 mcg.",
        )
    ),
    good=(
        article("Take it 1 time a day. Hold your breath. Stay positive.\n"),
        article("Call if you have a fever of {38.3 °C} or higher, or see pus.\n"),
    ),
)
