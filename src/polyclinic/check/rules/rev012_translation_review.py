"""A recorded review of a translation that cannot be true, or does not say by whom.

It was done in the future, or its role or credential is empty or says nothing. Pages do not show it.

Why: "reviewed by someone" tells a reader nothing, and a review of tomorrow has not been done.

Remedy: record it again with `polyclinic review accept`, as it was; never invent a reviewer.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import CatalogsRule
from polyclinic.check.subjects import CatalogReview, Catalogs
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(catalogs: Catalogs) -> Iterator[Finding]:
    """One finding a record."""
    for review in catalogs.reviews:
        if review.unbelievable:
            yield Finding(
                f"the review of the translation of {review.article} can't be: "
                f"{review.unbelievable}",
                "record it again with `polyclinic review accept`, or remove the field",
                part=f"{review.path}:{review.line}:1",
            )


_PATH = "locales/fr/LC_MESSAGES/procedures.po"
_GOOD = CatalogReview(
    "fr", _PATH, 9, date(2026, 1, 1), current=True, article="procedures/cryoablation.md"
)
_BAD = replace(_GOOD, unbelievable="it does not say the reviewer's credential")
RULE = CatalogsRule(
    "REV012",
    "impossible review of a translation",
    Severity.WARNING,
    check,
    (Catalogs((), (_BAD,)),),
    (Catalogs((), (_GOOD,)),),
)
