"""Findings for a person at a terminal: the place, the fact, the text underlined, the remedy."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING

from polyclinic.check.render.places import is_built, nowhere
from polyclinic.check.report import together
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polyclinic.check.render.places import Address
    from polyclinic.check.report import Place, Report

COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.INFO: "36"}
# A line longer than this is cut around what is meant.
WIDTH = 96


def render(reports: Sequence[Report], address: Address = nowhere, *, colour: bool = False) -> str:
    """All findings, where their rules are explained, and a line that counts them."""
    found = [_one(report, colour=colour) for report in together(reports)]
    return "\n".join([*found, *_explained(reports, address), _count(reports)])


def _explained(reports: Sequence[Report], address: Address) -> Iterator[str]:
    for code in sorted({report.code for report in reports}):
        if address(code):
            yield f"{code} is explained at {address(code)}"


def _one(report: Report, *, colour: bool) -> str:
    level = _painted(report.severity.value, COLOURS[report.severity], colour=colour)
    code = _painted(report.code, "1", colour=colour)
    lines = [f"{report.place}: {level} {code} {report.message}"]
    pages = [place for place in report.related if is_built(place)]
    if len(pages) > 1:
        lines.append(f"  on {len(pages)} pages: {', '.join(f'/{place.path}' for place in pages)}")
    for place in (report.place, *report.related):
        lines += _excerpt(place)
    if report.help:
        lines.append(f"  help: {report.help}")
    return "\n".join(lines)


def _painted(text: str, code: str, *, colour: bool) -> str:
    return f"\033[{code}m{text}\033[0m" if colour else text


def _excerpt(place: Place) -> Iterator[str]:
    """The line, and carets under what is meant, as wide as terminals show the letters."""
    if not place.excerpt.strip() or place.line is None:
        return
    start = _offset(place)
    cut = max(0, start - WIDTH // 2) if len(place.excerpt) > WIDTH else 0
    shown = place.excerpt[cut : cut + WIDTH].replace("\n", " ").replace("\t", " ")
    margin = f"{place.line:>6} | "
    yield margin + shown
    if place.length:
        before = _cells(shown[: start - cut])
        yield " " * (len(margin) + before) + "^" * max(
            1, _cells(shown[start - cut :][: place.length])
        )


def _offset(place: Place) -> int:
    """Where in the excerpt the text begins: a catalog's column counts from its first quote."""
    column = (place.column or 1) - 1
    return column if column < len(place.excerpt) else 0


def _cells(text: str) -> int:
    wide = sum(unicodedata.east_asian_width(c) in "WF" for c in text)
    return len(text) + wide - sum(unicodedata.combining(c) > 0 for c in text)


def _count(reports: Sequence[Report]) -> str:
    counts = {s: sum(r.severity is s for r in together(reports)) for s in Severity}
    if not any(counts.values()):
        return "nothing found"
    withheld = len({(of, r.locale) for r in reports if r.blocks for of in _withheld(r)})
    said = ", ".join(f"{n} {s.value}{'s' if n != 1 else ''}" for s, n in counts.items() if n)
    pages = "page" if withheld == 1 else "pages"
    return f"{said}; {withheld} {pages} withheld" if withheld else said


def _withheld(report: Report) -> list[str]:
    """The articles that a blocking finding withholds, or its page, where that is of none."""
    return report.article.split() or [report.place.path]
