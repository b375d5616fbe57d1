"""The words of an article's Markdown, at their own places: what is no prose is covered up.

Covered text keeps its length, so an offset in it is an offset in the article.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from polyclinic.markdown.citations import GROUP

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.check.subjects import ArticleText

# Stands for each character of code, addresses and quantities: it is no space, letter or digit.
FILL = "\N{OBJECT REPLACEMENT CHARACTER}"
_FENCE = re.compile(
    r"^(?P<indent>[ \t]*)(?P<mark>`{3,}|~{3,}).*?(?:^[ \t]*(?P=mark)[ \t]*$|\Z)",
    re.DOTALL | re.MULTILINE,
)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_RAW = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.DOTALL | re.IGNORECASE)
_CODE = re.compile(r"(?<!`)(`+)(?!`)(?:[^\n]|\n(?!\n))*?(?<!`)\1(?!`)")
_HIDDEN = (
    re.compile(r"(?<=\]\()[^()\s]*(?:\([^()\s]*\)[^()\s]*)*"),  # the address of a link
    re.compile(r"^[ \t]*\[[^\]\n]+\]:[ \t]+\S+", re.MULTILINE),  # and of a reference
    re.compile(r"</?[A-Za-z][^<>]*>|<[a-z]+:[^<>\s]+>"),  # tags and <https://…>
    re.compile(r"\b(?:https?://|www\.|mailto:)[^\s<>()\]]+"),
    re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+\.[\w.-]+"),
    re.compile(r"\{[:#.]?[^{}\n\d][^{}\n]*\}"),  # attribute lists and {emergency}
)
_CITATION = re.compile(GROUP)
_QUANTITY = re.compile(r"\{\s*\d[^{}\n]*\}")


@dataclass(frozen=True, slots=True)
class Passage:
    """A text of an article. `start` is its place in its part, or None where YAML changed it."""

    part: str  # "body" or "front matter", as findings name it
    text: str
    start: int | None = 0

    def at(self, offset: int) -> int | None:
        """The place in the part of an offset in this text."""
        return None if self.start is None else self.start + offset


@lru_cache(maxsize=256)
def prose(body: str, *, quantities: bool = False, citations: bool = False) -> str:
    """The Markdown with all that is no prose covered. Comments and citations become white space.

    Quantities, `{5 mg}`, are checked and rendered by the library itself; they stay on request, and
    so do citations, `[@motion]`.
    """
    text = without_code(body)
    text = text if citations else _CITATION.sub(_blank, text)
    for pattern in _HIDDEN:
        text = pattern.sub(_filled, text)
    return text if quantities else _QUANTITY.sub(_filled, text)


@lru_cache(maxsize=256)
def without_code(body: str) -> str:
    """The Markdown with code, scripts and styles covered; comments become white space."""
    text = _FENCE.sub(_filled, body)
    text = _RAW.sub(_filled, text)
    text = _CODE.sub(_filled, text)
    return _COMMENT.sub(_blank, text)


def passages(subject: ArticleText, *, quantities: bool = False) -> Iterator[Passage]:
    """All that a reader of the article reads: title, summary, other names and body."""
    article = subject.article
    head = subject.text[: len(subject.text) - len(article.body)]
    for text in (article.title, article.summary, *article.also_called):
        if text:
            start = head.find(text)
            shown = prose(text, quantities=quantities)
            yield Passage("front matter", shown, start if start >= 0 else None)
    yield Passage("body", prose(article.body, quantities=quantities))


def _filled(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", FILL, match[0])


def _blank(match: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", match[0])


# A new block: an empty line, or a line that begins a list item, a heading, a table row or a box.
_BREAK = re.compile(r"\n(?=[ \t]*(?:\n|$|[-*+][ \t]|\d+[.)][ \t]|#|\||!!!|\?\?\?|===|>))")


def blocks(text: str) -> Iterator[tuple[int, str]]:
    """The blocks of a covered text, each with its offset: a paragraph, a list item, a heading."""
    start = 0
    for gap in _BREAK.finditer(text):
        if text[start : gap.start()].strip():
            yield start, text[start : gap.start()]
        start = gap.end()
    if text[start:].strip():
        yield start, text[start:]


_HEADING = re.compile(
    r"^[ \t]*(?P<marks>#{1,6})[ \t]+(?P<atx>.*?)[ \t]*#*[ \t]*$"
    r"|^(?P<setext>[ \t]{0,3}[^\s|>#+*-][^\n]*)\n(?P<line>=+|-+)[ \t]*$",
    re.MULTILINE,
)


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading, its level from 1, and where it begins in the body."""

    level: int
    text: str
    offset: int


def headings(body: str) -> Iterator[Heading]:
    """The headings of an article."""
    for match in _HEADING.finditer(prose(body)):
        name = "atx" if match["marks"] else "setext"
        level = len(match["marks"]) if match["marks"] else 1 + (match["line"][0] == "-")
        text = re.sub(rf"{FILL}+", "", body[match.start(name) : match.end(name)])
        text = _CITATION.sub("", text)
        text = re.sub(r"\{\s*[:#.][^}]*\}\s*$|[*_`]", "", text)
        yield Heading(level, text.strip(), match.start(name))
