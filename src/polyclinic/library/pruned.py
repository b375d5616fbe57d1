"""The navigation without pages that are not offered any more.

Nothing here knows the site generator: its items are whatever has the attributes of the protocols.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection


class File(Protocol):
    """The file of a page; `src_uri` is its path from the docs folder on."""

    src_uri: str


class Entry(Protocol):
    """A section, a page or a link; only a section has `children`, only a page the rest."""

    is_page: bool
    file: File
    children: list[Entry] | None
    previous_page: Entry | None
    next_page: Entry | None


class Tree(Protocol):
    """The whole navigation: its entries, and its pages in their order."""

    items: list[Entry]
    pages: list[Entry]


def prune(tree: Tree, gone: Collection[str]) -> None:
    """Take pages out by their files' paths, and the sections that they leave empty."""
    for page in tree.pages:
        page.previous_page = page.next_page = None
    tree.items[:] = _left(tree.items, gone)
    tree.pages[:] = [page for page in tree.pages if page.file.src_uri not in gone]
    for before, after in zip(tree.pages, tree.pages[1:], strict=False):
        before.next_page, after.previous_page = after, before


def _left(entries: list[Entry], gone: Collection[str]) -> list[Entry]:
    left = []
    for entry in entries:
        if entry.children:
            entry.children[:] = _left(entry.children, gone)
            if not entry.children:
                continue
        if not (entry.is_page and entry.file.src_uri in gone):
            left.append(entry)
    return left
