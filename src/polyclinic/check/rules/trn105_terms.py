"""A term of the termbase is said as the termbase says it, and never as it forbids.

`locales/termbase.tsv` gives for each term and language the preferred form, other forms that are
allowed, and forms that are forbidden, such as another drug, another organ or a false friend. A
forbidden form that is the right form of another term in the same sentence is no fault.

Why: in Vietnamese gây mê puts a person to sleep and gây tê does not; a “scanner” in French is a CT
machine, so it is no word for an MRI.

Remedy: use the preferred form, or add the form to the termbase if it is right.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.check import words
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.check.termbase import PairWithTerms, Term, spelled_out, terms_of, with_terms
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Find terms said otherwise."""
    if not isinstance(pair, PairWithTerms):
        return
    for source, target in words.aligned(pair.msgid, pair.msgstr):
        said = list(terms_of(source, pair.terms))
        meant = [*said, *terms_of(spelled_out(source), pair.terms)]
        for term, found in said:
            others = "|".join(other.right for other, _ in meant if other is not term)
            for finding in _of_term(term, found.text, target, others):
                offset = pair.msgstr.find(target) + (finding.offset or 0)
                yield replace(finding, offset=offset)


def _of_term(term: Term, said: str, target: str, others: str) -> Iterator[Finding]:
    tongue = words.language(term.locale)
    preferred = term.preferred.replace("*", "…")
    # Most texts hold nothing forbidden, and need not be freed of what is right beside it.
    suspect = words.find(term.forbidden, tongue, target)
    rest = words.without(others, tongue, target) if suspect else ""
    for wrong in words.find(term.forbidden, tongue, rest) if suspect else ():
        yield Finding(
            f"“{wrong.text}” is forbidden for “{said}”",
            f"use “{preferred}”. {term.note}".strip(),
            text=wrong.text,
            offset=wrong.offset,
            part="msgstr",
            other=said,
        )
    if not words.find(term.right, tongue, target):
        yield Finding(
            f"“{said}” is not said with a form of the termbase",
            f"use “{preferred}”, or add the form to the termbase if it is right",
            text=target.strip(),
            offset=0,
            part="msgstr",
            other=said,
        )


_VI = (
    Term("general anesthesia", "vi", "gây mê", "", "gây tê"),
    Term("local anesthesia", "vi", "gây tê", "", "gây mê"),
)
_FR = (Term("MRI", "fr", "IRM", "", "scanner"),)
_UK = (Term("tumor", "uk", "пухлин*"),)

RULE = PairRule(
    "TRN105",
    "term said otherwise",
    Severity.WARNING,
    check,
    bad=(
        with_terms(Pair("vi", "General anesthesia", "Gây tê toàn thân"), _VI),
        with_terms(Pair("fr", "An MRI", "Un scanner"), _FR),
        with_terms(Pair("uk", "Tumors", "Кісти"), _UK),
    ),
    good=(
        with_terms(Pair("vi", "Local or general anesthesia", "Gây tê hoặc gây mê"), _VI),
        with_terms(Pair("uk", "Tumors", "Пухлинами"), _UK),
    ),
)
