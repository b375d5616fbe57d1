"""The sentences of an English article's Markdown, at their own places."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING

from polyclinic.check.prose import FILL, blocks, prose

if TYPE_CHECKING:
    from collections.abc import Iterator

_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*|\d+(?:[.,]\d+)*")
_END = re.compile(r"(?<=[.?!])[\"'”’)*_]*(?=\s+[\"'“‘(*_\[]*[A-Z0-9])")
# Full stops that end no sentence.
_ABBREVIATION = re.compile(r"\b(?:Dr|Mr|Mrs|Ms|Prof|St|vs|e\.g|i\.e|etc|approx|No)\.$")
_SPACE = re.compile(r"\s+")
_LEADING = re.compile(r"^\s*(?:>[ \t]*)*(?:[-*+][ \t]+(?:\[[ xX]\][ \t]+)?|\d+[.)][ \t]+)?")
_NO_PROSE = re.compile(r"\s*(?:#|\||!!!|\?\?\?|===)")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence, its words, and where it begins in the body."""

    text: str
    words: tuple[str, ...]
    offset: int


@lru_cache(maxsize=64)
def sentences(body: str) -> tuple[Sentence, ...]:
    """The sentences of an article, those of lists too; headings and tables are not prose."""
    return tuple(_sentences(body))


def _sentences(body: str) -> Iterator[Sentence]:
    # A quantity reads as a number and a unit; what else is covered reads as one word.
    text = re.sub(r"\{(\s*\d[^{}\n]*)\}", r" \1 ", prose(body, quantities=True))
    for start, block in blocks(text):
        if _NO_PROSE.match(block):
            continue
        lead = _LEADING.match(block)
        at = lead.end() if lead else 0
        for begin, sentence in _split(block, at):
            shown = re.sub(rf"(?<=\]\(){FILL}+", "", sentence)
            words = tuple(_WORD.findall(re.sub(rf"{FILL}+", " thing ", shown)))
            # An item such as "Bone" is no sentence.
            if words and re.search(r"[.?!][\"'”’)*_\]]*\s*$", sentence):
                text_of = body[start + begin : start + begin + len(sentence)].strip()
                yield Sentence(text_of, words, start + begin)


def _split(block: str, at: int) -> Iterator[tuple[int, str]]:
    for end in _END.finditer(block, at):
        if not _ABBREVIATION.search(block[max(end.start() - 8, 0) : end.start()]):
            yield at, block[at : end.end()]
            space = _SPACE.match(block, end.end())
            at = space.end() if space else end.end()
    yield at, block[at:]
