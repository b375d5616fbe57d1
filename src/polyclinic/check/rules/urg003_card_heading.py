"""The heading of an urgency card does not say what to do, and if what.

Why: "Serious signs" leaves a frightened reader to guess. "Call {emergency} if you have any of
these" is an action and its condition (NHS digital service manual, care cards).

Remedy: begin with a verb of action and say "if" or "when". The card needs a heading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.cards import cards
from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

# What a reader can do to get help.
ACTIONS = ("ask", "book", "call", "contact", "get", "go", "make", "phone", "see", "speak", "talk",
           "tell", "text", "visit")  # fmt: skip
_ACTION = re.compile(rf"(?:^|[,:]\s*)(?:then |please )?(?:{'|'.join(ACTIONS)})\b", re.IGNORECASE)
_CONDITION = re.compile(r"\b(?:if|when)\b", re.IGNORECASE)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each card."""
    for card in cards(subject.article.body):
        missing = [
            what
            for what, pattern in (("an action", _ACTION), ('an "if"', _CONDITION))
            if not pattern.search(card.title.strip())
        ]
        if missing:
            yield Finding(
                f"the heading of the {card.level} card lacks {' and '.join(missing)}",
                'write what to do and if what, such as "Call your team if you have any of these"',
                card.title or card.text.partition("\n")[0],
                card.offset + card.text.find(card.title),
                "body",
            )


RULE = ArticleRule(
    "URG003",
    "card heading without action and condition",
    Severity.WARNING,
    check,
    bad=(
        article('!!! urgent "Serious signs"\n\n    - Pus comes out.\n'),
        article("!!! routine\n\n    - You have questions.\n"),
    ),
    good=(
        article('!!! urgent "Call your team if you have any of these"\n\n    - Pus comes out.\n'),
        article('!!! urgent "If you have any of these, call your team"\n\n    - Pus.\n'),
    ),
)
