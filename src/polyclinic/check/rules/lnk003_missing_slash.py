"""A link to a page lacks its last slash.

Why: most servers answer with a second trip to the right address, which a slow network feels. From
a folder on a disk or a USB stick the link opens no page at all, and relative addresses on it break.

Remedy: end the address with a slash, or link to the Markdown file and let the build write it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.links import anchors, at, internal, leads_to, source_place
from polyclinic.check.rule import SiteRule
from polyclinic.check.specimens import page, site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import Site


def check(site: Site) -> Iterator[Finding]:
    """One finding for each address on each page that names a folder as if it were a file."""
    for here, link, found in internal(site):
        path = found.path
        if not path or path.endswith("/") or path in site.files:
            continue
        if f"{path}/index.html" in site.files:
            place = source_place(here, link)
            yield Finding(
                f"{link.address!r} lacks the slash at its end",
                f"write the address of {path}/{at(place)}",
                link.address,
                None,
                here.address,
                place,
            )


_CONTACT = page("<p>Contact</p>", "about/contact/")

RULE = SiteRule(
    "LNK003",
    "missing trailing slash",
    Severity.WARNING,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(site(page('<a href="../../about/contact">Contact</a>'), _CONTACT),),
    good=(
        site(page('<a href="../../about/contact/">Contact</a>'), _CONTACT),
        site(page('<a href="../../leaflet.pdf">Leaflet</a>'), files=["leaflet.pdf"]),
        site(page('<a href="..">Up</a>'), page("", "procedures/")),
    ),
)
