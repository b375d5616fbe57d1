"""The structure of a tagged PDF as Chromium writes it, and its words: what is read aloud.

No more of PDF 1.4 than that: each object stands in the file by itself; only streams are packed.
"""

from __future__ import annotations

import re
import zlib
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterator

_OBJECT = re.compile(rb"^(\d+) 0 obj\s(.*?)\sendobj", re.DOTALL | re.MULTILINE)
_TOKEN = re.compile(
    rb"\s*(?:(?P<open><<|\[)|(?P<close>>>|\])|(?P<ref>\d+ 0 R)|(?P<name>/[^\s<>\[\]()/]+)"
    rb"|(?P<number>[-+.\d]+)|<(?P<hex>[0-9A-Fa-f\s]*)>|\((?P<text>(?:\\.|[^\\()])*)\)"
    rb"|(?P<word>[A-Za-z'\"][\w'\"*]*))",
    re.DOTALL,
)
_ESCAPED = re.compile(rb"\\([0-7]{1,3}|.)", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Reference:
    """Another object, by its number."""

    number: int


@dataclass(frozen=True, slots=True)
class Operator:
    """A word of a page's content; its operands stand before it."""

    word: str


@dataclass(frozen=True, slots=True)
class Element:
    """An element of the structure: tag, attributes, and elements or words in their order."""

    tag: str
    attributes: dict[str, Any]
    children: list[Element | str] = field(default_factory=list)

    def all(self, *tags: str) -> Iterator[Element]:
        """This and all below it, or those of some tags, in reading order."""
        if not tags or self.tag in tags:
            yield self
        for child in self.children:
            if isinstance(child, Element):
                yield from child.all(*tags)

    @property
    def text(self) -> str:
        """All its words; an alternative text stands for what it is of."""
        if alt := self.attributes.get("Alt"):
            return text(alt)
        return "".join(child if isinstance(child, str) else child.text for child in self.children)


class Document:
    """A PDF, read whole."""

    def __init__(self, data: bytes) -> None:
        self._raw = {int(found[1]): found[2] for found in _OBJECT.finditer(data)}
        trailer = next(values(data[data.rindex(b"trailer") + 7 :]))
        self.catalog = self._get(trailer["Root"])
        self.title = text(self._get(trailer["Info"]).get("Title", b""))
        self.language = text(self.catalog.get("Lang", b""))
        self._words: dict[int, dict[int, str]] = {}
        root = self._get(self.catalog["StructTreeRoot"])
        self.structure = Element("Root", {}, [*self._children(root.get("K"), None)])

    @property
    def bookmarks(self) -> list[str]:
        """The titles of the outline, from its top to its end."""
        return list(self._outline(self.catalog.get("Outlines")))

    def _outline(self, of: Any) -> Iterator[str]:
        node = self._get(of) or {}
        if "Title" in node:
            yield text(node["Title"])
        for way in ("First", "Next"):
            if way in node:
                yield from self._outline(node[way])

    def _get(self, value: Any) -> Any:
        if isinstance(value, Reference):
            return next(values(self._raw[value.number].partition(b"stream\n")[0]))
        return value

    def _stream(self, reference: Reference) -> bytes:
        head, _, body = self._raw[reference.number].partition(b"stream\n")
        packed = body.rpartition(b"\nendstream")[0]
        return zlib.decompress(packed) if b"/FlateDecode" in head else packed

    def _children(self, kids: Any, page: Reference | None) -> Iterator[Element | str]:
        for kid in kids if isinstance(kids, list) else [kids]:
            node = self._get(kid)
            if isinstance(node, int) and page:
                yield self._of(page).get(node, "")
            elif isinstance(node, dict) and "S" in node:
                here = node.get("Pg", page)
                yield Element(node["S"], node, [*self._children(node.get("K"), here)])
            elif isinstance(node, dict) and "MCID" in node and (here := node.get("Pg", page)):
                yield self._of(here).get(node["MCID"], "")

    def _of(self, page: Reference) -> dict[int, str]:
        """The words of a page, by the number that the structure calls them by."""
        if page.number not in self._words:
            node = self._get(page)
            fonts = self._get(self._get(node["Resources"]).get("Font", {}))
            letters = {name: self._letters(font) for name, font in fonts.items()}
            self._words[page.number] = _marked(self._stream(node["Contents"]), letters)
        return self._words[page.number]

    def _letters(self, font: Reference) -> dict[int, str]:
        """What each glyph of a font means."""
        found = self._get(font).get("ToUnicode")
        letters: dict[int, str] = {}
        before: list[Any] = []
        for value in values(self._stream(found)) if found else ():
            if not isinstance(value, Operator):
                before.append(value)
                continue
            if value.word == "endbfchar":
                letters |= zip(map(_number, before[::2]), map(_utf16, before[1::2]), strict=True)
            elif value.word == "endbfrange":
                for first, last, to in zip(before[::3], before[1::3], before[2::3], strict=True):
                    start = _number(to)
                    for at, glyph in enumerate(range(_number(first), _number(last) + 1)):
                        letters[glyph] = chr(start + at)
            before.clear()
        return letters


def _number(code: bytes) -> int:
    return int.from_bytes(code, "big")


def _utf16(code: bytes) -> str:
    return code.decode("utf-16-be")


def _marked(content: bytes, fonts: dict[str, dict[int, str]]) -> dict[int, str]:
    """The words of a page, by the numbers of their marks."""
    reading = _Reading(fonts)
    before: list[Any] = []
    for value in values(content):
        if isinstance(value, Operator):
            reading.obey(value.word, before)
            before = []
        else:
            before.append(value)
    return {number: "".join(units) for number, units in reading.found.items()}


class _Reading:
    """A page's content, read operator by operator; what no mark encloses is no text of the page."""

    def __init__(self, fonts: dict[str, dict[int, str]]) -> None:
        self.found: dict[int, list[str]] = {}
        self._fonts = fonts
        self._letters: dict[int, str] = {}
        self._marks: list[_Mark] = []

    def obey(self, word: str, before: list[Any]) -> None:
        match word:
            case "BDC" | "BMC":
                self._begin(before)
            case "EMC":
                self._end()
            case "Tf":
                self._letters = self._fonts[before[0]]
            case "Tj":
                self._say(before[0])

    def _begin(self, before: list[Any]) -> None:
        properties = before[1] if len(before) > 1 else {}
        number = properties.get("MCID", self._marks[-1].number if self._marks else None)
        said = properties.get("ActualText")
        units = self.found.setdefault(number, []) if number is not None else []
        if said is not None:
            units.append(text(said))
        silent = said is not None or (bool(self._marks) and self._marks[-1].silent)
        turned = before[0] == "ReversedChars"
        self._marks.append(_Mark(number, len(units), turned=turned, silent=silent))

    def _end(self) -> None:
        mark = self._marks.pop()
        if mark.turned and mark.number is not None:
            units = self.found[mark.number]
            units[mark.start :] = reversed(units[mark.start :])

    def _say(self, glyphs: bytes) -> None:
        mark = self._marks[-1] if self._marks else None
        if mark is None or mark.number is None or mark.silent:
            return
        codes = (_number(glyphs[at : at + 2]) for at in range(0, len(glyphs), 2))
        self.found[mark.number] += [self._letters.get(code, "") for code in codes]


@dataclass(frozen=True, slots=True)
class _Mark:
    number: int | None
    start: int
    turned: bool
    silent: bool


def text(value: bytes) -> str:
    """A string of a PDF, in the one of its two encodings that it says."""
    return (
        value[2:].decode("utf-16-be") if value.startswith(b"\xfe\xff") else value.decode("latin-1")
    )


def values(data: bytes) -> Iterator[Any]:
    """Names, numbers, strings (as bytes), references, lists, dictionaries and operators."""
    stack: list[list[Any]] = []
    at = 0
    while token := _TOKEN.match(data, at):
        at = token.end()
        if token["open"]:
            stack.append([])
            continue
        value = _closed(token["close"], stack.pop()) if token["close"] else _simple(token)
        if stack:
            stack[-1].append(value)
        else:
            yield value


def _closed(bracket: bytes, inside: list[Any]) -> Any:
    return inside if bracket == b"]" else dict(zip(inside[::2], inside[1::2], strict=True))


def _simple(token: re.Match[bytes]) -> Any:
    kind, written = token.lastgroup, token[token.lastgroup or 0]
    match kind:
        case "ref":
            return Reference(int(written.split()[0]))
        case "name":
            return written[1:].decode()
        case "number":
            return float(written) if b"." in written else int(written)
        case "hex":
            return bytes.fromhex(written.decode())
        case "text":
            return _ESCAPED.sub(_unescaped, written)
        case _:
            return Operator(written.decode())


def _unescaped(found: re.Match[bytes]) -> bytes:
    code = found[1]
    return bytes([int(code, 8)]) if code.isdigit() else {b"n": b"\n", b"r": b"\r"}.get(code, code)
