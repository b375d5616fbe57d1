"""A sentence that ends in a colon leads to nothing.

Why: "Cryoablation may be a treatment for:" and then the next heading: a list was lost on the way,
and the reader cannot know which.

Remedy: write the list, or end the sentence with a full stop.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import FILL, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

# A line that ends in a colon, then an empty line, a heading or the end; a line of a paragraph that
# goes on is no lead-in.
_LEAD_IN = re.compile(
    r"^[ \t]*(?P<line>[^#|\s!?=][^\n]*?:)[ \t]*$(?=\n[ \t]*(?:\n|#|\Z)|\Z)", re.MULTILINE
)
# What a lead-in may lead to, with something in it: a list, a table, a box, a quotation, code,
# an image, a definition.
_LED_TO = re.compile(
    rf"\s*(?:[-*+][ \t]+\S|\d+[.)][ \t]+\S|\||!!!|\?\?\?|===|>|:[ \t]+\S|///|[^\n]+\||!\[|{FILL})"
)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each such sentence."""
    body = subject.article.body
    text = prose(body)
    for match in _LEAD_IN.finditer(text):
        if _LED_TO.match(text, match.end()):
            continue
        sentence = body[match.start("line") : match.end("line")]
        yield Finding(
            "the sentence ends in a colon, and no list follows",
            "write the list, or end the sentence with a full stop",
            sentence,
            match.start("line"),
            "body",
        )


RULE = ArticleRule(
    "ART002",
    "nothing after a lead-in colon",
    Severity.ERROR,
    check,
    bad=(
        # The first text on cryoablation had lost its list of cancers.
        article("Cryoablation may be a treatment for:\n\n## How it works\n"),
        article("It may be a treatment for:\n\n-\n\nText.\n"),
        article("It may be a treatment for:\n"),
    ),
    good=(
        article("It may be a treatment for:\n\n- Bone cancer\n- Kidney cancer\n"),
        article("Usual times are:\n\n| Step | Time |\n|---|---|\n| Thaw | {10 min} |\n"),
        article("Steps:\n\n<!-- translators: keep the order -->\n\n1. Freeze.\n2. Thaw.\n"),
    ),
)
