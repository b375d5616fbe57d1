"""The sources of an article, as its text cites them and as its page lists them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.i18n.collation import Alphabet
from polyclinic.library.view import Back, SourceView
from polyclinic.markdown.citations import Cited, anchor, is_id, place

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from polyclinic.library.article import Source
    from polyclinic.library.wording import Wording


def addresses(sources: Iterable[Source]) -> dict[str, str]:
    """The addresses of the sources that can be cited, by their ids; of two the first has the id."""
    return {s.id: s.url for s in reversed(tuple(sources)) if is_id(s.id)}


def listed(
    sources: Iterable[Source], cited: Iterable[Cited] = (), wording: Wording | None = None
) -> tuple[SourceView, ...]:
    """The sources in the order of their numbers, and then those that the text does not cite.

    `wording` writes the numbers; without it there are none.
    """
    left = list(sources)
    numbered = () if wording is None else tuple(_numbered(left, cited, wording))
    return (*numbered, *(SourceView(s.title, s.publisher, s.url) for s in left))


def _numbered(left: list[Source], cited: Iterable[Cited], wording: Wording) -> Iterator[SourceView]:
    """The cited ones, which are taken from those that are left."""
    for one in cited:
        source = next(s for s in left if s.id == one.id)
        left.remove(source)
        yield _view(source, one, wording)


def _view(source: Source, cited: Cited, wording: Wording) -> SourceView:
    back = tuple(_back(cited, wording.locale))
    number = wording.printed(cited.number)
    return SourceView(source.title, source.publisher, source.url, anchor(cited.id), number, back)


def _back(cited: Cited, locale: str) -> Iterator[Back]:
    letters = Alphabet(locale).letters(cited.places) if cited.places > 1 else [""]
    for number, letter in zip(range(1, cited.places + 1), letters, strict=False):
        yield Back(f"#{place(cited.id, number)}", letter)
