"""Reviews: what an article must state, when it is late, and what its pages print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest
from polyclinic.check.reviews import months_after

from polyclinic.check.rules import (
    rev001_notice,
    rev002_review_dates,
    rev003_overdue,
    rev004_due_soon,
)
from polyclinic.check.specimens import UNREVIEWED, article, page

if TYPE_CHECKING:
    from polyclinic.check.subjects import ArticleText

ARTICLE = article("Text.\n", kind="procedure", more=UNREVIEWED)
REVIEWED = """\
review:
  status: reviewed
  reviewed_on: 2026-03-01
  next_review: 2029-03-01
  role: interventional radiologist
  credential: MD
"""


def on(year: int, month: int, day: int) -> ArticleText:
    return replace(ARTICLE, today=date(year, month, day))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 3, 1), 36, date(2029, 3, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
    ],
)
def test_months_after_a_day(day: date, months: int, after: date) -> None:
    assert months_after(day, months) == after


@pytest.mark.parametrize(
    ("today", "late", "soon"),
    [
        ((2027, 3, 1), False, False),  # 91 days before
        ((2027, 3, 2), False, True),  # 90 days before
        ((2027, 5, 31), False, True),  # the day itself
        ((2027, 6, 1), True, False),
    ],
)
def test_a_review_is_asked_for_90_days_before_and_late_the_day_after(
    today: tuple[int, int, int], late: bool, soon: bool
) -> None:
    assert bool(list(rev003_overdue.check(on(*today)))) is late
    assert bool(list(rev004_due_soon.check(on(*today)))) is soon


def test_a_late_review_says_how_late() -> None:
    (found,) = rev003_overdue.check(on(2027, 6, 10))
    assert "10 days ago" in found.message
    assert ARTICLE.text[found.offset or 0 :].startswith("next_review: 2027-05-31")


def test_a_review_that_is_whole_is_well() -> None:
    assert not list(rev002_review_dates.check(article(more=REVIEWED)))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  role: interventional radiologist\n", "", "role"),
        ("  credential: MD\n", "", "credential"),
        ("2026-03-01", "2026-11-23", "today"),
        ("2029-03-01", "2029-03-02", "36 months"),
        ("2029-03-01", "2026-03-01", "not after"),
        ("  reviewed_on: 2026-03-01\n", "", "no day"),
    ],
)
def test_a_review_that_cannot_be(old: str, new: str, what: str) -> None:
    (found,) = rev002_review_dates.check(article(more=REVIEWED.replace(old, new)))
    assert what in found.message


def test_a_first_review_is_not_put_off_for_ever() -> None:
    text = UNREVIEWED.replace("2027-05-31", "2029-11-23")
    assert len(list(rev002_review_dates.check(article(more=text)))) == 1


@pytest.mark.parametrize(
    ("locale", "sentence"),
    [
        ("fr", "La première relecture est prévue au plus tard le {}31 mai 2027</time>."),
        ("ar", "لم يراجع أي طبيب هذه المقالة. موعد المراجعة الأولى {}٣١ مايو ٢٠٢٧</time>."),
        ("zh-Hans", "本文尚未经临床医生审核。首次审核不晚于{}2027年5月31日</time>。"),
        ("hi", "इस लेख की समीक्षा {}31 मई 2027</time> तक होनी है।"),
        ("vi", "Lần duyệt đầu tiên chậm nhất là {}31 tháng 5, 2027</time>."),
        ("uk", "Перше рецензування має відбутися до {}31 травня 2027 р.</time>"),
    ],
)
def test_the_notice_is_printed_in_words_in_every_script(locale: str, sentence: str) -> None:
    html = sentence.format('<time datetime="2027-05-31">')
    shown = page(f"<main><p>{html}</p></main>", "x/", locale, ARTICLE)
    assert not list(rev001_notice.check(shown))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>Not reviewed; due by May 31, 2027.</p>",
        '<p>Not reviewed; due by <time datetime="2027-05-30">May 30, 2027</time>.</p>',
        '<p>Not reviewed; due by <time datetime="2027-05-31">5/31/2027</time>.</p>',
        '<p><time datetime="2027-05-31">May 31, 2027</time></p>',
        '<!-- <p>Not reviewed; due by <time datetime="2027-05-31">May 31</time>.</p> -->',
    ],
)
def test_a_notice_that_is_none(html: str) -> None:
    assert list(rev001_notice.check(page(f"<main>{html}</main>", of=ARTICLE)))


def test_a_reviewed_page_prints_both_days() -> None:
    of = article("Text.\n", kind="procedure", more=REVIEWED)
    due = '<p>The next review is due by <time datetime="2029-03-01">March 1, 2029</time>.</p>'
    done = '<p>A clinician reviewed it on <time datetime="2026-03-01">March 1, 2026</time>.</p>'
    assert not list(rev001_notice.check(page(f"<main>{due}{done}</main>", of=of)))
    (found,) = rev001_notice.check(page(f"<main>{due}</main>", of=of))
    assert "it was reviewed" in found.message


def test_a_fault_of_the_front_matter_is_told_for_the_source_page_alone() -> None:
    of = article("Text.\n", kind="procedure", more=f"{UNREVIEWED}  role: nurse\n")
    due = '<p>Not reviewed; due by <time datetime="2027-05-31">May 31, 2027</time>.</p>'
    assert len(list(rev001_notice.check(page(f"<main>{due}</main>", of=of)))) == 1
    assert not list(rev001_notice.check(page(f"<main>{due}</main>", "fr/x/", "fr", of)))
