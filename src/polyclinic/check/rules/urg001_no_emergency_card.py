"""An article on health has no emergency card.

Why: whoever reads about a treatment at night must find, in one place, what needs an ambulance.

Remedy: add `!!! emergency "Call {emergency} if you have any of these"` with the signs under it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.cards import cards
from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding; pages without a type, such as "About", need no card."""
    kind = subject.article.kind
    if kind is None or any(c.level == "emergency" for c in cards(subject.article.body)):
        return
    yield Finding(
        f"the {kind.value} article has no emergency card",
        'add `!!! emergency "Call {emergency} if you have any of these"` with the signs',
    )


RULE = ArticleRule(
    "URG001",
    "no emergency card",
    Severity.ERROR,
    check,
    bad=(
        # As in the first text on cryoablation: one list, and nothing on what is urgent.
        article(
            "Call your doctor if you have:\n\n- A fever over 101 F\n- Trouble breathing\n",
            kind="procedure",
        ),
    ),
    good=(
        article(
            '!!! emergency "Call {emergency} if you have any of these"\n\n'
            "    - You have trouble breathing.\n",
            kind="procedure",
        ),
        article("Write to us.\n"),
    ),
)
