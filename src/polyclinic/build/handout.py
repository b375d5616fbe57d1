"""What a printed page says of itself: its version, and a QR code that leads back to it."""

from __future__ import annotations

import hashlib
from typing import TYPE_CHECKING
from urllib.parse import urlencode

import segno
from markupsafe import Markup

if TYPE_CHECKING:
    from collections.abc import Iterable

# A printed code may be folded or stained: with this level a seventh of it may be missing, and more
# where the squares leave room for it.
_CORRECTION = "m"


def version(*texts: str) -> str:
    """A short name of what a page says: another one as soon as a letter changes."""
    whole = "\0".join(texts).encode()
    return hashlib.blake2b(whole, digest_size=4).hexdigest()


def address(page_url: str, name: str) -> str:
    """The address in the code: the page's own, which says its language, and the version."""
    return f"{page_url}?{urlencode({'version': name})}"


def code(text: str) -> Markup:
    """A QR code as SVG without a size, black on white, with the quiet margin that readers need."""
    drawn = segno.make(text, error=_CORRECTION, micro=False)
    rows = [bytes(row) for row in drawn.matrix_iter(border=4)]
    path = "".join(_strokes(rows))
    size = len(rows)
    return Markup(
        '<svg viewBox="0 0 {size} {size}" shape-rendering="crispEdges" aria-hidden="true">'
        '<path fill="#fff" d="M0 0h{size}v{size}H0z"/><path stroke="#000" d="{path}"/></svg>'
    ).format(size=size, path=path)


def _strokes(rows: Iterable[bytes]) -> Iterable[str]:
    """The dark squares of each row that stand side by side, as one line as thick as a square.

    Each begins where the last one ended, so that the same few steps come again and again: zipped,
    that is a third of the same squares told by their places.
    """
    at = None
    for y, row in enumerate(rows):
        start = row.find(1)
        while start >= 0:
            end = row.find(0, start)
            yield f"M{start} {y}.5" if at is None else f"m{start - at[0]} {y - at[1]}"
            yield f"h{end - start}"
            at = end, y
            start = row.find(1, end)
