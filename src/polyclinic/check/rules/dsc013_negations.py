"""The parts of the disclaimer that forbid or deny something have a "not".

It reads words, so it only warns: "It does not replace …", "Do not delay …", "Do not stop …",
"You do not become …".

Why: without its "not" each of them says the opposite.

Remedy: read the sentence, and write the negation again.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.disclaimer_words import denies
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

DENYING = ("substitute", "delay", "medicines", "relationship")


def check(page: RenderedPage) -> Iterator[Finding]:
    """Look for a negation of the page's language in each part that needs one."""
    block = document.full_block(document.tree(page.html))
    if block is None or not document.is_article(page):
        return
    slots = document.slots(block)
    for name in DENYING:
        text = document.text(slots[name]) if name in slots else ""
        if text and not denies(text, page.locale):
            yield Finding(
                f"the disclaimer's part {name!r} has no negation: {text!r}",
                "read the sentence, and write the negation again",
                text,
                part="html",
            )


RULE = PageRule(
    "DSC013",
    "a disclaimer without its not",
    Severity.WARNING,
    check,
    bad=(article_page(("Do not stop or change", "Stop or change")),),
    good=(article_page(),),
)
