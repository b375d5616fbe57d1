"""Before stays before, and after stays after, in safety text.

A sentence of the source with “before” or “after” asks for a word of the same meaning in the
translation.

Why: fasting before a procedure and medicines after it are told by this one word.

Remedy: use the word for the same side of the event.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import words
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(pair: Pair) -> Iterator[Finding]:
    """Find sentences of safety text that lost their "before" or "after"."""
    tongue = words.language(pair.locale)
    if not pair.safety or tongue not in words.BEFORE:
        return
    for source, target in words.aligned(pair.msgid, pair.msgstr):
        timed = words.without(words.NOT_TIME.get(tongue, ""), tongue, target)
        plain = words.without(words.NOT_TIME["en"], "en", source)
        for lexicon in (words.BEFORE, words.AFTER):
            said = words.find(lexicon["en"], "en", plain)
            if said and not words.find(lexicon[tongue], tongue, timed):
                yield Finding(
                    f"the source says “{said[0].text}”, the translation has no word for it",
                    f"use the word for “{said[0].text.lower()}”",
                    text=target.strip(),
                    offset=pair.msgstr.find(target),
                    part="msgstr",
                    other=source.strip(),
                )


RULE = PairRule(
    "TRN103",
    "before or after changed",
    Severity.WARNING,
    check,
    bad=(
        Pair("es", "Stop {2 h} before.", "Pare {2 h} después.", safety=True),
        Pair("zh-Hans", "Stop before prostate surgery.", "前列腺手术后停止。", safety=True),
    ),
    good=(
        Pair("es", "Stop {2 h} before.", "Pare {2 h} antes.", safety=True),
        Pair("uk", "Stop {2 h} before.", "Припиніть за {2 h} до процедури.", safety=True),
    ),
)
