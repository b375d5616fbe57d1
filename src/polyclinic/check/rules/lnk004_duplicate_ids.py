"""An id stands more than one time on a page.

Why: a link to it, a label or a description reaches the first of them only, and a screen reader
says the wrong name for the others.

Remedy: give each heading or control its own id, such as `## Risks { #risks-of-surgery }`.
"""

from __future__ import annotations

from collections import Counter
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
    """One finding for each id that a page repeats."""
    for here in site.focus:
        for name, count in Counter(outline(here.html).ids).items():
            if count > 1:
                yield Finding(
                    f"the id {name!r} stands {count} times on the page",
                    "give each its own id",
                    name,
                    None,
                    f"{here.address}#{name}",
                )


RULE = SiteRule(
    "LNK004",
    "duplicate id",
    Severity.ERROR,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(site(page('<h2 id="risks">Risks</h2><h2 id="risks">More risks</h2>')),),
    good=(site(page('<h2 id="risks">Risks</h2><h2 id="risks_1">More risks</h2>')),),
)
