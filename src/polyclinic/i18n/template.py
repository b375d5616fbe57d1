"""New PO files: templates of a section and the empty catalogs of a language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.i18n import locales
from polyclinic.i18n.entry import PoEntry, PoFile

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from polyclinic.i18n.message import Key, Message

SAFETY = "safety"
"""The `#.` line that marks text a reader's safety hangs on."""

# No clock date: it would change with every run. Babel cannot read an empty one.
_HEADER = """\
Project-Id-Version: Polyclinic
PO-Revision-Date: YEAR-MO-DA HO:MI+ZONE
Last-Translator: {translator}
Language-Team: {team}
Language: {language}
MIME-Version: 1.0
Content-Type: text/plain; charset=UTF-8
Content-Transfer-Encoding: 8bit
"""


def new_catalog(locale: str, path: str = "") -> PoFile:
    """Make a catalog with a header and nothing else; raises PolyclinicError for an unknown code."""
    facts = locales.parse(locale)
    text = _HEADER.format(translator="", team=facts.english_name, language=facts.gettext)
    header = PoEntry(msgid="", msgstr=f"{text}Plural-Forms: {facts.plural_forms}\n")
    return PoFile((header,), path)


def template(messages: Iterable[Message], path: str = "") -> PoFile:
    """Make the template of a section, from which any gettext tool can start a catalog."""
    text = _HEADER.format(translator="FULL NAME <EMAIL@ADDRESS>", team="LANGUAGE", language="")
    header = PoEntry(msgid="", msgstr=f"{text}Plural-Forms: nplurals=INTEGER; plural=EXPRESSION;\n")
    header = header.changed(flags=("fuzzy",))
    entries = (new_entry(message, forms=2) for message in unique(messages))
    return PoFile((header, *entries), path)


def new_entry(message: Message, forms: int) -> PoEntry:
    """Make the untranslated entry of a message, with so many plural forms if it has a plural."""
    return PoEntry(
        msgid=message.msgid,
        msgctxt=message.context,
        msgid_plural=message.msgid_plural,
        msgstr_plural=("",) * forms if message.msgid_plural is not None else (),
        extracted=notes(message),
        references=message.references,
        flags=message.flags,
    )


def notes(message: Message) -> tuple[str, ...]:
    """List the `#.` lines of a message's entry."""
    lines = tuple(line for note in message.notes for line in note.split("\n"))
    return (SAFETY, *lines) if message.safety else lines


def unique(messages: Iterable[Message]) -> list[Message]:
    """Join messages that share one entry, in the order in which they first appear."""
    by_key: dict[Key, list[Message]] = {}
    for message in messages:
        by_key.setdefault(message.key, []).append(message)
    return [same[0] if len(same) == 1 else _joined(same) for same in by_key.values()]


def _joined(same: Sequence[Message]) -> Message:
    first = same[0]
    return type(first)(
        msgid=first.msgid,
        context=first.context,
        notes=tuple(dict.fromkeys(note for message in same for note in message.notes)),
        references=tuple(sorted({name for message in same for name in message.references})),
        safety=any(message.safety for message in same),
        flags=tuple(dict.fromkeys(flag for message in same for flag in message.flags)),
        msgid_plural=next((message.msgid_plural for message in same if message.msgid_plural), None),
    )
