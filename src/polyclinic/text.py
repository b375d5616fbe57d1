"""Places in texts: lines and columns that a person can go to."""

from __future__ import annotations

import errno
from typing import TYPE_CHECKING

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from pathlib import Path


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of an offset. Only a line feed ends a line: U+2028 is text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def file_bytes(path: Path) -> bytes:
    """What is in a file; raises OSError. Nothing waits for a pipe that no one writes to."""
    if path.exists() and not (path.is_file() or path.is_dir()):
        raise OSError(errno.EINVAL, "it is no ordinary file")
    return path.read_bytes()


def read_text(path: Path, shown: str) -> str:
    """A UTF-8 file as text, without a byte order mark and with line feeds.

    `shown` is its name in errors. Raises PolyclinicError.
    """
    try:
        raw = file_bytes(path)
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise error(
            f"can't be read: {reason}", "check the name and the permissions", shown
        ) from problem
    try:
        text = with_line_feeds(raw.decode("utf-8-sig"))
    except UnicodeDecodeError as problem:
        # The codec has taken the byte order mark off.
        before = with_line_feeds(problem.object[: problem.start].decode())
        line, column = position(before, len(before))
        raise error(*_no_utf8(raw, problem), shown, line, column) from problem
    if "\0" in text:
        line, column = position(text, text.index("\0"))
        remedy = "remove it, or restore the file: it may be damaged, or no text at all"
        raise error("holds a NUL character", remedy, shown, line, column)
    return text


def with_line_feeds(text: str) -> str:
    """A text whose lines all end as on Unix."""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _no_utf8(raw: bytes, problem: UnicodeDecodeError) -> tuple[str, str]:
    """What is wrong with bytes that are no UTF-8, and the remedy."""
    if raw.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "is not UTF-8 text, but UTF-16", "save the file as UTF-8"
    if problem.end == len(problem.object) and problem.reason == "unexpected end of data":
        return "ends in the middle of a letter", "restore the file: it was cut off"
    found = " ".join(f"{byte:02X}" for byte in problem.object[problem.start : problem.end])
    return f"is not UTF-8 text: here is the byte {found}", "save the file as UTF-8"
