"""The site of the last build: its files are taken where they would be made the same.

The site itself keeps them; a note on each says what it was made of and what must be in it. So
nothing is kept twice, and a file that somebody has changed since is made anew.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from hashlib import blake2b
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from polyclinic.build.store import Store


@dataclass(frozen=True, slots=True)
class Former:
    """`site` is its folder, if there is one; `store` has the notes.

    A key names all that some files are made of; these are named by their paths in the site.
    """

    store: Store
    site: Path | None

    def files(self, key: str) -> dict[str, bytes] | None:
        """What the files are, or None if they must be made."""
        note = self.store.get(_named(key))
        if note is None or self.site is None:
            return None
        found = {}
        for name, sum_ in json.loads(note).items():
            try:
                data = (self.site / name).read_bytes()
            except OSError:
                return None
            if _sum(data) != sum_:
                return None
            found[name] = data
        return found

    def note(self, key: str, files: Mapping[str, bytes]) -> None:
        """Tell later builds what was made of what the key names."""
        sums = {name: _sum(data) for name, data in files.items()}
        self.store.put(_named(key), json.dumps(sums).encode())


def _named(key: str) -> str:
    return f"files {key}"


def _sum(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
