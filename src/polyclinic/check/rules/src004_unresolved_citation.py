"""A citation mark leads to no footnote, or a link to no reference.

Why: `[^3]` or `[study][motion]` is printed as it stands, and the fact has lost its source.

Remedy: write the footnote, `[^3]: ...`, or the reference, `[motion]: https://...`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_DEFINITION = re.compile(r"^[ \t]*\[(\^?[^\]\n]+)\]:", re.MULTILINE)
# A bracket ends a name, so that none is read two times.
_CITATION = re.compile(r"\[(\^[^\[\]\s]+)\](?!:)|\]\[([^\[\]\n^]+)\]")


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each mark; only in articles that have a type."""
    if subject.article.kind is None:
        return
    body = subject.article.body
    defined = {_same(name) for name in _DEFINITION.findall(body)}
    for mark in _CITATION.finditer(prose(body)):
        name = mark[1] or mark[2]
        if _same(name) not in defined:
            yield Finding(
                f"nothing is written for [{name}]",
                f"write a line that begins with `[{name}]:`, or remove the mark",
                name,
                mark.start(1 if mark[1] else 2),
                "body",
            )


def _same(name: str) -> str:
    return " ".join(name.split()).casefold()


RULE = ArticleRule(
    "SRC004",
    "citation without a source",
    Severity.ERROR,
    check,
    bad=(
        article("Pain was lower.[^motion]\n", kind="care"),
        article("Pain was lower in a [study][motion].\n", kind="care"),
    ),
    good=(
        article("Pain was lower.[^motion]\n\n[^motion]: MOTION study, 2021.\n", kind="care"),
        article(
            "In a [study][Motion].\n\n[motion]: https://doi.org/10.1148/rycan.2021200101\n",
            kind="care",
        ),
        article("Write `[^1]` for a note.\n", kind="care"),
    ),
)
