"""Reviews: what an article must state, when it is late, and what its pages print."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import TYPE_CHECKING

import pytest

from polyclinic.check.rules import (
    rev001_notice,
    rev002_review_dates,
    rev003_overdue,
    rev004_due_soon,
    rev005_no_hash,
    rev010_article_changed,
    rev011_translation_changed,
)
from polyclinic.check.specimens import UNREVIEWED, article, page
from polyclinic.check.subjects import CatalogReview, Catalogs
from polyclinic.config import Ages
from polyclinic.library.article import read
from polyclinic.library.reviews import article_digest

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


@pytest.mark.parametrize(
    ("today", "when"),
    [((2027, 5, 31), "today"), ((2027, 5, 30), "tomorrow"), ((2027, 5, 29), "in 2 days")],
)
def test_a_review_that_is_due_soon_says_when(today: tuple[int, int, int], when: str) -> None:
    (found,) = rev004_due_soon.check(on(*today))
    assert found.message.endswith(f", {when}")


def test_a_site_may_ask_for_a_review_later_or_sooner() -> None:
    options = replace(ARTICLE.settings.options, ages=Ages(review=12, warning=10))
    strict = replace(on(2027, 5, 20), settings=replace(ARTICLE.settings, options=options))
    assert not list(rev004_due_soon.check(strict))
    assert list(rev004_due_soon.check(replace(strict, today=date(2027, 5, 21))))
    (found,) = rev002_review_dates.check(replace(strict, today=date(2026, 5, 30)))
    assert "more than 12 months" in found.message


def test_a_review_that_is_whole_is_well() -> None:
    assert not list(rev002_review_dates.check(article(more=REVIEWED)))


@pytest.mark.parametrize(
    ("old", "new", "what"),
    [
        ("  role: interventional radiologist\n", "", "role"),
        ("  credential: MD\n", "", "credential"),
        ("credential: MD", "credential: N/A", "credential, only 'N/A'"),
        ("role: interventional radiologist", 'role: "..."', "role"),
        ("role: interventional radiologist", "role:", "role"),
        ("reviewed_on: 2026-03-01", "reviewed_on: 2026-02-30", "no day"),
        ("reviewed_on: 2026-03-01", "reviewed_on: 20206-03-01", "no day"),
        ("reviewed_on: 2026-03-01", "reviewed_on: 9999-12-31", "today"),
        ("reviewed_on: 2026-03-01", "reviewed_on: 2029-03-02", "today"),
        ("2026-03-01", "2026-11-23", "today"),
        ("2029-03-01", "2029-03-02", "36 months"),
        ("2029-03-01", "2026-03-01", "not after"),
        ("  reviewed_on: 2026-03-01\n", "", "no day"),
    ],
)
def test_a_review_that_cannot_be(old: str, new: str, what: str) -> None:
    found = list(rev002_review_dates.check(article(more=REVIEWED.replace(old, new))))
    assert what in found[0].message


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2026-03-01", date(2026, 3, 1)),
        ('"2026-03-01"', date(2026, 3, 1)),
        ("2026-03-01 10:00:00", date(2026, 3, 1)),
        ("2026-03-01T23:30:00-05:00", date(2026, 3, 2)),  # days count in UTC, as in builds
        ("2024-02-29", date(2024, 2, 29)),
        ("2025-02-29", None),
        ("20206-03-01", None),
        ("2026-3-1", None),
        ("03/01/2026", None),
        ('"20260301"', None),
        ("20260301", None),
        ("[2026-03-01]", None),
        ("", None),
    ],
)
def test_a_day_is_read_as_people_type_it(typed: str, day: date | None) -> None:
    more = REVIEWED.replace("reviewed_on: 2026-03-01", f"reviewed_on: {typed}")
    subject = article(more=more)
    assert subject.article.review is not None
    assert subject.article.review.reviewed_on == day
    told = read(subject.text, "a.md", "docs/a.md", health=True)[1]
    placed = [f.line for f in told if "reviewed_on is no date" in f.message]
    assert placed == ([] if day else [6])


def test_a_review_without_a_next_day_is_told_with_its_line() -> None:
    more = REVIEWED.replace("  next_review: 2029-03-01\n", "")
    text = article(kind="procedure", more=more).text
    found, told = read(text, "a.md", "docs/a.md", health=True)
    assert found.review is None
    assert [f.place for f in told if "no due date" in f.message] == ["docs/a.md:5:1"]


def test_an_article_that_changed_after_its_review_is_withheld() -> None:
    read_then = article("The text that was read.\n", more=REVIEWED)
    record = f'{REVIEWED}  hash: "{article_digest(read_then.article)}"\n'
    assert not list(
        rev010_article_changed.check(article("The text that was\nread.\n", more=record))
    )
    assert list(rev010_article_changed.check(article("The text that is new.\n", more=record)))
    assert rev010_article_changed.RULE.blocks


def test_a_review_written_by_hand_is_asked_for_its_text() -> None:
    (found,) = rev005_no_hash.check(article(more=REVIEWED))
    assert "polyclinic review accept docs/procedures/cryoablation.md" in found.help
    assert not list(rev005_no_hash.check(article(more=UNREVIEWED)))


def changed(*texts: str, gone: int) -> str:
    review = CatalogReview(
        "fr", "fr.po", 9, date(2026, 1, 1), current=False, article="a.md", changed=texts, gone=gone
    )
    (found,) = rev011_translation_changed.check(Catalogs((), (review,)))
    assert found.part == "fr.po:9:1"
    return found.message.partition("since its review of 2026-01-01")[2]


def test_what_changed_since_a_review_is_named_and_counted() -> None:
    assert changed("line 3: “One.”", gone=1) == ": 1 text new or changed (line 3: “One.”)"
    assert changed(gone=2) == ": 2 texts removed"
    assert changed("“One.”", gone=3) == ": 1 text new or changed (“One.”) and 2 texts removed"
    assert changed(*"abcdefg", gone=0) == ": 7 texts new or changed (a, b, c, d, e, 2 more)"
    assert changed(gone=0) == ""


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
    shown = page(f"<main><p class=review>{html}</p></main>", "x/", locale, ARTICLE)
    assert not list(rev001_notice.check(shown))


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p class=review>Not reviewed; due by May 31, 2027.</p>",
        '<p class=review>Not reviewed; due by <time datetime="2027-05-30">May 30, 2027</time>.</p>',
        '<p class=review>Not reviewed; due by <time datetime="2027-05-31">5/31/2027</time>.</p>',
        '<p class=review><time datetime="2027-05-31">May 31, 2027</time></p>',
        '<p>A study ended on <time datetime="2027-05-31">May 31, 2027</time> as planned.</p>',
        (
            "<p class=review>See below.</p>"
            '<p>Not reviewed; due by <time datetime="2027-05-31">May 31, 2027</time>.</p>'
        ),
        '<!-- <p class=review>Due by <time datetime="2027-05-31">May 31, 2027</time>.</p> -->',
    ],
)
def test_a_notice_that_is_none(html: str) -> None:
    assert list(rev001_notice.check(page(f"<main>{html}</main>", of=ARTICLE)))


def test_a_reviewed_page_prints_both_days() -> None:
    of = article("Text.\n", kind="procedure", more=REVIEWED)
    due = '<p class=review>The next is due by <time datetime="2029-03-01">March 1, 2029</time>.</p>'
    done = '<p class=review>Reviewed on <time datetime="2026-03-01">March 1, 2026</time>.</p>'
    assert not list(rev001_notice.check(page(f"<main>{due}{done}</main>", of=of)))
    (found,) = rev001_notice.check(page(f"<main>{due}</main>", of=of))
    assert "it was reviewed" in found.message


def test_a_fault_of_the_front_matter_is_told_for_the_source_page_alone() -> None:
    of = article("Text.\n", kind="procedure", more=f"{UNREVIEWED}  role: nurse\n")
    due = '<p class=review>Due by <time datetime="2027-05-31">May 31, 2027</time>, they say.</p>'
    assert len(list(rev001_notice.check(page(f"<main>{due}</main>", of=of)))) == 1
    assert not list(rev001_notice.check(page(f"<main>{due}</main>", "fr/x/", "fr", of)))
