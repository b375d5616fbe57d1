"""Urgency cards: the boxes that tell a reader how fast to get help."""

from __future__ import annotations

import re
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
    boxes = list(_BOX.finditer(covered))
    for number, box in enumerate(boxes):
        if box["kind"] not in LEVELS:
            continue
        end = _end(covered, box)
        title = body[box.start("title") : box.end("title")] if box["title"] is not None else ""
        hidden = "a box that opens on a click" if box["mark"].startswith("?") else ""
        hidden = hidden or _around(covered, boxes[:number], box) or _raw(body[: box.start()])
        start = box.start("mark")
        yield Card(box["kind"], title, start, body[start:end].rstrip(), hidden)


def _width(indent: str) -> int:
    return len(indent.expandtabs(4))


def _end(text: str, box: re.Match[str]) -> int:
    """Where the first line stands that is not indented more than the box."""
    at = box.end()
    for line in text[at:].split("\n")[1:]:
        indent = line[: len(line) - len(line.lstrip())]
        if line.strip() and _width(indent) <= _width(box["indent"]):
            break
        at += len(line) + 1
    return min(at, len(text))


def _around(text: str, before: list[re.Match[str]], box: re.Match[str]) -> str:
    for outer in before:
        if _width(outer["indent"]) < _width(box["indent"]) and _end(text, outer) > box.start():
            if outer["mark"].startswith("?"):
                return "a box that opens on a click"
            if outer["mark"].startswith("="):
                return "a tab"
    return ""


def _raw(before: str) -> str:
    tags = [tag.lower() for tag in _DETAILS.findall(prose_of_tags(before))]
    opened = tags.count("<details") - tags.count("</details>")
    return "a box that opens on a click" if opened > 0 else ""


def prose_of_tags(text: str) -> str:
    """A text in which the tags still stand, but not those in comments and code."""
    covered = re.sub(r"<!--.*?(?:-->|\Z)", "", text, flags=re.DOTALL)
    return re.sub(r"(`+).*?\1", FILL, covered, flags=re.DOTALL)
