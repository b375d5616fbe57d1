"""The disclaimers of a page are those that the present template, catalogs and settings give.

The full block carries the version of its words as `data-disclaimer-version`, the same in every
language. Compared are this version, the parts and their order, and the words and links of each
part and of the short form, in the page's language. On a site whose theme has no
`partials/disclaimer.html` there is nothing to compare with.

Why: a page of an old build, a template that was edited since, or a page that was changed by hand
still shows a disclaimer, only not the one that was agreed on and translated.

Remedy: build the whole site again. If that does not help, let `partials/disclaimer.html` print
`data-disclaimer-version="{{ polyclinic.disclaimer_version }}"`, and nothing rewrite it afterwards.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.check import document
from polyclinic.check.disclaimer_specimen import article_page
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PageRule
from polyclinic.diagnostic import Severity
from polyclinic.library.disclaimer import Expected

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage

HELP = "build the whole site again, and let nothing rewrite its pages afterwards"
VERSION = "data-disclaimer-version"


def check(page: RenderedPage) -> Iterator[Finding]:
    """Compare version and words of the full block, and the words of the short one."""
    wanted = page.disclaimer
    if wanted is None or not document.is_health(page):
        return
    if wanted.fault:
        if document.is_article(page):
            yield Finding(
                f"the disclaimer's template can't be rendered by itself: {wanted.fault}",
                "let it use the values of `polyclinic` and `config` alone",
                part="html",
            )
        return
    root = document.tree(page.html)
    block = document.full_block(root)
    if block is not None and wanted.full:
        yield from _version(block, wanted.version)
        now = document.full_block(document.tree(wanted.full))
        if now is not None:
            yield from _parts(block, now)
    now_short = document.short_blocks(document.tree(wanted.short))
    for short in document.short_blocks(root) if now_short else ():
        yield from _words("the short disclaimer", short, now_short[0])


def _version(block: document.Element, wanted: str) -> Iterator[Finding]:
    found = block.get(VERSION)
    if found is None:
        yield Finding("the disclaimer does not say its version", HELP, part="html")
    elif found != wanted:
        yield Finding(
            f"the disclaimer is version {found}; the present one is {wanted}",
            HELP,
            found,
            part="html",
        )


def _parts(block: document.Element, now: document.Element) -> Iterator[Finding]:
    mine, theirs = document.slots(block), document.slots(now)
    if list(mine) != list(theirs):
        yield Finding(
            f"the disclaimer's parts are {', '.join(mine)}; the template has {', '.join(theirs)}",
            HELP,
            part="html",
        )
    for name in theirs:
        if name in mine:
            yield from _words(f"the disclaimer's part {name!r}", mine[name], theirs[name])
    if document.text(block) != document.text(now) and all(
        name in theirs and document.text(mine[name]) == document.text(theirs[name]) for name in mine
    ):
        yield Finding(
            "the disclaimer has other words around its parts than the template",
            HELP,
            document.text(block),
            part="html",
            other=document.text(now),
        )


def _words(what: str, mine: document.Element, theirs: document.Element) -> Iterator[Finding]:
    said, wanted = document.text(mine), document.text(theirs)
    if said != wanted:
        yield Finding(
            f"{what} says {said!r}; the template and the catalog say {wanted!r}",
            HELP,
            said,
            part="html",
            other=wanted,
        )
    elif _links(mine) != _links(theirs):
        yield Finding(
            f"{what} leads to {', '.join(_links(mine)) or 'nothing'}; the template leads to "
            f"{', '.join(_links(theirs)) or 'nothing'}",
            HELP,
            said,
            part="html",
        )


def _links(element: document.Element) -> list[str]:
    return [link.get("href") or "" for link in element.iter("a")]


_CURRENT = ('data-disclaimer="full"', f'data-disclaimer="full" {VERSION}="1"')


def _agreed(page: RenderedPage) -> RenderedPage:
    """The page, where the specimen as it is printed is what was agreed on."""
    html = article_page(_CURRENT).html
    return replace(page, disclaimer=Expected("1", html, html))


RULE = PageRule(
    "DSC014",
    "a disclaimer that is not the present one",
    Severity.ERROR,
    check,
    bad=(
        _agreed(article_page()),
        _agreed(article_page(('data-disclaimer="full"', f'data-disclaimer="full" {VERSION}="0"'))),
        _agreed(article_page(_CURRENT, ("Do not delay care", "Please do not delay care"))),
        _agreed(article_page(_CURRENT, ("This page is for education only.", ""))),
    ),
    good=(_agreed(article_page(_CURRENT)), article_page()),
    blocks=True,
)
