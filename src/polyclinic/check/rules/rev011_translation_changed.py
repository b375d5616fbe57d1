"""A review of a translation is of what the page shows today.

`polyclinic review accept` records the review of an article's translation in the catalog's header,
with a hash of every text and its translation. When one of them changes afterwards, the review is
stale, and the page says again that no qualified translator has checked it. The finding names the
messages that changed.

Why: a page that says a translator has checked it must be the page that the translator checked.

Remedy: have what changed read again, and record that.
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

# How many of the changed messages are named; of more, the rest is counted.
_NAMED = 5


def check(catalogs: Catalogs) -> Iterator[Finding]:
    """Find reviews of translations that have changed since."""
    for review in catalogs.reviews:
        if not review.current:
            message = _changed(review) if review.known else _lost(review)
            remedy = (
                "have what changed read again, and run `polyclinic review accept`"
                if review.known
                else f"remove the field from the header of {review.path}"
            )
            yield Finding(message, remedy, part=f"{review.path}:{review.line}:1")


def _changed(review: CatalogReview) -> str:
    since = f"the translation of {review.article} has changed since its review of {review.on}"
    more = len(review.changed) - _NAMED
    named = ", ".join([*review.changed[:_NAMED], *([f"{more} more"] if more > 0 else [])])
    new = f"{_texts(len(review.changed))} new or changed ({named})" if review.changed else ""
    # A text that changed is missing in its old form, too.
    lost = review.gone - len(review.changed)
    gone = f"{_texts(lost)} removed" if lost > 0 else ""
    what = " and ".join(part for part in (new, gone) if part)
    return f"{since}: {what}" if what else since


def _texts(count: int) -> str:
    return "1 text" if count == 1 else f"{count} texts"


def _lost(review: CatalogReview) -> str:
    return f"the review of {review.on} is of {review.article}, which is no article here any more"


_PATH = "locales/fr/LC_MESSAGES/procedures.po"
_GOOD = CatalogReview(
    "fr", _PATH, 9, date(2026, 1, 1), current=True, article="procedures/cryoablation.md"
)
_BAD = replace(_GOOD, current=False, changed=("line 41: “Do not eat for 6 hours.”",), gone=1)
_LOST = replace(_GOOD, current=False, known=False)
RULE = CatalogsRule(
    "REV011",
    "translation changed since its review",
    Severity.WARNING,
    check,
    (Catalogs((), (_BAD,)), Catalogs((), (_LOST,))),
    (Catalogs((), (_GOOD,)),),
)
