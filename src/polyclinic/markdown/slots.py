"""The places of a block tree that hold text to translate."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING
from xml.etree.ElementTree import Element

from markdown.extensions.attr_list import AttrListTreeprocessor, get_attrs_and_remainder
from markdown.util import STX, AtomicString

from polyclinic.markdown.marks import LITERAL_TAGS
from polyclinic.markdown.quantity import in_braces

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from markdown import Markdown

HEADINGS = frozenset({"h1", "h2", "h3", "h4", "h5", "h6"})
# A heading, a term and a cell take their attribute list at the end of the line, other blocks on a
# line of its own.
_LIST_AT_LINE_END = HEADINGS | {"dt", "td", "th"}
_LINE_LIST = re.compile(r"(?:\A|\n)[ ]*(\{:?[ ]*([^{}\n ][^{}\n]*)\})[ ]*$")
_END_LIST = re.compile(r"[ ]+(\{:?[ ]*([^{}\n ][^{}\n]*)\})[ ]*$")
_PLACEHOLDERS = rf"(?:\s|{STX}[^{STX}\x03]*\x03)+"
_STASHED = re.compile(rf"{STX}wzxhzdk:(\d+)\x03")
_LEAD = re.compile(rf"\A(?:{_PLACEHOLDERS})?\s*")
_TRAIL = re.compile(rf"(?:{_PLACEHOLDERS})\Z")
_DIRECTIVE = re.compile(
    r"<!--\s*(?:i18n:\s*)?(skip|off|on|comment|context|translators)\b:?\s*(.*?)\s*-->", re.DOTALL
)


@dataclass(frozen=True, slots=True)
class Directive:
    """What a writer says in a comment: `skip`, `off`, `on`, `comment` or `context`."""

    name: str
    value: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One text of the tree. `element.text` or its tail is `before + body + after`."""

    element: Element
    owner: Element  # the element the text is in: the element itself, or for a tail its parent
    is_tail: bool
    before: str
    body: str
    after: str
    role: str | None = None
    heading: str = ""  # the raw text of the heading it stands under
    notes: tuple[str, ...] = ()
    context: str | None = None
    card: bool = False  # in an urgency card or a warning
    plain: bool = False  # shown as it is, without any Markdown: text of raw HTML inside md_in_html


def find_slots(md: Markdown, root: Element, *, attribute_lists: bool) -> list[Slot]:
    """Every text to translate, in the order of the page.

    Directives have done their work and leave the tree.
    """
    walk = _Walk(md, attribute_lists=attribute_lists)
    slots = list(walk.walk(root))
    if walk.spent:
        for parent in list(root.iter()):
            for child in [c for c in parent if c in walk.spent]:
                parent.remove(child)
    return slots


def stashed(md: Markdown, text: str) -> list[str]:
    """The raw HTML that stands behind a text's placeholders."""
    blocks = md.htmlStash.rawHtmlBlocks
    found = (blocks[int(number)] for number in _STASHED.findall(text) if int(number) < len(blocks))
    return [block for block in found if isinstance(block, str)]


# Admonitions whose text a reader's safety hangs on.
SAFETY_CLASSES = frozenset({"emergency", "urgent", "routine", "warning", "danger", "dont"})


class _Walk:
    def __init__(self, md: Markdown, *, attribute_lists: bool) -> None:
        self.md = md
        self.attribute_lists = attribute_lists
        self.off = False
        self.skip = False
        self.notes: list[str] = []
        self.context: str | None = None
        self.heading = ""
        self.spent: list[Element] = []

    def walk(self, element: Element, *, card: bool = False) -> Iterator[Slot]:
        if _literal(element):
            return
        card = card or bool(SAFETY_CLASSES & set((element.get("class") or "").split()))
        yield from self.slot(element, element, element.text, card=card)
        for child in element:
            yield from self.walk(child, card=card)
            yield from self.slot(child, element, child.tail, card=card)

    def slot(
        self, element: Element, owner: Element, text: str | None, *, card: bool
    ) -> Iterator[Slot]:
        if not text or not text.strip():
            return
        before, body, after = self.split(text, owner)
        if not body:
            self.direct(text, element if element is owner else None)
            return
        if self.off or self.skip:
            self.skip = False
            return
        heading = "" if owner.tag in HEADINGS else self.heading
        if owner.tag in HEADINGS:
            self.heading = " ".join(body.split())
        yield Slot(
            element, owner, element is not owner, before, body, after, _role(owner), heading,
            tuple(self.notes), self.context, card, isinstance(text, AtomicString),
        )  # fmt: skip
        self.notes, self.context = [], None

    def split(self, text: str, owner: Element) -> tuple[str, str, str]:
        """Placeholders, white space and a block's own attribute list stay out of the message."""
        lead = _LEAD.match(text)
        start = lead.end() if lead else 0
        body, after = text[start:], ""
        if self.attribute_lists:
            body, after = _split_attributes(body, owner)
        trail = _TRAIL.search(body)
        if trail:
            body, after = body[: trail.start()], trail[0] + after
        return text[:start], body, after

    def direct(self, text: str, element: Element | None) -> None:
        found = [directives(html) for html in stashed(self.md, text)]
        for directive in (d for group in found for d in group):
            self.obey(directive)
        if element is not None and found and all(found) and not len(element):
            self.spent.append(element)

    def obey(self, directive: Directive) -> None:
        match directive.name:
            case "skip":
                self.skip = True
            case "off" | "on":
                self.off = directive.name == "off"
            case "comment":
                self.notes.append(" ".join(directive.value.split()))
            case "context":
                self.context = directive.value


def directives(html: str) -> list[Directive]:
    """The directives of an HTML comment; `translators:` is another word for `comment`."""
    names = {"translators": "comment"}
    return [Directive(names.get(name, name), value) for name, value in _DIRECTIVE.findall(html)]


def _literal(element: Element) -> bool:
    tag: object = element.tag  # that of a comment is a function
    if not isinstance(tag, str) or tag in LITERAL_TAGS or element.get("translate") == "no":
        return True
    return "arithmatex" in (element.get("class") or "").split()


def _split_attributes(text: str, owner: Element) -> tuple[str, str]:
    match = (_END_LIST if owner.tag in _LIST_AT_LINE_END else _LINE_LIST).search(text)
    if match is None or in_braces(match[1]) or get_attrs_and_remainder(match[2])[1]:
        return text, ""
    return text[: match.start()], text[match.start() :]


def _role(owner: Element) -> str | None:
    classes = (owner.get("class") or "").split()
    if owner.tag in HEADINGS:
        return "heading"
    if owner.tag in ("td", "th"):
        return "cell"
    if owner.tag == "label":
        return "tab"
    if owner.tag in ("summary", "caption", "figcaption") or "admonition-title" in classes:
        return "title"
    return "term" if owner.tag == "dt" else None


def has_attribute_lists(md: Markdown) -> bool:
    """Whether braces can be attribute lists on this site."""
    return any(isinstance(processor, AttrListTreeprocessor) for processor in md.treeprocessors)


def ends_in_attributes(markdown: str, slot: Slot) -> bool:
    """Whether a text in the slot's place would give the block attributes of its own."""
    return bool(_split_attributes(markdown, slot.owner)[1])


def fill(slot: Slot, markdown: str) -> None:
    """Put a translation's Markdown where the source's was."""
    _set(slot, slot.before + markdown + slot.after)


def _set(slot: Slot, text: str) -> None:
    text = AtomicString(text) if slot.plain else text
    if slot.is_tail:
        slot.element.tail = text
    else:
        slot.element.text = text


def mark_language(slot: Slot, lang: str, direction: str, slots: Sequence[Slot]) -> None:
    """Say that a text is in another language than its page.

    It is said on its element or, where that holds several of the page's `slots`, on a span: the
    element can't speak for one of them.
    """
    owner = slot.owner
    inside = set(map(id, owner.iter()))
    if not slot.is_tail and sum(id(s.owner) in inside for s in slots) == 1:
        owner.set("lang", lang)
        owner.set("dir", direction)
        return
    span = Element("span", {"lang": lang, "dir": direction})
    span.text = AtomicString(slot.body) if slot.plain else slot.body
    span.tail = slot.after
    if slot.is_tail:
        index = list(owner).index(slot.element) + 1
        slot.element.tail = slot.before
    else:
        index = 0
        owner.text = slot.before
    owner.insert(index, span)
