"""What decides on how the disclaimers and notices of a page look, and nothing else of the page.

Most pages of a site have the same frame around the same blocks. What is found out of that frame and
of the style sheets holds for all of them, and stays when a word elsewhere changes.

A frame has the blocks, the elements around these and beside them, and what may be laid over them.
Letters are one "x"; values of attributes that nothing asks for are left out. Of the style sheets,
properties that hide nothing are left out, and rules for classes that no frame has. Where a frame
would be read in another way than its page, the page itself takes its place.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polyclinic.check import css, document
from polyclinic.check.cache import Digests
from polyclinic.check.frame import frame
from polyclinic.check.styles import Styles
from polyclinic.fingerprint import digest

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from polyclinic.check.cache import Cache
    from polyclinic.check.css import Sheet
    from polyclinic.check.subjects import RenderedPage


@dataclass(frozen=True, slots=True)
class Sight:
    """How a page looks: its HTML or its frame, with style sheets by their address."""

    html: str
    address: str  # "" of a frame, whose links to style sheets are whole
    styles: Mapping[str, Sheet]
    is_article: bool
    is_health: bool
    is_translation: bool

    @classmethod
    def of(cls, page: RenderedPage, styles: Mapping[str, Sheet] | None = None) -> Sight:
        """The whole of a page; its own style sheets, if no others are given."""
        if styles is None:
            styles = {name: css.parse(text) for name, text in page.styles.items()}
        facts = document.is_article(page), document.is_health(page)
        return cls(page.html, page.address, styles, *facts, page.locale != page.source_locale)


class Sights:
    """The sights of the pages of a site; what is found out of pages and style sheets is kept."""

    def __init__(self, cache: Cache | None, digests: Digests | None = None) -> None:
        self._cache, self._digests = cache, digests or Digests()
        self._styles: dict[int, Styles] = {}
        self._frames: dict[int, str] = {}

    def add(self, page: RenderedPage) -> None:
        """Know a page: all are known before one is asked for."""
        styles = self._of(page)
        frame = self._frame(page, styles)
        styles.words.update(_words(frame) if frame else _classes(page.html))

    def place(self, page: RenderedPage) -> tuple[str, str]:
        """The shelf and the key that findings on a page's look are kept under."""
        styles = self._of(page)
        html, address = self._seen(page, styles)
        seen = Sight.of(page, {})
        facts = address, seen.is_article, seen.is_health, seen.is_translation
        return "sights", digest(f"{styles.told} {facts!r} {html}")

    def of(self, page: RenderedPage) -> Sight:
        """What a rule is shown of a page's look."""
        styles = self._of(page)
        html, address = self._seen(page, styles)
        return Sight.of(replace(page, html=html, address=address), styles.shown)

    def _of(self, page: RenderedPage) -> Styles:
        known = self._styles.get(id(page.styles))
        if known is None:
            known = self._styles[id(page.styles)] = Styles(page.styles, self._cache)
        return known

    def _seen(self, page: RenderedPage, styles: Styles) -> tuple[str, str]:
        """The frame; where there is none, the page with its address, which its links need."""
        frame = self._frame(page, styles)
        return (frame, "") if frame else (page.html, page.address)

    def _frame(self, page: RenderedPage, styles: Styles) -> str:
        if id(page) not in self._frames:

            def made() -> str:
                return frame(page, styles.overlays, styles.asking, styles.tests)

            key = digest(f"{page.address} {styles.asked} {self._digests.part(page.html)}")
            self._frames[id(page)] = (
                self._cache.text("frames", key, made) if self._cache else made()
            )
        return self._frames[id(page)]


def _words(frame: str) -> Iterator[str]:
    """The classes of a frame."""
    for found in re.findall(r'class="([^"]*)"', frame):
        yield from found.split()


def _classes(html: str) -> Iterator[str]:
    """The classes of a page, however they are written."""
    for element in document.tree(html).iter():
        yield from (element.get("class") or "").split()
