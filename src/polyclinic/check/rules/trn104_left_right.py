"""Left stays left, and right stays right, in safety text.

The English words count only where they name a side: before a part of the body, or in “on the left”
and the like. “Right away”, “is left” and “the right choice” name none.

Why: a wrong side is a wrong kidney.

Remedy: use the word for the same side.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check import words
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_SIDE = re.compile(
    rf"\b(left|right)(?=[- ](?:{words.SIDED})\b)"
    r"|\b(?:on|to|from|at|in)(?: the| your)? (left|right)(?=\s*(?:[.,;:)]|$|(?:and|or|to)\b))"
    r"|\b(left|right) (?:or|and|to) (?:the )?(?:left|right)\b"
    r"|\b(?:left|right) (?:or|and|to) (?:the )?(left|right)\b",
    re.IGNORECASE,
)


def check(pair: Pair) -> Iterator[Finding]:
    """Find safety text that lost a side."""
    tongue = words.language(pair.locale)
    if not pair.safety or tongue not in words.LEFT:
        return
    sides = {next(filter(None, found.groups())).lower() for found in _SIDE.finditer(pair.msgid)}
    for side, lexicon in (("left", words.LEFT), ("right", words.RIGHT)):
        if side in sides and not words.find(lexicon[tongue], tongue, pair.msgstr):
            yield Finding(
                f"the source says “{side}”, the translation has no word for it",
                f"say “{side}” as the source does",
                text=pair.msgstr,
                offset=0,
                part="msgstr",
                other=side,
            )


RULE = PairRule(
    "TRN104",
    "left or right changed",
    Severity.WARNING,
    check,
    bad=(
        Pair("es", "Pain in your left side", "Dolor en el lado derecho", safety=True),
        Pair("zh-Hans", "the right kidney", "左肾", safety=True),
    ),
    good=(
        Pair("es", "Pain in your left side", "Dolor en el lado izquierdo", safety=True),
        Pair("fr", "Call right away.", "Appelez tout de suite.", safety=True),
        Pair("fr", "Some cancer is left.", "Il reste du cancer.", safety=True),
    ),
)
