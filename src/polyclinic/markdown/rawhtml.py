"""The texts of raw HTML blocks, which Markdown passes through unread.

A block is cut at its block-level tags; what stands between two of them is a message, its inline
tags numbered as in a paragraph. Text in `pre`, `code` and their like is left alone.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown.util import INLINE_PLACEHOLDER, STX

from polyclinic.markdown.inline import Kind, Node, Scan
from polyclinic.markdown.marks import LITERAL_TAGS, MARK, Unit, decode, unit_of

if TYPE_CHECKING:
    from collections.abc import Iterator

    from markdown import Markdown

_TOKEN = re.compile(
    r"<!--.*?-->|<[!?][^>]*>|<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)(?:[^>\"']|\"[^\"]*\"|'[^']*')*>",
    re.DOTALL,
)
_UNTOUCHED = re.compile(r"translate=[\"']?no|class=\"[^\"]*highlight|<span class=\"filename\">")
_LETTER = re.compile(r"[^\W\d_]")
_BARE_AMPERSAND = re.compile(r"&(?!(?:#\d+|#[xX][0-9a-fA-F]+|\w+);)")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text between two block-level tags, and where in the block it begins and ends."""

    start: int
    end: int
    text: str
    unit: Unit


def is_block(md: Markdown, html: object) -> bool:
    """Whether something in the stash is a writer's own HTML block: not code, not an inline tag."""
    if not isinstance(html, str) or _UNTOUCHED.search(html[:2000]):
        return False
    first = _TOKEN.match(html.lstrip())
    return first is not None and bool(first["name"]) and md.is_block_level(first["name"])


def passages(md: Markdown, html: str) -> list[Passage]:
    """The texts of a block, in order."""
    found = []
    for start, end in _spans(md, html):
        text = html[start:end]
        body = text.strip()
        unit = read(body)
        if unit is not None and _LETTER.search(MARK.sub("", unit.msgid)):
            begin = start + len(text) - len(text.lstrip())
            found.append(Passage(begin, begin + len(body), body, unit))
    return found


def _spans(md: Markdown, html: str) -> Iterator[tuple[int, int]]:
    """Where each text between block-level tags begins and ends; literal elements are skipped."""
    start, literal = 0, ""
    for token in _TOKEN.finditer(html):
        name = (token["name"] or "").lower()
        if literal:
            if token["close"] and name == literal:
                literal, start = "", token.end()
            continue
        separates = not name or md.is_block_level(name) or name in ("script", "style", "svg")
        if not separates:
            continue
        if token.start() > start:
            yield start, token.start()
        start = token.end()
        if name in LITERAL_TAGS and not token["close"]:
            literal = name
    if not literal and start < len(html):
        yield start, len(html)


def read(text: str) -> Unit | None:
    """The message of a text of raw HTML: its inline tags are numbered, its entities visible."""
    if STX in text:
        return None
    found = Scan("")

    def tag(match: re.Match[str]) -> str:
        number = f"{len(found.nodes):04d}"
        found.nodes[number] = Node(Kind.TAG, match[0])
        return INLINE_PLACEHOLDER % number

    found.data = _TOKEN.sub(tag, text)
    return unit_of(found, attribute_lists=False)


def write(unit: Unit, msgstr: str) -> str:
    """The HTML of a translation: its marks become tags, all else is text."""
    out, end = "", 0
    for mark in MARK.finditer(msgstr):
        out += _escaped(msgstr[end : mark.start()]) + mark[0]
        end = mark.end()
    return decode(unit, (out + _escaped(msgstr[end:])).replace("\n", " "))


def _escaped(text: str) -> str:
    return _BARE_AMPERSAND.sub("&amp;", text).replace("<", "&lt;").replace(">", "&gt;")
