"""The two sides of a catalog entry, and what of them other rules have compared already."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Final

from polyclinic.check.moments import paired
from polyclinic.check.numbers import has_figures
from polyclinic.check.phones import Calls

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from polyclinic.check.finding import Finding
    from polyclinic.check.numbers import Span
    from polyclinic.check.subjects import Pair

# The language articles are written in.
SOURCE: Final = "en"


def each_form(pair: Pair, compare: Callable[[str, str], Iterable[Finding]]) -> Iterator[Finding]:
    """Compare a text with its translation; a plural form with the singular or the plural."""
    if not pair.forms:
        yield from compare(pair.msgid, pair.msgstr)
        return
    for form in filter(None, pair.forms):
        sources = {pair.msgid, pair.msgid_plural or pair.msgid}
        yield from min((list(compare(source, form)) for source in sorted(sources)), key=len)


@dataclass(frozen=True, slots=True)
class Taken:
    """Where dates, times and phone numbers stand that have a partner on the other side."""

    source: tuple[Span, ...]
    target: tuple[Span, ...]


@lru_cache(maxsize=16)
def taken(source: str, target: str, locale: str) -> Taken:
    """What the rules for dates, times and phone numbers compare: its digits are not numbers."""
    if not (has_figures(source) or has_figures(target)):
        return Taken((), ())
    calls = Calls.of(source, target)
    couples: list[tuple[Span, Span]] = []
    for pairing in paired(source, target, locale, SOURCE):
        for here, there in (*pairing.agreeing, *pairing.differing):
            couples.append(((here.start, here.end), (there.start, there.end)))
    couples += (((p.start, p.end), (q.start, q.end)) for p, q in calls.agreeing)
    return Taken(
        (*(span for span, _ in couples), *((p.start, p.end) for p in calls.missing)),
        (*(span for _, span in couples), *((p.start, p.end) for p in calls.extra)),
    )
