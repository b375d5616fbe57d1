"""What may not stand right against a quantity: with it, it would read as another quantity.

`1{5 mg}` would be shown as 15 mg, `-{5 mg}` as a negative dose, and `{5 mg}/kg` is a dose that no
check knows. The same is asked of a text as it is written, for messages and translations, and of the
finished tree, for what is no message.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from html import unescape
from typing import TYPE_CHECKING

from markdown.treeprocessors import Treeprocessor
from markdown.util import HTML_PLACEHOLDER_RE, INLINE_PLACEHOLDER, AtomicString

from polyclinic.markdown.citations import CITES
from polyclinic.markdown.inline import Kind, Node, Scan
from polyclinic.markdown.quantity import PATTERN, TYPED, Fault, parse

if TYPE_CHECKING:
    from collections.abc import Container, Iterator
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from polyclinic.markdown.quantity import QuantityProcessor

# In the text that is looked at, one character each; none of them stands in a text.
_QUANTITY, _GAP, _RAISED = "\ufdd0", "\ufdd1", "\ufdd2"  # _RAISED: the number of a note or a source
# Signs of emphasis and code are not seen; nor are joiners and direction marks (category Cf).
_UNSEEN = frozenset("*_~=^`\\")
_SIGNS, _POINTS, _QUOTES = "-+/\N{MINUS SIGN}\N{EN DASH}", ".,\N{ARABIC DECIMAL SEPARATOR}", "'’"
_OF_UNITS = "%\N{PER MILLE SIGN}°"
_SPACES = " \N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}"
# In other scripts words are written together, or have prefixes: “约{5 mg}”, “و{5 mg}”.
_SPACED = ("LATIN", "GREEK", "CYRILLIC")
_GROUP = re.compile(r"\{\s*(?:[Ee]mergency|\d{3}(?!\d))")
_BREAKS = re.compile(r"</?(?:br|hr|img|input|p|div|td|th|li|wbr)\b", re.IGNORECASE)
# An attribute list goes to the element before it: what stands behind it comes next to the element.
_LISTS = re.compile(r"\{:?[ ]*[#.A-Za-z][^{}\n]*\}")
_STASHED = re.compile(r"\x02(?:wzxhzdk:(\d+)|(\d+))?[^\x02\x03]*\x03")


@dataclass(frozen=True, slots=True)
class Clash:
    """A quantity and what stands against it, as written."""

    text: str

    @property
    def fault(self) -> Fault:
        """The clash as an author reads of it."""
        return Fault(
            self.text,
            f"something touches a quantity, and would be read with it: {self.text}",
            "put a space or a word between them, or write the whole number inside the braces",
        )


def clashes(found: Scan) -> tuple[Clash, ...]:
    """The quantities of a text with something against them, in order."""
    if all(node.kind is not Kind.QUANTITY for node in found.nodes.values()):
        return ()
    raw = found.expand()
    seen = _Seen()
    seen.read(found, found.data, 0)
    return tuple(Clash(raw[begin:end]) for begin, end in seen.clashes())


def clashes_of(text: str) -> tuple[Clash, ...]:
    """The same for a text whose spans can't be told."""
    found = Scan("")

    def placeholder(match: re.Match[str]) -> str:
        number = f"{len(found.nodes):04d}"
        found.nodes[number] = Node(Kind.QUANTITY, match[0])
        return INLINE_PLACEHOLDER % number

    found.data = re.sub(PATTERN, placeholder, text)
    return clashes(found)


class _Seen:
    """The text a reader sees, with one sign for each quantity, and where each sign was written."""

    def __init__(self) -> None:
        self.text = ""
        self.places: list[int] = []
        self.quantities: dict[int, str] = {}  # by their index in the text

    def add(self, text: str, at: int, *, exact: bool = False) -> None:
        """Add visible text that is written at an offset, letter by letter where it is exact."""
        self.text += text
        self.places += [at + (index if exact else 0) for index in range(len(text))]

    def quantity(self, written: str, at: int) -> None:
        self.quantities[len(self.text)] = written
        self.add(_QUANTITY, at)

    def read(self, found: Scan, data: str, at: int) -> None:
        for part in found.parts(data):
            if isinstance(part, str):
                part_seen = _STASHED.sub(lambda m: _GAP * len(m[0]), part)
                self.add(_LISTS.sub(_unseen_list, part_seen), at, exact=True)
                at += len(part)
                continue
            source = found.expand(part.source)
            if part.kind is Kind.QUANTITY:
                self.quantity(source, at)
            elif part.kind is Kind.LINK:
                self.read(found, part.text, at + source.index("[") + 1)
            elif part.kind in _SHOWN_OTHERWISE:
                self.add(_shown(part, source), at)
            else:
                self.read(found, part.source, at)
            at += len(source)

    def clashes(self) -> Iterator[tuple[int, int]]:
        """Where each begins and ends as written, from what stands against it to the brace."""
        for index, written in self.quantities.items():
            start, end = self.places[index], self.places[index] + len(written)
            before, after = _before(self.text[:index], written), _after(self.text[index + 1 :])
            if before is not None:
                start = min(start, self.places[before])
            if after is not None:
                end = max(end, self.places[index + 1 + after] + 1)
            if before is not None or after is not None:
                yield start, end


def _unseen_list(match: re.Match[str]) -> str:
    return "\N{ZERO WIDTH SPACE}" * len(match[0])


_SHOWN_OTHERWISE = frozenset({Kind.ENTITY, Kind.FOOTNOTE, Kind.IMAGE, Kind.BREAK, Kind.TAG})


def _shown(node: Node, source: str) -> str:
    match node.kind:
        case Kind.ENTITY:
            return unescape(source)
        case Kind.FOOTNOTE:
            return _RAISED
        case Kind.TAG:
            return _of_tag(node.text or source)
        case _:
            return _GAP


def _of_tag(html: str) -> str:
    return _GAP if _BREAKS.match(html) else ""


def _before(text: str, quantity: str) -> int | None:
    """The index of what may not stand before a quantity."""
    index = len(text) - 1
    while index >= 0 and _unseen(text[index]):
        index -= 1
    if index < 0:
        return None
    sign, further = text[index], text[index - 1] if index else ""
    wrong = (
        _joins(sign)
        or sign == _RAISED
        or (sign in _SIGNS + _POINTS and not (sign == "/" and further == _QUANTITY))
        or (sign in _QUOTES and _is_number(further))
        # “2 {500 mg}” would read as 2500 where a space groups thousands.
        or (sign in _SPACES and _is_number(further) and _GROUP.match(quantity) is not None)
    )
    return index if wrong else None


def _after(text: str) -> int | None:
    """The index of what may not stand behind a quantity."""
    index = 0
    while index < len(text) and _unseen(text[index]):
        index += 1
    if index >= len(text):
        return None
    sign, further = text[index], text[index + 1 : index + 2]
    wrong = (
        _joins(sign)
        or sign in _OF_UNITS
        or (sign == "/" and further != _QUANTITY)  # “{5 mg}/{10 mL}” is a strength
        or (
            sign in _SIGNS.replace("/", "") + _POINTS + _QUOTES
            and (_is_number(further) or further == _QUANTITY)
        )
    )
    return index if wrong else None


def _joins(sign: str) -> bool:
    return sign == _QUANTITY or _is_number(sign) or _is_letter(sign)


def _unseen(sign: str) -> bool:
    return sign in _UNSEEN or unicodedata.category(sign) in ("Cf", "Mn", "Me")


def _is_number(sign: str) -> bool:
    return bool(sign) and unicodedata.category(sign).startswith("N")


def _is_letter(sign: str) -> bool:
    letter = unicodedata.category(sign).startswith("L")
    return letter and unicodedata.name(sign, "").startswith(_SPACED)


class QuantityGuard(Treeprocessor):
    """Shows a quantity with something against it as it was typed, and reports it."""

    def __init__(self, md: Markdown, quantities: QuantityProcessor) -> None:
        """Guard the quantities of a processor, and report to its list of faults."""
        super().__init__(md)
        self.quantities = quantities

    def run(self, root: Element) -> None:
        """Look at the tree behind inline parsing, before attribute lists are taken from it."""
        seen = _Seen()
        elements: list[Element] = []
        self.walk(root, seen, elements)
        for index, element in zip(seen.quantities, elements, strict=True):
            typed = seen.quantities[index]
            before, after = _before(seen.text[:index], typed), _after(seen.text[index + 1 :])
            if before is None and after is None:
                continue
            if not any(typed in fault.text for fault in self.quantities.faults):
                self.quantities.faults.append(Clash(typed).fault)
            tail = element.tail
            element.clear()
            element.tag, element.text, element.tail = "span", AtomicString(typed), tail

    def walk(self, element: Element, seen: _Seen, elements: list[Element]) -> None:
        """Add what is seen of an element, and remember the quantities in it."""
        typed = element.attrib.pop(TYPED, None)
        block = self.md.is_block_level(element.tag) or element.tag in ("br", "img")
        if typed is not None:
            seen.quantity(typed, 0)
            elements.append(element)
            return
        if block:
            seen.add(_GAP, 0)
        if CITES in element.attrib or "footnote-ref" in (element.get("class") or ""):
            seen.add(_RAISED, 0)
        else:
            self.text(element.text, seen)
            for child in element:
                tail = child.tail
                self.walk(child, seen, elements)
                self.text(tail, seen)
        if block:
            seen.add(_GAP, 0)

    def text(self, text: str | None, seen: _Seen) -> None:
        """Add a text of the tree, without what stands for raw HTML in it."""
        seen.add(_STASHED.sub(self.stashed, _LISTS.sub(_unseen_list, text or "")), 0)

    def stashed(self, match: re.Match[str]) -> str:
        """What is seen of a raw tag, an entity or an escaped sign in a text of the tree."""
        if match[2]:
            return chr(int(match[2]))
        blocks = self.md.htmlStash.rawHtmlBlocks
        html = blocks[int(match[1])] if match[1] and int(match[1]) < len(blocks) else _GAP
        if not isinstance(html, str):
            return _GAP
        return _of_tag(html) if html.startswith("<") else unescape(html)


# Code shows its braces on purpose: so a quantity is explained.
_NOT_SHOWN = re.compile(r"<!--.*?-->|<(script|style|code|pre)\b.*?</\1>", re.DOTALL | re.IGNORECASE)
_TAG = re.compile(r"<[^<>]*>")
_SPOKEN = ("alt", "title", "aria-label", "placeholder")


def unrendered(root: Element, stash: list[object], units: Container[str]) -> Iterator[Fault]:
    """The quantities of a finished page that its readers see as they were typed."""
    code = "".join(element.text or "" for element in root.iter("code"))
    in_code = {int(number) for number in HTML_PLACEHOLDER_RE.findall(code)}
    kept = [html for index, html in enumerate(stash) if index not in in_code]
    for where, text in (*_texts(root), *_stashed_texts(kept)):
        for match in re.finditer(PATTERN, text):
            inside = " ".join(match[1].split())
            if inside.lower() == "emergency" or not isinstance(parse(inside, units), Fault):
                message = f"the quantity {match[0]} stands in {where}, and is shown as it is typed"
                yield Fault(match[0], message, _REMEDIES[where])


_HTML, _TITLE = "raw HTML", "a title or an alternative text"
_REMEDIES = {
    _HTML: "write Markdown, or the attribute markdown on the tag",
    _TITLE: "write the number and the unit without braces",
}


def _texts(root: Element) -> Iterator[tuple[str, str]]:
    for element in root.iter():
        # What is left in the tree is code, or text of a raw tag that Markdown does not read.
        yield _HTML, (element.text or "") if element.tag != "code" else ""
        yield _HTML, element.tail or ""
        yield from ((_TITLE, value) for name in _SPOKEN if (value := element.get(name)))


def _stashed_texts(stash: list[object]) -> Iterator[tuple[str, str]]:
    for html in stash:
        if not isinstance(html, str) or "{" not in html:
            continue
        shown = _NOT_SHOWN.sub("", html)
        yield _HTML, unescape(_TAG.sub("", shown))
        for tag in _TAG.findall(shown):
            yield _TITLE, unescape(tag)
