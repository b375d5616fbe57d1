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


def check(pair: Pair) -> Iterator[Finding]:
    """Find marks and spaces of another language."""
    tongue = words.language(pair.locale)
    text = writing.prose(pair.msgstr)
    rules = writing.TYPOGRAPHY.get(pair.locale, writing.TYPOGRAPHY.get(tongue, ()))
    for pattern, remedy in rules:
        for found in re.finditer(pattern, text):
            yield Finding(
                f"“{found[0].strip() or found[0]}” is not written so in this language",
                remedy,
                text=pair.msgstr[found.start() : found.end()],
                offset=found.start(),
                part="msgstr",
            )
    for opening, closing in writing.PAIRED.get(tongue, ()):
        if text.count(opening) != text.count(closing):
            yield Finding(
                f"{text.count(opening)} {opening} and {text.count(closing)} {closing}",
                f"open with {opening} what {closing} closes",
                text=closing if closing in text else opening,
                offset=text.find(closing if closing in text else opening),
                part="msgstr",
            )


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
