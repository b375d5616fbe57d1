"""The termbase: how each language says a term, and what it must not say.

One row of the tab-separated table is a term in one language: `source`, `locale`, `preferred`,
`allowed` and `forbidden` (entries between bars, `*` for any ending), and a note that says why.
"""

from __future__ import annotations

import csv
import re
from dataclasses import dataclass, fields
from functools import lru_cache
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

    @property
    def _beginning(self) -> str:
        """What every form of the term begins with, as texts are folded."""
        first = words.fold(self.source)[0].split()
        return first[0].partition("*")[0].removesuffix("y") if first else ""

    def in_source(self, text: str) -> list[words.Found]:
        """Where the English text has the term, in the singular or the plural."""
        if self._beginning not in words.fold(text)[0]:
            return []
        forms = [self.source, f"{self.source}s", f"{self.source}es"]
        if self.source.endswith("y"):
            forms.append(f"{self.source.removesuffix('y')}ies")
        return words.find("|".join(forms), "en", text)


def read(text: str) -> tuple[Term, ...]:
    """The rows of a termbase; raises ValueError for a table without the columns."""
    rows = csv.reader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise ValueError(f"the columns are {', '.join(header)}, not {', '.join(COLUMNS)}")
    return tuple(Term(*(cell.strip() for cell in row)) for row in rows if any(row))


@dataclass(frozen=True, slots=True)
class PairWithTerms(Pair):
    """An entry, with the terms of its language; a rule is shown those that its source has."""

    terms: tuple[Term, ...] = ()


def with_terms(pair: Pair, terms: Iterable[Term]) -> PairWithTerms:
    """The entry with those of the terms that concern it."""
    own = tuple(term for term in terms if term.locale == pair.locale)
    there = set(
        _sources(f"{pair.msgid}\n{spelled_out(pair.msgid)}", tuple(term.source for term in own))
    )
    values = {field.name: getattr(pair, field.name) for field in fields(Pair)}
    return PairWithTerms(**values, terms=tuple(term for term in own if term.source in there))


@lru_cache(maxsize=4096)
def _sources(text: str, sources: tuple[str, ...]) -> tuple[str, ...]:
    """Which terms the text may have; it is asked once, not once in each language."""
    return tuple(source for source in sources if Term(source, "", "").in_source(text))


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
