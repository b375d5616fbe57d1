from __future__ import annotations

import pytest

from polyclinic.i18n.catalog import Catalog
from polyclinic.i18n.message import Message
from polyclinic.i18n.status import Count, language_status, word_count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("A [CT scan](1) shows it.", 5),
        ("<3>Call</3> now<4/>[^5]", 2),
        ("Don't wait 2.5 hours", 4),
        ("{6}", 0),
    ],
)
def test_marks_are_no_words(text: str, words: int) -> None:
    assert word_count(text) == words


def test_each_state_is_counted_and_safety_apart() -> None:
    messages = {
        "procedures": [Message("Two words"), Message("Call an ambulance", safety=True)],
        "site": [Message("Menu")],
    }
    catalog = Catalog.from_entries("fr", {"procedures": {(None, "Two words"): "Deux mots"}})
    status = language_status(messages, catalog)
    assert status.all == Count(translated=1, missing=2, translated_words=2, missing_words=4)
    assert status.safety == Count(missing=1, missing_words=3)
    assert [section.section for section in status.sections] == ["procedures", "site"]


def test_a_text_of_two_pages_counts_once() -> None:
    messages = {"site": [Message("Menu", references=("a",)), Message("Menu", references=("b",))]}
    assert language_status(messages, Catalog.empty("fr")).all.total == 1


@pytest.mark.parametrize(
    ("count", "percent"),
    [
        (Count(), 100),
        (Count(translated=1, translated_words=1), 100),
        (Count(translated=999, missing=1, translated_words=9990, missing_words=1), 99),
        (Count(translated=1, missing=1, translated_words=5, missing_words=0), 99),
        (Count(missing=3, missing_words=9), 0),
    ],
)
def test_a_hundred_per_cent_means_all(count: Count, percent: int) -> None:
    assert count.percent == percent
