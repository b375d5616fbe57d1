"""The full disclaimer is a region with a heading that names it.

Why: readers who listen to a page go from region to region and from heading to heading; what has
neither is not found.

Remedy: `<section aria-labelledby="ID">` around the block, and one heading with that id first in it.
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

HELP = "write <section aria-labelledby=…> around it, and one heading with that id first in it"
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


def check(page: RenderedPage) -> Iterator[Finding]:
    """Look for the region, its label and its heading."""
    root = document.tree(page.html)
    block = document.full_block(root)
    if block is None or not document.is_article(page):
        return
    role = block.get("role") or ("region" if block.tag == "section" else "")
    if role != "region":
        yield Finding(f"the disclaimer is a <{block.tag}> and no region", HELP, part="html")
    yield from _label(root, block)
    yield from _place(root, block)


def _label(root: document.Element, block: document.Element) -> Iterator[Finding]:
    name = block.get("aria-labelledby") or ""
    labels = document.by_id(root, name)
    if len(labels) != 1:
        yield Finding(
            f"{len(labels)} elements have the id {name!r} of its label", HELP, part="html"
        )
        return
    if labels[0].tag not in HEADINGS or not document.within(labels[0], block):
        yield Finding("the label of the disclaimer is no heading inside it", HELP, part="html")
    elif not any(c.isalpha() for c in document.text(labels[0])):
        yield Finding("the heading of the disclaimer is empty", HELP, part="html")


def _place(root: document.Element, block: document.Element) -> Iterator[Finding]:
    """One heading, before the text, and not deeper than the outline allows."""
    headings = list(block.iter(*HEADINGS))
    if len(headings) != 1:
        yield Finding(
            f"the disclaimer has {len(headings)} headings; it needs one", HELP, part="html"
        )
        return
    order = list(block.iter())
    if any(order.index(s) < order.index(headings[0]) for s in document.slots(block).values()):
        yield Finding("the heading of the disclaimer comes after its text", HELP, part="html")
    every = list(root.iter(*HEADINGS))
    before = every[: every.index(headings[0])]
    if before and int(headings[0].tag[1]) > int(before[-1].tag[1]) + 1:
        yield Finding(
            f"the disclaimer's heading is <{headings[0].tag}> after <{before[-1].tag}>",
            "use the next level, h2 where it closes the page",
            part="html",
        )


RULE = PageRule(
    "DSC004",
    "a disclaimer that is no labelled region",
    Severity.ERROR,
    check,
    bad=(
        article_page((' aria-labelledby="page-disclaimer-title"', "")),
        article_page(
            ('<h2 id="page-disclaimer-title">Medical disclaimer</h2>', "<p>Medical disclaimer</p>")
        ),
    ),
    good=(article_page(),),
    blocks=True,
)
