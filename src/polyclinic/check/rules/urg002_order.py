"""The urgency cards of an article are out of order, or a level comes two times.

Why: a reader in danger stops at the first card that fits. What needs an ambulance comes first,
and all of it stands in one place.

Remedy: one card for each level, in the order emergency, urgent, routine.
"""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from polyclinic.check.cards import LEVELS, cards
from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each card that stands after one of its own or a lower level."""
    for before, card in pairwise(cards(subject.article.body)):
        if LEVELS.index(card.level) > LEVELS.index(before.level):
            continue
        same = card.level == before.level
        line = card.text.partition("\n")[0]
        yield Finding(
            f"a second {card.level} card"
            if same
            else f"the {card.level} card stands after the {before.level} card",
            "put both into one card" if same else "order the cards emergency, urgent, routine",
            line,
            card.offset,
            "body",
        )


_EMERGENCY = '!!! emergency "Call {emergency} if you faint"\n\n    - You faint.\n\n'
_URGENT = '!!! urgent "Call your team if you have pus"\n\n    - Pus comes out.\n\n'

RULE = ArticleRule(
    "URG002",
    "cards out of order",
    Severity.ERROR,
    check,
    bad=(article(_URGENT + _EMERGENCY), article(_EMERGENCY + _EMERGENCY)),
    good=(article(_EMERGENCY + _URGENT), article(_URGENT)),
)
