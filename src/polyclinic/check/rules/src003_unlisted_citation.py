"""The text of an article links to a publication that is not among its sources.

Why: what the text relies on belongs in the list, with its publisher. A link to elsewhere may also
be an advertisement.

Remedy: add the publication to `sources:`, with the same address as in the text.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.prose import FILL, prose
from polyclinic.check.rule import ArticleRule
from polyclinic.check.specimens import SOURCES, article
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

_LINK = re.compile(rf"\]\({FILL}+")


def check(subject: ArticleText) -> Iterator[Finding]:
    """One finding for each address; only in articles that have a type."""
    article = subject.article
    if article.kind is None:
        return
    listed = {_same(source.url) for source in article.sources}
    home = _same(subject.settings.site_url)
    for link in _LINK.finditer(prose(article.body)):
        address = article.body[link.start() + 2 : link.end()]
        known = _same(address) in listed or (home and f"{_same(address)}/".startswith(f"{home}/"))
        if re.match("https?://", address) and not known:
            yield Finding(
                f"{address} is not among the sources of the article",
                "add it under `sources:`, with its title and publisher",
                address,
                link.start() + 2,
                "body",
            )


def _same(address: str) -> str:
    return address.partition("#")[0].rstrip("/").casefold()


RULE = ArticleRule(
    "SRC003",
    "citation that is not listed",
    Severity.WARNING,
    check,
    bad=(
        article(
            "See the [study](https://doi.org/10.1148/rycan.2021200101).\n",
            kind="procedure",
            more=SOURCES,
        ),
    ),
    good=(
        article(
            "The [National Cancer Institute]"
            "(https://www.cancer.gov/about-cancer/treatment/types/surgery/cryosurgery#risks) "
            "and [our page](../about/contact.md).\n",
            kind="procedure",
            more=SOURCES,
        ),
    ),
)
