"""Citations: `[@motion]` and `[@nci; @motion]` lead to sources of the front matter, by their ids.

A citation takes its number from the source page, in the order in which sources are cited first, so
that a number means the same in every language, wherever a translation puts it.
"""

from __future__ import annotations

import re
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol
from xml.etree.ElementTree import Element

from markdown.inlinepatterns import InlineProcessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import AtomicString

from polyclinic.markdown.quantity import Fault, in_tag

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from markdown import Markdown

# It stands in addresses, so it is made of what needs no escape there.
ID: Final = r"[A-Za-z0-9](?:[A-Za-z0-9_.:-]*[A-Za-z0-9])?"
# Not what is the text of a link: `[@who](https://…)`.
GROUP: Final = rf"\[@{ID}(?:[ \n]*;[ \n]*@{ID})*\](?!\()"
# What was begun as one.
BEGUN: Final = re.compile(r"\[@[^\[\]\n]*(?:\](?!\()|(?=\n|$|\[))")
# Behind the text of a link: the name of a reference, and not the text of another link.
_REFERENCE: Final = re.compile(r"\[([^\[\]]+)\](?!\()")
_ONE: Final = re.compile(rf"@({ID})")
# Carries what is cited from the inline parser to what looks at the finished tree.
CITES: Final = "data-cites"
CLASS: Final = "citation"


def ids_of(group: str) -> tuple[str, ...]:
    """The ids that a citation names, each one time."""
    return tuple(dict.fromkeys(_ONE.findall(group)))


def is_id(text: str) -> bool:
    """Whether a source can be cited by this id."""
    return re.fullmatch(ID, text) is not None


def anchor(source: str) -> str:
    """The id of a source's entry in the list. No heading's has two hyphens in a row."""
    return f"source--{source}"


def place(source: str, number: int) -> str:
    """The id of the place where a source is cited for the first, second or later time."""
    return f"cite--{source}-{number}"


class Speaker(Protocol):
    """What a citation looks like, and how it is spoken of, in one language."""

    def printed(self, number: int) -> str:
        """A source's number on the page: `[1]`."""

    def spoken(self, number: int) -> str:
        """What a screen reader says for it: `Source 1`."""


@dataclass(frozen=True, slots=True)
class Shelf:
    """The sources that a page may cite: their addresses by their ids, and the words for them.

    `order` has the ids as the source page cites them; None on that page itself. A page without a
    list of its sources leads to them at once.
    """

    addresses: Mapping[str, str]
    speaker: Speaker
    of_source: Speaker  # for a text that is left in the source's language
    order: Sequence[str] | None = None
    listed: bool = True


@dataclass(frozen=True, slots=True)
class Cited:
    """A source that a page cites: its number, and in how many places."""

    id: str
    number: int
    places: int


class CitationProcessor(InlineProcessor):
    """Takes citations before links can; they are written out when the page is finished."""

    def __init__(self, md: Markdown) -> None:
        """Look for groups of ids in the texts of a Markdown instance."""
        super().__init__(GROUP, md)

    def handleMatch(  # type: ignore[override]  # noqa: N802 - the name is Python-Markdown's
        self, m: re.Match[str], data: str
    ) -> tuple[Element | None, int | None, int | None]:
        """An element that says what is cited."""
        if in_tag(data, m.start()) or self.names_link(data, m.end()):
            return None, None, None
        element = Element("sup", {"class": CLASS, CITES: " ".join(ids_of(m[0]))})
        # What stands where no element can, in an alternative text, is printed as it is typed.
        element.text = AtomicString(m[0])
        return element, m.start(), m.end()

    def names_link(self, data: str, end: int) -> bool:
        """Whether it is the text of a link by reference: `[@who][1]`."""
        found = _REFERENCE.match(data, end)
        return found is not None and " ".join(found[1].split()).lower() in self.md.references


class CitationsEmptied(Treeprocessor):
    """Empties citations until the page is finished.

    So nothing that is made of a text, such as a table of contents, holds their numbers.
    """

    def run(self, root: Element) -> None:
        """Empty those of a page whose texts were just parsed."""
        for element in root.iter("sup"):
            if CITES in element.attrib:
                element.text = None


@dataclass(frozen=True, slots=True)
class _Place:
    element: Element
    ids: tuple[str, ...]
    in_link: bool
    left: bool  # in a text of the source's language

    @property
    def typed(self) -> str:
        return f"[{'; '.join(f'@{each}' for each in self.ids)}]"


def order_of(root: Element) -> tuple[str, ...]:
    """The ids that a page cites, known or not, in the order of their first citation."""
    found = (element.get(CITES, "").split() for element in root.iter("sup"))
    return tuple(dict.fromkeys(each for ids in found for each in ids))


def write_out(root: Element, shelf: Shelf, source_lang: str, *, left_whole: bool) -> _Written:
    """Make the citations of a finished page links to their sources.

    An id that no source has is shown as it is typed.
    """
    order = order_of(root)
    known = [each for each in (*(shelf.order or ()), *order) if each in shelf.addresses]
    desk = _Desk(shelf, {each: n for n, each in enumerate(dict.fromkeys(known), 1)}, Counter())
    faults = []
    for here in list(_places(root, source_lang, in_link=False, left=left_whole)):
        desk.write(here)
        if here.in_link:
            faults.append(
                Fault(
                    here.typed,
                    f"the citation {here.typed} stands in a link, so it leads to no source",
                    "put it behind the link",
                )
            )
    return _Written(tuple(desk.cited(order)), tuple(faults))


@dataclass(frozen=True, slots=True)
class _Written:
    cited: tuple[Cited, ...]
    faults: tuple[Fault, ...]


def _places(element: Element, source_lang: str, *, in_link: bool, left: bool) -> Iterator[_Place]:
    ids = tuple(element.get(CITES, "").split())
    if ids:
        yield _Place(element, ids, in_link, left)
        return
    in_link = in_link or element.tag == "a"
    left = left or element.get("lang") == source_lang
    for child in element:
        yield from _places(child, source_lang, in_link=in_link, left=left)


@dataclass(frozen=True, slots=True)
class _Desk:
    shelf: Shelf
    numbers: Mapping[str, int]
    places: Counter[str]

    def cited(self, order: Sequence[str]) -> Iterator[Cited]:
        for each, number in self.numbers.items():
            if each in order:
                yield Cited(each, number, self.places[each])

    def write(self, here: _Place) -> None:
        element = here.element
        del element.attrib[CITES]
        if not any(each in self.numbers for each in here.ids):
            element.tag, element.text = "span", here.typed
            element.attrib.pop("class", None)
            return
        # Nobody searches for a number, and none may be read with the word before it.
        element.set("data-pagefind-ignore", "")
        last: Element | None = None
        for each in here.ids:
            if each in self.numbers and not here.in_link:
                last = self.link(each, left=here.left)
                element.append(last)
                continue
            known = each in self.numbers
            text = self.shelf.speaker.printed(self.numbers[each]) if known else f"[@{each}]"
            if last is None:
                element.text = (element.text or "") + text
            else:
                last.tail = (last.tail or "") + text

    def link(self, each: str, *, left: bool) -> Element:
        number, shelf = self.numbers[each], self.shelf
        speaker = shelf.of_source if left else shelf.speaker
        link = Element("a", {"href": shelf.addresses[each], "aria-label": speaker.spoken(number)})
        link.text = shelf.speaker.printed(number)
        if shelf.listed:
            self.places[each] += 1
            link.set("href", f"#{anchor(each)}")
            link.set("id", place(each, self.places[each]))
        return link
