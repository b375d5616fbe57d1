"""A citation leads to no source, a note to no footnote, or a link to no reference.

Why: `[@motion]`, `[^3]` or `[study][motion]` is printed as it stands, and the fact has lost its
source.

Remedy: write `id: motion` at the source in the front matter, the footnote, `[^3]: ...`, or the
reference, `[motion]: https://...`.
"""

from __future__ import annotations

import difflib
import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.shown import is_read
from polyclinic.check.specimens import CITABLE, article
from polyclinic.diagnostic import Severity
from polyclinic.markdown.citations import GROUP, ID, is_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_DEFINITION = re.compile(r"^[ \t]*\[(\^?[^\]\n]+)\]:", re.MULTILINE)
# A bracket ends a name, so that none is read two times.
_CITATION = re.compile(r"\[(\^[^\[\]\s]+)\](?!:)|\]\[([^\[\]\n^@][^\[\]\n^]*)\]")
_GROUP = re.compile(GROUP)
_ONE = re.compile(rf"@({ID})")


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each mark; for notes and references only in articles that have a type."""
    yield from _citations(subject)
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


def _citations(subject: ArticleText) -> Iterator[Finding]:
    known = [source.id for source in subject.article.sources if is_id(source.id)]
    for group in _GROUP.finditer(prose(subject.article.body, citations=True)):
        for one in _ONE.finditer(group[0]) if is_read(subject, group[0]) else ():
            if one[1] not in known:
                yield Finding(
                    f"no source of this article has the id {one[1]}",
                    _remedy(one[1], known),
                    one[0],
                    group.start() + one.start(),
                    "body",
                )


def _remedy(name: str, known: list[str]) -> str:
    near = difflib.get_close_matches(name.casefold(), [each.casefold() for each in known], 1)
    meant = next((each for each in known if near and each.casefold() == near[0]), "")
    if meant:
        return f"did you mean [@{meant}]?"
    ids = f" (it has {', '.join(known)})" if known else ""
    return f"write `id: {name}` at one of `sources:` in the front matter{ids}, or remove the mark"


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
        article("Pain was lower.[@moton]\n", kind="care", more=CITABLE),
    ),
    good=(
        article("Pain was lower.[^motion]\n\n[^motion]: MOTION study, 2021.\n", kind="care"),
        article(
            "In a [study][Motion].\n\n[motion]: https://doi.org/10.1148/rycan.2021200101\n",
            kind="care",
        ),
        article("Write `[^1]` for a note, and `[@id]` for a source.\n", kind="care"),
        article("Pain was lower.[@motion]\n", kind="care", more=CITABLE),
    ),
)
