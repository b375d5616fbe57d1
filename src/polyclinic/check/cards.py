"""Urgency cards: the boxes that tell a reader how fast to get help."""

from __future__ import annotations

import re
from bisect import bisect_left
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.check.prose import FILL, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

# The most urgent first: the reader in danger must not read on to find it.
LEVELS = ("emergency", "urgent", "routine")
# How a page's elements with a level are marked.
MARKER = "admonition"

_BOX = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>!!!|\?\?\?\+?|===[!+]*)[ \t]+(?P<kind>[\w-]*)[^\n\"]*"
    r"(?:\"(?P<title>(?:[^\"\\\n]|\\.)*)\")?[^\n]*$",
    re.MULTILINE,
)
_HIDES = {"?": "a box that opens on a click", "=": "a tab"}
_DETAILS = re.compile(r"<details\b|</details>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Card:
    """An urgency card as written. `hidden_in` is the closed box or tab it stands in, or ""."""

    level: str
    title: str
    offset: int  # of the mark, in the body
    text: str  # title and content, as written
    hidden_in: str = ""


def cards(body: str) -> Iterator[Card]:
    """The cards of an article, in its order."""
    covered = prose(body)
    opened = _details(body)
    around: list[tuple[int, int, str]] = []  # of the boxes a place stands in: width, end and mark
    for box in _BOX.finditer(covered):
        start, end, width = box.start("mark"), _end(covered, box), _width(box["indent"])
        around = [outer for outer in around if outer[0] < width and outer[1] > start]
        hidden = _HIDES.get(box["mark"][:1], "") if box["mark"].startswith("?") else ""
        hidden = hidden or next(filter(None, (_HIDES.get(mark[:1], "") for *_, mark in around)), "")
        around.append((width, end, box["mark"]))
        if box["kind"] in LEVELS:
            before = bisect_left(opened, start, key=lambda tag: tag[0])
            if before and opened[before - 1][1] > 0:
                hidden = hidden or _HIDES["?"]
            title = "" if box["title"] is None else body[box.start("title") : box.end("title")]
            yield Card(box["kind"], title, start, body[start:end].rstrip(), hidden)


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _end(text: str, box: re.Match[str]) -> int:
    """Where the first line stands that is not indented more than the box."""
    width, at = _width(box["indent"]), box.end()
    while at < len(text):
        after = text.find("\n", at + 1)
        line = text[at + 1 : after if after >= 0 else len(text)]
        indent = line[: len(line) - len(line.lstrip())]
        if line.strip() and _width(indent) <= width:
            return at
        at = after if after >= 0 else len(text)
    return at


def _details(body: str) -> list[tuple[int, int]]:
    """Where each tag of a closed box stands, and how many are open behind it."""
    covered = re.sub(r"<!--.*?(?:-->|\Z)", _covered, body, flags=re.DOTALL)
    covered = re.sub(r"(`+).*?\1", _covered, covered, flags=re.DOTALL)
    tags, depth = [], 0
    for tag in _DETAILS.finditer(covered):
        depth += -1 if tag[0].startswith("</") else 1
        tags.append((tag.start(), depth))
    return tags


def _covered(match: re.Match[str]) -> str:
    return FILL * len(match[0])
