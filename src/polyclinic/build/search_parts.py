"""Pagefind's index, made one of several and cut so that a word costs the same in each language.

Pagefind 1.5 cuts its index by the places of words without accents, and does not count those of
words with them, though they stand in the same part: where most words have some, as in Vietnamese
and Hindi, parts become twenty times as big (https://github.com/Pagefind/pagefind/issues/1211). And
all places of a word are in one part, so that a word of every sentence makes a big one in any
language.

So the parts are cut again by their bytes, and a word that would fill more than one alone keeps only
some of its places in each page: it is found in all of them, and how often it stands there tells
next to nothing. Since the index is read anyway, it can be of several runs of Pagefind, each of
which needs less memory.

The files are CBOR behind a mark, zipped. What is in another form than the known one is told, and
nothing of it is written.
"""

from __future__ import annotations

import functools
import gzip
import hashlib
import json
import re
import shutil
import zlib
from dataclasses import dataclass, field
from itertools import takewhile
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Bytes of a part before it is zipped to less than half.
PART: Final = 24_000
# Of a word, with all its forms. Each page that has a form keeps one at least.
PLACES: Final = 5_000
_ENTRY: Final = "pagefind-entry.json"
_MARK: Final = b"pagefind_dcd"
_SHORT: Final = 7
_WORD, _FORM, _PAGE_FIELDS, _CHUNK = 3, 2, 3, 3  # how many fields each has
# Types of CBOR, and what says that a value has bytes of its own: one, two, four or eight.
_NUMBER, _NEGATIVE, _TEXT, _LIST = 0, 1, 3, 4
_LONG, _LONGEST = 24, 27

_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39].{2}|[\x1a\x3a].{4})"
_HEAD = rb"(?:[\x80-\x97]|\x98.|\x99.{2}|\x9a.{4})"
_INTS = re.compile(_INT, re.DOTALL)
# A page that has a word: how many pages it is after the one before, the places of the word in its
# text, and those in its title and the like.
_PAGE = re.compile(rb"\x83(%b)%b(%b*+)(%b%b*+)" % (_INT, _HEAD, _INT, _HEAD, _INT), re.DOTALL)
_PAGES = re.compile(rb"(?:\x83%b%b%b*+%b%b*+)*+" % (_INT, _HEAD, _INT, _HEAD, _INT), re.DOTALL)
_PAGE_NUMBERS = re.compile(rb"\x83(%b)%b%b*+%b%b*+" % (_INT, _HEAD, _INT, _HEAD, _INT), re.DOTALL)


class UnknownFormatError(Exception):
    """A file that is not as Pagefind 1.5 writes it."""


@dataclass(slots=True)
class _Pages:
    """The pages that have a form of a word, and the number of the last one."""

    count: int = 0
    data: bytes = b""
    last: int = 0

    def extend(self, count: int, data: bytes, offset: int) -> None:
        """Take in those of another index, whose pages come after `offset` others."""
        numbers = _PAGE_NUMBERS.findall(data)
        if len(numbers) != count:
            raise UnknownFormatError
        if not numbers:
            return
        first = _VALUES[numbers[0]] + offset - self.last
        start = 1 + len(numbers[0])
        self.data += _head_of(_LIST, _PAGE_FIELDS) + _head_of(_NUMBER, first) + data[start:]
        self.count += count
        self.last = offset + sum(map(_VALUES.__getitem__, numbers))

    def places(self) -> int:
        """How many there are in all."""
        return sum(len(_INTS.findall(page[2])) for page in _PAGE.finditer(self.data))

    def thin(self, most: int) -> None:
        """Leave no more places than that in a page, of each weight."""
        head = _head_of(_LIST, _PAGE_FIELDS)
        self.data = b"".join(
            b"".join([head, number, _coded(_spread(_numbers(places), most)), names])
            for number, places, names in _PAGE.findall(self.data)
        )

    def coded(self) -> bytes:
        """As it stands in a file."""
        return _head_of(_LIST, self.count) + self.data


@dataclass(slots=True)
class _Word:
    """A word as it is without accents, its own pages, and those of its forms that have some."""

    pages: _Pages = field(default_factory=_Pages)
    forms: dict[str, _Pages] = field(default_factory=dict)

    def coded(self, text: str) -> bytes:
        """As it stands in a file, without too many places."""
        self._thin()
        forms = [
            _head_of(_LIST, _FORM) + _coded(form) + pages.coded()
            for form, pages in sorted(self.forms.items())
        ]
        head = _head_of(_LIST, _WORD) + _coded(text) + self.pages.coded()
        return b"".join([head, _head_of(_LIST, len(forms)), *forms])

    def _thin(self) -> None:
        lists = [self.pages, *self.forms.values()]
        # Each place is a byte at least.
        if sum(len(pages.data) for pages in lists) <= PLACES:
            return
        if sum(pages.places() for pages in lists) > PLACES:
            most = max(1, PLACES // sum(pages.count for pages in lists))
            for pages in lists:
                pages.thin(most)


@dataclass(frozen=True, slots=True)
class _Part:
    """A part of the index: its first and last word, and its bytes."""

    first: str
    last: str
    data: bytes


@dataclass(frozen=True, slots=True)
class _Index:
    """What a bundle's files say: its entry, its list of pages and parts, and the files of these."""

    entry: dict[str, Any]
    language: str
    meta: list[Any]
    files: tuple[Path, ...]
    fragments: Path

    @property
    def facts(self) -> dict[str, Any]:
        """What the entry says of the language."""
        return self.entry["languages"][self.language]  # type: ignore[no-any-return]


def join(bundles: Sequence[Path], target: Path) -> None:
    """Make one bundle of those of some pages each; all are of one language."""
    indexes = [_read(bundle) for bundle in bundles]
    first = indexes[0]
    if any(
        index.language != first.language or index.meta[3:] != first.meta[3:] for index in indexes
    ):
        raise UnknownFormatError
    parts = list(_cut(_merged(indexes)))
    names = _names(first.language, [part.data for part in parts])
    shutil.copytree(bundles[0], target, ignore=shutil.ignore_patterns("*.pf_*"), dirs_exist_ok=True)
    pages = list(_moved(indexes, target / "fragment"))
    chunks = [[*bounds, name] for bounds, name in zip(_bounds(parts), names, strict=True)]
    (target / "index").mkdir(exist_ok=True)
    for name, part in zip(names, parts, strict=True):
        _write(target / "index" / f"{name}.pf_index", part.data)
    meta = _coded([first.meta[0], pages, chunks, *first.meta[3:]])
    name = f"{first.language}_{hashlib.sha256(meta).hexdigest()[:10]}"
    _write(target / f"pagefind.{name}.pf_meta", meta)
    first.facts.update(hash=name, page_count=sum(index.facts["page_count"] for index in indexes))
    entry = json.dumps(first.entry, ensure_ascii=False, separators=(",", ":"))
    (target / _ENTRY).write_text(entry, encoding="utf-8", newline="\n")


def _read(bundle: Path) -> _Index:
    entry = json.loads((bundle / _ENTRY).read_text(encoding="utf-8"))
    match entry:
        case {"languages": {**languages}} if len(languages) == 1:
            language, facts = str(next(iter(languages))), next(iter(languages.values()))
        case _:
            raise UnknownFormatError
    match facts:
        case {"hash": str() as name, "page_count": int()}:
            meta, _ = _item(_opened(bundle / f"pagefind.{name}.pf_meta"), 0)
        case _:
            raise UnknownFormatError
    match meta:
        # Filters and orders, of which our pages have none, tell the numbers of pages too.
        case [str(), list() as pages, list() as chunks, [], [], list()] if all(
            len(page) == _FORM for page in pages
        ) and all(len(chunk) == _CHUNK for chunk in chunks):
            files = tuple(bundle / "index" / f"{name}.pf_index" for _, _, name in chunks)
            return _Index(entry, language, meta, files, bundle / "fragment")
    raise UnknownFormatError


def _moved(indexes: Iterable[_Index], target: Path) -> Iterator[list[Any]]:
    """Put the texts of all pages into one folder; gives [name, words] of each in order."""
    target.mkdir(exist_ok=True)
    for index in indexes:
        for name, words in index.meta[1]:
            new = name
            # Pagefind makes names longer that two pages of one run share.
            while (file := target / f"{new}.pf_fragment").exists():
                new += "0"
            shutil.copyfile(index.fragments / f"{name}.pf_fragment", file)
            yield [new, words]


def _merged(indexes: Iterable[_Index]) -> Iterator[tuple[str, bytes]]:
    """The words of all, in order, each with its bytes."""
    words: dict[str, _Word] = {}
    offset = 0
    for index in indexes:
        for file in index.files:
            _add(words, _opened(file), offset)
        offset += len(index.meta[1])
    for text in sorted(words):
        yield text, words.pop(text).coded(text)


def _add(words: dict[str, _Word], data: bytes, offset: int) -> None:
    """Take in the words of a part of the index whose pages come after `offset` others."""
    outer, at = _length(data, 0)
    count, at = _length(data, at)
    if outer != 1:
        raise UnknownFormatError
    for _ in range(count):
        text, pages, at = _entry(data, at, _WORD)
        word = words.setdefault(text, _Word())
        word.pages.extend(*pages, offset)
        forms, at = _length(data, at)
        for _form in range(forms):
            text, pages, at = _entry(data, at, _FORM)
            word.forms.setdefault(text, _Pages()).extend(*pages, offset)
    if at != len(data):
        raise UnknownFormatError


def _entry(data: bytes, at: int, fields: int) -> tuple[str, tuple[int, bytes], int]:
    """A word or one of its forms, the number and bytes of its pages, and the place after them."""
    found, at = _length(data, at)
    text, at = _item(data, at)
    count, at = _length(data, at)
    pages = _PAGES.match(data, at)
    if found != fields or pages is None or not isinstance(text, str):
        raise UnknownFormatError
    return text, (count, pages[0]), pages.end()


def _cut(words: Iterable[tuple[str, bytes]]) -> Iterator[_Part]:
    """Parts of whole words in their order; a big word has one of its own."""
    texts: list[str] = []
    some: list[bytes] = []
    size = 0
    for text, data in words:
        if some and size + len(data) > PART:
            yield _part(texts, some)
            texts, some, size = [], [], 0
        texts.append(text)
        some.append(data)
        size += len(data)
    if some:
        yield _part(texts, some)


def _part(texts: list[str], words: list[bytes]) -> _Part:
    head = _head_of(_LIST, 1) + _head_of(_LIST, len(words))
    return _Part(texts[0], texts[-1], b"".join([head, *words]))


def _bounds(parts: Sequence[_Part]) -> Iterator[tuple[str, str]]:
    """The first and last word of each, the first no longer than it takes to come after the last.

    Pagefind looks for a word in the first part whose bounds it is within.
    """
    last = ""
    for part in parts:
        pairs = zip(last, part.first, strict=False)
        same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
        yield part.first[: same + 1], part.last
        last = part.last


def _names(language: str, parts: Iterable[bytes]) -> list[str]:
    """The name of each part: it changes with what is in it, since browsers keep what they have."""
    names: dict[str, None] = {}
    for part in parts:
        whole = f"{language}_{hashlib.sha256(part).hexdigest()}"
        lengths = range(len(language) + 1 + _SHORT, len(whole) + 1)
        names[next(whole[:length] for length in lengths if whole[:length] not in names)] = None
    return list(names)


def _spread(places: list[int], most: int) -> list[int]:
    """Some of the places in a page. A negative number is the weight of those after it.

    Each place but the first after a weight is told by its distance from the one before.
    """
    kept: list[int] = []
    start = 0
    while start < len(places):
        end = next((at for at in range(start + 1, len(places)) if places[at] < 0), len(places))
        if places[start] >= 0:
            raise UnknownFormatError
        kept += [places[start], *_some(places[start + 1 : end], most)]
        start = end
    return kept


def _some(told: list[int], most: int) -> list[int]:
    if len(told) <= most:
        return told
    chosen = [number * len(told) // most for number in range(most)]
    befores = [-1, *chosen[:-1]]
    return [sum(told[one + 1 : at + 1]) for one, at in zip(befores, chosen, strict=True)]


def _opened(file: Path) -> bytes:
    try:
        data = gzip.decompress(file.read_bytes())
    except (OSError, EOFError, zlib.error) as problem:
        raise UnknownFormatError from problem
    if not data.startswith(_MARK):
        raise UnknownFormatError
    return data.removeprefix(_MARK)


def _write(file: Path, data: bytes) -> None:
    file.write_bytes(gzip.compress(_MARK + data, mtime=0))


# CBOR (RFC 8949), as much of it as there is in these files: numbers, texts and lists.


def _head(data: bytes, at: int) -> tuple[int, int, int]:
    """The type of what is at a place, its value or length, and the place after that."""
    try:
        kind, short = divmod(data[at], 32)
    except IndexError:
        raise UnknownFormatError from None
    if short < _LONG:
        return kind, short, at + 1
    if short > _LONGEST:
        raise UnknownFormatError
    end = at + 1 + (1 << (short - _LONG))
    return kind, int.from_bytes(data[at + 1 : end]), end


@functools.cache
def _head_of(kind: int, value: int) -> bytes:
    if value < _LONG:
        return bytes([kind * 32 + value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([kind * 32 + _LONG + size]) + value.to_bytes(1 << size)


def _length(data: bytes, at: int) -> tuple[int, int]:
    """How many things a list has, and the place of the first."""
    kind, length, at = _head(data, at)
    if kind != _LIST:
        raise UnknownFormatError
    return length, at


def _item(data: bytes, at: int) -> tuple[Any, int]:
    """What is at a place, and the place after it."""
    kind, value, at = _head(data, at)
    if kind == _LIST:
        found = []
        for _ in range(value):
            item, at = _item(data, at)
            found.append(item)
        return found, at
    if kind == _TEXT:
        return data[at : at + value].decode(), at + value
    if kind == _NUMBER:
        return value, at
    if kind == _NEGATIVE:
        return -1 - value, at
    raise UnknownFormatError


def _coded(item: list[Any] | str | int) -> bytes:
    if isinstance(item, list):
        return _head_of(_LIST, len(item)) + b"".join(map(_coded, item))
    if isinstance(item, str):
        data = item.encode()
        return _head_of(_TEXT, len(data)) + data
    return _head_of(_NUMBER, item) if item >= 0 else _head_of(_NEGATIVE, -1 - item)


class _Values(dict[bytes, int]):
    """The numbers that bytes are: few ones come again and again."""

    def __missing__(self, data: bytes) -> int:
        value = data[0] & 31 if len(data) == 1 else int.from_bytes(data[1:])
        # A number below zero is told by its type.
        self[data] = number = -1 - value if data[0] >= _NEGATIVE * 32 else value
        return number


_VALUES: Final = _Values()


def _numbers(data: bytes) -> list[int]:
    return [_VALUES[number] for number in _INTS.findall(data)]
