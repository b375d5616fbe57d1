"""Pagefind's index cut anew, so that a word of a query costs a reader about the same in each language.

Pagefind 1.5 cuts its index by the places of words without accents, and does not count those of words
with them, though they stand in the same part: where most words have some, as in Vietnamese and Hindi,
parts become twenty times as big (https://github.com/Pagefind/pagefind/issues/1211). And all places of a
word are in one part, so that a word of every sentence makes a big one in any language.

So the parts are cut again by their bytes, and a word that would fill more than one alone keeps only some
of its places in each page: it is found in all of them, and its number in a page tells next to nothing.

The files are CBOR behind a mark, zipped. Of a format that is not the known one nothing is changed: the
search finds the same, and costs more.
"""

from __future__ import annotations

import gzip
import hashlib
import json
import os
import re
import zlib
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

# Of a part, before it is zipped to two thirds: what English words needed in Pagefind's own parts.
PART: Final = 16_000
# Of a word, those of all its forms; and of the pages they are in, at least one each.
PLACES: Final = 5_000
_MARK: Final = b"pagefind_dcd"
_SHORT: Final = 7

_INT = rb"(?:[\x00-\x17\x20-\x37]|[\x18\x38].|[\x19\x39].{2}|[\x1a\x3a].{4})"
_LIST = rb"(?:[\x80-\x97]|\x98.|\x99.{2}|\x9a.{4})"
# Its number, the places of a word in the text, and those in the names and the like of a page.
_PAGES = re.compile(rb"(?:\x83%b%b%b*+%b%b*+)*+" % (_INT, _LIST, _INT, _LIST, _INT), re.DOTALL)
_WORD, _FORM, _CHUNK = 3, 2, 3  # how many fields each has
# Types of CBOR, and what says that a value has bytes of its own: one, two, four or eight.
_NUMBER, _NEGATIVE, _TEXT_TYPE, _LIST_TYPE = 0, 1, 3, 4
_LONG, _LONGEST = 24, 27


class UnknownFormatError(Exception):
    """A file that is not as Pagefind 1.5 writes it."""


@dataclass(frozen=True, slots=True)
class _Word:
    """A word without its accents, and the bytes that tell where it and its forms stand."""

    text: str
    data: bytes


def recut(bundle: Path) -> None:
    """Cut the index of a bundle of one language anew; what is in no known format stays as it is."""
    try:
        _recut(bundle)
    except UnknownFormatError:
        return


def _recut(bundle: Path) -> None:
    entry_file = bundle / "pagefind-entry.json"
    entry = json.loads(entry_file.read_text(encoding="utf-8"))
    for language, facts in entry["languages"].items():
        list_file = bundle / f"pagefind.{facts['hash']}.pf_meta"
        meta, _ = _item(_opened(list_file), 0)
        files = [bundle / "index" / f"{name}.pf_index" for _, _, name in _chunks(meta)]
        parts = list(_cut(word for file in files for word in _words(_opened(file))))
        names = _named(language, parts)
        meta[2] = [[*bounds, name] for bounds, name in zip(_bounds(parts), names, strict=True)]
        for file in (list_file, *files):
            file.unlink()
        for name, part in zip(names, parts, strict=True):
            _write(bundle / "index" / f"{name}.pf_index", _joined(part))
        whole = _coded(meta)
        facts["hash"] = f"{language}_{hashlib.sha256(whole).hexdigest()[:10]}"
        _write(bundle / f"pagefind.{facts['hash']}.pf_meta", whole)
    text = json.dumps(entry, ensure_ascii=False, separators=(",", ":"))
    entry_file.write_text(text, encoding="utf-8", newline="\n")


def _chunks(meta: Any) -> list[list[str]]:
    """The parts that the list of a bundle names: [first word, last word, name] each."""
    match meta:
        case [str(), list(), list() as chunks, *_] if all(
            isinstance(chunk, list) and len(chunk) == _CHUNK for chunk in chunks
        ):
            return chunks
    raise UnknownFormatError


def _cut(words: Iterable[_Word]) -> Iterator[list[_Word]]:
    """Parts of whole words in their order; a big word has one of its own."""
    part: list[_Word] = []
    size = 0
    for word in words:
        if part and size + len(word.data) > PART:
            yield part
            part, size = [], 0
        part.append(word)
        size += len(word.data)
    if part:
        yield part


def _bounds(parts: Sequence[Sequence[_Word]]) -> Iterator[tuple[str, str]]:
    """The first and last word of each, no longer than it takes to tell it from its neighbor."""
    firsts, lasts = [part[0].text for part in parts], [part[-1].text for part in parts]
    for at in range(1, len(parts)):
        length = 1 + len(os.path.commonprefix([lasts[at - 1], firsts[at]]))
        firsts[at] = firsts[at][:length]
        # The last must not come before the first: "this" before "tho" is no "thi".
        lasts[at - 1] = max(lasts[at - 1][:length], firsts[at - 1])
    return zip(firsts, lasts, strict=True)


def _words(data: bytes) -> Iterator[_Word]:
    """The words of a part, those with too many places thinned."""
    outer, at = _length(data, 0)
    count, at = _length(data, at)
    if outer != 1:
        raise UnknownFormatError
    for _ in range(count):
        start = at
        text, at = _after_text(data, at, _WORD)
        forms, at = _length(data, at)
        for _form in range(forms):
            _, at = _after_text(data, at, _FORM)
        yield _Word(text, _thinned(data[start:at]))
    if at != len(data):
        raise UnknownFormatError


def _after_text(data: bytes, at: int, fields: int) -> tuple[str, int]:
    """The text of a word or of one of its forms, and the place after the pages that have it."""
    found, at = _length(data, at)
    if found != fields:
        raise UnknownFormatError
    text, at = _item(data, at)
    _, at = _length(data, at)
    pages = _PAGES.match(data, at)
    if pages is None or not isinstance(text, str):
        raise UnknownFormatError
    return text, pages.end()


def _thinned(data: bytes) -> bytes:
    """A word with no more places than there should be, spread over each page."""
    # A place is a byte at least.
    if len(data) <= PLACES:
        return data
    word, _ = _item(data, 0)
    lists = [word[1], *(form[1] for form in word[2])]
    places = sum(len(page[1]) for pages in lists for page in pages)
    if places <= PLACES:
        return data
    most = max(1, PLACES // sum(len(pages) for pages in lists))
    for pages in lists:
        for page in pages:
            page[1] = _spread(page[1], most)
    return _coded(word)


def _spread(places: list[int], most: int) -> list[int]:
    """Some of the places in a page. A negative number is the weight of those after it.

    Each place but the first after a weight is told by its distance from the one before.
    """
    kept: list[int] = []
    start = 0
    while start < len(places):
        end = next((n for n in range(start + 1, len(places)) if places[n] < 0), len(places))
        weight, told = places[start], places[start + 1 : end]
        if weight >= 0:
            raise UnknownFormatError
        kept += [weight, *_some(told, most)]
        start = end
    return kept


def _some(told: list[int], most: int) -> list[int]:
    if len(told) <= most:
        return told
    chosen = [number * len(told) // most for number in range(most)]
    return [
        sum(told[before + 1 : at + 1]) for before, at in zip([-1, *chosen], chosen, strict=False)
    ]


def _named(language: str, parts: Iterable[Sequence[_Word]]) -> list[str]:
    """The name of each part: it changes with what is in it, since browsers keep what they have."""
    names: list[str] = []
    for part in parts:
        digest = hashlib.sha256(_joined(part)).hexdigest()
        length = next(n for n in range(_SHORT, 65) if f"{language}_{digest[:n]}" not in names)
        names.append(f"{language}_{digest[:length]}")
    return names


def _joined(part: Sequence[_Word]) -> bytes:
    return b"".join(
        [_head_of(_LIST_TYPE, 1), _head_of(_LIST_TYPE, len(part)), *(word.data for word in part)]
    )


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


def _head_of(kind: int, value: int) -> bytes:
    if value < _LONG:
        return bytes([kind * 32 + value])
    size = next(size for size in range(4) if value < 1 << (8 << size))
    return bytes([kind * 32 + _LONG + size]) + value.to_bytes(1 << size)


def _length(data: bytes, at: int) -> tuple[int, int]:
    """How many things a list has, and the place of the first."""
    kind, length, at = _head(data, at)
    if kind != _LIST_TYPE:
        raise UnknownFormatError
    return length, at


def _item(data: bytes, at: int) -> tuple[Any, int]:
    """What is at a place, and the place after it."""
    kind, value, at = _head(data, at)
    if kind == _LIST_TYPE:
        found = []
        for _ in range(value):
            item, at = _item(data, at)
            found.append(item)
        return found, at
    if kind == _TEXT_TYPE:
        return data[at : at + value].decode(), at + value
    if kind == _NUMBER:
        return value, at
    if kind == _NEGATIVE:
        return -1 - value, at
    raise UnknownFormatError


def _coded(item: Any) -> bytes:
    if isinstance(item, list):
        return _head_of(_LIST_TYPE, len(item)) + b"".join(map(_coded, item))
    if isinstance(item, str):
        data = item.encode()
        return _head_of(_TEXT_TYPE, len(data)) + data
    return _head_of(_NUMBER, item) if item >= 0 else _head_of(_NEGATIVE, -1 - item)
