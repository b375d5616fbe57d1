"""Reviews are bound to what was reviewed, and other tools keep them."""

from __future__ import annotations

import re
import subprocess
from datetime import date
from typing import TYPE_CHECKING, Any

import polib
import pytest
from translate.storage import factory

from polyclinic.i18n import po
from polyclinic.i18n.catalog import Catalog
from polyclinic.i18n.message import Message
from polyclinic.library import reviews
from polyclinic.library.article import read
from polyclinic.library.reviews import Reading, TranslationReview

if TYPE_CHECKING:
    from pathlib import Path

TODAY = date(2026, 11, 22)
ON = date(2026, 11, 1)
TEXT = """\
---
title: Cryoablation
review:
  status: unreviewed
  next_review: 2027-05-31
type: procedure
---

The text.
"""
CATALOG = """\
msgid ""
msgstr ""
"Language: fr\\n"
"Content-Type: text/plain; charset=UTF-8\\n"

msgid "One."
msgstr "Un."
"""
ONE, TWO = Message("One."), Message("Two.", "heading")


def reading(
    one: str = "Un.", two: str = "Deux.", *messages: Message, locale: str = "fr"
) -> Reading:
    said = {(None, "One."): one, ("heading", "Two."): two}
    catalog = Catalog.from_entries(locale, {"procedures": said})
    return Reading.of(messages or (ONE, TWO), catalog, "procedures")


def review_of(said: Reading, article: str = "procedures/a.md", on: date = ON) -> TranslationReview:
    return said.review(article, on, "Medical translator", "ATA certified")


def with_records(*articles: str) -> po.PoFile:
    """A catalog with a record of each article, as long as those of a real one."""
    file = po.parse(CATALOG.encode(), "fr.po")
    for article in articles:
        many = [Message(f"{article} {number}") for number in range(140)]
        record = review_of(reading("Un.", "Deux.", *many), article)
        file = file.with_header(reviews.field_name(article, file.headers), str(record))
    return file


def test_a_review_holds_until_a_text_or_a_translation_changes() -> None:
    record = review_of(reading())
    assert reviews.current(reading(), [record], TODAY) == record
    for other in (reading("Une."), reading("Un.", ""), reading("Un.", "Deux.", ONE)):
        assert reviews.current(other, [record], TODAY) is None


def test_the_order_of_texts_and_their_notes_are_no_matter() -> None:
    noted = Message("One.", notes=("under: Risks",), references=("docs/b.md",))
    assert reading("Un.", "Deux.", TWO, noted).digest == reading().digest


def test_a_review_of_another_language_is_none_of_this_one() -> None:
    record = review_of(reading(locale="fr"))
    assert reviews.current(reading(locale="es"), [record], TODAY) is None


def test_an_article_that_moved_keeps_its_review() -> None:
    record = review_of(reading(), "procedures/old-name.md")
    assert reviews.current(reading(), [record], TODAY) == record


def test_the_latest_of_two_reviews_counts() -> None:
    old, new = review_of(reading(), on=date(2025, 1, 1)), review_of(reading(), on=ON)
    assert reviews.current(reading(), [old, new], TODAY) == new


def test_an_article_without_texts_has_no_review() -> None:
    nothing = Reading.of((), Catalog.empty("fr"), "procedures")
    assert reviews.current(nothing, [review_of(nothing)], TODAY) is None


def test_a_review_of_tomorrow_is_not_shown() -> None:
    record = review_of(reading(), on=date(2026, 11, 23))
    assert reviews.current(reading(), [record], TODAY) is None


@pytest.mark.parametrize("said", ["", " ", "-", "n/a", "N/A", "None", "none.", "TBD", "???", "…"])
def test_a_word_that_says_nothing_is_no_role(said: str) -> None:
    assert reviews.unsaid(said)
    assert not reading().review("a.md", ON, said, "MD").possible(TODAY)


@pytest.mark.parametrize(
    "said", ["MD", "Radiologist", "医师", "Nurse (RN)", "مترجم طبي", "Noneurologist"]
)
def test_a_profession_is_a_role_in_any_script(said: str) -> None:
    assert not reviews.unsaid(said)


def test_what_changed_since_a_review_is_named() -> None:
    record = review_of(reading())
    now = reading("Une.")
    assert [message.msgid for message, _ in now.changed_since(record)] == ["One."]
    assert now.gone_since(record) == 1
    shorter = reading("Un.", "Deux.", ONE)
    assert shorter.changed_since(record) == []
    assert shorter.gone_since(record) == 1


def test_two_articles_of_a_section_have_a_record_each() -> None:
    file = with_records("procedures/a.md", "procedures/b.md")
    found = reviews.records(file.headers)
    assert [r.article for r in found.values()] == ["procedures/a.md", "procedures/b.md"]
    assert reviews.field_name("procedures/b.md", file.headers) == list(found)[1]


def test_articles_whose_names_look_the_same_do_not_share_a_record() -> None:
    file = with_records("a-b.md", "a/b.md", "冷冻.md", "超声.md")
    assert [r.article for r in reviews.records(file.headers).values()] == [
        "a-b.md", "a/b.md", "冷冻.md", "超声.md",
    ]  # fmt: skip


def _by_translate_toolkit(path: Path) -> None:
    store: Any = factory.getobject(str(path))
    store.updateheader(add=True, PO_Revision_Date="2026-11-20 10:00+0000", X_Generator="Weblate 5")
    store.units[1].target = "Une."
    store.save()


def _by_polib(path: Path) -> None:
    file = polib.pofile(str(path))
    file.metadata["PO-Revision-Date"] = "2026-11-20 10:00+0000"
    file.save()


def _by_msgcat(path: Path) -> None:
    subprocess.run(["msgcat", "-o", str(path), str(path)], check=True)


def _by_narrow_msgcat(path: Path) -> None:
    subprocess.run(["msgcat", "--width=40", "-o", str(path), str(path)], check=True)


@pytest.mark.parametrize("save", [_by_translate_toolkit, _by_polib, _by_msgcat, _by_narrow_msgcat])
def test_other_tools_keep_every_record(tmp_path: Path, save: object) -> None:
    path = tmp_path / "fr.po"
    file = with_records("procedures/a.md", "procedures/冷冻.md")
    path.write_bytes(po.dump(file))
    for _ in range(2):
        save(path)  # type: ignore[operator]
    assert reviews.records(po.load(path, "fr.po").headers) == reviews.records(file.headers)


def test_records_survive_all_tools_in_turn(tmp_path: Path) -> None:
    path = tmp_path / "fr.po"
    file = with_records("procedures/a.md", "procedures/b.md")
    path.write_bytes(po.dump(file))
    for save in (_by_msgcat, _by_translate_toolkit, _by_narrow_msgcat, _by_polib, _by_msgcat):
        save(path)
    assert reviews.records(po.load(path, "fr.po").headers) == reviews.records(file.headers)


@pytest.mark.parametrize(
    ("value", "why"),
    [
        ('on="2026-11-01" hash="ab"', "it has no article"),
        ('article="a.md" on="yesterday" hash="ab"', "yesterday is no date"),
        ('article="a.md" on="2026-02-30" hash="ab"', "2026-02-30 is no date"),
        ("yes", "it has no article and no on and no hash"),
    ],
)
def test_a_record_that_cannot_be_read_is_told_with_its_line(value: str, why: str) -> None:
    file = po.parse(CATALOG.encode(), "fr.po").with_header("X-Polyclinic-Review-a", value)
    file = po.parse(po.dump(file), "fr.po")
    (found,) = reviews.unreadable(file)
    assert found.place == "fr.po:5:1"
    assert why in found.message
    assert reviews.records(file.headers) == {}


@pytest.mark.parametrize(
    ("stated", "day"),
    [
        ("2026-11-22 20:08+0000", date(2026, 11, 22)),
        ("2026-11-22 23:30-0500", date(2026, 11, 23)),  # days count in UTC, as in builds
        ("2026-11-23 08:00+13:00", date(2026, 11, 22)),
        ("2024-02-29T10:00:01Z", date(2024, 2, 29)),
        ("2026-11-22", date(2026, 11, 22)),
        ("YEAR-MO-DA HO:MI+ZONE", None),
        ("", None),
        ("2026-02-30 10:00+0000", None),
        ("20206-01-01 10:00+0000", None),
        ("0001-01-01 00:00+1400", None),
        ("22/11/2026", None),
    ],
)
def test_the_day_of_a_catalogs_last_change(stated: str, day: date | None) -> None:
    assert reviews.revision_day(stated) == day


@pytest.mark.parametrize(
    ("section", "site", "day"),
    [
        ("2026-11-01 10:00+0000", "2026-10-01 10:00+0000", date(2026, 11, 1)),
        ("2026-10-01 10:00+0000", "2026-11-01 10:00+0000", date(2026, 11, 1)),
        ("2026-10-01 10:00+0000", "2027-01-01 10:00+0000", date(2026, 10, 1)),  # a wrong clock
        ("YEAR-MO-DA HO:MI+ZONE", "", None),
    ],
)
def test_the_newest_catalog_of_a_page_gives_its_day(
    section: str, site: str, day: date | None
) -> None:
    headers = {
        "procedures": {"PO-Revision-Date": section},
        "site": {"PO-Revision-Date": site},
        "about": {"PO-Revision-Date": "2026-11-20 10:00+0000"},  # no word of the page is from here
    }
    catalog = Catalog("fr", headers=headers)
    assert reviews.changed_on(catalog, "procedures", TODAY) == day


def test_a_catalog_nobody_dated_gives_no_day() -> None:
    assert reviews.changed_on(Catalog.empty("fr"), "procedures", TODAY) is None


def digest(text: str) -> str:
    return reviews.article_digest(read(text, "a.md", "docs/a.md", health=True)[0])


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The text.", "The\ntext."),
        ("2027-05-31", "2028-05-31"),
        ("The text.", "<!-- translators: a note\nof two lines -->\n\nThe text."),
    ],
)
def test_wrapping_settings_and_comments_leave_an_article_the_same(old: str, new: str) -> None:
    assert digest(TEXT) == digest(TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("The text.", "A text."),
        ("The text.", "The text"),
        ("Cryoablation", "Cryotherapy"),
        ("type:", "summary: New.\ntype:"),
    ],
)
def test_a_changed_word_makes_an_article_another(old: str, new: str) -> None:
    assert digest(TEXT) != digest(TEXT.replace(old, new))


@pytest.mark.parametrize(
    ("day", "months", "after"),
    [
        (date(2026, 3, 1), 36, date(2029, 3, 1)),
        (date(2024, 2, 29), 36, date(2027, 2, 28)),
        (date(2024, 2, 29), 48, date(2028, 2, 29)),
        (date(2026, 12, 31), 2, date(2027, 2, 28)),
        (date(2026, 12, 31), 12, date(2027, 12, 31)),
        (date(2026, 8, 31), 1, date(2026, 9, 30)),
        (date(9999, 3, 1), 36, date.max),
    ],
)
def test_months_after_a_day(day: date, months: int, after: date) -> None:
    assert reviews.months_after(day, months) == after


def test_a_record_is_one_header_line_of_plain_words() -> None:
    value = str(review_of(reading()))
    assert "\n" not in value
    assert re.match(r'article="procedures/a\.md" on="2026-11-01" role="Medical translator"', value)
