"""A citation stands where its number does harm, or where none can be printed.

Why: in a title, a summary or a heading a number is read aloud as a part of the name, and in lists
and search results it means nothing. In an alternative text, the title of a link or raw HTML it is
printed as it is typed, and leads nowhere.

Remedy: put it behind the sentence that states the fact.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import headings, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.shown import is_read, printed
from polyclinic.check.specimens import CITABLE, article
from polyclinic.diagnostic import Severity
from polyclinic.markdown.citations import BEGUN, GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_GROUP = re.compile(GROUP)
_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$", re.MULTILINE)
_BOX = re.compile(r"^[ \t]*(?:!!!|\?\?\?\+?)[ \t].*$", re.MULTILINE)
_REMEDY = "put it behind the sentence that states the fact"


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each citation."""
    body = subject.article.body
    head = subject.text[: len(subject.text) - len(body)]
    for found in BEGUN.finditer(_COMMENT.sub(lambda m: " " * len(m[0]), head)):
        message = f"the citation {found[0]} stands in the front matter"
        yield Finding(message, _REMEDY, found[0], found.start(), "front matter")
    for group in _GROUP.finditer(prose(body, citations=True)):
        where = _named(body, group.start())
        if where and is_read(subject, group[0]):
            message = f"the citation {group[0]} stands in {where}"
            yield Finding(message, _REMEDY, group[0], group.start(), "body")
    for group in printed(subject):
        message = f"the citation {group[0]} stands where no link can: it is printed as it is typed"
        yield Finding(message, _REMEDY, group[0], group.start(), "body")


def _named(body: str, offset: int) -> str:
    """What an offset is the title of."""
    start, end = body.rfind("\n", 0, offset) + 1, body.find("\n", offset)
    end = end if end >= 0 else len(body)
    if any(start <= heading.offset <= end for heading in headings(body)):
        return "a heading"
    return "the title of a box" if _BOX.match(body, start, end) else ""


RULE = ArticleRule(
    "SRC009",
    "misplaced citation",
    Severity.ERROR,
    check,
    bad=(
        article("Text.\n", title='"Cryoablation [@motion]"', kind="care", more=CITABLE),
        article("Text.\n", summary="It freezes.[@motion]", kind="care", more=CITABLE),
        article("## Pain[@motion]\n\nIt was lower.\n", kind="care", more=CITABLE),
        article('??? info "Pain[@motion]"\n    It was lower.\n', kind="care", more=CITABLE),
    ),
    good=(
        article("## Pain\n\nIt was lower.[@motion]\n", kind="care", more=CITABLE),
        article('??? info "Pain"\n    It was lower.[@motion]\n', kind="care", more=CITABLE),
    ),
)
