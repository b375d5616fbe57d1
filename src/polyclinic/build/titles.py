"""The titles that the navigation itself gives, in the language being built."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.i18n.message import Message
from polyclinic.library import messages
from polyclinic.library.translation import plain
from polyclinic.markdown.extension import context_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polyclinic.i18n.catalog import Catalog
    from polyclinic.library.navigation import Item


def translate(items: Iterable[Item], catalog: Catalog) -> Iterator[int]:
    """Translate the titles where they are; gives the `id()` of each item that is left."""
    for item in items:
        # A page without a title of its own in the navigation takes its article's, translated there.
        title = item.__dict__.get("title") if item.is_page else item.title
        if title:
            said = plain(catalog, messages.SITE, Message(title, context_of(title, "nav")))
            if said is None:
                yield id(item)
            else:
                item.title = said
        yield from translate(item.children or (), catalog)
