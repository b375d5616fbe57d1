"""No English is left over in a translation.

Three or more English words in a row are found in a text of another script, and in a Latin one where
the source has the same row. Rows of capitalised words are names and may stay.

Why: a reader who chose another language may not read the rest, and may take a part for the whole.

Remedy: translate the words. A name that must stay keeps its capitals.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check import words, writing
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

ROW = 3
"""So many words in a row are no accident."""

_RUN = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*(?: +[A-Za-z]+(?:['’-][A-Za-z]+)*)*")
_WORD = re.compile(r"[A-Za-z]+(?:['’-][A-Za-z]+)*")
_MIXED = re.compile(r"\b(?=\w*[A-Za-z])(?=\w*[^\W\dA-Za-z_])\w+")
_SMALL = frozenset({"of", "and", "the", "for", "in", "on", "to", "a", "an", "at"})


def check(pair: Pair) -> Iterator[Finding]:
    """Find rows of English words."""
    own_script = words.language(pair.locale) not in words_in_latin()
    source = " ".join(_words(writing.words_only(pair.msgid)))
    for run in _runs(pair.msgstr):
        row = run if own_script else _shared(run, source)
        found = _WORD.findall(row)
        if len(found) >= ROW and not _is_name(found):
            yield Finding(
                f"“{row}” is English",
                "translate it",
                text=row,
                offset=pair.msgstr.find(row),
                part="msgstr",
            )


def words_in_latin() -> frozenset[str]:
    """The languages written as English is."""
    return frozenset(words.NEGATORS) - {"ar", "hi", "uk", "zh"}


def _runs(text: str) -> list[str]:
    """Rows of unaccented words; an accented letter beside one makes it no English word."""
    unmixed = _MIXED.sub(lambda match: "|" * len(match[0]), writing.prose(text))
    return [match[0] for match in _RUN.finditer(unmixed)]


def _words(text: str) -> list[str]:
    return [word.lower() for word in _WORD.findall(text)]


def _shared(run: str, source: str) -> str:
    """The longest part of the row that the source has word by word."""
    places = list(_WORD.finditer(run))
    for size in range(len(places), ROW - 1, -1):
        for start in range(len(places) - size + 1):
            row = run[places[start].start() : places[start + size - 1].end()]
            if f" {' '.join(_words(row))} " in f" {source} ":
                return row
    return ""


def _is_name(found: list[str]) -> bool:
    return all(word[0].isupper() or word in _SMALL for word in found)


RULE = PairRule(
    "TRN106",
    "English left over",
    Severity.WARNING,
    check,
    bad=(
        Pair("es", "Ask your care team first.", "Ask your care team primero."),
        Pair("ar", "Ask your care team first.", "اسألوا your care team أولاً."),
    ),
    good=(
        Pair("es", "The National Cancer Institute", "El National Cancer Institute"),
        Pair("hi", "See [the care plan](1).", "[योजना](1) देखें।"),
        Pair("fr", "Simple pain cases", "Des cas simples de douleur"),
    ),
)
