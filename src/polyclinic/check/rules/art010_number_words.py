"""A number is written as a word.

Why: digits are found at a glance, and are compared with those of every translation; words are not.

Remedy: write digits, or a quantity such as `{2–7 days}`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.phrases import COUNTED, NUMBER_WORDS
from polyclinic.check.prose import passages
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_NUMBER = re.compile(
    rf"\b(?:{'|'.join(NUMBER_WORDS)}|one(?=[ -](?:or two )?(?:{'|'.join(COUNTED)})s?\b)"
    rf"|half(?= an? (?:{'|'.join(COUNTED)})\b))\b",
    re.IGNORECASE,
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each word."""
    for passage in passages(subject):
        for match in _NUMBER.finditer(passage.text):
            yield Finding(
                f"the number {match[0]!r} is written as a word",
                "write it in digits",
                match[0],
                passage.at(match.start()),
                passage.part,
            )


RULE = ArticleRule(
    "ART010",
    "number as a word",
    Severity.WARNING,
    check,
    bad=(article("You can go back to work in two to seven days.\n"), article("Wait one hour.\n")),
    good=(
        article("You can go back to work in {2–7 days}. Local anesthesia numbs one area.\n"),
        article("No one can promise a result. Often it works.\n"),
    ),
)
