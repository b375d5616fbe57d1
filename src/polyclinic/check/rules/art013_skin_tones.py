"""Redness is named as a sign, and nothing is said of brown and black skin.

Why: redness is hard to see on darker skin; those readers find their infection late (NHS digital
service manual, skin symptoms).

Remedy: add in the same section what else to look for: "On brown and black skin, redness may be hard
to see, so also look for warmth, swelling and pain."
"""

from __future__ import annotations

import re
from bisect import bisect_right
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.phrases import OTHER_SKIN, REDNESS
from polyclinic.check.prose import headings, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_REDNESS = re.compile(REDNESS, re.IGNORECASE)
_OTHER_SKIN = re.compile(OTHER_SKIN, re.IGNORECASE)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each section that names redness."""
    text = prose(subject.article.body)
    starts = [0, *(heading.offset for heading in headings(subject.article.body)), len(text)]
    told: set[int] = set()
    for match in _REDNESS.finditer(text):
        section = bisect_right(starts, match.start()) - 1
        if section in told or _OTHER_SKIN.search(text[starts[section] : starts[section + 1]]):
            continue
        told.add(section)
        yield Finding(
            f"{match[0]!r} says nothing to readers with brown and black skin",
            "add what else to look for, such as warmth, swelling and pain, or a change in color",
            match[0],
            match.start(),
            "body",
        )


RULE = ArticleRule(
    "ART013",
    "redness without other skin tones",
    Severity.WARNING,
    check,
    # As in the first text on cryoablation.
    bad=(article("Call your doctor if you have redness or swelling.\n"),),
    good=(
        article(
            "Redness spreads. On brown and black skin, redness may be hard to see, so also look "
            "for warmth, swelling and pain.\n"
        ),
        article("Redness or a change in skin color spreads. Give red blood cells.\n"),
    ),
)
