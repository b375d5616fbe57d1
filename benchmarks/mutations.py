"""Faults made on purpose in the real catalogs: which of them the checks catch.

Every translation is damaged in each way that fits it, one fault at a time: a digit, a decimal sign,
a unit, a date, a link, a quantity, a negation, a term of the termbase. Most numbers of the catalogs
stand in quantities, so each entry with quantities is also taken with the words a reader sees in
their place. Untouched entries are checked too: a finding there is a false alarm. Ends with 1 if a
number or a unit went unseen, or if an untouched entry was blocked.
"""

from __future__ import annotations

import argparse
import importlib
import pkgutil
import re
import sys
from collections import Counter, defaultdict
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import TYPE_CHECKING

import polyclinic.check.rules as register
from polyclinic.check import words
from polyclinic.check.load import pairs
from polyclinic.check.numbers import bare, fold
from polyclinic.check.rule import AnyRule, PairRule
from polyclinic.check.subjects import Pair
from polyclinic.check.suppress import in_text
from polyclinic.check.termbase import PairWithTerms, Term, read, terms_of, with_terms
from polyclinic.config import Profile, Settings
from polyclinic.i18n import locales
from polyclinic.library.project import Project
from polyclinic.library.wording import UNITS, Wording
from polyclinic.markdown.quantity import Fault, parse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

# At least so much of a kind must be caught, in per cent; kinds that are not here are only shown.
EXACT = dict.fromkeys(
    (
        "digit changed",
        "digit dropped",
        "decimal shifted",
        "unit swapped",
        "unit swapped in braces",
        "quantity changed",
        "quantity lost",
        "date changed",
        "time changed",
        "mark lost",
        "mark repeated",
    ),
    100.0,
)
WANTED = EXACT | {"negation dropped": 95.0, "term swapped": 100.0}
# Only the rule that is for a kind counts: a sentence that lost its "not" is shorter, too.
CAUGHT_BY = {"negation dropped": "TRN101", "term swapped": "TRN105"}
ANY_EXACT = "TRN00"
ALARMS = 2.0  # per cent of the untouched entries
ENOUGH = 500

# Mistaken for each other in practice (ISMP, list of error-prone abbreviations).
SWAPS = {"mg": "µg", "µg": "mg", "mL": "L", "L": "mL", "°C": "°F", "°F": "°C", "kg": "g", "g": "mg"}
SWAPS |= {"mm": "cm", "cm": "mm", "h": "min", "min": "h", "day": "week", "week": "day"}
SWAPS |= {"month": "week", "year": "month", "mSv": "Gy", "%": "mg", "mmHg": "mm"}

# What no article has yet, so that each kind is tried in each language: quantities by themselves.
SAMPLES = ("2.5 mg", "0.5 mL", "1000 µg", "12.5 kg", "1.5 L", "38.3 °C", "20 %", "3–5 mm", "24 h")

Mutation = tuple[str, Pair]
TERMBASE = read(Path("locales/termbase.tsv").read_text(encoding="utf-8"))
_QUANTITY = re.compile(r"\{(\d[^{}]*)\}")


def rules() -> list[PairRule]:
    """The registered rules on entries, or, while none is registered, those of the modules."""
    found: tuple[AnyRule, ...] = register.RULES or tuple(
        importlib.import_module(f"{register.__name__}.{module.name}").RULE
        for module in pkgutil.iter_modules(register.__path__)
        if module.name.startswith("trn")
    )
    return [r for r in found if isinstance(r, PairRule) and r.code.startswith("TRN")]


def rendered(pair: Pair) -> Pair | None:
    """The entry as its readers see it: quantities in words and figures on both sides."""
    if not _QUANTITY.search(pair.msgid):
        return None
    return replace(
        pair, msgid=_shown(pair.msgid, "en"), msgstr=_shown(pair.msgstr, pair.locale), forms=()
    )


def _shown(text: str, locale: str) -> str:
    wording = Wording(locale, Profile.GLOBAL, "")

    def words(match: re.Match[str]) -> str:
        quantity = parse(match[1], UNITS)
        return match[0] if isinstance(quantity, Fault) else wording.quantity(quantity)

    return _QUANTITY.sub(words, text)


def samples(locale: str) -> Iterator[Pair]:
    """Entries that are one measurement, a date or a time each."""
    for sample in SAMPLES:
        yield Pair(locale, _shown(f"{{{sample}}}", "en"), _shown(f"{{{sample}}}", locale))
    for day in (date(2027, 5, 31), date(2025, 4, 14)):
        yield Pair(
            locale, locales.format_date_words(day, "en"), locales.format_date_words(day, locale)
        )
    for time in ("14:30", "8:15"):
        yield Pair(locale, time, time)


def mutations(pair: Pair) -> Iterator[Mutation]:
    """Each fault that fits the translation, one at a time; of plural forms, in the last.

    Another form may stand for one number alone, and leave it out.
    """
    others, whole = pair.forms[:-1], replace(pair, msgstr=(pair.forms or (pair.msgstr,))[-1])
    for kind, change in KINDS.items():
        for damaged in change(whole):
            if damaged != whole.msgstr:
                forms = (*others, damaged) if pair.forms else ()
                yield kind, replace(whole, msgstr=damaged, forms=forms)


def _digits(pair: Pair) -> Iterator[str]:
    """Each digit of the prose, by the next one, in its own script."""
    plain = bare(pair.msgstr)
    for match in re.finditer(r"\d", plain):
        place = match.start()
        zero = ord(pair.msgstr[place]) - int(plain[place])
        yield _put(pair.msgstr, place, place + 1, chr(zero + (int(plain[place]) + 1) % 10))


def _dropped(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"\d\d+", bare(pair.msgstr)):
        yield _put(pair.msgstr, match.start(), match.start() + 1, "")


def _decimals(pair: Pair) -> Iterator[str]:
    """The decimal sign lost, or ten times the number."""
    for match in re.finditer(r"\d+(?:[.,٫]\d+)?", bare(pair.msgstr)):
        written = pair.msgstr[match.start() : match.end()]
        shifted = re.sub(r"[.,٫]", "", written)
        # Without a sign, or with one that only groups, a zero more.
        if shifted == written or re.search(r"\D\d{3}$", written):
            shifted = f"{shifted}0" if int(fold(shifted)) else f"1{shifted}"
        yield _put(pair.msgstr, *match.span(), shifted)


def _units(pair: Pair) -> Iterator[str]:
    """A unit as the site writes it, by another one."""
    for length in ("short", "long"):
        for unit, other in SWAPS.items():
            name, wrong = (
                _unit_name(unit, pair.locale, length),
                _unit_name(other, pair.locale, length),
            )
            for match in re.finditer(rf"(?<=\d){re.escape(name)}(?![^\W\d_])", fold(pair.msgstr)):
                yield _put(pair.msgstr, *match.span(), wrong)


def _unit_name(unit: str, locale: str, length: locales.Length) -> str:
    five = Decimal(5)
    return locales.format_unit(five, unit, locale, length).replace("5", "", 1)


def _units_in_braces(pair: Pair) -> Iterator[str]:
    for match in _QUANTITY.finditer(pair.msgstr):
        for unit, other in SWAPS.items():
            inner = re.sub(rf"(?<![^\s\d]){re.escape(unit)}(?![\w/])", other, match[1], count=1)
            yield _put(pair.msgstr, match.start(1), match.end(1), inner)


def _quantities(pair: Pair) -> Iterator[str]:
    for match in _QUANTITY.finditer(pair.msgstr):
        for digit in re.finditer(r"\d", match[0]):
            place = match.start() + digit.start()
            changed = str((int(digit[0]) + 1) % 10)
            yield _put(pair.msgstr, place, place + 1, changed)


def _without_quantity(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"\{(?!\d+\})[^{}]*\}|%\(\w+\)s", pair.msgstr):
        yield _put(pair.msgstr, *match.span(), "")


def _dates(pair: Pair) -> Iterator[str]:
    """A day, a month or a year later, where the translation has a date in the site's words."""
    for day in (date(2027, 5, 31), date(2025, 4, 14)):
        written = locales.format_date_words(day, pair.locale)
        if written in pair.msgstr:
            for wrong in (day.replace(day=12), day.replace(month=8), day.replace(year=2028)):
                yield pair.msgstr.replace(written, locales.format_date_words(wrong, pair.locale))


def _times(pair: Pair) -> Iterator[str]:
    for match in re.finditer(r"(?<!\d)(\d{1,2}):(\d\d)(?!\d)", pair.msgstr):
        yield _put(pair.msgstr, *match.span(), f"{int(match[1]) - 1}:{match[2]}")
        yield _put(pair.msgstr, *match.span(), f"{match[1]}:{(int(match[2]) + 30) % 60:02d}")


_MARK = re.compile(r"(?<!!)\[([^\]]*)\]\(\d+\)|</?\d+/?>|\[\^\d+\]|\{\d+\}")


def _without_mark(pair: Pair) -> Iterator[str]:
    for match in _MARK.finditer(pair.msgstr):
        yield _put(pair.msgstr, *match.span(), match[1] or "")


def _mark_twice(pair: Pair) -> Iterator[str]:
    for match in _MARK.finditer(pair.msgstr):
        yield _put(pair.msgstr, *match.span(), match[0] * 2)


# What says no, by language, and what is left of it when it says so no longer.
NEGATIONS = {
    "ar": ((r"(?<!\w)[وف]?(?:لا|لم|لن|ليس\w*|غير|دون|بدون|عدم|ما لم)\s+", ""),),
    "es": (
        (r"\b(?:[Nn]o|[Nn]unca|[Ss]in|[Tt]ampoco)\s+", ""),
        (r"\b[Nn]i\b", "o"),
        (r"\b([Nn])ing[uú]n(a|o)?\b", r"alg\2"),
        (r"\b[Nn]adie\b", "alguien"),
    ),
    "fr": (
        (r"\b[Nn]e\s+|\b[Nn][’']|\b[Ss]ans\s+", ""),
        (r"\s(?:pas|jamais|rien|plus)\b", ""),
        (r"\b[Nn]i\b", "et"),
        (r"\b[Aa]ucun(e)?\b", r"un\1"),
        (r"\b[Pp]ersonne\b", "on"),
    ),
    "hi": ((r"(?<!\S)(?:न|नहीं|मत|बिना)(?=[\s।,])", ""), (r"(?<!\S)कोई भी(?=\s)", "कोई")),
    "pt": (
        (r"\b(?:[Nn]ão|[Nn]unca|[Ss]em)\s+", ""),
        (r"\b[Nn]em\b", "e"),
        (r"\b[Nn]enhum(a)?\b", r"um\1"),
        (r"\b[Nn]inguém\b", "alguém"),
    ),
    "uk": (
        (r"(?<!\w)(?:[Нн]е|[Бб]ез|[Нн]і|[Нн]іколи|[Нн]емає|[Нн]ема)\s+", ""),
        (r"(?<!\w)[Жж]од(?:ен|н\w+)\s+", ""),
        (r"(?<!\w)[Нн]ік(?=\w+)", "к"),
        (r"(?<!\w)[Нн]е(?=можливо|має)", ""),
    ),
    "vi": ((r"(?<!\w)(?:[Đđ]ừng|[Kk]hông(?: được)?|[Cc]hưa|[Cc]hẳng|[Cc]hớ)\s+", ""),),
    "zh": ((r"不要|不能|不得|不会|没有|切勿|无法|并非|从未|绝不|尚未|不|未|勿|无|没|非", ""),),
}
_ENGLISH_NOT = re.compile(r"\b(?:do|does|did|is|are|was|were|must|will) not\b|\bcannot\b|\bnever\b")


def _negations(pair: Pair) -> Iterator[str]:
    """All negations of the translation away: what is left says the opposite."""
    if not _ENGLISH_NOT.search(pair.msgid):
        return
    damaged = pair.msgstr
    for pattern, left in NEGATIONS.get(pair.locale.partition("-")[0], ()):
        damaged = re.sub(pattern, left, damaged)
    yield damaged


# One of these for another: no reader can tell.
DRUGS = ("aspirin", "ibuprofen", "warfarin", "apixaban", "rivaroxaban", "dabigatran", "clopidogrel")


def _terms(pair: Pair) -> Iterator[str]:
    """A term of the termbase by what the termbase forbids for it, or a medicine by another."""
    if not isinstance(pair, PairWithTerms):
        return
    tongue = words.language(pair.locale)
    for term, _ in terms_of(pair.msgid, pair.terms):
        wrong = _another(term, pair)
        hits = words.find(term.right, tongue, pair.msgstr)
        if wrong and hits:
            damaged = pair.msgstr
            for hit in sorted(hits, key=lambda hit: hit.offset, reverse=True):
                damaged = _put(damaged, hit.offset, hit.offset + len(hit.text), wrong)
            yield damaged


def _another(term: Term, pair: PairWithTerms) -> str:
    forbidden = term.forbidden.split("|")[0].replace("*", "")
    if forbidden or term.source not in DRUGS:
        return forbidden
    other = DRUGS[(DRUGS.index(term.source) + 1) % len(DRUGS)]
    return next(
        (
            t.preferred.replace("*", "")
            for t in TERMBASE
            if (t.source, t.locale) == (other, pair.locale)
        ),
        "",
    )


KINDS: dict[str, Callable[[Pair], Iterator[str]]] = {
    "digit changed": _digits,
    "digit dropped": _dropped,
    "decimal shifted": _decimals,
    "unit swapped": _units,
    "unit swapped in braces": _units_in_braces,
    "quantity changed": _quantities,
    "quantity lost": _without_quantity,
    "date changed": _dates,
    "time changed": _times,
    "mark lost": _without_mark,
    "mark repeated": _mark_twice,
    "negation dropped": _negations,
    "term swapped": _terms,
}
# Rules that read words: without one of them, their kinds can't be caught and are not made.
LEXICAL = ("negation dropped", "term swapped")


def _put(text: str, start: int, end: int, new: str) -> str:
    return text[:start] + new + text[end:]


@dataclass(slots=True)
class Tally:
    """What was made, what was caught, and where the checks were wrong."""

    made: Counter[str] = field(default_factory=Counter)
    caught: Counter[str] = field(default_factory=Counter)
    missed: dict[str, list[Pair]] = field(default_factory=lambda: defaultdict(list))
    entries: int = 0
    alarms: list[tuple[Pair, PairRule, str]] = field(default_factory=list)

    def add(self, pair: Pair, known: list[PairRule], *, lexical: bool) -> None:
        """Check an entry as it is, then with each fault."""
        before = {found for found in _found(pair, known) if found[0] not in _suppressed(pair)}
        self.entries += 1
        by_code = {rule.code: rule for rule in known}
        self.alarms += ((pair, by_code[code], message) for code, message in sorted(before))
        if any(by_code[code].blocks for code, _ in before):
            return  # withheld already
        for kind, damaged in mutations(pair):
            if kind in LEXICAL and not lexical:
                continue
            self.made[kind] += 1
            code = CAUGHT_BY.get(kind, ANY_EXACT)
            new = _found(damaged, known) - before
            if any(found.startswith(code) for found, _ in new):
                self.caught[kind] += 1
            else:
                self.missed[kind].append(damaged)


def _suppressed(pair: Pair) -> set[str]:
    return {s.code for comment in pair.comments for s in in_text(pair.path, comment)}


def _found(pair: Pair, known: list[PairRule]) -> set[tuple[str, str]]:
    return {(rule.code, finding.message) for rule in known for finding in rule.check(pair)}


def catalogs(root: Path) -> Iterator[Pair]:
    """Each translation that readers see."""
    settings = Project.load(root / "mkdocs.yml").settings
    for locale in settings.locales:
        if locale != settings.source_locale:
            yield from _shown_entries(settings, locale)


def _shown_entries(settings: Settings, locale: str) -> Iterator[Pair]:
    entries = pairs(settings, [locale]).pairs
    shown = (pair for pair in entries if pair.msgstr and not pair.fuzzy)
    yield from (with_terms(pair, TERMBASE) for pair in shown)


def measure(entries: list[Pair], known: list[PairRule]) -> tuple[Tally, Tally]:
    """Damage the entries as they are, and as their readers see them."""
    lexical = any(rule.code >= "TRN100" for rule in known)
    real, seen = Tally(), Tally()
    for pair in entries:
        real.add(pair, known, lexical=lexical)
        shown = rendered(pair)
        if shown is not None:
            seen.add(shown, known, lexical=False)
    for locale in sorted({pair.locale for pair in entries}):
        for pair in samples(locale):
            seen.add(pair, known, lexical=False)
    return real, seen


def report(title: str, tally: Tally, *, show: int) -> bool:
    """Print a tally; tell whether all that must be caught was."""
    print(f"{title}: {tally.entries} entries, {sum(tally.made.values())} faults made")
    good = True
    for kind in KINDS:
        if not tally.made[kind]:
            continue
        share = 100 * tally.caught[kind] / tally.made[kind]
        reached = share >= WANTED[kind]
        good = good and (reached or kind not in EXACT)
        note = f"{share:6.1f}%" + ("" if reached else f"  (wanted {WANTED[kind]:g}%)")
        print(f"  {kind:24} {tally.made[kind]:6} made {tally.caught[kind]:6} caught {note}")
        for pair in tally.missed[kind][:show]:
            print(f"      missed [{pair.locale}] {pair.msgid!r} -> {pair.msgstr!r}")
    return _alarms(tally, show=show) and good


def _alarms(tally: Tally, *, show: int) -> bool:
    entries = {(pair.locale, pair.section, pair.context, pair.msgid) for pair, _, _ in tally.alarms}
    blocked = {pair.msgid for pair, rule, _ in tally.alarms if rule.blocks}
    share = 100 * len(entries) / max(tally.entries, 1)
    print(f"  alarms on untouched entries: {len(entries)} ({share:.2f}%), {len(blocked)} blocking")
    for pair, rule, message in tally.alarms[:show]:
        print(f"      {rule.code} [{pair.locale}] {message}: {pair.msgstr!r}")
    return share <= ALARMS and not blocked


def main() -> int:
    """Print what was caught; 1 if it is less than it must be."""
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("--show", type=int, default=3, help="examples of each miss and alarm")
    show = parser.parse_args().show
    known = rules()
    real, seen = measure(list(catalogs(Path.cwd())), known)
    print(f"rules: {', '.join(rule.code for rule in known)}")
    good = report("catalogs as they are", real, show=show)
    good = report("as readers see them", seen, show=show) and good
    made = sum(real.made.values()) + sum(seen.made.values())
    print(f"{made} faults made, at least {ENOUGH} wanted")
    return 0 if good and made >= ENOUGH else 1


if __name__ == "__main__":
    sys.exit(main())
