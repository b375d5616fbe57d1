"""An article lacks a section that its kind needs, or has them in another order.

Why: whoever has read one article of the library knows where the others say how to prepare, what
the risks are, and when to get help.

Remedy: add the section under a heading of level 2, in the order of the table.
"""

from __future__ import annotations

import re
from itertools import pairwise
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import headings
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity
from polyclinic.library.article import Kind

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.prose import Heading
    from polyclinic.check.subjects import ArticleText

_HELP = ("when to get help", r"\bget (?:medical )?help\b|\bwhen to (?:call|see)\b")
_QUESTIONS = ("questions to ask", r"\bquestions\b")
_WHAT = ("what it is", r"^what (?:is|are|it is|they are)\b|^about\b")

# By kind: the name of each section, and what its heading says. The headings are in English.
SECTIONS: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.PROCEDURE: (
        _WHAT,
        ("who it may help", r"\bwho\b|^why\b"),
        ("other names", r"\bother names\b|\balso called\b"),
        ("before", r"^(?:before|preparing|getting ready|how to prepare)\b"),
        ("during", r"^(?:during|what happens)\b"),
        ("how long it takes", r"\bhow long\b"),
        ("after", r"^after\b"),
        ("benefits", r"\bbenefits?\b"),
        ("risks", r"\brisks?\b"),
        ("how well it works", r"\bhow (?:well|effective)\b"),
        ("recovery", r"\brecover(?:y|ing)\b"),
        _HELP,
        _QUESTIONS,
    ),
    Kind.CONDITION: (
        ("symptoms", r"\bsymptoms?\b|\bsigns\b"),
        ("who is at risk", r"\bat risk\b|\brisk factors\b|\bcauses?\b"),
        ("tests", r"\btests?\b|\bdiagnosis\b"),
        ("treatments", r"\btreatments?\b|\btreated\b"),
        ("living with it", r"\bliving with\b"),
        _HELP,
    ),
    Kind.TEST: (
        _WHAT,
        ("before", r"^(?:before|preparing|getting ready|how to prepare)\b"),
        ("during", r"^(?:during|what happens)\b"),
        ("after", r"^after\b"),
        ("results", r"\bresults?\b"),
        ("risks", r"\brisks?\b|\bsafe\b"),
        _HELP,
    ),
    Kind.CARE: (_HELP, _QUESTIONS),
}


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each section that is missing, and one for the first out of order."""
    kind = subject.article.kind
    if kind is None:
        return
    present = [heading for heading in headings(subject.article.body) if heading.level == 2]  # noqa: PLR2004
    found: list[tuple[str, Heading]] = []
    for name, pattern in SECTIONS[kind]:
        heading = next((h for h in present if re.search(pattern, h.text, re.IGNORECASE)), None)
        if heading is not None:
            found.append((name, heading))
            continue
        yield Finding(
            f"the {kind.value} article has no section {name!r}",
            f"add it; the sections are: {', '.join(n for n, _ in SECTIONS[kind])}",
        )
    for (earlier, first), (later, second) in pairwise(found):
        if second.offset < first.offset:
            message = f"the section {later!r} stands before {earlier!r}"
            remedy = f"put it after the section {first.text!r}"
            yield Finding(message, remedy, second.text, second.offset, "body")
            return


_CARE = "## When to get help\n\nText.\n\n## Questions to ask\n\nText.\n"
_SWAPPED = "## Questions to ask\n\nText.\n\n## When to get help\n\nText.\n"

RULE = ArticleRule(
    "ART001",
    "required section missing",
    Severity.ERROR,
    check,
    bad=(article("## Questions to ask\n", kind="care"), article(_SWAPPED, kind="care")),
    good=(article(_CARE, kind="care"), article("## Anything\n")),
)
