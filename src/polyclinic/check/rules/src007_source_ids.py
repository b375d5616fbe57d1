"""Two sources have one id, or an id has letters that a citation can't name.

Why: with one id for two sources a reader is led to the wrong one; an id that no citation can name
leads nobody.

Remedy: give each source an id of its own, of Latin letters and digits; hyphens, underscores, dots
and colons may stand between them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import CITABLE, article
from polyclinic.diagnostic import Severity
from polyclinic.markdown.citations import is_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText
    from polyclinic.library.article import Source


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each source whose id is wrong."""
    seen: dict[str, int] = {}
    for number, source in enumerate(subject.article.sources, 1):
        if not source.id:
            continue
        at = _offset(subject.text, source)
        if not is_id(source.id):
            message = f"{source.id!r} can't be cited as the id of source {number}"
            remedy = "write Latin letters and digits; - _ . : may stand between them"
            yield Finding(message, remedy, source.id, at, "front matter")
        elif source.id in seen:
            message = f"source {number} has the id of source {seen[source.id]}: {source.id}"
            yield Finding(message, "give it an id of its own", source.id, at, "front matter")
        seen.setdefault(source.id, number)


def _offset(text: str, source: Source) -> int | None:
    """Where the id stands in the file: behind its key."""
    line, column = source.place
    start = sum(len(each) + 1 for each in text.split("\n")[: line - 1]) + column - 1
    found = text.find(source.id, start + len("id"))
    return found if found >= 0 else start


_TWICE = CITABLE.replace("id: nci", "id: motion")
_SPACED = CITABLE.replace("id: nci", "id: nci 2021")

RULE = ArticleRule(
    "SRC007",
    "id of a source",
    Severity.ERROR,
    check,
    bad=(
        article("Text.[@motion]\n", kind="procedure", more=_TWICE),
        article("Text.\n", kind="procedure", more=_SPACED),
    ),
    good=(article("Text.[@motion]\n", kind="procedure", more=CITABLE), article("Text.\n")),
)
