"""What builds keep for later ones, in one file: by a key, and never more than was used lately.

A text comes back only whole and under the key it was kept under, by the same engine. A file that
can't be read or written is no store: then all is made anew, slower and as right.
"""

from __future__ import annotations

import contextlib
import hashlib
import sqlite3
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Final, Self

from polyclinic.fingerprint import fingerprint

if TYPE_CHECKING:
    from pathlib import Path

# For so many builds a text is kept that none of them asked for.
SPARED: Final = 8
# So many new texts are held in memory at most.
_FLUSH: Final = 200
_TABLE: Final = """
CREATE TABLE IF NOT EXISTS kept (key TEXT PRIMARY KEY, seal BLOB, body BLOB, used INTEGER);
CREATE TABLE IF NOT EXISTS builds (number INTEGER);
"""


@dataclass(slots=True)
class Store:
    """One file of texts. Give it back with `close`, which keeps what was put into it."""

    file: Path
    _base: sqlite3.Connection | None = None
    _number: int = 0
    _new: dict[str, bytes] = field(default_factory=dict)
    _used: set[str] = field(default_factory=set)

    @classmethod
    def open(cls, file: Path) -> Self:
        """Open a file, or begin one; one that is no store is removed."""
        store = cls(file)
        for _ in range(2):
            try:
                store._connect()
            except sqlite3.DatabaseError as problem:
                store._base = None
                if isinstance(problem, sqlite3.OperationalError):
                    break  # it may not be written, or another build is at work
                with contextlib.suppress(OSError):
                    file.unlink()
            except OSError:
                break
            else:
                break
        return store

    def _connect(self) -> None:
        self.file.parent.mkdir(parents=True, exist_ok=True)
        ignore = self.file.parent / ".gitignore"
        if not ignore.exists():
            ignore.write_text("*\n", encoding="utf-8")
        base = sqlite3.connect(self.file, timeout=0.5, isolation_level="DEFERRED")
        # What is lost when the power fails is made anew.
        base.execute("PRAGMA synchronous = OFF")
        base.executescript(_TABLE)
        row = base.execute("SELECT max(number) FROM builds").fetchone()
        self._base, self._number = base, (row[0] or 0) + 1

    def get(self, key: str) -> bytes | None:
        """What was kept under a key."""
        if key in self._new:
            return self._new[key]
        if self._base is None:
            return None
        try:
            query = "SELECT seal, body FROM kept WHERE key = ?"
            row = self._base.execute(query, (key,)).fetchone()
        except sqlite3.Error:
            self._base = None
            return None
        if row is None or not isinstance(row[1], bytes) or row[0] != _seal(key, row[1]):
            return None
        self._used.add(key)
        return bytes(row[1])

    def put(self, key: str, body: bytes) -> None:
        """Keep a text; it must depend on nothing but its key and the engine."""
        if self._base is not None:
            self._new[key] = body
            if len(self._new) >= _FLUSH:
                self._flush()

    def close(self) -> None:
        """Write what is new, and drop what nobody has asked for in a while."""
        self._flush()
        if self._base is None:
            return
        try:
            with self._base as base:
                base.execute("DELETE FROM builds")
                base.execute("INSERT INTO builds VALUES (?)", (self._number,))
                used = ((self._number, key) for key in self._used)
                base.executemany("UPDATE kept SET used = ? WHERE key = ?", used)
                base.execute("DELETE FROM kept WHERE used < ?", (self._number - SPARED,))
        except sqlite3.Error:
            pass
        finally:
            self._base.close()
            self._base = None

    def _flush(self) -> None:
        if self._base is None or not self._new:
            return
        rows = [(key, _seal(key, body), body, self._number) for key, body in self._new.items()]
        self._new.clear()
        try:
            with self._base as base:
                base.executemany("INSERT OR REPLACE INTO kept VALUES (?, ?, ?, ?)", rows)
        except sqlite3.Error:  # no room, or another build
            self._base = None


def _seal(key: str, body: bytes) -> bytes:
    """What tells that a text is whole, and belongs to this key and this engine."""
    name = hashlib.blake2b(key.encode(), key=fingerprint().encode()[:64], digest_size=16).digest()
    return hashlib.blake2b(body, key=name, digest_size=16).digest()
