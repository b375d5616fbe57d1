"""One text in one context is translated one way in all catalogs of a language.

Why: the same heading or instruction in two wordings makes a reader look for a difference.

Remedy: choose one wording, or give the texts different contexts in the source.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check.finding import Finding
from polyclinic.check.rule import CatalogsRule
from polyclinic.check.subjects import Catalogs, Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(catalogs: Catalogs) -> Iterator[Finding]:
    """Find entries that differ from the first one of the same text."""
    first: dict[tuple[str, str | None, str], Pair] = {}
    for pair in catalogs.pairs:
        if pair.fuzzy or not pair.msgstr:
            continue
        known = first.setdefault((pair.locale, pair.context, pair.msgid), pair)
        if known.msgstr.split() != pair.msgstr.split():
            yield Finding(
                f"“{pair.msgid}” is translated “{known.msgstr}” in {known.path}:{known.line}",
                "choose one wording, or give the texts different contexts in the source",
                text=pair.msgstr,
                part=f"{pair.path}:{pair.line}:{pair.column}",
                other=known.msgstr,
            )


RULE = CatalogsRule(
    "TRN109",
    "one text translated two ways",
    Severity.WARNING,
    check,
    bad=(Catalogs((Pair("es", "Risks", "Riesgos"), Pair("es", "Risks", "Peligros"))),),
    good=(
        Catalogs((Pair("es", "Risks", "Riesgos"), Pair("es", "Risks", "Riesgos"))),
        Catalogs((Pair("es", "Do", "Haga"), Pair("es", "Do", "Hacer", context="title"))),
        Catalogs((Pair("es", "Risks", "Riesgos"), Pair("fr", "Risks", "Risques"))),
    ),
)
