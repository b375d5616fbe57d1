"""A link leads to an article that was withdrawn.

Why: who follows it finds that the article is gone. What the link promises can no longer be read,
and the words around it may still say what was withdrawn.

Remedy: take the link out, with what it says, or lead to what can be read instead.
"""

from __future__ import annotations

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
from polyclinic.library.lifecycle import Withdrawal

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import Site


def check(site: Site) -> Iterator[Finding]:
    """One finding for each address in each article that leads to a withdrawn one."""
    gone = {p.address: p.article for p in site.pages if p.article and p.article.withdrawal}
    if not gone:
        return
    for here, link, found in internal(site):
        file = file_of(found.path, site.files)
        other = gone.get(address_of(file)) if file is not None else None
        # Where no writer put the link it belongs to the frame, such as the link to the home page.
        place = source_place(here, link) if other is not None else ""
        if other is None or not place:
            continue
        yield Finding(
            f"{link.address!r} leads to {other.shown}, which was withdrawn",
            f"take the link out, or lead to another article{at(place)}",
            link.address,
            None,
            here.address,
            place,
        )


_GONE = article("")
_WITHDRAWN = page(
    "<h1>This article was withdrawn</h1>",
    of=replace(_GONE, article=replace(_GONE.article, withdrawal=Withdrawal())),
)
_OTHER = article("See [freezing](cryoablation.md).")
_LINKING = replace(_OTHER, article=replace(_OTHER.article, path="procedures/other.md"))

RULE = SiteRule(
    "LNK009",
    "link to a withdrawn article",
    Severity.WARNING,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(
        site(
            _WITHDRAWN,
            page('<a href="../cryoablation/">Freezing</a>', "procedures/other/", of=_LINKING),
        ),
    ),
    good=(
        site(_WITHDRAWN, page('<a href="../scans/">Scans</a>', "procedures/other/", of=_LINKING)),
    ),
)
