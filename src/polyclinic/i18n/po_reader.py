"""Read PO files, keeping every byte, and say with line and column what is wrong in a broken one."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING, NoReturn

from polyclinic.diagnostic import error
from polyclinic.i18n.entry import PoEntry, PoFile
from polyclinic.i18n.po_charset import BOM, decode
from polyclinic.text import file_bytes

if TYPE_CHECKING:
    from pathlib import Path

# One string, or several beside each other, as the C preprocessor has them.
_STATEMENT = re.compile(
    r"""[ \t]*
    (?P<prefix>\#~\||\#~|\#\||)[ \t]*
    (?:(?P<keyword>msgctxt|msgid_plural|msgid|msgstr)(?:\[(?P<number>\d+)\])?[ \t]*)?
    (?P<strings>(?:"(?:[^"\\]|\\.)*"[ \t]*)*)""",
    re.VERBOSE,
)
# An obsolete entry may have its comments behind the mark: `#~ #, fuzzy`, `#~ #| msgid "…"`.
_COMMENT_WITHIN = re.compile(r"#~[ \t]*(?P<comment>#(?!~).*)")
_STRING = re.compile(r'"((?:[^"\\]|\\.)*)"')
_ESCAPE = re.compile(r"\\(?:([0-7]{1,3})|x([0-9A-Fa-f]{2})|(.))")
_LETTERS = {
    "a": "\a",
    "b": "\b",
    "f": "\f",
    "n": "\n",
    "r": "\r",
    "t": "\t",
    "v": "\v",
    "\\": "\\",
    '"': '"',
}
_REFERENCE = re.compile(r"\u2068[^\u2069]*\u2069\S*|\S+")
_ISOLATES = str.maketrans("", "", "\u2068\u2069")
_CUT = "restore the file from version control if it was cut off, or finish the entry"


def load(path: Path, shown: str | None = None) -> PoFile:
    """Read a file; raises PolyclinicError if it cannot be read or is no PO file.

    `shown` is the path for diagnostics.
    """
    shown = shown or str(path)
    try:
        content = file_bytes(path)
    except OSError as problem:
        message = f"cannot be read: {problem.strerror}"
        raise error(message, "check that the file is there and may be read", shown) from problem
    return parse(content, shown)


# The build, the entries and the reviews of a check all read the same files.
@lru_cache(maxsize=256)
def parse(content: bytes, path: str = "") -> PoFile:
    """Parse the bytes of a file; `path` is for diagnostics only. Raises PolyclinicError.

    Duplicate entries are no syntax error: ask the file for its `duplicates()`.
    """
    text, charset = decode(content, path)
    entries, tail = _Reader(text, path).read()
    newline = "\r\n" if text[: text.find("\n")].endswith("\r") else "\n"
    return PoFile(entries, path, charset, newline, content.startswith(BOM), tail)


@dataclass(slots=True)
class _Draft:
    """An entry being read: its strings by keyword, with `|` before those of the previous text."""

    strings: dict[str, list[str]] = field(default_factory=dict)
    comments: dict[str, list[str]] = field(default_factory=dict)
    forms: list[list[str]] = field(default_factory=list)
    place: tuple[int, int] = (0, 0)
    msgstr_place: tuple[int, int] = (0, 0)
    prefix: str | None = None

    @property
    def complete(self) -> bool:
        return "msgstr" in self.strings or bool(self.forms)

    def entry(self, raw: str) -> PoEntry:
        """Freeze the draft."""
        texts = {name: "".join(parts) for name, parts in self.strings.items()}
        lines = self.comments
        return PoEntry(
            msgid=texts["msgid"],
            msgstr=texts.get("msgstr", ""),
            msgctxt=texts.get("msgctxt"),
            msgid_plural=texts.get("msgid_plural"),
            msgstr_plural=tuple("".join(form) for form in self.forms),
            translator_comments=tuple(lines.get("#", ())),
            extracted=tuple(lines.get(".", ())),
            references=_references(lines.get(":", ())),
            flags=_flags(lines.get(",", ())),
            previous_msgctxt=texts.get("|msgctxt"),
            previous_msgid=texts.get("|msgid"),
            previous_msgid_plural=texts.get("|msgid_plural"),
            obsolete=self.prefix == "#~",
            line=self.place[0],
            column=self.place[1],
            msgstr_line=self.msgstr_place[0],
            msgstr_column=self.msgstr_place[1],
            raw=raw,
        )


class _Reader:
    """The parser. It goes through the lines once; a draft is closed when the next entry begins."""

    def __init__(self, text: str, path: str) -> None:
        self.path = path
        # str.splitlines would also split at U+2028, which may stand in a translation.
        self.raw_lines = text.split("\n")
        self.lines = self.raw_lines
        if "\r" in text:
            self.lines = [line.removesuffix("\r") for line in self.raw_lines]
        self.entries: list[PoEntry] = []
        self.draft = _Draft()
        self.open: list[str] | None = None
        self.open_prefix = ""
        self.start = 0
        self.end = 0
        self.number = 0

    def read(self) -> tuple[tuple[PoEntry, ...], str]:
        for number, line in enumerate(self.lines, 1):
            self.number = number
            if not line or line.isspace():
                continue
            within = _COMMENT_WITHIN.match(line)
            if line[0] == "#" and line[1:2] not in {"~", "|"}:
                self.comment(line)
            elif within and within["comment"][1:2] != "|":
                self.comment(within["comment"])
            elif within:
                self.statement(line, within.start("comment") + 2, "#~|")
            else:
                self.statement(line)
        self.close()
        return tuple(self.entries), "\n".join(self.raw_lines[self.start :])

    def comment(self, line: str) -> None:
        if self.draft.complete:
            self.close()
        kind = line[1:2] if line[1:2] in {".", ":", ","} else ""
        text = line[1 + len(kind) :].removeprefix(" ")
        self.draft.comments.setdefault(kind or "#", []).append(text)

    def statement(self, line: str, at: int = 0, inherited: str = "") -> None:
        """Read a keyword and its strings; several may stand on one line."""
        found = _STATEMENT.match(line, at)
        if found is None or not (found["keyword"] or found["strings"]):
            self.explain(line, found)
        prefix, keyword, index, strings = found.groups()
        prefix = prefix or inherited
        if keyword:
            self.keyword(prefix, keyword, index, found.start("keyword") + 1)
            if keyword == "msgstr" and index in {None, "0"}:
                self.draft.msgstr_place = (self.number, found.start("strings") + 2)
        elif self.open is None or prefix != self.open_prefix:
            self.fail("a string without a keyword", "put msgid or msgstr before it", at + 1)
        if strings and self.open is not None:
            self.open.append(self.value(strings, found.start("strings")))
        self.end = self.number
        if found.end() < len(line):
            if not line.startswith("msg", found.end()):
                self.explain(line, found)
            self.statement(line, found.end(), prefix)

    def keyword(self, prefix: str, keyword: str, index: str | None, column: int) -> None:
        self.no_keyword_without_string()
        if self.draft.complete and not (keyword == "msgstr" and index):
            self.close()
        if prefix.endswith("|"):
            self.open = self.previous(keyword, column)
        else:
            self.open = self.current(prefix, keyword, index, column)
        self.open_prefix = prefix

    def previous(self, keyword: str, column: int) -> list[str]:
        if "msgid" in self.draft.strings or keyword == "msgstr":
            self.fail(
                "a previous text in the wrong place",
                "put `#|` lines before msgctxt and msgid",
                column,
            )
        return self.draft.strings.setdefault("|" + keyword, [])

    def current(self, prefix: str, keyword: str, index: str | None, column: int) -> list[str]:
        draft = self.draft
        if draft.prefix not in {None, prefix}:
            self.fail("an entry that is half obsolete", "put `#~` before every line of it or none")
        draft.prefix = prefix
        if keyword == "msgstr":
            return self.msgstr(index, column)
        if index is not None:
            self.fail(f"{keyword} has no forms", f"write {keyword} without [{index}]", column)
        if keyword == "msgid_plural" and "msgid" not in draft.strings:
            self.fail("msgid_plural without msgid", "put the singular before it as msgid", column)
        if keyword in draft.strings or (keyword != "msgid_plural" and "msgid" in draft.strings):
            self.unfinished(f"{keyword} begins")
        if keyword in {"msgctxt", "msgid"}:
            draft.place = (self.number, column)
        return draft.strings.setdefault(keyword, [])

    def msgstr(self, index: str | None, column: int) -> list[str]:
        draft = self.draft
        if "msgid" not in draft.strings:
            self.fail("msgstr without msgid", "put the English text before it as msgid", column)
        if index is None:
            if "msgid_plural" in draft.strings:
                self.fail(
                    "msgstr without a number beside msgid_plural",
                    "write msgstr[0], msgstr[1]…",
                    column,
                )
            return draft.strings.setdefault("msgstr", [])
        if "msgid_plural" not in draft.strings or int(index) != len(draft.forms):
            wanted = f"msgstr[{len(draft.forms)}]" if "msgid_plural" in draft.strings else "msgstr"
            self.fail(f"msgstr[{index}] where {wanted} belongs", f"write {wanted}", column)
        draft.forms.append([])
        return draft.forms[-1]

    def close(self) -> None:
        """End the entry being read, if there is one."""
        draft = self.draft
        self.no_keyword_without_string()
        if not draft.strings:
            return
        if not draft.complete:
            self.unfinished("the file ends")
        raw = "\n".join(self.raw_lines[self.start : self.end])
        raw += "\n" if self.end < len(self.raw_lines) else ""
        self.entries.append(draft.entry(raw))
        self.start = self.end
        self.draft = _Draft()
        self.open = None

    def no_keyword_without_string(self) -> None:
        if self.open == []:
            raise error("a keyword without a string", _CUT, self.path, self.end, 1)

    def value(self, strings: str, column: int) -> str:
        parts = [strings.rstrip()[1:-1]] if strings.count('"') == 2 else _STRING.findall(strings)  # noqa: PLR2004
        text = "".join(parts)
        if "\\" not in text:
            return text
        for found in _ESCAPE.finditer(strings):
            if found[3] and found[3] not in _LETTERS:
                remedy = r"write \\ for a backslash, \" for a quotation mark, \n for a new line"
                self.fail(f"the escape {found[0]} is unknown", remedy, column + found.start() + 1)
        return _ESCAPE.sub(_unescape, text)

    def explain(self, line: str, found: re.Match[str] | None) -> NoReturn:
        """Say why this line is none of a PO file."""
        offset = found.end() if found else 0
        rest = line[offset:]
        if re.match(r"<{7}|={7}|>{7}|\|{7}", line):
            self.fail(
                "a merge conflict is left in this file", "choose one side and remove the marks"
            )
        if rest.startswith('"'):
            last = self.number >= len(self.lines) - 1
            self.fail(
                "this string is not closed", _CUT if last else 'put a " at its end', offset + 1
            )
        if found and found["strings"]:
            self.fail(
                "text after the end of a string",
                r"write \" for a quotation mark inside",
                offset + 1,
            )
        self.fail(
            "neither a comment, nor a keyword, nor a string", "put # before a comment", offset + 1
        )

    def unfinished(self, when: str) -> NoReturn:
        line, column = self.draft.place
        missing = "msgstr" if "msgid" in self.draft.strings else "msgid"
        message = f"{when}, but the entry of line {line or self.end} has no {missing}"
        number = self.end if when == "the file ends" else self.number
        raise error(message, _CUT, self.path, number, column or 1)

    def fail(self, message: str, remedy: str, column: int = 1) -> NoReturn:
        raise error(message, remedy, self.path, self.number, column)


def _unescape(found: re.Match[str]) -> str:
    octal, hexadecimal, letter = found.groups()
    if octal:
        return chr(int(octal, 8))
    return chr(int(hexadecimal, 16)) if hexadecimal else _LETTERS[letter]


def _references(lines: list[str] | tuple[()]) -> tuple[str, ...]:
    return tuple(name.translate(_ISOLATES) for line in lines for name in _REFERENCE.findall(line))


def _flags(lines: list[str] | tuple[()]) -> tuple[str, ...]:
    flags = (flag.strip() for line in lines for flag in line.split(","))
    return tuple(flag for flag in flags if flag)
