"""A review lacks its reviewer's role or credential, or its days cannot be true.

A review was not done in the future, the next one is due after it, and not more than 36 months
after it, or as many as `ages: review:` says in mkdocs.yml. The first review of an unreviewed
article is due within as many months from today.

Why: "reviewed by an expert" tells nothing; a role and a credential can be asked about. A day that
is wrong makes an old article look new (PIF TICK, NHS: review at least every three years).

Remedy: write who reviewed it, by role and credential, and when; never a person who did not.
"""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import UNREVIEWED, article
from polyclinic.diagnostic import Severity
from polyclinic.library.reviews import months_after, unsaid

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText
    from polyclinic.library.article import Review


def check(subject: ArticleText) -> Iterator[Finding]:
    """Findings on articles that state a review."""
    review = subject.article.review
    if review is None:
        return
    facts = _reviewed(subject, review) if review.reviewed else _unreviewed(subject, review)
    for message, remedy, key in facts:
        start = subject.text.find(f"{key}:")
        yield Finding(message, remedy, f"{key}:", max(start, 0), "front matter")


_Fact = tuple[str, str, str]


def _unreviewed(subject: ArticleText, review: Review) -> Iterator[_Fact]:
    most = subject.settings.options.ages.review
    last = months_after(subject.today, most)
    if review.due > last:
        message = f"the first review is due on {review.due}, more than {most} months ahead"
        yield message, f"choose a day up to {last}", "next_review"


def _reviewed(subject: ArticleText, review: Review) -> Iterator[_Fact]:
    for key, said in (("role", review.role), ("credential", review.credential)):
        if unsaid(said):
            what = f", only {said!r}" if said else ""
            message = f"the review does not name its reviewer's {key}{what}"
            yield message, f"write `{key}: ...` under `review:`", key if said else "review"
    on = review.reviewed_on
    if on is None:
        yield "the review has no day", "write `reviewed_on: 2026-05-31`", "review"
        return
    if on > subject.today:
        message = f"the review was done on {on}, and today is {subject.today}"
        yield message, "write the day on which it was done", "reviewed_on"
    most = subject.settings.options.ages.review
    last = months_after(on, most)
    if review.due <= on:
        message = f"the next review is due on {review.due}, not after the last one on {on}"
        yield message, f"choose a day after it, up to {last}", "next_review"
    elif review.due > last:
        message = f"the next review is due on {review.due}, more than {most} months after {on}"
        yield message, f"choose a day up to {last}", "next_review"


def _example(on: str, due: str, who: str = "radiologist", credential: str = "MD") -> ArticleText:
    of_reviewer = f"  role: {who}\n" if who else ""
    return article(
        more=f"review:\n  status: reviewed\n  reviewed_on: {on}\n  next_review: {due}\n"
        f"{of_reviewer}  credential: {credential}\n"
    )


RULE = ArticleRule(
    "REV002",
    "impossible or incomplete review",
    Severity.ERROR,
    check,
    bad=(
        _example("2026-03-01", "2028-03-01", who=""),
        _example("2026-03-01", "2028-03-01", credential='""'),
        _example("2026-03-01", "2028-03-01", credential="n/a"),
        _example("2027-03-01", "2028-03-01"),
        _example("2026-03-01", "2026-02-01"),
        _example("2026-03-01", "2029-03-02"),
        article(more=UNREVIEWED.replace("2027", "2087")),
    ),
    good=(
        _example("2026-03-01", "2029-03-01"),
        replace(_example("2024-02-29", "2027-02-28"), today=date(2024, 2, 29)),
        article(more=UNREVIEWED),
    ),
    blocks=True,
    clock=True,
)
