"""The full disclaimer can be seen on every screen: wide, narrow and in dark colors.

Why: a disclaimer that a style sheet hides, folds away or paints in the color of the page is none.

Remedy: find the named element in the style sheets and remove what hides it. Text that only screen
readers get, and text that only they do not get, are both hidden from someone.
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
    """Ask each text of the block whether it can be seen."""
    block = document.full_block(document.tree(seen.html))
    if block is None or not seen.is_article:
        return
    for why, worlds in visibility.hidden_texts(seen, block, css.SCREENS).items():
        yield Finding(
            f"the disclaimer can't be seen {visibility.where(worlds)}: {why.element}: {why.reason}",
            "remove what hides it from the style sheets or the template",
            part="html",
        )


RULE = PageRule(
    "DSC002",
    "a hidden disclaimer",
    Severity.ERROR,
    check,
    sight=sight,
    bad=(
        article_page(css="#page-disclaimer { display: none }"),
        article_page(css="@media (width < 30rem) { #page-disclaimer { display: none } }"),
        article_page(("<ul>\n<li data", "<details><ul>\n<li data")),
    ),
    good=(article_page(), article_page(css="#page-disclaimer { color: #333 }")),
    blocks=True,
)
