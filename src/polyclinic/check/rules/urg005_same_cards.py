"""A translated page has other urgency cards than its source page.

Their levels, their order, the points in each and how often the emergency number stands there are
compared on the pages as they are published.

Why: a sign of danger that one language leaves out is not seen by its readers.

Remedy: build again; then compare the card with the source page, and correct the catalog entry.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from lxml import html as lxml_html

from polyclinic.check.cards import LEVELS, MARKER
from polyclinic.check.finding import Finding
from polyclinic.check.rule import SiteRule
from polyclinic.check.specimens import article, page, site
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import Site


@dataclass(frozen=True, slots=True)
class _Shown:
    level: str
    points: int
    numbers: int  # emergency numbers

    def __str__(self) -> str:
        return f"{self.level} ({self.points} points, {self.numbers} emergency numbers)"


def check(site: Site) -> Iterator[Finding]:
    """One finding for each page that differs from its source page."""
    expected = {
        one.article.path: _cards(one.html)
        for one in site.pages
        if one.article is not None and one.locale == one.source_locale
    }
    for one in site.pages:
        path = one.article.path if one.article is not None else ""
        if one.locale == one.source_locale or path not in expected:
            continue
        here, there = _cards(one.html), expected[path]
        if here != there:
            yield Finding(
                f"the cards are {_words(here)}; those of the source page are {_words(there)}",
                "compare the cards with the source page, and correct the catalog entry",
                _words(here),
                None,
                one.address,
                _words(there),
            )


def _words(shown: tuple[_Shown, ...]) -> str:
    return ", ".join(map(str, shown)) or "none"


def _cards(html: str) -> tuple[_Shown, ...]:
    found = []
    for level, box in _boxes(html):
        numbers = sum("emergency-number" in e.get("class", "").split() for e in box.iter("*"))
        found.append(_Shown(level, sum(1 for _ in box.iter("li")), numbers))
    return tuple(found)


def _boxes(html: str) -> Iterator[tuple[str, Any]]:
    """The cards of a page with their levels, those inside others too."""
    # Most pages have none, and need not be read.
    if not any(level in html for level in LEVELS):
        return
    parser = lxml_html.HTMLParser(encoding="utf-8")
    root = lxml_html.document_fromstring(html.encode(), parser=parser)
    for box in root.iterfind(".//*[@class]"):
        classes = box.get("class").split()
        level = next((level for level in LEVELS if level in classes), None)
        if level is not None and (MARKER in classes or box.tag == "details"):
            yield level, box


def _alone(html: str) -> str:
    """The cards of a page, as HTML without all else."""
    boxes = [box for _, box in _boxes(html)]
    outermost = (b for b in boxes if not any(above in boxes for above in b.iterancestors()))
    return "".join(lxml_html.tostring(b, encoding="unicode", with_tail=False) for b in outermost)


def _card(level: str, points: int) -> str:
    return f'<div class="admonition {level}"><ul>{"<li>Sign</li>" * points}</ul></div>'


_OF = article()
_ENGLISH = page(_card("emergency", 2) + _card("urgent", 3), of=_OF)
_FR = ("fr/procedures/cryoablation/", "fr", _OF)

RULE = SiteRule(
    "URG005",
    "cards differ between languages",
    Severity.ERROR,
    check,
    extract=_alone,
    bad=(
        site(_ENGLISH, page(_card("emergency", 1) + _card("urgent", 3), *_FR)),
        site(_ENGLISH, page(_card("urgent", 3) + _card("emergency", 2), *_FR)),
        site(_ENGLISH, page(_card("emergency", 2), *_FR)),
    ),
    good=(site(_ENGLISH, page(_card("emergency", 2) + _card("urgent", 3), *_FR)),),
    blocks=True,
)
