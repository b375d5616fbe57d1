"""What decides, beside its input, on what the engine makes of it; and short names for texts."""

from __future__ import annotations

import contextlib
import hashlib
import sys
from functools import cache
from pathlib import Path
from typing import Final

_FORMAT: Final = 2
_ENGINE: Final = Path(__file__).parent


@cache
def fingerprint() -> str:
    """A name for this engine: our sources, Python, all that is installed.

    The folders of installed packages are named by their versions.
    """
    found = hashlib.blake2b(f"{_FORMAT} {sys.version}".encode(), digest_size=16)
    for path in sorted(_ENGINE.rglob("*.py")):
        found.update(path.relative_to(_ENGINE).as_posix().encode() + b"\0")
        found.update(hashlib.blake2b(path.read_bytes()).digest())
    for name in sorted(_installed()):
        found.update(name.encode() + b"\0")
    return found.hexdigest()


def _installed() -> set[str]:
    found: set[str] = set()
    for folder in map(Path, sys.path):
        with contextlib.suppress(OSError):
            found.update(
                p.name for p in folder.iterdir() if p.suffix in {".dist-info", ".egg-info"}
            )
    return found


def digest(text: str) -> str:
    """A short name for a text that no other text has."""
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=16).hexdigest()
