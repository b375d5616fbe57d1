"""The navigation, the breadcrumb and the table of contents, as a page's template shows them.

Nothing here knows the site generator: its items are whatever has the attributes of the protocols.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Protocol

from polyclinic.library.view import Current, Heading, Link

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

    from polyclinic.markdown.extension import Page


class Item(Protocol):
    """An entry of the navigation: a section, a page or a link. A section has no `url`."""

    title: str | None
    url: str
    is_section: bool
    is_page: bool
    is_link: bool
    is_index: bool  # only a page says so
    children: list[Item] | None
    ancestors: Sequence[Item]  # the sections it is in, the nearest first


class Entry(Protocol):
    """An entry of a page's table of contents; `title` is HTML, escaped."""

    id: str
    title: str
    url: str
    children: list[Entry]


@dataclass(frozen=True, slots=True)
class Navigation:
    """The site's navigation as it is seen from one page.

    `relative` gives the address of a page from there; `untitled` the language of each title that
    is not translated, by the `id()` of its item.
    """

    page: Item
    relative: Callable[[str], str]
    untitled: Mapping[int, str]

    def links(self, items: Iterable[Item]) -> Iterator[Link]:
        """The entries of the first level; what is below them would fill each page of a library."""
        for item in items:
            yield self._link(item, self._first_url(item), self._current(item))

    def breadcrumbs(self, home: Item | None) -> Iterator[Link]:
        """The way to the page, from the home page to its parent."""
        page = self.page
        if home is not None and page is not home:
            yield self._link(home, self._url(home))
        for section in reversed(page.ancestors):
            if _index(section) is not page:
                yield self._link(section, self._url(section))

    def _link(
        self,
        item: Item,
        url: str,
        current: Current | None = None,
    ) -> Link:
        return Link(str(item.title or ""), url, self.untitled.get(id(item)), current)

    def _current(self, item: Item) -> Current | None:
        """A section with an index page leads to it, so it stands for that page too."""
        if self.page is item or self.page is _index(item):
            return Current.PAGE
        above = any(section is item for section in self.page.ancestors)
        return Current.SECTION if above else None

    def _first_url(self, item: Item) -> str:
        """An item's address, or that of the first page below it."""
        below = (self._first_url(child) for child in item.children or ())
        return self._url(item) or next(filter(None, below), "")

    def _url(self, item: Item) -> str:
        """A page's address; a section's is that of its index page, or none."""
        if item.is_link:
            return item.url
        if item.is_section:
            index = _index(item)
            return "" if index is None else self._url(index)
        return self.relative(item.url or ".")


def _index(item: Item) -> Item | None:
    """The page that introduces a section."""
    below = (item.children or ()) if item.is_section else ()
    return next((child for child in below if child.is_page and child.is_index), None)


def headings(entries: Iterable[Entry], page: Page) -> Iterator[Heading]:
    """The table of contents; a heading that is not translated says in which language it is."""
    coverage = page.coverage
    for entry in entries:
        left = entry.id in page.source_headings or (coverage.total and not coverage.translated)
        lang = page.source_lang if page.lookup is not None and left else None
        yield Heading(entry.title, entry.url, lang, tuple(headings(entry.children, page)))
