"""Compressed copies beside the text files of a site, for servers that send them as they are.

`page.html` gets `page.html.gz` and `page.html.br`, where they are smaller. A copy that the
published site has is taken over if it was made of the very bytes that the new file has: notes in
the cache say so, by digests of both. Nothing is decided by dates. The same file always gives the
same copies.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import shutil
import struct
import tempfile
import zlib
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

# Beside mkdocs.yml.
FOLDER: Final = ".cache/polyclinic/compressed"
# What is worth it. Images, and Pagefind's fragments and indexes, are compressed already; maps of
# scripts are for developers alone.
TEXTS: Final = frozenset(
    {
        ".atom", ".css", ".csv", ".eot", ".htm", ".html", ".ics", ".js", ".json", ".md",
        ".mjs", ".otf", ".rss", ".svg", ".ttf", ".txt", ".vtt", ".wasm", ".webmanifest", ".xml",
    }
)  # fmt: skip
# Of Brotli's eleven, the last one saves 2% more in three times the time; the fifth, 12% less.
_BROTLI: Final = 10
_GZIP: Final = 9
# A header without a name, a time or a system (RFC 1952), which Python's own versions differ in.
_HEADER: Final = b"\x1f\x8b\x08\0\0\0\0\0\x02\xff"


@dataclass(frozen=True, slots=True)
class Copies:
    """What is known of a file: digests of its bytes, and of those of its copies by their endings.

    A copy that would not be smaller has an empty digest: there is none.
    """

    source: str
    made: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Work:
    """What was done: how many files were compressed, and how many had their copies already."""

    compressed: int
    kept: int


def notes_of(root: Path, site: Path) -> Path:
    """The notes on what is published in a folder, in the cache of a project."""
    return root / FOLDER / f"{_digest(os.fsencode(site.absolute()))}.json"


def write(new: Path, published: Path | None, notes: Path, jobs: int | None = None) -> Work:
    """Write the copies of all text files of a new site; raises OSError.

    It uses so many `jobs` at once, or as many as there are cores to use.
    """
    known = _read(notes)
    names = sorted(_texts(new))
    with ThreadPoolExecutor(jobs or len(os.sched_getaffinity(0))) as pool:
        copies = partial(_copies, new, published, known)
        results = list(pool.map(copies, names))
    _remove_stale(new, known, names)
    _save(notes, dict(zip(names, (copies for copies, _ in results), strict=True)))
    kept = sum(kept for _, kept in results)
    return Work(len(names) - kept, kept)


def _texts(folder: Path) -> Iterator[str]:
    """The files to compress, as seen from their folder."""
    for where, _, names in os.walk(folder):
        for name in names:
            path = Path(where, name)
            if path.suffix.lower() in TEXTS and not path.is_symlink():
                yield path.relative_to(folder).as_posix()


def _copies(
    new: Path, published: Path | None, known: Mapping[str, Copies], name: str
) -> tuple[Copies, bool]:
    """Give a file its copies; tells whether the published ones could be taken."""
    content = (new / name).read_bytes()
    source, old = _digest(content), known.get(name)
    if published is not None and old is not None and old.source == source:
        takes = (_take(published / name, new / name, *copy) for copy in old.made.items())
        if all(takes):
            return old, True
    made = {ending: _make(new / name, ending, content) for ending in _ways()}
    return Copies(source, made), False


def _take(published: Path, file: Path, ending: str, digest: str) -> bool:
    """Take a published copy over, if it is the noted one."""
    there, here = _with(published, ending), _with(file, ending)
    try:
        if digest and _digest(there.read_bytes()) != digest:
            return False
        here.unlink(missing_ok=True)
        if digest:
            _link(there, here)
    except FileNotFoundError:
        return False
    return True


def _link(there: Path, here: Path) -> None:
    try:
        here.hardlink_to(there)
    except FileNotFoundError:
        raise
    except OSError:  # another disk, or one without such links
        shutil.copyfile(there, here)


def _make(file: Path, ending: str, content: bytes) -> str:
    """Write a copy where it is smaller; gives its digest."""
    packed, copy = _ways()[ending](content), _with(file, ending)
    # What is there may be a link to a published file: it is never written into.
    copy.unlink(missing_ok=True)
    if len(packed) >= len(content):
        return ""
    copy.write_bytes(packed)
    return _digest(packed)


def gzip(content: bytes) -> bytes:
    """Bytes for `Content-Encoding: gzip`."""
    packer = zlib.compressobj(_GZIP, zlib.DEFLATED, -zlib.MAX_WBITS)
    end = struct.pack("<LL", zlib.crc32(content), len(content) & 0xFFFFFFFF)
    return _HEADER + packer.compress(content) + packer.flush() + end


def brotli(content: bytes) -> bytes:
    """Bytes for `Content-Encoding: br`."""
    from brotli import compress  # noqa: PLC0415 - only who compresses waits for it

    packed: bytes = compress(content, quality=_BROTLI)
    return packed


def _ways() -> Mapping[str, Callable[[bytes], bytes]]:
    return {".gz": gzip, ".br": brotli}


def _makers() -> str:
    """What decides, beside a file, on the bytes of its copies: others may pack otherwise."""
    from brotli import __version__  # noqa: PLC0415

    return f"1 zlib {zlib.ZLIB_RUNTIME_VERSION} {_GZIP} brotli {__version__} {_BROTLI}"


def _remove_stale(new: Path, known: Mapping[str, Copies], names: list[str]) -> None:
    """Remove copies that we made of files that are gone; of an author's own, nothing is noted."""
    for name in known.keys() - {*names}:
        for ending, digest in known[name].made.items():
            copy = _with(new / name, ending)
            if copy.is_file() and _digest(copy.read_bytes()) == digest:
                copy.unlink()


def _read(notes: Path) -> dict[str, Copies]:
    """What is noted; nothing, if others wrote into it or packed the files."""
    try:
        seal, _, body = notes.read_bytes().partition(b"\n")
    except OSError:
        return {}
    if seal.decode("ascii", "replace") != _seal(body):
        return {}
    return {name: Copies(source, made) for name, (source, made) in json.loads(body).items()}


def _save(notes: Path, found: Mapping[str, Copies]) -> None:
    """Note what was made; without notes the next build compresses all again."""
    body = json.dumps({name: (copies.source, copies.made) for name, copies in found.items()})
    with contextlib.suppress(OSError):
        notes.parent.mkdir(parents=True, exist_ok=True)
        ignore = notes.parent.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        handle, name = tempfile.mkstemp(prefix=".", dir=notes.parent)
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(f"{_seal(body.encode())}\n{body}".encode())
            Path(name).replace(notes)
        except OSError:
            Path(name).unlink()
            raise


def _seal(body: bytes) -> str:
    return _digest(_makers().encode() + b"\0" + body)


def _with(file: Path, ending: str) -> Path:
    return file.with_name(file.name + ending)


def _digest(content: bytes) -> str:
    return hashlib.blake2b(content, digest_size=16).hexdigest()
