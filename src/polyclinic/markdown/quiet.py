"""Texts in which no inline processor finds anything: most texts of a page, and all plain ones.

An inline processor begins at a match of its own expression. Where none matches, Python-Markdown
leaves the text as it is, and there are no spans in it. To know that takes a few searches; to let
each processor try takes thirty times as long.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary

from markdown import inlinepatterns
from markdown.inlinepatterns import InlineProcessor

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.inlinepatterns import Pattern

# The signs without which an expression of Python-Markdown can't match. All of them are looked for
# at once; the expressions of other makers are tried one by one.
SIGNS: Final[Mapping[str, str]] = {
    inlinepatterns.BACKTICK_RE: "`\\",
    inlinepatterns.ESCAPE_RE: "\\",
    inlinepatterns.LINK_RE: "[",
    inlinepatterns.IMAGE_LINK_RE: "[",
    inlinepatterns.AUTOLINK_RE: "<",
    inlinepatterns.AUTOMAIL_RE: "<",
    inlinepatterns.HTML_RE: "<",
    inlinepatterns.ENTITY_RE: "&",
    inlinepatterns.LINE_BREAK_RE: "\n",
    r"\[\^([^\]]*)\]": "[",  # footnotes, which have no name either
    r"\*|_": "*_",  # emphasis, which has no name there
}
_Search = Callable[[str], "re.Match[str] | None"]


@dataclass(frozen=True, slots=True)
class Ears:
    """What listens for the inline processors of one instance."""

    patterns: tuple[Pattern, ...]
    searches: tuple[_Search, ...]
    others: tuple[_Search, ...]  # those that no sign stands for
    each: tuple[_Search | None, ...]  # one a processor; None for an old one

    @classmethod
    def of(cls, patterns: tuple[Pattern, ...]) -> Ears:
        """Listen for these processors."""
        signs, others = set[str](), dict[_Search, None]()
        for pattern in patterns:
            if type(pattern).__module__.startswith("markdown.") and pattern.pattern in SIGNS:
                signs.update(SIGNS[pattern.pattern])
            else:
                others[_search(pattern)] = None
        known = [re.compile(f"[{re.escape(''.join(sorted(signs)))}]").search] if signs else []
        new = (isinstance(pattern, InlineProcessor) for pattern in patterns)
        each = tuple(
            _search(p) if is_new else None for p, is_new in zip(patterns, new, strict=True)
        )
        return cls(patterns, (*known, *others), tuple(others), tuple(each))


_ears: WeakKeyDictionary[Markdown, Ears] = WeakKeyDictionary()


def is_quiet(md: Markdown, text: str) -> bool:
    """Whether no inline processor of an instance finds anything in a text."""
    for search in ears_of(md).searches:  # noqa: SIM110 - a generator takes twice as long
        if search(text):
            return False
    return True


def searches(md: Markdown) -> tuple[_Search | None, ...]:
    """For each inline processor, in order, what says None of a text in which it finds nothing.

    None for an old one: what that finds in the rest of a text hangs on where the rest begins.
    """
    return ears_of(md).each


def ears_of(md: Markdown) -> Ears:
    """What listens for the processors that an instance has now."""
    ears = _ears.get(md)
    if ears is None or not _are(md, ears.patterns):
        ears = _ears[md] = Ears.of(tuple(md.inlinePatterns))
    return ears


def _are(md: Markdown, patterns: tuple[Pattern, ...]) -> bool:
    """Whether an instance still has these processors and no others."""
    now = md.inlinePatterns
    return len(now) == len(patterns) and all(map(operator.is_, now, patterns))


def _search(pattern: Pattern) -> _Search:
    """A search that succeeds wherever the processor may begin."""
    expression = pattern.getCompiledRegExp()
    # An old processor's expression takes the whole text, from its beginning.
    return expression.search if isinstance(pattern, InlineProcessor) else expression.match
