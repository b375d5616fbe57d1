"""A page does not show a source of its article.

Why: sources that stand only in the front matter, or that a template dropped, are of no use to a
reader (JAMA benchmarks: attribution).

Remedy: let the template print every source as a link, in `main`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from lxml import html as lxml_html

from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.check.specimens import SOURCES, article, page
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage


def check(page: RenderedPage) -> Iterator[Finding]:
    """One finding for each source; pages without a type are not asked."""
    article = page.article
    if article is None or article.kind is None or not article.sources:
        return
    parser = lxml_html.HTMLParser(encoding="utf-8")
    root = lxml_html.document_fromstring(page.html.encode(), parser=parser)
    shown = {link.get("href") for main in root.iter("main") for link in main.iter("a")}
    for source in article.sources:
        if source.url and source.url not in shown:
            yield Finding(
                f"the page does not show the source {source.title!r}",
                "print every source of the article as a link in the main part of the page",
                source.url,
                None,
                "html",
            )


_OF = article("Text.\n", kind="procedure", more=SOURCES)
_URL = _OF.article.sources[0].url

RULE = PageRule(
    "SRC005",
    "source not shown",
    Severity.ERROR,
    check,
    bad=(page("<main><h1>Cryoablation</h1></main>", of=_OF),),
    good=(page(f'<main><a href="{_URL}">Cryosurgery</a></main>', of=_OF), page("<main></main>")),
)
