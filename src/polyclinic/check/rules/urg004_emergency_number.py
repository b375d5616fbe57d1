"""An emergency card does not show the emergency number, or stands in a box or tab that hides it.

Why: the number differs between countries, so a number typed by hand is wrong for most readers;
one that only opens on a click is not read, not printed and not found by a browser's search.

Remedy: write `{emergency}` in the card, and move the card out of `???` boxes, tabs and `<details>`.
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
    """Findings on emergency cards only."""
    for card in cards(subject.article.body):
        if card.level != "emergency":
            continue
        line = card.text.partition("\n")[0]
        if "{emergency}" not in card.text.replace(" ", ""):
            remedy = 'write `{emergency}`, such as "Call {emergency} if you have any of these"'
            message = "the emergency card does not show the emergency number"
            yield Finding(message, remedy, line, card.offset, "body")
        if card.hidden_in:
            message = f"the emergency card stands in {card.hidden_in}"
            yield Finding(message, "move it out, to where all see it", line, card.offset, "body")


_BODY = "\n\n    - You faint.\n"
_INNER = '    !!! emergency "Call {emergency} if you faint"\n\n        - You faint.\n'

RULE = ArticleRule(
    "URG004",
    "emergency card without its number, or hidden",
    Severity.ERROR,
    check,
    bad=(
        article(f'!!! emergency "Call 911 if you have any of these"{_BODY}'),
        article(f'??? emergency "Call {{emergency}} if you faint"{_BODY}'),
        article(f'??? info "When to get help"\n\n{_INNER}'),
        article(f'=== "At night"\n\n{_INNER}'),
        article(
            "<details markdown><summary>Help</summary>\n\n"
            f'!!! emergency "Call {{emergency}} if you faint"{_BODY}\n</details>\n'
        ),
    ),
    good=(
        article(f'!!! emergency "Call {{emergency}} if you have any of these"{_BODY}'),
        article(f'??? info "More"\n\n    Text.\n\n!!! emergency "Call {{emergency}} if"{_BODY}'),
    ),
    blocks=True,
)
