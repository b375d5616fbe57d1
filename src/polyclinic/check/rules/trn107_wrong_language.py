"""A translation is written in the script and the language of its catalog.

Arabic, Chinese, Hindi and Ukrainian need most of their letters in their own script, and none that
only a neighbour has (Russian ы, Persian پ, traditional 醫). Spanish, French, Portuguese and
Vietnamese are told apart by their commonest words.

Why: an entry pasted into the wrong catalog, or made for another language, reads as a working page
to everyone who cannot read it.

Remedy: put the translation of this language here.
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

FEWEST_LETTERS = 4
SHARE = 0.5
SURE = 3
"""So many common words of another language, and twice as many as of the own, are proof."""

_NAME = re.compile(r"\b[A-Z][\w.-]*")
_WORD = re.compile(r"[A-Za-z]+")
_NO_LETTER = re.compile(r"[\W\d_]+")
# Addresses, files, options and the like: a sign, a digit or a capital stands within.
_CODE = re.compile(
    r"(?:--?|\*?\.)?\b[A-Za-z]+(?:[\d._/:=@\\]|[a-z](?=[A-Z]))[\w./:=@\\-]*", re.ASCII
)


def check(pair: Pair) -> Iterator[Finding]:
    """Find texts of another script or language."""
    tongue = words.language(pair.locale)
    text = writing.words_only(pair.msgstr)
    fact = (
        _script(tongue, text, pair.msgid)
        or _letter(tongue, pair.locale, text)
        or _language(tongue, text)
    )
    if fact:
        yield Finding(
            fact,
            "put the translation of this language here",
            text=pair.msgstr,
            offset=0,
            part="msgstr",
        )


def _script(tongue: str, text: str, source: str) -> str:
    if tongue not in writing.OWN_LETTER:
        return ""
    own_letter = re.compile(writing.OWN_LETTER[tongue])
    if tongue not in words_of_latin():
        text = _NAME.sub("", _CODE.sub("", text))
        if own_letter.search(text):  # what a translator left among own words, they left on purpose
            kept = {word.lower() for word in _WORD.findall(source)}
            text = _WORD.sub(lambda word: "" if word[0].lower() in kept else word[0], text)
    letters = _NO_LETTER.sub("", text)
    own = len(own_letter.findall(letters))
    if len(letters) < FEWEST_LETTERS or own / len(letters) >= SHARE:
        return ""
    return f"{own} of {len(letters)} letters are in the script of the language"


def _letter(tongue: str, locale: str, text: str) -> str:
    letters, whose = writing.FOREIGN_LETTER.get(tongue, ("(?!)", ""))
    if tongue == "zh" and not locale.endswith("Hans"):
        return ""
    found = re.search(letters, text, re.IGNORECASE)
    return f"“{found[0]}” is a letter of {whose}" if found else ""


def _language(tongue: str, text: str) -> str:
    if tongue not in words_of_latin():
        return ""
    counts = {
        other: len({found.text.lower() for found in words.find(lexicon, other, text)})
        for other, lexicon in writing.STOP_WORDS.items()
    }
    likely = max(counts, key=lambda other: counts[other])
    if likely == tongue or counts[likely] < SURE or counts[likely] < 2 * counts[tongue]:
        return ""
    return (
        f"it reads as {_NAMES[likely]}: {counts[likely]} common words, {counts[tongue]} of its own"
    )


_NAMES = {"en": "English", "es": "Spanish", "fr": "French", "pt": "Portuguese", "vi": "Vietnamese"}


def words_of_latin() -> frozenset[str]:
    """The languages that common words tell apart."""
    return frozenset(writing.STOP_WORDS)


RULE = PairRule(
    "TRN107",
    "wrong script or language",
    Severity.WARNING,
    check,
    bad=(
        Pair("uk", "Do not drive.", "Не садитесь за руль, чтобы не было беды, вы ещё слабы."),
        Pair("zh-Hans", "Doctor", "醫生"),
        Pair("es", "You do not become our patient.", "Você não se torna nosso paciente com isso."),
        Pair("hi", "Bleeding", "bleeding"),
    ),
    good=(
        Pair("uk", "Do not drive.", "Не сідайте за кермо."),
        Pair("zh-Hans", "Doctor", "医生"),
        Pair("es", "You do not become our patient.", "Usted no pasa a ser nuestro paciente."),
    ),
)
