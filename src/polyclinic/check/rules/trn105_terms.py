"""A term of the termbase is said as the termbase says it, and never as it forbids.

`locales/termbase.tsv` gives for each term and language the preferred form, other forms that are
allowed, and forms that are forbidden, such as another drug, another organ or a false friend. A
forbidden form that is the right form of another term in the same sentence is no fault.

Why: in Vietnamese gây mê puts a person to sleep and gây tê does not; a “scanner” in French is a CT
machine, so it is no word for an MRI.

Remedy: use the preferred form, or add the form to the termbase if it is right.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import words
from polyclinic.check.finding import Finding
from polyclinic.check.rule import CatalogsRule
from polyclinic.check.subjects import Catalogs, Pair
from polyclinic.check.termbase import Term, terms_of
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

EXTRA = "termbase"
"""Under this name `Catalogs.extra` holds the terms, as `termbase.read` gives them."""


def check(catalogs: Catalogs) -> Iterator[Finding]:
    """Find terms said otherwise in any catalog."""
    by_locale: dict[str, list[Term]] = {}
    for term in catalogs.extra.get(EXTRA, ()):
        by_locale.setdefault(term.locale, []).append(term)
    for pair in catalogs.pairs:
        if pair.msgstr and not pair.fuzzy:
            yield from of_pair(pair, by_locale.get(pair.locale, ()))


def of_pair(pair: Pair, terms: Sequence[Term]) -> Iterator[Finding]:
    """Find terms said otherwise in one entry; `terms` are those of its language."""
    for source, target in words.aligned(pair.msgid, pair.msgstr):
        said = list(terms_of(source, terms))
        for term, found in said:
            others = "|".join(other.right for other, _ in said if other is not term)
            yield from _of_term(pair, term, found.text, target, others)


def _of_term(
    pair: Pair, term: Term, said: str, target: str, others: str
) -> Iterator[Finding]:
    tongue = words.language(pair.locale)
    place = f"{pair.path}:{pair.line}:{pair.column}"
    rest = words.without(others, tongue, target)
    for wrong in words.find(term.forbidden, tongue, rest):
        yield Finding(
            f"“{wrong.text}” is forbidden for “{said}”",
            f"use “{shown(term)}”. {term.note}".strip(),
            text=wrong.text,
            part=place,
            other=said,
        )
    if not words.find(term.right, tongue, target):
        yield Finding(
            f"“{said}” is not said with a form of the termbase",
            f"use “{shown(term)}”, or add the form to the termbase if it is right",
            text=target.strip(),
            part=place,
            other=said,
        )


def shown(term: Term) -> str:
    """The preferred form as a person reads it."""
    return term.preferred.replace("*", "…")


_VI = (
    Term("general anesthesia", "vi", "gây mê", "", "gây tê"),
    Term("local anesthesia", "vi", "gây tê", "", "gây mê"),
)


def _one(locale: str, msgid: str, msgstr: str, *terms: Term) -> Catalogs:
    return Catalogs((Pair(locale, msgid, msgstr),), {EXTRA: terms})


RULE = CatalogsRule(
    "TRN105",
    "term said otherwise",
    Severity.WARNING,
    check,
    bad=(
        _one("vi", "General anesthesia", "Gây tê toàn thân", *_VI),
        _one("fr", "An MRI", "Un scanner", Term("MRI", "fr", "IRM", "", "scanner")),
        _one("uk", "Tumors", "Кісти", Term("tumor", "uk", "пухлин*")),
    ),
    good=(
        _one("vi", "Local or general anesthesia", "Gây tê hoặc gây mê", *_VI),
        _one("uk", "Tumors", "Пухлинами", Term("tumor", "uk", "пухлин*")),
    ),
)
