"""A label or description names an id that is not on the page.

Why: a screen reader finds no name for the region or control, and says nothing or only its kind.

Remedy: correct the id, or remove the attribute.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.links import anchors, leads_to, outline
from polyclinic.check.rule import SiteRule
from polyclinic.check.specimens import page, site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import Site


def check(site: Site) -> Iterator[Finding]:
    """One finding for each reference of each page."""
    for here in site.focus:
        read = outline(here.html)
        ids = frozenset(read.ids)
        for element, attribute, name in dict.fromkeys(read.references):
            if name not in ids:
                yield Finding(
                    f"{attribute} of <{element}> names {name!r}, which is not on the page",
                    "correct the id, or remove the attribute",
                    name,
                    None,
                    here.address,
                )


RULE = SiteRule(
    "LNK007",
    "orphaned id reference",
    Severity.ERROR,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(site(page('<nav aria-labelledby="menu"></nav>')),),
    good=(site(page('<nav aria-labelledby="menu"><span id="menu">Menu</span></nav>')),),
)
