"""Each measurement of a translation has the unit of its source.

Units are known by their symbols and names in each language: mg, мг, 毫克, ملغم. Quantities in
braces are compared by TRN003.

Why: mg for µg is a thousandfold dose; mL for L and °F for °C are no better. A unit is exact, so
this blocks the page in that language.

Remedy: write the source's unit, by its symbol or its name in your language. Better, ask for the
measurement to be written as a quantity in the article: {5 mg} cannot be mistyped.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.numbers import has_figures, numbers
from polyclinic.check.rule import PairRule
from polyclinic.check.sides import SOURCE, each_form, taken
from polyclinic.check.subjects import Pair
from polyclinic.check.units import COMPOUND, UNSURE, Measured, measured
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence


def check(pair: Pair) -> Iterator[Finding]:
    """Compare the units of numbers that both sides have."""
    return each_form(pair, lambda source, target: _compare(source, target, pair.locale))


def _compare(source: str, target: str, locale: str) -> Iterator[Finding]:
    if not (has_figures(source) and has_figures(target)):
        return
    known = taken(source, target, locale)
    here, there = measured(source, SOURCE, known.source), measured(target, locale, known.target)
    # A number that one side lacks is the finding of TRN001.
    values_here = {n.value for n in numbers(source, SOURCE, known.source)}
    values_there = {n.value for n in numbers(target, locale, known.target)}
    lacking = [m for m in _unmatched(here, there) if m.value in values_there]
    added = [m for m in _unmatched(there, here) if m.value in values_here]
    for missing in lacking:
        wrong = _instead_of(missing, added)
        if wrong is not None:
            added.remove(wrong)
            yield _differs(missing, wrong)
        elif missing.unit not in UNSURE:
            yield _lost(missing)
    for extra in added:
        if extra.unit not in UNSURE:
            yield _added(extra)


def _unmatched(these: Sequence[Measured], those: Sequence[Measured]) -> list[Measured]:
    """Measurements that have no equal; what is only likely to have a unit never lacks one."""
    left = list(those)
    # What is written alike on both sides is taken first.
    for like in (_same, _same_in_words):
        kept = list[Measured]()
        for measurement in these:
            there = next((m for m in left if like(measurement, m)), None)
            if there is not None:
                left.remove(there)
            else:
                kept.append(measurement)
        these = kept
    return [measurement for measurement in these if measurement.certain]


def _same(one: Measured, other: Measured) -> bool:
    return (one.value, one.unit) == (other.value, other.unit)


def _same_in_words(one: Measured, other: Measured) -> bool:
    """“5 mg/kg” may be “5 mg por kg”: what stands below the slash is compared if both have one."""
    (here, _, below), (there, _, under) = one.unit.partition("/"), other.unit.partition("/")
    named = COMPOUND & {one.unit, other.unit}
    return one.value == other.value and here == there and not (below and under) and not named


def _instead_of(missing: Measured, added: Sequence[Measured]) -> Measured | None:
    """The same number with another unit, or the same unit at another of the source's numbers."""
    same_number = (m for m in added if m.value == missing.value)
    same_unit = (m for m in added if m.unit == missing.unit)
    return next(same_number, None) or next(same_unit, None)


def _differs(missing: Measured, wrong: Measured) -> Finding:
    return Finding(
        f"the source says {missing.text}, the translation {wrong.text}",
        f"write the unit {missing.unit} at the same number as the source",
        wrong.text,
        wrong.start,
        "msgstr",
        missing.text,
    )


def _lost(missing: Measured) -> Finding:
    return Finding(
        f"the source says {missing.text}, the translation has the number without this unit",
        f"write the unit {missing.unit}, by its symbol or its name in the language",
        part="msgstr",
        other=missing.text,
    )


def _added(extra: Measured) -> Finding:
    return Finding(
        f"the translation says {extra.text}, the source has the number without this unit",
        "remove the unit, or ask for it in the article",
        extra.text,
        extra.start,
        "msgstr",
    )


RULE = PairRule(
    "TRN002",
    "units differ",
    Severity.ERROR,
    check,
    bad=(
        Pair("fr", "Take 5 mg.", "Prenez 5 g."),
        Pair("uk", "Take 5 mcg.", "Прийміть 5 мг."),
        Pair("zh-Hans", "Call at 38 °C.", "体温达到38 °F时请打电话。"),
        Pair("es", "Take 2 tablets every 8 hours.", "Tome 8 comprimidos cada 2 horas."),
    ),
    good=(
        Pair("fr", "Take 5 mg.", "Prenez 5 milligrammes."),
        Pair("uk", "Take 5 mcg.", "Прийміть 5 мкг."),
        Pair("zh-Hans", "Call at 38 °C.", "体温达到38摄氏度时请打电话。"),
        Pair("es", "Take 2 tablets every 8 hours.", "Tome 2 comprimidos cada 8 horas."),
    ),
    blocks=True,
)
