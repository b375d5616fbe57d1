"""A source lacks its title, publisher or address, or is listed two times.

Why: a title alone cannot be found again when an address dies; an address alone says not whose it
is. A publication that counts two times makes the article look better founded than it is.

Remedy: write title, publisher and url of each source, one time.
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
    """One finding for each source."""
    seen: set[str] = set()
    for number, source in enumerate(subject.article.sources, 1):
        missing = [name for name in ("title", "publisher", "url") if not getattr(source, name)]
        text = source.url or source.title
        if missing:
            message = f"source {number} has no {' and no '.join(missing)}"
            yield Finding(message, "write title, publisher and url", text, None, "front matter")
        address = source.url.rstrip("/").casefold()
        if address and address in seen:
            message = f"source {number} has the address of an earlier one: {source.url}"
            offset = subject.text.rfind(source.url)
            yield Finding(message, "list each one time", text, max(offset, 0), "front matter")
        seen.add(address)


RULE = ArticleRule(
    "SRC002",
    "incomplete or repeated source",
    Severity.ERROR,
    check,
    bad=(
        article(more="sources:\n  - title: Cryotherapy\n    url: https://www.radiologyinfo.org/\n"),
        article(more=SOURCES + SOURCES.removeprefix("sources:\n")),
    ),
    good=(article(more=SOURCES), article()),
)
