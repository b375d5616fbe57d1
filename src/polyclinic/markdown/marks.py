"""Numbered marks: what a translator sees of links, images, tags and attributes, and the way back.

`See [the scan](ct.md "CT"){.wide} and <b>ask</b>` becomes `See [the scan](1) and <2>ask</2>`. The
translator never sees an address or a tag, so a translation can neither break nor swap one.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markdown.util import INLINE_PLACEHOLDER, STX

from polyclinic.markdown.adjacent import Clash, clashes
from polyclinic.markdown.inline import Kind, Node, Scan, scan
from polyclinic.markdown.quantity import in_braces
from polyclinic.markdown.quiet import is_quiet

if TYPE_CHECKING:
    from collections.abc import Sequence

    from markdown import Markdown

# Elements whose text is shown as it is written.
LITERAL_TAGS = frozenset(
    ("code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea", "var")
)
VOID_TAGS = frozenset(
    "area base br col embed hr img input link meta param source track wbr".split()  # noqa: SIM905
)
_TAG = re.compile(r"<(?P<close>/?)(?P<name>[A-Za-z][^\s/>]*)[^>]*?(?P<void>/?)>", re.DOTALL)
_ATTRIBUTES = re.compile(r"\{:?[ ]*[^{}\n ][^{}\n]*\}")
# One mark of a message, in any of its forms; text that only looks like one is numbered itself.
MARK = re.compile(
    r"\]\((?P<link>\d+)\)|<(?P<close>/?)(?P<tag>\d+)(?P<void>/?)>|\[\^(?P<foot>\d+)\]|\{(?P<attrs>\d+)\}"
)


@dataclass(frozen=True, slots=True)
class Mark:
    """One numbered construct: how it is written in a message, and what it is in Markdown."""

    number: int
    form: str  # "link", "image", "pair", "void", "footnote", "attributes"
    opening: str  # the raw Markdown of the mark; for a link all that follows its text
    closing: str = ""  # the closing tag of a pair
    text: str = ""  # a link's own text as the source has it: a short reference is named by it
    shown: str = ""  # the same text as the message has it
    identity: tuple[str, ...] = ()  # what must be the same after translation

    @property
    def tokens(self) -> tuple[str, ...]:
        """The mark as it must stand in a translation, part by part."""
        number = self.number
        return {
            "link": (f"]({number})",),
            "image": (f"]({number})",),
            "pair": (f"<{number}>", f"</{number}>"),
            "void": (f"<{number}/>",),
            "footnote": (f"[^{number}]",),
            "attributes": (f"{{{number}}}",),
        }[self.form]

    @property
    def legend(self) -> str:
        """What the number stands for, in a line for the translator."""
        shown = {
            "link": f"[…]({self.number})",
            "image": f"![…]({self.number})",
            "pair": f"<{self.number}>…",
        }
        what = self.identity[0] if self.form in ("link", "image") else self.opening
        if self.form == "pair":
            what = f"{self.opening}…{self.closing}"
        if self.form in ("pair", "void") and self.shown:
            what = self.shown
        if self.form == "footnote" and what.startswith("[@"):
            what = f"the number of a source, {what}"
        return f"{shown.get(self.form, self.tokens[0])} = {' '.join(what.split())}"


@dataclass(frozen=True, slots=True)
class Unit:
    """A block's inline text as a message: its msgid, its marks, and what a translation keeps."""

    msgid: str
    marks: tuple[Mark, ...] = ()
    quantities: tuple[str, ...] = ()
    entities: tuple[str, ...] = ()
    attributes: tuple[tuple[str, ...], ...] = ()  # of visible elements that carry attributes
    clashes: tuple[Clash, ...] = ()  # quantities with something against them

    @property
    def signature(self) -> Counter[tuple[str, ...]]:
        """What a translation must have just as often: marks, quantities, attributes."""
        found = Counter((mark.form, *mark.identity) for mark in self.marks)
        found.update(("quantity", q) for q in self.quantities)
        found.update(("attributes", *a) for a in self.attributes)
        return found


def encode(md: Markdown, text: str, *, attribute_lists: bool) -> Unit | None:
    """Make the message of a block's raw inline text; None where its spans can't be told."""
    if not _SIGNS.search(text) and is_quiet(md, text):
        msgid = collapse(text)
        # On one line a text may not be quiet any more.
        if msgid == text or is_quiet(md, msgid):
            return Unit(msgid)
    unit = _read(md, text, attribute_lists=attribute_lists)
    if unit is None or not _LINES.search(text):
        return unit
    # On one line a few texts mean something else: that would change the page with its translation.
    again = _read(md, decode(unit, unit.msgid), attribute_lists=attribute_lists)
    same = again is not None and (again.msgid, again.signature) == (unit.msgid, unit.signature)
    return unit if same else None


# What could be, or look like, a mark, a stashed text or an attribute list.
_SIGNS = re.compile(r"[\[\]<>{}\\\x00-\x03]")
_LINES = re.compile(r"\n|[ ]{2}|\t")


def _read(md: Markdown, text: str, *, attribute_lists: bool) -> Unit | None:
    found = scan(md, text)
    return None if found is None else unit_of(found, attribute_lists=attribute_lists)


def encode_plain(md: Markdown, text: str) -> Unit | None:
    """Make the message of a text without Markdown: only the raw tags among it are numbered."""
    blocks, found = md.htmlStash.rawHtmlBlocks, Scan("")

    def placeholder(match: re.Match[str]) -> str:
        html = blocks[int(match[1])] if int(match[1]) < len(blocks) else ""
        number = f"{len(found.nodes):04d}"
        found.nodes[number] = Node(Kind.TAG, match[0], html if isinstance(html, str) else "")
        return INLINE_PLACEHOLDER % number

    found.data = _STASHED.sub(placeholder, text)
    return None if STX in _STASHED.sub("", text) else unit_of(found, attribute_lists=False)


_STASHED = re.compile(r"\x02wzxhzdk:(\d+)\x03")


def unit_of(found: Scan, *, attribute_lists: bool) -> Unit | None:
    """Make the message of a text whose spans are known; None where it would not lead back."""
    encoder = _Encoder(found, attribute_lists=attribute_lists)
    msgid = collapse(encoder.encode(found.data))
    unit = Unit(
        msgid,
        tuple(encoder.marks[n] for n in sorted(encoder.marks)),
        tuple(encoder.quantities),
        tuple(encoder.entities),
        tuple(encoder.attributes),
        clashes(found),
    )
    certain = not encoder.ambiguous and _comes_back(unit, collapse(encoder.written(found.data)))
    return unit if certain else None


def _comes_back(unit: Unit, written: str) -> bool:
    """Whether the message leads back to what was written, mark by mark."""
    tokens = sorted(match[0] for match in MARK.finditer(unit.msgid))
    expected = sorted(token for mark in unit.marks for token in mark.tokens)
    return (
        tokens == expected
        and collapse(_restore(unit, unit.msgid.replace("\n", _HARD_BREAK))) == written
    )


def collapse(text: str) -> str:
    """White space as one space, so that a re-wrapped paragraph is the same message.

    Hard breaks are kept. Only ASCII white space: a no-break space is part of the text.
    """
    if not _UNEVEN.search(text):
        return text
    lines = (_SPACE.sub(" ", line).strip(" ") for line in text.split(_HARD_BREAK))
    return "\n".join(lines)


_HARD_BREAK = "\x00"
_SPACE = re.compile(r"[ \t\r\n\f\v]+")
_UNEVEN = re.compile(r"  |[\t\r\n\f\v\x00]|\A | \Z")


class _Encoder:
    def __init__(self, found: Scan, *, attribute_lists: bool) -> None:
        self.found = found
        self.attribute_lists = attribute_lists
        self.count = 0
        self.ambiguous = False
        self.in_tail = False  # after an attribute list, before the next element
        self.marks: dict[int, Mark] = {}
        self.quantities: list[str] = []
        self.entities: list[str] = []
        self.attributes: list[tuple[str, ...]] = []

    def written(self, data: str) -> str:
        """What was written, with a sign of its own for hard breaks."""
        out = ""
        for part in self.found.parts(data):
            if isinstance(part, str):
                out += part
            else:
                out += _HARD_BREAK if part.kind is Kind.BREAK else self.written(part.source)
        return out

    def number(self) -> int:
        self.count += 1
        return self.count

    def encode(self, data: str) -> str:
        parts = list(self.found.parts(data))
        pairs = _pairs(parts)
        opened: dict[int, int] = {}
        out: list[str] = []
        hidden_until = -1
        for position, part in enumerate(parts):
            if position <= hidden_until:
                continue
            if isinstance(part, str):
                out.append(self.text(part, parts[position - 1] if position else None))
            elif part.kind is not Kind.TAG:
                self.in_tail = self.in_tail and _is_text(part)
                out.append(self.node(part))
            elif position in pairs and _shows_literally(part):
                hidden_until = pairs[position][0]
                out.append(self.literal(parts[position : hidden_until + 1]))
            else:
                out.append(self.tag(part, position, pairs, opened))
        return "".join(out)

    def literal(self, parts: Sequence[str | Node]) -> str:
        """An element that shows its text as it is, such as a raw `<code>`: one mark."""
        raw = "".join(p if isinstance(p, str) else self.found.expand(p.source) for p in parts)
        shown = "".join(p if isinstance(p, str) else p.text or p.source for p in parts)
        return self.add("void", raw, self.found.expand(shown))

    def text(self, text: str, before: str | Node | None) -> str:
        """Literal text: a leading attribute list and whatever looks like a mark are numbered."""
        out = ""
        if self.attribute_lists and isinstance(before, Node) and before.kind in _TAKES_ATTRIBUTES:
            match = _ATTRIBUTES.match(text)
            if match and not in_braces(match[0]):
                out = self.add("attributes", match[0], owner=_attributes_owner(before))
                text = text[match.end() :]
                self.in_tail = True
        # On one line, an attribute list would reach to the last brace before the next element.
        self.ambiguous = self.ambiguous or (self.in_tail and "}" in text)
        end = 0
        for match in MARK_LOOKALIKE.finditer(text):
            out += text[end : match.start()] + self.add("void", match[0])
            end = match.end()
        return out + text[end:]

    def add(self, form: str, raw: str, shown: str = "", owner: tuple[str, ...] = ()) -> str:
        mark = Mark(self.number(), form, raw, shown=shown, identity=(collapse(raw), *owner))
        self.marks[mark.number] = mark
        return mark.tokens[0]

    def tag(
        self,
        node: Node,
        position: int,
        pairs: dict[int, tuple[int, Node]],
        opened: dict[int, int],
    ) -> str:
        if position in opened:
            return f"</{opened[position]}>"
        if position not in pairs:
            return self.add("void", self.found.expand(node.source), node.text)
        number = self.number()
        end, closing = pairs[position]
        opened[end] = number
        opening, raw = self.found.expand(node.source), self.found.expand(closing.source)
        shown = f"{node.text}…{closing.text}" if node.text else ""
        self.marks[number] = Mark(
            number, "pair", opening, raw, shown=shown, identity=(opening, raw)
        )
        return f"<{number}>"

    def node(self, node: Node) -> str:  # noqa: PLR0911 - one case a kind
        source = self.found.expand(node.source)
        match node.kind:
            case Kind.LINK | Kind.IMAGE:
                return self.link(node)
            case Kind.FOOTNOTE:
                return self.add("footnote", source)
            case Kind.OPAQUE:
                return self.add("void", source)
            case Kind.QUANTITY:
                self.quantities.append(collapse(source))
                return source
            case Kind.ENTITY:
                self.entities.append(source)
                return source
            case Kind.BREAK:
                return _HARD_BREAK
            case Kind.CODE:
                return self.add("void", source) if MARK_LOOKALIKE.search(source) else source
            case _:
                # An escaped space would be lost among the others.
                if node.source.endswith(("\\ ", "\\\n")):
                    return self.add("void", source)
                if node.identity:
                    self.attributes.append(node.identity)
                return self.encode(node.source)

    def link(self, node: Node) -> str:
        number = self.number()
        form = "link" if node.kind is Kind.LINK else "image"
        # An image's alternative text is plain: what looks like markup in it is shown as it is.
        text = self.encode(node.text) if form == "link" else self.alternative(node.text)
        payload = self.found.expand(node.payload)
        own_text = self.found.expand(node.text)
        identity = (node.identity[0], collapse(node.identity[1]))
        self.marks[number] = Mark(number, form, payload, "", own_text, collapse(text), identity)
        return f"{'[' if form == 'link' else '!['}{text}]({number})"

    def alternative(self, data: str) -> str:
        """An alternative text as it was written; its quantities must come back like others."""
        parts = (part for part in self.found.parts(data) if isinstance(part, Node))
        self.quantities += [collapse(part.source) for part in parts if part.kind is Kind.QUANTITY]
        return self.found.expand(data)


def _attributes_owner(node: Node) -> tuple[str, ...]:
    """What an attribute list belongs to: it may move with its element, not to another."""
    return (node.kind.value, *node.identity)


_TAKES_ATTRIBUTES = frozenset(
    {Kind.LINK, Kind.IMAGE, Kind.VISIBLE, Kind.CODE, Kind.OPAQUE, Kind.FOOTNOTE, Kind.QUANTITY}
)
# Text of the source that would be read as a mark on the way back, or that
# means something else on one line.
MARK_LOOKALIKE = re.compile(
    r"<(?:/?\d+/?)>|\[\^\d+\]|\{\d+\}|\]\(\d+\)|\x02[^\x02\x03]*\x03"
    r"|\\\n|\n[ ]*\{:?[ ]*[^{}\n ][^{}\n]*\}"
)


def _is_text(node: Node) -> bool:
    """Whether a span is text to those who look for attribute lists: an entity or an escape."""
    return node.kind is Kind.ENTITY or node.source.startswith("\\")


def _shows_literally(node: Node) -> bool:
    tag = _TAG.fullmatch(node.text or node.source)
    return tag is not None and tag["name"].lower() in LITERAL_TAGS


def _pairs(parts: list[str | Node]) -> dict[int, tuple[int, Node]]:
    """The closing tag of each opening tag, by position, among the spans of one level."""
    pairs: dict[int, tuple[int, Node]] = {}
    stack: list[tuple[str, int]] = []
    for position, part in enumerate(parts):
        if isinstance(part, str) or part.kind is not Kind.TAG:
            continue
        tag = _TAG.fullmatch(part.text or part.source)
        if tag is None or tag["void"] or tag["name"].lower() in VOID_TAGS:
            continue
        name = tag["name"].lower()
        if not tag["close"]:
            stack.append((name, position))
        elif stack and stack[-1][0] == name:
            pairs[stack.pop()[1]] = position, part
        else:
            stack = [entry for entry in stack if entry[0] != name]
    return pairs


def decode(unit: Unit, msgstr: str) -> str:
    """Put the constructs back where the marks stand; a mark the unit does not know stays."""
    return _restore(unit, msgstr.replace("\n", "  \n"))


def tokens_of(text: str) -> list[str]:
    """The marks a text holds, in ASCII digits."""
    return [_ascii(match[0]) for match in MARK.finditer(text)]


def _ascii(token: str) -> str:
    return "".join(str(int(c)) if c.isdecimal() else c for c in token)


def _restore(unit: Unit, msgstr: str) -> str:
    by_token = {token: mark for mark in unit.marks for token in mark.tokens}

    def construct(match: re.Match[str]) -> str:
        mark = by_token.get(_ascii(match[0]))
        if mark is None:
            return match[0]
        if mark.form in ("link", "image"):
            return _target(mark, msgstr[: match.start()])
        return mark.closing if match["close"] else mark.opening

    return MARK.sub(construct, msgstr)


def _target(mark: Mark, before: str) -> str:
    """All that follows a link's text.

    A short reference is named by its text, so a new text must name the source's.
    """
    if mark.opening.strip() in ("", "[]") and not before.endswith(f"[{mark.shown}"):
        return f"][{mark.text}]"
    return f"]{mark.opening}"
