"""Places in texts: lines and columns that a person can go to."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from pathlib import Path


def position(text: str, offset: int) -> tuple[int, int]:
    """The line and column, from 1, of an offset. Only a line feed ends a line: U+2028 is text."""
    before = text[:offset]
    return before.count("\n") + 1, offset - (before.rfind("\n") + 1) + 1


def read_text(path: Path, shown: str) -> str:
    """A UTF-8 file as text, without a byte order mark and with line feeds.

    `shown` is its name in errors. Raises PolyclinicError.
    """
    try:
        raw = path.read_bytes()
    except OSError as problem:
        reason = problem.strerror or str(problem)
        raise error(
            f"can't be read: {reason}", "check the name and the permissions", shown
        ) from problem
    try:
        text = raw.decode("utf-8-sig")
    except UnicodeDecodeError as problem:
        line, column = position(raw[: problem.start].decode("utf-8", "replace"), problem.start)
        remedy = "save the file as UTF-8"
        raise error("is not UTF-8 text", remedy, shown, line, max(column, 1)) from problem
    return text.replace("\r\n", "\n").replace("\r", "\n")
