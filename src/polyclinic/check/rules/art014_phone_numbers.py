"""A telephone number has no country code.

Why: the library is read in nine languages and many countries; 216.445.7050 reaches another person,
or no one, from everywhere but the United States.

Remedy: write it as +1 216 445 7050, and in a link as `tel:+12164457050`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import Passage, passages
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_NUMBER = re.compile(
    # North America: 216.445.7050, (216) 445-7050, 1-800-555-0199.
    r"(?<![\w+./-])(?<!\+\d )(?<!\+\d\d )(?<!\+\d[.-])(?<!\+\d\d[.-])"
    r"(?:1[ .-])?(?:\(\d{3}\) ?|\d{3}[ .-])\d{3}[.-]\d{4}(?![\w-])"
    # Said to be a number: call 0800 123 4567.
    r"|(?<=\b(?:call|tel:|dial) )(?=(?:\D{0,2}\d){7,15}\b)\(?\d[\d ().-]+\d"
    r"|(?<=\b(?:phone|tel\.:) )(?=(?:\D{0,2}\d){7,15}\b)\(?\d[\d ().-]+\d"
    # United Kingdom and other trunk zeros: 020 7946 0018.
    r"|(?<![\w+./-])(?<!\) )0\d{2,4} \d{3,4} \d{3,4}(?![\w-])",
    re.IGNORECASE,
)
# In a link; three or four digits are a service of the country, such as 911.
_LINK = re.compile(r"(?<=\]\()tel:(?!\+)[\d.-]{5,}")


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each number."""
    for passage in passages(subject):
        yield from _found(_NUMBER, passage)
    yield from _found(_LINK, Passage("body", subject.article.body))


def _found(pattern: re.Pattern[str], passage: Passage) -> Iterator[Finding]:
    for match in pattern.finditer(passage.text):
        yield Finding(
            f"the telephone number {match[0]} has no country code",
            "begin it with a plus sign and the code, such as +1 216 445 7050",
            match[0],
            passage.at(match.start()),
            passage.part,
        )


RULE = ArticleRule(
    "ART014",
    "telephone number without country code",
    Severity.WARNING,
    check,
    bad=(
        # As in the first text on cryoablation.
        article("Call us at 216.445.7050.\n"),
        article("Call us at (216) 445-7050 or 1-800-555-0199.\n"),
        article("Call us: [office](tel:2164457050).\n"),
        article("In London it is 020 7946 0018.\n"),
    ),
    good=(
        article("Call us at [+1 216 445 7050](tel:+12164457050) or +44 20 7946 0018.\n"),
        article("Call +1 216-445-7050 or +1-216-445-7050. Call [911](tel:911). 100 000 people.\n"),
    ),
)
