"""A link leads to a heading or part that its page does not have.

Why: the reader who asked for "When to get help" lands at the top of a long page and has to look
for it. MkDocs tells of broken anchors only in passing, so this rule is the guard.

Remedy: write the id of a heading that is there. Ids come from the English headings, so they are the
same in every language; give a heading its own id, `## Risks { #risks }`, before you reword it.
"""

from __future__ import annotations

import difflib
from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.links import (
    address_of,
    anchors,
    at,
    file_of,
    internal,
    leads_to,
    outline,
    source_place,
)
from polyclinic.check.rule import SiteRule
from polyclinic.check.specimens import article, page, site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import Site


def check(site: Site) -> Iterator[Finding]:
    """One finding for each address on each page whose file is there, but whose anchor is not."""
    for here, link, found in internal(site):
        file = file_of(found.path, site.files)
        other = site.by_address.get(address_of(file)) if file is not None else None
        # "#top" is the top of any page, whatever its case.
        if other is None or not found.fragment or found.fragment.lower() == "top":
            continue
        if other.article is not None and other.article.withdrawal is not None:
            continue  # its headings are gone: LNK009 tells
        read = outline(other.html)
        if found.fragment in read.ids or found.fragment in read.names:
            continue
        near = difflib.get_close_matches(found.fragment, read.ids, 1, 0.5)
        hint = f"did you mean '#{near[0]}'? " if near else ""
        place = source_place(here, link)
        start = here.html.find(link.address)
        yield Finding(
            f"{link.address!r} leads to no part of {other.address or 'the home page'}",
            f"{hint}Write the id of a heading of that page{at(place)}",
            link.address,
            start if start >= 0 else None,
            here.address,
            place,
        )


_RECOVERY = page('<h2 id="signs-of-infection">Signs</h2>', "care/recovery/")

RULE = SiteRule(
    "LNK002",
    "dead anchor",
    Severity.ERROR,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(
        site(
            page(
                '<a href="../../care/recovery/#sign-of-infection">Signs</a>',
                of=article("See [signs](../care/recovery.md#sign-of-infection)."),
            ),
            _RECOVERY,
        ),
        site(page('<a href="#Risks">Risks</a><h2 id="risks">Risks</h2>')),
    ),
    good=(
        site(page('<a href="../../care/recovery/#signs-of-infection">Signs</a>'), _RECOVERY),
        site(page('<a href="#risks">Risks</a><h2 id="risks">Risks</h2><a href="#top">Up</a>')),
        site(page('<a href="#%C3%A9tapes">A</a><h2 id="étapes">B</h2>')),
        site(page('<a href="#old">A</a><a name="old"></a>')),
    ),
    blocks=True,
)
