"""The Markdown extension: quantities, and the translation of the block tree.

Blocks are translated after block parsing and before inline parsing.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from html import escape, unescape
from typing import TYPE_CHECKING, Protocol
from xml.etree.ElementTree import Element

from markdown.extensions import Extension
from markdown.treeprocessors import Treeprocessor

from polyclinic.i18n.catalog import State
from polyclinic.i18n.message import Key, Message
from polyclinic.markdown import rawhtml
from polyclinic.markdown.adjacent import QuantityGuard, clashes_of, unrendered
from polyclinic.markdown.checklists import TEXTS_READY, ChecklistProcessor
from polyclinic.markdown.citations import CitationProcessor, CitationsEmptied, order_of, write_out
from polyclinic.markdown.glossary import SEPARATOR
from polyclinic.markdown.marks import Unit, decode, encode, encode_plain
from polyclinic.markdown.quantity import Fault, QuantityProcessor, Renderer
from polyclinic.markdown.quick import make_quick
from polyclinic.markdown.safety import ENDS_IN_ATTRIBUTES, Reason, unsafe, unsafe_plain
from polyclinic.markdown.slots import (
    HEADINGS,
    Slot,
    ends_in_attributes,
    fill,
    find_slots,
    has_attribute_lists,
    mark_language,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Container, Mapping, Sequence

    from markdown import Markdown

    from polyclinic.i18n.catalog import Translation
    from polyclinic.markdown.adjacent import Clash
    from polyclinic.markdown.citations import Cited, Shelf
    from polyclinic.markdown.glossary import Marker, Term
    from polyclinic.markdown.presentation import Presentation

# After footnotes (50) and task lists (25), just before inline parsing (20).
BLOCKS_READY = 21
# After inline parsing (20), before attribute lists (8).
INLINE_READY = 19
# After abbreviations (7) and the table of contents (5), which write titles, and before MkDocs makes
# links relative (0).
TITLES_READY = 3.5
# After MkDocs has made links relative to the page (0).
LINKS_READY = -10
# After backticks (190) and escapes (180), before links (160); attribute lists come much later.
QUANTITIES_FIRST = 175
# After quantities, before references (170) and links (160).
CITATIONS_FIRST = 172
# A message of so few words means different things in different roles.
SHORT = 3


class Lookup(Protocol):
    """Where translations come from."""

    def __call__(self, msgid: str, context: str | None) -> Translation:
        """The translation of a message in the page's section."""


@dataclass(frozen=True, slots=True)
class Rejection:
    """A translation that is not used, and why."""

    translation: Translation
    reason: Reason
    msgid: str


@dataclass(slots=True)
class Coverage:
    """How much of a page is translated, in words of the source."""

    total: int = 0
    translated: int = 0
    fuzzy: int = 0
    rejected: int = 0

    @property
    def percent(self) -> int:
        """Of 100, rounded down: a page is complete only when nothing is missing."""
        return 100 * self.translated // self.total if self.total else 100


@dataclass(slots=True)
class Page:
    """One conversion: what is asked of it, and what it found. Made anew for each conversion."""

    lookup: Lookup | None = None  # None: the source as it is
    source_lang: str = "en"
    source_direction: str = "ltr"
    anchors: list[dict[str, str]] | None = None  # ids of the source page, element by element
    # Words before the titles of cards, by class.
    levels: Mapping[str, str] = field(default_factory=dict)
    presentation: Presentation | None = None  # for our own templates alone
    marker: Marker | None = None  # who marks the terms of the glossary, for the same templates
    terms: tuple[Term, ...] = ()  # those that are marked
    shelf: Shelf | None = None  # the sources it may cite; without it citations stay empty
    cited: tuple[Cited, ...] = ()  # those it cites, by their numbers
    cite_order: tuple[str, ...] = ()  # the ids it names, known or not
    messages: list[Message] = field(default_factory=list)
    coverage: Coverage = field(default_factory=Coverage)
    rejections: list[Rejection] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)  # blocks whose spans can't be told
    raw_html: list[str] = field(default_factory=list)  # texts of raw HTML blocks
    faults: list[Fault] = field(default_factory=list)
    found_anchors: list[dict[str, str]] = field(default_factory=list)
    # The messages of the source's texts, by text and whether it is plain: they are read once for
    # all languages.
    units: dict[tuple[str, bool], Unit | None] = field(default_factory=dict)
    left_whole: bool = False  # nothing is translated: no text, no title
    counted: set[Key] = field(default_factory=set)  # titles that the coverage counts
    # Ids of headings shown in the source language.
    source_headings: set[str] = field(default_factory=set)


class PolyclinicExtension(Extension):
    """Reads messages from a page and writes translations into it.

    Call `begin` before each conversion. Without a renderer braces are left to other extensions.
    """

    def __init__(
        self, renderer: Renderer | None = None, units: Container[str] = (), **kwargs: object
    ) -> None:
        """Take the renderer of quantities, and the unit symbols it knows."""
        self.config = {}
        super().__init__(**kwargs)
        self.renderer = renderer
        self.units = units
        self.page = Page()
        self.elements: list[Element] = []
        self.left: list[Element] = []
        self.quantities: QuantityProcessor | None = None

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the name is Python-Markdown's
        """Register the tree processors and, where quantities are rendered, theirs."""
        make_quick(md)
        md.treeprocessors.register(_Blocks(md, self), "polyclinic-blocks", BLOCKS_READY)
        md.treeprocessors.register(_Titles(md, self), "polyclinic-titles", TITLES_READY)
        md.treeprocessors.register(_Looks(md, self), "polyclinic-looks", LINKS_READY)
        if self.renderer is not None:
            md.treeprocessors.register(ChecklistProcessor(md), "polyclinic-lists", TEXTS_READY)
            self.quantities = QuantityProcessor(self.units, self.renderer, self.page.faults)
            md.inlinePatterns.register(self.quantities, "polyclinic-quantity", QUANTITIES_FIRST)
            citations = CitationProcessor(md)
            md.inlinePatterns.register(citations, "polyclinic-citation", CITATIONS_FIRST)
            emptied = CitationsEmptied(md)
            md.treeprocessors.register(emptied, "polyclinic-citations-emptied", INLINE_READY)
            guard = QuantityGuard(md, self.quantities)
            md.treeprocessors.register(guard, "polyclinic-quantity-guard", INLINE_READY)

    def begin(self, page: Page, renderer: Renderer | None = None) -> None:
        """Get ready for one conversion: what is asked of it, and who renders its quantities.

        The conversion may be by the instance this extends already, or by a new one, as MkDocs
        makes for each page.
        """
        self.page = page
        self.left = []
        self.renderer = renderer or self.renderer
        if self.quantities is not None and self.renderer is not None:
            self.quantities.renderer = self.renderer
            self.quantities.faults = page.faults


class _Blocks(Treeprocessor):
    """Reads each block's message and fills in its translation."""

    def __init__(self, md: Markdown, extension: PolyclinicExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        self.extension.elements = list(root.iter())
        attribute_lists = has_attribute_lists(self.md)
        slots = find_slots(self.md, root, attribute_lists=attribute_lists)
        units = [(s, self.known_unit(page, s, attribute_lists=attribute_lists)) for s in slots]
        page.unreadable += [slot.body for slot, unit in units if unit is None]
        if self.extension.quantities is not None:
            page.faults += [clash.fault for slot, unit in units for clash in _clashes(slot, unit)]
        known = [(slot, unit) for slot, unit in units if unit is not None and has_text(unit)]
        page.messages += [message_of(slot, unit) for slot, unit in known]
        left: list[Slot] = []
        if page.lookup is not None:
            self.keep_anchors(page)
            left = self.translate(page, known, slots, attribute_lists=attribute_lists)
        blocks = self.md.htmlStash.rawHtmlBlocks
        raw = {
            index: self.raw_block(page, block)
            for index, block in enumerate(blocks)
            if isinstance(block, str) and rawhtml.is_block(self.md, block)
        }
        # A page of which nothing is translated is marked as a whole, by whoever shows it.
        page.left_whole = bool(page.coverage.total) and not page.coverage.translated
        for slot in left if not page.left_whole else ():
            mark_language(slot, page.source_lang, page.source_direction, slots)
        for index, block in raw.items():
            blocks[index] = block.html(page)

    def raw_block(self, page: Page, html: str) -> _RawBlock:
        """The translations of the texts of a raw HTML block."""
        passages = rawhtml.passages(self.md, html)
        page.raw_html += [passage.text for passage in passages[:1]]
        said = []
        for passage in passages:
            message = Message(passage.unit.msgid, notes=legend(passage.unit))
            page.messages.append(message)
            said.append(self.said(page, message, passage.unit, rawhtml.read, rawhtml.write))
        return _RawBlock(html, passages, said)

    def known_unit(self, page: Page, slot: Slot, *, attribute_lists: bool) -> Unit | None:
        """The message of a source's text, read one time."""
        key = slot.body, slot.plain
        if key not in page.units:
            page.units[key] = self.unit(slot, attribute_lists=attribute_lists)
        return page.units[key]

    def unit(self, slot: Slot, *, attribute_lists: bool) -> Unit | None:
        """A slot's message; plain text has no marks."""
        if slot.plain:
            return encode_plain(self.md, slot.body)
        return encode(self.md, slot.body, attribute_lists=attribute_lists)

    def translate(
        self,
        page: Page,
        known: list[tuple[Slot, Unit]],
        slots: list[Slot],
        *,
        attribute_lists: bool,
    ) -> list[Slot]:
        """Fill in the translations; gives the slots that are left in the source's language."""
        readable = {id(slot) for slot, _ in known}
        left = [s for s in slots if id(s) not in readable and s.body in page.unreadable]
        for slot, unit in known:
            markdown = self.translation(page, slot, unit, attribute_lists=attribute_lists)
            if markdown is None:
                left.append(slot)
            elif markdown:
                fill(slot, markdown)
        self.extension.left = [slot.owner for slot in left if slot.owner.tag in HEADINGS]
        return left

    def translation(
        self, page: Page, slot: Slot, unit: Unit, *, attribute_lists: bool
    ) -> str | None:
        """The Markdown to fill in, "" to leave the source, None where there is no translation."""

        def read(text: str) -> Unit | None:
            return self.unit(replace(slot, body=text), attribute_lists=attribute_lists)

        message = message_of(slot, unit)
        markdown = self.said(page, message, unit, read, decode)
        if not markdown or slot.plain or not attribute_lists or page.lookup is None:
            return markdown
        if not ends_in_attributes(markdown, slot):
            return markdown
        words = count_words(unit.msgid)
        page.coverage.translated -= words
        page.coverage.rejected += words
        found = page.lookup(message.msgid, message.context)
        page.rejections.append(Rejection(found, ENDS_IN_ATTRIBUTES, message.msgid))
        return None

    @staticmethod
    def said(
        page: Page,
        message: Message,
        unit: Unit,
        read: Callable[[str], Unit | None],
        write: Callable[[Unit, str], str],
    ) -> str | None:
        """A message's translation, written out; "" for the source's own words, None for none."""
        if page.lookup is None:
            return ""
        found = page.lookup(message.msgid, message.context)
        words = count_words(unit.msgid)
        page.coverage.total += words
        if found.state is not State.TRANSLATED:
            page.coverage.fuzzy += words if found.state is State.FUZZY else 0
            return None
        reason = None
        if found.text != unit.msgid:
            reason = unsafe(unit, found.text, read, write)
        if reason is not None:
            page.rejections.append(Rejection(found, reason, message.msgid))
            page.coverage.rejected += words
            return None
        page.coverage.translated += words
        return "" if found.text == unit.msgid else write(unit, found.text.strip(" "))

    def keep_anchors(self, page: Page) -> None:
        """Heading ids come from the English text, so a link works in every language."""
        for element, attributes in zip(self.extension.elements, page.anchors or (), strict=False):
            if element.tag in HEADINGS and "id" in attributes and "id" not in element.attrib:
                element.set("id", attributes["id"])


@dataclass(frozen=True, slots=True)
class _RawBlock:
    """A block of raw HTML, its texts, and what `_Blocks.said` has for each."""

    source: str
    passages: Sequence[rawhtml.Passage]
    said: Sequence[str | None]

    def html(self, page: Page) -> str:
        """The block with its translations; what has none says so, if other texts have one."""
        out, end = "", 0
        for passage, said in zip(self.passages, self.said, strict=True):
            text = said or passage.text
            if said is None and not page.left_whole:
                lang = f'lang="{page.source_lang}" dir="{page.source_direction}"'
                text = f"<span {lang}>{passage.text}</span>"
            out += self.source[end : passage.start] + text
            end = passage.end
        return out + self.source[end:]


_ANCHORS = ("id", "for", "name")
_GROUP = re.compile(r"\{[^{}]*\}")
# Attributes whose value a reader sees or hears.
_SPOKEN = re.compile(
    r"(?P<before>\s(?:alt|title|aria-label|placeholder)=)(?P<quote>[\"'])(?P<value>.*?)(?P=quote)",
    re.DOTALL,
)
_TAG = re.compile(r"<[A-Za-z][^\s/>]*(?:\s[^<>]*)?>")
# The title of a code block, as Pygments and pymdownx write it.
_FILENAME = re.compile(r"(<span class=\"filename\">)(.*?)(</span>)", re.DOTALL)


class _Looks(Treeprocessor):
    """Adds what our own style sheets need, where they are used."""

    def __init__(self, md: Markdown, extension: PolyclinicExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        if page.presentation is not None:
            page.presentation.apply(self.md, root)
        if page.marker is not None and not page.left_whole:
            page.terms = page.marker.mark(self.md, root)
        # Last: what is made of a text, such as the name of a column, has no numbers in it.
        page.cite_order = order_of(root)
        if page.shelf is not None:
            written = write_out(root, page.shelf, page.source_lang, left_whole=page.left_whole)
            page.cited = written.cited
            page.faults += written.faults


class _Titles(Treeprocessor):
    """Translates what is seen outside the text.

    These are titles, the alternative texts of raw tags, and the titles of code blocks.
    """

    def __init__(self, md: Markdown, extension: PolyclinicExtension) -> None:
        super().__init__(md)
        self.extension = extension

    def run(self, root: Element) -> None:
        page = self.extension.page
        self.keep_anchors(page)
        page.source_headings = {heading.get("id", "") for heading in self.extension.left}
        self.say_levels(root, page)
        for element in root.iter():
            for name in ("title", "aria-label"):
                value = element.get(name)
                if value and isinstance(value, str):
                    element.set(name, self.title(page, element, value))
        blocks = self.md.htmlStash.rawHtmlBlocks
        if self.extension.quantities is not None:
            known = {typed for fault in page.faults for typed in _GROUP.findall(fault.text)}
            left = unrendered(root, list(blocks), self.extension.units)
            page.faults += [fault for fault in dict.fromkeys(left) if fault.text not in known]
        for index, block in enumerate(blocks):
            if isinstance(block, str):
                blocks[index] = self.stashed(page, block)

    @staticmethod
    def say_levels(root: Element, page: Page) -> None:
        """Say in words what a card's color says: how urgent it is."""
        for card in root.iter("div") if page.levels else ():
            words = next(
                (page.levels[c] for c in (card.get("class") or "").split() if c in page.levels), ""
            )
            title = card[0] if len(card) else None
            if words and title is not None and "admonition-title" in (title.get("class") or ""):
                # On a line of its own, in every theme: a title begins there as it would alone.
                level, line = Element("span", {"class": "card-level"}), Element("br")
                level.text, line.tail, title.text = words, f"\n{title.text or ''}", None
                title[:0] = [level, line]

    def title(self, page: Page, element: Element, value: str) -> str:
        """A title; that of a footnote's way back is one message for all numbers."""
        number = re.search(r"\d+", value)
        if number is None or "footnote-backref" not in (element.get("class") or ""):
            return self.said(page, value, "title")
        return self.said(page, value.replace(number[0], "{number}", 1), "title").replace(
            "{number}", number[0]
        )

    def keep_anchors(self, page: Page) -> None:
        page.found_anchors = [
            {name: value for name in _ANCHORS if (value := element.get(name))}
            for element in self.extension.elements
        ]
        for element, attributes in zip(self.extension.elements, page.anchors or (), strict=False):
            for name, value in attributes.items():
                if element.get(name) != value:
                    element.set(name, value)

    def stashed(self, page: Page, html: str) -> str:
        html = _FILENAME.sub(lambda m: m[1] + self.escaped(page, m[2], "title") + m[3], html)
        return _TAG.sub(lambda tag: _SPOKEN.sub(lambda m: self.attribute(page, m), tag[0]), html)

    def attribute(self, page: Page, match: re.Match[str]) -> str:
        role = "alt" if match["before"].strip() == "alt=" else "title"
        quote: str = match["quote"]
        return f"{match['before']}{quote}{self.escaped(page, match['value'], role)}{quote}"

    def escaped(self, page: Page, value: str, role: str) -> str:
        plain = unescape(value)
        said = self.said(page, plain, role)
        return value if said == plain else escape(said)

    def said(self, page: Page, text: str, role: str) -> str:
        msgid = " ".join(text.split())
        if not _LETTER.search(msgid):
            return text
        message = Message(msgid, context_of(msgid, role))
        page.messages.append(message)
        if page.lookup is None:
            return text
        found = page.lookup(message.msgid, message.context)
        new = found.text.strip() if found.state is State.TRANSLATED else ""
        reason = unsafe_plain(msgid, found.text) if new and new != msgid else None
        if reason is not None:
            page.rejections.append(Rejection(found, reason, msgid))
        # One title among English words would be read aloud as if it were English.
        used = bool(new) and reason is None and not page.left_whole
        if message.key not in page.counted:
            # A permalink's title stands at every heading.
            page.counted.add(message.key)
            words, coverage = count_words(msgid), page.coverage
            coverage.total += words
            coverage.translated += words if used else 0
            coverage.fuzzy += words if found.state is State.FUZZY else 0
            coverage.rejected += words if reason is not None else 0
        return new if used and new != msgid else text


_LETTER = re.compile(r"[^\W\d_]")
_NOT_WORDS = re.compile(r"`[^`]*`|\]\(\d+\)|</?\d+/?>|\[\^\d+\]|\{[^{}]*\}|&#?\w+;")


def visible(msgid: str) -> str:
    """A message's text without its marks, code, quantities and entities."""
    return _NOT_WORDS.sub(" ", msgid)


def has_text(unit: Unit) -> bool:
    """Whether there is a word to translate."""
    return _LETTER.search(visible(unit.msgid)) is not None


def count_words(msgid: str) -> int:
    """Words of the source that a reader sees."""
    return len(re.findall(r"\w+(?:['’-]\w+)*", visible(msgid)))


def context_of(msgid: str, role: str | None) -> str | None:
    """The role, for a message too short to explain itself."""
    return role if role and count_words(msgid) <= SHORT else None


def _clashes(slot: Slot, unit: Unit | None) -> tuple[Clash, ...]:
    return unit.clashes if unit is not None else clashes_of(slot.body)


_FORMS = (
    "Forms of one term, with | between them. The first is shown in the glossary; articles explain "
    "each. Write those that your language uses, as many or as few as there are."
)


def message_of(slot: Slot, unit: Unit) -> Message:
    """The message of a slot, with what a translator needs to know about it."""
    heading = (f"under: {slot.heading}",) if slot.heading else ()
    forms = (_FORMS,) if slot.role == "term" and SEPARATOR in unit.msgid else ()
    context = slot.context or context_of(unit.msgid, slot.role)
    notes = (*slot.notes, *forms, *heading, *legend(unit))
    return Message(unit.msgid, context, notes, safety=slot.card or bool(unit.quantities))


def legend(unit: Unit) -> tuple[str, ...]:
    """What each number of a message stands for, a line each."""
    return tuple(mark.legend for mark in unit.marks)
