"""A sentence has more than 25 words.

Why: who is in pain or reads in a second language has lost its beginning before its end.

Remedy: make two sentences of it, or a list.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.reading import sentences
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

MOST_WORDS = 25


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each sentence."""
    for sentence in sentences(subject.article.body):
        if len(sentence.words) > MOST_WORDS:
            yield Finding(
                f"the sentence has {len(sentence.words)} words, more than {MOST_WORDS}",
                "make two sentences of it, or a list",
                sentence.text,
                sentence.offset,
                "body",
            )


RULE = ArticleRule(
    "RDB002",
    "long sentence",
    Severity.INFO,
    check,
    bad=(article(f"You can {'walk and ' * 12}rest.\n"),),
    good=(
        article("You can walk. You can rest. A doctor guides a thin probe into the tissue.\n"),
        article("- Bone\n- Breast\n- Cervix (the lower end of the womb)\n"),
    ),
)
