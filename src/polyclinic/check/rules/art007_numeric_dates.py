"""A date is written in digits alone.

Why: 04/05/2025 is April 5 in the United States and 4 May in most other countries, and a translator
cannot tell which was meant.

Remedy: write the month as a word: April 14, 2025.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import passages
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_YEAR = r"(?:19|20)\d\d"
_PART = r"(?:0?[1-9]|[12]\d|3[01])"
_DATE = re.compile(
    rf"(?<![\w./-])(?:{_PART}(?P<mark>[/.-]){_PART}(?P=mark){_YEAR}"
    rf"|{_YEAR}(?P<iso>[/.-]){_PART}(?P=iso){_PART}"
    rf"|{_PART}/{_PART}/\d\d)(?![\w/-]|\.\d)"
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each date."""
    for passage in passages(subject):
        for match in _DATE.finditer(passage.text):
            yield Finding(
                f"the date {match[0]} is written in digits alone",
                "write the month as a word, such as April 14, 2025",
                match[0],
                passage.at(match.start()),
                passage.part,
            )


RULE = ArticleRule(
    "ART007",
    "date in digits",
    Severity.ERROR,
    check,
    # The first text on cryoablation was "last reviewed on 04/14/2025".
    bad=(article("Last reviewed on 04/14/2025.\n"), article("Changed on 2025-04-14.\n")),
    good=(
        article("Last reviewed on April 14, 2025. Take 1/2 tablet, 24/7, 120/80.\n"),
        article("See [the study](https://doi.org/2025-04-14).\n"),
    ),
)
