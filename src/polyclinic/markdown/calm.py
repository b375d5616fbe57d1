"""Texts whose every span can be told at a glance: words, `code`, *emphasis*, [links](to-pages.md).

Most texts of an article are of this kind. Python-Markdown asks each of its processors for the next
span again and again; here one expression finds all of them. It is no second grammar: it tells only
what Python-Markdown finds as well, and gives up at the first sign that could be anything else.
`tests/markdown/test_calm.py` compares the two.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from weakref import WeakKeyDictionary
from xml.etree.ElementTree import Element

from markdown import inlinepatterns
from markdown.inlinepatterns import BacktickInlineProcessor, LinkInlineProcessor
from markdown.util import AtomicString, code_escape

from polyclinic.markdown.quiet import ears_of

if TYPE_CHECKING:
    from markdown import Markdown
    from markdown.inlinepatterns import Pattern

    from polyclinic.markdown.quiet import Ears

_WORDS: Final = r"[^`*_\[\]<>&{}\\^\x00-\x03]"
_SPAN: Final = re.compile(
    r"`(?P<code>[^`\\\x00-\x03]+)`"
    rf"|(?<!\*)(?P<run>\*\*?)(?![\s*])(?P<stressed>{_WORDS}+)(?<!\s)(?P=run)(?!\*)"
    rf"|\[(?P<label>{_WORDS}+)\]\((?P<target>[^\s()<>\[\]\"'\\`{{}}\x00-\x03]+)\)"
)
# What may be more than it seems, wherever it stands: a longer run, an image, a line break.
_UNCLEAR: Final = re.compile(r"\*\*\*|``|!\[|  \n")
# What is left of a text without its spans must have no such sign.
_SIGN: Final = re.compile(r"[`*_\[\]<>&{}\\^\x00-\x03]")
_TAGS: Final = {"*": "em", "**": "strong"}
# Older releases of Python-Markdown have other rules for emphasis.
_DELIMITERS: Final = getattr(inlinepatterns, "DelimiterProcessor", None)


@dataclass(frozen=True, slots=True)
class _Readers:
    """Which spans an instance's own processors read as Python-Markdown's do."""

    ears: Ears
    code: bool
    links: bool
    emphasis: bool

    @classmethod
    def of(cls, ears: Ears) -> _Readers:
        """Ask the processors."""
        kinds = [(type(pattern), pattern.pattern) for pattern in ears.patterns]
        return cls(
            ears,
            code=(BacktickInlineProcessor, inlinepatterns.BACKTICK_RE) in kinds,
            links=(LinkInlineProcessor, inlinepatterns.LINK_RE) in kinds,
            emphasis=any(map(_stresses, ears.patterns)),
        )


_readers: WeakKeyDictionary[Markdown, _Readers] = WeakKeyDictionary()


def spans_of(md: Markdown, text: str) -> list[re.Match[str]] | None:
    """The spans of a text in their order; None where they can't be told at a glance.

    Each has one group: `code`, `stressed` (with `run`, its stars) or `label` (with `target`).
    """
    if _UNCLEAR.search(text) or _SIGN.search(_SPAN.sub("", text)):
        return None
    ears = ears_of(md)
    readers = _readers.get(md)
    if readers is None or readers.ears is not ears:
        readers = _readers[md] = _Readers.of(ears)
    spans = list(_SPAN.finditer(text))
    for span in spans:
        known = readers.code if span["code"] else readers.links if span["label"] else None
        if not (readers.emphasis if known is None else known):
            return None
    # A processor of another maker might take a part of it.
    return None if any(search(text) for search in ears.others) else spans


def element_of(span: re.Match[str]) -> Element:
    """The element that Python-Markdown makes of a span."""
    if span["code"]:
        element = Element("code")
        element.text = AtomicString(code_escape(span["code"].strip()))
    elif span["label"]:
        element = Element("a", {"href": span["target"]})
        element.text = span["label"]
    else:
        element = Element(_TAGS[span["run"]])
        element.text = span["stressed"]
    return element


def _stresses(pattern: Pattern) -> bool:
    """Whether it reads stars as Python-Markdown does without extensions."""
    if _DELIMITERS is None or type(pattern) is not _DELIMITERS:
        return False
    stars = getattr(pattern, "delimiters", {}).get("*")
    return stars is not None and stars.tags == ("strong", "em") and not stars.smart
