"""Punctuation and its spaces are those of the language.

No-break spaces before : ; ! ? and inside « » in French, ¿ and ¡ in Spanish, ، ؛ ؟ in Arabic, full-
width marks in Chinese, the danda in Hindi, and no straight quotation marks in any.

Why: a French colon that starts a line, or a full stop that a Hindi screen reader runs over, tells a
reader that nobody of the language looked.

Remedy: write the mark that the finding names.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from polyclinic.check import words, writing
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

_QUOTED = re.compile(r"\"[^\"\n]+\"")
_MARKS = ",;:!?"


def check(pair: Pair) -> Iterator[Finding]:
    """Find marks and spaces of another language."""
    tongue = words.language(pair.locale)
    text = writing.prose(_without_literals(pair.msgstr, pair.msgid))
    rules = writing.TYPOGRAPHY.get(pair.locale, writing.TYPOGRAPHY.get(tongue, ()))
    for pattern, remedy in rules:
        for found in re.finditer(pattern, text):
            if _as_in_source(found[0], pair.msgid):
                continue
            yield Finding(
                f"“{found[0].strip() or found[0]}” is not written so in this language",
                remedy,
                text=pair.msgstr[found.start() : found.end()],
                offset=found.start(),
                part="msgstr",
            )
    for opening, closing in writing.PAIRED.get(tongue, ()):
        opened, closed = text.count(opening), len(re.findall(rf"(?<!\()\{closing}", text))
        if opened != closed:
            yield Finding(
                f"{opened} {opening} and {closed} {closing}",
                f"open with {opening} what {closing} closes",
                text=closing if closing in text else opening,
                offset=text.find(closing if closing in text else opening),
                part="msgstr",
            )


def _without_literals(text: str, source: str) -> str:
    """What the source quotes letter for letter is a name of something, with its own quotes."""
    return _QUOTED.sub(lambda m: "0" * len(m[0]) if m[0] in source else m[0], text)


def _as_in_source(found: str, source: str) -> bool:
    """A space before a mark that the source has as well, such as “ID :”, is meant."""
    return found[0] == " " and found[-1] in _MARKS and f" {found[-1]}" in source


RULE = PairRule(
    "TRN111",
    "punctuation of another language",
    Severity.WARNING,
    check,
    bad=(
        Pair("fr", "Call:", "Appelez:"),
        Pair("fr", "Why?", "Pourquoi ?"),
        Pair("es", "Why?", "Por qué?"),
        Pair("ar", "Why?", "لماذا?"),
        Pair("zh-Hans", "Call us.", "请打电话."),
        Pair("hi", "Call us.", "हमें फ़ोन करें."),
        Pair("uk", 'Read "Risks"', 'Читайте "Ризики"'),
    ),
    good=(
        Pair("fr", "Call:", "Appelez\u00a0:"),
        Pair("fr", "Why?", "Pourquoi\u202f?"),
        Pair("es", "Why?", "¿Por qué?"),
        Pair("hi", "Dr. Rao", "डॉ. राव"),
        Pair("zh-Hans", "At [home](1): {3 cm}", "在[家](1)：{3 cm}"),
        Pair("fr", "![scan](1) at 10:30", "![examen](1) à 10:30"),
    ),
)
