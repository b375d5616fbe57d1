"""What a PO file holds: entries and, around them, the file's own ways (charset, line ends, BOM)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

from polyclinic.diagnostic import Diagnostic, Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

    from polyclinic.i18n.message import Key

FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class PoEntry:
    r"""One entry of a PO file; the texts are unescaped, so `\n` is a real line feed.

    `line` and `column` are those of the keyword msgid, `msgstr_line` and `msgstr_column` those of
    the first letter of the translation. `raw` is the entry as it was read, with the blank lines
    before it; None in a made or changed entry. Two entries are equal when their content is.
    """

    msgid: str
    msgstr: str = ""
    msgctxt: str | None = None
    msgid_plural: str | None = None
    msgstr_plural: tuple[str, ...] = ()
    translator_comments: tuple[str, ...] = ()
    extracted: tuple[str, ...] = ()
    references: tuple[str, ...] = ()
    flags: tuple[str, ...] = ()
    previous_msgctxt: str | None = None
    previous_msgid: str | None = None
    previous_msgid_plural: str | None = None
    obsolete: bool = False
    line: int | None = field(default=None, compare=False)
    column: int | None = field(default=None, compare=False)
    msgstr_line: int | None = field(default=None, compare=False)
    msgstr_column: int | None = field(default=None, compare=False)
    raw: str | None = field(default=None, compare=False, repr=False)

    @property
    def key(self) -> Key:
        """The context and the English text."""
        return (self.msgctxt, self.msgid)

    @property
    def fuzzy(self) -> bool:
        """Whether the translation waits for a translator's look: it counts as not translated."""
        return FUZZY in self.flags

    @property
    def translated(self) -> bool:
        """Whether every form has a text, be it fuzzy or not."""
        return all(self.msgstr_plural) if self.msgstr_plural else bool(self.msgstr)

    @property
    def is_header(self) -> bool:
        """Whether this is the entry with the empty msgid, which holds the file's headers."""
        return self.msgid == "" and self.msgctxt is None

    def changed(self, **values: Any) -> PoEntry:  # noqa: ANN401 - the values of any fields
        """Return the entry with other values; the very same, with `raw`, if nothing differs."""
        made = replace(self, **values)
        return self if made == self else replace(made, raw=None)


@dataclass(frozen=True, slots=True)
class PoFile:
    """A PO file: `entries` in the order of the file, header and obsolete ones among them.

    `tail` is what stands after the last entry, `charset` a Python codec name, `newline` that of new
    entries.
    """

    entries: tuple[PoEntry, ...] = ()
    path: str = ""
    charset: str = "utf-8"
    newline: str = "\n"
    bom: bool = False
    tail: str = ""

    @property
    def header(self) -> PoEntry | None:
        """The header entry, if the file has one."""
        return next((entry for entry in self.entries if entry.is_header), None)

    @property
    def headers(self) -> dict[str, str]:
        """The header's fields, in order."""
        lines = self.header.msgstr.split("\n") if self.header else []
        pairs = (line.partition(":") for line in lines if ":" in line)
        return {name.strip(): value.strip() for name, _, value in pairs}

    @property
    def messages(self) -> tuple[PoEntry, ...]:
        """The entries in use: neither the header nor obsolete ones."""
        return tuple(entry for entry in self.entries if not (entry.obsolete or entry.is_header))

    def with_header(self, name: str, value: str) -> PoFile:
        """Set one header field and leave the other lines of the header as they are."""
        header = self.header or PoEntry(msgid="")
        text = _with_field(header.msgstr, name, value)
        rest = tuple(entry for entry in self.entries if entry is not header)
        if self.header is None:
            return replace(self, entries=(header.changed(msgstr=text), *rest))
        entries = (
            entry.changed(msgstr=text) if entry is header else entry for entry in self.entries
        )
        return replace(self, entries=tuple(entries))

    def duplicates(self) -> list[Diagnostic]:
        """Find entries defined before; obsolete ones count too, as for msgfmt."""
        return list(self._duplicates())

    def _duplicates(self) -> Iterator[Diagnostic]:
        first: dict[Key, PoEntry] = {}
        for entry in self.entries:
            known = first.setdefault(entry.key, entry)
            if known is not entry:
                yield Diagnostic(
                    Severity.ERROR,
                    f"{_shown(entry)} is defined twice, here and in line {known.line}",
                    "keep the entry with the better translation and remove the other one",
                    self.path,
                    entry.line,
                    entry.column,
                )


def _with_field(text: str, name: str, value: str) -> str:
    line = f"{name}: {value}\n"
    found = re.search(rf"(?im)^{re.escape(name)}[ \t]*:[^\n]*(\n|\Z)", text)
    if found:
        return text[: found.start()] + line + text[found.end() :]
    return text + ("\n" if text and not text.endswith("\n") else "") + line


def _shown(entry: PoEntry) -> str:
    longest = 40
    if entry.is_header:
        return "the header"
    text = entry.msgid if len(entry.msgid) <= longest else entry.msgid[: longest - 1] + "…"
    return f"the message “{text}”".replace("\n", " ")
