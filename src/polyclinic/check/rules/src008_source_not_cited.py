"""A source has an id to be cited by, and the text does not cite it.

Why: a citation may have been lost with the fact that it stood for, or was forgotten. In the list
the source comes last, without a number.

Remedy: cite it, `[@nci]`, where a fact comes from it; or remove its id, if it is for further
reading.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.shown import is_read
from polyclinic.check.specimens import CITABLE, SOURCES, article
from polyclinic.diagnostic import Severity
from polyclinic.markdown.citations import GROUP, ids_of, is_id

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_GROUP = re.compile(GROUP)


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each source."""
    groups = [match[0] for match in _GROUP.finditer(prose(subject.article.body, citations=True))]
    cited = {each for group in groups if is_read(subject, group) for each in ids_of(group)}
    for number, source in enumerate(subject.article.sources, 1):
        if is_id(source.id) and source.id not in cited:
            yield Finding(
                f"the text does not cite source {number}, {source.title!r}",
                f"write [@{source.id}] where a fact comes from it, or remove its id",
                source.title,
                None,
                "front matter",
            )


RULE = ArticleRule(
    "SRC008",
    "source that is not cited",
    Severity.INFO,
    check,
    bad=(article("Pain was lower.[@motion]\n", kind="care", more=CITABLE),),
    good=(
        article("Pain was lower.[@nci; @motion]\n", kind="care", more=CITABLE),
        article("Pain was lower.\n", kind="care", more=SOURCES),
    ),
)
