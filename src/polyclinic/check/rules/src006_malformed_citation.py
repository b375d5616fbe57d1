"""A citation is not written as one, or names a source two times.

Why: `[@nci, @motion]` or `[@nci, page 3]` is printed as it stands, and leads nowhere.

Remedy: write `[@nci]`, and several as `[@nci; @motion]`. Code, `` `[@nci]` ``, is no citation.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.shown import is_code, is_read
from polyclinic.check.specimens import CITABLE, article
from polyclinic.diagnostic import Severity
from polyclinic.markdown.citations import BEGUN, GROUP, ID, ids_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_GROUP = re.compile(GROUP)
_NAMED = re.compile(rf"@({ID})")


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each citation."""
    body = subject.article.body
    for group in _GROUP.finditer(prose(body, citations=True)):
        names = _NAMED.findall(group[0])
        if len(names) > len(set(names)) and is_read(subject, group[0]):
            remedy = f"write {_written(ids_of(group[0]))}"
            message = "the citation names a source two times"
            yield Finding(message, remedy, group[0], group.start(), "body")
    for begun in BEGUN.finditer(prose(body)):
        text = body[begun.start() : begun.end()].rstrip()
        if not is_code(subject, text):
            yield Finding(f"{text} is no citation", _remedy(text), text, begun.start(), "body")


def _remedy(text: str) -> str:
    names = _NAMED.findall(text)
    if not names:
        return "write the id of a source, such as [@nci], or put what is no citation in backticks"
    several = " and several with semicolons" if len(names) > 1 else " and nothing but ids in it"
    return f"write {_written(names)}:{several}"


def _written(names: list[str] | tuple[str, ...]) -> str:
    return f"[{'; '.join(f'@{name}' for name in dict.fromkeys(names))}]"


RULE = ArticleRule(
    "SRC006",
    "malformed citation",
    Severity.ERROR,
    check,
    bad=(
        article("Pain was lower.[@nci, @motion]\n", kind="care", more=CITABLE),
        article("Pain was lower.[@motion, page 3]\n", kind="care", more=CITABLE),
        article("Pain was lower.[@motion; @motion]\n", kind="care", more=CITABLE),
        article("Pain was lower.[@motion\n", kind="care", more=CITABLE),
    ),
    good=(
        article("Pain was lower.[@nci; @motion]\n", kind="care", more=CITABLE),
        article("Write `[@nci, @motion]`, or to [@us](../about/contact.md).\n", kind="care"),
    ),
)
