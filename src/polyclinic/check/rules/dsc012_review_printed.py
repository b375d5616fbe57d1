"""An article prints the state of its review: not reviewed and due when, or reviewed when by whom.

Compared with the front matter are the dates of `<time>` and their words, in the disclaimer and
under the title, and the reviewer's role, as the catalog translates it, and credential.

Why: "not reviewed yet" is what a reader must know first of an article that no clinician has read. A
date that is only an attribute, or only in words, is wrong for someone.

Remedy: print `partials/review-sentence.html` in the disclaimer, and do not edit its dates.
"""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.disclaimer_words import denies
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity
from polyclinic.i18n import locales
from polyclinic.library.article import Review

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

HELP = "print partials/review-sentence.html, and do not edit its dates"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Compare what is printed with the front matter."""
    if not document.is_article(page) or page.article is None:
        return
    root = document.tree(page.html)
    block = document.full_block(root)
    slot = document.slots(block).get("review") if block is not None else None
    review = page.article.review
    if review is None:
        if slot is not None:
            yield Finding("the page prints a review; its article has none", HELP, part="html")
        return
    under_title = document.with_class(root, "review")
    for part in (*([slot] if slot is not None else []), *under_title):
        yield from _dates(page, part, review)
        yield from _words(page, part, review)


def _dates(page: RenderedPage, part: document.Element, review: Review) -> Iterator[Finding]:
    wanted = [review.due, *([review.reviewed_on] if review.reviewed_on else [])]
    times = {time.get("datetime") or "": document.text(time) for time in part.iter("time")}
    for day in wanted:
        words = " ".join(locales.format_date_words(day, page.locale).split())
        said = times.pop(day.isoformat(), None)
        if said is None:
            yield Finding(
                f"{document.shown(part)} does not print the date {day.isoformat()}",
                HELP,
                part="html",
            )
        elif said != words:
            yield Finding(
                f"{document.shown(part)} prints {said!r} for {words!r}", HELP, said, part="html"
            )
    for extra, said in times.items():
        yield Finding(
            f"{document.shown(part)} prints the date {extra or said}; the review has no such date",
            HELP,
            said,
            part="html",
        )


def _words(page: RenderedPage, part: document.Element, review: Review) -> Iterator[Finding]:
    text = document.text(part)
    role = (page.translation and page.translation.role) or review.role
    for said in (role, review.credential) if review.reviewed else ():
        if said not in text:
            message = f"{document.shown(part)} does not name the reviewer, {said}"
            yield Finding(message, HELP, text, part="html")
    if not review.reviewed and not denies(text, page.locale):
        yield Finding(
            f"{document.shown(part)} does not say that no clinician has reviewed the article",
            HELP,
            text,
            part="html",
        )


_REVIEWED = Review(
    reviewed=True,
    due=date(2027, 5, 31),
    reviewed_on=date(2026, 5, 31),
    role="radiologist",
    credential="MD",
)
_SENTENCE = (
    "This article has not been reviewed by a clinician.\nThe first",
    'Reviewed on <time datetime="2026-05-31">May 31, 2026</time> by: radiologist (MD). Next',
)
RULE = PageRule(
    "DSC012",
    "a review printed wrong",
    Severity.ERROR,
    check,
    bad=(
        article_page(("has not been reviewed", "has been reviewed")),
        article_page(("May 31, 2027", "May 31, 2028")),
        article_page(review=_REVIEWED),
        article_page(_SENTENCE, (" (MD)", ""), review=_REVIEWED),
    ),
    good=(article_page(), article_page(_SENTENCE, review=_REVIEWED)),
    blocks=True,
)
