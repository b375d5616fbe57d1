"""Numbers in Arabic text are shown in the order in which they are read.

By the Unicode Bidirectional Algorithm (UAX 9, rules W4 to N2) some rows of digits come apart
between Arabic words: a sign before a number goes behind it, groups of digits with spaces or two
hyphens between them change places, and a degree sign leaves its number. Only these are found;
quantities in braces and what stands in an isolate keep their order. Ranges are left alone: readers
of Arabic read them from the right.

Why: a phone number with its groups exchanged calls somebody else.

Remedy: put U+2066 before and U+2069 behind the number, or write a quantity in braces.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from polyclinic.check import words, writing
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_ISOLATED = re.compile("[\u2066-\u2068][^\u2069]*\u2069")
_COMES_APART = re.compile(
    r"(?<![\w+−-])[+−-]\d[\d ().-]*"  # a sign and what follows it
    r"|(?<!\d)\d++(?: \d++)+"  # groups with spaces: the space takes the direction of the text
    r"|(?<!\d)\d++(?:[-–]\d++){2,}"  # W2 makes them Arabic numbers, which no hyphen joins
    r"|(?<!\d)\d++ ?°[CF]\b"
)
_STRONG = re.compile(r"[^\W\d_]|[\u200e\u200f]")


def check(pair: Pair) -> Iterator[Finding]:
    """Find numbers that come apart."""
    if words.language(pair.locale) != "ar":
        return
    text = _ISOLATED.sub(lambda match: "|" * len(match[0]), writing.prose(pair.msgstr))
    text = re.sub(r"0{3,}", lambda match: "|" * len(match[0]), text)
    strong = [match.start() for match in _STRONG.finditer(text)]
    for found in _COMES_APART.finditer(text):
        before = bisect_left(strong, found.start())
        if before and re.match(r"[\u0600-\u06FF\u200f]", text[strong[before - 1]]):
            yield Finding(
                f"“{found[0].strip()}” comes apart between Arabic words",
                "put U+2066 before it and U+2069 behind it, or write a quantity in braces",
                text=pair.msgstr[found.start() : found.end()].strip(),
                offset=found.start(),
                part="msgstr",
            )


RULE = PairRule(
    "TRN112",
    "number comes apart in Arabic",
    Severity.WARNING,
    check,
    bad=(
        Pair("ar", "Call 216 445 7050.", "اتصلوا على 216 445 7050."),
        Pair("ar", "at -5 °C", "عند -5"),
    ),
    good=(
        Pair("ar", "Call 216 445 7050.", "اتصلوا على \u2066216 445 7050\u2069."),
        Pair("ar", "0 to 10", "من 0 إلى 10، أو 2.5"),
        Pair("ar", "{38 °C}", "عند {38 °C}"),
    ),
)
