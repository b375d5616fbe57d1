"""Pseudo-translation: every letter a translator is shown gets an accent; what has none was missed.

Each page of the English sites is translated so. Then the visible letters of its HTML are counted by
the kind of text they stand in, with those that a translator reached. Code, formulas and keys
are no prose and not counted. Tags, links, ids and code must be those of the source, one for one.
"""

from __future__ import annotations

import argparse
import re
import sys
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import corpus
from html_tokens import SPOKEN, Tag, Text, tokens
from polyclinic.i18n.catalog import State, Translation
from polyclinic.markdown.document import Converter

# One letter for one letter, so that a place in a page is the same place in its translation.
PLAIN = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
ACCENTED = "ÁḂĆĎÉḞĠĤÍĴḰĹḾŃÓṔɊŔŚŤÚṼẂẌÝŹáḃćďéḟġĥíĵḱĺḿńóṕɋŕśťúṽẃẍýź"
_ACCENT = str.maketrans(PLAIN, ACCENTED)
_ACCENTED_LETTERS = frozenset(ACCENTED)

# Nobody translates an address or a template's expression.
_NO_WORDS = re.compile(
    r"(?:\b[a-z]+:)?//\S+|\bwww\.\S+|[\w.+-]+@[\w-]+(?:\.[\w-]+)+|\{%.*?%\}|\{\{.*?\}\}",
    re.IGNORECASE,
)
# What a translator copies: code, marks, quantities and other braces, character references, and the
# letters of symbols that an extension reads: (c), 1st.
_COPIED = re.compile(
    r"(?<!\\)(?P<ticks>`+).+?(?<!`)(?P=ticks)(?!`)|\]\(\d+\)|</?\d+/?>|\[\^\d+\]|\{[^{}\n]*\}"
    r"|&#?\w+;?|\((?:c|r|tm)\)|\b\d+(?:st|nd|rd|th)\b|\bc/o\b|\\.|" + _NO_WORDS.pattern,
    re.IGNORECASE | re.DOTALL,
)
# Not prose; `abbr` holds what was kept on purpose, `arithmatex` a formula.
_NOT_PROSE = frozenset(
    ("abbr", "code", "kbd", "math", "pre", "samp", "script", "style", "svg", "textarea")
)
_NOT_PROSE_CLASSES = frozenset(("arithmatex", "highlight", "keys", "linenos"))
_KINDS = {
    **dict.fromkeys(("h1", "h2", "h3", "h4", "h5", "h6"), "heading"),
    **dict.fromkeys(("td", "th"), "cell"),
    **dict.fromkeys(("dt", "dd"), "definition"),
    **dict.fromkeys(("figcaption", "caption"), "caption"),
    **{name: name for name in ("p", "li", "summary", "label", "blockquote")},
}
# A kind needs so many letters before its share says anything.
ENOUGH = 200
WANTED, WANTED_KIND = 99.5, 99.0
SAME = ("structure", "links", "ids", "code")


@dataclass(slots=True)
class Tally:
    """What was counted on one site."""

    pages: int = 0
    letters: Counter[str] = field(default_factory=Counter)
    reached: Counter[str] = field(default_factory=Counter)
    same: Counter[str] = field(default_factory=Counter)
    rejected: list[str] = field(default_factory=list)
    missed: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add another site's counts."""
        self.pages += other.pages
        self.letters += other.letters
        self.reached += other.reached
        self.same += other.same
        self.rejected += other.rejected
        self.missed += other.missed
        self.changed += other.changed

    @property
    def share(self) -> float:
        """The share of letters that were reached, in percent."""
        return _share(self.reached.total(), self.letters.total())

    @property
    def good(self) -> bool:
        """Whether the figures wanted are reached."""
        kinds = (
            _share(self.reached[kind], letters) >= WANTED_KIND
            for kind, letters in self.letters.items()
            if letters >= ENOUGH
        )
        return (
            self.share >= WANTED
            and all(kinds)
            and all(self.same[what] == self.pages for what in SAME)
        )


def accent(msgid: str, kept: frozenset[str] = frozenset()) -> str:
    """Put an accent on every letter that a translator would translate, but not on `kept` words."""
    words = "|".join(
        rf"(?<!\w){re.escape(word)}(?!\w)" for word in sorted(kept, key=len, reverse=True)
    )
    pattern = re.compile(f"{_COPIED.pattern}|(?-i:{words})", _COPIED.flags) if kept else _COPIED
    out, end = "", 0
    for match in pattern.finditer(msgid):
        out += msgid[end : match.start()].translate(_ACCENT) + match[0]
        end = match.end()
    return out + msgid[end:].translate(_ACCENT)


def measure(site: corpus.Site) -> Tally:
    """Translate every page of a site and count."""
    tally = Tally()
    reading, writing = (Converter(site.extensions, site.extension_configs) for _ in range(2))
    for path in site.files:
        text = corpus.read_page(path)
        source = reading.source(text)
        # An abbreviation stays one only if its letters stay.
        kept = _abbreviations(source.html)

        def accented(msgid: str, context: str | None) -> Translation:  # noqa: ARG001
            return Translation(accent(msgid, kept), State.TRANSLATED)  # noqa: B023 - used at once

        result = writing.translated(text, accented, anchors=source.page.found_anchors)
        place = f"{site.name}/{path.relative_to(site.docs)}"
        tally.pages += 1
        tally.rejected += [
            f"{place}: {r.reason.message}: {r.msgid[:200]}" for r in result.page.rejections
        ]
        _count_letters(tally, place, result.html)
        _compare(tally, place, source.html, result.html)
    return tally


def _abbreviations(html: str) -> frozenset[str]:
    read = (token for token in tokens(html) if isinstance(token, Text))
    return frozenset(t.text for t in read if t.inside and t.inside[-1].name == "abbr")


def _is_letter(character: str) -> bool:
    return character in _ACCENTED_LETTERS or (character.isascii() and character.isalpha())


def _is_prose(inside: tuple[Tag, ...]) -> bool:
    return not any(
        tag.name in _NOT_PROSE or _NOT_PROSE_CLASSES & set(tag.get("class").split())
        for tag in inside
    )


def _count_letters(tally: Tally, place: str, html: str) -> None:
    for token in tokens(html):
        if isinstance(token, Text):
            if _is_prose(token.inside):
                _count(tally, place, _kind(token.inside), token.text)
            continue
        for name in SPOKEN:
            _count(tally, place, name, token.get(name))


def _kind(inside: tuple[Tag, ...]) -> str:
    for tag in reversed(inside):
        if "admonition-title" in tag.get("class").split():
            return "admonition title"
        if tag.name in _KINDS:
            return _KINDS[tag.name]
    return "other"


def _count(tally: Tally, place: str, kind: str, text: str) -> None:
    letters = [character for character in _NO_WORDS.sub("", text) if _is_letter(character)]
    reached = sum(character in _ACCENTED_LETTERS for character in letters)
    tally.letters[kind] += len(letters)
    tally.reached[kind] += reached
    if reached < len(letters):
        tally.missed.append(f"{place}: {kind}: {' '.join(text.split())[:120]}")


def _compare(tally: Tally, place: str, source: str, translated: str) -> None:
    before, after = _anatomy(source), _anatomy(translated)
    for what in SAME:
        same = before[what] == after[what]
        tally.same[what] += same
        if not same:
            pairs = zip(before[what], after[what], strict=False)
            first = next(((a, b) for a, b in pairs if a != b), ("", "one more or less"))
            tally.changed.append(f"{place}: {what}: {str(first[0])[:150]} | {str(first[1])[:150]}")


def _anatomy(html: str) -> dict[str, list[str]]:
    """List what a translation must leave alone, in the order of the page."""
    found: dict[str, list[str]] = {what: [] for what in SAME}
    for token in tokens(html):
        if isinstance(token, Text):
            names = {tag.name for tag in token.inside}
            if "pre" in names:
                found["code"].append(token.text)
            elif "code" in names:
                # A browser shows a run of white space in a line of code as one space.
                found["code"].append(" ".join(token.text.split()))
            continue
        rest = [f"{name}={value}" for name, value in token.attributes if name not in SPOKEN]
        found["structure"].append(" ".join([token.name, *rest]))
        found["links"] += [token.get(name) for name in ("href", "src") if token.get(name)]
        found["ids"] += [token.get(name) for name in ("id", "for", "name") if token.get(name)]
    return found


def _share(part: int, whole: int) -> float:
    return 100 * part / whole if whole else 100.0


def main() -> int:
    """Print a line for each site and each kind of text; exit 1 below the figures wanted."""
    parser = argparse.ArgumentParser(description="How much of a page a translator reaches.")
    parser.add_argument("--cache", type=Path, default=corpus.CACHE, metavar="DIR")
    parser.add_argument("--site", action="append", metavar="NAME", help="only this site")
    parser.add_argument("--show", action="store_true", help="print what was missed or changed")
    options = parser.parse_args()
    print(f"{'site':20}{'pages':>7}{'letters':>10}{'reached':>10}", end="")
    print(*(f"{what:>11}" for what in SAME), f"{'rejected':>10}", sep="")
    total = Tally()
    for site in corpus.sites(options.cache):
        # Accents are for Latin letters; the Chinese pages are for identity.py.
        if site.name in (options.site or [site.name]) and site.name != "fastapi-zh":
            tally = measure(site)
            total.add(tally)
            _line(site.name, tally)
    _line("in all", total)
    print()
    for kind, letters in total.letters.most_common():
        share = _share(total.reached[kind], letters)
        print(f"{kind:20}{letters:17}{share:9.2f}%")
    if options.show:
        for heading, items in (
            ("changed", total.changed),
            ("rejected", total.rejected),
            ("missed", total.missed),
        ):
            for item in items:
                print(f"{heading}: {item}")
    return 0 if total.good else 1


def _line(name: str, tally: Tally) -> None:
    print(f"{name:20}{tally.pages:7}{tally.letters.total():10}", end="")
    print(f"{tally.share:9.2f}%", end="")
    print(*(f"{tally.same[what]:11}" for what in SAME), f"{len(tally.rejected):10}", sep="")


if __name__ == "__main__":
    sys.exit(main())
