"""Style sheets as they are published: without what only their writers need."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCKS = ("{} block", "[] block", "() block")


@lru_cache(maxsize=8)
def compact(css: str) -> str:
    """A style sheet that says the same without comments and indentation.

    The tokens are those of the CSS Syntax Module, so that nothing in strings or addresses is
    touched; a space that parts two tokens stays one.
    """
    text: str = tinycss2.serialize(list(_without(tinycss2.parse_component_value_list(css))))
    return text.strip()


def _without(tokens: Iterable[Any]) -> Iterator[Any]:
    spaced = False
    for token in tokens:
        if token.type == "comment":
            continue
        if token.type == "whitespace":
            if spaced:
                continue
            token.value = "\n" if "\n" in token.value else " "
        elif token.type in _BLOCKS:
            token.content = list(_without(token.content))
        elif token.type == "function":
            token.arguments = list(_without(token.arguments))
        spaced = token.type == "whitespace"
        yield token
