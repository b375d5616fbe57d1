"""A text with a plural has every plural form of its language.

Arabic has six, Ukrainian three or four, Chinese and Vietnamese one; the counts are those of CLDR
and of gettext.

Why: a missing form shows English, or nothing, for some numbers only, so nobody sees it in a trial.

Remedy: fill in each `msgstr[…]`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity
from polyclinic.i18n.locales import parse, plural_counts

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Find plural forms that are missing, empty or too many."""
    if pair.msgid_plural is None:
        return
    if len(pair.forms) not in plural_counts(pair.locale):
        facts = parse(pair.locale)
        yield Finding(
            f"it has {len(pair.forms)} plural forms, {facts.english_name} has {facts.nplurals}",
            f"write msgstr[0] to msgstr[{facts.nplurals - 1}]",
            text=pair.msgstr,
            part="msgstr",
        )
    for number, form in enumerate(pair.forms):
        if not form.strip():
            yield Finding(f"msgstr[{number}] is empty", "fill it in", part="msgstr")


def _days(locale: str, *forms: str) -> Pair:
    return Pair(locale, "%(n)s day", forms[0], msgid_plural="%(n)s days", forms=forms)


RULE = PairRule(
    "TRN110",
    "plural forms incomplete",
    Severity.WARNING,
    check,
    bad=(
        _days("uk", "%(n)s день", "%(n)s дні"),
        _days("es", "%(n)s día", ""),
        _days("zh-Hans", "%(n)s天", "%(n)s天"),
    ),
    good=(
        _days("uk", "%(n)s день", "%(n)s дні", "%(n)s днів"),
        _days("vi", "%(n)s ngày"),
        Pair("uk", "Day", "День"),
    ),
)
