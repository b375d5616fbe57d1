"""How much of each language is translated, in messages and in English words."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.i18n.catalog import State
from polyclinic.i18n.template import unique

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping, Sequence

    from polyclinic.i18n.catalog import Catalog
    from polyclinic.i18n.message import Message

# Numbered marks of links, images, tags and footnotes: `](1)`, `<3>`, `</3>`, `<4/>`, `[^5]`, `{6}`.
_MARKS = re.compile(r"\]\(\d+\)|</?\d+/?>|\[\^\d+\]|\{\d+\}")
_WORD = re.compile(r"\w+(?:['’.,]\w+)*")


@dataclass(frozen=True, slots=True)
class Count:
    """Messages and English words, by state."""

    translated: int = 0
    fuzzy: int = 0
    missing: int = 0
    translated_words: int = 0
    fuzzy_words: int = 0
    missing_words: int = 0

    @property
    def total(self) -> int:
        """All messages."""
        return self.translated + self.fuzzy + self.missing

    @property
    def words(self) -> int:
        """All English words."""
        return self.translated_words + self.fuzzy_words + self.missing_words

    @property
    def percent(self) -> int:
        """The share of words translated, rounded down, so that 100 means all; 100 of nothing."""
        if self.translated == self.total:
            return 100
        return min(99, 100 * self.translated_words // self.words) if self.words else 0

    def __add__(self, other: Count) -> Count:
        return Count(
            self.translated + other.translated,
            self.fuzzy + other.fuzzy,
            self.missing + other.missing,
            self.translated_words + other.translated_words,
            self.fuzzy_words + other.fuzzy_words,
            self.missing_words + other.missing_words,
        )


@dataclass(frozen=True, slots=True)
class SectionStatus:
    """The counts of one section; `safety` counts the safety texts among `all`."""

    section: str
    all: Count
    safety: Count


@dataclass(frozen=True, slots=True)
class LanguageStatus:
    """The counts of one language, with the locale as BCP 47."""

    locale: str
    sections: tuple[SectionStatus, ...]

    @property
    def all(self) -> Count:
        """Everything."""
        return sum((section.all for section in self.sections), Count())

    @property
    def safety(self) -> Count:
        """Safety text alone."""
        return sum((section.safety for section in self.sections), Count())


def language_status(messages: Mapping[str, Sequence[Message]], catalog: Catalog) -> LanguageStatus:
    """Count what a reader of this language sees translated, section by section."""
    sections = (_section(name, texts, catalog) for name, texts in messages.items())
    return LanguageStatus(catalog.locale, tuple(sections))


def _section(section: str, messages: Iterable[Message], catalog: Catalog) -> SectionStatus:
    everything, safety = Count(), Count()
    for message in unique(messages):
        state = catalog.lookup(section, message.msgid, message.context).state
        count = _one(state, word_count(message.msgid))
        everything += count
        safety += count if message.safety else Count()
    return SectionStatus(section, everything, safety)


def _one(state: State, words: int) -> Count:
    match state:
        case State.TRANSLATED:
            return Count(translated=1, translated_words=words)
        case State.FUZZY:
            return Count(fuzzy=1, fuzzy_words=words)
        case State.MISSING:
            return Count(missing=1, missing_words=words)


def word_count(msgid: str) -> int:
    """Count the words of an English text; numbered marks are none, “2.5” and “don't” are one."""
    return len(_WORD.findall(_MARKS.sub(" ", msgid)))
