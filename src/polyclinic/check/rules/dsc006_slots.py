"""Every part of the disclaimer is there, one time, and says something.

The parts: what to do in an emergency; that the article is education only; that it replaces no
professional; that care must not wait; that medicines are not changed alone; that reading makes
nobody a patient; who wrote it; its review; its sources.

Why: each part answers a mistake that readers make. One that is empty or missing leaves it open.

Remedy: print each part with its `data-disclaimer-slot` in `partials/disclaimer.html`.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

ALWAYS = (
    "emergency", "education", "substitute", "delay", "medicines", "relationship", "author",
)  # fmt: skip
KNOWN = (*ALWAYS, "review", "sources")
FEWEST_LETTERS = 5  # of a Chinese sentence; those of other languages have more
_LEFT_OVER = re.compile(
    r"%\(\w+\)[sd]|\{\{|\}\}|\{%|\{\w+\}|\b(?:TODO|TBD|FIXME|XXX|[Ll]orem ipsum)\b|�"
)
HELP = "print it with its data-disclaimer-slot in partials/disclaimer.html"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Compare the parts of the block with those it must have."""
    root = document.tree(page.html)
    block = document.full_block(root)
    if block is None or not document.is_article(page):
        return
    slots = document.slots(block)
    for name in _required(page):
        if name not in slots:
            yield Finding(f"the disclaimer has no part {name!r}", HELP, part="html")
    names = [e.get("data-disclaimer-slot") for e in document.marked(block, "data-disclaimer-slot")]
    for name, count in Counter(names).items():
        if count > 1:
            yield Finding(f"the disclaimer has its part {name!r} {count} times", HELP, part="html")
        if name not in KNOWN:
            yield Finding(f"the disclaimer has an unknown part {name!r}", HELP, part="html")
    yield from _texts({name: document.text(slot) for name, slot in slots.items()})
    yield from _facts(page, root, slots)


def _required(page: RenderedPage) -> Iterator[str]:
    yield from ALWAYS
    if page.article is not None and page.article.review:
        yield "review"
    if page.article is not None and page.article.sources:
        yield "sources"


def _texts(texts: dict[str, str]) -> Iterator[Finding]:
    for name, text in texts.items():
        letters = sum(c.isalpha() for c in text)
        if letters < FEWEST_LETTERS:
            yield Finding(
                f"the disclaimer's part {name!r} says nothing: {text!r}", HELP, text, part="html"
            )
        for left in _LEFT_OVER.findall(text):
            yield Finding(
                f"the disclaimer's part {name!r} has {left!r} left over", HELP, left, part="html"
            )
    for text, count in Counter(texts.values()).items():
        if count > 1:
            same = " and ".join(repr(name) for name, other in texts.items() if other == text)
            yield Finding(f"the disclaimer's parts {same} say the same", HELP, text, part="html")


def _facts(
    page: RenderedPage, root: document.Element, slots: dict[str, document.Element]
) -> Iterator[Finding]:
    """The author's name and the way to the sources."""
    name = page.settings.site_name
    if "author" in slots and name not in document.text(slots["author"]):
        yield Finding(
            f"the disclaimer does not say that {name} wrote the article", HELP, part="html"
        )
    if "sources" not in slots:
        return
    links = [document.target(page, a.get("href") or "") for a in slots["sources"].iter("a")]
    if not any(address == page.address and document.by_id(root, to) for address, to in links):
        yield Finding("the disclaimer does not lead to the sources on its page", HELP, part="html")


RULE = PageRule(
    "DSC006",
    "a disclaimer that is not complete",
    Severity.ERROR,
    check,
    bad=(
        article_page(('<li data-disclaimer-slot="delay">', "<li>")),
        article_page(("This article is for education only.", "")),
    ),
    good=(article_page(),),
    blocks=True,
)
