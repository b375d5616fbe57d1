"""Identity: a page that is read for its messages, or translated into itself, stays as it was.

Every page of the corpus is converted by plain Python-Markdown, and four times by the engine:

source      only read for messages
empty       translated with a catalog that knows nothing
identity    translated with a catalog whose every msgstr is its msgid
round trip  the same, each msgstr with a space at its end, so that it is another text and every
            block is taken apart and put together again; white space may be wrapped anew

The first three must be equal letter by letter, the fourth tag by tag and word by word.
"""

from __future__ import annotations

import argparse
import difflib
import sys
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import corpus
from html_tokens import without_wrapping
from polyclinic.i18n.catalog import MISSING, State, Translation
from polyclinic.markdown.document import Converter, Rendered

if TYPE_CHECKING:
    from markdown import Markdown

    from polyclinic.markdown.extension import Lookup

WAYS = ("source", "empty", "identity", "round trip")


@dataclass(slots=True)
class Tally:
    """What was counted on one site."""

    pages: int = 0
    messages: int = 0
    equal: dict[str, int] = field(default_factory=lambda: dict.fromkeys(WAYS, 0))
    rejected: list[str] = field(default_factory=list)
    unreadable: list[str] = field(default_factory=list)
    raw_html: list[str] = field(default_factory=list)
    differences: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another site's counts."""
        self.pages += other.pages
        self.messages += other.messages
        for way in WAYS:
            self.equal[way] += other.equal[way]
        self.rejected += other.rejected
        self.unreadable += other.unreadable
        self.raw_html += other.raw_html
        self.differences += other.differences

    @property
    def whole(self) -> bool:
        """Whether every page came back in every way, with every block."""
        return all(self.equal[way] == self.pages for way in WAYS) and not self.rejected


@dataclass(frozen=True, slots=True)
class Bench:
    """A site's converters, one for each way: what an extension keeps from page to page is alike."""

    plain: Markdown
    ways: dict[str, Converter]


def bench(site: corpus.Site) -> Bench:
    """Set up the converters of a site."""
    ways = {way: Converter(site.extensions, site.extension_configs) for way in WAYS}
    return Bench(site.converter(), ways)


def nothing(msgid: str, context: str | None) -> Translation:  # noqa: ARG001 - a Lookup
    """Know no translation."""
    return MISSING


def same(msgid: str, context: str | None) -> Translation:  # noqa: ARG001 - a Lookup
    """Translate a message into itself."""
    return Translation(msgid, State.TRANSLATED)


def joined(msgid: str, context: str | None) -> Translation:  # noqa: ARG001 - a Lookup
    """Translate a message into itself, with a space that is trimmed."""
    return Translation(msgid + " ", State.TRANSLATED)


def compare(site: corpus.Site) -> Tally:
    """Convert every page of a site in every way, and count what stayed the same."""
    tally = Tally()
    made = bench(site)
    for path in site.files:
        text = corpus.read_page(path)
        expected = made.plain.reset().convert(text)
        source = made.ways["source"].source(text)
        anchors = source.page.found_anchors

        def translated(way: str, lookup: Lookup) -> Rendered:
            return made.ways[way].translated(text, lookup, anchors=anchors)  # noqa: B023 - used at once

        outcomes = {
            "source": source,
            "empty": translated("empty", nothing),
            "identity": translated("identity", same),
            "round trip": translated("round trip", joined),
        }
        _count(tally, f"{site.name}/{path.relative_to(site.docs)}", expected, outcomes)
    return tally


def _count(tally: Tally, place: str, expected: str, outcomes: dict[str, Rendered]) -> None:
    tally.pages += 1
    page = outcomes["source"].page
    tally.messages += len(page.messages)
    tally.unreadable += [f"{place}: {block}" for block in page.unreadable]
    tally.raw_html += [f"{place}: {block}" for block in page.raw_html]
    rejections = outcomes["round trip"].page.rejections
    tally.rejected += [f"{place}: {r.reason.message}: {r.msgid}" for r in rejections]
    for way, outcome in outcomes.items():
        difference = _difference(way, expected, outcome.html)
        tally.equal[way] += not difference
        if difference:
            tally.differences.append(f"{place}: {way}:\n{difference}")


def _difference(way: str, expected: str, found: str) -> str:
    """Say where two pages differ, as a few lines; "" if they do not."""
    if found == expected:
        return ""
    if way != "round trip":
        return _first_lines(expected.split("\n"), found.split("\n"))
    left = without_wrapping(expected)
    right = without_wrapping(found)
    return "" if left == right else _first_lines([*map(str, left)], [*map(str, right)])


def _first_lines(expected: list[str], found: list[str]) -> str:
    lines = difflib.unified_diff(expected, found, lineterm="", n=1)
    return "\n".join(f"    {line[:180]}" for line in list(lines)[2:14])


def main() -> int:
    """Print a line for each site; exit 1 unless every page is the same in every way."""
    parser = argparse.ArgumentParser(description="How many pages stay as they were.")
    parser.add_argument("--cache", type=Path, default=corpus.CACHE, metavar="DIR")
    parser.add_argument("--site", action="append", metavar="NAME", help="only this site")
    parser.add_argument("--show", action="store_true", help="print what differs")
    options = parser.parse_args()
    print(f"{'site':20}{'pages':>7}", *(f"{way:>12}" for way in WAYS), end="", sep="")
    print(f"{'messages':>10}{'rejected':>10}{'unreadable':>12}{'raw HTML':>10}")
    total = Tally()
    for site in corpus.sites(options.cache):
        if not options.site or site.name in options.site:
            tally = compare(site)
            total.add(tally)
            _line(site.name, tally)
    _line("in all", total)
    share = min(total.equal.values()) / total.pages if total.pages else 0.0
    print(f"identity: {share:.2%} of {total.pages} pages")
    if options.show:
        for heading, items in (
            ("differs", total.differences),
            ("rejected", total.rejected),
            ("unreadable", total.unreadable),
        ):
            for item in items:
                print(f"{heading}: {item}")
    return 0 if total.whole else 1


def _line(name: str, tally: Tally) -> None:
    print(f"{name:20}{tally.pages:7}", *(f"{tally.equal[way]:12}" for way in WAYS), end="", sep="")
    print(
        f"{tally.messages:10}{len(tally.rejected):10}{len(tally.unreadable):12}"
        f"{len(tally.raw_html):10}"
    )


if __name__ == "__main__":
    sys.exit(main())
