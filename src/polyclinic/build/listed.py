"""Lists on pages forget an article that is withheld: its title and summary may be what is wrong.

Templates mark what is read here: `<li class="entry">` with the link to an article, the
`<section class="entries" id="...">` around a list, and `<li class="jump">` that leads to it.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable

# None of them holds another of its kind.
_ENTRY = re.compile(r'<li class="entry">.*?</li>\s*', re.DOTALL)
_TAG = re.compile(r"<a\b[^>]*>")
_SECTION = re.compile(
    r'<section class="entries[^"]*" id="(?P<id>[^"]+)"[^>]*>.*?</section>\s*', re.DOTALL
)
_JUMP = re.compile(r'<li class="jump"><a href="#(?P<id>[^"]+)">.*?</li>\s*', re.DOTALL)


def without_entries(html: str, gone: Callable[[str], bool]) -> str:
    """A page without the entries whose link is gone, and without the lists that they leave empty.

    `gone` is asked about the tag of a link, `<a href="...">`.
    """

    def entry(match: re.Match[str]) -> str:
        tag = _TAG.search(match[0])
        return "" if tag is not None and gone(tag[0]) else match[0]

    empty: set[str] = set()

    def section(match: re.Match[str]) -> str:
        left = _ENTRY.sub(entry, match[0])
        if left != match[0] and not _ENTRY.search(left):
            empty.add(match["id"])
            return ""
        return left

    html = _SECTION.sub(section, html)
    return _JUMP.sub(lambda match: "" if match["id"] in empty else match[0], html)
