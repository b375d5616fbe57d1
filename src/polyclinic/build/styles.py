"""Style sheets as they are published: without what only their writers need."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING, Any

import tinycss2

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

_BLOCKS = ("{} block", "[] block", "() block")
# White space on either side of these says nothing: of selectors, declarations and rules.
_APART = frozenset({";", ",", "{} block"})


@lru_cache(maxsize=8)
def compact(css: str) -> str:
    """A style sheet that says the same without comments and idle white space.

    The tokens are those of the CSS Syntax Module, so that nothing in strings or addresses is
    touched. A space that parts two tokens stays one, and so does one before a colon: in a selector
    that means something else.
    """
    tokens = list(_without_comments(tinycss2.parse_component_value_list(css)))
    return str(tinycss2.serialize(_tight(tokens, in_braces=True)))


def _without_comments(tokens: Iterable[Any]) -> Iterator[Any]:
    """The tokens without comments, and with one white space where there were several."""
    spaced = False
    for token in tokens:
        if token.type == "comment" or (spaced and token.type == "whitespace"):
            continue
        spaced = token.type == "whitespace"
        if spaced:
            token.value = " "
        elif token.type in _BLOCKS:
            inside = list(_without_comments(token.content))
            token.content = _tight(inside, in_braces=token.type == "{} block")
        elif token.type == "function":
            token.arguments = _tight(list(_without_comments(token.arguments)), in_braces=False)
        yield token


def _tight(tokens: list[Any], *, in_braces: bool) -> list[Any]:
    """The tokens of a block without white space that says nothing."""
    kinds = [_kind(token) for token in tokens]
    edge = ";" if in_braces else ""
    around = zip([edge, *kinds], tokens, [*kinds[1:], edge], strict=False)
    kept = [token for before, token, after in around if not _is_idle(before, token, after)]
    while in_braces and kept and _kind(kept[-1]) == ";":
        kept.pop()
    return kept


def _is_idle(before: str, token: Any, after: str) -> bool:  # noqa: ANN401 - a token has no type
    if token.type != "whitespace":
        return False
    # `--sign: ;` has a value: one white space.
    if before == ":":
        return after != ";"
    return before in _APART or after in _APART


def _kind(token: Any) -> str:  # noqa: ANN401 - a token has no type
    return str(token.value if token.type == "literal" else token.type)
