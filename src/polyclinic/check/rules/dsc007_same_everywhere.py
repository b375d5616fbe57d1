"""All articles of a language carry the same disclaimer, and no two languages the same words.

Compared are the parts that are the same for every article, and, between a translation and its
source page, which parts there are, their order, their dates and their links.

Why: a disclaimer that was changed in one page or one language only is stale in the others.

Remedy: change the disclaimer in its template and its catalogs only, and build the whole site.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page, site
from polyclinic.check.finding import Finding
from polyclinic.check.rule import SiteRule
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage, Site

FIXED = ("education", "substitute", "delay", "medicines", "relationship")
HELP = "change the disclaimer in its template and its catalogs only, and build the whole site"
_Blocks = dict[str, tuple["RenderedPage", document.Element]]


def check(site: Site) -> Iterator[Finding]:
    """Compare the blocks of all articles."""
    blocks: _Blocks = {}
    for page in site.pages:
        if document.is_article(page):
            block = document.full_block(document.tree(page.html))
            if block is not None:
                blocks[page.address] = page, block
    yield from _words(blocks)
    for page, block in blocks.values():
        source = blocks.get(page.address.removeprefix(f"{page.locale}/"))
        if page.locale != page.source_locale and source is not None:
            yield from _structure(page, block, source[1])


def _words(blocks: _Blocks) -> Iterator[Finding]:
    said: dict[tuple[str, str], dict[str, str]] = defaultdict(dict)
    for address, (page, block) in blocks.items():
        for name, slot in document.slots(block).items():
            if name in FIXED:
                said[page.locale, name][address] = document.text(slot)
    usual = {key: Counter(texts.values()).most_common(1)[0][0] for key, texts in said.items()}
    for key, texts in said.items():
        yield from _unusual(key[1], texts, usual[key])
        yield from _copied(key, texts, usual)


def _unusual(name: str, texts: dict[str, str], usual: str) -> Iterator[Finding]:
    for address, text in texts.items():
        if text != usual:
            yield Finding(
                f"the disclaimer's part {name!r} is not that of the other articles",
                HELP,
                text,
                part=address,
                other=usual,
            )


def _copied(
    key: tuple[str, str], texts: dict[str, str], usual: dict[tuple[str, str], str]
) -> Iterator[Finding]:
    locale, name = key
    for (other, same), theirs in usual.items():
        if other != locale and same == name and usual[key] == theirs:
            for address in texts:
                yield Finding(
                    f"the disclaimer's part {name!r} is word for word that of {other!r}",
                    "translate it in the catalog site",
                    theirs,
                    part=address,
                )


def _structure(
    page: RenderedPage, block: document.Element, source: document.Element
) -> Iterator[Finding]:
    for what, mine, theirs in (
        ("parts", list(document.slots(block)), list(document.slots(source))),
        ("dates", _values(block, "time", "datetime"), _values(source, "time", "datetime")),
        ("links", _values(block, "a", "href"), _values(source, "a", "href")),
    ):
        if mine != theirs:
            yield Finding(
                f"the disclaimer's {what} are {', '.join(mine)}; the source page has "
                f"{', '.join(theirs)}",
                HELP,
                part=page.address,
            )


def _values(block: document.Element, tag: str, name: str) -> list[str]:
    return [e.get(name) or "" for e in block.iter(tag)]


_OTHERS = tuple(replace(article_page(), address=f"conditions/{name}/") for name in ("flu", "gout"))
_CHANGED = article_page(("Do not delay care", "You may delay care"))
RULE = SiteRule(
    "DSC007",
    "disclaimers that differ",
    Severity.ERROR,
    check,
    extract=document.full_blocks_alone,
    bad=(site(_CHANGED, *_OTHERS),),
    good=(site(article_page(), *_OTHERS),),
    blocks=True,
)
