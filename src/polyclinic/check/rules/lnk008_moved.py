"""A link leads to where a page was before it moved.

Its reader gets there by a page that leads on, but later, and at the top of the new page rather
than at the heading the link asks for.

Why: every detour is slow on a weak network, and loses some readers; the redirect may be taken away
one day.

Remedy: link to the page's new address, which the finding names.
"""

from __future__ import annotations

import posixpath
import re
from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.links import (
    address_of,
    anchors,
    at,
    file_of,
    internal,
    leads_to,
    source_place,
)
from polyclinic.check.rule import SiteRule
from polyclinic.check.specimens import article, page, site
from polyclinic.diagnostic import Severity
from polyclinic.library.addresses import MARKDOWN
from polyclinic.library.lifecycle import Move
from polyclinic.library.moved import redirects
from polyclinic.text import position

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage, Site
    from polyclinic.library.moved import Redirect


def check(site: Site) -> Iterator[Finding]:
    """One finding for each such address on each page, as it is written or as it is shown."""
    articles = {here.article.path: here.article for here in site.pages if here.article}
    moved = redirects(tuple(articles.values()), site.settings)
    if not moved:
        return
    by_address = {redirect.old: redirect for redirect in moved}
    for here, link, found in internal(site):
        file = file_of(found.path, site.files)
        old = address_of(file) if file is not None else ""
        prefix = f"{here.locale}/" if here.locale != here.source_locale else ""
        redirect = by_address.get(old.removeprefix(prefix))
        if redirect is None or link.element not in {"a", "area"}:
            continue
        place = source_place(here, link)
        yield Finding(
            f"{link.address!r} leads to where {redirect.article.shown} was before",
            f"link to {redirect.article.shown}{at(place)}",
            link.address,
            None,
            here.address,
            place,
        )
    for here in site.focus:
        if here.article is not None and here.locale == here.source_locale:
            yield from _written(here, moved)


def _written(here: RenderedPage, moved: list[Redirect]) -> Iterator[Finding]:
    """Links to files that are no more; the page that readers get leads to the new one."""
    source = here.article
    folder = posixpath.dirname(source.path) if source is not None else ""
    for redirect in moved:
        old = redirect.move.old.strip().lstrip("/")
        if source is None or not old.endswith(MARKDOWN):
            continue
        path = re.escape(posixpath.relpath(old, folder or "."))
        pattern = rf"(?:[(\"<]|\]:\s+)(?P<link>(?:\./)?{path})(?=[#?)\"\s>]|$)"
        for found in re.finditer(pattern, source.body):
            line, column = position(source.body, found.start("link"))
            new = posixpath.relpath(redirect.article.path, folder or ".")
            yield Finding(
                f"{found['link']!r} is where {redirect.article.shown} was before",
                f"write {new}",
                found["link"],
                None,
                here.address,
                f"{source.shown}:{line + source.body_line - 1}:{column}",
            )


_TEXT = article("Text.")
_MOVED = replace(_TEXT.article, moved_from=(Move("old/freezing.md", 4, 5),))
_HERE = page("<p>Text</p>", of=replace(_TEXT, article=_MOVED))
_OLD = ("old/freezing/index.html",)

RULE = SiteRule(
    "LNK008",
    "link to where a page was before",
    Severity.WARNING,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(
        site(_HERE, page('<a href="../old/freezing/">Freezing</a>', "care/"), files=_OLD),
        site(_HERE, page('<a href="../old/freezing/#risks">Risks</a>', "care/"), files=_OLD),
    ),
    good=(
        site(
            _HERE, page('<a href="../procedures/cryoablation/">Freezing</a>', "care/"), files=_OLD
        ),
    ),
)
