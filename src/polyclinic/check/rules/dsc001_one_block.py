"""Each article has one full disclaimer, in its main part.

Why: a disclaimer in the footer, behind a link or only on another page is not read; two of them may
say two things.

Remedy: include `partials/disclaimer.html` one time, inside `<main>`, after the text.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

HELP = "include partials/disclaimer.html one time, inside <main>, after the text"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Count the full blocks, and look where the one is."""
    if not document.is_article(page):
        return
    root = document.tree(page.html)
    blocks = document.full_blocks(root)
    if len(blocks) != 1:
        count = f"{len(blocks)} full disclaimers" if blocks else "no disclaimer"
        yield Finding(f"the article has {count}; it needs one", HELP, part="html")
        return
    mains = list(root.iter("main"))
    if len(mains) != 1:
        yield Finding(f"the page has {len(mains)} main parts; it needs one", HELP, part="html")
    elif not document.within(blocks[0], mains[0]):
        yield Finding("the disclaimer is outside the main part of the page", HELP, part="html")
    elif not _after_text(blocks[0], mains[0]):
        yield Finding("the full disclaimer comes before the article's text", HELP, part="html")
    for tag in ("nav", "footer", "header", "aside", "article"):
        if tag != "article" and any(above.tag == tag for above in blocks[0].iterancestors()):
            yield Finding(f"the disclaimer is in <{tag}>, which readers skip", HELP, part="html")


def _after_text(block: document.Element, main: document.Element) -> bool:
    prose = document.with_class(main, "prose")
    first = next((e for e in main.iter() if e is block or (prose and e is prose[-1])), None)
    return not prose or first is not block


_FOOTER = (("<section data-disclaimer", "</main><footer><section data-disclaimer"),)
RULE = PageRule(
    "DSC001",
    "an article without its one disclaimer",
    Severity.ERROR,
    check,
    bad=(article_page(('data-disclaimer="full"', "")), article_page(*_FOOTER)),
    good=(article_page(),),
    blocks=True,
)
