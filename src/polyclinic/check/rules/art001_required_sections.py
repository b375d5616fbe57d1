"""An article lacks a section that its kind needs, or has them in another order.

Why: whoever has read one article of the library knows where the others say how to prepare, what
the risks are, and when to get help.

Remedy: add the section under a heading of level 2, in the order that the finding names. A heading
need not be the section's name: “Preparing for your scan” is the section “before”. In an article of
a condition the section on getting help may stand earlier.
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

_HELP = (
    "when to get help",
    (
        r"\b(?:get|seek)(?:ting)? (?:medical |urgent )*(?:help|care|advice)\b"
        r"|\bwhen to (?:call|see)\b|\bwarning signs\b"
    ),
)
_QUESTIONS = ("questions to ask", r"\bquestions\b|\bwhat to ask\b")
_WHAT = (
    "what it is",
    r"^what (?:is|are|it is|they are)\b|^what .+ (?:is|are)$|^about\b|^overview$",
)
_BEFORE = ("before", r"^before\b|\bprepar(?:e|ing|ation)\b|\bgetting ready\b")
_DURING = ("during", r"^during\b|^what happens\b|^what to expect\b|^how .+ is done$")
_AFTER = ("after", r"^after\b|^what happens after\b")

# By kind: the name of each section, which is a heading that will do, and what other headings may
# say. They are in English. A procedure and a condition are as the library's plan has them. A test
# answers what MedlinePlus answers for one: what it is, how to prepare, what happens, its risks, and
# what the results mean. Care, from palliative care to getting ready, has as many shapes as topics:
# all it must say is when to get help, and what to ask.
SECTIONS: dict[Kind, tuple[tuple[str, str], ...]] = {
    Kind.PROCEDURE: (
        _WHAT,
        ("who it may help", r"\bwho\b|^why\b|\bused for\b|\bright for you\b"),
        ("other names", r"\bother (?:names|words)\b|\balso (?:called|known)\b"),
        _BEFORE,
        _DURING,
        ("how long it takes", r"\bhow (?:long|much time)\b"),
        _AFTER,
        ("benefits", r"\b(?:benefits?|advantages?)\b"),
        ("risks", r"\b(?:risks?|side effects?|complications?)\b"),
        ("how well it works", r"\bhow (?:well|effective)\b|\bdoes it work\b|\bsuccess\b"),
        ("recovery", r"\brecover(?:y|ing)?\b|\bhealing\b"),
        _HELP,
        _QUESTIONS,
    ),
    Kind.CONDITION: (
        ("symptoms", r"\bsymptoms?\b|^signs\b|\bsigns of\b"),
        ("who is at risk", r"\bat risk\b|\brisk factors?\b|\bcaus(?:es?|ed)\b|\bwho gets\b"),
        ("tests", r"\btests?\b|\bdiagnos(?:is|ed|ing)\b|\bhow .+ found\b"),
        ("treatments", r"\btreat(?:ments?|ed|ing)\b"),
        ("living with it", r"\b(?:living|life|coping) with\b"),
        _HELP,
    ),
    Kind.TEST: (
        _WHAT,
        _BEFORE,
        _DURING,
        _AFTER,
        ("results", r"\bresults?\b"),
        ("risks", r"\b(?:risks?|side effects?|safe|safety)\b"),
        _HELP,
    ),
    Kind.CARE: (_HELP, _QUESTIONS),
}
# Signs of danger may come early: whoever has a symptom now reads no further.
_ANYWHERE = {Kind.CONDITION: {_HELP[0]}}


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
            f"add it under a heading such as “## {name.capitalize()}”; the sections are: "
            f"{', '.join(n for n, _ in SECTIONS[kind])}",
        )
    fixed = [section for section in found if section[0] not in _ANYWHERE.get(kind, ())]
    for (earlier, first), (later, second) in pairwise(fixed):
        if second.offset < first.offset:
            message = f"the section {later!r} stands before {earlier!r}"
            remedy = f"put it after the section {first.text!r}"
            yield Finding(message, remedy, second.text, second.offset, "body")
            return


_CARE = "## When to get help\n\nText.\n\n## Questions to ask\n\nText.\n"
_CONDITION = (
    "## Symptoms\n\n## When to seek medical help\n\n## Causes\n\n## How it is diagnosed\n\n"
    "## How it is treated\n\n## Living with kidney cancer\n"
)
_SWAPPED = "## Questions to ask\n\nText.\n\n## When to get help\n\nText.\n"

RULE = ArticleRule(
    "ART001",
    "required section missing",
    Severity.ERROR,
    check,
    bad=(article("## Questions to ask\n", kind="care"), article(_SWAPPED, kind="care")),
    good=(
        article(_CARE, kind="care"),
        article(_CONDITION, kind="condition"),
        article("## Anything\n"),
    ),
)
