"""What a reader must, should or may do keeps its force in safety text.

A sentence of the source with “must”, “should” or “may” (and their like) asks for a word of the same
force in the translation. “Cannot” and other denied forms are left to the rule on negation.

Why: “You must call” turned into “you can call” costs the hour that matters; “you may have a fever”
turned into “you will have a fever” frightens.

Remedy: use a word of the same force. If the language says it another way, suppress the rule on the
entry with that reason.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from polyclinic.check import words
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


# The month, which is no leave to do anything.
_MAY: Final = re.compile(r"\bMay(?=\.?\s*$|,|\s+\d)|(?<=\b(?:in|of|by|on) )May\b")


def check(pair: Pair) -> Iterator[Finding]:
    """Find sentences of safety text that lost their force."""
    tongue = words.language(pair.locale)
    if not pair.safety or tongue not in words.NEGATORS:
        return
    for source, target in words.aligned(pair.msgid, pair.msgstr):
        plain = words.without(words.NO_MODALITY, "en", _MAY.sub("   ", source))
        for force, lexicon in words.MODALITY.items():
            asked = words.find(lexicon["en"], "en", plain)
            if asked and not words.find(lexicon[tongue], tongue, target):
                yield Finding(
                    f"the source says “{asked[0].text}”, the translation has no word for it",
                    f"use a word as strong as “{force}”",
                    text=target.strip(),
                    offset=pair.msgstr.find(target),
                    part="msgstr",
                    other=source.strip(),
                )


RULE = PairRule(
    "TRN102",
    "must, should or may changed",
    Severity.WARNING,
    check,
    bad=(
        Pair("es", "You must call.", "Puede llamar.", safety=True),
        Pair("fr", "You may have a fever.", "Vous aurez de la fièvre.", safety=True),
    ),
    good=(
        Pair("es", "You must call.", "Debe llamar.", safety=True),
        Pair("fr", "You may have a fever.", "Vous pouvez avoir de la fièvre.", safety=True),
        Pair("es", "You must call.", "Puede llamar."),
        Pair("uk", "You cannot urinate.", "Сеча не виходить.", safety=True),
    ),
)
