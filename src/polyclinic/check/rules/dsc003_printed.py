"""The full disclaimer is printed.

Why: a printed article is handed on, and the disclaimer with it. Printers leave backgrounds out, so
light text on a dark panel is lost too.

Remedy: remove the block from what `@media print` hides, and print it in a dark color.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import css, document, visibility
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.check.sight import Sight
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage


def check(page: RenderedPage) -> Iterator[Finding]:
    """Look at a whole page."""
    return sight(Sight.of(page))


def sight(seen: Sight) -> Iterator[Finding]:
    """Ask each text of the block whether it is on the paper; its links may be left out."""
    block = document.full_block(document.tree(seen.html))
    if block is None or not seen.is_article:
        return
    for why in visibility.hidden_texts(seen, block, (css.PAPER,)):
        yield Finding(
            f"the disclaimer is not printed: {why.element}: {why.reason}",
            "let @media print show it, in a dark color",
            part="html",
        )


RULE = PageRule(
    "DSC003",
    "a disclaimer that is not printed",
    Severity.ERROR,
    check,
    sight=sight,
    bad=(article_page(css="@media print { section { display: none } }"),),
    good=(article_page(css="@media print { nav, section a { display: none } }"),),
    blocks=True,
)
