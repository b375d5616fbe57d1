"""Bring a language's catalogs up to date with the English source; no translation is ever lost."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from polyclinic.i18n import locales
from polyclinic.i18n.entry import FUZZY, PoEntry, PoFile
from polyclinic.i18n.suggestion import Suggestions
from polyclinic.i18n.template import new_catalog, new_entry, notes, unique

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable, Mapping, Sequence

    from polyclinic.i18n.message import Key, Message


def merge_language(
    files: Mapping[str, PoFile],
    messages: Mapping[str, Sequence[Message]],
    *,
    locale: str,
    skip: Collection[str] = (),
) -> dict[str, PoFile]:
    """Update all catalogs of a language, by section.

    A section without a file gets one; one without messages keeps its entries as obsolete ones. A
    message that moved to another section takes its translation along. The sections to `skip` are
    left out, such as those whose file cannot be read.
    """
    sections = [*messages, *(section for section in files if section not in messages)]
    return {
        section: merge(
            files.get(section),
            messages.get(section, ()),
            locale=locale,
            siblings=[file for name, file in files.items() if name != section],
            elsewhere={
                message.key for name in messages if name != section for message in messages[name]
            },
        )
        for section in sections
        if section not in skip
    }


def merge(
    old: PoFile | None,
    messages: Iterable[Message],
    *,
    locale: str,
    siblings: Sequence[PoFile] = (),
    elsewhere: frozenset[Key] | set[Key] = frozenset(),
) -> PoFile:
    """Update one catalog; entries whose content stays keep their very bytes.

    `siblings` are the language's other catalogs. A translation there whose key is in nobody's
    source any more (`elsewhere` has the keys of the other sections) moves here; all others are
    suggestions.
    """
    file = old or new_catalog(locale)
    if file.header is None:
        file = replace(file, entries=(*new_catalog(locale).entries, *file.entries))
    wanted = unique(messages)
    known = {entry.key: entry for entry in file.entries if not entry.is_header}
    merger = _Merger(known, wanted, siblings, elsewhere, _form_count(file, locale))
    live = {message.key: merger.entry(message) for message in wanted}
    header = [entry for entry in file.entries if entry.is_header]
    return replace(file, entries=(*header, *_arranged(file, live)))


class _Merger:
    """What is known about one section, and how an entry is made of it."""

    def __init__(
        self,
        known: Mapping[Key, PoEntry],
        wanted: Sequence[Message],
        siblings: Sequence[PoFile],
        elsewhere: frozenset[Key] | set[Key],
        forms: int,
    ) -> None:
        self.known = known
        self.forms = forms
        self.others = [entry for file in siblings for entry in file.entries if not entry.is_header]
        # The live one of two entries wins; its translation is the one readers saw last.
        by_life = sorted(self.others, key=lambda entry: not entry.obsolete)
        self.movable = {
            # Its bytes are those of another file, perhaps with other line ends.
            entry.key: replace(entry, raw=None)
            for entry in by_life
            if entry.translated and entry.key not in elsewhere
        }
        self.wanted = {message.key for message in wanted}
        self.suggestions: Suggestions | None = None

    def entry(self, message: Message) -> PoEntry:
        found = self.known.get(message.key)
        if found is None or not found.translated:
            found = self.movable.get(message.key, found)
        if found is None:
            made = new_entry(message, self.forms)
            return self._suggest(made, message)
        return self._current(found, message)

    def _suggest(self, made: PoEntry, message: Message) -> PoEntry:
        if self.suggestions is None:
            left = [entry for key, entry in self.known.items() if key not in self.wanted]
            kept = [entry for key, entry in self.known.items() if key in self.wanted]
            self.suggestions = Suggestions(left, kept, self.others)
        return self.suggestions.fill(made, message)

    def _current(self, found: PoEntry, message: Message) -> PoEntry:
        """Give a known entry the message's notes and references, and only those."""
        flags = (*found.flags, *(flag for flag in message.flags if flag not in found.flags))
        entry = found.changed(
            extracted=notes(message),
            references=message.references,
            flags=flags,
            obsolete=False,
        )
        if entry.msgid_plural == message.msgid_plural:
            return entry
        return self._with_plural(entry, message)

    def _with_plural(self, entry: PoEntry, message: Message) -> PoEntry:
        """Give or take the plural; the old forms are kept as a fuzzy start."""
        forms = entry.msgstr_plural or (entry.msgstr,)
        plural = message.msgid_plural is not None
        padded = (*forms, *(forms[-1:] * self.forms))[: self.forms] if plural else ()
        flags = entry.flags if entry.fuzzy or not entry.translated else (FUZZY, *entry.flags)
        return entry.changed(
            msgid_plural=message.msgid_plural,
            msgstr="" if plural else forms[0],
            msgstr_plural=padded,
            flags=flags,
            previous_msgid=entry.msgid if FUZZY in flags else None,
            previous_msgid_plural=entry.msgid_plural if FUZZY in flags else None,
        )


def _arranged(file: PoFile, live: Mapping[Key, PoEntry]) -> list[PoEntry]:
    """Put entries in document order, and obsolete ones before the entry that followed them.

    gettext's own tools gather obsolete entries at the end, where two branches that each edit a
    paragraph would conflict.
    """
    before: dict[Key | None, list[PoEntry]] = {}
    waiting: list[PoEntry] = []
    for entry in file.entries:
        if entry.is_header:
            continue
        if entry.key in live and not entry.obsolete:
            before[entry.key] = waiting
            waiting = []
        elif entry.key not in live and (entry.translated or entry.translator_comments):
            waiting.append(_obsolete(entry))
    arranged: list[PoEntry] = []
    for key, entry in live.items():
        arranged += [*before.get(key, ()), entry]
    return arranged + waiting


def _obsolete(entry: PoEntry) -> PoEntry:
    """Retire an entry; its notes and references speak of a place that is gone."""
    return entry if entry.obsolete else entry.changed(obsolete=True, extracted=(), references=())


def _form_count(file: PoFile, locale: str) -> int:
    header = file.headers.get("Plural-Forms", "")
    count = header.partition("nplurals=")[2].partition(";")[0].strip()
    return int(count) if count.isdecimal() and int(count) else locales.parse(locale).nplurals
