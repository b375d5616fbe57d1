"""The mark of a site that is whole: the build that made it came to its end, with its checks.

`mkdocs build` writes into the folder itself. What one that broke off left there looks like a site.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

# MkDocs neither makes files with such a name nor clears them away, and no server shows them.
NAME: Final = ".polyclinic-built"
_WORDS: Final = "The build of this site came to its end, and its pages were checked as it asks.\n"


def put(folder: Path) -> None:
    """Say that the site in a folder is whole; raises OSError."""
    (folder / NAME).write_text(_WORDS, encoding="utf-8")


def take_off(folder: Path) -> None:
    """Say it no longer."""
    (folder / NAME).unlink(missing_ok=True)


def is_on(folder: Path) -> bool:
    """Whether a build of the site in a folder came to its end."""
    return (folder / NAME).is_file()
