"""Where the links, images, tags and code of a block's raw inline Markdown begin and end.

The spans come from Python-Markdown's own inline processors, run in their own order over the raw
text; there is no second grammar that could disagree. What each processor took away is kept beside
its placeholder, so the text can be put together again exactly as it was written.
"""

from __future__ import annotations

import re
from contextlib import contextmanager
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import (
    HtmlInlineProcessor,
    ImageInlineProcessor,
    ImageReferenceInlineProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.util import INLINE_PLACEHOLDER, INLINE_PLACEHOLDER_RE, AtomicString

from polyclinic.markdown.calm import element_of, spans_of
from polyclinic.markdown.citations import CitationProcessor
from polyclinic.markdown.quantity import QuantityProcessor
from polyclinic.markdown.quiet import is_quiet, searches

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown import Markdown
    from markdown.inlinepatterns import Pattern


class Kind(Enum):
    """What a span is to a translator."""

    LINK = "link"  # its text is translated, its target is numbered
    IMAGE = "image"  # its alternative text is translated, its source is numbered
    TAG = "tag"  # one raw HTML tag or comment, numbered
    OPAQUE = "opaque"  # numbered, nothing in it is translated: an automatic link, a key, an icon
    FOOTNOTE = "footnote"  # numbered: a note, or the citation of a source
    QUANTITY = "quantity"  # visible, and must come back as it was
    ENTITY = "entity"  # visible, and no new one may come
    BREAK = "break"  # a hard line break: "\n" in a message
    CODE = "code"  # visible
    VISIBLE = "visible"  # emphasis and its like: the translator sees and moves the signs


@dataclass(slots=True)
class Node:
    """One span that an inline processor took; `source` may hold placeholders of spans inside it."""

    kind: Kind
    source: str
    text: str = ""
    payload: str = ""
    identity: tuple[str, ...] = ()


@dataclass(slots=True)
class Scan:
    """The text with a placeholder for each span, and the spans by their placeholders' numbers."""

    data: str
    nodes: dict[str, Node] = field(default_factory=dict)

    def parts(self, data: str | None = None) -> Iterator[str | Node]:
        """Literal text and spans, in order, one level deep."""
        data = self.data if data is None else data
        end = 0
        for match in INLINE_PLACEHOLDER_RE.finditer(data):
            if match[1] not in self.nodes:
                continue
            if match.start() > end:
                yield data[end : match.start()]
            yield self.nodes[match[1]]
            end = match.end()
        if end < len(data):
            yield data[end:]

    def expand(self, data: str | None = None) -> str:
        """The text as it was written."""
        parts = self.parts(data)
        return "".join(p if isinstance(p, str) else self.expand(p.source) for p in parts)


@contextmanager
def untouched(md: Markdown) -> Iterator[dict[str, Any]]:
    """Run inline processors without a trace: the stash, footnote references and delimiters stay."""
    stash = md.htmlStash
    inline: Any = md.treeprocessors["inline"]  # its stash of nodes has no type
    blocks, counter = list(stash.rawHtmlBlocks), stash.html_counter
    footnotes: list[Any] = [e for e in md.registeredExtensions if hasattr(e, "footnote_order")]
    kept = [(list(e.footnote_order), dict(e.found_refs), set(e.used_refs)) for e in footnotes]
    nodes = getattr(inline, "stashed_nodes", {})
    inline.stashed_nodes = {}
    try:
        yield inline.stashed_nodes
    finally:
        inline.stashed_nodes = nodes
        stash.rawHtmlBlocks, stash.html_counter = blocks, counter
        for extension, (order, found, used) in zip(footnotes, kept, strict=True):
            extension.footnote_order, extension.found_refs, extension.used_refs = order, found, used
        delimiters = getattr(md, "delimiters", None)
        if delimiters is not None:
            delimiters.reset()


def scan(md: Markdown, text: str, ancestors: tuple[str, ...] = ()) -> Scan | None:
    """Find the spans of a block's raw text; None where they can't be put together again exactly."""
    if is_quiet(md, text):
        return Scan(text)
    spans = None if ancestors else spans_of(md, text)
    if spans is not None:
        return _at_a_glance(text, spans)
    with untouched(md) as stash:
        scanner = _Scanner(md, stash, list(ancestors))
        result = Scan(scanner.inline(text, 0), scanner.nodes)
    if scanner.lost or result.expand() != text:
        return None
    return result


def _at_a_glance(text: str, spans: Sequence[re.Match[str]]) -> Scan:
    """The spans of a text that shows them."""
    result, end = Scan(""), 0
    for number, span in enumerate(spans):
        key = f"{number:04d}"
        result.nodes[key] = _node_of(span)
        result.data += text[end : span.start()] + INLINE_PLACEHOLDER % key
        end = span.end()
    result.data += text[end:]
    return result


def _node_of(span: re.Match[str]) -> Node:
    if span["code"]:
        return Node(Kind.CODE, span[0])
    if span["label"]:
        payload = f"({span['target']})"
        return Node(Kind.LINK, span[0], span["label"], payload, (span["target"], ""))
    return Node(Kind.VISIBLE if _has_text(element_of(span)) else Kind.OPAQUE, span[0])


@dataclass(frozen=True, slots=True)
class _Match:
    """What a processor accepted in a text: its result, and where what it took begins and ends."""

    pattern: Any  # a processor; what it has beyond a Pattern differs between extensions
    found: re.Match[str]
    data: str
    result: Any  # an Element or a text; None where it takes nothing and looks further
    begin: int
    end: int

    @property
    def raw(self) -> str:
        return self.data[self.begin : self.end]


class _Scanner:
    """Python-Markdown's inline loop (treeprocessors.InlineProcessor), which records each match."""

    def __init__(self, md: Markdown, stash: dict[str, Any], ancestors: list[str]) -> None:
        self.patterns = list(md.inlinePatterns)
        self.searches = searches(md)
        self.names = {id(md.inlinePatterns[n]): n for n in _NAMED if n in md.inlinePatterns}
        self.stash = stash
        self.ancestors = ancestors
        self.nodes: dict[str, Node] = {}
        self.lost = False

    def inline(self, data: str, index: int) -> str:
        start = 0
        while index < len(self.patterns):
            search = self.searches[index]
            if search is not None and search(data) is None:
                start, index = 0, index + 1
                continue
            data, matched, start = self.apply(index, data, start)
            index += not matched
        return data

    def apply(self, index: int, data: str, start: int) -> tuple[str, bool, int]:
        pattern = self.patterns[index]
        if any(tag.lower() in self.ancestors for tag in pattern.ANCESTOR_EXCLUDES):
            return data, False, 0
        found = _next(pattern, data, start)
        if found is None:
            return data, False, 0
        if found.result is None:
            return data, True, found.end
        node = self.node(found, index)
        number = f"{len(self.stash):04d}"
        self.stash[number] = found.result
        self.nodes[number] = node
        before = data[: found.begin] + INLINE_PLACEHOLDER % number
        return before + data[found.end :], True, len(before)

    def node(self, match: _Match, index: int) -> Node:
        kind, result = _kind(match, self.names.get(id(match.pattern), "")), match.result
        if kind in (Kind.LINK, Kind.IMAGE):
            return self.link(kind, match, index)
        if kind is Kind.OPAQUE and self.holds_text(result):
            kind = Kind.VISIBLE
        if kind is Kind.VISIBLE and isinstance(result, Element):
            attributes = tuple(f"{k}={v}" for e in result.iter() for k, v in sorted(e.items()))
            return Node(kind, self.recurse(result, index, match.raw), identity=attributes)
        return Node(kind, match.raw)

    def holds_text(self, result: object) -> bool:
        """Whether an element without a text of its own has spans with one: `**[a](b)**`."""
        if not isinstance(result, Element) or _leads(result):
            return False
        texts = (t for t in _own_texts(result) if not isinstance(t, AtomicString))
        inside = (m[1] for text in texts for m in INLINE_PLACEHOLDER_RE.finditer(text))
        return any(self.nodes[n].kind in _WITH_TEXT for n in inside if n in self.nodes)

    def link(self, kind: Kind, match: _Match, index: int) -> Node:
        data, result, inside = match.data, match.result, match.found.end(0)
        text, after, closed = match.pattern.getText(data, inside)
        if not closed:
            self.lost = True
        opening, payload = data[match.begin : inside], data[after : match.end]
        if kind is Kind.LINK:
            text = self.recurse(result, index, text)
        identity = (result.get("href") or result.get("src") or "", result.get("title") or "")
        return Node(kind, f"{opening}{text}]{payload}", text, payload, identity)

    def recurse(self, element: Element, index: int, raw: str) -> str:
        """Scan the text inside an element, and put what was found in its place in the raw text."""
        cursor, out = 0, ""
        for text, level, tag in _texts(element, index):
            position = raw.find(text, cursor)
            if position < 0:
                self.lost = True
                return raw
            if tag:
                self.ancestors.append(tag)
            inner = self.inline(text, level)
            if tag:
                self.ancestors.pop()
            out += raw[cursor:position] + inner
            cursor = position + len(text)
        return out + raw[cursor:]


# Processors told apart by their registered names, because their classes differ between extensions.
_NAMED = (
    "backtick",
    "escape",
    "footnote",
    "linebreak",
    "nl",
    "hardbreak",
    "not_strong",
    "html",
    "entity",
)


def _next(pattern: Pattern, data: str, start: int) -> _Match | None:
    """The next match a processor accepts, in the way of Python-Markdown 3 or that of 2."""
    if not isinstance(pattern, InlineProcessor):
        return _old_next(pattern, data, start)
    for found in pattern.getCompiledRegExp().finditer(data, start):
        taken: tuple[Any, int | None, int | None] = pattern.handleMatch(found, data)
        result, begin, end = taken
        if begin is not None and end is not None:
            return _Match(pattern, found, data, result, begin, end)
    return None


def _old_next(pattern: Pattern, data: str, start: int) -> _Match | None:
    """The match of an old processor, whose expression takes the whole rest of the text."""
    found = pattern.getCompiledRegExp().match(data[start:])
    if not found:
        return None
    begin, end = start + len(found.group(1)), len(data) - len(found.groups()[-1])
    return _Match(pattern, found, data, pattern.handleMatch(found), begin, end)


def _kind(match: _Match, name: str) -> Kind:  # noqa: PLR0911 - one table of cases
    pattern, result = match.pattern, match.result
    if isinstance(pattern, QuantityProcessor):
        return Kind.QUANTITY
    if isinstance(pattern, CitationProcessor):
        return Kind.FOOTNOTE
    # Extensions that find bare addresses are link processors too, but there is no text in brackets.
    if (
        isinstance(pattern, LinkInlineProcessor)
        and isinstance(result, Element)
        and match.raw.startswith(("[", "!["))
    ):
        image = isinstance(pattern, (ImageInlineProcessor, ImageReferenceInlineProcessor))
        return Kind.IMAGE if image else Kind.LINK
    if isinstance(pattern, HtmlInlineProcessor):
        return Kind.ENTITY if name == "entity" else Kind.TAG
    if name == "footnote":
        return Kind.FOOTNOTE
    if name == "backtick":
        return Kind.CODE if isinstance(result, Element) or "\x02wzxhzdk" in result else Kind.VISIBLE
    if isinstance(result, str):
        return Kind.VISIBLE if name in ("escape", "not_strong") else Kind.OPAQUE
    if result.tag == "br":
        return Kind.BREAK
    return Kind.VISIBLE if _has_text(result) else Kind.OPAQUE


def _has_text(element: Element) -> bool:
    """Whether an element holds text to translate, and leads nowhere.

    A link that is made from its own text is atomic.
    """
    if _leads(element):
        return False
    texts = _own_texts(element)
    return any(_STASHED.sub("", t).strip() and not isinstance(t, AtomicString) for t in texts)


def _leads(element: Element) -> bool:
    return any(e.get("href") or e.get("src") for e in element.iter())


def _own_texts(element: Element) -> list[str]:
    return [t for e in element.iter() for t in (e.text, e.tail if e is not element else None) if t]


# Spans with something to translate, or that a translation must show.
_WITH_TEXT = frozenset({Kind.LINK, Kind.IMAGE, Kind.VISIBLE, Kind.QUANTITY})


# What stands for raw HTML that is put back at the end: an icon is one.
_STASHED = re.compile(r"\x02[^\x02\x03]*\x03")


def _texts(element: Element, index: int) -> Iterator[tuple[str, int, str]]:
    """The raw texts of an element, each with the processor that Python-Markdown goes on from."""
    if element.text and not isinstance(element.text, AtomicString):
        yield element.text, index + 1, element.tag.lower()
    for child in element:
        yield from _texts(child, index)
        if child.tail and not isinstance(child.tail, AtomicString):
            yield child.tail, index, ""


def literal_braces(text: str) -> list[str]:
    """Groups in braces of a literal text: what an attribute list or a template could be made of."""
    return re.findall(r"\{[^{}]*\}|\{\{|\{%|\{#", text)
