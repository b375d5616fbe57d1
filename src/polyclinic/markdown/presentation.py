"""What the style sheets of our own pages need in a page's HTML, and no text of a reader's.

A table says in each cell which column it stands in, so that on a phone its rows can be stacked.
A link inside the site says its whole address, for paper; one that is all of an item says that it
is alone, to be as large as a button. Alignment is a class: a style attribute
is refused by a strict Content-Security-Policy.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING, Final
from urllib.parse import urljoin, urlsplit

from markdown.util import HTML_PLACEHOLDER_RE

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from polyclinic.markdown.glossary import Entries

_ALIGNED: Final = re.compile(r"\s*text-align:\s*(left|center|right);?\s*")
_TAG: Final = re.compile(r"<[^<>]*>")


@dataclass(frozen=True, slots=True)
class Presentation:
    """The address of the page, or "" where the site's own is not known."""

    address: str = ""
    entries: Entries | None = None  # on the page of a glossary

    def apply(self, md: Markdown, root: Element) -> None:
        """Add what is wanted. Call it when links are relative to the page."""
        if self.entries is not None:
            self.entries.arrange(root)
        for table in root.iter("table"):
            _label(md, table)
        for cell in (*root.iter("th"), *root.iter("td")):
            _align(cell)
        for item in root.iter("li"):
            _widen(item)
        if self.address:
            for link in root.iter("a"):
                self._write_out(link)

    def _write_out(self, link: Element) -> None:
        href = link.get("href", "")
        parts = urlsplit(href)
        if parts.path and not parts.scheme and not parts.netloc:
            link.set("data-address", urljoin(self.address, href))


def _align(cell: Element) -> None:
    found = _ALIGNED.fullmatch(cell.get("style", ""))
    if found is not None:
        del cell.attrib["style"]
        classes = (cell.get("class"), f"align-{found[1]}")
        cell.set("class", " ".join(name for name in classes if name))


def _widen(item: Element) -> None:
    """Mark an item that is a link and nothing else: a finger needs more room than its words."""
    inner = item
    while len(inner) == 1 and inner[0].tag == "p" and not (inner.text or "").strip():
        inner = inner[0]
    if len(inner) != 1 or inner[0].tag != "a":
        return
    around = (inner.text, inner[0].tail, *(child.tail for child in item))
    if not any((text or "").strip() for text in around):
        inner[0].set("class", " ".join((inner[0].get("class", ""), "alone")).strip())


def _label(md: Markdown, table: Element) -> None:
    """Label the cells of a plain grid; what spans rows or columns stays as it is."""
    rows = list(table.iter("tr"))
    heads = table.findall("thead/tr")
    cells = [child for row in rows for child in row]
    widths = {len(row) for row in rows}
    spans = any("colspan" in cell.attrib or "rowspan" in cell.attrib for cell in cells)
    if len(heads) != 1 or len(widths) != 1 or spans or any(table.iterfind(".//td//table")):
        return
    table.set("class", " ".join((table.get("class", ""), "stackable")).strip())
    names = [_text(md, head) for head in heads[0]]
    for row in rows:
        for cell, name in zip(row, names, strict=True):
            if cell.tag == "td" and name:
                cell.set("data-label", name)


def _text(md: Markdown, cell: Element) -> str:
    """The words of a cell. Raw tags and entities are kept aside by Python-Markdown, by number."""

    def stashed(match: re.Match[str]) -> str:
        raw = md.htmlStash.rawHtmlBlocks[int(match[1])]
        if not isinstance(raw, str):
            return ""
        return " " if raw.lower().startswith("<br") else unescape(_TAG.sub("", raw))

    return " ".join(HTML_PLACEHOLDER_RE.sub(stashed, "".join(cell.itertext())).split())
