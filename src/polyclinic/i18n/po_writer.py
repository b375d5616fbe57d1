r"""Write PO files: unchanged entries byte for byte, others as `msgcat --no-wrap` writes them.

Lines end only where the text has a line feed. Every tool that wraps measures letters in its own
way, so no wrapping is the one wrapping on which a second tool can agree.
"""

from __future__ import annotations

import os
import re
from typing import TYPE_CHECKING

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from pathlib import Path

    from polyclinic.i18n.entry import PoEntry, PoFile

_ESCAPES = {
    "\\": r"\\",
    '"': r"\"",
    "\a": r"\a",
    "\b": r"\b",
    "\f": r"\f",
    "\n": r"\n",
    "\r": r"\r",
    "\t": r"\t",
    "\v": r"\v",
    "\0": r"\000",
}
_ESCAPED = re.compile(r'[\\"\a\b\f\n\r\t\v\0]')
# gettext puts file names with spaces between these isolates.
_OPEN, _CLOSE = "\u2068", "\u2069"


def dump(file: PoFile) -> bytes:
    """Write the file as bytes; raises PolyclinicError if a text does not fit the file's charset."""
    text = "".join(_pieces(file))
    try:
        content = text.encode(file.charset)
    except UnicodeEncodeError as problem:
        letter = text[problem.start]
        raise error(
            f"the charset {file.charset} has no letter “{letter}” (U+{ord(letter):04X})",
            f"convert the file with `msgconv --to-code=UTF-8 -o {file.path} {file.path}`",
            file.path,
        ) from problem
    return b"\xef\xbb\xbf" + content if file.bom else content


def _pieces(file: PoFile) -> Iterator[str]:
    last = None
    for entry in file.entries:
        text = entry.raw
        if text is None:
            text = format_entry(entry).replace("\n", file.newline)
            gap = last is not None
        else:
            # An entry that was the first one of its file has no blank line of its own.
            gap = last is not None and last.raw is None and text[:1] not in "\r\n"
        if last is not None and last.raw is not None and not last.raw.endswith("\n"):
            yield file.newline
        yield file.newline + text if gap else text
        last = entry
    yield file.tail


def format_entry(entry: PoEntry) -> str:
    """Write one entry in the manner of `msgcat --no-wrap`, with a line feed at its end."""
    return "".join(line + "\n" for line in _lines(entry))


def _lines(entry: PoEntry) -> Iterator[str]:
    yield from _comments("#", entry.translator_comments)
    yield from _comments("#.", entry.extracted)
    # One file per line, unlike msgcat: a page that is added touches one line.
    yield from (f"#: {_reference(name)}" for name in entry.references)
    if entry.flags:
        yield "#, " + ", ".join(sorted(entry.flags, key=lambda flag: flag != "fuzzy"))
    prefix = "#~ " if entry.obsolete else ""
    previous = "#~| " if entry.obsolete else "#| "
    yield from _optional(previous, "msgctxt", entry.previous_msgctxt)
    yield from _optional(previous, "msgid", entry.previous_msgid)
    yield from _optional(previous, "msgid_plural", entry.previous_msgid_plural)
    yield from _optional(prefix, "msgctxt", entry.msgctxt)
    yield from _strings(prefix, "msgid", entry.msgid)
    yield from _optional(prefix, "msgid_plural", entry.msgid_plural)
    if entry.msgid_plural is None:
        yield from _strings(prefix, "msgstr", entry.msgstr)
    for number, form in enumerate(entry.msgstr_plural):
        yield from _strings(prefix, f"msgstr[{number}]", form)


def _comments(mark: str, comments: Iterable[str]) -> Iterator[str]:
    for comment in comments:
        for line in comment.split("\n"):
            yield f"{mark} {line}" if line else mark


def _reference(name: str) -> str:
    return f"{_OPEN}{name}{_CLOSE}" if re.search(r"\s", name) else name


def _optional(prefix: str, keyword: str, text: str | None) -> Iterator[str]:
    if text is not None:
        yield from _strings(prefix, keyword, text)


def _strings(prefix: str, keyword: str, text: str) -> Iterator[str]:
    parts = [_ESCAPED.sub(_escape, part) for part in re.findall(r"[^\n]*\n|[^\n]+", text)]
    if len(parts) == 1:
        yield f'{prefix}{keyword} "{parts[0]}"'
        return
    yield f'{prefix}{keyword} ""'
    for part in parts:
        yield f'{prefix}"{part}"'


def _escape(found: re.Match[str]) -> str:
    return _ESCAPES[found[0]]


def write_if_changed(path: Path, content: bytes | str) -> bool:
    """Replace the file in one step, only if its content changes, keeping its mode; True if written.

    A write that is interrupted leaves the old file as it was. Raises PolyclinicError.
    """
    content = content.encode() if isinstance(content, str) else content
    try:
        return _replace(path.resolve(), content)
    except OSError as problem:
        raise error(
            f"cannot be written: {problem.strerror}",
            "check the permissions of the file and of its folder, and the space on the disk",
            str(path),
        ) from problem


def _replace(path: Path, content: bytes) -> bool:
    exists = path.exists()
    if exists and path.read_bytes() == content:
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    beside = path.with_name(f".{path.name}.{os.getpid()}.tmp")
    try:
        beside.write_bytes(content)
        if exists:
            beside.chmod(path.stat().st_mode)
        beside.replace(path)
    finally:
        beside.unlink(missing_ok=True)
    return True
