"""Pages as they are published: without the white space that only the templates' writers need."""

from __future__ import annotations

import re
from typing import Final

# A comment, an element whose lines are kept (the address of the publisher has some), a tag, a text.
_PIECES: Final = re.compile(
    r"""
    <!--.*?-->
    | <(?P<kept> pre | textarea | script | style | address )\b.*?</(?P=kept)\s*>
    | <(?:[^<>"']|"[^"]*"|'[^']*')*>
    | [^<]+
    | <
    """,
    re.VERBOSE | re.DOTALL | re.IGNORECASE,
)
# White space as HTML knows it: a no-break space and that of Chinese are letters.
_GAP: Final = re.compile(r"[ \t\f\r]*\n[ \t\f\r\n]*")


def compact(html: str, content: str = "") -> str:
    """A page in which a run of white space with a line break is a line break.

    A browser shows both as one space, or none. `content`, the text of the article in the page, is
    left as its author wrote it.
    """
    if not content:
        return "".join(map(_shorter, _PIECES.finditer(html)))
    before, content, after = html.partition(content)
    return compact(before) + content + (compact(after) if after else "")


def _shorter(piece: re.Match[str]) -> str:
    return piece[0] if piece[0].startswith("<") else _GAP.sub("\n", piece[0])
