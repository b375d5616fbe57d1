"""Python-Markdown's inline parsing, without asking its processors where the answer is known."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from markdown import treeprocessors
from markdown.util import AtomicString

from polyclinic.markdown.calm import element_of, spans_of
from polyclinic.markdown.quiet import is_quiet, searches

if TYPE_CHECKING:
    import re
    from collections.abc import Callable, Iterable
    from xml.etree.ElementTree import Element

    from markdown import Markdown

# The processor of Python-Markdown that applies all others; this is the name it is registered by.
INLINE: Final = "inline"
_PRIORITY: Final = 20
_APPLY: Final = "_InlineProcessor__applyPattern"
_STASH: Final = "_InlineProcessor__stashNode"


class QuickInline(treeprocessors.InlineProcessor):
    """Python-Markdown's inline parsing, which asks no processor that finds nothing in a text."""

    # The name is Python-Markdown's.
    def _InlineProcessor__handleInline(self, data: str, patternIndex: int = 0) -> str:  # noqa: N802, N803
        index, start, apply = patternIndex, 0, self._apply
        if isinstance(data, AtomicString) or (index == 0 and is_quiet(self.md, data)):
            return data
        # There are no links in links.
        spans = spans_of(self.md, data) if index == 0 and "a" not in self.ancestors else None
        if spans is not None:
            return self._stashed(data, spans)
        listening = searches(self.md)
        while index < len(listening):
            search = listening[index]
            if search is not None and search(data) is None:
                start, index = 0, index + 1
                continue
            data, matched, start = apply(self.inlinePatterns[index], data, index, start)
            index += not matched
        return data

    def _stashed(self, data: str, spans: Iterable[re.Match[str]]) -> str:
        """A text with placeholders for its spans."""
        stash: Callable[[Element, str], str] = getattr(self, _STASH)
        out, end = "", 0
        for span in spans:
            out += data[end : span.start()] + stash(element_of(span), "")
            end = span.end()
        return out + data[end:]

    @property
    def _apply(self) -> Callable[..., tuple[str, bool, int]]:
        found: Callable[..., tuple[str, bool, int]] = getattr(self, _APPLY)
        return found


def make_quick(md: Markdown) -> None:
    """Give an instance the quick inline parsing, unless an extension has given it another one."""
    now = md.treeprocessors[INLINE]
    if type(now) is treeprocessors.InlineProcessor:
        md.treeprocessors.register(QuickInline(md), INLINE, _PRIORITY)
