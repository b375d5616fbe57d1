"""A reviewed catalog says what its reviewer read.

`polyclinic review accept` records the review of a catalog in its header, with a hash of all that it
says. When a text or a translation changes afterwards, the review is stale, and pages no longer show
it.

Why: a page that says a translator has checked it must be the page that the translator checked.

Remedy: have the catalog read again, and record that.
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
    """Find catalogs that have changed since their review."""
    for review in catalogs.reviews:
        if not review.current:
            yield Finding(
                f"the catalog has changed since its review of {review.on.isoformat()}",
                "have it read again and run `polyclinic review accept` on it",
                part=f"{review.path}:{review.line}:1",
            )


_PATH = "locales/fr/LC_MESSAGES/procedures.po"
_GOOD = CatalogReview("fr", _PATH, 1, date(2026, 1, 1), current=True)
_BAD = replace(_GOOD, current=False)
RULE = CatalogsRule(
    "REV011",
    "translation changed since its review",
    Severity.WARNING,
    check,
    (Catalogs((), (_BAD,)),),
    (Catalogs((), (_GOOD,)),),
)
