"""The numbers of a translation are those of its source.

Digits of every script, decimal and group signs of every language, percentages, ranges and ordinals
are read for their value. A digit on one side may be a word on the other (“2 units”, “وحدتين”),
dates, times, phone numbers and quantities have rules of their own.

Why: a comma that moved makes one dose ten, and no reader can know it. A number is exact, so this
blocks the page in that language.

Remedy: write each number of the source one time, with the signs of your language. If a number must
stand in one language only, suppress the rule on the entry with the reason.
"""

from __future__ import annotations

from decimal import Decimal
from itertools import zip_longest
from typing import TYPE_CHECKING, Final

from polyclinic.check.finding import Finding
from polyclinic.check.moments import TimeFound, dates, paired, times
from polyclinic.check.number_words import says_below_zero
from polyclinic.check.numbers import (
    Difference,
    Number,
    has_figures,
    language_of,
    numbers,
    said_in,
    said_otherwise,
    shown,
)
from polyclinic.check.rule import PairRule
from polyclinic.check.sides import SOURCE, each_form, taken
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity
from polyclinic.i18n import locales

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Compare the values on both sides, one for one."""
    return each_form(pair, lambda source, target: _compare(source, target, pair.locale))


def _compare(source: str, target: str, locale: str) -> Iterator[Finding]:
    if not (has_figures(source) or has_figures(target)):
        return
    known = taken(source, target, locale)
    difference = Difference.of(
        numbers(source, SOURCE, known.source), numbers(target, locale, known.target)
    )
    if difference.missing or difference.extra:
        difference.cancel_alternatives()
        difference.cancel_times(_times_alone(source, target, locale))
        difference.excuse_signs(
            in_target=says_below_zero(target, language_of(locale)),
            in_source=says_below_zero(source, SOURCE),
        )
        # A month alone may be a figure elsewhere; that of a whole date is the date's.
        whole = [(day.start, day.end) for day in dates(source, SOURCE)]
        signs_here, signs_there = said_otherwise(source, target, locale, whole)
        difference.excuse(
            said_in(target, locale) + signs_there, said_in(source, SOURCE, whole) + signs_here
        )
        difference.excuse_names(source, target)
    pairs = list(zip_longest(difference.missing, difference.extra))
    yield from (_finding(missing, extra, locale) for missing, extra in pairs[:_MOST])
    if len(pairs) > _MOST:
        message = f"{len(pairs) - _MOST} more numbers differ"
        yield Finding(message, "is it the translation of another text?", part="msgstr")


def _times_alone(source: str, target: str, locale: str) -> list[TimeFound]:
    _, clock = paired(source, target, locale, SOURCE)
    with_partner = {here.start for here, _ in (*clock.agreeing, *clock.differing)}
    return [time for time in times(source, SOURCE) if time.start not in with_partner]


def _finding(missing: Number | None, extra: Number | None, locale: str) -> Finding:
    if missing is None:
        assert extra is not None  # noqa: S101 - zip_longest gives one of the two
        return Finding(
            f"the translation says {_brief(extra)}, a number the source does not have",
            "remove it, or write the number of the source in its place",
            extra.text,
            extra.start,
            "msgstr",
        )
    right = _written(missing, locale)
    if extra is None:
        return Finding(
            f"the number {_brief(missing)} is missing from the translation",
            f"write it: {right}",
            part="msgstr",
            other=missing.text,
        )
    return Finding(
        f"the source says {_brief(missing)}, the translation {_brief(extra)}",
        f"write {right}",
        extra.text,
        extra.start,
        "msgstr",
        missing.text,
    )


# So many differences of an entry are told one by one.
_MOST: Final = 20
# CLDR's patterns are filled with no more digits than a decimal context has.
_LONGEST: Final = 28


def _brief(number: Number) -> str:
    """A number as it is written; of one that nobody would read, its beginning."""
    length = len(number.text)
    return number.text if length <= _LONGEST else f"{number.text[:_LONGEST]}… ({length} signs)"


def _written(number: Number, locale: str) -> str:
    text = shown(number.value)
    if len(text) > _LONGEST:
        return "all its figures, as in the source"
    return text if "/" in text else locales.format_number(Decimal(text), locale)


RULE = PairRule(
    "TRN001",
    "numbers differ",
    Severity.ERROR,
    check,
    bad=(
        Pair("fr", "Take 2.5 ml.", "Prenez 25 ml."),
        Pair("es", "Wait 8 hours.", "Espere 6 horas."),
        Pair("zh-Hans", "1 in 10 people", "100人中有1人"),
    ),
    good=(
        Pair("fr", "Take 2.5 ml.", "Prenez 2,5 ml."),
        Pair("ar", "It is given in 2 units.", "تُعطى بوحدتين."),
        Pair("hi", "1,000 people", "१,००० लोग"),
    ),
    blocks=True,
)
