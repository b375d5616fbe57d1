"""A sentence that ends in a colon leads to nothing.

Why: "Cryoablation may be a treatment for:" and then the next heading: a list was lost on the way,
and the reader cannot know which.

Remedy: write the list, or end the sentence with a full stop.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import FILL, headings, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.prose import Heading
    from polyclinic.check.subjects import ArticleText

# A line that ends in a colon, then an empty line, a heading or the end; a line of a paragraph that
# goes on is no lead-in, nor is one that ends in the name of a sign, such as :heart:.
_LEAD_IN = re.compile(
    r"^[ \t]*(?P<line>[^#|\s!?=][^\n]*?:)[ \t]*$(?=\n[ \t]*(?:\n|#|\Z)|\Z)",
    re.MULTILINE,
)
_SIGN = re.compile(r":[\w+-]+:$")
# What a lead-in may lead to, with something in it: a list, a table, a box, a quotation, code,
# an image, a definition, words in quotation marks or emphasis, a link, a line of name and value.
_LED_TO = re.compile(
    rf"\s*(?:[-*+][ \t]+\S|\d+[.)][ \t]+\S|\||!!!|\?\?\?|===|>|:[ \t]+\S|:::|///|[^\n]+\|"
    rf"|!\[|{FILL}|[\"'“‘«„]|[*_]{{1,3}}\w|(?:\[[^\]\n]+\]\({FILL}+\)[,\s]*){{2}}"
    r"|[+(]?\d|[A-Z][\w ]{0,30}:[ \t]+\S)"
)
# Bold words are a label: its text follows.
_LABEL = re.compile(r"(?:\*\*|__)[^*_\n]+(?::(?:\*\*|__)|(?:\*\*|__):)")
_SOMETHING = re.compile(r"[^\s#]")
_FIRST_LEVEL = 2


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each such sentence."""
    body = subject.article.body
    text = prose(body)
    known = list(headings(body))
    for match in _LEAD_IN.finditer(text):
        if _SIGN.search(match["line"]) or _leads_to_something(text, match, known):
            continue
        sentence = body[match.start("line") : match.end("line")]
        yield Finding(
            "the sentence ends in a colon, and no list follows",
            "write the list, or end the sentence with a full stop",
            sentence,
            match.start("line"),
            "body",
        )


def _leads_to_something(text: str, match: re.Match[str], known: list[Heading]) -> bool:
    if _LED_TO.match(text, match.end()):
        return True
    following = _SOMETHING.search(text, match.end())
    if following is None:
        return False
    number = bisect_left(known, match.end(), key=lambda heading: heading.offset)
    if number < len(known) and known[number].offset <= following.start():
        # The title of an article is not in its body.
        return known[number].level > (known[number - 1].level if number else _FIRST_LEVEL)
    return _LABEL.fullmatch(match["line"]) is not None


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
        article("It may be a treatment for:\n\nIt freezes tissue.\n"),
    ),
    good=(
        article("It may be a treatment for:\n\n- Bone cancer\n- Kidney cancer\n"),
        article(
            "## Signs\n\nLook out for these:\n\n### Fever\n\n**Note:**\n\nThe nurse says so.\n"
        ),
        article("Usual times are:\n\n| Step | Time |\n|---|---|\n| Thaw | {10 min} |\n"),
        article("Steps:\n\n<!-- translators: keep the order -->\n\n1. Freeze.\n2. Thaw.\n"),
    ),
)
