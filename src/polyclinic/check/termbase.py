"""The termbase: how each language says a term, and what it must not say.

One row of the tab-separated table is a term in one language: `source`, `locale`, `preferred`,
`allowed` and `forbidden` (entries between bars, `*` for any ending), and a note that says why.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.check import words

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

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
        return words.find(f"{self.source}|{self.source}s|{self.source}es", "en", text)


def read(text: str) -> tuple[Term, ...]:
    """The rows of a termbase; raises ValueError for a table without the columns."""
    rows = csv.reader(text.split("\n"), delimiter="\t", quoting=csv.QUOTE_NONE)
    header = next(rows, [])
    if tuple(header) != COLUMNS:
        raise ValueError(f"the columns are {', '.join(header)}, not {', '.join(COLUMNS)}")
    return tuple(Term(*(cell.strip() for cell in row)) for row in rows if any(row))


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
