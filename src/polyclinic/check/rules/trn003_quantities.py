"""Quantities, {emergency} and other placeholders come back as they were.

What stands in braces, such as {38.3 °C = 101 °F}, and what the site fills in, such as %(due)s, is
copied by the translator letter for letter, and as often as in the source.

Why: the site writes a quantity in the form of each language, and it can do so only if it is intact.
A quantity that was translated, changed or lost is a dose that was changed or lost.

Remedy: copy the braces and all between them from the source.
"""

from __future__ import annotations

import re
from collections import Counter
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.sides import each_form
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

# A group in braces is a mark (of TRN006) if it is a number alone.
_PLACEHOLDER: Final = re.compile(r"\{(?!\d+\})[^{}]*\}|%\(\w+\)[a-z]")


def check(pair: Pair) -> Iterator[Finding]:
    """Compare the placeholders on both sides, letter for letter."""
    last = pair.forms[-1] if pair.forms else pair.msgstr
    return each_form(pair, lambda source, target: _compare(source, target, may_lose=target != last))


def _compare(source: str, target: str, *, may_lose: bool) -> Iterator[Finding]:
    expected, found = _placeholders(source), _placeholders(target)
    missing = list((expected - found).elements())
    extra = list((found - expected).elements())
    for lost, new in zip_longest(missing, extra):
        if new is not None:
            yield _wrong(lost, new, target)
        # A plural form for one number only, such as a dual, may say it in a word.
        elif not (may_lose and lost.startswith("%")):
            yield Finding(
                f"{lost} is {'missing from' if lost not in found else 'too rare in'}"
                " the translation",
                f"copy {lost} from the source, with its {'braces' if lost[0] == '{' else 'signs'}",
                part="msgstr",
                other=lost,
            )


def _wrong(lost: str | None, new: str, target: str) -> Finding:
    offset = target.find(new)
    if lost is None:
        return Finding(
            f"the translation says {new} more often than the source",
            "use each quantity as often as the source does",
            new,
            offset,
            "msgstr",
        )
    return Finding(
        f"the source says {lost}, the translation {new}",
        f"copy {lost} from the source",
        new,
        offset,
        "msgstr",
        lost,
    )


def _placeholders(text: str) -> Counter[str]:
    return Counter(re.sub(r"[ \t\n]+", " ", match[0]) for match in _PLACEHOLDER.finditer(text))


RULE = PairRule(
    "TRN003",
    "a quantity was changed or lost",
    Severity.ERROR,
    check,
    bad=(
        Pair("fr", "Take {5 mg}.", "Prenez {50 mg}."),
        Pair("es", "Call {emergency}.", "Llame al 911."),
        Pair("ar", "Wait {24 h}.", "انتظروا {٢٤ ساعة}."),
    ),
    good=(
        Pair("fr", "Take {5 mg}.", "Prenez {5 mg}."),
        Pair("es", "Call {emergency}.", "Llame al {emergency}."),
        Pair("ar", "Wait {24 h}.", "انتظروا {24 h}."),
    ),
    blocks=True,
)
