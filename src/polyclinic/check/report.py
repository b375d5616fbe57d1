"""A finding with its rule and its place: what people and machines are shown."""

from __future__ import annotations

import hashlib
from collections import Counter
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from polyclinic.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence


@dataclass(frozen=True, slots=True)
class Place:
    """A place in a file, or with no line the file as a whole. Lines and columns count from 1."""

    path: str
    line: int | None = None
    column: int | None = None
    excerpt: str = ""  # the line as it stands
    length: int = 0  # how many characters from `column` on are meant

    def __str__(self) -> str:
        """`file:line:column`, as far as it is known."""
        parts = (self.path, self.line, self.column)
        return ":".join(str(part) for part in parts if part is not None)


@dataclass(frozen=True, slots=True)
class Report:
    """One finding: `related` is the other side where two disagree.

    `article` (one a line where they are several) and `locale` name what is withheld if the finding
    blocks; a blocking finding without a locale is one of the source and withholds the article in
    every language.
    """

    code: str
    severity: Severity
    message: str
    help: str
    place: Place
    related: tuple[Place, ...] = ()
    blocks: bool = False
    article: str = ""
    locale: str = ""

    @property
    def fingerprint(self) -> str:
        """The same for the same fault, wherever in its file it moves to."""
        said = f"{self.code}\x00{self.place.path}\x00{self.message}\x00{self.place.excerpt.strip()}"
        return hashlib.blake2b(said.encode(), digest_size=10).hexdigest()

    @property
    def diagnostic(self) -> Diagnostic:
        """The finding as the rest of the engine knows it."""
        place = self.place
        return Diagnostic(
            self.severity, self.message, self.help, place.path, place.line, place.column, self.code
        )


def together(reports: Iterable[Report]) -> list[Report]:
    """The findings for a reader: a fault of a source, found on its page in each language, is one.

    What is withheld is told by the findings as they came: one of these names several languages.
    """
    found: dict[tuple[Report, int], list[Report]] = {}
    seen = Counter[Report]()
    for report in reports:
        # Two equal ones of one language are two faults.
        alone = replace(report, related=())
        key = replace(alone, locale=""), seen[alone]
        seen[alone] += 1
        found.setdefault(key, []).append(report)
    return [_one(same) for same in found.values()]


def _one(same: Sequence[Report]) -> Report:
    related = dict.fromkeys(place for report in same for place in report.related)
    return replace(same[0], related=tuple(related), locale="") if len(same) > 1 else same[0]


def place_in(path: str, text: str, offset: int, length: int, first_line: int = 1) -> Place:
    """The place of a part of a text that begins on `first_line` of its file."""
    start = text.rfind("\n", 0, offset) + 1
    end = text.find("\n", offset)
    excerpt = text[start : end if end >= 0 else len(text)]
    line = text.count("\n", 0, offset) + first_line
    return Place(path, line, offset - start + 1, excerpt, min(length, len(excerpt)))
