"""The dates and times of a translation are those of its source.

A date may be written out or in figures, a time by the 12- or the 24-hour clock; the day and the
minute are compared. What only one side has as a date is compared as numbers (TRN001).

Why: someone stops eating at the hour, and comes on the day, that the page in their language says.

Remedy: write the source's date, with the month as a word, and its time.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.moments import DateFound, TimeFound, day_in_words, paired
from polyclinic.check.numbers import has_figures
from polyclinic.check.rule import PairRule
from polyclinic.check.sides import SOURCE, each_form
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Compare the dates, and the times, that stand opposite each other."""
    return each_form(pair, lambda source, target: _compare(source, target, pair.locale))


def _compare(source: str, target: str, locale: str) -> Iterator[Finding]:
    if not (has_figures(source) and has_figures(target)):
        return
    for pairing in paired(source, target, locale, SOURCE):
        for here, there in pairing.differing:
            what = "date" if isinstance(here, DateFound) else "time"
            yield Finding(
                f"the source says {here.text}, the translation {there.text}",
                f"write the {what} of the source: {_plainly(here)}",
                there.text,
                there.start,
                "msgstr",
                here.text,
            )


def _plainly(moment: DateFound | TimeFound) -> str:
    if isinstance(moment, DateFound):
        return day_in_words(moment)
    hour, minute = divmod(max(moment.readings), 60)
    return f"{hour}:{minute:02d}"


RULE = PairRule(
    "TRN004",
    "dates or times differ",
    Severity.ERROR,
    check,
    bad=(
        Pair("es", "By April 14, 2025", "Antes del 14 de mayo de 2025"),
        Pair("zh-Hans", "By 14 April 2025", "2025年4月15日之前"),
        Pair("fr", "Come at 2:30 pm.", "Venez à 2 h 30 du matin."),
    ),
    good=(
        Pair("es", "By April 14, 2025", "Antes del 14 de abril de 2025"),
        Pair("uk", "By 04/14/2025", "До 14 квітня 2025 року"),
        Pair("fr", "Come at 2:30 pm.", "Venez à 14h30."),
    ),
    blocks=True,
)
