"""False alarms: what the checks say of translations nobody here wrote.

Catalogs in the eight languages, from source distributions on the package index (catalogs.toml).
Their people translate with care, so nearly each finding on them is the rule's fault; the few true
ones count as false alarms too. Every entry is taken as safety text, so that all rules read it. The
rules were tuned on one half of the distributions, the other was only counted. Ends with 1 if a rule
has more alarms on the half that was held out than it may.
"""

from __future__ import annotations

import argparse
import random
import re
import sys
import tarfile
import tomllib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from corpus import CACHE, HERE, archive
from polyclinic.check.rule import CatalogsRule, PairRule
from polyclinic.check.rules import RULES
from polyclinic.check.subjects import Catalogs, Pair
from polyclinic.check.termbase import read, with_terms
from polyclinic.diagnostic import PolyclinicError
from polyclinic.i18n import po

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from polyclinic.check.finding import Finding

LOCALES = ("ar", "es", "fr", "hi", "pt-BR", "uk", "vi", "zh-Hans")
# So many of a hundred entries may have a finding of one rule.
MOST = {True: 0.1, False: 2.0}  # by whether the rule blocks
# These state a fact of writing that is there or is not, in wording that software is careless about.
ONLY_SHOWN = frozenset({"TRN109", "TRN111"})

_LANGUAGES = {
    "ar": "ar|ar_SA",
    "es": "es|es_ES|es_419|es-es",
    "fr": "fr|fr_FR|fr-fr",
    "hi": "hi|hi_IN",
    "pt-BR": "pt_BR|pt-br|pt-BR",
    "uk": "uk|uk_UA",
    "vi": "vi|vi_VN",
    "zh-Hans": "zh_CN|zh_Hans|zh_Hans_CN|zh-cn|zh-hans",
}
# Catalogs of test suites are made to be wrong.
_NO_TRANSLATION = re.compile(r"/tests?/|/test_|/testing/")
# Names of texts, and lists of people, are no texts.
_NO_TEXT = re.compile(r"[^\s_]*_\S*|\w+(?::[\w.-]+)+|translator[-_]credits|Your (?:names|emails)")
# Where msgids are names, the English text stands in a comment.
_DEFAULT = re.compile(r'Default: "(?P<text>.*)"\Z', re.DOTALL)


@dataclass(frozen=True, slots=True)
class Release:
    """One entry of catalogs.toml: a source distribution, and the half it belongs to."""

    distribution: str
    version: str
    sha256: str
    half: str

    @property
    def stem(self) -> str:
        """Name the cached archive."""
        return f"{self.distribution}-{self.version}"


def releases() -> list[Release]:
    """Read catalogs.toml."""
    table = tomllib.loads((HERE / "catalogs.toml").read_text(encoding="utf-8"))
    return [Release(**entry) for entry in table["release"]]


def locale_of(path: str) -> str | None:
    """The language of a catalog by its path, if it is one of the eight."""
    if not path.endswith(".po") or _NO_TRANSLATION.search(path):
        return None
    for locale, names in _LANGUAGES.items():
        if re.search(rf"/(?:{names})/(?:LC_MESSAGES/)?[^/]+\.po$|[/-](?:{names})\.po$", path):
            return locale
    return None


def entries(release: Release, cache: Path) -> Iterator[Pair]:
    """Every confirmed translation of a distribution in the eight languages."""
    with tarfile.open(archive(release, cache)) as tar:
        for member in tar:
            locale = locale_of(member.name)
            content = tar.extractfile(member) if locale and member.isfile() else None
            if locale is None or content is None:
                continue
            try:
                file = po.parse(content.read(), member.name)
            except PolyclinicError as problem:
                print(f"left out: {member.name}: {problem.diagnostic.message}", file=sys.stderr)
                continue
            for entry in file.messages:
                if entry.translated and not entry.fuzzy and entry.msgid:
                    pair = _pair(entry, locale, member.name)
                    if not _NO_TEXT.fullmatch(pair.msgid):
                        yield pair


def _pair(entry: po.PoEntry, locale: str, path: str) -> Pair:
    default = _DEFAULT.search("\n".join(entry.extracted))
    source = entry.msgid if default is None else default["text"].replace('\\"', '"')
    return Pair(
        locale,
        source,
        entry.msgstr or entry.msgstr_plural[0],
        entry.msgctxt,
        safety=True,
        msgid_plural=entry.msgid_plural,
        forms=entry.msgstr_plural,
        path=path,
        line=entry.line or 1,
    )


Alarm = tuple[str, Pair, "Finding"]


@dataclass(slots=True)
class Tally:
    """Entries by language, and those of them with alarms, by rule and language."""

    entries: Counter[str] = field(default_factory=Counter)
    alarms: Counter[tuple[str, str]] = field(default_factory=Counter)
    shown: dict[tuple[str, str], list[Alarm]] = field(default_factory=lambda: defaultdict(list))
    with_any: Counter[str] = field(default_factory=Counter)

    def add(self, pair: Pair, rules: Sequence[PairRule]) -> None:
        """Count an entry and what the rules say of it."""
        self.entries[pair.locale] += 1
        found = [(rule.code, finding) for rule in rules for finding in rule.check(pair)]
        self.with_any[pair.locale] += bool(found)
        for code in {code for code, _ in found}:
            self.alarms[code, pair.locale] += 1
        for code, finding in found:
            self.shown[code, pair.locale].append((code, pair, finding))

    def add_catalogs(self, pairs: list[Pair], rules: Sequence[CatalogsRule]) -> None:
        """Count what rules on all catalogs say of those of one distribution."""
        at = {f"{pair.path}:{pair.line}:{pair.column}": pair for pair in pairs}
        for rule in rules:
            for finding in rule.check(Catalogs(tuple(pairs))):
                pair = at[finding.part]
                self.alarms[rule.code, pair.locale] += 1
                self.shown[rule.code, pair.locale].append((rule.code, pair, finding))


def measure(half: str, cache: Path, options: argparse.Namespace) -> Tally:
    """Check every different entry of one half of the distributions one time."""
    terms = read((HERE.parent / "locales/termbase.tsv").read_text(encoding="utf-8"))
    wanted = [rule for rule in RULES if not options.rule or rule.code in options.rule]
    of_pairs = [rule for rule in wanted if isinstance(rule, PairRule)]
    of_catalogs = [rule for rule in wanted if isinstance(rule, CatalogsRule)]
    tally, seen = Tally(), set[Pair]()
    for release in releases():
        if release.half != half or (options.only and release.distribution not in options.only):
            continue
        pairs = [
            pair
            for pair in entries(release, cache)
            if not options.locale or pair.locale in options.locale
        ]
        for pair in pairs:
            key = Pair(pair.locale, pair.msgid, pair.msgstr, forms=pair.forms)
            if key not in seen:
                seen.add(key)
                tally.add(with_terms(pair, terms), of_pairs)
        tally.add_catalogs(pairs, of_catalogs)
    return tally


def report(half: str, tally: Tally, show: int) -> bool:
    """Print a table of shares, in per cent; tell whether every rule has few enough alarms."""
    total = sum(tally.entries.values())
    print(f"{half}: {total:,} entries; the share of them with an alarm, in per cent")
    print(f"  {'':8}{'all':>9}", *(f"{locale:>9}" for locale in LOCALES), sep="")
    print(f"  {'entries':8}{total:9,}", *(f"{tally.entries[x]:9,}" for x in LOCALES), sep="")
    good = True
    for rule in RULES:
        by_locale = {x: tally.alarms[rule.code, x] for x in LOCALES}
        count = sum(by_locale.values())
        if not isinstance(rule, PairRule | CatalogsRule) or not count:
            continue
        share = _share(count, total)
        enough = share <= MOST[rule.blocks] or rule.code in ONLY_SHOWN
        good = good and enough
        print(f"  {rule.code:8}{share:9.3f}", end="")
        print(
            *(f"{_share(n, tally.entries[x]):9.3f}" for x, n in by_locale.items()), end="", sep=""
        )
        print(f"  {'blocks' if rule.blocks else ''}{'' if enough else ' TOO MANY'}")
        _examples(rule.code, tally, show)
    any_ = sum(tally.with_any.values())
    print(f"  {'any rule':8}{_share(any_, total):8.3f}", end="")
    print(*(f"{_share(tally.with_any[x], tally.entries[x]):9.3f}" for x in LOCALES), sep="")
    return good


def _share(count: int, of: int) -> float:
    return 100 * count / of if of else 0.0


def _examples(code: str, tally: Tally, show: int) -> None:
    chance = random.Random(code)  # noqa: S311 - the same examples each time
    for locale in LOCALES:
        alarms = tally.shown[code, locale]
        for _, pair, finding in chance.sample(alarms, min(show, len(alarms))):
            print(f"      [{locale}] {finding.message} ({finding.text!r})")
            target = " / ".join(pair.forms) or pair.msgstr
            print(f"          {pair.msgid!r}\n          {target!r}")


def main() -> int:
    """Print both halves; 1 if a rule has too many alarms on what was held out."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n", maxsplit=1)[0])
    parser.add_argument("--cache", type=Path, default=CACHE, metavar="DIR")
    parser.add_argument("--half", choices=("tuned", "held out"), help="only this half")
    parser.add_argument("--only", action="append", metavar="DISTRIBUTION")
    parser.add_argument("--rule", action="append", metavar="CODE")
    parser.add_argument("--locale", action="append", choices=LOCALES)
    parser.add_argument("--show", type=int, default=0, help="examples by rule and language")
    options = parser.parse_args()
    good = True
    for half in ("tuned", "held out"):
        if options.half in {None, half}:
            enough = report(half, measure(half, options.cache, options), options.show)
            good = good and (enough or half == "tuned")
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
