"""No letter pretends to be another, and none is invisible.

Found are words that mix Latin with Cyrillic or Greek letters, a lone Latin letter among Ukrainian
words, Persian letters that look like Arabic ones, and invisible signs, apart from those that the
language needs and those that the source has too. μ before a unit is its own letter.

Why: a search does not find such a word, a screen reader spells it, and an override can show a
number backwards.

Remedy: type the word again.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check import words, writing
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


_UNSEEN = re.compile(rf"[\x00-\x08\x0b-\x1f{''.join(writing.INVISIBLE)}]")


def check(pair: Pair) -> Iterator[Finding]:
    """Find look-alikes and invisible signs."""
    yield from _invisible(pair)
    tongue = words.language(pair.locale)
    text = writing.prose(pair.msgstr)
    facts = [(pattern, f"mixes Latin and {other} letters") for pattern, other in writing.MIXED]
    if tongue in writing.LONE:
        facts.append((writing.LONE[tongue], "is a Latin letter among words of another alphabet"))
    if tongue in writing.LOOK_ALIKE:
        facts.append((writing.LOOK_ALIKE[tongue], "is a letter that only looks like an Arabic one"))
    for pattern, fact in facts:
        for found in pattern.finditer(text):
            if found[0] not in pair.msgid:
                yield Finding(
                    f"“{found[0]}” {fact}",
                    "type it again in the alphabet of the language",
                    text=found[0],
                    offset=found.start(),
                    part="msgstr",
                )


def _invisible(pair: Pair) -> Iterator[Finding]:
    useful = writing.USEFUL_INVISIBLE.get(words.language(pair.locale), frozenset())
    for found in _UNSEEN.finditer(pair.msgstr):
        place, sign = found.start(), found[0]
        name = writing.INVISIBLE.get(sign, "control character")
        if sign not in useful and sign not in pair.msgid:
            yield Finding(
                f"an invisible {name} (U+{ord(sign):04X}) stands in the text",
                "remove it",
                text=sign,
                offset=place,
                part="msgstr",
            )


RULE = PairRule(
    "TRN113",
    "look-alike or invisible character",
    Severity.WARNING,
    check,
    bad=(
        Pair("uk", "Cancer", "pак"),
        Pair("es", "Dose", "d\u043esis"),
        Pair("uk", "and", "лікар i медсестра"),
        Pair("ar", "doctor", "طبیب"),
        Pair("fr", "Dose", "do\u200bse"),
    ),
    good=(
        Pair("uk", "CT scan", "КТ, або CT-сканування"),
        Pair("es", "5 μg", "5 μg"),
        Pair("hi", "Class", "क्\u200dष"),
    ),
)
