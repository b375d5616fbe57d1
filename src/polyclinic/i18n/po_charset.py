"""Which charset a PO file is in, and what is wrong when its bytes disagree."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.diagnostic import error

if TYPE_CHECKING:
    from polyclinic.diagnostic import PolyclinicError

BOM = b"\xef\xbb\xbf"
_DECLARED = re.compile(rb"Content-Type:[^\n]*?charset=([^\s\"\\;]+)", re.IGNORECASE)
_REMEDY = "save the file as UTF-8 and write `charset=UTF-8` in its Content-Type header"


def decode(content: bytes, path: str) -> tuple[str, str]:
    """Return the text without its BOM, and the charset; raises PolyclinicError."""
    if content[:2] in {b"\xff\xfe", b"\xfe\xff"}:
        raise error("this file is in UTF-16", _REMEDY, path, 1, 1)
    body = content.removeprefix(BOM)
    found = _DECLARED.search(body)
    charset = found[1].decode("ascii", "replace") if found else "UTF-8"
    place = found.start(1) if found else 0
    if charset == "CHARSET" and body.isascii():
        charset = "UTF-8"
    if not _is_known(charset):
        raise _at(body, place, f"the charset “{charset}” is unknown", path)
    if charset.lower().replace("_", "-") not in {"utf-8", "utf8"}:
        _refuse_utf8(body, place, charset, path)
    try:
        text = body.decode(charset)
    except UnicodeDecodeError as problem:
        raise _undecodable(body, problem, charset, path) from problem
    if "\r" in text and "\n" not in text:
        raise error(
            "lines end with a lone carriage return", "save it with Unix line ends", path, 1, 1
        )
    if text.encode(charset) != body:
        raise _at(body, place, f"bytes that {charset} cannot give back", path)
    return text, charset.lower()


def _is_known(charset: str) -> bool:
    try:
        return b"msgid".decode(charset) == "msgid"
    except (LookupError, UnicodeError):
        return False


def _refuse_utf8(body: bytes, place: int, charset: str, path: str) -> None:
    """Stop at UTF-8 under another name: most charsets would accept it and show nonsense."""
    if body.isascii():
        return
    try:
        body.decode()
    except UnicodeDecodeError:
        return
    raise _at(body, place, f"the header says {charset}, but the text is UTF-8", path)


def _undecodable(
    body: bytes, problem: UnicodeDecodeError, charset: str, path: str
) -> PolyclinicError:
    cut = problem.start >= len(body) - 3
    shown = " ".join(f"{byte:02X}" for byte in body[problem.start : problem.end][:4])
    message = f"the bytes {shown} are not {charset}" + (
        ": the file ends in a letter" if cut else ""
    )
    remedy = "restore the file from version control; it was cut off" if cut else _REMEDY
    return _at(body, problem.start, message, path, remedy)


def _at(
    body: bytes, offset: int, message: str, path: str, remedy: str = _REMEDY
) -> PolyclinicError:
    line_start = body.rfind(b"\n", 0, offset) + 1
    column = len(body[line_start:offset].decode(errors="replace")) + 1
    return error(message, remedy, path, body.count(b"\n", 0, offset) + 1, column)
