"""Suppressions: a rule is told to be silent in one place, with a reason.

In an article, for all of it: `<!-- check: ignore ART004 because … -->`.
For the block that follows: `<!-- check: ignore ART004 here because … -->`.
On a catalog entry, as a translator's comment: `# check: ignore TRN101 because …`.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.check.report import Place, Report
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_SUPPRESSION = re.compile(
    r"check:\s*ignore\s+(?P<codes>[A-Z]{3}\d{3}(?:\s*,\s*[A-Z]{3}\d{3})*)"
    r"(?P<here>\s+here\b)?"
    r"(?:\s*[:,-]?\s*because\s+(?P<reason>.*?))?\s*(?:-->|$)"
)

_FENCE = re.compile(r"\s*(`{3,}|~{3,})")


@dataclass(frozen=True, slots=True)
class Suppression:
    """What is ignored where: in a whole article, or, with `last`, from line `first` to that."""

    code: str
    reason: str
    place: Place
    first: int = 0
    last: int = 0

    def covers(self, report: Report) -> bool:
        """Whether a finding is one that this ignores."""
        if (report.code, report.place.path) != (self.code, self.place.path):
            return False
        return not self.last or self.first <= (report.place.line or 0) <= self.last


def in_text(path: str, text: str, first: int = 1, last: int = 0) -> Iterator[Suppression]:
    """The suppressions of a text. With `last`, they concern `first` to `last` alone."""
    lines = text.split("\n")
    for number, line in enumerate(lines):
        for found in _SUPPRESSION.finditer(line):
            place = Place(path, first + number, found.start() + 1, line, len(found[0]))
            span = (first if last else 0, last)
            if found["here"] and not last:
                span = (first + number, first + _end_of_block(lines, number + 1))
            for code in re.split(r"\s*,\s*", found["codes"]):
                yield Suppression(code, found["reason"] or "", place, *span)


def _end_of_block(lines: list[str], start: int) -> int:
    """The index of the last line of the block that begins at `start`, or after blank lines there.

    A block ends at a blank line, but what is indented under its first line belongs to it, and a
    fenced block ends at its fence.
    """
    while start < len(lines) and not lines[start].strip():
        start += 1
    if start >= len(lines):
        return len(lines) - 1
    fence = _FENCE.match(lines[start])
    indent = _indent(lines[start])
    end = start
    for index in range(start + 1, len(lines)):
        line = lines[index]
        if fence:
            end = index
            if line.strip().startswith(fence[1]) and not line.strip(" \t`~"):
                break
        elif line.strip():
            if not lines[index - 1].strip() and _indent(line) <= indent:
                break
            end = index
    return end


def _indent(line: str) -> int:
    return len(line) - len(line.lstrip())


def apply(reports: Iterable[Report], suppressions: Iterable[Suppression]) -> list[Report]:
    """What is left, with a finding for each suppression that is not used or gives no reason."""
    known, used, left = list(suppressions), set(), []
    for report in reports:
        covering = [s for s in known if s.covers(report)]
        used.update(covering)
        if not covering:
            left.append(report)
    return left + [r for s in known for r in _complaints(s, used=s in used)]


def _complaints(suppression: Suppression, *, used: bool) -> Iterator[Report]:
    code, place = suppression.code, suppression.place
    if not suppression.reason:
        message = f"{code} is ignored without a reason"
        yield Report("CHK002", Severity.WARNING, message, "add `because …`", place)
    if not used:
        message = f"{code} is ignored here, but finds nothing"
        yield Report("CHK003", Severity.WARNING, message, "remove the comment", place)
