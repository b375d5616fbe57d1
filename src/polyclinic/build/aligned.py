"""Two pages of one article made into one: each text beside its translation.

Both are the same tree of blocks, because every language is made of the same Markdown. So the trees
are walked together: a list stays one list, a table one table, a card one card, and in each item,
cell or heading stand two `side`s, each with its own `lang` and `dir`.
"""

from __future__ import annotations

import re
from copy import deepcopy
from dataclasses import dataclass
from difflib import SequenceMatcher
from functools import cached_property
from html import escape
from typing import TYPE_CHECKING, Final

from lxml import html as lxml_html

from polyclinic.check.links import ID_REFERENCES

if TYPE_CHECKING:
    from collections.abc import Iterator

    from lxml.html import HtmlElement

# What is the same on both sides, or works only one time.
_ONCE: Final = frozenset({
    "nav", "script", "template", "dialog", "button", "form", "input", "select", "textarea", "svg",
    "hr", "audio", "video", "iframe", "object", "pre",
})  # fmt: skip
_ONCE_CLASSES: Final = frozenset({"page-tools"})
# Lists in one line: their items need not be the same ones in two languages.
_WHOLE_CLASSES: Final = frozenset({"also-called"})
_BLOCKS: Final = frozenset({
    "address", "article", "aside", "blockquote", "caption", "dd", "details", "div", "dl", "dt",
    "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hr",
    "label", "li", "main", "nav", "ol", "p", "pre", "section", "summary", "table", "tbody", "td",
    "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
_VOID: Final = frozenset({"br", "hr", "img", "input", "wbr", "source", "track", "col", "embed"})
# Parts of a list or of a table.
_PARTS: Final = frozenset({
    "li", "tr", "td", "th", "dt", "dd", "tbody", "thead", "tfoot", "caption", "summary",
})  # fmt: skip
_SPACE = re.compile(r"\s+")
# Ids differ between the two pages, and so do links to them.
_ANCHOR = re.compile(r" (?:id=\"[^\"]*\"|href=\"#[^\"]*\")")
_LETTER = re.compile(r"[^\W\d_]")


@dataclass(frozen=True, slots=True)
class Language:
    """The language of a text, as HTML says it."""

    lang: str
    direction: str


@dataclass(frozen=True, eq=False)  # what is worked out is kept
class Block:
    """An element of a page, and the language its texts are in."""

    element: HtmlElement
    language: Language

    @cached_property
    def tag(self) -> str:
        """The name of the element."""
        return str(self.element.tag)

    @cached_property
    def classes(self) -> frozenset[str]:
        """The names of its styles."""
        return frozenset((self.element.get("class") or "").split())

    @cached_property
    def key(self) -> str:
        """Blocks with one key stand for each other."""
        return ".".join((self.tag, *sorted(self.classes)))

    @cached_property
    def once(self) -> bool:
        """Whether it is shown one time, from the first page."""
        return self.tag in _ONCE or not self.classes.isdisjoint(_ONCE_CLASSES)

    @cached_property
    def children(self) -> tuple[Block, ...]:
        """Its blocks; an element that does nothing but say a language is none."""
        return tuple(
            block
            for child in self.element.iterchildren("*")
            for block in _unwrapped(Block(child, _language(child, self.language)))
        )

    @cached_property
    def leaf(self) -> bool:
        """Whether it is shown as a whole: it holds texts, and not only blocks."""
        if not self.classes.isdisjoint(_WHOLE_CLASSES):
            return True
        texts = (self.element.text, *(child.tail for child in self.element))
        return any(text and text.strip() for text in texts) or self.phrasing

    @cached_property
    def phrasing(self) -> bool:
        """Whether its content may stand in a `span`."""
        return not any(
            child.tag in _BLOCKS for child in self.element.iter("*") if child is not self.element
        )

    @cached_property
    def inner(self) -> str:
        """Its content."""
        return escape(self.element.text or "", quote=False) + "".join(
            _markup(child, tail=True) for child in self.element
        )

    @cached_property
    def outer(self) -> str:
        """The whole element."""
        return _markup(self.element, tail=False)

    @cached_property
    def said(self) -> str:
        """Its content, however its white space is set and whatever its ids are."""
        return _SPACE.sub(" ", _ANCHOR.sub("", self.inner)).strip()

    def opened(self, *, sides: bool) -> str:
        """Its start tag; one that holds sides leaves it to them to say their language."""
        values = dict(self.element.attrib)
        if sides:
            values = {name: v for name, v in values.items() if name not in {"lang", "dir"}}
            values["class"] = f"{values.get('class', '')} sides".strip()
        attributes = "".join(f' {name}="{escape(value)}"' for name, value in values.items())
        return f"<{self.tag}{attributes}>"


def _markup(element: HtmlElement, *, tail: bool) -> str:
    return str(lxml_html.tostring(element, encoding="unicode", with_tail=tail))


def _unwrapped(block: Block) -> tuple[Block, ...]:
    """A page of which nothing is translated stands in a `div` that says so."""
    only = set(block.element.attrib) <= {"lang", "dir"} and block.tag == "div"
    return block.children if only and not block.leaf else (block,)


def _language(element: HtmlElement, around: Language) -> Language:
    lang, direction = element.get("lang"), element.get("dir")
    return Language(lang or around.lang, direction or around.direction)


def first(element: HtmlElement, language: Language) -> Block:
    """The part of a page that is read first."""
    return Block(element, language)


def second(element: HtmlElement, language: Language) -> Block:
    """The part of a page that stands beside another; none of its ids is one of the other's."""
    element = deepcopy(element)
    renamed = {}
    for block in _texts(Block(element, language)):
        for inner in block.element.iter("*"):
            if inner is not block.element and inner.get("id"):
                renamed[inner.get("id")] = f"{inner.get('id')}--{language.lang}"
    for inner in element.iter("*"):
        _rename(inner, renamed)
    return Block(element, language)


def _texts(block: Block) -> Iterator[Block]:
    if block.once:
        return
    if block.leaf:
        yield block
    else:
        for child in block.children:
            yield from _texts(child)


def _rename(element: HtmlElement, renamed: dict[str, str]) -> None:
    for name in ("id", "popovertarget", "anchor", *ID_REFERENCES):
        value = element.get(name)
        if value:
            element.set(name, " ".join(renamed.get(one, one) for one in value.split()))
    link = element.get("href") or ""
    if link.startswith("#") and link[1:] in renamed:
        element.set("href", f"#{renamed[link[1:]]}")


def beside(one: Block, other: Block) -> str:
    """One element for two that say the same in two languages."""
    if one.once or (one.said == other.said and one.language == other.language):
        return one.outer
    if one.leaf and one.said == other.said and (_foreign(one) or _wordless(one)):
        return one.outer
    if one.leaf or other.leaf:
        return _sides(one, other)
    return f"{one.opened(sides=False)}{_children(one, other)}</{one.tag}>"


def mended(html: str, lang: str) -> str:
    """The two pages as one, in which no link leads to a text that was shown one time only."""

    def there(match: re.Match[str]) -> str:
        return match[0] if f' id="{match[1]}--{lang}"' in html else f'href="#{match[1]}"'

    return re.sub(rf'href="#([^"]+)--{re.escape(lang)}"', there, html)


def _wordless(block: Block) -> bool:
    """Whether it is nothing but numbers and signs: the number of a source, say."""
    return not _LETTER.search("".join(block.element.itertext()))


def _foreign(block: Block) -> bool:
    """Whether all its words say a language of their own: the title of a source, say."""
    return block.element.get("lang") is None and not _unmarked(block.element)


def _unmarked(element: HtmlElement) -> bool:
    """Whether an element has words that do not say their language."""
    texts = (element.text, *(child.tail for child in element))
    return any(text and text.strip() for text in texts) or any(
        _unmarked(child) for child in element.iterchildren("*") if child.get("lang") is None
    )


def _children(one: Block, other: Block) -> str:
    return "\n".join(_matched(one.children, other.children))


def _matched(ours: tuple[Block, ...], theirs: tuple[Block, ...]) -> Iterator[str]:
    """Blocks of one kind are paired; what only one side has stands alone, and says its language."""
    matcher = SequenceMatcher(None, [b.key for b in ours], [b.key for b in theirs], autojunk=False)
    for kind, start, end, from_, to in matcher.get_opcodes():
        if kind == "equal":
            pairs = zip(ours[start:end], theirs[from_:to], strict=True)
            yield from (beside(mine, its) for mine, its in pairs)
        else:
            yield from (block.outer for block in ours[start:end])
            yield from (_alone(block) for block in theirs[from_:to] if not block.once)


def _alone(block: Block) -> str:
    """A block that the first page does not have. In a list or a table it must stay what it is."""
    language = block.language
    element = deepcopy(block.element)
    element.tail = None
    mark = f"--{language.lang}"
    ids = [str(inner.get("id")) for inner in element.iter("*") if inner.get("id")]
    renamed = {name: name + mark for name in ids if not name.endswith(mark)}
    for inner in element.iter("*"):
        _rename(inner, renamed)
    if block.tag in _PARTS:
        element.set("lang", language.lang)
        element.set("dir", language.direction)
        return _markup(element, tail=False)
    alone = _markup(element, tail=False)
    return f'<div class="side" lang="{language.lang}" dir="{language.direction}">{alone}</div>'


def _sides(one: Block, other: Block) -> str:
    """Two texts in one element; two paragraphs stay two."""
    if one.tag in _VOID:
        return one.outer
    if one.tag == other.tag == "p" and set(one.element.attrib) <= {"lang", "dir"}:
        return f'<div class="sides">{_side("p", one)}{_side("p", other)}</div>'
    tag = "span" if one.phrasing and other.phrasing else "div"
    pair = _side(tag, one) + _side(tag, other, without_controls=True)
    return f"{one.opened(sides=True)}{pair}</{one.tag}>"


_CONTROL = re.compile(r"<input\b[^>]*>\s*")


def _side(tag: str, block: Block, *, without_controls: bool = False) -> str:
    """A text in its language. A box that both sides would have is ticked on the first one."""
    inner = _CONTROL.sub("", block.inner) if without_controls else block.inner
    language = block.language
    return f'<{tag} class="side" lang="{language.lang}" dir="{language.direction}">{inner}</{tag}>'
