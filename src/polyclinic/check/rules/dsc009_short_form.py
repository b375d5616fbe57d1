"""The short disclaimer stands before an article's text, and somewhere in every other page.

Why: people read the top of a page and leave. On articles it leads to the full disclaimer too.

Remedy: include `partials/disclaimer-short.html` before the text of articles, and in the main part
of every other page, the page for addresses that do not exist too.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import css, document, visibility
from polyclinic.check.disclaimer_specimen import article_page, translated_page
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.check.sight import Sight
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

HELP = "include partials/disclaimer-short.html"
FEWEST_LETTERS = 12


def check(page: RenderedPage) -> Iterator[Finding]:
    """Read the page, and look at it."""
    yield from words(page)
    yield from sight(Sight.of(page))


def sight(seen: Sight) -> Iterator[Finding]:
    """Ask each text of the one block whether it can be seen."""
    blocks = _blocks(document.tree(seen.html))
    if len(blocks) != 1 or not seen.is_health:
        return
    for why, worlds in visibility.hidden_texts(seen, blocks[0], css.WORLDS).items():
        yield Finding(
            f"the short disclaimer can't be seen {visibility.where(worlds)}: "
            f"{why.element}: {why.reason}",
            "remove what hides it from the style sheets or the template",
            part="html",
        )


def _blocks(root: document.Element) -> list[document.Element]:
    main = document.main(root)
    return [b for b in document.short_blocks(root) if document.within(b, main)]


def words(page: RenderedPage) -> Iterator[Finding]:
    """Look for the short form, its place, its words and its link."""
    if not document.is_health(page):
        return
    root = document.tree(page.html)
    blocks = _blocks(root)
    if len(blocks) != 1:
        count = f"{len(blocks)} short disclaimers" if blocks else "no short disclaimer"
        yield Finding(f"the page has {count} in its main part; it needs one", HELP, part="html")
        return
    if sum(c.isalpha() for c in document.text(blocks[0])) < FEWEST_LETTERS:
        yield Finding("the short disclaimer says nothing", HELP, part="html")
    if document.is_article(page):
        yield from _of_article(page, document.main(root), blocks[0])


def _of_article(
    page: RenderedPage, main: document.Element, block: document.Element
) -> Iterator[Finding]:
    order = list(main.iter())
    texts = document.with_class(main, "prose") or list(main.iter("h2"))
    if texts and order.index(block) > order.index(texts[0]):
        yield Finding("the short disclaimer comes after the text of the article", HELP, part="html")
    full = document.full_block(document.tree(page.html))
    links = [document.target(page, a.get("href") or "") for a in block.iter("a")]
    wanted = page.address, full.get("id") if full is not None else None
    if full is not None and wanted not in links:
        yield Finding("the short disclaimer does not lead to the full one", HELP, part="html")


RULE = PageRule(
    "DSC009",
    "a page without the short disclaimer",
    Severity.ERROR,
    check,
    words=words,
    sight=sight,
    bad=(
        translated_page(('data-disclaimer="short"', "")),
        article_page(('<a href="#page-disclaimer">', '<a href="#page-notes">')),
        article_page(css="@media (prefers-color-scheme: dark) { main > div { opacity: 0 } }"),
    ),
    good=(translated_page(), article_page()),
    blocks=True,
)
