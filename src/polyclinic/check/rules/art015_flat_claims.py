"""The text calls a treatment safe, or promises that it works.

Why: "safe and effective" is true of no treatment for everyone, and keeps a reader from weighing
the risks that the same page lists.

Remedy: say what helped how many people, in which study, and name the risks.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.phrases import CLAIMS
from polyclinic.check.prose import passages
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_CLAIM = re.compile("|".join(CLAIMS), re.IGNORECASE)
_DENIED = re.compile(
    r"\b(?:not|no one|nobody|no|never|cannot|can['’]t|whether|if|is it)\b[^.;]*$", re.IGNORECASE
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each claim that is not denied or asked about."""
    for passage in passages(subject):
        for match in _CLAIM.finditer(passage.text):
            if not _DENIED.search(passage.text[: match.start()]):
                yield Finding(
                    f"{match[0]!r} is true of no treatment for everyone",
                    "say how many it helped, by which study, and name the risks",
                    match[0],
                    passage.at(match.start()),
                    passage.part,
                )


RULE = ArticleRule(
    "ART015",
    "flat claim",
    Severity.WARNING,
    check,
    # As in the first text on cryoablation.
    bad=(article("Cryoablation is a safe and effective treatment.\n"),),
    good=(
        article("Nobody can promise a result. No treatment is risk-free.\n"),
        article("In a study of 66 adults, pain was lower after 8 weeks. Is it safe?\n"),
    ),
)
