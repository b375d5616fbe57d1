"""A temperature typed in both units says two different things.

They agree when they are the same to one decimal of a degree Celsius, 0.05 °C apart at most.

Why: "101 F (38.4 C)" gives two limits for the same call: 101 °F is 38.3 °C.

Remedy: write the temperature one time, as a quantity: `{38.3 °C = 101 °F}` is checked and shown in
the habit of each reader.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import passages
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity
from polyclinic.markdown.quantity import CELSIUS, FAHRENHEIT, TOLERANCE, convert, tidy

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_NUMBER = r"[-−]?\d+(?:\.\d+)?"
_UNIT = r"\s*(?:°\s*|º\s*|degrees?\s+)?(?:{})\b"
_TO = r"\s*(?:°\s*[FC]?\s*)?(?:to|–|-|—)\s*"


def _measure(name: str) -> str:
    units = {"f": _UNIT.format("F|Fahrenheit"), "c": _UNIT.format("C|Celsius|Centigrade")}
    return rf"(?P<{name}_low>{_NUMBER})(?:{_TO}(?P<{name}_high>{_NUMBER}))?{units[name]}"


# Only brackets, a slash, "or" and the like stand between two statements of one temperature.
_BETWEEN = r"[\s,]*(?:[(\[/=≈~]|or|that is|which is|equals|is|about|i\.e\.)*[\s,]*(?:about\s*)?"
_PAIRS = tuple(
    re.compile(rf"(?<![\d.]){_measure(first)}{_BETWEEN}{_measure(second)}", re.IGNORECASE)
    for first, second in (("f", "c"), ("c", "f"))
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each pair. Quantities in braces are checked where they are rendered."""
    for passage in passages(subject):
        for pattern in _PAIRS:
            for match in pattern.finditer(passage.text):
                problem = _fault(match)
                if problem:
                    start, place = match.start(), passage.at(match.start())
                    remedy = f"{problem}; write it one time as a quantity, {{38.3 °C = 101 °F}}"
                    text = passage.text[start : match.end()]
                    message = f"the temperatures in {text!r} disagree"
                    yield Finding(message, remedy, text, place, passage.part)


def _fault(match: re.Match[str]) -> str:
    for end in ("low", "high"):
        fahrenheit, celsius = match[f"f_{end}"], match[f"c_{end}"]
        if fahrenheit is None or celsius is None:
            continue
        exact = convert(_decimal(fahrenheit), FAHRENHEIT)
        if abs(exact - _decimal(celsius)) > TOLERANCE:
            return f"{fahrenheit} {FAHRENHEIT} is {tidy(exact)} {CELSIUS}"
    return ""


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace("−", "-"))


RULE = ArticleRule(
    "ART008",
    "Fahrenheit and Celsius disagree",
    Severity.ERROR,
    check,
    bad=(
        # As in the first text on cryoablation.
        article("Call if you have a fever over 101 F (38.4 C).\n"),
        article("A fever of 38.4 °C / 101 °F\n"),
        article("It is 100 to 101 degrees Fahrenheit, or 37.8 to 38.4 degrees Celsius.\n"),
    ),
    good=(
        article("Call if you have a fever of 101 F (38.3 C) or higher.\n"),
        article("It is 100.4°F (38°C), and minus 40: -40 °C = -40 °F.\n"),
        article("During chemotherapy call at {38 °C = 100.4 °F}.\n"),
        article("Keep it at 4 °C. In a fever of 101 °F call us.\n"),
    ),
    blocks=True,
)
