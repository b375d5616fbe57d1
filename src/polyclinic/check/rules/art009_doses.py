"""A dose is written so that it can be read as another: 5.0 mg, .5 mg, or 2 200 mg.

Why: where the point is not seen, 5.0 mg is read as 50 mg and .5 mg as 5 mg; "2 200 mg" for two
tablets of 200 mg is read as 2,200 mg (ISMP list of error-prone dose designations).

Remedy: no zero after the point, always one before it, and a word between two numbers.
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

# Units of doses, by symbol and by word.
UNITS = (
    r"(?:mg|mcg|µg|μg|ng|g|kg|mL|ml|mEq|mmol|IU|L"
    r"|(?:milli|micro|nano|kilo)?grams?|(?:milli)?lit(?:er|re)s?|units?|tablets?|drops?)"
)
_FAULTS = (
    (re.compile(rf"(?<![\d.])\d+\.\d*0(?=\s*{UNITS}\b)"), "a zero after the point"),
    (re.compile(rf"(?<![\d.\w])\.\d+(?=\s*{UNITS}\b)"), "no zero before the point"),
    (re.compile(rf"(?<![\d.,])\d+ \d+(?=\s*{UNITS}\b)"), "two numbers side by side"),
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each dose, in quantities too."""
    for passage in passages(subject, quantities=True):
        for pattern, what in _FAULTS:
            for match in pattern.finditer(passage.text):
                number = match[0]
                yield Finding(
                    f"the dose {number} has {what}",
                    _remedy(number),
                    number,
                    passage.at(match.start()),
                    passage.part,
                )


def _remedy(number: str) -> str:
    if " " in number:
        first, second = number.split()
        return f'write a word between them, such as "{first} tablets of {second} mg"'
    if number.startswith("."):
        return f"write 0{number}"
    return f"write {number.rstrip('0').rstrip('.')}"


RULE = ArticleRule(
    "ART009",
    "dose that can be misread",
    Severity.ERROR,
    check,
    bad=(
        article("Take 5.0 mg a day.\n"),
        article("Take {2.50 mg} a day.\n"),
        article("Take .5 mg a day.\n"),
        article("Take 2 200 mg tablets.\n"),
    ),
    good=(
        article("Take 5 mg, 2.5 mg or {0.5 mg}, and 10 to 20 mg.\n"),
        article("Take 2 tablets of 200 mg. The edge of the ice is at 0.0 °C.\n"),
        article("See section 4.10 for 100 mg.\n"),
    ),
    blocks=True,
)
