"""The phone numbers of a translation have the digits of those of its source.

How the digits are parted, and the script they are written in, is the translator's choice.

Why: a reader who calls a wrong number gets no help.

Remedy: copy the number with all its digits, the country code too.
"""

from __future__ import annotations

from itertools import zip_longest
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.numbers import has_figures
from polyclinic.check.phones import Calls, Phone
from polyclinic.check.rule import PairRule
from polyclinic.check.sides import each_form
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Compare the digits of phone numbers."""
    return each_form(pair, _compare)


def _compare(source: str, target: str) -> Iterator[Finding]:
    if not (has_figures(source) or has_figures(target)):
        return
    calls = Calls.of(source, target)
    for missing, extra in zip_longest(calls.missing, calls.extra):
        yield _finding(missing, extra)


def _finding(missing: Phone | None, extra: Phone | None) -> Finding:
    what = f"the source says {missing.text}" if missing else "the source has no such phone number"
    said = f"the translation says {extra.text}" if extra else "the translation has no such number"
    remedy = f"copy the number {missing.text}" if missing else "remove the number"
    text, offset = (extra.text, extra.start) if extra else ("", None)
    other = missing.text if missing else ""
    return Finding(f"{said}; {what}", remedy, text, offset, "msgstr", other)


RULE = PairRule(
    "TRN005",
    "phone numbers differ",
    Severity.ERROR,
    check,
    bad=(
        Pair("fr", "Call +1 216 445 7050.", "Appelez le +1 216 445 7005."),
        Pair("hi", "Call 216-445-7050.", "फ़ोन करें।"),
    ),
    good=(
        Pair("fr", "Call +1 216 445 7050.", "Appelez le +1 216-445-70-50."),
        Pair("hi", "Call 216-445-7050.", "२१६-४४५-७०५० पर फ़ोन करें।"),
    ),
    blocks=True,
)
