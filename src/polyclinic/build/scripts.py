"""Scripts as they are published: without what only their writers need."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING, Final, NamedTuple

if TYPE_CHECKING:
    from collections.abc import Iterator

# The tokens that a comment or a space could stand in, of ECMAScript's lexical grammar; a template
# and a regular expression begin with signs that mean other things elsewhere. A sign of two letters
# is one here only where it matters to what follows it.
_TOKEN: Final = re.compile(
    r"""
    (?P<comment> //[^\n\r\u2028\u2029]* | /\*.*?\*/ )
    | (?P<space> \s+ )
    | (?P<string> "(?:[^"\\\n\r]|\\.)*" | '(?:[^'\\\n\r]|\\.)*' )
    | (?P<word> (?:[\w$\#]|\\u)+ )
    | (?P<sign> \+\+ | -- | [{}()\[\];,<>+\-*%&|^!~?:=.@/] )
    """,
    re.VERBOSE | re.DOTALL,
)
_TEMPLATE: Final = re.compile(r"(?:[^`\\$]|\\.|\$(?!\{))*(?P<end>`|\$\{)", re.DOTALL)
_REGEX: Final = re.compile(
    r"/(?:[^/\\\[\n\r\u2028\u2029]|\\.|\[(?:[^\]\\\n\r\u2028\u2029]|\\.)*\])+/"
)
_BREAK: Final = re.compile("[\n\r\u2028\u2029]")

# A slash after a name, a number, a string or "]" divides; after these signs and words it begins a
# regular expression.
_BEGINS: Final = frozenset("{([;,<>+-*/%&|^!~?:=")
_BEFORE_REGEX: Final = frozenset({
    "case", "delete", "do", "else", "in", "instanceof", "new", "return", "throw", "typeof", "void",
})  # fmt: skip
# After these words, and after ")", "}", "++", "--" and the point of "1.", it may be either.
_UNSURE: Final = frozenset({
    "as", "async", "await", "break", "class", "const", "continue", "debugger", "default", "enum",
    "export", "extends", "finally", "for", "from", "function", "get", "if", "import", "let", "of",
    "set", "static", "switch", "try", "var", "while", "with", "yield",
})  # fmt: skip

# No space is needed beside a sign of the first row; nor between one of the second and a word.
_APART: Final = frozenset("{}()[],;:")
_LOOSE: Final = frozenset("=?>&|*")
_WORDLIKE: Final = re.compile(r"[\w$\"'`]")

# Comments that mean something: old forms that a script's goal decides on, licences, source maps.
_TELLING: Final = re.compile(r"<!--|-->|^#!|/\*!|@licen[cs]e|@preserve|@copyright|sourceMappingURL")


class _UnclearError(Exception):
    """A slash that could begin a regular expression, or a text that is no script."""


class _Token(NamedTuple):
    kind: str
    text: str


@lru_cache(maxsize=8)
def compact(script: str) -> str:
    """A script that says the same without comments, indentation and idle spaces.

    Lines stay lines, since the end of one may end a statement. Strings, templates and regular
    expressions are not touched. The script is given back as it is where a slash could begin a
    regular expression as well as divide, a sign is none of JavaScript's, or a comment is a licence.
    """
    if _TELLING.search(script):
        return script
    try:
        return "".join(_spaced(_tokens(script)))
    except _UnclearError:
        return script


def _spaced(tokens: Iterator[_Token]) -> Iterator[str]:
    """The tokens' texts with a line break or one space between them, where there must be one."""
    last, gap = "", ""
    for kind, text in tokens:
        if kind in {"space", "comment"}:
            gap = "\n" if _BREAK.search(text) or gap == "\n" else " "
            continue
        if last and (gap == "\n" or (gap and not _is_idle(last[-1], text[0]))):
            yield gap
        yield text
        last, gap = text, ""


def _is_idle(before: str, after: str) -> bool:
    """Whether what stands at both sides of a space is read alike without it."""
    if "/" in {before, after}:
        return False
    if _APART & {before, after}:
        return True
    one, other = (before, after) if before in _LOOSE else (after, before)
    return one in _LOOSE and _WORDLIKE.match(other) is not None


def _tokens(script: str) -> Iterator[_Token]:
    at, last = 0, _Token("sign", ";")
    # How many braces are open in each of the templates' values that enclose this place.
    depths: list[int] = []
    point = False
    while at < len(script):
        token = _next(script, at, last, after_point=point, in_value=depths[-1:] == [0])
        if token.kind == "template":
            if token.text.startswith("}"):
                depths.pop()
            if token.text.endswith("${"):
                depths.append(0)
        elif depths and token.kind == "sign":
            depths[-1] += {"{": 1, "}": -1}.get(token.text, 0)
        yield token
        if token.kind not in {"space", "comment"}:
            point, last = last.text == ".", token
        at += len(token.text)
    if depths:
        raise _UnclearError


def _next(script: str, at: int, last: _Token, *, after_point: bool, in_value: bool) -> _Token:
    """The token that begins at a place; `after_point` is said of the last one."""
    if script[at] == "`" or (script[at] == "}" and in_value):
        template = _TEMPLATE.match(script, at + 1)
        if template is None:
            raise _UnclearError
        return _Token("template", script[at : template.end()])
    found = _TOKEN.match(script, at)
    if found is None:
        raise _UnclearError
    if found[0] == "/":
        return _slash(_REGEX.match(script, at), _begins_regex(last, after_point=after_point))
    return _Token(str(found.lastgroup), found[0])


def _slash(regex: re.Match[str] | None, begins: bool | None) -> _Token:  # noqa: FBT001 - a reading
    """A slash as a division or a whole regular expression, if it can be only one of them."""
    if regex is None and begins is not True:
        # Whatever stands before it, no regular expression ends on this line.
        return _Token("sign", "/")
    if regex is None or begins is None:
        raise _UnclearError
    return _Token("regex", regex[0]) if begins else _Token("sign", "/")


def _begins_regex(last: _Token, *, after_point: bool) -> bool | None:
    """Whether a slash after a token begins a regular expression; None where both may be."""
    kind, text = last
    if kind == "word":
        if text not in _BEFORE_REGEX | _UNSURE:
            return False
        # "a.in / 2" divides, but "[...typeof /b/]" does not.
        return None if after_point or text in _UNSURE else True
    if kind == "template":
        return text.endswith("${")
    if kind in {"string", "regex"} or text == "]":
        return False
    return True if text in _BEGINS else None
