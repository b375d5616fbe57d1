"""Scripts as they are published: without what only their writers need."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterator

# The tokens that a comment or a space could stand in, of ECMAScript's lexical grammar; a template
# and a regular expression begin with signs that mean other things elsewhere.
_TOKEN: Final = re.compile(
    r"""
    (?P<comment> //[^\n\r\u2028\u2029]* | /\*.*?\*/ )
    | (?P<space> \s+ )
    | (?P<string> "(?:[^"\\\n]|\\.)*" | '(?:[^'\\\n]|\\.)*' )
    | (?P<word> (?:[\w$\#]|\\u)+ )
    | (?P<sign> \+\+ | -- | . )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE: Final = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?P<end>`|\$\{)", re.DOTALL)
_REGEX: Final = re.compile(r"/(?:[^/\\\[\n]|\\.|\[(?:[^\]\\\n]|\\.)*\])+/")
# A slash after one of these words begins a regular expression; after any other word it divides.
_BEFORE_REGEX: Final = frozenset(
    "await case delete do else in instanceof new of return throw typeof void yield".split()
)
# After these a slash may be either; only a parser of the whole grammar could tell.
_UNSURE: Final = frozenset({")", "}", "++", "--"})
# What no space is needed beside: a name or number ends there, and no two of them are read as one.
_LOOSE: Final = frozenset("{}()[],;:?=>&|*")
_BREAK: Final = re.compile("[\n\r\u2028\u2029]")


class _UnclearError(Exception):
    """A slash that could begin a regular expression, or a text that is no script."""


@lru_cache(maxsize=8)
def compact(script: str) -> str:
    """A script that says the same without comments, indentation and idle spaces.

    Lines stay lines, since the end of one may end a statement. Strings, templates and regular
    expressions are not touched. Where a slash could begin a regular expression as well as divide,
    the script is given back as it is.
    """
    try:
        return "".join(_spaced(_tokens(script)))
    except _UnclearError:
        return script


def _spaced(tokens: Iterator[tuple[str, str]]) -> Iterator[str]:
    """The tokens' texts with a line break or one space between them, where there must be one."""
    last, gap = "", ""
    for kind, text in tokens:
        if kind in {"space", "comment"}:
            gap = "\n" if _BREAK.search(text) or gap == "\n" else " "
            continue
        if last and (gap == "\n" or (gap and not _LOOSE & {last[-1], text[0]})):
            yield gap
        yield text
        last, gap = text, ""


def _tokens(script: str) -> Iterator[tuple[str, str]]:
    at, last = 0, ""
    # How many braces are open in each of the templates' values that enclose this place.
    depths: list[int] = []
    while at < len(script):
        kind, end = _next(script, at, last, in_value=depths[-1:] == [0])
        text = script[at:end]
        if kind == "template":
            if text.startswith("}"):
                depths.pop()
            if text.endswith("${"):
                depths.append(0)
        elif depths and kind == "sign":
            depths[-1] += {"{": 1, "}": -1}.get(text, 0)
        yield kind, text
        if kind not in {"space", "comment"}:
            last = text
        at = end


def _next(script: str, at: int, last: str, *, in_value: bool) -> tuple[str, int]:
    """The kind and the end of the token that begins at a place."""
    sign = script[at]
    if sign == "`" or (sign == "}" and in_value):
        found = _TEMPLATE.match(script, at + 1)
        if found is None:
            raise _UnclearError
        return "template", found.end()
    found = _TOKEN.match(script, at)
    if found is None or sign in "\"'" and found.lastgroup == "sign":
        raise _UnclearError
    if found[0] == "/":
        regex = _REGEX.match(script, at)
        if last in _UNSURE and regex is not None:
            raise _UnclearError
        if _may_begin_regex(last):
            if regex is None:
                raise _UnclearError
            return "regex", regex.end()
    return str(found.lastgroup), found.end()


def _may_begin_regex(last: str) -> bool:
    if not last or last in _BEFORE_REGEX:
        return True
    return last not in _UNSURE and last != "]" and re.match(r"[\w$#\"'`/\\]", last[-1]) is None
