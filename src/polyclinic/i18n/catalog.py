"""The translations of one language, as a build reads them."""

from __future__ import annotations

import gettext
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from typing import TYPE_CHECKING, Self

from polyclinic.diagnostic import Diagnostic, PolyclinicError, Severity, error
from polyclinic.i18n import locales, po

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path

    from polyclinic.i18n.message import Key

SITE = "site"
"""Navigation, disclaimer and interface; asked when a page's own section knows nothing."""


class State(Enum):
    """Whether a reader may see a translation."""

    TRANSLATED = "translated"
    FUZZY = "fuzzy"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class Translation:
    """What a catalog says of one message. `text` and `forms` are empty unless it is TRANSLATED.

    Line and column are those of the first letter of msgstr, for diagnostics about the translation.
    """

    text: str
    state: State
    path: str | None = None
    line: int | None = None
    column: int | None = None
    forms: tuple[str, ...] = ()


MISSING = Translation("", State.MISSING)
Listener = Callable[[str, str, str | None], object]


def _english_rule(number: int) -> int:
    return int(number != 1)


@dataclass(frozen=True, slots=True)
class Catalog:
    """All sections of one language; `locale` is BCP 47, such as `pt-BR`."""

    locale: str
    sections: Mapping[str, Mapping[Key, Translation]] = field(default_factory=dict)
    plural_rules: Mapping[str, Callable[[int], int]] = field(
        default_factory=dict, repr=False, compare=False
    )
    headers: Mapping[str, Mapping[str, str]] = field(default_factory=dict)  # by section
    # They hear of every lookup: section, msgid and context.
    listeners: list[Listener] = field(default_factory=list, repr=False, compare=False)

    @classmethod
    def empty(cls, locale: str) -> Self:
        """Make a catalog that knows nothing."""
        return cls(locale)

    @classmethod
    def from_entries(cls, locale: str, entries: Mapping[str, Mapping[Key, str]]) -> Self:
        """Make a catalog from `{section: {(context, msgid): msgstr}}`."""
        sections = {
            section: {
                key: Translation(text, State.TRANSLATED) if text else MISSING
                for key, text in texts.items()
            }
            for section, texts in entries.items()
        }
        return cls(locale, sections)

    @classmethod
    def load(
        cls, locales_dir: Path, locale: str, shown: Callable[[Path], str] = str
    ) -> tuple[Self, list[Diagnostic]]:
        """Read all sections of a language.

        A broken file is an error among the diagnostics and counts as empty; the others are still
        read. A language without a folder is an empty catalog. `shown` gives the path a person reads
        in a diagnostic.
        """
        paths, found = readable_sections(locales_dir, locale, shown)
        sections: dict[str, dict[Key, Translation]] = {}
        rules: dict[str, Callable[[int], int]] = {}
        headers: dict[str, Mapping[str, str]] = {}
        for path in paths:
            try:
                file = po.load(path, shown(path))
            except PolyclinicError as problem:
                found.append(problem.diagnostic)
                continue
            found += problems(file, locale)
            sections[path.stem] = _translations(file)
            rules[path.stem] = _plural_rule(file)
            headers[path.stem] = file.headers
        return cls(locale, sections, rules, headers), found

    def lookup(self, section: str, msgid: str, context: str | None = None) -> Translation:
        """Find a translation in the page's own section, then in `site`, never in another.

        The own section's entry decides, be it fuzzy; only an empty one leaves the word to `site`.
        """
        for hear in self.listeners:
            hear(section, msgid, context)
        key = (context, msgid)
        own = self.sections.get(section, {}).get(key, MISSING)
        if own.state is not State.MISSING or section == SITE:
            return own
        shared = self.sections.get(SITE, {}).get(key, MISSING)
        return own if shared.state is State.MISSING and own is not MISSING else shared

    def gettext(self, msgid: str, *, context: str | None = None, section: str = SITE) -> str:
        """Return the translation, or else the English text."""
        return self.lookup(section, msgid, context).text or msgid

    def ngettext(
        self,
        singular: str,
        plural: str,
        number: int,
        *,
        context: str | None = None,
        section: str = SITE,
    ) -> str:
        """Return the form for this number, or else the English one."""
        forms = self.lookup(section, singular, context).forms
        index = self.plural_rules.get(section, _english_rule)(number)
        if index < len(forms):
            return forms[index]
        return (singular, plural)[_english_rule(number)]


def readable_sections(
    locales_dir: Path, locale: str, shown: Callable[[Path], str] = str
) -> tuple[list[Path], list[Diagnostic]]:
    """List the section files of a language; a folder that can't be read is a finding.

    Raises PolyclinicError for an unknown language.
    """
    locales.parse(locale)
    try:
        return section_paths(locales_dir, locale, shown), []
    except PolyclinicError as problem:
        return [], [problem.diagnostic]


def section_paths(locales_dir: Path, locale: str, shown: Callable[[Path], str] = str) -> list[Path]:
    """List the section files of a language, sorted by name; raises PolyclinicError."""
    folder = catalog_folder(locales_dir, locale)
    try:
        paths = sorted(folder.iterdir()) if folder.parent.exists() and folder.exists() else []
    except OSError as problem:
        # glob() would find nothing, as if no one had translated anything.
        reason = problem.strerror or str(problem)
        message = f"the catalogs can't be read: {reason}"
        remedy = "check that it is a folder, and its permissions"
        raise error(message, remedy, shown(folder)) from problem
    return [path for path in paths if path.suffix == ".po" and not path.name.startswith(".")]


def catalog_folder(locales_dir: Path, locale: str) -> Path:
    """Tell where the catalogs of a language are; raises PolyclinicError for an unknown language."""
    return locales_dir / locales.parse(locale).gettext / "LC_MESSAGES"


def _translations(file: po.PoFile) -> dict[Key, Translation]:
    known: dict[Key, Translation] = {}
    for entry in file.messages:
        # Of two entries with one key nobody can say which is meant.
        known[entry.key] = MISSING if entry.key in known else _translation(entry, file.path)
    return known


def _translation(entry: po.PoEntry, path: str) -> Translation:
    place = (path, entry.msgstr_line, entry.msgstr_column)
    if not entry.translated:
        return Translation("", State.MISSING, *place)
    if entry.fuzzy:
        return Translation("", State.FUZZY, *place)
    text = entry.msgstr_plural[0] if entry.msgstr_plural else entry.msgstr
    return Translation(text, State.TRANSLATED, *place, entry.msgstr_plural)


def _plural_rule(file: po.PoFile) -> Callable[[int], int]:
    header = file.headers.get("Plural-Forms", "")
    try:
        return gettext.c2py(header.partition("plural=")[2].rstrip("; "))
    except ValueError:
        return _english_rule


def problems(file: po.PoFile, locale: str) -> list[Diagnostic]:
    """Find duplicates and plural forms that do not fit, in a file that could be read."""
    return [*file.duplicates(), *_plural_problems(file, locale)]


def _plural_problems(file: po.PoFile, locale: str) -> Iterator[Diagnostic]:
    facts = locales.parse(locale)
    rule = file.headers.get("Plural-Forms")
    plurals = [entry for entry in file.messages if entry.msgid_plural is not None]
    remedy = f"write `Plural-Forms: {facts.plural_forms}` in the header"
    if rule is None:
        if plurals:
            yield _error("the header has no Plural-Forms", remedy, file.path, 1)
        return
    problem = locales.plural_rule_problem(rule, locale)
    if problem:
        yield _error(problem, remedy, file.path, _header_line(file))
        return
    count = int(rule.partition("=")[2].partition(";")[0])
    for entry in plurals:
        if len(entry.msgstr_plural) != count:
            written = len(entry.msgstr_plural)
            counted = "1 plural form" if written == 1 else f"{written} plural forms"
            forms = f"{counted}, but the header says {count}"
            remedy = (
                f"write msgstr[0] to msgstr[{count - 1}]" if count > 1 else "write msgstr[0] only"
            )
            yield _error(forms, remedy, file.path, entry.msgstr_line)


def _header_line(file: po.PoFile) -> int | None:
    """Find the line of Plural-Forms; the header's own line where it cannot be told."""
    header = file.header
    if header is None or header.line is None or header.raw is None:
        return header.line if header else None
    lines = header.raw.split("\n")
    first = next(number for number, line in enumerate(lines) if line.lstrip().startswith("msgid"))
    found = (number for number, line in enumerate(lines) if "Plural-Forms" in line)
    return header.line + next(found, first) - first


def _error(message: str, remedy: str, path: str, line: int | None) -> Diagnostic:
    return Diagnostic(Severity.ERROR, message, remedy, path, line, 1)
