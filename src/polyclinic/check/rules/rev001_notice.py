"""A page does not say, in words and with its date, whether a clinician has reviewed the article.

Until then the article names no reviewer and no date of a review, has a day on which the first
review is due, and every language of its page prints the notice with that day. After it, the page
prints the day of the review and of the next one.

Why: a reader takes a health page for checked unless it says that it is not (JAMA benchmarks,
currency). Days in digits alone are read in two ways: 04/05/2027.

Remedy: state the review in the front matter, and let the template print it in the main part, in an
element with the class `review`, with the date in words in `<time datetime="2027-05-31">`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.check.specimens import UNREVIEWED, article, page
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.document import Element
    from polyclinic.check.subjects import RenderedPage
    from polyclinic.library.article import Review

HELP = "print partials/review-sentence.html in the main part, in an element with the class review"
# A sentence around the date has at least these letters, in any script.
_SENTENCE = 8


def check(page: RenderedPage) -> Iterator[Finding]:
    """Findings on pages of articles that have a type."""
    article = page.article
    if article is None or article.kind is None:
        return
    if article.review is None:
        yield from _stated("the article does not say when its review is due")
        return
    if page.locale == page.source_locale:
        yield from _front_matter(article.review)
    yield from _printed(page, article.review)


def _stated(message: str) -> Iterator[Finding]:
    yield Finding(
        message,
        "write `status: unreviewed` and `next_review: 2027-05-31` under `review:`",
        "review",
        None,
        "html",
    )


def _front_matter(review: Review) -> Iterator[Finding]:
    if not review.reviewed and review.role:
        yield from _stated(f"the article is unreviewed, but names a reviewer: {review.role}")
    if not review.reviewed and review.reviewed_on is not None:
        yield from _stated(f"the article is unreviewed, but was reviewed on {review.reviewed_on}")


def _printed(page: RenderedPage, review: Review) -> Iterator[Finding]:
    """Look in the review line; a date that stands elsewhere says nothing about a review."""
    main = document.main(document.tree(page.html))
    lines = [] if main is None else document.with_class(main, "review")
    if not lines:
        yield Finding("the page has no review line", HELP, part="html")
        return
    times = [time for line in lines for time in line.iter("time")]
    days = [("the next review is due", review.due)]
    if review.reviewed and review.reviewed_on is not None:
        days.append(("it was reviewed", review.reviewed_on))
    for what, day in days:
        found = [time for time in times if time.get("datetime") == day.isoformat()]
        if not any(map(_in_words, found)):
            how = "in words, in a sentence" if found else f'in <time datetime="{day}">'
            yield Finding(
                f"the review line does not print the day on which {what}, {day}, {how}",
                f'print it in the review line: <time datetime="{day}">date in words</time>',
                day.isoformat(),
                None,
                "html",
            )


def _in_words(time: Element) -> bool:
    date, around = document.text(time), document.text(time.getparent())
    letters = sum(map(str.isalpha, around)) - sum(map(str.isalpha, date))
    return any(map(str.isalpha, date)) and letters >= _SENTENCE


_OF = article("Text.\n", kind="procedure", more=UNREVIEWED)
_DUE = '<time datetime="2027-05-31">May 31, 2027</time>'
_SAYS = "This article has not been reviewed by a clinician. The first review is due by"
_LINE = f'<p class="review">{_SAYS} {_DUE}.</p>'

RULE = PageRule(
    "REV001",
    "review notice missing",
    Severity.ERROR,
    check,
    bad=(
        page("<main><h1>Cryoablation</h1></main>", of=_OF),
        page(f'<main><p class="review">{_SAYS} 05/31/2027.</p></main>', of=_OF),
        page(f"<main>{_LINE.replace('May 31, 2027', '05/31/2027')}</main>", of=_OF),
        page(f"<main><p>The study ended in a week before {_DUE}.</p></main>", of=_OF),
        page(f"<main></main><footer>{_LINE}</footer>", of=_OF),
        page(f"<main>{_LINE}</main>", of=article("Text.\n", kind="procedure")),
        page(
            f"<main>{_LINE}</main>",
            of=article("Text.\n", kind="procedure", more=f"{UNREVIEWED}  role: radiologist\n"),
        ),
    ),
    good=(
        page(f"<main>{_LINE}</main>", of=_OF),
        page("<main><h1>About us</h1></main>", of=article("About us.\n")),
    ),
    blocks=True,
)
