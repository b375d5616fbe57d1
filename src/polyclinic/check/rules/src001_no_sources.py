"""An article on health names no source.

Why: without one neither a reader nor a reviewer can tell where a fact comes from (HONcode 4 and 5).

Remedy: list under `sources:` each publication used, with its title, publisher and url.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import SOURCES, article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText


def check(subject: ArticleText) -> Iterator[Finding]:
    """At most one finding; pages without a type, such as "About", need no source."""
    if subject.article.kind is not None and not subject.article.sources:
        yield Finding(
            f"the {subject.article.kind.value} article names no source",
            "list each publication used under `sources:` in the front matter",
        )


RULE = ArticleRule(
    "SRC001",
    "no sources",
    Severity.ERROR,
    check,
    bad=(article("Text.\n", kind="procedure"),),
    good=(article("Text.\n", kind="procedure", more=SOURCES), article("About us.\n")),
)
