"""Whether a translation may be used: it can move and re-word, and adds nothing that acts.

The decision is made on what Python-Markdown finds in the finished text, compared with what it finds
in the source; the patterns here are only for what stands outside any parser's reach.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

from polyclinic.markdown.inline import literal_braces
from polyclinic.markdown.marks import Unit, decode, tokens_of

if TYPE_CHECKING:
    from collections.abc import Callable


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a translation is not used, and what would be right."""

    message: str
    help: str


# Right-to-left and left-to-right marks, joiners and isolates are part of good typography; these are
# not: embeddings and overrides reorder what follows them, the rest is invisible and without use in
# prose.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2028\u2029\u206a-\u206f"
    "\ufeff\ufff9-\ufffb\ufffe\uffff\U000e0000-\U000e007f\ud800-\udfff]"
)
_OPEN_ISOLATE, _CLOSE_ISOLATE = "\u2066\u2067\u2068", "\u2069"
_ISOLATES = re.compile(f"[{_OPEN_ISOLATE}{_CLOSE_ISOLATE}]")
# What a reader, a browser or a later tool could follow or run.
_ADDRESS = re.compile(
    r"(?:\b(?:https?|ftps?|file|wss?)\s*:\s*/"
    r"|\b(?:mailto|javascript|vbscript|sms|blob|bitcoin):\S|\btel:[+\d]|\bdata:[\w.+-]+[/;,]"
    r"|\bwww\d?\.\S|//[\w-]{1,63}\.\w|[\w.+-]{1,64}@[\w-]{1,63}\.\w"
    r"|\b[a-z0-9-]{2,63}\.[a-z]{2,24}/\w"
    r"|\b[a-z0-9][a-z0-9-]{0,62}\.(?:com|org|net|info|biz|io|gov|edu|app|dev|xyz|site|online|shop|top"
    r"|club|int|mil)\b)"
    r"[!#$%&*+,./0-9:;=?@A-Z_a-z~-]*",
    re.IGNORECASE,
)
# There is one of these in each of them.
_IN_ADDRESSES = re.compile(r"[:/@]|\.\S")
# No language needs so much more; a parser's work may grow with the square of a text.
_ROOM, _TIMES = 2000, 10
_INCLUDE = re.compile(
    r"-+8<-+|\[TOC\]|\{!|<<\[|^\s*(?:!!!|\?\?\?|===)\s|^\s*(?:```|~~~)|^\s*:::\s", re.MULTILINE
)
_ENTITY_LIKE = re.compile(r"&(?:#\d+|#[xX][0-9a-fA-F]+|\w+);")


def unsafe(
    unit: Unit,
    msgstr: str,
    read: Callable[[str], Unit | None],
    write: Callable[[Unit, str], str] = decode,
) -> Reason | None:
    """The first reason not to use a translation of a block, or None.

    `write` puts the constructs back into a translation; `read` tells what a parser finds in the
    finished text, in the block's place.
    """
    return (
        unsafe_plain(unit.msgid, msgstr)
        or _marks(unit, msgstr)
        or _constructs(unit, read(write(unit, msgstr)))
    )


def unsafe_plain(source: str, msgstr: str) -> Reason | None:
    """The first reason not to use a translation of plain text, such as a title or an attribute."""
    if len(msgstr) > _ROOM + _TIMES * len(source):
        return Reason("the translation is far longer than its source", "write what the source says")
    return _characters(msgstr) or _addresses(source, msgstr) or _syntax(source, msgstr)


def unsafe_text(source: str, msgstr: str) -> Reason | None:
    """The first reason not to use a translation that themes print as it is, such as a title."""
    for sign in "<>":
        if msgstr.count(sign) > source.count(sign):
            return Reason(f"the translation holds {sign}, which the source does not", "remove it")
    # A browser reads a tag where a letter follows, and some entities without their end.
    active = re.search(r"<[A-Za-z/!?]|&#\w|\"\s*[\w:-]+\s*=", msgstr)
    if active and active[0] not in source:
        return Reason(f"the translation holds {active[0]}, which could act", "write plain text")
    if '"' in msgstr and '"' not in source:
        return Reason("the translation holds a straight quote", "write the quotes of the language")
    return unsafe_plain(source, msgstr)


def _characters(msgstr: str) -> Reason | None:
    match = _FORBIDDEN.search(msgstr)
    if match:
        name = unicodedata.name(match[0], f"U+{ord(match[0]):04X}")
        return Reason(
            f"the translation holds the control character {name} (U+{ord(match[0]):04X})",
            "remove it; to set a direction use U+200E, U+200F or a pair of isolates "
            "(U+2066 to U+2069)",
        )
    depth = 0
    for character in msgstr if _ISOLATES.search(msgstr) else "":
        depth += (character in _OPEN_ISOLATE) - (character == _CLOSE_ISOLATE)
        if depth < 0:
            break
    if depth:
        return Reason(
            "the translation has an isolate without its partner",
            "close every U+2066, U+2067 or U+2068 with one U+2069",
        )
    return None


def _addresses(source: str, msgstr: str) -> Reason | None:
    found = _addresses_in(msgstr)
    known = set(_addresses_in(source)) if found else set()
    for address in found:
        if address not in known:
            return Reason(
                f"the translation holds an address the source does not: {address}",
                "remove it; addresses are numbered marks and come from the source",
            )
    return None


def _addresses_in(text: str) -> list[str]:
    """Every address, without what ends a sentence; full-width letters are letters to a browser."""
    text = unicodedata.normalize("NFKC", text)
    if not _IN_ADDRESSES.search(text):
        return []
    found = _ADDRESS.finditer(text)
    return [match[0].rstrip(".,;:!?*_~").lower() for match in found]


def _syntax(source: str, msgstr: str) -> Reason | None:
    for pattern, what in (
        (_INCLUDE, "include or block syntax"),
        (_ENTITY_LIKE, "a character entity"),
    ):
        there = pattern.findall(msgstr)
        known = Counter(pattern.findall(source)) if there else Counter()
        for found, count in Counter(there).items():
            if found not in known or (pattern is _ENTITY_LIKE and count > known[found]):
                return Reason(
                    f"the translation holds {what} the source does not: {found.strip()}",
                    "remove it; type the character itself",
                )
    if not _BRACE.search(source + msgstr):
        return None
    known = Counter(" ".join(b.split()) for b in literal_braces(source))
    for found, count in Counter(" ".join(b.split()) for b in literal_braces(msgstr)).items():
        if count > known[found] and not re.fullmatch(r"\{\d+\}", found):
            return Reason(
                f"the translation holds braces the source does not: {found}",
                "copy what stands in braces from the source, exactly",
            )
    return _loose_braces(source, msgstr)


def _loose_braces(source: str, msgstr: str) -> Reason | None:
    """A brace without its partner could begin an attribute list that a later one ends."""
    for sign in "{}":
        if _GROUP.sub("", msgstr).count(sign) != _GROUP.sub("", source).count(sign):
            return Reason(
                f"the translation holds a {sign} without its partner",
                "copy what stands in braces from the source, exactly",
            )
    return None


_GROUP = re.compile(r"\{[^{}]*\}")
_BRACE = re.compile(r"[{}]")
# A finished text that its block would read its own attributes from.
ENDS_IN_ATTRIBUTES = Reason(
    "the translation ends in an attribute list", "move the braces into the text"
)


def _marks(unit: Unit, msgstr: str) -> Reason | None:
    expected = Counter(token for mark in unit.marks for token in mark.tokens)
    found = Counter(tokens_of(msgstr))
    for token in expected:
        if found[token] != expected[token]:
            what = "is missing from" if not found[token] else "is repeated in"
            return Reason(
                f"the mark {token} {what} the translation", "use every mark of the source one time"
            )
    for token in found:
        if token not in expected:
            return Reason(
                f"the translation holds the mark {token}, which the source does not",
                "use the marks of the source, and no others",
            )
    return None


def _constructs(unit: Unit, again: Unit | None) -> Reason | None:
    if again is None:
        return Reason(
            "the translation's marks can't be told apart",
            "keep brackets, tags and marks as in the source",
        )
    if again.clashes:
        clash = again.clashes[0].fault
        return Reason(f"in the translation, {clash.message}", clash.help)
    missing, new = unit.signature - again.signature, again.signature - unit.signature
    if new:
        return Reason(
            f"the translation makes a construct the source does not have: {_name(new)}",
            "keep links, tags, quantities and marks as the source has them",
        )
    if missing:
        return Reason(
            f"the translation loses a construct of the source: {_name(missing)}",
            "keep links, tags, quantities and marks as the source has them",
        )
    if not set(again.entities) <= set(unit.entities):
        return Reason(
            "the translation holds a character entity the source does not",
            "type the character itself",
        )
    return None


def _name(signature: Counter[tuple[str, ...]]) -> str:
    form, *rest = next(iter(signature))
    return f"{form} {' '.join(rest)}".strip()
