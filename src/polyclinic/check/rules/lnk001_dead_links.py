"""A link, image or other address leads to no file of the site.

Every address of every page in every language, and of every style sheet, is looked up among the
files that were built; those in a `<template>` too, because a script may show it. A form sent
with `method="post"` is answered by a program, and is not followed.

Why: a reader who needs the next page, such as the signs of an infection, gets "not found". MkDocs
sees Markdown links only, not those of templates and raw HTML, and not those of style sheets.

Remedy: correct the address, or put the file where the address says. Capital and small letters
differ on web servers, even where they do not on your own machine.
"""

from __future__ import annotations

import difflib
import posixpath
from pathlib import PurePosixPath
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
    style_addresses,
    target,
)
from polyclinic.check.rule import SiteRule
from polyclinic.check.specimens import page, site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import RenderedPage, Site


def check(site: Site) -> Iterator[Finding]:
    """One finding for each address on each page."""
    for here, link, found in internal(site):
        if file_of(found.path, site.files) is not None:
            continue
        place = source_place(here, link)
        remedy = _article(link.address, here, site) or _near(found.path, site, here.locale)
        yield Finding(
            f"{link.address!r} leads to no file of the site",
            f"{remedy}{at(place)}",
            link.address,
            _offset(here.html, link.address),
            here.address,
            place,
        )
    yield from _styles(site)


def _styles(site: Site) -> Iterator[Finding]:
    # All pages have the same ones: they are told with the first page.
    first = [here for here in site.focus if here.address == site.pages[0].address]
    styles = {name: css for here in first for name, css in here.styles.items()}
    for name, css in styles.items():
        for address in dict.fromkeys(style_addresses(css)):
            found = target(address, name, site.settings.site_url)
            # `#mask` points into the page that uses the style.
            if address.startswith("#") or found is None or file_of(found.path, site.files):
                continue
            message = f"{address!r} in the style sheet leads to no file of the site"
            yield Finding(message, _near(found.path, site, first[0].locale), address, None, name)


def _article(address: str, here: RenderedPage, site: Site) -> str:
    """The remedy where Markdown names a file of Markdown that is not there, but one like it."""
    if here.article is None or not address.endswith(".md"):
        return ""
    folder = posixpath.dirname(here.article.path)
    asked = posixpath.normpath(posixpath.join(folder, address))
    articles = sorted({page.article.path for page in site.pages if page.article is not None})
    near = difflib.get_close_matches(asked, articles, 1, 0.7)
    if not near:
        return ""
    return f"did you mean {posixpath.relpath(near[0], folder or '.')!r}? correct the address"


def _near(path: str, site: Site, locale: str) -> str:
    """The remedy, with the file that was meant if one of its kind looks like it.

    It is named without the folder of the language: one fault in a source is one in all languages.
    """
    others = {*site.settings.locales, site.settings.source_locale} - {locale}
    addresses = dict.fromkeys(
        address.removeprefix(f"{locale}/")
        for address in map(address_of, site.files)
        if address.partition("/")[0] not in others
    )
    path = path.removeprefix(f"{locale}/")
    for address in addresses:
        if address.rstrip("/").casefold() == path.rstrip("/").casefold():
            return f"capital and small letters differ: the address is {address!r}; correct the link"
    kind = PurePosixPath(path).suffix
    alike = [address for address in addresses if PurePosixPath(address).suffix == kind]
    near = difflib.get_close_matches(path, alike, 1, 0.8)
    hint = f"did you mean {near[0]!r}? " if near else ""
    return f"{hint}correct the address, or remove the link"


def _offset(html: str, address: str) -> int | None:
    found = html.find(address) if address else -1
    return found if found >= 0 else None


_CONTACT = page("<p>Contact</p>", "about/contact/")

RULE = SiteRule(
    "LNK001",
    "dead link",
    Severity.ERROR,
    check,
    extract=anchors,
    by_page=True,
    leads_to=leads_to,
    bad=(
        site(page('<a href="../../about/contcat/">Contact</a>'), _CONTACT),
        site(page('<a href="../../about/Contact/">Contact</a>'), _CONTACT),
        site(page('<img src="../probe.png" alt="A probe">'), files=["probe.png"]),
        site(page('<img srcset="a.png 1x, b.png 2x">'), files=["procedures/cryoablation/a.png"]),
        site(page('<link rel="canonical" href="https://example.org/procedures/cryo/">')),
        site(page("<meta http-equiv='refresh' content='0; url=../moved/'>")),
    ),
    good=(
        site(page('<a href="../../about/contact/">Contact</a>'), _CONTACT),
        site(page('<a href="/about/contact/?from=1#us">Contact</a>'), _CONTACT),
        site(page('<a href="https://medlineplus.gov/surgery.html">Surgery</a>')),
        site(page('<a href="mailto:a@example.org">A</a> <a href="tel:+12164457050">T</a>')),
        site(page('<img src="data:image/png;base64,AAAA" alt="">')),
        site(page('<a href="">Here</a> <a href="./">Here</a>')),
    ),
    blocks=True,
)
