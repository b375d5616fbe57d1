"""Find the old translation a translator would start from, for a message that is new."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rapidfuzz import fuzz, process

from polyclinic.i18n.entry import FUZZY, PoEntry

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from polyclinic.i18n.message import Message

# In percent of rapidfuzz's normalised indel similarity: below it, an old text costs more than it
# saves.
CUTOFF = 70


class Suggestions:
    """The translated entries of a language, nearest first: same page, same section, other catalogs.

    `left` are entries whose English text has just gone from the section: an edited paragraph is
    among them, so they come before entries still in use.
    """

    def __init__(
        self, left: Iterable[PoEntry], section: Iterable[PoEntry], others: Iterable[PoEntry]
    ) -> None:
        self._left = [entry for entry in left if entry.translated]
        self._section = [entry for entry in section if entry.translated]
        self._pools = [_Pool(self._left + self._section), _Pool(e for e in others if e.translated)]
        self._pages: dict[str, list[_Pool]] = {}

    def fill(self, entry: PoEntry, message: Message) -> PoEntry:
        """Return the entry with the nearest text as a fuzzy translation, or as it is."""
        found = self._nearest(message)
        return _suggested(entry, found) if found else entry

    def _nearest(self, message: Message) -> PoEntry | None:
        for pool in self._pools:
            if message.msgid in pool.by_msgid:
                return pool.by_msgid[message.msgid]
        pages = [pool for name in message.references for pool in self._page(name)]
        found = (pool.nearest(message.msgid) for pool in (*pages, *self._pools))
        return next((entry for entry in found if entry), None)

    def _page(self, name: str) -> list[_Pool]:
        if name not in self._pages:
            pools = (
                _Pool(entry for entry in entries if name in entry.references)
                for entries in (self._left, self._section)
            )
            self._pages[name] = list(pools)
        return self._pages[name]


class _Pool:
    """Entries one looks through together."""

    def __init__(self, entries: Iterable[PoEntry]) -> None:
        self._entries = list(entries)
        self._msgids: Sequence[str] = [entry.msgid for entry in self._entries]
        self.by_msgid: dict[str, PoEntry] = {}
        for entry in self._entries:
            known = self.by_msgid.setdefault(entry.msgid, entry)
            if known.fuzzy and not entry.fuzzy:
                self.by_msgid[entry.msgid] = entry

    def nearest(self, msgid: str) -> PoEntry | None:
        found = process.extractOne(msgid, self._msgids, scorer=fuzz.ratio, score_cutoff=CUTOFF)
        return self._entries[found[2]] if found else None


def _suggested(entry: PoEntry, source: PoEntry) -> PoEntry:
    """Copy the translation of `source`, and say what it is a translation of."""
    # A fuzzy text translates its own previous msgid, not the text it stands beside.
    origin = source.previous_msgid if source.fuzzy else None
    differs = (source.msgctxt, source.msgid) != entry.key or origin is not None
    forms = source.msgstr_plural or (source.msgstr,)
    return entry.changed(
        msgstr="" if entry.msgid_plural is not None else forms[0],
        msgstr_plural=_forms(forms, len(entry.msgstr_plural)),
        flags=(FUZZY, *entry.flags),
        previous_msgctxt=_previous_context(source) if differs else None,
        previous_msgid=(origin or source.msgid) if differs else None,
        previous_msgid_plural=_previous_plural(source) if differs else None,
    )


def _previous_context(source: PoEntry) -> str | None:
    has_origin = source.fuzzy and source.previous_msgid is not None
    return source.previous_msgctxt if has_origin else source.msgctxt


def _previous_plural(source: PoEntry) -> str | None:
    has_origin = source.fuzzy and source.previous_msgid is not None
    return source.previous_msgid_plural if has_origin else source.msgid_plural


def _forms(forms: Sequence[str], count: int) -> tuple[str, ...]:
    return tuple(forms[min(number, len(forms) - 1)] for number in range(count))
