"""The termbase: how each language says a term, and what it must not say.

One row of the tab-separated table is a term in one language: `source`, `locale`, `preferred`,
`allowed` and `forbidden` (entries between bars, `*` for any ending), and a note that says why.
"""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from dataclasses import dataclass, fields
from functools import cache, lru_cache
from typing import TYPE_CHECKING

from polyclinic.check import words
from polyclinic.check.subjects import Pair

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

FILE = "termbase.tsv"
COLUMNS = ("source", "locale", "preferred", "allowed", "forbidden", "note")


@dataclass(frozen=True, slots=True)
class Term:
    """A term of the source in one language. `allowed` and `forbidden` hold entries between bars."""

    source: str
    locale: str
    preferred: str
    allowed: str = ""
    forbidden: str = ""
    note: str = ""

    @property
    def right(self) -> str:
        """Every form that is right, between bars."""
        return f"{self.preferred}|{self.allowed}"

    def in_source(self, text: str) -> list[words.Found]:
        """Where the English text has the term, in the singular or the plural."""
        return _stands(self.source, text)


def _stands(source: str, text: str) -> list[words.Found]:
    beginning, forms = _forms(source)
    return words.find(forms, "en", text) if beginning in words.fold(text)[0] else []


@cache
def _forms(source: str) -> tuple[str, str]:
    """What every form of a term begins with, as texts are folded; and the forms, between bars."""
    first = words.fold(source)[0].split()
    forms = [source, f"{source}s", f"{source}es"]
    if source.endswith("y"):
        forms.append(f"{source.removesuffix('y')}ies")
    return first[0].partition("*")[0].removesuffix("y") if first else "", "|".join(forms)


def read(text: str) -> tuple[Term, ...]:
    """The rows of a termbase; raises ValueError for a table without the columns."""
    rows = csv.reader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise ValueError(f"the columns are {', '.join(header)}, not {', '.join(COLUMNS)}")
    return tuple(Term(*(cell.strip() for cell in row)) for row in rows if any(row))


class Terms:
    """The terms of one language."""

    def __init__(self, locale: str, rows: Iterable[Term]) -> None:
        self._rows = defaultdict[str, list[Term]](list)
        for row in rows:
            if row.locale == locale:
                self._rows[row.source].append(row)
        self._sources = tuple(self._rows)

    def of(self, source: str) -> tuple[Term, ...]:
        """Those that a source text may have."""
        return tuple(row for each in _sources(source, self._sources) for row in self._rows[each])


@dataclass(frozen=True, slots=True)
class PairWithTerms(Pair):
    """An entry of a language that has terms."""

    of_language: Terms | None = None

    @property
    def terms(self) -> tuple[Term, ...]:
        """Those that its source may have."""
        return self.of_language.of(self.msgid) if self.of_language else ()


def with_terms(pair: Pair, terms: Iterable[Term]) -> PairWithTerms:
    """The entry with those of the terms that concern it."""
    values = {field.name: getattr(pair, field.name) for field in fields(Pair)}
    return PairWithTerms(**values, of_language=Terms(pair.locale, terms))


@lru_cache(maxsize=4096)
def _sources(source: str, terms: tuple[str, ...]) -> tuple[str, ...]:
    """Which terms a text may have; it is asked once, not once in each language."""
    text = f"{source}\n{spelled_out(source)}"
    return tuple(term for term in terms if _stands(term, text))


def terms_of(text: str, terms: Iterable[Term]) -> Iterator[tuple[Term, words.Found]]:
    """The terms an English text has, each where it first stands.

    A longer term hides a shorter one inside it: “general anesthesia” is not “anesthesia” as well.
    """
    rest = text
    for term in sorted(terms, key=lambda term: len(term.source), reverse=True):
        found = term.in_source(rest)
        for one in found:
            rest = rest.replace(one.text, " " * len(one.text))
        if found:
            yield term, found[0]


def spelled_out(source: str) -> str:
    """“Local or general anesthesia” means local anesthesia too."""
    shared = re.findall(r"\b([\w-]+) (?:and|or) [\w-]+ ([\w-]+)", source)
    return ". ".join(f"{first} {noun}" for first, noun in shared)
