"""A link leaves the reader's language without saying so, or names another language than it reaches.

Why: a reader who cannot read English should know before the click, and a screen reader takes the
language of the target from `hreflang` (WCAG 3.2, predictable).

Remedy: link to the page in the reader's own language, or say which it is: `hreflang="en"`.
"""

from __future__ import annotations

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
from polyclinic.check.specimens import page, site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import Site


def check(site: Site) -> Iterator[Finding]:
    """One finding for each link that a reader can follow to a page of another language."""
    for here, link, found in internal(site):
        if link.element not in ("a", "area"):
            continue
        file = file_of(found.path, site.files)
        other = site.by_address.get(address_of(file)) if file is not None else None
        if other is None or _says(link.language, here.locale, other.locale):
            continue
        said = f"says {link.language!r}" if link.language else "does not say so"
        place = source_place(here, link)
        yield Finding(
            f"{link.address!r} leads from {here.locale} to a page in {other.locale} and {said}",
            f'link to the page in {here.locale}, or add hreflang="{other.locale}"{at(place)}',
            link.address,
            None,
            here.address,
            place,
        )


def _says(language: str, here: str, there: str) -> bool:
    if not language:
        return here == there
    said, real = language.lower(), there.lower()
    return said == real or real.startswith(f"{said}-") or said.startswith(f"{real}-")


_ENGLISH = page("<p>Contact</p>", "about/contact/")
_FRENCH = "fr/about/contact/"

RULE = SiteRule(
    "LNK005",
    "link to another language",
    Severity.ERROR,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(
        site(page('<a href="../../../about/contact/">Contact</a>', _FRENCH, "fr"), _ENGLISH),
        site(
            page('<a href="../../../about/contact/" hreflang="fr">Contact</a>', _FRENCH, "fr"),
            _ENGLISH,
        ),
    ),
    good=(
        site(
            page('<a href="../../../about/contact/" hreflang="en">English</a>', _FRENCH, "fr"),
            _ENGLISH,
        ),
        site(page('<a href="./">Contact</a>', _FRENCH, "fr"), _ENGLISH),
    ),
)
