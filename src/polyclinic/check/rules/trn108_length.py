"""A translation is about as long as its language makes it.

The length of the prose, over that of the source, lies in a wide band that was measured on reviewed
translations. Texts below 30 letters are left alone.

Why: a translation far too short has lost a sentence; one far too long has gained one, or holds two.

Remedy: read it against the source, sentence by sentence.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from polyclinic.check import words, writing
from polyclinic.check.finding import Finding
from polyclinic.check.rule import PairRule
from polyclinic.check.subjects import Pair
from polyclinic.diagnostic import Severity

if TYPE_CHECKING:
    from collections.abc import Iterator

MEDIUM, LONG = 30, 80
FORMS = " | "


def check(pair: Pair) -> Iterator[Finding]:
    """Find texts out of the band."""
    bands = writing.LENGTHS.get(words.language(pair.locale))
    length = len(writing.words_only(pair.msgid).strip())
    # A list of a term's forms is as long as the language has forms.
    if bands is None or length < MEDIUM or FORMS in pair.msgid:
        return
    shortest, longest = bands[length >= LONG]
    ratio = len(writing.words_only(pair.msgstr).strip()) / length
    if not shortest <= ratio <= longest:
        yield Finding(
            f"the translation has {ratio:.0%} of the length of its source; "
            f"{shortest:.0%} to {longest:.0%} are usual",
            "read it against the source, sentence by sentence",
            text=pair.msgstr,
            offset=0,
            part="msgstr",
        )


_LONG = "Do not stop a blood thinner on your own. You could have a blood clot or a stroke."

RULE = PairRule(
    "TRN108",
    "length out of band",
    Severity.WARNING,
    check,
    bad=(Pair("es", _LONG, "No lo deje."), Pair("zh-Hans", _LONG, _LONG)),
    good=(
        Pair("es", _LONG, "No deje un anticoagulante por su cuenta. Podría tener un coágulo."),
        Pair("es", "Bone", "Los huesos de todo el cuerpo"),
        Pair("zh-Hans", "Follow-up visit | follow-up visits | follow-up scans", "复诊"),
    ),
)
